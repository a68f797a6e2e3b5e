//! One segment of a token: its text as it was pasted, and whatever of it decodes.

use std::sync::Arc;

use crate::encoding::Span;
use crate::encoding::base64url::{self, Fault};
use crate::encoding::json::{self, Json, JsonError};

/// One segment: bytes are sacred, so the encoded text is never re-made from the content.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The encoded text.
    pub encoded: Encoded,
    /// What was wrong with its base64url; positions count bytes in the encoded text.
    pub faults: Vec<Fault>,
    /// What it decodes to.
    pub content: Content,
}

/// The encoded text of a segment.
#[derive(Clone, Debug)]
pub enum Encoded {
    /// It stands in the token's text, there.
    At(Span),
    /// It was a JSON string with escapes, and is kept un-escaped.
    Apart(Arc<str>),
    /// The token does not have this segment.
    Missing,
}

/// The decoded bytes, in the best form that they have.
#[derive(Clone, Debug)]
pub enum Content {
    /// JSON text, with the index over it; an error where more follows the first value.
    Json(Json, Option<JsonError>),
    /// UTF-8 text that is not JSON, and where it stops being it.
    Text(Arc<str>, JsonError),
    /// Bytes that are not UTF-8, or that are not meant to be read.
    Bytes(Arc<[u8]>),
}

impl Segment {
    /// Decodes base64url text that holds JSON or any other content to be read.
    pub fn readable(encoded: Encoded, text: &str) -> Self {
        let decoded = base64url::decode(text);
        Self { encoded, faults: decoded.faults, content: Content::read(decoded.bytes) }
    }

    /// Decodes base64url text that holds bytes, such as a signature.
    pub fn binary(encoded: Encoded, text: &str) -> Self {
        let decoded = base64url::decode(text);
        Self { encoded, faults: decoded.faults, content: Content::Bytes(decoded.bytes.into()) }
    }

    /// Content that is not encoded at all (RFC 7797), or comes from elsewhere.
    pub fn plain(encoded: Encoded, bytes: Vec<u8>) -> Self {
        Self { encoded, faults: Vec::new(), content: Content::read(bytes) }
    }

    /// What stands where a string must: nothing of it is read.
    pub fn not_a_string(span: Span, text: &str) -> Self {
        let found = span.of(text).chars().next().unwrap_or_default();
        let faults = vec![Fault::InvalidChar { at: 0, found }];
        Self { encoded: Encoded::At(span), faults, content: Content::Bytes(Arc::default()) }
    }

    /// A segment that is not there.
    pub fn missing() -> Self {
        Self { encoded: Encoded::Missing, faults: Vec::new(), content: Content::Bytes(Arc::default()) }
    }

    /// The encoded text, `token` being the text that the segment was cut from.
    pub fn encoded<'a>(&'a self, token: &'a str) -> &'a str {
        match &self.encoded {
            Encoded::At(span) => span.of(token),
            Encoded::Apart(text) => text,
            Encoded::Missing => "",
        }
    }

    /// Where the encoded text stands in the token's text, if it does.
    pub fn span(&self) -> Option<Span> {
        match self.encoded {
            Encoded::At(span) => Some(span),
            Encoded::Apart(_) | Encoded::Missing => None,
        }
    }

    /// Whether the base64url was broken so that bytes are lost.
    pub fn is_damaged(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault, Fault::InvalidChar { .. } | Fault::BadLength { .. }))
    }

    /// The decoded bytes.
    pub fn bytes(&self) -> &[u8] {
        self.content.bytes()
    }

    /// The decoded text, where it is UTF-8.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Json(json, _) => Some(json.source()),
            Content::Text(text, _) => Some(text),
            Content::Bytes(_) => None,
        }
    }

    /// The JSON, where the whole text is one value.
    pub fn json(&self) -> Option<&Json> {
        match &self.content {
            Content::Json(json, None) => Some(json),
            _ => None,
        }
    }

    /// The first JSON value, even where more follows it.
    pub fn leading_json(&self) -> Option<&Json> {
        match &self.content {
            Content::Json(json, _) => Some(json),
            _ => None,
        }
    }
}

impl Content {
    /// The best form of `bytes`.
    pub fn read(bytes: Vec<u8>) -> Self {
        if looks_like_utf16(&bytes) {
            return Self::Bytes(bytes.into());
        }
        match String::from_utf8(bytes) {
            Err(error) => Self::Bytes(error.into_bytes().into()),
            Ok(text) => {
                let text: Arc<str> = text.into();
                let parsed = json::parse(Arc::clone(&text));
                match (parsed.json, parsed.error) {
                    (Some(json), error) => Self::Json(json, error),
                    (None, Some(error)) => Self::Text(text, error),
                    (None, None) => Self::Bytes(Arc::from(text.as_bytes())),
                }
            }
        }
    }

    /// The decoded bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Json(json, _) => json.source().as_bytes(),
            Self::Text(text, _) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// UTF-16 by its byte order mark, or by every other byte being zero at the start of an object. Without a mark it is
/// valid UTF-8 full of NULs, and must not be taken for text.
pub fn looks_like_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'{', 0, b'"', 0, ..] | [0, b'{', 0, b'"', ..])
}
