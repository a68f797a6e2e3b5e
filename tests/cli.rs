//! The headless command from outside: exit status, streams, keys, time, and what a terminal must never get.

#![expect(clippy::expect_used, clippy::format_collect, reason = "a test may stop, and need not be fast")]

#[path = "common/files.rs"]
mod files;
#[path = "common/program.rs"]
mod program;

use std::path::Path;
use std::process::Output;

use jotlens::encoding::base64url;
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::jws::sign;
use jotlens::jose::key::{Key, Material};
use jotlens::jose::secret::SecretBytes;
use serde_json::Value;

use files::file;
use program::{program, run};

const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";
const NOW: i64 = 1_790_000_000;

fn jotlens(arguments: &[&str], input: &[u8]) -> Output {
    run(program().args(arguments), input)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("valid JSON")
}

fn signed(claims: &str) -> String {
    let key = Key::new("k", Material::Secret(SecretBytes::new(SECRET.as_bytes().to_vec())));
    let header = base64url::encode(br#"{"alg":"HS256","typ":"JWT"}"#);
    let input = format!("{header}.{}", base64url::encode(claims.as_bytes()));
    let signature = sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).expect("signs");
    format!("{input}.{}", base64url::encode(&signature))
}

fn good() -> String {
    signed(&format!(r#"{{"sub":"a","aud":"api","jti":"1","iat":{NOW},"exp":{}}}"#, NOW + 300))
}

#[test]
fn exit_status_says_whether_all_would_be_accepted() {
    let good = good();
    let late = (NOW + 400).to_string();
    let cases: &[(&str, Vec<&str>, &str, i32)] = &[
        ("valid", vec!["--now", "1790000000", "--secret", SECRET], &good, 0),
        ("rfc 3339", vec!["--now", "2026-09-21T14:13:20Z", "--secret", SECRET], &good, 0),
        ("wrong secret", vec!["--now", "1790000000", "--secret", "wrong"], &good, 1),
        ("no key", vec!["--now", "1790000000"], &good, 1),
        ("expired", vec!["--now", &late, "--secret", SECRET], &good, 1),
        ("leeway", vec!["--now", &late, "--leeway", "200", "--secret", SECRET], &good, 0),
        ("no token", vec!["--secret", SECRET], "hello", 2),
        ("empty", vec![], "", 2),
        ("bad time", vec!["--now", "yesterday"], &good, 2),
        ("negative leeway", vec!["--leeway", "-1"], &good, 2),
        ("unknown option", vec!["--frobnicate"], &good, 2),
        ("missing key file", vec!["--key", "/no/such/file"], &good, 2),
        ("bad hex", vec!["--secret-hex", "xyz"], &good, 2),
    ];
    for (name, options, input, want) in cases {
        for form in [&[][..], &["--json"]] {
            let arguments = [&["inspect"], form, options, &["-"]].concat();
            let output = jotlens(&arguments, input.as_bytes());
            assert_eq!(output.status.code(), Some(*want), "{name} {form:?}: {}", text(&output.stderr));
            assert!(!text(&output.stderr).contains("panicked"), "{name}");
        }
    }
}

#[test]
fn a_call_that_is_wrong_says_so_in_few_words() {
    let output = jotlens(&["inspect", "--key", "/no/such/file", "x"], b"");
    assert_eq!(text(&output.stderr).trim(), "jotlens: /no/such/file: there is no such file");
    assert!(output.stdout.is_empty());
    let help = jotlens(&["inspect", "--help"], b"");
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("--leeway"));
}

#[test]
fn input_comes_as_argument_file_or_standard_input() {
    let token = good();
    let saved = file("token.jwt", format!("Bearer {token}\n").as_bytes());
    for (argument, input) in [(token.as_str(), ""), (&saved, ""), ("-", token.as_str())] {
        let output = jotlens(&["inspect", "--json", "--now", "1790000000", argument], input.as_bytes());
        assert_eq!(json(&output)["tokens"][0]["payload"]["json"]["sub"], "a");
    }
}

#[test]
fn secrets_are_read_as_they_are_said_to_be() {
    let token = good();
    let hex = SECRET.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let base64 = base64_simd::STANDARD.encode_to_string(SECRET);
    let plain = file("secret.txt", SECRET.as_bytes());
    let newline = file("newline.txt", format!("{SECRET}\n").as_bytes());
    let jwk = file(
        "secret.jwk",
        format!(r#"{{"kty":"oct","kid":"x","k":"{}"}}"#, base64url::encode(SECRET.as_bytes())).as_bytes(),
    );
    let cases = [
        ("--secret", SECRET, "valid"),
        ("--secret-hex", hex.as_str(), "valid"),
        ("--secret-base64", base64.as_str(), "valid"),
        ("--secret", base64.as_str(), "invalid"),
        ("--key", &plain, "valid"),
        ("--key", &newline, "invalid"),
        ("--key", &jwk, "valid"),
    ];
    for (option, value, want) in cases {
        let output =
            jotlens(&["inspect", "--json", "--now", "1790000000", option, value, "-"], token.as_bytes());
        assert_eq!(json(&output)["tokens"][0]["signature"]["verdict"], want, "{option} {value}");
    }
}

#[test]
fn json_inside_a_token_is_spelled_as_the_token_spells_it() {
    let claims = "{ \"z\":1.0, \"a\" : 12345678901234567890,\n\"e\":1E2,\"a\":-0,\"u\":\"\\u00e9\" }";
    let output = jotlens(&["inspect", "--json", "--now", "1790000000", "-"], signed(claims).as_bytes());
    assert!(text(&output.stdout).contains(&format!(r#""json":{claims}"#)), "{}", text(&output.stdout));
    assert_eq!(json(&output)["tokens"][0]["payload"]["text"], claims);
}

#[test]
fn nothing_that_steers_a_terminal_gets_out() {
    let nasty =
        "{\"sub\":\"\u{1b}[31m\u{202e}evil\u{200b}\u{9b}2J\",\"\u{2066}name\":\"\\u001b]0;x\\u0007\"}";
    let kid = "{\"alg\":\"HS256\",\"kid\":\"\u{202e}\u{85}\"}";
    let token = format!("{}.{}.AAAA", base64url::encode(kid.as_bytes()), base64url::encode(nasty.as_bytes()));
    for options in [&["inspect"][..], &["inspect", "--json"]] {
        let output = jotlens(
            &[options, &["--now", "1790000000", "-"]].concat(),
            format!("x\u{1b}[5m {token}").as_bytes(),
        );
        let shown = text(&output.stdout);
        let bad: Vec<char> = shown
            .chars()
            .filter(|c| c.is_control() && *c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
            .collect();
        assert!(bad.is_empty(), "{options:?}: {bad:?}");
    }
}

#[test]
fn colour_only_for_a_terminal() {
    let output = jotlens(&["inspect", "-"], good().as_bytes());
    assert!(!output.stdout.contains(&0x1b));
    assert!(text(&output.stdout).contains("No key"), "{}", text(&output.stdout));
}

#[test]
fn the_window_without_a_display_names_the_headless_command() {
    let output = jotlens(&[], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("jotlens inspect"), "{}", text(&output.stderr));
}

/// What no reader should have to survive, and this one does. Speed is for the benchmarks.
#[test]
fn large_and_hostile_inputs_end_in_a_report() {
    let header = base64url::encode(br#"{"alg":"HS256"}"#);
    let encode = |text: String| base64url::encode(text.as_bytes());
    let many: String = (0..100_000).map(|number| format!("\"claim{number}\":{number},")).collect();
    let cases: Vec<(&str, String)> = vec![
        ("dots", format!("{header}{}", ".".repeat(250_000))),
        ("only dots", ".".repeat(250_000)),
        ("nesting", format!("{header}.{}.AAAA", encode("[".repeat(100_000) + &"]".repeat(100_000)))),
        ("open nesting", format!("{header}.{}.AAAA", encode("{\"a\":".repeat(100_000)))),
        ("claims", format!("{header}.{}.AAAA", encode(format!("{{{many}\"last\":1}}")))),
        ("long name", format!("{header}.{}.AAAA", encode(format!("{{\"{}\":1}}", "n".repeat(10_000))))),
        ("10 MB", format!("{header}.{}.AAAA", encode(format!("{{\"a\":\"{}\"}}", "x".repeat(10_000_000))))),
        ("many tokens", format!("{header}.{header}.AAAA ").repeat(2_000)),
        ("quotes", "\"".repeat(100_000)),
        ("brackets", "[".repeat(100_000)),
        ("percent", "eyJ%2E".repeat(50_000)),
        ("bearers", "Bearer ".repeat(50_000)),
        ("ampersands", "&quot".repeat(50_000)),
    ];
    for (name, input) in cases {
        let output = jotlens(&["inspect", "--json", "-"], input.as_bytes());
        assert!(
            matches!(output.status.code(), Some(1 | 2)),
            "{name}: {:?} {}",
            output.status,
            text(&output.stderr)
        );
        assert!(serde_json::from_slice::<Value>(&output.stdout).is_ok(), "{name}");
    }
}

#[test]
fn paths_that_are_no_files_are_text() {
    let output = jotlens(&["inspect", Path::new("/").to_str().expect("UTF-8")], b"");
    assert_eq!(output.status.code(), Some(2));
}
