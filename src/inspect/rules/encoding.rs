//! B64 and TXT: how the bytes of a segment became text.

use crate::inspect::finding::{Part, findings};

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
