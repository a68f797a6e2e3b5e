//! How a signature was made, where it was not made as JOSE says: other hash functions, other salts, other masks. For
//! diagnosis only: nothing that holds here makes a token valid.
//!
//! All of it is about public data (signature, public key, signed text), or recomputes a MAC to say why it differs, so
//! nothing needs constant time. What a padding says is taken apart by hand, since the libraries only compare it with
//! the one that they expect.

use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use p521::ecdsa::signature::hazmat::PrehashVerifier as _;
use rsa::BoxedUint;
use rsa::hazmat::rsa_encrypt;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use crate::jose::algorithm::Curve;
use crate::jose::ec::EcKey;
use crate::jose::rsa_key::RsaKey;

/// A hash function that signatures are made with out in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// MD5, broken.
    Md5,
    /// SHA-1, broken.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// How a signature with RSASSA-PSS was made (RFC 8017 §8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pss {
    /// The hash of the text.
    pub hash: Hash,
    /// The hash of the mask generation function; JOSE wants the same one.
    pub mask: Hash,
    /// The length of the salt in bytes; JOSE wants that of the hash.
    pub salt: usize,
}

impl Hash {
    /// Every one, the usual first.
    pub const ALL: [Self; 6] =
        [Self::Sha256, Self::Sha384, Self::Sha512, Self::Sha1, Self::Sha224, Self::Md5];

    /// The name that people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The length of its output in bytes.
    pub const fn size(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn all<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut hasher = D::new();
            for part in parts {
                hasher.update(part);
            }
            hasher.finalize().to_vec()
        }
        match self {
            Self::Md5 => all::<Md5>(parts),
            Self::Sha1 => all::<Sha1>(parts),
            Self::Sha224 => all::<Sha224>(parts),
            Self::Sha256 => all::<Sha256>(parts),
            Self::Sha384 => all::<Sha384>(parts),
            Self::Sha512 => all::<Sha512>(parts),
        }
    }

    /// The DER of `DigestInfo` up to the digest (RFC 8017 §9.2, note 1).
    const fn digest_info(self) -> &'static [u8] {
        match self {
            Self::Md5 => b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10",
            Self::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            Self::Sha224 => b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c",
            Self::Sha256 => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            Self::Sha384 => b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
            Self::Sha512 => b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        }
    }
}

/// The hash function of a signature with RSASSA-PKCS1-v1_5 over `message`; `None` if it is none by this key.
pub fn pkcs1_hash(key: &RsaKey, message: &[u8], signature: &[u8]) -> Option<Hash> {
    let encoded = opened(key, signature)?;
    let body = encoded.strip_prefix(&[0, 1])?;
    let filling = body.iter().take_while(|byte| **byte == 0xFF).count();
    let info = body.get(filling..)?.strip_prefix(&[0])?;
    let of = |hash: &Hash| info.strip_prefix(hash.digest_info());
    let hash = Hash::ALL.into_iter().find(|hash| of(hash).is_some())?;
    (filling >= 8 && of(&hash)? == hash.digest(&[message])).then_some(hash)
}

/// How a signature with RSASSA-PSS over `message` was made; `None` if it is none by this key. The length of the salt is
/// read from the signature, every pair of hash functions is tried (RFC 8017 §9.1.2).
pub fn pss(key: &RsaKey, message: &[u8], signature: &[u8]) -> Option<Pss> {
    let opened = opened(key, signature)?;
    let bits = key.bits().checked_sub(1)?;
    let length = bits.div_ceil(8);
    let (leading, encoded) = opened.split_at_checked(opened.len().checked_sub(length)?)?;
    let encoded = encoded.strip_suffix(&[0xBC])?;
    if leading.iter().any(|byte| *byte != 0) {
        return None;
    }
    let unused = length * 8 - bits;
    Hash::ALL.into_iter().find_map(|hash| {
        let (masked, seal) = encoded.split_at_checked(encoded.len().checked_sub(hash.size())?)?;
        let digest = hash.digest(&[message]);
        Hash::ALL.into_iter().find_map(|mask| {
            let mut block = unmasked(mask, seal, masked);
            if let Some(first) = block.first_mut() {
                *first &= 0xFF_u8 >> unused;
            }
            let zeros = block.iter().take_while(|byte| **byte == 0).count();
            let salt = block.get(zeros..)?.strip_prefix(&[1])?;
            let holds = hash.digest(&[&[0; 8], &digest, salt]) == seal;
            holds.then_some(Pss { hash, mask, salt: salt.len() })
        })
    })
}

/// The hash function of a raw ECDSA signature over `message`; `None` if it is none by this key.
pub fn ecdsa_hash(key: &EcKey, message: &[u8], signature: &[u8]) -> Option<Hash> {
    Hash::ALL.into_iter().find(|hash| {
        let digest = hash.digest(&[message]);
        // A shorter digest is a smaller number (FIPS 186-5 §6.4.2); the libraries refuse some that are very short.
        let missing = key.curve().part_len().saturating_sub(digest.len());
        let number = [vec![0; missing], digest].concat();
        match key.curve() {
            Curve::P256 => holds_p256(key, &number, signature),
            Curve::P384 => holds_p384(key, &number, signature),
            Curve::P521 => holds_p521(key, &number, signature),
            Curve::Secp256k1 => holds_k256(key, &number, signature),
            _ => None,
        }
        .is_some()
    })
}

/// The hash function of an HMAC over `message`, of those that JOSE has no name for; `None` if it was not made with this
/// secret.
pub fn hmac_hash(secret: &[u8], message: &[u8], mac: &[u8]) -> Option<Hash> {
    let hash = Hash::ALL.into_iter().find(|hash| hash.size() == mac.len())?;
    let holds = match hash {
        Hash::Sha256 | Hash::Sha384 | Hash::Sha512 => false,
        Hash::Md5 => hmac_holds::<Hmac<Md5>>(secret, message, mac),
        Hash::Sha1 => hmac_holds::<Hmac<Sha1>>(secret, message, mac),
        Hash::Sha224 => hmac_holds::<Hmac<Sha224>>(secret, message, mac),
    };
    holds.then_some(hash)
}

fn hmac_holds<M: Mac + KeyInit>(secret: &[u8], message: &[u8], mac: &[u8]) -> bool {
    <M as KeyInit>::new_from_slice(secret)
        .is_ok_and(|hmac| hmac.chain_update(message).verify_slice(mac).is_ok())
}

/// What the signature is under its padding, as long as the modulus.
fn opened(key: &RsaKey, signature: &[u8]) -> Option<Vec<u8>> {
    let public = key.to_rsa_public().ok()?;
    let length = key.n().len();
    // A number that is not below the modulus is no signature.
    if signature.len() != length || signature >= key.n() {
        return None;
    }
    let number = rsa_encrypt(&public, &BoxedUint::from_be_slice_vartime(signature)).ok()?;
    let bytes = number.to_be_bytes();
    let significant = crate::jose::rsa_key::minimal(&bytes);
    let missing = length.checked_sub(significant.len())?;
    Some([vec![0; missing], significant.to_vec()].concat())
}

/// Takes the mask of MGF1 off (RFC 8017 §B.2.1).
fn unmasked(hash: Hash, seed: &[u8], masked: &[u8]) -> Vec<u8> {
    let mask = (0_u32..).flat_map(|counter| hash.digest(&[seed, &counter.to_be_bytes()]));
    masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect()
}

fn holds_p256(key: &EcKey, number: &[u8], signature: &[u8]) -> Option<()> {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key.sec1()).ok()?;
    key.verify_prehash(number, &p256::ecdsa::Signature::from_slice(signature).ok()?).ok()
}

fn holds_p384(key: &EcKey, number: &[u8], signature: &[u8]) -> Option<()> {
    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key.sec1()).ok()?;
    key.verify_prehash(number, &p384::ecdsa::Signature::from_slice(signature).ok()?).ok()
}

fn holds_p521(key: &EcKey, number: &[u8], signature: &[u8]) -> Option<()> {
    let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(key.sec1()).ok()?;
    key.verify_prehash(number, &p521::ecdsa::Signature::from_slice(signature).ok()?).ok()
}

fn holds_k256(key: &EcKey, number: &[u8], signature: &[u8]) -> Option<()> {
    let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(key.sec1()).ok()?;
    let signature = k256::ecdsa::Signature::from_slice(signature).ok()?;
    key.verify_prehash(number, &signature.normalize_s()).ok()
}

#[cfg(test)]
mod tests {
    use rsa::pkcs1v15::Pkcs1v15Sign;
    use rsa::{RsaPrivateKey, traits::SignatureScheme};

    use super::*;
    use crate::jose::key::Material;
    use crate::jose::read::read_keys;
    use crate::jose::secret::SecretBytes;

    const MESSAGE: &[u8] = b"header.payload";

    fn rsa() -> (RsaKey, RsaPrivateKey) {
        use pkcs1::DecodeRsaPrivateKey as _;
        let pem = include_bytes!("../../../tests/data/keys/rsa2048/pkcs8.pem");
        let Material::Rsa(key) = read_keys(pem, "k", None).unwrap().keys.remove(0).material else { panic!() };
        let private = RsaPrivateKey::from_pkcs1_der(key.private().unwrap().as_bytes()).unwrap();
        (key, private)
    }

    struct Drawn;

    impl rsa::rand_core::TryRng for Drawn {
        type Error = std::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(7)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(7)
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            bytes.fill(7);
            Ok(())
        }
    }

    impl rsa::rand_core::TryCryptoRng for Drawn {}

    fn signed(private: &RsaPrivateKey, scheme: impl SignatureScheme, hash: Hash) -> Vec<u8> {
        private.sign_with_rng(&mut Drawn, scheme, &hash.digest(&[MESSAGE])).unwrap()
    }

    #[test]
    fn the_hash_of_pkcs1_is_read_from_the_signature() {
        let (key, private) = rsa();
        for (hash, signature) in [
            (Hash::Sha1, signed(&private, Pkcs1v15Sign::new::<Sha1>(), Hash::Sha1)),
            (Hash::Sha224, signed(&private, Pkcs1v15Sign::new::<Sha224>(), Hash::Sha224)),
            (Hash::Sha256, signed(&private, Pkcs1v15Sign::new::<Sha256>(), Hash::Sha256)),
            (Hash::Sha512, signed(&private, Pkcs1v15Sign::new::<Sha512>(), Hash::Sha512)),
            (Hash::Md5, signed(&private, Pkcs1v15Sign::new::<Md5>(), Hash::Md5)),
        ] {
            assert_eq!(pkcs1_hash(&key, MESSAGE, &signature), Some(hash));
            assert_eq!(pkcs1_hash(&key, b"header.other", &signature), None);
            assert_eq!(pss(&key, MESSAGE, &signature), None);
            assert_eq!(pkcs1_hash(&key, MESSAGE, &signature[1..]), None);
        }
        assert_eq!(pkcs1_hash(&key, MESSAGE, &[0xFF; 256]), None);
        assert_eq!(pkcs1_hash(&key, MESSAGE, &[0; 256]), None);
        assert_eq!(pkcs1_hash(&key, MESSAGE, &[]), None);
    }

    #[test]
    fn salt_and_mask_of_pss_are_recovered() {
        let (key, private) = rsa();
        for salt in [0, 1, 20, 32, 48, 222] {
            let signature = signed(&private, rsa::Pss::<Sha256>::new_with_salt(salt), Hash::Sha256);
            let made = Pss { hash: Hash::Sha256, mask: Hash::Sha256, salt };
            assert_eq!(pss(&key, MESSAGE, &signature), Some(made));
            assert_eq!(pss(&key, b"header.other", &signature), None);
            assert_eq!(pkcs1_hash(&key, MESSAGE, &signature), None);
        }
        let signature = signed(&private, rsa::Pss::<Sha1>::new_with_salt(20), Hash::Sha1);
        assert_eq!(
            pss(&key, MESSAGE, &signature),
            Some(Pss { hash: Hash::Sha1, mask: Hash::Sha1, salt: 20 })
        );
        assert_eq!(pss(&key, MESSAGE, &[0; 256]), None);
        assert_eq!(pss(&key, MESSAGE, &[]), None);
    }

    #[test]
    fn every_hash_with_every_curve() {
        for curve in [Curve::P256, Curve::P384, Curve::P521, Curve::Secp256k1] {
            let mut scalar = vec![0; curve.part_len()];
            scalar[curve.part_len() - 1] = 77;
            let key = EcKey::from_private(curve, SecretBytes::new(scalar.clone())).unwrap();
            for hash in Hash::ALL {
                let missing = curve.part_len().saturating_sub(hash.size());
                let number = [vec![0; missing], hash.digest(&[MESSAGE])].concat();
                let signature = sign_prehash(curve, &scalar, &number);
                assert_eq!(ecdsa_hash(&key, MESSAGE, &signature), Some(hash), "{curve:?}");
                assert_eq!(ecdsa_hash(&key, b"other", &signature), None, "{curve:?}");
            }
            assert_eq!(ecdsa_hash(&key, MESSAGE, b"short"), None);
        }
    }

    fn sign_prehash(curve: Curve, scalar: &[u8], number: &[u8]) -> Vec<u8> {
        use p521::ecdsa::signature::hazmat::PrehashSigner as _;
        match curve {
            Curve::P256 => {
                let key = p256::ecdsa::SigningKey::from_slice(scalar).unwrap();
                let signature: p256::ecdsa::Signature = key.sign_prehash(number).unwrap();
                signature.to_bytes().to_vec()
            }
            Curve::P384 => {
                let key = p384::ecdsa::SigningKey::from_slice(scalar).unwrap();
                let signature: p384::ecdsa::Signature = key.sign_prehash(number).unwrap();
                signature.to_bytes().to_vec()
            }
            Curve::P521 => {
                let key = p521::ecdsa::SigningKey::from_slice(scalar).unwrap();
                let signature: p521::ecdsa::Signature = key.sign_prehash(number).unwrap();
                signature.to_bytes().to_vec()
            }
            _ => {
                let key = k256::ecdsa::SigningKey::from_slice(scalar).unwrap();
                let signature: k256::ecdsa::Signature = key.sign_prehash(number).unwrap();
                signature.to_bytes().to_vec()
            }
        }
    }

    #[test]
    fn old_hashes_of_hmac() {
        // RFC 2202, test case 2 of each.
        let md5 = b"\x75\x0c\x78\x3e\x6a\xb0\xb5\x03\xea\xa8\x6e\x31\x0a\x5d\xb7\x38";
        let text = b"what do ya want for nothing?";
        assert_eq!(hmac_hash(b"Jefe", text, md5), Some(Hash::Md5));
        assert_eq!(hmac_hash(b"jefe", text, md5), None);
        assert_eq!(hmac_hash(b"Jefe", text, &md5[1..]), None);
        let sha1 = b"\xef\xfc\xdf\x6a\xe5\xeb\x2f\xa2\xd2\x74\x16\xd5\xf1\x84\xdf\x9c\x25\x9a\x7c\x79";
        assert_eq!(hmac_hash(b"Jefe", text, sha1), Some(Hash::Sha1));
    }
}
