//! What a header's `alg` says, in every way that it can be wrong.

use crate::encoding::json::{Kind, Value};
use crate::inspect::find::is_invisible;
use crate::inspect::homoglyph::ascii_lookalike;
use crate::jose::algorithm::{JwsAlgorithm, is_content_encryption, is_jwe_algorithm};
use crate::jose::token::SignatureBlock;

/// What `alg` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Alg {
    /// A signature algorithm by its registered name.
    Known(JwsAlgorithm),
    /// Exactly "none".
    None,
    /// A spelling variant of "none".
    NoneVariant(String),
    /// A registered name in other case.
    Case(String, JwsAlgorithm),
    /// An encryption algorithm.
    Jwe(String),
    /// A name that no registry has.
    Unknown(String),
    /// Not a string.
    NotString(Kind),
    /// Absent or empty.
    Missing,
    /// Said twice.
    Twice,
}

impl Alg {
    /// Reads the `alg` of a signature's headers.
    pub(super) fn of(block: &SignatureBlock) -> Self {
        let protected = block.header.leading_json().map_or(0, |json| count(json.root()));
        let unprotected = block
            .unprotected
            .as_ref()
            .and_then(|header| header.leading_json())
            .map_or(0, |json| count(json.root()));
        if protected + unprotected > 1 {
            return Self::Twice;
        }
        block.param("alg").map_or(Self::Missing, Self::read)
    }

    fn read(value: Value<'_>) -> Self {
        let Some(name) = value.as_str() else { return Self::NotString(value.kind()) };
        if name.is_empty() {
            return Self::Missing;
        }
        if name == "none" {
            return Self::None;
        }
        if let Some(algorithm) = JwsAlgorithm::from_name(&name) {
            return Self::Known(algorithm);
        }
        if is_jwe_algorithm(&name) || is_content_encryption(&name) {
            return Self::Jwe(name.into_owned());
        }
        let is_seen = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c);
        let bare: String = name.chars().filter(is_seen).collect();
        if passes_for_none(&bare) {
            return Self::NoneVariant(name.into_owned());
        }
        match JwsAlgorithm::ALL.iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(&bare)) {
            Some(algorithm) => Self::Case(name.into_owned(), *algorithm),
            None => Self::Unknown(name.into_owned()),
        }
    }
}

/// Whether text would be "none" to a reader, or to a verifier that normalises it.
fn passes_for_none(text: &str) -> bool {
    let letters = text.chars().map(|c| ascii_lookalike(c).unwrap_or(c)).filter(|c| c.is_alphanumeric());
    letters.collect::<String>().eq_ignore_ascii_case("none")
}

fn count(header: Value<'_>) -> usize {
    header.members().filter(|(name, _)| name.text() == "alg").count()
}
