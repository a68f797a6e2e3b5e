//! Selective disclosure (RFC 9901): disclosures, their digests, and the claims with what was disclosed put in place.
//!
//! Nothing is refused here: whatever can be put in place is, and every breach of §7.1 is told as a fault. A disclosure
//! is used once at the most, so what comes out is never longer than what went in.

mod place;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::digest::Hash;
use super::segment::Segment;
use crate::encoding::Span;
use crate::encoding::json::{self, Json, Kind, Value};

pub use place::MAX_DEPTH;

/// One disclosure as it stands in the token.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// The digest of its text, in base64url; empty where the hash function is not known.
    pub digest: String,
    /// What it holds: an array, unless it is damaged.
    pub content: Option<Json>,
    /// What became of it.
    pub fate: Fate,
}

impl Disclosure {
    /// The salt.
    pub fn salt(&self) -> Option<Cow<'_, str>> {
        self.part(0)?.as_str()
    }

    /// The name of the claim; `None` for an element of an array.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        self.part(2)?;
        self.part(1)?.as_str()
    }

    /// The disclosed value.
    pub fn value(&self) -> Option<Value<'_>> {
        self.part(2).or_else(|| self.part(1))
    }

    fn part(&self, index: usize) -> Option<Value<'_>> {
        self.content.as_ref()?.root().elements().nth(index)
    }

    /// How many parts there are; up to 4.
    fn parts(&self) -> usize {
        self.content.as_ref().map_or(0, |json| json.root().elements().take(4).count())
    }
}

/// What became of a disclosure (RFC 9901 §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It stands in its place.
    Placed,
    /// No digest is its.
    Unmatched,
    /// It stands in the token twice.
    Twice,
    /// It is no JSON array of salt, name and value, or salt and value.
    Malformed,
    /// It is of a claim where an element is, or of an element where a claim is.
    WrongKind,
    /// Its name is `_sd` or `...`.
    ReservedName,
    /// A claim of its name is there already.
    NameExists,
}

/// What is wrong with the token as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A digest stands there twice.
    DigestTwice,
    /// `_sd` is no array of strings, or `...` is no string or has company.
    DigestMalformed,
    /// A disclosure with nothing in it: `~~`.
    Empty,
    /// Deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// A place in [`Selective::shown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The value.
    pub span: Span,
    /// Why it is marked.
    pub kind: MarkKind,
}

/// What a marked value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// It was disclosed.
    Disclosed,
    /// The digest of what was not disclosed, or a decoy.
    Hidden,
}

/// The selective half of an SD-JWT.
#[derive(Clone, Debug)]
pub struct Selective {
    /// The hash function; `None` where `_sd_alg` names another.
    pub hash: Option<Hash>,
    /// The disclosures, in the token's order.
    pub disclosures: Vec<Disclosure>,
    /// The payload with disclosures in place, and with the digests that remain: minified JSON, spelled as it is.
    pub shown: Json,
    /// The marked values of `shown`, in its order.
    pub marks: Vec<Mark>,
    /// What a verifier works with: `shown` without digests and `_sd_alg` (RFC 9901 §7.1, step 3).
    pub claims: Json,
    /// How many digests remain.
    pub hidden: usize,
    /// What is wrong with the token as a whole, each once.
    pub faults: Vec<Fault>,
}

/// Matches disclosures to digests. `disclosures` are segments of the token `text`; `None` where the payload is no
/// object.
pub fn read(payload: &Json, disclosures: &[&Segment], text: &str) -> Option<Selective> {
    let root = payload.root();
    if root.kind() != Kind::Object {
        return None;
    }
    let hash = match root.member("_sd_alg") {
        None => Some(Hash::Sha256),
        Some(name) => name.as_str().and_then(|name| Hash::from_name(&name)),
    };
    let disclosures = disclosures.iter().map(|segment| {
        let encoded = segment.encoded(text);
        let content = segment.json().filter(|_| !segment.is_damaged());
        Disclosure {
            digest: hash.map(|hash| hash.base64url(encoded.as_bytes())).unwrap_or_default(),
            content: content.filter(|json| json.root().kind() == Kind::Array).cloned(),
            fate: Fate::Unmatched,
        }
    });
    let mut disclosures: Vec<Disclosure> = disclosures.collect();
    let place::Placed { text: shown, marks, hidden, mut faults, fates } =
        place::place(payload, &disclosures, place::Form::Shown);
    let claims = place::place(payload, &disclosures, place::Form::Claims).text;
    for (disclosure, fate) in disclosures.iter_mut().zip(fates) {
        disclosure.fate = fate;
    }
    if text.contains("~~") {
        faults.push(Fault::Empty);
    }
    let parse = |text: String| json::parse(text.into()).json;
    Some(Selective { hash, disclosures, shown: parse(shown)?, marks, claims: parse(claims)?, hidden, faults })
}
