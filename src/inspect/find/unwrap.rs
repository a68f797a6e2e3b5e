//! The wrappings that text travels in: invisible characters, HTML, percent-encoding, base64 once more.
//! Each function gives the text without the wrapping, or `None` where there is none.

use crate::encoding::base64url;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::input::Input;

/// Whether a character takes room in a text without being seen, or passes for an ordinary blank.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00A0}' | '\u{00AD}' | '\u{061C}' | '\u{1680}' | '\u{180E}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
        | '\u{205F}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{3000}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{E0000}'..='\u{E007F}')
}

/// Takes invisible characters out; those that pass for blanks become blanks.
pub(super) fn invisible(text: &str) -> Option<(String, Finding)> {
    if text.is_ascii() {
        return None;
    }
    let (at, first) = text.char_indices().find(|(_, c)| is_invisible(*c))?;
    let count = text.chars().filter(|c| is_invisible(*c)).count();
    let passes_for_blank = |c: char| c.is_whitespace() || c == '\u{3164}';
    let shown = text
        .chars()
        .filter_map(|c| match c {
            c if is_invisible(c) => passes_for_blank(c).then_some(' '),
            c => Some(c),
        })
        .collect();
    let place = Place::encoded(Part::Input, at, at + first.len_utf8());
    Some((shown, Finding::new(Input::ZeroWidth { first, at, count }, place)))
}

/// Turns HTML character references back into characters.
pub(super) fn html(text: &str) -> Option<String> {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match after.get(..after.len().min(10)).or(after.get(..1)).and_then(|head| head.split_once(';')) {
            Some((name, _)) if reference(name).is_some() => {
                plain.extend(reference(name));
                rest = after.get(name.len() + 1..).unwrap_or_default();
            }
            _ => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    (plain.len() != text.len()).then_some(plain)
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "period" => '.',
        "lowbar" => '_',
        "equals" => '=',
        "plus" => '+',
        "sol" => '/',
        "nbsp" => ' ',
        _ => return None,
    })
}

/// Percent-decodes text in which a token was percent-encoded.
pub(super) fn percent(text: &str) -> Option<String> {
    let inside_token = memchr::memchr_iter(b'%', text.as_bytes()).any(|at| {
        let code = text.get(at + 1..at + 3).unwrap_or_default();
        ["2E", "2D", "5F", "3D", "2B", "2F", "7E"].iter().any(|known| known.eq_ignore_ascii_case(code))
            && text.get(..at).is_some_and(|before| before.trim_end_matches(token_letter).len() < before.len())
    }) || text.contains("earer%20ey");
    if !inside_token {
        return None;
    }
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        if let (b'%', Some(code)) = (byte, code) {
            plain.push(code);
            at += 3;
        } else {
            plain.push(*byte);
            at += 1;
        }
    }
    let plain = String::from_utf8(plain).ok()?;
    plain.contains("ey").then_some(plain)
}

fn token_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Decodes text that is base64 of a token, as `kubectl get secret` prints it.
pub(super) fn base64(text: &str) -> Option<String> {
    if text.len() < 32 || memchr::memchr(b'.', text.as_bytes()).is_some() {
        return None;
    }
    // The base64 of "ey" is "ZX": cheap to look at before anything is decoded.
    let head = base64url::decode(text.get(..16)?).bytes;
    if !head.starts_with(b"ey") && !head.to_ascii_lowercase().starts_with(b"bearer") {
        return None;
    }
    let decoded = base64url::decode(text);
    let plain = String::from_utf8(decoded.bytes).ok()?;
    (plain.matches('.').take(2).count() == 2).then_some(plain)
}
