//! Negative tests, in Korean.

use crate::craft::negatives::{LeftOut, Negative, NegativesError};
use crate::text::escape::quoted;
use crate::text::negatives::{NegativeWords, Tables};

pub(super) const TABLES: Tables = Tables { why, left_out, error, words: WORDS };

const WORDS: NegativeWords = NegativeWords {
    accept: "수락",
    refuse: "거부",
    notice: "테스트할 권한이 있는 시스템에만 사용하세요",
    count: |negatives, controls| format!("거부해야 할 토큰 {negatives}개, 수락해야 할 토큰 {controls}개"),
    renewed: "지금 유효하지 않은 토큰이라 시간을 새로 정하고 다시 서명했습니다",
    left_out: "만들지 않은 것",
};

fn why(negative: Negative) -> &'static str {
    match negative {
        Negative::Control => "원래 토큰 그대로입니다. 이것이 거부되면 다른 결과는 의미가 없습니다",
        Negative::ControlResigned => "같은 바이트를 다시 서명했습니다. 키가 맞다는 뜻입니다",
        Negative::ControlUnknownClaim => "이해하지 못하는 클레임은 무시해야 합니다",
        Negative::ControlUnknownHeader => "이해하지 못하고 필수도 아닌 헤더 항목은 무시해야 합니다",
        Negative::ControlAudienceList => "대상은 목록일 수 있으며 맞는 대상이 들어 있습니다",
        Negative::ControlWhiteSpace => "JSON 값 사이의 공백은 의미가 없습니다",
        Negative::ControlOrder => "클레임의 순서는 의미가 없습니다",
        Negative::ControlEscaped => "이스케이프로 쓴 이름도 같은 이름입니다",
        Negative::ControlFraction => "시간에는 소수점 아래가 있을 수 있습니다",
        Negative::Expired => "하루 전에 만료되었습니다",
        Negative::NotYetValid => "몇 년 뒤에야 유효해집니다",
        Negative::ExpMissing => "만료 시간이 없으면 훔친 토큰이 영원히 통합니다",
        Negative::ExpText => "시간은 숫자입니다. 글자를 건너뛰면 만료를 알 수 없습니다",
        Negative::ExpMilliseconds => "시간은 초 단위입니다. 그대로 읽으면 수만 년 뒤에 만료됩니다",
        Negative::ExpHuge => "64비트 정수를 넘는 숫자는 넘치거나 만료되지 않습니다",
        Negative::ExpInfinite => "부동소수점 범위를 넘는 숫자는 무한대가 되어 만료되지 않습니다",
        Negative::ExpNegative => "1970년 이전은 과거입니다. 부호 없는 수로 읽으면 먼 미래가 됩니다",
        Negative::ExpZero => "1970년은 과거입니다. 0을 빈 값으로 여기면 만료를 알 수 없습니다",
        Negative::ExpNull => "null은 시간이 아닙니다. 빈 값으로 여기면 만료를 알 수 없습니다",
        Negative::NbfText => "시간은 숫자입니다. 글자를 건너뛰면 때가 되기 전에 받아들입니다",
        Negative::AudWrong => "다른 서비스를 위한 토큰입니다",
        Negative::AudMissing => "대상이 없으면 한 서비스의 토큰이 모든 서비스에서 통합니다",
        Negative::AudEmptyList => "누구를 위한 것도 아닙니다. 비교할 것이 없어 통과시키는 구현이 있습니다",
        Negative::AudLookAlike => "이름의 앞부분만 같은 다른 서비스를 위한 토큰입니다",
        Negative::IssWrong => "다른 발급자가 만들었습니다",
        Negative::IssMissing => "누가 만들었는지 알 수 없습니다",
        Negative::IssLookAlike => "발급자 이름의 앞부분만 같습니다",
        Negative::IssCut => "발급자 이름이 맞는 이름의 일부일 뿐입니다",
        Negative::IssList => "발급자는 하나의 문자열입니다. 목록이면 다른 발급자도 낄 수 있습니다",
        Negative::SubNumber => "주체는 문자열입니다. 숫자로 읽으면 다른 사람일 수 있습니다",
        Negative::DuplicateClaim => "만료 시간이 두 번 나옵니다. 효력이 있다면 마지막 값이고 이미 지났습니다",
        Negative::KidUnknown => "그런 이름의 키가 없습니다. 다른 키로 넘어가면 이름이 쓸모없습니다",
        Negative::KidTraversal => "키 이름을 파일 경로로 열어서는 안 됩니다",
        Negative::KidInjection => "키 이름이 쿼리의 일부가 되어서는 안 됩니다",
        Negative::KidNumber => "키 이름은 문자열입니다",
        Negative::AlgNone => "서명이 전혀 없습니다",
        Negative::AlgNoneCapital => "서명이 없으며 대문자로 시작해 금지 목록을 빠져나갑니다",
        Negative::AlgNoneUpper => "서명이 없으며 모두 대문자라 금지 목록을 빠져나갑니다",
        Negative::AlgNoneMixed => "서명이 없으며 대소문자를 섞어 금지 목록을 빠져나갑니다",
        Negative::AlgNoneSigned => "서명이 없다고 말합니다. 옆에 있는 서명은 확인되지 않습니다",
        Negative::AlgMissing => "알고리즘이 없으면 검증하는 쪽이 추측해야 합니다",
        Negative::AlgEmpty => "빈 이름은 알고리즘이 아닙니다",
        Negative::AlgNull => "null은 알고리즘이 아닙니다",
        Negative::AlgCase => "알고리즘 이름은 정확해야 합니다. 소문자로 쓰면 다른 이름입니다",
        Negative::AlgUnknown => "아무도 모르는 알고리즘입니다",
        Negative::AlgOther => "좋은 알고리즘이라도 토큰이 고르게 해서는 안 됩니다",
        Negative::DuplicateHeader => "알고리즘이 두 번 나옵니다. 효력이 있다면 마지막 값이고 none입니다",
        Negative::CritUnknown => "아무도 모르는 확장을 필수로 요구합니다",
        Negative::CritEmpty => "필수 확장 목록은 비어 있을 수 없습니다",
        Negative::CritAbsent => "헤더에 없는 확장을 필수로 요구합니다",
        Negative::TypOther => "다른 종류의 토큰이라고 말합니다",
        Negative::SignatureEmpty => "서명이 비어 있습니다",
        Negative::SignatureMissing => "서명도 그 앞의 점도 없습니다",
        Negative::SignatureNull => "null이라는 글자는 서명이 아닙니다",
        Negative::SignatureZero => "0은 서명이 아닙니다. 모든 내용에 통과시키는 ECDSA 구현이 있습니다",
        Negative::SignatureOrder => "두 값 모두 0과 같습니다. 모든 내용에 통과시키는 ECDSA 구현이 있습니다",
        Negative::SignatureDer => "맞는 서명이지만 토큰이 아니라 인증서의 형식입니다",
        Negative::SignatureTruncated => "서명의 마지막 바이트가 없습니다",
        Negative::SignatureExtended => "서명에 바이트가 하나 더 있습니다",
        Negative::SignaturePadded => "세그먼트에는 패딩이 없습니다. 다른 표기는 폐기 목록을 빠져나갑니다",
        Negative::SignatureAlphabet => "세그먼트는 base64url입니다. 다른 표기는 폐기 목록을 빠져나갑니다",
        Negative::HeaderFlipped => "헤더의 비트 하나가 서명한 것과 다릅니다",
        Negative::PayloadFlipped => "페이로드의 비트 하나가 서명한 것과 다릅니다",
        Negative::SignatureFlipped => "서명의 비트 하나가 다릅니다",
        Negative::PayloadSwapped => "다른 사람의 클레임에 이 토큰의 서명을 붙였습니다",
        Negative::WrongKey => "이름은 같지만 다른 키로 서명했습니다",
        Negative::JwkEmbedded => "토큰이 자신을 검증할 키를 가져옵니다. 둘 다 공격자가 만들었습니다",
        Negative::JkuForeign => "토큰이 키의 위치를 알려 줍니다. 그 위치는 공격자의 것입니다",
        Negative::X5uForeign => "토큰이 인증서의 위치를 알려 줍니다. 그 위치는 공격자의 것입니다",
        Negative::ConfusionPem => "누구나 아는 공개 키를 HMAC의 비밀로 썼습니다",
        Negative::ConfusionPemTrimmed => "마지막 줄바꿈을 뺀 공개 키를 HMAC의 비밀로 썼습니다",
        Negative::ConfusionPemCrlf => "Windows 줄바꿈으로 된 공개 키를 HMAC의 비밀로 썼습니다",
        Negative::ConfusionPkcs1 => "PKCS#1 형식의 공개 키를 HMAC의 비밀로 썼습니다",
        Negative::ConfusionDer => "공개 키의 바이트를 HMAC의 비밀로 썼습니다",
        Negative::ConfusionJwk => "공개 JWK를 HMAC의 비밀로 썼습니다",
        Negative::SecretEmpty => "설정이 빠졌을 때처럼 비밀이 비어 있습니다",
        Negative::SecretWeak => "누구나 먼저 시도해 보는 단어가 비밀입니다",
        Negative::JweInPlace => "암호화는 서명이 아닙니다. 공개 키로는 누구나 암호화할 수 있습니다",
        Negative::JsonFlattened => "JWT는 항상 compact 형식입니다. 형식이 둘이면 속일 곳도 둘입니다",
        Negative::SegmentExtra => "서명된 토큰의 세그먼트는 세 개입니다",
        Negative::BlankInside => "토큰 안에는 빈칸이 있을 수 없습니다",
        Negative::PayloadPadded => "서명이 맞더라도 세그먼트에는 패딩이 없습니다",
        Negative::PayloadEmpty => "클레임이 전혀 없습니다",
        Negative::PayloadList => "클레임이 목록 안에 있습니다. 목록에는 클레임이 없습니다",
        Negative::PayloadTrailing => "클레임 뒤에 무언가 더 있어 구현마다 다르게 읽습니다",
        Negative::PayloadUtf16 => "클레임은 UTF-8입니다. 인코딩이 둘이면 읽는 방법도 둘입니다",
        Negative::HeaderList => "헤더가 목록입니다. 목록에는 알고리즘이 없습니다",
    }
}

fn left_out(why: LeftOut) -> String {
    match why {
        LeftOut::NoPublicKey => "비밀 키에는 공개 부분이 없습니다".to_owned(),
        LeftOut::OnlyRsa => "RSA 키에만 있는 형식입니다".to_owned(),
        LeftOut::OnlyEcdsa => "ECDSA 서명만 두 수로 이루어집니다".to_owned(),
        LeftOut::OneAlgorithm => "이 키의 알고리즘은 하나뿐입니다".to_owned(),
        LeftOut::NoClaim(name) => format!("토큰에 없거나 문자열이 아닌 클레임: {name}"),
        LeftOut::Already => "토큰이 이미 그렇습니다".to_owned(),
        LeftOut::NoPadding => "이 길이의 base64url에는 패딩이 필요 없습니다".to_owned(),
        LeftOut::SameAlphabet => "이 서명은 두 표기에서 똑같습니다".to_owned(),
        LeftOut::Failed => "암호 라이브러리가 만들지 못했습니다".to_owned(),
    }
}

fn error(error: &NegativesError) -> String {
    match error {
        NegativesError::NotCompact => "compact 형식의 서명된 토큰이 아닙니다".to_owned(),
        NegativesError::Header => "헤더가 이름이 겹치지 않는 JSON 객체가 아닙니다".to_owned(),
        NegativesError::Payload => "페이로드가 이름이 겹치지 않는 클레임 집합이 아닙니다".to_owned(),
        NegativesError::Algorithm(alg) => {
            format!("헤더의 alg가 여기서 아는 서명 알고리즘이 아닙니다: {}", quoted(alg))
        }
        NegativesError::Critical => {
            "토큰이 확장을 요구하므로 모든 변형이 그 때문에 거부될 수 있습니다".to_owned()
        }
        NegativesError::OtherKey => "이 토큰에 서명한 키가 없습니다".to_owned(),
        NegativesError::PublicOnly(key) => format!("서명한 키의 공개 부분만 있습니다: {}", quoted(key)),
        NegativesError::CannotSign => "키가 서명하지 못했습니다".to_owned(),
        NegativesError::NoRandomness => "시스템에서 난수를 얻지 못했습니다".to_owned(),
        NegativesError::Cancelled => "취소되었습니다".to_owned(),
    }
}
