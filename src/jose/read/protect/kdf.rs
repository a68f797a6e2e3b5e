//! Making keys from passwords: PBKDF1 and PBKDF2 (RFC 8018), the way of PKCS#12 (RFC 7292, appendix B), and
//! that of old OpenSSL. What it costs is for the caller to limit.

use hmac::{KeyInit, Mac};
use md5::Md5;
use sha2::digest::block_api::BlockSizeUser;
use sha2::digest::{Digest, Output};
use zeroize::Zeroizing;

/// What PKCS#12 makes from one password.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

/// PBKDF2 over the MAC `M`, an HMAC.
pub(super) fn pbkdf2<M: Mac + KeyInit + Clone>(
    password: &[u8],
    salt: &[u8],
    rounds: u64,
    len: usize,
) -> Option<Zeroizing<Vec<u8>>> {
    crate::jose::pbkdf2::pbkdf2::<M>(password, salt, rounds, len, &|| false)
}

/// PBKDF1: the hash of password and salt, hashed again and again; as many bytes as the hash has.
pub(super) fn pbkdf1<D: Digest>(password: &[u8], salt: &[u8], rounds: u64) -> Zeroizing<Vec<u8>> {
    let mut hash = D::new().chain_update(password).chain_update(salt).finalize();
    for _ in 1..rounds {
        hash = D::digest(&hash);
    }
    Zeroizing::new(hash.to_vec())
}

/// The key derivation of PKCS#12. `password` is in UTF-16 with its final zero.
pub(super) fn pkcs12<D: Digest + BlockSizeUser>(
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    rounds: u64,
    len: usize,
) -> Zeroizing<Vec<u8>> {
    let block_len = D::block_size();
    let filled = |part: &[u8]| -> Vec<u8> {
        part.iter().copied().cycle().take(part.len().div_ceil(block_len) * block_len).collect()
    };
    let diversifier = vec![purpose as u8; block_len];
    let mut input = Zeroizing::new(filled(salt));
    input.extend_from_slice(&Zeroizing::new(filled(password)));
    let mut key = Zeroizing::new(Vec::with_capacity(len + block_len));
    while key.len() < len {
        let mut hash: Output<D> = D::new().chain_update(&diversifier).chain_update(&*input).finalize();
        for _ in 1..rounds {
            hash = D::digest(&hash);
        }
        key.extend_from_slice(&hash);
        let addend: Zeroizing<Vec<u8>> =
            Zeroizing::new(hash.iter().copied().cycle().take(block_len).collect());
        for block in input.chunks_mut(block_len) {
            add_one_more(block, &addend);
        }
    }
    key.truncate(len);
    key
}

/// `number + addend + 1`, big endian, what does not fit falling away.
fn add_one_more(number: &mut [u8], addend: &[u8]) {
    let mut carry = 1_u16;
    for (digit, more) in number.iter_mut().zip(addend).rev() {
        carry += u16::from(*digit) + u16::from(*more);
        *digit = carry as u8;
        carry >>= 8;
    }
}

/// `EVP_BytesToKey` with MD5 and one round, as old PEM files use it.
pub(super) fn bytes_to_key(password: &[u8], salt: &[u8], len: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(len + 16));
    let mut last: Zeroizing<Vec<u8>> = Zeroizing::default();
    while key.len() < len {
        let hash = Md5::new().chain_update(&*last).chain_update(password).chain_update(salt).finalize();
        key.extend_from_slice(&hash);
        last = Zeroizing::new(hash.to_vec());
    }
    key.truncate(len);
    key
}

/// The password as PKCS#12 hashes it: UTF-16 in big endian with a zero at the end.
pub(super) fn utf16(password: &str) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(2 * password.len() + 2));
    for unit in password.encode_utf16().chain([0]) {
        bytes.extend_from_slice(&unit.to_be_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use hmac::Hmac;

    fn hex(text: &str) -> Vec<u8> {
        crate::jose::read::sniff::hex(text).unwrap().to_vec()
    }

    /// RFC 6070, and RFC 7914 (section 11) for SHA-256.
    #[test]
    fn pbkdf2_of_the_standards() {
        let sha1 = |rounds, len| pbkdf2::<Hmac<sha1::Sha1>>(b"password", b"salt", rounds, len).unwrap();
        assert_eq!(*sha1(1, 20), hex("0c60c80f961f0e71f3a9b524af6012062fe037a6"));
        assert_eq!(*sha1(2, 20), hex("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"));
        assert_eq!(*sha1(4096, 20), hex("4b007901b765489abead49d926f721d065a429c1"));
        let sha256 = pbkdf2::<Hmac<sha2::Sha256>>(b"passwd", b"salt", 1, 64).unwrap();
        assert!(sha256.starts_with(&hex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc")));
    }

    /// One that is longer than the hash, with a carry through all digits.
    #[test]
    fn numbers_are_added_with_one_more() {
        let mut number = [0xff, 0xff, 0xfe];
        add_one_more(&mut number, &[0, 0, 0]);
        assert_eq!(number, [0xff, 0xff, 0xff]);
        add_one_more(&mut number, &[0, 0, 1]);
        assert_eq!(number, [0, 0, 1]);
    }
}
