//! Another key made the signature.

use super::case::Case;
use super::{Mend, Proof};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;

/// Looks for a key among the others that makes the signature hold.
pub(super) fn other(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    let algorithm = case.algorithm()?;
    if let Some(finding) = case.graph_nonce(algorithm) {
        *count += 1;
        return Some(Proof { findings: vec![finding], mend: None });
    }
    let deciding: Vec<usize> = case.keys().map(|(_, id)| id.index).collect();
    for (key, id) in case.all_keys() {
        if deciding.contains(&id.index) || key.fit_kind(algorithm).is_err() {
            continue;
        }
        if case.is_stopped() {
            return None;
        }
        *count += 1;
        if case.holds(algorithm, key) {
            let detail = KeyDiagnosis::OtherKey { key: id.name.clone() };
            return Some(Proof {
                findings: vec![Finding::new(detail, Place::whole(Part::Signature))],
                mend: Some(Mend::Key(id.index)),
            });
        }
    }
    None
}
