//! `jotlens sign` from outside: what it prints is accepted by `jotlens inspect`, and what it refuses says why.

#![expect(clippy::expect_used, reason = "a test may stop")]

#[path = "common/files.rs"]
mod files;
#[path = "common/program.rs"]
mod program;

use std::process::Output;

use jotlens::encoding::base64url;
use serde_json::Value;

use files::file;
use program::{program, run};

const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";
const CLAIMS: &str = "{ \"b\" : 1.50, \"a\":\"\\u00e9\", \"exp\":4000000000 }\n";
const EC: &str = r#"{"kty":"EC","crv":"P-256","kid":"e1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#;
const X25519: &str = r#"{"kty":"OKP","crv":"X25519","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08","d":"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo"}"#;

fn jotlens(arguments: &[&str], input: &[u8]) -> Output {
    run(program().args(arguments), input)
}

/// Its standard output, if it did what was asked.
fn done(arguments: &[&str], input: &[u8]) -> String {
    let output = jotlens(arguments, input);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    assert!(said.is_empty(), "{arguments:?}: {said}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.strip_suffix('\n').expect("one line break at the end").to_owned()
}

fn inspected(token: &str, more: &[&str]) -> Value {
    let output = jotlens(&[&["inspect", "--json", "--no-keychain"], more, &["-"]].concat(), token.as_bytes());
    serde_json::from_slice(&output.stdout).expect("valid JSON")
}

#[test]
fn claims_come_back_byte_for_byte() {
    let claims = file("claims.json", CLAIMS);
    let key = file("ec.jwk", EC);
    for (arguments, input, keys) in [
        (vec!["--secret", SECRET, "-"], CLAIMS, vec!["--secret", SECRET]),
        (vec!["--secret", SECRET], CLAIMS, vec!["--secret", SECRET]),
        (vec!["--secret-hex", "00ff00ff", &claims], "", vec!["--secret-hex", "00ff00ff"]),
        (vec!["--key", &key, CLAIMS], "", vec!["--key", &key]),
        (vec!["--key", &key, "--flattened", CLAIMS], "", vec!["--key", &key]),
        (
            vec!["--key", &key, "--secret", SECRET, "--general", CLAIMS],
            "",
            vec!["--key", &key, "--secret", SECRET],
        ),
        (vec!["--key", &key, "--flattened", "--unencoded", CLAIMS], "", vec!["--key", &key]),
    ] {
        let token = done(&[&["sign"], &*arguments].concat(), input.as_bytes());
        let report = inspected(&token, &keys);
        assert_eq!(report["tokens"][0]["accept"], true, "{arguments:?}: {report}");
        assert_eq!(report["tokens"][0]["payload"]["text"], CLAIMS, "{arguments:?}");
    }
}

#[test]
fn a_detached_payload_is_given_apart() {
    let (claims, other) = (file("detached", CLAIMS), file("other", "{}"));
    for more in [&[][..], &["--unencoded"], &["--flattened"]] {
        let token = done(&[&["sign", "--secret", SECRET, "--detached", &claims], more].concat(), b"");
        assert!(!token.contains(&base64url::encode(CLAIMS.as_bytes())) && !token.contains("exp"), "{token}");
        let accepts = |payload: &str| {
            inspected(&token, &["--secret", SECRET, "--payload", payload])["tokens"][0]["accept"] == true
        };
        assert!(accepts(&claims) && !accepts(&other), "{more:?}");
    }
}

#[test]
fn the_header_and_the_machine_form() {
    let key = file("header.jwk", EC);
    let out = done(&["sign", "--key", &key, "--json", "--header", r#"{"typ":null,"x":1.0}"#, "{}"], b"");
    let out: Value = serde_json::from_str(&out).expect("valid JSON");
    let token = out["token"].as_str().expect("a token");
    let header = base64url::decode_strict(token.split('.').next().expect("a header")).expect("base64url");
    assert_eq!(header, br#"{"alg":"ES256","kid":"e1","x":1.0}"#);
    for none in [["sign", "--unsecured", "{}"].as_slice(), &["sign", "--alg", "none", "{}"]] {
        assert_eq!(done(none, b""), "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.");
    }
}

#[test]
fn refusals_say_why() {
    let public = EC.split(",\"d\"").next().expect("the public half").to_owned() + "}";
    let (key, public, x25519) = (file("k.jwk", EC), file("p.jwk", &public), file("x.jwk", X25519));
    let two = file(
        "two.jwks",
        r#"{"keys":[{"kty":"oct","kid":"e1","k":"AAECAwQFBgcICQ"},{"kty":"oct","kid":"e2","k":"CQgHBgUEAwIBAA"}]}"#,
    );
    for (arguments, status, why) in [
        (vec!["--key", &public, "{}"], 1, "Only its public half is here"),
        (vec!["--key", &x25519, "{}"], 1, "X25519 keys agree on secrets"),
        (vec!["--key", &key, "--alg", "ES384", "{}"], 1, "Needs a P-384 key"),
        (vec!["--key", &key, "--alg", "HS256", "{}"], 1, "Needs a shared secret"),
        (vec!["--key", &key, "--unencoded", "a.b"], 1, "Byte 1 of the content"),
        (vec!["{}"], 2, "A key is needed"),
        (vec!["--key", &key, "--secret", "x", "{}"], 2, "Only the general serialisation"),
        (vec!["--key", &key, "--alg", "es256", "{}"], 2, "one of HS256"),
        (vec!["--key", &key, "--alg", "none", "{}"], 2, "takes no key"),
        (vec!["--key", &key, "--unsecured", "{}"], 2, "cannot be used with"),
        (vec!["--key", &key, "--header", "{\"alg\":\"none\"}", "{}"], 2, "alg none"),
        (vec!["--key", &key, "--header", "[1]", "{}"], 2, "no object"),
        (vec!["--key", &key, "--header", "{", "{}"], 2, "Not JSON"),
        (vec!["--key", &key, "--unprotected-header", "{}", "{}"], 2, "no unprotected header"),
        (vec!["--key", "/nonexistent/key", "{}"], 2, "no such file"),
        (vec!["--key", &two, "{}"], 2, "--kid"),
        (vec!["--key", &two, "--kid", "e3", "{}"], 1, "no key in the file is called e3"),
        (vec!["--secret-hex", "0", "{}"], 2, "--secret-hex"),
    ] {
        let output = jotlens(&[&["sign"], &*arguments].concat(), b"");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.contains(why) && !said.contains("panicked"), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    let token = done(&["sign", "--key", &two, "--kid", "e2", "{}"], b"");
    assert_eq!(inspected(&token, &["--key", &two])["tokens"][0]["signature"]["key"]["kid"], "e2");
}
