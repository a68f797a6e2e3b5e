//! SD-JWTs as a whole: what is accepted, and each way in which a presentation must be refused.

use std::sync::Arc;

use crate::encoding::base64url;
use crate::inspect::build::MAX_NESTING;
use crate::inspect::report;
use crate::inspect::report::{Policy, Report, SignatureVerdict, TimeVerdict, TokenReport};
use crate::jose::EcKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::digest::Hash;
use crate::jose::jws::sign;
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;

const NOW: i64 = 1_790_000_000;

fn key(byte: u8) -> Key {
    let scalar = SecretBytes::new(vec![byte; 32]);
    Key::new("issuer", Material::Ec(EcKey::from_private(Curve::P256, scalar).unwrap()))
}

fn jwk(key: &Key) -> String {
    let Material::Ec(ec) = &key.material else { panic!("an EC key") };
    let (x, y) = (base64url::encode(ec.x()), base64url::encode(ec.y()));
    format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#)
}

fn signed(header: &str, claims: &str, key: &Key) -> String {
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let signature = sign(JwsAlgorithm::Es256, key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn disclosure(json: &str) -> (String, String) {
    let encoded = base64url::encode(json.as_bytes());
    let digest = Hash::Sha256.base64url(encoded.as_bytes());
    (encoded, digest)
}

/// The issuer's token with these digests; the holder's key is that of byte 2.
fn issued(digests: &[&str], more: &str) -> String {
    let digests: Vec<String> = digests.iter().map(|digest| format!("\"{digest}\"")).collect();
    let claims = format!(
        r#"{{"iss":"https://i.example","iat":1789999990,"vct":"v","_sd":[{}],"cnf":{{"jwk":{}}}{more}}}"#,
        digests.join(","),
        jwk(&key(2))
    );
    signed(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, &claims, &key(1))
}

const KB_HEADER: &str = r#"{"alg":"ES256","typ":"kb+jwt"}"#;

/// The key-binding claims for what is presented.
fn kb(presented: &str) -> String {
    let hash = Hash::Sha256.base64url(presented.as_bytes());
    format!(r#"{{"iat":1789999995,"aud":"https://v.example","nonce":"n","sd_hash":"{hash}"}}"#)
}

fn look(text: &str) -> Report {
    report(&Arc::from(text), &[key(1)], NOW, &Policy::default())
}

fn one(report: &Report) -> &TokenReport {
    &report.tokens[0]
}

fn rejects(report: &Report) -> Vec<&'static str> {
    let found = one(report).findings.iter().filter(|finding| finding.rejects());
    found.map(|finding| finding.meta().id).collect()
}

#[test]
fn a_good_presentation_is_accepted_layer_by_layer() {
    let (given, digest) = disclosure(r#"["s","given_name","Alice"]"#);
    let presented = format!("{}~{given}~", issued(&[&digest, "x"], ""));
    let plain = look(&presented);
    assert!(plain.accept(), "{:?}", rejects(&plain));
    assert!(one(&plain).nested.is_none());

    let with_key = format!("{presented}{}", signed(KB_HEADER, &kb(&presented), &key(2)));
    let report = look(&with_key);
    assert!(report.accept(), "{:?}", rejects(&report));
    let nested = one(&report).nested.as_ref().unwrap();
    assert_eq!(nested.signature.verdict, SignatureVerdict::Valid);
    assert_eq!(nested.signature.key.as_ref().unwrap().name, "cnf");
    assert_eq!(nested.provider.unwrap().name, "SD-JWT");
    let selective = one(&report).selective.as_ref().unwrap();
    assert!(selective.shown.source().contains(r#""given_name":"Alice","_sd":["x"]"#));
    assert_eq!(selective.hidden, 1);
}

#[test]
fn each_broken_presentation_is_refused() {
    let (given, digest) = disclosure(r#"["s","given_name","Alice"]"#);
    let (other, _) = disclosure(r#"["s","is_admin",true]"#);
    let issuer = issued(&[&digest], "");
    let presented = format!("{issuer}~{given}~");
    let bind =
        |header: &str, claims: &str, by: u8| format!("{presented}{}", signed(header, claims, &key(by)));
    let good = kb(&presented);
    let cases = [
        (format!("{issuer}~{other}~"), "sdjwt.disclosure-unmatched"),
        (format!("{issuer}~{given}~{given}~"), "sdjwt.disclosure-unmatched"),
        (format!("{issuer}~{given}~{other}~"), "sdjwt.disclosure-unmatched"),
        (format!("{issuer}~{given}~~"), "sdjwt.disclosure-unmatched"),
        (format!("{}~{given}~", issued(&[&digest, &digest], "")), "sdjwt.disclosure-unmatched"),
        (format!("{}~{given}~", issued(&[&digest], r#","given_name":"Bob""#)), "sdjwt.disclosure-unmatched"),
        (format!("{}~{given}~", issued(&[&digest], r#","_sd_alg":"md5""#)), "sdjwt.disclosure-unmatched"),
        (format!("{issuer}~{given}"), "sdjwt.kb-hash"),
        (bind(KB_HEADER, &good, 3), "sdjwt.kb-hash"),
        (bind(KB_HEADER, &kb("another"), 2), "sdjwt.kb-hash"),
        (bind(KB_HEADER, &kb(presented.trim_end_matches('~')), 2), "sdjwt.kb-hash"),
        (bind(KB_HEADER, &good.replace("nonce", "x"), 2), "sdjwt.kb-hash"),
        (bind(KB_HEADER, &good.replace("aud", "x"), 2), "sdjwt.kb-hash"),
        (bind(KB_HEADER, &good.replace("iat", "x"), 2), "sdjwt.kb-hash"),
        (bind(KB_HEADER, &good.replace("sd_hash", "x"), 2), "sdjwt.kb-hash"),
        (bind(KB_HEADER, "[]", 2), "sdjwt.kb-hash"),
        (bind(r#"{"alg":"ES256","typ":"JWT"}"#, &good, 2), "sdjwt.kb-hash"),
        (bind(r#"{"alg":"ES256"}"#, &good, 2), "sdjwt.kb-hash"),
        (format!("{presented}{}", "a.b.c"), "sdjwt.kb-hash"),
    ];
    for (text, id) in &cases {
        let report = look(text);
        assert!(!report.accept(), "{id}: {text}");
        assert!(rejects(&report).contains(id), "{id}: {:?} {text}", rejects(&report));
        assert_eq!(one(&report).signature.verdict, SignatureVerdict::Valid, "the issuer's signature holds");
    }
    for cnf in [r#""cnf2":1"#, r#""cnf":{"x5t":"x"}"#, r#""cnf":{"jwk":{"kty":"EC"}}"#] {
        let claims = format!(r#"{{"iss":"i","iat":1789999990,"_sd":["{digest}"],{cnf}}}"#);
        let presented = format!("{}~{given}~", signed(r#"{"alg":"ES256"}"#, &claims, &key(1)));
        let report = look(&format!("{presented}{}", signed(KB_HEADER, &kb(&presented), &key(2))));
        assert!(!report.accept() && rejects(&report).contains(&"sdjwt.kb-hash"), "{cnf}");
        assert!(look(&presented).accept(), "{cnf}: without a key-binding token it does not matter");
    }
    let unsigned = format!(
        "{}.{}.",
        base64url::encode(br#"{"alg":"none","typ":"kb+jwt"}"#),
        base64url::encode(good.as_bytes())
    );
    assert!(!look(&format!("{presented}{unsigned}")).accept());
}

#[test]
fn a_weak_hash_function_is_told_and_only_that() {
    for (alg, speaks) in [
        (r#","_sd_alg":"md5""#, true),
        (r#","_sd_alg":7"#, true),
        (r#","_sd_alg":"sha-384""#, false),
        ("", false),
    ] {
        let report = look(&format!("{}~", issued(&["x"], alg)));
        let found = one(&report).findings.iter().any(|finding| finding.meta().id == "sdjwt.alg");
        assert_eq!(found, speaks, "{alg}");
        assert!(report.accept(), "{alg}: nothing was disclosed, and nothing is wrong");
    }
}

/// RFC 9901 §7.1: time is judged on what was disclosed too.
#[test]
fn a_disclosed_expiry_counts() {
    for (exp, verdict) in [(1_790_000_600, TimeVerdict::Active), (1_789_990_000, TimeVerdict::Expired)] {
        let (encoded, digest) = disclosure(&format!(r#"["s","exp",{exp}]"#));
        let report = look(&format!("{}~{encoded}~", issued(&[&digest], "")));
        assert_eq!(one(&report).time.verdict, verdict);
        assert_eq!(report.accept(), verdict == TimeVerdict::Active);
    }
}

/// RFC 9901 §4.1.2: the issuer may leave it to the holder to show whose key it is.
#[test]
fn a_disclosed_holder_counts() {
    let cnf = format!(r#"{{"jwk":{}}}"#, jwk(&key(2)));
    let (whole, of_whole) = disclosure(&format!(r#"["s","cnf",{cnf}]"#));
    let (member, of_member) = disclosure(&format!(r#"["s","jwk",{}]"#, jwk(&key(2))));
    let at_top = format!(r#""_sd":["{of_whole}"]"#);
    let inside = format!(r#""cnf":{{"_sd":["{of_member}"]}}"#);
    for (claims, disclosed, by, accept) in [
        (&at_top, &whole, 2, true),
        (&inside, &member, 2, true),
        (&at_top, &whole, 3, false),
        (&inside, &member, 3, false),
        (&at_top, &member, 2, false),
    ] {
        let claims = format!(r#"{{"iss":"https://i.example","iat":1789999990,{claims}}}"#);
        let issued = signed(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, &claims, &key(1));
        let presented = format!("{issued}~{disclosed}~");
        let report = look(&format!("{presented}{}", signed(KB_HEADER, &kb(&presented), &key(by))));
        assert_eq!(report.accept(), accept, "{by} {claims}: {:?}", rejects(&report));
        let hidden = format!("{issued}~");
        let report = look(&format!("{hidden}{}", signed(KB_HEADER, &kb(&hidden), &key(by))));
        assert!(!report.accept(), "nobody knows whose key it is where that was not disclosed");
    }
}

/// RFC 7517 §9.2: a secret that is published proves no holder.
#[test]
fn a_published_secret_is_no_holder() {
    let secret = Key::new("h", Material::Secret(SecretBytes::new(vec![7; 32])));
    let keys = [key(1), Key { kid: Some("h".to_owned()), ..secret }];
    let claims = r#"{"iss":"https://i.example","iat":1789999990,"_sd":["x"],"cnf":{"kid":"h"}}"#;
    let presented = format!("{}~", signed(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, claims, &keys[0]));
    let header = base64url::encode(br#"{"alg":"HS256","typ":"kb+jwt"}"#);
    let input = format!("{header}.{}", base64url::encode(kb(&presented).as_bytes()));
    let mac = sign(JwsAlgorithm::Hs256, &keys[1], input.as_bytes()).unwrap();
    let text: Arc<str> = format!("{presented}{input}.{}", base64url::encode(&mac)).into();
    for (published, accept) in [(vec![], true), (vec![1], false), (vec![7], true)] {
        let policy = Policy { published: published.clone(), ..Policy::default() };
        let report = report(&text, &keys, NOW, &policy);
        assert_eq!(report.accept(), accept, "{published:?} {:?}", rejects(&report));
    }
    // RFC 7800 §3.2: a secret that stands in the open is everybody's.
    let cnf = format!(r#"{{"jwk":{{"kty":"oct","k":"{}"}}}}"#, base64url::encode(&[7; 32]));
    let (disclosed, digest) = disclosure(&format!(r#"["s","cnf",{cnf}]"#));
    for (claims, shown) in [
        (format!(r#""_sd":["x"],"cnf":{cnf}"#), String::new()),
        (format!(r#""_sd":["{digest}"]"#), disclosed + "~"),
    ] {
        let claims = format!(r#"{{"iss":"https://i.example","iat":1789999990,{claims}}}"#);
        let issued = signed(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, &claims, &keys[0]);
        let presented = format!("{issued}~{shown}");
        let input = format!("{header}.{}", base64url::encode(kb(&presented).as_bytes()));
        let mac = sign(JwsAlgorithm::Hs256, &keys[1], input.as_bytes()).unwrap();
        let report = look(&format!("{presented}{input}.{}", base64url::encode(&mac)));
        assert_eq!(one(&report).nested.as_ref().unwrap().signature.verdict, SignatureVerdict::Valid);
        assert_eq!(rejects(&report), ["sdjwt.kb-hash"], "{claims}");
        assert!(!report.accept(), "{claims}");
    }
}

/// Deeper than we follow, nobody has looked whether the holder is the holder.
#[test]
fn a_key_binding_too_deep_to_be_verified_is_refused() {
    let presented = format!("{}~", issued(&["x"], ""));
    let bound = format!("{presented}{}", signed(KB_HEADER, &kb(&presented), &key(2)));
    for (content, levels, accept) in [
        (&bound, MAX_NESTING - 2, true),
        (&bound, MAX_NESTING - 1, false),
        (&presented, MAX_NESTING - 1, true),
    ] {
        let header = r#"{"alg":"ES256","cty":"dc+sd-jwt"}"#;
        let text = (0..levels).fold(content.clone(), |inner, _| signed(header, &inner, &key(1)));
        assert_eq!(look(&text).accept(), accept, "{levels}");
    }
}

#[test]
fn other_tokens_have_nothing_selective() {
    for text in
        [signed(r#"{"alg":"ES256"}"#, r#"{"_sd":["x"],"exp":1790000600}"#, &key(1)), "a.b.c~".to_owned()]
    {
        let report = look(&text);
        assert!(report.tokens.iter().all(|token| token.selective.is_none()), "{text}");
    }
}

#[test]
fn a_holder_can_be_named_by_kid_or_thumbprint_of_a_key_at_hand() {
    let holder = Key { kid: Some("h".to_owned()), ..key(2) };
    let jkt = holder.thumbprint().unwrap();
    let look = |cnf: &str, by: u8, keys: &[Key]| {
        let claims = format!(r#"{{"iss":"https://i.example","iat":1789999990,"_sd":["x"],"cnf":{cnf}}}"#);
        let presented = format!("{}~", signed(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, &claims, &key(1)));
        let text = format!("{presented}{}", signed(KB_HEADER, &kb(&presented), &key(by)));
        report(&Arc::from(text), keys, NOW, &Policy::default())
    };
    let (by_jkt, by_kid) = (format!(r#"{{"jkt":"{jkt}"}}"#), r#"{"kid":"h"}"#);
    let both = [key(1), holder];
    for (cnf, by, keys, accept, verdict) in [
        (&*by_jkt, 2, &both[..], true, SignatureVerdict::Valid),
        (by_kid, 2, &both, true, SignatureVerdict::Valid),
        (&by_jkt, 3, &both, false, SignatureVerdict::Invalid),
        (by_kid, 1, &both, false, SignatureVerdict::Invalid),
        (&by_jkt, 2, &both[..1], false, SignatureVerdict::NoKey),
        (by_kid, 2, &both[..1], false, SignatureVerdict::NoKey),
        (r#"{"jkt":"x","kid":"h"}"#, 2, &both, false, SignatureVerdict::NoKey),
    ] {
        let report = look(cnf, by, keys);
        assert_eq!(report.accept(), accept, "{cnf} {by} {:?}", rejects(&report));
        assert_eq!(one(&report).nested.as_ref().unwrap().signature.verdict, verdict, "{cnf} {by}");
    }
}
