//! What every step asks of the case before it: the token, its keys, and whether a guess makes the signature hold.

use std::borrow::Cow;
use std::sync::Arc;

use super::history::History;
use crate::encoding::json::{self, Value};
use crate::inspect::alg::Alg;
use crate::inspect::build::is_json;
use crate::inspect::finding::{Detail, Finding};
use crate::inspect::report::{Attempt, KeyId, Outcome, Policy, SignatureReport, SignatureVerdict};
use crate::inspect::rules::key_choice;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::verify::{Ring, signing_input, verify};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::jws;
use crate::jose::key::{Key, KeyKind};
use crate::jose::token::{Jws, Shape, SignatureBlock, Token};

/// One signature that does not hold.
pub(super) struct Case<'a> {
    /// The token.
    pub(super) token: &'a Token,
    /// The same, cut.
    pub(super) jws: &'a Jws,
    /// The signature and its headers.
    pub(super) block: &'a SignatureBlock,
    /// What the report says of it.
    pub(super) report: &'a SignatureReport,
    /// What the header's `alg` says.
    pub(super) alg: Alg,
    /// The tokens seen before.
    pub(super) history: &'a History,
    /// The tokens that this one was joined with, itself among them; else none.
    pub(super) joined: &'a [Arc<str>],
    ring: &'a Ring<'a>,
    policy: &'a Policy,
    stopped: &'a dyn Fn() -> bool,
    input: Cow<'a, [u8]>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        (token, jws, block): (&'a Token, &'a Jws, &'a SignatureBlock),
        report: &'a SignatureReport,
        ring: &'a Ring<'a>,
        policy: &'a Policy,
        (history, joined): (&'a History, &'a [Arc<str>]),
        stopped: &'a dyn Fn() -> bool,
    ) -> Self {
        let input = signing_input(token, jws, block, policy);
        let alg = Alg::of(block);
        Self { token, jws, block, report, alg, history, joined, ring, policy, stopped, input }
    }

    /// Whether to give up: asked in every loop that may be long.
    pub(super) fn is_stopped(&self) -> bool {
        (self.stopped)()
    }

    /// The algorithm that the header names, also where it names it in the wrong case.
    pub(super) const fn algorithm(&self) -> Option<JwsAlgorithm> {
        match &self.alg {
            Alg::Known(algorithm) | Alg::Case(_, algorithm) => Some(*algorithm),
            _ => None,
        }
    }

    /// The bytes that should have been signed.
    pub(super) fn input(&self) -> &[u8] {
        &self.input
    }

    /// The payload's bytes, also where it is detached and was given.
    pub(super) fn payload(&self) -> &[u8] {
        match &self.policy.detached {
            Some(content) if self.jws.payload.encoded(&self.token.text).is_empty() => content,
            _ => self.jws.payload.bytes(),
        }
    }

    /// Whether another text of the token would have a valid signature, judged as a report judges.
    pub(super) fn text_holds(&self, text: &str) -> bool {
        let text: Arc<str> = Arc::from(text);
        let token = if is_json(self.token.serialization) {
            let Some(json) = json::parse(Arc::clone(&text)).json else { return false };
            Token::json(text, &json)
        } else {
            Token::compact(text)
        };
        let Shape::Jws(jws) = &token.shape else { return false };
        let [block] = jws.signatures.as_slice() else { return false };
        verify(&token, jws, block, self.ring, self.policy).verdict == SignatureVerdict::Valid
    }

    /// Whether a signature of so many bytes could hold with a deciding key.
    pub(super) fn fits_length(&self, bytes: usize) -> bool {
        let Some(algorithm) = self.algorithm() else { return false };
        self.keys().any(|(key, _)| signature_length(algorithm, key) == Some(bytes))
    }

    /// Whether the header's `kid` names a key.
    pub(super) fn names_a_key(&self) -> bool {
        self.kid().is_some_and(|kid| self.ring.named(&kid) > 0)
    }

    /// The signature's bytes.
    pub(super) fn signature(&self) -> &'a [u8] {
        self.block.signature.bytes()
    }

    /// `kid` of the headers.
    pub(super) fn kid(&self) -> Option<Cow<'a, str>> {
        self.block.param("kid").and_then(Value::as_str)
    }

    /// All keys, and what they are called.
    pub(super) fn all_keys(&self) -> impl Iterator<Item = (&'a Key, &'a KeyId)> {
        self.ring.iter()
    }

    /// The keys that decide: those that the user chose or the `kid` names, else all.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&'a Key, &'a KeyId)> {
        let kid = self.kid().filter(|kid| self.ring.named(kid) > 0);
        let only = self.policy.only_key;
        self.ring.iter().filter(move |(key, id)| match only {
            Some(only) => id.index == only,
            None => kid.is_none() || key.kid.as_deref() == kid.as_deref(),
        })
    }

    /// Whether the signature itself holds with the key that decided, so that something else is wrong.
    pub(super) fn is_right(&self) -> bool {
        // Damaged in another way, so that the report has tried nothing.
        if self.report.tried.is_empty() {
            let Alg::Known(algorithm) = self.alg else { return false };
            return self.keys().any(|(key, _)| self.holds(algorithm, key));
        }
        let decided = |attempt: &&Attempt| Some(&attempt.key) == self.report.key.as_ref();
        self.report.tried.iter().find(decided).is_some_and(|attempt| attempt.outcome == Outcome::Valid)
    }

    /// Whether a key makes the signature of a Microsoft Graph token hold once its nonce is hashed.
    pub(super) fn graph_nonce(&self, algorithm: JwsAlgorithm) -> Option<Finding> {
        let found = key_choice::graph(algorithm, (self.token, self.jws, self.block), self.ring)?;
        let is_proved =
            matches!(found.detail, Detail::KeyDiagnosis(KeyDiagnosis::MsGraphNonce { key: Some(_) }));
        is_proved.then_some(found)
    }

    /// Whether the signature, as it is, holds with `key` over the bytes that should have been signed.
    pub(super) fn holds(&self, algorithm: JwsAlgorithm, key: &Key) -> bool {
        jws::verify(algorithm, key, &self.input, self.signature()).is_ok()
    }
}

/// The bytes that every signature of this algorithm and key has; `None` where the key is for none.
pub(super) fn signature_length(algorithm: JwsAlgorithm, key: &Key) -> Option<usize> {
    key.fit_kind(algorithm).ok()?;
    match key.kind() {
        KeyKind::Rsa { bits } => Some(bits.div_ceil(8)),
        KeyKind::Ec(curve) | KeyKind::Okp(curve) => Some(2 * curve.part_len()),
        KeyKind::Secret { .. } | KeyKind::Akp(_) => algorithm.signature_len(),
    }
}

/// How many guesses with one key take a few tenths of a second.
pub(super) const fn affordable(algorithm: JwsAlgorithm) -> usize {
    match algorithm.family() {
        Family::Hmac => 20_000,
        Family::RsaPkcs1 | Family::RsaPss => 4_000,
        Family::Ecdsa | Family::EdDsa | Family::MlDsa => match algorithm {
            JwsAlgorithm::Es256 | JwsAlgorithm::Ed25519 | JwsAlgorithm::EdDsa => 2_000,
            _ => 500,
        },
    }
}

/// How many keys are guessed with: more would cost the time of the guesses.
const MOST_KEYS: usize = 4;

/// How many bytes are hashed or checked in one step.
const MOST_WORK: usize = 32 * 1024 * 1024;

/// Guesses of one step, as many as can be paid: a few keys, and only so much work.
pub(super) struct Guesses<'c, 'a> {
    case: &'c Case<'a>,
    algorithm: JwsAlgorithm,
    keys: Vec<&'a Key>,
    tries: usize,
    work: usize,
    /// How many guesses were made.
    pub(super) count: usize,
}

impl<'c, 'a> Guesses<'c, 'a> {
    /// Guesses with the deciding keys; `None` where none of them fits.
    pub(super) fn new(case: &'c Case<'a>, algorithm: JwsAlgorithm) -> Option<Self> {
        let fits = |key: &&Key| key.fit_kind(algorithm).is_ok();
        let keys: Vec<&Key> = case.keys().map(|(key, _)| key).filter(fits).take(MOST_KEYS).collect();
        Self::with(case, algorithm, keys)
    }

    /// Guesses with these keys.
    pub(super) fn with(case: &'c Case<'a>, algorithm: JwsAlgorithm, keys: Vec<&'a Key>) -> Option<Self> {
        let tries = affordable(algorithm);
        let tries = tries / keys.len().max(1);
        (!keys.is_empty()).then_some(Self { case, algorithm, keys, tries, work: MOST_WORK, count: 0 })
    }

    /// How many more guesses can be paid.
    pub(super) fn left(&self) -> usize {
        if self.work == 0 || self.case.is_stopped() { 0 } else { self.tries.saturating_sub(self.count) }
    }

    /// Whether `signature` holds over `input`; `false`, too, where no more guesses can be paid.
    pub(super) fn hold(&mut self, input: &[u8], signature: &[u8]) -> bool {
        if self.left() == 0 {
            return false;
        }
        self.count += 1;
        self.work = self.work.saturating_sub(input.len());
        self.keys.iter().any(|key| jws::verify(self.algorithm, key, input, signature).is_ok())
    }
}
