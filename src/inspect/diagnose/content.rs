//! The bytes that were signed are not the ones that the token has.

use std::sync::Arc;

use super::case::Case;
use super::{Mend, Proof};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::content_diagnosis::ContentDiagnosis;

/// Looks for a token of the same signature that was seen before.
pub(super) fn history(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    let algorithm = case.algorithm()?;
    for seen in case.history.with_signature_of(&case.token.text) {
        *count += 1;
        let Some((input, _)) = seen.rsplit_once('.') else { continue };
        if case.held_by(algorithm, input.as_bytes(), case.signature()).is_some() {
            return Some(Proof {
                findings: vec![Finding::new(ContentDiagnosis::PayloadAltered, Place::whole(Part::Payload))],
                mend: Some(Mend::Text(Arc::from(seen))),
            });
        }
    }
    None
}
