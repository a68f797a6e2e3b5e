//! Orders that cannot be carried out, and headers as a person wants them.

use super::*;

fn header_of(text: &str) -> String {
    token(text).0.header.text().unwrap().to_string()
}

#[test]
fn orders_that_cannot_be_carried_out() {
    use ContentEncryption::A128Gcm;
    use KeyManagement as Alg;
    let (key, rsa, p256) = (secret(&SECRET), RSA_2048.clone(), pair(Curve::P256));
    let stored = Key::new("stored", Material::Sealed { bits: 128 });
    let to = |key, algorithm| To { key, algorithm };
    let wrapped = to(&key, Alg::A128Kw);
    let unfit = |recipient, why| SealError::Unfit { recipient, why };
    let general = Form::General;
    let cases: Vec<(Form, Vec<To<'_>>, SealError)> = vec![
        (general, vec![], SealError::NoRecipient),
        (Form::Compact, vec![wrapped, wrapped], SealError::Several(2)),
        (Form::Flattened, vec![wrapped, wrapped, wrapped], SealError::Several(3)),
        (general, vec![wrapped, to(&key, Alg::Direct)], SealError::Alone(Alg::Direct)),
        (general, vec![to(&p256, Alg::EcdhEs), wrapped], SealError::Alone(Alg::EcdhEs)),
        (Form::Compact, vec![to(&rsa, Alg::Rsa15)], SealError::NeverMade(Alg::Rsa15)),
        (general, vec![wrapped, to(&rsa, Alg::Rsa15)], SealError::NeverMade(Alg::Rsa15)),
        (general, vec![wrapped, to(&rsa, Alg::EcdhEsA128Kw)], unfit(1, Unfit::Kind)),
        (Form::Compact, vec![to(&key, Alg::A256Kw)], unfit(0, Unfit::Length { needs: 256, has: 128 })),
        (Form::Compact, vec![to(&stored, Alg::A128Kw)], SealError::Sealed { recipient: 0 }),
    ];
    for (form, recipients, expected) in cases {
        let found = sealed(&Order { form, ..order(&recipients, A128Gcm) });
        assert_eq!(found, Err(expected.clone()), "{expected}");
    }
    let wrapped = [wrapped];
    assert_eq!(sealed(&Order { aad: Some(b""), ..order(&wrapped, A128Gcm) }), Err(SealError::Aad));
    let nothing = seal(&order(&wrapped, A128Gcm), |_| false, &|| false);
    assert_eq!(nothing, Err(SealError::NoRandomness));
    for (key, algorithm) in [(&rsa, Alg::RsaOaep), (&p256, Alg::EcdhEs)] {
        let to = [To { key, algorithm }];
        assert_eq!(seal(&order(&to, A128Gcm), |_| false, &|| false), Err(SealError::NoRandomness));
    }
    // Zeros are no private key.
    let to_p256 = [to(&p256, Alg::EcdhEs)];
    assert_eq!(seal(&order(&to_p256, A128Gcm), |_| true, &|| false), Err(SealError::NoRandomness));
    let password = [to(&key, Alg::Pbes2Hs256A128Kw)];
    let slow = Order { iterations: USUAL_ITERATIONS, ..order(&password, A128Gcm) };
    assert_eq!(seal(&slow, random, &|| true), Err(SealError::Cancelled));
}

#[test]
fn headers_as_a_person_wants_them() {
    let mut key = secret(&SECRET);
    key.kid = Some("a\"1".to_owned());
    let to = [To { key: &key, algorithm: KeyManagement::A128Kw }];
    let cases = [
        ("{}", r#"{"alg":"A128KW","enc":"A128GCM","kid":"a\"1"}"#),
        (
            r#"{"typ":"JWT","cty":"JWT"}"#,
            r#"{"alg":"A128KW","enc":"A128GCM","kid":"a\"1","typ":"JWT","cty":"JWT"}"#,
        ),
        (r#"{"kid":null}"#, r#"{"alg":"A128KW","enc":"A128GCM"}"#),
        (r#"{"z":1.50, "kid" : [1, 2]}"#, r#"{"alg":"A128KW","enc":"A128GCM","kid":[1, 2],"z":1.50}"#),
        (r#"{"enc":"A128GCM","alg":"A128KW"}"#, r#"{"alg":"A128KW","enc":"A128GCM","kid":"a\"1"}"#),
    ];
    for (theirs, expected) in cases {
        let order = Order { header: Some(theirs), ..order(&to, ContentEncryption::A128Gcm) };
        for form in [Form::Compact, Form::Flattened] {
            let text = sealed(&Order { form, ..order }).unwrap();
            assert_eq!(header_of(&text), expected, "{theirs}");
            assert!(opened(&text, &key).is_ok());
        }
        let text = sealed(&Order { form: Form::General, ..order }).unwrap();
        assert!(opened(&text, &key).is_ok(), "{theirs}: {text}");
    }
    let general = Order {
        form: Form::General,
        header: Some(r#"{"typ":"x"}"#),
        compress: true,
        ..order(&to, ContentEncryption::A128Gcm)
    };
    let text = sealed(&general).unwrap();
    assert_eq!(header_of(&text), r#"{"enc":"A128GCM","zip":"DEF","typ":"x"}"#);
    assert!(
        text.contains(r#""recipients":[{"header":{"alg":"A128KW","kid":"a\"1"},"encrypted_key":""#),
        "{text}"
    );
}

#[test]
fn headers_that_are_none_or_say_something_else() {
    let (key, p256) = (secret(&SECRET), pair(Curve::P256));
    let recipients = [
        To { key: &key, algorithm: KeyManagement::A128Kw },
        To { key: &p256, algorithm: KeyManagement::EcdhEsA128Kw },
    ];
    let contradicts = |name: &str| SealError::Contradicts(name.to_owned());
    let cases = [
        (r#"{"alg":"A256KW"}"#, contradicts("alg")),
        (r#"{"alg":null}"#, contradicts("alg")),
        (r#"{"\u0061lg":"none"}"#, contradicts("alg")),
        (r#"{"enc":"A256GCM"}"#, contradicts("enc")),
        (r#"{"enc":null}"#, contradicts("enc")),
        (r#"{"zip":"DEF"}"#, contradicts("zip")),
        (r#"{"epk":{}}"#, contradicts("epk")),
        (r#"{"p2c":1}"#, contradicts("p2c")),
        (r#"{"p2s":"AA"}"#, contradicts("p2s")),
        (r#"{"iv":"AA"}"#, contradicts("iv")),
        (r#"{"tag":null}"#, contradicts("tag")),
        (r#"{"apu":"!"}"#, SealError::Party("apu")),
        (r#"{"apv":1}"#, SealError::Party("apv")),
        ("[]", SealError::NotObject),
        (r#"{"a":1,"\u0061":2}"#, SealError::Duplicate("a".to_owned())),
    ];
    for (header, expected) in cases {
        for to in [&recipients[..1], &recipients[1..], &recipients[..]] {
            if header.contains("alg") || to.len() == 1 {
                let form = if to.len() > 1 { Form::General } else { Form::Compact };
                let found =
                    sealed(&Order { form, header: Some(header), ..order(to, ContentEncryption::A128Gcm) });
                assert_eq!(found, Err(expected.clone()), "{header}");
            }
        }
    }
    let found = sealed(&Order { header: Some("{"), ..order(&recipients[..1], ContentEncryption::A128Gcm) });
    assert!(matches!(found, Err(SealError::NotJson(_))), "{found:?}");
    // `zip` that is taken away while the content is compressed.
    let found = sealed(&Order {
        header: Some(r#"{"zip":null}"#),
        compress: true,
        ..order(&recipients[..1], ContentEncryption::A128Gcm)
    });
    assert_eq!(found, Err(contradicts("zip")));
}

#[test]
fn both_parties_go_into_the_agreement() {
    let key = pair(Curve::X25519);
    for algorithm in [KeyManagement::EcdhEs, KeyManagement::EcdhEsA256Kw] {
        let to = [To { key: &key, algorithm }];
        for header in
            [r#"{"apu":"QWxpY2U"}"#, r#"{"apv":"Qm9i","apu":"QWxpY2U"}"#, r#"{"apu":"","apv":null}"#]
        {
            for form in [Form::Compact, Form::Flattened, Form::General] {
                let order =
                    Order { header: Some(header), form, ..order(&to, ContentEncryption::A256CbcHs512) };
                let text = sealed(&order).unwrap();
                assert!(opened(&text, &key).is_ok(), "{header}: {text}");
            }
        }
    }
}

#[test]
fn nothing_is_drawn_twice() {
    let key = secret(&SECRET);
    let to = [To { key: &key, algorithm: KeyManagement::A128GcmKw }];
    let parts = || -> Vec<String> {
        let text = sealed(&order(&to, ContentEncryption::A128Gcm)).unwrap();
        text.split('.').map(str::to_owned).collect()
    };
    for (one, other) in parts().iter().zip(&parts()) {
        assert_ne!(one, other);
    }
}
