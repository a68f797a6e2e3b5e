//! KEY: keys and key files as such.

use super::list;
use crate::inspect::rules::key_file::{KeyFileRule, KeyPart, KeyQuality, KeySetRule};
use crate::jose::read::Legacy;
use crate::text::Told;
use crate::text::escape::{quoted, visible};
use crate::text::ko::TEXT;
use crate::text::ko::formats::structure;
use crate::text::number::thousands;

pub(super) fn file(detail: &KeyFileRule) -> Told {
    match detail {
        KeyFileRule::Malformed { why }
        | KeyFileRule::PasswordNeeded { why }
        | KeyFileRule::WrongPassword { why }
        | KeyFileRule::UnsupportedContainer { why } => TEXT.read_error(why),
        KeyFileRule::EcOffCurve { curve } => Told::new(
            format!("공개 키가 곡선 {} 위의 점이 아님", curve.name()),
            "부주의한 프로그램에서 개인 키를 빼내려고 만드는 키입니다",
            "주인에게서 키를 다시 받고 이 키는 절대 쓰지 마세요",
        ),
        KeyFileRule::EcExplicitParams => Told::new(
            "EC 키가 곡선을 이름 대신 매개변수로 적음",
            "이런 키는 곡선을 속일 수 있고, 인증서 위조에 쓰인 적이 있습니다",
            "이름 있는 곡선으로 다시 내보내세요: openssl ec -param_enc named_curve",
        ),
        KeyFileRule::PemLabel { label, found } => Told::new(
            format!("표지는 {}, 내용은 {}", quoted(label), structure(*found)),
            "많은 프로그램이 표지를 믿고 알 수 없는 오류를 냅니다",
            "표지를 고치거나 여기서 키를 내보내세요",
        ),
        KeyFileRule::PemRepaired => Told::new(
            "손상된 PEM을 고쳐 읽음",
            "환경 변수나 JSON을 거치면 줄바꿈이 사라지거나 글자로 바뀝니다",
            "깨끗한 키가 필요하면 여기서 내보내세요",
        ),
        KeyFileRule::NoArmour => Told::new(
            "PEM의 앞뒤 줄이 없는 키의 base64",
            "일부 관리 화면이 이렇게 보여 주지만 대부분의 프로그램은 PEM을 요구합니다",
            "여기서 PEM으로 내보내세요",
        ),
        KeyFileRule::LegacyEncryption { legacy } => Told::new(
            match legacy {
                Legacy::DekInfo(cipher) => format!("DEK-Info 방식으로 보호됨({})", visible(cipher, 24)),
                Legacy::Pbes1 => "PBES1 방식으로 보호됨".to_owned(),
                Legacy::TripleDes => "Triple DES로 보호됨".to_owned(),
                Legacy::Rc2 => "RC2로 보호됨".to_owned(),
                Legacy::Putty2 => "PuTTY의 옛 형식 2로 보호됨".to_owned(),
            },
            "파일을 가진 사람이 암호를 빠르게 시험할 수 있습니다",
            "여기서 암호를 걸어 내보내세요: AES-256과 많은 반복을 씁니다",
        ),
        KeyFileRule::SecretNewline => Told::new(
            "비밀 키가 줄바꿈으로 끝남",
            "편집기나 echo가 붙인 줄바꿈 때문에 모든 서명이 달라집니다",
            "비밀 키의 일부인지 고르세요: printf는 줄바꿈을 붙이지 않습니다",
        ),
        KeyFileRule::SecretWhitespace => Told::new(
            "비밀 키 앞뒤에 공백이나 편집기의 표시가 있음",
            "비밀 키의 일부로 쓰여 모든 서명이 달라집니다",
            "비밀 키의 일부인지 고르세요",
        ),
    }
}

pub(super) fn set(detail: &KeySetRule) -> Told {
    match detail {
        KeySetRule::KidMissing { count } => Told::new(
            format!("kid가 없는 키 {}개", thousands(*count as u64)),
            "토큰이 키를 가리킬 수 없어 키를 교체할 때 실패합니다",
            "지문을 kid로 쓰세요",
        ),
        KeySetRule::SetMixedSecret => Told::new(
            "키 모음에 비밀 키와 키 쌍이 섞여 있음",
            "검증하는 쪽이 혼동할 수 있고, 키 모음은 통째로 공개되기 쉽습니다",
            "비밀 키는 따로 두세요",
        ),
        KeySetRule::SetMixedPrivate => Told::new(
            "키 모음에 개인 키와 공개 키가 섞여 있음",
            "키 모음은 통째로 공개되기 쉽습니다",
            "개인 키는 따로 두세요",
        ),
        KeySetRule::SetEmpty => Told::new(
            "빈 키 모음",
            "이것으로는 아무것도 확인할 수 없습니다",
            "발급자에게 키를 요청하거나 주소를 다시 확인하세요",
        ),
        KeySetRule::SetShape => Told::new(
            "JWK Set이 아닌 키의 배열",
            "다른 프로그램은 “keys” 멤버를 찾지 못합니다",
            "여기서 내보내듯 {\"keys\": […]} 형태로 쓰세요",
        ),
        KeySetRule::UnknownKty { kty } => Told::new(
            format!("모르는 종류 {}의 키를 건너뜀", quoted(kty)),
            "표준이 정한 대로 나머지 키는 읽었습니다",
            "",
        ),
        KeySetRule::PrivateInJwks { count } => Told::new(
            format!("키 모음에 개인 키나 비밀 키 {}개", thousands(*count as u64)),
            "한 번이라도 공개되었다면 누구나 당신의 이름으로 서명할 수 있습니다",
            "공개 키만 공개하고, 이미 공개했다면 키를 바꾸세요",
        ),
    }
}

pub(super) fn quality(detail: &KeyQuality) -> Told {
    match detail {
        KeyQuality::RsaExponent { exponent } => Told::new(
            match exponent {
                Some(exponent) => format!("RSA 키의 공개 지수: {}", thousands(*exponent)),
                None => "RSA 키의 공개 지수가 64비트를 넘음".to_owned(),
            },
            match exponent {
                Some(0 | 1) => "이 지수로는 서명이 아무것도 지키지 못합니다",
                Some(even) if even % 2 == 0 => "짝수 지수로는 RSA 키가 될 수 없습니다",
                Some(small) if *small < 65_537 => "지수가 작으면 패딩을 꼼꼼히 확인하지 않는 곳에서 깨집니다",
                _ => "서명 확인이 매우 느려 라이브러리가 거부합니다",
            },
            "키를 새로 만드세요: 모두가 쓰는 지수는 65,537입니다",
        ),
        KeyQuality::RsaRoca => Told::new(
            "결함 있는 칩이 만든 RSA 키(ROCA)",
            "공개 키에서 개인 키를 계산할 수 있습니다",
            "오늘 바로 키를 바꾸고 새 키는 소프트웨어로 만드세요",
        ),
        KeyQuality::RsaSmallFactor { factor } => Told::new(
            match factor {
                2 => "RSA 모듈러스가 짝수".to_owned(),
                factor => {
                    format!("RSA 모듈러스가 나누어떨어지는 작은 소수: {}", thousands(u64::from(*factor)))
                }
            },
            "큰 소수 둘의 곱이 아니므로 깨진 키입니다",
            "키를 다시 받거나 바꾸세요",
        ),
        KeyQuality::RsaSharedFactor { other } => Told::new(
            format!("RSA 모듈러스의 소수 하나가 {} 키와 같음", quoted(other)),
            "두 공개 키를 가진 사람은 두 개인 키를 모두 계산할 수 있습니다",
            "두 키를 모두 바꾸고, 키를 만든 컴퓨터의 난수를 고치세요",
        ),
        KeyQuality::RsaPssOid => Told::new(
            "RSA-PSS 전용 키",
            "PS256 계열에는 쓸 수 있고 RS256에는 쓸 수 없으며, 읽지 못하는 라이브러리도 있습니다",
            "",
        ),
        KeyQuality::RsaHuge { bits } => Told::new(
            format!("RSA 키 {}비트", thousands(*bits as u64)),
            "확인이 느리고, 8,192비트를 넘으면 거부하는 라이브러리가 많습니다",
            "4096비트로 충분하며 ES256을 써도 됩니다",
        ),
        KeyQuality::AlgUnknown { alg } => Told::new(
            format!("키의 alg {}: 등록되지 않은 이름", quoted(alg)),
            "맞는 토큰이 없어 엄격한 검증에서는 이 키가 쓰이지 않습니다",
            "이름을 고치세요: 예를 들어 P-521의 알고리즘은 ES512입니다",
        ),
        KeyQuality::AlgMissing => Told::new(
            "키에 알고리즘이 적혀 있지 않음",
            "토큰의 알고리즘을 그대로 따르면 공격자가 고르게 됩니다",
            "키에 alg를 더하세요",
        ),
        KeyQuality::UseOpsConflict { key_use, operations } => Told::new(
            format!("use 값 {}, key_ops 값 {}: 서로 어긋남", quoted(key_use), list(operations)),
            "프로그램마다 믿는 값이 다릅니다",
            "둘 중 하나만 남기세요",
        ),
        KeyQuality::HsLowEntropy => Told::new(
            "무작위가 아니라 사람이 지은 듯한 비밀 키",
            "토큰 하나만 있으면 맞을 때까지 낱말을 시험할 수 있습니다",
            "무작위 비밀 키를 만드세요",
        ),
        KeyQuality::WellKnown { source } => Told::new(
            format!("공개된 곳에 실린 키: {source}"),
            "누구나 이 키를 가지고 서명할 수 있습니다",
            "자신만의 키를 만드세요",
        ),
        KeyQuality::ReusedSigEnc { other } => Told::new(
            format!("같은 키를 서명과 암호화에 함께 씀: {}", quoted(other)),
            "한쪽의 결함이 다른 쪽까지 무너뜨립니다",
            "용도마다 키를 따로 만드세요",
        ),
    }
}

pub(super) fn part(detail: &KeyPart) -> Told {
    let strict = "엄격한 라이브러리는 이 키를 거부합니다";
    match detail {
        KeyPart::PairMismatch => Told::new(
            "개인 키와 공개 키가 서로 맞지 않음",
            "한쪽으로 서명한 것을 다른 쪽으로 확인할 수 없어 공개 키만 읽었습니다",
            "키 쌍을 다시 받으세요",
        ),
        KeyPart::PrivateUnusable { fault } => Told::new(
            TEXT.key_fault(fault),
            "공개 키만 읽었으므로 확인은 되지만 서명은 할 수 없습니다",
            "개인 키를 다시 내보내세요",
        ),
        KeyPart::X5cMismatch => Told::new(
            "x5c의 인증서가 다른 키의 것",
            "인증서를 믿는 프로그램은 이 키가 아닌 다른 키로 확인합니다",
            "어느 쪽이 맞는지 주인에게 물어보세요",
        ),
        KeyPart::X5cDamaged => Told::new(
            "x5c의 인증서가 손상됨",
            "인증서를 살피는 프로그램은 이 키를 거부합니다",
            "인증서와 함께 키를 다시 내보내세요",
        ),
        KeyPart::X5tMismatch { member } => Told::new(
            format!("“{member}” 값이 x5c 인증서의 해시가 아님"),
            "이 값으로 인증서를 찾는 프로그램은 찾지 못합니다",
            "인증서에서 다시 계산하세요",
        ),
        KeyPart::CertExpired { not_after } => Told::new(
            format!("인증서가 {}에 만료됨", TEXT.day(*not_after)),
            "발급 기관이 더는 이 키를 보증하지 않습니다",
            "인증서를 갱신하세요: 키는 여기서 그대로 쓸 수 있습니다",
        ),
        KeyPart::CertNotYet { not_before } => Told::new(
            format!("인증서가 {}부터 유효함", TEXT.day(*not_before)),
            "인증서를 확인하는 프로그램은 그때까지 이 키를 거부합니다",
            "인증서를 만든 컴퓨터의 시계를 확인하세요",
        ),
        KeyPart::CertWeakSig { hash } => Told::new(
            format!("{} 해시로 서명된 인증서", hash.name()),
            "같은 서명을 가진 다른 인증서를 위조할 수 있습니다",
            "SHA-256으로 서명된 인증서를 요청하세요",
        ),
        KeyPart::RsaNonminimal { member } => Told::new(
            format!("“{member}” 값이 0 바이트로 시작함"),
            "엄격한 프로그램은 거부하고, 지문을 다르게 계산하는 프로그램도 있습니다",
            "여기서 내보내듯 앞의 0을 빼고 쓰세요",
        ),
        KeyPart::EcCoordinateLength { part, expected, found } => Told::new(
            format!("“{part}” 좌표 길이 {}(올바른 길이 {})", TEXT.bytes(*found), TEXT.bytes(*expected)),
            "앞의 0을 빼는 프로그램은 키 128개 중 하나를 이렇게 쓰고, 엄격한 프로그램은 거부합니다",
            "여기서 내보내듯 앞의 0까지 쓰세요",
        ),
        KeyPart::MemberTwice { member } => Told::new(
            format!("키에 “{member}” 멤버가 두 번 나옴"),
            "첫 값을 쓰는 프로그램도, 마지막 값을 쓰는 프로그램도 있으며 여기서는 마지막 값을 씁니다",
            "어느 쪽이 맞는지 주인에게 물어보세요",
        ),
        KeyPart::MemberPadding { member } => {
            Told::new(format!("키의 “{member}” 값에 패딩 문자 =가 있음"), strict, "= 없이 쓰세요")
        }
        KeyPart::MemberStdAlphabet { member } => Told::new(
            format!("키의 “{member}” 값에 표준 base64 문자 + 또는 /가 있음"),
            strict,
            "+ 대신 -, / 대신 _를 쓰세요",
        ),
        KeyPart::MemberWhitespace { member } => {
            Told::new(format!("키의 “{member}” 값 안에 공백이 있음"), strict, "공백을 빼세요")
        }
        KeyPart::MemberTrailingBits { member } => Told::new(
            format!("“{member}” 값의 마지막 글자에 쓰이지 않는 비트가 켜져 있음"),
            strict,
            "여기서 내보내듯 키를 다시 쓰세요",
        ),
    }
}
