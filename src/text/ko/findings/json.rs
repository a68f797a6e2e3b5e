//! JSON: what a parser may read in another way than the signer meant.

use super::kind_name;
use crate::encoding::json::{JsonError, JsonErrorKind};
use crate::inspect::finding::Part;
use crate::inspect::rules::json::JsonRule;
use crate::text::Told;
use crate::text::escape::{code_point, quoted, quoted_char, visible};
use crate::text::ko::names::part as part_name;
use crate::text::number::thousands;

pub(super) fn told(detail: &JsonRule) -> Told {
    match detail {
        JsonRule::Invalid { part, error } => invalid(*part, error),
        JsonRule::NotObject { kind } => Told::new(
            format!("헤더가 객체가 아님: {}", kind_name(*kind)),
            "객체가 아니면 알고리즘을 읽을 수 없습니다",
            "발급자가 {\"alg\": …} 꼴로 쓰게 하세요",
        ),
        JsonRule::TrailingData { part, line, column } => Told::new(
            format!("{}의 JSON 뒤에 텍스트가 더 있음({line}행 {column}열)", part_name(*part)),
            "둘 중 어느 것이 맞는지 파서마다 다릅니다",
            "발급자가 마지막 괄호에서 끝내게 하세요",
        ),
        JsonRule::Duplicate { part, name, count } => Told::new(
            format!("{}에 {} 이름이 {}번 있음", part_name(*part), quoted(name), thousands(*count as u64)),
            "처음 것을 쓰는 파서도 마지막 것을 쓰는 파서도 있어, 검증기와 앱이 다른 값을 볼 수 있습니다",
            "토큰을 거부하고, 발급자가 이름마다 한 번만 쓰게 하세요",
        ),
        JsonRule::CaseVariant { part, name, registered } => Told::new(
            format!("{}의 {} 이름: “{registered}” 이름과 대소문자만 다름", part_name(*part), quoted(name)),
            "이름은 대소문자를 구별하지만 일부 디코더(Go, .NET)는 둘을 같게 봅니다",
            format!("“{registered}” 이름을 그대로 쓰세요"),
        ),
        JsonRule::BigNumber { part, name, number, rounded } => Told::new(
            format!("JavaScript가 담을 수 없는 자릿수의 수: {}", place(name.as_deref(), *part)),
            format!("브라우저에서 {} 값이 {} 값으로 바뀝니다", visible(number, 40), visible(rounded, 40)),
            "문자열로 보내세요",
        ),
        JsonRule::LoneSurrogate { part } => Told::new(
            format!("{}에 서로게이트 쌍이 반쪽만 있음", part_name(*part)),
            "바꿔 읽는 파서도 실패하는 파서도 있어 값이 달라집니다",
            "발급자가 두 쪽을 다 쓰거나 문자 자체를 쓰게 하세요",
        ),
        JsonRule::ControlChars { part, name, found } => Told::new(
            format!("제어 문자 {}: {}", code_point(*found), place(name.as_deref(), *part)),
            "C 프로그램에서 값이 잘리거나 화면에서 글자가 숨을 수 있습니다",
            "발급자가 그런 값을 거부하게 하세요",
        ),
        JsonRule::Bidi { part, name, found } => Told::new(
            format!("눈을 속이는 문자 {}: {}", points(found), place(name.as_deref(), *part)),
            "사람이 읽는 값과 프로그램이 비교하는 값이 다릅니다",
            "그런 문자를 풀어 쓴 이 화면의 값으로 비교하세요",
        ),
        JsonRule::Proto { part, name } => Told::new(
            format!("{}의 {} 이름은 JavaScript 객체를 오염시킬 수 있음", part_name(*part), quoted(name)),
            "객체에 복사되면 프로그램의 모든 객체가 바뀝니다",
            "거부하거나 프로토타입이 없는 맵으로 읽으세요",
        ),
        JsonRule::Bom { part } => Told::new(
            format!("{} 앞에 바이트 순서 표시(U+FEFF)가 있음", part_name(*part)),
            "JSON에는 없는 것이라 많은 파서가 실패합니다",
            "발급자가 그것 없이 UTF-8로 쓰게 하세요",
        ),
        JsonRule::Deep { part, depth } => Told::new(
            format!("{}의 중첩이 {}단계로 깊음", part_name(*part), thousands(*depth as u64)),
            "파서가 멈추거나 스택이 바닥납니다",
            "발급자가 더 얕게 쓰게 하세요",
        ),
        JsonRule::Whitespace { part, bytes } => Told::new(
            format!("{}의 JSON에 공백 {}바이트", part_name(*part), thousands(*bytes as u64)),
            "문제는 없지만 JSON을 새로 쓰면 서명이 깨집니다",
            "토큰을 그대로 전달하세요",
        ),
    }
}

fn invalid(part: Part, error: &JsonError) -> Told {
    let (what, fix): (String, &str) = match &error.kind {
        JsonErrorKind::Empty => ("비어 있음".into(), "토큰을 다시 복사하세요"),
        JsonErrorKind::UnexpectedEnd => {
            ("너무 일찍 끝남".into(), "끝이 빠졌을 수 있으니 토큰을 다시 복사하세요")
        }
        JsonErrorKind::Unexpected(found) => (
            format!("뜻밖의 문자 {}", quoted_char(*found)),
            "발급자는 JSON으로 써야 하니 그 자리를 살펴보세요",
        ),
        JsonErrorKind::TrailingComma => ("남는 쉼표".into(), "괄호 앞의 쉼표를 지우세요"),
        JsonErrorKind::MissingComma => ("쉼표가 빠짐".into(), "둘 사이에 쉼표를 넣으세요"),
        JsonErrorKind::MissingColon => ("콜론이 빠짐".into(), "이름 뒤에 콜론을 넣으세요"),
        JsonErrorKind::Comment => ("주석".into(), "JSON에는 주석이 없으니 지우세요"),
        JsonErrorKind::SingleQuotes => ("작은따옴표".into(), "큰따옴표를 쓰세요(Python에서는 json.dumps)"),
        JsonErrorKind::Literal(word) => (
            format!("JSON에 없는 값 {}", visible(word, 16)),
            "true, false, null, 숫자, 문자열 가운데 하나로 쓰세요",
        ),
        JsonErrorKind::BadNumber => ("잘못된 숫자".into(), "앞자리 0, + 부호, 홀로 선 점 없이 쓰세요"),
        JsonErrorKind::ControlInString(found) => (
            format!("문자열 안의 제어 문자 {}", code_point(*found)),
            "제어 문자는 \\n 같은 이스케이프로 쓰세요",
        ),
        JsonErrorKind::BadEscape => ("알 수 없는 이스케이프".into(), "역슬래시는 \\\\ 꼴로 쓰세요"),
        JsonErrorKind::UnquotedName => ("따옴표 없는 이름".into(), "이름을 큰따옴표로 감싸세요"),
        JsonErrorKind::TooLong => ("읽기에는 너무 김".into(), "볼 부분만 남기세요"),
        JsonErrorKind::TrailingData => {
            ("뒤에 텍스트가 더 있음".into(), "발급자가 마지막 괄호에서 끝내게 하세요")
        }
    };
    Told::new(
        format!("{}: JSON이 아님, {what}({}행 {}열)", part_name(part), error.line, error.column),
        match part {
            Part::Header => "헤더를 읽을 수 없으면 확인할 알고리즘도 알 수 없습니다",
            Part::Input
            | Part::Token
            | Part::Payload
            | Part::Signature
            | Part::EncryptedKey
            | Part::Iv
            | Part::Ciphertext
            | Part::Tag
            | Part::Extra(_) => "서명은 맞을 수 있지만 클레임을 읽을 수 없습니다",
        },
        fix,
    )
}

/// A named claim, or the part.
fn place(name: Option<&str>, part: Part) -> String {
    name.map_or_else(|| part_name(part).into_owned(), quoted)
}

fn points(found: &[char]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = found.iter().take(SHOWN).map(|found| code_point(*found)).collect();
    match found.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} 외 {more}개", shown.join(", ")),
    }
}
