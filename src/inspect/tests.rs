//! The report as a whole: verdicts, time, keys, and what must never be valid.

use std::sync::Arc;

use proptest::prelude::*;

use super::report;
use super::report::{Media, Outcome, Policy, Report, SignatureVerdict, Structure, TimeVerdict};
use crate::encoding::base64url;
use crate::jose::EcKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::jwe::seal::{Form, Order, To, USUAL_ITERATIONS};
use crate::jose::jwe::{ContentEncryption, KeyManagement, seal};
use crate::jose::jws::sign;
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;

const NOW: i64 = 1_790_000_000;

fn secret(name: &str, byte: u8) -> Key {
    let mut key = Key::new(name, Material::Secret(SecretBytes::new(vec![byte; 64])));
    key.kid = Some(name.to_owned());
    key
}

fn p256(name: &str, byte: u8) -> Key {
    let scalar = SecretBytes::new(vec![byte; 32]);
    let mut key = Key::new(name, Material::Ec(EcKey::from_private(Curve::P256, scalar).unwrap()));
    key.kid = Some(name.to_owned());
    key
}

fn token(header: &str, claims: &str, algorithm: JwsAlgorithm, key: &Key) -> String {
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let signature = sign(algorithm, key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn hs256(header: &str, claims: &str, key: &Key) -> String {
    token(header, claims, JwsAlgorithm::Hs256, key)
}

fn look(text: &str, keys: &[Key]) -> Report {
    report(&Arc::from(text), keys, NOW, &Policy::default())
}

fn verdict(text: &str, keys: &[Key]) -> SignatureVerdict {
    look(text, keys).tokens[0].signature.verdict.clone()
}

fn has(report: &Report, id: &str) -> bool {
    report.tokens[0].findings.iter().any(|finding| finding.meta().id == id)
}

const HEADER: &str = r#"{"alg":"HS256","kid":"a"}"#;

#[test]
fn the_key_that_the_kid_names_decides_alone() {
    let (a, b) = (secret("a", 1), secret("b", 2));
    let by_b = hs256(HEADER, "{}", &b);
    let report = look(&by_b, &[a.clone(), b.clone()]);
    assert_eq!(
        report.tokens[0].signature.verdict,
        SignatureVerdict::Invalid,
        "b would verify, but the kid says a"
    );
    assert_eq!(report.tokens[0].signature.key.as_ref().unwrap().name, "a");
    assert_eq!(report.tokens[0].signature.tried[1].outcome, Outcome::OtherKid);
    assert_eq!(
        verdict(&by_b, std::slice::from_ref(&b)),
        SignatureVerdict::Valid,
        "an unknown kid tries every key that fits"
    );
    let without = hs256(r#"{"alg":"HS256"}"#, "{}", &b);
    assert_eq!(verdict(&without, &[a, b]), SignatureVerdict::Valid);
}

/// What another reader could take for other content, or another algorithm, is refused although the mathematics hold.
#[test]
fn a_serialisation_that_reads_in_two_ways_is_refused() {
    let a = secret("a", 1);
    let compact = hs256(HEADER, r#"{"sub":"x","exp":1790000600}"#, &a);
    let parts: Vec<&str> = compact.split('.').collect();
    let (header, payload, signature) = (parts[0], parts[1], parts[2]);
    let plain = format!(r#""payload":"{payload}","protected":"{header}","signature":"{signature}""#);
    let cases = [
        (format!(r#"{{{plain},"payload":"e30"}}"#), "json.duplicate"),
        (format!(r#"{{{plain},"signature":"AA"}}"#), "json.duplicate"),
        (format!(r#"{{{plain},"protected":"e30"}}"#), "json.duplicate"),
        (format!(r#"{{{plain},"x":{{"y":"{compact}"}}}}"#), "ser.polyglot"),
        (format!(r#"{{{plain},"header":{{"{compact}":1}}}}"#), "ser.polyglot"),
        (format!(r#"{{{plain},"header":{{"b64":false}}}}"#), "hdr.b64-not-crit"),
    ];
    for (text, id) in cases {
        let report = look(&text, std::slice::from_ref(&a));
        assert!(has(&report, id), "{id}: {text}");
        assert!(!report.accept(), "{id}: {text}");
    }
    assert!(look(&format!("{{{plain}}}"), &[a]).accept());
}

#[test]
fn none_in_disguise_is_none() {
    for alg in ["no\\u200bne", "ｎｏｎｅ", "n\u{43e}ne", "none\\ufeff", "\\\"none\\\""] {
        let header = base64url::encode(format!(r#"{{"alg":"{alg}"}}"#).as_bytes());
        let report = look(&format!("{header}.e30.AA"), &[]);
        assert!(has(&report, "hdr.alg-none-variant"), "{alg}");
    }
}

/// RFC 7519 §4.1.4 and §4.1.5, where the fraction decides.
#[test]
fn fractions_of_a_second_count() {
    let a = secret("a", 1);
    let time =
        |claims: &str| look(&hs256(HEADER, claims, &a), std::slice::from_ref(&a)).tokens[0].time.verdict;
    assert_eq!(time(r#"{"exp":1790000000.5}"#), TimeVerdict::Active);
    assert_eq!(time(r#"{"exp":1790000000.0}"#), TimeVerdict::Expired);
    assert_eq!(time(r#"{"exp":1790000009,"nbf":1790000000.5}"#), TimeVerdict::NotYet);
    assert_eq!(time(r#"{"exp":1790000009,"nbf":1789999999.5}"#), TimeVerdict::Active);
}

#[test]
fn keys_of_other_kinds_are_named_and_do_not_decide() {
    let signed = hs256(r#"{"alg":"HS256"}"#, "{}", &secret("a", 1));
    let report = look(&signed, &[p256("e", 3)]);
    assert_eq!(report.tokens[0].signature.verdict, SignatureVerdict::NoKey);
    assert!(matches!(report.tokens[0].signature.tried[0].outcome, Outcome::Unfit(_)));
    assert!(has(&report, "sig.unverified") && has(&report, "dx.no-key"));
    let report = look(&hs256(r#"{"alg":"HS256","kid":"e"}"#, "{}", &secret("a", 1)), &[p256("e", 3)]);
    assert_eq!(
        report.tokens[0].signature.verdict,
        SignatureVerdict::Invalid,
        "the named key cannot have made it"
    );
}

#[test]
fn use_operations_and_algorithm_are_policy() {
    type Change = fn(&mut Key);
    let changes: [(&str, Change); 3] = [
        ("key.use-mismatch", |key| key.key_use = Some("enc".into())),
        ("key.ops-mismatch", |key| key.key_ops = Some(vec!["encrypt".into()])),
        ("key.alg-mismatch", |key| key.alg = Some("HS512".into())),
    ];
    for (id, change) in changes {
        let mut key = secret("a", 1);
        let signed = hs256(HEADER, "{}", &key);
        change(&mut key);
        let report = look(&signed, &[key]);
        assert_eq!(report.tokens[0].signature.verdict, SignatureVerdict::Valid, "{id}: mathematics holds");
        assert!(has(&report, id), "{id}");
        assert!(!report.tokens[0].accept, "{id}: and policy refuses");
    }
}

#[test]
fn verdicts_without_mathematics() {
    let key = secret("a", 1);
    let claims = base64url::encode(b"{}");
    let part = |text: &str| base64url::encode(text.as_bytes());
    let cases = [
        (part(r#"{"alg":"none"}"#), "", SignatureVerdict::Unsecured),
        (part(r#"{"alg":"nOnE"}"#), "AAAA", SignatureVerdict::Unsecured),
        (part(r#"{"alg":"HS256","alg":"HS256"}"#), "AAAA", SignatureVerdict::Ambiguous),
        (part(r#"{"typ":"JWT"}"#), "AAAA", SignatureVerdict::Unverifiable),
        (part(r#"{"alg":5}"#), "AAAA", SignatureVerdict::Unverifiable),
        (part(r#"{"alg":"hs256"}"#), "AAAA", SignatureVerdict::Unverifiable),
        (part(r#"{"alg":"HS257"}"#), "AAAA", SignatureVerdict::Unverifiable),
        (part(r#"{"alg":"Ed448"}"#), "AAAA", SignatureVerdict::NoKey),
        (part(r#"{"alg":"HS256"}"#), "", SignatureVerdict::Invalid),
        (part(r#"{"alg":"HS256"}"#), "AA*A", SignatureVerdict::Unverifiable),
        (part(r#"["alg","HS256"]"#), "AAAA", SignatureVerdict::Unverifiable),
    ];
    for (header, signature, want) in cases {
        let text = format!("{header}.{claims}.{signature}");
        let report = look(&text, std::slice::from_ref(&key));
        assert_eq!(report.tokens[0].signature.verdict, want, "{text}");
        assert!(!report.tokens[0].accept, "{text}");
    }
}

#[test]
fn a_critical_b64_that_is_no_boolean_is_refused() {
    let key = secret("a", 1);
    for (value, refused) in [("\"false\"", true), ("0", true), ("null", true), ("[]", true), ("true", false)]
    {
        let header = format!(r#"{{"alg":"HS256","kid":"a","b64":{value},"crit":["b64"]}}"#);
        let report = look(&hs256(&header, "{}", &key), std::slice::from_ref(&key));
        assert_eq!(has(&report, "hdr.crit-unknown"), refused, "{value}");
        assert_eq!(report.tokens[0].accept, !refused, "{value}");
    }
}

#[test]
fn times_at_their_edges() {
    let key = secret("a", 1);
    let cases: &[(&str, i64, TimeVerdict, bool)] = &[
        (r#"{"exp":1790000001}"#, 0, TimeVerdict::Active, true),
        (r#"{"exp":1790000000}"#, 0, TimeVerdict::Expired, true),
        (r#"{"exp":1789999940}"#, 0, TimeVerdict::Expired, true),
        (r#"{"exp":1789999939}"#, 0, TimeVerdict::Expired, false),
        (r#"{"exp":1789999939}"#, 62, TimeVerdict::Active, true),
        (r#"{"nbf":1790000001,"exp":1790000600}"#, 0, TimeVerdict::NotYet, false),
        (r#"{"nbf":1790000001,"exp":1790000600}"#, 1, TimeVerdict::Active, true),
        (r#"{"nbf":1790000000,"exp":1790000600}"#, 0, TimeVerdict::Active, true),
        (r#"{"iss":"x"}"#, 0, TimeVerdict::NoExpiry, true),
        (r#"{"exp":"1790000600"}"#, 0, TimeVerdict::Unreadable, false),
        (r#"{"exp":1790000600.9}"#, 0, TimeVerdict::Active, true),
        (r#"{"exp":1.7900006e9}"#, 0, TimeVerdict::Active, true),
        (r#"{"exp":1e400}"#, 0, TimeVerdict::Active, true),
        ("[1]", 0, TimeVerdict::None, true),
    ];
    for (claims, leeway_secs, want, accept) in cases {
        let policy = Policy { leeway_secs: *leeway_secs, ..Policy::default() };
        let report =
            report(&Arc::from(hs256(HEADER, claims, &key)), std::slice::from_ref(&key), NOW, &policy);
        assert_eq!(report.tokens[0].time.verdict, *want, "{claims}");
        assert_eq!(report.tokens[0].accept, *accept, "{claims}");
    }
}

#[test]
fn judging_again_is_the_same_as_judging_then() {
    let key = secret("a", 1);
    let text = Arc::from(hs256(HEADER, r#"{"iat":1790000000,"nbf":1790000010,"exp":1790000100}"#, &key));
    let mut moving = report(&text, std::slice::from_ref(&key), NOW, &Policy::default());
    for now in [NOW + 5, NOW + 10, NOW + 99, NOW + 100, NOW + 161, NOW - 50, NOW] {
        moving.retime(now);
        let fresh = report(&text, std::slice::from_ref(&key), now, &Policy::default());
        assert_eq!(moving.tokens[0].findings, fresh.tokens[0].findings, "at {now}");
        assert_eq!(moving.tokens[0].time, fresh.tokens[0].time, "at {now}");
        assert_eq!(moving.tokens[0].accept, fresh.tokens[0].accept, "at {now}");
    }
}

#[test]
fn tokens_inside_tokens_are_judged_too() {
    let key = secret("a", 1);
    let claims = format!(r#"{{"exp":{}}}"#, NOW + 60);
    let inner = hs256(HEADER, &claims, &key);
    let outer = hs256(HEADER, &inner, &key);
    let report = look(&outer, std::slice::from_ref(&key));
    assert_eq!(report.tokens[0].media, Media::Token);
    assert!(report.tokens[0].accept);
    let forged = hs256(HEADER, &format!("{}A", inner.get(..inner.len() - 1).unwrap()), &key);
    let forged = look(&forged, std::slice::from_ref(&key));
    assert_eq!(forged.tokens[0].signature.verdict, SignatureVerdict::Valid);
    assert!(!forged.tokens[0].accept, "the inner signature counts");
    let mut deep = inner;
    for _ in 0..20 {
        deep = hs256(HEADER, &deep, &key);
    }
    let mut level = &look(&deep, &[key]).tokens[0];
    let mut levels = 1;
    while let Some(nested) = &level.nested {
        level = nested;
        levels += 1;
    }
    assert_eq!(levels, super::build::MAX_NESTING);
}

/// RFC 7517 §9.2: whoever reads the set can sign what is inside as well as what is around it.
#[test]
fn a_published_secret_signs_nothing_inside_either() {
    let keys = [secret("a", 1), p256("e", 3)];
    let claims = format!(r#"{{"exp":{}}}"#, NOW + 60);
    let inner = hs256(HEADER, &claims, &keys[0]);
    let outer = token(r#"{"alg":"ES256","kid":"e","cty":"JWT"}"#, &inner, JwsAlgorithm::Es256, &keys[1]);
    for (published, accept) in [(vec![], true), (vec![0], false), (vec![1], false)] {
        let policy = Policy { published: published.clone(), ..Policy::default() };
        let report = report(&Arc::from(outer.as_str()), &keys, NOW, &policy);
        assert_eq!(report.tokens[0].nested.as_ref().unwrap().signature.verdict, SignatureVerdict::Valid);
        assert_eq!(report.accept(), accept, "{published:?}");
    }
    for (content, published, accept) in [
        (claims.as_str(), vec![], true),
        (&claims, vec![0], false),
        (&claims, vec![7], true),
        (&inner, vec![0], false),
    ] {
        let policy = Policy { published: published.clone(), ..Policy::default() };
        let report = report(&Arc::from(encrypted(content, &keys[0])), &keys, NOW, &policy);
        assert_eq!(report.tokens[0].signature.verdict, SignatureVerdict::Decrypted);
        assert_eq!(report.accept(), accept, "{published:?} {content}");
        assert_eq!(has(&report, "key.set-mixed"), !accept, "{published:?} {content}");
    }
}

/// A JWE whose key was printed by a standard says so, as a signature does; one's own key is met with silence.
#[test]
fn a_printed_key_that_opens_is_told_of() {
    // RFC 7516, appendix A.3.
    let printed = base64url::decode_strict("GawgguFyGrWKav7AX4VKUg").unwrap();
    let printed = Key::new("printed", Material::Secret(SecretBytes::new(printed)));
    let own = Key::new("own", Material::Secret(SecretBytes::new(vec![9; 16])));
    let claims = format!(r#"{{"exp":{}}}"#, NOW + 60);
    for (key, is_printed) in [(printed, true), (own, false)] {
        let text = encrypted_as(KeyManagement::A128Kw, &claims, &key);
        let report = look(&text, &[key]);
        assert_eq!(has(&report, "key.well-known"), is_printed);
        assert!(report.accept(), "it is a word, as it is with signatures");
    }
}

/// With the secret itself, which must have 64 bytes.
fn encrypted(content: &str, key: &Key) -> String {
    encrypted_as(KeyManagement::Direct, content, key)
}

fn encrypted_as(algorithm: KeyManagement, content: &str, key: &Key) -> String {
    let order = Order {
        content: content.as_bytes(),
        recipients: &[To { key, algorithm }],
        enc: ContentEncryption::A256CbcHs512,
        form: Form::Compact,
        compress: false,
        header: None,
        aad: None,
        iterations: USUAL_ITERATIONS,
    };
    let random = |buffer: &mut [u8]| {
        buffer.fill(9);
        true
    };
    seal(&order, random, &|| false).unwrap()
}

#[test]
fn a_plain_good_token_is_met_with_silence() {
    let key = p256("a", 5);
    let claims = format!(
        r#"{{"iss":"https://i","sub":"s","aud":"https://a","client_id":"c","iat":{},"exp":{},"jti":"1"}}"#,
        NOW - 60,
        NOW + 600
    );
    let text = token(r#"{"alg":"ES256","typ":"at+jwt","kid":"a"}"#, &claims, JwsAlgorithm::Es256, &key);
    let report = look(&text, &[key.to_public().unwrap()]);
    assert!(report.input_findings.is_empty());
    // Half of all ECDSA signatures have a high S, which is worth a word and no more.
    let loud: Vec<_> = report.tokens[0]
        .findings
        .iter()
        .map(|finding| finding.meta().id)
        .filter(|id| *id != "sig.malleable")
        .collect();
    assert!(loud.is_empty(), "{loud:?}");
    assert!(report.tokens[0].accept);
    assert_eq!(report.tokens[0].structure, Structure::Ok);
}

fn keyed() -> impl Strategy<Value = (JwsAlgorithm, Key)> {
    prop_oneof![
        Just((JwsAlgorithm::Hs256, secret("a", 1))),
        Just((JwsAlgorithm::Hs512, secret("a", 2))),
        Just((JwsAlgorithm::Es256, p256("a", 3))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Sign, look: valid. Flip any one bit of any decoded part: never valid.
    #[test]
    fn one_flipped_bit_is_never_valid((algorithm, key) in keyed(), claims in "\\PC{0,60}", part in 0_usize..3, bit in 0_usize..4096) {
        let header = format!(r#"{{"alg":"{}"}}"#, algorithm.name());
        let claims = serde_json::json!({ "x": claims, "exp": NOW + 60 }).to_string();
        let good = token(&header, &claims, algorithm, &key);
        prop_assert_eq!(verdict(&good, std::slice::from_ref(&key)), SignatureVerdict::Valid);
        let mut parts: Vec<Vec<u8>> = good.split('.').map(|part| base64url::decode_strict(part).unwrap()).collect();
        let bits = parts[part].len() * 8;
        parts[part][bit % bits / 8] ^= 1 << (bit % 8);
        let bad = parts.iter().map(|part| base64url::encode(part)).collect::<Vec<_>>().join(".");
        let report = look(&bad, &[key]);
        for token in &report.tokens {
            prop_assert_ne!(&token.signature.verdict, &SignatureVerdict::Valid, "{}", bad);
            prop_assert!(!token.accept);
        }
    }

    /// Whatever is pasted, there is a report, and what it points at is in the text.
    #[test]
    fn any_text_has_a_report(text in "\\PC{0,80}|(eyJ[A-Za-z0-9_-]{0,30}[.~ \n]?){0,6}|[\\x00-\\x7f]{0,60}") {
        let report = look(&text, &[secret("a", 1), p256("b", 3)]);
        for token in &report.tokens {
            prop_assert!(!token.accept);
            if let Some(place) = token.place {
                prop_assert!(text.get(place.range()).is_some());
            }
            for (_, span) in token.token.stretches() {
                prop_assert!(token.token.text.get(span.range()).is_some());
            }
        }
    }
}

/// An id, members of a header that it is told of, and members that it is not.
pub(super) const HEADER_CASES: &[(&str, &[&str], &[&str])] = &[
    (
        "hdr.zip-jws",
        &[r#""zip":"DEF""#, r#""zip":"GZIP""#, r#""zip":7"#],
        &[r#""typ":"JWT""#, r#""cty":"zip""#],
    ),
    ("hdr.typ-missing", &[r#""cty":"JWT""#, r#""x":1"#], &[r#""typ":"JWT""#, r#""typ":"at+jwt""#]),
    (
        "hdr.param-type",
        &[r#""typ":1"#, r#""cty":null"#, r#""jwk":"x""#, r#""x5c":"x""#, r#""jku":["x"]"#, r#""x5t":{}"#],
        &[r#""typ":"JWT""#, r#""jwk":{"kty":"RSA"}"#, r#""x5c":["x"]"#, r#""jku":"x""#, r#""other":1"#],
    ),
    (
        "hdr.replicated-mismatch",
        &[r#""iss":"evil""#, r#""sub":"S""#, r#""aud":["x"]"#, r#""aud":["y","x"]"#, r#""iss":["i"]"#],
        &[r#""iss":"i""#, r#""sub":"s""#, r#""aud":["x", "y"]"#, r#""iss":"\u0069""#, r#""exp":1"#],
    ),
    (
        "hdr.unknown-param",
        &[r#""cat":"x""#, r#""Typ":"JWT""#, r#""expires":1"#],
        &[r#""typ":"JWT""#, r#""x5t#S256":"x""#, r#""iss":"i""#, r#""nonce":"n""#],
    ),
    (
        "hdr.jku",
        &[r#""jku":"https://a.example""#, r#""jku":"""#],
        &[r#""x5u":"https://a.example""#, r#""jku":1"#],
    ),
    (
        "hdr.x5u",
        &[r#""x5u":"https://a.example""#, r#""x5u":"a""#],
        &[r#""jku":"https://a.example""#, r#""x5u":[]"#],
    ),
    (
        "hdr.url-insecure",
        &[r#""jku":"http://a.example""#, r#""x5u":"https://a@b.example""#, r#""jku":"https://10.0.0.1/k""#],
        &[r#""jku":"https://a.example""#, r#""kid":"http://a.example""#, r#""url":"http://a.example""#],
    ),
    (
        "hdr.x5c-invalid",
        &[r#""x5c":[]"#, r#""x5c":["AAAA"]"#, r#""x5c":[7]"#, r#""x5c":"AAAA""#],
        &[r#""typ":"JWT""#, r#""x5t":"AAAA""#],
    ),
    ("hdr.x5t-sha1", &[r#""x5t":"AAAA""#, r#""x5t":"""#], &[r#""x5t#S256":"AAAA""#, r#""typ":"JWT""#]),
];

#[test]
fn each_rule_on_the_header_fires_where_it_must_and_nowhere_else() {
    let key = secret("a", 1);
    let claims = r#"{"iss":"i","sub":"s","aud":["x","y"]}"#;
    for (id, fires, quiet) in HEADER_CASES {
        for (extra, wanted) in fires.iter().map(|one| (one, true)).chain(quiet.iter().map(|one| (one, false)))
        {
            let report = look(
                &hs256(&format!(r#"{{"alg":"HS256",{extra}}}"#), claims, &key),
                std::slice::from_ref(&key),
            );
            assert_eq!(has(&report, id), wanted, "{id} on {extra}");
        }
    }
}

#[test]
fn addresses_in_the_header_of_a_jwe_are_told_too() {
    for (extra, jku, insecure) in [
        (r#""jku":"http://a.example/jwks""#, true, true),
        (r#""jku":"https://a.example/jwks""#, true, false),
        (r#""kid":"https://a.example/jwks""#, false, false),
    ] {
        let header = format!(r#"{{"alg":"dir","enc":"A128GCM",{extra}}}"#);
        let token = format!("{}..AAAA.AAAA.AAAA", base64url::encode(header.as_bytes()));
        let report = look(&token, &[]);
        assert_eq!((has(&report, "hdr.jku"), has(&report, "hdr.url-insecure")), (jku, insecure), "{extra}");
    }
}
