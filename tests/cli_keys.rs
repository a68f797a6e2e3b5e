//! `jotlens keys` from outside: what a key file is, exit status, and what must never be printed.

#![expect(clippy::expect_used, reason = "a test may stop")]

#[path = "common/program.rs"]
mod program;

use std::io::Write as _;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use program::{program, run};

fn jotlens(arguments: &[&str]) -> Output {
    run(program().args(arguments), b"")
}

fn collected(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys").join(file);
    path.to_str().expect("UTF-8").to_owned()
}

fn show(file: &str, more: &[&str]) -> (Option<i32>, Value) {
    let output = jotlens(&[&["keys", "show", "--json", &collected(file)], more].concat());
    (output.status.code(), serde_json::from_slice(&output.stdout).expect("valid JSON"))
}

fn ids(findings: &Value) -> Vec<&str> {
    findings.as_array().expect("a list").iter().filter_map(|finding| finding["id"].as_str()).collect()
}

fn temporary(content: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(content).expect("written");
    file
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

#[test]
fn a_key_is_described_as_the_contract_says() {
    let (status, value) = show("rsa2048/private.jwk.json", &[]);
    assert_eq!(status, Some(0));
    assert_eq!(value["format"], "JSON Web Key");
    let key = &value["keys"][0];
    assert_eq!((key["kind"].as_str(), key["bits"].as_u64()), (Some("RSA"), Some(2048)));
    assert_eq!((&key["curve"], &key["private"]), (&Value::Null, &Value::Bool(true)));
    assert_eq!(key["thumbprint"], "S6GsFBRSRlXer3Acqw4etjfSYCwq4cNuuDYkS6VWkLs");
    assert_eq!(ids(&key["findings"]), ["key.alg-missing"]);
    for (file, kind, curve, algorithm) in [
        ("ec-p384/spki.pem", "EC", Some("P-384"), None),
        ("ed448/pkcs8.pem", "OKP", Some("Ed448"), None),
        ("ml-dsa-65/public.jwk.json", "AKP", None, Some("ML-DSA-65")),
        ("oct256/secret.jwk.json", "oct", None, None),
    ] {
        let key = show(file, &[]).1["keys"][0].take();
        assert_eq!(key["kind"], kind, "{file}");
        assert_eq!((key["curve"].as_str(), key["algorithm"].as_str()), (curve, algorithm), "{file}");
    }
}

#[test]
fn a_secret_is_shown_in_all_its_readings_and_never_itself() {
    let (status, value) = show("oct256/secret.hex", &[]);
    assert_eq!(status, Some(0));
    let read = |key: &Value| (key["reading"].as_str().map(str::to_owned), key["bits"].as_u64());
    let found: Vec<_> = value["keys"].as_array().expect("keys").iter().map(read).collect();
    let expected = [("raw", 512), ("hex", 256), ("base64", 384)];
    assert_eq!(found, expected.map(|(reading, bits)| (Some(reading.to_owned()), Some(bits))));

    let secret = temporary(b"hunter2 and more\n");
    let path = secret.path().to_str().expect("UTF-8");
    for arguments in [&["keys", "show", path][..], &["keys", "show", "--json", path]] {
        let output = jotlens(arguments);
        assert!(!stdout(&output).contains("hunter2") && stdout(&output).contains("dx.secret-newline"));
    }
    assert!(stdout(&jotlens(&["keys", "show", path])).contains("17 bytes"));
    // The thumbprint of a secret lets anyone try guesses: it is for machines that ask.
    let file = &collected("oct256/secret.hex");
    assert!(!stdout(&jotlens(&["keys", "show", file])).contains("B1z-rM9u"));
}

#[test]
fn passwords_are_asked_for_and_wrong_ones_called_so() {
    let file = "rsa2048/pkcs8.enc.pem";
    let (status, value) = show(file, &[]);
    assert_eq!((status, ids(&value["findings"])), (Some(1), vec!["key.password-needed"]));
    assert_eq!(value["format"], "encrypted PKCS#8 private key (PEM)");
    let (status, value) = show(file, &["--key-password", "no"]);
    assert_eq!((status, ids(&value["findings"])), (Some(1), vec!["key.wrong-password"]));
    let (status, value) = show(file, &["--key-password", "correct horse battery staple"]);
    assert_eq!((status, &value["keys"][0]["private"]), (Some(0), &Value::Bool(true)));
    assert!(ids(&value["findings"]).is_empty());
}

#[test]
fn another_key_is_compared_with() {
    let file = "bad/rsa-shared-factor.jwk.json";
    let alone = show(file, &[]).1;
    assert!(!ids(&alone["keys"][0]["findings"]).contains(&"key.rsa-weak-modulus"));
    let beside = show(file, &["--key", &collected("rsa2048/spki.pem")]).1;
    assert!(ids(&beside["keys"][0]["findings"]).contains(&"key.rsa-weak-modulus"));
}

#[test]
fn status_says_what_became_of_it() {
    let missing = collected("nowhere.pem");
    let html = collected("bad/html.pem");
    let good = collected("ed25519/spki.pem");
    for (arguments, expected) in [
        (&["keys", "show", &good][..], 0),
        (&["keys", "show", &html], 1),
        (&["keys", "show", &missing], 2),
        (&["keys", "show"], 2),
        (&["keys"], 2),
        (&["keys", "generate", "rsa-1024"], 2),
        (&["keys", "generate"], 2),
    ] {
        let output = jotlens(arguments);
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}");
        assert_eq!(output.stdout.is_empty(), expected == 2, "{arguments:?}");
    }
    let help = jotlens(&["keys", "generate", "--help"]);
    assert!(stdout(&help).contains("ml-dsa-87") && stdout(&help).contains("x25519"));
}

#[test]
fn a_hostile_name_does_not_steer_the_terminal() {
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "kid":"\u001b[31m\u202e\r\nroot","alg":"\u001b]0;x\u0007"}"#;
    let file = temporary(jwk.as_bytes());
    let path = file.path().to_str().expect("UTF-8");
    for arguments in [&["keys", "show", path][..], &["keys", "show", "--json", path]] {
        let output = jotlens(arguments);
        assert_eq!(output.status.code(), Some(0));
        let shown = stdout(&output);
        assert!(!shown.contains(['\u{1b}', '\u{202e}', '\r', '\u{7}']), "{shown:?}");
    }
}
