//! Which library does what: the names by which `jsonwebtoken` knows our algorithms, and its limits.

use aws_lc_rs::hmac;
use jsonwebtoken::Algorithm;

use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::rsa_key::RsaKey;

/// The algorithm in `jsonwebtoken`, if it is done with it.
pub(super) const fn jsonwebtoken_name(algorithm: JwsAlgorithm) -> Option<Algorithm> {
    Some(match algorithm {
        JwsAlgorithm::Rs256 => Algorithm::RS256,
        JwsAlgorithm::Rs384 => Algorithm::RS384,
        JwsAlgorithm::Rs512 => Algorithm::RS512,
        JwsAlgorithm::Ps256 => Algorithm::PS256,
        JwsAlgorithm::Ps384 => Algorithm::PS384,
        JwsAlgorithm::Ps512 => Algorithm::PS512,
        JwsAlgorithm::Es256 => Algorithm::ES256,
        JwsAlgorithm::Es384 => Algorithm::ES384,
        JwsAlgorithm::EdDsa | JwsAlgorithm::Ed25519 => Algorithm::EdDSA,
        JwsAlgorithm::Hs256
        | JwsAlgorithm::Hs384
        | JwsAlgorithm::Hs512
        | JwsAlgorithm::Es512
        | JwsAlgorithm::Es256k
        | JwsAlgorithm::Ed448
        | JwsAlgorithm::MlDsa44
        | JwsAlgorithm::MlDsa65
        | JwsAlgorithm::MlDsa87 => return None,
    })
}

/// The hash of an HMAC; `None` for what is no HMAC.
pub(super) const fn hmac_name(algorithm: JwsAlgorithm) -> Option<hmac::Algorithm> {
    match algorithm {
        JwsAlgorithm::Hs256 => Some(hmac::HMAC_SHA256),
        JwsAlgorithm::Hs384 => Some(hmac::HMAC_SHA384),
        JwsAlgorithm::Hs512 => Some(hmac::HMAC_SHA512),
        _ => None,
    }
}

/// Whether `jsonwebtoken` takes RSA keys of this size: aws-lc says "wrong signature" to all others.
pub(super) fn jsonwebtoken_takes(key: &RsaKey) -> bool {
    (2048..=8192).contains(&key.bits())
}
