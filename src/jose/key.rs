//! A key as the rest of the program sees it: what it is called, what it may be used for, what it is made of.
//!
//! A key that exists is well formed (its point is on the curve, its private part belongs to its public
//! part); it may still be weak. Cloning is cheap, `Debug` shows no secret.

use super::akp::AkpKey;
use super::algorithm::{Curve, Family, JwsAlgorithm};
use super::ec::EcKey;
use super::okp::OkpKey;
use super::rsa_key::RsaKey;
use super::secret::SecretBytes;
use super::thumbprint;
use std::sync::Arc;

/// A key of any kind, public or private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What a person calls it: the `kid`, or the file's name (numbered where a file holds several).
    pub name: String,
    /// `kid` of the JWK.
    pub kid: Option<String>,
    /// `alg` of the JWK: the one algorithm that the key is meant for.
    pub alg: Option<String>,
    /// `use` of the JWK: `sig` or `enc`.
    pub key_use: Option<String>,
    /// `key_ops` of the JWK.
    pub key_ops: Option<Vec<String>>,
    /// What the key is made of.
    pub material: Material,
    /// The certificate that it came with, if any, and those of its issuers; DER, its own first.
    pub certificates: Vec<Arc<[u8]>>,
}

/// What a key is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Material {
    /// A shared secret (`oct`).
    Secret(SecretBytes),
    /// RSA.
    Rsa(RsaKey),
    /// An elliptic curve of the Weierstrass kind (`EC`).
    Ec(EcKey),
    /// An octet key pair: Ed25519 and its relatives (`OKP`).
    Okp(OkpKey),
    /// ML-DSA (`AKP`).
    Akp(AkpKey),
    /// A shared secret that is stored and was not fetched: nothing can be done with it but name it.
    Sealed {
        /// Its length in bits.
        bits: usize,
    },
}

/// The kind of a key, for display and for matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A shared secret.
    Secret {
        /// Its length in bits.
        bits: usize,
    },
    /// RSA.
    Rsa {
        /// The size of the modulus in bits.
        bits: usize,
    },
    /// An EC key on this curve.
    Ec(Curve),
    /// An OKP key on this curve.
    Okp(Curve),
    /// An ML-DSA key for this algorithm.
    Akp(JwsAlgorithm),
}

/// Why a key is not for an algorithm.
///
/// [`Unfit::Kind`] and [`Unfit::Curve`] cannot work at all; the others are the policy of the key's owner,
/// and the mathematics could still be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The algorithm needs another kind of key.
    Kind {
        /// What the algorithm needs.
        needs: Family,
        /// What the key is.
        has: KeyKind,
    },
    /// The kind is right, the curve is not.
    Curve {
        /// What the algorithm needs; Ed25519 for `EdDSA`, which would take Ed448 as well.
        needs: Curve,
        /// The curve of the key.
        has: Curve,
    },
    /// `use` is not `sig` (RFC 7517, section 4.2).
    Use(String),
    /// `key_ops` has neither `verify` nor `sign` (RFC 7517, section 4.3).
    Operations(Vec<String>),
    /// `alg` names another algorithm (RFC 7517, section 4.4).
    Algorithm(String),
}

impl Key {
    /// A key of which nothing but its name is known.
    pub fn new(name: impl Into<String>, material: Material) -> Self {
        Self {
            name: name.into(),
            kid: None,
            alg: None,
            key_use: None,
            key_ops: None,
            material,
            certificates: Vec::new(),
        }
    }

    /// Its kind and size.
    pub fn kind(&self) -> KeyKind {
        match &self.material {
            Material::Secret(secret) => KeyKind::Secret { bits: secret.len() * 8 },
            Material::Rsa(key) => KeyKind::Rsa { bits: key.bits() },
            Material::Ec(key) => KeyKind::Ec(key.curve()),
            Material::Okp(key) => KeyKind::Okp(key.curve()),
            Material::Akp(key) => KeyKind::Akp(key.algorithm()),
            Material::Sealed { bits } => KeyKind::Secret { bits: *bits },
        }
    }

    /// The JWK thumbprint (RFC 7638) with SHA-256, in base64url: 43 characters.
    ///
    /// That of a secret is computed from the secret, so a short one can be guessed from it; a sealed one has none.
    pub fn thumbprint(&self) -> Option<String> {
        thumbprint::sha256(&self.material)
    }

    /// Whether tokens can be signed (or decrypted) with it. A secret always can.
    pub fn has_private(&self) -> bool {
        match &self.material {
            Material::Secret(_) | Material::Sealed { .. } => true,
            Material::Rsa(key) => key.private().is_some(),
            Material::Ec(key) => key.private().is_some(),
            Material::Okp(key) => key.private().is_some(),
            Material::Akp(key) => key.seed().is_some(),
        }
    }

    /// The same key without its private half; `None` for a secret, which has no other.
    pub fn to_public(&self) -> Option<Self> {
        let material = match &self.material {
            Material::Secret(_) | Material::Sealed { .. } => return None,
            Material::Rsa(key) => Material::Rsa(key.to_public()),
            Material::Ec(key) => Material::Ec(key.to_public()),
            Material::Okp(key) => Material::Okp(key.to_public()),
            Material::Akp(key) => Material::Akp(key.to_public()),
        };
        Some(Self { material, ..self.clone() })
    }

    /// Whether the key is meant for the algorithm: first whether it can work at all, then whether its
    /// `use`, `key_ops` and `alg` allow it.
    pub fn fit(&self, algorithm: JwsAlgorithm) -> Result<(), Unfit> {
        self.fit_kind(algorithm)?;
        if let Some(key_use) = self.key_use.as_ref().filter(|&key_use| key_use != "sig") {
            return Err(Unfit::Use(key_use.clone()));
        }
        if let Some(operations) = &self.key_ops
            && !operations.iter().any(|operation| operation == "verify" || operation == "sign")
        {
            return Err(Unfit::Operations(operations.clone()));
        }
        match &self.alg {
            Some(name) if !self.means(name, algorithm) => Err(Unfit::Algorithm(name.clone())),
            _ => Ok(()),
        }
    }

    /// The part of [`Key::fit`] that is not policy: kind and curve.
    pub fn fit_kind(&self, algorithm: JwsAlgorithm) -> Result<(), Unfit> {
        let has = self.kind();
        let needs = algorithm.family();
        let (curve, possible) = match (needs, has) {
            (Family::Hmac, KeyKind::Secret { .. })
            | (Family::RsaPkcs1 | Family::RsaPss, KeyKind::Rsa { .. }) => return Ok(()),
            (Family::MlDsa, KeyKind::Akp(own)) if own == algorithm => return Ok(()),
            (Family::Ecdsa, KeyKind::Ec(curve)) => (curve, algorithm.curve() == Some(curve)),
            (Family::EdDsa, KeyKind::Okp(curve)) => match algorithm.curve() {
                Some(needed) => (curve, needed == curve),
                None => (curve, matches!(curve, Curve::Ed25519 | Curve::Ed448)),
            },
            _ => return Err(Unfit::Kind { needs, has }),
        };
        if possible {
            return Ok(());
        }
        Err(Unfit::Curve { needs: algorithm.curve().unwrap_or(Curve::Ed25519), has: curve })
    }

    /// Whether the key's `alg` means the algorithm. `EdDSA` and the name of the key's own curve are two
    /// names of one thing (RFC 9864).
    fn means(&self, name: &str, algorithm: JwsAlgorithm) -> bool {
        name == algorithm.name()
            || algorithm.family() == Family::EdDsa
                && matches!(self.kind(), KeyKind::Okp(curve) if name == "EdDSA" || name == curve.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(bytes: &[u8]) -> Key {
        Key::new("s", Material::Secret(SecretBytes::new(bytes.to_vec())))
    }

    fn okp(curve: Curve) -> Key {
        let seed = SecretBytes::new(vec![7; curve.part_len()]);
        Key::new("o", Material::Okp(OkpKey::from_private(curve, seed).unwrap()))
    }

    fn ec(curve: Curve) -> Key {
        let mut one = vec![0; curve.part_len()];
        *one.last_mut().unwrap() = 1;
        Key::new("e", Material::Ec(EcKey::from_private(curve, SecretBytes::new(one)).unwrap()))
    }

    fn rsa() -> Key {
        Key::new("r", Material::Rsa(RsaKey::public(&[0xc5; 256], &[1, 0, 1]).unwrap()))
    }

    #[test]
    fn only_the_right_kind_and_curve_fit() {
        use Family::{Ecdsa, Hmac, RsaPkcs1, RsaPss};
        for &algorithm in JwsAlgorithm::ALL {
            let family = algorithm.family();
            let name = algorithm.name();
            assert_eq!(secret(b"").fit(algorithm).is_ok(), family == Hmac, "{name}");
            assert_eq!(rsa().fit(algorithm).is_ok(), matches!(family, RsaPkcs1 | RsaPss), "{name}");
            for curve in [Curve::P256, Curve::P384, Curve::P521, Curve::Secp256k1] {
                let fits = family == Ecdsa && algorithm.curve() == Some(curve);
                assert_eq!(ec(curve).fit(algorithm).is_ok(), fits, "{name} {curve:?}");
            }
            for curve in [Curve::Ed25519, Curve::Ed448, Curve::X25519, Curve::X448] {
                let fits = match name {
                    "EdDSA" => matches!(curve, Curve::Ed25519 | Curve::Ed448),
                    name => name == curve.name(),
                };
                assert_eq!(okp(curve).fit(algorithm).is_ok(), fits, "{name} {curve:?}");
            }
        }
        let wrong_curve = Unfit::Curve { needs: Curve::P384, has: Curve::P256 };
        assert_eq!(ec(Curve::P256).fit(JwsAlgorithm::Es384), Err(wrong_curve));
        let wrong_kind = Unfit::Kind { needs: Family::Hmac, has: KeyKind::Rsa { bits: 2048 } };
        assert_eq!(rsa().fit(JwsAlgorithm::Hs256), Err(wrong_kind));
    }

    #[test]
    fn policy_comes_after_kind() {
        let mut key = ec(Curve::P256);
        key.alg = Some("ES384".to_owned());
        assert_eq!(key.fit(JwsAlgorithm::Es256), Err(Unfit::Algorithm("ES384".to_owned())));
        assert!(matches!(key.fit(JwsAlgorithm::Es384), Err(Unfit::Curve { .. })));
        key.key_ops = Some(vec!["encrypt".to_owned()]);
        assert_eq!(key.fit(JwsAlgorithm::Es256), Err(Unfit::Operations(vec!["encrypt".to_owned()])));
        key.key_ops = Some(vec![]);
        assert_eq!(key.fit(JwsAlgorithm::Es256), Err(Unfit::Operations(vec![])));
        key.key_use = Some("enc".to_owned());
        assert_eq!(key.fit(JwsAlgorithm::Es256), Err(Unfit::Use("enc".to_owned())));
        key.key_use = Some("sig".to_owned());
        key.key_ops = Some(vec!["sign".to_owned()]);
        key.alg = Some("ES256".to_owned());
        assert_eq!(key.fit(JwsAlgorithm::Es256), Ok(()));
    }

    #[test]
    fn both_names_of_eddsa_mean_the_key() {
        let mut key = okp(Curve::Ed25519);
        for alg in ["EdDSA", "Ed25519"] {
            key.alg = Some(alg.to_owned());
            assert_eq!(key.fit(JwsAlgorithm::EdDsa), Ok(()));
            assert_eq!(key.fit(JwsAlgorithm::Ed25519), Ok(()));
        }
        key.alg = Some("Ed448".to_owned());
        assert_eq!(key.fit(JwsAlgorithm::EdDsa), Err(Unfit::Algorithm("Ed448".to_owned())));
    }

    #[test]
    fn debug_of_a_key_shows_no_secret() {
        let shown = format!("{:?} {:?}", secret(b"hunter2"), ec(Curve::P256));
        assert!(shown.contains("[secret, 7 bytes]") && shown.contains("[secret, 32 bytes]"));
        assert!(!shown.contains("hunter2") && !shown.contains("104, 117, 110"));
    }

    #[test]
    fn keys_can_be_sent_to_a_job() {
        fn sendable<T: Send + Sync + 'static>() {}
        sendable::<Key>();
    }
}
