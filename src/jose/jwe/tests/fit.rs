//! Which keys are for which tokens.

use super::*;

/// A token with that header; nothing in it holds.
fn asking(header: &str) -> Jwe {
    token(&flattened(header, &[1; 24], &[2; 12], b"", &[3; 16])).0
}

#[test]
fn only_the_right_kind_curve_and_length() {
    use KeyManagement as Alg;
    let keys: Vec<Key> = [RSA_2048.clone(), RSA_512.clone()]
        .into_iter()
        .chain(Curve::ALL.iter().map(|&curve| pair(curve)))
        .chain([0, 5, 16, 24, 32, 48, 64].map(|len| secret(&vec![1; len])))
        .collect();
    for &algorithm in Alg::ALL {
        for &enc in ContentEncryption::ALL {
            let jwe = asking(&format!(r#"{{"alg":"{}","enc":"{}"}}"#, algorithm.name(), enc.name()));
            for key in &keys {
                let name = algorithm.name();
                let expected = match &key.material {
                    Material::Rsa(_) if name.starts_with("RSA") => Ok(()),
                    Material::Ec(_) | Material::Okp(_) if name.starts_with("ECDH") => {
                        let curve = Curve::from_name(&key.name).unwrap();
                        if AGREED_ON.contains(&curve) { Ok(()) } else { Err(Unfit::Curve) }
                    }
                    Material::Secret(_) if name.starts_with("PBES2") => Ok(()),
                    Material::Secret(secret) if name == "dir" || name.starts_with('A') => {
                        let needs = if name == "dir" {
                            enc.key_len() * 8
                        } else {
                            name.get(1..4).unwrap().parse().unwrap()
                        };
                        let has = secret.len() * 8;
                        if needs == has { Ok(()) } else { Err(Unfit::Length { needs, has }) }
                    }
                    _ => Err(Unfit::Kind),
                };
                assert_eq!(fit(&jwe, 0, key), expected, "{name} {} {:?}", enc.name(), key.kind());
                assert_eq!(fit_algorithm(algorithm, enc, key), expected, "{name}");
                if let Err(why) = expected {
                    let found = opened(&sealed_for(algorithm, enc), key);
                    let is_curve = why == Unfit::Curve;
                    // Beside the curve of the key, that of the token is compared.
                    assert!(
                        found == Err(DecryptError::Unfit(why)) || is_curve && found.is_err(),
                        "{name} {found:?}"
                    );
                }
            }
        }
    }
}

/// Any token of that kind, for a key that is none of the others.
fn sealed_for(algorithm: KeyManagement, enc: ContentEncryption) -> String {
    if algorithm == KeyManagement::Rsa15 {
        let header = format!(r#"{{"alg":"RSA1_5","enc":"{}"}}"#, enc.name());
        return made_with(&header, &[1; 256], enc, &vec![1; enc.key_len()], CONTENT);
    }
    let key = keys_for(algorithm, enc).remove(0);
    sealed(&order(&[To { key: &key, algorithm }], enc)).unwrap()
}

#[test]
fn the_curve_is_that_of_the_ephemeral_key() {
    for one in AGREED_ON.map(pair) {
        let to = [To { key: &one, algorithm: KeyManagement::EcdhEs }];
        let text = sealed(&order(&to, ContentEncryption::A128Gcm)).unwrap();
        for other in AGREED_ON.map(pair) {
            let expected = if other.name == one.name { Ok(()) } else { Err(Unfit::Curve) };
            assert_eq!(fit(&token(&text).0, 0, &other), expected, "{} {}", one.name, other.name);
        }
    }
}

#[test]
fn without_an_algorithm_no_key_fits_and_other_faults_do_not_matter() {
    let key = secret(&[1; 16]);
    for header in ["{}", r#"{"alg":"x","enc":"A128GCM"}"#, r#"{"alg":16}"#, "[]", ""] {
        assert_eq!(fit(&asking(header), 0, &key), Err(Unfit::Kind), "{header}");
    }
    for header in [r#"{"alg":"dir"}"#, r#"{"alg":"dir","enc":"x"}"#, r#"{"alg":"A128KW","crit":[]}"#] {
        assert_eq!(fit(&asking(header), 0, &key), Ok(()), "{header}");
    }
    assert_eq!(fit(&asking(r#"{"alg":"ECDH-ES","epk":1}"#), 0, &pair(Curve::P256)), Ok(()));
}

#[test]
fn the_owner_says_what_for_after_that() {
    let jwe = asking(r#"{"alg":"dir","enc":"A128GCM"}"#);
    let check = |change: &dyn Fn(&mut Key)| {
        let mut key = secret(&[1; 16]);
        change(&mut key);
        fit(&jwe, 0, &key)
    };
    let text = |text: &str| Some(text.to_owned());
    for allowed in ["decrypt", "unwrapKey", "deriveKey", "deriveBits", "encrypt", "wrapKey"] {
        assert_eq!(check(&|key| key.key_ops = Some(vec!["sign".to_owned(), allowed.to_owned()])), Ok(()));
    }
    for alg in ["dir", "A128GCM"] {
        assert_eq!(check(&|key| key.alg = text(alg)), Ok(()), "{alg}");
    }
    assert_eq!(check(&|key| key.key_use = text("enc")), Ok(()));
    assert_eq!(check(&|key| key.key_use = text("sig")), Err(Unfit::Use("sig".to_owned())));
    assert_eq!(check(&|key| key.key_use = text("")), Err(Unfit::Use(String::new())));
    assert_eq!(check(&|key| key.key_ops = Some(vec![])), Err(Unfit::Operations(vec![])));
    let sign = vec!["sign".to_owned(), "verify".to_owned()];
    assert_eq!(check(&|key| key.key_ops = Some(sign.clone())), Err(Unfit::Operations(sign.clone())));
    for alg in ["A128KW", "A256GCM", "HS256", ""] {
        assert_eq!(check(&|key| key.alg = text(alg)), Err(Unfit::Algorithm(alg.to_owned())));
    }
    // What cannot work comes first.
    let short = check(&|key| {
        key.material = secret(b"short").material;
        key.key_use = text("sig");
    });
    assert_eq!(short, Err(Unfit::Length { needs: 128, has: 40 }));
    // Policy does not keep a token from being opened.
    let mut key = secret(&SECRET);
    key.key_use = text("sig");
    let whole =
        made_with(r#"{"alg":"dir","enc":"A128GCM"}"#, b"", ContentEncryption::A128Gcm, &SECRET, CONTENT);
    assert!(opened(&whole, &key).is_ok());
}

#[test]
fn without_its_private_half_a_key_fits_and_opens_nothing() {
    for (key, algorithm) in [
        (RSA_2048.clone(), KeyManagement::RsaOaep256),
        (pair(Curve::P384), KeyManagement::EcdhEs),
        (pair(Curve::X448), KeyManagement::EcdhEsA192Kw),
    ] {
        let public = key.to_public().unwrap();
        let to = [To { key: &public, algorithm }];
        let text = sealed(&order(&to, ContentEncryption::A192Gcm)).unwrap();
        assert_eq!(fit(&token(&text).0, 0, &public), Ok(()));
        assert_eq!(error(&text, &public), DecryptError::Sealed);
        assert!(opened(&text, &key).is_ok());
    }
    let stored = Key::new("stored", Material::Sealed { bits: 128 });
    let text =
        made_with(r#"{"alg":"dir","enc":"A128GCM"}"#, b"", ContentEncryption::A128Gcm, &SECRET, CONTENT);
    assert_eq!(fit(&token(&text).0, 0, &stored), Ok(()));
    assert_eq!(error(&text, &stored), DecryptError::Sealed);
    let short = Key::new("stored", Material::Sealed { bits: 120 });
    assert_eq!(error(&text, &short), DecryptError::Unfit(Unfit::Length { needs: 128, has: 120 }));
}
