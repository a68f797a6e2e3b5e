//! Keys on the curves P-256, P-384, P-521 and secp256k1 (RFC 7518, section 6.2; RFC 8812).

use std::sync::Arc;

use aws_lc_rs::agreement;
use p256::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use p256::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytesSize, PublicKey};

use super::algorithm::Curve;
use super::fault::KeyFault;
use super::secret::SecretBytes;

/// A key on a Weierstrass curve. The public point is on the curve and is not the point at infinity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcKey {
    curve: Curve,
    /// `04 ‖ x ‖ y`.
    point: Arc<[u8]>,
    private: Option<SecretBytes>,
}

impl EcKey {
    /// From a point in SEC1 form, compressed or not.
    pub fn public(curve: Curve, sec1: &[u8]) -> Result<Self, KeyFault> {
        let point = match curve {
            Curve::P256 => uncompressed::<p256::NistP256>(sec1),
            Curve::P384 => uncompressed::<p384::NistP384>(sec1),
            Curve::P521 => uncompressed::<p521::NistP521>(sec1),
            Curve::Secp256k1 => uncompressed::<k256::Secp256k1>(sec1),
            _ => return Err(KeyFault::UnknownCurve(curve.name().to_owned())),
        };
        let point = point.ok_or(KeyFault::OffCurve(curve))?;
        Ok(Self { curve, point: point.into(), private: None })
    }

    /// From coordinates, each as long as the field of the curve.
    pub fn from_coordinates(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, KeyFault> {
        let expected = curve.part_len();
        for (part, bytes) in [("x", x), ("y", y)] {
            if bytes.len() != expected {
                return Err(KeyFault::Length { part, expected, found: bytes.len() });
            }
        }
        Self::public(curve, &[&[4], x, y].concat())
    }

    /// From the private scalar, as long as the field of the curve, deriving the public part.
    pub fn from_private(curve: Curve, scalar: SecretBytes) -> Result<Self, KeyFault> {
        let expected = curve.part_len();
        if scalar.len() != expected {
            return Err(KeyFault::Length { part: "d", expected, found: scalar.len() });
        }
        let point = match curve {
            Curve::P256 => nist_point(&agreement::ECDH_P256, &scalar),
            Curve::P384 => nist_point(&agreement::ECDH_P384, &scalar),
            Curve::P521 => nist_point(&agreement::ECDH_P521, &scalar),
            Curve::Secp256k1 => k256_point(&scalar),
            _ => return Err(KeyFault::UnknownCurve(curve.name().to_owned())),
        };
        let point = point.ok_or(KeyFault::ScalarRange(curve))?;
        Ok(Self { curve, point: point.into(), private: Some(scalar) })
    }

    /// Adds the private part that belongs to this public key.
    pub fn with_private(self, scalar: SecretBytes) -> Result<Self, KeyFault> {
        let pair = Self::from_private(self.curve, scalar)?;
        if pair.point == self.point { Ok(pair) } else { Err(KeyFault::PairMismatch) }
    }

    /// The curve.
    pub const fn curve(&self) -> Curve {
        self.curve
    }

    /// The point in uncompressed SEC1 form, `04 ‖ x ‖ y`.
    pub fn sec1(&self) -> &[u8] {
        &self.point
    }

    /// The coordinate `x`, as long as the field.
    pub fn x(&self) -> &[u8] {
        self.point.get(1..=self.curve.part_len()).unwrap_or_default()
    }

    /// The coordinate `y`, as long as the field.
    pub fn y(&self) -> &[u8] {
        self.point.get(1 + self.curve.part_len()..).unwrap_or_default()
    }

    /// The private scalar, as long as the field; `d` of the JWK.
    pub const fn private(&self) -> Option<&SecretBytes> {
        self.private.as_ref()
    }

    /// Without the private part.
    pub(super) fn to_public(&self) -> Self {
        Self { private: None, ..self.clone() }
    }
}

fn uncompressed<C>(sec1: &[u8]) -> Option<Vec<u8>>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let key = PublicKey::<C>::from_sec1_bytes(sec1).ok()?;
    Some(key.to_sec1_point(false).as_bytes().to_vec())
}

/// `None` where the scalar is zero or not below the order.
fn nist_point(curve: &'static agreement::Algorithm, scalar: &SecretBytes) -> Option<Vec<u8>> {
    let key = agreement::PrivateKey::from_private_key(curve, scalar.as_bytes()).ok()?;
    Some(key.compute_public_key().ok()?.as_ref().to_vec())
}

fn k256_point(scalar: &SecretBytes) -> Option<Vec<u8>> {
    let key = k256::SecretKey::from_slice(scalar.as_bytes()).ok()?;
    Some(key.public_key().to_sec1_point(false).as_bytes().to_vec())
}
