//! What is wrong with a key: reasons with their data, for `text/` to put into words.

use thiserror::Error;

use super::algorithm::Curve;

/// Why a key cannot be read, or cannot be used although it was read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyFault {
    /// A JWK lacks a member that its type needs.
    #[error("member {0:?} is missing")]
    Missing(&'static str),
    /// A member of a JWK has the wrong JSON type.
    #[error("member {0:?} has the wrong JSON type")]
    WrongType(&'static str),
    /// A member of a JWK is not base64url.
    #[error("member {0:?} is not base64url")]
    NotBase64(&'static str),
    /// A part of the key has a length that its curve does not allow.
    #[error("{part} has {found} bytes, not {expected}")]
    Length {
        /// The part, by its JWK name.
        part: &'static str,
        /// What the curve asks for, in bytes.
        expected: usize,
        /// What was found, in bytes.
        found: usize,
    },
    /// A coordinate of an EC point has not the length of its curve's field, and zeros in front do not mend it
    /// (RFC 7518, section 6.2.1.2).
    #[error("coordinate {part} has {found} bytes, not {expected}")]
    Coordinate {
        /// `x` or `y`.
        part: &'static str,
        /// What the curve asks for, in bytes.
        expected: usize,
        /// What was found, in bytes.
        found: usize,
    },
    /// A `kty` or an algorithm identifier (dotted OID) that we do not know. Case matters.
    #[error("unknown key type {0:?}")]
    UnknownType(String),
    /// A `crv` or a named curve (dotted OID) that we do not know, or that its `kty` does not have.
    #[error("unknown curve {0:?}")]
    UnknownCurve(String),
    /// The key spells out its curve instead of naming it: refused, since such a key can lie about the
    /// generator (CVE-2020-0601).
    #[error("explicit curve parameters")]
    ExplicitParameters,
    /// The public key is not a point of the curve.
    #[error("point is not on {}", .0.name())]
    OffCurve(Curve),
    /// The private scalar is zero or not below the order of the curve.
    #[error("private scalar is out of range for {}", .0.name())]
    ScalarRange(Curve),
    /// The private part belongs to another public part.
    #[error("private and public part do not belong together")]
    PairMismatch,
    /// The RSA modulus has a size that nobody can use: under 512 or over 16,384 bits.
    #[error("RSA modulus of {bits} bits")]
    RsaSize {
        /// The size of the modulus in bits.
        bits: usize,
    },
    /// The RSA modulus is even: it is no product of two odd primes, and no signature can be checked.
    #[error("RSA modulus is even")]
    RsaEvenModulus,
    /// The RSA exponent is 0, 1, even, or over 33 bits (which would make checking a signature very slow).
    #[error("RSA exponent is not an odd number from 3 to 33 bits")]
    RsaExponent,
    /// The RSA private part is inconsistent, or leaves out what cannot be recovered.
    #[error("RSA private part cannot be used")]
    RsaPrivate,
    /// The DER is damaged: truncated, trailing bytes, wrong structure.
    #[error("damaged DER: {0}")]
    Der(String),
    /// The key is of a kind that is known by name and not done here, such as DSA.
    #[error("{0} keys are not supported")]
    Unsupported(&'static str),
    /// An ML-DSA private key without the seed that it was made from: JOSE has no form for it (RFC 9964).
    #[error("ML-DSA private key without its seed")]
    NoSeed,
}
