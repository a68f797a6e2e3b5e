//! Which key decides about a signature, and what it says.
//!
//! A key that the `kid` names decides alone; without one, every key that fits is tried (`REPORT.md`).

use std::borrow::Cow;

use rayon::prelude::*;

use super::alg::Alg;
use super::report::{Attempt, KeyId, Outcome, Policy, SignatureReport, SignatureVerdict};
use crate::encoding::base64url::{self, Fault};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::jws::{self, VerifyError};
use crate::jose::key::{Key, Material, Unfit};
use crate::jose::read::{SecretEncoding, read_secret};
use crate::jose::segment::Segment;
use crate::jose::token::{Jws, Serialization, SignatureBlock, Token, is_unencoded};

/// From how many keys on they are tried on all cores: below, waking the others takes longer than it saves.
const MANY_KEYS: usize = 16;

/// A text of fewer bytes is not taken for the spelling of another secret.
const SHORTEST_SPELLING: usize = 16;

/// The keys to verify with, each with its name made once.
pub(super) struct Ring<'a> {
    keys: &'a [Key],
    ids: Vec<KeyId>,
    /// Whether somebody gave up: asked while a JWE is opened.
    pub(super) cancelled: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Ring<'a> {
    pub(super) fn new(keys: &'a [Key], cancelled: &'a (dyn Fn() -> bool + Sync)) -> Self {
        let ids = keys.iter().enumerate().map(|(index, key)| KeyId::of(index, key)).collect();
        Self { keys, ids, cancelled }
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn key(&self, id: &KeyId) -> Option<&'a Key> {
        self.keys.get(id.index)
    }

    pub(super) fn named(&self, kid: &str) -> usize {
        self.keys.iter().filter(|key| key.kid.as_deref() == Some(kid)).count()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a Key, &KeyId)> {
        self.keys.iter().zip(&self.ids)
    }
}

/// Verifies one signature of a token.
pub(super) fn verify(
    token: &Token,
    jws: &Jws,
    block: &SignatureBlock,
    ring: &Ring<'_>,
    policy: &Policy,
) -> SignatureReport {
    let report = |verdict, key, tried| SignatureReport {
        verdict,
        algorithm: block
            .param("alg")
            .and_then(super::super::encoding::json::Value::as_str)
            .map(Cow::into_owned),
        bytes: block.signature.bytes().len(),
        key,
        tried,
    };
    let algorithm = match Alg::of(block) {
        Alg::Known(algorithm) => algorithm,
        Alg::None | Alg::NoneVariant(_) => return report(SignatureVerdict::Unsecured, None, Vec::new()),
        Alg::Twice if block.unprotected.is_none() => {
            return report(SignatureVerdict::Ambiguous, None, Vec::new());
        }
        _ => return report(SignatureVerdict::Unverifiable, None, Vec::new()),
    };
    if is_unverifiable(token, jws, block) {
        return report(SignatureVerdict::Unverifiable, None, Vec::new());
    }
    let kid = block.param("kid").and_then(super::super::encoding::json::Value::as_str);
    let input = signing_input(token, jws, block, policy);
    let mut trial =
        Trial { algorithm, input: &input, signature: block.signature.bytes(), ring, tried: Vec::new() };
    let (mut verdict, key) = trial.decide(kid.as_deref(), policy);
    if verdict == SignatureVerdict::Valid && is_spelled_oddly(jws, block) {
        verdict = SignatureVerdict::Invalid;
    }
    let tried = trial.tried;
    report(verdict, key, tried)
}

/// Whether header or payload is base64url that no encoder writes: who decodes and encodes it again gets another text,
/// which the signature is not over.
fn is_spelled_oddly(jws: &Jws, block: &SignatureBlock) -> bool {
    let odd = |segment: &Segment| {
        segment
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::TrailingBits { .. } | Fault::Whitespace { .. }))
    };
    odd(&block.header) || odd(&jws.payload)
}

/// Whether bytes are missing, so that nothing can be said of the signature.
fn is_unverifiable(token: &Token, jws: &Jws, block: &SignatureBlock) -> bool {
    let lost = |segment: &Segment| segment.is_damaged();
    let has_blanks = block.signature.faults.iter().any(|fault| matches!(fault, Fault::Whitespace { .. }));
    lost(&block.header)
        || lost(&block.signature)
        || has_blanks
        || lost(&jws.payload) && !is_unencoded(&block.header)
        || block.header.leading_json().is_none() && block.unprotected.is_none()
        || matches!(token.serialization, Serialization::Unknown)
}

/// Whether a key makes the signature hold, though it is none of the ring.
pub(super) fn holds_with(
    key: &Key,
    (token, jws, block): (&Token, &Jws, &SignatureBlock),
    algorithm: JwsAlgorithm,
    policy: &Policy,
) -> bool {
    let input = signing_input(token, jws, block, policy);
    jws::verify(algorithm, key, &input, block.signature.bytes()).is_ok()
}

/// The bytes that were signed: `header.payload` as they stand in the token (RFC 7515 §5.2), the payload un-encoded
/// where `b64` is false (RFC 7797 §3), or taken from elsewhere where it is detached.
pub(super) fn signing_input<'a>(
    token: &'a Token,
    jws: &'a Jws,
    block: &'a SignatureBlock,
    policy: &Policy,
) -> Cow<'a, [u8]> {
    let header = block.header.encoded(&token.text);
    let payload = jws.payload.encoded(&token.text);
    if let (true, Some(content)) = (payload.is_empty(), &policy.detached) {
        let mut input = format!("{header}.").into_bytes();
        if is_unencoded(&block.header) {
            input.extend_from_slice(content);
        } else {
            input.extend_from_slice(base64url::encode(content).as_bytes());
        }
        return Cow::Owned(input);
    }
    if let (Some(header), Some(payload)) = (block.header.span(), jws.payload.span())
        && header.end + 1 == payload.start
        && let Some(contiguous) = token.text.as_bytes().get(header.start as usize..payload.end as usize)
        && matches!(token.serialization, Serialization::JwsCompact | Serialization::SdJwt)
    {
        return Cow::Borrowed(contiguous);
    }
    let mut input = format!("{header}.").into_bytes();
    input.extend_from_slice(payload.as_bytes());
    Cow::Owned(input)
}

/// One signature being tried with key after key.
struct Trial<'a> {
    algorithm: JwsAlgorithm,
    input: &'a [u8],
    signature: &'a [u8],
    ring: &'a Ring<'a>,
    tried: Vec<Attempt>,
}

impl Trial<'_> {
    fn decide(&mut self, kid: Option<&str>, policy: &Policy) -> (SignatureVerdict, Option<KeyId>) {
        let named = kid.is_some_and(|kid| self.ring.named(kid) > 0);
        let ring = self.ring;
        let decides = |key: &Key, id: &KeyId| match policy.only_key {
            Some(only) => id.index == only,
            None => !named || key.kid.as_deref() == kid,
        };
        let outcome = |key: &Key, id: &KeyId| match key.fit_kind(self.algorithm) {
            _ if decides(key, id) => self.attempt(key),
            Ok(()) => Outcome::OtherKid,
            Err(unfit) => Outcome::Unfit(unfit),
        };
        let outcomes: Vec<Outcome> = if ring.len() < MANY_KEYS {
            ring.iter().map(|(key, id)| outcome(key, id)).collect()
        } else {
            ring.keys.par_iter().zip(&ring.ids).map(|(key, id)| outcome(key, id)).collect()
        };
        let mut deciding = Vec::new();
        for ((key, id), outcome) in ring.iter().zip(outcomes) {
            let attempt = Attempt { key: id.clone(), outcome };
            if decides(key, id) {
                deciding.push(attempt.clone());
            }
            self.tried.push(attempt);
        }
        if policy.only_key.is_none() && self.is_ambiguous(&deciding) {
            return (SignatureVerdict::Ambiguous, None);
        }
        let chosen = named || policy.only_key.is_some();
        self.verdict(&deciding, chosen)
    }

    /// Whether keys of one `kid` that are all for this algorithm by their `alg` disagree: nothing tells them apart.
    fn is_ambiguous(&self, deciding: &[Attempt]) -> bool {
        let is_alike = |attempt: &Attempt| {
            let key = self.ring.key(&attempt.key);
            key.is_some_and(|key| key.kid.is_some() && key.alg.as_deref() == Some(self.algorithm.name()))
        };
        let said = |outcome: &Outcome| deciding.iter().any(|attempt| attempt.outcome == *outcome);
        let mut kids = deciding.iter().map(|attempt| &attempt.key.kid);
        let first = kids.next();
        deciding.len() > 1
            && kids.all(|kid| Some(kid) == first)
            && deciding.iter().all(is_alike)
            && said(&Outcome::Valid)
            && said(&Outcome::Mismatch)
    }

    /// What the keys that decide say; `chosen` where the token or the user named them.
    fn verdict(&self, deciding: &[Attempt], chosen: bool) -> (SignatureVerdict, Option<KeyId>) {
        let first = |test: fn(&Outcome) -> bool| {
            deciding.iter().find(|attempt| test(&attempt.outcome)).map(|attempt| attempt.key.clone())
        };
        if let Some(key) = first(|outcome| *outcome == Outcome::Valid) {
            let meant = if chosen { None } else { self.spelled(&key, deciding) };
            return match meant {
                Some(meant) => (SignatureVerdict::Invalid, Some(meant)),
                None => (SignatureVerdict::Valid, Some(key)),
            };
        }
        // Use, operations and algorithm are policy, not mathematics: if such a key made the signature, say so,
        // and let the finding reject it.
        for attempt in deciding {
            if let Outcome::Unfit(unfit) = &attempt.outcome
                && is_policy(unfit)
                && let Some(key) = self.ring.key(&attempt.key)
                && jws::verify(self.algorithm, key, self.input, self.signature).is_ok()
            {
                return (SignatureVerdict::Valid, Some(attempt.key.clone()));
            }
        }
        if let Some(key) =
            first(|outcome| matches!(outcome, Outcome::Mismatch | Outcome::SignatureLength { .. }))
        {
            return (SignatureVerdict::Invalid, Some(key));
        }
        match first(|outcome| matches!(outcome, Outcome::Unfit(_) | Outcome::BadKey)) {
            Some(key) if chosen => (SignatureVerdict::Invalid, Some(key)),
            _ if self.signature.is_empty() => (SignatureVerdict::Invalid, None),
            _ => (SignatureVerdict::NoKey, None),
        }
    }

    /// The key with a name whose spelling in base64 or hexadecimal the secret of `id`, without a name, is: the same
    /// secret given twice. The key is meant, and the text of it is not; the diagnosis says so.
    fn spelled(&self, id: &KeyId, deciding: &[Attempt]) -> Option<KeyId> {
        let Material::Secret(text) = &self.ring.key(id)?.material else { return None };
        if id.kid.is_some() || text.len() < SHORTEST_SPELLING || deciding.len() < 2 {
            return None;
        }
        let text = std::str::from_utf8(text.as_bytes()).ok()?;
        let read = |encoding| read_secret(text, encoding, "").ok().map(|key| key.material);
        let meant = [read(SecretEncoding::Base64), read(SecretEncoding::Hex)];
        let is_meant = |attempt: &&Attempt| {
            attempt.key.kid.is_some()
                && attempt.outcome == Outcome::Mismatch
                && self.ring.key(&attempt.key).is_some_and(|key| meant.contains(&Some(key.material.clone())))
        };
        deciding.iter().find(is_meant).map(|attempt| attempt.key.clone())
    }

    fn attempt(&self, key: &Key) -> Outcome {
        if let Err(unfit) = key.fit(self.algorithm) {
            return Outcome::Unfit(unfit);
        }
        match jws::verify(self.algorithm, key, self.input, self.signature) {
            Ok(()) => Outcome::Valid,
            Err(VerifyError::Mismatch) => Outcome::Mismatch,
            Err(VerifyError::Unfit(unfit)) => Outcome::Unfit(unfit),
            Err(VerifyError::Unsupported(algorithm)) => Outcome::Unsupported(algorithm),
            Err(VerifyError::SignatureLength { expected, found }) => {
                Outcome::SignatureLength { expected, found }
            }
            Err(VerifyError::Key(_)) => Outcome::BadKey,
            Err(VerifyError::Sealed) => Outcome::Sealed,
        }
    }
}

fn is_policy(unfit: &Unfit) -> bool {
    matches!(unfit, Unfit::Use(_) | Unfit::Operations(_) | Unfit::Algorithm(_))
}
