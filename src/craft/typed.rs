//! A JSON value as a person types it: a text without quotes and escapes, a number, a choice, a list of words.

use super::edit::EditError;
use crate::encoding::json::{JsonError, JsonErrorKind, Kind, Value, parse, quoted};

/// What a value is typed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Typing {
    /// Characters: a string.
    Text,
    /// A number, in the digits that are typed.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// An array of strings, one in each line.
    List,
    /// A string of words with a space between, one in each line.
    Words,
    /// Any JSON.
    Json,
}

impl Typing {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Number, Self::Boolean, Self::List, Self::Words, Self::Null, Self::Json];

    /// How a member's value is typed best, and what stands in the box then.
    pub fn of(name: &str, value: Value<'_>) -> (Self, String) {
        let raw = || value.raw().to_owned();
        match value.kind() {
            Kind::String => {
                let text = value.as_str().unwrap_or_default();
                if matches!(name, "scope" | "scp") {
                    (
                        Self::Words,
                        text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("\n"),
                    )
                } else {
                    (Self::Text, text.into_owned())
                }
            }
            Kind::Number => (Self::Number, raw()),
            Kind::Bool => (Self::Boolean, raw()),
            Kind::Null => (Self::Null, raw()),
            Kind::Array => {
                let plain = |one: Value<'_>| {
                    let text = one.as_str().filter(|text| text.trim() == &**text && !text.contains('\n'))?;
                    (!text.is_empty()).then(|| text.into_owned())
                };
                match value.elements().map(plain).collect::<Option<Vec<String>>>() {
                    Some(all) => (Self::List, all.join("\n")),
                    None => (Self::Json, raw()),
                }
            }
            Kind::Object => (Self::Json, raw()),
        }
    }

    /// The JSON that was typed.
    pub fn written(self, text: &str) -> Result<String, EditError> {
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        match self {
            Self::Text => Ok(quoted(text)),
            Self::Words => Ok(quoted(&lines().collect::<Vec<_>>().join(" "))),
            Self::List => Ok(format!("[{}]", lines().map(quoted).collect::<Vec<_>>().join(","))),
            Self::Null => Ok("null".to_owned()),
            Self::Number => one(text, |kind| kind == Kind::Number),
            Self::Boolean => one(text, |kind| kind == Kind::Bool),
            Self::Json => one(text, |_| true),
        }
    }
}

/// One JSON value of the right kind.
fn one(text: &str, is_right: impl Fn(Kind) -> bool) -> Result<String, EditError> {
    let text = text.trim();
    let parsed = parse(text.into());
    if let Some(error) = parsed.error {
        return Err(EditError::Value(error));
    }
    match parsed.json {
        Some(json) if is_right(json.root().kind()) => Ok(text.to_owned()),
        _ => {
            let kind = text.chars().next().map_or(JsonErrorKind::Empty, JsonErrorKind::Unexpected);
            Err(EditError::Value(JsonError { kind, at: 0, line: 1, column: 1 }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_typed_and_written_back() {
        for (name, raw, typing, text) in [
            ("sub", r#""a\"b""#, Typing::Text, "a\"b"),
            ("exp", "1.50e3", Typing::Number, "1.50e3"),
            ("ok", "true", Typing::Boolean, "true"),
            ("n", "null", Typing::Null, "null"),
            ("aud", r#"["a","b"]"#, Typing::List, "a\nb"),
            ("aud", "[]", Typing::List, ""),
            ("aud", r#"["a",1]"#, Typing::Json, r#"["a",1]"#),
            ("x", r#"["a\nb"]"#, Typing::Json, r#"["a\nb"]"#),
            ("scope", r#""read write""#, Typing::Words, "read\nwrite"),
            ("cnf", r#"{"jkt":"x"}"#, Typing::Json, r#"{"jkt":"x"}"#),
        ] {
            let json = parse(raw.into()).json.unwrap();
            let (found, shown) = Typing::of(name, json.root());
            assert_eq!((found, shown.as_str()), (typing, text), "{raw}");
            assert_eq!(found.written(&shown).unwrap(), raw);
        }
    }

    #[test]
    fn what_is_not_of_the_kind_is_refused() {
        for (typing, text) in [
            (Typing::Number, "x"),
            (Typing::Number, "\"1\""),
            (Typing::Number, "01"),
            (Typing::Number, ""),
            (Typing::Boolean, "1"),
            (Typing::Boolean, "True"),
            (Typing::Json, "{"),
            (Typing::Json, "1 2"),
            (Typing::Json, ""),
        ] {
            assert!(matches!(typing.written(text), Err(EditError::Value(_))), "{text:?}");
        }
        assert_eq!(Typing::Text.written("null").unwrap(), "\"null\"");
        assert_eq!(Typing::Number.written(" 7 ").unwrap(), "7");
    }
}
