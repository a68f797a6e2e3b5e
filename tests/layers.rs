//! Decrypted tokens and the tokens inside them: each verdict, which key decides, and what must never be accepted.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{AeadInOut as _, KeyInit as _, Nonce};
use aes_kw::KwAes256;
use jotlens::encoding::base64url;
use jotlens::inspect::report::{Outcome, Policy, Report, SignatureVerdict, TokenReport};
use jotlens::inspect::{report, report_until};
use jotlens::jose::jwe::{DecryptError, Limits};
use jotlens::jose::key::{Key, Material};
use jotlens::jose::read::read_keys;
use jotlens::jose::secret::SecretBytes;
use jotlens::jose::{JwsAlgorithm, jws};

const NOW: i64 = 1_790_000_000;
const CLAIMS: &str =
    r#"{"iss":"https://auth.example.com","aud":"api","jti":"1","iat":1789999000,"exp":1790003600}"#;
const LATE: &str =
    r#"{"iss":"https://auth.example.com","aud":"api","jti":"1","iat":1789990000,"exp":1789993600}"#;
const DIRECT: &str = r#"{"alg":"dir","enc":"A256GCM","cty":"JWT"}"#;

fn secret(kid: &str, bytes: &[u8]) -> Key {
    let mut key = Key::new(kid, Material::Secret(SecretBytes::new(bytes.to_vec())));
    key.kid = Some(kid.to_owned());
    key
}

/// A secret of 32 bytes, all of them `byte`.
fn key(kid: &str, byte: u8) -> Key {
    secret(kid, &[byte; 32])
}

fn rsa() -> Key {
    let pem = include_bytes!("data/keys/rsa2048/pkcs8.pem");
    read_keys(pem, "rsa", None).unwrap().keys.remove(0)
}

fn seal(aad: &str, cek: &[u8], plaintext: &[u8]) -> [String; 3] {
    let cipher = Aes256Gcm::new_from_slice(cek).unwrap();
    let iv = [9; 12];
    let mut bytes = plaintext.to_vec();
    let nonce = Nonce::<Aes256Gcm>::from(iv);
    let tag = cipher.encrypt_inout_detached(&nonce, aad.as_bytes(), bytes.as_mut_slice().into()).unwrap();
    [base64url::encode(&iv), base64url::encode(&bytes), base64url::encode(&tag)]
}

/// A compact JWE for the secret of 32 times `byte`, with `dir`.
fn direct(header: &str, byte: u8, plaintext: &str) -> String {
    let header = base64url::encode(header.as_bytes());
    let [iv, ciphertext, tag] = seal(&header, &[byte; 32], plaintext.as_bytes());
    format!("{header}..{iv}.{ciphertext}.{tag}")
}

fn wrapped(kek: u8, cek: &[u8]) -> String {
    let mut wrapped = vec![0; cek.len() + 8];
    KwAes256::new_from_slice(&[kek; 32]).unwrap().wrap_key(cek, &mut wrapped).unwrap();
    base64url::encode(&wrapped)
}

fn signed(header: &str, claims: &str, key: &Key) -> String {
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let signature = jws::sign(JwsAlgorithm::Hs256, key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn inner(claims: &str) -> String {
    signed(r#"{"alg":"HS256","kid":"signer"}"#, claims, &signer())
}

fn signer() -> Key {
    key("signer", 7)
}

fn look(text: &str, keys: &[Key]) -> Report {
    report(&Arc::from(text), keys, NOW, &Policy::default())
}

fn ids(token: &TokenReport) -> Vec<&'static str> {
    token.findings.iter().map(|finding| finding.meta().id).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_verdict_with_its_finding() {
    use SignatureVerdict::{Decrypted, NoKey, NotDecrypted, Unverifiable};
    let plain = |header: &str| direct(header, 1, CLAIMS);
    let dir = r#"{"alg":"dir","enc":"A256GCM"}"#;
    let named = r#"{"alg":"dir","enc":"A256GCM","kid":"a"}"#;
    let with = |change: fn(&mut Key)| {
        let mut key = key("a", 1);
        change(&mut key);
        vec![key]
    };
    let oaep = {
        let header = base64url::encode(br#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#);
        let [iv, ciphertext, tag] = seal(&header, &[1; 32], b"{}");
        format!("{header}.{}.{iv}.{ciphertext}.{tag}", base64url::encode(&[7; 256]))
    };
    let pbes = {
        let header = base64url::encode(
            br#"{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","p2s":"AAAAAAAAAAAAAAAAAAAAAA","p2c":2147483647}"#,
        );
        let [iv, ciphertext, tag] = seal(&header, &[1; 32], b"{}");
        format!("{header}.{}.{iv}.{ciphertext}.{tag}", base64url::encode(&[7; 40]))
    };
    let cut = plain(dir).rsplit_once('.').unwrap().0.to_owned() + ".AAAA";
    let public = vec![rsa().to_public().unwrap()];
    let cases = [
        ("opens", plain(dir), vec![key("a", 1)], Decrypted, true, "jwe.not-signed"),
        (
            "the second key opens",
            plain(dir),
            vec![key("a", 2), key("b", 1)],
            Decrypted,
            true,
            "jwe.not-signed",
        ),
        ("an unknown kid names nobody", plain(named), vec![key("b", 1)], Decrypted, true, "jwe.not-signed"),
        (
            "kid decides alone",
            plain(named),
            vec![key("a", 2), key("b", 1)],
            NotDecrypted,
            false,
            "jwe.auth-failed",
        ),
        ("none opens", plain(dir), vec![key("a", 2), key("b", 3)], NotDecrypted, false, "jwe.auth-failed"),
        ("kid of nobody", plain(named), vec![key("b", 2)], NotDecrypted, false, "dx.no-key"),
        ("no key", plain(dir), vec![], NoKey, false, "jwe.no-key"),
        ("another kind", plain(dir), vec![rsa()], NoKey, false, "jwe.no-key"),
        ("too short", plain(dir), vec![secret("a", &[1; 16])], NotDecrypted, false, "jwe.key-size"),
        ("public half", oaep.clone(), public, NoKey, false, "dx.no-private-key"),
        ("another pair", oaep, vec![rsa()], NotDecrypted, false, "jwe.auth-failed"),
        (
            "for signing",
            plain(dir),
            with(|key| key.key_use = Some("sig".into())),
            Decrypted,
            false,
            "key.use-mismatch",
        ),
        (
            "may not decrypt",
            plain(dir),
            with(|key| key.key_ops = Some(vec!["verify".into()])),
            Decrypted,
            false,
            "key.ops-mismatch",
        ),
        (
            "for another alg",
            plain(dir),
            with(|key| key.alg = Some("A256KW".into())),
            Decrypted,
            false,
            "key.alg-mismatch",
        ),
        ("costs too much", pbes, vec![key("a", 1)], Unverifiable, false, "jwe.p2c-high"),
        ("cut tag", cut, vec![key("a", 1)], Unverifiable, false, "jwe.tag-length"),
        (
            "critical",
            plain(r#"{"alg":"dir","enc":"A256GCM","crit":["x"],"x":1}"#),
            vec![key("a", 1)],
            Unverifiable,
            false,
            "hdr.crit-unknown",
        ),
        (
            "a name that nobody knows",
            plain(r#"{"alg":"dir2","enc":"A256GCM"}"#),
            vec![key("a", 1)],
            Unverifiable,
            false,
            "hdr.alg-unknown",
        ),
    ];
    for (what, token, keys, verdict, accept, finding) in cases {
        let report = look(&token, &keys);
        let token = &report.tokens[0];
        assert_eq!(token.signature.verdict, verdict, "{what}: {:?}", token.signature.tried);
        assert_eq!(token.accept, accept, "{what}: {:?}", ids(token));
        assert!(ids(token).contains(&finding), "{what}: {:?}", ids(token));
        let is_open = verdict == Decrypted;
        assert_eq!(token.payload().is_some(), is_open, "{what}");
        assert_eq!(token.claims().is_some(), is_open, "{what}");
        assert_eq!(token.asks(), what == "costs too much", "{what}");
    }
}

#[test]
fn what_was_not_fetched_is_asked_for() {
    let token = direct(r#"{"alg":"dir","enc":"A256GCM"}"#, 1, CLAIMS);
    let report = look(&token, &[Key::new("stored", Material::Sealed { bits: 256 })]);
    let signature = &report.tokens[0].signature;
    assert_eq!(signature.verdict, SignatureVerdict::NoKey);
    assert_eq!(signature.tried[0].outcome, Outcome::Sealed);
    // One of another length cannot be it, so nobody is asked to unlock it.
    let report = look(&token, &[Key::new("stored", Material::Sealed { bits: 128 })]);
    assert_ne!(report.tokens[0].signature.tried[0].outcome, Outcome::Sealed);
    // A JWS never asks for the private half of a pair.
    let report = look(&inner(CLAIMS), &[rsa().to_public().unwrap()]);
    assert_ne!(report.tokens[0].signature.tried[0].outcome, Outcome::Sealed);
}

#[test]
fn times_are_judged_in_the_plaintext() {
    let open = |claims| look(&direct(r#"{"alg":"dir","enc":"A256GCM"}"#, 1, claims), &[key("a", 1)]);
    assert!(open(CLAIMS).accept());
    let late = open(LATE);
    assert!(!late.accept() && ids(&late.tokens[0]).contains(&"time.expired"));
    let mut later = open(CLAIMS);
    later.retime(NOW + 1_000_000);
    assert!(!later.accept(), "time goes by inside as well");
}

fn general(recipients: &[(&str, u8)]) -> String {
    let cek = [5; 32];
    let protected = base64url::encode(br#"{"enc":"A256GCM"}"#);
    let [iv, ciphertext, tag] = seal(&protected, &cek, CLAIMS.as_bytes());
    let recipients: Vec<String> = recipients
        .iter()
        .map(|(kid, kek)| {
            let header = format!(r#"{{"alg":"A256KW","kid":"{kid}"}}"#);
            format!(r#"{{"header":{header},"encrypted_key":"{}"}}"#, wrapped(*kek, &cek))
        })
        .collect();
    format!(
        r#"{{"protected":"{protected}","recipients":[{}],"iv":"{iv}","ciphertext":"{ciphertext}","tag":"{tag}"}}"#,
        recipients.join(",")
    )
}

#[test]
fn every_recipient_is_tried_in_turn() {
    use SignatureVerdict::{Decrypted, NotDecrypted};
    let token = general(&[("a", 1), ("b", 2), ("c", 3)]);
    let cases = [
        (vec![key("a", 1)], Decrypted),
        (vec![key("c", 3)], Decrypted),
        (vec![key("x", 9), key("b", 2)], Decrypted),
        // No kid of theirs is here, so all that fit are tried for each.
        (vec![key("x", 3)], Decrypted),
        // The key that a recipient names decides for it, but not for the others.
        (vec![key("a", 9), key("c", 3)], Decrypted),
        (vec![key("a", 2), key("b", 1)], NotDecrypted),
        (vec![key("x", 9)], NotDecrypted),
    ];
    for (keys, verdict) in cases {
        let report = look(&token, &keys);
        let signature = &report.tokens[0].signature;
        assert_eq!(signature.verdict, verdict, "{:?} {:?}", signature.tried, report.tokens[0].findings);
        let opened = signature.tried.iter().filter(|attempt| attempt.outcome == Outcome::Opened).count();
        assert_eq!(opened, usize::from(verdict == Decrypted));
    }
}

#[test]
fn the_whole_is_accepted_only_if_every_layer_is() {
    let keys = [key("a", 1), key("b", 2), signer()];
    let none =
        format!("{}.{}.", base64url::encode(br#"{"alg":"none"}"#), base64url::encode(CLAIMS.as_bytes()));
    let damaged = {
        let mut text = inner(CLAIMS).into_bytes();
        let last = text.len() - 2;
        text[last] = if text[last] == b'A' { b'B' } else { b'A' };
        String::from_utf8(text).unwrap()
    };
    let foreign = signed(r#"{"alg":"HS256","kid":"signer"}"#, CLAIMS, &key("x", 8));
    let unknown = signed(r#"{"alg":"HS256","kid":"stranger"}"#, CLAIMS, &key("x", 8));
    for (what, token, accept) in [
        ("good", inner(CLAIMS), true),
        ("late", inner(LATE), false),
        ("unsigned", none, false),
        ("damaged", damaged, false),
        ("signed by somebody else", foreign, false),
        ("signed by a stranger", unknown, false),
        ("cut", inner(CLAIMS).rsplit_once('.').unwrap().0.to_owned() + ".", false),
    ] {
        let once = direct(DIRECT, 2, &token);
        let twice = direct(DIRECT, 1, &once);
        for (layers, text) in [(2, &once), (3, &twice)] {
            let report = look(text, &keys);
            let outer = &report.tokens[0];
            assert_eq!(outer.signature.verdict, SignatureVerdict::Decrypted, "{what}");
            assert_eq!(outer.layers().count(), layers, "{what}");
            assert_eq!(report.accept(), accept, "{what}, {layers} layers: {:?}", ids(outer));
        }
    }
    let unsigned = format!("{}.{}.", base64url::encode(br#"{"alg":"none"}"#), base64url::encode(b"{}"));
    let report = look(&direct(DIRECT, 1, &unsigned), &keys);
    assert!(ids(&report.tokens[0]).contains(&"jwe.inner-unsigned"));
}

#[test]
fn a_json_token_inside_is_a_token() {
    let inside = general(&[("a", 1)]);
    let report = look(&direct(DIRECT, 1, &inside), &[key("a", 1)]);
    assert_eq!(report.tokens[0].layers().count(), 2);
    assert!(report.accept(), "{:?}", ids(&report.tokens[0]));
    assert!(!look(&direct(DIRECT, 1, &general(&[("b", 2)])), &[key("a", 1)]).accept());
}

#[test]
fn cty_must_say_that_a_token_is_inside() {
    let of = |header: &str, content: &str| {
        let report = look(&direct(header, 1, content), &[key("a", 1), signer()]);
        ids(&report.tokens[0])
    };
    let cases = [
        (r#"{"alg":"dir","enc":"A256GCM","cty":"JWT"}"#, "hdr.cty-nested"),
        (r#"{"alg":"dir","enc":"A256GCM","cty":"application/jwt"}"#, "hdr.cty-nested"),
        (r#"{"alg":"dir","enc":"A256GCM"}"#, "hdr.cty-missing-nested"),
        (r#"{"alg":"dir","enc":"A256GCM","cty":"json"}"#, "hdr.cty-missing-nested"),
    ];
    for (header, want) in cases {
        let found = of(header, &inner(CLAIMS));
        let about: Vec<_> = found.iter().filter(|id| id.starts_with("hdr.cty")).collect();
        assert_eq!(about, [&want], "{header}");
        assert!(!of(header, CLAIMS).iter().any(|id| id.starts_with("hdr.cty")), "{header}");
    }
}

#[test]
fn what_was_not_looked_at_is_not_accepted() {
    let wrap = |levels: usize| (0..levels).fold(inner(CLAIMS), |token, _| direct(DIRECT, 1, &token));
    let keys = [key("a", 1), signer()];
    let eight = look(&wrap(7), &keys);
    assert_eq!(eight.tokens[0].layers().count(), 8);
    assert!(eight.accept());
    let nine = look(&wrap(8), &keys);
    assert_eq!(nine.tokens[0].layers().count(), 8);
    assert!(!nine.accept(), "the ninth layer was not verified");
    let deepest = nine.tokens[0].layers().last().unwrap();
    assert!(ids(deepest).contains(&"in.nesting-depth"), "{:?}", ids(deepest));
}

#[test]
fn no_flipped_bit_is_accepted() {
    let token = direct(DIRECT, 1, &inner(CLAIMS));
    let keys = [key("a", 1), signer()];
    assert!(look(&token, &keys).accept());
    let parts: Vec<Vec<u8>> = token.split('.').map(|part| base64url::decode(part).bytes).collect();
    for (place, part) in parts.iter().enumerate() {
        for bit in 0..part.len() * 8 {
            let mut changed = parts.clone();
            changed[place][bit / 8] ^= 1 << (bit % 8);
            let text: Vec<String> = changed.iter().map(|part| base64url::encode(part)).collect();
            let report = look(&text.join("."), &keys);
            assert!(!report.accept(), "bit {bit} of part {place}");
            for token in &report.tokens {
                assert!(
                    token.payload().is_none_or(|_| token.token.payload().is_some()),
                    "nothing of it is shown"
                );
            }
        }
    }
}

#[test]
fn a_costly_one_can_be_given_up() {
    let header = base64url::encode(
        br#"{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","p2s":"AAAAAAAAAAAAAAAAAAAAAA","p2c":2147483647}"#,
    );
    let [iv, ciphertext, tag] = seal(&header, &[1; 32], b"{}");
    let token: Arc<str> = format!("{header}.{}.{iv}.{ciphertext}.{tag}", base64url::encode(&[7; 40])).into();
    let policy =
        Policy { jwe_limits: Limits { iterations: u64::MAX, inflated: usize::MAX }, ..Policy::default() };
    let asked = AtomicUsize::new(0);
    let soon = || asked.fetch_add(1, Ordering::Relaxed) > 1;
    let report = report_until(&token, &[key("a", 1)], NOW, &policy, &soon);
    let signature = &report.tokens[0].signature;
    assert_eq!(signature.verdict, SignatureVerdict::Unverifiable);
    assert_eq!(signature.tried[0].outcome, Outcome::NotOpened(DecryptError::Cancelled));
    assert!(report.tokens[0].asks() && !report.accept());
}

#[test]
fn a_private_key_inside_is_called_one() {
    for (content, is_key) in [
        (r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}"#, true),
        (r#"{"kty":"oct","k":"AA"}"#, true),
        (r#"{"keys":[{"kty":"oct","k":"AA"}]}"#, true),
        (r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#, false),
        (r#"{"sub":"x","d":"AA"}"#, false),
    ] {
        let report = look(&direct(r#"{"alg":"dir","enc":"A256GCM"}"#, 1, content), &[key("a", 1)]);
        let found = ids(&report.tokens[0]);
        assert_eq!(found.contains(&"jwe.contains-private-jwk"), is_key, "{content}: {found:?}");
    }
}

#[test]
fn debug_shows_no_plaintext() {
    let report = look(&direct(r#"{"alg":"dir","enc":"A256GCM"}"#, 1, r#"{"sub":"hunter2"}"#), &[key("a", 1)]);
    assert!(!format!("{report:?}").contains("hunter2"));
}
