//! Bare numbers that can be nothing else: a point that is on a curve, a seed that its public key follows.

use super::KeyFile;
use super::error::{Format, ReadNote};
use crate::jose::algorithm::Curve;
use crate::jose::ec::EcKey;
use crate::jose::key::{Key, Material};
use crate::jose::okp::OkpKey;
use crate::jose::secret::SecretBytes;

/// A key, if the bytes prove that they are one: random ones do not satisfy the equation of a curve.
pub(super) fn read(bytes: &[u8], name: &str) -> Option<KeyFile> {
    let (format, material) = match point(bytes) {
        Some(key) => (Format::EcPoint, Material::Ec(key)),
        None => (Format::Libsodium, Material::Okp(seed_and_public(bytes)?)),
    };
    Some(KeyFile { format, keys: vec![Key::new(name, material)], notes: vec![ReadNote::NoArmour] })
}

/// An uncompressed point. A compressed one proves nothing: half of all numbers are one.
fn point(bytes: &[u8]) -> Option<EcKey> {
    if bytes.first() != Some(&4) {
        return None;
    }
    Curve::ALL.iter().filter(|curve| curve.is_ec()).find_map(|curve| EcKey::public(*curve, bytes).ok())
}

/// How libsodium keeps an Ed25519 key.
fn seed_and_public(bytes: &[u8]) -> Option<OkpKey> {
    let (seed, public) = bytes.split_at_checked(Curve::Ed25519.part_len())?;
    if public.len() != seed.len() {
        return None;
    }
    let key = OkpKey::from_private(Curve::Ed25519, SecretBytes::new(seed.to_vec())).ok()?;
    (key.x() == public).then_some(key)
}
