//! The verdict card: one sentence that names the key or the cause, a second that says what to do, and
//! the sentence about time. Which cause counts is decided here, once for all languages.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use super::opening::{not_opened, opening, troubled};
use super::{Text, Units, sentences};
use crate::inspect::finding::{Detail, Finding, Part};
use crate::inspect::report::{
    Attempt, KeyId, Outcome, SignatureVerdict, TimeReport, TimeVerdict, TokenReport,
};
use crate::inspect::rules::deciding::Deciding;
use crate::inspect::rules::diagnosis::Diagnosis;
use crate::inspect::rules::encoding::Encoding;
use crate::inspect::rules::header::Header;
use crate::inspect::rules::input::Input;
use crate::inspect::rules::json::JsonRule;
use crate::inspect::rules::jwe::Jwe;
use crate::inspect::rules::key::KeyRule;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::rules::key_reference::KeyReference;
use crate::inspect::rules::serialization::Serial;
use crate::inspect::rules::signature::Signature;
use crate::jose::jwe::DecryptError;
use crate::jose::token::Shape;

/// What the verdict card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The one sentence: "Signature valid".
    pub headline: Cow<'static, str>,
    /// Who signed, where the signature holds.
    pub signed_by: Option<SignedBy>,
    /// The cause and what to do, where something is wrong.
    pub detail: Option<String>,
}

/// The key of a signature that holds: the label stands before the name, which is shown apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBy {
    /// "signed by"
    pub label: &'static str,
    /// The key's name.
    pub key: String,
}

/// How a language says verdicts.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) headline: fn(&Headline<'_>) -> Cow<'static, str>,
    pub(super) signed_by: &'static str,
    /// The same of a JWE that was opened.
    pub(super) opened_by: &'static str,
    /// Cause, and what to do; the second may be empty.
    pub(super) cause: fn(&Cause<'_>) -> (String, &'static str),
    pub(super) outcome: fn(&Outcome) -> String,
    pub(super) time: fn(&TimeSentence<'_>) -> String,
}

/// The headlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Headline<'a> {
    Valid,
    /// All of several.
    AllValid(usize),
    Invalid,
    /// There are keys, and none fits.
    NoKey,
    /// There are no keys at all.
    NoKeys,
    /// A stored secret may be it, and was not fetched.
    Sealed,
    Unsecured,
    Unsupported(Option<&'a str>),
    Unverifiable,
    Ambiguous,
    /// A JWE, and there are no keys at all.
    Encrypted,
    /// A JWE that no key fits.
    NoKeyOpens,
    /// A JWE that a stored private key may open, which was not fetched.
    PrivateSealed,
    Decrypted,
    /// A JWE that was opened, with a token inside.
    Inner(Inner),
    NotDecrypted,
    /// Nobody can open it.
    CannotOpen,
    /// It costs more than is done without asking.
    Costly,
}

/// How it stands with the token inside a JWE that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    Valid,
    /// Nothing speaks against it, but nothing proves it either.
    Unverified,
    Wrong,
}

/// Why the verdict is what it is, where no finding says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause<'a> {
    /// A strict verifier refuses for what this sentence says.
    Refused(&'a str),
    /// `kid` names one key, and another one verifies.
    OtherKey {
        kid: &'a str,
        named: &'a KeyId,
        verifies: &'a KeyId,
    },
    /// The deciding key was tried, and that came of it.
    Deciding {
        key: &'a KeyId,
        by_kid: bool,
        outcome: &'a Outcome,
    },
    /// Everything was tried, and nothing explains it.
    Unexplained,
    /// All keys that fit were tried.
    NoneMatches {
        tried: usize,
    },
    /// There is no key at all; whether a secret is needed.
    NoKeys {
        secret: bool,
    },
    /// So many stored keys may open it, and were not fetched.
    PrivateSealed(usize),
    /// So many stored secrets may be it, and were not fetched.
    Sealed(usize),
    /// The only key cannot be it.
    OnlyUnfit {
        key: &'a KeyId,
        outcome: &'a Outcome,
    },
    /// No key can be it.
    NoneFits {
        keys: usize,
        algorithm: &'a str,
    },
    Unsecured,
    Unsupported,
    Unverifiable,
    Ambiguous,
    Encrypted,
    /// No key can open the JWE.
    NoneOpens {
        keys: usize,
        algorithm: &'a str,
    },
    /// A key was tried on the JWE, and that came of it.
    Opening {
        key: &'a KeyId,
        by_kid: bool,
        error: &'a DecryptError,
    },
    /// All keys that fit were tried on the JWE.
    NoneOpened {
        tried: usize,
    },
    /// The JWE cannot be opened, whoever tries.
    CannotOpen(Option<&'a DecryptError>),
    /// The token inside is not accepted, for what this sentence says.
    Inside(&'a str),
}

/// What there is to say about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeSentence<'a> {
    /// Until then, as "in 21 min 36 s".
    ExpiresIn(&'a str),
    /// Since then, as "3 h ago".
    Expired(&'a str),
    /// The instant, and until then, as "in 2 h".
    NotBefore(&'a str, &'a str),
    NeverExpires,
    Unreadable,
}

impl Text {
    /// What the verdict card says of a token.
    pub fn verdict(&self, token: &TokenReport) -> Verdict {
        let headline = (self.tables.verdict.headline)(&headline(token));
        let signed_by = match (&token.signature.verdict, &token.signature.key) {
            (SignatureVerdict::Valid, Some(key)) => {
                Some(SignedBy { label: self.tables.verdict.signed_by, key: key.name.clone() })
            }
            (SignatureVerdict::Decrypted, Some(key)) => {
                Some(SignedBy { label: self.tables.verdict.opened_by, key: key.name.clone() })
            }
            _ => None,
        };
        Verdict { headline, signed_by, detail: self.detail(token) }
    }

    /// What is to be said of a token by itself, whatever is inside it.
    pub fn layer_verdict(&self, token: &TokenReport) -> Verdict {
        let own = match headline(token) {
            Headline::Inner(_) => Headline::Decrypted,
            other => other,
        };
        let headline = (self.tables.verdict.headline)(&own);
        let verdict = self.verdict(token);
        let holds = token.signature.verdict.holds();
        let detail = if holds { self.refusal(token) } else { verdict.detail };
        Verdict { headline, signed_by: verdict.signed_by, detail }
    }

    /// What came of trying a key, for the list of keys.
    pub fn attempt(&self, attempt: &Attempt) -> String {
        (self.tables.verdict.outcome)(&attempt.outcome)
    }

    /// The sentence about time: "Expires in 21 min 36 s"; `None` where there are no claims, or nothing to say.
    pub fn time(&self, time: &TimeReport, now: i64, zone: &TimeZone) -> Option<String> {
        let say = self.tables.verdict.time;
        let left = time.seconds_left.or_else(|| Some(time.expires_at?.saturating_sub(now)));
        Some(match time.verdict {
            TimeVerdict::Active => say(&TimeSentence::ExpiresIn(&self.relative(left?, Units::Two))),
            TimeVerdict::Expired => say(&TimeSentence::Expired(&self.relative(left?, Units::Two))),
            TimeVerdict::NotYet => {
                let at = time.not_before?;
                let distance = self.relative(at.saturating_sub(now), Units::Two);
                say(&TimeSentence::NotBefore(&self.instant(at, zone), &distance))
            }
            TimeVerdict::NoExpiry => say(&TimeSentence::NeverExpires),
            TimeVerdict::Unreadable => say(&TimeSentence::Unreadable),
            TimeVerdict::None => return None,
        })
    }

    fn detail(&self, token: &TokenReport) -> Option<String> {
        if token.signature.verdict.holds() {
            return self.refusal(token).or_else(|| self.inside(token.nested.as_deref()?));
        }
        if let Some(proved) = self.proved(token) {
            return Some(proved);
        }
        if let Some(finding) = self.explaining(token) {
            let told = self.finding(&finding.detail);
            return Some(sentences(&[&told.message, &told.fix]));
        }
        if let Some(unexplained) = self.unexplained(token) {
            return Some(unexplained);
        }
        let kid = kid(token);
        let (cause, fix) = (self.tables.verdict.cause)(&cause(token, kid.as_deref()));
        Some(sentences(&[&cause, fix]))
    }

    /// What is wrong with the tokens inside: with the first of them that is not refused for one further in only.
    fn inside(&self, inner: &TokenReport) -> Option<String> {
        let wrong = troubled(inner)?;
        let (cause, _) = (self.tables.verdict.cause)(&Cause::Inside(&self.layer_verdict(wrong).headline));
        let detail = self.detail(wrong).unwrap_or_default();
        Some(if detail.is_empty() { cause } else { format!("{cause}. {detail}") })
    }

    /// Why a strict verifier refuses a token whose signature holds.
    fn refusal(&self, token: &TokenReport) -> Option<String> {
        let is_time = |finding: &&Finding| matches!(finding.detail, Detail::Time(_));
        let late = matches!(token.time.verdict, TimeVerdict::Expired | TimeVerdict::NotYet);
        let finding = token
            .findings
            .iter()
            .find(|finding| finding.rejects())
            .or_else(|| token.findings.iter().find(is_time).filter(|_| late))?;
        let told = self.finding(&finding.detail);
        if is_time(&finding) {
            return Some(sentences(&[&told.message, &told.fix]));
        }
        let (refused, _) = (self.tables.verdict.cause)(&Cause::Refused(&told.message));
        Some(sentences(&[&refused, &told.fix]))
    }
}

fn headline(token: &TokenReport) -> Headline<'_> {
    if matches!(token.token.shape, Shape::Jwe(_)) {
        return opening(token);
    }
    match token.signature.verdict {
        SignatureVerdict::Decrypted => Headline::Decrypted,
        SignatureVerdict::NotDecrypted => Headline::NotDecrypted,
        SignatureVerdict::Valid if token.signatures.len() > 1 => Headline::AllValid(token.signatures.len()),
        SignatureVerdict::Valid => Headline::Valid,
        SignatureVerdict::Invalid => Headline::Invalid,
        SignatureVerdict::NoKey if token.signature.tried.is_empty() => Headline::NoKeys,
        SignatureVerdict::NoKey if sealed(token) > 0 => Headline::Sealed,
        SignatureVerdict::NoKey => Headline::NoKey,
        SignatureVerdict::Unsecured => Headline::Unsecured,
        SignatureVerdict::Unsupported => Headline::Unsupported(token.signature.algorithm.as_deref()),
        SignatureVerdict::Unverifiable => Headline::Unverifiable,
        SignatureVerdict::Ambiguous => Headline::Ambiguous,
    }
}

fn cause<'a>(token: &'a TokenReport, kid: Option<&'a str>) -> Cause<'a> {
    if matches!(token.token.shape, Shape::Jwe(_)) {
        return not_opened(token, kid);
    }
    let signature = &token.signature;
    match signature.verdict {
        SignatureVerdict::Valid
        | SignatureVerdict::Invalid
        | SignatureVerdict::Decrypted
        | SignatureVerdict::NotDecrypted => mismatch(token, kid),
        SignatureVerdict::NoKey => match signature.tried.as_slice() {
            [] => Cause::NoKeys {
                secret: signature.algorithm.as_deref().is_some_and(|name| name.starts_with("HS")),
            },
            _ if sealed(token) > 0 => Cause::Sealed(sealed(token)),
            [only] => Cause::OnlyUnfit { key: &only.key, outcome: &only.outcome },
            all => Cause::NoneFits {
                keys: all.len(),
                algorithm: signature.algorithm.as_deref().unwrap_or_default(),
            },
        },
        SignatureVerdict::Unsecured => Cause::Unsecured,
        SignatureVerdict::Unsupported => Cause::Unsupported,
        SignatureVerdict::Unverifiable => Cause::Unverifiable,
        SignatureVerdict::Ambiguous => Cause::Ambiguous,
    }
}

/// How many stored secrets may be the key and were not fetched.
pub(super) fn sealed(token: &TokenReport) -> usize {
    token.signature.tried.iter().filter(|attempt| attempt.outcome == Outcome::Sealed).count()
}

fn mismatch<'a>(token: &'a TokenReport, kid: Option<&'a str>) -> Cause<'a> {
    let signature = &token.signature;
    let tried = signature.tried.iter().filter(|attempt| attempt.outcome == Outcome::Mismatch).count();
    let Some(key) = &signature.key else {
        return Cause::NoneMatches { tried };
    };
    let named_by = kid.filter(|kid| key.kid.as_deref() == Some(*kid));
    if named_by.is_none() && tried > 1 {
        return Cause::NoneMatches { tried };
    }
    let verifies = signature
        .tried
        .iter()
        .find(|attempt| attempt.outcome == Outcome::Valid && attempt.key.index != key.index);
    if let (Some(kid), Some(other)) = (named_by, verifies) {
        return Cause::OtherKey { kid, named: key, verifies: &other.key };
    }
    let attempt = signature.tried.iter().find(|attempt| attempt.key.index == key.index);
    let outcome = attempt.map_or(&Outcome::Mismatch, |attempt| &attempt.outcome);
    Cause::Deciding { key, by_kid: named_by.is_some(), outcome }
}

/// The header's `kid`, where it is a string.
fn kid(token: &TokenReport) -> Option<String> {
    let kid = token.token.header()?.leading_json()?.root().member("kid")?;
    kid.as_str().map(Cow::into_owned)
}

/// Whether a finding says by itself why the signature does not hold or cannot be checked.
pub(super) fn explains(detail: &Detail, verdict: &SignatureVerdict) -> bool {
    let readable = matches!(
        verdict,
        SignatureVerdict::Valid
            | SignatureVerdict::Invalid
            | SignatureVerdict::Decrypted
            | SignatureVerdict::NotDecrypted
    );
    match detail {
        // The headline says that already.
        _ if *verdict == SignatureVerdict::Unsecured => false,
        Detail::Input(detail) => matches!(
            detail,
            Input::NonAscii { .. }
                | Input::Truncated { .. }
                | Input::TwoSegments
                | Input::SegmentCount { .. }
        ),
        Detail::Encoding(detail) => matches!(
            detail,
            Encoding::InvalidChar { .. }
                | Encoding::BadLength { .. }
                | Encoding::EmptySegment { .. }
                | Encoding::DoubleEncoded { .. }
        ),
        Detail::Signature(detail) => matches!(
            detail,
            Signature::Empty { .. }
                | Signature::Length { .. }
                | Signature::Der { .. }
                | Signature::Zero
                | Signature::Partial { .. }
        ),
        Detail::KeyRule(detail) => matches!(
            detail,
            KeyRule::AlgMismatch { .. }
                | KeyRule::UseMismatch { .. }
                | KeyRule::OpsMismatch { .. }
                | KeyRule::DupKid { .. }
        ),
        Detail::Deciding(detail) => !matches!(detail, Deciding::HsDictionary { .. } | Deciding::AlgMissing),
        Detail::Diagnosis(detail) => matches!(
            detail,
            Diagnosis::Concatenated { .. } | Diagnosis::Detached | Diagnosis::NoPrivateKey { .. }
        ),
        Detail::KeyDiagnosis(detail) => names_the_cause(detail),
        Detail::ContentDiagnosis(_) => true,
        Detail::Serial(detail) => matches!(detail, Serial::NoSignatures | Serial::MixedMembers),
        // A header that could be worked with does not explain why the mathematics failed.
        Detail::JsonRule(detail) => {
            !readable
                && matches!(
                    detail,
                    JsonRule::Invalid { part: Part::Header, .. }
                        | JsonRule::NotObject { .. }
                        | JsonRule::Duplicate { part: Part::Header, .. }
                        | JsonRule::TrailingData { part: Part::Header, .. }
                )
        }
        Detail::Header(detail) => {
            !readable
                && matches!(
                    detail,
                    Header::AlgMissing
                        | Header::AlgType { .. }
                        | Header::AlgNoneVariant { .. }
                        | Header::AlgCase { .. }
                        | Header::AlgUnknown { .. }
                        | Header::JweAlgInJws { .. }
                        | Header::CritUnknown { .. }
                        | Header::CritMalformed { .. }
                        | Header::B64NotCrit
                        | Header::NotDisjoint { .. }
                )
        }
        Detail::KeyReference(detail) => {
            matches!(detail, KeyReference::X5cMismatch | KeyReference::X5tMismatch { .. })
        }
        Detail::Jwe(detail) => matches!(
            detail,
            Jwe::EncMissing
                | Jwe::EncUnknown { .. }
                | Jwe::ZipUnknown { .. }
                | Jwe::P2sShort { .. }
                | Jwe::IvLength { .. }
                | Jwe::TagLength { .. }
                | Jwe::EkNotEmpty { .. }
                | Jwe::EpkInvalid { .. }
                | Jwe::ParamMissing { .. }
                | Jwe::KeySize { .. }
        ),
        // The last four are of key files, not of tokens.
        Detail::Time(_)
        | Detail::Claims(_)
        | Detail::ClaimContent(_)
        | Detail::Profile(_)
        | Detail::SdJwt(_)
        | Detail::KeyFileRule(_)
        | Detail::KeySetRule(_)
        | Detail::KeyQuality(_)
        | Detail::KeyPart(_) => false,
    }
}

/// Whether the cause was proved; of the key that was there for it, the verdict itself tells more.
fn names_the_cause(detail: &KeyDiagnosis) -> bool {
    !matches!(
        detail,
        KeyDiagnosis::KidNotFound { .. }
            | KeyDiagnosis::WrongKty { .. }
            | KeyDiagnosis::WrongCurve { fits: None, .. }
            | KeyDiagnosis::PrivateGiven { .. }
    )
}
