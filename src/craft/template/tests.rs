//! Every template, signed, is what it says, and nothing is to be said against it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::craft::sign::{Form, Order, Signer, sign};
use crate::encoding::json;
use crate::inspect::finding::Severity;
use crate::inspect::provider::TokenKind;
use crate::inspect::report::{Policy, TokenReport};
use crate::jose::generate::generate;
use crate::jose::header::Members as Header;

const NOW: i64 = 1_795_212_000;

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

fn key(spec: KeySpec) -> Key {
    generate(spec, random, &|| false).unwrap()
}

fn inspected(made: &Made, key: &Key) -> TokenReport {
    // As it is: nothing of our own in the header.
    let header = made.header.replacen('{', "{\"kid\":null,", 1);
    let header = if made.header.contains("\"kid\"") { made.header.clone() } else { header };
    let header =
        if made.header.contains("\"typ\"") { header } else { header.replacen('{', "{\"typ\":null,", 1) };
    let token = sign(&Order {
        content: made.payload.as_bytes(),
        signers: &[Signer::Key { key, algorithm: None }],
        form: Form::Compact,
        header: Some(&Header::read(&header).unwrap()),
        unprotected: None,
        detached: false,
        unencoded: false,
    })
    .unwrap();
    let keys = std::slice::from_ref(key);
    let report = crate::inspect::report(&Arc::from(token.as_str()), keys, NOW, &Policy::default());
    assert!(report.accept(), "{token}");
    report.tokens[0].clone()
}

#[test]
fn each_is_what_it_says_and_nothing_is_said_against_it() {
    let expected = |template| match template {
        Template::AccessToken => Some(("OAuth", TokenKind::Access)),
        Template::IdToken => Some(("OpenID Connect", TokenKind::Id)),
        Template::ClientAssertion => Some(("OAuth", TokenKind::ClientAssertion)),
        Template::DpopProof => Some(("OAuth DPoP", TokenKind::DpopProof)),
        Template::GithubApp => Some(("GitHub App", TokenKind::AppJwt)),
        Template::Kubernetes => Some(("Kubernetes", TokenKind::BoundServiceAccount)),
        Template::Logout => Some(("OpenID Connect", TokenKind::Logout)),
        // No standard gives these a shape.
        Template::RefreshToken | Template::Pair | Template::Empty => None,
    };
    for template in Template::ALL {
        let key = key(template.fresh_key());
        for made in template.make(&key, NOW, random).unwrap() {
            let report = inspected(&made, &key);
            let found = report.provider.map(|provider| (provider.name, provider.kind));
            assert_eq!(found, expected(made.template), "{template:?} {}", made.payload);
            let loud: Vec<&str> = report
                .findings
                .iter()
                .filter(|finding| finding.meta().severity < Severity::Low)
                .map(|finding| finding.meta().id)
                .collect();
            match template {
                // GitHub asks for three claims and takes no others.
                Template::GithubApp => assert_eq!(loud, ["claim.aud-missing"]),
                Template::Empty => assert!(loud.contains(&"claims.empty"), "{loud:?}"),
                _ => assert!(loud.is_empty(), "{template:?}: {loud:?}\n{}\n{}", made.header, made.payload),
            }
        }
    }
}

#[test]
fn a_pair_is_linked() {
    let pair = Template::Pair.make(&key(KeySpec::P256), NOW, random).unwrap();
    let claims: Vec<_> =
        pair.iter().map(|made| json::parse(Arc::from(made.payload.as_str())).json.unwrap()).collect();
    let text = |index: usize, name: &str| claims[index].root().member(name).unwrap().raw().to_owned();
    assert_eq!(
        pair.iter().map(|made| made.template).collect::<Vec<_>>(),
        [Template::AccessToken, Template::RefreshToken]
    );
    assert_eq!(text(0, "jti"), text(1, "ati"));
    assert_ne!(text(0, "jti"), text(1, "jti"));
    for shared in ["sub", "sid", "iss", "iat"] {
        assert_eq!(text(0, shared), text(1, shared));
    }
    assert!(text(0, "exp") < text(1, "exp"));
}

#[test]
fn headers() {
    let ec = key(KeySpec::P256);
    let kid = ec.kid.clone().unwrap();
    let header = |template: Template| template.make(&ec, NOW, random).unwrap()[0].header.clone();
    assert_eq!(header(Template::AccessToken), format!(r#"{{"alg":"ES256","typ":"at+jwt","kid":"{kid}"}}"#));
    assert_eq!(header(Template::Kubernetes), format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#));
    let proof = header(Template::DpopProof);
    assert!(
        proof.starts_with(r#"{"alg":"ES256","typ":"dpop+jwt","jwk":{"kty":"EC","crv":"P-256","x":""#),
        "{proof}"
    );
    assert!(!proof.contains("\"d\"") && !proof.contains("kid"), "{proof}");
    let without = Key { kid: None, ..ec.clone() };
    let made = Template::IdToken.make(&without, NOW, random).unwrap();
    assert_eq!(made[0].header, r#"{"alg":"ES256","typ":"JWT"}"#);
    assert_eq!(Template::Empty.make(&ec, NOW, random).unwrap()[0].payload, "{}");
}

#[test]
fn identifiers_are_fresh_and_times_are_now() {
    let (rsa, ec) = (key(KeySpec::Rsa(RsaSize::Bits2048)), key(KeySpec::P256));
    for template in Template::ALL {
        let key = if template == Template::GithubApp { &rsa } else { &ec };
        let [one, two] = [(); 2].map(|()| template.make(key, NOW, random).unwrap());
        assert_eq!(one == two, matches!(template, Template::GithubApp | Template::Empty), "{template:?}");
        for made in one {
            assert!(json::parse(Arc::from(made.payload.as_str())).error.is_none(), "{}", made.payload);
        }
    }
    let pod = Template::Kubernetes.make(&ec, NOW, random).unwrap()[0].payload.clone();
    let uid = pod.split("\"uid\":\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(uid.len(), 36);
    assert_eq!(uid.as_bytes()[14], b'4', "{uid}");
    assert!(matches!(uid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{uid}");
}

#[test]
fn what_cannot_be_made() {
    let (secret, ec, agree) = (key(KeySpec::Hs256), key(KeySpec::P256), key(KeySpec::X25519));
    let cases = [
        (Template::DpopProof, &secret, TemplateError::NeedsKeyPair),
        (Template::GithubApp, &ec, TemplateError::NeedsRsa),
        (Template::GithubApp, &secret, TemplateError::NeedsRsa),
    ];
    for (template, key, why) in cases {
        assert_eq!(template.make(key, NOW, random), Err(why), "{template:?}");
    }
    for template in Template::ALL {
        if template != Template::GithubApp {
            let made = template.make(&agree, NOW, random);
            assert!(matches!(made, Err(TemplateError::Unable(_))), "{template:?}");
        }
    }
    assert_eq!(Template::IdToken.make(&ec, NOW, |_| false), Err(TemplateError::NoRandomness));
}
