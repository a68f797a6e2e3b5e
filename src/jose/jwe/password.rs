//! PBES2 (RFC 7518 §4.8): a password stretched by PBKDF2 (RFC 8018 §5.2) to the key that wraps the content key.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};
use zeroize::{Zeroize as _, Zeroizing};

use super::algorithm::KeyManagement;

/// How many iterations pass between two looks at whether somebody gave up: well under a millisecond.
const BETWEEN_LOOKS: u64 = 1024;

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
            stretch::<Hmac<Sha256>>(password, &salt, iterations, len, cancelled)
        }
        KeyManagement::Pbes2Hs384A192Kw => {
            stretch::<Hmac<Sha384>>(password, &salt, iterations, len, cancelled)
        }
        KeyManagement::Pbes2Hs512A256Kw => {
            stretch::<Hmac<Sha512>>(password, &salt, iterations, len, cancelled)
        }
        _ => None,
    }
}

/// The first block of PBKDF2, which is enough: each of the three hashes is longer than its key.
fn stretch<M: Mac + KeyInit + Clone>(
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    len: usize,
    cancelled: &dyn Fn() -> bool,
) -> Option<Zeroizing<Vec<u8>>> {
    let keyed = <M as KeyInit>::new_from_slice(password).ok()?;
    let mut mac = keyed.clone();
    mac.update(salt);
    mac.update(&1_u32.to_be_bytes());
    let mut last = mac.finalize().into_bytes();
    let mut sum = last.clone();
    for done in 1..iterations {
        if done.is_multiple_of(BETWEEN_LOOKS) && cancelled() {
            return None;
        }
        let mut mac = keyed.clone();
        mac.update(&last);
        last = mac.finalize().into_bytes();
        for (sum, byte) in sum.iter_mut().zip(&last) {
            *sum ^= byte;
        }
    }
    let key = sum.get(..len).map(|key| Zeroizing::new(key.to_vec()));
    last.as_mut_slice().zeroize();
    sum.as_mut_slice().zeroize();
    key
}
