//! The key is right, the algorithm is not: another hash, the other padding of RSA, another salt or mask of RSA-PSS.

use super::Proof;
use super::case::Case;
use super::made::Made;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::jws::probe::{self, Hash, Pss};
use crate::jose::key::{Key, Material};

/// Looks for the algorithm with which a deciding key made the signature.
pub(super) fn other(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    // Of a header that cannot be read nobody knows what it says.
    if case.is_right() || case.block.header.leading_json().is_none() && case.block.unprotected.is_none() {
        return None;
    }
    for (key, _) in case.keys() {
        for algorithm in JwsAlgorithm::ALL.iter().copied().filter(|other| key.fit_kind(*other).is_ok()) {
            if case.is_stopped() {
                return None;
            }
            // The report has tried a name in the right case already, and EdDSA is what its curve is.
            if case.report.algorithm.as_deref() == Some(algorithm.name()) || is_same(case, algorithm) {
                continue;
            }
            *count += 1;
            if case.holds(algorithm, key) {
                return Some(proof(case, Made::Registered(algorithm)));
            }
        }
        if case.is_stopped() {
            return None;
        }
        *count += 1;
        if let Some(made) = probed(case, key) {
            return Some(proof(case, made));
        }
    }
    None
}

/// Whether the header names the same thing in other words.
fn is_same(case: &Case<'_>, algorithm: JwsAlgorithm) -> bool {
    let says = case.report.algorithm.as_deref().and_then(JwsAlgorithm::from_name);
    says.is_some_and(|says| says.family() == Family::EdDsa && algorithm.family() == Family::EdDsa)
}

/// What no registered algorithm is.
fn probed(case: &Case<'_>, key: &Key) -> Option<Made> {
    let (input, signature) = (case.input(), case.signature());
    let made = match &key.material {
        Material::Rsa(rsa) => probe::pkcs1_hash(rsa, input, signature)
            .map(Made::Pkcs1)
            .or_else(|| probe::pss(rsa, input, signature).map(Made::Pss)),
        Material::Ec(ec) => probe::ecdsa_hash(ec, input, signature).map(|hash| Made::Ecdsa(ec.curve(), hash)),
        Material::Secret(secret) => probe::hmac_hash(secret.as_bytes(), input, signature).map(Made::Hmac),
        Material::Okp(_) | Material::Akp(_) | Material::Sealed { .. } => None,
    };
    made.filter(|made| !made.is_registered())
}

fn proof(case: &Case<'_>, made: Made) -> Proof {
    let alg = case.report.algorithm.clone().unwrap_or_default();
    let family = case.algorithm().map(JwsAlgorithm::family);
    let is_pss = match made {
        Made::Registered(algorithm) => algorithm.family() == Family::RsaPss,
        Made::Pss(_) => true,
        _ => false,
    };
    let other_padding = match family {
        Some(Family::RsaPkcs1) => is_pss,
        Some(Family::RsaPss) => !is_pss && !matches!(made, Made::Ecdsa(..) | Made::Hmac(_)),
        _ => false,
    };
    let mut details = Vec::new();
    if other_padding {
        details.push(KeyDiagnosis::PssPkcs1 { alg: alg.clone(), is_pss, made });
    }
    if let Made::Pss(Pss { hash, mask, salt }) = made {
        details.push(KeyDiagnosis::PssSalt { salt, needed: wanted(case, hash).size(), hash, mask });
    }
    if details.is_empty() {
        details.push(KeyDiagnosis::OtherAlg { alg, made });
    }
    let place = Place::whole(Part::Signature);
    Proof { findings: details.into_iter().map(|detail| Finding::new(detail, place)).collect(), mend: None }
}

/// The hash that the header asks for.
fn wanted(case: &Case<'_>, found: Hash) -> Hash {
    match case.algorithm().map(JwsAlgorithm::hash_bits) {
        Some(256) => Hash::Sha256,
        Some(384) => Hash::Sha384,
        Some(512) => Hash::Sha512,
        _ => found,
    }
}
