//! The header was changed after signing: the few headers that most tokens have, and the one there is with one member
//! more, less or other.

use std::collections::HashSet;
use std::sync::Arc;

use super::case::{Case, Guesses, affordable};
use super::{Mend, Proof};
use crate::encoding::base64url;
use crate::encoding::json::{Kind, quoted};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::content_diagnosis::{ContentDiagnosis, Evidence};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::key::Key;
use crate::jose::token::is_unencoded;

/// Values of `typ` that are often seen.
const TYPES: &[&str] = &[
    "JWT",
    "jwt",
    "at+jwt",
    "application/at+jwt",
    "JOSE",
    "JWS",
    "id_token+jwt",
    "logout+jwt",
    "dpop+jwt",
    "secevent+jwt",
    "oauth-authz-req+jwt",
    "application/jwt",
];

/// Headers with more members are not taken apart.
const MOST_MEMBERS: usize = 12;

/// How many keys are guessed with, and how many names of keys: those that the user has.
const MOST_KEYS: usize = 8;

/// Larger payloads are not tried; bytes.
const LONGEST: usize = 64 * 1024;

/// Looks for another header that the signature holds over; where the header cannot be read, a lost letter is likelier.
pub(super) fn other(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    if case.block.header.json().is_some() { guessed(case, count) } else { None }
}

/// The same, whatever the header looks like.
pub(super) fn guessed(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    if case.input().len() > LONGEST || is_unencoded(&case.block.header) {
        return None;
    }
    let kids: Vec<String> = std::iter::once(case.kid().map(std::borrow::Cow::into_owned))
        .chain(case.all_keys().map(|(key, _)| key.kid.clone()))
        .flatten()
        .take(MOST_KEYS)
        .collect();
    let deciding = case.keys().map(|(key, id)| (id.index, key));
    let mut keys: Vec<(usize, &Key)> = deciding.collect();
    let others: Vec<(usize, &Key)> = case.all_keys().map(|(key, id)| (id.index, key)).collect();
    keys.extend(others.into_iter().filter(|(index, _)| !case.keys().any(|(_, id)| id.index == *index)));
    let dot = memchr::memchr(b'.', case.input())?;
    let payload = std::str::from_utf8(case.input().get(dot + 1..)?).ok()?;
    for (_, key) in keys.into_iter().take(MOST_KEYS) {
        for &algorithm in JwsAlgorithm::ALL.iter().filter(|algorithm| key.fit_kind(**algorithm).is_ok()) {
            let Some(mut guesses) = Guesses::with(case, algorithm, vec![key]) else { continue };
            let found = headers(case, algorithm, &kids).into_iter().find(|header| {
                let input = format!("{}.{payload}", base64url::encode(header.as_bytes()));
                guesses.hold(input.as_bytes(), case.signature())
            });
            *count += guesses.count;
            if let Some(header) = found {
                let text = case.with_content(&base64url::encode(header.as_bytes()), payload);
                let detail = ContentDiagnosis::HeaderAltered { evidence: Evidence::Guessed, header };
                return Some(Proof {
                    findings: vec![Finding::new(detail, Place::whole(Part::Header))],
                    mend: text.map(|text| Mend::Text(Arc::from(text))),
                });
            }
            if case.is_stopped() || *count > affordable(algorithm) {
                return None;
            }
        }
    }
    None
}

/// A member as it is written: name and value.
type Member = (String, String);

/// The headers that may have been, as JSON, without the one there is.
fn headers(case: &Case<'_>, algorithm: JwsAlgorithm, kids: &[String]) -> Vec<String> {
    let alg = ("alg".to_owned(), quoted(algorithm.name()));
    let types: Vec<Member> = TYPES.iter().map(|typ| ("typ".to_owned(), quoted(typ))).collect();
    let kids: Vec<Member> = kids.iter().map(|kid| ("kid".to_owned(), quoted(kid))).collect();
    let mut found = Found { texts: Vec::new(), seen: HashSet::new() };
    if let Some(text) = case.block.header.text() {
        found.seen.insert(text.to_string());
    }
    let written = written(case);
    let with_alg: Vec<Member> =
        written.iter().map(|member| if member.0 == "alg" { alg.clone() } else { member.clone() }).collect();
    found.push(&with_alg);
    changed(&with_alg, &types, &kids, &mut found);
    // alg, typ and kid alone, in every order.
    let none = || std::iter::once(None);
    for typ in none().chain(types.iter().map(Some)) {
        for kid in none().chain(kids.iter().map(Some)) {
            let members: Vec<&Member> = [Some(&alg), typ, kid].into_iter().flatten().collect();
            for order in [[0, 1, 2], [1, 0, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
                let ordered: Vec<Member> =
                    order.iter().filter_map(|at| members.get(*at)).map(|member| (*member).clone()).collect();
                found.push(&ordered);
            }
        }
    }
    found.texts
}

/// The header there is with one thing changed: a member gone, another type or key named, one more of those.
fn changed(written: &[Member], types: &[Member], kids: &[Member], found: &mut Found) {
    for at in 0..written.len() {
        let mut fewer = written.to_vec();
        fewer.remove(at);
        found.push(&fewer);
    }
    for member in types.iter().chain(kids) {
        let place = written.iter().position(|(name, _)| *name == member.0);
        if let Some(place) = place {
            let mut replaced = written.to_vec();
            if let Some(old) = replaced.get_mut(place) {
                old.clone_from(member);
            }
            found.push(&replaced);
        } else {
            for at in 0..=written.len() {
                let mut more = written.to_vec();
                more.insert(at, member.clone());
                found.push(&more);
            }
        }
    }
    for from in 0..written.len() {
        for to in 0..written.len() {
            let mut moved = written.to_vec();
            let member = moved.remove(from);
            moved.insert(to, member);
            found.push(&moved);
        }
    }
}

struct Found {
    texts: Vec<String>,
    seen: HashSet<String>,
}

impl Found {
    /// Adds these members, without blanks and as Python writes.
    fn push(&mut self, members: &[Member]) {
        for (colon, comma) in [(":", ","), (": ", ", ")] {
            let parts: Vec<String> =
                members.iter().map(|(name, value)| format!("{}{colon}{value}", quoted(name))).collect();
            let text = format!("{{{}}}", parts.join(comma));
            if self.seen.insert(text.clone()) {
                self.texts.push(text);
            }
        }
    }
}

/// The members of the header as they are written; none where there are too many.
fn written(case: &Case<'_>) -> Vec<Member> {
    let Some(json) = case.block.header.leading_json() else { return Vec::new() };
    let root = json.root();
    let members: Vec<Member> = root
        .members()
        .take(MOST_MEMBERS + 1)
        .map(|(name, value)| (name.text().into_owned(), value.raw().to_owned()))
        .collect();
    if root.kind() == Kind::Object && members.len() <= MOST_MEMBERS { members } else { Vec::new() }
}
