//! Writing JSON so that a reader sees what is there: what controls a terminal, turns the direction of text or shows
//! as nothing is written as an escape. The value stays the same.

use std::fmt::Write as _;

/// Appends the text of a JSON value, writing hidden characters ([`is_hidden`]) as `\uXXXX`.
///
/// `source` must be valid JSON: there such characters stand only in strings, where the escape means the same.
/// A byte order mark at the start is left out.
pub fn write_safe(source: &str, out: &mut String) {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    // Raw line breaks and tabs are white space between the values.
    copy(source, out, Inside::Json);
}

/// Appends `text` as a JSON string with its quotes, writing hidden characters ([`is_hidden`]) as escapes.
pub fn quote(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    copy(text, out, Inside::String);
    out.push('"');
}

/// `text` as a JSON string, written as [`quote`] does.
pub fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(text, &mut out);
    out
}

/// Whether a character shows as nothing, or changes how its neighbours are shown: controls (C0, DEL, C1), line and
/// paragraph separators, bidirectional controls, zero-width and other invisible characters, tags.
///
/// U+FE0E and U+FE0F, which choose between text and emoji, are not among them.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// What the text is that is copied.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Json,
    String,
}

impl Inside {
    fn escapes(self, c: char) -> bool {
        match (self, c) {
            (Self::Json, '\t' | '\n' | '\r') => false,
            (Self::String, '"' | '\\') => true,
            _ => is_hidden(c),
        }
    }

    /// Whether all is ASCII that needs no escape.
    fn is_plain(self, chunk: &[u8]) -> bool {
        let is_plain = |b: u8| match self {
            Self::Json => matches!(b, b' '..0x7f | b'\n' | b'\r' | b'\t'),
            Self::String => matches!(b, b' '..0x7f) && b != b'"' && b != b'\\',
        };
        // No early end, so that the compiler can make vector instructions of it.
        chunk.iter().fold(true, |plain, b| plain & is_plain(*b))
    }
}

fn copy(text: &str, out: &mut String, inside: Inside) {
    out.reserve(text.len());
    let bytes = text.as_bytes();
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        let chunk_end = bytes.len().min(at + CHUNK);
        if bytes.get(at..chunk_end).is_some_and(|chunk| inside.is_plain(chunk)) {
            at = chunk_end;
            continue;
        }
        for c in text.get(at..).unwrap_or_default().chars() {
            if inside.escapes(c) {
                out.push_str(text.get(copied..at).unwrap_or_default());
                escape(c, out);
                copied = at + c.len_utf8();
            }
            at += c.len_utf8();
            if at >= chunk_end {
                break;
            }
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
}

/// How much is looked at without a branch for each byte.
const CHUNK: usize = 32;

fn escape(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
}
