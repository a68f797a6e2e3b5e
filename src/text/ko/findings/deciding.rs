//! KEY: how good the key is that decided.

use crate::inspect::rules::deciding::Deciding;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &Deciding) -> Told {
    match detail {
        Deciding::HsShort { alg, bits, needed } => Told::new(
            format!("{alg}용 비밀 키가 {bits}비트: {needed}비트가 필요함"),
            "이렇게 짧은 비밀 키는 그 알고리즘에 쓸 수 없어 엄격한 검증기는 거부합니다",
            format!("무작위 {}바이트 비밀 키를 만드세요", needed / 8),
        ),
        Deciding::RsaSmall { alg, bits } => Told::new(
            format!("{} 전용 RSA 키가 {bits}비트: 최소 2048비트", quoted(alg)),
            "이렇게 작은 키는 그 알고리즘에 쓸 수 없어 엄격한 검증기는 거부합니다",
            "2048비트 이상의 키를 새로 만들거나 ES256을 쓰세요",
        ),
        Deciding::HsDictionary { secret } => Told::new(
            format!("누구나 먼저 시도하는 비밀 키: {}", quoted(secret)),
            "알아맞힌 사람은 어떤 토큰에든 서명할 수 있습니다",
            "32바이트 이상의 무작위 비밀 키를 설정하세요",
        ),
        Deciding::AlgMissing => Told::new(
            "키에 어떤 알고리즘용인지 적혀 있지 않음",
            "키에 alg가 없으면 검증기는 토큰에 적힌 것을 믿을 수밖에 없습니다",
            "발급자의 JWK에 alg를 추가하세요",
        ),
        Deciding::Published => Told::new(
            "비밀 키가 공개 키 집합에 들어 있음",
            "공개 키를 읽는 사람이 비밀 키도 읽어 이런 토큰을 만들 수 있습니다",
            "공개하는 집합에서 비밀 키를 빼고 새것으로 바꾸세요",
        ),
        Deciding::Roca => Told::new(
            "서명한 키가 결함 있는 칩에서 만들어짐(ROCA)",
            "누구나 개인 키를 계산해 이런 토큰에 서명할 수 있습니다",
            "오늘 키를 바꾸고, 새 키는 소프트웨어로 만드세요",
        ),
        Deciding::MadeWith { key_alg, made_with } => Told::new(
            format!("키의 알고리즘은 {}, 서명에 쓴 것은 {made_with}", quoted(key_alg)),
            "키 하나에 알고리즘이 둘이면 혼동 공격의 길이 열립니다",
            "발급자가 헤더에 적힌 알고리즘으로 서명하게 하세요",
        ),
        Deciding::Truncated { found, needed } => Told::new(
            format!("서명이 잘림: {needed}바이트 중 {found}바이트"),
            "끝부분이 없어 확인할 수 없습니다",
            "토큰 전체를 다시 복사하세요",
        ),
    }
}
