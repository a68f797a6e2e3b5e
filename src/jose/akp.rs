//! Algorithm key pairs (RFC 9964): ML-DSA of FIPS 204. The private part is the seed, from which all else follows.

use std::sync::Arc;

use ml_dsa::{KeyExport as _, MlDsa44, MlDsa65, MlDsa87, MlDsaParams, SigningKey};
use zeroize::Zeroize as _;

use super::algorithm::{Family, JwsAlgorithm};
use super::fault::KeyFault;
use super::secret::SecretBytes;

/// The length of the private seed, in bytes.
const SEED_LEN: usize = 32;

/// An ML-DSA key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AkpKey {
    algorithm: JwsAlgorithm,
    public: Arc<[u8]>,
    seed: Option<SecretBytes>,
}

impl AkpKey {
    /// From the public bytes.
    pub fn public(algorithm: JwsAlgorithm, public: &[u8]) -> Result<Self, KeyFault> {
        let expected = public_len(algorithm)?;
        if public.len() != expected {
            return Err(KeyFault::Length { part: "pub", expected, found: public.len() });
        }
        Ok(Self { algorithm, public: public.into(), seed: None })
    }

    /// From the seed of 32 bytes, deriving the public part.
    pub fn from_seed(algorithm: JwsAlgorithm, seed: SecretBytes) -> Result<Self, KeyFault> {
        let public = match algorithm {
            JwsAlgorithm::MlDsa44 => derive::<MlDsa44>(&seed),
            JwsAlgorithm::MlDsa65 => derive::<MlDsa65>(&seed),
            JwsAlgorithm::MlDsa87 => derive::<MlDsa87>(&seed),
            other => return Err(KeyFault::Unsupported(other.name())),
        };
        let public =
            public.ok_or_else(|| KeyFault::Length { part: "priv", expected: SEED_LEN, found: seed.len() })?;
        Ok(Self { algorithm, public: public.into(), seed: Some(seed) })
    }

    /// Adds the seed that belongs to this public key.
    pub fn with_seed(self, seed: SecretBytes) -> Result<Self, KeyFault> {
        let pair = Self::from_seed(self.algorithm, seed)?;
        if pair.public == self.public { Ok(pair) } else { Err(KeyFault::PairMismatch) }
    }

    /// The one algorithm that the key is for.
    pub const fn algorithm(&self) -> JwsAlgorithm {
        self.algorithm
    }

    /// The public bytes, `pub` of the JWK.
    pub fn public_bytes(&self) -> &[u8] {
        &self.public
    }

    /// The seed, `priv` of the JWK.
    pub const fn seed(&self) -> Option<&SecretBytes> {
        self.seed.as_ref()
    }

    /// Without the seed.
    pub(super) fn to_public(&self) -> Self {
        Self { seed: None, ..self.clone() }
    }
}

/// The length of the public key (FIPS 204, table 2), in bytes.
fn public_len(algorithm: JwsAlgorithm) -> Result<usize, KeyFault> {
    debug_assert_eq!(algorithm.family(), Family::MlDsa);
    match algorithm {
        JwsAlgorithm::MlDsa44 => Ok(1312),
        JwsAlgorithm::MlDsa65 => Ok(1952),
        JwsAlgorithm::MlDsa87 => Ok(2592),
        other => Err(KeyFault::Unsupported(other.name())),
    }
}

fn derive<P: MlDsaParams>(seed: &SecretBytes) -> Option<Vec<u8>> {
    let mut bytes: [u8; SEED_LEN] = seed.as_bytes().try_into().ok()?;
    let key = SigningKey::<P>::from_seed(&bytes.into());
    bytes.zeroize();
    Some(key.expanded_key().verifying_key().to_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_a_public_key_of_the_right_length_and_only_its_own() {
        for algorithm in [JwsAlgorithm::MlDsa44, JwsAlgorithm::MlDsa65, JwsAlgorithm::MlDsa87] {
            let key = AkpKey::from_seed(algorithm, SecretBytes::new(vec![7; 32])).unwrap();
            assert_eq!(key.public_bytes().len(), public_len(algorithm).unwrap());
            let public = AkpKey::public(algorithm, key.public_bytes()).unwrap();
            assert_eq!(public.clone().with_seed(SecretBytes::new(vec![7; 32])), Ok(key));
            let other = public.with_seed(SecretBytes::new(vec![8; 32]));
            assert_eq!(other, Err(KeyFault::PairMismatch));
        }
    }

    #[test]
    fn wrong_lengths_are_refused() {
        for length in [0, 31, 33, 64] {
            let key = AkpKey::from_seed(JwsAlgorithm::MlDsa44, SecretBytes::new(vec![7; length]));
            assert_eq!(key, Err(KeyFault::Length { part: "priv", expected: 32, found: length }));
        }
        let key = AkpKey::public(JwsAlgorithm::MlDsa65, &[0; 1312]);
        assert_eq!(key, Err(KeyFault::Length { part: "pub", expected: 1952, found: 1312 }));
    }
}
