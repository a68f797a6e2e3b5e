//! KEY: how good the key is that decided about a signature, now that a token leans on it.
//!
//! What only warns while a key lies in its file rejects here where the key breaks its own promise: a key that names its
//! `alg` must be what that algorithm asks for.

use crate::encoding::base64url::Fault;
use crate::encoding::json::Value;
use crate::inspect::alg::Alg;
use crate::inspect::finding::{Detail, Finding, Part, Place, findings};
use crate::inspect::keys::is_signing;
use crate::inspect::report::{KeyId, Policy, SignatureReport, SignatureVerdict};
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::rules::key_file::{self, KeyQuality, RSA_LEAST_BITS};
use crate::inspect::rules::signature::der_integers;
use crate::inspect::verify::{Ring, holds_with};
use crate::inspect::{weak_secrets, well_known};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::key::{Key, KeyKind, Material};
use crate::jose::rsa_audit;
use crate::jose::token::{Jws, SignatureBlock, Token};

findings! {
    /// KEY: the key that decided.
    Deciding {
        /// A secret that is for an algorithm by its `alg`, and too short for it; in bits.
        HsShort { alg: &'static str, bits: usize, needed: usize } = "key.hs-short", High, Reject, "RFC 7518 §3.2";
        /// An RSA key that is for an algorithm by its `alg`, and too small for it; in bits.
        RsaSmall { alg: String, bits: usize } = "key.rsa-small", High, Reject, "RFC 7518 §3.3";
        /// A secret that everybody tries first.
        HsDictionary { secret: &'static str } = "key.hs-dictionary", Critical, Warn, "RFC 8725 §3.5";
        /// The key says that it may sign, and not with what.
        AlgMissing = "key.alg-missing", Info, Info, "RFC 8725bis §3.1";
        /// A secret from a set of keys that are meant to be published.
        Published = "key.set-mixed", High, Reject, "RFC 7517 §9.2";
        /// The private half of the key can be computed.
        Roca = "key.rsa-roca", Critical, Reject, "CVE-2017-15361";
        /// The key is for one algorithm, and made the signature with another.
        MadeWith { key_alg: String, made_with: &'static str } = "key.alg-mismatch", High, Reject, "RFC 8725bis §3.1";
        /// The signature lost its end; in bytes.
        Truncated { found: usize, needed: usize } = "dx.sig-truncated", High, Info, "RFC 7515 §5.2";
    }
}

/// The rules on the key that decided, whether the signature holds or not.
pub(in crate::inspect) fn check(
    whole: (&Token, &Jws, &SignatureBlock),
    report: &SignatureReport,
    ring: &Ring<'_>,
    policy: &Policy,
    out: &mut Vec<Finding>,
) {
    let Alg::Known(algorithm) = Alg::of(whole.2) else { return };
    let place = Place::whole(Part::Signature);
    if is_cut_short(whole.2) {
        let fits = |key: &Key| key.fit_kind(algorithm).is_ok();
        let named = whole.2.param("kid").and_then(Value::as_str);
        let is_named = |key: &Key| named.is_some() && key.kid.as_deref() == named.as_deref();
        let keys = || ring.iter().map(|(key, _)| key).filter(|key| fits(key));
        if let Some(key) = keys().find(|key| is_named(key)).or_else(|| keys().next()) {
            let mut tell = |detail: Deciding| out.push(Finding::new(detail, place));
            truncated(key, algorithm, whole.2.signature.bytes(), &mut tell);
        }
    }
    let (Some(id), SignatureVerdict::Valid | SignatureVerdict::Invalid) = (&report.key, &report.verdict)
    else {
        return;
    };
    let Some(key) = ring.key(id) else { return };
    let is_valid = report.verdict == SignatureVerdict::Valid;
    let mut tell = |detail: Deciding| out.push(Finding::new(detail, place));
    let weak = match &key.material {
        Material::Secret(secret) if is_valid => weak_secrets::entry(secret.as_bytes()),
        _ => None,
    };
    if is_valid {
        strength(key, weak, algorithm, &mut tell);
        if policy.published.contains(&id.index) {
            tell(Deciding::Published);
        }
    } else {
        truncated(key, algorithm, whole.2.signature.bytes(), &mut tell);
        made_with(key, algorithm, whole, policy, &mut tell);
    }
    quality((key, id), is_valid, weak, out);
    if is_valid {
        out.extend(reused(key, id, ring));
    }
}

/// The rules on the key that opened a JWE: whoever has it can have made what came out.
pub(in crate::inspect) fn of_opener(id: &KeyId, policy: &Policy, out: &mut Vec<Finding>) {
    let place = Place::whole(Part::EncryptedKey);
    if policy.published.contains(&id.index) {
        out.push(Finding::new(Deciding::Published, place));
    }
    if let Some(source) = id.thumbprint.as_deref().and_then(well_known::source) {
        out.push(Finding::new(KeyQuality::WellKnown { source }, place));
    }
}

/// How strong a key is that made a signature; `weak` is the entry of the list that it is.
fn strength(key: &Key, weak: Option<&'static str>, algorithm: JwsAlgorithm, tell: &mut impl FnMut(Deciding)) {
    match &key.material {
        Material::Secret(secret) => {
            if let Some(secret) = weak {
                tell(Deciding::HsDictionary { secret });
            }
            let (bits, needed) = (secret.len() * 8, algorithm.hash_bits());
            if breaks_its_word(key, algorithm) {
                tell(Deciding::HsShort { alg: algorithm.name(), bits, needed });
            }
        }
        Material::Rsa(rsa) => {
            if breaks_its_word(key, algorithm) {
                tell(Deciding::RsaSmall { alg: key.alg.clone().unwrap_or_default(), bits: rsa.bits() });
            }
            // A key with a name came as a JWK, which could say what it is for; PEM cannot.
            if key.alg.is_none() && key.kid.as_deref().is_some_and(|kid| !kid.is_empty()) {
                tell(Deciding::AlgMissing);
            }
            if rsa_audit::has_roca(rsa.n()) {
                tell(Deciding::Roca);
            }
        }
        _ => {}
    }
}

/// Whether a key names its `alg` and is too small for it.
pub(super) fn breaks_its_word(key: &Key, algorithm: JwsAlgorithm) -> bool {
    let is_small = match key.kind() {
        KeyKind::Secret { bits } => bits > 0 && bits < algorithm.hash_bits(),
        KeyKind::Rsa { bits } => bits < RSA_LEAST_BITS,
        _ => false,
    };
    is_small && key.alg.as_deref() == Some(algorithm.name())
}

/// What the key's file would be told of, too: here it says why a verifier may refuse.
/// A secret that a person thought up is told of where it holds, unless it is one that everybody knows.
fn quality((key, id): (&Key, &KeyId), is_valid: bool, weak: Option<&str>, out: &mut Vec<Finding>) {
    let mut found = Vec::new();
    key_file::key(key, id, &mut found);
    let matters = |finding: &Finding| match &finding.detail {
        Detail::KeyQuality(
            KeyQuality::RsaExponent { .. } | KeyQuality::AlgUnknown { .. } | KeyQuality::WellKnown { .. },
        ) => true,
        Detail::KeyQuality(KeyQuality::HsLowEntropy) => is_valid && weak.is_none(),
        _ => false,
    };
    let printed = found.iter().find_map(|finding| match finding.detail {
        Detail::KeyQuality(KeyQuality::WellKnown { source }) if is_valid => Some(source),
        _ => None,
    });
    if let Some(source) = printed {
        out.push(Finding::new(KeyDiagnosis::TestKey { source }, Place::whole(Part::Signature)));
    }
    let at_signature = |finding: Finding| Finding { place: Place::whole(Part::Signature), ..finding };
    out.extend(found.into_iter().filter(matters).map(at_signature));
}

/// The deciding key is among the others once more, and for encryption there.
fn reused(key: &Key, id: &KeyId, ring: &Ring<'_>) -> Option<Finding> {
    let thumbprint = id.thumbprint.as_deref()?;
    let is_other = |(other, other_id): &(&Key, &KeyId)| {
        other_id.index != id.index
            && other_id.thumbprint.as_deref() == Some(thumbprint)
            && is_signing(other) == Some(false)
    };
    let (_, other) = ring.iter().filter(|_| is_signing(key) != Some(false)).find(is_other)?;
    let detail = KeyQuality::ReusedSigEnc { other: other.name.clone() };
    Some(Finding::new(detail, Place::whole(Part::Signature)))
}

/// A signature of the right beginning and too few bytes. One of another curve has another length, too.
fn truncated(key: &Key, algorithm: JwsAlgorithm, bytes: &[u8], tell: &mut impl FnMut(Deciding)) {
    let needed = match key.kind() {
        KeyKind::Rsa { bits } => Some(bits.div_ceil(8)),
        KeyKind::Okp(curve) => Some(2 * curve.part_len()),
        _ => algorithm.signature_len(),
    };
    let found = bytes.len();
    let is_another = JwsAlgorithm::ALL
        .iter()
        .any(|other| other.family() == algorithm.family() && other.signature_len() == Some(found));
    if let Some(needed) = needed
        && (1..needed).contains(&found)
        && !is_another
        && der_integers(bytes).is_none()
    {
        tell(Deciding::Truncated { found, needed });
    }
}

/// Tells of an RSA key that made the signature with another hash or padding than its `alg` allows.
fn made_with(
    key: &Key,
    algorithm: JwsAlgorithm,
    whole: (&Token, &Jws, &SignatureBlock),
    policy: &Policy,
    tell: &mut impl FnMut(Deciding),
) {
    let Some(key_alg) = key.alg.clone().filter(|_| matches!(key.kind(), KeyKind::Rsa { .. })) else { return };
    let is_rsa = |other: &&JwsAlgorithm| matches!(other.family(), Family::RsaPkcs1 | Family::RsaPss);
    let others = JwsAlgorithm::ALL.iter().filter(is_rsa).filter(|other| **other != algorithm);
    let found =
        others.filter(|other| other.name() != key_alg).find(|other| holds_with(key, whole, **other, policy));
    if let Some(found) = found {
        tell(Deciding::MadeWith { key_alg, made_with: found.name() });
    }
}

/// Whether the signature's text has a length that no base64url has: its end was lost in the middle of a byte.
fn is_cut_short(block: &SignatureBlock) -> bool {
    block.signature.faults.iter().any(|fault| matches!(fault, Fault::BadLength { .. }))
}
