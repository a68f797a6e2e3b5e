//! Good tokens are met with silence: nothing above "info", whatever signed them.

use super::{NOW, TokenReport, found, look, signed};
use crate::inspect::finding::{Finding, Policy as Judged, Severity};
use crate::jose::algorithm::JwsAlgorithm as A;
use crate::jose::generate::{KeySpec, generate};
use crate::jose::key::Key;

fn random(buffer: &mut [u8]) -> bool {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for byte in buffer {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        *byte = (state >> 24) as u8;
    }
    true
}

fn rsa() -> Key {
    let text = include_str!("../../../tests/data/keys/rsa2048/pkcs8.pem");
    crate::jose::read::read_keys(text.as_bytes(), "k", None).unwrap().keys.remove(0)
}

/// Every algorithm with a key for it.
fn signers() -> Vec<(A, Key)> {
    let of = |spec: KeySpec| generate(spec, random, &|| false).unwrap();
    let mut all: Vec<(A, Key)> = [A::Rs256, A::Rs384, A::Rs512, A::Ps256, A::Ps384, A::Ps512]
        .map(|algorithm| (algorithm, rsa()))
        .into();
    for (algorithm, spec) in [
        (A::Hs256, KeySpec::Hs256),
        (A::Hs384, KeySpec::Hs384),
        (A::Hs512, KeySpec::Hs512),
        (A::Es256, KeySpec::P256),
        (A::Es384, KeySpec::P384),
        (A::Es512, KeySpec::P521),
        (A::Es256k, KeySpec::Secp256k1),
        (A::EdDsa, KeySpec::Ed25519),
        (A::EdDsa, KeySpec::Ed448),
        (A::Ed25519, KeySpec::Ed25519),
        (A::Ed448, KeySpec::Ed448),
        (A::MlDsa44, KeySpec::MlDsa44),
        (A::MlDsa65, KeySpec::MlDsa65),
        (A::MlDsa87, KeySpec::MlDsa87),
    ] {
        all.push((algorithm, of(spec)));
    }
    all
}

const TIMES: &str = r#""iat":1789999900,"exp":1790000500"#;

#[test]
fn each_algorithm_is_met_with_silence() {
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    for (algorithm, mut key) in signers() {
        key.kid = Some("k".to_owned());
        (key.alg, key.key_use) = (None, None);
        seen.push(algorithm);
        let claims = format!(
            r#"{{"iss":"https://i.example","sub":"s","aud":"https://a.example","client_id":"c",{TIMES},"jti":"1"}}"#
        );
        let header = format!(r#"{{"alg":"{}","typ":"at+jwt","kid":"k"}}"#, algorithm.name());
        let text = signed(algorithm, &key, &header, &claims);
        // A post-quantum signature makes a token large, which is worth a word.
        let of_size = |id: &str| id == "in.size" && algorithm.name().starts_with("ML-DSA");
        wrong.extend(
            loud(&text, &[key], of_size).into_iter().map(|why| format!("{}: {why}", algorithm.name())),
        );
    }
    let missing: Vec<&str> = A::ALL.iter().filter(|one| !seen.contains(one)).map(|one| one.name()).collect();
    assert!(missing.is_empty(), "not looked at: {missing:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a strict verifier would mind of a token, and whether it accepts it.
fn loud(text: &str, keys: &[Key], but: impl Fn(&str) -> bool) -> Vec<String> {
    let report = look(text, keys);
    let all = report.tokens.iter().flat_map(TokenReport::layers).flat_map(|token| &token.findings);
    let mut loud: Vec<String> = report
        .input_findings
        .iter()
        .chain(all)
        .map(Finding::meta)
        .filter(|meta| meta.policy != Judged::Info || meta.severity != Severity::Info)
        .filter(|meta| !but(meta.id))
        .map(|meta| meta.id.to_owned())
        .collect();
    if !report.accept() {
        loud.push(format!("not accepted: {:?}", found(&report)));
    }
    loud
}

#[test]
fn usual_tokens_are_met_with_silence() {
    let base = |more: &str| {
        format!(r#"{{"iss":"https://i.example","sub":"248289761001","aud":"s6BhdRkqt3",{TIMES}{more}}}"#)
    };
    let es = |header: &str| format!(r#"{{"alg":"ES256","kid":"k"{header}}}"#);
    let cases = [
        ("an ID token", es(""), base(r#","nonce":"n-0S6_WzA2Mj","auth_time":1789999000"#)),
        (
            "an ID token with acr",
            es(r#","typ":"JWT""#),
            base(
                r#","nonce":"n","acr":"urn:mace:incommon:iap:silver","amr":["pwd","otp"],"azp":"s6BhdRkqt3""#,
            ),
        ),
        (
            "a hybrid flow",
            es(""),
            base(r#","nonce":"n","at_hash":"77QmUPtjPfzWtF2AnpK9RQ","c_hash":"LDktKdoQak3Pk0cnXxCltA""#),
        ),
        (
            "an access token",
            es(r#","typ":"at+jwt""#),
            base(r#","client_id":"c","scope":"read write","jti":"dbe39bf3a3ba4238""#),
        ),
        (
            "with roles",
            es(r#","typ":"at+jwt""#),
            base(r#","client_id":"c","jti":"1","roles":["reader","writer"],"groups":["a"]"#),
        ),
        (
            "bound to a key",
            es(r#","typ":"at+jwt""#),
            base(r#","client_id":"c","jti":"1","cnf":{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}"#),
        ),
        ("a plain JWT", es(r#","typ":"JWT""#), base(r#","jti":"1""#)),
        ("in Korean", es(r#","typ":"JWT""#), base(r#","jti":"1","org":"서울 지사","dept":"개발팀 2실""#)),
        (
            "with an apostrophe",
            es(r#","typ":"JWT""#),
            base(r#","jti":"1","title":"Director, O'Hare & Sons <EMEA>; 50% (acting)""#),
        ),
        (
            "a client assertion",
            es(r#","typ":"JWT""#),
            format!(r#"{{"iss":"c","sub":"c","aud":"https://as.example",{TIMES},"jti":"1"}}"#),
        ),
        (
            "a logout token",
            es(r#","typ":"logout+jwt""#),
            base(r#","jti":"1","events":{"http://schemas.openid.net/event/backchannel-logout":{}}"#),
        ),
        ("with nbf", es(r#","typ":"JWT""#), base(r#","jti":"1","nbf":1789999900"#)),
        (
            "members in another order",
            r#"{"typ":"JWT","kid":"k","alg":"ES256"}"#.to_owned(),
            base(r#","jti":"1""#),
        ),
        (
            "a UUID as subject",
            es(r#","typ":"JWT""#),
            base(r#","jti":"1","tid":"9122040d-6c67-4c5b-b112-36a304b66dad""#),
        ),
        (
            "a thumbprint as kid",
            r#"{"alg":"ES256","typ":"JWT","kid":"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"}"#.to_owned(),
            base(r#","jti":"1""#),
        ),
    ];
    assert_eq!(NOW, 1_790_000_000);
    let mut wrong = Vec::new();
    for (what, header, claims) in cases {
        let mut key = super::p256(5);
        key.kid = Some("k".to_owned());
        let text = signed(A::Es256, &key, &header, &claims);
        if header.contains("Nzb") {
            key.kid = Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs".to_owned());
        }
        wrong.extend(loud(&text, &[key], |_| false).into_iter().map(|why| format!("{what}: {why}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
