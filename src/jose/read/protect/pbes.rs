//! The encryption schemes of PKCS#5 (RFC 8018) and PKCS#12 (RFC 7292), named by an algorithm identifier.
//!
//! Walked by hand: the parameters are limited before anything is derived from them, and those of the past
//! are told.

use hmac::{Hmac, KeyInit, Mac};
use pkcs8::der::Tag;
use pkcs8::der::asn1::AnyRef;
use pkcs8::pkcs5::scrypt;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_256};
use zeroize::Zeroizing;

use super::cipher::Cipher;
use super::kdf::{self, Purpose};
use super::{MAX_MEMORY, Unlock};
use crate::jose::read::asn1::{children, octets, oid, uint};
use crate::jose::read::error::{Format, Legacy, ReadError};

/// What was taken out of its protection.
pub(crate) struct Opened {
    pub(crate) plain: Zeroizing<Vec<u8>>,
    /// What was old about the protection.
    pub(crate) legacy: Option<Legacy>,
}

/// Decrypts `data` as `algorithm` says. `format` is what a person is told. A success does not yet mean that
/// the password was right: the padding is by chance once in 256 times.
pub(crate) fn decrypt(
    algorithm: AnyRef<'_>,
    data: &[u8],
    format: Format,
    unlock: &Unlock<'_>,
) -> Result<Opened, ReadError> {
    let scheme = Scheme::read(algorithm, format)?;
    let block_len = scheme.cipher.block_len();
    if data.is_empty() || !data.len().is_multiple_of(block_len) {
        return Err(ReadError::Damaged(format));
    }
    scheme.derivation.spend(unlock)?;
    let password = unlock.password(format)?;
    let (key, iv) = scheme.derive(password).ok_or(ReadError::Damaged(format))?;
    let plain = scheme.cipher.decrypt(&key, &iv, data).ok_or(ReadError::WrongPassword(format))?;
    Ok(Opened { plain, legacy: scheme.legacy() })
}

/// Whether the MAC of a PKCS#12 file (`macData`) is that of `data` under `password`, either way of writing
/// an empty one.
pub(crate) fn mac_matches(
    mac_data: AnyRef<'_>,
    data: &[u8],
    password: &str,
    unlock: &Unlock<'_>,
) -> Result<bool, ReadError> {
    let format = Format::Der(crate::jose::read::Structure::Pkcs12);
    let parse = || {
        let parts = children(mac_data)?;
        let info = children(*parts.first()?)?;
        let algorithm = children(*info.first()?)?;
        let rounds = parts.get(2).map_or(Some(1), |rounds| uint(*rounds))?;
        Some((algorithm, octets(*info.get(1)?)?, octets(*parts.get(1)?)?, rounds))
    };
    let (algorithm, expected, salt, rounds) = parse().ok_or(ReadError::Damaged(format))?;
    let name = algorithm.first().and_then(|part| oid(*part)).unwrap_or_default();
    if name == "1.2.840.113549.1.5.14" {
        let parameters = algorithm.get(1).ok_or(ReadError::Damaged(format))?;
        return pbmac1_matches(*parameters, expected, data, password, unlock);
    }
    let check = match name.as_str() {
        "1.3.14.3.2.26" => check_mac::<Sha1, Hmac<Sha1>>,
        "2.16.840.1.101.3.4.2.4" => check_mac::<Sha224, Hmac<Sha224>>,
        "2.16.840.1.101.3.4.2.1" => check_mac::<Sha256, Hmac<Sha256>>,
        "2.16.840.1.101.3.4.2.2" => check_mac::<Sha384, Hmac<Sha384>>,
        "2.16.840.1.101.3.4.2.3" => check_mac::<Sha512, Hmac<Sha512>>,
        _ => return Err(ReadError::UnknownProtection(name)),
    };
    let mut spellings = vec![kdf::utf16(password)];
    if password.is_empty() {
        spellings.push(Zeroizing::default());
    }
    for spelling in spellings {
        unlock.spend(rounds, 0)?;
        if check(&spelling, salt, rounds, data, expected) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn check_mac<D, M>(password: &[u8], salt: &[u8], rounds: u64, data: &[u8], expected: &[u8]) -> bool
where
    D: sha2::Digest + sha2::digest::block_api::BlockSizeUser,
    M: Mac + KeyInit,
{
    let key = kdf::pkcs12::<D>(Purpose::Mac, password, salt, rounds, <D as sha2::Digest>::output_size());
    verify::<M>(&key, data, expected)
}

fn verify<M: Mac + KeyInit>(key: &[u8], data: &[u8], expected: &[u8]) -> bool {
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else { return false };
    mac.update(data);
    mac.verify_slice(expected).is_ok()
}

/// PBMAC1 (RFC 9579): the key of the MAC comes from PBKDF2.
fn pbmac1_matches(
    parameters: AnyRef<'_>,
    expected: &[u8],
    data: &[u8],
    password: &str,
    unlock: &Unlock<'_>,
) -> Result<bool, ReadError> {
    let format = Format::Der(crate::jose::read::Structure::Pkcs12);
    let damaged = || ReadError::Damaged(format);
    let parts = children(parameters).ok_or_else(damaged)?;
    let derivation = Derivation::read(*parts.first().ok_or_else(damaged)?, format)?;
    let Derivation::Pbkdf2 { length, .. } = derivation else { return Err(damaged()) };
    let scheme = parts.get(1).and_then(|part| children(*part)).ok_or_else(damaged)?;
    let prf = Prf::named(&scheme.first().and_then(|part| oid(*part)).unwrap_or_default())?;
    derivation.spend(unlock)?;
    let length = length.filter(|length| (1..=128).contains(length)).ok_or_else(damaged)?;
    let key = derivation.derive(password.as_bytes(), length as usize).ok_or_else(damaged)?;
    Ok(match prf {
        Prf::Sha1 => verify::<Hmac<Sha1>>(&key, data, expected),
        Prf::Sha224 => verify::<Hmac<Sha224>>(&key, data, expected),
        Prf::Sha256 => verify::<Hmac<Sha256>>(&key, data, expected),
        Prf::Sha384 => verify::<Hmac<Sha384>>(&key, data, expected),
        Prf::Sha512 => verify::<Hmac<Sha512>>(&key, data, expected),
        Prf::Sha512_256 => verify::<Hmac<Sha512_256>>(&key, data, expected),
    })
}

/// How a key comes from a password.
enum Derivation<'a> {
    Pbkdf1 { salt: &'a [u8], rounds: u64, md5: bool },
    Pkcs12 { salt: &'a [u8], rounds: u64 },
    Pbkdf2 { salt: &'a [u8], rounds: u64, length: Option<u64>, prf: Prf },
    Scrypt { salt: &'a [u8], n: u64, r: u64, p: u64 },
}

#[derive(Clone, Copy)]
enum Prf {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_256,
}

impl Prf {
    fn named(oid: &str) -> Result<Self, ReadError> {
        Ok(match oid {
            "1.2.840.113549.2.7" => Self::Sha1,
            "1.2.840.113549.2.8" => Self::Sha224,
            "1.2.840.113549.2.9" => Self::Sha256,
            "1.2.840.113549.2.10" => Self::Sha384,
            "1.2.840.113549.2.11" => Self::Sha512,
            "1.2.840.113549.2.13" => Self::Sha512_256,
            unknown => return Err(ReadError::UnknownProtection(unknown.to_owned())),
        })
    }
}

/// A cipher, and where its key comes from.
struct Scheme<'a> {
    cipher: Cipher,
    derivation: Derivation<'a>,
    /// PBES2 names it; else it is derived like the key.
    iv: Option<&'a [u8]>,
}

impl<'a> Scheme<'a> {
    fn read(algorithm: AnyRef<'a>, format: Format) -> Result<Self, ReadError> {
        let damaged = || ReadError::Damaged(format);
        let parts = children(algorithm).ok_or_else(damaged)?;
        let name = parts.first().and_then(|part| oid(*part)).ok_or_else(damaged)?;
        let parameters = || parts.get(1).and_then(|part| children(*part)).ok_or_else(damaged);
        if name == "1.2.840.113549.1.5.13" {
            return Self::read_pbes2(&parameters()?, format);
        }
        let (cipher, hash) = match name.as_str() {
            "1.2.840.113549.1.5.3" => (Cipher::Des, Hash::Md5),
            "1.2.840.113549.1.5.6" => (Cipher::Rc2With64Bits, Hash::Md5),
            "1.2.840.113549.1.5.10" => (Cipher::Des, Hash::Sha1),
            "1.2.840.113549.1.5.11" => (Cipher::Rc2With64Bits, Hash::Sha1),
            "1.2.840.113549.1.12.1.3" => (Cipher::TripleDes, Hash::Pkcs12),
            "1.2.840.113549.1.12.1.4" => (Cipher::TripleDes2, Hash::Pkcs12),
            "1.2.840.113549.1.12.1.5" => (Cipher::Rc2With128Bits, Hash::Pkcs12),
            "1.2.840.113549.1.12.1.6" => (Cipher::Rc2With40Bits, Hash::Pkcs12),
            _ => return Err(ReadError::UnknownProtection(name)),
        };
        let parameters = parameters()?;
        let salt = parameters.first().and_then(|part| octets(*part)).ok_or_else(damaged)?;
        let rounds = parameters.get(1).and_then(|part| uint(*part)).ok_or_else(damaged)?;
        let derivation = match hash {
            Hash::Md5 => Derivation::Pbkdf1 { salt, rounds, md5: true },
            Hash::Sha1 => Derivation::Pbkdf1 { salt, rounds, md5: false },
            Hash::Pkcs12 => Derivation::Pkcs12 { salt, rounds },
        };
        Ok(Self { cipher, derivation, iv: None })
    }

    fn read_pbes2(parts: &[AnyRef<'a>], format: Format) -> Result<Self, ReadError> {
        let damaged = || ReadError::Damaged(format);
        let derivation = Derivation::read(*parts.first().ok_or_else(damaged)?, format)?;
        let scheme = parts.get(1).and_then(|part| children(*part)).ok_or_else(damaged)?;
        let name = scheme.first().and_then(|part| oid(*part)).ok_or_else(damaged)?;
        let cipher = match name.as_str() {
            "2.16.840.1.101.3.4.1.2" => Cipher::Aes128,
            "2.16.840.1.101.3.4.1.22" => Cipher::Aes192,
            "2.16.840.1.101.3.4.1.42" => Cipher::Aes256,
            "1.2.840.113549.3.7" => Cipher::TripleDes,
            "1.3.14.3.2.7" => Cipher::Des,
            _ => return Err(ReadError::UnknownProtection(name)),
        };
        let iv = scheme.get(1).and_then(|part| octets(*part)).filter(|iv| iv.len() == cipher.block_len());
        Ok(Self { cipher, derivation, iv: Some(iv.ok_or_else(damaged)?) })
    }

    /// Key and initialisation vector.
    fn derive(&self, password: &str) -> Option<(Zeroizing<Vec<u8>>, Vec<u8>)> {
        let (key_len, block_len) = (self.cipher.key_len(), self.cipher.block_len());
        if let Some(iv) = self.iv {
            return Some((self.derivation.derive(password.as_bytes(), key_len)?, iv.to_vec()));
        }
        if let Derivation::Pkcs12 { salt, rounds } = self.derivation {
            let password = kdf::utf16(password);
            let make = |purpose, len| kdf::pkcs12::<Sha1>(purpose, &password, salt, rounds, len);
            return Some((make(Purpose::Key, key_len), make(Purpose::Iv, block_len).to_vec()));
        }
        let both = self.derivation.derive(password.as_bytes(), key_len + block_len)?;
        let (key, iv) = both.split_at_checked(key_len)?;
        Some((Zeroizing::new(key.to_vec()), iv.to_vec()))
    }

    const fn legacy(&self) -> Option<Legacy> {
        match (self.cipher, self.iv) {
            (Cipher::Rc2With40Bits | Cipher::Rc2With64Bits | Cipher::Rc2With128Bits, _) => Some(Legacy::Rc2),
            (_, None) => Some(Legacy::Pbes1),
            (Cipher::TripleDes | Cipher::TripleDes2 | Cipher::Des, _) => Some(Legacy::TripleDes),
            _ => None,
        }
    }
}

enum Hash {
    Md5,
    Sha1,
    Pkcs12,
}

impl<'a> Derivation<'a> {
    /// Reads the algorithm identifier of PBKDF2 or scrypt.
    fn read(algorithm: AnyRef<'a>, format: Format) -> Result<Self, ReadError> {
        let damaged = || ReadError::Damaged(format);
        let parts = children(algorithm).ok_or_else(damaged)?;
        let name = parts.first().and_then(|part| oid(*part)).ok_or_else(damaged)?;
        let parameters = parts.get(1).and_then(|part| children(*part)).ok_or_else(damaged)?;
        let number = |at: usize| parameters.get(at).and_then(|part| uint(*part)).ok_or_else(damaged);
        let salt = parameters.first().and_then(|part| octets(*part)).ok_or_else(damaged)?;
        match name.as_str() {
            "1.2.840.113549.1.5.12" => {
                let length = parameters.get(2).and_then(|part| uint(*part));
                let prf =
                    parameters.iter().skip(2).find(|part| pkcs8::der::Tagged::tag(*part) == Tag::Sequence);
                let prf = match prf {
                    None => Prf::Sha1,
                    Some(prf) => {
                        let prf = children(*prf).ok_or_else(damaged)?;
                        Prf::named(&prf.first().and_then(|part| oid(*part)).ok_or_else(damaged)?)?
                    }
                };
                Ok(Self::Pbkdf2 { salt, rounds: number(1)?, length, prf })
            }
            "1.3.6.1.4.1.11591.4.11" => {
                Ok(Self::Scrypt { salt, n: number(1)?, r: number(2)?, p: number(3)? })
            }
            _ => Err(ReadError::UnknownProtection(name)),
        }
    }

    /// Takes what it costs from the budget. One step of scrypt is about two rounds of a hash.
    fn spend(&self, unlock: &Unlock<'_>) -> Result<(), ReadError> {
        match *self {
            Self::Pbkdf1 { rounds, .. } | Self::Pkcs12 { rounds, .. } => {
                // Key and initialisation vector are made one after the other.
                unlock.spend(rounds.saturating_mul(2), 0)
            }
            Self::Pbkdf2 { rounds, .. } => unlock.spend(rounds, 0),
            Self::Scrypt { n, r, p, .. } => {
                let blocks = n.saturating_mul(r);
                let lanes = p.saturating_mul(r).saturating_mul(128);
                let memory = blocks.saturating_mul(128).max(lanes);
                unlock.spend(blocks.saturating_mul(p).saturating_mul(2), memory)
            }
        }
    }

    fn derive(&self, password: &[u8], len: usize) -> Option<Zeroizing<Vec<u8>>> {
        match *self {
            Self::Pbkdf1 { salt, rounds, md5: true } => Some(kdf::pbkdf1::<md5::Md5>(password, salt, rounds)),
            Self::Pbkdf1 { salt, rounds, md5: false } => {
                let mut key = kdf::pbkdf1::<Sha1>(password, salt, rounds);
                key.truncate(len);
                Some(key)
            }
            Self::Pkcs12 { .. } => None,
            Self::Pbkdf2 { salt, rounds, prf, .. } => match prf {
                Prf::Sha1 => kdf::pbkdf2::<Hmac<Sha1>>(password, salt, rounds, len),
                Prf::Sha224 => kdf::pbkdf2::<Hmac<Sha224>>(password, salt, rounds, len),
                Prf::Sha256 => kdf::pbkdf2::<Hmac<Sha256>>(password, salt, rounds, len),
                Prf::Sha384 => kdf::pbkdf2::<Hmac<Sha384>>(password, salt, rounds, len),
                Prf::Sha512 => kdf::pbkdf2::<Hmac<Sha512>>(password, salt, rounds, len),
                Prf::Sha512_256 => kdf::pbkdf2::<Hmac<Sha512_256>>(password, salt, rounds, len),
            },
            Self::Scrypt { salt, n, r, p } => {
                debug_assert!(n.saturating_mul(r).saturating_mul(128) <= MAX_MEMORY);
                let log_n = n.is_power_of_two().then(|| n.trailing_zeros() as u8).filter(|log| *log > 0)?;
                let parameters =
                    scrypt::Params::new(log_n, u32::try_from(r).ok()?, u32::try_from(p).ok()?).ok()?;
                let mut key = Zeroizing::new(vec![0; len]);
                scrypt::scrypt(password, salt, &parameters, &mut key).ok()?;
                Some(key)
            }
        }
    }
}
