//! `jotlens negatives` from outside: the contract of its JSON, the other formats, and what it refuses.

#![expect(clippy::expect_used, reason = "a test may stop")]

#[path = "common/files.rs"]
mod files;
#[path = "common/program.rs"]
mod program;

use std::process::{Command, Output};

use serde_json::Value;

use files::file;
use program::{program, run};

const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";
const CLAIMS: &str =
    r#"{"iss":"https://auth.example.com","sub":"a","aud":"https://api.example.com","exp":4000000000}"#;
const EC: &str = r#"{"kty":"EC","crv":"P-256","kid":"e1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#;

fn jotlens(arguments: &[&str]) -> Output {
    run(program().args(arguments), b"")
}

/// Its standard output, if it did what was asked.
fn done(arguments: &[&str]) -> String {
    let output = jotlens(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8").trim_end_matches('\n').to_owned()
}

#[test]
fn the_json_is_the_contract() {
    let key = file("ec.jwk", EC);
    for signer in [["--key", &key], ["--secret", SECRET]] {
        let token = done(&["sign", signer[0], signer[1], CLAIMS]);
        let set = done(&["negatives", &token, signer[0], signer[1], "--json"]);
        let set: Value = serde_json::from_str(&set).expect("JSON");
        let list = set["negatives"].as_array().expect("a list");
        assert!(list.len() >= 50, "{}", list.len());
        for one in list {
            for name in ["name", "token", "why", "reference"] {
                assert!(one[name].as_str().is_some_and(|text| !text.is_empty()), "{one}");
            }
            let accept = one["accept"].as_bool().expect("a verdict");
            assert_eq!(accept, one["name"].as_str().expect("a name").starts_with("control"), "{one}");
        }
        let control = list.iter().find(|one| one["name"] == "control").expect("the control");
        assert_eq!(control["token"], token.as_str(), "the control is the token itself");
        for (name, exit) in [("control-resigned", 0), ("expired", 1), ("alg-none", 1), ("wrong-key", 1)] {
            let one = list.iter().find(|one| one["name"] == name).expect("it is there");
            let token = one["token"].as_str().expect("a token");
            let output = jotlens(&["inspect", "--no-keychain", signer[0], signer[1], token]);
            assert_eq!(output.status.code(), Some(exit), "{name}");
        }
    }
}

#[test]
fn of_several_keys_the_one_that_signed_it() {
    let other = EC
        .replace("\"kid\":\"e1\"", "\"kid\":\"e2\"")
        .replace("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI", "");
    let other = other.replace(",\"d\":\"\"", "");
    let set = file("set.jwks", format!(r#"{{"keys":[{{"kty":"oct","k":"AAAA","kid":"s"}},{EC}]}}"#));
    let token = done(&["sign", "--key", &file("one.jwk", EC), CLAIMS]);
    assert!(done(&["negatives", &token, "--key", &set, "--json"]).contains("\"wrong-key\""));
    let public = jotlens(&["negatives", &token, "--key", &file("public.jwk", &other)]);
    assert_eq!(public.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&public.stderr).contains("Only the public half"), "{public:?}");
}

#[test]
fn other_formats_and_the_table() {
    let token = done(&["sign", "--secret", SECRET, CLAIMS]);
    let made = |more: &[&str]| done(&[&["negatives", &token, "--secret", SECRET], more].concat());
    for (format, part) in [
        ("csv", "name,accept,token,why,reference"),
        ("http", "GET https://api.example.com/\nAuthorization: Bearer eyJ"),
        ("curl", "check 'expired' refuse 'eyJ"),
        ("pytest", "id=\"expired\"),"),
        ("junit", "Arguments.of(\"expired\", \"eyJ"),
        ("json", "{\"negatives\":["),
    ] {
        let text = made(&["--format", format]);
        assert!(text.contains(part), "{format}: {text}");
    }
    assert!(
        made(&["--format", "http", "--url", "http://localhost:1/x"]).contains("GET http://localhost:1/x\n")
    );
    let table = made(&[]);
    assert!(table.contains("refuse  expired "), "{table}");
    assert!(table.contains("accept  control "), "{table}");
    assert!(table.contains("A secret has no public half"), "{table}");
    assert!(table.ends_with("Only for systems that you may test"), "{table}");
    assert!(!table.contains("renewed"), "{table}");
    let late = made(&["--now", "4000000001"]);
    assert!(late.contains("its times were renewed"), "{late}");
}

/// A machine reads the set from standard output; what is not in it is told beside it.
#[test]
fn what_is_left_out_is_told_in_every_format() {
    let token = done(&["sign", "--secret", SECRET, CLAIMS]);
    for more in [&["--json"][..], &["--format", "json"], &["--format", "csv"], &["--format", "curl"]] {
        let output = jotlens(&[&["negatives", &token, "--secret", SECRET], more].concat());
        let (told, set) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        assert_eq!(output.status.code(), Some(0), "{more:?}: {told}");
        assert!(told.contains("Left out:"), "{more:?}: {told}");
        assert!(told.contains("confusion-pem ") && told.contains("A secret has no public half"), "{told}");
        assert!(!set.contains("confusion-pem") && !set.contains("Left out"), "{more:?}: {set}");
    }
}

#[test]
fn an_instant_without_a_year_is_a_wrong_call() {
    let token = done(&["sign", "--secret", SECRET, CLAIMS]);
    for now in ["9223372036854775807", "-9223372036854775808", "253402300800000"] {
        let output = jotlens(&["negatives", &token, "--secret", SECRET, "--now", now]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{now}: {told}");
        assert!(!told.contains("panicked"), "{told}");
    }
    let far = jotlens(&["negatives", &token, "--secret", SECRET, "--now", "9999-01-01T00:00:00Z"]);
    assert_eq!(far.status.code(), Some(0), "{far:?}");
}

#[test]
fn the_shell_script_is_one() {
    let token = done(&["sign", "--secret", SECRET, CLAIMS]);
    let script = done(&["negatives", &token, "--secret", SECRET, "--format", "curl"]);
    let path = file("set.sh", &script);
    let checked = Command::new("sh").args(["-n", &path]).output().expect("a shell");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn what_is_no_call_or_no_set() {
    let token = done(&["sign", "--secret", SECRET, CLAIMS]);
    let cases: [(&[&str], i32, &str); 6] = [
        (&["negatives", &token], 2, "a key is needed"),
        (&["negatives", &token, "--secret", "other"], 1, "None of the keys has signed"),
        (&["negatives", "x", "--secret", SECRET], 1, "no signed token"),
        (&["negatives", "eyJhbGciOiJub25lIn0.e30.", "--secret", SECRET], 1, "no signature algorithm"),
        (&["negatives", &token, "--secret", SECRET, "--format", "xml"], 2, "one of json, csv"),
        (&["negatives", &token, "--secret", SECRET, "--format", "csv", "--json"], 2, "cannot be used with"),
    ];
    for (arguments, exit, part) in cases {
        let output = jotlens(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {said}");
        assert!(said.contains(part), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}
