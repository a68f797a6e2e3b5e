//! Public test vectors through the whole Report: acceptance, payload and findings of every JWS case must be what the
//! vectors say. The judge is that of the outside check: times count for nothing, since the examples are old.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says aloud what it skips"
)]

#[path = "common/vectors.rs"]
mod vectors;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jotlens::encoding::base64url;
use jotlens::inspect::finding::Finding;
use jotlens::inspect::report::{Policy, Report, SignatureVerdict, TokenReport};
use jotlens::inspect::{keys, report};
use jotlens::jose::read::read_keys;
use serde_json::Value;

use vectors::vectors;

#[test]
fn every_jws_case_comes_out_as_the_vectors_say() {
    let mut wrong = Vec::new();
    for (folder, at_least) in [("wycheproof", 476), ("cookbook", 47), ("rfc", 46), ("peers", 121)] {
        let root = vectors().join(folder);
        let Some(cases) = cases(&root) else {
            println!("skipped: no vectors in {}", root.display());
            continue;
        };
        let cases: Vec<&Value> = cases.iter().filter(|case| case["kind"] == "jws").collect();
        for case in &cases {
            let faults = faults(case);
            if !faults.is_empty() {
                wrong.push(format!("{}: {}", case["id"].as_str().unwrap(), faults.join("; ")));
            }
        }
        println!("{folder}: {} cases", cases.len());
        assert!(cases.len() >= at_least, "{folder}: {} cases are too few", cases.len());
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Everything that is wrong in what is said of a case.
fn faults(case: &Value) -> Vec<String> {
    let report = inspected(case);
    let expected = &case["expected"];
    let findings = all_findings(&report);
    let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.meta().id).collect();
    let mut faults = Vec::new();
    for wanted in expected["findings"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !wanted.starts_with("time.") && !ids.contains(wanted) {
            faults.push(format!("missing {wanted}"));
        }
    }
    let Some(token) = report.tokens.first() else {
        if expected["accept"] == true {
            faults.push("no token".to_owned());
        }
        return faults;
    };
    let in_tokens = report.tokens.iter().flat_map(of_token);
    let is_old = |finding: &&Finding| finding.meta().id.starts_with("time.");
    let rejects: Vec<&str> = in_tokens
        .filter(|finding| finding.rejects() && !is_old(finding))
        .map(|finding| finding.meta().id)
        .collect();
    let valid = token.signature.verdict == SignatureVerdict::Valid;
    if expected["accept"].as_bool().is_some_and(|accept| accept != (valid && rejects.is_empty())) {
        faults.push(format!(
            "{:?}, {rejects:?}, accept {} expected",
            token.signature.verdict, expected["accept"]
        ));
    }
    if let (Some(payload), true, true) =
        (expected["payload_b64u"].as_str(), valid, expected["accept"] == true)
    {
        let found = token.payload().map(|payload| base64url::encode(payload.bytes())).unwrap_or_default();
        if found != payload.trim_end_matches('=') {
            faults.push("another payload".to_owned());
        }
    }
    faults
}

fn inspected(case: &Value) -> Report {
    let (mut ring, mut policy, mut faults) = (Vec::new(), Policy::default(), Vec::new());
    let all: Vec<&Value> =
        ["jwks", "inner_jwks"].iter().filter_map(|name| case[name].as_array()).flatten().collect();
    if !all.is_empty() {
        let set = serde_json::json!({ "keys": all }).to_string();
        let file = read_keys(set.as_bytes(), "keys", None).unwrap();
        faults = keys::unusable(&file);
        policy.published = keys::published(file.format, &file.keys).collect();
        ring = file.keys;
    }
    policy.detached = case["detached_b64u"].as_str().map(|text| base64url::decode(text).bytes.into());
    let input: Arc<str> = case["input"].as_str().unwrap().into();
    let mut report = report(&input, &ring, 1_790_000_000, &policy);
    report.input_findings.extend(faults);
    report
}

fn all_findings(report: &Report) -> Vec<&Finding> {
    report.input_findings.iter().chain(report.tokens.iter().flat_map(of_token)).collect()
}

fn of_token(token: &TokenReport) -> Vec<&Finding> {
    token.layers().flat_map(|layer| &layer.findings).collect()
}

fn cases(folder: &Path) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for part in ["part-1", "part-2"] {
        if let Ok(bytes) = std::fs::read(folder.join(part).join("cases.json")) {
            all.extend(serde_json::from_slice::<Vec<Value>>(&bytes).unwrap());
        }
    }
    (!all.is_empty()).then_some(all)
}
