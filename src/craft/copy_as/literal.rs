//! Strings as languages write them. What is in them came out of a token: nobody knows what it holds.

use std::fmt::Write as _;

use crate::encoding::json::is_hidden;

/// Whose strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Rust,
    JavaScript,
    Python,
    Go,
    Java,
}

/// `text` in double quotes.
pub(super) fn literal(text: &str, language: Language) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Java reads \u000a as a line break in the middle of a string.
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => escape(c, language, &mut out),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(c: char, language: Language, out: &mut String) {
    let code = c as u32;
    // Writing to a String cannot fail.
    let _ = match (language, code) {
        (Language::Rust, _) => write!(out, "\\u{{{code:x}}}"),
        (Language::Python | Language::Go, 0x1_0000..) => write!(out, "\\U{code:08x}"),
        (_, 0x1_0000..) => {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))
        }
        _ => write!(out, "\\u{code:04x}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_quotes() {
        let text = "a\"b\\c\nd\u{0}\u{202e}\u{e0001}가\u{2028}${x}`";
        let cases = [
            (Language::Rust, r#""a\"b\\c\nd\u{0}\u{202e}\u{e0001}가\u{2028}${x}`""#),
            (Language::JavaScript, r#""a\"b\\c\nd\u0000\u202e\udb40\udc01가\u2028${x}`""#),
            (Language::Java, r#""a\"b\\c\nd\u0000\u202e\udb40\udc01가\u2028${x}`""#),
            (Language::Python, r#""a\"b\\c\nd\u0000\u202e\U000e0001가\u2028${x}`""#),
            (Language::Go, r#""a\"b\\c\nd\u0000\u202e\U000e0001가\u2028${x}`""#),
        ];
        for (language, want) in cases {
            assert_eq!(literal(text, language), want, "{language:?}");
        }
    }
}
