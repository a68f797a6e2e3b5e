//! The Report: what we tell a person about a pasted text. One plain value; the window draws it,
//! `jotlens inspect` prints it, `--json` serialises it. No prose here, `text/` has the words.

use std::sync::Arc;

use super::diagnose::Diagnosis;
use super::finding::Finding;
use super::provider::Provider;
use super::rules::input::HttpSource;
use super::rules::key_reference::Certificate;
use crate::encoding::Span;
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::jwe::{DecryptError, Limits};
use crate::jose::key::{Key, KeyKind, Unfit};
use crate::jose::sd_jwt::Selective;
use crate::jose::segment::Segment;
use crate::jose::token::Token;

/// All that is known of a pasted text at one instant.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The instant that times were judged at; Unix seconds.
    pub now: i64,
    /// The leeway that times were judged with; seconds.
    pub leeway_secs: i64,
    /// The pasted text, as it was.
    pub input: Arc<str>,
    /// What was found about the text as a whole.
    pub input_findings: Vec<Finding>,
    /// Every token in it, in the order of the text.
    pub tokens: Vec<TokenReport>,
}

/// All that is known of one token.
#[derive(Clone, Debug)]
pub struct TokenReport {
    /// Where in the input it was found.
    pub origin: Origin,
    /// The token's bytes in the input, if they stand there as they are.
    pub place: Option<Span>,
    /// The token, cut and decoded.
    pub token: Arc<Token>,
    /// Whether it decodes.
    pub structure: Structure,
    /// The content of a detached payload, where it was given.
    pub detached: Option<Segment>,
    /// What was in a JWE, where it was decrypted.
    pub plaintext: Option<Plain>,
    /// What the payload is.
    pub media: Media,
    /// What mathematics says; of several signatures, the one that stands for all.
    pub signature: SignatureReport,
    /// One for each signature of a general serialisation; else empty.
    pub signatures: Vec<SignatureReport>,
    /// The certificates in its headers, to be judged as time goes by.
    pub(super) certificates: Vec<Certificate>,
    /// When it is good.
    pub time: TimeReport,
    /// Whose shape the token has; an attacker can write any.
    pub provider: Option<Provider>,
    /// Its disclosures and what they disclose, of an SD-JWT; the key-binding token is the token inside.
    pub selective: Option<Arc<Selective>>,
    /// What was found, most severe first.
    pub findings: Vec<Finding>,
    /// Why its signature does not hold, where that was looked into.
    pub diagnosis: Option<Arc<Diagnosis>>,
    /// Whether a strict verifier with these keys would accept it now.
    pub accept: bool,
    /// The token inside.
    pub nested: Option<Box<TokenReport>>,
}

/// What was in a JWE. It lives as long as the report; `Debug` prints its length.
#[derive(Clone)]
pub struct Plain {
    /// The content, inflated if it was compressed.
    pub content: Segment,
    /// How many bytes it was before it was inflated; `None` where it was not compressed.
    pub compressed: Option<usize>,
}

impl std::fmt::Debug for Plain {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Plain({} bytes)", self.content.bytes().len())
    }
}

/// Where a token was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the whole text.
    Alone,
    /// After `Bearer`, with or without the header's name.
    Bearer,
    /// In HTTP.
    Http(HttpSource),
    /// The value of that JSON member.
    Member(String),
    /// The value of that URL parameter.
    Parameter(String),
    /// The value assigned to that name.
    Assignment(String),
    /// In other text.
    Text,
    /// Inside another token.
    Nested,
}

impl Origin {
    /// The name that the surroundings give the token, such as `access_token`.
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Member(name)
            | Self::Parameter(name)
            | Self::Assignment(name)
            | Self::Http(HttpSource::Cookie(name) | HttpSource::Header(name)) => Some(name),
            Self::Http(HttpSource::Curl(name)) => name.as_deref(),
            Self::Alone | Self::Bearer | Self::Text | Self::Nested => None,
        }
    }
}

/// Whether a token decodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Structure {
    /// All of it.
    Ok,
    /// Some of it.
    Partial,
    /// Nothing of it.
    Error,
}

/// What a payload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    /// A JSON object: a claims set.
    Claims,
    /// Other JSON.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Binary,
    /// Another token.
    Token,
    /// Encrypted.
    Encrypted,
}

/// What mathematics says of one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureReport {
    /// The verdict, with its reason.
    pub verdict: SignatureVerdict,
    /// `alg` as the header spells it, where it is a string.
    pub algorithm: Option<String>,
    /// The signature's length in bytes.
    pub bytes: usize,
    /// The key that decided.
    pub key: Option<KeyId>,
    /// Every key that was looked at, and why it was not the one.
    pub tried: Vec<Attempt>,
}

impl SignatureReport {
    /// Whether its algorithm is one of those with a shared secret.
    fn is_hmac(&self) -> bool {
        let algorithm = self.algorithm.as_deref().and_then(JwsAlgorithm::from_name);
        algorithm.is_some_and(|algorithm| algorithm.family() == Family::Hmac)
    }
}

/// The verdict on a signature. For a JWE, on the decryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureVerdict {
    /// It holds.
    Valid,
    /// It does not hold for the key that decides.
    Invalid,
    /// No key fits.
    NoKey,
    /// `alg` is "none": there is nothing to hold.
    Unsecured,
    /// A known name that is not done here.
    Unsupported,
    /// Damaged, or without a readable algorithm.
    Unverifiable,
    /// Several keys share the kid and disagree, or the header says two things.
    Ambiguous,
    /// A JWE that was opened.
    Decrypted,
    /// A JWE that the key that decides does not open.
    NotDecrypted,
}

impl SignatureVerdict {
    /// The word of the contract (`REPORT.md`).
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::NoKey => "no-key",
            Self::Unsecured => "unsecured",
            Self::Unsupported => "unsupported",
            Self::Unverifiable => "unverifiable",
            Self::Ambiguous => "ambiguous",
            Self::Decrypted => "decrypted",
            Self::NotDecrypted => "not-decrypted",
        }
    }

    /// Whether the mathematics is right: the signature holds, or the JWE was opened.
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Valid | Self::Decrypted)
    }
}

/// Enough of a key to name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyId {
    /// Its place in the keys that were given, counted from 0.
    pub index: usize,
    /// The name that its owner gave it.
    pub name: String,
    /// Its `kid`.
    pub kid: Option<String>,
    /// Its RFC 7638 thumbprint; `None` for a stored secret that was not fetched.
    pub thumbprint: Option<String>,
    /// What it is.
    pub kind: KeyKind,
}

impl KeyId {
    /// Names `key`, which stands in that place.
    pub fn of(index: usize, key: &Key) -> Self {
        Self {
            index,
            name: key.name.clone(),
            kid: key.kid.clone(),
            thumbprint: key.thumbprint(),
            kind: key.kind(),
        }
    }
}

/// A key that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The key.
    pub key: KeyId,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of trying a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The signature holds with it.
    Valid,
    /// The signature does not hold with it.
    Mismatch,
    /// It cannot be used for this algorithm, or must not be.
    Unfit(Unfit),
    /// It was not tried: the token names another key.
    OtherKid,
    /// The algorithm is not done here.
    Unsupported(JwsAlgorithm),
    /// The signature's length is wrong for it; in bytes.
    SignatureLength {
        /// What the algorithm needs.
        expected: usize,
        /// What there is.
        found: usize,
    },
    /// The key itself cannot be used.
    BadKey,
    /// It was not tried: it is a stored secret, or the private half of a key, and was not fetched.
    Sealed,
    /// It opened the JWE.
    Opened,
    /// It did not open the JWE. Which step failed is never said.
    NotOpened(DecryptError),
}

/// When a token is good. Instants are Unix seconds; fractions are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeReport {
    /// The verdict.
    pub verdict: TimeVerdict,
    /// `iat`.
    pub issued_at: Option<i64>,
    /// `nbf`.
    pub not_before: Option<i64>,
    /// `exp`.
    pub expires_at: Option<i64>,
    /// Seconds until `exp`; negative after it.
    pub seconds_left: Option<i64>,
}

/// The verdict on time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeVerdict {
    /// Good now.
    Active,
    /// `exp` is past.
    Expired,
    /// `nbf` is to come.
    NotYet,
    /// Nothing ends it.
    NoExpiry,
    /// A time that is not a number.
    Unreadable,
    /// No claims.
    None,
}

impl TimeVerdict {
    /// The word of the contract (`REPORT.md`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expired => "expired",
            Self::NotYet => "not-yet",
            Self::NoExpiry => "no-expiry",
            Self::Unreadable => "unreadable",
            Self::None => "none",
        }
    }
}

/// What the reader of a report decides beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Seconds that `exp`, `nbf` and `iat` may be off. 0 unless the user sets it.
    pub leeway_secs: i64,
    /// The content of a detached payload.
    pub detached: Option<Arc<[u8]>>,
    /// Secrets that came in one set with public keys that are meant to be published, by their places in the keys:
    /// whoever may read the set can sign with them (RFC 7517 §9.2).
    pub published: Vec<usize>,
    /// The only key to verify with, by its place in the keys; all keys where `None`.
    pub only_key: Option<usize>,
    /// What opening a JWE may cost without asking.
    pub jwe_limits: Limits,
    /// The keys, by their places, whose private halves are stored and can be fetched when a JWE asks for them.
    pub stored: Arc<[usize]>,
}

impl Policy {
    /// What holds for a token inside another: which key was chosen, and what was detached, is about the one outside.
    /// What is known of the keys holds for both, and so does whatever is added here later.
    pub(super) fn for_nested(&self) -> Self {
        Self { detached: None, only_key: None, ..self.clone() }
    }
}

impl TokenReport {
    /// Whether a signature of this layer is to be made with a secret and does not hold.
    pub fn fails_with_secret(&self) -> bool {
        let mut signatures = std::iter::once(&self.signature).chain(&self.signatures);
        signatures.any(|signature| {
            matches!(signature.verdict, SignatureVerdict::Invalid | SignatureVerdict::NoKey)
                && signature.is_hmac()
        })
    }
}
