//! The set as a whole: complete, different from the control in one thing, and judged right by our own inspector.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::export::{Format, Row, export};
use super::*;
use crate::craft::sign::{Form, Order as SignOrder, Signer, sign};
use crate::encoding::base64url;
use crate::encoding::json;
use crate::inspect::report::Policy;
use crate::jose::algorithm::Family;
use crate::jose::generate::{KeySpec, generate};
use crate::jose::header::Members;

const NOW: i64 = 1_795_212_000;
const CLAIMS: &str = r#"{ "iss":"https://auth.example.com","sub":"user_481","aud":"https://api.example.com","iat":1795211000,"exp":1795215600,"n":1.50,"jti":"7b1c2f0e"}"#;

/// Numbers that look random and are the same in every run (SplitMix64).
fn random(buffer: &mut [u8]) -> bool {
    static STATE: AtomicU64 = AtomicU64::new(1);
    for byte in buffer {
        let state = STATE.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        *byte = ((mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 56) as u8;
    }
    true
}

fn key(name: &str) -> Key {
    generate(KeySpec::from_name(name).unwrap(), random, &|| false).unwrap()
}

fn token(key: &Key, claims: &str, header: &str) -> String {
    let header = Members::read(header).unwrap();
    let signers = [Signer::Key { key, algorithm: None }];
    sign(&SignOrder {
        content: claims.as_bytes(),
        signers: &signers,
        form: Form::Compact,
        header: Some(&header),
        unprotected: None,
        detached: false,
        unencoded: false,
    })
    .unwrap()
}

fn set_of(key: &Key, claims: &str) -> Set {
    let token = token(key, claims, "{}");
    make(&Order { token: &token, keys: std::slice::from_ref(key), now: NOW }, random, &|| false).unwrap()
}

/// What only a verifier can refuse that knows whom it expects, or that takes JWTs only where our report takes any JWS,
/// or that is strict where our report tells and leaves it to the person.
const NEEDS_EXPECTATIONS: &[Negative] = &[
    Negative::ExpNegative,
    Negative::KidNumber,
    Negative::SignaturePadded,
    Negative::SignatureAlphabet,
    Negative::PayloadEmpty,
    Negative::PayloadList,
    Negative::AudWrong,
    Negative::AudMissing,
    Negative::AudLookAlike,
    Negative::IssWrong,
    Negative::IssMissing,
    Negative::IssLookAlike,
    Negative::IssCut,
    Negative::KidUnknown,
    Negative::KidTraversal,
    Negative::KidInjection,
    Negative::AlgOther,
    Negative::TypOther,
    Negative::ExpMissing,
    Negative::ExpMilliseconds,
    Negative::JsonFlattened,
    Negative::SubNumber,
    Negative::ExpHuge,
    Negative::ExpInfinite,
];

#[test]
fn every_name_has_a_maker_and_is_kebab_case() {
    let names: BTreeSet<&str> = Negative::ALL.iter().map(|negative| negative.name()).collect();
    assert_eq!(names.len(), Negative::ALL.len());
    for negative in Negative::ALL {
        let name = negative.name();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(is_plain), "{name}");
        assert_eq!(negative.is_control(), name.starts_with("control"), "{name}");
        let makers = MAKERS.iter().flat_map(|makers| makers.iter());
        assert_eq!(makers.filter(|(made, _)| made == negative).count(), 1, "{name}");
    }
    let controls = Negative::ALL.iter().take_while(|negative| negative.is_control()).count();
    assert_eq!(controls, Negative::ALL.iter().filter(|negative| negative.is_control()).count());
}

#[test]
fn no_instant_is_too_far_away() {
    let key = key("hs256");
    let token = token(&key, CLAIMS, "{}");
    for now in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX] {
        let order = Order { token: &token, keys: std::slice::from_ref(&key), now };
        let set = make(&order, random, &|| false).unwrap();
        assert!(set.cases.iter().any(|case| case.negative == Negative::Expired), "{now}");
    }
}

#[test]
fn our_own_inspector_judges_each_right() {
    let mut misjudged = Vec::new();
    for name in ["p-256", "rsa-2048", "hs256", "ed25519", "p-521", "secp256k1", "ed448", "ml-dsa-44"] {
        let key = key(name);
        let set = set_of(&key, CLAIMS);
        assert!(!set.renewed, "{name}");
        let negatives = set.cases.iter().filter(|case| !case.negative.is_control()).count();
        assert!(
            (60..=75).contains(&negatives),
            "{name}: {negatives}, and the README says how many there are"
        );
        let mut tokens = BTreeSet::new();
        for Case { negative, token } in &set.cases {
            assert!(tokens.insert(token.as_str()) || negative.is_control(), "{name} {}", negative.name());
            let (policy, keys) = (Policy::default(), std::slice::from_ref(&key));
            let report = crate::inspect::report(&Arc::from(token.as_str()), keys, NOW, &policy);
            let accept = report.tokens.len() == 1 && report.accept();
            if accept != negative.is_control() && !NEEDS_EXPECTATIONS.contains(negative) {
                misjudged.push(format!("{name} {}", negative.name()));
            }
        }
    }
    assert!(misjudged.is_empty(), "{misjudged:#?}");
}

#[test]
fn what_a_key_does_not_allow_is_left_out_and_said() {
    let left_out =
        |set: &Set, negative| set.left_out.iter().find(|(one, _)| *one == negative).map(|(_, why)| *why);
    for (name, family) in [
        ("p-256", Family::Ecdsa),
        ("hs512", Family::Hmac),
        ("ed25519", Family::EdDsa),
        ("rsa-2048", Family::RsaPkcs1),
    ] {
        let set = set_of(&key(name), CLAIMS);
        assert_eq!(set.cases.len() + set.left_out.len(), Negative::ALL.len());
        let is_ecdsa = family == Family::Ecdsa;
        for negative in [Negative::SignatureDer, Negative::SignatureOrder] {
            assert_eq!(left_out(&set, negative), (!is_ecdsa).then_some(LeftOut::OnlyEcdsa), "{name}");
        }
        let confusion = [
            Negative::ConfusionPem,
            Negative::ConfusionPemTrimmed,
            Negative::ConfusionPemCrlf,
            Negative::ConfusionDer,
            Negative::ConfusionJwk,
        ];
        for negative in confusion {
            let why = (family == Family::Hmac).then_some(LeftOut::NoPublicKey);
            assert_eq!(left_out(&set, negative), why, "{name} {}", negative.name());
        }
        let pkcs1 = match family {
            Family::RsaPkcs1 => None,
            Family::Hmac => Some(LeftOut::NoPublicKey),
            _ => Some(LeftOut::OnlyRsa),
        };
        assert_eq!(left_out(&set, Negative::ConfusionPkcs1), pkcs1, "{name}");
        let one = matches!(family, Family::Ecdsa | Family::EdDsa).then_some(LeftOut::OneAlgorithm);
        assert_eq!(left_out(&set, Negative::AlgOther), one, "{name}");
    }
    let set = set_of(&key("p-256"), r#"{"exp":1795215600}"#);
    for (negative, claim) in
        [(Negative::AudWrong, "aud"), (Negative::IssList, "iss"), (Negative::AudMissing, "aud")]
    {
        assert_eq!(left_out(&set, negative), Some(LeftOut::NoClaim(claim)));
    }
    assert_eq!(left_out(&set, Negative::ControlOrder), Some(LeftOut::Already));
}

/// Header and claims of the control and of a negative, and what of it is meant to differ.
#[test]
fn one_thing_differs() {
    let key = key("p-256");
    let set = set_of(&key, CLAIMS);
    let control = set.cases.iter().find(|case| case.negative == Negative::Control).unwrap();
    let own: Vec<&str> = control.token.split('.').collect();
    let decoded = |part: &str| String::from_utf8(base64url::decode_strict(part).unwrap()).unwrap();
    let other = |negative| {
        let case = set.cases.iter().find(|case| case.negative == negative).unwrap();
        case.token.split('.').map(str::to_owned).collect::<Vec<_>>()
    };
    let cases = [
        (Negative::Expired, "1795215600", "1795125600"),
        (Negative::ExpText, "1795215600", "\"1795215600\""),
        (Negative::ExpMilliseconds, "1795215600", "1795215600000"),
        (Negative::AudEmptyList, "\"https://api.example.com\"", "[]"),
        (Negative::IssCut, "auth.example.com", "auth.example.co"),
        (Negative::IssList, "\"https://auth.example.com\"", "[\"https://auth.example.com\"]"),
        (Negative::AudMissing, "\"aud\":\"https://api.example.com\",", ""),
        (Negative::ControlEscaped, "\"exp\"", "\"\\u0065xp\""),
        (Negative::DuplicateClaim, "\"jti\":\"7b1c2f0e\"", "\"jti\":\"7b1c2f0e\",\"exp\":1795125600"),
    ];
    for (negative, old, new) in cases {
        let parts = other(negative);
        assert_eq!(parts[0], own[0], "{}", negative.name());
        assert_eq!(decoded(&parts[1]), CLAIMS.replace(old, new), "{}", negative.name());
    }
    for negative in [Negative::KidUnknown, Negative::AlgCase, Negative::CritEmpty, Negative::JwkEmbedded] {
        let parts = other(negative);
        assert_eq!(parts[1], own[1], "{}", negative.name());
        assert_ne!(parts[0], own[0], "{}", negative.name());
    }
    for negative in [Negative::SignatureDer, Negative::SignatureFlipped, Negative::WrongKey] {
        assert_eq!(other(negative)[..2], own[..2], "{}", negative.name());
    }
    assert_eq!(decoded(&other(Negative::PayloadFlipped)[1]).len(), CLAIMS.len());
}

#[test]
fn a_token_that_is_not_good_any_more_is_renewed() {
    let key = key("ed25519");
    let cases = [
        (r#"{"iat":1000,"exp":4600}"#, r#"{"iat":1795212000,"exp":1795215600}"#),
        (r#"{"sub":"a"}"#, r#"{"sub":"a","exp":1795215600}"#),
        (r#"{"exp":1}"#, r#"{"exp":1795215600}"#),
        (r#"{"exp":"1"}"#, r#"{"exp":1795215600}"#),
        (r#"{"nbf":1895212000,"exp":1895213000}"#, r#"{"nbf":1795212000,"exp":1795213000}"#),
        (
            r#"{"nbf":1895212000,"iat":"x","exp":2}"#,
            r#"{"nbf":1795212000,"iat":1795212000,"exp":1795215600}"#,
        ),
    ];
    for (claims, want) in cases {
        let set = set_of(&key, claims);
        assert!(set.renewed);
        let control = &set.cases[0].token;
        let payload = base64url::decode_strict(control.split('.').nth(1).unwrap()).unwrap();
        assert_eq!(String::from_utf8(payload).unwrap(), want);
        let report = crate::inspect::report(
            &Arc::from(control.as_str()),
            std::slice::from_ref(&key),
            NOW,
            &Policy::default(),
        );
        assert!(report.accept(), "{claims}");
    }
}

#[test]
fn what_no_set_can_be_made_of() {
    let key = key("p-256");
    let good = token(&key, CLAIMS, "{}");
    let (other, public) = (self::key("p-256"), key.to_public().unwrap());
    let refused = |token: &str, key: &Key| {
        make(&Order { token, keys: std::slice::from_ref(key), now: NOW }, random, &|| false).unwrap_err()
    };
    assert_eq!(refused(&good, &other), NegativesError::OtherKey);
    assert_eq!(refused(&good, &public), NegativesError::PublicOnly("p-256".to_owned()));
    let cases = [
        ("", NegativesError::NotCompact),
        ("x.y.z", NegativesError::NotCompact),
        ("e30.e30", NegativesError::NotCompact),
        ("e30.e30.c2ln", NegativesError::Algorithm(String::new())),
        ("W10.e30.c2ln", NegativesError::Header),
        // {"alg":"none"}, {"alg":"ES256"} with "x", the same with crit.
        ("eyJhbGciOiJub25lIn0.e30.", NegativesError::Algorithm("none".to_owned())),
        ("eyJhbGciOiJFUzI1NiJ9.eA.c2ln", NegativesError::Payload),
        ("eyJhbGciOiJFUzI1NiIsImNyaXQiOlsiYSJdfQ.e30.c2ln", NegativesError::Critical),
    ];
    for (token, why) in cases {
        assert_eq!(refused(token, &key), why, "{token}");
    }
    assert_eq!(
        make(&Order { token: &good, keys: std::slice::from_ref(&key), now: NOW }, |_| false, &|| false),
        Err(NegativesError::NoRandomness)
    );
    assert!(
        make(&Order { token: &format!(" {good}\n"), keys: &[other, public, key], now: NOW }, random, &|| {
            false
        })
        .is_ok()
    );
}

#[test]
fn exports_keep_every_token() {
    let set = set_of(&key("p-256"), CLAIMS);
    let mut rows: Vec<Row<'_>> = set
        .cases
        .iter()
        .map(|case| Row {
            name: case.negative.name(),
            token: &case.token,
            why: "it's \"so\", or\nnot",
            reference: case.negative.reference(),
            accept: case.negative.is_control(),
        })
        .collect();
    rows.push(Row {
        name: "odd",
        token: "a'b\"c,d\\$(e)",
        why: "*/ '''",
        reference: "x\r\ny",
        accept: false,
    });
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
        let text = export(&rows, format, "https://api.example.com/a'b", "Only\nhere");
        assert!(text.ends_with('\n'), "{format:?}");
        assert!(text.contains("eyJ"), "{format:?}");
    }
    let written = export(&rows, Format::Json, "", "");
    let json = json::parse(Arc::from(written.as_str()));
    assert!(json.error.is_none());
    let root = json.json.unwrap();
    let list = root.root().member("negatives").unwrap();
    for (element, row) in list.elements().zip(&rows) {
        assert_eq!(element.member("name").unwrap().as_str().unwrap(), row.name);
        assert_eq!(element.member("token").unwrap().as_str().unwrap(), row.token);
        assert_eq!(element.member("accept").unwrap().as_bool().unwrap(), row.accept);
    }
    assert_eq!(list.elements().count(), rows.len());
    let csv = export(&rows, Format::Csv, "", "");
    assert!(csv.contains("odd,false,\"a'b\"\"c,d\\$(e)\",*/ ''',\"x\r\ny\"\r\n"), "{csv}");
    let shell = export(&rows, Format::Curl, "https://a/'b", "n");
    assert!(shell.contains(r"check 'odd' refuse 'a'\''b"), "{shell}");
    assert!(shell.contains(r"DEFAULT_URL='https://a/'\''b'"), "{shell}");
    let python = export(&rows, Format::Pytest, "", "n");
    assert!(python.contains(r#"pytest.param("a'b\"c,d\\$(e)", False, id="odd"),"#), "{python}");
    let java = export(&rows, Format::Junit, "", "n");
    assert!(java.contains(r#"Arguments.of("odd", "a'b\"c,d\\$(e)", false, "*/ ''' (x\r\ny)")"#), "{java}");
    let http = export(&rows, Format::Http, "https://a/", "n");
    assert_eq!(http.lines().filter(|line| *line == "GET https://a/").count(), rows.len());
}
