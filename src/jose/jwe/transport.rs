//! Content keys under RSA (RFC 7518 §4.2 and §4.3).
//!
//! For RSA1_5 a fault in the padding changes nothing in what is done next (RFC 7516 §11.5): another key takes the place
//! of the one inside, and the tag of the content does not hold. The arithmetic is blinded; it is not free of all
//! timing differences (RUSTSEC-2023-0071), which matters to a server that answers strangers and not to a reader at a
//! desk.

use hmac::{Hmac, KeyInit as _, Mac as _};
use pkcs1::DecodeRsaPrivateKey as _;
use rsa::hazmat::rsa_decrypt_and_check;
use rsa::traits::{PaddingScheme, PublicKeyParts as _};
use rsa::{BoxedUint, Oaep, RsaPrivateKey};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroizing;

use super::algorithm::KeyManagement;
use crate::jose::secret::SecretBytes;

/// The content key of `len` bytes; `private` is PKCS#1 in DER. `None` where there is none inside, which RSA1_5 never
/// says.
pub(super) fn open(
    algorithm: KeyManagement,
    private: &SecretBytes,
    encrypted: &[u8],
    len: usize,
) -> Option<Zeroizing<Vec<u8>>> {
    let key = RsaPrivateKey::from_pkcs1_der(private.as_bytes()).ok()?;
    match algorithm {
        KeyManagement::Rsa15 => Some(open_pkcs1(&key, private, encrypted, len)),
        KeyManagement::RsaOaep => open_oaep(&key, Oaep::<Sha1>::new(), encrypted),
        KeyManagement::RsaOaep256 => open_oaep(&key, Oaep::<Sha256>::new(), encrypted),
        KeyManagement::RsaOaep384 => open_oaep(&key, Oaep::<Sha384>::new(), encrypted),
        KeyManagement::RsaOaep512 => open_oaep(&key, Oaep::<Sha512>::new(), encrypted),
        _ => None,
    }
}

fn open_oaep(
    key: &RsaPrivateKey,
    padding: impl PaddingScheme,
    encrypted: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    key.decrypt(padding, encrypted).ok().map(Zeroizing::new)
}

/// The key inside, or one that nobody can foretell: without a branch between the two. The length of the key is known,
/// and so is the place of everything in the padding: `00 02`, eight random bytes or more, `00`, the key.
fn open_pkcs1(
    key: &RsaPrivateKey,
    private: &SecretBytes,
    encrypted: &[u8],
    len: usize,
) -> Zeroizing<Vec<u8>> {
    let mut found = substitute(private, encrypted, len);
    let Some(padded) = raw(key, encrypted) else { return found };
    let Some((padding, inside)) = padded
        .len()
        .checked_sub(len)
        .and_then(|at| padded.split_at_checked(at))
        .filter(|(padding, _)| padding.len() >= 11)
    else {
        return found;
    };
    let last = padding.len() - 1;
    let mut good = Choice::from(1);
    for (at, byte) in padding.iter().enumerate() {
        good &= match at {
            0 => byte.ct_eq(&0),
            1 => byte.ct_eq(&2),
            at if at == last => byte.ct_eq(&0),
            _ => !byte.ct_eq(&0),
        };
    }
    for (found, inside) in found.iter_mut().zip(inside) {
        found.conditional_assign(inside, good);
    }
    found
}

/// RSA without any padding: as many bytes as the modulus. `None` where the ciphertext is no number below the
/// modulus, which anybody can see.
fn raw(key: &RsaPrivateKey, encrypted: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if encrypted.len() != key.size() {
        return None;
    }
    let number = BoxedUint::from_be_slice(encrypted, key.n_bits_precision()).ok()?;
    let bytes =
        Zeroizing::new(rsa_decrypt_and_check(key, Some(&mut getrandom::SysRng), &number).ok()?.to_be_bytes());
    // The number may be held with more bits than the modulus has.
    let start = bytes.len().checked_sub(key.size())?;
    bytes.get(start..).map(|bytes| Zeroizing::new(bytes.to_vec()))
}

/// Bytes that follow from the private key and the ciphertext: the same at each try, so that trying again tells nothing.
fn substitute(private: &SecretBytes, encrypted: &[u8], len: usize) -> Zeroizing<Vec<u8>> {
    let secret = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(private.as_bytes())));
    let mut bytes = Zeroizing::new(Vec::with_capacity(len + 32));
    let mut counter = 0_u8;
    while bytes.len() < len {
        counter += 1;
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*secret) else { break };
        mac.update(b"RSA1_5 substitute");
        mac.update(&[counter]);
        mac.update(encrypted);
        bytes.extend_from_slice(&mac.finalize().into_bytes());
    }
    bytes.resize(len, 0);
    bytes
}
