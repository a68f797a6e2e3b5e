//! Headers, lengths and compressed content that must not open, and why. Each token is whole but for the one thing that
//! is wrong with it.

use super::*;

const DIR: &str = r#"{"alg":"dir","enc":"A128GCM"}"#;

fn dir(header: &str) -> String {
    made_with(header, b"", ContentEncryption::A128Gcm, &SECRET, CONTENT)
}

fn unsupported(name: &str) -> DecryptError {
    DecryptError::Unsupported(name.to_owned())
}

#[test]
fn protected_headers() {
    assert!(opened(&dir(DIR), &secret(&SECRET)).is_ok());
    let critical = |name: &str| HeaderFault::Critical(name.to_owned()).into();
    let duplicate = |name: &str| HeaderFault::Duplicate(name.to_owned()).into();
    let cases: &[(&str, DecryptError)] = &[
        (r#"{"enc":"A128GCM"}"#, HeaderFault::Missing("alg").into()),
        (r#"{"alg":"dir"}"#, HeaderFault::Missing("enc").into()),
        (r#"{"alg":1,"enc":"A128GCM"}"#, HeaderFault::Missing("alg").into()),
        (r#"{"alg":"dir","enc":null}"#, HeaderFault::Missing("enc").into()),
        (r#"{"alg":"DIR","enc":"A128GCM"}"#, unsupported("DIR")),
        (r#"{"alg":"none","enc":"A128GCM"}"#, unsupported("none")),
        (r#"{"alg":"HS256","enc":"A128GCM"}"#, unsupported("HS256")),
        (r#"{"alg":"dir","enc":"a128gcm"}"#, unsupported("a128gcm")),
        (r#"{"alg":"dir","enc":"A128CBC"}"#, unsupported("A128CBC")),
        (r#"{"alg":"dir","enc":"A128GCM","zip":"GZIP"}"#, unsupported("GZIP")),
        (r#"{"alg":"dir","enc":"A128GCM","zip":"def"}"#, unsupported("def")),
        (r#"{"alg":"dir","enc":"A128GCM","zip":1}"#, HeaderFault::Bad("zip").into()),
        (r#"{"alg":"dir","enc":"A128GCM","zip":null}"#, HeaderFault::Bad("zip").into()),
        (r#"{"alg":"dir","enc":"A128GCM","crit":["exp"],"exp":1}"#, critical("exp")),
        (r#"{"alg":"dir","enc":"A128GCM","crit":["b64"],"b64":true}"#, critical("b64")),
        (r#"{"alg":"dir","enc":"A128GCM","crit":["alg"]}"#, critical("alg")),
        (r#"{"alg":"dir","enc":"A128GCM","crit":[]}"#, HeaderFault::Bad("crit").into()),
        (r#"{"alg":"dir","enc":"A128GCM","crit":[1]}"#, HeaderFault::Bad("crit").into()),
        (r#"{"alg":"dir","enc":"A128GCM","crit":"exp"}"#, HeaderFault::Bad("crit").into()),
        (r#"{"alg":"dir","enc":"A128GCM","crit":null}"#, HeaderFault::Bad("crit").into()),
        (r#"{"alg":"dir","enc":"A128GCM","alg":"dir"}"#, duplicate("alg")),
        (r#"{"alg":"dir","enc":"A128GCM","\u0065nc":"A128GCM"}"#, duplicate("enc")),
        (r#"{"alg":"dir","enc":"A128GCM","x":1,"x":2}"#, duplicate("x")),
        (r#"{"alg":"dir","enc":"A128GCM"} x"#, HeaderFault::Bad("protected").into()),
        (r#"{"alg":"dir","enc":"A128GCM""#, HeaderFault::Bad("protected").into()),
        (r#"["alg","dir"]"#, HeaderFault::Bad("protected").into()),
        (r#""dir""#, HeaderFault::Bad("protected").into()),
    ];
    for (header, expected) in cases {
        assert_eq!(error(&dir(header), &secret(&SECRET)), *expected, "{header}");
    }
}

/// Tokens with three headers; `protected` is JSON text, empty for none.
fn spread(protected: &str, more: &str) -> String {
    let text = made_with(protected, b"", ContentEncryption::A128Gcm, &SECRET, CONTENT);
    let text = if protected.is_empty() { text.replacen(r#""protected":"","#, "", 1) } else { text };
    text.replacen(r#""encrypted_key":"""#, more, 1)
}

#[test]
fn parameters_in_three_headers() {
    let key = secret(&SECRET);
    for (protected, more) in [
        (r#"{"enc":"A128GCM"}"#, r#""unprotected":{"alg":"dir"}"#),
        (r#"{"enc":"A128GCM"}"#, r#""header":{"alg":"dir"}"#),
        (r#"{"kid":"a"}"#, r#""unprotected":{"enc":"A128GCM"},"header":{"alg":"dir"}"#),
        ("", r#""unprotected":{"enc":"A128GCM"},"header":{"alg":"dir"}"#),
        (DIR, r#""unprotected":{},"header":{}"#),
        (DIR, r#""recipients":[{}]"#),
    ] {
        let text = spread(protected, more);
        assert!(opened(&text, &key).is_ok(), "{text}");
        assert_eq!(fit(&token(&text).0, 0, &key), Ok(()), "{text}");
    }
    let duplicate = |name: &str| HeaderFault::Duplicate(name.to_owned()).into();
    let cases: &[(&str, &str, DecryptError)] = &[
        (DIR, r#""unprotected":{"alg":"dir"}"#, duplicate("alg")),
        (DIR, r#""header":{"enc":"A128GCM"}"#, duplicate("enc")),
        (DIR, r#""unprotected":{"kid":"a"},"header":{"kid":"a"}"#, duplicate("kid")),
        (DIR, r#""unprotected":{"crit":["x"],"x":1}"#, HeaderFault::Bad("crit").into()),
        (DIR, r#""header":{"zip":"DEF"}"#, HeaderFault::Bad("zip").into()),
        (DIR, r#""header":[]"#, HeaderFault::Bad("header").into()),
        (DIR, r#""unprotected":"{}""#, HeaderFault::Bad("unprotected").into()),
        (DIR, r#""recipients":[]"#, HeaderFault::Missing("recipients").into()),
        ("", r#""header":{"alg":"dir"}"#, HeaderFault::Missing("enc").into()),
    ];
    for (protected, more, expected) in cases {
        let text = spread(protected, more);
        assert_eq!(error(&text, &key), *expected, "{text}");
    }
}

#[test]
fn lengths_of_iv_and_tag_and_cut_tags() {
    for &enc in ContentEncryption::ALL {
        let content_key = vec![1; enc.key_len()];
        let key = secret(&content_key);
        let header = format!(r#"{{"alg":"dir","enc":"{}"}}"#, enc.name());
        let aad = base64url::encode(header.as_bytes());
        let iv = [5; 40];
        let right = enc.seal(&content_key, &iv[..enc.iv_len()], aad.as_bytes(), CONTENT).unwrap();
        let mut long_tag = right.tag.clone();
        long_tag.extend([0; 8]);
        for len in 0..40 {
            let text = flattened(&header, b"", &iv[..len], &right.ciphertext, &right.tag);
            let expected = enc.iv_len();
            match opened(&text, &key) {
                Ok(_) => assert_eq!(len, expected),
                Err(error) => assert_eq!(error, HeaderFault::Iv { expected, found: len }.into()),
            }
            let Some(tag) = long_tag.get(..len) else { continue };
            let text = flattened(&header, b"", &iv[..enc.iv_len()], &right.ciphertext, tag);
            if len != enc.tag_len() {
                let found =
                    enc.open(&content_key, &iv[..enc.iv_len()], aad.as_bytes(), &right.ciphertext, tag);
                assert_eq!(found, None, "{len}");
            }
            let expected = enc.tag_len();
            match opened(&text, &key) {
                Ok(_) => assert_eq!(len, expected),
                Err(error) => assert_eq!(error, HeaderFault::Tag { expected, found: len }.into()),
            }
        }
    }
}

#[test]
fn encrypted_keys_that_must_and_must_not_be() {
    for &algorithm in KeyManagement::ALL.iter().filter(|&&algorithm| algorithm != KeyManagement::Rsa15) {
        let key = keys_for(algorithm, ContentEncryption::A128Gcm).remove(0);
        let to = [To { key: &key, algorithm }];
        let text = sealed(&order(&to, ContentEncryption::A128Gcm)).unwrap();
        let parts: Vec<&str> = text.split('.').collect();
        let must_be_empty = parts[1].is_empty();
        let other = if must_be_empty { "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" } else { "" };
        let text = [parts[0], other, parts[2], parts[3], parts[4]].join(".");
        assert_eq!(
            error(&text, &key),
            HeaderFault::EncryptedKey { must_be_empty }.into(),
            "{}",
            algorithm.name()
        );
    }
}

#[test]
fn parts_that_lost_bytes() {
    let text = dir(DIR);
    for (name, fault) in
        [("protected", "protected"), ("iv", "iv"), ("ciphertext", "ciphertext"), ("tag", "tag")]
    {
        let at = text.find(&format!("\"{name}\":\"")).unwrap() + name.len() + 4;
        let mut damaged = text.clone();
        damaged.insert(at + 6, '!');
        assert_eq!(error(&damaged, &secret(&SECRET)), HeaderFault::Bad(fault).into());
    }
    let damaged = text.replace(r#""encrypted_key":"""#, r#""encrypted_key":"!""#);
    assert_eq!(error(&damaged, &secret(&SECRET)), HeaderFault::Bad("encrypted_key").into());
    for aad in ["\"!\"", "7", "null", "{}"] {
        let damaged = text.replace(r#""encrypted_key":"""#, &format!(r#""aad":{aad}"#));
        assert!(opened(&damaged, &secret(&SECRET)).is_err(), "{aad}");
    }
}

#[test]
fn what_does_not_inflate_or_too_far() {
    let header = r#"{"alg":"dir","enc":"A128GCM","zip":"DEF"}"#;
    let key = secret(&SECRET);
    let made = |content: &[u8]| made_with(header, b"", ContentEncryption::A128Gcm, &SECRET, content);
    let compressed = |content: &[u8]| miniz_oxide::deflate::compress_to_vec(content, 9);
    let good = compressed(CONTENT);
    let zlib = miniz_oxide::deflate::compress_to_vec_zlib(CONTENT, 9);
    for bad in [&b""[..], b"\xff", CONTENT, &good[..good.len() - 1], &[&good[..], b"x"].concat(), &zlib] {
        assert_eq!(error(&made(bad), &key), DecryptError::Deflate);
    }
    let limit = Limits::default().inflated;
    assert!(opened(&made(&compressed(&vec![b' '; limit])), &key).is_ok());
    for len in [limit + 1, 100 * limit] {
        let bomb = made(&compressed(&vec![b' '; len]));
        assert_eq!(error(&bomb, &key), DecryptError::TooLarge { limit });
        let (jwe, text) = token(&bomb);
        let more = Limits { inflated: len, ..Limits::default() };
        assert_eq!(decrypt(&jwe, &text, 0, &key, &more, &|| false).unwrap().bytes.len(), len);
        assert_eq!(decrypt(&jwe, &text, 0, &key, &more, &|| true), Err(DecryptError::Cancelled));
    }
    assert_eq!(error(&dir(header).replace("AAAA", "AAAB"), &secret(&[4; 16])), DecryptError::Mismatch);
}
