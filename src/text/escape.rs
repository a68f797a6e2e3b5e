//! Text from outside, made safe to look at: control, bidirectional, zero-width and blank look-alike
//! characters become `⟨U+202E⟩`, and long text is cut. Pure; what was visible stays as it is.

use std::borrow::Cow;

/// The most characters of a foreign value that a sentence quotes.
pub const VALUE_CHARS: usize = 64;

/// A stretch of text from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that shows itself.
    Plain(&'a str),
    /// A character that nobody would see.
    Hidden(char),
}

/// The stretches of `text`, in order; together they are all of it.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end =
            if is_hidden(first) { first.len_utf8() } else { rest.find(is_hidden).unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if is_hidden(first) { Piece::Hidden(first) } else { Piece::Plain(piece) })
    })
}

/// `text` with every hidden character spelled out, in no more than `max_chars` characters: longer text
/// ends in `…`, and never in the middle of a spelled-out character.
pub fn visible(text: &str, max_chars: usize) -> Cow<'_, str> {
    // Short and clean, as nearly always: no copy. Bytes bound characters, so this costs no walk of long text.
    if text.len() <= max_chars && !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    let mut used = 0;
    // What `shown` and `used` were when there was still room for the ellipsis.
    let mut fits = 0;
    for character in text.chars() {
        if used < max_chars {
            fits = shown.len();
        }
        if is_hidden(character) {
            let spelled = spelled(character);
            used += spelled.chars().count();
            shown.push_str(&spelled);
        } else {
            used += 1;
            shown.push(character);
        }
        if used > max_chars {
            shown.truncate(fits);
            shown.push('…');
            break;
        }
    }
    Cow::Owned(shown)
}

/// A foreign value inside a sentence: visible, cut, and in quotation marks.
pub fn quoted(value: &str) -> String {
    format!("“{}”", visible(value, VALUE_CHARS))
}

/// The code point of a character: `U+202E`.
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", character as u32)
}

/// A single foreign character inside a sentence: quoted if it can be seen, with its code point if it is
/// not ASCII.
pub fn quoted_char(character: char) -> String {
    if is_hidden(character) {
        code_point(character)
    } else if character.is_ascii() {
        format!("“{character}”")
    } else {
        format!("“{character}” ({})", code_point(character))
    }
}

fn spelled(character: char) -> String {
    format!("⟨{}⟩", code_point(character))
}

/// Whether a reader would not see the character, or see another than there is. The plain space counts as seen.
pub const fn is_hidden(character: char) -> bool {
    matches!(character,
        // Controls, C0 and C1.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        // Blanks that are not the space.
        | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2800}' | '\u{3000}'
        // Zero width, joiners, fillers, variation selectors.
        | '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}'
        // Direction, and line ends.
        | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_not_copied() {
        for text in ["", "a", "user_481", "한국어 토큰", "https://auth.example.com/a?b=c"] {
            assert!(matches!(visible(text, 64), Cow::Borrowed(shown) if shown == text), "{text}");
        }
    }

    #[test]
    fn hidden_characters_are_spelled_out() {
        let cases = [
            ("admin\u{202E}nimda", "admin⟨U+202E⟩nimda"),
            ("a\u{200B}b", "a⟨U+200B⟩b"),
            ("\u{FEFF}eyJ", "⟨U+FEFF⟩eyJ"),
            ("nul\0", "nul⟨U+0000⟩"),
            ("two\nlines", "two⟨U+000A⟩lines"),
            ("tab\there", "tab⟨U+0009⟩here"),
            ("esc\u{1B}[31m", "esc⟨U+001B⟩[31m"),
            ("a\u{A0}b", "a⟨U+00A0⟩b"),
            ("\u{3164}", "⟨U+3164⟩"),
            ("x\u{E0041}", "x⟨U+E0041⟩"),
            ("c1\u{9B}", "c1⟨U+009B⟩"),
            ("\u{2066}\u{2069}", "⟨U+2066⟩⟨U+2069⟩"),
            ("soft\u{AD}hyphen", "soft⟨U+00AD⟩hyphen"),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text, 64), expected);
        }
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        let cases = [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 5, "abcd…"),
            ("abcdef", 1, "…"),
            ("abcdef", 0, "…"),
            ("", 0, ""),
            ("가나다라마", 5, "가나다라마"),
            ("가나다라마", 4, "가나다…"),
            // The spelled-out character has eight: it goes as a whole.
            ("ab\u{202E}cd", 12, "ab⟨U+202E⟩cd"),
            ("ab\u{202E}cd", 11, "ab⟨U+202E⟩…"),
            ("ab\u{202E}cd", 10, "ab…"),
            ("\u{202E}", 8, "⟨U+202E⟩"),
            ("\u{202E}", 7, "…"),
        ];
        for (text, max, expected) in cases {
            let shown = visible(text, max);
            assert_eq!(shown, expected, "{text:?} in {max}");
        }
    }

    #[test]
    fn which_characters_are_hidden() {
        let hidden = [
            0x00, 0x1F, 0x7F, 0x9F, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x180E, 0x2000, 0x200A,
            0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x202F, 0x205F, 0x2060,
            0x2064, 0x2066, 0x2069, 0x206F, 0x2800, 0x3000, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9,
            0x1D173, 0xE0001, 0xE0041, 0xE0100,
        ];
        for code in hidden {
            assert!(is_hidden(char::from_u32(code).unwrap()), "U+{code:04X}");
        }
        for character in " !~¡éаπ‐–“”…‖→⟨가힣ㄱ漢字あ😀�".chars() {
            assert!(!is_hidden(character), "{character}");
        }
    }

    #[test]
    fn nothing_hidden_ever_comes_through() {
        let every: String = ('\0'..=char::MAX).filter(|character| is_hidden(*character)).collect();
        let shown = visible(&every, usize::MAX);
        assert!(!shown.contains(is_hidden));
        for max in 0..40 {
            assert!(visible(&every, max).chars().count() <= max.max(1));
        }
    }

    #[test]
    fn pieces_are_the_whole_text() {
        let text = "\u{202E}a\u{200B}\u{200B}한 글\0";
        let whole: String = pieces(text)
            .map(|piece| match piece {
                Piece::Plain(plain) => plain.to_owned(),
                Piece::Hidden(hidden) => hidden.to_string(),
            })
            .collect();
        assert_eq!(whole, text);
        assert_eq!(pieces(text).count(), 6);
        assert_eq!(pieces("").count(), 0);
    }

    #[test]
    fn single_characters() {
        let cases =
            [('a', "“a”"), ('а', "“а” (U+0430)"), ('\u{200B}', "U+200B"), (' ', "“ ”"), ('\n', "U+000A")];
        for (character, expected) in cases {
            assert_eq!(quoted_char(character), expected);
        }
        assert_eq!(code_point('\u{1F600}'), "U+1F600");
        assert_eq!(quoted("a\u{202E}b"), "“a⟨U+202E⟩b”");
    }
}
