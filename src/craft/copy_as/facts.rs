//! What code needs to know of a token to verify it.

use super::{Order, WhyNot};
use crate::encoding::json::Value;
use crate::inspect::report::TokenReport;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::key::{Key, Material};
use crate::jose::token::{Serialization, Shape};
use crate::jose::write::public_pem;

/// What code needs.
pub(super) struct Facts<'a> {
    /// The token: three segments of base64url.
    pub(super) token: &'a str,
    /// Header, dot and payload.
    pub(super) input: &'a str,
    /// The last segment.
    pub(super) signature: &'a str,
    pub(super) signature_bytes: &'a [u8],
    pub(super) algorithm: JwsAlgorithm,
    pub(super) key: Verifier,
    /// Whether the payload is a claims set.
    pub(super) has_claims: bool,
    pub(super) has_exp: bool,
    /// The first audience.
    pub(super) audience: Option<String>,
    pub(super) issuer: Option<String>,
}

/// What verifies it.
pub(super) enum Verifier {
    /// The public key, `SubjectPublicKeyInfo` in PEM.
    Pem(String),
    /// A secret, to be found in the environment as text.
    Text,
    /// A secret, to be found in the environment in base64url, since it is no text.
    Base64url,
}

impl<'a> Facts<'a> {
    pub(super) fn of(order: &Order<'a>) -> Result<Self, WhyNot> {
        let report: &'a TokenReport = order.report;
        let token: &'a str = &report.token.text;
        let (Serialization::JwsCompact, Shape::Jws(jws)) = (report.token.serialization, &report.token.shape)
        else {
            return Err(WhyNot::NotCompact);
        };
        let stands = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let (input, signature) = token.rsplit_once('.').ok_or(WhyNot::NotCompact)?;
        let block = jws.signatures.first().ok_or(WhyNot::NotCompact)?;
        let is_unencoded = block.param("b64").is_some();
        if !token.bytes().all(stands) || signature.is_empty() || input.ends_with('.') || is_unencoded {
            return Err(WhyNot::NotCompact);
        }
        let alg = block.param("alg").and_then(Value::as_str);
        let algorithm = alg.and_then(|alg| JwsAlgorithm::from_name(&alg)).ok_or(WhyNot::Algorithm)?;
        let key = order.key.filter(|key| key.fit_kind(algorithm).is_ok()).ok_or(WhyNot::NoKey)?;
        let claims = report.claims();
        let text = |name: &str| -> Option<String> {
            let value = claims?.member(name)?;
            Some(value.as_str().or_else(|| value.elements().next()?.as_str())?.into_owned())
        };
        Ok(Self {
            token,
            input,
            signature,
            signature_bytes: block.signature.bytes(),
            algorithm,
            key: verifier(key)?,
            has_claims: claims.is_some(),
            has_exp: claims.is_some_and(|claims| claims.member("exp").is_some()),
            audience: text("aud"),
            issuer: text("iss"),
        })
    }

    /// The facts, if the library has the algorithm and the payload is a claims set.
    pub(super) fn for_claims(&self, known: &[JwsAlgorithm]) -> Result<(), WhyNot> {
        if !known.contains(&self.algorithm) {
            return Err(WhyNot::Unsupported(self.algorithm));
        }
        if self.has_claims { Ok(()) } else { Err(WhyNot::NoClaims) }
    }
}

fn verifier(key: &Key) -> Result<Verifier, WhyNot> {
    match &key.material {
        Material::Secret(secret) => {
            let is_text = |bytes: &[u8]| {
                std::str::from_utf8(bytes).is_ok_and(|text| !text.chars().any(char::is_control))
            };
            let is_text = !secret.is_empty() && is_text(secret.as_bytes());
            Ok(if is_text { Verifier::Text } else { Verifier::Base64url })
        }
        // As it is copied out of the vault.
        Material::Sealed { .. } => Ok(Verifier::Base64url),
        _ => public_pem(key).map(Verifier::Pem).map_err(|_| WhyNot::NoKey),
    }
}
