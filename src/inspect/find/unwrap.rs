//! The wrappings that text travels in: invisible characters, HTML, percent-encoding, base64 once more.
//! Each function gives the text without the wrapping, or `None` where there is none.

use crate::encoding::base64url::{self, Fault};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::input::Input;

/// Whether a character takes room in a text without being seen, or passes for an ordinary blank.
pub(in crate::inspect) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00A0}' | '\u{00AD}' | '\u{061C}' | '\u{1680}' | '\u{180E}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
        | '\u{205F}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{3000}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{E0000}'..='\u{E007F}')
}

/// Takes invisible characters out, and the colours of terminals; characters that pass for blanks become blanks, or line
/// breaks where they stand in the middle of a word, which they may have wrapped.
pub(super) fn invisible(text: &str) -> Option<(String, Finding)> {
    if text.is_ascii() && memchr::memchr(ESCAPE as u8, text.as_bytes()).is_none() {
        return None;
    }
    let (at, first) = text.char_indices().find(|(_, c)| is_invisible(*c) || *c == ESCAPE)?;
    let mut count = 0;
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if c == ESCAPE {
            count += 1;
            let sequence = colour(text.get(at + 1..).unwrap_or_default());
            while letters.next_if(|(next, _)| *next <= at + sequence).is_some() {}
        } else if !is_invisible(c) {
            shown.push(c);
        } else {
            count += 1;
            if c.is_whitespace() || c == '\u{3164}' {
                let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
                let inside = shown.ends_with(is_token_letter) && rest.starts_with(is_token_letter);
                shown.push(if inside && !rest.starts_with("ey") { '\n' } else { ' ' });
            }
        }
    }
    let place = Place::encoded(Part::Input, at, at + first.len_utf8());
    Some((shown, Finding::new(Input::ZeroWidth { first, at, count }, place)))
}

const ESCAPE: char = '\u{1b}';

/// How long the terminal's control sequence is that `rest` begins with, behind the escape (ECMA-48 §5.4).
fn colour(rest: &str) -> usize {
    let Some(parameters) = rest.strip_prefix('[') else { return 0 };
    let length = parameters.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    if parameters.as_bytes().get(length).is_some_and(u8::is_ascii_alphabetic) { length + 2 } else { 0 }
}

fn is_token_letter(c: char) -> bool {
    token_letter(c) || c == '.'
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
        // "%252E" is "%2E", encoded once more.
        let coded = text.get(at + 1..).unwrap_or_default();
        let code = coded.trim_start_matches("25").get(..2).unwrap_or_default();
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
    let plain = String::from_utf8_lossy(&plain).into_owned();
    plain.contains("ey").then_some(plain)
}

fn token_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Decodes text that is base64 of a token or of text with tokens in it, as `kubectl get secret` prints it.
pub(super) fn base64(text: &str) -> Option<String> {
    if text.len() < SHORTEST_BASE64 || memchr::memchr(b'.', text.as_bytes()).is_some() {
        return None;
    }
    let decoded = base64url::decode(text);
    if decoded.faults.iter().any(|fault| matches!(fault, Fault::InvalidChar { .. })) {
        return None;
    }
    let plain = String::from_utf8(decoded.bytes).ok()?;
    let holds_token = plain.contains("ey") && plain.matches('.').take(2).count() == 2;
    // The base64 of "eyJ", encoded once more.
    (holds_token || plain.starts_with("ZXlK")).then_some(plain)
}

/// Text shorter than this is no token in base64.
const SHORTEST_BASE64: usize = 32;

/// The stretches of base64 in other text that hold a token, decoded: the values of a Kubernetes secret, the user and
/// password of a `Basic` header. Lines that go on below one another are one stretch.
pub(super) fn base64_inside(text: &str) -> Vec<String> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=');
    let mut found = Vec::new();
    let mut run = String::new();
    let mut take = |run: &mut String| {
        found.extend(base64(run));
        run.clear();
    };
    for line in text.lines() {
        let words: Vec<&str> = line.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            take(&mut run);
            continue;
        };
        let is_one_word = words.len() == 1 && line.trim() == *first;
        if !run.is_empty() && is_one_word {
            run.push_str(first);
            continue;
        }
        take(&mut run);
        for word in words.iter().take(words.len() - 1) {
            found_in(word, &mut take);
        }
        run.push_str(last);
    }
    take(&mut run);
    found
}

fn found_in(word: &str, take: &mut impl FnMut(&mut String)) {
    if word.len() >= SHORTEST_BASE64 {
        take(&mut word.to_owned());
    }
}
