//! Every finding on key files: what makes it, and what comes near and does not.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::encoding::base64url;
use crate::inspect::finding::Policy;
use crate::jose::generate::{KeySpec, RsaSize, generate};
use crate::jose::note::KeyNote;
use crate::jose::read::{Legacy, WeakHash, read_keys};
use crate::jose::readings::readings;
use crate::jose::{RsaKey, write};

/// November 2026.
const NOW: i64 = 1_795_219_200;

/// Where a report comes from.
enum From {
    /// A text that is read.
    Text(String),
    /// A file of the collection, and its password.
    File(&'static str, Option<&'static str>),
    /// A file that is no key.
    Secret(&'static [u8]),
    /// A P-256 key that came with this note.
    Note(ReadNote),
    /// A reader's answer.
    Error(ReadError),
    /// An RSA modulus and exponent, beside these moduli.
    Rsa(Vec<u8>, Vec<u8>, Vec<Vec<u8>>),
}
use From::{Error, File, Note, Rsa, Secret, Text};

fn found(from: &From) -> BTreeSet<&'static str> {
    let (read, others) = match from {
        Text(text) => (read_keys(text.as_bytes(), "key", None), Vec::new()),
        File(path, password) => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys");
            (read_keys(&std::fs::read(root.join(path)).unwrap(), "key", *password), Vec::new())
        }
        Secret(bytes) => (Ok(readings(bytes, "key").file), Vec::new()),
        Note(note) => {
            let mut file = read_keys(ec("").as_bytes(), "key", None).unwrap();
            file.notes.push(note.clone());
            (Ok(file), Vec::new())
        }
        Error(error) => (Err(error.clone()), Vec::new()),
        Rsa(n, e, others) => {
            let key = |n: &[u8], e: &[u8]| Key::new("r", Material::Rsa(RsaKey::public(n, e).unwrap()));
            let file = KeyFile { format: Format::PemBundle, keys: vec![key(n, e)], notes: vec![] };
            (Ok(file), others.iter().map(|n| key(n, &[1, 0, 1])).collect())
        }
    };
    report(&read, &others, NOW).all_findings().map(|finding| finding.meta().id).collect()
}

/// Asserts that all of `fire` have the finding and none of `quiet`.
fn check(id: &str, fire: &[From], quiet: &[From]) {
    assert!(fire.len() >= 2 && quiet.len() >= 2, "{id}: too few cases");
    for (index, from) in fire.iter().enumerate() {
        assert!(found(from).contains(id), "{id} is missing in case {index}: {:?}", found(from));
    }
    for (index, from) in quiet.iter().enumerate() {
        assert!(!found(from).contains(id), "{id} in quiet case {index}");
    }
}

fn made(spec: KeySpec) -> Key {
    generate(spec, pseudo_random, &|| false).unwrap()
}

/// Numbers that differ from call to call (splitmix64): good enough for tests.
fn pseudo_random(bytes: &mut [u8]) -> bool {
    static STATE: AtomicU64 = AtomicU64::new(1);
    for byte in bytes {
        let mut state = STATE.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        *byte = (state ^ (state >> 31)) as u8;
    }
    true
}

/// A P-256 public JWK with these members more.
fn ec(more: &str) -> String {
    format!(
        r#"{{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"{more}}}"#
    )
}

/// A secret as JWK with these members more.
fn oct(bytes: usize, more: &str) -> String {
    let k: Vec<u8> = (0..bytes).map(|index| (index * 37 + 129) as u8).collect();
    format!(r#"{{"kty":"oct","k":"{}"{more}}}"#, base64url::encode(&k))
}

fn set(keys: &[String]) -> From {
    Text(format!(r#"{{"keys":[{}]}}"#, keys.join(",")))
}

/// A key pair as JWK: private, and public, with the same `kid` of its own.
fn pair() -> (String, String) {
    let key = made(KeySpec::Ed25519);
    (write::private_jwk(&key).unwrap().to_string(), write::public_jwk(&key).unwrap())
}

/// Big-endian bytes of a product.
fn product(factors: &[u32]) -> Vec<u8> {
    let mut bytes = vec![1_u8];
    for &factor in factors {
        let mut carry = 0_u64;
        for byte in bytes.iter_mut().rev() {
            carry += u64::from(*byte) * u64::from(factor);
            *byte = carry as u8;
            carry >>= 8;
        }
        while carry > 0 {
            bytes.insert(0, carry as u8);
            carry >>= 8;
        }
    }
    bytes
}

/// A modulus of so many bits without small factors: a product of large primes.
fn modulus(bits: usize, first: u32) -> Vec<u8> {
    let mut factors = vec![4_294_967_291; bits / 32 - 1];
    factors.push(first);
    product(&factors)
}

fn rsa(n: Vec<u8>) -> From {
    Rsa(n, vec![1, 0, 1], Vec::new())
}

fn exponent(e: &[u8]) -> From {
    Rsa(modulus(2048, 4_294_967_279), e.to_vec(), Vec::new())
}

fn note(note: KeyNote) -> From {
    Note(ReadNote::Key { key: 0, note })
}

fn certificate(not_before: i64, not_after: i64, weak_signature: Option<WeakHash>) -> From {
    Note(ReadNote::Certificate { key: 0, not_before, not_after, weak_signature })
}

fn good() -> From {
    File("rsa2048/spki.pem", None)
}

#[test]
fn files_that_hold_no_key() {
    let html = || File("bad/html.pem", None);
    let pgp = || File("bad/pgp.asc", None);
    let encrypted = |password| File("rsa2048/pkcs8.enc.pem", password);
    let right = Some("correct horse battery staple");
    check("key.malformed", &[html(), File("bad/truncated.pem", None), Text(String::new())], &[good(), pgp()]);
    check(
        "key.unsupported-container",
        &[pgp(), File("bad/dsa.pem", None), File("rsa2048/keystore.jks", None)],
        &[good(), html(), encrypted(None)],
    );
    check(
        "key.wrong-password",
        &[encrypted(Some("x")), encrypted(Some(""))],
        &[encrypted(right), encrypted(None)],
    );
    check(
        "key.password-needed",
        &[encrypted(None), File("rsa2048/pkcs1.enc-aes256.pem", None)],
        &[encrypted(right), encrypted(Some("x")), good()],
    );
    let broken = |text: &str| Text(text.to_owned());
    check(
        "json.invalid",
        &[broken(r#"{"kty":"oct","k":"AA",}"#), broken(r#"{"keys":["#)],
        &[Text(ec("")), html()],
    );
}

#[test]
fn the_way_a_file_is_written() {
    let label = |file| File(file, None);
    check(
        "key.pem-label",
        &[label("bad/wrong-label.pem"), label("bad/public-labelled-private.pem")],
        &[good(), label("rsa2048/pkcs8.pem")],
    );
    check(
        "key.pem-repaired",
        &[label("rsa2048/pkcs8.oneline.pem"), label("rsa2048/spki.base64.txt")],
        &[good(), label("rsa2048/pkcs8.crlf.pem")],
    );
    let legacy = |legacy| Note(ReadNote::LegacyEncryption(legacy));
    check(
        "key.legacy-pem-encryption",
        &[legacy(Legacy::Pbes1), legacy(Legacy::DekInfo("DES-EDE3-CBC".to_owned()))],
        &[good(), File("rsa2048/pkcs8.enc.pem", Some("correct horse battery staple"))],
    );
    let bom = |text: &str| Text(format!("\u{feff}{text}"));
    check("json.bom", &[bom(&ec("")), bom(r#"{"keys":[]}"#)], &[Text(ec("")), good()]);
    let x = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";
    let spelled = |spelling: &str| Text(ec("").replace(x, spelling));
    let k = |k: &str| Text(format!(r#"{{"kty":"oct","k":"{k}"}}"#));
    check("b64.padding", &[spelled(&format!("{x}=")), k("AA==")], &[spelled(x), k("AA")]);
    check("b64.std-alphabet", &[k("+/8"), k("AB/D")], &[k("-_8"), k("AA==")]);
    check("b64.whitespace", &[k("AB CD"), k("ABCD\\n")], &[k("ABCD"), k("AA==")]);
    check("b64.trailing-bits", &[k("AB"), k("AAF")], &[k("AA"), k("AAE")]);
    check(
        "json.duplicate",
        &[Text(ec(r#","kid":"a","kid":"b""#)), Text(ec(r#","crv":"P-256""#))],
        &[Text(ec(r#","kid":"a","KID":"b""#)), Text(ec(r#","made":1,"made":2"#))],
    );
}

#[test]
fn rsa_keys() {
    let (small, huge) = (|| rsa(modulus(1024, 4_294_967_279)), || rsa(modulus(16_384, 4_294_967_279)));
    let plain = || rsa(modulus(2048, 4_294_967_279));
    check("key.rsa-small", &[small(), File("weak/rsa512.pkcs1.pem", None)], &[plain(), huge(), good()]);
    check(
        "key.rsa-huge",
        &[huge(), rsa(modulus(8224, 4_294_967_279))],
        &[rsa(modulus(8192, 4_294_967_279)), small()],
    );
    check(
        "key.rsa-exponent",
        &[
            exponent(&[3]),
            exponent(&[1]),
            exponent(&[1, 0, 2]),
            exponent(&[255; 9]),
            exponent(&[4, 0, 0, 0, 1]),
        ],
        &[exponent(&[1, 0, 1]), exponent(&[1, 0, 3]), good()],
    );
    check("key.rsa-roca", &[rsa(product(&[65_537; 64])), rsa(product(&[65_537; 129]))], &[plain(), good()]);
    let beside = |n: &[u8], other: &[u8]| Rsa(n.to_vec(), vec![1, 0, 1], vec![other.to_vec()]);
    let (a, b) = (product(&[4_294_967_279; 64]), product(&[4_294_967_231; 64]));
    let both = product(&[&[4_294_967_279; 63][..], &[4_294_967_231]].concat());
    check(
        "key.rsa-weak-modulus",
        &[rsa(modulus(2048, 2)), rsa(modulus(2048, 997)), beside(&a, &both), beside(&both, &b)],
        &[plain(), beside(&a, &a), beside(&a, &b), rsa(modulus(2048, 1_009)), good()],
    );
    check(
        "key.rsa-nonminimal",
        &[File("bad/rsa-n-leading-zero.jwk.json", None), note(KeyNote::NonMinimal("e"))],
        &[good(), File("rsa2048/public.jwk.json", None)],
    );
    let pss = |file| File(file, None);
    check(
        "key.rsa-pss-oid",
        &[pss("rsapss-sha256.spki.pem"), pss("rsapss-sha256.pkcs8.pem")],
        &[good(), File("rsa2048/cert.pem", None)],
    );
}

#[test]
fn ec_keys_and_pairs() {
    let file = |file| File(file, None);
    let mismatch = || file("bad/ec-d-mismatch.jwk.json");
    let off = ec("").replace("4Etl", "5Etl");
    let good_ec = || Text(ec(""));
    check("key.ec-off-curve", &[Text(off), file("bad/ec-off-curve.jwk.json")], &[good_ec(), mismatch()]);
    check(
        "key.ec-coordinate-length",
        &[file("bad/ec-short-coordinate.jwk.json"), file("bad/ec-leading-zero-stripped.jwk.json")],
        &[good_ec(), file("bad/ed25519-short.jwk.json")],
    );
    check(
        "key.ec-explicit-params",
        &[file("ec-p256/spki-explicit.pem"), Error(KeyFault::ExplicitParameters.into())],
        &[file("ec-p256/spki.pem"), file("ec-p256/sec1.pem")],
    );
    let (private, public) = pair();
    check("key.pair-mismatch", &[mismatch(), note(KeyNote::PairMismatch)], &[Text(private), Text(public)]);
}

#[test]
fn what_a_key_is_meant_for() {
    let with = |more: &str| Text(ec(more));
    check(
        "key.alg-unknown",
        &[with(r#","alg":"ES521""#), with(r#","alg":"none""#), with(r#","alg":"es256""#)],
        &[
            with(r#","alg":"ES256""#),
            with(r#","alg":"ECDH-ES+A128KW""#),
            Text(oct(32, r#","alg":"A128CBC""#)),
        ],
    );
    let no_alg = || Text(oct(32, ""));
    check(
        "key.alg-missing",
        &[no_alg(), File("rsa2048/public.jwk.json", None)],
        &[Text(oct(32, r#","alg":"HS256""#)), with(""), good()],
    );
    check(
        "key.use-ops-conflict",
        &[
            with(r#","use":"sig","key_ops":["encrypt"]"#),
            with(r#","use":"enc","key_ops":["verify","encrypt"]"#),
        ],
        &[
            with(r#","use":"sig","key_ops":["verify"]"#),
            with(r#","use":"enc","key_ops":["deriveBits"]"#),
            with(r#","key_ops":["encrypt","sign"]"#),
            with(r#","use":"sig","key_ops":["made-up"]"#),
        ],
    );
    let twice = |one: &str, two: &str| set(&[ec(one), ec(two)]);
    check(
        "key.reused-sig-enc",
        &[twice(r#","use":"sig""#, r#","use":"enc""#), twice(r#","alg":"ES256""#, r#","alg":"ECDH-ES""#)],
        &[twice(r#","use":"sig""#, r#","use":"sig""#), twice(r#","use":"sig""#, ""), with(r#","use":"sig""#)],
    );
}

#[test]
fn sets() {
    let key = |kid: &str| oct(32, &format!(r#","kid":"{kid}","alg":"HS256""#));
    let public = |kid: &str| ec(&format!(r#","kid":"{kid}""#));
    let (private, pair) = pair();
    check(
        "key.kid-missing",
        &[set(&[ec(""), key("a")]), set(&[ec(""), ec(r#","kid":"""#)])],
        &[set(&[ec("")]), set(&[public("a"), key("b")])],
    );
    check(
        "key.dup-kid",
        &[set(&[public("a"), key("a")]), set(&[public("a"), public("b"), public("a")])],
        &[set(&[public("a"), public("A")]), set(&[ec(""), ec("")])],
    );
    check(
        "key.set-mixed",
        &[set(&[public("a"), key("b")]), set(&[public("a"), private.clone()])],
        &[set(&[key("a"), key("b")]), set(&[public("a"), pair.clone()]), set(std::slice::from_ref(&private))],
    );
    check(
        "key.private-in-jwks",
        &[set(std::slice::from_ref(&private)), set(&[public("a"), key("b")]), Text(format!("[{private}]"))],
        &[set(&[public("a"), pair]), Text(private)],
    );
    let text = |text: &str| Text(text.to_owned());
    check(
        "key.set-empty",
        &[text(r#"{"keys":[]}"#), text(r#" {"a":1,"keys":[ ]}"#)],
        &[set(&[ec("")]), text("[]")],
    );
    check(
        "key.set-shape",
        &[Text(format!("[{}]", ec(""))), Text(format!("[{},{}]", ec(""), ec("")))],
        &[set(&[ec("")]), Text(ec(""))],
    );
    let strange = |kty: &str| format!(r#"{{"kty":"{kty}"}}"#);
    check(
        "key.unknown-kty",
        &[set(&[ec(""), strange("XYZ")]), set(&[strange("ec")])],
        &[set(&[ec("")]), set(&[ec(""), r#"{"kty":"oct"}"#.to_owned()]), Text(strange("rsa"))],
    );
}

#[test]
fn certificates() {
    let day = 86_400;
    let valid = || certificate(NOW - day, NOW + day, None);
    check(
        "key.cert-expired",
        &[certificate(0, NOW - 1, None), File("rsa2048/cert-expired.pem", None)],
        &[valid(), certificate(0, NOW, None)],
    );
    check(
        "key.cert-not-yet",
        &[certificate(NOW + 1, NOW + day, None), File("bad/cert-not-yet.pem", None)],
        &[valid(), certificate(NOW, NOW + day, None)],
    );
    let weak = |hash| certificate(NOW - day, NOW + day, Some(hash));
    check(
        "key.cert-weak-sig",
        &[weak(WeakHash::Md5), File("bad/cert-sha1.pem", None)],
        &[valid(), File("rsa2048/cert.pem", None)],
    );
    let x5c = || File("jwks/x5c.jwks.json", None);
    check(
        "key.x5c-mismatch",
        &[File("jwks/x5c-mismatch.jwks.json", None), note(KeyNote::X5cDamaged)],
        &[x5c(), good()],
    );
    check(
        "key.x5t-mismatch",
        &[File("jwks/x5t-mismatch.jwks.json", None), note(KeyNote::X5tMismatch("x5t"))],
        &[x5c(), good()],
    );
}

#[test]
fn secrets() {
    let hs = |bytes: usize, alg: &str| Text(oct(bytes, &format!(r#","alg":"{alg}""#)));
    check(
        "key.hs-short",
        &[hs(31, "HS256"), hs(32, "HS512"), Text(oct(16, "")), Text(oct(0, ""))],
        &[hs(32, "HS256"), hs(64, "HS512"), hs(16, "A128KW"), Text(oct(16, r#","use":"enc""#))],
    );
    check(
        "key.hs-low-entropy",
        &[Secret(b"correct horse battery staple"), Secret(b"my-super-secret-jwt-signing-key")],
        &[Secret(b"\x01\xfe random bytes"), Secret(b"xK9mQ2vL7pR4tZ8wN3bH6jD1sF5gC0yA"), hs(32, "HS256")],
    );
    check(
        "key.well-known",
        &[Secret(b"your-256-bit-secret"), Text(ec(""))],
        &[Secret(b"your-257-bit-secret"), good()],
    );
    check(
        "dx.secret-newline",
        &[Secret(b"secret\n"), Secret(b"secret\r\n")],
        &[Secret(b"secret"), Secret(b"sec\nret"), good()],
    );
    check(
        "dx.secret-whitespace",
        &[Secret(b" secret"), Secret(b"\xef\xbb\xbfsecret")],
        &[Secret(b"secret"), Secret(b"a b"), good()],
    );
}

#[test]
fn a_huge_set_takes_no_longer_than_its_length() {
    let keys: Vec<String> = (0..20_000)
        .map(|index| format!(r#"{{"kty":"oct","k":"AA","kid":"{}","use":"sig"}}"#, index / 2))
        .collect();
    let Text(text) = set(&keys) else { panic!("text") };
    let start = std::time::Instant::now();
    let report = report(&read_keys(text.as_bytes(), "key", None), &[], NOW);
    assert!(report.findings.len() > 10_000);
    // A second in all on a slow machine; looking at each pair would take minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn held_keys_are_looked_at_one_by_one_and_beside_each_other() {
    let bytes = include_bytes!("../../../tests/data/keys/rsa2048/cert-expired.pem");
    let expired = read_keys(bytes, "old", None).unwrap().keys.remove(0);
    let short = read_keys(oct(8, "").as_bytes(), "short", None).unwrap().keys.remove(0);
    let (mut sig, mut enc) = (made(KeySpec::P256), made(KeySpec::P256));
    enc.material = sig.material.clone();
    (sig.alg, enc.alg, enc.key_use) = (None, None, Some("enc".to_owned()));
    let sealed = Key::new("sealed", Material::Sealed { bits: 128 });
    let found = each(&[expired, short, sig, enc, made(KeySpec::Ed25519), sealed], NOW);
    let ids = |findings: &Vec<Finding>| findings.iter().map(|found| found.meta().id).collect::<Vec<_>>();
    let expected: [&[&str]; 6] = [
        &["key.cert-expired"],
        &["key.hs-short"],
        &["key.reused-sig-enc"],
        &["key.reused-sig-enc"],
        &[],
        &[],
    ];
    assert_eq!(found.iter().map(ids).collect::<Vec<_>>(), expected);
    assert!(each(&[], NOW).is_empty());
}

#[test]
fn new_keys_are_good() {
    for spec in KeySpec::ALL {
        if matches!(spec, KeySpec::Rsa(RsaSize::Bits3072 | RsaSize::Bits4096)) {
            continue;
        }
        let key = made(spec);
        for form in write::Form::available(&key) {
            if matches!(form, write::Form::SecretText | write::Form::EncryptedPem) {
                continue;
            }
            let text = write::write(&key, form, None).unwrap();
            let report = report(&read_keys(text.as_bytes(), "key", None), &[], NOW);
            let loud: Vec<_> =
                report.all_findings().filter(|found| found.meta().policy != Policy::Info).collect();
            assert!(loud.is_empty(), "{} {form:?}: {loud:?}", spec.name());
        }
    }
}

#[test]
fn the_worst_comes_first_and_each_key_has_its_own() {
    let keys = [ec(r#","kid":"a","alg":"ES521""#), oct(8, r#","kid":"b""#)];
    let Text(text) = set(&keys) else { panic!("text") };
    let report = report(&read_keys(text.as_bytes(), "key", None), &[], NOW);
    let ids = |findings: &[Finding]| findings.iter().map(|finding| finding.meta().id).collect::<Vec<_>>();
    assert_eq!(ids(&report.findings), ["key.private-in-jwks", "key.set-mixed"]);
    assert_eq!(ids(&report.keys[0].findings), ["key.well-known", "key.alg-unknown"]);
    assert_eq!(ids(&report.keys[1].findings), ["key.hs-short", "key.alg-missing"]);
    assert!(!report.keys[0].has_private && report.keys[1].has_private);
}
