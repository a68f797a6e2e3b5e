//! KEY: how good the key is that decided about a signature, now that a token leans on it.
//!
//! What only warns while a key lies in its file rejects here where the key breaks its own promise: a key that names its
//! `alg` must be what that algorithm asks for.

use crate::encoding::base64url::Fault;
use crate::encoding::json::Value;
use crate::inspect::alg::Alg;
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::report::{Policy, SignatureReport, SignatureVerdict};
use crate::inspect::rules::key::KeyRule;
use crate::inspect::rules::key_file::{self, KeyQuality};
use crate::inspect::rules::signature::der_integers;
use crate::inspect::verify::{Ring, holds_with};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::key::{Key, KeyKind, Material};
use crate::jose::rsa_audit;
use crate::jose::secret::SecretBytes;
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

/// RFC 7518 §3.3: RSA keys of fewer bits must not be used.
const RSA_LEAST_BITS: usize = 2048;

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
    if report.verdict != SignatureVerdict::Valid && algorithm.family() == Family::Hmac {
        guessed(algorithm, whole, policy, out);
    }
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
    if is_valid {
        strength(key, algorithm, &mut tell);
        if policy.published.contains(&id.index) {
            tell(Deciding::Published);
        }
    } else {
        truncated(key, algorithm, whole.2.signature.bytes(), &mut tell);
        made_with(key, algorithm, whole, policy, &mut tell);
    }
    quality(key, out);
}

fn strength(key: &Key, algorithm: JwsAlgorithm, tell: &mut impl FnMut(Deciding)) {
    match &key.material {
        Material::Secret(secret) => {
            if let Some(secret) = dictionary(secret.as_bytes()) {
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
fn quality(key: &Key, out: &mut Vec<Finding>) {
    let mut found = Vec::new();
    key_file::key(key, &mut found);
    let matters = |finding: &Finding| {
        use crate::inspect::finding::Detail::KeyQuality as Quality;
        matches!(
            finding.detail,
            Quality(
                KeyQuality::RsaExponent { .. } | KeyQuality::AlgUnknown { .. } | KeyQuality::WellKnown { .. }
            )
        )
    };
    let at_signature = |finding: Finding| Finding { place: Place::whole(Part::Signature), ..finding };
    out.extend(found.into_iter().filter(matters).map(at_signature));
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

/// Inputs beyond this many bytes are not tried with the whole list: hashing them so often would be felt.
const MOST_GUESSED: usize = 64 * 1024;

/// Tries the secrets that everybody tries first.
fn guessed(
    algorithm: JwsAlgorithm,
    whole: (&Token, &Jws, &SignatureBlock),
    policy: &Policy,
    out: &mut Vec<Finding>,
) {
    let (token, _, block) = whole;
    let is_right_length = algorithm.signature_len() == Some(block.signature.bytes().len());
    if !is_right_length || block.signature.is_damaged() || token.text.len() > MOST_GUESSED {
        return;
    }
    let key = |secret: &str| Key::new("", Material::Secret(SecretBytes::new(secret.as_bytes().to_vec())));
    let found = DICTIONARY.iter().find(|secret| holds_with(&key(secret), whole, algorithm, policy));
    let Some(secret) = found else { return };
    let place = Place::whole(Part::Signature);
    out.push(Finding::new(Deciding::HsDictionary { secret }, place));
    let (bits, needed) = (secret.len() * 8, algorithm.hash_bits());
    if bits < needed {
        out.push(Finding::new(KeyRule::HsShort { alg: algorithm.name(), bits, needed }, place));
    }
}

/// The entry of our list that a secret is.
fn dictionary(secret: &[u8]) -> Option<&'static str> {
    DICTIONARY.iter().find(|known| known.as_bytes() == secret).copied()
}

/// Secrets that examples, templates and defaults have, and that everybody tries first.
const DICTIONARY: &[&str] = &[
    "secret",
    "Secret",
    "SECRET",
    "secret-key",
    "secret_key",
    "secretkey",
    "my-secret",
    "mysecret",
    "my_secret",
    "my-secret-key",
    "supersecret",
    "super-secret",
    "super_secret",
    "shhhhh",
    "shhhhhhared-secret",
    "changeit",
    "changeme",
    "change-me",
    "change_me",
    "password",
    "Password1",
    "passw0rd",
    "admin",
    "root",
    "test",
    "testing",
    "example",
    "key",
    "jwt",
    "jwt-secret",
    "jwt_secret",
    "jwtsecret",
    "JWT_SECRET",
    "token",
    "default",
    "private",
    "dev",
    "development",
    "abc",
    "123",
    "1234",
    "12345",
    "123456",
    "12345678",
    "123456789",
    "1234567890",
    "qwerty",
    "hello",
    "hello-world",
    "keyboard cat",
    "your-256-bit-secret",
    "your-384-bit-secret",
    "your-512-bit-secret",
    "your-secret-key",
    "your_secret_key",
    "your-secret",
    "a-string-secret-at-least-256-bits-long",
    "a-valid-string-secret-that-is-at-least-384-bits-long",
    "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
    "super-secret-jwt-token-with-at-least-32-characters-long",
];
