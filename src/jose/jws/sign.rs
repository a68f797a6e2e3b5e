//! Making a signature.

use aws_lc_rs::hmac;
use jsonwebtoken::EncodingKey;
use ml_dsa::{MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
use p521::ecdsa::signature::Signer as _;
use pkcs1::DecodeRsaPrivateKey as _;
use rsa::sha2::{Digest as _, Sha256, Sha384, Sha512};
use rsa::traits::SignatureScheme;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};
use zeroize::Zeroize as _;

use super::SignError;
use super::backend::{hmac_name, jsonwebtoken_name, jsonwebtoken_takes};
use crate::encoding::base64url;
use crate::jose::akp::AkpKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::ec::EcKey;
use crate::jose::fault::KeyFault;
use crate::jose::key::{Key, Material};
use crate::jose::okp::OkpKey;
use crate::jose::rsa_key::RsaKey;
use crate::jose::secret::SecretBytes;
use crate::jose::write;

/// Signs `signing_input`, which is header, dot and payload as they stand in the token.
///
/// Any key that fits is taken, however weak: that is how test tokens with weak keys are made. PS*, ES256 and
/// ES384 differ from call to call; ES512 and ES256K are deterministic (RFC 6979), as are the others.
pub fn sign(algorithm: JwsAlgorithm, key: &Key, signing_input: &[u8]) -> Result<Vec<u8>, SignError> {
    key.fit_kind(algorithm).map_err(SignError::Unfit)?;
    match &key.material {
        Material::Secret(secret) => {
            let name = hmac_name(algorithm).ok_or(SignError::Unsupported(algorithm))?;
            let tag = hmac::sign(&hmac::Key::new(name, secret.as_bytes()), signing_input);
            Ok(tag.as_ref().to_vec())
        }
        Material::Rsa(key) => sign_rsa(algorithm, key, signing_input),
        Material::Ec(ec) => sign_ec(algorithm, key, ec, signing_input),
        Material::Okp(key) => sign_okp(key, signing_input),
        Material::Akp(key) => sign_akp(algorithm, key, signing_input),
        Material::Sealed { .. } => Err(SignError::NoPrivatePart),
    }
}

fn sign_rsa(algorithm: JwsAlgorithm, key: &RsaKey, message: &[u8]) -> Result<Vec<u8>, SignError> {
    let der = key.private().ok_or(SignError::NoPrivatePart)?;
    if jsonwebtoken_takes(key) {
        return with_jsonwebtoken(algorithm, &EncodingKey::from_rsa_der(der.as_bytes()), message);
    }
    match algorithm {
        JwsAlgorithm::Rs256 => sign_rsa_as(der, Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message)),
        JwsAlgorithm::Rs384 => sign_rsa_as(der, Pkcs1v15Sign::new::<Sha384>(), &Sha384::digest(message)),
        JwsAlgorithm::Rs512 => sign_rsa_as(der, Pkcs1v15Sign::new::<Sha512>(), &Sha512::digest(message)),
        JwsAlgorithm::Ps256 => sign_rsa_as(der, Pss::<Sha256>::new(), &Sha256::digest(message)),
        JwsAlgorithm::Ps384 => sign_rsa_as(der, Pss::<Sha384>::new(), &Sha384::digest(message)),
        JwsAlgorithm::Ps512 => sign_rsa_as(der, Pss::<Sha512>::new(), &Sha512::digest(message)),
        _ => Err(SignError::Unsupported(algorithm)),
    }
}

/// For the sizes that `jsonwebtoken` refuses. The key was checked when it was read, so what fails here is
/// room: a hash and its padding do not fit into a small modulus.
fn sign_rsa_as(der: &SecretBytes, scheme: impl SignatureScheme, digest: &[u8]) -> Result<Vec<u8>, SignError> {
    let key =
        RsaPrivateKey::from_pkcs1_der(der.as_bytes()).map_err(|_| SignError::Key(KeyFault::RsaPrivate))?;
    key.sign(scheme, digest).map_err(|_| SignError::KeyTooSmall)
}

fn sign_ec(algorithm: JwsAlgorithm, key: &Key, ec: &EcKey, message: &[u8]) -> Result<Vec<u8>, SignError> {
    let bytes = ec.private().ok_or(SignError::NoPrivatePart)?.as_bytes();
    let out_of_range = |_| SignError::Key(KeyFault::ScalarRange(ec.curve()));
    match ec.curve() {
        Curve::P521 => {
            let key = p521::ecdsa::SigningKey::from_slice(bytes).map_err(out_of_range)?;
            let signature: p521::ecdsa::Signature = key.try_sign(message).map_err(|_| SignError::Failed)?;
            Ok(signature.to_bytes().to_vec())
        }
        Curve::Secp256k1 => {
            let key = k256::ecdsa::SigningKey::from_slice(bytes).map_err(out_of_range)?;
            let signature: k256::ecdsa::Signature = key.try_sign(message).map_err(|_| SignError::Failed)?;
            Ok(signature.to_bytes().to_vec())
        }
        _ => {
            let der = write::pkcs8_der(key).map_err(|_| SignError::Failed)?;
            with_jsonwebtoken(algorithm, &EncodingKey::from_ec_der(der.as_bytes()), message)
        }
    }
}

fn sign_okp(key: &OkpKey, message: &[u8]) -> Result<Vec<u8>, SignError> {
    let seed = key.private().ok_or(SignError::NoPrivatePart)?;
    if key.curve() == Curve::Ed448 {
        let key = ed448_goldilocks::SigningKey::try_from(seed.as_bytes()).map_err(|_| SignError::Failed)?;
        return Ok(key.sign_raw(message).to_bytes().to_vec());
    }
    let seed = seed.as_bytes().try_into().map_err(|_| SignError::Failed)?;
    Ok(ed25519_dalek::SigningKey::from_bytes(seed).sign(message).to_bytes().to_vec())
}

/// Pure and deterministic, with an empty context (RFC 9964, section 4; FIPS 204, section 3.4).
fn sign_akp(algorithm: JwsAlgorithm, key: &AkpKey, message: &[u8]) -> Result<Vec<u8>, SignError> {
    let seed = key.seed().ok_or(SignError::NoPrivatePart)?;
    match algorithm {
        JwsAlgorithm::MlDsa44 => ml_dsa_signature::<MlDsa44>(seed, message),
        JwsAlgorithm::MlDsa65 => ml_dsa_signature::<MlDsa65>(seed, message),
        JwsAlgorithm::MlDsa87 => ml_dsa_signature::<MlDsa87>(seed, message),
        other => return Err(SignError::Unsupported(other)),
    }
    .ok_or(SignError::Failed)
}

fn ml_dsa_signature<P: MlDsaParams>(seed: &SecretBytes, message: &[u8]) -> Option<Vec<u8>> {
    let mut bytes: [u8; 32] = seed.as_bytes().try_into().ok()?;
    let key = ml_dsa::SigningKey::<P>::from_seed(&bytes.into());
    bytes.zeroize();
    let signature = key.expanded_key().sign_deterministic(message, &[]).ok()?;
    Some(signature.encode().to_vec())
}

fn with_jsonwebtoken(
    algorithm: JwsAlgorithm,
    key: &EncodingKey,
    message: &[u8],
) -> Result<Vec<u8>, SignError> {
    let name = jsonwebtoken_name(algorithm).ok_or(SignError::Unsupported(algorithm))?;
    let text = jsonwebtoken::crypto::sign(message, key, name).map_err(|_| SignError::Failed)?;
    base64url::decode_strict(&text).ok_or(SignError::Failed)
}
