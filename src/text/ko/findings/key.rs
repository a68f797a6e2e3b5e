//! KEY: the key that decided about the token.

use super::list;
use crate::inspect::rules::key::KeyRule;
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::number::thousands;

pub(super) fn told(detail: &KeyRule) -> Told {
    match detail {
        KeyRule::HsEmpty => Told::new(
            "빈 비밀 키로 서명됨",
            "누구나 이런 토큰에 서명할 수 있습니다",
            "32바이트 이상의 무작위 비밀 키를 설정하세요",
        ),
        KeyRule::HsShort { alg, bits, needed } => Told::new(
            format!("비밀 키 {bits}비트: {alg} 최소 {needed}비트"),
            "토큰 하나만 있으면 짧은 비밀 키를 얼마든지 찾아볼 수 있습니다",
            format!("무작위 {}바이트 비밀 키를 만드세요", needed / 8),
        ),
        KeyRule::RsaSmall { bits } => Told::new(
            format!("RSA 키 {bits}비트: 최소 2048비트"),
            "이렇게 작은 키는 깨질 수 있습니다",
            "2048비트 이상의 키를 새로 만들거나 ES256을 쓰세요",
        ),
        KeyRule::AlgMismatch { key_alg, alg } => Told::new(
            format!("키의 알고리즘은 {}, 토큰은 {}", quoted(key_alg), quoted(alg)),
            "키 하나에 알고리즘이 둘이면 혼동 공격의 길이 열립니다",
            "토큰을 거부하거나 키의 alg를 고치세요",
        ),
        KeyRule::UseMismatch { key_use, needed } => Told::new(
            format!("키의 use 값이 “{needed}” 값이 아니라 {}", quoted(key_use)),
            format!("주인이 {}용으로 만든 키가 아닙니다", purpose(needed)),
            format!("{}용 키를 쓰거나 키의 use를 고치세요", purpose(needed)),
        ),
        KeyRule::OpsMismatch { operations, needed } => Told::new(
            if operations.is_empty() {
                format!("키의 key_ops가 비어 있어 {}에 쓸 수 없음", purpose(needed))
            } else {
                format!("키의 key_ops에 {needed} 값이 없음: {}", list(operations))
            },
            format!("주인이 {}용으로 만든 키가 아닙니다", purpose(needed)),
            format!("{}용 키를 쓰거나 키의 key_ops를 고치세요", purpose(needed)),
        ),
        KeyRule::DupKid { kid, count } => Told::new(
            format!("kid {} 값을 가진 키가 {}개", quoted(kid), thousands(*count as u64)),
            "어느 키가 판정하는지 운에 맡겨집니다",
            "키마다 다른 kid를 붙이세요",
        ),
    }
}

/// What the key would have to be meant for.
fn purpose(needed: &str) -> &'static str {
    match needed {
        "enc" | "decrypt" => "암호화",
        _ => "서명",
    }
}
