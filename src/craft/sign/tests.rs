//! What is signed comes out again, byte for byte; what must not be made is refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::inspect::report::{Policy, SignatureVerdict};
use crate::jose::algorithm::Family;
use crate::jose::algorithm::JwsAlgorithm as A;
use crate::jose::generate::{KeySpec, generate};
use crate::jose::key::Material;
use crate::jose::secret::SecretBytes;
use crate::jose::token::Shape;

fn secret() -> Key {
    Key::new("secret", Material::Secret(SecretBytes::new(vec![7; 64])))
}

fn ec() -> Key {
    made(KeySpec::from_name("p-256").unwrap())
}

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

fn made(spec: KeySpec) -> Key {
    generate(spec, random, &|| false).unwrap()
}

fn order<'a>(content: &'a [u8], signers: &'a [Signer<'a>]) -> Order<'a> {
    Order {
        content,
        signers,
        form: Form::Compact,
        header: None,
        unprotected: None,
        detached: false,
        unencoded: false,
    }
}

fn by(key: &Key) -> Signer<'_> {
    Signer::Key { key, algorithm: None }
}

/// What the token holds, if every signature is valid and nothing rejects it.
fn read(token: &str, keys: &[Key], detached: Option<&[u8]>) -> Option<Vec<u8>> {
    let policy = Policy { detached: detached.map(Arc::from), ..Policy::default() };
    let report = crate::inspect::report(&token.into(), keys, 0, &policy);
    let [token] = report.tokens.as_slice() else { return None };
    if !token.accept {
        return None;
    }
    match &token.token.shape {
        Shape::Jws(jws) => Some(jws.payload.bytes().to_vec()),
        Shape::Jwe(_) => None,
    }
}

#[test]
fn every_algorithm_in_every_form_gives_the_same_bytes_back() {
    let claims: &[u8] = b"{ \"n\" : 1.50,\"a\":\"\\u00e9\",\"a2\":9007199254740993 }\n";
    let kinds = KeySpec::ALL.map(KeySpec::name);
    for name in kinds.into_iter().filter(|name| !matches!(*name, "x25519" | "x448" | "rsa-3072" | "rsa-4096"))
    {
        let Some(spec) = KeySpec::from_name(name) else { continue };
        let mut key = made(spec);
        key.alg = None;
        for &algorithm in JwsAlgorithm::ALL {
            if key.fit_kind(algorithm).is_err() {
                continue;
            }
            let signers = [Signer::Key { key: &key, algorithm: Some(algorithm) }];
            for form in [Form::Compact, Form::Flattened, Form::General] {
                for (detached, unencoded) in [(false, false), (true, false), (true, true), (false, true)] {
                    let content =
                        if unencoded && form == Form::Compact && !detached { b"plain $1" } else { claims };
                    let token =
                        sign(&Order { form, detached, unencoded, ..order(content, &signers) }).unwrap();
                    let label = format!("{name} {} {form:?} {detached} {unencoded}", algorithm.name());
                    let ring = std::slice::from_ref(&key);
                    let given = detached.then_some(content);
                    assert!(read(&token, ring, given).is_some(), "{label}: {token}");
                    if !detached {
                        assert_eq!(read(&token, ring, None).unwrap(), content, "{label}");
                    }
                    let other: &[u8] = b"another";
                    assert!(read(&token, ring, Some(other)).is_none() || !detached, "{label}");
                }
            }
        }
    }
}

#[test]
fn several_keys_sign_one_payload() {
    let (one, two) = (secret(), ec());
    let signers = [by(&one), by(&two)];
    let token = sign(&Order { form: Form::General, ..order(b"{\"a\":1}", &signers) }).unwrap();
    let keys = [one.clone(), two.clone()];
    assert_eq!(read(&token, &keys, None).unwrap(), b"{\"a\":1}");
    assert!(read(&token, &[one], None).is_none(), "all must hold");
    let parsed: serde_json::Value = serde_json::from_str(&token).unwrap();
    assert_eq!(parsed["signatures"].as_array().unwrap().len(), 2);
}

#[test]
fn the_usual_header() {
    let mut key = secret();
    let header = |key: &Key, header: Option<&str>| {
        let members = header.map(|text| Members::read(text).unwrap());
        let token = sign(&Order { header: members.as_ref(), ..order(b"{}", &[by(key)]) }).unwrap();
        String::from_utf8(base64url::decode_strict(token.split('.').next().unwrap()).unwrap()).unwrap()
    };
    assert_eq!(header(&key, None), r#"{"alg":"HS256","typ":"JWT"}"#);
    key.kid = Some("a\u{e9}\"".to_owned());
    assert_eq!(header(&key, None), "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"a\u{e9}\\\"\"}");
    assert_eq!(header(&key, Some(r#"{"alg":"HS512","kid":null}"#)), r#"{"alg":"HS512","typ":"JWT"}"#);
    key.alg = Some("HS384".to_owned());
    assert_eq!(header(&key, Some(r#"{"kid":null}"#)), r#"{"alg":"HS384","typ":"JWT"}"#);
}

#[test]
fn none_is_made_by_name_only() {
    let token = sign(&order(b"{}", &[Signer::Nobody])).unwrap();
    assert_eq!(token, "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.");
    let report = crate::inspect::report(&token.as_str().into(), &[], 0, &Policy::default());
    assert_eq!(report.tokens[0].signature.verdict, SignatureVerdict::Unsecured);
    assert!(!report.accept());
    let key = secret();
    for alg in ["none", "None", "NONE"] {
        let members = Members::read(&format!(r#"{{"alg":"{alg}"}}"#)).unwrap();
        let refused = sign(&Order { header: Some(&members), ..order(b"{}", &[by(&key)]) });
        assert_eq!(refused, Err(CraftError::NoneBesideKey), "{alg}");
    }
    assert_eq!(sign(&order(b"{}", &[])), Err(CraftError::NoSigner));
}

#[test]
fn keys_that_cannot_sign_say_why() {
    let changed = |change: fn(&mut Key)| {
        let mut key = ec();
        key.alg = None;
        change(&mut key);
        key
    };
    let public = ec().to_public().unwrap();
    let x25519 = made(KeySpec::from_name("x25519").unwrap());
    let wrong = |algorithm: JwsAlgorithm, key: &Key| Unable::Unfit(key.fit(algorithm).unwrap_err());
    let ed = made(KeySpec::from_name("ed25519").unwrap());
    let cases = [
        (public, None, Unable::PublicOnly),
        (x25519, None, Unable::NeverSigns(Curve::X25519)),
        (changed(|key| key.key_use = Some("enc".into())), None, Unable::Unfit(Unfit::Use("enc".into()))),
        (
            changed(|key| key.key_ops = Some(vec!["verify".into()])),
            None,
            Unable::Operations(vec!["verify".into()]),
        ),
        (changed(|key| key.alg = Some("ECDH-ES".into())), None, Unable::MeantFor("ECDH-ES".into())),
        (
            changed(|key| key.alg = Some("ES384".into())),
            None,
            Unable::Unfit(Unfit::Curve { needs: Curve::P384, has: Curve::P256 }),
        ),
        (changed(|_| ()), Some(JwsAlgorithm::Es384), wrong(JwsAlgorithm::Es384, &ec())),
        (secret(), Some(JwsAlgorithm::Rs256), wrong(JwsAlgorithm::Rs256, &secret())),
        (
            ed,
            Some(JwsAlgorithm::Ed448),
            Unable::Unfit(Unfit::Curve { needs: Curve::Ed448, has: Curve::Ed25519 }),
        ),
    ];
    for (key, algorithm, why) in cases {
        let refused = sign(&order(b"{}", &[Signer::Key { key: &key, algorithm }])).unwrap_err();
        assert_eq!(refused, CraftError::Key { key: key.name.clone(), why });
    }
}

#[test]
fn what_no_standard_allows_is_refused() {
    let (one, two) = (secret(), ec());
    let both = [by(&one), by(&two)];
    let single = [by(&one)];
    let typ = Members::read(r#"{"typ":"x"}"#).unwrap();
    let fine = Members::read(r#"{"note":"x"}"#).unwrap();
    let undo = Members::read(r#"{"b64":true}"#).unwrap();
    let no_crit = Members::read(r#"{"crit":["exp"],"exp":1}"#).unwrap();
    let plain = |content| Order { unencoded: true, ..order(content, &single) };
    let cases = [
        (order(b"{}", &both), CraftError::Several(2)),
        (Order { form: Form::Flattened, ..order(b"{}", &both) }, CraftError::Several(2)),
        (Order { unprotected: Some(&fine), ..order(b"{}", &single) }, CraftError::Unprotected),
        (
            Order { form: Form::Flattened, unprotected: Some(&typ), ..order(b"{}", &single) },
            CraftError::NotDisjoint("typ".into()),
        ),
        (Order { header: Some(&undo), ..plain(b"a") }, CraftError::StillEncoded),
        (Order { header: Some(&no_crit), ..plain(b"a") }, CraftError::StillEncoded),
        (plain(b"a.b"), CraftError::NotCompact { at: 1 }),
        (plain(b"ab\n"), CraftError::NotCompact { at: 2 }),
        (plain("\u{e9}".as_bytes()), CraftError::NotCompact { at: 0 }),
        (Order { form: Form::Flattened, ..plain(b"\xff") }, CraftError::NotText),
    ];
    for (order, want) in cases {
        assert_eq!(sign(&order), Err(want));
    }
    let spread = Order { form: Form::Flattened, unprotected: Some(&fine), ..order(b"{}", &single) };
    assert!(sign(&spread).unwrap().contains(r#""header":{"note":"x"}"#));
}

/// RFC 8017 §9.1.1 and §9.2: the hash, and what stands around it, must have room.
#[test]
fn a_preferred_algorithm_that_the_key_is_too_short_for_is_not_taken() {
    let read = |text: &str| crate::jose::read::read_keys(text.as_bytes(), "k", None).unwrap().keys.remove(0);
    let small = read(include_str!("../../../tests/data/keys/weak/rsa512.pkcs1.pem"));
    let middle = read(include_str!("../../../tests/data/keys/weak/rsa1024.pkcs8.pem"));
    let large = read(include_str!("../../../tests/data/keys/rsa2048/pkcs8.pem"));
    let all = [A::Rs256, A::Rs384, A::Rs512, A::Ps256, A::Ps384, A::Ps512];
    for (key, taken) in [(&small, &all[..1]), (&middle, &all[..5]), (&large, &all)] {
        assert_eq!(key.alg, None);
        for algorithm in all {
            let works = crate::jose::jws::sign(algorithm, key, b"x").is_ok();
            assert_eq!(works, taken.contains(&algorithm), "{} {:?}", algorithm.name(), key.kind());
            let wanted = if works { algorithm } else { A::Rs256 };
            assert_eq!(
                algorithm_or(key, Some(algorithm)),
                Ok(wanted),
                "{} {:?}",
                algorithm.name(),
                key.kind()
            );
        }
    }
    let bits = |bits: usize| {
        let mut n = vec![0xff; bits.div_ceil(8)];
        n[0] >>= (8 - bits % 8) % 8;
        Key::new("n", Material::Rsa(crate::jose::RsaKey::public(&n, &[1, 0, 1]).unwrap()))
    };
    for (algorithm, least) in
        [(A::Ps256, 522), (A::Ps384, 778), (A::Ps512, 1034), (A::Rs384, 617), (A::Rs512, 745)]
    {
        assert_eq!(algorithm_or(&bits(least), Some(algorithm)), Ok(algorithm), "{least}");
        assert_eq!(algorithm_or(&bits(least - 1), Some(algorithm)), Ok(A::Rs256), "{least}");
    }
}

#[test]
fn eddsa_is_the_usual_name_on_both_curves() {
    for name in ["ed25519", "ed448"] {
        let mut key = made(KeySpec::from_name(name).unwrap());
        key.alg = None;
        let algorithm = usual_algorithm(&key).unwrap();
        assert_eq!(algorithm.family(), Family::EdDsa);
        assert_eq!(algorithm.name(), "EdDSA");
    }
}
