//! JWE (RFC 7516; RFC 7518 §4 and §5; RFC 8037 for X25519 and X448): opening and sealing.
//!
//! Promises: a failure to decrypt never says which step failed, in words or (for RSA1_5) in what is done next; what
//! would cost much (PBES2 iterations, inflating) asks first; nothing decrypted is kept in an error.

mod agree;
pub mod algorithm;
mod content;
mod deflate;
mod fit;
mod header;
mod open;
mod password;
pub mod seal;
mod transport;
mod wrap;

#[cfg(test)]
mod tests;

use thiserror::Error;
use zeroize::Zeroizing;

pub use algorithm::{ContentEncryption, KeyManagement};
pub use fit::{fit, fit_algorithm};
pub use open::decrypt;
pub use seal::seal;

/// What opening may cost; beyond it, the answer says so and the person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most iterations of PBKDF2 (`p2c`, RFC 7518 §4.8.1.2).
    pub iterations: u64,
    /// The most bytes that compressed content may inflate to (`zip`, RFC 7516 §4.1.3).
    pub inflated: usize,
}

impl Default for Limits {
    /// What is done without asking.
    fn default() -> Self {
        Self { iterations: 1_200_000, inflated: 250_000 }
    }
}

/// What was inside.
#[derive(Clone, PartialEq, Eq)]
pub struct Plaintext {
    /// The content, inflated if it was compressed.
    pub bytes: Zeroizing<Vec<u8>>,
    /// How many bytes it was before it was inflated; `None` where it was not compressed.
    pub compressed: Option<usize>,
}

impl std::fmt::Debug for Plaintext {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Plaintext({} bytes)", self.bytes.len())
    }
}

/// Why a JWE was not opened with a key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecryptError {
    /// The header does not say how, or says it wrongly.
    #[error("header: {0}")]
    Header(#[from] HeaderFault),
    /// The algorithm is registered, or at least named, and not done here.
    #[error("{0} is not supported")]
    Unsupported(String),
    /// The key is not for the algorithm.
    #[error("the key does not fit")]
    Unfit(Unfit),
    /// The key fits, and its private half (or its secret) is not at hand.
    #[error("the private half is not here")]
    Sealed,
    /// It did not decrypt. Which step failed is never said.
    #[error("not decrypted")]
    Mismatch,
    /// More iterations of PBKDF2 than the limit.
    #[error("{found} iterations are more than {limit}")]
    TooManyIterations {
        /// `p2c`.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// It decrypted, and inflates to more bytes than the limit.
    #[error("inflates to more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// It decrypted, and what `zip` says is compressed does not inflate.
    #[error("does not inflate")]
    Deflate,
    /// Somebody gave up.
    #[error("cancelled")]
    Cancelled,
}

/// What is wrong with the header of a JWE, so that nothing can be opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HeaderFault {
    /// A parameter that must be there is not, or is not of the right type.
    #[error("{0} is missing or no text")]
    Missing(&'static str),
    /// A parameter cannot be what it must be: `epk` no key on the curve, `p2s` no base64url.
    #[error("{0} is unusable")]
    Bad(&'static str),
    /// A parameter stands in two of the three headers (RFC 7516 §7.2.1), or twice in one (§4).
    #[error("{0} stands in two headers")]
    Duplicate(String),
    /// A critical extension that is not understood (RFC 7516 §4.1.13).
    #[error("critical {0}")]
    Critical(String),
    /// `dir` and `ECDH-ES` have no encrypted key; the others must have one (RFC 7516 §5.2).
    #[error("the encrypted key must be {}", if *.must_be_empty { "empty" } else { "there" })]
    EncryptedKey {
        /// Which of the two.
        must_be_empty: bool,
    },
    /// The initialisation vector is not as long as `enc` has it; bytes.
    #[error("an IV of {found} bytes, not {expected}")]
    Iv {
        /// What `enc` needs.
        expected: usize,
        /// What is there.
        found: usize,
    },
    /// The tag is not as long as `enc` has it; bytes.
    #[error("a tag of {found} bytes, not {expected}")]
    Tag {
        /// What `enc` needs.
        expected: usize,
        /// What is there.
        found: usize,
    },
}

/// Why a key is not for a key management algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Another kind of key is needed.
    Kind,
    /// The kind is right; the curve of `epk` is another.
    Curve,
    /// A secret of another length is needed; bits.
    Length {
        /// What the algorithm (for `dir`: `enc`) needs.
        needs: usize,
        /// What the key has.
        has: usize,
    },
    /// `use` is not `enc` (RFC 7517 §4.2).
    Use(String),
    /// `key_ops` allows nothing of the kind (RFC 7517 §4.3).
    Operations(Vec<String>),
    /// `alg` names another algorithm (RFC 7517 §4.4).
    Algorithm(String),
}
