//! RSA keys of any size that occurs, weak ones included: they are read to be diagnosed.

use std::sync::Arc;

use pkcs1::EncodeRsaPrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{BoxedUint, RsaPrivateKey, RsaPublicKey};

use super::fault::KeyFault;
use super::secret::SecretBytes;

/// The smallest modulus that is read, in bits.
pub(super) const MIN_BITS: usize = 512;
/// The largest modulus that is read, in bits: one signature of this size is checked in a few milliseconds.
pub(super) const MAX_BITS: usize = 16_384;

/// An RSA key. The modulus has 512 to 16,384 bits; nothing else is promised of the public
/// part. The private part, if any, belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaKey {
    n: Arc<[u8]>,
    e: Arc<[u8]>,
    /// PKCS#1 `RSAPrivateKey` in DER, with all of its factors.
    private: Option<SecretBytes>,
}

impl RsaKey {
    /// From modulus and public exponent, big endian; leading zeros do not count.
    pub fn public(n: &[u8], e: &[u8]) -> Result<Self, KeyFault> {
        let (n, e) = (minimal(n), minimal(e));
        let bits = bits(n);
        if !(MIN_BITS..=MAX_BITS).contains(&bits) {
            return Err(KeyFault::RsaSize { bits });
        }
        if e.is_empty() || e.len() > n.len() {
            return Err(KeyFault::RsaExponent);
        }
        Ok(Self { n: n.into(), e: e.into(), private: None })
    }

    /// Adds the private exponent and the two primes, all big endian; without primes they are recovered,
    /// which needs a public exponent over 16 bits.
    pub fn with_private(self, d: &[u8], primes: Option<(&[u8], &[u8])>) -> Result<Self, KeyFault> {
        self.usable()?;
        let primes = primes.map_or_else(Vec::new, |(p, q)| vec![uint(p), uint(q)]);
        let key = RsaPrivateKey::from_components(uint(&self.n), uint(&self.e), uint(d), primes)
            .map_err(|_| KeyFault::RsaPrivate)?;
        let der = key.to_pkcs1_der().map_err(|_| KeyFault::RsaPrivate)?;
        Ok(Self { private: Some(SecretBytes::from(der.to_bytes())), ..self })
    }

    /// The pair that two primes make, with the public exponent 65,537.
    pub(super) fn from_primes(p: BoxedUint, q: BoxedUint) -> Result<Self, KeyFault> {
        const EXPONENT: [u8; 3] = [1, 0, 1];
        let key = RsaPrivateKey::from_p_q(p, q, uint(&EXPONENT)).map_err(|_| KeyFault::RsaPrivate)?;
        let der = key.to_pkcs1_der().map_err(|_| KeyFault::RsaPrivate)?;
        let public = Self::public(&key.n().to_be_bytes(), &EXPONENT)?;
        Ok(Self { private: Some(SecretBytes::from(der.to_bytes())), ..public })
    }

    /// The modulus, big endian without leading zeros.
    pub fn n(&self) -> &[u8] {
        &self.n
    }

    /// The public exponent, big endian without leading zeros.
    pub fn e(&self) -> &[u8] {
        &self.e
    }

    /// The size of the modulus in bits.
    pub fn bits(&self) -> usize {
        bits(&self.n)
    }

    /// The private key as PKCS#1 `RSAPrivateKey` in DER.
    pub const fn private(&self) -> Option<&SecretBytes> {
        self.private.as_ref()
    }

    /// Without the private part.
    pub(super) fn to_public(&self) -> Self {
        Self { private: None, ..self.clone() }
    }

    /// Whether a signature can be checked with it at all, in reasonable time.
    pub fn usable(&self) -> Result<(), KeyFault> {
        if is_even(&self.n) {
            return Err(KeyFault::RsaEvenModulus);
        }
        let one = *self.e == [1];
        if one || is_even(&self.e) || bits(&self.e) > 33 { Err(KeyFault::RsaExponent) } else { Ok(()) }
    }

    /// The key for the `rsa` crate, which takes sizes that aws-lc refuses.
    pub(super) fn to_rsa_public(&self) -> Result<RsaPublicKey, KeyFault> {
        self.usable()?;
        RsaPublicKey::new_with_size_limits(uint(&self.n), uint(&self.e), MIN_BITS..=MAX_BITS)
            .map_err(|_| KeyFault::RsaExponent)
    }
}

/// The bytes without leading zeros.
pub(super) fn minimal(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

fn bits(minimal: &[u8]) -> usize {
    minimal.first().map_or(0, |first| minimal.len() * 8 - first.leading_zeros() as usize)
}

fn is_even(bytes: &[u8]) -> bool {
    bytes.last().is_none_or(|last| last % 2 == 0)
}

fn uint(bytes: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(bytes)
}
