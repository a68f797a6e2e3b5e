//! The control and what every variant is made with: its texts, its key, a stranger's key.

use std::sync::Arc;

use super::{LeftOut, NegativesError, Order, Random};
use crate::craft::edit::time::TimeEdit;
use crate::craft::edit::{delete_member, set_member};
use crate::craft::sign::signed_segments;
use crate::encoding::base64url;
use crate::encoding::json::{self, Json, Kind, Value};
use crate::jose::algorithm::{Curve, Family, JwsAlgorithm};
use crate::jose::generate::{GenerateError, KeySpec, RsaSize, generate};
use crate::jose::jws;
use crate::jose::key::{Key, KeyKind, Material};
use crate::jose::secret::SecretBytes;
use crate::jose::token::{Serialization, Shape, Token};

/// How long a renewed control lives at least; seconds.
const LIFE_SECS: i64 = 3_600;

/// The control.
pub(super) struct Base<'a> {
    pub(super) key: &'a Key,
    pub(super) algorithm: JwsAlgorithm,
    /// The header's text.
    pub(super) header: String,
    /// The claims' text.
    pub(super) payload: String,
    /// Header, payload and signature as they stand in the token.
    pub(super) parts: [String; 3],
    /// Another key of the same kind.
    pub(super) stranger: Key,
    pub(super) now: i64,
    pub(super) renewed: bool,
    pub(super) random: Random,
}

impl<'a> Base<'a> {
    pub(super) fn of(
        order: &Order<'a>,
        random: Random,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Self, NegativesError> {
        let text: Arc<str> = order.token.trim().into();
        let token = Token::compact(Arc::clone(&text));
        let (Serialization::JwsCompact, Shape::Jws(jws)) = (token.serialization, &token.shape) else {
            return Err(NegativesError::NotCompact);
        };
        let block = jws.signatures.first().ok_or(NegativesError::NotCompact)?;
        let encoded =
            [&block.header, &jws.payload, &block.signature].map(|part| part.encoded(&text).to_owned());
        if encoded.iter().any(|part| base64url::decode_strict(part).is_none()) {
            return Err(NegativesError::NotCompact);
        }
        let header = block.header.text().map(ToString::to_string).ok_or(NegativesError::Header)?;
        let header_json = object(&header).ok_or(NegativesError::Header)?;
        let payload = jws.payload.text().map(ToString::to_string).ok_or(NegativesError::Payload)?;
        object(&payload).ok_or(NegativesError::Payload)?;
        let alg = header_json.root().member("alg").and_then(Value::as_str).unwrap_or_default();
        let algorithm =
            JwsAlgorithm::from_name(&alg).ok_or_else(|| NegativesError::Algorithm(alg.into_owned()))?;
        if header_json.root().member("crit").is_some() {
            return Err(NegativesError::Critical);
        }
        let key = signer(order.keys, algorithm, &encoded)?;
        let stranger = stranger(key, random, cancelled)?;
        let mut base = Self {
            key,
            algorithm,
            header,
            payload,
            parts: encoded,
            stranger,
            now: order.now,
            renewed: false,
            random,
        };
        if let Some(renewed) = renewed(&base.payload, order.now) {
            let token = base.signed(&base.header, renewed.as_bytes());
            let token = token.map_err(|_| NegativesError::CannotSign)?;
            base.parts = cut(&token).ok_or(NegativesError::CannotSign)?;
            base.payload = renewed;
            base.renewed = true;
        }
        Ok(base)
    }

    /// The control itself.
    pub(super) fn control(&self) -> String {
        self.parts.join(".")
    }

    pub(super) fn is_ecdsa(&self) -> bool {
        self.algorithm.family() == Family::Ecdsa
    }

    /// With another header and payload, rightly signed.
    pub(super) fn signed(&self, header: &str, payload: &[u8]) -> Result<String, LeftOut> {
        signed_by(self.key, self.algorithm, header, payload)
    }

    /// Signed with that secret; `alg` is HS256, or the control's own where that is an HMAC.
    pub(super) fn hmac(&self, secret: &[u8]) -> Result<String, LeftOut> {
        let key = Key::new("", Material::Secret(SecretBytes::new(secret.to_vec())));
        if self.algorithm.family() == Family::Hmac {
            return signed_by(&key, self.algorithm, &self.header, self.payload.as_bytes());
        }
        let header = self.header_with("alg", "\"HS256\"")?;
        signed_by(&key, JwsAlgorithm::Hs256, &header, self.payload.as_bytes())
    }

    /// Signed with a stranger's key.
    pub(super) fn by_stranger(&self, header: &str) -> Result<String, LeftOut> {
        signed_by(&self.stranger, self.algorithm, header, self.payload.as_bytes())
    }

    /// The header's text with one member set.
    pub(super) fn header_with(&self, name: &str, value: &str) -> Result<String, LeftOut> {
        set_member(&self.header, name, value).map(|edited| edited.text).map_err(|_| LeftOut::Failed)
    }

    /// Rightly signed with one header parameter set.
    pub(super) fn parameter(&self, name: &str, value: &str) -> Result<String, LeftOut> {
        self.signed(&self.header_with(name, value)?, self.payload.as_bytes())
    }

    /// Rightly signed with one claim set.
    pub(super) fn claim(&self, name: &str, value: &str) -> Result<String, LeftOut> {
        let payload = set_member(&self.payload, name, value).map_err(|_| LeftOut::Failed)?;
        self.signed(&self.header, payload.text.as_bytes())
    }

    /// Rightly signed with that claim set, which the control has.
    pub(super) fn own_claim(&self, name: &'static str, value: &str) -> Result<String, LeftOut> {
        if self.has(name) { self.claim(name, value) } else { Err(LeftOut::NoClaim(name)) }
    }

    /// Rightly signed without that claim, which the control has.
    pub(super) fn without(&self, name: &'static str) -> Result<String, LeftOut> {
        if !self.has(name) {
            return Err(LeftOut::NoClaim(name));
        }
        let payload = delete_member(&self.payload, name).map_err(|_| LeftOut::Failed)?;
        self.signed(&self.header, payload.text.as_bytes())
    }

    fn has(&self, name: &str) -> bool {
        object(&self.payload).is_some_and(|json| json.root().member(name).is_some())
    }

    /// A claim's text; of a list the first one's.
    pub(super) fn text(&self, name: &'static str) -> Result<String, LeftOut> {
        let text = || {
            let json = object(&self.payload)?;
            let value = json.root().member(name)?;
            let text = value.as_str().or_else(|| value.elements().next()?.as_str())?;
            Some(text.into_owned())
        };
        text().ok_or(LeftOut::NoClaim(name))
    }

    /// The signature's bytes.
    pub(super) fn signature(&self) -> Vec<u8> {
        let [_, _, signature] = &self.parts;
        base64url::decode_strict(signature).unwrap_or_default()
    }

    /// The control with other bytes as signature.
    pub(super) fn with_signature(&self, signature: &[u8]) -> String {
        self.with_signature_text(&base64url::encode(signature))
    }

    /// The control with other text as signature.
    pub(super) fn with_signature_text(&self, signature: &str) -> String {
        let [header, payload, _] = &self.parts;
        format!("{header}.{payload}.{signature}")
    }
}

/// A token with that header and payload, signed by that key.
pub(super) fn signed_by(
    key: &Key,
    algorithm: JwsAlgorithm,
    header: &str,
    payload: &[u8],
) -> Result<String, LeftOut> {
    signed_text(key, algorithm, &base64url::encode(header.as_bytes()), &base64url::encode(payload))
}

/// The same of segments as they are.
pub(super) fn signed_text(
    key: &Key,
    algorithm: JwsAlgorithm,
    header: &str,
    payload: &str,
) -> Result<String, LeftOut> {
    signed_segments(algorithm, key, header, payload).map_err(|_| LeftOut::Failed)
}

/// Rightly made JSON with single names on the outside.
fn object(text: &str) -> Option<Json> {
    let parsed = json::parse(Arc::from(text));
    let json = parsed.json.filter(|json| parsed.error.is_none() && json.root().kind() == Kind::Object)?;
    json::duplicates(&json).is_empty().then_some(json)
}

fn cut(token: &str) -> Option<[String; 3]> {
    let parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    parts.try_into().ok()
}

/// Whether that key has signed it.
pub(super) fn is_signed_by(token: &str, key: &Key) -> bool {
    let parts = cut(token.trim());
    let algorithm = parts.as_ref().and_then(|[header, ..]| {
        let header = String::from_utf8(base64url::decode_strict(header)?).ok()?;
        JwsAlgorithm::from_name(&object(&header)?.root().member("alg")?.as_str()?)
    });
    let signer =
        algorithm.zip(parts).map(|(algorithm, parts)| signer(std::slice::from_ref(key), algorithm, &parts));
    matches!(signer, Some(Ok(_) | Err(NegativesError::PublicOnly(_))))
}

/// The key that has signed it, with its private half.
fn signer<'a>(
    keys: &'a [Key],
    algorithm: JwsAlgorithm,
    [header, payload, signature]: &[String; 3],
) -> Result<&'a Key, NegativesError> {
    let input = format!("{header}.{payload}");
    let signature = base64url::decode_strict(signature).unwrap_or_default();
    let holds = |key: &Key| jws::verify(algorithm, key, input.as_bytes(), &signature).is_ok();
    let holders: Vec<&Key> = keys.iter().filter(|key| holds(key)).collect();
    match holders.iter().find(|key| key.has_private()).or(holders.first()) {
        None => Err(NegativesError::OtherKey),
        Some(key) if !key.has_private() => Err(NegativesError::PublicOnly(key.name.clone())),
        Some(key) => Ok(*key),
    }
}

/// A key of the same kind that nobody trusts, with the same `kid`.
fn stranger(key: &Key, random: Random, cancelled: &dyn Fn() -> bool) -> Result<Key, NegativesError> {
    let spec = match key.kind() {
        KeyKind::Rsa { .. } => KeySpec::Rsa(RsaSize::Bits2048),
        KeyKind::Ec(Curve::P384) => KeySpec::P384,
        KeyKind::Ec(Curve::P521) => KeySpec::P521,
        KeyKind::Ec(Curve::Secp256k1) => KeySpec::Secp256k1,
        KeyKind::Ec(_) => KeySpec::P256,
        KeyKind::Okp(Curve::Ed448) => KeySpec::Ed448,
        KeyKind::Okp(_) => KeySpec::Ed25519,
        KeyKind::Akp(JwsAlgorithm::MlDsa65) => KeySpec::MlDsa65,
        KeyKind::Akp(JwsAlgorithm::MlDsa87) => KeySpec::MlDsa87,
        KeyKind::Akp(_) => KeySpec::MlDsa44,
        KeyKind::Secret { .. } => KeySpec::Hs512,
    };
    let made = generate(spec, random, cancelled).map_err(|error| match error {
        GenerateError::Cancelled => NegativesError::Cancelled,
        GenerateError::NoRandomness | GenerateError::Fault(_) => NegativesError::NoRandomness,
    })?;
    Ok(Key { kid: None, alg: None, key_use: None, ..made })
}

/// The claims with times that are good now, where theirs are not.
fn renewed(payload: &str, now: i64) -> Option<String> {
    if is_good(payload, now) {
        return None;
    }
    // First the smallest change that may do.
    let shifted = TimeEdit::ShiftToNow.apply(payload, now).map(|edited| edited.text);
    if let Ok(shifted) = shifted
        && is_good(&shifted, now)
    {
        return Some(shifted);
    }
    let mut text = set_member(payload, "exp", &now.saturating_add(LIFE_SECS).to_string()).ok()?.text;
    for name in ["nbf", "iat"] {
        let is_past =
            object(&text)?.root().member(name).is_none_or(|at| at.as_i64().is_some_and(|at| at <= now));
        if !is_past {
            text = set_member(&text, name, &now.to_string()).ok()?.text;
        }
    }
    Some(text)
}

/// Whether all times are whole seconds, and now is between them.
fn is_good(payload: &str, now: i64) -> bool {
    let Some(json) = object(payload) else { return false };
    let at = |name| json.root().member(name).map(Value::as_i64);
    let is_past = |name| at(name).is_none_or(|at| at.is_some_and(|at| at <= now));
    at("exp").flatten().is_some_and(|at| at > now) && is_past("nbf") && is_past("iat")
}
