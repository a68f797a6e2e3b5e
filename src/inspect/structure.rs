//! How much of a JWS decodes: the first of the four verdicts.

use super::build::{MAX_DEPTH, is_json};
use super::report::Structure;
use super::rules::encoding;
use crate::encoding::base64url::Fault;
use crate::encoding::json::Kind;
use crate::jose::segment::{Content, Segment};
use crate::jose::token::{Jws, Serialization, SignatureBlock, Token};

/// Segments beyond this are not a token but an attack on those who split it.
const MAX_SEGMENTS: usize = 64;

/// Whether a JWS decodes; where it is a guess what the token is, no more than in part.
pub(super) fn structure(token: &Token, jws: &Jws, is_guess: bool) -> Structure {
    let header_ok = |block: &SignatureBlock| {
        let is_object =
            |segment: &Segment| segment.json().is_some_and(|json| json.root().kind() == Kind::Object);
        !block.header.is_damaged()
            && (is_object(&block.header)
                || is_json(token.serialization)
                    && block.header.bytes().is_empty()
                    && block.unprotected.as_ref().is_some_and(is_object))
            && !has_foreign_characters(&block.signature)
    };
    let payload_ok = !jws.payload.is_damaged()
        && match &jws.payload.content {
            Content::Json(json, error) => error.is_none() && json.depth() <= MAX_DEPTH,
            Content::Text(text, _) => !encoding::is_meant_as_text(text.as_bytes()),
            Content::Bytes(bytes) => !encoding::is_meant_as_text(bytes),
        };
    let decodes = jws.signatures.iter().any(|block| block.header.leading_json().is_some())
        || jws.payload.leading_json().is_some();
    let payload_is_no_text =
        is_json(token.serialization) && jws.payload.is_damaged() && jws.payload.bytes().is_empty();
    let double =
        jws.signatures.iter().any(|block| block.header.text().is_some_and(|text| text.starts_with("eyJ")));
    if jws.segments > MAX_SEGMENTS || payload_is_no_text || !decodes && !double {
        Structure::Error
    } else if is_guess
        || token.serialization == Serialization::Unknown
        || !payload_ok
        || !jws.signatures.iter().all(header_ok)
    {
        Structure::Partial
    } else {
        Structure::Ok
    }
}

/// A signature that was cut is still a signature, and told as such; one with foreign characters is damaged text.
fn has_foreign_characters(segment: &Segment) -> bool {
    segment.faults.iter().any(|fault| matches!(fault, Fault::InvalidChar { .. }))
}
