//! RSA1_5: it opens, and nothing that is wrong with its padding can be told from a wrong key.

use rsa::BoxedUint;
use rsa::hazmat::rsa_encrypt;
use rsa::traits::PublicKeyParts as _;

use super::*;
use crate::jose::jwe::transport;

const HEADER: &str = r#"{"alg":"RSA1_5","enc":"A128GCM"}"#;

/// RSA of these bytes, as they are.
fn raw(key: &Key, padded: &[u8]) -> Vec<u8> {
    let Material::Rsa(key) = &key.material else { panic!() };
    let public = key.to_rsa_public().unwrap();
    let number = BoxedUint::from_be_slice(padded, public.n_bits_precision()).unwrap();
    let encrypted = rsa_encrypt(&public, &number).unwrap().to_be_bytes();
    encrypted[encrypted.len() - padded.len()..].to_vec()
}

/// `00 02`, padding, `00`, the key: as long as the modulus.
fn padded(len: usize, content_key: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x5a; len];
    (bytes[0], bytes[1]) = (0, 2);
    let at = len - content_key.len();
    bytes[at - 1] = 0;
    bytes[at..].copy_from_slice(content_key);
    bytes
}

#[test]
fn keys_of_every_size_open() {
    for key in [&RSA_512, &RSA_1024, &RSA_2048] {
        let crate::jose::KeyKind::Rsa { bits } = key.kind() else { panic!() };
        let encrypted = raw(key, &padded(bits / 8, &SECRET));
        let text = made_with(HEADER, &encrypted, ContentEncryption::A128Gcm, &SECRET, CONTENT);
        assert_eq!(*opened(&text, key).unwrap().bytes, CONTENT);
    }
    // The least padding: eight bytes.
    let header = r#"{"alg":"RSA1_5","enc":"A256CBC-HS512"}"#;
    let long = [1; 64];
    let encrypted = raw(&RSA_1024, &padded(128, &long));
    let text = made_with(header, &encrypted, ContentEncryption::A256CbcHs512, &long, CONTENT);
    assert!(opened(&text, &RSA_1024).is_ok());
}

#[test]
fn no_fault_of_the_padding_can_be_told_from_another() {
    let right = padded(256, &SECRET);
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = right.clone();
        change(&mut bytes);
        raw(&RSA_2048, &bytes)
    };
    let mut wrong = vec![
        changed(&|bytes| bytes[0] = 1),
        changed(&|bytes| bytes[1] = 1),
        changed(&|bytes| bytes[1] = 0),
        changed(&|bytes| bytes[2] = 0),
        changed(&|bytes| bytes[9] = 0),
        changed(&|bytes| bytes[100] = 0),
        changed(&|bytes| bytes[238] = 0),
        changed(&|bytes| bytes[239] = 1),
        changed(&|bytes| bytes[255] ^= 1),
        changed(&|bytes| bytes.fill(0)),
        raw(&RSA_2048, &padded(256, &SECRET[..15])),
        raw(&RSA_2048, &padded(256, &[&SECRET[..], b"x"].concat())),
        raw(&RSA_2048, &padded(256, b"")),
        vec![0xff; 256],
        vec![1; 255],
        vec![1; 257],
        vec![1],
    ];
    wrong.push([&[0][..], &raw(&RSA_2048, &right)].concat());
    let Material::Rsa(pair) = &RSA_2048.material else { panic!() };
    let mut substitutes = Vec::new();
    for (case, encrypted) in wrong.iter().enumerate() {
        let text = made_with(HEADER, encrypted, ContentEncryption::A128Gcm, &SECRET, CONTENT);
        assert_eq!(error(&text, &RSA_2048), DecryptError::Mismatch, "{case}");
        // Going on with a key that is no other at the next try, and that the ciphertext alone does not tell.
        let open = || transport::open(KeyManagement::Rsa15, pair.private().unwrap(), encrypted, 16).unwrap();
        assert_eq!(open(), open(), "{case}");
        assert_eq!(open().len(), 16);
        assert!(!substitutes.contains(&open()), "{case}");
        substitutes.push(open());
    }
    for len in [16, 24, 32, 48, 64, 300] {
        let key = transport::open(KeyManagement::Rsa15, pair.private().unwrap(), &[7; 256], len).unwrap();
        assert_eq!(key.len(), len);
        assert!(key.iter().any(|byte| *byte != 0));
    }
}

#[test]
fn oaep_of_another_hash_does_not_open() {
    use KeyManagement as Alg;
    let all = [Alg::RsaOaep, Alg::RsaOaep256, Alg::RsaOaep384, Alg::RsaOaep512];
    for algorithm in all {
        let to = [To { key: &RSA_2048, algorithm }];
        let text = sealed(&order(&to, ContentEncryption::A128Gcm)).unwrap();
        let (jwe, _) = token(&text);
        let encrypted = jwe.recipients[0].encrypted_key.bytes();
        let Material::Rsa(pair) = &RSA_2048.material else { panic!() };
        for other in all {
            let found = transport::open(other, pair.private().unwrap(), encrypted, 16);
            assert_eq!(found.is_some(), other == algorithm, "{} as {}", algorithm.name(), other.name());
        }
    }
}
