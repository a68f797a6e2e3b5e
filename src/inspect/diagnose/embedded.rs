//! Keys that everybody has, or that the token itself brings: the signature may hold with them, and proves nothing.

use std::sync::LazyLock;

use super::Proof;
use super::case::Case;
use super::weak::well_known_key;
use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::provider::media_type;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::well_known;
use crate::jose::jwk;
use crate::jose::key::Key;
use crate::jose::read::{read_keys, read_x5c};

/// Looks whether the key in the header made the signature: in keeping with itself, and no proof of who signed.
pub(super) fn own(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    let algorithm = case.algorithm()?;
    let jwk = case.block.param("jwk").filter(|jwk| jwk.kind() == Kind::Object);
    let x5c = case.block.param("x5c");
    let keys = [
        jwk.and_then(|value| Some(("jwk", value, jwk::read(value, "jwk").ok()?.key))),
        x5c.and_then(|value| Some(("x5c", value, read_x5c(value).0?))),
    ];
    for (parameter, value, key) in keys.into_iter().flatten() {
        *count += 1;
        // Of a proof of possession the header's rules say that it is signed with its own key, which is as it should be.
        if case.holds(algorithm, &key) && !is_proof(case) {
            let thumbprint = key.thumbprint().unwrap_or_default();
            let detail = match parameter {
                "x5c" => KeyDiagnosis::SelfCertified { thumbprint },
                _ => KeyDiagnosis::SelfConsistent { thumbprint },
            };
            let place = Place::decoded(Part::Header, value.span());
            return Some(Proof { findings: vec![Finding::new(detail, place)], mend: None });
        }
    }
    None
}

/// Whether the token is of a kind that must carry its key.
fn is_proof(case: &Case<'_>) -> bool {
    let typ = case.block.param("typ").and_then(Value::as_str);
    let named =
        typ.is_some_and(|typ| matches!(media_type(&typ).as_str(), "dpop+jwt" | "openid4vci-proof+jwt"));
    // A request of ACME (RFC 8555 §6.2).
    named || case.block.param("url").is_some() && case.block.param("nonce").is_some()
}

/// Looks whether a key made the signature whose private half is printed in a standard or on a web site.
pub(super) fn samples(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    static SAMPLES: LazyLock<Vec<Key>> = LazyLock::new(|| {
        read_keys(well_known::SAMPLES.as_bytes(), "sample", None).map_or(Vec::new(), |file| file.keys)
    });
    let algorithm = case.algorithm()?;
    for key in SAMPLES.iter().filter(|key| key.fit_kind(algorithm).is_ok()) {
        if case.is_stopped() {
            return None;
        }
        *count += 1;
        if case.holds(algorithm, key) {
            return Some(sample(key));
        }
    }
    None
}

fn sample(key: &Key) -> Proof {
    let source = key.thumbprint().and_then(|thumbprint| well_known::source(&thumbprint)).unwrap_or("RFC");
    Proof { findings: well_known_key(source), mend: None }
}
