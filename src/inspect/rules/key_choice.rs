//! DX: what the look of a token and of the keys tells about the choice of the key, before anything is searched.

use crate::encoding::base64url;
use crate::encoding::json::Value;
use crate::inspect::alg::Alg;
use crate::inspect::diagnose::readings::hex;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::provider::GRAPH_AUDIENCES;
use crate::inspect::report::{Attempt, KeyId, Outcome, Policy, SignatureReport, SignatureVerdict};
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::verify::Ring;
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::digest::Hash;
use crate::jose::jws;
use crate::jose::key::{Key, KeyKind, Material, Unfit};
use crate::jose::token::{Jws, SignatureBlock, Token};

/// The rules on which key was there for a signature.
pub(in crate::inspect) fn check(
    whole: (&Token, &Jws, &SignatureBlock),
    report: &SignatureReport,
    ring: &Ring<'_>,
    policy: &Policy,
    out: &mut Vec<Finding>,
) {
    let Alg::Known(algorithm) = Alg::of(whole.2) else { return };
    kid(algorithm, whole.2, report, ring, policy, out);
    match report.verdict {
        SignatureVerdict::Invalid | SignatureVerdict::NoKey => {
            kind(algorithm, whole.2, report, ring, policy, out);
        }
        SignatureVerdict::Valid => private(report, ring, out),
        _ => {}
    }
    out.extend(graph(algorithm, whole, ring));
}

/// A `kid` that none of the keys has.
fn kid(
    algorithm: JwsAlgorithm,
    block: &SignatureBlock,
    report: &SignatureReport,
    ring: &Ring<'_>,
    policy: &Policy,
    out: &mut Vec<Finding>,
) {
    let Some(value) = block.param("kid") else { return };
    let Some(kid) = value.as_str().filter(|kid| !kid.is_empty()) else { return };
    if ring.named(&kid) > 0 || policy.only_key.is_some() {
        return;
    }
    let has_name = |key: &KeyId| key.kid.as_deref().is_some_and(|kid| !kid.is_empty());
    let key = match (&report.verdict, &report.key) {
        // A key without a name, such as one from PEM, can have any; a thumbprint is a name as well (RFC 7638 §7).
        (SignatureVerdict::Valid, Some(key)) if has_name(key) && key.thumbprint.as_deref() != Some(&kid) => {
            Some(key.name.clone())
        }
        (SignatureVerdict::Invalid, _) => {
            let mut tried = report.tried.iter().filter(|attempt| attempt.outcome == Outcome::Mismatch);
            // A secret that was typed has no name, and is meant for the token at hand.
            let is_typed = algorithm.family() == Family::Hmac;
            let has_a_name = tried.clone().any(|attempt| !is_typed || has_name(&attempt.key));
            // What its owner calls a key from PEM is all the name that it has: a list shows it by that.
            let is_called = |attempt: &Attempt| !has_name(&attempt.key) && attempt.key.name == kid;
            if !has_a_name || tried.any(is_called) {
                return;
            }
            None
        }
        _ => return,
    };
    let detail = KeyDiagnosis::KidNotFound { kid: kid.into_owned(), key };
    out.push(Finding::new(detail, Place::decoded(Part::Header, value.span())));
}

/// The one key that the token names, or that there is, cannot be for the algorithm.
fn kind(
    algorithm: JwsAlgorithm,
    block: &SignatureBlock,
    report: &SignatureReport,
    ring: &Ring<'_>,
    policy: &Policy,
    out: &mut Vec<Finding>,
) {
    let kid = block.param("kid").and_then(Value::as_str).filter(|kid| ring.named(kid) > 0);
    let decides = |key: &Key, id: &KeyId| match policy.only_key {
        Some(only) => id.index == only,
        None => kid.is_none() || key.kid.as_deref() == kid.as_deref(),
    };
    let is_chosen = policy.only_key.is_some() || kid.is_some() || ring.len() == 1;
    let unfit = || {
        ring.iter()
            .filter(|(key, id)| decides(key, id))
            .map(|(key, id)| (key, id, key.fit_kind(algorithm).err()))
    };
    if !is_chosen || unfit().any(|(.., unfit)| unfit.is_none()) {
        return;
    }
    let alg = algorithm.name().to_owned();
    let curve = unfit().find_map(|(key, _, unfit)| match unfit {
        Some(Unfit::Curve { needs, has }) => Some((key, needs, has)),
        _ => None,
    });
    let detail = if let Some((key, needs, has)) = curve {
        let fits = |other: &&JwsAlgorithm| {
            other.signature_len() == Some(report.bytes) && key.fit_kind(**other).is_ok()
        };
        let fits = JwsAlgorithm::ALL.iter().find(fits).map(|other| other.name());
        KeyDiagnosis::WrongCurve { alg, needs, has, fits }
    } else if let Some((_, id, Some(Unfit::Kind { needs, has }))) = unfit().next() {
        KeyDiagnosis::WrongKty { alg, needs, key: id.name.clone(), has }
    } else {
        return;
    };
    out.push(Finding::new(detail, Place::whole(Part::Signature)));
}

/// The key that verified has its private half, which nobody needs for it.
fn private(report: &SignatureReport, ring: &Ring<'_>, out: &mut Vec<Finding>) {
    let Some(id) = &report.key else { return };
    let is_pair = !matches!(id.kind, KeyKind::Secret { .. });
    if is_pair && ring.key(id).is_some_and(Key::has_private) {
        let detail = KeyDiagnosis::PrivateGiven { key: id.name.clone() };
        out.push(Finding::new(detail, Place::whole(Part::Signature)));
    }
}

/// A token for Microsoft Graph is signed over its header with the nonce hashed, so that nobody else can verify it.
pub(in crate::inspect) fn graph(
    algorithm: JwsAlgorithm,
    (token, jws, block): (&Token, &Jws, &SignatureBlock),
    ring: &Ring<'_>,
) -> Option<Finding> {
    let value = block.param("nonce")?;
    let nonce = value.as_str()?;
    let audience = jws.payload.leading_json()?.root().member("aud")?;
    let mut audiences = audience.as_str().into_iter().chain(audience.elements().filter_map(Value::as_str));
    if !audiences.any(|audience| GRAPH_AUDIENCES.contains(&audience.as_ref())) {
        return None;
    }
    let header = block.header.text()?;
    let payload = jws.payload.encoded(&token.text);
    let span = value.span();
    let (before, after) = (header.get(..span.start as usize)?, header.get(span.end as usize..)?);
    let digest = Hash::Sha256.digest(nonce.as_bytes());
    let inputs = [base64url::encode(&digest), hex(&digest).to_string()].map(|hashed| {
        let header = format!("{before}\"{hashed}\"{after}");
        format!("{}.{payload}", base64url::encode(header.as_bytes()))
    });
    let holds = |key: &Key| {
        let signature = block.signature.bytes();
        inputs.iter().any(|input| jws::verify(algorithm, key, input.as_bytes(), signature).is_ok())
    };
    let is_public = |key: &Key| !matches!(key.material, Material::Secret(_) | Material::Sealed { .. });
    let found = ring.iter().find(|(key, _)| is_public(key) && holds(key));
    let detail = KeyDiagnosis::MsGraphNonce { key: found.map(|(_, id)| id.name.clone()) };
    Some(Finding::new(detail, Place::decoded(Part::Header, span)))
}
