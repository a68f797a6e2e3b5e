//! Our own corpus of malformed, hostile and misdiagnosed pastes, and of provider tokens: what must be said of each.
//!
//! Every finding that a case expects must be there; a case says nothing of what else may be.

#![expect(clippy::expect_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::sync::Arc;

use jotlens::encoding::base64url;
use jotlens::inspect::diagnose::{Mend, diagnose, history::History};
use jotlens::inspect::finding::Finding;
use jotlens::inspect::mend::mend;
use jotlens::inspect::report;
use jotlens::inspect::report::{Policy, Report, SignatureVerdict, Structure, TokenReport};
use jotlens::jose::key::Key;
use jotlens::jose::read::{SecretEncoding, read_keys, read_secret};
use serde_json::Value;

const HOSTILE: &str = include_str!("data/hostile.json");
const PROVIDERS: &str = include_str!("data/providers.json");

fn keys(case: &Value) -> Vec<Key> {
    let mut keys = Vec::new();
    for member in ["keys", "jwks", "inner_jwks"] {
        let Some(jwks) = case[member].as_array().filter(|jwks| !jwks.is_empty()) else { continue };
        let set = serde_json::json!({ "keys": jwks }).to_string();
        if let Ok(file) = read_keys(set.as_bytes(), "keys", None) {
            keys.extend(file.keys);
        }
    }
    if let Some(secret) = case["typed_secret"].as_str() {
        keys.push(read_secret(secret, SecretEncoding::Text, "typed").expect("text is always a secret"));
    }
    keys
}

fn inspected(case: &Value) -> Option<Report> {
    let input: Arc<str> = case["input"].as_str()?.into();
    let detached = case["detached_payload_b64u"].as_str().or(case["detached_b64u"].as_str());
    let policy =
        Policy { detached: detached.map(|text| base64url::decode(text).bytes.into()), ..Policy::default() };
    let now = case["reference_now"].as_i64().unwrap_or(1_790_000_000);
    let keys = keys(case);
    let mut report = report(&input, &keys, now, &policy);
    let explained = diagnose(&report, &keys, &policy, &History::default(), &|| false);
    report.explain(explained);
    Some(report)
}

fn all(token: &TokenReport) -> Vec<&Finding> {
    let inner = token.nested.as_deref().map(all).unwrap_or_default();
    token.findings.iter().chain(inner).collect()
}

fn ids(report: &Report) -> BTreeSet<&'static str> {
    let findings = report.input_findings.iter().chain(report.tokens.iter().flat_map(all));
    findings.map(|finding| finding.meta().id).collect()
}

fn fits(verdict: &SignatureVerdict, want: &str) -> bool {
    use SignatureVerdict::{Ambiguous, Invalid, NoKey, NotDecrypted, Unsecured, Unsupported, Unverifiable};
    match want {
        "valid" => verdict.holds(),
        "invalid" => matches!(verdict, Invalid | NotDecrypted | Unverifiable | Unsecured),
        "unverifiable" => matches!(verdict, NoKey | Unsupported | Unverifiable | Unsecured),
        "ambiguous" => *verdict == Ambiguous,
        _ => true,
    }
}

/// Everything that is wrong in what is said of a case.
fn faults(case: &Value, report: &Report) -> Vec<String> {
    let expected = &case["expected"];
    let wanted: Vec<&str> =
        expected["findings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let found = ids(report);
    let mut faults: Vec<String> =
        wanted.iter().filter(|id| !found.contains(**id)).map(|id| format!("missing {id}")).collect();
    if let Some(count) = expected["tokens_found"].as_u64()
        && report.tokens.len() as u64 != count
    {
        faults.push(format!("{} tokens instead of {count}", report.tokens.len()));
    }
    if let Some(first) = report.tokens.first() {
        let structure = match first.structure {
            Structure::Ok => "ok",
            Structure::Partial => "partial",
            Structure::Error => "error",
        };
        if let Some(want) = expected["parse"].as_str()
            && want != structure
        {
            faults.push(format!("structure {structure} instead of {want}"));
        }
        if let Some(want) = expected["signature"].as_str()
            && !fits(&first.signature.verdict, want)
        {
            faults.push(format!("signature {} instead of {want}", first.signature.verdict.name()));
        }
    }
    if let Some(want) = expected["accept"].as_bool()
        && report.accept() != want
    {
        let rejects: Vec<&str> = report
            .tokens
            .iter()
            .flat_map(all)
            .filter(|finding| finding.rejects())
            .map(|finding| finding.meta().id)
            .collect();
        faults.push(format!("accept {} instead of {want} ({rejects:?})", report.accept()));
    }
    faults
}

fn check(cases: &[Value], least: usize) {
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for case in cases {
        let Some(report) = inspected(case) else { continue };
        looked_at += 1;
        let faults = faults(case, &report);
        if !faults.is_empty() {
            wrong.push(format!("{}: {}", case["id"].as_str().unwrap_or("?"), faults.join("; ")));
        }
    }
    assert!(looked_at >= least, "only {looked_at} cases were looked at");
    assert!(wrong.is_empty(), "{} of {looked_at} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn hostile_pastes_are_judged_right() {
    let manifest: Value = serde_json::from_str(HOSTILE).expect("the manifest is JSON");
    check(manifest["entries"].as_array().expect("entries"), 300);
}

#[test]
fn provider_tokens_are_judged_right() {
    let cases: Value = serde_json::from_str(PROVIDERS).expect("the cases are JSON");
    check(cases.as_array().expect("cases"), 50);
}

/// How often something is told, in all tokens.
fn count(report: &Report, id: &str) -> usize {
    let findings = report.input_findings.iter().chain(report.tokens.iter().flat_map(all));
    findings.filter(|finding| finding.meta().id == id).count()
}

/// A mend that takes no key leaves fewer findings of the kind that it is for, in every paste of the corpora.
#[test]
fn every_mend_clears_its_finding() {
    let manifest: Value = serde_json::from_str(HOSTILE).expect("the manifest is JSON");
    let cases: Value = serde_json::from_str(PROVIDERS).expect("the cases are JSON");
    let entries = manifest["entries"].as_array().expect("entries").iter();
    let (mut mended, mut wrong) = (0, Vec::new());
    for case in entries.chain(cases.as_array().expect("cases")) {
        let Some(input) = case["input"].as_str() else { continue };
        let look = |text: &Arc<str>| report(text, &[], 1_790_000_000, &Policy::default());
        let report = look(&input.into());
        for token in &report.tokens {
            for finding in report.input_findings.iter().chain(&token.findings) {
                let Some(Mend::Text(text)) = mend(token, finding) else { continue };
                let again = look(&text);
                mended += 1;
                let id = finding.meta().id;
                if count(&again, id) >= count(&report, id) {
                    wrong.push(format!("{}: {}", case["id"], finding.meta().id));
                }
            }
        }
    }
    assert!(mended >= 20, "only {mended} findings were mended");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Bytes are sacred: whatever decodes is kept to the last byte.
#[test]
fn no_byte_of_a_payload_is_lost() {
    let cases: Value = serde_json::from_str(PROVIDERS).expect("the cases are JSON");
    for case in cases.as_array().expect("cases") {
        let input = case["input"].as_str().expect("input");
        let Some(payload) =
            input.split('.').nth(1).filter(|_| input.split('.').count() == 3 && !input.contains('~'))
        else {
            continue;
        };
        let report = inspected(case).expect("a report");
        let Some(token) = report.tokens.first().map(|report| &report.token) else { continue };
        assert_eq!(base64url::encode(token.payload().expect("a payload").bytes()), payload, "{}", case["id"]);
    }
}
