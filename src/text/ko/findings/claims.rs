//! CLAIM: what a claims set says and lacks.

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
