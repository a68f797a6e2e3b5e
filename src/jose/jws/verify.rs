//! Checking a signature.

use aws_lc_rs::hmac;
use jsonwebtoken::{Algorithm, DecodingKey};
use ml_dsa::{MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
use p521::ecdsa::signature::Verifier as _;
use rsa::sha2::{Digest as _, Sha256, Sha384, Sha512};
use rsa::traits::SignatureScheme;
use rsa::{Pkcs1v15Sign, Pss};

use super::VerifyError;
use super::backend::{hmac_name, jsonwebtoken_name, jsonwebtoken_takes};
use crate::encoding::base64url;
use crate::jose::akp::AkpKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::ec::EcKey;
use crate::jose::fault::KeyFault;
use crate::jose::key::{Key, Material};
use crate::jose::okp::OkpKey;
use crate::jose::rsa_key::RsaKey;

/// Checks a signature over `signing_input`, which is header, dot and payload as they stand in the token.
///
/// `Ok` means that whoever holds the private key (or the secret) signed exactly these bytes. An ECDSA
/// signature with a high `s` holds: JOSE has no rule against it (RFC 7518, section 3.4; RFC 8812).
pub fn verify(
    algorithm: JwsAlgorithm,
    key: &Key,
    signing_input: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    key.fit_kind(algorithm).map_err(VerifyError::Unfit)?;
    match &key.material {
        Material::Secret(secret) => {
            let expected = algorithm.signature_len().unwrap_or_default();
            check_length(expected, signature)?;
            let name = hmac_name(algorithm).ok_or(VerifyError::Unsupported(algorithm))?;
            // Compares in constant time.
            hmac::verify(&hmac::Key::new(name, secret.as_bytes()), signing_input, signature)
                .map_err(|_| VerifyError::Mismatch)
        }
        Material::Rsa(key) => verify_rsa(algorithm, key, signing_input, signature),
        Material::Ec(key) => verify_ec(algorithm, key, signing_input, signature),
        Material::Okp(key) => verify_okp(algorithm, key, signing_input, signature),
        Material::Akp(key) => verify_akp(algorithm, key, signing_input, signature),
        Material::Sealed { .. } => Err(VerifyError::Sealed),
    }
}

fn verify_rsa(
    algorithm: JwsAlgorithm,
    key: &RsaKey,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    key.usable().map_err(VerifyError::Key)?;
    check_length(key.n().len(), signature)?;
    if jsonwebtoken_takes(key) {
        let key = DecodingKey::from_rsa_raw_components(key.n(), key.e());
        return with_jsonwebtoken(algorithm, &key, message, signature);
    }
    match algorithm {
        JwsAlgorithm::Rs256 => {
            verify_rsa_as(key, Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message), signature)
        }
        JwsAlgorithm::Rs384 => {
            verify_rsa_as(key, Pkcs1v15Sign::new::<Sha384>(), &Sha384::digest(message), signature)
        }
        JwsAlgorithm::Rs512 => {
            verify_rsa_as(key, Pkcs1v15Sign::new::<Sha512>(), &Sha512::digest(message), signature)
        }
        JwsAlgorithm::Ps256 => verify_rsa_as(key, Pss::<Sha256>::new(), &Sha256::digest(message), signature),
        JwsAlgorithm::Ps384 => verify_rsa_as(key, Pss::<Sha384>::new(), &Sha384::digest(message), signature),
        JwsAlgorithm::Ps512 => verify_rsa_as(key, Pss::<Sha512>::new(), &Sha512::digest(message), signature),
        _ => Err(VerifyError::Unsupported(algorithm)),
    }
}

/// For the sizes that `jsonwebtoken` refuses.
fn verify_rsa_as(
    key: &RsaKey,
    scheme: impl SignatureScheme,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    let key = key.to_rsa_public().map_err(VerifyError::Key)?;
    key.verify(scheme, digest, signature).map_err(|_| VerifyError::Mismatch)
}

fn verify_ec(
    algorithm: JwsAlgorithm,
    key: &EcKey,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    check_length(2 * key.curve().part_len(), signature)?;
    let holds = match key.curve() {
        Curve::P521 => verify_p521(key, message, signature),
        Curve::Secp256k1 => verify_k256(key, message, signature),
        _ => {
            let key = DecodingKey::from_ec_der(key.sec1());
            return with_jsonwebtoken(algorithm, &key, message, signature);
        }
    };
    holds.map_err(|_| VerifyError::Mismatch)
}

fn verify_p521(key: &EcKey, message: &[u8], signature: &[u8]) -> Result<(), p521::ecdsa::Error> {
    let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(key.sec1())?;
    key.verify(message, &p521::ecdsa::Signature::from_slice(signature)?)
}

/// The library accepts low `s` only; RFC 8812 has no such rule, and `(r, -s)` says the same.
fn verify_k256(key: &EcKey, message: &[u8], signature: &[u8]) -> Result<(), k256::ecdsa::Error> {
    let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(key.sec1())?;
    key.verify(message, &k256::ecdsa::Signature::from_slice(signature)?.normalize_s())
}

fn verify_okp(
    algorithm: JwsAlgorithm,
    key: &OkpKey,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    if key.curve() == Curve::Ed448 {
        return verify_ed448(key, message, signature);
    }
    check_length(64, signature)?;
    with_jsonwebtoken(algorithm, &DecodingKey::from_ed_der(key.x()), message, signature)
}

/// Without a context (RFC 8032, section 5.2; RFC 8037, section 3.1).
fn verify_ed448(key: &OkpKey, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    check_length(114, signature)?;
    let public =
        key.x().try_into().ok().and_then(|bytes| ed448_goldilocks::VerifyingKey::from_bytes(bytes).ok());
    let public = public.ok_or(VerifyError::Key(KeyFault::OffCurve(Curve::Ed448)))?;
    let signature = ed448_goldilocks::Signature::try_from(signature).map_err(|_| VerifyError::Mismatch)?;
    public.verify_raw(&signature, message).map_err(|_| VerifyError::Mismatch)
}

/// Pure ML-DSA with an empty context (RFC 9964, section 4).
fn verify_akp(
    algorithm: JwsAlgorithm,
    key: &AkpKey,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    check_length(algorithm.signature_len().unwrap_or_default(), signature)?;
    let holds = match algorithm {
        JwsAlgorithm::MlDsa44 => ml_dsa_holds::<MlDsa44>(key, message, signature),
        JwsAlgorithm::MlDsa65 => ml_dsa_holds::<MlDsa65>(key, message, signature),
        JwsAlgorithm::MlDsa87 => ml_dsa_holds::<MlDsa87>(key, message, signature),
        other => return Err(VerifyError::Unsupported(other)),
    };
    if holds == Some(true) { Ok(()) } else { Err(VerifyError::Mismatch) }
}

fn ml_dsa_holds<P: MlDsaParams>(key: &AkpKey, message: &[u8], signature: &[u8]) -> Option<bool> {
    let public = ml_dsa::VerifyingKey::<P>::decode(&key.public_bytes().try_into().ok()?);
    let signature = ml_dsa::Signature::<P>::try_from(signature).ok()?;
    Some(public.verify_with_context(message, &[], &signature))
}

fn with_jsonwebtoken(
    algorithm: JwsAlgorithm,
    key: &DecodingKey,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    let Some(name): Option<Algorithm> = jsonwebtoken_name(algorithm) else {
        return Err(VerifyError::Unsupported(algorithm));
    };
    match jsonwebtoken::crypto::verify(&base64url::encode(signature), message, key, name) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(VerifyError::Mismatch),
    }
}

fn check_length(expected: usize, signature: &[u8]) -> Result<(), VerifyError> {
    let found = signature.len();
    if found == expected { Ok(()) } else { Err(VerifyError::SignatureLength { expected, found }) }
}
