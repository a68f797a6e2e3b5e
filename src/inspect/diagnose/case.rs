//! What every step asks of the case before it: the token, its keys, and whether a guess makes the signature hold.

use std::borrow::Cow;

use super::history::History;
use crate::encoding::json::Value;
use crate::inspect::alg::Alg;
use crate::inspect::finding::{Detail, Finding};
use crate::inspect::report::{Attempt, KeyId, Outcome, Policy, SignatureReport};
use crate::inspect::rules::key_choice;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::verify::{Ring, signing_input};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::jws;
use crate::jose::key::Key;
use crate::jose::token::{Jws, SignatureBlock, Token};

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
        history: &'a History,
        stopped: &'a dyn Fn() -> bool,
    ) -> Self {
        let input = signing_input(token, jws, block, policy);
        let alg = Alg::of(block);
        Self { token, jws, block, report, alg, history, ring, policy, stopped, input }
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

    /// The first deciding key that makes `signature` hold over `input`.
    pub(super) fn held_by(
        &self,
        algorithm: JwsAlgorithm,
        input: &[u8],
        signature: &[u8],
    ) -> Option<(&'a Key, &'a KeyId)> {
        self.keys().find(|(key, _)| jws::verify(algorithm, key, input, signature).is_ok())
    }
}
