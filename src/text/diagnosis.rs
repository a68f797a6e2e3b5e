//! What was found out about a signature that does not hold, what was tried, what mends it; and the four verdicts in
//! one word each.

use super::verdict::{Cause, explains};
use super::{Text, Told, sentences};
use crate::inspect::diagnose::{Diagnosis, Mend, Step, Tried};
use crate::inspect::finding::{Detail, Finding};
use crate::inspect::report::{SignatureVerdict, Structure, TimeVerdict, TokenReport};
use crate::inspect::rules::signature::Signature;
use crate::jose::token::Shape;

/// How a language says it.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) step: fn(Step) -> &'static str,
    /// How the signature was seen to hold, where no finding says it.
    pub(super) evidence: fn(&Evidence<'_>) -> String,
    pub(super) tried: fn(step: &str, count: usize) -> String,
    pub(super) mend: fn(&Offer<'_>) -> String,
    pub(super) mark: fn(Mark) -> (&'static str, &'static str),
}

/// How the signature was seen to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Evidence<'a> {
    /// The step that saw it.
    pub(super) step: Step,
    /// Whether it was DER, and holds as R‖S.
    pub(super) as_raw: bool,
    /// The name of the key, where it is known.
    pub(super) key: Option<&'a str>,
}

/// What a button offers that mends something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer<'a> {
    /// The signature in the form that it must have.
    Convert,
    /// The text without its fault.
    Repair,
    /// The text as it was signed.
    Original,
    /// A tab for each of so many tokens.
    Split(usize),
    /// Move its times to now.
    Times,
    /// That key and no other.
    Key(&'a str),
    /// The secret read in another way.
    Secret,
}

/// One of the four verdicts that a token has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Whether it decodes.
    Structure(Structure),
    /// What mathematics says of its signature.
    Signature(MarkSignature),
    /// The same of its encryption.
    Encryption(MarkEncryption),
    /// When it is good.
    Time(TimeVerdict),
    /// Whether something else stands against it, so that a strict verifier refuses it.
    Policy {
        /// Whether it does.
        refuses: bool,
    },
}

/// What mathematics says of a signature, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkSignature {
    /// It holds.
    Valid,
    /// It does not.
    Invalid,
    /// It is of the token as it was before somebody edited it.
    Outdated,
    /// There is no key to check it with.
    Unchecked,
    /// There is none.
    None,
    /// It is of an algorithm that is not done here.
    Unsupported,
    /// It cannot be read.
    Unreadable,
    /// Keys disagree.
    Ambiguous,
}

/// What mathematics says of an encryption, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkEncryption {
    /// It was opened.
    Opened,
    /// No key is there that may open it.
    Closed,
    /// The key that should does not open it.
    Failed,
    /// It is not done here, or cannot be.
    Unsupported,
}

impl Mark {
    /// Whether a strict verifier refuses for a finding that none of the other verdicts says already.
    pub fn is_policy(finding: &Finding) -> bool {
        let is_said =
            matches!(finding.detail, Detail::Time(_) | Detail::Signature(Signature::Invalid { .. }));
        finding.rejects() && !is_said
    }

    /// The four verdicts on a token and on those inside it: structure, mathematics, time, policy.
    pub fn all(token: &TokenReport) -> [Self; 4] {
        let worst = token.layers().map(|layer| layer.structure).max_by_key(|structure| match structure {
            Structure::Ok => 0,
            Structure::Partial => 1,
            Structure::Error => 2,
        });
        // What is inside counts where what is around it is in order.
        let failing = token.layers().find(|layer| !layer.signature.verdict.holds());
        let time = token.layers().map(|layer| layer.time.verdict).find(|time| *time != TimeVerdict::None);
        let refuses = token.layers().flat_map(|layer| &layer.findings).any(Self::is_policy);
        [
            Self::Structure(worst.unwrap_or(token.structure)),
            Self::mathematics(failing.unwrap_or(token)),
            Self::Time(time.unwrap_or(TimeVerdict::None)),
            Self::Policy { refuses },
        ]
    }

    fn mathematics(layer: &TokenReport) -> Self {
        match (&layer.token.shape, &layer.signature.verdict) {
            (Shape::Jwe(_), SignatureVerdict::Decrypted) => Self::Encryption(MarkEncryption::Opened),
            (Shape::Jwe(_), SignatureVerdict::NotDecrypted) => Self::Encryption(MarkEncryption::Failed),
            (Shape::Jwe(_), SignatureVerdict::NoKey) => Self::Encryption(MarkEncryption::Closed),
            (Shape::Jwe(_), _) => Self::Encryption(MarkEncryption::Unsupported),
            (Shape::Jws(_), verdict) => Self::Signature(match verdict {
                SignatureVerdict::Valid | SignatureVerdict::Decrypted => MarkSignature::Valid,
                SignatureVerdict::Invalid | SignatureVerdict::NotDecrypted => MarkSignature::Invalid,
                SignatureVerdict::NoKey => MarkSignature::Unchecked,
                SignatureVerdict::Unsecured => MarkSignature::None,
                SignatureVerdict::Unsupported => MarkSignature::Unsupported,
                SignatureVerdict::Unverifiable => MarkSignature::Unreadable,
                SignatureVerdict::Ambiguous => MarkSignature::Ambiguous,
            }),
        }
    }
}

impl Text {
    /// What a verdict is about, and the verdict: "Signature", "valid".
    pub fn mark(&self, mark: Mark) -> (&'static str, &'static str) {
        (self.tables.diagnosis.mark)(mark)
    }

    /// What a step of the diagnosis goes through.
    pub fn step(&self, step: Step) -> &'static str {
        (self.tables.diagnosis.step)(step)
    }

    /// A step that proved nothing, with how many things it tried: "Other keys: 3".
    pub fn tried(&self, tried: Tried) -> String {
        (self.tables.diagnosis.tried)(self.step(tried.step), tried.count)
    }

    /// What the button says that mends what a step has proved. `key`: the name of the key that it is about.
    pub fn mend(&self, mend: &Mend, step: Option<Step>, key: Option<&str>) -> String {
        let offer = match (mend, step) {
            (Mend::Text(_), Some(Step::SignatureForms)) => Offer::Convert,
            (Mend::Text(_), Some(Step::History | Step::Claims | Step::SigningInputs | Step::Headers)) => {
                Offer::Original
            }
            (Mend::Text(_), _) => Offer::Repair,
            (Mend::Split(texts), _) => Offer::Split(texts.len()),
            (Mend::Key(_), _) => Offer::Key(key.unwrap_or_default()),
            (Mend::Secret(..), _) => Offer::Secret,
            (Mend::Times, _) => Offer::Times,
        };
        (self.tables.diagnosis.mend)(&offer)
    }

    /// The finding that says best why the signature does not hold or cannot be checked.
    pub fn explaining<'a>(&self, token: &'a TokenReport) -> Option<&'a Finding> {
        let explaining =
            || token.findings.iter().filter(|one| explains(&one.detail, &token.signature.verdict));
        // A diagnosis names the cause itself, the other findings what it did to the token.
        let diagnosis = explaining().find(|one| matches!(one.detail, Detail::Diagnosis(_)));
        diagnosis.or_else(|| explaining().next())
    }

    /// The cause that a diagnosis has proved, with its evidence; `None` where it proved nothing.
    pub(super) fn proved(&self, token: &TokenReport) -> Option<String> {
        let diagnosis = token.diagnosis.as_deref()?;
        let step = diagnosis.proof?;
        let own = diagnosis.findings.first().map(|finding| self.finding(&finding.detail));
        let is_mended = diagnosis.mend.is_some();
        Some(match own {
            // The button beside it says what to do.
            Some(Told { message, why, .. }) if is_mended && !why.is_empty() => sentences(&[&message, &why]),
            Some(told) => sentences(&[&told.message, &told.fix]),
            None => {
                let found = self.explaining(token);
                let as_raw = found.is_some_and(|finding| {
                    matches!(finding.detail, Detail::Signature(Signature::Der { .. }))
                });
                let found = found.map(|finding| self.finding(&finding.detail).message).unwrap_or_default();
                let evidence = Evidence { step, as_raw, key: diagnosis.holds_with.as_deref() };
                sentences(&[&found, &(self.tables.diagnosis.evidence)(&evidence)])
            }
        })
    }

    /// That nothing explains the failure, where everything was tried and nothing did.
    pub(super) fn unexplained(&self, token: &TokenReport) -> Option<String> {
        let Diagnosis { proof: None, stopped: false, .. } = token.diagnosis.as_deref()? else { return None };
        if token.signature.verdict != SignatureVerdict::Invalid {
            return None;
        }
        let (cause, fix) = (self.tables.verdict.cause)(&Cause::Unexplained);
        Some(sentences(&[&cause, fix]))
    }
}
