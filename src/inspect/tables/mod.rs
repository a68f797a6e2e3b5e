//! Every rule on tokens in a table: pasted texts that it must be told of, and texts that it must not.

#![expect(clippy::string_slice, reason = "a test may stop")]

mod encoding;
mod good;
mod header;
mod input;
mod json;
mod jwe;
mod key;
mod profile;
mod signature;
mod time;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::diagnose::diagnose;
use super::diagnose::history::History;
use super::finding::Detail;
use super::report;
use super::report::{Policy, Report, TokenReport};
use crate::encoding::base64url;
use crate::jose::EcKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::jws::sign;
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;

const NOW: i64 = 1_790_000_000;

/// Claims with which nothing is wrong.
const CLAIMS: &str =
    r#"{"iss":"https://i.example","sub":"s","aud":"a","iat":1789999900,"exp":1790000500,"jti":"1"}"#;

/// One text and what must come of it.
struct Row {
    id: &'static str,
    text: String,
    keys: Vec<Key>,
    policy: Policy,
    fires: bool,
}

/// The rows of a group.
#[derive(Default)]
struct Table(Vec<Row>);

impl Table {
    /// Texts that the rule speaks on, and texts that it is silent on.
    fn of(&mut self, id: &'static str, fires: &[&str], quiet: &[&str]) {
        self.keyed(id, &[], fires, quiet);
    }

    /// The same, with keys.
    fn keyed(&mut self, id: &'static str, keys: &[Key], fires: &[&str], quiet: &[&str]) {
        self.judged(id, (keys, &Policy::default()), fires, quiet);
    }

    /// The same, with a policy.
    fn judged(&mut self, id: &'static str, how: (&[Key], &Policy), fires: &[&str], quiet: &[&str]) {
        for (texts, fires) in [(fires, true), (quiet, false)] {
            let (keys, policy) = (how.0.to_vec(), how.1.clone());
            let row = |text: &&str| {
                let text = (*text).to_owned();
                Row { id, text, keys: keys.clone(), policy: policy.clone(), fires }
            };
            self.0.extend(texts.iter().map(row));
        }
    }

    /// The same, on members of a header beside `alg`.
    fn headers(&mut self, id: &'static str, fires: &[&str], quiet: &[&str]) {
        let token = |more: &&str| head(&format!(r#"{{"alg":"ES256",{more}}}"#));
        self.made(id, fires, quiet, token);
    }

    /// The same, on payloads.
    fn payloads(&mut self, id: &'static str, fires: &[&str], quiet: &[&str]) {
        self.made(id, fires, quiet, |payload| body(payload));
    }

    fn made(&mut self, id: &'static str, fires: &[&str], quiet: &[&str], make: impl Fn(&&str) -> String) {
        let [fires, quiet] = [fires, quiet].map(|texts| texts.iter().map(&make).collect::<Vec<_>>());
        let [fires, quiet] =
            [&fires, &quiet].map(|texts| texts.iter().map(String::as_str).collect::<Vec<_>>());
        self.of(id, &fires, &quiet);
    }
}

fn b64(text: &str) -> String {
    base64url::encode(text.as_bytes())
}

/// A token with a made-up signature.
fn token(header: &str, payload: &str) -> String {
    format!("{}.{}.{}", b64(header), b64(payload), base64url::encode(&[7; 64]))
}

fn head(header: &str) -> String {
    token(header, CLAIMS)
}

fn body(payload: &str) -> String {
    token(r#"{"alg":"ES256","typ":"JWT"}"#, payload)
}

fn plain() -> String {
    body(CLAIMS)
}

fn secret(bytes: &[u8]) -> Key {
    Key::new("s", Material::Secret(SecretBytes::new(bytes.to_vec())))
}

/// A key pair on P-256.
fn p256(byte: u8) -> Key {
    let scalar = SecretBytes::new(vec![byte; 32]);
    Key::new("e", Material::Ec(EcKey::from_private(Curve::P256, scalar).unwrap()))
}

fn signed(algorithm: JwsAlgorithm, key: &Key, header: &str, payload: &str) -> String {
    let input = format!("{}.{}", b64(header), b64(payload));
    let signature = sign(algorithm, key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn look(text: &str, keys: &[Key]) -> Report {
    report(&Arc::from(text), keys, NOW, &Policy::default())
}

/// What is told of a text, in all its layers.
fn found(report: &Report) -> BTreeSet<&'static str> {
    let tokens = report.tokens.iter().flat_map(TokenReport::layers).flat_map(|token| &token.findings);
    report.input_findings.iter().chain(tokens).map(|finding| finding.meta().id).collect()
}

fn rows() -> Vec<Row> {
    let groups = [
        input::rows,
        encoding::rows,
        json::rows,
        header::rows,
        signature::rows,
        key::rows,
        time::rows,
        profile::rows,
        jwe::rows,
    ];
    groups.into_iter().flat_map(|rows| rows().0).collect()
}

#[test]
fn rules_speak_where_they_must_and_nowhere_else() {
    let mut wrong = Vec::new();
    for Row { id, text, keys, policy, fires } in rows() {
        let mut report = report(&Arc::from(text.as_str()), &keys, NOW, &policy);
        // Some rules need more time than a report takes: they speak with the diagnosis.
        let explained = diagnose(&report, &keys, &policy, &History::default(), &|| false);
        report.explain(explained);
        let found = found(&report);
        if found.contains(id) != fires {
            let shown: String = text.chars().take(200).collect();
            wrong.push(format!("{id} must {}speak on {shown:?}: {found:?}", if fires { "" } else { "not " }));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Rules whose cases need more than a text: where they are.
const ELSEWHERE: &[(&str, &str)] =
    &[("key.alg-missing", "inspect::diagnose"), ("key.hs-is-public-key", "inspect::diagnose")];

#[test]
fn every_rule_has_two_cases_of_both_kinds() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut count = |id: &'static str, fires: usize, quiet: usize| {
        let (all_fires, all_quiet) = counts.entry(id).or_default();
        (*all_fires, *all_quiet) = (*all_fires + fires, *all_quiet + quiet);
    };
    for row in rows() {
        count(row.id, usize::from(row.fires), usize::from(!row.fires));
    }
    for (id, fires, quiet) in super::claim_tests::CASES.iter().chain(super::tests::HEADER_CASES) {
        count(id, fires.len(), quiet.len());
    }
    for (id, speaks) in super::shape_tests::spoken() {
        count(id, usize::from(speaks), usize::from(!speaks));
    }
    let of_rules = Detail::token_ids().filter(|id| !id.starts_with("dx."));
    let lacking: BTreeSet<String> = of_rules
        .filter(|id| ELSEWHERE.iter().all(|(other, _)| other != id))
        .map(|id| (id, counts.get(id).copied().unwrap_or_default()))
        .filter(|(_, (fires, quiet))| *fires < 2 || *quiet < 2)
        .map(|(id, counts)| format!("{id} {counts:?}"))
        .collect();
    assert!(lacking.is_empty(), "{} lack cases: {lacking:#?}", lacking.len());
}
