//! Which key opens a JWE, and what each of them says.
//!
//! Each recipient is tried in turn. A key that its `kid` names decides alone; without one, every key that fits is tried
//! (`REPORT.md`). What a key failed at is never said.

use super::report::{Attempt, KeyId, Outcome, Policy, SignatureVerdict};
use super::rules::jwe::param;
use super::verify::Ring;
use crate::encoding::json::Value;
use crate::jose::jwe::{self, DecryptError, Plaintext, Unfit};
use crate::jose::key::Key;
use crate::jose::token::Jwe;

/// More recipients than these are not tried: each may cost a private operation with every key.
const MOST_RECIPIENTS: usize = 64;

/// What came of trying the keys.
pub(super) struct Opened {
    pub(super) verdict: SignatureVerdict,
    pub(super) key: Option<KeyId>,
    /// What each key did, in the order of the keys; for the recipient that it came closest with.
    pub(super) tried: Vec<Attempt>,
    pub(super) plaintext: Option<Plaintext>,
    /// Why the key that decides is none, where it is not a matter of the key's bytes.
    pub(super) unfit: Option<Unfit>,
}

/// Tries every key that decides with every recipient.
pub(super) fn open(jwe: &Jwe, text: &str, ring: &Ring<'_>, policy: &Policy) -> Opened {
    let mut trial =
        Trial { jwe, text, ring, policy, best: vec![None; ring.len()], plaintext: None, named: false };
    for recipient in 0..jwe.recipients.len().min(MOST_RECIPIENTS) {
        if trial.recipient(recipient) {
            break;
        }
    }
    trial.end()
}

struct Trial<'a> {
    jwe: &'a Jwe,
    text: &'a str,
    ring: &'a Ring<'a>,
    policy: &'a Policy,
    /// For each key the best that came of it, and whether it was to decide.
    best: Vec<Option<(Outcome, bool)>>,
    plaintext: Option<Plaintext>,
    /// Whether a recipient, or the person, named a key that is here.
    named: bool,
}

impl Trial<'_> {
    /// Tries one recipient; whether it was opened.
    fn recipient(&mut self, recipient: usize) -> bool {
        let kid = param(self.jwe, self.jwe.recipients.get(recipient), "kid").and_then(Value::as_str);
        let named = kid.as_ref().is_some_and(|kid| self.ring.named(kid) > 0);
        let only = self.policy.only_key;
        self.named |= named || only.is_some();
        let decides = |key: &Key, id: &KeyId| match only {
            Some(only) => id.index == only,
            None => !named || key.kid.as_deref() == kid.as_deref(),
        };
        let ring = self.ring;
        // Use, operations and algorithm are policy, not mathematics: such keys are tried last, and a finding rejects.
        let mut forbidden = Vec::new();
        for (key, id) in ring.iter() {
            let deciding = decides(key, id);
            let outcome = match jwe::fit(self.jwe, recipient, key) {
                Err(unfit) => {
                    if deciding && is_policy(&unfit) && key.has_private() {
                        forbidden.push((key, id));
                    }
                    Outcome::NotOpened(DecryptError::Unfit(unfit))
                }
                Ok(()) if !deciding => Outcome::OtherKid,
                Ok(()) if self.plaintext.is_some() => continue,
                Ok(()) => self.attempt(recipient, key),
            };
            self.keep(id, outcome, deciding);
        }
        for (key, id) in forbidden {
            if self.plaintext.is_none() && self.attempt(recipient, key) == Outcome::Opened {
                self.keep(id, Outcome::Opened, true);
            }
        }
        self.plaintext.is_some()
    }

    fn attempt(&mut self, recipient: usize, key: &Key) -> Outcome {
        let limits = &self.policy.jwe_limits;
        match jwe::decrypt(self.jwe, self.text, recipient, key, limits, &self.ring.cancelled) {
            Ok(plaintext) => {
                self.plaintext = Some(plaintext);
                Outcome::Opened
            }
            Err(DecryptError::Sealed) => Outcome::Sealed,
            Err(error) => Outcome::NotOpened(error),
        }
    }

    fn keep(&mut self, id: &KeyId, outcome: Outcome, deciding: bool) {
        let Some(best) = self.best.get_mut(id.index) else { return };
        if best.as_ref().is_none_or(|(other, _)| rank(&outcome) < rank(other)) {
            *best = Some((outcome, deciding));
        }
    }

    fn end(self) -> Opened {
        let mut tried = Vec::new();
        let mut deciding = Vec::new();
        for ((_, id), best) in self.ring.iter().zip(self.best) {
            let Some((outcome, decides)) = best else { continue };
            let attempt = Attempt { key: id.clone(), outcome };
            if decides {
                deciding.push(attempt.clone());
            }
            tried.push(attempt);
        }
        let (verdict, key) = verdict(&deciding, self.named);
        let attempt = key.as_ref().and_then(|key| deciding.iter().find(|one| one.key.index == key.index));
        let unfit = match attempt.map(|attempt| &attempt.outcome) {
            Some(Outcome::NotOpened(DecryptError::Unfit(unfit))) => Some(unfit.clone()),
            _ => None,
        };
        Opened { verdict, key, tried, plaintext: self.plaintext, unfit }
    }
}

/// What the keys that decide say; `named` where the token or the person named one of them.
fn verdict(deciding: &[Attempt], named: bool) -> (SignatureVerdict, Option<KeyId>) {
    let first = |test: &dyn Fn(&Outcome) -> bool| {
        deciding.iter().find(|attempt| test(&attempt.outcome)).map(|attempt| attempt.key.clone())
    };
    let error = |test: fn(&DecryptError) -> bool| {
        first(&|outcome| matches!(outcome, Outcome::NotOpened(error) if test(error)))
    };
    if let Some(key) = first(&|outcome| *outcome == Outcome::Opened) {
        return (SignatureVerdict::Decrypted, Some(key));
    }
    if let Some(key) = error(asks) {
        return (SignatureVerdict::Unverifiable, Some(key));
    }
    if error(|error| matches!(error, DecryptError::Header(_))).is_some() {
        return (SignatureVerdict::Unverifiable, None);
    }
    if error(|error| matches!(error, DecryptError::Unsupported(_))).is_some() {
        return (SignatureVerdict::Unsupported, None);
    }
    if let Some(key) = error(|error| matches!(error, DecryptError::Mismatch | DecryptError::Deflate)) {
        return (SignatureVerdict::NotDecrypted, Some(key));
    }
    let unfit = error(|error| matches!(error, DecryptError::Unfit(_)));
    let sealed = first(&|outcome| *outcome == Outcome::Sealed).is_some();
    // The one key of the right kind is the one that was meant, though it has the wrong size.
    let mut near = deciding.iter().filter(|attempt| {
        let Outcome::NotOpened(DecryptError::Unfit(unfit)) = &attempt.outcome else { return false };
        matches!(unfit, Unfit::Length { .. } | Unfit::Curve)
    });
    match (near.next(), near.next()) {
        (Some(near), None) if !sealed => (SignatureVerdict::NotDecrypted, Some(near.key.clone())),
        _ if named && !sealed && unfit.is_some() => (SignatureVerdict::NotDecrypted, unfit),
        _ => (SignatureVerdict::NoKey, None),
    }
}

/// Whether the person is asked before it goes on.
pub(super) fn asks(error: &DecryptError) -> bool {
    matches!(
        error,
        DecryptError::TooManyIterations { .. } | DecryptError::TooLarge { .. } | DecryptError::Cancelled
    )
}

fn is_policy(unfit: &Unfit) -> bool {
    matches!(unfit, Unfit::Use(_) | Unfit::Operations(_) | Unfit::Algorithm(_))
}

/// What tells most of a key, of several recipients: least first.
fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Opened => 0,
        Outcome::NotOpened(error) if asks(error) => 1,
        Outcome::NotOpened(DecryptError::Mismatch | DecryptError::Deflate) => 2,
        Outcome::Sealed => 3,
        Outcome::NotOpened(DecryptError::Header(_) | DecryptError::Unsupported(_)) => 4,
        Outcome::NotOpened(DecryptError::Unfit(Unfit::Kind)) => 7,
        Outcome::NotOpened(_) => 5,
        _ => 6,
    }
}
