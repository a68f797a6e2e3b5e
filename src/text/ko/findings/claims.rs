//! CLAIM: what a claims set says and lacks.

use super::kind_name;
use crate::encoding::json::Kind;
use crate::inspect::report::Media;
use crate::inspect::rules::claims::Claims;
use crate::text::Told;

pub(super) fn told(detail: &Claims) -> Told {
    match detail {
        Claims::NotJson { media } => Told::new(
            match media {
                Media::Claims => "페이로드가 클레임 집합이 아님",
                Media::Json => "페이로드가 JSON이지만 클레임 집합이 아님",
                Media::Text => "페이로드가 클레임 집합이 아니라 텍스트",
                Media::Binary => "페이로드가 클레임 집합이 아니라 이진 데이터",
                Media::Token => "페이로드가 또 다른 토큰",
                Media::Encrypted => "페이로드가 암호화됨",
            },
            "JWS나 JWE로는 올바르지만 그 자체로 JWT는 아닙니다",
            "",
        ),
        Claims::Empty => Told::new(
            "클레임 집합이 비어 있음",
            "누구를 위한 것이고 무엇을 허용하는지 말하지 않습니다",
            "발급자가 적어도 iss, aud, exp를 넣게 하세요",
        ),
        Claims::Null { claim } => Told::new(
            format!("“{claim}” 값이 null"),
            "클레임이 없는 것으로 보는 프로그램도, 값으로 보는 프로그램도 있습니다",
            "발급자가 클레임을 빼게 하세요",
        ),
        Claims::IssMissing => Told::new(
            "iss 클레임 없음",
            "검증기가 누구의 키를 쓸지, 믿는 발급자인지 알 수 없습니다",
            "발급자가 iss에 자신을 쓰게 하고 확인하세요",
        ),
        Claims::IssType { kind } => Told::new(
            format!("iss 값이 문자열이 아님: {}", kind_name(*kind)),
            "느슨하게 비교하는 프로그램은 다른 것 사이에 숨은 발급자를 받아들입니다",
            "토큰을 거부하세요",
        ),
        Claims::IssInsecure => Told::new(
            "iss 값이 https가 아닌 http 주소",
            "그곳에서 키를 찾는 프로그램은 도중에 다른 키를 받을 수 있습니다",
            "발급자가 https를 쓰게 하세요",
        ),
        Claims::AudType { kind } => Told::new(
            match kind {
                Kind::Array => "aud 값이 빈 배열".to_owned(),
                _ => format!("aud 값이 문자열이나 문자열 배열이 아님: {}", kind_name(*kind)),
            },
            "일부 라이브러리는 누구를 위한 토큰인지 확인하지 않고 지나칩니다",
            "토큰을 거부하세요",
        ),
        Claims::AudMember { kind } => Told::new(
            format!("aud 배열에 문자열이 아닌 값이 있음: {}", kind_name(*kind)),
            "엄격한 라이브러리는 거부하고, 다른 라이브러리는 이름과 제각기 다르게 비교합니다",
            "발급자가 각 서비스를 문자열로 쓰게 하세요",
        ),
        Claims::AudMulti { count } => Told::new(
            format!("토큰의 대상이 {count}곳"),
            "한 대상이 다른 대상에서 이 토큰을 쓸 수 있습니다",
            "발급자가 서비스마다 따로 발급하게 하세요",
        ),
        Claims::AudWildcard => Told::new(
            "aud 값에 와일드카드(*)가 있음",
            "표준에 없는 표기이므로, 검증기는 거부하거나 무엇이든 받아들입니다",
            "발급자가 서비스 이름을 쓰게 하세요",
        ),
        Claims::SubMissing => Told::new(
            "sub 클레임 없음",
            "누구에 대한 토큰인지 알 수 없습니다",
            "발급자가 sub 값을 넣게 하세요",
        ),
        Claims::SubType { kind } => Told::new(
            format!("sub 값이 문자열이 아님: {}", kind_name(*kind)),
            "엄격한 라이브러리는 거부하고, 느슨한 라이브러리는 두 사용자를 혼동할 수 있습니다",
            "발급자가 문자열로 쓰게 하세요",
        ),
        Claims::ScopeType { claim } => Told::new(
            format!("“{claim}” 값이 OAuth의 범위 표기가 아님"),
            "표준은 공백으로 나눈 문자열 “scope” 하나이며, 다른 프로그램은 범위를 찾지 못합니다",
            "발급자가 표준대로 쓰게 하거나, 모든 프로그램이 이 표기를 아는지 확인하세요",
        ),
        Claims::AudMissing => Told::new(
            "aud 클레임 없음",
            "이 키를 믿는 서비스는 어디든 이 토큰을 받아들입니다",
            "발급자가 aud에 서비스를 적고, 서비스는 그것을 확인하게 하세요",
        ),
        Claims::JtiMissing => Told::new(
            "jti 클레임 없음",
            "RFC 9068 액세스 토큰은 jti로 개별 토큰을 추적하고 폐기합니다",
            "발급자가 토큰마다 고유한 ID를 넣게 하세요",
        ),
    }
}
