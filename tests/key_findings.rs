//! What is found about key files: every finding that the collection asks for, and nothing about its good keys.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jotlens::inspect::finding::{Finding, Policy};
use jotlens::inspect::keys::{KeyFileReport, report};
use jotlens::jose::Key;
use jotlens::jose::read::{Guess, ReadError, read_keys};
use jotlens::jose::readings::readings;
use serde_json::Value;

/// When the collection was made, in Unix time.
const NOW: i64 = 1_795_219_200;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys")
}

fn looked_at(file: &str, password: Option<&str>, others: &[Key]) -> KeyFileReport {
    let bytes = std::fs::read(root().join(file)).unwrap();
    let read = match read_keys(&bytes, "key", password) {
        Err(ReadError::NotAKey(Guess::Text | Guess::Binary)) => Ok(readings(&bytes, "key").file),
        read => read,
    };
    report(&read, others, NOW)
}

#[test]
fn every_file_of_the_collection_gets_its_findings_and_good_ones_none() {
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(root().join("manifest.json")).unwrap()).unwrap();
    let stored = std::fs::read(root().join("rsa2048/public.jwk.json")).unwrap();
    let stored = read_keys(&stored, "stored", None).unwrap().keys;
    let mut wrong = Vec::new();
    for entry in manifest["entries"].as_array().unwrap() {
        let file = entry["file"].as_str().unwrap();
        let report = looked_at(file, entry["password"].as_str(), &stored);
        let found: BTreeSet<&str> = report.all_findings().map(|finding| finding.meta().id).collect();
        let expected = entry["findings"].as_array().unwrap().iter().filter_map(Value::as_str);
        for missing in expected.filter(|id| !found.contains(id)) {
            wrong.push(format!("{file}: {missing} is missing, found {found:?}"));
        }
        // The collection is silent about secrets in files: 128 bits are too short for HS256, and words are words.
        let is_weak = file.starts_with("oct128/") || file.starts_with("oct-text/");
        let is_good =
            entry["expect"] == "load" && entry["findings"].as_array().unwrap().is_empty() && !is_weak;
        let loud: Vec<&str> = report
            .all_findings()
            .map(Finding::meta)
            .filter(|meta| meta.policy != Policy::Info)
            .map(|meta| meta.id)
            .collect();
        if is_good && !loud.is_empty() {
            wrong.push(format!("{file}: {loud:?} about a good key"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn damaged_files_are_judged_too() {
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(root().join("manifest.json")).unwrap()).unwrap();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for entry in manifest["entries"].as_array().unwrap() {
        let whole = std::fs::read(root().join(entry["file"].as_str().unwrap())).unwrap();
        // Trying passwords is what takes time.
        if whole.is_empty() || !entry["password"].is_null() {
            continue;
        }
        for _ in 0..3 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let mut bytes = whole.clone();
            let at = state as usize % bytes.len();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << (state >> 40 & 7);
            }
            let read = read_keys(&bytes, "key", None);
            let report = report(&read, &[], NOW);
            assert_eq!(report.keys.len(), read.as_ref().map_or(0, |file| file.keys.len()));
            assert!(read.is_ok() || !report.findings.is_empty(), "nothing said about {:?}", entry["file"]);
            let _ = readings(&bytes, "key");
        }
    }
}
