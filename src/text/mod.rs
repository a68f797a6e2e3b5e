//! Every word a person reads, in English and in Korean. A missing string does not compile: what can be
//! said is an enum or a struct field, and each language answers to all of it.
//!
//! Another language is a folder beside `en` and `ko` (begin with a copy of `en`), a variant of [`Language`], and a line
//! in each of the five functions below that ask which one it is: `ALL`, `text`, `from_locale`, `name`, `tag`. Nothing
//! else names a language but to speak English to machines, so what the compiler asks for after that is all there is.
//!
//! What comes from outside (a `kid`, a name, a URL) is shown through [`escape`]: cut, and with whatever
//! nobody can see made visible. Positions that a sentence names count from 1, offsets count from 0.

mod copy_as;
mod craft;
mod diagnosis;
mod en;
pub mod escape;
mod known;
mod ko;
mod negatives;
mod number;
mod opening;
mod problem;
pub mod reference;
mod ticket;
mod time;
mod verdict;
pub mod words;

#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;

use crate::inspect::finding::{Detail, Part, Severity};
use crate::inspect::provider::{Provider, TokenKind};
use crate::inspect::report::{Media, Origin, Structure};
use crate::jose::key::{KeyKind, Unfit};
use crate::jose::readings::Reading;
use crate::jose::token::{Role, Serialization};

pub use crate::app::settings::Language;
pub use diagnosis::{Mark, MarkEncryption, MarkSignature};
pub use known::Explained;
pub use negatives::NegativeWords;
pub use ticket::Paper;
pub use time::Units;
pub use verdict::{SignedBy, Verdict};
pub use words::Words;

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Korean];

    /// Its texts.
    pub fn text(self) -> &'static Text {
        match self {
            Self::English => &en::TEXT,
            Self::Korean => &ko::TEXT,
        }
    }

    /// The language of a locale such as `ko_KR.UTF-8` or `en-GB`; English where we do not speak it.
    pub fn from_locale(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("ko") || language.eq_ignore_ascii_case("kor") {
            Self::Korean
        } else {
            Self::English
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Korean => "한국어",
        }
    }

    /// Its BCP 47 tag, for settings.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }
}

/// What is told about one thing: a finding, an error, a notice. None of the three ends in a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is: one line, with the data of this case.
    pub message: Cow<'static, str>,
    /// Why it matters: one short sentence. Empty where the message says all.
    pub why: Cow<'static, str>,
    /// What to do. Empty where there is nothing to do.
    pub fix: Cow<'static, str>,
}

impl Told {
    /// The three texts.
    fn new(
        message: impl Into<Cow<'static, str>>,
        why: impl Into<Cow<'static, str>>,
        fix: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { message: message.into(), why: why.into(), fix: fix.into() }
    }

    /// The same, where nothing of the case stands in it.
    const fn fixed(message: &'static str, why: &'static str, fix: &'static str) -> Self {
        Self { message: Cow::Borrowed(message), why: Cow::Borrowed(why), fix: Cow::Borrowed(fix) }
    }

    /// Why and fix as running text: with full stops if there are both, else without.
    pub fn body(&self) -> String {
        sentences(&[&self.why, &self.fix])
    }
}

/// Joins sentences; a single one stays without a full stop.
fn sentences(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        many => many.iter().map(|part| format!("{part}.")).collect::<Vec<_>>().join(" "),
    }
}

/// All texts of one language.
#[derive(Debug)]
pub struct Text {
    /// The window's own words.
    pub words: Words,
    tables: Tables,
}

/// What a language answers to; the public methods of [`Text`] are spread over the files of this room.
#[derive(Debug)]
struct Tables {
    finding: fn(&Detail) -> Told,
    severity: fn(Severity) -> &'static str,
    part: fn(Part) -> Cow<'static, str>,
    role: fn(Role) -> (&'static str, &'static str),
    known: known::Tables,
    names: Names,
    kind: fn(TokenKind) -> &'static str,
    time: time::Tables,
    numbers: number::Tables,
    verdict: verdict::Tables,
    problems: problem::Tables,
    craft: craft::Tables,
    negatives: negatives::Tables,
    diagnosis: diagnosis::Tables,
    copy_as: copy_as::Tables,
}

/// Names of values that a panel shows.
#[derive(Debug)]
struct Names {
    structure: fn(Structure) -> &'static str,
    media: fn(Media) -> &'static str,
    serialization: fn(Serialization) -> &'static str,
    origin: fn(&Origin) -> Option<String>,
    key_kind: fn(KeyKind) -> String,
    unfit: fn(&Unfit) -> String,
    half: fn(KeyKind, bool) -> &'static str,
    reading: fn(Reading) -> &'static str,
}

impl Text {
    /// What a finding says.
    pub fn finding(&self, detail: &Detail) -> Told {
        (self.tables.finding)(detail)
    }

    /// The word for a severity.
    pub fn severity(&self, severity: Severity) -> &'static str {
        (self.tables.severity)(severity)
    }

    /// The name of a part inside a sentence: "header", "segment 4".
    pub fn part(&self, part: Part) -> Cow<'static, str> {
        (self.tables.part)(part)
    }

    /// The word for how much of a token decodes.
    pub fn structure(&self, structure: Structure) -> &'static str {
        (self.tables.names.structure)(structure)
    }

    /// The word for what a payload is.
    pub fn media(&self, media: Media) -> &'static str {
        (self.tables.names.media)(media)
    }

    /// Whose token it is by its shape, and what it is for: "Keycloak · access token".
    pub fn provider(&self, provider: Provider) -> String {
        format!("{} · {}", provider.name, (self.tables.kind)(provider.kind))
    }

    /// The name of a serialisation: "JWS compact".
    pub fn serialization(&self, serialization: Serialization) -> &'static str {
        (self.tables.names.serialization)(serialization)
    }

    /// Where a token was found, as a noun: "cookie “session”"; `None` where it is the whole text.
    pub fn origin(&self, origin: &Origin) -> Option<String> {
        (self.tables.names.origin)(origin)
    }

    /// What a key is: "RSA 2048", "P-256", "Secret 256 bits".
    pub fn key_kind(&self, kind: KeyKind) -> String {
        (self.tables.names.key_kind)(kind)
    }

    /// Which half of a key there is: "private key", "public key", "secret".
    pub fn half(&self, kind: KeyKind, has_private: bool) -> &'static str {
        (self.tables.names.half)(kind, has_private)
    }

    /// How the bytes of a file are taken as a secret.
    pub fn reading(&self, reading: Reading) -> &'static str {
        (self.tables.names.reading)(reading)
    }

    /// Why a key is not for an algorithm.
    pub fn unfit(&self, unfit: &Unfit) -> String {
        (self.tables.names.unfit)(unfit)
    }
}
