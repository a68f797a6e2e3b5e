//! PROF: selective disclosure.

use std::borrow::Cow;

use crate::inspect::rules::sd_jwt::{BindingFault, SdJwt};
use crate::jose::sd_jwt::{Fate, Fault};
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &SdJwt) -> Told {
    match detail {
        SdJwt::Disclosure { number, fate } => Told::new(
            format!("공개 항목 {number}: {}", disclosure(*fate)),
            "발급자는 그 내용을 보증하지 않았습니다",
            "거부하고, 소유자가 토큰을 새로 제시하게 하세요",
        ),
        SdJwt::Structure { fault } => Told::new(
            match fault {
                Fault::DigestTwice => "토큰에 같은 다이제스트가 두 번 있음",
                Fault::DigestMalformed => "다이제스트 목록의 형식이 잘못됨",
                Fault::Empty => "빈 공개 항목: ~가 두 번 이어짐",
                Fault::TooDeep => "공개된 클레임이 너무 깊어 확인할 수 없음",
            },
            "검증기는 이런 SD-JWT를 거부해야 합니다",
            "발급자가 RFC 9901을 따르게 하세요",
        ),
        SdJwt::KeyBinding { fault } => Told::new(
            binding(*fault),
            "지금 여기서 소유자가 토큰을 제시한다는 것이 증명되지 않았습니다",
            "소유자가 토큰을 새로 제시하게 하세요",
        ),
        SdJwt::Algorithm { name } => Told::new(
            format!("_sd_alg 값: {}", quoted(name)),
            "공개 항목은 sha-256, sha-384, sha-512로만 맞춰 볼 수 있습니다",
            "발급자가 sha-256을 쓰게 하세요",
        ),
    }
}

fn disclosure(fate: Fate) -> &'static str {
    match fate {
        Fate::Placed => "제자리에 있음",
        Fate::Unmatched => "맞는 다이제스트 없음",
        Fate::Twice => "토큰에 두 번 있음",
        Fate::Malformed => "솔트, 이름, 값의 배열이 아님",
        Fate::WrongKind => "클레임 자리에 원소가 있거나 그 반대임",
        Fate::ReservedName => "예약된 이름임",
        Fate::NameExists => "이미 있는 클레임을 가져옴",
    }
}

fn binding(fault: BindingFault) -> Cow<'static, str> {
    match fault {
        BindingFault::NotAToken => "마지막 ~ 뒤가 키 바인딩 토큰이 아님".into(),
        BindingFault::Hash => "sd_hash가 다른 제시의 것임".into(),
        BindingFault::Missing(name) => format!("키 바인딩 토큰에 {name} 없음").into(),
        BindingFault::Typ => "키 바인딩 토큰의 typ이 kb+jwt가 아님".into(),
        BindingFault::NoKey => "키 바인딩 토큰이 있는데 발급자가 cnf에 키를 적지 않음".into(),
        BindingFault::KeyUnreadable => "cnf에 있는 소유자의 키를 읽을 수 없음".into(),
        BindingFault::Signature => "키 바인딩 토큰이 cnf의 키로 서명되지 않음".into(),
        BindingFault::OpenSecret => "cnf에 있는 소유자의 키가 누구나 읽을 수 있는 비밀 키임".into(),
        BindingFault::TooDeep => "키 바인딩 토큰이 너무 깊이 있어 검증하지 않음".into(),
    }
}
