//! The rules on claims: each fires where it must, and nowhere else.

use std::sync::Arc;

use super::report;
use super::report::Policy;
use crate::encoding::base64url;

const NOW: i64 = 1_790_000_000;

/// The ids of the findings on an unverified token with these claims.
fn found(claims: &str) -> Vec<&'static str> {
    let header = base64url::encode(br#"{"alg":"ES256","typ":"JWT"}"#);
    let token = format!("{header}.{}.{}", base64url::encode(claims.as_bytes()), base64url::encode(&[7; 64]));
    let report = report(&Arc::from(token), &[], NOW, &Policy::default());
    report.tokens[0].findings.iter().map(|finding| finding.meta().id).collect()
}

/// An id, claims that it is told of, and claims that it is not.
pub(super) const CASES: &[(&str, &[&str], &[&str])] = &[
    ("claim.null", &[r#""sub":null"#, r#""exp":null"#], &[r#""sub":"null""#, r#""nickname":null"#]),
    ("claim.iss-missing", &[r#""sub":"a""#, r#""issuer":"a""#], &[r#""iss":"a""#, r#""iss":1"#]),
    ("claim.iss-type", &[r#""iss":["a"]"#, r#""iss":7"#, r#""iss":{}"#], &[r#""iss":"a""#, r#""iss":null"#]),
    (
        "claim.iss-insecure",
        &[r#""iss":"http://a.example""#, r#""iss":"http://localhost:8080/realms/a""#],
        &[r#""iss":"https://a.example""#, r#""iss":"a""#, r#""aud":"http://a.example""#],
    ),
    (
        "claim.aud-type",
        &[r#""aud":[]"#, r#""aud":42"#, r#""aud":["a",1]"#, r#""aud":{}"#, r#""aud":true"#],
        &[r#""aud":"a""#, r#""aud":["a"]"#, r#""aud":null"#, r#""sub":"a""#],
    ),
    ("claim.aud-multi", &[r#""aud":["a","b"]"#, r#""aud":["a","a"]"#], &[r#""aud":["a"]"#, r#""aud":"a b""#]),
    (
        "claim.aud-wildcard",
        &[r#""aud":"*""#, r#""aud":["a","https://*.b"]"#],
        &[r#""aud":"a""#, r#""scope":"*""#],
    ),
    ("claim.sub-missing", &[r#""iss":"a""#, r#""user":"a""#], &[r#""sub":"a""#, r#""sub":7"#]),
    ("claim.sub-type", &[r#""sub":42"#, r#""sub":["a"]"#], &[r#""sub":"42""#, r#""sub":null"#]),
    ("claim.scope-type", &[r#""scope":["a"]"#, r#""scp":["a"]"#], &[r#""scope":"a b""#, r#""scopes":["a"]"#]),
    (
        "claim.bool-as-string",
        &[r#""email_verified":"true""#, r#""a":{"b":["false"]}"#],
        &[r#""email_verified":true"#, r#""a":"True story""#, r#""a":"truest""#],
    ),
    (
        "claim.pii",
        &[
            r#""email":"a""#,
            r#""upn":"alice@acme.example""#,
            r#""phone_number":"+49 30 1""#,
            r#""birthDate":"1985""#,
            r#""card":"4111111111111111""#,
            r#""card":"4111 1111 1111 1111""#,
            r#""user":{"ssn":"078-05-1120"}"#,
        ],
        &[
            r#""email_verified":true"#,
            r#""iss":"svc@project.iam.example""#,
            r#""sub":"sa@project.iam.gserviceaccount.com""#,
            r#""card":"4111111111111112""#,
            r#""tenant_id":"4111111111111111""#,
            r#""number":"123456789012345""#,
            r#""note":"@alice, see you at 5""#,
            r#""email":"""#,
        ],
    ),
    (
        "claim.secret",
        &[
            r#""password":"hunter2""#,
            r#""db_password":"hunter2""#,
            r#""aws":"AKIAIOSFODNN7EXAMPLE""#,
            r#""token":"ghp_0123456789abcdefghij""#,
            r#""k":"-----BEGIN EC PRIVATE KEY-----\nMHc""#,
        ],
        &[
            r#""password_changed_at":"2026-01-01""#,
            r#""pwd_url":"https://a.example""#,
            r#""amr":["pwd"]"#,
            r#""secret":true"#,
            r#""password":"""#,
            r#""a":"AKIA""#,
            r#""k":"-----BEGIN PUBLIC KEY-----""#,
        ],
    ),
    (
        "claim.privileged",
        &[
            r#""role":"admin""#,
            r#""roles":["user","ROLE_ADMIN"]"#,
            r#""scope":"read *""#,
            r#""realm_access":{"roles":["realm-admin"]}"#,
            r#""https://a.example/roles":["superuser"]"#,
            r#""is_admin":true"#,
            r#""role":"service_role""#,
        ],
        &[
            r#""role":"user""#,
            r#""scope":"read:admin_notes""#,
            r#""is_admin":false"#,
            r#""name":"admin""#,
            r#""roles":["administrative-assistant"]"#,
        ],
    ),
    (
        "claim.injection",
        &[
            r#""name":"<script>alert(1)</script>""#,
            r#""name":"${jndi:ldap://a.example/a}""#,
            r#""name":"{{7*7}}""#,
            r#""name":"x' OR '1'='1""#,
            r#""name":"a'; DROP TABLE users;--""#,
            r#""name":"1 UNION SELECT password FROM users""#,
            r#""id":"7 OR 1=1""#,
            r#""id":"1;WAITFOR DELAY 0:0:5""#,
        ],
        &[
            r#""name":"Miles O'Brien""#,
            r#""name":"Tom & Jerry <3""#,
            r#""note":"select one from the list""#,
            r#""note":"the union selects a chair from its members""#,
            r#""note":"drop the table by the door""#,
            r#""note":"either 1 or 11 is right""#,
            r#""note":"it costs $5 {net}""#,
            r#""note":"a | b; c""#,
            r#""nonce":"n-0S6_WzA2Mj""#,
        ],
    ),
    (
        "claim.url-internal",
        &[
            r#""callback":"http://169.254.169.254/latest""#,
            r#""picture":"https://localhost/a.png""#,
            r#""a":["http://[::1]/"]"#,
        ],
        &[
            r#""redirect_uri":"http://127.0.0.1:49152/callback""#,
            r#""redirect_uris":["http://localhost/callback"]"#,
            r#""post_logout_redirect_uri":"http://localhost:3000/""#,
            r#""picture":"https://a.example/localhost""#,
            r#""iss":"https://kubernetes.default.svc.cluster.local""#,
            r#""aud":["http://localhost"]"#,
            r#""a":"10.0.0.1""#,
        ],
    ),
];

#[test]
fn each_rule_on_claims_fires_where_it_must_and_nowhere_else() {
    for (id, fires, quiet) in CASES {
        for (claims, wanted) in
            fires.iter().map(|one| (one, true)).chain(quiet.iter().map(|one| (one, false)))
        {
            assert_eq!(found(&format!("{{{claims}}}")).contains(id), wanted, "{id} on {claims}");
        }
    }
}

#[test]
fn size_is_told_of_the_largest_claim_or_of_all() {
    let of = |claims: &str| found(claims).contains(&"claim.size");
    let long = "x".repeat(4_096);
    assert!(of(&format!(r#"{{"a":"{long}"}}"#)));
    assert!(!of(&format!(r#"{{"a":"{}"}}"#, "x".repeat(4_000))));
    let many =
        |count: usize| (0..count).map(|n| format!(r#""claim{n}":"{n}""#)).collect::<Vec<_>>().join(",");
    assert!(of(&format!("{{{}}}", many(1_000))));
    assert!(!of(&format!("{{{}}}", many(100))));
}
