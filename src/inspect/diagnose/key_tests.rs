//! Which key, which algorithm, which reading of the secret: tables of what must be proved, and of what must not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Mend, Step, diagnose, history::History, weak};
use crate::encoding::base64url;
use crate::inspect::report;
use crate::inspect::report::{Policy, Report, SignatureVerdict};
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::jws::sign;
use crate::jose::key::{Key, Material};
use crate::jose::read::read_keys;
use crate::jose::secret::SecretBytes;
use crate::jose::write::{openssh_public, public_jwk, public_pem, spki_der};
use crate::jose::{EcKey, OkpKey};

const NOW: i64 = 1_790_000_000;

fn secret(bytes: &[u8]) -> Key {
    Key::new("typed", Material::Secret(SecretBytes::new(bytes.to_vec())))
}

fn named(kid: &str, key: Key) -> Key {
    Key { name: kid.to_owned(), kid: Some(kid.to_owned()), ..key }
}

fn ec(curve: Curve, byte: u8) -> Key {
    let mut scalar = vec![0; curve.part_len()];
    if let Some(last) = scalar.last_mut() {
        *last = byte;
    }
    Key::new("ec", Material::Ec(EcKey::from_private(curve, SecretBytes::new(scalar)).unwrap()))
}

fn ed25519(byte: u8) -> Key {
    let seed = SecretBytes::new(vec![byte; 32]);
    Key::new("ed", Material::Okp(OkpKey::from_private(Curve::Ed25519, seed).unwrap()))
}

fn rsa() -> Key {
    let pem = include_bytes!("../../../tests/data/keys/rsa2048/pkcs8.pem");
    read_keys(pem, "rsa", None).unwrap().keys.remove(0)
}

fn public(key: &Key) -> Key {
    key.to_public().unwrap()
}

fn claims() -> String {
    format!(r#"{{"iss":"https://i","sub":"s","aud":"https://a","exp":{}}}"#, NOW + 600)
}

/// A token with that header, whatever it is really signed with.
fn token(header: &str, algorithm: JwsAlgorithm, key: &Key) -> String {
    over(header, &claims(), algorithm, key)
}

fn over(header: &str, claims: &str, algorithm: JwsAlgorithm, key: &Key) -> String {
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let signature = sign(algorithm, key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn look(text: &str, keys: &[Key]) -> Report {
    let policy = Policy::default();
    let mut report = report(&Arc::from(text), keys, NOW, &policy);
    let was_valid = report.tokens[0].signature.verdict == SignatureVerdict::Valid;
    let explained = diagnose(&report, keys, &policy, &History::default(), &|| false);
    assert!(!was_valid || explained.is_empty(), "nothing to explain");
    report.explain(explained);
    let is_valid = report.tokens[0].signature.verdict == SignatureVerdict::Valid;
    assert_eq!(is_valid, was_valid, "a diagnosis never makes a token valid");
    report
}

fn ids(report: &Report) -> Vec<&'static str> {
    report.tokens[0].findings.iter().map(|finding| finding.meta().id).collect()
}

/// Of the findings that this file is about, exactly `expected` are there.
fn check(what: &str, text: &str, keys: &[Key], expected: &[&str]) -> Report {
    const ABOUT: &[&str] = &[
        "dx.other-key",
        "dx.kid-not-found",
        "dx.wrong-kty",
        "dx.wrong-curve",
        "dx.private-given",
        "dx.msgraph-nonce",
        "dx.other-alg",
        "dx.pss-pkcs1",
        "dx.pss-salt",
        "dx.test-key",
        "dx.clock-skew",
        "key.hs-is-public-key",
        "key.hs-dictionary",
        "key.hs-low-entropy",
        "key.reused-sig-enc",
        "key.well-known",
        "key.alg-missing",
    ];
    let report = look(text, keys);
    let mut found: Vec<&str> =
        ids(&report).into_iter().filter(|id| ABOUT.contains(id) || id.starts_with("dx.secret")).collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "{what}");
    report
}

fn mend(report: &Report) -> Option<Mend> {
    report.tokens[0].diagnosis.as_ref()?.mend.clone()
}

const HS: &str = r#"{"alg":"HS256"}"#;
const STRONG: &[u8] = b"\x8f\x02\xd1\x73\x9a\x44\x0e\xc6\x5b\x21\xf0\x7d\x93\x68\xbe\x15\x4c\xa9\x37\xe2\x60\x1b\x8d\xf4\x52\xc3\x09\x7e\xd6\x41\xab\x30";

#[test]
fn another_key_or_another_name() {
    use JwsAlgorithm::{Es256, Hs256};
    let (a, b) = (named("a", ec(Curve::P256, 5)), named("b", ec(Curve::P256, 6)));
    let keys = [public(&a), public(&b)];
    let header = |kid: &str| format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#);
    check("kid names the other", &token(&header("a"), Es256, &b), &keys, &["dx.other-key"]);
    check("three", &token(&header("b"), Es256, &a), &[public(&b), ed25519(1), public(&a)], &["dx.other-key"]);
    check("right", &token(&header("a"), Es256, &a), &keys, &[]);
    check("nobody's", &token(&header("a"), Es256, &ec(Curve::P256, 9)), &keys, &[]);
    check("no such kid, and it holds", &token(&header("z"), Es256, &b), &keys, &["dx.kid-not-found"]);
    check("no such kid", &token(&header("z"), Es256, &ec(Curve::P256, 9)), &keys, &["dx.kid-not-found"]);
    let nameless = Key { kid: None, ..public(&b) };
    check("a key without a name", &token(&header("z"), Es256, &b), std::slice::from_ref(&nameless), &[]);
    let called = Key { name: "z".to_owned(), ..nameless };
    let nobodys = token(&header("z"), Es256, &ec(Curve::P256, 9));
    check("its owner calls it that", &nobodys, std::slice::from_ref(&called), &[]);
    let called = [Key { name: "y".to_owned(), ..called }];
    check("its owner calls it something else", &nobodys, &called, &["dx.kid-not-found"]);
    let named = [Key { name: "z".to_owned(), ..public(&b) }];
    check("its owner calls it that, and its kid is another", &nobodys, &named, &["dx.kid-not-found"]);
    let by_thumbprint = header(&b.thumbprint().unwrap());
    check("named by its thumbprint", &token(&by_thumbprint, Es256, &b), &keys, &[]);
    let typed = token(r#"{"alg":"HS256","kid":"z"}"#, Hs256, &secret(b"\x01\x02\x03 something else"));
    check("a typed secret", &typed, &[secret(STRONG)], &[]);
    check("no kid", &token(r#"{"alg":"ES256"}"#, Es256, &ec(Curve::P256, 9)), &keys, &[]);
    let found = check("mend", &token(&header("a"), Es256, &b), &keys, &["dx.other-key"]);
    assert_eq!(mend(&found), Some(Mend::Key(1)));
}

#[test]
fn keys_of_another_kind_or_curve() {
    use JwsAlgorithm::{EdDsa, Es256, Es384, Hs256, Rs256};
    let (p256, p384) = (ec(Curve::P256, 5), ec(Curve::P384, 5));
    let es256 = r#"{"alg":"ES256"}"#;
    let rs256 = r#"{"alg":"RS256"}"#;
    check("RSA wanted", &token(rs256, Rs256, &rsa()), &[public(&p256)], &["dx.wrong-kty"]);
    check("secret wanted", &token(HS, Hs256, &secret(STRONG)), &[public(&rsa())], &["dx.wrong-kty"]);
    check(
        "named",
        &token(r#"{"alg":"RS256","kid":"a"}"#, Rs256, &rsa()),
        &[named("a", public(&p256)), ed25519(3)],
        &["dx.wrong-kty"],
    );
    check("others", &token(rs256, Rs256, &rsa()), &[public(&p256), ed25519(3)], &[]);
    check("none", &token(rs256, Rs256, &rsa()), &[], &[]);
    let signed = token(es256, Es384, &p384);
    check("P-384 by its length", &signed, &[public(&p384)], &["dx.wrong-curve", "dx.other-alg"]);
    check(
        "P-256 by its length",
        &token(r#"{"alg":"ES384"}"#, Es256, &p256),
        &[public(&p256)],
        &["dx.wrong-curve", "dx.other-alg"],
    );
    check("another's", &token(es256, Es256, &p256), &[public(&p384)], &["dx.wrong-curve"]);
    check("right", &token(es256, Es256, &p256), &[public(&p256)], &[]);
    check("not the curve", &token(es256, Es256, &ec(Curve::P256, 8)), &[public(&p256)], &[]);
    check("private half", &token(es256, Es256, &p256), std::slice::from_ref(&p256), &["dx.private-given"]);
    check(
        "private half",
        &token(r#"{"alg":"EdDSA"}"#, EdDsa, &ed25519(1)),
        &[ed25519(1)],
        &["dx.private-given"],
    );
    check("a secret has no halves", &token(HS, Hs256, &secret(STRONG)), &[secret(STRONG)], &[]);
    check("it does not hold", &token(es256, Es256, &ec(Curve::P256, 8)), &[p256], &[]);
}

#[test]
fn another_algorithm_of_the_key() {
    use JwsAlgorithm::{Es256, Hs256, Hs384, Hs512, Ps256, Ps384, Rs256, Rs384, Rs512};
    let key = rsa();
    let own = [public(&key)];
    let header = |alg: &str| format!(r#"{{"alg":"{alg}"}}"#);
    for (alg, made, expected) in [
        ("RS256", Rs512, "dx.other-alg"),
        ("RS512", Rs384, "dx.other-alg"),
        ("PS256", Ps384, "dx.other-alg"),
        ("rs256", Rs256, "dx.other-alg"),
        ("SHA256withRSA", Rs256, "dx.other-alg"),
        ("RS256", Ps256, "dx.pss-pkcs1"),
        ("RS256", Ps384, "dx.pss-pkcs1"),
        ("PS256", Rs256, "dx.pss-pkcs1"),
        ("PS512", Rs256, "dx.pss-pkcs1"),
    ] {
        check(alg, &token(&header(alg), made, &key), &own, &[expected]);
    }
    let secrets = [secret(STRONG)];
    for (alg, made) in [("HS256", Hs512), ("HS512", Hs384), ("hs256", Hs256), ("HMAC", Hs384)] {
        check(alg, &token(&header(alg), made, &secrets[0]), &secrets, &["dx.other-alg"]);
    }
    check("no alg", &token(r#"{"typ":"JWT"}"#, Hs256, &secrets[0]), &secrets, &["dx.other-alg"]);
    check("right", &token(&header("RS256"), Rs256, &key), &own, &[]);
    check("another key", &token(&header("HS256"), Hs512, &secret(&STRONG[1..])), &secrets, &[]);
    let ed = token(&header("EdDSA"), JwsAlgorithm::Ed25519, &ed25519(1));
    check("another name of the same", &ed, &[public(&ed25519(1))], &[]);
    let odd = token(&header("ES256"), Es256, &ec(Curve::P256, 1)).replacen('.', ".e30", 1);
    check("altered", &odd, &[public(&ec(Curve::P256, 1))], &[]);
}

#[test]
fn the_secret_read_in_another_way() {
    let stored_text = "bWFydGhhIGlzIGZvbmQgb2YgcGVhcnMgYW5kIGFwcGxlcw==";
    let decoded = b"martha is fond of pears and apples";
    let hex = super::readings::hex(STRONG);
    let standard = base64url::encode(STRONG).replace('-', "+").replace('_', "/") + "=";
    let cases: &[(&[u8], &[u8], &str)] = &[
        // What is stored, what was signed with.
        (stored_text.as_bytes(), decoded, "dx.secret-base64"),
        (stored_text.trim_end_matches('=').as_bytes(), decoded, "dx.secret-base64"),
        (standard.as_bytes(), STRONG, "dx.secret-base64"),
        (b"\"bWFydGhhIGlzIGZvbmQ\"", b"martha is fond", "dx.secret-base64"),
        (hex.as_bytes(), STRONG, "dx.secret-hex"),
        (b"0xDEADBEEF0BADF00D", b"\xde\xad\xbe\xef\x0b\xad\xf0\x0d", "dx.secret-hex"),
        (STRONG, standard.as_bytes(), "dx.secret-text"),
        (STRONG, hex.as_bytes(), "dx.secret-text"),
        (decoded, stored_text.as_bytes(), "dx.secret-text"),
        (b"orchard-gate-7 no", b"orchard-gate-7 no\n", "dx.secret-newline"),
        (b"orchard-gate-7 no\r\n", b"orchard-gate-7 no", "dx.secret-newline"),
        (b"orchard-gate-7 no\n", b"orchard-gate-7 no\r\n", "dx.secret-newline"),
        (b" orchard-gate-7 no", b"orchard-gate-7 no", "dx.secret-whitespace"),
        (b"'orchard-gate-7 no'", b"orchard-gate-7 no", "dx.secret-whitespace"),
        (b"orchard-gate-7 no", b"\"orchard-gate-7 no\"", "dx.secret-whitespace"),
        (b"\xef\xbb\xbforchard-gate-7 no", b"orchard-gate-7 no", "dx.secret-whitespace"),
        (b"SECRET=orchard-gate-7 no", b"orchard-gate-7 no", "dx.secret-whitespace"),
        ("gärtnerei-straße".as_bytes(), b"g\xe4rtnerei-stra\xdfe", "dx.secret-encoding"),
        ("gärtnerei".as_bytes(), "ga\u{308}rtnerei".as_bytes(), "dx.secret-encoding"),
        (b"orchard", b"o\0r\0c\0h\0a\0r\0d\0", "dx.secret-encoding"),
        ("비밀-정원".as_bytes(), b"\xfe\xff\xbe\x44\xbc\x00\x00\x2d\xc8\x15\xc6\xd0", "dx.secret-encoding"),
    ];
    for (stored, used, expected) in cases {
        for (alg, algorithm) in [("HS256", JwsAlgorithm::Hs256), ("HS512", JwsAlgorithm::Hs512)] {
            let text = token(&format!(r#"{{"alg":"{alg}"}}"#), algorithm, &secret(used));
            let found =
                check(&format!("{stored:?}"), &text, &[secret(b"another"), secret(stored)], &[expected]);
            let Some(Mend::Secret(1, bytes)) = mend(&found) else { panic!("no mend for {stored:?}") };
            let mended =
                report(&Arc::from(text.as_str()), &[secret(bytes.as_bytes())], NOW, &Policy::default());
            assert_eq!(mended.tokens[0].signature.verdict, SignatureVerdict::Valid, "the mend holds");
        }
    }
    for (stored, used) in [
        (&b"orchard-gate-7 no"[..], &b"orchard-gate-8 no"[..]),
        (stored_text.as_bytes(), b"martha is fond of pears"),
        (STRONG, &STRONG[3..]),
        (b"", b"orchard-gate-8 no"),
    ] {
        let text = token(HS, JwsAlgorithm::Hs256, &secret(used));
        let found = check(&format!("{stored:?}"), &text, &[secret(stored)], &[]);
        let diagnosis = found.tokens[0].diagnosis.clone().unwrap();
        assert_eq!((diagnosis.proof, diagnosis.stopped), (None, false));
        assert!(diagnosis.tried.iter().any(|tried| tried.step == Step::SecretReadings && tried.count > 100));
    }
}

#[test]
fn one_secret_given_twice_is_the_one_with_the_name() {
    let text = base64url::encode(STRONG);
    let signed = token(HS, JwsAlgorithm::Hs256, &secret(text.as_bytes()));
    let both = [named("a", secret(STRONG)), secret(text.as_bytes())];
    check("its text", &signed, &both, &["dx.secret-text"]);
    for keys in [vec![secret(STRONG), secret(text.as_bytes())], vec![secret(text.as_bytes())]] {
        assert_eq!(look(&signed, &keys).tokens[0].signature.verdict, SignatureVerdict::Valid);
    }
    let own = token(HS, JwsAlgorithm::Hs256, &both[0]);
    assert_eq!(look(&own, &both).tokens[0].signature.verdict, SignatureVerdict::Valid);
}

#[test]
fn public_keys_are_no_secrets() {
    let keys = [public(&ec(Curve::P256, 7)), public(&rsa()), public(&ed25519(7))];
    for key in &keys {
        let jwk = public_jwk(key).unwrap();
        let compact: String = jwk.chars().filter(|c| !c.is_whitespace()).collect();
        let pem = public_pem(key).unwrap();
        for used in [
            pem.clone().into_bytes(),
            pem.trim_end().as_bytes().to_vec(),
            pem.replace('\n', "\r\n").into_bytes(),
            spki_der(key).unwrap(),
            compact.into_bytes(),
            openssh_public(key).unwrap().split(' ').take(2).collect::<Vec<_>>().join(" ").into_bytes(),
        ] {
            let text = token(HS, JwsAlgorithm::Hs256, &secret(&used));
            for ring in [keys.to_vec(), [keys.to_vec(), vec![secret(STRONG)]].concat()] {
                let found = check("confusion", &text, &ring, &["key.hs-is-public-key"]);
                assert_eq!(found.tokens[0].signature.verdict, SignatureVerdict::Invalid);
                assert!(!found.tokens[0].accept && !ids(&found).contains(&"dx.no-key"));
            }
        }
    }
    let others = token(HS, JwsAlgorithm::Hs256, &secret(public_pem(&ec(Curve::P256, 8)).unwrap().as_bytes()));
    check("a key that is not here", &others, &keys, &[]);
    check("a real secret", &token(HS, JwsAlgorithm::Hs256, &secret(STRONG)), &keys, &[]);
}

#[test]
fn weak_secrets_and_sample_keys() {
    let hs = |bytes: &[u8]| token(HS, JwsAlgorithm::Hs256, &secret(bytes));
    check("listed", &hs(b"changeme"), &[], &["key.hs-dictionary"]);
    check("listed", &hs(b"keyboard cat"), &[secret(STRONG)], &["key.hs-dictionary"]);
    let printed = ["key.hs-dictionary", "key.well-known", "dx.test-key"];
    check("listed, and printed", &hs(b"your-256-bit-secret"), &[], &printed);
    check("not listed", &hs(b"changemenot"), &[], &[]);
    check("not listed", &hs(STRONG), &[], &[]);
    check(
        "thought up",
        &hs(b"orchards and gardens of the north"),
        &[secret(b"orchards and gardens of the north")],
        &["key.hs-low-entropy"],
    );
    check("drawn", &hs(STRONG), &[secret(STRONG)], &[]);
    // RFC 8037, appendix A.1.
    let seed = base64url::decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").bytes;
    let printed =
        Key::new("", Material::Okp(OkpKey::from_private(Curve::Ed25519, SecretBytes::new(seed)).unwrap()));
    let text = token(r#"{"alg":"EdDSA"}"#, JwsAlgorithm::EdDsa, &printed);
    check("RFC 8037", &text, &[], &["dx.test-key", "key.well-known"]);
    check("RFC 8037", &text, &[public(&ed25519(4))], &["dx.test-key", "key.well-known"]);
    check("own", &token(r#"{"alg":"EdDSA"}"#, JwsAlgorithm::EdDsa, &ed25519(4)), &[], &[]);
}

#[test]
fn keys_in_the_header_prove_nothing() {
    let key = ec(Curve::P256, 7);
    let header = format!(r#"{{"alg":"ES256","jwk":{}}}"#, public_jwk(&public(&key)).unwrap().trim());
    let found = look(&token(&header, JwsAlgorithm::Es256, &key), &[]);
    assert_eq!(found.tokens[0].diagnosis.clone().unwrap().proof, Some(Step::EmbeddedKeys));
    assert_eq!(ids(&found).iter().filter(|id| **id == "hdr.jwk-embedded").count(), 2);
    assert_eq!(found.tokens[0].signature.verdict, SignatureVerdict::NoKey);
    for signer in [ec(Curve::P256, 8), ec(Curve::P256, 9)] {
        let found = look(&token(&header, JwsAlgorithm::Es256, &signer), &[]);
        assert_eq!(found.tokens[0].diagnosis.clone().unwrap().proof, None);
    }
}

#[test]
fn clocks_and_reuse() {
    let key = secret(STRONG);
    let at = |name: &str, offset: i64| {
        over(HS, &format!(r#"{{"{name}":{}}}"#, NOW + offset), JwsAlgorithm::Hs256, &key)
    };
    for (name, offset, fires) in [
        ("exp", 0, true),
        ("exp", -90, true),
        ("exp", -299, true),
        ("exp", -300, false),
        ("exp", 60, false),
        ("nbf", 30, true),
        ("nbf", 299, true),
        ("nbf", 300, false),
        ("nbf", -30, false),
    ] {
        let expected: &[&str] = if fires { &["dx.clock-skew"] } else { &[] };
        check(&format!("{name} {offset}"), &at(name, offset), std::slice::from_ref(&key), expected);
    }
    check("it does not hold", &at("exp", -90), &[secret(b"another")], &[]);
    let with =
        |kid: &str, key_use: &str| Key { key_use: Some(key_use.to_owned()), ..named(kid, public(&rsa())) };
    let text = token(r#"{"alg":"RS256","kid":"s"}"#, JwsAlgorithm::Rs256, &rsa());
    check("reused", &text, &[with("s", "sig"), with("e", "enc")], &["key.reused-sig-enc", "key.alg-missing"]);
    check("twice for signatures", &text, &[with("s", "sig"), with("t", "sig")], &["key.alg-missing"]);
    check("PEM says no alg", &text, &[public(&rsa())], &[]);
}

#[test]
fn graph_signs_the_hash_of_its_nonce() {
    use crate::jose::digest::Hash;
    let key = ec(Curve::P256, 7);
    let claims = r#"{"aud":"https://graph.microsoft.com"}"#;
    let header = |nonce: &str| format!(r#"{{"typ":"JWT","nonce":"{nonce}","alg":"ES256"}}"#);
    let signed = over(&header(&Hash::Sha256.base64url(b"n-1")), claims, JwsAlgorithm::Es256, &key);
    let (_, rest) = signed.split_once('.').unwrap();
    let text = format!("{}.{rest}", base64url::encode(header("n-1").as_bytes()));
    let found = check("proved", &text, &[public(&key)], &["dx.msgraph-nonce"]);
    assert_eq!(found.tokens[0].diagnosis.clone().unwrap().proof, Some(Step::OtherKeys));
    let found = check("seen", &text, &[], &["dx.msgraph-nonce"]);
    assert_eq!(found.tokens[0].diagnosis.clone().unwrap().proof, None);
    check("no nonce", &over(r#"{"alg":"ES256"}"#, claims, JwsAlgorithm::Es256, &key), &[], &[]);
    let other = r#"{"aud":"https://api.example"}"#;
    check("another audience", &over(&header("n-1"), other, JwsAlgorithm::Es256, &key), &[], &[]);
}

#[test]
fn a_list_of_words_is_gone_through() {
    let report = |bytes: &[u8]| {
        report(&Arc::from(token(HS, JwsAlgorithm::Hs256, &secret(bytes))), &[], NOW, &Policy::default())
    };
    let long: Vec<u8> = (0..30_000).flat_map(|number| format!("word-{number}\r\n").into_bytes()).collect();
    let cases: &[(&[u8], &[u8], Option<usize>)] = &[
        (b"b", b"a\nb\nc", Some(2)),
        (b"c", b"a\n\nb\nc", Some(4)),
        (b"b", b"a\r\nb\r\nc\r\n", Some(2)),
        (b"b\r", b"a\r\nb\r\nc\r\n", Some(2)),
        (b"\xff\xfe", b"x\n\xff\xfe\n", Some(2)),
        (b"word-29999", &long, Some(30_000)),
        (b"word-0", &long, Some(1)),
        (b"d", b"a\nb\nc", None),
        (b"word-30000", &long, None),
        (b"a", b"", None),
    ];
    for (used, words, line) in cases {
        let (report, progress) = (report(used), AtomicUsize::new(0));
        let found = weak::search(&report.tokens[0], &Policy::default(), words, &progress, &|| false);
        assert_eq!(found.as_ref().map(|word| word.line), *line, "{used:?}");
        if let Some(word) = found {
            assert_eq!(word.secret.as_slice(), *used);
            assert_eq!(word.findings().len(), 2, "listed, and short");
        } else {
            assert_eq!(progress.load(Ordering::Relaxed), words.len());
        }
    }
    let found = report(b"word-29999");
    let stopped = weak::search(&found.tokens[0], &Policy::default(), &long, &AtomicUsize::new(0), &|| true);
    assert_eq!(stopped, None);
    let es256 = look(&token(r#"{"alg":"ES256"}"#, JwsAlgorithm::Es256, &ec(Curve::P256, 1)), &[]);
    assert!(weak::is_searchable(&found.tokens[0]) && !weak::is_searchable(&es256.tokens[0]));
}
