//! The bytes that were signed are not the ones that the token has.

use std::sync::Arc;

use super::case::{Case, signature_length};
use super::{Mend, Proof};
use crate::encoding::base64url;
use crate::encoding::json::Kind;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::report::SignatureVerdict;
use crate::inspect::rules::content_diagnosis::{ContentDiagnosis, Evidence};

/// Looks for a token of the same signature that was seen before.
pub(super) fn history(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    for seen in case.history.with_signature_of(&case.token.text) {
        if case.is_stopped() {
            return None;
        }
        *count += 1;
        if !case.text_holds(seen) {
            continue;
        }
        let mut segments = seen.split('.');
        let (header, payload) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
        let is_payload = payload != case.jws.payload.encoded(&case.token.text);
        let detail = if is_payload {
            ContentDiagnosis::PayloadAltered { evidence: Evidence::Seen }
        } else {
            let header = String::from_utf8_lossy(&base64url::decode(header).bytes).into_owned();
            ContentDiagnosis::HeaderAltered { evidence: Evidence::Seen, header }
        };
        let part = if is_payload { Part::Payload } else { Part::Header };
        return Some(Proof {
            findings: vec![Finding::new(detail, Place::whole(part))],
            mend: Some(Mend::Text(Arc::from(seen))),
        });
    }
    None
}

/// What is left where nothing proved anything: the key is the named one, the signature looks right, the text is whole.
pub(super) fn likely(case: &Case<'_>) -> Option<Finding> {
    let algorithm = case.algorithm()?;
    let is_sound = case.report.verdict == SignatureVerdict::Invalid
        && case.block.header.faults.is_empty()
        && case.jws.payload.faults.is_empty()
        && case.block.header.json().is_some_and(|json| json.root().kind() == Kind::Object)
        && !case.payload().is_empty();
    let found = case.signature().len();
    let fits = case
        .keys()
        .any(|(key, _)| key.fit(algorithm).is_ok() && signature_length(algorithm, key) == Some(found));
    // Zeros or one byte again and again are no signature that anybody made.
    let is_nonsense = case.signature().windows(2).all(|pair| pair.first() == pair.last());
    let detail = ContentDiagnosis::PayloadAltered { evidence: Evidence::NothingElse };
    (is_sound && fits && !is_nonsense && case.names_a_key())
        .then(|| Finding::new(detail, Place::whole(Part::Payload)))
}
