//! Registered names explained in Korean: a short title, and one plain sentence.

use crate::text::known::{Algorithm, Claim, MediaType, Parameter, Tables};
use crate::text::number::thousands;

pub(super) const TABLES: Tables = Tables {
    claim,
    parameter,
    algorithm,
    media_type,
    private_claim: "비공개 클레임",
    scopes: |count| format!("권한 범위 {}개", thousands(count as u64)),
    audiences: |count| format!("대상 {}개", thousands(count as u64)),
};

fn claim(claim: Claim) -> (&'static str, &'static str) {
    match claim {
        Claim::Iss => ("발급자", "토큰을 발급한 쪽이며, 그 주소에서 키를 찾습니다"),
        Claim::Sub => ("주체", "토큰이 가리키는 사람이나 대상이며, 발급자만 붙이는 이름입니다"),
        Claim::Aud => ("대상", "토큰을 받을 서비스이며, 다른 서비스는 거부해야 합니다"),
        Claim::Exp => ("만료", "이 시각부터는 토큰을 거부해야 합니다"),
        Claim::Nbf => ("유효 시작", "이 시각 전에는 토큰을 거부해야 합니다"),
        Claim::Iat => ("발급 시각", "토큰을 발급한 때입니다"),
        Claim::Jti => ("토큰 ID", "토큰의 고유한 이름이며, 폐기하거나 두 번 온 것을 알아챌 때 씁니다"),
        Claim::Name => ("이름", "화면에 보여 주는 사람의 전체 이름입니다"),
        Claim::GivenName => ("이름(성 제외)", "성을 뺀 이름입니다"),
        Claim::FamilyName => ("성", "사람의 성입니다"),
        Claim::MiddleName => ("가운데 이름", "사람의 가운데 이름입니다"),
        Claim::Nickname => ("별명", "편하게 부르는 이름입니다"),
        Claim::PreferredUsername => {
            ("사용자 이름", "본인이 쓰고 싶어 하는 이름이며, 바뀔 수 있고 고유하지 않습니다")
        }
        Claim::Profile => ("프로필 페이지", "프로필 페이지의 주소입니다"),
        Claim::Picture => ("사진", "사진의 주소입니다"),
        Claim::Website => ("웹사이트", "웹사이트의 주소입니다"),
        Claim::Email => ("이메일", "이메일 주소이며, 계정을 가리키는 이름으로는 안전하지 않습니다"),
        Claim::EmailVerified => ("이메일 확인됨", "본인의 주소임을 발급자가 확인했는지 나타냅니다"),
        Claim::Gender => ("성별", "사람의 성별입니다"),
        Claim::Birthdate => ("생년월일", "태어난 날이나 해입니다"),
        Claim::Zoneinfo => ("시간대", "Asia/Seoul 같은 시간대입니다"),
        Claim::Locale => ("로캘", "ko-KR 같은 언어와 지역입니다"),
        Claim::PhoneNumber => ("전화번호", "사람의 전화번호입니다"),
        Claim::PhoneNumberVerified => ("전화번호 확인됨", "본인의 번호임을 발급자가 확인했는지 나타냅니다"),
        Claim::Address => ("주소", "우편 주소입니다"),
        Claim::UpdatedAt => ("수정 시각", "사람의 정보가 마지막으로 바뀐 때입니다"),
        Claim::Azp => ("승인된 클라이언트", "토큰을 요청한 클라이언트입니다"),
        Claim::Nonce => ("논스", "토큰을 요청과 묶어 재전송을 막는 값입니다"),
        Claim::AuthTime => ("로그인 시각", "본인임을 마지막으로 증명한 때입니다"),
        Claim::Acr => {
            ("인증 수준", "로그인이 얼마나 강했는지, 발급자와 클라이언트가 정한 이름으로 나타냅니다")
        }
        Claim::Amr => ("인증 방법", "로그인 방법이며, 예를 들어 비밀번호는 pwd, 일회용 코드는 otp입니다"),
        Claim::AtHash => ("액세스 토큰 해시", "함께 온 액세스 토큰 해시의 절반이며, 바꿔치기를 알아챕니다"),
        Claim::CHash => ("코드 해시", "함께 온 인증 코드 해시의 절반이며, 바꿔치기를 알아챕니다"),
        Claim::SHash => ("상태 해시", "요청의 state 값 해시의 절반이며, 바꿔치기를 알아챕니다"),
        Claim::SubJwk => ("주체 키", "스스로 발급한 ID 토큰의 공개 키입니다"),
        Claim::Sid => ("세션 ID", "발급자의 세션이며, 모든 곳에서 함께 끝낼 때 씁니다"),
        Claim::NamesElsewhere => ("클레임 이름", "다른 곳에서 받을 클레임의 이름입니다"),
        Claim::Sources => ("클레임 출처", "그 클레임을 받을 곳입니다"),
        Claim::Cnf => {
            ("소유 확인", "보낸 쪽이 가졌음을 증명해야 하는 키이며, 훔친 사람은 증명할 수 없습니다")
        }
        Claim::Jkt => ("키 지문", "토큰이 묶인 DPoP 키의 지문입니다"),
        Claim::CertificateHash => ("인증서 지문", "토큰이 묶인 TLS 클라이언트 인증서의 지문입니다"),
        Claim::Act => ("대행자", "주체를 대신해 행동하는 쪽입니다"),
        Claim::Scope => ("권한 범위", "토큰이 허용하는 것을 공백으로 나눈 이름으로 적습니다"),
        Claim::ClientId => ("클라이언트 ID", "토큰을 발급받은 애플리케이션입니다"),
        Claim::MayAct => ("대행 허용", "주체를 대신할 수 있는 쪽입니다"),
        Claim::Events => ("이벤트", "일어난 일이며, 종류를 나타내는 주소마다 하나씩 적습니다"),
        Claim::Toe => ("이벤트 시각", "일이 일어난 때입니다"),
        Claim::Txn => ("트랜잭션 ID", "이 이벤트를 다른 이벤트와 잇는 값입니다"),
        Claim::SubId => ("주체 식별자", "토큰이 가리키는 사람이나 대상을 구조로 적은 것입니다"),
        Claim::Htm => ("HTTP 메서드", "이 증명이 쓰이는 요청의 메서드입니다"),
        Claim::Htu => ("HTTP 주소", "이 증명이 쓰이는 요청의 주소입니다"),
        Claim::Ath => ("액세스 토큰 해시", "이 증명과 함께 보내는 액세스 토큰의 해시입니다"),
        Claim::Roles => ("역할", "사람이 가진 역할입니다"),
        Claim::Groups => ("그룹", "사람이 속한 그룹입니다"),
        Claim::Entitlements => ("권리", "사람에게 주어진 권리입니다"),
        Claim::AuthorizationDetails => ("인가 상세", "토큰이 허용하는 것을 scope보다 자세히 적습니다"),
        Claim::TokenIntrospection => ("인트로스펙션", "토큰을 물었을 때 서버가 답한 내용입니다"),
        Claim::Vot => ("신뢰 벡터", "신원, 자격 증명, 로그인을 얼마나 믿을 수 있는지 나타냅니다"),
        Claim::Vtm => ("신뢰 표지", "신뢰 벡터의 규칙이 있는 주소입니다"),
        Claim::Sd => ("숨긴 클레임", "가진 사람이 공개하거나 감출 수 있는 클레임의 해시입니다"),
        Claim::SdElement => ("숨긴 항목", "가진 사람이 공개하거나 감출 수 있는 목록 항목의 해시입니다"),
        Claim::SdAlg => ("공개 항목 해시", "클레임을 숨기는 해시 함수입니다"),
        Claim::SdHash => ("SD-JWT 해시", "이 키 바인딩 토큰이 쓰이는 SD-JWT의 해시입니다"),
        Claim::Vct => ("자격 증명 종류", "어떤 자격 증명인지 나타냅니다"),
        Claim::Status => ("상태", "토큰이 폐기되었는지 물을 곳입니다"),
        Claim::Vc => ("자격 증명", "W3C 검증 가능한 자격 증명입니다"),
        Claim::Vp => ("제시", "W3C 자격 증명을 제시한 것입니다"),
        Claim::VerifiedClaims => ("검증된 클레임", "누가 어떻게 확인했는지 함께 적은 클레임입니다"),
        Claim::PlaceOfBirth => ("출생지", "사람이 태어난 곳입니다"),
        Claim::Nationalities => ("국적", "사람의 국적입니다"),
        Claim::EatNonce => ("증명 논스", "물은 쪽이 준 값이며, 증명이 새것임을 보여 줍니다"),
        Claim::Ueid => ("기기 ID", "바뀌지 않는 기기의 세계 고유 이름입니다"),
        Claim::Orig => ("발신자", "전화를 건 쪽입니다"),
        Claim::Dest => ("수신자", "전화를 받는 쪽입니다"),
        Claim::Attest => ("증명 수준", "통신사가 발신자를 얼마나 확신하는지 A, B, C로 나타냅니다"),
        Claim::Origid => ("발신 지점", "통신사 망에서 통화가 시작된 곳입니다"),
    }
}

fn parameter(parameter: Parameter) -> (&'static str, &'static str) {
    match parameter {
        Parameter::Alg => ("알고리즘", "토큰을 서명하거나 내용 키를 암호화한 방법입니다"),
        Parameter::Jku => ("키 집합 URL", "키가 있다고 하는 주소이며, 이미 아는 주소일 때만 가져오세요"),
        Parameter::Jwk => {
            ("공개 키", "토큰을 검증한다고 하는 키이며, 그것만으로는 아무것도 증명하지 못합니다")
        }
        Parameter::Kid => ("키 ID", "읽는 쪽이 자기 키 가운데서 찾을 이름입니다"),
        Parameter::X5u => ("인증서 URL", "인증서가 있다고 하는 주소이며, 이미 아는 주소일 때만 가져오세요"),
        Parameter::X5c => ("인증서 체인", "키의 인증서이며, 믿는 루트만큼만 가치가 있습니다"),
        Parameter::X5t => ("인증서 지문", "인증서의 SHA-1 지문입니다"),
        Parameter::X5tS256 => ("인증서 지문", "인증서의 SHA-256 지문입니다"),
        Parameter::Typ => ("종류", "어떤 토큰인지 밝혀 다른 토큰으로 오해하지 않게 합니다"),
        Parameter::Cty => ("내용 종류", "페이로드가 무엇인지 밝히며, 그것도 토큰이면 JWT입니다"),
        Parameter::Crit => ("필수 확장", "읽는 쪽이 이해하지 못하면 토큰을 거부해야 하는 확장입니다"),
        Parameter::B64 => {
            ("페이로드 인코딩", "base64url로 인코딩했는지 나타내며, 그대로 서명했으면 false입니다")
        }
        Parameter::Enc => ("내용 암호화", "내용을 암호화한 방법입니다"),
        Parameter::Zip => ("압축", "암호화하기 전에 내용을 압축한 방법입니다"),
        Parameter::Epk => ("임시 키", "이 토큰만을 위해 만든 보내는 쪽의 공개 키입니다"),
        Parameter::Apu => ("보내는 쪽 정보", "키에 섞는 보내는 쪽의 정보입니다"),
        Parameter::Apv => ("받는 쪽 정보", "키에 섞는 받는 쪽의 정보입니다"),
        Parameter::Iv => ("초기화 벡터", "내용 키를 암호화할 때 쓴 무작위 바이트입니다"),
        Parameter::Tag => ("인증 태그", "암호화된 내용 키가 바뀌었는지 보여 줍니다"),
        Parameter::P2s => ("솔트", "비밀번호에 섞는 무작위 바이트입니다"),
        Parameter::P2c => ("반복 횟수", "비밀번호를 해시한 횟수이며, 많을수록 짐작하기 느려집니다"),
        Parameter::Iss => ("발급자", "페이로드가 암호화되어도 읽을 수 있는 클레임의 사본입니다"),
        Parameter::Sub => ("주체", "페이로드가 암호화되어도 읽을 수 있는 클레임의 사본입니다"),
        Parameter::Aud => ("대상", "페이로드가 암호화되어도 읽을 수 있는 클레임의 사본입니다"),
        Parameter::Url => ("요청 URL", "이 토큰이 담은 ACME 요청의 주소입니다"),
        Parameter::Nonce => ("논스", "재전송을 막는 서버의 값입니다"),
        Parameter::Ppt => ("PASSporT 확장", "전화 토큰의 어느 확장을 쓰는지 나타냅니다"),
        Parameter::Svt => ("서명 검증", "다른 서명을 확인했음을 보증하는 토큰입니다"),
        Parameter::TrustChain => ("신뢰 체인", "보낸 쪽부터 신뢰의 기준까지 이어지는 진술입니다"),
        Parameter::Kty => ("키 종류", "RSA, EC, OKP 가운데 하나이거나 공유 비밀 키면 oct입니다"),
        Parameter::Use => ("키 용도", "서명이면 sig, 암호화면 enc입니다"),
        Parameter::KeyOps => ("키 작업", "키로 할 수 있는 작업입니다"),
        Parameter::Crv => ("곡선", "키의 타원 곡선입니다"),
        Parameter::X => ("x 좌표", "키의 공개 점이거나 그 첫째 좌표입니다"),
        Parameter::Y => ("y 좌표", "공개 점의 둘째 좌표입니다"),
        Parameter::N => ("모듈러스", "RSA 키의 공개된 수입니다"),
        Parameter::E => ("지수", "RSA 키의 공개 지수이며, 거의 언제나 AQAB(65537)입니다"),
        Parameter::D => ("개인 부분", "키의 개인 부분이며, 토큰에 있어서는 안 됩니다"),
        Parameter::K => ("비밀 키", "공유 비밀 키의 바이트이며, 토큰에 있어서는 안 됩니다"),
    }
}

fn algorithm(algorithm: Algorithm) -> (&'static str, &'static str) {
    (algorithm_title(algorithm), algorithm_sentence(algorithm))
}

fn algorithm_title(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::None => "서명 없음",
        Algorithm::Hs256 => "HMAC, SHA-256",
        Algorithm::Hs384 => "HMAC, SHA-384",
        Algorithm::Hs512 => "HMAC, SHA-512",
        Algorithm::Rs256 => "RSA PKCS#1 v1.5, SHA-256",
        Algorithm::Rs384 => "RSA PKCS#1 v1.5, SHA-384",
        Algorithm::Rs512 => "RSA PKCS#1 v1.5, SHA-512",
        Algorithm::Es256 => "ECDSA P-256, SHA-256",
        Algorithm::Es384 => "ECDSA P-384, SHA-384",
        Algorithm::Es512 => "ECDSA P-521, SHA-512",
        Algorithm::Es256k => "ECDSA secp256k1, SHA-256",
        Algorithm::Ps256 => "RSA-PSS, SHA-256",
        Algorithm::Ps384 => "RSA-PSS, SHA-384",
        Algorithm::Ps512 => "RSA-PSS, SHA-512",
        Algorithm::EdDsa => "EdDSA, 키의 곡선",
        Algorithm::Ed25519 => "EdDSA, Ed25519",
        Algorithm::Ed448 => "EdDSA, Ed448",
        Algorithm::MlDsa44 => "ML-DSA-44, 양자 내성",
        Algorithm::MlDsa65 => "ML-DSA-65, 양자 내성",
        Algorithm::MlDsa87 => "ML-DSA-87, 양자 내성",
        Algorithm::Rsa15 => "RSA PKCS#1 v1.5 암호화",
        Algorithm::RsaOaep => "RSA-OAEP, SHA-1",
        Algorithm::RsaOaep256 => "RSA-OAEP, SHA-256",
        Algorithm::RsaOaep384 => "RSA-OAEP, SHA-384",
        Algorithm::RsaOaep512 => "RSA-OAEP, SHA-512",
        Algorithm::A128Kw => "AES-128 키 래핑",
        Algorithm::A192Kw => "AES-192 키 래핑",
        Algorithm::A256Kw => "AES-256 키 래핑",
        Algorithm::Dir => "공유 키 직접 사용",
        Algorithm::EcdhEs => "ECDH-ES, 직접",
        Algorithm::EcdhEsA128Kw => "ECDH-ES, AES-128 키 래핑",
        Algorithm::EcdhEsA192Kw => "ECDH-ES, AES-192 키 래핑",
        Algorithm::EcdhEsA256Kw => "ECDH-ES, AES-256 키 래핑",
        Algorithm::A128GcmKw => "AES-128-GCM 키 암호화",
        Algorithm::A192GcmKw => "AES-192-GCM 키 암호화",
        Algorithm::A256GcmKw => "AES-256-GCM 키 암호화",
        Algorithm::Pbes2Hs256 => "비밀번호, PBES2 SHA-256, AES-128 키 래핑",
        Algorithm::Pbes2Hs384 => "비밀번호, PBES2 SHA-384, AES-192 키 래핑",
        Algorithm::Pbes2Hs512 => "비밀번호, PBES2 SHA-512, AES-256 키 래핑",
        Algorithm::A128CbcHs256 => "AES-128-CBC, HMAC SHA-256",
        Algorithm::A192CbcHs384 => "AES-192-CBC, HMAC SHA-384",
        Algorithm::A256CbcHs512 => "AES-256-CBC, HMAC SHA-512",
        Algorithm::A128Gcm => "AES-128-GCM",
        Algorithm::A192Gcm => "AES-192-GCM",
        Algorithm::A256Gcm => "AES-256-GCM",
    }
}

fn algorithm_sentence(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::None => "토큰이 보호되지 않아 누구나 만들고 고칠 수 있습니다",
        Algorithm::Hs256 | Algorithm::Hs384 | Algorithm::Hs512 => {
            "공유 비밀 키 하나로 서명하고 검증하므로, 확인할 수 있는 쪽은 만들 수도 있습니다"
        }
        Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 => {
            "RSA 개인 키로 서명하고 공개 키로 검증하며, 가장 널리 쓰입니다"
        }
        Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 | Algorithm::Es256k => {
            "EC 개인 키로 서명하고 공개 키로 검증하며, 키와 서명이 짧습니다"
        }
        Algorithm::Ps256 | Algorithm::Ps384 | Algorithm::Ps512 => {
            "RSA 개인 키로 서명하고 공개 키로 검증하며, RS256보다 안전한 패딩입니다"
        }
        Algorithm::EdDsa | Algorithm::Ed25519 | Algorithm::Ed448 => {
            "에드워즈 곡선 개인 키로 서명하고 공개 키로 검증하며, 짧고 빠르고 실수하기 어렵습니다"
        }
        Algorithm::MlDsa44 | Algorithm::MlDsa65 | Algorithm::MlDsa87 => {
            "양자 컴퓨터가 깬다고 알려지지 않은 격자 기반 서명이며, 서명이 큽니다"
        }
        Algorithm::Rsa15 => "지금도 공격받는 패딩으로 내용 키를 암호화하니 쓰지 마세요",
        Algorithm::RsaOaep | Algorithm::RsaOaep256 | Algorithm::RsaOaep384 | Algorithm::RsaOaep512 => {
            "RSA 개인 키를 가진 쪽에게 내용 키를 암호화합니다"
        }
        Algorithm::A128Kw
        | Algorithm::A192Kw
        | Algorithm::A256Kw
        | Algorithm::A128GcmKw
        | Algorithm::A192GcmKw
        | Algorithm::A256GcmKw => "양쪽이 공유하는 키로 내용 키를 암호화합니다",
        Algorithm::Dir => "공유하는 키로 내용을 바로 암호화합니다",
        Algorithm::EcdhEs => "이 토큰만을 위한 키 쌍으로 양쪽이 내용 키를 계산합니다",
        Algorithm::EcdhEsA128Kw | Algorithm::EcdhEsA192Kw | Algorithm::EcdhEsA256Kw => {
            "이 토큰만을 위한 키 쌍으로 양쪽이 계산한 키가 내용 키를 암호화합니다"
        }
        Algorithm::Pbes2Hs256 | Algorithm::Pbes2Hs384 | Algorithm::Pbes2Hs512 => {
            "여러 번 해시한 비밀번호로 내용 키를 암호화합니다"
        }
        Algorithm::A128CbcHs256 | Algorithm::A192CbcHs384 | Algorithm::A256CbcHs512 => {
            "두 키를 하나로 이어 내용을 암호화하고 변조를 막습니다"
        }
        Algorithm::A128Gcm | Algorithm::A192Gcm | Algorithm::A256Gcm => "내용을 암호화하고 변조를 막습니다",
    }
}

fn media_type(media_type: MediaType) -> (&'static str, &'static str) {
    match media_type {
        MediaType::Jwt => ("JSON Web Token", "JWT라고만 하고 어떤 종류인지는 말하지 않습니다"),
        MediaType::AccessToken => {
            ("OAuth 2.0 액세스 토큰", "클라이언트가 API를 쓰게 하며, 클라이언트가 아니라 API가 읽습니다")
        }
        MediaType::Dpop => ("DPoP 증명", "보낸 쪽이 키를 가졌음을 요청마다 증명합니다"),
        MediaType::Logout => ("로그아웃 토큰", "세션이 끝났음을 클라이언트에 알립니다"),
        MediaType::SecurityEvent => ("보안 이벤트 토큰", "일어난 일을 다른 서비스에 알립니다"),
        MediaType::AuthorizationRequest => ("인가 요청", "서명된 OAuth 요청 매개변수입니다"),
        MediaType::Introspection => ("인트로스펙션 응답", "토큰에 대한 서버의 서명된 답입니다"),
        MediaType::ClientAuthentication => ("클라이언트 인증", "클라이언트가 인가 서버에 자신을 증명합니다"),
        MediaType::ClientAttestation => ("클라이언트 증명", "백엔드가 자기 앱의 인스턴스를 보증합니다"),
        MediaType::ClientAttestationProof => {
            ("클라이언트 증명의 소유 증명", "앱이 증명에 적힌 키를 가졌음을 보입니다")
        }
        MediaType::TransactionToken => {
            ("트랜잭션 토큰", "누가 무엇을 요청했는지 여러 서비스에 걸쳐 전합니다")
        }
        MediaType::KeyBinding => ("키 바인딩 토큰", "보낸 쪽이 SD-JWT의 키를 가졌음을 증명합니다"),
        MediaType::SdJwt => ("SD-JWT", "가진 사람이 어느 클레임을 보일지 고르는 토큰입니다"),
        MediaType::Credential => ("디지털 자격 증명", "가진 사람에 대한 사실을 적은 SD-JWT입니다"),
        MediaType::CredentialSdJwt => {
            ("W3C 자격 증명, SD-JWT", "가진 사람이 보일 것을 고르는 W3C 자격 증명입니다")
        }
        MediaType::CredentialJwt => ("W3C 자격 증명", "서명된 W3C 자격 증명입니다"),
        MediaType::PresentationJwt => ("W3C 제시", "가진 사람이 제시하는 W3C 자격 증명입니다"),
        MediaType::CredentialProof => ("키 증명", "지갑이 키를 가졌음을 발급자에게 증명합니다"),
        MediaType::StatusList => ("상태 목록", "많은 토큰 가운데 폐기된 것을 알려 줍니다"),
        MediaType::EntityStatement => ("구성원 진술", "연합의 한 구성원이 다른 구성원에 대해 말한 것입니다"),
        MediaType::Passport => ("PASSporT", "전화를 건 쪽을 보증합니다"),
        MediaType::Jose => ("compact JWS 또는 JWE", "compact 형식의 토큰입니다"),
        MediaType::JoseJson => ("JSON JWS 또는 JWE", "JSON 형식의 토큰입니다"),
        MediaType::Jwk => ("JSON Web Key", "내용이 키입니다"),
        MediaType::JwkSet => ("JSON Web Key 집합", "내용이 키 집합입니다"),
        MediaType::Json => ("JSON", "내용이 JSON입니다"),
    }
}
