//! base64url without padding (RFC 4648 section 5, RFC 7515 section 2): strict, and lenient with every fault named.
//!
//! Promises: any text is decoded as far as it goes, in one pass; clean text at the speed of memory; nothing panics.

use base64_simd::URL_SAFE_NO_PAD;

use super::letters::{CHUNK, Collected, Letters, is_letter};

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
    let mut tally = Tally::default();
    let mut letters = Letters::with_capacity(text.len());
    let mut last = 0;
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(chunk) = rest.first_chunk().filter(|chunk| letters.try_chunk(chunk)) {
            tally.note_standard(chunk, at);
            at += chunk.len();
            last = at - 1;
            continue;
        }
        for byte in rest.iter().take(CHUNK) {
            if is_letter(*byte) {
                letters.push(*byte);
                tally.note_standard(&[*byte], at);
                last = at;
            } else if *byte == b'=' {
                note(&mut tally.padding, at, 1);
            } else if matches!(byte, b' ' | b'\t'..=b'\r') {
                note(&mut tally.whitespace, at, 1);
            } else {
                tally.invalid = text.get(at..).and_then(|rest| rest.chars().next()).map(|found| (at, found));
                break;
            }
            at += 1;
        }
        if tally.invalid.is_some() {
            break;
        }
    }

    let Collected { bytes, count, stray_bits } = letters.finish();
    let mut faults = tally.faults();
    // After a foreign character, the length and the last bits say nothing.
    if tally.invalid.is_none() {
        if stray_bits {
            faults.push(Fault::TrailingBits { at: last });
            faults.sort_by_key(Fault::position);
        }
        if count % 4 == 1 {
            faults.push(Fault::BadLength { chars: count });
        }
    }
    Decoded { bytes, faults }
}

#[derive(Default)]
struct Tally {
    padding: Option<(usize, usize)>,
    standard: Option<(usize, usize)>,
    whitespace: Option<(usize, usize)>,
    invalid: Option<(usize, char)>,
}

fn note(tally: &mut Option<(usize, usize)>, at: usize, count: usize) {
    tally.get_or_insert((at, 0)).1 += count;
}

impl Tally {
    /// Counts `+` and `/` in the bytes at `at`.
    fn note_standard(&mut self, bytes: &[u8], at: usize) {
        let is_standard = |b: &&u8| matches!(b, b'+' | b'/');
        let count = bytes.iter().filter(is_standard).count();
        if count > 0 {
            let first = bytes.iter().take_while(|b| !is_standard(b)).count();
            note(&mut self.standard, at + first, count);
        }
    }

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
    use proptest::{collection::vec, prelude::*};

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

    #[test]
    fn chunks_and_blocks_make_no_difference() {
        let bytes: Vec<u8> = (0..10_000_usize).map(|i| ((i * 151) >> 3) as u8).collect();
        for len in (0..200).chain([3071, 3072, 3073, 6144, 9_999]) {
            let bytes = &bytes[..len];
            let clean = encode(bytes);
            let standard = clean.replace('-', "+").replace('_', "/");
            let count = standard.matches(['+', '/']).count();
            let found = decode(&standard);
            assert_eq!(found.bytes, bytes, "{len}");
            let expected = standard.find(['+', '/']).map(|at| Fault::StandardAlphabet { at, count });
            assert_eq!(found.faults, Vec::from_iter(expected), "{len}");
            let wrapped: String = clean.chars().flat_map(|c| [c, '\n']).collect();
            let count = clean.len();
            let expected = (count > 0).then_some(Fault::Whitespace { at: 1, count });
            assert_eq!(decode(&wrapped), Decoded { bytes: bytes.to_vec(), faults: Vec::from_iter(expected) });
            let stopped = decode(&format!("{clean}\u{2026}{clean}"));
            assert_eq!(stopped.bytes, bytes, "{len}");
            assert_eq!(stopped.faults, [Fault::InvalidChar { at: clean.len(), found: '\u{2026}' }], "{len}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_decodes(bytes in vec(any::<u8>(), 0..300)) {
            let text = encode(&bytes);
            prop_assert_eq!(decode_strict(&text), Some(bytes.clone()));
            prop_assert_eq!(decode(&text), Decoded { bytes, faults: vec![] });
        }

        #[test]
        fn strict_is_canonical(text in "[A-Za-z0-9_-]{0,8}") {
            prop_assert_eq!(decode_strict(&text).is_some(), encode(&decode(&text).bytes) == text);
        }

        #[test]
        fn any_text_decodes_as_one_letter_at_a_time_would(text in "[A-Za-z0-9_+/= \n\u{2026}!-]{0,80}") {
            let decoded = decode(&text);
            prop_assert_eq!(decode_strict(&text).is_some(), decoded.faults.is_empty());
            let (mut bits, mut held, mut bytes) = (0_u32, 0, vec![]);
            for c in text.chars() {
                let value = match c {
                    'A'..='Z' => c as u32 - 65,
                    'a'..='z' => c as u32 - 71,
                    '0'..='9' => c as u32 + 4,
                    '-' | '+' => 62,
                    '_' | '/' => 63,
                    '=' | ' ' | '\n' => continue,
                    _ => break,
                };
                bits = (bits << 6) | value;
                held += 6;
                if held >= 8 {
                    held -= 8;
                    bytes.push((bits >> held) as u8);
                }
            }
            prop_assert_eq!(decoded.bytes, bytes);
        }

        #[test]
        fn faults_lie_within_any_text(text in any::<String>()) {
            for fault in decode(&text).faults {
                let is_placed = !matches!(fault, Fault::BadLength { .. });
                prop_assert!(!is_placed || text.is_char_boundary(fault.position()));
            }
        }
    }
}
