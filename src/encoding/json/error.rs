//! Where and why a text is not JSON, with a name for each mistake that people and languages really make.

use std::fmt;

/// The first fault of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at line {line}, column {column}")]
pub struct JsonError {
    /// The byte offset of the fault.
    pub at: usize,
    /// The line of the fault; the first is 1.
    pub line: usize,
    /// The column of the fault in characters; the first is 1. A byte order mark does not count.
    pub column: usize,
    /// What is wrong.
    pub kind: JsonErrorKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// Nothing but white space.
    Empty,
    /// The text ends within a value.
    UnexpectedEnd,
    /// A character that cannot stand here.
    Unexpected(char),
    /// A comma before `]` or `}`; the position is that of the comma.
    TrailingComma,
    /// Two values in a row.
    MissingComma,
    /// A name without a colon after it.
    MissingColon,
    /// `//` or `/*`
    Comment,
    /// `'` around a string, as Python prints them.
    SingleQuotes,
    /// A word that is no JSON literal, such as `NaN`, `Infinity`, `None`, `True`, `undefined`; at most 32 characters
    /// of it.
    Literal(String),
    /// A number that RFC 8259 does not know: `01`, `+1`, `.5`, `1.`, `0x1F`; the position is that of its start.
    BadNumber,
    /// A control character (below U+0020) within a string, which must be escaped.
    ControlInString(char),
    /// A backslash with something after it that is no escape; the position is that of the backslash.
    BadEscape,
    /// A member name without quotes.
    UnquotedName,
    /// Something after the first value, which itself is whole.
    TrailingData,
    /// More text than [`MAX_TEXT`](crate::encoding::MAX_TEXT).
    TooLong,
}

impl fmt::Display for JsonErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty text"),
            Self::UnexpectedEnd => f.write_str("unexpected end"),
            Self::Unexpected(found) => write!(f, "unexpected {found:?}"),
            Self::TrailingComma => f.write_str("trailing comma"),
            Self::MissingComma => f.write_str("missing comma"),
            Self::MissingColon => f.write_str("missing colon"),
            Self::Comment => f.write_str("comment"),
            Self::SingleQuotes => f.write_str("single quotes"),
            Self::Literal(word) => write!(f, "unknown literal {word:?}"),
            Self::BadNumber => f.write_str("malformed number"),
            Self::ControlInString(found) => write!(f, "control character {found:?} in string"),
            Self::BadEscape => f.write_str("malformed escape"),
            Self::UnquotedName => f.write_str("name without quotes"),
            Self::TrailingData => f.write_str("trailing data"),
            Self::TooLong => f.write_str("text too long"),
        }
    }
}

/// A fault before anybody has counted lines.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) kind: JsonErrorKind,
}

impl Fault {
    pub(super) fn locate(self, source: &str) -> JsonError {
        let before = source.get(..self.at).unwrap_or(source);
        let line = 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count();
        let last = before.rsplit('\n').next().unwrap_or_default();
        let counted = if line == 1 { last.trim_start_matches('\u{feff}') } else { last };
        JsonError { at: self.at, line, column: 1 + counted.chars().count(), kind: self.kind }
    }
}
