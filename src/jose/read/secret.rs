//! Shared secrets, where the caller knows that it is one.

use thiserror::Error;
use zeroize::Zeroizing;

use super::error::ReadNote;
use super::sniff;
use crate::encoding::base64url::{self, Fault};
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;

/// How the text of a secret is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SecretEncoding {
    /// The bytes of the text itself, in UTF-8, with every space.
    #[default]
    Text,
    /// Base64; either alphabet, with or without padding, white space ignored.
    Base64,
    /// base64url; read like [`SecretEncoding::Base64`], since no text means different bytes in the two.
    Base64url,
    /// Hexadecimal digits, white space ignored, `0x` in front allowed.
    Hex,
}

/// Why a text is not in the encoding that was asked for. The characters of the secret are not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SecretError {
    /// A character that the encoding does not have, at this byte of the text.
    #[error("foreign character at byte {at}")]
    Character {
        /// The offset in bytes.
        at: usize,
    },
    /// The text ends within a byte: this many digits (or letters of base64) cannot be.
    #[error("{digits} digits are no whole number of bytes")]
    Incomplete {
        /// The number of digits.
        digits: usize,
    },
}

/// A secret from text. The empty secret is one: tokens signed with it exist.
pub fn read_secret(text: &str, encoding: SecretEncoding, name: &str) -> Result<Key, SecretError> {
    let bytes = match encoding {
        SecretEncoding::Text => Zeroizing::new(text.as_bytes().to_vec()),
        SecretEncoding::Base64 | SecretEncoding::Base64url => from_base64(text)?,
        SecretEncoding::Hex => from_hex(text)?,
    };
    Ok(Key::new(name, Material::Secret(bytes.into())))
}

/// A secret from a file, its bytes as they are: also a line break at the end, if there is one.
pub fn read_secret_file(bytes: &[u8], name: &str) -> Key {
    Key::new(name, Material::Secret(SecretBytes::new(bytes.to_vec())))
}

/// What looks wrong about a file that was called a secret: its bytes count, all of them.
pub fn secret_notes(bytes: &[u8]) -> Vec<ReadNote> {
    let mut notes = Vec::new();
    let Some(text) = text_of(bytes) else { return notes };
    let unbroken = text.strip_suffix('\n').unwrap_or(&text);
    let unbroken = unbroken.strip_suffix('\r').unwrap_or(unbroken);
    if unbroken.len() != text.len() {
        notes.push(ReadNote::SecretNewline);
    }
    if text.as_bytes() != bytes || unbroken.trim().len() != unbroken.len() {
        notes.push(ReadNote::SecretWhitespace);
    }
    notes
}

/// The text of a secret file without what [`secret_notes`] tells of: the reading to offer beside the bytes
/// themselves. `None` if it is no text, or the same.
pub fn cleaned_secret(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = text_of(bytes)?;
    let clean = Zeroizing::new(text.trim().to_owned());
    (clean.as_bytes() != bytes).then_some(clean)
}

/// The text of a file without the marks of editors: byte order mark, UTF-16.
fn text_of(bytes: &[u8]) -> Option<Zeroizing<String>> {
    if let Some(text) = sniff::utf16(bytes) {
        return Some(text);
    }
    let text = std::str::from_utf8(bytes).ok()?;
    Some(Zeroizing::new(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()))
}

fn from_base64(text: &str) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    let body = text.trim_end().trim_end_matches('=');
    let mut decoded = base64url::decode(body);
    let bytes = Zeroizing::new(std::mem::take(&mut decoded.bytes));
    for fault in decoded.faults {
        match fault {
            // Whatever padding is left stands in the middle: two texts in one.
            Fault::Padding { at, .. } | Fault::InvalidChar { at, .. } => {
                return Err(SecretError::Character { at });
            }
            Fault::BadLength { chars } => return Err(SecretError::Incomplete { digits: chars }),
            Fault::StandardAlphabet { .. } | Fault::Whitespace { .. } | Fault::TrailingBits { .. } => {}
        }
    }
    Ok(bytes)
}

fn from_hex(text: &str) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    let start = text.len() - text.trim_start().len();
    let prefix = text.get(start..start + 2).filter(|prefix| prefix.eq_ignore_ascii_case("0x"));
    let skipped = start + prefix.map_or(0, str::len);
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 2));
    let mut digits = 0;
    let mut high = 0;
    for (at, character) in text.char_indices().filter(|(at, _)| *at >= skipped) {
        if character.is_whitespace() {
            continue;
        }
        let Some(digit) = character.to_digit(16) else { return Err(SecretError::Character { at }) };
        if digits % 2 == 0 {
            high = digit as u8;
        } else {
            bytes.push(high << 4 | digit as u8);
        }
        digits += 1;
    }
    if digits % 2 == 0 { Ok(bytes) } else { Err(SecretError::Incomplete { digits }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, encoding: SecretEncoding) -> Result<Vec<u8>, SecretError> {
        let key = read_secret(text, encoding, "s")?;
        match key.material {
            Material::Secret(secret) => Ok(secret.as_bytes().to_vec()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn text_is_taken_as_it_is() {
        for text in ["", " ", "secret\n", "비밀", "c2VjcmV0", "\u{feff}x"] {
            assert_eq!(bytes(text, SecretEncoding::Text), Ok(text.as_bytes().to_vec()));
            assert_eq!(
                read_secret_file(text.as_bytes(), "s"),
                read_secret(text, SecretEncoding::Text, "s").unwrap()
            );
        }
    }

    #[test]
    fn base64_in_all_its_spellings() {
        for encoding in [SecretEncoding::Base64, SecretEncoding::Base64url] {
            for text in ["-_8B", "+/8B", "+/8B\n", " +/\r\n8B "] {
                assert_eq!(bytes(text, encoding), Ok(vec![0xfb, 0xff, 0x01]), "{text:?}");
            }
            for text in ["YQ", "YQ==", "YQ=", "YQ==\n", "YR=="] {
                assert_eq!(bytes(text, encoding), Ok(b"a".to_vec()), "{text:?}");
            }
            assert_eq!(bytes("", encoding), Ok(vec![]));
            for (text, error) in [
                ("Y", SecretError::Incomplete { digits: 1 }),
                ("YWJjZ", SecretError::Incomplete { digits: 5 }),
                ("YQ==YQ==", SecretError::Character { at: 2 }),
                ("YQ!", SecretError::Character { at: 2 }),
                ("YWé", SecretError::Character { at: 2 }),
            ] {
                assert_eq!(bytes(text, encoding), Err(error), "{text:?}");
            }
        }
    }

    #[test]
    fn hex_in_all_its_spellings() {
        for text in ["00ff7F", "0x00ff7f", "0X00FF7F", " 00 ff\n7f ", " 0x00ff7f\n"] {
            assert_eq!(bytes(text, SecretEncoding::Hex), Ok(vec![0, 0xff, 0x7f]), "{text:?}");
        }
        for text in ["", "0x", " \n"] {
            assert_eq!(bytes(text, SecretEncoding::Hex), Ok(vec![]));
        }
        for (text, error) in [
            ("0", SecretError::Incomplete { digits: 1 }),
            ("00f", SecretError::Incomplete { digits: 3 }),
            ("00:ff", SecretError::Character { at: 2 }),
            ("000x", SecretError::Character { at: 3 }),
            ("é0", SecretError::Character { at: 0 }),
            ("0é", SecretError::Character { at: 1 }),
        ] {
            assert_eq!(bytes(text, SecretEncoding::Hex), Err(error), "{text:?}");
        }
    }
}
