//! The rules of the well-known shapes: for each, tokens on which it speaks and tokens on which it must not.

use std::sync::Arc;

use super::finding::Detail;
use super::report;
use super::report::{Policy, Report, SignatureVerdict};
use super::rules::profile::Profile;
use crate::encoding::base64url;
use crate::jose::EcKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::digest::Hash;
use crate::jose::jws::sign;
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;

const NOW: i64 = 1_790_000_000;
/// An issuer that nobody knows, and times that are good now.
const GOOD: &str = r#""iss":"https://i.example","iat":1789999995,"exp":1790000300,"jti":"1""#;

fn key(byte: u8) -> Key {
    let scalar = SecretBytes::new(vec![byte; 32]);
    Key::new("k", Material::Ec(EcKey::from_private(Curve::P256, scalar).unwrap()))
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

fn look(text: &str, keys: &[Key]) -> Report {
    report(&Arc::from(text), keys, NOW, &Policy::default())
}

/// How often the id was found in any token.
fn count(report: &Report, id: &str) -> usize {
    report.tokens.iter().flat_map(|token| &token.findings).filter(|found| found.meta().id == id).count()
}

/// Rule, header members after `alg`, claims, and whether it speaks.
type Case = (&'static str, &'static str, &'static str, bool);

const KC: &str = r#""iss":"https://k.example/realms/r","#;
const COGNITO: &str = r#""iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","#;
const ACTIONS: &str = r#""iss":"https://token.actions.githubusercontent.com","#;
const LOGOUT: &str = r#""events":{"http://schemas.openid.net/event/backchannel-logout":{}},"#;

fn cases() -> Vec<(&'static str, &'static str, String, bool)> {
    let full = r#""aud":"a","sub":"s","client_id":"c""#;
    let logout = |more: &str| format!("{LOGOUT}{more}");
    vec![
        ("prof.at-typ", "", r#""scope":"read""#.into(), true),
        ("prof.at-typ", r#","typ":"JWT""#, r#""scp":["a"]"#.into(), true),
        ("prof.at-typ", r#","typ":"at+jwt""#, r#""scope":"read""#.into(), false),
        ("prof.at-typ", "", r#""sub":"a""#.into(), false),
        ("prof.at-typ", "", r#""scope":"a","aud":"https://oauth2.googleapis.com/token""#.into(), false),
        ("prof.at-typ", "", r#""scope":"a","aud":"https://a.example/tokens""#.into(), true),
        ("prof.at-typ", "", format!(r#"{KC}"typ":"ID","scope":"openid""#), false),
        ("prof.at-typ", r#","typ":"oauth-authz-req+jwt""#, r#""scope":"read","client_id":"c""#.into(), false),
        ("prof.at-required", r#","typ":"at+jwt""#, r#""sub":"a""#.into(), true),
        (
            "prof.at-required",
            r#","typ":"application/at+jwt""#,
            r#""aud":null,"sub":"s","client_id":"c""#.into(),
            true,
        ),
        ("prof.at-required", r#","typ":"at+jwt""#, full.into(), false),
        ("prof.at-required", r#","typ":"JWT""#, r#""sub":"a""#.into(), false),
        ("prof.id-required", "", r#""aud":"a","nonce":"n""#.into(), true),
        ("prof.id-required", "", r#""sub":"s","at_hash":"x""#.into(), true),
        ("prof.id-required", "", r#""sub":"s","aud":"a","nonce":"n""#.into(), false),
        ("prof.id-required", r#","typ":"kb+jwt""#, r#""nonce":"n""#.into(), false),
        ("prof.nonce-missing", "", r#""sub":"s","aud":"a","c_hash":"x""#.into(), true),
        ("prof.nonce-missing", "", r#""sub":"s","c_hash":"x","nonce":null"#.into(), true),
        ("prof.nonce-missing", "", r#""sub":"s","aud":"a","c_hash":"x","nonce":"n""#.into(), false),
        ("prof.nonce-missing", "", r#""sub":"s","aud":"a","at_hash":"x""#.into(), false),
        ("prof.azp", "", r#""nonce":"n","aud":["a","b"]"#.into(), true),
        ("prof.azp", "", r#""nonce":"n","aud":["a","b"],"azp":"c""#.into(), true),
        ("prof.azp", "", r#""nonce":"n","aud":["a","b"],"azp":"b""#.into(), false),
        ("prof.azp", "", r#""nonce":"n","aud":"a","azp":"c""#.into(), false),
        ("prof.azp", "", r#""aud":["a","b"]"#.into(), false),
        ("prof.logout", r#","typ":"logout+jwt""#, logout(r#""aud":"a","sub":"s","nonce":"n""#), true),
        ("prof.logout", r#","typ":"logout+jwt""#, r#""aud":"a","sub":"s""#.into(), true),
        ("prof.logout", r#","typ":"logout+jwt""#, r#""aud":"a","sub":"s","events":{"x":{}}"#.into(), true),
        ("prof.logout", "", logout(r#""aud":"a""#), true),
        ("prof.logout", r#","typ":"logout+jwt""#, logout(r#""aud":"a","sid":"s""#), false),
        ("prof.logout", "", logout(r#""aud":"a","sub":"s""#), false),
        ("prof.logout", r#","typ":"secevent+jwt""#, r#""aud":"a","events":{"x":{}}"#.into(), false),
        ("prof.refresh-token", "", format!(r#"{KC}"typ":"Refresh""#), true),
        ("prof.refresh-token", "", format!(r#"{KC}"typ":"Offline""#), true),
        ("prof.refresh-token", "", format!(r#"{KC}"typ":"Bearer""#), false),
        ("prof.refresh-token", "", r#""typ":"Refresh""#.into(), false),
        ("prof.keycloak-aud-account", "", format!(r#"{KC}"typ":"Bearer","aud":"account""#), true),
        ("prof.keycloak-aud-account", "", format!(r#"{KC}"typ":"Bearer","aud":["account"]"#), true),
        ("prof.keycloak-aud-account", "", format!(r#"{KC}"typ":"Bearer","aud":["account","api"]"#), false),
        ("prof.keycloak-aud-account", "", r#""typ":"Bearer","aud":"account""#.into(), false),
        ("prof.entra-v1", "", r#""iss":"https://sts.windows.net/t/","appid":"a""#.into(), true),
        ("prof.entra-v1", "", r#""iss":"https://sts.windows.net/u/","appid":"b","ver":"1.0""#.into(), true),
        ("prof.entra-v1", "", r#""iss":"https://login.microsoftonline.com/t/v2.0","azp":"a""#.into(), false),
        ("prof.entra-v1", "", r#""ver":"1.0","appid":"a""#.into(), false),
        ("prof.cognito-aud", "", format!(r#"{COGNITO}"token_use":"access""#), true),
        ("prof.cognito-aud", "", format!(r#"{COGNITO}"token_use":"access","client_id":"c""#), true),
        ("prof.cognito-aud", "", format!(r#"{COGNITO}"token_use":"id","aud":"a""#), false),
        ("prof.cognito-aud", "", r#""token_use":"access""#.into(), false),
        ("prof.gha-pull-request", "", format!(r#"{ACTIONS}"sub":"repo:a/b:pull_request""#), true),
        (
            "prof.gha-pull-request",
            "",
            format!(r#"{ACTIONS}"sub":"repo:a/b:ref:refs/heads/main","runner_environment":"self-hosted""#),
            true,
        ),
        (
            "prof.gha-pull-request",
            "",
            format!(r#"{ACTIONS}"sub":"repo:a/b:ref:refs/heads/main","runner_environment":"github-hosted""#),
            false,
        ),
        ("prof.gha-pull-request", "", r#""sub":"repo:a/b:pull_request""#.into(), false),
        (
            "prof.client-assertion",
            r#","typ":"client-authentication+jwt""#,
            r#""sub":"c","aud":"a""#.into(),
            true,
        ),
        (
            "prof.client-assertion",
            r#","typ":"client-authentication+jwt""#,
            r#""sub":"https://i.example""#.into(),
            true,
        ),
        (
            "prof.client-assertion",
            r#","typ":"client-authentication+jwt""#,
            r#""sub":"https://i.example","aud":"https://as.example""#.into(),
            false,
        ),
        ("prof.client-assertion", "", r#""sub":"c","aud":"https://as.example""#.into(), false),
        (
            "prof.k8s-warnafter",
            "",
            r#""sub":"system:serviceaccount:a:b","kubernetes.io":{"warnafter":1790003487}"#.into(),
            true,
        ),
        ("prof.k8s-warnafter", "", r#""kubernetes.io":{"warnafter":1}"#.into(), true),
        ("prof.k8s-warnafter", "", r#""kubernetes.io":{"warnafter":"1"}"#.into(), false),
        ("prof.k8s-warnafter", "", r#""warnafter":1790003487"#.into(), false),
    ]
}

/// The ids of the tables here, and whether each case is one that the rule speaks on.
pub(super) fn spoken() -> impl Iterator<Item = (&'static str, bool)> {
    let lifetimes = LIFETIMES.iter().map(|case| (case.0, case.3));
    cases().into_iter().map(|case| (case.0, case.3)).chain(lifetimes)
}

#[test]
fn rules_speak_and_are_silent() {
    let cases = cases();
    for (id, header, claims, speaks) in &cases {
        // A claim that stands twice would be another fault: what the case says counts.
        let good = GOOD.split(',').filter(|one| !claims.contains(one.split(':').next().unwrap()));
        let claims = format!("{{{},{claims}}}", good.collect::<Vec<_>>().join(","));
        let token = signed(&format!(r#"{{"alg":"ES256"{header}}}"#), &claims, &key(1));
        let report = look(&token, &[key(1)]);
        assert_eq!(count(&report, id) > 0, *speaks, "{id}: {header} {claims}");
    }
    let of = |id: &str, speaks: bool| cases.iter().filter(|case| case.0 == id && case.3 == speaks).count();
    for (id, ..) in &cases {
        assert!(of(id, true) >= 2 && of(id, false) >= 2, "{id} needs two cases of both kinds");
    }
}

const ES256: &str = r#"{"alg":"ES256"}"#;

/// Rules on tokens that have nothing but what the case says.
const LIFETIMES: &[Case] = &[
    ("prof.vapid", ES256, r#"{"aud":"https://p.example","exp":1790172800,"sub":"mailto:a@b.example"}"#, true),
    ("prof.vapid", ES256, r#"{"aud":"https://p.example","exp":1790086401,"sub":"https://b.example"}"#, true),
    (
        "prof.vapid",
        ES256,
        r#"{"aud":"https://p.example","exp":1790086400,"sub":"mailto:a@b.example"}"#,
        false,
    ),
    ("prof.vapid", ES256, r#"{"aud":"https://p.example","exp":1790172800,"sub":"kim"}"#, false),
    (
        "prof.github-app",
        r#"{"alg":"RS256"}"#,
        r#"{"iat":1789999990,"exp":1790003590,"iss":"Iv23li68"}"#,
        true,
    ),
    ("prof.github-app", r#"{"alg":"RS256"}"#, r#"{"iat":1790000000,"exp":1790000601,"iss":"123456"}"#, true),
    ("prof.github-app", r#"{"alg":"RS256"}"#, r#"{"iat":1789999940,"exp":1790000540,"iss":"123456"}"#, false),
    ("prof.github-app", r#"{"alg":"RS256"}"#, r#"{"iat":1789999990,"exp":1790003590,"iss":"kim"}"#, false),
    (
        "prof.k8s-legacy",
        ES256,
        r#"{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:a:b"}"#,
        true,
    ),
    (
        "prof.k8s-legacy",
        ES256,
        r#"{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:a:b","exp":null}"#,
        true,
    ),
    (
        "prof.k8s-legacy",
        ES256,
        r#"{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:a:b","exp":1790000600}"#,
        false,
    ),
    ("prof.k8s-legacy", ES256, r#"{"iss":"https://i.example","sub":"system:serviceaccount:a:b"}"#, false),
    (
        "prof.client-assertion",
        ES256,
        r#"{"iss":"c","sub":"c","aud":"https://as.example","jti":"1","iat":1790000000,"exp":1790004000}"#,
        true,
    ),
    (
        "prof.client-assertion",
        ES256,
        r#"{"iss":"c","sub":"c","aud":"https://as.example","jti":"1","iat":1790000000,"exp":1790000060}"#,
        false,
    ),
];

#[test]
fn rules_on_lifetimes_speak_and_are_silent() {
    for (id, header, claims, speaks) in LIFETIMES {
        let token = signed(header, claims, &key(1));
        assert_eq!(count(&look(&token, &[]), id) > 0, *speaks, "{id}: {claims}");
    }
}

#[test]
fn an_id_token_is_no_access_token() {
    let id = signed(r#"{"alg":"ES256"}"#, &format!(r#"{{{GOOD},"sub":"s","aud":"a","nonce":"n"}}"#), &key(1));
    let access = signed(r#"{"alg":"ES256","typ":"at+jwt"}"#, &format!("{{{GOOD}}}"), &key(1));
    for (text, speaks) in [
        (format!("Bearer {id}"), true),
        (format!("Authorization: Bearer {id}"), true),
        (format!(r#"{{"id_token":"{id}"}}"#), false),
        (id.clone(), false),
        (format!("Bearer {access}"), false),
    ] {
        assert_eq!(count(&look(&text, &[]), "prof.id-as-access") > 0, speaks, "{text}");
    }
    let refresh = look(&format!(r#"{{"refresh_token":"{access}","access_token":"{access}"}}"#), &[]);
    assert_eq!(count(&refresh, "prof.refresh-token"), 1);
}

fn proof(claims: &str, key: &Key, signer: &Key) -> String {
    signed(&format!(r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{}}}"#, jwk(key)), claims, signer)
}

const PROOF: &str = r#"{"jti":"1","htm":"GET","htu":"https://a.example/x","iat":1789999990}"#;

#[test]
fn proofs_of_possession() {
    let good = look(&proof(PROOF, &key(1), &key(1)), &[]);
    assert_eq!((count(&good, "prof.dpop"), count(&good, "hdr.jwk-embedded")), (0, 1));
    let without_key = &good.tokens[0];
    assert_eq!(without_key.signature.verdict, SignatureVerdict::NoKey, "its own key is nobody's key");
    assert!(!good.accept());
    assert!(look(&proof(PROOF, &key(1), &key(1)), &[key(1)]).accept());
    let cases = [
        (PROOF.replace(r#""jti":"1","#, ""), true),
        (PROOF.replace("GET", ""), true),
        (PROOF.replace("htu", "url"), true),
        (PROOF.replace("1789999990", "\"1789999990\""), true),
        (PROOF.replace("/x", "/x?a=1"), true),
        (PROOF.replace("/x", "/x#a"), true),
        (PROOF.replace("https://a.example", ""), true),
        (PROOF.replace("1789999990", "1789998200"), true),
        (PROOF.replace("1789999990", "1790001800"), true),
        ("[]".to_owned(), true),
        (PROOF.replace("GET", "POST"), false),
        (PROOF.replace("1789999990", "1789999800"), false),
        (PROOF.replace("/x", ""), false),
    ];
    for (claims, speaks) in cases {
        let report = look(&proof(&claims, &key(1), &key(1)), &[]);
        assert_eq!(count(&report, "prof.dpop") > 0, speaks, "{claims}");
    }
    let by_another = look(&proof(PROOF, &key(1), &key(2)), &[key(2)]);
    assert_eq!(count(&by_another, "prof.dpop"), 1, "signed with another key than it carries");
    for header in [r#"{"typ":"dpop+jwt","alg":"ES256"}"#, r#"{"typ":"dpop+jwt","alg":"ES256","jwk":"x"}"#] {
        assert!(count(&look(&signed(header, PROOF, &key(1)), &[]), "prof.dpop") > 0, "{header}");
    }
}

#[test]
fn a_proof_and_its_access_token() {
    let jkt = key(1).thumbprint().unwrap();
    let bound = |jkt: &str| {
        let claims = format!(r#"{{{GOOD},"scope":"a","cnf":{{"jkt":"{jkt}"}}}}"#);
        signed(r#"{"alg":"ES256","typ":"at+jwt"}"#, &claims, &key(3))
    };
    let (access, other) = (bound(&jkt), bound("another"));
    let ath = |token: &str| {
        let ath = Hash::Sha256.base64url(token.as_bytes());
        proof(&PROOF.replace(r#""jti":"1""#, &format!(r#""jti":"1","ath":"{ath}""#)), &key(1), &key(1))
    };
    for (text, speaks) in [
        (format!("{access}\n{}", ath(&access)), false),
        (ath(&access), false),
        (format!("{access}\n{}", ath("another")), true),
        (format!("{access}\n{}", proof(PROOF, &key(1), &key(1))), true),
        (format!("{other}\n{}", ath(&other)), true),
        (
            format!("{}\n{}", signed(r#"{"alg":"ES256"}"#, &format!("{{{GOOD}}}"), &key(3)), ath("another")),
            false,
        ),
    ] {
        let report = look(&text, &[]);
        assert_eq!(count(&report, "prof.dpop") > 0, speaks, "{text}");
    }
}

#[test]
fn keys_in_the_header() {
    let header = |jwk: &str| format!(r#"{{"alg":"ES256","jwk":{jwk}}}"#);
    let public = jwk(&key(1));
    let private = public.replace('}', &format!(r#","d":"{}"}}"#, base64url::encode(&[1; 32])));
    for (jwk, embedded, is_private, symmetric) in [
        (public.as_str(), 1, 0, 0),
        (private.as_str(), 1, 1, 0),
        (r#"{"kty":"oct","k":"AAAA"}"#, 1, 0, 1),
        (r#"{"kty":"EC","k":"AAAA"}"#, 1, 0, 1),
        (r#"{"kty":"EC","d":"AAAA"}"#, 1, 1, 0),
        (r#""x""#, 0, 0, 0),
        ("null", 0, 0, 0),
    ] {
        let report = look(&signed(&header(jwk), "{}", &key(1)), &[key(1)]);
        let found = ["hdr.jwk-embedded", "hdr.jwk-private", "hdr.jwk-symmetric"].map(|id| count(&report, id));
        assert_eq!(found, [embedded, is_private, symmetric], "{jwk}");
        assert_eq!(report.accept(), symmetric == 0, "{jwk}");
    }
}

/// The general serialisation: whatever of its headers carries a key.
#[test]
fn keys_in_any_of_several_headers() {
    let public = jwk(&key(1));
    let payload = base64url::encode(format!("{{{GOOD}}}").as_bytes());
    let block = |more: &str| {
        let protected = base64url::encode(format!(r#"{{"alg":"ES256"{more}}}"#).as_bytes());
        let signature =
            sign(JwsAlgorithm::Es256, &key(1), format!("{protected}.{payload}").as_bytes()).unwrap();
        format!(r#"{{"protected":"{protected}","signature":"{}"}}"#, base64url::encode(&signature))
    };
    let of = |jwk: &str| block(&format!(r#","jwk":{jwk}"#));
    let (none, good) = (block(""), of(&public));
    let symmetric = of(r#"{"kty":"oct","k":"AAAA"}"#);
    let private = of(&public.replace('}', &format!(r#","d":"{}"}}"#, base64url::encode(&[1; 32]))));
    for (blocks, expected) in [
        ([&none, &none], [0, 0, 0]),
        ([&none, &good], [1, 0, 0]),
        ([&good, &none], [1, 0, 0]),
        ([&good, &good], [2, 0, 0]),
        ([&none, &symmetric], [1, 0, 1]),
        ([&good, &symmetric], [2, 0, 1]),
        ([&none, &private], [1, 1, 0]),
        ([&good, &private], [2, 1, 0]),
    ] {
        let text = format!(r#"{{"payload":"{payload}","signatures":[{},{}]}}"#, blocks[0], blocks[1]);
        let report = look(&text, &[key(1)]);
        let found = ["hdr.jwk-embedded", "hdr.jwk-private", "hdr.jwk-symmetric"].map(|id| count(&report, id));
        assert_eq!(found, expected, "{text}");
        assert_eq!(report.accept(), expected[2] == 0, "{text}");
    }
}

/// RFC 7515, appendix F: the proof is over the content that was given beside it.
#[test]
fn a_detached_proof_holds_with_its_own_key() {
    let header = format!(r#"{{"alg":"ES256","typ":"openid4vci-proof+jwt","jwk":{}}}"#, jwk(&key(1)));
    let whole = signed(&header, PROOF, &key(1));
    let parts: Vec<&str> = whole.split('.').collect();
    let detached = format!("{}..{}", parts[0], parts[2]);
    for (text, content, holds) in [
        (&whole, None, true),
        (&detached, Some(PROOF), true),
        (&detached, Some("another"), false),
        (&detached, None, false),
    ] {
        let policy =
            Policy { detached: content.map(|content| content.as_bytes().into()), ..Policy::default() };
        let report = report(&Arc::from(text.as_str()), &[], NOW, &policy);
        let found = report.tokens[0].findings.iter().find_map(|found| match found.detail {
            Detail::Profile(Profile::JwkOfProof { holds, .. }) => Some(holds),
            _ => None,
        });
        assert_eq!(found, Some(holds), "{text} {content:?}");
    }
}

#[test]
fn hashes_of_what_stands_beside() {
    let access = signed(r#"{"alg":"ES256","typ":"at+jwt"}"#, &format!("{{{GOOD}}}"), &key(1));
    let id = |more: &str| {
        signed(
            r#"{"alg":"ES256"}"#,
            &format!(r#"{{{GOOD},"sub":"s","aud":"a","nonce":"n",{more}}}"#),
            &key(1),
        )
    };
    let at_hash = |of: &str| id(&format!(r#""at_hash":"{}""#, Hash::Sha256.left_half(of.as_bytes())));
    let c_hash = |of: &str| id(&format!(r#""c_hash":"{}""#, Hash::Sha256.left_half(of.as_bytes())));
    let other = signed(
        r#"{"alg":"ES256","typ":"at+jwt"}"#,
        &format!("{{{}}}", GOOD.replace("i.example", "other.example")),
        &key(1),
    );
    for (text, mismatch, matches) in [
        (format!(r#"{{"access_token":"{access}","id_token":"{}"}}"#, at_hash(&access)), 0, 1),
        (format!(r#"{{"access_token":"{access}","id_token":"{}"}}"#, at_hash("another")), 1, 0),
        (format!(r#"{{"access_token":"opaque","id_token":"{}"}}"#, at_hash("opaque")), 0, 1),
        (format!(r#"{{"access_token":"opaque","id_token":"{}"}}"#, at_hash("other")), 1, 0),
        (format!(r#"{{"code":"abc","id_token":"{}"}}"#, c_hash("abc")), 0, 1),
        (format!(r#"{{"code":"abc","id_token":"{}"}}"#, c_hash("abd")), 1, 0),
        (format!("{access}\n{}", at_hash(&access)), 0, 1),
        (format!("{access}\n{}", at_hash("another")), 1, 0),
        (format!("{other}\n{}", at_hash("another")), 0, 0),
        (at_hash("another"), 0, 0),
        (format!(r#"{{"access_token":"opaque","id_token":"{}"}}"#, id(r#""at_hash":7"#)), 0, 0),
    ] {
        let report = look(&text, &[key(1)]);
        let found = (count(&report, "prof.at-hash-mismatch"), count(&report, "prof.at-hash-match"));
        assert_eq!(found, (mismatch, matches), "{text}");
        assert_eq!(report.accept(), mismatch == 0, "{text}");
    }
}
