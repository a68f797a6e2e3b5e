//! JWE: what an encrypted token's header must have.

use crate::inspect::rules::jwe::Jwe;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &Jwe) -> Told {
    match detail {
        Jwe::EncMissing => Told::new(
            "헤더에 내용 암호화 방식(enc)이 없음",
            "없으면 아무도 토큰을 복호화할 수 없습니다",
            "발급자가 enc를 넣게 하세요",
        ),
        Jwe::EncUnknown { enc } => Told::new(
            format!("enc 값 {}: 등록되지 않은 이름", quoted(enc)),
            "이 이름을 아는 소프트웨어만 복호화할 수 있습니다",
            "A256GCM 같은 등록된 이름을 쓰세요",
        ),
    }
}
