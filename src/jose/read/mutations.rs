//! Key files that are damaged at random, and bytes that never were one: an answer every time, no panic.

use proptest::prelude::*;

use super::*;
use crate::jose::{JwsAlgorithm, Material, jws};

macro_rules! data {
    ($path:literal) => {
        include_bytes!(concat!("../../../tests/data/keys/", $path)).as_slice()
    };
}

/// Everything that a mutation may be made of, with the password of what has one.
const SEEDS: &[(&[u8], &str)] = &[
    (data!("rsa2048/pkcs1.pub.der"), ""),
    (data!("rsa2048/spki.der"), ""),
    (data!("rsa2048/cert.der"), ""),
    (data!("rsa2048/pkcs8.der"), ""),
    (data!("rsa2048/pkcs1.der"), ""),
    (data!("rsa2048/request.csr.pem"), ""),
    (data!("rsa2048/certs.p7b"), ""),
    (data!("rsa2048/chain.pem"), ""),
    (data!("rsa2048/bag-attributes.pem"), ""),
    (data!("rsa2048/pkcs8.enc.der"), "pässwörd-ünïcode"),
    (data!("rsa2048/pkcs8.enc-pbes1-3des.pem"), "correct horse battery staple"),
    (data!("rsa2048/pkcs8.enc-scrypt.pem"), "correct horse battery staple"),
    (data!("rsa2048/pkcs1.enc-aes256.pem"), "correct horse battery staple"),
    (data!("rsa2048/bundle-legacy.p12"), "changeit"),
    (data!("rsa2048/bundle-nopass.p12"), ""),
    (data!("rsa2048/truststore.p12"), "changeit"),
    (data!("rsa2048/key.ppk"), ""),
    (data!("rsa2048/id_openssh"), ""),
    (data!("rsa2048/ssh2.pub"), ""),
    (data!("rsa2048/keystore.jks"), ""),
    (data!("ec-p256/sec1.der"), ""),
    (data!("ec-p256/sec1-with-params.pem"), ""),
    (data!("ec-p256/sec1-point.hex"), ""),
    (data!("ec-p256/private.jwk.json"), ""),
    (data!("ec-p256/bundle.p12"), "changeit"),
    (data!("ec-p521/pkcs8.pem"), ""),
    (data!("ec-p521/id_openssh"), ""),
    (data!("ed25519/spki.der"), ""),
    (data!("ed25519/pkcs8-v2.der"), ""),
    (data!("ed25519/private.jwk.json"), ""),
    (data!("ed25519/pkcs8.pem"), ""),
    (data!("ed25519/id_openssh.pub"), ""),
    (data!("ed25519/id_openssh.enc"), "hunter2"),
    (data!("ed448/pkcs8.der"), ""),
    (data!("x448/pkcs8.der"), ""),
    (data!("ml-dsa-44/pkcs8-seed.pem"), ""),
    (data!("rsapss-sha256.spki.pem"), ""),
    (data!("jwks/mixed.jwks.json"), ""),
    (data!("jwks/x5c.jwks.json"), ""),
    (data!("jwks/google-x509-map.json"), ""),
];

/// The work that a try may cost here: less than the program allows, so that the tests stay quick.
const BUDGET: u64 = 200_000;

/// Whatever was read is whole: it has a thumbprint, and what has a private part signs what it verifies.
fn holds_together(read: Result<KeyFile, ReadError>) -> Result<(), TestCaseError> {
    for key in read.map(|file| file.keys).unwrap_or_default() {
        prop_assert_eq!(key.thumbprint().unwrap().len(), 43);
        let algorithm = JwsAlgorithm::ALL.iter().find(|algorithm| key.fit_kind(**algorithm).is_ok());
        if let Some(&algorithm) = algorithm.filter(|_| key.has_private()) {
            let signature = match jws::sign(algorithm, &key, b"text") {
                Err(jws::SignError::Unsupported(_)) => continue,
                signature => signature.unwrap(),
            };
            prop_assert_eq!(jws::verify(algorithm, &key, b"text", &signature), Ok(()));
        }
        if let Material::Secret(secret) = &key.material {
            prop_assert!(secret.len() < 1 << 20);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200), sequence in any::<bool>()) {
        holds_together(read_keys(&bytes, "file", None))?;
        if sequence {
            let der = [&[0x30, 0x81, bytes.len() as u8], bytes.as_slice()].concat();
            holds_together(read_keys(&der, "file", None))?;
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}", start in "(\\{|\\[|-----BEGIN |)") {
        holds_together(read_keys(format!("{start}{text}").as_bytes(), "file", None))?;
        for encoding in [SecretEncoding::Text, SecretEncoding::Base64, SecretEncoding::Hex] {
            drop(read_secret(&text, encoding, "s"));
        }
    }

    #[test]
    fn any_change_to_a_key_is_answered(
        seed in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..4),
    ) {
        let (bytes, password) = seed.get(SEEDS);
        let mut bytes = bytes.to_vec();
        for (place, byte, change) in changes {
            let at = place.index(bytes.len());
            match change {
                0 => bytes[at] ^= byte | 1,
                1 => bytes[at] = bytes[at].wrapping_add(1),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, byte),
            }
        }
        holds_together(read_within(&bytes, "file", Some(password), BUDGET))?;
    }

    /// Text is cut and joined by people; DER is changed where it matters most, in its outer layers.
    #[test]
    fn any_change_inside_base64_is_answered(
        seed in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let (bytes, password) = seed.get(SEEDS);
        let text = String::from_utf8_lossy(bytes);
        for block in crate::encoding::pem::blocks(&text).into_iter().flatten() {
            let mut der = block.der.to_vec();
            let place = at.index(der.len().min(200));
            der[place] ^= byte | 1;
            let pem = crate::encoding::pem::encode(&block.label, &der);
            holds_together(read_within(pem.as_bytes(), "file", Some(password), BUDGET))?;
        }
    }
}
