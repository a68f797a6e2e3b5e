//! PKCS#8 behind a password: PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018).
//!
//! PBKDF2 and not scrypt, since a key is handed out to be read elsewhere: Java, .NET, Node and every OpenSSL read
//! this one.

use std::fmt;

use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::der::Encode as _;
use pkcs8::der::asn1::OctetStringRef;
use pkcs8::pkcs5::pbes2::Parameters;
use zeroize::Zeroizing;

use super::{WriteError, der};
use crate::encoding::pem;
use crate::jose::key::Key;

/// Rounds of PBKDF2, as OWASP recommends for SHA-256: some tenths of a second.
pub const ITERATIONS: u32 = 600_000;

/// What a key is encrypted with.
#[derive(Clone, Copy)]
pub struct Lock<'a> {
    /// The password. Not empty.
    pub password: &'a str,
    /// Rounds of PBKDF2: [`ITERATIONS`] but in tests.
    pub iterations: u32,
    /// Fills a buffer with random bytes; `false` where the system has none.
    pub random: fn(&mut [u8]) -> bool,
}

impl<'a> Lock<'a> {
    /// With the usual cost.
    pub const fn new(password: &'a str, random: fn(&mut [u8]) -> bool) -> Self {
        Self { password, iterations: ITERATIONS, random }
    }
}

impl fmt::Debug for Lock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock").field("iterations", &self.iterations).finish_non_exhaustive()
    }
}

/// The private half as `ENCRYPTED PRIVATE KEY` in PEM. Takes as long as [`Lock::iterations`] says: for a job.
pub fn encrypted_pem(key: &Key, lock: &Lock<'_>) -> Result<Zeroizing<String>, WriteError> {
    let plain = der::pkcs8_der(key)?;
    if lock.password.is_empty() {
        return Err(WriteError::PasswordNeeded);
    }
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    if !(lock.random)(&mut salt) || !(lock.random)(&mut iv) {
        return Err(WriteError::NoRandomness);
    }
    let scheme = Parameters::generate_pbkdf2_sha256_aes256cbc(lock.iterations, &salt, iv)
        .map_err(|_| WriteError::Encryption)?;
    let hidden = scheme.encrypt(lock.password, plain.as_bytes()).map_err(|_| WriteError::Encryption)?;
    let data = OctetStringRef::new(&hidden).map_err(|_| WriteError::Encryption)?;
    let info = EncryptedPrivateKeyInfoRef { encryption_algorithm: scheme.into(), encrypted_data: data };
    let der = info.to_der().map_err(|_| WriteError::Encryption)?;
    Ok(pem::encode("ENCRYPTED PRIVATE KEY", &der))
}
