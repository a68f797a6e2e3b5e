//! Negative tests: from one good token and its key, the labelled set that whoever takes such tokens must refuse, and
//! controls that it must accept.
//!
//! Promises: every token differs from the control in one thing, and all else is the same bytes; what a kind of key does
//! not allow is left out and said; the names are the same for ever. Nothing is sent anywhere. For systems that one may
//! test.

mod base;
mod claims;
pub mod export;
mod form;
mod header;
mod keys;
mod list;
mod signature;
#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::jose::generate::Random;
use crate::jose::key::Key;
use base::Base;
pub use list::Negative;
pub(super) use signature::der;

/// From what the set is made.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// A good token in the compact serialisation.
    pub token: &'a str,
    /// Keys; one of them has signed the token, and its private half is there.
    pub keys: &'a [Key],
    /// The instant for which the controls are good; Unix seconds.
    pub now: i64,
}

/// The labelled set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The tokens, the controls first.
    pub cases: Vec<Case>,
    /// What could not be made, and why.
    pub left_out: Vec<(Negative, LeftOut)>,
    /// Whether the token was not good any more at that instant, so that the control has new times and a new signature.
    pub renewed: bool,
}

/// One token of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is.
    pub negative: Negative,
    /// The token.
    pub token: String,
}

/// Why one of the list is not in the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// A secret has no public half to confuse it with.
    NoPublicKey,
    /// Only RSA keys have that form.
    OnlyRsa,
    /// Only ECDSA signatures are pairs of numbers.
    OnlyEcdsa,
    /// The key has one algorithm.
    OneAlgorithm,
    /// The token has no such claim, or not as text.
    NoClaim(&'static str),
    /// The token is like that already.
    Already,
    /// Base64url of that length is not padded.
    NoPadding,
    /// The signature happens to have no character that the alphabets differ in.
    SameAlphabet,
    /// The crypto library made none.
    Failed,
}

/// Why there is no set.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NegativesError {
    /// No signed token in the compact serialisation, or a damaged one.
    #[error("not a compact JWS")]
    NotCompact,
    /// The header is not a JSON object with single names.
    #[error("header is no object")]
    Header,
    /// The payload is not a JSON object with single names: no claims to vary.
    #[error("payload is no claims set")]
    Payload,
    /// The header's `alg` is none, or no algorithm that is known here.
    #[error("algorithm {0:?}")]
    Algorithm(String),
    /// The token requires an extension: every variant of it might be refused for that.
    #[error("critical extensions")]
    Critical,
    /// None of the keys has signed the token.
    #[error("signed with none of the keys")]
    OtherKey,
    /// That key, by its name, has signed the token, and its private half is not there.
    #[error("only the public half of {0}")]
    PublicOnly(String),
    /// The key made no signature.
    #[error("cannot sign")]
    CannotSign,
    /// The system gives no random numbers.
    #[error("no randomness")]
    NoRandomness,
    /// The person did not want to wait.
    #[error("cancelled")]
    Cancelled,
}

/// Whether that key has signed the token, a compact one: of a file with several keys, the one to make the set with.
pub fn is_signed_by(token: &str, key: &Key) -> bool {
    base::is_signed_by(token, key)
}

/// Makes one token of the set.
type Maker = fn(&Base<'_>) -> Result<String, LeftOut>;

/// Who makes what.
const MAKERS: [&[(Negative, Maker)]; 5] =
    [claims::MAKERS, header::MAKERS, signature::MAKERS, keys::MAKERS, form::MAKERS];

/// Makes the set. With an RSA key another one is searched for, which takes from tenths of a second to seconds: for a
/// job.
pub fn make(order: &Order<'_>, random: Random, cancelled: &dyn Fn() -> bool) -> Result<Set, NegativesError> {
    let base = Base::of(order, random, cancelled)?;
    let mut set = Set { cases: Vec::new(), left_out: Vec::new(), renewed: base.renewed };
    for negative in Negative::ALL {
        let mut makers = MAKERS.iter().flat_map(|makers| makers.iter());
        let Some((_, maker)) = makers.find(|(made, _)| made == negative) else { continue };
        match maker(&base) {
            Ok(token) => set.cases.push(Case { negative: *negative, token }),
            Err(why) => set.left_out.push((*negative, why)),
        }
    }
    Ok(set)
}
