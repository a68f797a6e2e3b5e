//! PROF: what two tokens of one paste say of each other: `at_hash` and `c_hash` of an ID token (OIDC Core §3.1.3.6,
//! §3.3.2.11), `ath` and the key of a proof (RFC 9449 §4.3).
//!
//! Only what belongs together is compared: a log may hold tokens of several people.

use std::sync::Arc;

use crate::encoding::json::{self, Value};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::report::TokenReport;
use crate::inspect::rules::profile::{DpopFault, Profile, is_access};
use crate::inspect::rules::proof;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::digest::Hash;
use crate::jose::token::Shape;

/// A reply of a token endpoint is never longer; bytes.
const LONGEST_REPLY: usize = 1 << 20;
/// How many tokens are compared with each other.
const MOST_TOKENS: usize = 32;

/// Adds what the tokens of one paste say of each other; `input` is the paste.
pub(in crate::inspect) fn check(input: &Arc<str>, tokens: &mut [TokenReport]) {
    let count = tokens.len().min(MOST_TOKENS);
    for index in 0..count {
        let Some(token) = tokens.get(index) else { return };
        let others = tokens.iter().take(MOST_TOKENS).enumerate().filter(|(other, _)| *other != index);
        let others: Vec<&TokenReport> = others.map(|(_, other)| other).collect();
        let mut found = Vec::new();
        hashes(input, token, &others, &mut found);
        possession(token, &others, &mut found);
        if let Some(token) = tokens.get_mut(index) {
            token.findings.append(&mut found);
        }
    }
}

/// `at_hash` and `c_hash`.
fn hashes(input: &Arc<str>, token: &TokenReport, others: &[&TokenReport], out: &mut Vec<Finding>) {
    let Some(claims) = token.claims() else { return };
    let Some(hash) =
        token.signature.algorithm.as_deref().and_then(JwsAlgorithm::from_name).and_then(Hash::of)
    else {
        return;
    };
    for (claim, member) in [("at_hash", "access_token"), ("c_hash", "code")] {
        let Some((value, want)) = claims.member(claim).and_then(|value| Some((value, value.as_str()?)))
        else {
            continue;
        };
        let mut beside: Vec<Arc<str>> = reply_member(input, member).into_iter().collect();
        if claim == "at_hash" && beside.is_empty() {
            let related = others.iter().filter(|other| is_access_of(other, token));
            beside.extend(related.map(|other| Arc::clone(&other.token.text)));
        }
        if beside.is_empty() {
            continue;
        }
        let matches = beside.iter().any(|text| hash.left_half(text.as_bytes()) == *want);
        let detail = if matches { Profile::HashMatch { claim } } else { Profile::HashMismatch { claim } };
        out.push(Finding::new(detail, Place::decoded(Part::Payload, value.span())));
    }
}

/// A member of the reply that was pasted: it may be no token that we know.
fn reply_member(input: &Arc<str>, name: &str) -> Option<Arc<str>> {
    if input.len() > LONGEST_REPLY || !input.trim_start().starts_with('{') {
        return None;
    }
    let parsed = json::parse(Arc::clone(input));
    let text = parsed.json?.root().member(name)?.as_str()?.into_owned();
    (!text.is_empty()).then(|| text.into())
}

/// Whether `other` is an access token that came with the ID token.
fn is_access_of(other: &TokenReport, id_token: &TokenReport) -> bool {
    let issuer =
        |token: &TokenReport| Some(token.claims()?.member("iss").and_then(Value::as_str)?.into_owned());
    other.origin.label() == Some("access_token")
        || other.provider.is_some_and(|provider| is_access(provider.kind))
            && issuer(other).is_some_and(|one| issuer(id_token) == Some(one))
}

/// A proof and the access token that it goes with.
fn possession(token: &TokenReport, others: &[&TokenReport], out: &mut Vec<Finding>) {
    let Shape::Jws(jws) = &token.token.shape else { return };
    if !jws.signatures.first().is_some_and(proof::is_dpop) {
        return;
    }
    let Some(claims) = token.claims() else { return };
    let thumbprint = proof::own_key(token).and_then(|key| key.thumbprint());
    let bound: Vec<(&&TokenReport, String)> =
        others.iter().filter_map(|other| Some((other, bound_to(other)?))).collect();
    let mut tell = |fault, place| out.push(Finding::new(Profile::Dpop { fault }, place));
    let ath = claims.member("ath").and_then(|value| Some((value, value.as_str()?)));
    if let Some((value, ath)) = &ath {
        let is_of = |other: &&&TokenReport| Hash::Sha256.base64url(other.token.text.as_bytes()) == **ath;
        let accesses = others.iter().filter(|other| {
            bound_to(other).is_some() || other.provider.is_some_and(|provider| is_access(provider.kind))
        });
        let mut accesses = accesses.peekable();
        if accesses.peek().is_some() && !others.iter().any(|other| is_of(&other)) {
            tell(DpopFault::Ath, Place::decoded(Part::Payload, value.span()));
        }
    }
    let its_own = |jkt: &String| Some(jkt) == thumbprint.as_ref();
    if ath.is_none() && bound.iter().any(|(_, jkt)| its_own(jkt)) {
        tell(DpopFault::AthMissing, Place::whole(Part::Payload));
    }
    if !bound.is_empty() && !bound.iter().any(|(_, jkt)| its_own(jkt)) {
        tell(DpopFault::OtherKey, Place::whole(Part::Header));
    }
}

/// The thumbprint of the key that an access token is bound to (RFC 9449 §6.1).
fn bound_to(token: &TokenReport) -> Option<String> {
    Some(token.claims()?.member("cnf")?.member("jkt")?.as_str()?.into_owned())
}
