//! PBKDF2 (RFC 8018 §5.2), which can be cancelled. What it costs is for the caller to limit.

use hmac::{KeyInit, Mac};
use zeroize::{Zeroize as _, Zeroizing};

/// How many iterations pass between two looks at whether somebody gave up: about a millisecond.
const BETWEEN_LOOKS: u64 = 1024;

/// `len` bytes made of a password over the MAC `M`, an HMAC; `None` where somebody gave up.
pub(super) fn pbkdf2<M: Mac + KeyInit + Clone>(
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    len: usize,
    cancelled: &dyn Fn() -> bool,
) -> Option<Zeroizing<Vec<u8>>> {
    let keyed = <M as KeyInit>::new_from_slice(password).ok()?;
    let mut key = Zeroizing::new(Vec::with_capacity(len + 64));
    let mut number = 0_u32;
    while key.len() < len {
        number += 1;
        let mut mac = keyed.clone();
        mac.update(salt);
        mac.update(&number.to_be_bytes());
        let mut last = mac.finalize().into_bytes();
        let mut block = last.clone();
        let is_done = (1..iterations).all(|done| {
            if done.is_multiple_of(BETWEEN_LOOKS) && cancelled() {
                return false;
            }
            let mut mac = keyed.clone();
            mac.update(&last);
            last = mac.finalize().into_bytes();
            for (sum, byte) in block.iter_mut().zip(&last) {
                *sum ^= byte;
            }
            true
        });
        key.extend_from_slice(&block);
        // Both lead to the key, also where somebody gave up: no way out before this.
        block.as_mut_slice().zeroize();
        last.as_mut_slice().zeroize();
        if !is_done {
            return None;
        }
    }
    key.truncate(len);
    Some(key)
}
