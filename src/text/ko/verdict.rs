//! The verdict card in Korean.

use std::borrow::Cow;

use crate::inspect::report::Outcome;
use crate::jose::jwe::{DecryptError, HeaderFault, Unfit};
use crate::text::escape::{quoted, visible};
use crate::text::number::thousands;
use crate::text::verdict::{Cause, Headline, Inner, Tables, TimeSentence};

use super::{TEXT, names};

pub(super) const TABLES: Tables =
    Tables { headline, signed_by: "서명한 키:", opened_by: "연 키:", cause, outcome, time };

fn headline(headline: &Headline<'_>) -> Cow<'static, str> {
    match headline {
        Headline::Valid => "서명 유효".into(),
        Headline::AllValid(count) => format!("서명 {}개 모두 유효", thousands(*count as u64)).into(),
        Headline::Invalid => "서명이 맞지 않음".into(),
        Headline::NoKey => "맞는 키 없음".into(),
        Headline::Sealed => "비밀 키가 잠겨 있음".into(),
        Headline::NoKeys => "확인할 키 없음".into(),
        Headline::Unsecured => "서명 없음: alg 값이 none".into(),
        Headline::Unsupported(Some(name)) => format!("지원하지 않는 알고리즘: {}", quoted(name)).into(),
        Headline::Unsupported(None) => "지원하지 않는 알고리즘".into(),
        Headline::Unverifiable => "서명을 확인할 수 없음".into(),
        Headline::Ambiguous => "키마다 결과가 다름".into(),
        Headline::Encrypted => "암호화됨".into(),
        Headline::NoKeyOpens => "암호화됨, 열 수 있는 키 없음".into(),
        Headline::PrivateSealed => "암호화됨, 열 키가 잠겨 있음".into(),
        Headline::Decrypted => "복호화됨".into(),
        Headline::Inner(Inner::Valid) => "복호화됨, 안쪽 토큰도 유효".into(),
        Headline::Inner(Inner::Unverified) => "복호화됨, 안쪽 토큰은 확인되지 않음".into(),
        Headline::Inner(Inner::Wrong) => "복호화됨, 안쪽 토큰은 유효하지 않음".into(),
        Headline::NotDecrypted => "복호화되지 않음".into(),
        Headline::CannotOpen => "복호화할 수 없음".into(),
        Headline::Costly => "아직 복호화하지 않음".into(),
    }
}

fn cause(cause: &Cause<'_>) -> (String, &'static str) {
    match cause {
        Cause::Refused(message) => (format!("그래도 엄격한 검증기는 거부합니다: {message}"), ""),
        Cause::OtherKey { kid, named, verifies } => (
            format!(
                "kid {} 값은 키 {} 이름이지만, 서명은 키 {} 것입니다",
                quoted(kid),
                quoted(&named.name),
                quoted(&verifies.name)
            ),
            "토큰이나 키의 kid를 고치세요",
        ),
        Cause::Deciding { key, by_kid: true, outcome: Outcome::Mismatch } => (
            format!("kid가 가리키는 키 {} 서명이 이 헤더와 페이로드에 맞지 않습니다", quoted(&key.name)),
            "서명한 뒤에 바뀌었는지, 발급자의 키가 새로 바뀌었는지 확인하세요",
        ),
        Cause::Deciding { key, by_kid: false, outcome: Outcome::Mismatch } => (
            format!("키 {} 서명이 이 헤더와 페이로드에 맞지 않습니다", quoted(&key.name)),
            "서명한 뒤에 바뀌었는지 확인하거나 발급자의 키를 추가하세요",
        ),
        Cause::Deciding { key, by_kid, outcome } => {
            let named = if *by_kid { "kid가 가리키는 키" } else { "확인한 키" };
            (format!("{named} {}: {}", quoted(&key.name), self::outcome(outcome)), "키와 alg를 확인하세요")
        }
        Cause::Unexplained => (
            "내용이나 키가 이 서명의 것이 아니며, 더 간단한 원인은 찾지 못했습니다".to_owned(),
            "서명한 뒤에 바뀌었는지 확인하거나 발급자의 키를 추가하세요",
        ),
        Cause::NoneMatches { tried } => (
            match tried {
                0 | 1 => "가진 키의 서명이 이 헤더와 페이로드에 맞지 않습니다".to_owned(),
                _ => format!("쓸 수 있는 키 {}개 가운데 서명한 키가 없습니다", thousands(*tried as u64)),
            },
            "서명한 뒤에 바뀌었는지 확인하거나 발급자의 키를 추가하세요",
        ),
        Cause::NoKeys { secret: true } => {
            ("비밀 키가 없으면 누가 만든 토큰인지 알 수 없습니다".to_owned(), "공유 비밀 키를 추가하세요")
        }
        Cause::NoKeys { secret: false } => {
            ("키가 없으면 누가 만든 토큰인지 알 수 없습니다".to_owned(), "발급자의 공개 키를 추가하세요")
        }
        Cause::PrivateSealed(count) => (
            format!("열 수 있는 저장된 키 {}개를 가져오지 못했습니다", thousands(*count as u64)),
            "키체인의 잠금을 풀고 다시 보세요",
        ),
        Cause::Sealed(count) => (
            format!("맞을 수 있는 저장된 비밀 키 {}개를 가져오지 못했습니다", thousands(*count as u64)),
            "키체인의 잠금을 풀고 다시 보세요",
        ),
        Cause::OnlyUnfit { key, outcome } => {
            (format!("키 {} 이유: {}", quoted(&key.name), self::outcome(outcome)), "발급자의 키를 추가하세요")
        }
        Cause::NoneFits { keys, algorithm } => (
            format!("가진 키 {}개 가운데 {} 키가 없습니다", thousands(*keys as u64), quoted(algorithm)),
            "발급자의 키를 추가하세요",
        ),
        Cause::Unsecured => (
            "누구나 이런 토큰을 만들고 고칠 수 있습니다".to_owned(),
            "거부하고, 발급자가 실제 알고리즘으로 서명하게 하세요",
        ),
        Cause::Unsupported => (
            "등록된 알고리즘이지만 Jotlens가 확인할 수 없습니다".to_owned(),
            "확인할 수 있는 소프트웨어로 검증하세요",
        ),
        Cause::Unverifiable => {
            ("토큰이 손상되었거나 알고리즘이 없습니다".to_owned(), "원본에서 다시 복사하세요")
        }
        Cause::Ambiguous => (
            "이 토큰의 kid를 가진 키가 여럿이고 그중 일부만 맞습니다".to_owned(),
            "키마다 다른 kid를 붙이세요",
        ),
        Cause::Encrypted => (
            "키를 가진 사람만 내용을 읽을 수 있습니다".to_owned(),
            "받는 쪽의 개인 키나 공유 비밀 키를 추가하세요",
        ),
        Cause::NoneOpens { .. } | Cause::Opening { .. } | Cause::NoneOpened { .. } | Cause::CannotOpen(_) => {
            closed(cause)
        }
        Cause::Inside(headline) => (format!("안쪽 토큰: {headline}"), ""),
    }
}

/// Why a JWE was not opened.
fn closed(cause: &Cause<'_>) -> (String, &'static str) {
    match cause {
        Cause::NoneOpens { keys, algorithm } => (
            format!("가진 키 {}개 가운데 {} 키가 없습니다", thousands(*keys as u64), quoted(algorithm)),
            "받는 쪽의 개인 키나 공유 비밀 키를 추가하세요",
        ),
        Cause::Opening { key, by_kid: true, error: DecryptError::Mismatch } => (
            format!("kid가 가리키는 키 {} 키로 열리지 않습니다", quoted(&key.name)),
            "토큰이 바뀌었는지, 다른 키인지 확인하세요",
        ),
        Cause::Opening { key, by_kid: false, error: DecryptError::Mismatch } => (
            format!("키 {} 키로 열리지 않습니다", quoted(&key.name)),
            "토큰이 바뀌었는지 확인하거나 받는 쪽의 키를 추가하세요",
        ),
        Cause::Opening { key, error, .. } => {
            let fix = match error {
                DecryptError::TooManyIterations { .. } | DecryptError::TooLarge { .. } => {
                    "예상한 일일 때만 그래도 복호화하세요"
                }
                DecryptError::Cancelled => "시간이 있을 때 다시 시작하세요",
                DecryptError::Deflate => "발급자가 다시 만들게 하세요",
                _ => "키와 alg를 확인하세요",
            };
            (format!("키 {}: {}", quoted(&key.name), not_opened(error)), fix)
        }
        Cause::NoneOpened { tried } => (
            format!("쓸 수 있는 키 {}개 가운데 여는 키가 없습니다", thousands(*tried as u64)),
            "토큰이 바뀌었는지 확인하거나 받는 쪽의 키를 추가하세요",
        ),
        Cause::CannotOpen(error) => (
            error.map_or_else(|| "토큰이 손상되었거나 헤더에 방식이 없습니다".to_owned(), not_opened),
            "원본에서 다시 복사하거나 발급자가 고치게 하세요",
        ),
        _ => (String::new(), ""),
    }
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Valid => "서명이 맞음".to_owned(),
        Outcome::Mismatch => "서명이 맞지 않음".to_owned(),
        Outcome::Unfit(unfit) => (names::NAMES.unfit)(unfit),
        Outcome::OtherKid => "시도하지 않음: 토큰이 다른 키를 가리킴".to_owned(),
        Outcome::Unsupported(algorithm) => format!("지원하지 않는 알고리즘: {}", algorithm.name()),
        Outcome::SignatureLength { expected, found } => {
            format!("서명 길이 {}, 이 키의 서명은 {}", TEXT.bytes(*found), TEXT.bytes(*expected))
        }
        Outcome::Sealed => "비밀 키나 개인 키가 없음".to_owned(),
        Outcome::Opened => "이 키로 열림".to_owned(),
        Outcome::NotOpened(error) => not_opened(error),
        Outcome::BadKey => "쓸 수 없는 키".to_owned(),
    }
}

fn not_opened(error: &DecryptError) -> String {
    match error {
        DecryptError::Header(fault) => header(fault),
        DecryptError::Unsupported(name) => format!("지원하지 않는 알고리즘: {}", quoted(name)),
        DecryptError::Unfit(unfit) => unfit_to_open(unfit),
        DecryptError::Sealed => "개인 키가 없음".to_owned(),
        DecryptError::Mismatch => "이 키로 열리지 않음".to_owned(),
        DecryptError::TooManyIterations { found, .. } => {
            format!("{}회 반복에 시간이 오래 걸림", thousands(*found))
        }
        DecryptError::TooLarge { limit } => format!("압축을 풀면 {} 넘음", TEXT.bytes(*limit)),
        DecryptError::Deflate => "안쪽 내용의 압축이 풀리지 않음".to_owned(),
        DecryptError::Cancelled => "복호화를 멈춤".to_owned(),
    }
}

fn header(fault: &HeaderFault) -> String {
    match fault {
        HeaderFault::Missing(name) => format!("{name} 없음"),
        HeaderFault::Bad(name) => format!("쓸 수 없는 {name}"),
        HeaderFault::Duplicate(name) => format!("{} 값이 두 헤더에 있음", quoted(name)),
        HeaderFault::Critical(name) => format!("알 수 없는 필수 확장 {}", quoted(name)),
        HeaderFault::EncryptedKey { must_be_empty: true } => "암호화된 키가 비어 있어야 함".to_owned(),
        HeaderFault::EncryptedKey { must_be_empty: false } => "암호화된 키가 없음".to_owned(),
        HeaderFault::Iv { expected, found } => {
            format!("IV 길이 {}, 필요한 길이 {expected}", TEXT.bytes(*found))
        }
        HeaderFault::Tag { expected, found } => {
            format!("태그 길이 {}, 필요한 길이 {expected}", TEXT.bytes(*found))
        }
    }
}

/// Why a key is not for decrypting this token.
pub(super) fn unfit_to_open(unfit: &Unfit) -> String {
    match unfit {
        Unfit::Kind => "이 토큰을 여는 종류의 키가 아님".to_owned(),
        Unfit::Curve => "epk와 곡선이 다름".to_owned(),
        Unfit::Length { needs, has } => format!("{needs}비트가 필요한데 {has}비트"),
        Unfit::Use(name) => format!("use 값이 “enc” 값이 아니라 {}", quoted(name)),
        Unfit::Operations(operations) if operations.is_empty() => "key_ops가 비어 있음".to_owned(),
        Unfit::Operations(operations) => {
            format!("key_ops에 있는 값: {}", visible(&operations.join(", "), 40))
        }
        Unfit::Algorithm(name) => format!("alg 값이 {}", quoted(name)),
    }
}

fn time(time: &TimeSentence<'_>) -> String {
    match time {
        TimeSentence::ExpiresIn(duration) => format!("{duration} 만료"),
        TimeSentence::Expired(duration) => format!("{duration} 만료됨"),
        TimeSentence::NotBefore(instant, duration) => format!("{instant} 전에는 유효하지 않음({duration})"),
        TimeSentence::NeverExpires => "만료되지 않음".to_owned(),
        TimeSentence::Unreadable => "읽을 수 없는 시각이 있음".to_owned(),
    }
}
