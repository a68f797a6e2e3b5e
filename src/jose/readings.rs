//! What a file that is no key of any kind can mean as a secret: its bytes, its text, base64 or hex.
//!
//! Nothing is guessed: all readings are offered, the most literal first, and a person chooses.

use zeroize::{Zeroize as _, Zeroizing};

use super::key::{Key, Material};
use super::read::{Format, KeyFile, ReadNote, SecretEncoding, read_secret};
use super::secret::SecretBytes;

/// A way to take the bytes of a file as a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Every byte as it is; `echo` and editors add some that were not meant.
    Raw,
    /// The text in UTF-8, without byte order mark and white space around it.
    Text,
    /// What the hexadecimal digits stand for.
    Hex,
    /// What the base64 or base64url stands for.
    Base64,
}

impl Reading {
    /// The word for it in machine output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Text => "text",
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }
}

/// A file as a secret, in each of its readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The readings: one key of `file` each.
    pub readings: Vec<Reading>,
    /// The same secret in each reading, and what there is to say about the text.
    pub file: KeyFile,
}

/// All readings of `bytes` that differ, the most literal first. An empty file is the empty secret.
pub fn readings(bytes: &[u8], name: &str) -> Readings {
    let mut found = vec![(Reading::Raw, SecretBytes::new(bytes.to_vec()))];
    let mut notes = Vec::new();
    if let Some(text) = text(bytes) {
        let unmarked = text.trim_start_matches('\u{feff}');
        let body = unmarked.trim();
        let line = unmarked.trim_end_matches(['\n', '\r']);
        if line.len() < unmarked.len() {
            notes.push(ReadNote::SecretNewline);
        }
        if line.len() > body.len() || text.as_bytes() != bytes || unmarked.len() < text.len() {
            notes.push(ReadNote::SecretWhitespace);
        }
        found.push((Reading::Text, SecretBytes::new(body.as_bytes().to_vec())));
        // Spaces inside make it a sentence; lines may be those of wrapped base64.
        if !body.is_empty() && !body.contains([' ', '\t']) {
            for (reading, encoding) in
                [(Reading::Hex, SecretEncoding::Hex), (Reading::Base64, SecretEncoding::Base64)]
            {
                if let Ok(Key { material: Material::Secret(secret), .. }) = read_secret(body, encoding, name)
                {
                    found.push((reading, secret));
                }
            }
        }
    }
    let mut different: Vec<(Reading, SecretBytes)> = Vec::new();
    for (reading, secret) in found {
        if !different.iter().any(|(_, known)| *known == secret) {
            different.push((reading, secret));
        }
    }
    let (readings, secrets): (Vec<_>, Vec<_>) = different.into_iter().unzip();
    let keys = secrets.into_iter().map(|secret| Key::new(name, Material::Secret(secret))).collect();
    Readings { readings, file: KeyFile { format: Format::Secret, keys, notes } }
}

/// The text of a file: UTF-8, or UTF-16 with its mark, as Windows used to save it.
fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let from_unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return std::str::from_utf8(bytes).ok().map(|text| Zeroizing::new(text.to_owned())),
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let mut units: Vec<u16> = pairs.iter().map(|pair| from_unit(*pair)).collect();
    let text = String::from_utf16(&units).ok().map(Zeroizing::new);
    units.zeroize();
    text
}

#[cfg(test)]
mod tests {
    use super::Reading::{Base64, Hex, Raw, Text};
    use super::*;

    fn found(bytes: &[u8]) -> Vec<(Reading, Vec<u8>)> {
        let Readings { readings, file } = readings(bytes, "s");
        assert_eq!(readings.len(), file.keys.len());
        let secret = |key: Key| match key.material {
            Material::Secret(secret) => secret.as_bytes().to_vec(),
            other => panic!("{other:?}"),
        };
        readings.into_iter().zip(file.keys.into_iter().map(secret)).collect()
    }

    fn of(cases: &[(Reading, &[u8])]) -> Vec<(Reading, Vec<u8>)> {
        cases.iter().map(|(reading, bytes)| (*reading, bytes.to_vec())).collect()
    }

    #[test]
    fn every_reading_that_differs_is_offered() {
        for (bytes, expected) in [
            (&b"correct horse"[..], of(&[(Raw, b"correct horse")])),
            (b"secret!\n", of(&[(Raw, b"secret!\n"), (Text, b"secret!")])),
            (b"6869\n", of(&[(Raw, b"6869\n"), (Text, b"6869"), (Hex, b"hi"), (Base64, b"\xeb\xce\xbd")])),
            (b"_-8", of(&[(Raw, b"_-8"), (Base64, b"\xff\xef")])),
            (b"aGk=", of(&[(Raw, b"aGk="), (Base64, b"hi")])),
            (b"\xff\x00\x80", of(&[(Raw, b"\xff\x00\x80")])),
            (b"", of(&[(Raw, b"")])),
            (b"\n", of(&[(Raw, b"\n"), (Text, b"")])),
            ("\u{feff}x y".as_bytes(), of(&[(Raw, "\u{feff}x y".as_bytes()), (Text, b"x y")])),
            (b"\xff\xfex\0!\0", of(&[(Raw, b"\xff\xfex\0!\0"), (Text, b"x!")])),
            (b"\xff\xfex\0!", of(&[(Raw, b"\xff\xfex\0!")])),
            (b"abc", of(&[(Raw, b"abc"), (Base64, b"i\xb7")])),
        ] {
            assert_eq!(found(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_around_a_secret_is_noted() {
        for (bytes, expected) in [
            (&b"secret"[..], &[][..]),
            (b"two words", &[]),
            (b"", &[]),
            (b"\xff\x00", &[]),
            (b"secret\n", &[ReadNote::SecretNewline]),
            (b"secret\r\n", &[ReadNote::SecretNewline]),
            (b" secret", &[ReadNote::SecretWhitespace]),
            (b"secret\t", &[ReadNote::SecretWhitespace]),
            (b"secret \n", &[ReadNote::SecretNewline, ReadNote::SecretWhitespace]),
            ("\u{feff}secret".as_bytes(), &[ReadNote::SecretWhitespace]),
            (b"\xff\xfes\0", &[ReadNote::SecretWhitespace]),
        ] {
            assert_eq!(readings(bytes, "s").file.notes, expected, "{bytes:?}");
        }
    }
}
