//! base64url without padding (RFC 4648 section 5, RFC 7515 section 2): strict, and lenient with every fault named.
//!
//! Promises: any text is decoded as far as it goes, in one pass; clean text at the speed of memory; nothing panics.

use base64_simd::{Base64, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

/// What [`decode`] made of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// Everything that could be decoded.
    pub bytes: Vec<u8>,
    /// What is not as the standard wants it: at most one of each kind, in order of position.
    pub faults: Vec<Fault>,
}

/// A departure from canonical base64url. Positions are byte offsets in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// `=`, which JOSE forbids; skipped.
    Padding {
        /// The first of them.
        at: usize,
        /// How many.
        count: usize,
    },
    /// `+` or `/` of the standard alphabet, read as `-` and `_`.
    StandardAlphabet {
        /// The first of them.
        at: usize,
        /// How many.
        count: usize,
    },
    /// ASCII white space; skipped.
    Whitespace {
        /// The first of it.
        at: usize,
        /// How many characters.
        count: usize,
    },
    /// A character that has no place here. Decoding stopped before it.
    InvalidChar {
        /// Its offset.
        at: usize,
        /// The character.
        found: char,
    },
    /// One character too many (or three too few): it holds only six bits and was dropped.
    BadLength {
        /// The number of alphabet characters; 1 modulo 4.
        chars: usize,
    },
    /// The last character has bits that no byte takes up and that are not zero, so other spellings give the same bytes.
    TrailingBits {
        /// The offset of the last character.
        at: usize,
    },
}

impl Decoded {
    /// Whether bytes are missing, because of a foreign character or an impossible length.
    pub fn is_damaged(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault, Fault::InvalidChar { .. } | Fault::BadLength { .. }))
    }
}

/// Decodes whatever can be decoded, and tells what is wrong with the rest.
pub fn decode(text: &str) -> Decoded {
    match decode_strict(text) {
        Some(bytes) => Decoded { bytes, faults: Vec::new() },
        None => decode_faulty(text),
    }
}

/// Decodes canonical base64url only: no padding, no white space, no foreign character, no stray bits.
pub fn decode_strict(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode_to_vec(text).ok()
}

/// Encodes without padding.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

fn decode_faulty(text: &str) -> Decoded {
    // What is decoded may be a private key.
    let mut clean = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut tally = Tally::default();
    let mut last = 0;
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let run = rest.iter().position(|b| !is_alphabet(*b)).unwrap_or(rest.len());
        clean.extend_from_slice(rest.get(..run).unwrap_or_default());
        at += run;
        if run > 0 {
            last = at - 1;
        }
        match rest.get(run) {
            None => break,
            Some(b'=') => note(&mut tally.padding, at),
            Some(plus_or_slash @ (b'+' | b'/')) => {
                clean.push(if *plus_or_slash == b'+' { b'-' } else { b'_' });
                note(&mut tally.standard, at);
                last = at;
            }
            Some(b' ' | b'\t'..=b'\r') => note(&mut tally.whitespace, at),
            Some(_) => {
                tally.invalid = text.get(at..).and_then(|rest| rest.chars().next()).map(|found| (at, found));
                break;
            }
        }
        at += 1;
    }

    let chars = clean.len();
    let (bytes, stray_bits) = decode_alphabet(&URL_SAFE_NO_PAD, &mut clean);
    let mut faults = tally.faults();
    // After a foreign character, the length and the last bits say nothing.
    if tally.invalid.is_none() {
        if stray_bits {
            faults.push(Fault::TrailingBits { at: last });
            faults.sort_by_key(Fault::position);
        }
        if chars % 4 == 1 {
            faults.push(Fault::BadLength { chars });
        }
    }
    Decoded { bytes, faults }
}

/// Decodes characters that are all of the alphabet. An odd last one is dropped, bits that belong to no byte are
/// cleared; the second answer tells whether any of these were set.
pub(super) fn decode_alphabet(alphabet: &Base64, chars: &mut Vec<u8>) -> (Vec<u8>, bool) {
    let unused_bits = match chars.len() % 4 {
        1 => {
            chars.pop();
            0
        }
        2 => 4,
        3 => 2,
        _ => 0,
    };
    let mut stray = false;
    if let Some(last) = chars.last_mut() {
        let kept = value(*last) >> unused_bits << unused_bits;
        stray = kept != value(*last);
        if stray {
            *last = letter(kept);
        }
    }
    (alphabet.decode_to_vec(chars.as_slice()).unwrap_or_default(), stray)
}

fn is_alphabet(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// The six bits of a letter of either alphabet.
fn value(letter: u8) -> u8 {
    match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' | b'+' => 62,
        _ => 63,
    }
}

/// The letter for six bits of which at least the last is 0, and which is therefore none of the two in which the
/// alphabets differ… except 62, which no mask of two bits or more leaves.
fn letter(value: u8) -> u8 {
    match value {
        0..26 => b'A' + value,
        26..52 => b'a' + (value - 26),
        _ => b'0' + (value.min(61) - 52),
    }
}

#[derive(Default)]
struct Tally {
    padding: Option<(usize, usize)>,
    standard: Option<(usize, usize)>,
    whitespace: Option<(usize, usize)>,
    invalid: Option<(usize, char)>,
}

fn note(tally: &mut Option<(usize, usize)>, at: usize) {
    tally.get_or_insert((at, 0)).1 += 1;
}

impl Tally {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = [
            self.padding.map(|(at, count)| Fault::Padding { at, count }),
            self.standard.map(|(at, count)| Fault::StandardAlphabet { at, count }),
            self.whitespace.map(|(at, count)| Fault::Whitespace { at, count }),
            self.invalid.map(|(at, found)| Fault::InvalidChar { at, found }),
        ]
        .into_iter()
        .flatten()
        .collect();
        faults.sort_by_key(Fault::position);
        faults
    }
}

impl Fault {
    fn position(&self) -> usize {
        match self {
            Self::Padding { at, .. }
            | Self::StandardAlphabet { at, .. }
            | Self::Whitespace { at, .. }
            | Self::InvalidChar { at, .. }
            | Self::TrailingBits { at } => *at,
            Self::BadLength { .. } => usize::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_has_no_faults() {
        let cases: [(&str, &[u8]); 6] = [
            ("", b""),
            ("Zg", b"f"),
            ("Zm8", b"fo"),
            ("Zm9v", b"foo"),
            ("-_-_", &[0xfb, 0xff, 0xbf]),
            ("AA", &[0]),
        ];
        for (text, bytes) in cases {
            assert_eq!(decode(text), Decoded { bytes: bytes.to_vec(), faults: vec![] }, "{text}");
            assert_eq!(decode_strict(text).as_deref(), Some(bytes), "{text}");
            assert_eq!(encode(bytes), text);
        }
    }

    #[test]
    fn faults_are_named_and_placed() {
        use Fault::*;
        let cases: Vec<(&str, &[u8], Vec<Fault>)> = vec![
            ("Zg==", b"f", vec![Padding { at: 2, count: 2 }]),
            ("Zg=", b"f", vec![Padding { at: 2, count: 1 }]),
            ("Z=g", b"f", vec![Padding { at: 1, count: 1 }]),
            ("====", b"", vec![Padding { at: 0, count: 4 }]),
            ("+/+/", &[0xfb, 0xff, 0xbf], vec![StandardAlphabet { at: 0, count: 4 }]),
            ("-_+_", &[0xfb, 0xff, 0xbf], vec![StandardAlphabet { at: 2, count: 1 }]),
            (" Zm\r\n9v\t", b"foo", vec![Whitespace { at: 0, count: 4 }]),
            ("Zm9vZm9v.", b"foofoo", vec![InvalidChar { at: 8, found: '.' }]),
            ("Zm9vé", b"foo", vec![InvalidChar { at: 4, found: 'é' }]),
            ("Zm9v…Zm9v", b"foo", vec![InvalidChar { at: 4, found: '…' }]),
            ("Zm9\u{a0}", b"fo", vec![InvalidChar { at: 3, found: '\u{a0}' }]),
            ("Zh😀", b"f", vec![InvalidChar { at: 2, found: '😀' }]),
            ("Z", b"", vec![BadLength { chars: 1 }]),
            ("Zm9vZ", b"foo", vec![BadLength { chars: 5 }]),
            ("Zh", b"f", vec![TrailingBits { at: 1 }]),
            ("Zm_", b"fo", vec![TrailingBits { at: 2 }]),
            ("Zm/", b"fo", vec![StandardAlphabet { at: 2, count: 1 }, TrailingBits { at: 2 }]),
            (
                "Zh==\n",
                b"f",
                vec![TrailingBits { at: 1 }, Padding { at: 2, count: 2 }, Whitespace { at: 4, count: 1 }],
            ),
            (
                "Z m9v=Z",
                b"foo",
                vec![Whitespace { at: 1, count: 1 }, Padding { at: 5, count: 1 }, BadLength { chars: 5 }],
            ),
        ];
        for (text, bytes, faults) in cases {
            assert_eq!(decode(text), Decoded { bytes: bytes.to_vec(), faults }, "{text:?}");
            assert_eq!(decode_strict(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_lost_bytes_are_damage() {
        for (text, damaged) in [("Zg==", false), (" Zh", false), ("+/", false), ("Z", true), ("Zm9v!", true)]
        {
            assert_eq!(decode(text).is_damaged(), damaged, "{text}");
        }
    }
}
