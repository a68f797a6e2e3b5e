//! PBES2 (RFC 7518 §4.8): a password stretched by PBKDF2 (RFC 8018 §5.2) to the key that wraps the content key.

use hmac::Hmac;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::algorithm::KeyManagement;
use crate::jose::pbkdf2::pbkdf2;

/// The wrapping key of a password. `None` where somebody gave up, or the algorithm is not PBES2.
pub(super) fn wrapping_key(
    algorithm: KeyManagement,
    password: &[u8],
    salt_input: &[u8],
    iterations: u64,
    cancelled: &dyn Fn() -> bool,
) -> Option<Zeroizing<Vec<u8>>> {
    let salt = [algorithm.name().as_bytes(), &[0], salt_input].concat();
    let len = algorithm.aes()?.len();
    match algorithm {
        KeyManagement::Pbes2Hs256A128Kw => {
            pbkdf2::<Hmac<Sha256>>(password, &salt, iterations, len, cancelled)
        }
        KeyManagement::Pbes2Hs384A192Kw => {
            pbkdf2::<Hmac<Sha384>>(password, &salt, iterations, len, cancelled)
        }
        KeyManagement::Pbes2Hs512A256Kw => {
            pbkdf2::<Hmac<Sha512>>(password, &salt, iterations, len, cancelled)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_algorithm_salts_as_well() {
        let algorithm = KeyManagement::Pbes2Hs384A192Kw;
        let key = wrapping_key(algorithm, b"password", &[1, 2, 3], 5, &|| false);
        let salt = b"PBES2-HS384+A192KW\0\x01\x02\x03";
        assert_eq!(key, pbkdf2::<Hmac<Sha384>>(b"password", salt, 5, 24, &|| false));
        assert_eq!(wrapping_key(KeyManagement::A128Kw, b"password", &[1], 5, &|| false), None);
    }
}
