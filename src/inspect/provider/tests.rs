//! Every provider's tokens by name and kind, and far more that look like one and are none.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Provider, TokenKind, recognise, table};
use crate::encoding::base64url;
use crate::inspect::report;
use crate::inspect::report::Policy;
use crate::jose::token::Token;

const CASES: &str = include_str!("../../../tests/data/providers.json");

/// Kinds that the cases describe at greater length, or by the one request among several that they hold.
const DESCRIBED: &[(&str, &str)] = &[
    ("newAccount JWS payload (compact rendering)", "ACME request"),
    ("SD-JWT VC (2 of 3 disclosures)", "SD-JWT VC"),
    ("SD-JWT with a disclosure that matches no digest", "SD-JWT VC"),
];

fn of(header: &str, claims: &str) -> Option<Provider> {
    let text =
        format!("{}.{}.AA", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    recognise(&Token::compact(text.into()))
}

#[test]
fn the_providers_cases_are_recognised() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let cases = cases.as_array().unwrap();
    let mut providers = BTreeSet::new();
    for case in cases {
        let id = &case["id"];
        let want = &case["expected"]["detect"];
        let report = report(&case["input"].as_str().unwrap().into(), &[], 1_790_000_000, &Policy::default());
        let found = report.tokens.first().and_then(|token| token.provider);
        assert_eq!(found.map(|found| found.name), want["provider"].as_str(), "{id}");
        let Some(found) = found else { continue };
        let kind = want["type"].as_str().unwrap();
        let kind = DESCRIBED.iter().find(|(long, _)| *long == kind).map_or(kind, |(_, short)| *short);
        assert_eq!(found.kind.name(), kind, "{id}");
        providers.insert(found.name);
    }
    assert_eq!((cases.len(), providers.len()), (55, 23));
}

/// What is in no case, and still one of the known.
#[test]
fn others_are_recognised() {
    let es256 = r#"{"alg":"ES256"}"#;
    for (header, claims, name, kind) in [
        (es256, r#"{"iss":"accounts.google.com","aud":"x"}"#, "Google", TokenKind::Id),
        (es256, r#"{"iss":"https://kc:8443/auth/realms/a","typ":"Bearer"}"#, "Keycloak", TokenKind::Access),
        (es256, r#"{"iss":"https://id.acme.example/","sub":"auth0|7","aud":"x"}"#, "Auth0", TokenKind::Id),
        (r#"{"typ":"application/AT+JWT"}"#, "{}", "OAuth", TokenKind::Access),
        (r#"{"typ":"kb+jwt"}"#, "{}", "SD-JWT", TokenKind::KeyBinding),
        (
            es256,
            r#"{"iss":"c","sub":"c","aud":"https://as.example/token","jti":"1","exp":2}"#,
            "OAuth",
            TokenKind::ClientAssertion,
        ),
        (
            es256,
            r#"{"iss":"i","sub":"s","aud":"a","at_hash":"GDQRhYQJOQ2LspH43Iv7Mw"}"#,
            "OpenID Connect",
            TokenKind::Id,
        ),
        (
            es256,
            r#"{"aud":["https://fcm.googleapis.com"],"exp":1,"sub":"https://acme.example"}"#,
            "Web Push VAPID",
            TokenKind::Vapid,
        ),
        (
            es256,
            r#"{"iss":"i","jti":"1","iat":1,"events":{"https://schemas.example/x":{}}}"#,
            "Security Event",
            TokenKind::SecurityEvent,
        ),
    ] {
        assert_eq!(of(header, claims), Some(Provider { name, kind }), "{header} {claims}");
    }
}

/// A plain token has no provider, nor has one with a look-alike issuer, half the marks, or marks of the wrong type.
#[test]
fn nothing_else_is() {
    let rs256 = r#"{"alg":"RS256"}"#;
    let cases = [
        // Plain.
        ("{}", "{}"),
        (rs256, r#"{"sub":"user_481","name":"Kim","exp":2000000000}"#),
        (r#"{"alg":"HS256","typ":"JWT"}"#, r#"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#),
        (rs256, r#"{"iss":"https://idp.example","sub":"a","aud":"b","iat":1,"exp":2,"jti":"3"}"#),
        (rs256, r#"{"iss":"https://idp.example","sub":"a","scope":"read","client_id":"c"}"#),
        (rs256, r#"{"iss":"https://idp.example","sub":"a","aud":"b","nonce":"n"}"#),
        (rs256, r#"{"iss":"joe","exp":1300819380,"http://example.com/is_root":true}"#),
        (rs256, "[]"),
        (rs256, r#""https://accounts.google.com""#),
        // Issuers that look like one.
        (rs256, r#"{"iss":"https://accounts.google.com.evil.example","aud":"x"}"#),
        (rs256, r#"{"iss":"http://accounts.google.com","aud":"x"}"#),
        (rs256, r#"{"iss":"https://accounts.google.com/","aud":"x"}"#),
        (rs256, r#"{"iss":"https://acme.auth0.com.evil.example/","sub":"a","aud":"b"}"#),
        (rs256, r#"{"iss":"https://evilauth0.com/","sub":"a","aud":"b"}"#),
        (rs256, r#"{"iss":"https://auth0.com/","sub":"a","aud":"b"}"#),
        (rs256, r#"{"iss":"https://acme.auth0.com","sub":"a","aud":"b"}"#),
        (rs256, r#"{"iss":"https://evil.example/?acme.auth0.com/","sub":"a","aud":"b"}"#),
        (rs256, r#"{"iss":"https://acme.auth0.com@evil.example/","sub":"a","aud":"b"}"#),
        (rs256, r#"{"iss":"https://evil.example#.okta.com","jti":"AT.x"}"#),
        (rs256, r#"{"iss":"https://evilokta.com","jti":"AT.x"}"#),
        (rs256, r#"{"iss":"https://sts.windows.net.evil.example/t/","appid":"x"}"#),
        (rs256, r#"{"iss":"https://login.microsoftonline.com:x/t/v2.0","azp":"x"}"#),
        (rs256, r#"{"iss":"https://cognito-idp.evil.example/p","token_use":"access"}"#),
        (rs256, r#"{"iss":"https://s3.amazonaws.com/p","token_use":"access"}"#),
        (rs256, r#"{"iss":"https://token.actions.githubusercontent.com.evil.example","sub":"repo:a/b"}"#),
        (rs256, r#"{"iss":"https://appleid.apple.com.evil.example","sub":"a"}"#),
        (rs256, r#"{"iss":"https://securetoken.google.com","sub":"a"}"#),
        // Half of the marks.
        (rs256, r#"{"iss":"https://sso.example/realms/acme","sub":"a"}"#),
        (rs256, r#"{"iss":"https://sso.example/realms/acme/users/7","typ":"Bearer"}"#),
        (rs256, r#"{"typ":"Bearer","sub":"a"}"#),
        (rs256, r#"{"iss":"https://cognito-idp.eu-west-1.amazonaws.com/p"}"#),
        (rs256, r#"{"iss":"supabase","sub":"a"}"#),
        (rs256, r#"{"role":"anon"}"#),
        (rs256, r#"{"sub":"user_7","azp":"https://acme.example"}"#),
        (rs256, r#"{"sub":"system:serviceaccount:a:b"}"#),
        (rs256, r#"{"project_path":"a/b","job_id":"1","sub":"project_path:a/b"}"#),
        (rs256, r#"{"notificationType":"X","notificationUUID":"Y"}"#),
        (rs256, r#"{"iss":"12345","iat":1,"exp":1000000}"#),
        (rs256, r#"{"iss":"12345","iat":1,"exp":600,"sub":"a"}"#),
        (r#"{"alg":"HS256"}"#, r#"{"iss":"12345","iat":1,"exp":600}"#),
        (rs256, r#"{"aud":"https://push.example","exp":1,"sub":"mailto:a@example.com"}"#),
        (r#"{"alg":"ES256"}"#, r#"{"aud":"https://api.example/v1","exp":1,"sub":"mailto:a@example.com"}"#),
        (rs256, r#"{"iss":"c","sub":"d","aud":"https://as.example","jti":"1","exp":2}"#),
        (rs256, r#"{"iss":"c","sub":"c","aud":"https://as.example","jti":"1","exp":2,"role":"admin"}"#),
        (rs256, r#"{"iss":"c","sub":"c","aud":"as","jti":"1","exp":2}"#),
        (rs256, r#"{"client_id":"c","response_type":"code"}"#),
        (rs256, r#"{"events":{"x":{}}}"#),
        (r#"{"alg":"ES256","url":"https://acme.example/new-acct"}"#, "{}"),
        (r#"{"alg":"ES256","typ":"dpop"}"#, r#"{"htm":"GET","htu":"https://a.example"}"#),
        // Marks of the wrong type.
        (rs256, r#"{"iss":["https://accounts.google.com"],"aud":null}"#),
        (rs256, r#"{"iss":{"x":"https://accounts.google.com"},"aud":"x"}"#),
        (rs256, r#"{"iss":"https://acme.okta.com","jti":7}"#),
        (rs256, r#"{"kubernetes.io":"x","sub":"system:serviceaccount:a:b"}"#),
        (rs256, r#"{"iss":"i","sub":"s","aud":"a","at_hash":7}"#),
        (r#"{"alg":"ES256","typ":7}"#, "{}"),
        (r#"{"alg":"ES256","typ":"JWT"}"#, r#"{"sub":"spiffe://"}"#),
    ];
    for (header, claims) in cases {
        assert_eq!(of(header, claims), None, "{header} {claims}");
    }
    assert!(cases.len() >= 30);
}

#[test]
fn marks_beyond_the_first_claims_cost_nothing() {
    let filler = (0..300).map(|index| format!(r#""c{index}":1,"#)).collect::<Vec<_>>().concat();
    assert_eq!(of("{}", &format!(r#"{{{filler}"iss":"accounts.google.com","aud":"x"}}"#)), None);
}

#[test]
fn every_kind_is_in_the_table_and_has_its_own_word() {
    let words: BTreeSet<&str> = TokenKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(words.len(), TokenKind::ALL.len());
    for kind in TokenKind::ALL {
        assert!(table::ROWS.iter().any(|row| row.kind == *kind), "{kind:?}");
    }
}
