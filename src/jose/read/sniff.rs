//! Recognising formats by how they begin. Nothing here reads a key.

use zeroize::Zeroizing;

use super::PrivateText;
use super::error::{Format, Guess};
use crate::encoding::base64url;

/// Text in UTF-16, which Windows writes: known by its byte order mark.
pub(super) fn utf16(bytes: &[u8]) -> Option<PrivateText> {
    let (rest, decode): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return None,
    };
    let (pairs, odd) = rest.as_chunks::<2>();
    let units: Zeroizing<Vec<u16>> = Zeroizing::new(pairs.iter().map(|pair| decode(*pair)).collect());
    if !odd.is_empty() {
        return None;
    }
    String::from_utf16(&units).ok().map(Zeroizing::new)
}

/// Binary formats that begin with a magic number.
pub(super) fn binary(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0xfe, 0xed, 0xfe, 0xed, ..] | [0xce, 0xce, 0xce, 0xce, ..] => Some(Format::JavaKeyStore),
        _ if bytes.starts_with(b"age-encryption.org/") => Some(Format::Age),
        _ => None,
    }
}

/// Text formats that are named and not read.
pub(super) fn text(body: &str) -> Option<Format> {
    if body.contains("-----BEGIN PGP ") {
        return Some(Format::Pgp);
    }
    let is_age = body.contains("-----BEGIN AGE ENCRYPTED FILE") || body.lines().any(is_age_identity);
    is_age.then_some(Format::Age)
}

fn is_age_identity(line: &str) -> bool {
    line.starts_with("AGE-SECRET-KEY-") || line.starts_with("AGE-PLUGIN-")
}

/// The bytes of base64 in either alphabet, if the text is nothing else.
pub(super) fn base64(body: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut decoded = base64url::decode(body);
    let bytes = Zeroizing::new(std::mem::take(&mut decoded.bytes));
    (!decoded.is_damaged()).then_some(bytes)
}

/// The bytes of hexadecimal digits, if the text is nothing else; white space does not count.
pub(super) fn hex(body: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut digits = Zeroizing::new(Vec::with_capacity(body.len()));
    for c in body.chars().filter(|c| !c.is_whitespace()) {
        digits.push(c.to_digit(16)? as u8);
    }
    let (pairs, odd) = digits.as_chunks::<2>();
    let bytes = Zeroizing::new(pairs.iter().map(|[high, low]| high << 4 | low).collect());
    odd.is_empty().then_some(bytes)
}

/// What a text looks like that is in none of the formats.
pub(super) fn guess(body: &str) -> Guess {
    if body.is_empty() {
        return Guess::Empty;
    }
    let head: String = body.chars().take(512).collect::<String>().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<html") {
        return Guess::Html;
    }
    let is_token = body.starts_with("eyJ")
        && body.contains('.')
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'='));
    if is_token { Guess::Token } else { Guess::Text }
}
