//! `zip: DEF` (RFC 7516 §4.1.3): DEFLATE without a wrapper (RFC 1951), inflated piece by piece up to a limit.

use miniz_oxide::inflate::stream::{InflateState, inflate as inflate_some};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};
use zeroize::Zeroizing;

use super::DecryptError;

/// How much is inflated at once, in bytes.
const PIECE: usize = 32 << 10;

/// The content, of `limit` bytes at the most; never holds more than a piece beyond that.
pub(super) fn inflate(
    compressed: &[u8],
    limit: usize,
    cancelled: &dyn Fn() -> bool,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut rest = compressed;
    let mut pieces: Vec<Zeroizing<Vec<u8>>> = Vec::new();
    let mut total = 0;
    loop {
        if cancelled() {
            return Err(DecryptError::Cancelled);
        }
        let mut piece = Zeroizing::new(vec![0; PIECE]);
        let step = inflate_some(&mut state, rest, &mut piece, MZFlush::None);
        piece.truncate(step.bytes_written);
        total += piece.len();
        pieces.push(piece);
        if total > limit {
            return Err(DecryptError::TooLarge { limit });
        }
        rest = rest.get(step.bytes_consumed..).unwrap_or_default();
        match step.status {
            Ok(MZStatus::StreamEnd) if rest.is_empty() => break,
            Ok(MZStatus::Ok) if step.bytes_written > 0 || step.bytes_consumed > 0 => {}
            // Damaged, cut short, or followed by something.
            _ => return Err(DecryptError::Deflate),
        }
    }
    // Exactly enough room, so that no growing leaves a copy behind.
    let mut whole = Zeroizing::new(Vec::with_capacity(total));
    for piece in pieces {
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// The other way round.
pub(super) fn deflate(content: &[u8]) -> Zeroizing<Vec<u8>> {
    const LEVEL: u8 = 6;
    Zeroizing::new(miniz_oxide::deflate::compress_to_vec(content, LEVEL))
}
