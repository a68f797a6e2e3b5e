//! Every algorithm with every key, content encryption and serialisation.

use super::*;

const FORMS: [Form; 3] = [Form::Compact, Form::Flattened, Form::General];

/// Every combination that is made.
fn combinations() -> Vec<(KeyManagement, ContentEncryption, Form, Key)> {
    let mut all = Vec::new();
    for &algorithm in KeyManagement::ALL.iter().filter(|&&algorithm| algorithm != KeyManagement::Rsa15) {
        for &enc in ContentEncryption::ALL {
            for key in keys_for(algorithm, enc) {
                all.extend(FORMS.map(|form| (algorithm, enc, form, key.clone())));
            }
        }
    }
    all
}

/// The text with one bit of the decoded part changed; `None` where the part is empty.
fn flipped(text: &str, part: &str, bit: usize) -> Option<String> {
    let mut bytes = base64url::decode_strict(part).unwrap();
    let at = bit % (bytes.len() * 8).max(1);
    *bytes.get_mut(at / 8)? ^= 1 << (at % 8);
    assert_eq!(text.matches(part).count(), 1);
    Some(text.replace(part, &base64url::encode(&bytes)))
}

#[test]
fn what_is_sealed_opens_and_nothing_near_it_does() {
    let all = combinations();
    // 1 dir, 4 RSA, 3 + 3 wrapping, 3 with a password, 4 agreements on 5 curves.
    assert_eq!(all.len(), (1 + 4 + 6 + 3 + 4 * 5) * 6 * 3);
    let mut flips = 0;
    for (number, (algorithm, enc, form, key)) in all.iter().enumerate() {
        let what = format!("{} {} {form:?} {}", algorithm.name(), enc.name(), key.name);
        let to = [To { key, algorithm: *algorithm }];
        let aad = (*form != Form::Compact && number % 2 == 0).then_some(&b"in the clear"[..]);
        let compress = number % 3 == 0;
        let order = Order { form: *form, aad, compress, ..order(&to, *enc) };
        let text = sealed(&order).unwrap_or_else(|error| panic!("{what}: {error}"));

        let plain = opened(&text, key).unwrap_or_else(|error| panic!("{what}: {error}\n{text}"));
        assert_eq!(*plain.bytes, CONTENT, "{what}");
        assert_eq!(plain.compressed.is_some(), compress, "{what}");

        let (jwe, _) = token(&text);
        assert_eq!(fit(&jwe, 0, key), Ok(()), "{what}");
        assert_eq!(jwe.aad.is_some(), aad.is_some());
        let key_segment = &jwe.recipients[0].encrypted_key;
        assert_eq!(key_segment.bytes().is_empty(), algorithm.has_no_encrypted_key(), "{what}");
        let parts = [
            Some(&jwe.header),
            Some(key_segment),
            Some(&jwe.iv),
            Some(&jwe.ciphertext),
            Some(&jwe.tag),
            jwe.aad.as_ref(),
        ];
        for part in parts.into_iter().flatten() {
            // A prime, so that every place comes up.
            let Some(near) = flipped(&text, part.encoded(&text), number * 31 + 7) else { continue };
            flips += 1;
            assert!(opened(&near, key).is_err(), "{what}: {near}");
        }
    }
    assert!(flips > all.len() * 5);
}

#[test]
fn every_single_bit_counts() {
    let key = secret(&[3; 16]);
    for enc in [ContentEncryption::A128Gcm, ContentEncryption::A128CbcHs256] {
        for algorithm in [KeyManagement::A128Kw, KeyManagement::A128GcmKw] {
            let to = [To { key: &key, algorithm }];
            let order = Order { form: Form::Flattened, aad: Some(b"clear"), ..order(&to, enc) };
            let text = sealed(&order).unwrap();
            let (jwe, _) = token(&text);
            let parts = [
                &jwe.header,
                &jwe.recipients[0].encrypted_key,
                &jwe.iv,
                &jwe.ciphertext,
                &jwe.tag,
                jwe.aad.as_ref().unwrap(),
            ];
            for part in parts {
                for bit in 0..part.bytes().len() * 8 {
                    let near = flipped(&text, part.encoded(&text), bit).unwrap();
                    assert!(opened(&near, &key).is_err(), "{}, bit {bit}", part.encoded(&text));
                }
            }
        }
    }
}

/// `number` letters of a fixed seed, so that they compress badly.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(len).collect()
}

#[test]
fn content_of_any_length() {
    let key = secret(&[3; 32]);
    let to = [To { key: &key, algorithm: KeyManagement::A256Kw }];
    for &enc in ContentEncryption::ALL {
        for len in (0..=49).chain([4095, 32_767, 32_768, 32_769, 65_536, 249_999, 250_000]) {
            let content = noise(len);
            for compress in [false, true] {
                let text = sealed(&Order { content: &content, compress, ..order(&to, enc) }).unwrap();
                let plain = opened(&text, &key).unwrap_or_else(|error| panic!("{len} {compress}: {error}"));
                assert!(*plain.bytes == content, "{} bytes", content.len());
            }
        }
    }
}

#[test]
fn each_of_several_recipients_opens_its_own_part_only() {
    let rsa = RSA_2048.clone();
    let keys =
        [rsa, pair(Curve::P256), pair(Curve::X448), secret(&[1; 16]), secret(b"password"), secret(&[5; 32])];
    let algorithms = [
        KeyManagement::RsaOaep256,
        KeyManagement::EcdhEsA128Kw,
        KeyManagement::EcdhEsA256Kw,
        KeyManagement::A128Kw,
        KeyManagement::Pbes2Hs512A256Kw,
        KeyManagement::A256GcmKw,
    ];
    let to: Vec<To<'_>> = keys.iter().zip(algorithms).map(|(key, algorithm)| To { key, algorithm }).collect();
    let order =
        Order { form: Form::General, aad: Some(b"all"), ..order(&to, ContentEncryption::A192CbcHs384) };
    let text = sealed(&order).unwrap();
    for (recipient, key) in keys.iter().enumerate() {
        for other in 0..keys.len() {
            let found = opened_for(other, &text, key);
            assert_eq!(found.is_ok(), other == recipient, "{} for {other}: {found:?}", key.name);
        }
    }
    assert_eq!(opened_for(6, &text, &keys[0]), Err(HeaderFault::Missing("recipients").into()));
}

#[test]
fn rsa_of_every_size_and_only_where_there_is_room() {
    use ContentEncryption as Enc;
    let cases = [
        (&RSA_512, KeyManagement::RsaOaep, Enc::A128Gcm, true),
        (&RSA_512, KeyManagement::RsaOaep, Enc::A256Gcm, false),
        (&RSA_512, KeyManagement::RsaOaep256, Enc::A128Gcm, false),
        (&RSA_1024, KeyManagement::RsaOaep256, Enc::A256Gcm, true),
        (&RSA_1024, KeyManagement::RsaOaep256, Enc::A256CbcHs512, false),
        (&RSA_1024, KeyManagement::RsaOaep512, Enc::A128Gcm, false),
        (&RSA_2048, KeyManagement::RsaOaep512, Enc::A256CbcHs512, true),
    ];
    for (key, algorithm, enc, has_room) in cases {
        let to = [To { key, algorithm }];
        match sealed(&order(&to, enc)) {
            Ok(text) => {
                assert!(has_room && opened(&text, key).is_ok(), "{} {}", algorithm.name(), enc.name());
            }
            Err(error) => assert!(!has_room && error == SealError::KeyTooSmall { recipient: 0 }, "{error}"),
        }
    }
}

#[test]
fn passwords_of_any_length() {
    for password in [&b""[..], b"k", &[b'p'; 64], &[b'p'; 65], &[b'p'; 129], &[b'p'; 1000]] {
        let key = secret(password);
        for algorithm in [
            KeyManagement::Pbes2Hs256A128Kw,
            KeyManagement::Pbes2Hs384A192Kw,
            KeyManagement::Pbes2Hs512A256Kw,
        ] {
            let to = [To { key: &key, algorithm }];
            let text = sealed(&order(&to, ContentEncryption::A128Gcm)).unwrap();
            assert_eq!(*opened(&text, &key).unwrap().bytes, CONTENT);
            assert_eq!(opened(&text, &secret(b"other")), Err(DecryptError::Mismatch));
        }
    }
}
