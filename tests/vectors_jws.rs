//! Public test vectors (Wycheproof, the RFCs, the JOSE cookbook, peer libraries, provider-shaped tokens):
//! the mathematics of every compact JWS must come out as the vectors say.
//!
//! Tokens are taken apart by hand and strictly here; the parser of the program has tests of its own.

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
use jotlens::jose::{JwsAlgorithm, Key, jwk, jws};
use serde_json::Value;

use vectors::vectors;

#[test]
fn compact_jws_come_out_as_the_vectors_say() {
    let root = vectors();
    let mut wrong = Vec::new();
    for (folder, at_least) in
        [("wycheproof", 460), ("rfc", 40), ("cookbook", 24), ("providers", 40), ("peers", 55)]
    {
        let Some(cases) = cases(&root.join(folder)) else {
            println!("skipped: no vectors in {}", root.join(folder).display());
            continue;
        };
        let (mut checked, mut not_done) = (0, 0);
        for case in &cases {
            let Some(expected) = expected(case) else { continue };
            checked += 1;
            let id = case["id"].as_str().unwrap();
            match (holds(case), expected) {
                (Ok(()), true) | (Err(_), false) => {}
                (Err(why), true) if why.starts_with("ML-DSA") && why.ends_with("not supported") => {
                    not_done += 1;
                }
                (found, _) => wrong.push(format!("{id}: valid = {expected} expected, {found:?} found")),
            }
        }
        println!("{folder}: {checked} of {} cases, {not_done} of them with ML-DSA", cases.len());
        assert!(checked >= at_least, "{folder}: {checked} cases are too few, the loader must be broken");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether the case is a compact JWS with a known outcome and a key to try.
fn expected(case: &Value) -> Option<bool> {
    let is_compact_jws = case["kind"] == "jws" && case["serialization"] == "compact";
    let has_keys = case["jwks"].as_array().is_some_and(|keys| !keys.is_empty());
    match case["expected"]["signature_math"].as_str()? {
        "valid" if is_compact_jws && has_keys => Some(true),
        "invalid" if is_compact_jws && has_keys => Some(false),
        _ => None,
    }
}

/// Whether any of the keys verifies the token; otherwise why the last one did not.
fn holds(case: &Value) -> Result<(), String> {
    // What follows a tilde are disclosures of an SD-JWT (RFC 9901), which the signature does not cover.
    let token = case["input"].as_str().ok_or("no text")?.split('~').next().unwrap_or_default();
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        return Err("not three segments".to_owned());
    };
    let header_bytes = base64url::decode_strict(header).ok_or("header is not base64url")?;
    let fields: Value = serde_json::from_slice(&header_bytes).map_err(|error| error.to_string())?;
    let name = fields["alg"].as_str().ok_or("no alg")?;
    let algorithm = JwsAlgorithm::from_name(name).ok_or_else(|| format!("unknown alg {name}"))?;
    let signature = base64url::decode_strict(signature).ok_or("signature is not base64url")?;

    let mut signing_input = format!("{header}.").into_bytes();
    match case["detached_b64u"].as_str() {
        Some(detached) if payload.is_empty() && fields["b64"] == false => {
            signing_input.extend(base64url::decode_strict(detached).ok_or("detached payload")?);
        }
        Some(detached) if payload.is_empty() => signing_input.extend(detached.as_bytes()),
        _ => signing_input.extend(payload.as_bytes()),
    }
    if fields["b64"] != false {
        base64url::decode_strict(payload).ok_or("payload is not base64url")?;
    }

    let mut last = Err("no key".to_owned());
    for jwk in case["jwks"].as_array().ok_or("no keys")? {
        last = read_jwk(jwk).and_then(|key| {
            jws::verify(algorithm, &key, &signing_input, &signature).map_err(|error| error.to_string())
        });
        if last.is_ok() {
            break;
        }
    }
    last
}

fn read_jwk(value: &Value) -> Result<Key, String> {
    let parsed = json::parse(Arc::from(value.to_string()));
    let json = parsed.json.ok_or("no JSON")?;
    jwk::read(json.root(), "key").map(|read| read.key).map_err(|fault| fault.to_string())
}

fn cases(folder: &Path) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for part in
        [folder.join("cases.json"), folder.join("part-1/cases.json"), folder.join("part-2/cases.json")]
    {
        if let Ok(bytes) = std::fs::read(part) {
            all.extend(serde_json::from_slice::<Vec<Value>>(&bytes).unwrap());
        }
    }
    (!all.is_empty()).then_some(all)
}
