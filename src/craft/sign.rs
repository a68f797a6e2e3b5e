//! Signing: content and keys → a token in any of the three JWS serialisations (RFC 7515 §7, RFC 7797).
//!
//! The content is taken byte for byte: no white space, order or number of claims changes on the way.

use thiserror::Error;

use crate::encoding::base64url;
use crate::encoding::json::quote;
use crate::jose::algorithm::{Curve, Family, JwsAlgorithm};
use crate::jose::fault::KeyFault;
use crate::jose::header::{Draft, Members};
use crate::jose::jws::{self, SignError};
use crate::jose::key::{Key, KeyKind, Unfit};
use crate::jose::segment::{Encoded, Segment};
use crate::jose::token::is_unencoded;

/// What to sign, and how to write it down.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The payload, as it is.
    pub content: &'a [u8],
    /// Who signs: one, or several in the general serialisation.
    pub signers: &'a [Signer<'a>],
    /// The serialisation.
    pub form: Form,
    /// Members that go over our own of every protected header.
    pub header: Option<&'a Members>,
    /// The unprotected header of every signature; none in the compact serialisation.
    pub unprotected: Option<&'a Members>,
    /// Leave the payload out of the token (RFC 7515 appendix F).
    pub detached: bool,
    /// Sign the payload without base64url (`b64` false, RFC 7797).
    pub unencoded: bool,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Three segments (RFC 7515 §7.1).
    #[default]
    Compact,
    /// JSON with one signature (RFC 7515 §7.2.2).
    Flattened,
    /// JSON with an array of signatures (RFC 7515 §7.2.1).
    General,
}

/// Who makes one signature.
#[derive(Clone, Copy, Debug)]
pub enum Signer<'a> {
    /// A key.
    Key {
        /// With its private half.
        key: &'a Key,
        /// The algorithm that was asked for; otherwise the one that the header asks for, else [`usual_algorithm`].
        algorithm: Option<JwsAlgorithm>,
    },
    /// Nobody: `alg` none, and no signature (RFC 7518 §3.6).
    Nobody,
}

/// Why a key cannot sign.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unable {
    /// It has no private half.
    #[error("public half only")]
    PublicOnly,
    /// Keys on this curve agree on secrets and sign nothing.
    #[error("{} keys do not sign", .0.name())]
    NeverSigns(Curve),
    /// It is not for the algorithm.
    #[error("not for the algorithm")]
    Unfit(Unfit),
    /// `alg` of the key names what is no signature algorithm.
    #[error("meant for {0}")]
    MeantFor(String),
    /// `key_ops` does not have `sign` (RFC 7517 §4.3).
    #[error("key_ops without sign")]
    Operations(Vec<String>),
    /// The RSA modulus is too short for the padded hash.
    #[error("RSA key too small for {}", .0.name())]
    TooSmall(JwsAlgorithm),
    /// A known algorithm that is not done here.
    #[error("{} is not done here", .0.name())]
    Unsupported(JwsAlgorithm),
    /// The key is of the right kind and cannot be used.
    #[error("unusable: {0}")]
    Fault(KeyFault),
    /// The crypto library refused without saying why.
    #[error("refused")]
    Refused,
}

/// Why no token was made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CraftError {
    /// That key, by its name, cannot sign.
    #[error("{key}: {why}")]
    Key {
        /// The key's name.
        key: String,
        /// Why not.
        why: Unable,
    },
    /// Nobody signs: not even `none` was asked for.
    #[error("no key")]
    NoSigner,
    /// More than one signature is only in the general serialisation.
    #[error("{0} signatures need the general serialisation")]
    Several(usize),
    /// The header says `none` while a key signs.
    #[error("alg none in the header of a signed token")]
    NoneBesideKey,
    /// The compact serialisation has no unprotected header.
    #[error("unprotected header in the compact serialisation")]
    Unprotected,
    /// A name in both headers (RFC 7515 §7.2.1).
    #[error("{0:?} in both headers")]
    NotDisjoint(String),
    /// The header that was given takes `b64` or `crit` back (RFC 7797 §6).
    #[error("b64 is not false and critical")]
    StillEncoded,
    /// An unencoded payload inside a compact token has a byte that cannot stand there (RFC 7797 §5.2).
    #[error("byte {at} of the payload cannot stand in a compact token")]
    NotCompact {
        /// The offset in bytes.
        at: usize,
    },
    /// An unencoded payload inside JSON is not UTF-8 (RFC 7797 §5.2).
    #[error("payload is not text")]
    NotText,
}

/// Makes the token.
pub fn sign(order: &Order<'_>) -> Result<String, CraftError> {
    match (order.signers.len(), order.form) {
        (0, _) => return Err(CraftError::NoSigner),
        (1, _) | (_, Form::General) => {}
        (several, _) => return Err(CraftError::Several(several)),
    }
    if order.form == Form::Compact && order.unprotected.is_some() {
        return Err(CraftError::Unprotected);
    }
    let signed = order.signers.iter().map(|signer| one(order, *signer)).collect::<Result<Vec<_>, _>>()?;
    let plain = signed.first().is_some_and(|first| first.unencoded);
    let payload = if order.detached { None } else { Some(payload(order, plain)?) };
    Ok(match (order.form, signed.as_slice()) {
        (Form::Compact, [one, ..]) => {
            format!("{}.{}.{}", one.header, payload.unwrap_or_default(), one.signature)
        }
        (Form::Flattened, [one, ..]) => object(payload.as_deref(), |out| one.members(order, out)),
        _ => object(payload.as_deref(), |out| {
            out.push_str("\"signatures\":[");
            for (index, one) in signed.iter().enumerate() {
                out.push_str(if index == 0 { "{" } else { ",{" });
                one.members(order, out);
                out.push('}');
            }
            out.push(']');
        }),
    })
}

/// The algorithm that a key is bound to by its `alg`, else the usual one of its kind: HS256, RS256, `EdDSA`, or the
/// only one that its curve or its kind has.
pub fn usual_algorithm(key: &Key) -> Result<JwsAlgorithm, Unable> {
    if let Some(alg) = &key.alg {
        return JwsAlgorithm::from_name(alg).ok_or_else(|| Unable::MeantFor(alg.clone()));
    }
    let fits = |algorithm: &JwsAlgorithm| key.fit_kind(*algorithm).is_ok();
    JwsAlgorithm::ALL.iter().copied().find(fits).ok_or(match key.kind() {
        KeyKind::Ec(curve) | KeyKind::Okp(curve) => Unable::NeverSigns(curve),
        KeyKind::Secret { .. } | KeyKind::Rsa { .. } | KeyKind::Akp(_) => Unable::Refused,
    })
}

/// The preferred algorithm where the key may sign with any, could with this one, and is long enough for it; else the
/// usual one.
pub fn algorithm_or(key: &Key, preferred: Option<JwsAlgorithm>) -> Result<JwsAlgorithm, Unable> {
    let suits = |algorithm: &JwsAlgorithm| {
        let hash = algorithm.hash_bits();
        let is_long_enough = match (key.kind(), algorithm.family()) {
            // RFC 7518 §3.2: a secret is as long as the hash, or longer.
            (KeyKind::Secret { bits }, _) => bits >= hash,
            // RFC 8017 §9.1.1: the hash and a salt as long, and 9 bits, in one bit less than the modulus has.
            (KeyKind::Rsa { bits }, Family::RsaPss) => bits > 2 * hash + 9,
            // RFC 8017 §9.2: the hash, the 19 bytes that name it, and 11 for the padding.
            (KeyKind::Rsa { bits }, _) => bits.div_ceil(8) >= hash / 8 + 30,
            _ => true,
        };
        key.alg.is_none() && is_long_enough && key.fit_kind(*algorithm).is_ok()
    };
    preferred.filter(suits).map_or_else(|| usual_algorithm(key), Ok)
}

/// Whether a key can sign, with which algorithm: the one that is asked for, or its usual one.
pub fn can_sign(key: &Key, asked: Option<JwsAlgorithm>) -> Result<JwsAlgorithm, Unable> {
    let algorithm = may_sign(key, asked)?;
    if key.has_private() { Ok(algorithm) } else { Err(Unable::PublicOnly) }
}

/// The same of a key whose private half may be elsewhere.
pub(super) fn may_sign(key: &Key, asked: Option<JwsAlgorithm>) -> Result<JwsAlgorithm, Unable> {
    if let KeyKind::Okp(curve @ (Curve::X25519 | Curve::X448)) = key.kind() {
        return Err(Unable::NeverSigns(curve));
    }
    let algorithm = asked.map_or_else(|| usual_algorithm(key), Ok)?;
    key.fit(algorithm).map_err(Unable::Unfit)?;
    if let Some(operations) = key.key_ops.as_ref().filter(|all| !all.iter().any(|one| one == "sign")) {
        return Err(Unable::Operations(operations.clone()));
    }
    Ok(algorithm)
}

/// The compact token of a header and a payload, both as segments, signed.
pub(super) fn signed_segments(
    algorithm: JwsAlgorithm,
    key: &Key,
    header: &str,
    payload: &str,
) -> Result<String, Unable> {
    let input = format!("{header}.{payload}");
    let signature = jws::sign(algorithm, key, input.as_bytes()).map_err(|error| reason(error, algorithm))?;
    Ok(format!("{input}.{}", base64url::encode(&signature)))
}

/// One signature with its protected header, both in base64url.
struct Signed {
    header: String,
    signature: String,
    unencoded: bool,
}

impl Signed {
    fn members(&self, order: &Order<'_>, out: &mut String) {
        // base64url needs no escapes.
        for part in ["\"protected\":\"", &self.header, "\","] {
            out.push_str(part);
        }
        if let Some(unprotected) = order.unprotected {
            for part in ["\"header\":", unprotected.raw(), ","] {
                out.push_str(part);
            }
        }
        for part in ["\"signature\":\"", &self.signature, "\""] {
            out.push_str(part);
        }
    }
}

fn one(order: &Order<'_>, signer: Signer<'_>) -> Result<Signed, CraftError> {
    let asked = order.header.and_then(|header| header.text("alg"));
    let says_none = asked.as_deref().is_some_and(|alg| alg.eq_ignore_ascii_case("none"));
    let mut draft = Draft::default();
    let signing = match signer {
        Signer::Nobody => {
            draft.text("alg", "none");
            None
        }
        Signer::Key { .. } if says_none => return Err(CraftError::NoneBesideKey),
        Signer::Key { key, algorithm } => {
            let asked = algorithm.or_else(|| JwsAlgorithm::from_name(asked.as_deref()?));
            let algorithm = can_sign(key, asked).map_err(|why| unable(key, why))?;
            draft.text("alg", algorithm.name());
            Some((key, algorithm))
        }
    };
    if order.unencoded {
        // RFC 7797 §7: a JWT is never unencoded, so this is none.
        draft.raw("b64", "false");
        draft.raw("crit", "[\"b64\"]");
    } else {
        draft.text("typ", "JWT");
    }
    if let Some(kid) = signing.and_then(|(key, _)| key.kid.as_deref()) {
        draft.text("kid", kid);
    }
    let text = draft.merged(order.header);
    disjoint(&text, order.unprotected)?;
    let unencoded = is_unencoded(&Segment::plain(Encoded::Missing, text.clone().into_bytes()));
    if order.unencoded && !unencoded {
        return Err(CraftError::StillEncoded);
    }
    let header = base64url::encode(text.as_bytes());
    let signature = match signing {
        None => Vec::new(),
        Some((key, algorithm)) => {
            let mut input = header.clone().into_bytes();
            input.push(b'.');
            if unencoded {
                input.extend_from_slice(order.content);
            } else {
                input.extend_from_slice(base64url::encode(order.content).as_bytes());
            }
            jws::sign(algorithm, key, &input).map_err(|error| unable(key, reason(error, algorithm)))?
        }
    };
    Ok(Signed { header, signature: base64url::encode(&signature), unencoded })
}

fn unable(key: &Key, why: Unable) -> CraftError {
    CraftError::Key { key: key.name.clone(), why }
}

fn reason(error: SignError, algorithm: JwsAlgorithm) -> Unable {
    match error {
        SignError::Unfit(unfit) => Unable::Unfit(unfit),
        SignError::Unsupported(algorithm) => Unable::Unsupported(algorithm),
        SignError::NoPrivatePart => Unable::PublicOnly,
        SignError::KeyTooSmall => Unable::TooSmall(algorithm),
        SignError::Key(fault) => Unable::Fault(fault),
        SignError::Failed => Unable::Refused,
    }
}

fn disjoint(protected: &str, unprotected: Option<&Members>) -> Result<(), CraftError> {
    let Some(unprotected) = unprotected else { return Ok(()) };
    let Ok(protected) = Members::read(protected) else { return Ok(()) };
    match unprotected.names().find(|name| protected.names().any(|other| other == *name)) {
        Some(name) => Err(CraftError::NotDisjoint(name)),
        None => Ok(()),
    }
}

/// Whether the byte can stand in the unencoded payload of a compact token (RFC 7797 §5.2).
pub(super) const fn stands_unencoded(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'.'
}

/// The payload as it stands in the token; in JSON with what a JSON string needs.
fn payload(order: &Order<'_>, plain: bool) -> Result<String, CraftError> {
    if !plain {
        return Ok(base64url::encode(order.content));
    }
    if order.form == Form::Compact
        && let Some(at) = order.content.iter().position(|byte| !stands_unencoded(*byte))
    {
        return Err(CraftError::NotCompact { at });
    }
    std::str::from_utf8(order.content).map(str::to_owned).map_err(|_| CraftError::NotText)
}

fn object(payload: Option<&str>, members: impl FnOnce(&mut String)) -> String {
    let mut out = String::from("{");
    if let Some(payload) = payload {
        out.push_str("\"payload\":");
        quote(payload, &mut out);
        out.push(',');
    }
    members(&mut out);
    out.push('}');
    out
}

#[cfg(test)]
mod tests;
