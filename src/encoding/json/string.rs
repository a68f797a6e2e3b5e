//! Strings of JSON: finding their end, and what they say.

use super::{error::JsonErrorKind, read::Bits};

/// Reads the string whose opening quote is at `start`. Returns the offset after its closing quote.
#[inline]
pub(super) fn read(bytes: &[u8], start: usize) -> Result<(usize, Bits), (usize, JsonErrorKind)> {
    let (at, non_ascii) = plain_run(bytes, start + 1);
    let bits = if non_ascii { Bits::NON_ASCII } else { Bits::NONE };
    if bytes.get(at) == Some(&b'"') {
        return Ok((at + 1, bits));
    }
    read_rest(bytes, at, bits)
}

/// What the inside of a valid string says. Lone surrogates become U+FFFD.
pub(super) fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut after = escape.chars();
        match after.next() {
            Some('u') => {
                let (found, len) = unicode_escape(escape.as_bytes());
                text.push(found.unwrap_or(char::REPLACEMENT_CHARACTER));
                rest = escape.get(len..).unwrap_or_default();
                continue;
            }
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(other) => text.push(other),
            None => {}
        }
        rest = after.as_str();
    }
    text.push_str(rest);
    text
}

/// Goes on at the first byte that is not plain: an escape, a fault, or the end.
#[cold]
fn read_rest(bytes: &[u8], mut at: usize, mut bits: Bits) -> Result<(usize, Bits), (usize, JsonErrorKind)> {
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok((at + 1, bits)),
            Some(b'\\') => at = read_escape(bytes, at, &mut bits)?,
            Some(control) => return Err((at, JsonErrorKind::ControlInString(*control as char))),
            None => return Err((bytes.len(), JsonErrorKind::UnexpectedEnd)),
        }
        let (end, non_ascii) = plain_run(bytes, at);
        at = end;
        if non_ascii {
            bits |= Bits::NON_ASCII;
        }
    }
}

/// Reads the escape whose backslash is at `at`; a pair of surrogates is one escape. Returns the offset after it.
fn read_escape(bytes: &[u8], at: usize, bits: &mut Bits) -> Result<usize, (usize, JsonErrorKind)> {
    *bits |= Bits::ESCAPED;
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/') => Ok(at + 2),
        Some(b'b' | b'f' | b'n' | b'r' | b't') => {
            *bits |= Bits::CONTROL;
            Ok(at + 2)
        }
        Some(b'u') => {
            let digits = bytes.get(at + 2..).unwrap_or_default();
            let hex = digits.iter().take(4).take_while(|b| b.is_ascii_hexdigit()).count();
            if hex < 4 {
                return Err(if digits.len() == hex {
                    (bytes.len(), JsonErrorKind::UnexpectedEnd)
                } else {
                    (at, JsonErrorKind::BadEscape)
                });
            }
            let (found, len) = unicode_escape(bytes.get(at + 1..).unwrap_or_default());
            match found {
                None => *bits |= Bits::LONE_SURROGATE,
                Some(c) if c.is_control() => *bits |= Bits::CONTROL,
                Some(_) => {}
            }
            Ok(at + 1 + len)
        }
        Some(_) => Err((at, JsonErrorKind::BadEscape)),
        None => Err((bytes.len(), JsonErrorKind::UnexpectedEnd)),
    }
}

/// Reads `uXXXX` or `uXXXX\uXXXX`. Returns the character, none if it is half of a pair, and the length read.
fn unicode_escape(escape: &[u8]) -> (Option<char>, usize) {
    let Some(first) = hex4(escape.get(1..)) else { return (None, 1) };
    if (0xd800..0xdc00).contains(&first)
        && escape.get(5..7) == Some(br"\u")
        && let Some(second @ 0xdc00..=0xdfff) = hex4(escape.get(7..))
    {
        return (char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)), 11);
    }
    (char::from_u32(first), 5)
}

fn hex4(digits: Option<&[u8]>) -> Option<u32> {
    digits?.first_chunk::<4>()?.iter().try_fold(0, |sum, b| Some((sum << 4) | (*b as char).to_digit(16)?))
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The offset of the first quote, backslash or control character from `at` on, and whether the bytes before it
/// have any beyond ASCII.
#[inline]
fn plain_run(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut seen = 0;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*word);
        // Per byte: the high bit is set where the byte is wanted. A borrow may set bits above the first hit,
        // never below it.
        let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES) & !(word ^ (ONES * b'"' as u64));
        let slash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES) & !(word ^ (ONES * b'\\' as u64));
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let hits = (quote | slash | control) & HIGH;
        if hits != 0 {
            let before = hits.trailing_zeros() / 8;
            let passed = word & ((1 << (8 * before)) - 1);
            return (at + before as usize, (seen | passed) & HIGH != 0);
        }
        seen |= word;
        at += 8;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    let plain = tail.iter().take_while(|b| !matches!(b, b'"' | b'\\' | ..0x20)).count();
    let non_ascii = tail.iter().take(plain).any(|b| !b.is_ascii());
    (at + plain, non_ascii || seen & HIGH != 0)
}
