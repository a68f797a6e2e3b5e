//! JSON: what a parser may read in another way than the signer meant.

use crate::encoding::json::{JsonError, Kind};
use crate::inspect::finding::{Part, findings};

findings! {
    /// JSON: how the text reads.
    JsonRule {
        /// Not JSON.
        Invalid { part: Part, error: JsonError } = "json.invalid", High, Reject, "RFC 8259 §2";
        /// JSON, but a header must be an object.
        NotObject { kind: Kind } = "json.not-object", High, Reject, "RFC 7515 §4";
        /// More after the first value.
        TrailingData { part: Part, line: usize, column: usize } = "json.trailing-data", High, Reject, "RFC 8259 §2";
        /// The same member name more than once in one object.
        Duplicate { part: Part, name: String, count: usize } = "json.duplicate", High, Reject, "RFC 7519 §4";
        /// A registered name in other case.
        CaseVariant { part: Part, name: String, registered: &'static str } = "json.case-variant", Medium, Warn, "RFC 7515 §4";
        /// A number that a 64-bit float cannot hold.
        BigNumber { part: Part, name: Option<String>, number: String, rounded: String } = "json.big-number", Low, Info, "RFC 8259 §6";
        /// Half of a surrogate pair.
        LoneSurrogate { part: Part } = "json.lone-surrogate", Medium, Warn, "RFC 8259 §8.2";
        /// A control character in a string.
        ControlChars { part: Part, name: Option<String>, found: char } = "json.control-chars", Medium, Warn, "RFC 8725 §3.10";
        /// Characters that deceive the eye.
        Bidi { part: Part, name: Option<String>, found: Vec<char> } = "json.bidi", Medium, Warn, "RFC 8725 §3.10";
        /// A name that poisons JavaScript objects.
        Proto { part: Part, name: String } = "json.proto", Medium, Warn, "CWE-1321";
        /// A byte order mark first.
        Bom { part: Part } = "json.bom", Low, Warn, "RFC 8259 §8.1";
        /// Nested deeper than common parsers go.
        Deep { part: Part, depth: usize } = "json.deep", Medium, Warn, "RFC 8259 §9";
        /// White space between the tokens; in bytes.
        Whitespace { part: Part, bytes: usize } = "json.whitespace", Info, Info, "RFC 7515 §3";
    }
}
