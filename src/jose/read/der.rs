//! Keys in DER: telling the structures apart by their shape, and reading them.
//!
//! The parts are taken as they are found; whether they make a key is for [`RsaKey`], [`EcKey`] and
//! [`OkpKey`] to say. RSA keys are taken apart here since the `rsa` crate refuses the small, the large, and
//! those with parameters for PSS.

use pkcs1::{RsaPrivateKeyRef, RsaPssParamsOwned, RsaPublicKeyRef};
use pkcs8::der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use pkcs8::der::{self, Decode as _, Encode as _, Tag, TagNumber, Tagged as _};
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{PrivateKeyInfoRef, SubjectPublicKeyInfoRef};
use sec1::EcPrivateKey;

use super::Found;
use super::asn1::{children, document, octets};
use super::error::Structure;
use crate::jose::akp::AkpKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::ec::EcKey;
use crate::jose::fault::KeyFault;
use crate::jose::key::Material;
use crate::jose::note::{KeyNote, fit_length, join};
use crate::jose::okp::OkpKey;
use crate::jose::rsa_key::RsaKey;
use crate::jose::secret::SecretBytes;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");

/// What the bytes are, going by the outer layers only; `None` if they are no DER or nothing that we know.
pub(super) fn structure(bytes: &[u8]) -> Option<Structure> {
    let outer = AnyRef::from_der(bytes).ok()?;
    if outer.tag() == Tag::ObjectIdentifier {
        return Some(Structure::Parameters);
    }
    let parts = children(outer)?;
    let tags: Vec<Tag> = parts.iter().map(der::Tagged::tag).collect();
    let integers = tags.iter().take_while(|tag| **tag == Tag::Integer).count();
    Some(match tags.as_slice() {
        [Tag::Integer, Tag::Integer] => Structure::Pkcs1Public,
        [Tag::Integer, Tag::Integer, Tag::Integer] => Structure::Parameters,
        all if integers == 6 && all.len() == 6 => Structure::Dsa,
        all if integers == 9 && all.len() <= 10 => Structure::Pkcs1Private,
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => Structure::Pkcs8,
        [Tag::Integer, Tag::OctetString, ..] => Structure::Sec1,
        [Tag::Integer, Tag::Sequence, ..] if has_pkcs7_inside(&parts) => Structure::Pkcs12,
        // Version 1 of the explicit parameters of a curve: field, coefficients, base point, order.
        [Tag::Integer, Tag::Sequence, Tag::Sequence, Tag::OctetString, ..] => Structure::Parameters,
        [Tag::Sequence, Tag::BitString] => Structure::Spki,
        [Tag::Sequence, Tag::OctetString] => Structure::EncryptedPkcs8,
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => match parts.first().map(|&tbs| children(tbs)) {
            Some(Some(tbs)) if is_request(&tbs) => Structure::CertificateRequest,
            _ => Structure::Certificate,
        },
        [Tag::ObjectIdentifier, Tag::ContextSpecific { .. }] => Structure::Pkcs7,
        _ => return None,
    })
}

/// Reads one of the structures for which [`Structure::is_read`] holds. `curve` is that of an `EC PARAMETERS`
/// block before it, for SEC1 keys that do not name theirs.
pub(super) fn read(
    bytes: &[u8],
    structure: Structure,
    curve: Option<ObjectIdentifier>,
) -> Result<Found, KeyFault> {
    match structure {
        Structure::Pkcs1Private => read_pkcs1_private(bytes),
        Structure::Pkcs1Public => read_pkcs1_public(bytes).map(|key| Found::plain(Material::Rsa(key))),
        Structure::Pkcs8 => read_pkcs8(bytes),
        Structure::Sec1 => read_sec1(bytes, curve),
        Structure::Spki => read_spki(bytes),
        Structure::CertificateRequest => read_request(bytes),
        _ => Err(KeyFault::UnknownType(format!("{structure:?}"))),
    }
}

/// The curve that an `EC PARAMETERS` block names.
pub(super) fn named_curve(bytes: &[u8]) -> Option<ObjectIdentifier> {
    ObjectIdentifier::from_der(bytes).ok()
}

impl Found {
    pub(super) fn plain(material: Material) -> Self {
        Self { material, alg: None, notes: Vec::new() }
    }
}

fn read_pkcs8(bytes: &[u8]) -> Result<Found, KeyFault> {
    let info = PrivateKeyInfoRef::from_der(bytes).map_err(damaged)?;
    let private = info.private_key.as_bytes();
    let public = info.public_key.and_then(|bits| bits.as_bytes());
    match kind(&info.algorithm)? {
        Kind::Rsa => read_pkcs1_private(private),
        Kind::RsaPss => Ok(limit_to_pss(read_pkcs1_private(private)?, &info.algorithm)),
        Kind::Ec(curve) => read_sec1(private, Some(curve)),
        Kind::Okp(curve) => {
            let seed = <&OctetStringRef>::from_der(private).map_err(damaged)?;
            let seed = SecretBytes::new(seed.as_bytes().to_vec());
            let mut notes = Vec::new();
            let key = match public {
                None => OkpKey::from_private(curve, seed)?,
                Some(public) => {
                    let public = OkpKey::public(curve, public)?;
                    join(public.clone(), public.with_private(seed), &mut notes)
                }
            };
            Ok(Found { material: Material::Okp(key), alg: None, notes })
        }
        Kind::MlDsa(algorithm) => {
            let mut notes = Vec::new();
            let key = read_ml_dsa(algorithm, private, public, &mut notes)?;
            Ok(Found { material: Material::Akp(key), alg: None, notes })
        }
    }
}

/// The key that a request asks a certificate for (RFC 2986, section 4.1).
fn read_request(bytes: &[u8]) -> Result<Found, KeyFault> {
    let spki = || {
        let info = children(*document(bytes)?.first()?)?;
        info.get(2)?.to_der().ok()
    };
    read_spki(&spki().ok_or(KeyFault::Der("certificate request".to_owned()))?)
}

fn read_spki(bytes: &[u8]) -> Result<Found, KeyFault> {
    let info = SubjectPublicKeyInfoRef::from_der(bytes).map_err(damaged)?;
    let public = info.subject_public_key.as_bytes().ok_or(KeyFault::Der("bit string".to_owned()))?;
    match kind(&info.algorithm)? {
        Kind::Rsa => Ok(Found::plain(Material::Rsa(read_pkcs1_public(public)?))),
        Kind::RsaPss => {
            Ok(limit_to_pss(Found::plain(Material::Rsa(read_pkcs1_public(public)?)), &info.algorithm))
        }
        Kind::Ec(oid) => Ok(Found::plain(Material::Ec(EcKey::public(ec_curve(oid)?, public)?))),
        Kind::Okp(curve) => Ok(Found::plain(Material::Okp(OkpKey::public(curve, public)?))),
        Kind::MlDsa(algorithm) => Ok(Found::plain(Material::Akp(AkpKey::public(algorithm, public)?))),
    }
}

/// RFC 9881, section 6: the seed, the expanded key (which JOSE cannot say), or both.
fn read_ml_dsa(
    algorithm: JwsAlgorithm,
    private: &[u8],
    public: Option<&[u8]>,
    notes: &mut Vec<KeyNote>,
) -> Result<AkpKey, KeyFault> {
    let choice = AnyRef::from_der(private).map_err(damaged)?;
    let seed = match choice.tag() {
        Tag::ContextSpecific { number: TagNumber(0), .. } => Some(choice.value()),
        Tag::Sequence => children(choice).and_then(|parts| parts.first().copied()).and_then(octets),
        _ => None,
    };
    let seed = seed.map(|seed| SecretBytes::new(seed.to_vec())).ok_or(KeyFault::NoSeed);
    match public {
        None => AkpKey::from_seed(algorithm, seed?),
        Some(public) => {
            let public = AkpKey::public(algorithm, public)?;
            Ok(join(public.clone(), seed.and_then(|seed| public.with_seed(seed)), notes))
        }
    }
}

fn read_pkcs1_public(bytes: &[u8]) -> Result<RsaKey, KeyFault> {
    let key = RsaPublicKeyRef::from_der(bytes).map_err(damaged)?;
    RsaKey::public(key.modulus.as_bytes(), key.public_exponent.as_bytes())
}

/// A private part that cannot be used leaves the public part to check tokens with.
fn read_pkcs1_private(bytes: &[u8]) -> Result<Found, KeyFault> {
    let key = RsaPrivateKeyRef::from_der(bytes).map_err(damaged)?;
    let public = RsaKey::public(key.modulus.as_bytes(), key.public_exponent.as_bytes())?;
    let pair = if key.other_prime_infos.is_some() {
        Err(KeyFault::RsaPrivate)
    } else {
        let primes = (key.prime1.as_bytes(), key.prime2.as_bytes());
        public.clone().with_private(key.private_exponent.as_bytes(), Some(primes))
    };
    let mut notes = Vec::new();
    let material = Material::Rsa(join(public, pair, &mut notes));
    Ok(Found { material, alg: None, notes })
}

fn read_sec1(bytes: &[u8], outer_curve: Option<ObjectIdentifier>) -> Result<Found, KeyFault> {
    let key = match EcPrivateKey::from_der(bytes) {
        Ok(key) => key,
        Err(_) if has_explicit_parameters(bytes) => return Err(KeyFault::ExplicitParameters),
        Err(error) => return Err(damaged(error)),
    };
    let named = key.parameters.and_then(sec1::EcParameters::named_curve).or(outer_curve);
    let curve = match named {
        Some(oid) => ec_curve(oid)?,
        None => unnamed_curve(&key)?,
    };
    let mut notes = Vec::new();
    // Old writers leave out leading zeros of the scalar.
    let scalar = SecretBytes::from(fit_length(key.private_key, curve.part_len(), "d", &mut notes));
    let key = match key.public_key {
        None => EcKey::from_private(curve, scalar)?,
        Some(point) => {
            let public = EcKey::public(curve, point)?;
            join(public.clone(), public.with_private(scalar), &mut notes)
        }
    };
    Ok(Found { material: Material::Ec(key), alg: None, notes })
}

/// A key that names no curve: its public point is on one only; else its length may be that of one only.
fn unnamed_curve(key: &EcPrivateKey<'_>) -> Result<Curve, KeyFault> {
    let mut candidates = Curve::ALL.iter().copied().filter(|curve| match key.public_key {
        Some(point) => EcKey::public(*curve, point).is_ok(),
        None => curve.is_ec() && curve.part_len() == key.private_key.len(),
    });
    match (candidates.next(), candidates.next()) {
        (Some(curve), None) => Ok(curve),
        _ => Err(KeyFault::Missing("crv")),
    }
}

enum Kind {
    Rsa,
    RsaPss,
    Ec(ObjectIdentifier),
    Okp(Curve),
    MlDsa(JwsAlgorithm),
}

fn kind(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<Kind, KeyFault> {
    let oid = algorithm.oid;
    if oid == RSA {
        return Ok(Kind::Rsa);
    }
    if oid == RSA_PSS {
        return Ok(Kind::RsaPss);
    }
    if oid == EC {
        let parameters = algorithm.parameters.ok_or(KeyFault::Missing("crv"))?;
        return match parameters.tag() {
            Tag::ObjectIdentifier => parameters.decode_as().map(Kind::Ec).map_err(damaged),
            Tag::Sequence => Err(KeyFault::ExplicitParameters),
            _ => Err(KeyFault::Missing("crv")),
        };
    }
    if oid == DSA {
        return Err(KeyFault::Unsupported("DSA"));
    }
    match oid.to_string().as_str() {
        "1.3.101.110" => Ok(Kind::Okp(Curve::X25519)),
        "1.3.101.111" => Ok(Kind::Okp(Curve::X448)),
        "1.3.101.112" => Ok(Kind::Okp(Curve::Ed25519)),
        "1.3.101.113" => Ok(Kind::Okp(Curve::Ed448)),
        "2.16.840.1.101.3.4.3.17" => Ok(Kind::MlDsa(JwsAlgorithm::MlDsa44)),
        "2.16.840.1.101.3.4.3.18" => Ok(Kind::MlDsa(JwsAlgorithm::MlDsa65)),
        "2.16.840.1.101.3.4.3.19" => Ok(Kind::MlDsa(JwsAlgorithm::MlDsa87)),
        unknown => Err(KeyFault::UnknownType(unknown.to_owned())),
    }
}

fn ec_curve(oid: ObjectIdentifier) -> Result<Curve, KeyFault> {
    match oid.to_string().as_str() {
        "1.2.840.10045.3.1.7" => Ok(Curve::P256),
        "1.3.132.0.34" => Ok(Curve::P384),
        "1.3.132.0.35" => Ok(Curve::P521),
        "1.3.132.0.10" => Ok(Curve::Secp256k1),
        unknown => Err(KeyFault::UnknownCurve(unknown.to_owned())),
    }
}

/// Notes that the key is for RSA-PSS only and, where its parameters are those of a JOSE algorithm, for which.
fn limit_to_pss(found: Found, algorithm: &AlgorithmIdentifierRef<'_>) -> Found {
    let mut notes = found.notes;
    notes.push(KeyNote::PssOnly);
    Found { alg: algorithm.parameters.and_then(pss_algorithm), notes, ..found }
}

fn pss_algorithm(parameters: AnyRef<'_>) -> Option<String> {
    let parameters: RsaPssParamsOwned = parameters.decode_as().ok()?;
    let hash = parameters.hash.oid;
    let (name, salt_len) = match hash.to_string().as_str() {
        "2.16.840.1.101.3.4.2.1" => ("PS256", 32),
        "2.16.840.1.101.3.4.2.2" => ("PS384", 48),
        "2.16.840.1.101.3.4.2.3" => ("PS512", 64),
        _ => return None,
    };
    let mask = &parameters.mask_gen;
    let same_hash = mask.oid == MGF1 && mask.parameters.as_ref().is_some_and(|inner| inner.oid == hash);
    // The salt length in a key is a minimum (RFC 4055, section 3.1).
    (same_hash && parameters.salt_len <= salt_len).then(|| name.to_owned())
}

/// A request starts like a certificate without version: number, name, key. A certificate has six parts.
fn is_request(tbs: &[AnyRef<'_>]) -> bool {
    matches!(
        tbs.iter().map(der::Tagged::tag).collect::<Vec<_>>().as_slice(),
        [Tag::Integer, Tag::Sequence, Tag::Sequence]
            | [Tag::Integer, Tag::Sequence, Tag::Sequence, Tag::ContextSpecific { .. }]
    )
}

/// PKCS#12 is a number and a PKCS#7, which begins with the identifier of its kind.
fn has_pkcs7_inside(parts: &[AnyRef<'_>]) -> bool {
    let Some(inner) = parts.get(1).and_then(|&part| children(part)) else { return false };
    let tags: Vec<Tag> = inner.iter().map(der::Tagged::tag).collect();
    matches!(tags.as_slice(), [Tag::ObjectIdentifier, Tag::ContextSpecific { .. }])
}

fn has_explicit_parameters(sec1: &[u8]) -> bool {
    let parts = AnyRef::from_der(sec1).ok().and_then(children).unwrap_or_default();
    let parameters = parts
        .iter()
        .find(|part| matches!(part.tag(), Tag::ContextSpecific { number, .. } if number == TagNumber(0)));
    parameters.is_some_and(|part| part.value().first() == Some(&0x30))
}

fn damaged(error: der::Error) -> KeyFault {
    KeyFault::Der(error.to_string())
}
