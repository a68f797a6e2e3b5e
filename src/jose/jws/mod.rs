//! JWS signatures (RFC 7515): the mathematics and nothing else.
//!
//! Neither function looks at `use`, `key_ops` or `alg` of the key: [`super::Key::fit`] does. A signature is
//! taken as raw bytes in the one form that JOSE has; for ECDSA that is `r ‖ s`, never DER.
//! Algorithms and key sizes that `jsonwebtoken` has go through it; the others go to RustCrypto.

mod backend;
mod guess;
pub mod probe;
mod sign;
#[cfg(test)]
mod tests;
mod verify;

use thiserror::Error;

use super::algorithm::JwsAlgorithm;
use super::fault::KeyFault;
use super::key::Unfit;

pub use guess::HmacGuess;
pub use sign::sign;
pub use verify::verify;

/// Why a signature does not hold, or could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// The signature does not belong to this key and this text.
    #[error("signature does not match")]
    Mismatch,
    /// The key is of the wrong kind or curve for the algorithm.
    #[error("key does not fit the algorithm")]
    Unfit(Unfit),
    /// A known algorithm that is not done here, or not with a key of this curve.
    #[error("{} is not supported", .0.name())]
    Unsupported(JwsAlgorithm),
    /// The signature cannot be one: with this algorithm and key they all have another length.
    #[error("signature has {found} bytes, not {expected}")]
    SignatureLength {
        /// The length that the algorithm and the key prescribe, in bytes.
        expected: usize,
        /// The length found, in bytes.
        found: usize,
    },
    /// The key is of the right kind and cannot be used.
    #[error("unusable key: {0}")]
    Key(KeyFault),
    /// The key is a stored secret that was not fetched.
    #[error("the secret was not fetched")]
    Sealed,
}

/// Why nothing was signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SignError {
    /// The key is of the wrong kind or curve for the algorithm.
    #[error("key does not fit the algorithm")]
    Unfit(Unfit),
    /// A known algorithm that is not done here, or not with a key of this curve.
    #[error("{} is not supported", .0.name())]
    Unsupported(JwsAlgorithm),
    /// The key has no private part.
    #[error("key has no private part")]
    NoPrivatePart,
    /// The RSA modulus is too short to hold the padded hash.
    #[error("RSA key is too small for this hash")]
    KeyTooSmall,
    /// The key is of the right kind and cannot be used.
    #[error("unusable key: {0}")]
    Key(KeyFault),
    /// The crypto library refused without saying why.
    #[error("signing failed")]
    Failed,
}
