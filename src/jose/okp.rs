//! Octet key pairs (RFC 8037): Ed25519, Ed448, X25519 and X448.

use std::sync::Arc;

use ed25519_dalek::{SigningKey, VerifyingKey};

use zeroize::Zeroizing;

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
    /// From the public bytes. For Ed25519 and Ed448 they must be a point of the curve; X25519 and X448 take any.
    pub fn public(curve: Curve, public: &[u8]) -> Result<Self, KeyFault> {
        check_length(curve, "x", public.len())?;
        if !is_point(curve, public) {
            return Err(KeyFault::OffCurve(curve));
        }
        Ok(Self { curve, public: public.into(), private: None })
    }

    /// From the private bytes (the seed), deriving the public part.
    pub fn from_private(curve: Curve, private: SecretBytes) -> Result<Self, KeyFault> {
        check_length(curve, "d", private.len())?;
        let public = derive(curve, private.as_bytes()).ok_or(KeyFault::Unsupported(curve.name()))?;
        Ok(Self { curve, public: public.into(), private: Some(private) })
    }

    /// Adds the private part that belongs to this public key.
    pub fn with_private(self, private: SecretBytes) -> Result<Self, KeyFault> {
        let pair = Self::from_private(self.curve, private)?;
        if pair.public == self.public { Ok(pair) } else { Err(KeyFault::PairMismatch) }
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

    /// Without the private part.
    pub(super) fn to_public(&self) -> Self {
        Self { private: None, ..self.clone() }
    }
}

fn check_length(curve: Curve, part: &'static str, found: usize) -> Result<(), KeyFault> {
    if curve.is_ec() {
        return Err(KeyFault::UnknownCurve(curve.name().to_owned()));
    }
    let expected = curve.part_len();
    if found == expected { Ok(()) } else { Err(KeyFault::Length { part, expected, found }) }
}

fn is_point(curve: Curve, public: &[u8]) -> bool {
    match curve {
        Curve::Ed25519 => public.try_into().is_ok_and(|bytes| VerifyingKey::from_bytes(bytes).is_ok()),
        Curve::Ed448 => {
            public.try_into().is_ok_and(|bytes| ed448_goldilocks::VerifyingKey::from_bytes(bytes).is_ok())
        }
        _ => true,
    }
}

/// The public bytes that belong to a seed of the right length.
fn derive(curve: Curve, seed: &[u8]) -> Option<Vec<u8>> {
    Some(match curve {
        Curve::Ed25519 => SigningKey::from_bytes(seed.try_into().ok()?).verifying_key().as_bytes().to_vec(),
        Curve::Ed448 => {
            let key = ed448_goldilocks::SigningKey::try_from(seed).ok()?;
            key.verifying_key().to_bytes().to_vec()
        }
        Curve::X25519 => {
            let secret = x25519_dalek::StaticSecret::from(*Zeroizing::new(<[u8; 32]>::try_from(seed).ok()?));
            x25519_dalek::PublicKey::from(&secret).as_bytes().to_vec()
        }
        Curve::X448 => {
            let secret = x448::StaticSecret::from(*Zeroizing::new(<[u8; 56]>::try_from(seed).ok()?));
            x448::PublicKey::from(&secret).as_bytes().to_vec()
        }
        _ => return None,
    })
}
