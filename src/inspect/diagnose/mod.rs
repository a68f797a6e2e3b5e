//! Why did verification fail? Tried after the report, since it may take long: step after step, cheap and certain ones
//! first, until one proves a cause or there is nothing left to try.
//!
//! What a step says, it has seen: the signature holds with that other key, over those other bytes, in that other form.
//! A diagnosis never makes a token valid; it says what to mend. Where nothing explains the failure it says what was
//! tried.

mod algorithms;
mod case;
mod characters;
mod claims;
mod content;
#[cfg(test)]
pub(in crate::inspect) mod content_tests;
mod embedded;
#[cfg(test)]
mod form_tests;
pub mod forms;
mod headers;
pub mod history;
mod inputs;
mod json_form;
#[cfg(test)]
mod key_tests;
mod keys;
#[cfg(test)]
mod letter_tests;
pub mod made;
mod public_keys;
pub mod readings;
mod repair;
mod secrets;
mod signature_forms;
pub mod weak;

use std::sync::Arc;
use std::time::Duration;

use self::case::Case;
use self::history::History;
use super::build;
use super::finding::{Detail, Finding};
use super::mend;
use super::report::{Policy, Report, SignatureVerdict, TokenReport};
use super::rules::deciding::Deciding;
use super::rules::diagnosis;
use super::rules::key_diagnosis::KeyDiagnosis;
use super::rules::signature::Signature;
use super::verify::Ring;
use crate::jose::key::Key;
use crate::jose::secret::SecretBytes;
use crate::jose::token::Shape;

/// How long a person waits for an answer; whoever calls counts the time.
pub const BUDGET: Duration = Duration::from_secs(2);

/// Why one signature of a token does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// What was proved, or can be said without proof. They stand among the findings of the token, too.
    pub findings: Vec<Finding>,
    /// The step that proved it; `None` where nothing explains the failure.
    pub proof: Option<Step>,
    /// What was gone through, in order.
    pub tried: Vec<Tried>,
    /// Whether it ended before everything was tried, since the time was up or nobody waits for it any more.
    pub stopped: bool,
    /// What would mend it.
    pub mend: Option<Mend>,
    /// The name of the key that the mended text was seen to verify with.
    pub holds_with: Option<String>,
}

/// A step and how many things it tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The step.
    pub step: Step,
    /// How many keys, texts or signatures it tried.
    pub count: usize,
}

/// What may explain a failure, in the order it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The text as it would be without blanks, padding, or letters of another alphabet.
    Repairs,
    /// The signature in another form: DER, hexadecimal, base64, swapped, padded, cut.
    SignatureForms,
    /// The other keys.
    OtherKeys,
    /// The other algorithms that the key fits, salts and mask functions of RSA-PSS, SHA-1.
    Algorithms,
    /// The secret read in another way.
    SecretReadings,
    /// A public key taken for a secret.
    PublicKeys,
    /// Secrets that everybody tries first.
    WeakSecrets,
    /// The keys that the header itself carries.
    EmbeddedKeys,
    /// Keys that are printed in standards and on web sites.
    SampleKeys,
    /// The same claims written in another way.
    Claims,
    /// Other bytes than header, dot and payload.
    SigningInputs,
    /// Other headers.
    Headers,
    /// Tokens with the same signature that were seen before.
    History,
    /// A character more or less.
    Characters,
}

/// What makes the signature hold, or the finding go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Another text of the token.
    Text(Arc<str>),
    /// Several tokens where one was thought to be.
    Split(Vec<Arc<str>>),
    /// That key of those given, by its place, and no other.
    Key(usize),
    /// The secret of that key, by its place, read in another way.
    Secret(usize, SecretBytes),
    /// The same lifetime, beginning now: the token must be signed again.
    Times,
}

/// A cause that a step has proved.
#[derive(Debug)]
struct Proof {
    findings: Vec<Finding>,
    mend: Option<Mend>,
}

/// Looks for one cause; counts what it tries.
type Look = fn(&Case<'_>, &mut usize) -> Option<Proof>;

const STEPS: &[(Step, Look)] = &[
    (Step::Repairs, repair::repaired),
    (Step::SignatureForms, signature_forms::other),
    (Step::OtherKeys, keys::other),
    (Step::Algorithms, algorithms::other),
    (Step::SecretReadings, secrets::readings_of),
    (Step::PublicKeys, public_keys::as_secret),
    (Step::WeakSecrets, weak::listed),
    (Step::EmbeddedKeys, embedded::own),
    (Step::SampleKeys, embedded::samples),
    (Step::Claims, claims::rewritten),
    (Step::SigningInputs, inputs::other),
    (Step::Headers, headers::other),
    (Step::History, content::history),
    (Step::Characters, characters::changed),
];

/// What was found out about a token of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// Its place among the tokens of the report.
    pub token: usize,
    /// How deep it is: 0 for the token itself, 1 for the one inside.
    pub layer: usize,
    /// What was found out.
    pub diagnosis: Diagnosis,
}

/// Explains every signature of `report` that does not hold, until `stopped`.
///
/// `keys` and `policy` are those that the report was made with.
pub fn diagnose(
    report: &Report,
    keys: &[Key],
    policy: &Policy,
    history: &History,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Vec<Explained> {
    let ring = Ring::new(keys, stopped);
    let inner = policy.for_nested();
    let mut explained = Vec::new();
    for (token, outermost) in report.tokens.iter().enumerate() {
        for (layer, one) in outermost.layers().enumerate() {
            let policy = if layer == 0 { policy } else { &inner };
            let joined = if layer == 0 { mend::joined(&report.tokens, token) } else { Vec::new() };
            if let Some(mut diagnosis) = explain(one, &ring, policy, (history, &joined), stopped) {
                if let Some(Mend::Text(text)) = &diagnosis.mend {
                    let mended = build::report(text, keys, report.now, policy);
                    let first = mended.tokens.into_iter().next().map(|token| token.signature);
                    let holds = first.filter(|signature| signature.verdict == SignatureVerdict::Valid);
                    diagnosis.holds_with = holds.and_then(|signature| Some(signature.key?.name));
                }
                explained.push(Explained { token, layer, diagnosis });
            }
        }
    }
    explained
}

fn explain(
    report: &TokenReport,
    ring: &Ring<'_>,
    policy: &Policy,
    known: (&History, &[Arc<str>]),
    stopped: &dyn Fn() -> bool,
) -> Option<Diagnosis> {
    let Shape::Jws(jws) = &report.token.shape else { return None };
    let place = report.failing()?;
    let block = jws.signatures.get(place)?;
    let signature = report.signatures.get(place).unwrap_or(&report.signature);
    let case = Case::new((&report.token, jws, block), signature, ring, policy, known, stopped);
    let mut diagnosis = Diagnosis {
        findings: Vec::new(),
        proof: None,
        tried: Vec::new(),
        stopped: false,
        mend: None,
        holds_with: None,
    };
    for &(step, look) in STEPS {
        if stopped() {
            diagnosis.stopped = true;
            break;
        }
        let mut count = 0;
        let proof = look(&case, &mut count);
        if count > 0 {
            diagnosis.tried.push(Tried { step, count });
        }
        if let Some(Proof { findings, mend }) = proof {
            diagnosis.findings = findings;
            diagnosis.mend = mend;
            diagnosis.proof = Some(step);
            break;
        }
    }
    if diagnosis.proof.is_none() {
        diagnosis.stopped |= stopped();
        let is_zero = |finding: &Finding| matches!(finding.detail, Detail::Signature(Signature::Zero));
        let likely = || content::likely(&case).filter(|_| !report.findings.iter().any(is_zero));
        diagnosis.findings = characters::damage(&case).or_else(likely).into_iter().collect();
    }
    // What the report has found by itself is not said twice.
    diagnosis.findings.retain(|finding| !report.findings.contains(finding));
    Some(diagnosis)
}

impl Report {
    /// Whether a signature does not hold that [`diagnose`] could explain.
    pub fn has_riddle(&self) -> bool {
        self.tokens.iter().flat_map(TokenReport::layers).any(|token| token.failing().is_some())
    }

    /// Takes in what [`diagnose`] found out about this very report.
    pub fn explain(&mut self, explained: Vec<Explained>) {
        for Explained { token, layer, diagnosis } in explained {
            let Some(outermost) = self.tokens.get_mut(token) else { continue };
            if let Some(one) = outermost.layer_mut(layer) {
                if diagnosis.findings.iter().any(is_forged) {
                    one.refuse();
                }
                // A signature that is whole in another form was not cut.
                let cut = |finding: &Finding| {
                    matches!(finding.detail, Detail::Deciding(Deciding::Truncated { .. }))
                };
                let is_of_form = matches!(diagnosis.proof, Some(Step::SignatureForms | Step::Characters));
                if is_of_form && !diagnosis.findings.is_empty() {
                    one.findings.retain(|finding| !cut(finding));
                }
                one.findings.extend(diagnosis.findings.iter().cloned());
                one.diagnosis = Some(Arc::new(diagnosis));
            }
        }
        self.retime(self.now);
    }
}

/// Whether a finding says that somebody without any secret made the signature.
const fn is_forged(finding: &Finding) -> bool {
    matches!(finding.detail, Detail::KeyDiagnosis(KeyDiagnosis::HsIsPublicKey { .. }))
}

impl TokenReport {
    /// Takes back that no key was there to check with: it is known that the signature is worth nothing.
    fn refuse(&mut self) {
        for signature in std::iter::once(&mut self.signature).chain(&mut self.signatures) {
            if signature.verdict == SignatureVerdict::NoKey {
                signature.verdict = SignatureVerdict::Invalid;
            }
        }
        self.findings.retain(|finding| {
            !matches!(
                finding.detail,
                Detail::Signature(Signature::Unverified)
                    | Detail::Diagnosis(diagnosis::Diagnosis::NoKey { .. })
                    | Detail::KeyDiagnosis(KeyDiagnosis::WrongKty { .. })
            )
        });
    }

    /// The place of the first signature that does not hold and could be explained.
    fn failing(&self) -> Option<usize> {
        let Shape::Jws(jws) = &self.token.shape else { return None };
        let fails = |verdict: &SignatureVerdict| {
            use SignatureVerdict::{Invalid, NoKey, Unverifiable};
            matches!(verdict, Invalid | NoKey | Unverifiable)
        };
        let is_one = jws.signatures.len() == 1 && self.signatures.is_empty();
        if is_one {
            return fails(&self.signature.verdict).then_some(0);
        }
        self.signatures.iter().position(|signature| fails(&signature.verdict))
    }

    fn layer_mut(&mut self, layer: usize) -> Option<&mut Self> {
        match layer {
            0 => Some(self),
            _ => self.nested.as_mut()?.layer_mut(layer - 1),
        }
    }
}
