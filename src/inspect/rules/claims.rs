//! CLAIM: what a claims set says and lacks.

use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::provider::media_type;
use crate::inspect::report::Media;

findings! {
    /// CLAIM: what a claims set says and lacks.
    Claims {
        /// The payload is no claims set.
        NotJson { media: Media } = "claims.not-json", Info, Info, "RFC 7519 §3";
        /// A claims set with nothing in it.
        Empty = "claims.empty", Medium, Warn, "RFC 7519 §4";
        /// A registered claim that is null.
        Null { claim: &'static str } = "claim.null", Low, Warn, "RFC 7519 §4";
        /// No `iss`.
        IssMissing = "claim.iss-missing", Medium, Warn, "RFC 8725 §3.8";
        /// `iss` is not a string.
        IssType { kind: Kind } = "claim.iss-type", High, Reject, "RFC 7519 §4.1.1";
        /// `iss` is an `http` URL.
        IssInsecure = "claim.iss-insecure", Low, Warn, "RFC 8414 §2";
        /// `aud` is neither a string nor an array, or an empty array.
        AudType { kind: Kind } = "claim.aud-type", High, Reject, "RFC 7519 §4.1.3";
        /// `aud` is an array that holds more than strings: it may still name the service.
        AudMember { kind: Kind } = "claim.aud-type", Medium, Warn, "RFC 7519 §4.1.3";
        /// Several audiences.
        AudMulti { count: usize } = "claim.aud-multi", Low, Info, "RFC 8725 §3.9";
        /// An audience with a wildcard.
        AudWildcard = "claim.aud-wildcard", Medium, Warn, "RFC 7519 §4.1.3";
        /// No `sub`.
        SubMissing = "claim.sub-missing", Low, Warn, "RFC 9068 §2.2";
        /// `sub` is not a string.
        SubType { kind: Kind } = "claim.sub-type", Medium, Warn, "RFC 7519 §4.1.2";
        /// Scopes in another form than RFC 8693 has them.
        ScopeType { claim: &'static str } = "claim.scope-type", Low, Info, "RFC 8693 §4.2";
        /// No `aud`.
        AudMissing = "claim.aud-missing", Medium, Warn, "RFC 8725 §3.9";
        /// No `jti`.
        JtiMissing = "claim.jti-missing", Info, Info, "RFC 9068 §2.2";
    }
}

/// Token kinds whose standards do without `aud` (RFC 9449 §4.2, RFC 8417 §2.2, RFC 9901, status lists, logout).
const WITHOUT_AUDIENCE: &[&str] =
    &["dpop+jwt", "secevent+jwt", "statuslist+jwt", "dc+sd-jwt", "vc+sd-jwt", "entity-statement+jwt"];

/// The rules on a claims set.
pub(in crate::inspect) fn check(claims: Value<'_>, typ: Option<&str>, out: &mut Vec<Finding>) {
    let place = Place::whole(Part::Payload);
    if claims.is_empty() {
        out.push(Finding::new(Claims::Empty, place));
        return;
    }
    let typ = typ.map(media_type).unwrap_or_default();
    let typ = typ.as_str();
    if claims.member("aud").is_none() && !WITHOUT_AUDIENCE.contains(&typ) {
        out.push(Finding::new(Claims::AudMissing, place));
    }
    if claims.member("jti").is_none() && !typ.ends_with("sd-jwt") && typ != "kb+jwt" {
        out.push(Finding::new(Claims::JtiMissing, place));
    }
    issuer(claims, typ, out);
    audience(claims, out);
    subject(claims, typ, out);
    scope(claims, out);
    for claim in ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"] {
        if let Some(value) = claims.member(claim).filter(|value| value.is_null()) {
            out.push(Finding::new(Claims::Null { claim }, at(value)));
        }
    }
}

/// Kinds of tokens whose standards say who sent them without `iss` and `sub` (RFC 9449 §4.2, RFC 9901 §4.3).
const WITHOUT_ISSUER: &[&str] = &["dpop+jwt", "kb+jwt"];

fn issuer(claims: Value<'_>, typ: &str, out: &mut Vec<Finding>) {
    match claims.member("iss") {
        None if WITHOUT_ISSUER.contains(&typ) => {}
        None => out.push(Finding::new(Claims::IssMissing, Place::whole(Part::Payload))),
        Some(iss) => match iss.as_str() {
            Some(text) if text.starts_with("http://") => {
                out.push(Finding::new(Claims::IssInsecure, at(iss)));
            }
            None if !iss.is_null() => out.push(Finding::new(Claims::IssType { kind: iss.kind() }, at(iss))),
            _ => {}
        },
    }
}

fn audience(claims: Value<'_>, out: &mut Vec<Finding>) {
    let Some(aud) = claims.member("aud").filter(|aud| !aud.is_null()) else { return };
    let is_right = match aud.kind() {
        Kind::String => true,
        Kind::Array => !aud.is_empty(),
        _ => false,
    };
    if !is_right {
        out.push(Finding::new(Claims::AudType { kind: aud.kind() }, at(aud)));
        return;
    }
    if let Some(odd) = aud.elements().find(|one| one.kind() != Kind::String) {
        out.push(Finding::new(Claims::AudMember { kind: odd.kind() }, at(odd)));
    }
    let count = aud.elements().count();
    if count > 1 {
        out.push(Finding::new(Claims::AudMulti { count }, at(aud)));
    }
    let has_wildcard = |one: Value<'_>| one.as_str().is_some_and(|text| text.contains('*'));
    if has_wildcard(aud) || aud.elements().any(has_wildcard) {
        out.push(Finding::new(Claims::AudWildcard, at(aud)));
    }
}

/// Kinds of tokens that are about no subject of their own (RFC 9449, RFC 9901, RFC 8417, RFC 9101, RFC 9701, status
/// lists, back-channel logout by session).
const WITHOUT_SUBJECT: &[&str] = &[
    "dpop+jwt",
    "kb+jwt",
    "dc+sd-jwt",
    "vc+sd-jwt",
    "secevent+jwt",
    "statuslist+jwt",
    "oauth-authz-req+jwt",
    "token-introspection+jwt",
    "logout+jwt",
];

fn subject(claims: Value<'_>, typ: &str, out: &mut Vec<Finding>) {
    match claims.member("sub") {
        None if WITHOUT_SUBJECT.contains(&typ) => {}
        None => out.push(Finding::new(Claims::SubMissing, Place::whole(Part::Payload))),
        Some(sub) if sub.kind() != Kind::String && !sub.is_null() => {
            out.push(Finding::new(Claims::SubType { kind: sub.kind() }, at(sub)));
        }
        Some(_) => {}
    }
}

fn scope(claims: Value<'_>, out: &mut Vec<Finding>) {
    for claim in ["scope", "scp"] {
        let odd = |value: &Value<'_>| claim == "scp" || value.kind() != Kind::String;
        if let Some(value) = claims.member(claim).filter(odd) {
            out.push(Finding::new(Claims::ScopeType { claim }, at(value)));
        }
    }
}

fn at(value: Value<'_>) -> Place {
    Place::decoded(Part::Payload, value.span())
}

/// Tells that a payload is no claims set.
pub(in crate::inspect) fn not_claims(media: Media, out: &mut Vec<Finding>) {
    out.push(Finding::new(Claims::NotJson { media }, Place::whole(Part::Payload)));
}
