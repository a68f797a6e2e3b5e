//! PEM whose body is encrypted as its `DEK-Info` header says (RFC 1421), with a key made by one round of MD5.

use zeroize::Zeroizing;

use super::cipher::Cipher;
use super::{Unlock, kdf};
use crate::jose::read::error::{Format, ReadError};
use crate::jose::read::sniff;

/// What the header names.
pub(crate) struct DekInfo {
    /// The name of the cipher, for people.
    pub(crate) name: String,
    cipher: Cipher,
    iv: Vec<u8>,
}

/// The length of the salt, which is the beginning of the initialisation vector.
const SALT_LEN: usize = 8;

impl DekInfo {
    /// Reads the value of the header: `AES-256-CBC,0123…`.
    pub(crate) fn read(value: &str) -> Result<Self, ReadError> {
        let (name, iv) = value.split_once(',').unwrap_or((value, ""));
        let name = name.trim().to_ascii_uppercase();
        let cipher = match name.as_str() {
            "AES-128-CBC" => Cipher::Aes128,
            "AES-192-CBC" => Cipher::Aes192,
            "AES-256-CBC" => Cipher::Aes256,
            "DES-EDE3-CBC" => Cipher::TripleDes,
            "DES-CBC" => Cipher::Des,
            _ => return Err(ReadError::UnknownProtection(name)),
        };
        let iv = sniff::hex(iv).filter(|iv| iv.len() == cipher.block_len());
        Ok(Self { name, cipher, iv: iv.ok_or(ReadError::Damaged(Format::LegacyEncryptedPem))?.to_vec() })
    }
}

/// The plain body. That it is a key is for the caller to see: the padding alone is right by chance once in
/// 256 times.
pub(crate) fn decrypt_dek(
    info: &DekInfo,
    body: &[u8],
    unlock: &Unlock<'_>,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let format = Format::LegacyEncryptedPem;
    if body.is_empty() || !body.len().is_multiple_of(info.cipher.block_len()) {
        return Err(ReadError::Damaged(format));
    }
    let password = unlock.password(format)?;
    let salt = info.iv.get(..SALT_LEN).unwrap_or_default();
    let key = kdf::bytes_to_key(password.as_bytes(), salt, info.cipher.key_len());
    info.cipher.decrypt(&key, &info.iv, body).ok_or(ReadError::WrongPassword(format))
}
