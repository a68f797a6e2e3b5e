//! Base64 letters that arrive in pieces, between things that are none of them.
//!
//! Promises: nothing of what passes through is left behind but the decoded bytes, which are never moved.

use base64_simd::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

/// Collects letters of either alphabet (RFC 4648 sections 4 and 5) and decodes them.
pub(super) struct Letters {
    /// Not decoded yet; in the URL-safe alphabet.
    block: Zeroizing<Vec<u8>>,
    bytes: Vec<u8>,
    count: usize,
}

/// What [`Letters`] come to.
pub(super) struct Collected {
    pub(super) bytes: Vec<u8>,
    /// The number of letters. Where it is 1 modulo 4, the last one is lost.
    pub(super) count: usize,
    /// Whether the last letter has bits that belong to no byte and are not zero.
    pub(super) stray_bits: bool,
}

/// How many letters are looked at without a branch for each.
pub(super) const CHUNK: usize = 32;

/// How many letters are decoded at once: whole groups of four, and more than the decoder's start costs.
const BLOCK: usize = 4096;

/// Whether a byte is of either alphabet.
#[expect(clippy::needless_bitwise_bool, reason = "jumps would make the loop over a chunk three times slower")]
pub(super) fn is_letter(byte: u8) -> bool {
    let latin = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    latin | digit | (byte == b'-') | (byte == b'_') | (byte == b'+') | (byte == b'/')
}

impl Letters {
    /// Room for so many letters.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            block: Zeroizing::new(Vec::with_capacity(count.min(BLOCK))),
            bytes: Vec::with_capacity(count.div_ceil(4) * 3),
            count: 0,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Takes one letter.
    pub(super) fn push(&mut self, letter: u8) {
        self.extend([letter]);
    }

    /// Takes the chunk, if all of it are letters.
    pub(super) fn try_chunk(&mut self, chunk: &[u8; CHUNK]) -> bool {
        // No early end, so that the compiler can make vector instructions of it.
        let all = chunk.iter().fold(true, |all, byte| all & is_letter(*byte));
        if all {
            self.extend(*chunk);
        }
        all
    }

    /// Decodes what is left.
    pub(super) fn finish(mut self) -> Collected {
        self.decode_groups();
        let unused_bits = match self.block.len() {
            2 => 4,
            3 => 2,
            _ => {
                self.block.clear();
                0
            }
        };
        let mut stray_bits = false;
        if let Some(last) = self.block.last_mut() {
            let kept = value(*last) >> unused_bits << unused_bits;
            stray_bits = kept != value(*last);
            if stray_bits {
                *last = letter(kept);
            }
        }
        self.decode(self.block.len());
        Collected { bytes: self.bytes, count: self.count, stray_bits }
    }

    fn extend<const N: usize>(&mut self, letters: [u8; N]) {
        self.count += N;
        if self.block.len() + N > BLOCK {
            self.decode_groups();
        }
        self.block.extend_from_slice(&letters.map(to_url_safe));
    }

    /// Decodes what is there of whole groups, and keeps the rest.
    fn decode_groups(&mut self) {
        self.decode(self.block.len() / 4 * 4);
    }

    fn decode(&mut self, count: usize) {
        let letters = self.block.get(..count).unwrap_or_default();
        // Cannot fail: all are letters, and the bits behind the last byte are clear.
        let _ = URL_SAFE_NO_PAD.decode_append(letters, &mut self.bytes);
        self.block.drain(..count);
    }
}

fn to_url_safe(letter: u8) -> u8 {
    match letter {
        b'+' => b'-',
        b'/' => b'_',
        _ => letter,
    }
}

/// The six bits of a letter.
fn value(letter: u8) -> u8 {
    match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        _ => 63,
    }
}

/// The letter for six bits of which the last two are 0: none of the last two of the alphabet.
fn letter(value: u8) -> u8 {
    match value {
        0..26 => b'A' + value,
        26..52 => b'a' + (value - 26),
        _ => b'0' + (value.min(61) - 52),
    }
}
