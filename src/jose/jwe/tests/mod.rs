//! What is sealed opens, and nothing near it does; what a stranger may write is refused for the right reason.

mod fit;
mod headers;
mod keys;
mod orders;
mod primitives;
mod round_trip;
mod rsa1_5;

use std::sync::{Arc, LazyLock};

use super::seal::{Form, Order, SealError, To, USUAL_ITERATIONS};
use super::*;
use crate::encoding::base64url;
use crate::encoding::json;
use crate::jose::read::read_keys;
use crate::jose::token::{Jwe, Shape, Token};
use crate::jose::{Curve, EcKey, Key, Material, OkpKey, SecretBytes};

/// What is encrypted: longer than a block, and no whole number of blocks.
pub(super) const CONTENT: &[u8] = b"Live long and prosper. Live long and prosper. Live long and prosper.";

pub(super) const SECRET: [u8; 16] = [3; 16];

pub(super) fn random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}

pub(super) fn hex(digits: &str) -> Vec<u8> {
    let bytes = digits.as_bytes().chunks(2);
    bytes.map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 16).unwrap()).collect()
}

pub(super) fn secret(bytes: &[u8]) -> Key {
    Key::new("secret", Material::Secret(SecretBytes::new(bytes.to_vec())))
}

pub(super) fn pair(curve: Curve) -> Key {
    let mut bytes = vec![0x42; curve.part_len()];
    bytes[0] = u8::from(curve != Curve::P521);
    let private = SecretBytes::new(bytes);
    Key::new(
        curve.name(),
        if curve.is_ec() {
            Material::Ec(EcKey::from_private(curve, private).unwrap())
        } else {
            Material::Okp(OkpKey::from_private(curve, private).unwrap())
        },
    )
}

macro_rules! rsa {
    ($path:literal) => {
        LazyLock::new(|| {
            read_keys(include_bytes!(concat!("../../../../tests/data/keys/", $path)), "key", None)
                .unwrap()
                .keys
                .remove(0)
        })
    };
}

pub(super) static RSA_512: LazyLock<Key> = rsa!("weak/rsa512.pkcs1.pem");
pub(super) static RSA_1024: LazyLock<Key> = rsa!("weak/rsa1024.pkcs8.pem");
pub(super) static RSA_2048: LazyLock<Key> = rsa!("rsa2048/pkcs8.pem");

pub(super) const AGREED_ON: [Curve; 5] = [Curve::P256, Curve::P384, Curve::P521, Curve::X25519, Curve::X448];

/// A key of every kind that can do it; RSA of one size.
pub(super) fn keys_for(algorithm: KeyManagement, enc: ContentEncryption) -> Vec<Key> {
    use KeyManagement as Alg;
    match algorithm {
        Alg::Rsa15 | Alg::RsaOaep | Alg::RsaOaep256 | Alg::RsaOaep384 | Alg::RsaOaep512 => {
            vec![RSA_2048.clone()]
        }
        Alg::EcdhEs | Alg::EcdhEsA128Kw | Alg::EcdhEsA192Kw | Alg::EcdhEsA256Kw => {
            AGREED_ON.map(pair).to_vec()
        }
        Alg::Pbes2Hs256A128Kw | Alg::Pbes2Hs384A192Kw | Alg::Pbes2Hs512A256Kw => {
            vec![secret(b"Thus from my lips, by yours, my sin is purged.")]
        }
        _ => vec![secret(&vec![7; algorithm.aes().map_or(enc.key_len(), algorithm::AesSize::len)])],
    }
}

pub(super) fn order<'a>(recipients: &'a [To<'a>], enc: ContentEncryption) -> Order<'a> {
    Order {
        content: CONTENT,
        recipients,
        enc,
        form: Form::Compact,
        compress: false,
        header: None,
        aad: None,
        iterations: std::num::NonZeroU64::MIN,
    }
}

pub(super) fn sealed(order: &Order<'_>) -> Result<String, SealError> {
    seal(order, random, &|| false)
}

/// The token; `None` where it is not taken for a JWE.
pub(super) fn parsed(text: &str) -> Option<(Jwe, Arc<str>)> {
    let text: Arc<str> = text.into();
    let token = match json::parse(Arc::clone(&text)).json {
        Some(json) if text.starts_with('{') => Token::json(Arc::clone(&text), &json),
        _ => Token::compact(text),
    };
    match token.shape {
        Shape::Jwe(jwe) => Some((jwe, token.text)),
        Shape::Jws(_) => None,
    }
}

pub(super) fn token(text: &str) -> (Jwe, Arc<str>) {
    parsed(text).unwrap()
}

pub(super) fn opened_for(recipient: usize, text: &str, key: &Key) -> Result<Plaintext, DecryptError> {
    let (jwe, text) = parsed(text).ok_or(HeaderFault::Bad("protected"))?;
    decrypt(&jwe, &text, recipient, key, &Limits::default(), &|| false)
}

pub(super) fn opened(text: &str, key: &Key) -> Result<Plaintext, DecryptError> {
    opened_for(0, text, key)
}

pub(super) fn error(text: &str, key: &Key) -> DecryptError {
    opened(text, key).map(|_| text.to_owned()).expect_err("opened")
}

/// A token in the flattened serialisation of these parts, the header being JSON text.
pub(super) fn flattened(
    header: &str,
    encrypted_key: &[u8],
    iv: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> String {
    let [header, encrypted_key, iv, ciphertext, tag] =
        [header.as_bytes(), encrypted_key, iv, ciphertext, tag].map(base64url::encode);
    format!(
        r#"{{"protected":"{header}","encrypted_key":"{encrypted_key}","iv":"{iv}","ciphertext":"{ciphertext}","tag":"{tag}"}}"#
    )
}

/// A token whose content is sealed with this content key.
pub(super) fn made_with(
    header: &str,
    encrypted_key: &[u8],
    enc: ContentEncryption,
    content_key: &[u8],
    content: &[u8],
) -> String {
    let iv = vec![9; enc.iv_len()];
    let aad = base64url::encode(header.as_bytes());
    let sealed = enc.seal(content_key, &iv, aad.as_bytes(), content).unwrap();
    flattened(header, encrypted_key, &iv, &sealed.ciphertext, &sealed.tag)
}

#[test]
fn iterations_are_what_owasp_advises() {
    assert_eq!(USUAL_ITERATIONS.get(), 600_000);
    assert!(USUAL_ITERATIONS.get() <= Limits::default().iterations);
}
