//! The report on an SD-JWT (RFC 9901): its disclosures, and its key-binding token as the token inside.

use std::sync::Arc;

use super::build::{MAX_NESTING, one};
use super::find::{Candidate, Form};
use super::finding::{Detail, Finding, Part, Place};
use super::provider::media_type;
use super::report::{KeyId, Origin, Policy, SignatureVerdict, TokenReport};
use super::rules::header::Header;
use super::rules::sd_jwt::{self as rules, BindingFault, SdJwt};
use super::verify::Ring;
use crate::encoding::Span;
use crate::encoding::json::Value;
use crate::jose::digest::Hash;
use crate::jose::jwk;
use crate::jose::key::{Key, Material};
use crate::jose::sd_jwt;
use crate::jose::segment::Segment;
use crate::jose::token::{Serialization, Shape, Token};

#[cfg(test)]
mod tests;

/// Fills in what an SD-JWT has more than a JWS. Does nothing to other tokens.
pub(super) fn read(
    report: &mut TokenReport,
    (ring, policy): (&Ring<'_>, &Policy),
    out: &mut Vec<Finding>,
    level: usize,
) {
    let token = Arc::clone(&report.token);
    if token.serialization != Serialization::SdJwt {
        return;
    }
    let Shape::Jws(jws) = &token.shape else { return };
    let (binding, disclosures) = split(&token, &jws.extra);
    let Some(payload) = jws.payload.json() else { return };
    let segments: Vec<&Segment> = disclosures.iter().map(|(_, segment)| *segment).collect();
    let numbers: Vec<u32> = disclosures.iter().map(|(number, _)| *number).collect();
    let Some(selective) = sd_jwt::read(payload, &segments, &token.text) else { return };
    let alg = payload.root().member("_sd_alg").map_or("", Value::raw);
    rules::check(&selective, &numbers, alg.trim_matches('"'), out);
    match binding {
        Binding::None => {}
        Binding::Unreadable(number) => tell(BindingFault::NotAToken, number, out),
        Binding::Token(number, span) => {
            let holder = holder(selective.claims.root(), ring, policy);
            let tell = |fault| tell(fault, number, out);
            let nested = bound((report, &token), span, selective.hash, &holder, level, tell);
            report.nested = nested.map(Box::new);
        }
    }
    report.selective = Some(Arc::new(selective));
}

fn tell(fault: BindingFault, number: u32, out: &mut Vec<Finding>) {
    out.push(Finding::new(SdJwt::KeyBinding { fault }, Place::whole(Part::Extra(number))));
}

/// What follows the last `~`.
enum Binding {
    /// Nothing.
    None,
    /// A token; its place after the issuer's, counted from 1, and where it stands.
    Token(u32, Span),
    /// Something else.
    Unreadable(u32),
}

/// The disclosures with their places, counted from 1, and what follows the last `~`.
fn split<'a>(token: &Token, extra: &'a [Segment]) -> (Binding, Vec<(u32, &'a Segment)>) {
    let mut all: Vec<(u32, &Segment)> = (1..).zip(extra).collect();
    if token.text.ends_with('~') {
        return (Binding::None, all);
    }
    let Some((number, last)) = all.pop() else { return (Binding::None, all) };
    match last.span() {
        Some(span) if memchr::memchr(b'.', span.of(&token.text).as_bytes()).is_some() => {
            (Binding::Token(number, span), all)
        }
        _ => (Binding::Unreadable(number), all),
    }
}

/// The report on the key-binding token, verified with the key that the issuer named, and whether it binds.
fn bound(
    (report, token): (&TokenReport, &Token),
    span: Span,
    hash: Option<Hash>,
    holder: &Result<Option<Holder>, BindingFault>,
    level: usize,
    mut tell: impl FnMut(BindingFault),
) -> Option<TokenReport> {
    if level >= MAX_NESTING {
        tell(BindingFault::TooDeep);
        return None;
    }
    let holder = holder.as_ref();
    let keys = holder.ok().and_then(Option::as_ref).map(|holder| &holder.key);
    let keys = keys.map(std::slice::from_ref).unwrap_or_default();
    let is_published = holder.is_ok_and(|holder| holder.as_ref().is_some_and(|holder| holder.is_published));
    let policy = Policy { published: Vec::from_iter(is_published.then_some(0)), ..Policy::default() };
    let candidate = Candidate {
        text: span.of(&token.text).into(),
        form: Form::Compact,
        place: report.place.map(|place| {
            let start = place.start as usize;
            Span::new(start + span.start as usize, start + span.end as usize)
        }),
        origin: Origin::Nested,
        findings: Vec::new(),
        joined: false,
    };
    let mut nested = one(candidate, &Ring::new(keys, &|| false), &policy, level + 1);
    // The key is not one of those that were given, and no choice was to be made.
    let attempts = nested.signature.tried.iter_mut().map(|attempt| &mut attempt.key);
    for id in attempts.chain(nested.signature.key.as_mut()) {
        id.index = usize::MAX;
    }
    nested.findings.retain(|finding| !matches!(finding.detail, Detail::Header(Header::KidMissing)));

    match holder {
        Err(fault) => tell(*fault),
        Ok(Some(_)) if nested.signature.verdict != SignatureVerdict::Valid => tell(BindingFault::Signature),
        Ok(Some(holder)) if holder.is_open => tell(BindingFault::OpenSecret),
        Ok(_) => {}
    }
    let header = nested.token.header().and_then(|segment| segment.leading_json());
    let typ = header.and_then(|json| json.root().member("typ")?.as_str());
    if typ.is_none_or(|typ| media_type(&typ) != "kb+jwt") {
        tell(BindingFault::Typ);
    }
    let claim =
        |name: &str| nested.claims().and_then(|claims| claims.member(name)).filter(|it| !it.is_null());
    for name in ["iat", "aud", "nonce", "sd_hash"] {
        if claim(name).is_none() {
            tell(BindingFault::Missing(name));
        }
    }
    if let Some(found) = claim("sd_hash") {
        let presented = token.text.get(..span.start as usize).unwrap_or_default();
        let want = hash.map(|hash| hash.base64url(presented.as_bytes()));
        if want.is_none_or(|want| found.as_str().is_none_or(|found| found != want)) {
            tell(BindingFault::Hash);
        }
    }
    Some(nested)
}

/// The key that the holder must have.
struct Holder {
    key: Key,
    /// Whether it is a secret that anybody can have read ([`Policy::published`]).
    is_published: bool,
    /// Whether it is a secret that stands in the claims: whoever sees the token has it (RFC 7800 §3.2).
    is_open: bool,
}

/// The holder's key, as the issuer named it (RFC 7800 §3.2 and §3.4, RFC 9449 §6.1), in the open or among what was
/// disclosed: `claims` are both. By its `kid` or thumbprint it is one of those at hand, or none.
fn holder(claims: Value<'_>, ring: &Ring<'_>, policy: &Policy) -> Result<Option<Holder>, BindingFault> {
    let confirmation = claims.member("cnf").ok_or(BindingFault::NoKey)?;
    let named = |name: &str| confirmation.member(name).and_then(Value::as_str);
    let at_hand = |is_it: &dyn Fn(&KeyId) -> bool| {
        let found = ring.iter().find(|(_, id)| is_it(id));
        found.map(|(key, id)| (key.clone(), policy.published.contains(&id.index), false))
    };
    let found = match (confirmation.member("jwk"), named("jkt"), named("kid")) {
        (Some(jwk), ..) => {
            let read = jwk::read(jwk, "cnf").map_err(|_| BindingFault::KeyUnreadable)?;
            let is_open = matches!(read.key.material, Material::Secret(_));
            Some((read.key, false, is_open))
        }
        (None, Some(jkt), _) => at_hand(&|id| id.thumbprint.as_deref() == Some(&*jkt)),
        (None, None, Some(kid)) => at_hand(&|id| id.kid.as_deref() == Some(&*kid)),
        (None, None, None) => return Err(BindingFault::KeyUnreadable),
    };
    Ok(found.map(|(key, is_published, is_open)| {
        let key = Key { kid: None, name: "cnf".to_owned(), ..key };
        Holder { key, is_published, is_open }
    }))
}
