//! PROF and HDR: keys in the header, and proofs of possession, which must carry one (RFC 9449 §4).

use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::provider::{TokenKind, media_type};
use crate::inspect::report::{Policy, SignatureVerdict, TokenReport};
use crate::inspect::rules::profile::{DpopFault, Profile};
use crate::inspect::verify::{Ring, verify};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::jwk;
use crate::jose::key::{Key, Material};
use crate::jose::token::{Shape, SignatureBlock};

/// How old a proof may be, and how far ahead of the clock; seconds. Servers differ, RFC 9449 §11.1 speaks of minutes.
const PROOF_SECS: i64 = 300;

/// The rules on a key in the header, and on proofs.
pub(in crate::inspect) fn check(report: &TokenReport, policy: &Policy, out: &mut Vec<Finding>) {
    let Shape::Jws(jws) = &report.token.shape else { return };
    let kind = report.provider.map(|provider| provider.kind);
    let is_proof = matches!(kind, Some(TokenKind::DpopProof | TokenKind::AcmeRequest | TokenKind::KeyProof));
    for (place, block) in jws.signatures.iter().enumerate() {
        let jwk = block.param("jwk").filter(|jwk| jwk.kind() == Kind::Object);
        let key = jwk.and_then(|jwk| jwk::read(jwk, "jwk").ok()).map(|read| read.key);
        // What a token is, its first header says: a proof has no second one.
        let is_dpop = place == 0 && is_dpop(block);
        let asked = key.as_ref().filter(|_| is_proof || is_dpop);
        let holds = asked.map(|key| made_it(report, block, key, policy));
        if let Some(jwk) = jwk {
            embedded(jwk, key.as_ref(), holds.filter(|_| is_proof), out);
        }
        if is_dpop {
            dpop(report, block, key.as_ref(), holds, out);
        }
    }
}

/// The key that a token carries for its own verification, where it can be read.
pub(in crate::inspect) fn own_key(report: &TokenReport) -> Option<Key> {
    let Shape::Jws(jws) = &report.token.shape else { return None };
    let jwk = jws.signatures.first()?.param("jwk")?;
    jwk::read(jwk, "jwk").ok().map(|read| read.key)
}

pub(in crate::inspect) fn is_dpop(block: &SignatureBlock) -> bool {
    block.param("typ").and_then(Value::as_str).is_some_and(|typ| media_type(&typ) == "dpop+jwt")
}

/// Whether that key made the signature: the token is in keeping with itself, which proves nothing by itself.
fn made_it(report: &TokenReport, block: &SignatureBlock, key: &Key, policy: &Policy) -> bool {
    let Shape::Jws(jws) = &report.token.shape else { return false };
    let key = Key { kid: None, ..key.clone() };
    let ring = Ring::new(std::slice::from_ref(&key), &|| false);
    // Which of the given keys was chosen is nothing to this one; what was detached is.
    let policy = Policy { detached: policy.detached.clone(), ..Policy::default() };
    verify(&report.token, jws, block, &ring, &policy).verdict == SignatureVerdict::Valid
}

/// The rules on one key in a header; `holds` says of a proof, which must carry its key, whether that made the signature.
fn embedded(jwk: Value<'_>, key: Option<&Key>, holds: Option<bool>, out: &mut Vec<Finding>) {
    let place = Place::decoded(Part::Header, jwk.span());
    let is_oct = jwk.member("kty").and_then(Value::as_str).is_some_and(|kty| kty == "oct");
    let is_secret = is_oct
        || jwk.member("k").is_some()
        || key.is_some_and(|key| matches!(key.material, Material::Secret(_)));
    let thumbprint = key.filter(|_| !is_secret).and_then(Key::thumbprint);
    out.push(match (thumbprint, holds) {
        (Some(thumbprint), Some(holds)) => Finding::new(Profile::JwkOfProof { thumbprint, holds }, place),
        (thumbprint, _) => Finding::new(Profile::JwkEmbedded { thumbprint }, place),
    });
    if is_secret {
        out.push(Finding::new(Profile::JwkSymmetric, place));
    } else if ["d", "p", "q", "priv"].iter().any(|name| jwk.member(name).is_some()) {
        out.push(Finding::new(Profile::JwkPrivate, place));
    }
}

/// RFC 9449 §4.2 and §4.3, but for the server's own part: nonce, method, URL and replay.
fn dpop(
    report: &TokenReport,
    block: &SignatureBlock,
    key: Option<&Key>,
    holds: Option<bool>,
    out: &mut Vec<Finding>,
) {
    let mut tell = |fault, place| out.push(Finding::new(Profile::Dpop { fault }, place));
    let whole = Place::whole(Part::Header);
    let at = |value: Value<'_>| Place::decoded(Part::Header, value.span());
    let alg = block.param("alg").and_then(Value::as_str);
    let family = alg.and_then(|alg| JwsAlgorithm::from_name(&alg)).map(JwsAlgorithm::family);
    if family.is_none_or(|family| family == Family::Hmac) {
        tell(DpopFault::Algorithm, block.param("alg").map_or(whole, at));
    }
    match block.param("jwk") {
        None => tell(DpopFault::Missing("jwk"), whole),
        Some(jwk) => {
            let is_public = key.is_some_and(|key| !key.has_private());
            if !is_public {
                tell(DpopFault::Key, at(jwk));
            } else if holds == Some(false) && family != Some(Family::Hmac) {
                tell(DpopFault::Signature, Place::whole(Part::Signature));
            }
        }
    }
    let Some(claims) = report.claims() else {
        tell(DpopFault::Missing("jti"), Place::whole(Part::Payload));
        return;
    };
    for name in ["jti", "htm", "htu"] {
        if claims.member(name).is_none_or(|value| value.as_str().is_none_or(|text| text.is_empty())) {
            tell(DpopFault::Missing(name), Place::whole(Part::Payload));
        }
    }
    if claims.member("iat").is_none_or(|value| value.kind() != Kind::Number) {
        tell(DpopFault::Missing("iat"), Place::whole(Part::Payload));
    }
    let htu = claims.member("htu").and_then(|value| Some((value, value.as_str()?)));
    if let Some((value, htu)) = htu.filter(|(_, htu)| !htu.is_empty()) {
        let place = Place::decoded(Part::Payload, value.span());
        if htu.contains(['?', '#']) {
            tell(DpopFault::HtuQuery, place);
        } else if !htu.starts_with("https://") && !htu.starts_with("http://") {
            tell(DpopFault::HtuRelative, place);
        }
    }
}

/// The rule on a proof that depends on the instant: `now` in Unix seconds.
pub(in crate::inspect) fn at(report: &TokenReport, now: i64, leeway_secs: i64, out: &mut Vec<Finding>) {
    let Shape::Jws(jws) = &report.token.shape else { return };
    if !jws.signatures.first().is_some_and(is_dpop) {
        return;
    }
    let Some(iat) = report.claims().and_then(|claims| claims.member("iat")) else { return };
    let Some(ago_secs) = iat.as_i64().map(|at| now.saturating_sub(at)) else { return };
    if ago_secs > PROOF_SECS.saturating_add(leeway_secs) || ago_secs < -leeway_secs.max(PROOF_SECS) {
        out.push(Finding::new(Profile::DpopAge { ago_secs }, Place::decoded(Part::Payload, iat.span())));
    }
}
