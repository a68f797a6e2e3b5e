//! DX: why verification failed.

use crate::inspect::rules::diagnosis::Diagnosis;
use crate::jose::algorithm::is_jwe_algorithm;
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::number::thousands;

pub(super) fn told(detail: &Diagnosis) -> Told {
    match detail {
        Diagnosis::NoKey { alg } if is_jwe_algorithm(alg) => Told::new(
            format!("가진 키 가운데 {} 토큰의 키가 없음", quoted(alg)),
            "쓸 수 있는 키를 모두 시도했지만 열리지 않았습니다",
            "받는 쪽의 개인 키나 비밀 키를 추가하세요",
        ),
        Diagnosis::NoKey { alg } => Told::new(
            format!("{}에 쓸 키가 없음", quoted(alg)),
            "키가 없으면 서명이 맞는지 알 수 없습니다",
            if alg.starts_with("HS") {
                "공유 비밀 키를 추가하세요"
            } else {
                "발급자의 공개 키를 추가하세요"
            },
        ),
        Diagnosis::NoPrivateKey { key } => Told::new(
            format!("키 {}의 공개 부분으로 암호화된 토큰인데 개인 키가 없음", quoted(key)),
            "개인 키로만 열 수 있고, 암호화는 서명이 아닙니다",
            "개인 키를 가져오세요",
        ),
        Diagnosis::Concatenated { count } => Told::new(
            format!("토큰 {}개가 구분 없이 붙어 있음", thousands(*count as u64)),
            "검증기에는 세그먼트 수가 틀린 토큰 하나로 보입니다",
            "헤더가 시작되는 eyJ 앞에서 나누세요",
        ),
        Diagnosis::Detached => Told::new(
            "서명된 내용이 토큰 안에 없음",
            "서명은 따로 전달되는 내용을 보호합니다(분리됨)",
            "토큰과 함께 그 내용을 주세요",
        ),
    }
}
