//! Two tokens pasted with nothing, or only a dot, between them: where does the second begin?

use super::piece::signature_lengths;
use super::plausible::{LOST, begins_header};

/// The tokens that `text` is made of, if it is more than one. Where a signature ends and the next header
/// begins is a guess: base64url has no end mark.
pub(super) fn split(text: &str) -> Option<Vec<&str>> {
    // An SD-JWT's key-binding token is a token of its own behind the last "~", and belongs to it.
    if memchr::memchr_iter(b'.', text.as_bytes()).take(3).count() < 3 || text.contains('~') {
        return None;
    }
    let mut starts = vec![0];
    let mut segment_start = 0;
    // The header that a signature in this segment would belong to, and the segment after it.
    let (mut header, mut after) = ("", "");
    for (index, segment) in text.split('.').take(64).enumerate() {
        let at = if index >= 2 { header_in(segment, header) } else { None };
        starts.extend(at.map(|at| segment_start + at));
        segment_start += segment.len() + 1;
        header = after;
        after = segment.get(at.unwrap_or_default()..).unwrap_or_default();
    }
    if starts.len() < 2 {
        return None;
    }
    starts.push(text.len());
    let pieces = starts.windows(2).filter_map(|ends| text.get(*ends.first()?..*ends.last()?));
    Some(pieces.map(|piece| piece.trim_matches('.')).filter(|piece| !piece.is_empty()).collect())
}

/// Where in a segment a JOSE header begins: behind the signature that `header` asks for, even if its first letters are
/// gone, or else where it can be seen.
fn header_in(segment: &str, header: &str) -> Option<usize> {
    if begins_header(segment) {
        return Some(0);
    }
    let behind = |at: &usize| segment.get(*at..).is_some_and(|rest| !rest.is_empty() && begins_header(rest));
    let header = header.get(..header.len().min(4096)).unwrap_or_default();
    let lengths = LOST.iter().flat_map(|lost| signature_lengths(&format!("{lost}{header}")));
    if let Some(at) = lengths.into_iter().find(behind) {
        return Some(at);
    }
    memchr::memmem::find_iter(segment.as_bytes(), b"eyJ")
        .take(16)
        .find(|at| segment.get(*at..).is_some_and(begins_header))
}
