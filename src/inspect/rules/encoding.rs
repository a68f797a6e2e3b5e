//! B64 and TXT: how the bytes of a segment became text.

use crate::encoding::Span;
use crate::encoding::base64url::{self, Fault};
use crate::encoding::json::{JsonError, JsonErrorKind};
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::rules::json::JsonRule;
use crate::jose::segment::{Content, Segment, looks_like_utf16};

findings! {
    /// B64 and TXT: how bytes became text.
    Encoding {
        /// "=" in a segment.
        Padding { part: Part, count: usize } = "b64.padding", Low, Warn, "RFC 7515 §2";
        /// "+" or "/" in a segment.
        StdAlphabet { part: Part, count: usize } = "b64.std-alphabet", Low, Warn, "RFC 7515 §2";
        /// White space in a segment.
        Whitespace { part: Part, count: usize } = "b64.whitespace", Low, Warn, "RFC 7515 §2";
        /// A character outside the alphabet; `at` counts bytes in the segment.
        InvalidChar { part: Part, found: char, at: usize } = "b64.invalid-char", High, Reject, "RFC 4648 §5";
        /// A number of characters that no bytes have.
        BadLength { part: Part, chars: usize } = "b64.bad-length", High, Reject, "RFC 4648 §4";
        /// Unused bits that are not zero: another spelling of the same bytes.
        TrailingBits { part: Part } = "b64.trailing-bits", Low, Warn, "RFC 4648 §3.5";
        /// Encoded twice.
        DoubleEncoded { part: Part } = "b64.double-encoded", Medium, Warn, "RFC 7515 §3";
        /// Nothing where something must be.
        EmptySegment { part: Part } = "b64.empty-segment", High, Reject, "RFC 7515 §7.1";
        /// Bytes that are not UTF-8; `at` counts bytes in the decoded part.
        Utf8Invalid { part: Part, byte: u8, at: usize } = "text.utf8-invalid", Medium, Warn, "RFC 8725 §3.7";
        /// UTF-16 where UTF-8 must be.
        Utf16 { part: Part } = "text.utf16", Medium, Warn, "RFC 8725 §3.7";
    }
}

/// The rules on one segment that must hold text or bytes in base64url.
pub(in crate::inspect) fn segment(part: Part, segment: &Segment, token: &str, out: &mut Vec<Finding>) {
    let encoded = segment.encoded(token);
    for fault in &segment.faults {
        let (detail, at, length) = match *fault {
            Fault::Padding { at, count } => (Encoding::Padding { part, count }, at, count),
            Fault::StandardAlphabet { at, count } => (Encoding::StdAlphabet { part, count }, at, 1),
            Fault::Whitespace { at, count } => (Encoding::Whitespace { part, count }, at, 1),
            // `null`, a number: no letter of base64url is wrong in them.
            Fault::InvalidChar { at: 0, found } if found.is_ascii_alphanumeric() || found == '-' => {
                let kind = JsonErrorKind::Unexpected(found);
                let error = JsonError { at: 0, line: 1, column: 1, kind };
                let place = Place::encoded(part, 0, encoded.len());
                out.push(Finding::new(JsonRule::Invalid { part, error }, place));
                continue;
            }
            Fault::InvalidChar { at, found } => {
                (Encoding::InvalidChar { part, found, at }, at, found.len_utf8())
            }
            Fault::BadLength { chars } => {
                (Encoding::BadLength { part, chars }, encoded.len().saturating_sub(1), 1)
            }
            Fault::TrailingBits { at } => (Encoding::TrailingBits { part }, at, 1),
        };
        out.push(Finding::new(detail, Place::encoded(part, at, at + length)));
    }
}

/// The rules on the text of a segment that is meant to be read.
pub(in crate::inspect) fn text(part: Part, segment: &Segment, out: &mut Vec<Finding>) {
    match &segment.content {
        Content::Bytes(bytes) if looks_like_utf16(bytes) => {
            out.push(Finding::new(Encoding::Utf16 { part }, Place::whole(part)));
        }
        Content::Bytes(bytes) if is_meant_as_text(bytes) => {
            if let Err(error) = std::str::from_utf8(bytes) {
                let at = error.valid_up_to();
                let byte = bytes.get(at).copied().unwrap_or_default();
                let place = Place::decoded(part, Span::new(at, at + 1));
                out.push(Finding::new(Encoding::Utf8Invalid { part, byte, at }, place));
            }
        }
        Content::Text(text, _) if is_encoded_json(text) => {
            out.push(Finding::new(Encoding::DoubleEncoded { part }, Place::whole(part)));
        }
        Content::Bytes(_) | Content::Text(..) | Content::Json(..) => {}
    }
}

/// Whether bytes were meant to be JSON text, whatever became of them.
pub(in crate::inspect) fn is_meant_as_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'{')) || looks_like_utf16(bytes)
}

fn is_encoded_json(text: &str) -> bool {
    text.starts_with("ey") && base64url::decode_strict(text).is_some_and(|bytes| bytes.starts_with(b"{"))
}
