//! The catalogue of findings, held: every id is there, with its severity and its verdict, and some case of our own
//! fires it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may stop, and says what it leaves out"
)]

#[path = "common/vectors.rs"]
mod vectors;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jotlens::encoding::base64url;
use jotlens::inspect::diagnose::diagnose;
use jotlens::inspect::diagnose::history::History;
use jotlens::inspect::finding::{Detail, Finding};
use jotlens::inspect::report::{Policy, TokenReport};
use jotlens::inspect::{keys, report};
use jotlens::jose::JwsAlgorithm;
use jotlens::jose::jwe::seal::{Form, Order, To, USUAL_ITERATIONS};
use jotlens::jose::jwe::{ContentEncryption, KeyManagement, seal};
use jotlens::jose::jws::sign;
use jotlens::jose::key::{Key, Material};
use jotlens::jose::read::{Guess, ReadError, SecretEncoding, read_keys, read_secret};
use jotlens::jose::readings::readings;
use jotlens::jose::secret::SecretBytes;
use serde_json::Value;

use vectors::vectors;

const CATALOGUE: &str = include_str!("data/catalogue.json");
const HOSTILE: &str = include_str!("data/hostile.json");
const PROVIDERS: &str = include_str!("data/providers.json");

/// The instant that the cases are judged at.
const NOW: i64 = 1_790_000_000;

/// Ids of our own that the catalogue does not have, and why.
const OWN: &[(&str, &str)] = &[
    ("key.password-needed", "a protected file is not a broken one: the password is asked for"),
    ("prof.at-hash-match", "that the access token beside it is the right one is worth a word as well"),
    ("prof.github-app", "GitHub refuses more than ten minutes"),
    ("prof.vapid", "push services refuse more than a day (RFC 8292 §2)"),
];

/// Where we judge otherwise than the catalogue: id, our severity, our verdict, and why.
const OTHERWISE: &[(&str, &str, &str, &str)] = &[
    (
        "hdr.unprotected-alg",
        "medium",
        "reject",
        "a parameter that nobody knows may mean anything to another reader",
    ),
    (
        "key.hs-short",
        "high",
        "reject",
        "a secret bound to the algorithm that it is too short for (RFC 7518 §3.2: MUST)",
    ),
    (
        "key.rsa-small",
        "high",
        "reject",
        "a key bound to the algorithm that it is too small for (RFC 7518 §3.3: MUST)",
    ),
    ("key.set-mixed", "high", "reject", "the secret that decided was published with a set of keys"),
    ("key.rsa-roca", "critical", "reject", "the key that decided: anyone can have signed it"),
    (
        "key.alg-missing",
        "info",
        "info",
        "said of each key that made a signature, it must not be more than a word",
    ),
    ("claim.aud-type", "medium", "warn", "an array with a string in it may still name the service"),
    (
        "hdr.jwk-embedded",
        "info",
        "info",
        "where a proof of possession must have it, as the catalogue says itself",
    ),
];

struct Entry {
    id: String,
    severity: String,
    verdict: String,
}

fn entries(text: &str) -> Vec<Entry> {
    let all: Value = serde_json::from_str(text).expect("the catalogue is JSON");
    let text = |entry: &Value, name: &str| entry[name].as_str().expect("a string").to_owned();
    let entries = all.as_array().expect("an array").iter();
    entries
        .map(|entry| Entry {
            id: text(entry, "id"),
            severity: text(entry, "severity"),
            verdict: text(entry, "verdict"),
        })
        .collect()
}

/// `-` and `info` both say that a verifier need not care.
fn verdict(text: &str) -> &str {
    if text == "-" { "info" } else { text }
}

fn list(faults: &[String]) -> String {
    format!("{} wrong:\n  {}", faults.len(), faults.join("\n  "))
}

#[test]
fn every_id_of_the_catalogue_is_there_and_no_other() {
    let ours: BTreeSet<&str> = Detail::ids().collect();
    let entries = entries(CATALOGUE);
    let theirs: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!((entries.len(), theirs.len()), (245, 245));
    let missing = theirs.difference(&ours);
    let unknown = ours.difference(&theirs).filter(|id| OWN.iter().all(|own| own.0 != **id));
    let faults: Vec<String> = missing
        .map(|id| format!("{id} is in the catalogue, and nothing reports it"))
        .chain(unknown.map(|id| format!("{id} is reported, and not in the catalogue")))
        .collect();
    assert!(faults.is_empty(), "{}", list(&faults));
}

#[test]
fn the_readme_counts_them_right() {
    let ids: BTreeSet<&str> = Detail::ids().collect();
    let said = format!("**Finds** {} kinds of faults", ids.len());
    assert!(include_str!("../README.md").contains(&said), "{said}");
}

#[test]
fn severity_and_verdict_are_those_of_the_catalogue() {
    let entries = entries(CATALOGUE);
    let theirs: BTreeMap<&str, &Entry> = entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut faults = Vec::new();
    for meta in Detail::metas() {
        let Some(entry) = theirs.get(meta.id) else { continue };
        let want = (entry.severity.as_str(), verdict(&entry.verdict));
        let found = (meta.severity.name(), meta.policy.name());
        let otherwise = OTHERWISE.iter().find(|other| other.0 == meta.id && (other.1, other.2) == found);
        if otherwise.is_none() && found != want {
            faults.push(format!("{} is {found:?}, in the catalogue {want:?}", meta.id));
        }
    }
    assert!(faults.is_empty(), "{}", list(&faults));
}

/// The copy in our data is that of the shared paper, where that is at hand.
#[test]
fn our_copy_of_the_catalogue_is_the_catalogue() {
    let path = vectors().join("../findings.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let told = |text: &str| -> Vec<_> {
        entries(text).into_iter().map(|entry| (entry.id, entry.severity, entry.verdict)).collect()
    };
    assert_eq!(told(&text), told(CATALOGUE));
}

fn keys_of(case: &Value) -> Vec<Key> {
    let mut keys = Vec::new();
    for member in ["keys", "jwks", "inner_jwks"] {
        let Some(jwks) = case[member].as_array().filter(|jwks| !jwks.is_empty()) else { continue };
        let set = serde_json::json!({ "keys": jwks }).to_string();
        keys.extend(read_keys(set.as_bytes(), "keys", None).map(|file| file.keys).unwrap_or_default());
    }
    if let Some(secret) = case["typed_secret"].as_str() {
        keys.push(read_secret(secret, SecretEncoding::Text, "typed").expect("text is always a secret"));
    }
    keys
}

/// What is told of a text, with what the diagnosis proves.
fn told(text: &str, keys: &[Key], now: i64, policy: &Policy, found: &mut BTreeSet<&'static str>) {
    let mut report = report(&Arc::from(text), keys, now, policy);
    let explained = diagnose(&report, keys, policy, &History::default(), &|| false);
    report.explain(explained);
    let of_tokens = report.tokens.iter().flat_map(TokenReport::layers).flat_map(|token| &token.findings);
    found.extend(report.input_findings.iter().chain(of_tokens).map(|finding| finding.meta().id));
}

fn told_of_cases(cases: &Value, found: &mut BTreeSet<&'static str>) {
    for case in cases.as_array().expect("cases") {
        let Some(input) = case["input"].as_str() else { continue };
        let detached = case["detached_payload_b64u"].as_str().or(case["detached_b64u"].as_str());
        let detached = detached.map(|text| base64url::decode(text).bytes.into());
        let now = case["reference_now"].as_i64().unwrap_or(NOW);
        told(input, &keys_of(case), now, &Policy { detached, ..Policy::default() }, found);
    }
}

fn told_of_key_files(found: &mut BTreeSet<&'static str>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys");
    let manifest = std::fs::read(folder.join("manifest.json")).expect("the manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("the manifest is JSON");
    let stored = std::fs::read(folder.join("rsa2048/public.jwk.json")).expect("a key");
    let stored = read_keys(&stored, "stored", None).expect("a key").keys;
    for entry in manifest["entries"].as_array().expect("entries") {
        let bytes = std::fs::read(folder.join(entry["file"].as_str().expect("a file"))).expect("a file");
        let read = match read_keys(&bytes, "key", entry["password"].as_str()) {
            Err(ReadError::NotAKey(Guess::Text | Guess::Binary)) => Ok(readings(&bytes, "key").file),
            read => read,
        };
        let report = keys::report(&read, &stored, 1_795_219_200);
        found.extend(report.all_findings().map(|finding: &Finding| finding.meta().id));
    }
}

fn told_of_text(text: &str, keys: &[Key]) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    told(text, keys, NOW, &Policy::default(), &mut found);
    found
}

fn told_of_keys(text: &str) -> BTreeSet<&'static str> {
    keys::report(&read_keys(text.as_bytes(), "key", None), &[], NOW)
        .all_findings()
        .map(|one| one.meta().id)
        .collect()
}

fn part(text: &str) -> String {
    base64url::encode(text.as_bytes())
}

fn unsigned(header: &str, claims: &str) -> String {
    format!("{}.{}.AAAA", part(header), part(claims))
}

fn secret(byte: u8, bytes: usize) -> Key {
    Key::new("s", Material::Secret(SecretBytes::new(vec![byte; bytes])))
}

/// A token whose payload was changed under its signature, with the one that was seen before.
fn altered() -> BTreeSet<&'static str> {
    let key = secret(7, 32);
    let input = format!("{}.{}", part(r#"{"alg":"HS256"}"#), part(r#"{"sub":"a"}"#));
    let signature = sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).expect("a signature");
    let signature = base64url::encode(&signature);
    let look = |text: String| report(&Arc::from(text), std::slice::from_ref(&key), NOW, &Policy::default());
    let mut history = History::default();
    history.note(&look(format!("{input}.{signature}")));
    let other = look(format!("{}.{}.{signature}", part(r#"{"alg":"HS256"}"#), part(r#"{"sub":"b"}"#)));
    let explained = diagnose(&other, std::slice::from_ref(&key), &Policy::default(), &history, &|| false);
    explained.iter().flat_map(|one| &one.diagnosis.findings).map(|finding| finding.meta().id).collect()
}

/// Content that inflates to more than is taken without asking.
fn bomb() -> BTreeSet<&'static str> {
    let key = secret(7, 32);
    let order = Order {
        content: &vec![b' '; 300_000],
        recipients: &[To { key: &key, algorithm: KeyManagement::Direct }],
        enc: ContentEncryption::A256Gcm,
        form: Form::Compact,
        compress: true,
        header: None,
        aad: None,
        iterations: USUAL_ITERATIONS,
    };
    let filled = |buffer: &mut [u8]| {
        buffer.fill(9);
        true
    };
    told_of_text(&seal(&order, filled, &|| false).expect("a token"), std::slice::from_ref(&key))
}

/// What the collections do not have.
fn made() -> Vec<(&'static str, BTreeSet<&'static str>)> {
    let point = r#""kty":"EC","crv":"P-256","x":"8RdJ9fGcagivjREwvzr3RRkPXc15rXBem3ghcb8AIrc","y":"4nxainvzWvPSwCl2CAqO1xfX1HE8XEsVB9zCs5b9478""#;
    let deep = format!(r#"{{"a":{}1{}}}"#, "[".repeat(130), "]".repeat(130));
    let mut nested = unsigned(r#"{"alg":"HS256"}"#, "{}");
    for _ in 0..12 {
        nested = unsigned(r#"{"alg":"HS256","cty":"JWT"}"#, &nested);
    }
    let vapid = r#"{"aud":"https://p.example","exp":1790172800,"sub":"mailto:a@b.example"}"#;
    let app = r#"{"iat":1789999990,"exp":1790003590,"iss":"Iv23li68"}"#;
    vec![
        ("dx.payload-altered", altered()),
        ("hdr.alg-pq", told_of_text(&unsigned(r#"{"alg":"ML-DSA-44"}"#, "{}"), &[])),
        ("in.nesting-depth", told_of_text(&nested, &[])),
        ("json.deep", told_of_text(&unsigned(r#"{"alg":"HS256"}"#, &deep), &[])),
        ("jwe.zip-bomb", bomb()),
        ("key.alg-unknown", told_of_keys(&format!(r#"{{{point},"alg":"ES521"}}"#))),
        ("key.password-needed", told_of_keys(include_str!("data/keys/rsa2048/pkcs8.enc-scrypt.pem"))),
        (
            "key.reused-sig-enc",
            told_of_keys(&format!(
                r#"{{"keys":[{{{point},"use":"sig"}},{{{point},"use":"enc","kid":"b"}}]}}"#
            )),
        ),
        ("key.rsa-roca", told_of_keys(include_str!("data/roca2048.jwk.json"))),
        ("prof.github-app", told_of_text(&unsigned(r#"{"alg":"RS256"}"#, app), &[])),
        ("prof.vapid", told_of_text(&unsigned(r#"{"alg":"ES256"}"#, vapid), &[])),
    ]
}

#[test]
fn every_id_is_fired_by_some_case() {
    let mut found = BTreeSet::new();
    let hostile: Value = serde_json::from_str(HOSTILE).expect("the manifest is JSON");
    told_of_cases(&hostile["entries"], &mut found);
    told_of_cases(&serde_json::from_str(PROVIDERS).expect("the cases are JSON"), &mut found);
    told_of_key_files(&mut found);
    let mut faults = Vec::new();
    for (id, one) in made() {
        if !one.contains(id) {
            faults.push(format!("{id} is not told of what was made for it: {one:?}"));
        }
        found.extend(one);
    }
    let ids: BTreeSet<&str> = Detail::ids().collect();
    let silent = ids.iter().filter(|id| !found.contains(*id));
    faults.extend(silent.map(|id| format!("{id} is fired by no case")));
    assert!(faults.is_empty(), "{}", list(&faults));
}
