//! The seal of the public index: HMAC-SHA256 with a key that lies in the keychain.
//!
//! Promises: what is sealed for one purpose is no seal for another.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{Random, VaultError};
use crate::encoding::base64url;

/// The key that seals.
pub(super) struct Seal(Zeroizing<[u8; 32]>);

/// What is sealed.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// The list of keys.
    Index,
    /// The id of a key that is being written or removed.
    Unfinished,
    /// A secret, to know it again. Keyed, since a short one could be guessed from its bare hash.
    Secret,
}

impl Seal {
    /// A new one.
    pub(super) fn random(random: Random) -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0; 32]);
        if !random(&mut *bytes) {
            return Err(VaultError::NoRandomness);
        }
        Ok(Self(bytes))
    }

    /// From its bytes; `None` where they are not 32.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// Its bytes, for the keychain alone.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &*self.0
    }

    /// The seal on `content`, in base64url.
    pub(super) fn of(&self, purpose: Purpose, content: &[u8]) -> String {
        base64url::encode(&self.mac(purpose, content).finalize().into_bytes())
    }

    /// Whether `seal` is the seal on `content`; in constant time.
    pub(super) fn holds(&self, purpose: Purpose, content: &[u8], seal: &str) -> bool {
        let expected = self.of(purpose, content);
        bool::from(subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), seal.as_bytes()))
    }

    fn mac(&self, purpose: Purpose, content: &[u8]) -> Hmac<Sha256> {
        let label: &[u8] = match purpose {
            Purpose::Index => b"jotlens index\0",
            Purpose::Unfinished => b"jotlens unfinished\0",
            Purpose::Secret => b"jotlens secret\0",
        };
        // A key shorter than the block is padded with zeros (RFC 2104, section 2): done here, so that nothing can fail.
        let mut block = Zeroizing::new([0; 64]);
        for (to, from) in block.iter_mut().zip(self.0.iter()) {
            *to = *from;
        }
        let mut mac = Hmac::<Sha256>::new(&(*block).into());
        mac.update(label);
        mac.update(content);
        mac
    }
}
