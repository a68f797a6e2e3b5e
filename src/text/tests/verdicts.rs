//! The verdict card, from real tokens to the sentence.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::encoding::base64url;
use crate::inspect::report;
use crate::inspect::report::{Attempt, KeyId, Outcome, Policy, TokenReport};
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::jws::sign;
use crate::jose::key::{Key, KeyKind, Material};
use crate::jose::secret::SecretBytes;
use crate::jose::{EcKey, Unfit};
use crate::text::Language::{self, English, Korean};

const NOW: i64 = 1_795_214_304;
const HS256: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
const NAMED: &str = r#"{"alg":"HS256","kid":"a1"}"#;
const GOOD: &str =
    r#"{"iss":"https://auth.example.com","aud":"api","jti":"1","iat":1795212000,"exp":1795215600}"#;
const LATE: &str =
    r#"{"iss":"https://auth.example.com","aud":"api","jti":"1","iat":1795200000,"exp":1795203504}"#;

pub(super) fn key_id(index: usize, name: &str, kid: Option<&str>) -> KeyId {
    KeyId {
        index,
        name: name.to_owned(),
        kid: kid.map(str::to_owned),
        thumbprint: None,
        kind: KeyKind::Secret { bits: 256 },
    }
}

fn secret(name: &str, byte: u8) -> Key {
    Key::new(name, Material::Secret(SecretBytes::new(vec![byte; 32])))
}

fn ec(name: &str) -> Key {
    Key::new(name, Material::Ec(EcKey::from_private(Curve::P256, SecretBytes::new(vec![7; 32])).unwrap()))
}

fn input(header: &str, payload: &str) -> String {
    format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(payload.as_bytes()))
}

fn signed(header: &str, payload: &str, algorithm: JwsAlgorithm, key: &Key) -> String {
    let input = input(header, payload);
    let signature = sign(algorithm, key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn look(token: &str, keys: &[Key]) -> TokenReport {
    let report = report(&Arc::from(token), keys, NOW, &Policy::default());
    report.tokens.first().expect("a token").clone()
}

/// Headline and detail in one line.
fn says(language: Language, report: &TokenReport) -> String {
    let verdict = language.text().verdict(report);
    format!("{} | {}", verdict.headline, verdict.detail.unwrap_or_default())
}

#[test]
fn a_good_token_names_its_key() {
    let key = secret("auth-prod", 1);
    let report = look(&signed(HS256, GOOD, JwsAlgorithm::Hs256, &key), &[key]);
    let verdict = English.text().verdict(&report);
    assert_eq!((verdict.headline.as_ref(), verdict.detail), ("Signature valid", None));
    let signed_by = verdict.signed_by.unwrap();
    assert_eq!((signed_by.label, signed_by.key.as_str()), ("signed by", "auth-prod"));
    assert_eq!(says(Korean, &report), "서명 유효 | ");
}

#[test]
fn a_late_token_says_so_beside_its_good_signature() {
    let key = secret("auth-prod", 1);
    let report = look(&signed(HS256, LATE, JwsAlgorithm::Hs256, &key), &[key]);
    assert_eq!(
        says(English, &report),
        "Signature valid | Expired 3 h ago (2026-11-20 19:38:24 UTC). Get a new token."
    );
    assert_eq!(
        says(Korean, &report),
        "서명 유효 | 3시간 전 만료됨(2026-11-20 19:38:24 UTC). 새 토큰을 받으세요."
    );
}

#[test]
fn what_a_strict_verifier_refuses_is_told_although_the_signature_holds() {
    let mut key = secret("auth-prod", 1);
    key.alg = Some("HS512".to_owned());
    let report = look(&signed(HS256, GOOD, JwsAlgorithm::Hs256, &key), &[key]);
    let said = says(English, &report);
    assert!(
        said.starts_with("Signature valid | A strict verifier refuses it all the same: The key is for"),
        "{said}"
    );
}

#[test]
fn causes_of_a_failure() {
    let key = || secret("auth-prod", 1);
    let named = || Key { kid: Some("a1".to_owned()), ..secret("auth-prod", 1) };
    let token = |header| signed(header, GOOD, JwsAlgorithm::Hs256, &secret("other", 2));
    let none = format!("{}.", input(r#"{"alg":"none"}"#, GOOD));
    let cut = |token: String| token.get(..token.len() - 8).unwrap().to_owned();
    let cases = [
        (
            token(HS256),
            vec![],
            "No key to check with | Without the secret nobody knows who made this token. Add the shared secret.",
        ),
        (
            signed(r#"{"alg":"ES256"}"#, GOOD, JwsAlgorithm::Es256, &ec("x")),
            vec![],
            "No key to check with | Without a key nobody knows who made this token. Add the issuer's public key.",
        ),
        (
            token(HS256),
            vec![ec("mobile")],
            "No key fits | The key “mobile” cannot be it: needs a shared secret, this is P-256. Add the issuer's key.",
        ),
        (
            token(HS256),
            vec![ec("mobile"), ec("device")],
            "No key fits | None of your 2 keys is for “HS256”. Add the issuer's key.",
        ),
        (
            token(HS256),
            vec![key()],
            "Signature does not match | The key “auth-prod” did not sign this header and payload. \
             Check whether they were changed after signing, or add the issuer's key.",
        ),
        (
            token(HS256),
            vec![key(), secret("third", 3)],
            "Signature does not match | None of the 2 keys that fit signed it. \
             Check whether it was changed after signing, or add the issuer's key.",
        ),
        (
            token(NAMED),
            vec![secret("third", 3), named()],
            "Signature does not match | kid names the key “auth-prod”, but it did not sign this header and payload. \
             Check whether they were changed after signing, or the issuer has a new key.",
        ),
        (
            none,
            vec![key()],
            "Not signed: alg is none | Anyone can write or change such a token. \
             Refuse it, and have the issuer sign with a real algorithm.",
        ),
        (
            cut(token(HS256)),
            vec![key()],
            "Signature does not match | Signature has 26 bytes; HS256 needs 32. Copy the token again up to its end.",
        ),
        (
            format!("{}.", input(HS256, GOOD)),
            vec![key()],
            "Signature does not match | The signature is empty, although alg is “HS256”. Refuse the token.",
        ),
        (
            format!("{}.AAAA", input(r#"{"alg":"ES521"}"#, GOOD)),
            vec![key()],
            "Signature cannot be checked | alg “ES521” is not a registered algorithm. \
             Have the issuer write “ES512”, if that is meant.",
        ),
        (
            format!("{}.AAAA", input(r#"{"alg":"HS256""#, GOOD)),
            vec![key()],
            "Signature cannot be checked | The header is not JSON: it ends too early (line 1, column 15). \
             Copy the token again: its end may be missing.",
        ),
        (
            token(HS256).replacen('.', ".é", 1),
            vec![key()],
            "Signature cannot be checked | “é” (U+00E9) at byte 38 cannot stand in a token. \
             Copy the token again from its source.",
        ),
        (
            format!("{}.{}", input(r#"{"alg":"ML-DSA-44"}"#, GOOD), base64url::encode(&[1; 2420])),
            vec![key()],
            "No key fits | The key “auth-prod” cannot be it: needs an ML-DSA key, this is a secret. \
             Add the issuer's key.",
        ),
        (
            token(HS256),
            vec![Key::new("stored", Material::Sealed { bits: 256 })],
            "Secret not unlocked | 1 stored secret may be it, and could not be fetched. \
             Unlock the keychain and look again.",
        ),
    ];
    for (token, keys, expected) in cases {
        let report = look(&token, &keys);
        assert_eq!(says(English, &report), expected);
        let korean = says(Korean, &report);
        assert!(korean.contains(['가', '이', '을', '는', '에', '의', '지']), "{korean}");
    }
}

#[test]
fn a_der_signature_is_explained() {
    let key = ec("mobile-gateway");
    let input = input(r#"{"alg":"ES256"}"#, GOOD);
    let raw = sign(JwsAlgorithm::Es256, &key, input.as_bytes()).unwrap();
    let integer = |part: &[u8]| {
        let pad = if part[0] & 0x80 == 0 { vec![] } else { vec![0] };
        [vec![2, (part.len() + pad.len()) as u8], pad, part.to_vec()].concat()
    };
    let body = [integer(&raw[..32]), integer(&raw[32..])].concat();
    let der = [vec![0x30, body.len() as u8], body].concat();
    let report = look(&format!("{input}.{}", base64url::encode(&der)), &[key]);
    assert_eq!(
        says(English, &report),
        "Signature does not match | ES256 signature is ASN.1 DER, not R‖S. \
         Convert it; in Java, sign with SHA256withECDSAinP1363Format."
    );
    assert!(says(Korean, &report).starts_with("서명이 맞지 않음 | ES256 서명이 R‖S가 아니라 ASN.1 DER. "));
}

#[test]
fn another_key_that_verifies_is_named() {
    let keys = [Key { kid: Some("a1".to_owned()), ..secret("auth-prod", 1) }, secret("auth-staging", 2)];
    let mut report = look(&signed(NAMED, GOOD, JwsAlgorithm::Hs256, &keys[1]), &keys);
    report.signature.tried = vec![
        Attempt { key: key_id(0, "auth-prod", Some("a1")), outcome: Outcome::Mismatch },
        Attempt { key: key_id(1, "auth-staging", None), outcome: Outcome::Valid },
    ];
    assert_eq!(
        says(English, &report),
        "Signature does not match | kid “a1” names the key “auth-prod”, but the signature fits “auth-staging”. \
         Correct the kid, in the token or of the key."
    );
    assert!(says(Korean, &report).contains("키 “auth-prod” 이름이지만"));
}

#[test]
fn a_deciding_key_that_cannot_be_it() {
    let keys = [Key { kid: Some("a1".to_owned()), ..ec("mobile") }];
    let report = look(&signed(NAMED, GOOD, JwsAlgorithm::Hs256, &secret("x", 2)), &keys);
    assert!(matches!(report.signature.tried[0].outcome, Outcome::Unfit(Unfit::Kind { .. })));
    assert_eq!(
        says(English, &report),
        "Signature does not match | kid names the key “mobile”: needs a shared secret, this is P-256. \
         Check the key and alg."
    );
}

#[test]
fn an_encrypted_token_is_called_so() {
    let header = base64url::encode(br#"{"alg":"dir","enc":"A256GCM"}"#);
    let part = |bytes| base64url::encode(&vec![7; bytes]);
    let report = look(&format!("{header}..{}.{}.{}", part(12), part(40), part(16)), &[]);
    assert!(
        says(English, &report).starts_with("Encrypted | Only the holder of the key can read the content. ")
    );
    assert!(says(Korean, &report).starts_with("암호화됨 | "));
}

const LAYERED: &str = include_str!("../../../tests/data/layers/nested.jwt");
const COSTLY: &str = include_str!("../../../tests/data/layers/costly.jwt");

fn layer_keys() -> Vec<Key> {
    let file = include_bytes!("../../../tests/data/layers/keys.jwks");
    crate::jose::read::read_keys(file, "k", None).unwrap().keys
}

#[test]
fn an_opened_token_tells_of_the_one_inside() {
    let [outer, middle, signer] = <[Key; 3]>::try_from(layer_keys()).unwrap();
    let wrong = |key: &Key| Key { kid: key.kid.clone(), ..ec("wrong") };
    let forged = wrong(&signer);
    let cases = [
        (vec![outer.clone(), middle.clone(), signer], "Decrypted, and the token inside is valid | "),
        (
            vec![outer.clone(), middle.clone()],
            "Decrypted, but the token inside is not verified | The token inside: no key fits. \
             None of your 2 keys is for “ES256”. Add the issuer's key.",
        ),
        (
            vec![outer.clone(), middle.clone(), forged],
            "Decrypted, but the token inside is not valid | The token inside: signature does not match. \
             kid names the key “wrong”, but it did not sign this header and payload. \
             Check whether they were changed after signing, or the issuer has a new key.",
        ),
        (
            vec![outer.clone()],
            "Decrypted, but the token inside is not verified | The token inside: encrypted, and no key opens it. \
             None of your 1 key is for “ECDH-ES+A256KW”. Add the recipient's private key, or the shared secret.",
        ),
        (
            vec![outer.to_public().unwrap()],
            "Encrypted, and the key is not unlocked | Encrypted for your key “outer”, and only its public half is here. \
             Import the private key.",
        ),
        (
            vec![middle],
            "Encrypted, and no key opens it | None of your 1 key is for “RSA-OAEP-256”. \
             Add the recipient's private key, or the shared secret.",
        ),
    ];
    for (keys, expected) in cases {
        let report = look(LAYERED, &keys);
        assert_eq!(says(English, &report), expected);
        assert!(says(Korean, &report).contains(['화', '호']), "{}", says(Korean, &report));
    }
    let report = look(COSTLY, &[secret("pw", 1)]);
    assert_eq!(
        says(English, &report),
        "Not decrypted yet | With the key “pw”: 1,300,000 iterations take long. \
         Decrypt it all the same only if you expect that."
    );
    let cut = format!("{}.AAAA", LAYERED.rsplit_once('.').unwrap().0);
    assert_eq!(
        says(English, &look(&cut, &[outer])),
        "Cannot be decrypted | The tag has 3 bytes; A256GCM needs 16. Copy the token again, or refuse it."
    );
}

#[test]
fn sentences_about_time() {
    let payload = |times: &str| format!(r#"{{"iss":"x",{times}}}"#);
    let cases = [
        (payload(r#""exp":1795215600"#), Some("expires in 21 min 36 s"), Some("21분 36초 후 만료")),
        (payload(r#""exp":1795203504"#), Some("expired 3 h ago"), Some("3시간 전 만료됨")),
        (payload(r#""exp":1795214304"#), Some("expired now"), Some("지금 만료됨")),
        (
            payload(r#""nbf":1795215600"#),
            Some("not valid before 2026-11-20 23:00:00 UTC (in 21 min 36 s)"),
            Some("2026-11-20 23:00:00 UTC 전에는 유효하지 않음(21분 36초 후)"),
        ),
        (payload(r#""iat":1"#), Some("never expires"), Some("만료되지 않음")),
        (payload(r#""exp":"soon""#), Some("a time in it cannot be read"), Some("읽을 수 없는 시각이 있음")),
        ("hello".to_owned(), None, None),
    ];
    for (payload, english, korean) in cases {
        let report = look(&signed(HS256, &payload, JwsAlgorithm::Hs256, &secret("x", 1)), &[]);
        let time = |language: Language| language.text().time(&report.time, NOW, &TimeZone::UTC);
        assert_eq!(time(English).as_deref(), english, "{payload}");
        assert_eq!(time(Korean).as_deref(), korean, "{payload}");
    }
}
