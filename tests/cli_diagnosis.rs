//! `jotlens inspect` of tokens whose signature does not hold: what was proved, what was tried, and in which words.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::process::Output;

use jotlens::encoding::base64url::encode;
use jotlens::jose::JwsAlgorithm;
use jotlens::jose::jws::sign;
use jotlens::jose::read::read_secret_file;
use serde_json::Value;
use tempfile::TempDir;

use program::{program, run};

const SIGNER: &[u8] = b"a-secret-of-thirty-two-bytes-or-more";
const OTHER: &[u8] = b"quite another secret, but long enough";

/// A folder with a set of two secrets: `a`, which the token names, and `b`, which signed it.
fn desk() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let key = |kid: &str, secret: &[u8]| format!(r#"{{"kty":"oct","kid":"{kid}","k":"{}"}}"#, encode(secret));
    let set = format!(r#"{{"keys":[{},{}]}}"#, key("a", OTHER), key("b", SIGNER));
    fs::write(folder.path().join("keys.json"), set).expect("written");
    folder
}

fn token(kid: &str, payload: &str) -> String {
    let header = format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#);
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    let signature = sign(JwsAlgorithm::Hs256, &read_secret_file(SIGNER, "k"), input.as_bytes());
    format!("{input}.{}", encode(&signature.expect("signs")))
}

fn altered(kid: &str) -> String {
    let (one, other) = (token(kid, r#"{"sub":"a"}"#), token(kid, r#"{"sub":"b"}"#));
    let (input, _) = one.rsplit_once('.').expect("three parts");
    let (_, signature) = other.rsplit_once('.').expect("three parts");
    format!("{input}.{signature}")
}

fn inspect(folder: &TempDir, more: &[&str], language: &str) -> Output {
    let mut program = program();
    program
        .args(["inspect", "--no-keychain", "--key", "keys.json"])
        .args(more)
        .current_dir(folder.path())
        .env("LANG", language);
    run(&mut program, b"")
}

fn json(folder: &TempDir, token: &str) -> Value {
    let output = inspect(folder, &["--json", token], "en_US.UTF-8");
    let mut report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    report["tokens"][0].take()
}

#[test]
fn json_says_the_proof_what_was_tried_and_the_kind_of_mend() {
    let desk = desk();
    let proved = json(&desk, &token("a", r#"{"sub":"a"}"#));
    assert_eq!(proved["signature"]["verdict"], "invalid", "a diagnosis makes nothing valid");
    assert_eq!(proved["accept"], false);
    let diagnosis = &proved["diagnosis"];
    assert_eq!(diagnosis["proof"], "other-keys");
    assert_eq!(diagnosis["mend"], "key");
    assert_eq!(diagnosis["stopped"], false);
    let ids: Vec<&str> =
        proved["findings"].as_array().expect("a list").iter().filter_map(|one| one["id"].as_str()).collect();
    assert!(ids.contains(&"dx.other-key"), "{ids:?}");
    let unexplained = json(&desk, &altered("a"));
    let diagnosis = &unexplained["diagnosis"];
    assert_eq!((&diagnosis["proof"], &diagnosis["mend"]), (&Value::Null, &Value::Null));
    let tried = diagnosis["tried"].as_array().expect("a list");
    assert!(tried.iter().any(|one| one["step"] == "other-keys" && one["count"] == 1), "{tried:?}");
    assert_eq!(json(&desk, &token("b", r#"{"sub":"a"}"#))["diagnosis"], Value::Null, "it is valid");
}

#[test]
fn a_person_reads_the_cause_or_what_was_tried() {
    let desk = desk();
    for (language, proved, tried) in [
        ("en_US.UTF-8", "Signed with your key", "What was tried: "),
        ("ko_KR.UTF-8", "다른 키로 서명됨", "시도한 것: "),
    ] {
        let said = inspect(&desk, &[&token("a", r#"{"sub":"a"}"#)], language).stdout;
        let said = String::from_utf8(said).expect("UTF-8");
        assert!(said.contains(proved) && !said.contains(tried), "{said}");
        let said = inspect(&desk, &[&altered("a")], language).stdout;
        let said = String::from_utf8(said).expect("UTF-8");
        assert!(said.contains(tried), "{said}");
        assert!(!said.contains("quite another secret"), "{said}");
    }
}
