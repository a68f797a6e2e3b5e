//! KEY: the key that decided about a token.

use crate::inspect::alg::Alg;
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::report::{Policy, SignatureReport, SignatureVerdict};
use crate::inspect::rules::deciding::breaks_its_word;
use crate::inspect::rules::key_file::RSA_LEAST_BITS;
use crate::inspect::verify::{Ring, holds_with};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::key::{Key, KeyKind, Material, Unfit};
use crate::jose::secret::SecretBytes;
use crate::jose::token::{Jws, SignatureBlock, Token};

findings! {
    /// KEY: the key that decided.
    KeyRule {
        /// Signed with an empty secret.
        HsEmpty = "key.hs-empty", Critical, Reject, "CVE-2019-20933";
        /// A secret shorter than the hash; in bits.
        HsShort { alg: &'static str, bits: usize, needed: usize } = "key.hs-short", High, Warn, "RFC 7518 §3.2";
        /// A small RSA key; in bits.
        RsaSmall { bits: usize } = "key.rsa-small", High, Warn, "RFC 7518 §3.3";
        /// The key is for another algorithm.
        AlgMismatch { key_alg: String, alg: String } = "key.alg-mismatch", High, Reject, "RFC 8725bis §3.1";
        /// The key is for another use.
        UseMismatch { key_use: String, needed: &'static str } = "key.use-mismatch", High, Reject, "RFC 7517 §4.2";
        /// The key's operations do not include verifying, or decrypting.
        OpsMismatch { operations: Vec<String>, needed: &'static str } = "key.ops-mismatch", High, Reject, "RFC 7517 §4.3";
        /// Several keys share the kid.
        DupKid { kid: String, count: usize } = "key.dup-kid", Medium, Warn, "RFC 7517 §4.5";
    }
}

/// The rules on the key that decided, and on the one key that everybody has: the empty secret.
pub(in crate::inspect) fn check(
    (token, jws, block): (&Token, &Jws, &SignatureBlock),
    report: &SignatureReport,
    ring: &Ring<'_>,
    policy: &Policy,
    out: &mut Vec<Finding>,
) {
    let Alg::Known(algorithm) = Alg::of(block) else { return };
    let place = Place::whole(Part::Signature);
    if let Some(kid) = block.param("kid").and_then(crate::encoding::json::Value::as_str) {
        let count = ring.named(&kid);
        if count > 1 {
            out.push(Finding::new(
                KeyRule::DupKid { kid: kid.into_owned(), count },
                Place::whole(Part::Header),
            ));
        }
    }
    if algorithm.family() == Family::Hmac
        && !block.signature.bytes().is_empty()
        && !matches!(report.verdict, SignatureVerdict::Unverifiable)
        && !holds_with_secret(report, ring)
        && holds_with(
            &Key::new("", Material::Secret(SecretBytes::new(Vec::new()))),
            (token, jws, block),
            algorithm,
            policy,
        )
    {
        out.push(Finding::new(KeyRule::HsEmpty, place));
    }
    if report.verdict != SignatureVerdict::Valid {
        return;
    }
    if let Some(key) = report.key.as_ref().and_then(|id| ring.key(id)) {
        quality(key, algorithm, out);
        fitness(key, algorithm, out);
    }
}

/// Whether a secret that is not empty made the signature hold. HMAC fills a key up with zeros, so a secret of zeros does
/// what the empty one does (RFC 2104 §2): the finding would be on the wrong key.
fn holds_with_secret(report: &SignatureReport, ring: &Ring<'_>) -> bool {
    report.verdict == SignatureVerdict::Valid
        && report.key.as_ref().and_then(|id| ring.key(id)).is_some_and(|key| match &key.material {
            Material::Secret(secret) => !secret.is_empty(),
            _ => false,
        })
}

fn quality(key: &Key, algorithm: JwsAlgorithm, out: &mut Vec<Finding>) {
    let place = Place::whole(Part::Signature);
    if breaks_its_word(key, algorithm) {
        return;
    }
    match (key.kind(), &key.material) {
        (KeyKind::Rsa { bits }, _) if bits < RSA_LEAST_BITS => {
            out.push(Finding::new(KeyRule::RsaSmall { bits }, place));
        }
        (_, Material::Secret(secret)) if !secret.is_empty() && secret.len() * 8 < algorithm.hash_bits() => {
            let detail = KeyRule::HsShort {
                alg: algorithm.name(),
                bits: secret.len() * 8,
                needed: algorithm.hash_bits(),
            };
            out.push(Finding::new(detail, place));
        }
        _ => {}
    }
}

fn fitness(key: &Key, algorithm: JwsAlgorithm, out: &mut Vec<Finding>) {
    let Err(unfit) = key.fit(algorithm) else { return };
    let detail = match unfit {
        Unfit::Algorithm(key_alg) => KeyRule::AlgMismatch { key_alg, alg: algorithm.name().to_owned() },
        Unfit::Use(key_use) => KeyRule::UseMismatch { key_use, needed: "sig" },
        Unfit::Operations(operations) => KeyRule::OpsMismatch { operations, needed: "verify" },
        Unfit::Kind { .. } | Unfit::Curve { .. } => return,
    };
    out.push(Finding::new(detail, Place::whole(Part::Signature)));
}
