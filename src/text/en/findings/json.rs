//! JSON: what a parser may read in another way than the signer meant.

use super::{a, the, upper_the};
use crate::encoding::json::{JsonError, JsonErrorKind};
use crate::inspect::finding::Part;
use crate::inspect::rules::json::JsonRule;
use crate::text::Told;
use crate::text::en::plural;
use crate::text::escape::{code_point, quoted, quoted_char, visible};
use crate::text::number::thousands;

pub(super) fn told(detail: &JsonRule) -> Told {
    match detail {
        JsonRule::Invalid { part, error } => invalid(*part, error),
        JsonRule::NotObject { kind } => Told::new(
            format!("The header is {}, not an object", a(*kind)),
            "Without an object no algorithm can be read",
            "Have the issuer write {\"alg\": …}",
        ),
        JsonRule::TrailingData { part, line, column } => Told::new(
            format!("More text after the JSON of {}, at line {line}, column {column}", the(*part)),
            "Parsers disagree on which of the two counts",
            "Have the issuer end it after the last bracket",
        ),
        JsonRule::Duplicate { part, name, count } => Told::new(
            format!("{} occurs {} in {}", quoted(name), times(*count), the(*part)),
            "Some parsers take the first, some the last: verifier and application may see different values",
            "Refuse the token; the issuer must write each name once",
        ),
        JsonRule::CaseVariant { part, name, registered } => Told::new(
            format!("{} in {} differs from “{registered}” only in case", quoted(name), the(*part)),
            "Names are case-sensitive, but some decoders (Go, .NET) take one for the other",
            format!("Write “{registered}”"),
        ),
        JsonRule::BigNumber { part, name, number, rounded } => Told::new(
            format!("{} has more digits than JavaScript can hold", subject(name.as_deref(), *part)),
            format!("{} becomes {} in a browser", visible(number, 40), visible(rounded, 40)),
            "Send it as a string",
        ),
        JsonRule::LoneSurrogate { part } => Told::new(
            format!("Half of a surrogate pair in {}", the(*part)),
            "Some parsers replace it, some fail: the values differ",
            "Have the issuer write both halves, or the character itself",
        ),
        JsonRule::ControlChars { part, name, found } => Told::new(
            format!("Control character {} in {}", code_point(*found), place(name.as_deref(), *part)),
            "It can cut the value short in C programs and hide text on screens",
            "Have the issuer refuse such values",
        ),
        JsonRule::Bidi { part, name, found } => Told::new(
            format!(
                "Characters that deceive the eye in {}: {}",
                place(name.as_deref(), *part),
                points(found)
            ),
            "A person reads another value than the program compares",
            "Compare the value as shown here, with each such character spelled out",
        ),
        JsonRule::Proto { part, name } => Told::new(
            format!("The name {} in {} can poison JavaScript objects", quoted(name), the(*part)),
            "Copied into an object, it changes every object of the program",
            "Refuse it, or parse into a map without a prototype",
        ),
        JsonRule::Bom { part } => Told::new(
            format!("{} starts with a byte order mark (U+FEFF)", upper_the(*part)),
            "JSON has none, and many parsers fail on it",
            "Have the issuer write UTF-8 without it",
        ),
        JsonRule::Deep { part, depth } => Told::new(
            format!("{} is nested {} deep", upper_the(*part), plural(*depth, "level", "levels")),
            "Parsers stop, or run out of stack",
            "Have the issuer write it flatter",
        ),
        JsonRule::Whitespace { part, bytes } => Told::new(
            format!("{} of white space in the JSON of {}", plural(*bytes, "byte", "bytes"), the(*part)),
            "It is legal, but whoever writes the JSON anew breaks the signature",
            "Pass the token on as it is",
        ),
    }
}

fn invalid(part: Part, error: &JsonError) -> Told {
    let (what, fix): (String, &str) = match &error.kind {
        JsonErrorKind::Empty => ("it is empty".into(), "Copy the token again"),
        JsonErrorKind::UnexpectedEnd => {
            ("it ends too early".into(), "Copy the token again: its end may be missing")
        }
        JsonErrorKind::Unexpected(found) => (
            format!("unexpected {}", quoted_char(*found)),
            "Look at the text there; the issuer must write JSON",
        ),
        JsonErrorKind::TrailingComma => ("a comma too many".into(), "Remove the comma before the bracket"),
        JsonErrorKind::MissingComma => ("a comma is missing".into(), "Put a comma between the two"),
        JsonErrorKind::MissingColon => ("a colon is missing".into(), "Put a colon after the name"),
        JsonErrorKind::Comment => ("a comment".into(), "Remove it: JSON has no comments"),
        JsonErrorKind::SingleQuotes => {
            ("single quotes".into(), "Use double quotes; in Python, json.dumps writes them")
        }
        JsonErrorKind::Literal(word) => (
            format!("{} is not a JSON value", visible(word, 16)),
            "Write true, false, null, a number or a string",
        ),
        JsonErrorKind::BadNumber => {
            ("a number is malformed".into(), "Write it without leading zeros, + or bare dots")
        }
        JsonErrorKind::ControlInString(found) => (
            format!("{} inside a string", code_point(*found)),
            "Write control characters as escapes, such as \\n",
        ),
        JsonErrorKind::BadEscape => ("an unknown escape".into(), "Write a backslash as \\\\"),
        JsonErrorKind::UnquotedName => ("a name without quotes".into(), "Put the name in double quotes"),
        JsonErrorKind::TooLong => {
            ("it is too long to read".into(), "Cut it down to what you want to look at")
        }
        JsonErrorKind::TrailingData => {
            ("more text after it".into(), "Have the issuer end it after the last bracket")
        }
    };
    Told::new(
        format!("{} is not JSON: {what} (line {}, column {})", upper_the(part), error.line, error.column),
        match part {
            Part::Header => "Without a readable header there is no algorithm to check with",
            Part::Input
            | Part::Token
            | Part::Payload
            | Part::Signature
            | Part::EncryptedKey
            | Part::Iv
            | Part::Ciphertext
            | Part::Tag
            | Part::Extra(_) => "The signature may still hold, but no claim can be read",
        },
        fix,
    )
}

fn times(count: usize) -> String {
    if count == 2 { "twice".to_owned() } else { format!("{} times", thousands(count as u64)) }
}

fn subject(name: Option<&str>, part: Part) -> String {
    name.map_or_else(|| format!("A number in {}", the(part)), quoted)
}

fn place(name: Option<&str>, part: Part) -> String {
    name.map_or_else(|| the(part).into_owned(), quoted)
}

fn points(found: &[char]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = found.iter().take(SHOWN).map(|found| code_point(*found)).collect();
    match found.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
