//! Content encryption (RFC 7518 §5): AES-GCM, and AES-CBC with HMAC put together by hand as §5.2.2 has it.
//!
//! Opening answers `None` for whatever is wrong, a wrong length included; nothing is unpadded before its tag holds.

use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::{AeadInOut, Nonce, consts::U12};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt as _, BlockModeEncrypt as _, KeyInit,
    KeyIvInit as _,
};
use hmac::{Hmac, Mac};
use sha2::{Sha256, Sha384, Sha512};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::algorithm::{AesSize, ContentEncryption};

/// What encrypting makes.
#[derive(Debug)]
pub(super) struct Sealed {
    pub(super) ciphertext: Vec<u8>,
    pub(super) tag: Vec<u8>,
}

impl ContentEncryption {
    /// The plain bytes, if the tag holds.
    pub(super) fn open(
        self,
        key: &[u8],
        iv: &[u8],
        aad: &[u8],
        ciphertext: &[u8],
        tag: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::A128CbcHs256 => cbc_open::<Aes128, Hmac<Sha256>>(self, key, iv, aad, ciphertext, tag),
            Self::A192CbcHs384 => cbc_open::<Aes192, Hmac<Sha384>>(self, key, iv, aad, ciphertext, tag),
            Self::A256CbcHs512 => cbc_open::<Aes256, Hmac<Sha512>>(self, key, iv, aad, ciphertext, tag),
            Self::A128Gcm => gcm_open(AesSize::A128, key, iv, aad, ciphertext, tag),
            Self::A192Gcm => gcm_open(AesSize::A192, key, iv, aad, ciphertext, tag),
            Self::A256Gcm => gcm_open(AesSize::A256, key, iv, aad, ciphertext, tag),
        }
    }

    /// Ciphertext and tag; `None` where key or IV have the wrong length.
    pub(super) fn seal(self, key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Option<Sealed> {
        match self {
            Self::A128CbcHs256 => cbc_seal::<Aes128, Hmac<Sha256>>(self, key, iv, aad, plaintext),
            Self::A192CbcHs384 => cbc_seal::<Aes192, Hmac<Sha384>>(self, key, iv, aad, plaintext),
            Self::A256CbcHs512 => cbc_seal::<Aes256, Hmac<Sha512>>(self, key, iv, aad, plaintext),
            Self::A128Gcm => gcm_seal(AesSize::A128, key, iv, aad, plaintext),
            Self::A192Gcm => gcm_seal(AesSize::A192, key, iv, aad, plaintext),
            Self::A256Gcm => gcm_seal(AesSize::A256, key, iv, aad, plaintext),
        }
    }
}

/// AES-GCM with an IV of 12 bytes and a tag of 16; other lengths are refused, since a short tag is easily forged.
pub(super) fn gcm_open(
    size: AesSize,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    match size {
        AesSize::A128 => gcm_open_as::<AesGcm<Aes128, U12>>(key, iv, aad, ciphertext, tag),
        AesSize::A192 => gcm_open_as::<AesGcm<Aes192, U12>>(key, iv, aad, ciphertext, tag),
        AesSize::A256 => gcm_open_as::<AesGcm<Aes256, U12>>(key, iv, aad, ciphertext, tag),
    }
}

fn gcm_open_as<C: AeadInOut + KeyInit>(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = C::new_from_slice(key).ok()?;
    let nonce: &Nonce<C> = iv.try_into().ok()?;
    let mut bytes = Zeroizing::new(ciphertext.to_vec());
    cipher.decrypt_inout_detached(nonce, aad, bytes.as_mut_slice().into(), tag.try_into().ok()?).ok()?;
    Some(bytes)
}

/// The other way round.
pub(super) fn gcm_seal(size: AesSize, key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Option<Sealed> {
    match size {
        AesSize::A128 => gcm_seal_as::<AesGcm<Aes128, U12>>(key, iv, aad, plaintext),
        AesSize::A192 => gcm_seal_as::<AesGcm<Aes192, U12>>(key, iv, aad, plaintext),
        AesSize::A256 => gcm_seal_as::<AesGcm<Aes256, U12>>(key, iv, aad, plaintext),
    }
}

fn gcm_seal_as<C: AeadInOut + KeyInit>(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    plaintext: &[u8],
) -> Option<Sealed> {
    let cipher = C::new_from_slice(key).ok()?;
    let nonce: &Nonce<C> = iv.try_into().ok()?;
    let mut ciphertext = plaintext.to_vec();
    let tag = cipher.encrypt_inout_detached(nonce, aad, ciphertext.as_mut_slice().into()).ok()?;
    Some(Sealed { ciphertext, tag: tag.to_vec() })
}

fn cbc_open<C: BlockCipherDecrypt + KeyInit, M: Mac + KeyInit>(
    enc: ContentEncryption,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (mac_key, cipher_key) = halves(enc, key)?;
    let expected = cbc_tag::<M>(enc, mac_key, iv, aad, ciphertext)?;
    // A shorter tag is never equal.
    if !bool::from(expected.as_slice().ct_eq(tag)) {
        return None;
    }
    let mut bytes = Zeroizing::new(ciphertext.to_vec());
    let cipher = cbc::Decryptor::<C>::new_from_slices(cipher_key, iv).ok()?;
    let len = cipher.decrypt_padded::<Pkcs7>(&mut bytes).ok()?.len();
    bytes.truncate(len);
    Some(bytes)
}

fn cbc_seal<C: BlockCipherEncrypt + KeyInit, M: Mac + KeyInit>(
    enc: ContentEncryption,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    plaintext: &[u8],
) -> Option<Sealed> {
    let (mac_key, cipher_key) = halves(enc, key)?;
    let ciphertext =
        cbc::Encryptor::<C>::new_from_slices(cipher_key, iv).ok()?.encrypt_padded_vec::<Pkcs7>(plaintext);
    let tag = cbc_tag::<M>(enc, mac_key, iv, aad, &ciphertext)?;
    Some(Sealed { ciphertext, tag })
}

/// The first half is the key of the MAC, the second that of the cipher.
fn halves(enc: ContentEncryption, key: &[u8]) -> Option<(&[u8], &[u8])> {
    if key.len() == enc.key_len() { key.split_at_checked(enc.key_len() / 2) } else { None }
}

/// The first half of the HMAC over `AAD ‖ IV ‖ ciphertext ‖ bits of AAD`.
fn cbc_tag<M: Mac + KeyInit>(
    enc: ContentEncryption,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
) -> Option<Vec<u8>> {
    let mut mac = <M as KeyInit>::new_from_slice(key).ok()?;
    for part in [aad, iv, ciphertext, &(aad.len() as u64 * 8).to_be_bytes()] {
        mac.update(part);
    }
    mac.finalize().into_bytes().get(..enc.tag_len()).map(<[u8]>::to_vec)
}
