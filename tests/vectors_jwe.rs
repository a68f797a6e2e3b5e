//! Public test vectors (Wycheproof, the RFCs, the JOSE cookbook, peer libraries): every JWE must decrypt, or not,
//! as they say.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may stop, and says aloud what it skips"
)]

#[path = "common/vectors.rs"]
mod vectors;

use std::path::Path;
use std::sync::Arc;

use jotlens::encoding::{base64url, json};
use jotlens::jose::jwe::{self, Limits};
use jotlens::jose::token::{Jwe, Shape, Token};
use jotlens::jose::{Key, jwk};
use serde_json::Value;

use vectors::vectors;

#[test]
fn every_jwe_comes_out_as_the_vectors_say() {
    let root = vectors();
    let mut wrong = Vec::new();
    for (folder, at_least) in [("wycheproof", 170), ("rfc", 25), ("cookbook", 70), ("peers", 25)] {
        let Some(cases) = cases(&root.join(folder)) else {
            println!("skipped: no vectors in {}", root.join(folder).display());
            continue;
        };
        let mut checked = 0;
        for case in &cases {
            let expected = match case["expected"]["signature_math"].as_str() {
                Some("valid") => true,
                Some("invalid") => false,
                _ => continue,
            };
            if case["kind"] != "jwe" {
                continue;
            }
            checked += 1;
            let id = case["id"].as_str().unwrap();
            match (opened(case), expected) {
                (Ok((content, fits)), true) if is_expected(case, &content) => {
                    // Not the other way round: a token can be refused for more reasons than its key.
                    if case["expected"]["accept"] == true && !fits {
                        wrong.push(format!("{id}: accepted, and the key is not meant for it"));
                    }
                }
                (Ok(_), true) => wrong.push(format!("{id}: decrypts to something else")),
                (Err(_), false) => {}
                (found, _) => wrong.push(format!("{id}: decrypts = {expected} expected, {found:?} found")),
            }
        }
        println!("{folder}: {checked} of {} cases", cases.len());
        assert!(checked >= at_least, "{folder}: {checked} cases are too few, the loader must be broken");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn is_expected(case: &Value, content: &[u8]) -> bool {
    case["expected"]["payload_b64u"].as_str().is_none_or(|text| base64url::encode(content) == text)
}

/// What any of the keys finds inside for any of the recipients, and whether that key is meant for it; otherwise why the
/// last one found nothing.
fn opened(case: &Value) -> Result<(Vec<u8>, bool), String> {
    let (jwe, text) = token(case["input"].as_str().ok_or("no text")?)?;
    let mut last = Err("no key".to_owned());
    for key in case["jwks"].as_array().ok_or("no keys")? {
        let key = read_jwk(key)?;
        for recipient in 0..jwe.recipients.len() {
            last = jwe::decrypt(&jwe, &text, recipient, &key, &Limits::default(), &|| false)
                .map(|plain| (plain.bytes.to_vec(), jwe::fit(&jwe, recipient, &key).is_ok()))
                .map_err(|error| error.to_string());
            if last.is_ok() {
                return last;
            }
        }
    }
    last
}

fn token(text: &str) -> Result<(Jwe, Arc<str>), String> {
    let text: Arc<str> = text.trim().into();
    let token = match json::parse(Arc::clone(&text)).json {
        Some(json) if text.starts_with('{') => Token::json(Arc::clone(&text), &json),
        _ => Token::compact(Arc::clone(&text)),
    };
    match token.shape {
        Shape::Jwe(jwe) => Ok((jwe, token.text)),
        Shape::Jws(_) => Err("taken for a JWS".to_owned()),
    }
}

fn read_jwk(value: &Value) -> Result<Key, String> {
    let parsed = json::parse(Arc::from(value.to_string()));
    let json = parsed.json.ok_or("no JSON")?;
    jwk::read(json.root(), "key").map(|read| read.key).map_err(|fault| fault.to_string())
}

fn cases(folder: &Path) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for part in ["part-1/cases.json", "part-2/cases.json"] {
        if let Ok(bytes) = std::fs::read(folder.join(part)) {
            all.extend(serde_json::from_slice::<Vec<Value>>(&bytes).unwrap());
        }
    }
    (!all.is_empty()).then_some(all)
}
