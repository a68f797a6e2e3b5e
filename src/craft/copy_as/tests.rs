//! What each form looks like, and that nothing from a token gets out of its quotes. `tests/copied_code.rs` runs the
//! code.

use std::sync::Arc;

use super::*;
use crate::craft::sign::{self, Form, Signer};
use crate::encoding::json;
use crate::inspect::report::Policy;
use crate::jose::AkpKey;
use crate::jose::EcKey;
use crate::jose::OkpKey;
use crate::jose::algorithm::Curve;
use crate::jose::header::Members;
use crate::jose::key::Material;
use crate::jose::secret::SecretBytes;

const WORDS: Words = Words { header: "Header", payload: "Payload", no_signature: "Signature left out" };
const CODE: [As; 7] = [As::Rust, As::Node, As::Python, As::Go, As::Java, As::OpenSsl, As::Step];

fn secret(bytes: &[u8]) -> Key {
    Key::new("s", Material::Secret(SecretBytes::new(bytes.to_vec())))
}

fn ec(curve: Curve) -> Key {
    Key::new(
        "e",
        Material::Ec(EcKey::from_private(curve, SecretBytes::new(vec![1; curve.part_len()])).unwrap()),
    )
}

fn ed(curve: Curve) -> Key {
    Key::new(
        "o",
        Material::Okp(OkpKey::from_private(curve, SecretBytes::new(vec![7; curve.part_len()])).unwrap()),
    )
}

fn signed(key: &Key, claims: &str, form: Form) -> String {
    let header = Members::read("{\"typ\":\"JWT\"}").unwrap();
    sign::sign(&sign::Order {
        content: claims.as_bytes(),
        signers: &[Signer::Key { key, algorithm: None }],
        form,
        header: Some(&header),
        unprotected: None,
        detached: false,
        unencoded: false,
    })
    .unwrap()
}

fn report(token: &str, key: &Key) -> TokenReport {
    let keys = std::slice::from_ref(key);
    crate::inspect::report(&Arc::from(token), keys, 0, &Policy::default()).tokens[0].clone()
}

fn write(form: As, report: &TokenReport, key: Option<&Key>) -> Result<String, WhyNot> {
    form.write(&Order { report, key, url: "https://api.example.com/it's", words: WORDS })
}

const CLAIMS: &str = r#"{"iss":"https://a.example","aud":["https://b.example"],"exp":4000000000}"#;

#[test]
fn requests_and_json() {
    let key = secret(b"a secret that is long enough for all");
    let token = signed(&key, CLAIMS, Form::Compact);
    let report = report(&token, &key);
    let form = |form| write(form, &report, None).unwrap();
    assert_eq!(form(As::Token), token);
    assert_eq!(form(As::Bearer), format!("Authorization: Bearer {token}"));
    assert_eq!(form(As::Cookie), format!("Cookie: token={token}"));
    assert_eq!(
        form(As::Curl),
        format!(r"curl -H 'Authorization: Bearer {token}' 'https://api.example.com/it'\''s'")
    );
    assert_eq!(form(As::Http), format!("GET https://api.example.com/it's\nAuthorization: Bearer {token}\n"));
    assert_eq!(form(As::Flattened), signed(&key, CLAIMS, Form::Flattened));
    assert_eq!(form(As::General), signed(&key, CLAIMS, Form::General));
}

/// The length of a signature is that of its algorithm, not that of what the token has (RFC 7518 §3.4); and code for a
/// platform that once took zeros says what R and S may be (CVE-2022-21449).
#[test]
fn code_for_ecdsa_asks_for_whole_signatures() {
    for (curve, len) in [(Curve::P256, 64), (Curve::P384, 96), (Curve::P521, 132)] {
        let key = ec(curve);
        let token = signed(&key, CLAIMS, Form::Compact);
        let (input, _) = token.rsplit_once('.').unwrap();
        for token in [token.clone(), format!("{input}.AAAA"), format!("{input}.{}", "A".repeat(400))] {
            let report = report(&token, &key);
            let go = write(As::Go, &report, Some(&key)).unwrap();
            assert!(go.contains(&format!("len(signature) != {len}")), "{go}");
            assert!(go.contains(&format!("signature[:{}]", len / 2)), "{go}");
            let java = write(As::Java, &report, Some(&key)).unwrap();
            for part in [format!("signature.length == {len}"), "getParams().getOrder()".to_owned()] {
                assert!(java.contains(&part), "{part} in {java}");
            }
        }
    }
    let java = |key: &Key| {
        let report = report(&signed(key, CLAIMS, Form::Compact), key);
        write(As::Java, &report, Some(key)).unwrap()
    };
    assert!(!java(&ed(Curve::Ed25519)).contains("getOrder"));
}

#[test]
fn json_tokens() {
    let key = secret(b"a secret that is long enough for all");
    for of in [Form::Flattened, Form::General] {
        let token = signed(&key, CLAIMS, of);
        let report = report(&token, &key);
        assert_eq!(write(As::General, &report, None).unwrap(), signed(&key, CLAIMS, Form::General));
        assert_eq!(write(As::Flattened, &report, None).unwrap(), signed(&key, CLAIMS, Form::Flattened));
        assert_eq!(write(As::Cookie, &report, None), Err(WhyNot::NotCookie));
        for form in CODE {
            assert_eq!(write(form, &report, Some(&key)), Err(WhyNot::NotCompact), "{form:?}");
        }
    }
    let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..aXY.Y3Q.dGFn";
    let general = write(As::General, &report(jwe, &key), None).unwrap();
    assert!(general.ends_with(r#""recipients":[{}]}"#), "{general}");
    assert!(json::parse(Arc::from(general.as_str())).error.is_none());
}

#[test]
fn markdown_has_no_signature_and_keeps_its_fences() {
    let key = secret(b"a secret that is long enough for all");
    let token =
        signed(&key, "{\"a\":1.50,\"b\":[{},\"```\\u202e\u{202e}\"],\"c\":{\"d\":null}}", Form::Compact);
    let markdown = write(As::Markdown, &report(&token, &key), None).unwrap();
    let want = "**Header**\n\n```json\n{\n  \"alg\": \"HS256\",\n  \"typ\": \"JWT\"\n}\n```\n\n**Payload**\n\n````json\n{\n  \"a\": 1.50,\n  \"b\": [\n    {},\n    \"```\\u202e\\u202e\"\n  ],\n  \"c\": {\n    \"d\": null\n  }\n}\n````\n\n_Signature left out_\n";
    assert_eq!(markdown, want);
    assert!(!markdown.contains(token.rsplit('.').next().unwrap()));
    let text = write(As::Markdown, &report(&signed(&key, "plain\n", Form::Compact), &key), None).unwrap();
    assert!(text.contains("```\nplain\n```\n"), "{text}");
}

#[test]
fn a_secret_is_never_in_the_code() {
    for (bytes, expected) in
        [(&b"correct horse battery staple 1234"[..], "as text"), (&[0xff; 32], "in base64url")]
    {
        let key = secret(bytes);
        let report = report(&signed(&key, CLAIMS, Form::Compact), &key);
        let encoded = crate::encoding::base64url::encode(bytes);
        for form in CODE {
            let code = write(form, &report, Some(&key)).unwrap();
            assert!(!code.contains("horse") && !code.contains(&encoded), "{form:?}");
            assert!(code.contains("JWT_SECRET"), "{form:?}");
        }
        assert!(write(As::OpenSsl, &report, Some(&key)).unwrap().contains(expected));
    }
    let pair = ec(Curve::P256);
    let report = report(&signed(&pair, CLAIMS, Form::Compact), &pair);
    for form in CODE {
        let code = write(form, &report, Some(&pair)).unwrap();
        assert!(code.contains("BEGIN PUBLIC KEY") && !code.contains("PRIVATE"), "{form:?}");
    }
}

#[test]
fn claims_cannot_write_code() {
    let key = ec(Curve::P256);
    let claims = r#"{"iss":"\");evil();//'\n\u202e","aud":"`${evil}`\\","exp":4000000000}"#;
    let report = report(&signed(&key, claims, Form::Compact), &key);
    for form in CODE {
        let code = write(form, &report, Some(&key)).unwrap();
        let without_escapes = code.replace("\\\\", "_").replace("\\\"", "_");
        assert!(!without_escapes.contains("\");evil"), "{form:?}\n{code}");
        assert!(!code.contains('\u{202e}'), "{form:?}");
    }
}

#[test]
fn what_a_tool_does_not_know() {
    let unsupported = |key: &Key| {
        let report = report(&signed(key, CLAIMS, Form::Compact), key);
        CODE.into_iter().filter(|form| write(*form, &report, Some(key)).is_err()).collect::<Vec<_>>()
    };
    assert!(unsupported(&ec(Curve::P256)).is_empty());
    assert!(unsupported(&ed(Curve::Ed25519)).is_empty());
    assert_eq!(unsupported(&ec(Curve::P521)), [As::Rust]);
    assert_eq!(unsupported(&ec(Curve::Secp256k1)), [As::Rust, As::Node, As::Go, As::Java, As::Step]);
    let seed = SecretBytes::new(vec![5; 32]);
    let akp = AkpKey::from_seed(JwsAlgorithm::MlDsa44, seed).unwrap();
    assert_eq!(unsupported(&Key::new("a", Material::Akp(akp))), CODE);
}

#[test]
fn what_no_code_can_verify() {
    let key = ec(Curve::P256);
    let token = signed(&key, CLAIMS, Form::Compact);
    let cases = [
        (token.clone(), None, WhyNot::NoKey),
        (token.clone(), Some(ec(Curve::P384)), WhyNot::NoKey),
        (format!("{}.", token.rsplit_once('.').unwrap().0), Some(key.clone()), WhyNot::NotCompact),
        ("eyJhbGciOiJub25lIn0.e30.eA".to_owned(), Some(key.clone()), WhyNot::Algorithm),
        ("eyJhbGciOiJFUzI1NiJ9..eA".to_owned(), Some(key.clone()), WhyNot::NotCompact),
        ("eyJhbGciOiJFUzI1NiIsImI2NCI6ZmFsc2V9.e30.eA".to_owned(), Some(key.clone()), WhyNot::NotCompact),
    ];
    for (token, given, why) in cases {
        for form in CODE {
            assert_eq!(
                write(form, &report(&token, &key), given.as_ref()),
                Err(why.clone()),
                "{token} {form:?}"
            );
        }
    }
    let text = report(&signed(&key, "text", Form::Compact), &key);
    for form in CODE {
        let is_shell = matches!(form, As::OpenSsl | As::Step);
        assert_eq!(write(form, &text, Some(&key)).err(), (!is_shell).then_some(WhyNot::NoClaims), "{form:?}");
    }
}
