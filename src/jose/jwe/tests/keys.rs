//! Encrypted and agreed keys that must not open, and why.

use super::*;
use crate::jose::jwe::agree::{Point, derive_key, shared_secret};
use crate::jose::jwe::algorithm::AesSize;
use crate::jose::jwe::wrap::wrap;

#[test]
fn counts_and_salts_of_passwords() {
    let key = secret(b"password");
    let with = |more: &str| format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128GCM",{more}}}"#);
    let too_many = |found| DecryptError::TooManyIterations { found, limit: 1_200_000 };
    let cases: &[(&str, DecryptError)] = &[
        (r#""p2s":"AAAAAAAAAAA""#, HeaderFault::Missing("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":0"#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":-0"#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":-1000"#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":"1000""#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":1000.5"#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":1e3"#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":null"#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":[1000]"#, HeaderFault::Bad("p2c").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":1200001"#, too_many(1_200_001)),
        (r#""p2s":"AAAAAAAAAAA","p2c":4294967297"#, too_many(4_294_967_297)),
        (r#""p2s":"AAAAAAAAAAA","p2c":99999999999999999999999"#, too_many(u64::MAX)),
        (r#""p2c":1000"#, HeaderFault::Missing("p2s").into()),
        (r#""p2s":1,"p2c":1000"#, HeaderFault::Missing("p2s").into()),
        (r#""p2s":"A!","p2c":1000"#, HeaderFault::Bad("p2s").into()),
        (r#""p2s":"AAAAAAAAAAA","p2c":1000"#, DecryptError::Mismatch),
    ];
    for (more, expected) in cases {
        let text = flattened(&with(more), &[1; 24], &[2; 12], b"", &[3; 16]);
        assert_eq!(error(&text, &key), *expected, "{more}");
    }
}

#[test]
fn low_counts_and_short_salts_open_all_the_same() {
    let key = secret(b"password");
    for (salt, count) in [("", 1), ("", 2), ("AA", 999), ("AAAAAAAAAAA", 1)] {
        let header =
            format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"{salt}","p2c":{count}}}"#);
        let salt = base64url::decode_strict(salt).unwrap();
        let wrapping =
            password::wrapping_key(KeyManagement::Pbes2Hs256A128Kw, b"password", &salt, count, &|| false)
                .unwrap();
        let encrypted = wrap(AesSize::A128, &wrapping, &SECRET).unwrap();
        let text = made_with(&header, &encrypted, ContentEncryption::A128Gcm, &SECRET, CONTENT);
        assert!(opened(&text, &key).is_ok(), "{header}");
    }
}

#[test]
fn a_password_is_stretched_until_somebody_gives_up() {
    let header = r#"{"alg":"PBES2-HS512+A256KW","enc":"A128GCM","p2s":"AAAAAAAAAAA","p2c":1000000}"#;
    let (jwe, text) = token(&flattened(header, &[1; 24], &[2; 12], b"", &[3; 16]));
    let looks = std::cell::Cell::new(0);
    let gives_up = || {
        looks.set(looks.get() + 1);
        looks.get() == 3
    };
    let found = decrypt(&jwe, &text, 0, &secret(b"p"), &Limits::default(), &gives_up);
    assert_eq!((found, looks.get()), (Err(DecryptError::Cancelled), 3));
}

/// A token for `key` whose ephemeral key is this JSON.
fn with_epk(epk: &str) -> String {
    let header = format!(r#"{{"alg":"ECDH-ES","enc":"A128GCM","epk":{epk}}}"#);
    flattened(&header, b"", &[2; 12], b"", &[3; 16])
}

#[test]
fn ephemeral_keys() {
    let p256 = pair(Curve::P256);
    let Material::Ec(point) = &p256.material else { panic!() };
    let [x, y] = [point.x(), point.y()].map(base64url::encode);
    let zeros = base64url::encode(&[0; 32]);
    let ones = base64url::encode(&[0xff; 32]);
    let bad: DecryptError = HeaderFault::Bad("epk").into();
    let mut cases = vec![
        (format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{x}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"EC","crv":"P-256","x":"{zeros}","y":"{zeros}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"EC","crv":"P-256","x":"{ones}","y":"{y}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"EC","crv":"P-384","x":"{x}","y":"{y}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"EC","crv":"secp256k1","x":"{x}","y":"{y}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"EC","crv":"P-255","x":"{x}","y":"{y}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"EC","crv":"X25519","x":"{x}","y":"{y}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"ec","crv":"P-256","x":"{x}","y":"{y}"}}"#), bad.clone()),
        (format!(r#"{{"kty":"oct","k":"{x}"}}"#), bad.clone()),
        ("{}".to_owned(), bad.clone()),
        ("null".to_owned(), bad.clone()),
        (format!("\"{x}\""), bad.clone()),
    ];
    // On its curve, which is not the curve of the key.
    for curve in [Curve::P384, Curve::P521, Curve::X25519, Curve::X448] {
        let other = match pair(curve).material {
            Material::Ec(key) => format!(
                r#"{{"kty":"EC","crv":"{}","x":"{}","y":"{}"}}"#,
                curve.name(),
                base64url::encode(key.x()),
                base64url::encode(key.y())
            ),
            Material::Okp(key) => {
                format!(r#"{{"kty":"OKP","crv":"{}","x":"{}"}}"#, curve.name(), base64url::encode(key.x()))
            }
            _ => panic!(),
        };
        cases.push((other, DecryptError::Unfit(Unfit::Curve)));
    }
    for (epk, expected) in cases {
        assert_eq!(error(&with_epk(&epk), &p256), expected, "{epk}");
    }
    let missing = flattened(r#"{"alg":"ECDH-ES","enc":"A128GCM"}"#, b"", &[2; 12], b"", &[3; 16]);
    assert_eq!(error(&missing, &p256), HeaderFault::Missing("epk").into());
}

/// Points of small order, which make the same secret of everybody's key: those of RFC 7748 and what else means them
/// modulo the field's prime.
#[test]
fn shared_secrets_of_zeros() {
    let ends = |first: u8, middle: u8, last: u8| {
        let mut bytes = [middle; 32];
        (bytes[0], bytes[31]) = (first, last);
        bytes.to_vec()
    };
    let of_order_8 = [
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ];
    let mut x25519: Vec<Vec<u8>> = vec![
        ends(0, 0, 0),
        ends(1, 0, 0),
        ends(0xec, 0xff, 0x7f),
        ends(0xed, 0xff, 0x7f),
        ends(0xee, 0xff, 0x7f),
    ];
    x25519.extend(of_order_8.map(hex));
    // The highest bit does not count.
    let masked: Vec<Vec<u8>> = x25519
        .iter()
        .map(|point| {
            let mut point = point.clone();
            point[31] |= 0x80;
            point
        })
        .collect();
    x25519.extend(masked);
    let prime_of_448 = [vec![0xff; 28], vec![0xfe], vec![0xff; 27]].concat();
    let mut below = prime_of_448.clone();
    below[0] = 0xfe;
    let above = [vec![0; 28], vec![0xff; 28]].concat();
    let mut one = vec![0; 56];
    one[0] = 1;
    let x448 = vec![vec![0; 56], one, below, prime_of_448, above];

    for (curve, points) in [(Curve::X25519, x25519), (Curve::X448, x448)] {
        let key = pair(curve);
        for point in points {
            let x = base64url::encode(&point);
            let epk = format!(r#"{{"kty":"OKP","crv":"{}","x":"{x}"}}"#, curve.name());
            assert_eq!(error(&with_epk(&epk), &key), HeaderFault::Bad("epk").into(), "{epk}");
            let weak = Key::new("weak", Material::Okp(OkpKey::public(curve, &point).unwrap()));
            let to = [To { key: &weak, algorithm: KeyManagement::EcdhEs }];
            let made = sealed(&order(&to, ContentEncryption::A128Gcm));
            assert!(matches!(made, Err(SealError::Key { recipient: 0, .. })), "{epk}: {made:?}");
        }
        for len in [0, 31, 33, 55, 57] {
            let epk = format!(
                r#"{{"kty":"OKP","crv":"{}","x":"{}"}}"#,
                curve.name(),
                base64url::encode(&vec![9; len])
            );
            assert_eq!(error(&with_epk(&epk), &key), HeaderFault::Bad("epk").into(), "{epk}");
        }
    }
}

/// It is a leak, which a finding tells of; the content can be read nonetheless.
#[test]
fn an_ephemeral_key_with_its_private_half() {
    let (own, other) = (pair(Curve::P256), {
        let private = SecretBytes::new(vec![0x17; 32]);
        EcKey::from_private(Curve::P256, private).unwrap()
    });
    let [x, y, d] = [other.x(), other.y(), &[0x17; 32]].map(base64url::encode);
    let wrong_d = base64url::encode(&[0x18; 32]);
    let z = shared_secret(&own.material, &Point::of(&Material::Ec(other)).unwrap()).unwrap();
    let content_key = derive_key(&z, KeyManagement::EcdhEs, ContentEncryption::A128Gcm, b"Alice", b"");
    for d in [format!(r#","d":"{d}""#), format!(r#","d":"{wrong_d}""#), r#","d":1"#.to_owned(), String::new()]
    {
        let header = format!(
            r#"{{"alg":"ECDH-ES","enc":"A128GCM","apu":"QWxpY2U","epk":{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"{d}}}}}"#
        );
        let text = made_with(&header, b"", ContentEncryption::A128Gcm, &content_key, CONTENT);
        assert!(opened(&text, &own).is_ok(), "{header}");
        for (bad, fault) in [("\"!\"", HeaderFault::Bad("apu")), ("7", HeaderFault::Missing("apu"))] {
            let header = header.replace("\"QWxpY2U\"", bad);
            let text = made_with(&header, b"", ContentEncryption::A128Gcm, &content_key, CONTENT);
            assert_eq!(error(&text, &own), fault.into());
        }
        let header = header.replace("QWxpY2U", "QWxpY3U");
        let text = made_with(&header, b"", ContentEncryption::A128Gcm, &content_key, CONTENT);
        assert_eq!(error(&text, &own), DecryptError::Mismatch);
    }
}

#[test]
fn keys_wrapped_by_gcm() {
    let key = secret(&SECRET);
    let iv = base64url::encode(&[1; 12]);
    let tag = base64url::encode(&[1; 16]);
    let short = base64url::encode(&[1; 11]);
    let cases: &[(String, DecryptError)] = &[
        (format!(r#""iv":"{iv}""#), HeaderFault::Missing("tag").into()),
        (format!(r#""tag":"{tag}""#), HeaderFault::Missing("iv").into()),
        (format!(r#""iv":"{short}","tag":"{tag}""#), HeaderFault::Bad("iv").into()),
        (format!(r#""iv":"{tag}","tag":"{tag}""#), HeaderFault::Bad("iv").into()),
        (format!(r#""iv":"{iv}","tag":"{iv}""#), HeaderFault::Bad("tag").into()),
        (format!(r#""iv":"{iv}","tag":"""#), HeaderFault::Bad("tag").into()),
        (format!(r#""iv":"{iv}","tag":12"#), HeaderFault::Missing("tag").into()),
        (format!(r#""iv":"{iv}","tag":"{tag}""#), DecryptError::Mismatch),
    ];
    for (more, expected) in cases {
        let header = format!(r#"{{"alg":"A128GCMKW","enc":"A128GCM",{more}}}"#);
        let text = flattened(&header, &[1; 16], &[2; 12], b"", &[3; 16]);
        assert_eq!(error(&text, &key), *expected, "{more}");
    }
}

/// A content key of the wrong length is a mismatch like any other.
#[test]
fn content_keys_of_the_wrong_length() {
    let key = secret(&SECRET);
    for len in [8, 16, 24, 32, 40, 64] {
        let encrypted = wrap(AesSize::A128, &SECRET, &vec![4; len]).unwrap();
        for (enc, content_key) in
            [(ContentEncryption::A256Gcm, vec![4; 32]), (ContentEncryption::A256CbcHs512, vec![4; 64])]
        {
            let header = format!(r#"{{"alg":"A128KW","enc":"{}"}}"#, enc.name());
            let text = made_with(&header, &encrypted, enc, &content_key, CONTENT);
            let found = opened(&text, &key);
            if len == content_key.len() {
                assert!(found.is_ok());
            } else {
                assert_eq!(found, Err(DecryptError::Mismatch), "{len}");
            }
        }
    }
    for len in [1, 7, 8, 9, 16, 17, 23, 25] {
        let text = flattened(r#"{"alg":"A128KW","enc":"A128GCM"}"#, &vec![1; len], &[2; 12], b"", &[3; 16]);
        assert_eq!(error(&text, &key), DecryptError::Mismatch, "{len}");
    }
}

/// The tag holds; the ciphertext is still none that CBC makes.
#[test]
fn cbc_without_whole_blocks_or_padding() {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let content_key = [6; 32];
    let header = r#"{"alg":"dir","enc":"A128CBC-HS256"}"#;
    let aad = base64url::encode(header.as_bytes());
    for len in [0, 1, 15, 16, 17, 32] {
        let (iv, ciphertext) = ([7; 16], vec![8; len]);
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&content_key[..16]).unwrap();
        for part in [aad.as_bytes(), &iv, &ciphertext, &(aad.len() as u64 * 8).to_be_bytes()] {
            mac.update(part);
        }
        let tag = mac.finalize().into_bytes();
        let text = flattened(header, b"", &iv, &ciphertext, &tag[..16]);
        assert_eq!(error(&text, &secret(&content_key)), DecryptError::Mismatch, "{len}");
    }
}
