//! What a finding is: a detail with its data, and the place it points at. No prose: `text/` has the words.
//!
//! Each group of rules declares its details with `findings!` in its own file under `rules/`, so that a
//! new rule touches that file and the texts, and nothing else.

use super::rules::{
    claim_content::ClaimContent,
    claims::Claims,
    content_diagnosis::ContentDiagnosis,
    deciding::Deciding,
    diagnosis::Diagnosis,
    encoding::Encoding,
    header::Header,
    input::Input,
    json::JsonRule,
    jwe::Jwe,
    key::KeyRule,
    key_diagnosis::KeyDiagnosis,
    key_file::{KeyFileRule, KeyPart, KeyQuality, KeySetRule},
    key_reference::KeyReference,
    profile::Profile,
    sd_jwt::SdJwt,
    serialization::Serial,
    signature::Signature,
    time::Time,
};
use crate::encoding::Span;

/// One thing worth telling about a token or about what was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is, with the data that its sentence needs.
    pub detail: Detail,
    /// Where it is.
    pub place: Place,
}

/// How much a finding matters, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Anyone can forge or read.
    Critical,
    /// A strict verifier refuses, or a real danger.
    High,
    /// Worth mending.
    Medium,
    /// Worth knowing.
    Low,
    /// Only information.
    Info,
}

impl Severity {
    /// The word of the contract (`REPORT.md`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Info => "info",
        }
    }
}

/// What a strict verifier does on a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Policy {
    /// It must refuse the token, even if the signature is mathematically right.
    Reject,
    /// It may accept, and should say so.
    Warn,
    /// It need not care.
    Info,
}

impl Policy {
    /// The word of the contract (`REPORT.md`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Warn => "warn",
            Self::Info => "info",
        }
    }
}

/// The constant half of a finding, the same for every occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The stable id, `group.name`.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What a strict verifier does.
    pub policy: Policy,
    /// The standard or advisory behind it.
    pub reference: &'static str,
}

/// A part of what was pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The whole pasted text.
    Input,
    /// The whole token.
    Token,
    /// The JOSE header.
    Header,
    /// The payload.
    Payload,
    /// The signature.
    Signature,
    /// A JWE's encrypted key.
    EncryptedKey,
    /// A JWE's initialisation vector.
    Iv,
    /// A JWE's ciphertext.
    Ciphertext,
    /// A JWE's authentication tag.
    Tag,
    /// An SD-JWT's disclosure, or a segment that no standard names; counted from 1.
    Extra(u32),
}

impl Part {
    /// The word of the contract (`REPORT.md`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Token => "token",
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
            Self::EncryptedKey => "encrypted_key",
            Self::Iv => "iv",
            Self::Ciphertext => "ciphertext",
            Self::Tag => "tag",
            Self::Extra(_) => "extra",
        }
    }
}

/// In which text of a part a span counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum In {
    /// The text as pasted: the base64url of a segment, or the whole input.
    Encoded,
    /// The decoded text: JSON, for example.
    Decoded,
}

/// Where a finding points: byte offsets in one text of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The part.
    pub part: Part,
    /// Which text of it.
    pub text: In,
    /// The bytes; empty where the finding is about the whole part or about something missing.
    pub span: Span,
}

impl Place {
    /// The whole of `part`.
    pub const fn whole(part: Part) -> Self {
        Self { part, text: In::Encoded, span: Span::new(0, 0) }
    }

    /// `start..end` of the encoded text of `part`.
    pub const fn encoded(part: Part, start: usize, end: usize) -> Self {
        Self { part, text: In::Encoded, span: Span::new(start, end) }
    }

    /// `span` of the decoded text of `part`.
    pub const fn decoded(part: Part, span: Span) -> Self {
        Self { part, text: In::Decoded, span }
    }
}

/// Declares the details of one group: each variant with its data, then id, severity, policy, reference.
macro_rules! findings {
    ($(#[$doc:meta])* $name:ident {
        $( $(#[$vdoc:meta])* $variant:ident $({ $( $field:ident: $ty:ty ),* $(,)? })?
            = $id:literal, $severity:ident, $policy:ident, $reference:literal; )*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs, clippy::allow_attributes, reason = "the fields are the data that the sentence in text/ names")]
        pub enum $name { $( $(#[$vdoc])* $variant $({ $( $field: $ty ),* })? ),* }

        impl $name {
            /// What every detail of the group says of itself, in the order in which they are declared.
            pub const METAS: &'static [$crate::inspect::finding::Meta] = {
                use $crate::inspect::finding::{Meta, Policy, Severity};
                &[ $( Meta {
                    id: $id, severity: Severity::$severity, policy: Policy::$policy, reference: $reference,
                } ),* ]
            };

            /// Id, severity, policy and reference.
            pub const fn meta(&self) -> $crate::inspect::finding::Meta {
                use $crate::inspect::finding::{Meta, Policy, Severity};
                match self {
                    $( Self::$variant { .. } => Meta {
                        id: $id, severity: Severity::$severity, policy: Policy::$policy, reference: $reference,
                    } ),*
                }
            }
        }

        impl From<$name> for $crate::inspect::finding::Detail {
            fn from(detail: $name) -> Self {
                Self::$name(detail)
            }
        }
    };
}
pub(super) use findings;

/// What was found, by group of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// IN: what was pasted.
    Input(Input),
    /// B64 and TXT: how bytes became text.
    Encoding(Encoding),
    /// JSON.
    JsonRule(JsonRule),
    /// HDR: the JOSE header.
    Header(Header),
    /// HDR: certificates and addresses of keys.
    KeyReference(KeyReference),
    /// SIG: the signature.
    Signature(Signature),
    /// KEY: the key that decided.
    KeyRule(KeyRule),
    /// KEY: how good that key is.
    Deciding(Deciding),
    /// KEY: key files, whatever is in them.
    KeyFileRule(KeyFileRule),
    /// KEY: sets of keys.
    KeySetRule(KeySetRule),
    /// KEY: how good a key is, and what it is meant for.
    KeyQuality(KeyQuality),
    /// KEY: the parts of a key, and the certificates that came with it.
    KeyPart(KeyPart),
    /// DX: why verification failed.
    Diagnosis(Diagnosis),
    /// DX: what was proved about keys.
    KeyDiagnosis(KeyDiagnosis),
    /// DX: what was proved about the text.
    ContentDiagnosis(ContentDiagnosis),
    /// TIME.
    Time(Time),
    /// CLAIM.
    Claims(Claims),
    /// CLAIM: what is in the values.
    ClaimContent(ClaimContent),
    /// JWE.
    Jwe(Jwe),
    /// SER: the serialisation.
    Serial(Serial),
    /// PROF: profiles of tokens.
    Profile(Profile),
    /// PROF: selective disclosure.
    SdJwt(SdJwt),
}

impl Detail {
    /// What every finding that this program can report says of itself, for the test of the catalogue and the
    /// documentation.
    pub fn metas() -> impl Iterator<Item = &'static Meta> {
        let of_keys = [KeyFileRule::METAS, KeySetRule::METAS, KeyQuality::METAS, KeyPart::METAS];
        Self::token_metas().chain(of_keys.into_iter().flatten())
    }

    /// The same of those that the Report on a token can have; the others are of key files.
    pub fn token_metas() -> impl Iterator<Item = &'static Meta> {
        [
            Input::METAS,
            Encoding::METAS,
            JsonRule::METAS,
            Header::METAS,
            KeyReference::METAS,
            Signature::METAS,
            KeyRule::METAS,
            Deciding::METAS,
            Diagnosis::METAS,
            KeyDiagnosis::METAS,
            ContentDiagnosis::METAS,
            Time::METAS,
            Claims::METAS,
            ClaimContent::METAS,
            Jwe::METAS,
            Serial::METAS,
            Profile::METAS,
            SdJwt::METAS,
        ]
        .into_iter()
        .flatten()
    }

    /// The ids of all.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        Self::metas().map(|meta| meta.id)
    }

    /// The ids that the Report on a token can have.
    pub fn token_ids() -> impl Iterator<Item = &'static str> {
        Self::token_metas().map(|meta| meta.id)
    }

    /// Id, severity, policy and reference.
    pub const fn meta(&self) -> Meta {
        match self {
            Self::Input(detail) => detail.meta(),
            Self::Encoding(detail) => detail.meta(),
            Self::JsonRule(detail) => detail.meta(),
            Self::Header(detail) => detail.meta(),
            Self::KeyReference(detail) => detail.meta(),
            Self::Signature(detail) => detail.meta(),
            Self::KeyRule(detail) => detail.meta(),
            Self::Deciding(detail) => detail.meta(),
            Self::KeyFileRule(detail) => detail.meta(),
            Self::KeySetRule(detail) => detail.meta(),
            Self::KeyQuality(detail) => detail.meta(),
            Self::KeyPart(detail) => detail.meta(),
            Self::Diagnosis(detail) => detail.meta(),
            Self::KeyDiagnosis(detail) => detail.meta(),
            Self::ContentDiagnosis(detail) => detail.meta(),
            Self::Time(detail) => detail.meta(),
            Self::Claims(detail) => detail.meta(),
            Self::ClaimContent(detail) => detail.meta(),
            Self::Jwe(detail) => detail.meta(),
            Self::Serial(detail) => detail.meta(),
            Self::Profile(detail) => detail.meta(),
            Self::SdJwt(detail) => detail.meta(),
        }
    }
}

impl Finding {
    /// A finding at `place`.
    pub fn new(detail: impl Into<Detail>, place: Place) -> Self {
        Self { detail: detail.into(), place }
    }

    /// Id, severity, policy and reference.
    pub const fn meta(&self) -> Meta {
        self.detail.meta()
    }

    /// Whether a strict verifier must refuse on it.
    pub const fn rejects(&self) -> bool {
        matches!(self.meta().policy, Policy::Reject)
    }
}
