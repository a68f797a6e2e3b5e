//! Octet key pairs (RFC 8037): Ed25519 and, as far as their bytes go, Ed448, X25519 and X448.

use std::sync::Arc;

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::algorithm::Curve;
use super::fault::KeyFault;
use super::secret::SecretBytes;

/// A key on an Edwards or Montgomery curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OkpKey {
    curve: Curve,
    public: Arc<[u8]>,
    private: Option<SecretBytes>,
}

impl OkpKey {
    /// From the public bytes. For Ed25519 they must be a point of the curve.
    pub fn public(curve: Curve, public: &[u8]) -> Result<Self, KeyFault> {
        check_length(curve, "x", public.len())?;
        if curve == Curve::Ed25519 && ed25519_point(public).is_none() {
            return Err(KeyFault::OffCurve(curve));
        }
        Ok(Self { curve, public: public.into(), private: None })
    }

    /// From the private bytes (the seed), deriving the public part. Only Ed25519 can do this here.
    pub fn from_private(curve: Curve, private: SecretBytes) -> Result<Self, KeyFault> {
        check_length(curve, "d", private.len())?;
        let (Curve::Ed25519, Ok(seed)) = (curve, private.as_bytes().try_into()) else {
            return Err(KeyFault::Unsupported(curve.name()));
        };
        let public = SigningKey::from_bytes(seed).verifying_key();
        Ok(Self { curve, public: public.as_bytes().as_slice().into(), private: Some(private) })
    }

    /// Adds the private part to a public key.
    ///
    /// For Ed25519 it must be the one that belongs to it; for the other curves this cannot be told here, and
    /// the word of the file is taken.
    pub fn with_private(self, private: SecretBytes) -> Result<Self, KeyFault> {
        check_length(self.curve, "d", private.len())?;
        if self.curve == Curve::Ed25519 {
            let pair = Self::from_private(self.curve, private)?;
            return if pair.public == self.public { Ok(pair) } else { Err(KeyFault::PairMismatch) };
        }
        Ok(Self { private: Some(private), ..self })
    }

    /// The curve.
    pub const fn curve(&self) -> Curve {
        self.curve
    }

    /// The public bytes, `x` of the JWK.
    pub fn x(&self) -> &[u8] {
        &self.public
    }

    /// The private bytes, `d` of the JWK.
    pub const fn private(&self) -> Option<&SecretBytes> {
        self.private.as_ref()
    }
}

fn check_length(curve: Curve, part: &'static str, found: usize) -> Result<(), KeyFault> {
    if curve.is_ec() {
        return Err(KeyFault::UnknownCurve(curve.name().to_owned()));
    }
    let expected = curve.part_len();
    if found == expected { Ok(()) } else { Err(KeyFault::Length { part, expected, found }) }
}

fn ed25519_point(public: &[u8]) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(public.try_into().ok()?).ok()
}
