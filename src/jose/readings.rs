//! What a file that is no key of any kind can mean as a secret: its bytes, its text, base64 or hex.
//!
//! Nothing is guessed: all readings are offered, the most literal first, and a person chooses.

use zeroize::Zeroizing;

use super::key::Key;
use super::read::{
    Format, KeyFile, SecretEncoding, cleaned_secret, read_secret, read_secret_file, secret_notes,
};

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
    let mut found = vec![(Reading::Raw, read_secret_file(bytes, name))];
    let text = cleaned_secret(bytes).or_else(|| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some(Zeroizing::new(text.to_owned()))
    });
    if let Some(text) = text {
        let mut as_text = |reading, encoding| {
            found.extend(read_secret(&text, encoding, name).ok().map(|key| (reading, key)));
        };
        as_text(Reading::Text, SecretEncoding::Text);
        // Spaces inside make it a sentence; line breaks may be those of wrapped base64.
        if !text.is_empty() && !text.contains([' ', '\t']) {
            as_text(Reading::Hex, SecretEncoding::Hex);
            as_text(Reading::Base64, SecretEncoding::Base64);
        }
    }
    let mut different: Vec<(Reading, Key)> = Vec::new();
    for (reading, key) in found {
        if !different.iter().any(|(_, known)| known.material == key.material) {
            different.push((reading, key));
        }
    }
    let (readings, keys) = different.into_iter().unzip();
    Readings { readings, file: KeyFile { format: Format::Secret, keys, notes: secret_notes(bytes) } }
}

#[cfg(test)]
mod tests {
    use super::Reading::{Base64, Hex, Raw, Text};
    use super::*;
    use crate::jose::key::Material;
    use crate::jose::read::ReadNote;

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
