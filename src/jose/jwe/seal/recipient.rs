//! One recipient's share of a new token: its encrypted key, and the header parameters that belong to it.

use std::convert::Infallible;

use rsa::Oaep;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::PaddingScheme;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::write::Parties;
use super::{Order, SealError, To};
use crate::encoding::base64url;
use crate::encoding::json::quoted;
use crate::jose::algorithm::Curve;
use crate::jose::fault::KeyFault;
use crate::jose::generate::{Random, on_curve};
use crate::jose::jwe::agree::{Point, derive_key, shared_secret};
use crate::jose::jwe::algorithm::{AesSize, KeyManagement};
use crate::jose::jwe::content::gcm_seal;
use crate::jose::jwe::password::wrapping_key;
use crate::jose::jwe::wrap::wrap;
use crate::jose::key::Material;
use crate::jose::rsa_key::RsaKey;
use crate::jose::secret::SecretBytes;

/// How long the salt of PBES2 is, in bytes; the least is 8 (RFC 7518 §4.8.1.1).
const SALT: usize = 16;

/// What belongs to one recipient.
pub(super) struct Share {
    /// Header parameters besides `alg` and `kid`: names, and values as JSON.
    pub(super) members: Vec<(&'static str, String)>,
    /// Empty for `dir` and `ECDH-ES`.
    pub(super) encrypted_key: Vec<u8>,
}

/// What is to be done for one recipient.
pub(super) struct Task<'a> {
    pub(super) order: &'a Order<'a>,
    pub(super) recipient: usize,
    pub(super) to: &'a To<'a>,
    pub(super) parties: &'a Parties,
    pub(super) content_key: &'a [u8],
}

type ContentKey = Zeroizing<Vec<u8>>;

impl Task<'_> {
    /// The share; and the content key, where it is not the one that was drawn: with `dir` and `ECDH-ES`.
    pub(super) fn share(
        &self,
        random: Random,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<(Share, Option<ContentKey>), SealError> {
        match (&self.to.key.material, self.to.algorithm.aes()) {
            (Material::Secret(secret), None) => {
                let share = Share { members: Vec::new(), encrypted_key: Vec::new() };
                Ok((share, Some(Zeroizing::new(secret.as_bytes().to_vec()))))
            }
            (Material::Secret(secret), Some(size)) => {
                Ok((self.with_secret(secret, size, random, cancelled)?, None))
            }
            (Material::Rsa(key), _) => Ok((self.with_rsa(key, random)?, None)),
            (Material::Ec(_) | Material::Okp(_), size) => self.with_agreement(size, random),
            (Material::Sealed { .. }, _) => Err(SealError::Sealed { recipient: self.recipient }),
            (Material::Akp(_), _) => Err(SealError::Failed),
        }
    }

    fn with_secret(
        &self,
        secret: &SecretBytes,
        size: AesSize,
        random: Random,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Share, SealError> {
        match self.to.algorithm {
            KeyManagement::A128Kw | KeyManagement::A192Kw | KeyManagement::A256Kw => {
                self.wrapped(size, secret.as_bytes(), Vec::new())
            }
            KeyManagement::A128GcmKw | KeyManagement::A192GcmKw | KeyManagement::A256GcmKw => {
                let iv = draw(random, 12)?;
                let sealed = gcm_seal(size, secret.as_bytes(), &iv, &[], self.content_key);
                let sealed = sealed.ok_or(SealError::Failed)?;
                let members = vec![("iv", encoded(&iv)), ("tag", encoded(&sealed.tag))];
                Ok(Share { members, encrypted_key: sealed.ciphertext })
            }
            algorithm => {
                let salt_input = draw(random, SALT)?;
                let iterations = self.order.iterations.get();
                let key = wrapping_key(algorithm, secret.as_bytes(), &salt_input, iterations, cancelled)
                    .ok_or(SealError::Cancelled)?;
                let members = vec![("p2s", encoded(&salt_input)), ("p2c", iterations.to_string())];
                self.wrapped(size, &key, members)
            }
        }
    }

    fn wrapped(
        &self,
        size: AesSize,
        key: &[u8],
        members: Vec<(&'static str, String)>,
    ) -> Result<Share, SealError> {
        let encrypted_key = wrap(size, key, self.content_key).ok_or(SealError::Failed)?;
        Ok(Share { members, encrypted_key })
    }

    fn with_agreement(
        &self,
        size: Option<AesSize>,
        random: Random,
    ) -> Result<(Share, Option<ContentKey>), SealError> {
        let other = Point::of(&self.to.key.material).ok_or(SealError::Failed)?;
        let curve = other.curve();
        let ephemeral = ephemeral(curve, random)?;
        let z = shared_secret(&ephemeral, &other)
            .ok_or(SealError::Key { recipient: self.recipient, why: KeyFault::OffCurve(curve) })?;
        let (u, v) = (&self.parties.u, &self.parties.v);
        let key = derive_key(&z, self.to.algorithm, self.order.enc, u, v);
        let members = vec![("epk", public_jwk(&ephemeral)?)];
        match size {
            Some(size) => Ok((self.wrapped(size, &key, members)?, None)),
            None => Ok((Share { members, encrypted_key: Vec::new() }, Some(key))),
        }
    }

    fn with_rsa(&self, key: &RsaKey, random: Random) -> Result<Share, SealError> {
        let encrypted = match self.to.algorithm {
            KeyManagement::RsaOaep => self.with_padding(key, Oaep::<Sha1>::new(), random),
            KeyManagement::RsaOaep256 => self.with_padding(key, Oaep::<Sha256>::new(), random),
            KeyManagement::RsaOaep384 => self.with_padding(key, Oaep::<Sha384>::new(), random),
            KeyManagement::RsaOaep512 => self.with_padding(key, Oaep::<Sha512>::new(), random),
            other => Err(SealError::NeverMade(other)),
        };
        Ok(Share { members: Vec::new(), encrypted_key: encrypted? })
    }

    fn with_padding(
        &self,
        key: &RsaKey,
        padding: impl PaddingScheme,
        random: Random,
    ) -> Result<Vec<u8>, SealError> {
        let recipient = self.recipient;
        let key = key.to_rsa_public().map_err(|why| SealError::Key { recipient, why })?;
        let mut source = Source { random, has_failed: false };
        let encrypted = key.encrypt(&mut source, padding, self.content_key);
        if source.has_failed {
            return Err(SealError::NoRandomness);
        }
        encrypted.map_err(|_| SealError::KeyTooSmall { recipient })
    }
}

/// That many random bytes.
pub(super) fn draw(random: Random, len: usize) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let mut bytes = Zeroizing::new(vec![0; len]);
    if random(&mut bytes) { Ok(bytes) } else { Err(SealError::NoRandomness) }
}

/// A new key pair on the curve.
fn ephemeral(curve: Curve, random: Random) -> Result<Material, SealError> {
    on_curve(curve, random).map_err(|_| SealError::NoRandomness)
}

fn public_jwk(pair: &Material) -> Result<String, SealError> {
    match pair {
        Material::Ec(key) => Ok(format!(
            r#"{{"kty":"EC","crv":"{}","x":{},"y":{}}}"#,
            key.curve().name(),
            encoded(key.x()),
            encoded(key.y())
        )),
        Material::Okp(key) => {
            Ok(format!(r#"{{"kty":"OKP","crv":"{}","x":{}}}"#, key.curve().name(), encoded(key.x())))
        }
        _ => Err(SealError::Failed),
    }
}

/// Bytes as a JSON string.
fn encoded(bytes: &[u8]) -> String {
    quoted(&base64url::encode(bytes))
}

/// Our randomness for `rsa`. The trait knows no failure, so it is kept here.
struct Source {
    random: Random,
    has_failed: bool,
}

impl TryRng for Source {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.has_failed |= !(self.random)(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Source {}
