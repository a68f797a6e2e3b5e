//! Keys in DER: `SubjectPublicKeyInfo` (RFC 5280) and PKCS#8 `PrivateKeyInfo` (RFC 5958, version 1).
//!
//! Few shapes, each a line over [`tlv`]; what holds private bytes is wiped.

use zeroize::Zeroizing;

use super::WriteError;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::key::{Key, Material};
use crate::jose::rsa_key::RsaKey;
use crate::jose::secret::SecretBytes;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
/// `[0]`, implicit and primitive: the seed of RFC 9881.
const SEED: u8 = 0x80;
/// `[1]`, explicit: the public key of RFC 5915.
const PUBLIC_KEY: u8 = 0xa1;

/// `INTEGER 0`, version 1 of PKCS#8.
const VERSION_1: &[u8] = &[INTEGER, 1, 0];
/// `INTEGER 1`, version 1 of RFC 5915.
const EC_VERSION_1: &[u8] = &[INTEGER, 1, 1];

/// DER that may be private.
type Der = Zeroizing<Vec<u8>>;

/// The public half as `SubjectPublicKeyInfo`.
pub fn spki_der(key: &Key) -> Result<Vec<u8>, WriteError> {
    let public: Vec<u8> = match &key.material {
        Material::Rsa(rsa) => pkcs1_public(rsa).to_vec(),
        Material::Ec(ec) => ec.sec1().to_vec(),
        Material::Okp(okp) => okp.x().to_vec(),
        Material::Akp(akp) => akp.public_bytes().to_vec(),
        Material::Secret(_) | Material::Sealed { .. } => {
            return Err(super::not_public(key, super::Form::PublicPem));
        }
    };
    let bits = tlv(BIT_STRING, &[&[0], &public]);
    Ok(tlv(SEQUENCE, &[algorithm(&key.material)?, &bits]).to_vec())
}

/// The private half as PKCS#8, not encrypted: the standard form of the kind, without attributes.
pub fn pkcs8_der(key: &Key) -> Result<SecretBytes, WriteError> {
    let private = match &key.material {
        Material::Rsa(rsa) => Zeroizing::new(rsa.private().ok_or(WriteError::NoPrivate)?.as_bytes().to_vec()),
        // RFC 5915: the curve is named outside; the public key is there for readers that cannot derive it.
        Material::Ec(ec) => {
            let scalar = ec.private().ok_or(WriteError::NoPrivate)?;
            let point = tlv(PUBLIC_KEY, &[&tlv(BIT_STRING, &[&[0], ec.sec1()])]);
            tlv(SEQUENCE, &[EC_VERSION_1, &tlv(OCTET_STRING, &[scalar.as_bytes()]), &point])
        }
        // RFC 8410: an OCTET STRING in the OCTET STRING.
        Material::Okp(okp) => tlv(OCTET_STRING, &[okp.private().ok_or(WriteError::NoPrivate)?.as_bytes()]),
        // RFC 9881: the seed alone.
        Material::Akp(akp) => tlv(SEED, &[akp.seed().ok_or(WriteError::NoPrivate)?.as_bytes()]),
        Material::Sealed { .. } => return Err(WriteError::Sealed),
        Material::Secret(_) => return Err(WriteError::NoSuchForm(super::Form::PrivatePem)),
    };
    let octets = tlv(OCTET_STRING, &[&private]);
    Ok(tlv(SEQUENCE, &[VERSION_1, algorithm(&key.material)?, &octets]).into())
}

/// The public half of an RSA key as PKCS#1 `RSAPublicKey`; other kinds have no such form.
pub fn pkcs1_public_der(key: &Key) -> Option<Vec<u8>> {
    match &key.material {
        Material::Rsa(rsa) => Some(pkcs1_public(rsa).to_vec()),
        _ => None,
    }
}

/// PKCS#1 `RSAPublicKey`.
fn pkcs1_public(key: &RsaKey) -> Der {
    tlv(SEQUENCE, &[&unsigned(key.n()), &unsigned(key.e())])
}

/// The `AlgorithmIdentifier` in DER.
fn algorithm(material: &Material) -> Result<&'static [u8], WriteError> {
    Ok(match material {
        // rsaEncryption, with the NULL that RFC 3279 asks for.
        Material::Rsa(_) => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00",
        Material::Ec(key) => curve(key.curve()),
        Material::Okp(key) => curve(key.curve()),
        Material::Akp(key) => match key.algorithm() {
            JwsAlgorithm::MlDsa44 => b"\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x11",
            JwsAlgorithm::MlDsa65 => b"\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x12",
            _ => b"\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x13",
        },
        Material::Secret(_) => return Err(WriteError::NoSuchForm(super::Form::PublicPem)),
        Material::Sealed { .. } => return Err(WriteError::Sealed),
    })
}

/// id-ecPublicKey with a named curve (RFC 5480), or the curve's own identifier without parameters (RFC 8410).
const fn curve(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => {
            b"\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
        }
        Curve::P384 => b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22",
        Curve::P521 => b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23",
        Curve::Secp256k1 => b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x0a",
        Curve::X25519 => b"\x30\x05\x06\x03\x2b\x65\x6e",
        Curve::X448 => b"\x30\x05\x06\x03\x2b\x65\x6f",
        Curve::Ed25519 => b"\x30\x05\x06\x03\x2b\x65\x70",
        Curve::Ed448 => b"\x30\x05\x06\x03\x2b\x65\x71",
    }
}

/// An `INTEGER` that is not negative, from big-endian bytes without leading zeros.
fn unsigned(minimal: &[u8]) -> Der {
    let sign: &[u8] = if minimal.first().is_none_or(|&first| first >= 0x80) { &[0] } else { &[] };
    tlv(INTEGER, &[sign, minimal])
}

/// Tag, length, and the parts one after the other. All room at once: growing would leave copies behind.
fn tlv(tag: u8, parts: &[&[u8]]) -> Der {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut der = Zeroizing::new(Vec::with_capacity(length + 6));
    der.push(tag);
    let bytes = length.to_be_bytes();
    if length < 0x80 {
        der.push(length as u8);
    } else {
        let significant = crate::jose::rsa_key::minimal(&bytes);
        der.push(0x80 | significant.len() as u8);
        der.extend_from_slice(significant);
    }
    for part in parts {
        der.extend_from_slice(part);
    }
    der
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_the_shortest() {
        for (length, head) in [
            (0, &[0x30, 0][..]),
            (0x7f, &[0x30, 0x7f]),
            (0x80, &[0x30, 0x81, 0x80]),
            (0xff, &[0x30, 0x81, 0xff]),
            (0x100, &[0x30, 0x82, 1, 0]),
            (0x1_0000, &[0x30, 0x83, 1, 0, 0]),
        ] {
            let der = tlv(SEQUENCE, &[&vec![7; length]]);
            assert_eq!(&der[..head.len()], head);
            assert_eq!(der.len(), head.len() + length);
        }
    }

    #[test]
    fn integers_are_not_negative() {
        for (bytes, der) in [
            (&[][..], &[2, 1, 0][..]),
            (&[1], &[2, 1, 1]),
            (&[0x80], &[2, 2, 0, 0x80]),
            (&[1, 0, 1], &[2, 3, 1, 0, 1]),
        ] {
            assert_eq!(*unsigned(bytes), der);
        }
    }
}
