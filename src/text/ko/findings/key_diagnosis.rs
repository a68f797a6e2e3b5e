//! DX: what was proved about keys, secrets and algorithms.

use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &KeyDiagnosis) -> Told {
    match detail {
        KeyDiagnosis::OtherKey { key } => Told::new(
            format!("다른 키로 서명됨: {}", quoted(key)),
            "토큰이 가리키는 키가 아니라 이 키로 서명이 맞습니다",
            "그 키로 검증하거나, 발급자가 kid에 그 키를 적게 하세요",
        ),
    }
}
