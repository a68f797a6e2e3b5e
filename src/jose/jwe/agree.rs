//! Key agreement (RFC 7518 §4.6, RFC 8037 §3.2): Diffie-Hellman on five curves, then the Concat KDF
//! (NIST SP 800-56A §5.8.1) with SHA-256.

use p256::elliptic_curve::ecdh::diffie_hellman;
use p256::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use p256::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytesSize, PublicKey, SecretKey};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::algorithm::{ContentEncryption, KeyManagement};
use crate::jose::algorithm::Curve;
use crate::jose::ec::EcKey;
use crate::jose::key::Material;
use crate::jose::okp::OkpKey;

/// A public key on a curve that keys are agreed on; a point of P-256, P-384 or P-521 is on its curve.
#[derive(Clone, Debug)]
pub(super) enum Point {
    Ec(EcKey),
    Okp(OkpKey),
}

impl Point {
    /// The public half of a key, if its curve is one of the five.
    pub(super) fn of(material: &Material) -> Option<Self> {
        match material {
            Material::Ec(key) if is_agreed_on(key.curve()) => Some(Self::Ec(key.to_public())),
            Material::Okp(key) if is_agreed_on(key.curve()) => Some(Self::Okp(key.to_public())),
            _ => None,
        }
    }

    pub(super) const fn curve(&self) -> Curve {
        match self {
            Self::Ec(key) => key.curve(),
            Self::Okp(key) => key.curve(),
        }
    }
}

/// Whether JWE agrees on keys with this curve.
pub(super) const fn is_agreed_on(curve: Curve) -> bool {
    matches!(curve, Curve::P256 | Curve::P384 | Curve::P521 | Curve::X25519 | Curve::X448)
}

/// The shared secret Z. `None` where the private half is missing, the curves differ, or Z is all zeros: the other
/// side has then sent a point of small order, and anybody knows Z (RFC 7748 §6).
pub(super) fn shared_secret(own: &Material, other: &Point) -> Option<Zeroizing<Vec<u8>>> {
    match (own, other) {
        (Material::Ec(own), Point::Ec(other)) if own.curve() == other.curve() => match own.curve() {
            Curve::P256 => on_curve::<p256::NistP256>(own, other),
            Curve::P384 => on_curve::<p384::NistP384>(own, other),
            Curve::P521 => on_curve::<p521::NistP521>(own, other),
            _ => None,
        },
        (Material::Okp(own), Point::Okp(other)) if own.curve() == other.curve() => {
            let private = own.private()?.as_bytes();
            let z = match own.curve() {
                Curve::X25519 => {
                    let secret = Zeroizing::new(<[u8; 32]>::try_from(private).ok()?);
                    let z = x25519_dalek::x25519(*secret, other.x().try_into().ok()?);
                    Zeroizing::new(Zeroizing::new(z).to_vec())
                }
                Curve::X448 => {
                    let secret = Zeroizing::new(<[u8; 56]>::try_from(private).ok()?);
                    let z = x448::x448_unchecked(*secret, other.x().try_into().ok()?);
                    Zeroizing::new(Zeroizing::new(z).to_vec())
                }
                _ => return None,
            };
            let zeros = Zeroizing::new(vec![0; z.len()]);
            (!bool::from(z.ct_eq(&zeros))).then_some(z)
        }
        _ => None,
    }
}

fn on_curve<C>(own: &EcKey, other: &EcKey) -> Option<Zeroizing<Vec<u8>>>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let secret = SecretKey::<C>::from_slice(own.private()?.as_bytes()).ok()?;
    let point = PublicKey::<C>::from_sec1_bytes(other.sec1()).ok()?;
    let shared = diffie_hellman(secret.to_nonzero_scalar(), point.as_affine());
    Some(Zeroizing::new(shared.raw_secret_bytes().to_vec()))
}

/// The key that comes of Z: the content key for `ECDH-ES`, else the one that wraps it. `u` and `v` are `apu` and
/// `apv`, decoded; empty where they are not there.
pub(super) fn derive_key(
    z: &[u8],
    algorithm: KeyManagement,
    enc: ContentEncryption,
    u: &[u8],
    v: &[u8],
) -> Zeroizing<Vec<u8>> {
    match algorithm.aes() {
        Some(size) => concat_kdf(z, algorithm.name(), u, v, size.len()),
        None => concat_kdf(z, enc.name(), u, v, enc.key_len()),
    }
}

/// RFC 7518 §4.6.2: hashes of `counter ‖ Z ‖ AlgorithmID ‖ PartyUInfo ‖ PartyVInfo ‖ bits wanted`, one after the other.
fn concat_kdf(z: &[u8], name: &str, u: &[u8], v: &[u8], len: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(len + 32));
    let mut counter = 0_u32;
    while key.len() < len {
        counter += 1;
        let mut hash = Sha256::new().chain_update(counter.to_be_bytes()).chain_update(z);
        for part in [name.as_bytes(), u, v] {
            hash.update((part.len() as u32).to_be_bytes());
            hash.update(part);
        }
        hash.update((len as u32 * 8).to_be_bytes());
        key.extend_from_slice(&Zeroizing::new(<[u8; 32]>::from(hash.finalize()))[..]);
    }
    key.truncate(len);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash input put together by hand, of two blocks where the key is longer than one.
    #[test]
    fn the_concat_kdf_hashes_what_the_standard_says() {
        let block = |counter: u8, name: &str, bits: [u8; 2]| {
            let name_len = u8::try_from(name.len()).unwrap();
            let parts: [&[u8]; 6] = [
                &[0, 0, 0, counter],
                b"shared secret",
                &[&[0, 0, 0, name_len], name.as_bytes()].concat(),
                b"\0\0\0\x05Alice",
                b"\0\0\0\x03Bob",
                &[0, 0, bits[0], bits[1]],
            ];
            Sha256::digest(parts.concat()).to_vec()
        };
        let derived =
            |algorithm, enc| derive_key(b"shared secret", algorithm, enc, b"Alice", b"Bob").to_vec();

        let wrapping = derived(KeyManagement::EcdhEsA128Kw, ContentEncryption::A256CbcHs512);
        assert_eq!(wrapping, &block(1, "ECDH-ES+A128KW", [0, 128])[..16]);
        let direct = derived(KeyManagement::EcdhEs, ContentEncryption::A192Gcm);
        assert_eq!(direct, &block(1, "A192GCM", [0, 192])[..24]);
        let long = derived(KeyManagement::EcdhEs, ContentEncryption::A256CbcHs512);
        let name = "A256CBC-HS512";
        assert_eq!(long, [block(1, name, [2, 0]), block(2, name, [2, 0])].concat());
        let middle = derived(KeyManagement::EcdhEs, ContentEncryption::A192CbcHs384);
        assert_eq!(middle.len(), 48);
    }
}
