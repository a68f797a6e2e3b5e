//! AES Key Wrap (RFC 3394; RFC 7518 §4.4).

use aes_kw::{KwAes128, KwAes192, KwAes256};
use cbc::cipher::KeyInit as _;
use zeroize::Zeroizing;

use super::algorithm::AesSize;

/// What the wrapping adds: its check value, in bytes.
const CHECK: usize = 8;

/// The key inside, if its check value holds.
pub(super) fn unwrap(size: AesSize, kek: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut key = Zeroizing::new(vec![0; wrapped.len().checked_sub(CHECK)?]);
    let unwrapped = match size {
        AesSize::A128 => KwAes128::new_from_slice(kek).ok()?.unwrap_key(wrapped, &mut key),
        AesSize::A192 => KwAes192::new_from_slice(kek).ok()?.unwrap_key(wrapped, &mut key),
        AesSize::A256 => KwAes256::new_from_slice(kek).ok()?.unwrap_key(wrapped, &mut key),
    };
    unwrapped.is_ok().then_some(key)
}

/// The key wrapped; `None` where a length is wrong.
pub(super) fn wrap(size: AesSize, kek: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let mut wrapped = vec![0; key.len() + CHECK];
    let done = match size {
        AesSize::A128 => KwAes128::new_from_slice(kek).ok()?.wrap_key(key, &mut wrapped).is_ok(),
        AesSize::A192 => KwAes192::new_from_slice(kek).ok()?.wrap_key(key, &mut wrapped).is_ok(),
        AesSize::A256 => KwAes256::new_from_slice(kek).ok()?.wrap_key(key, &mut wrapped).is_ok(),
    };
    done.then_some(wrapped)
}
