//! Names of algorithms and curves, and what follows from a name alone: family, curve, hash, length of
//! the signature. Names are compared exactly: `hs256` is not an algorithm.

use super::jwe::{ContentEncryption, KeyManagement};

/// A JWS `alg` that we know by name (RFC 7518, 8037, 8812, 9864, 9964).
///
/// `none` is not among them: an unsecured token has no signature to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JwsAlgorithm {
    /// HMAC with SHA-256.
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// RSASSA-PSS with SHA-256 and a salt as long as the hash.
    Ps256,
    /// RSASSA-PSS with SHA-384 and a salt as long as the hash.
    Ps384,
    /// RSASSA-PSS with SHA-512 and a salt as long as the hash.
    Ps512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
    /// ECDSA on secp256k1 with SHA-256 (RFC 8812).
    Es256k,
    /// EdDSA, the curve being that of the key (RFC 8037, deprecated by RFC 9864).
    EdDsa,
    /// EdDSA on edwards25519 (RFC 9864).
    Ed25519,
    /// EdDSA on edwards448 (RFC 9864).
    Ed448,
    /// ML-DSA-44 (RFC 9964).
    MlDsa44,
    /// ML-DSA-65 (RFC 9964).
    MlDsa65,
    /// ML-DSA-87 (RFC 9964).
    MlDsa87,
}

/// What an algorithm is made of, and so which kind of key it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// A shared secret.
    Hmac,
    /// RSA with PKCS#1 v1.5 padding.
    RsaPkcs1,
    /// RSA with PSS padding.
    RsaPss,
    /// ECDSA.
    Ecdsa,
    /// EdDSA.
    EdDsa,
    /// ML-DSA, lattices.
    MlDsa,
}

/// A curve, named as in the `crv` of a JWK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256, secp256r1.
    P256,
    /// NIST P-384, secp384r1.
    P384,
    /// NIST P-521, secp521r1.
    P521,
    /// The curve of Bitcoin (RFC 8812).
    Secp256k1,
    /// edwards25519, for signatures.
    Ed25519,
    /// edwards448, for signatures.
    Ed448,
    /// Montgomery form of the former, for key agreement only.
    X25519,
    /// Montgomery form of the former, for key agreement only.
    X448,
}

impl JwsAlgorithm {
    /// Every algorithm, families together.
    pub const ALL: &[Self] = &[
        Self::Hs256,
        Self::Hs384,
        Self::Hs512,
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps256,
        Self::Ps384,
        Self::Ps512,
        Self::Es256,
        Self::Es384,
        Self::Es512,
        Self::Es256k,
        Self::EdDsa,
        Self::Ed25519,
        Self::Ed448,
        Self::MlDsa44,
        Self::MlDsa65,
        Self::MlDsa87,
    ];

    /// The registered name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::Es256k => "ES256K",
            Self::EdDsa => "EdDSA",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::MlDsa44 => "ML-DSA-44",
            Self::MlDsa65 => "ML-DSA-65",
            Self::MlDsa87 => "ML-DSA-87",
        }
    }

    /// The algorithm of exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// What it is made of.
    pub const fn family(self) -> Family {
        match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => Family::Hmac,
            Self::Rs256 | Self::Rs384 | Self::Rs512 => Family::RsaPkcs1,
            Self::Ps256 | Self::Ps384 | Self::Ps512 => Family::RsaPss,
            Self::Es256 | Self::Es384 | Self::Es512 | Self::Es256k => Family::Ecdsa,
            Self::EdDsa | Self::Ed25519 | Self::Ed448 => Family::EdDsa,
            Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => Family::MlDsa,
        }
    }

    /// The one length that a signature can have, in bytes. `None` where the key decides: RSA (the length
    /// of the modulus) and `EdDSA` (64 for Ed25519, 114 for Ed448).
    pub const fn signature_len(self) -> Option<usize> {
        match self {
            Self::Hs256 => Some(32),
            Self::Hs384 => Some(48),
            Self::Hs512 | Self::Es256 | Self::Es256k | Self::Ed25519 => Some(64),
            Self::Es384 => Some(96),
            Self::Es512 => Some(132),
            Self::Ed448 => Some(114),
            Self::MlDsa44 => Some(2420),
            Self::MlDsa65 => Some(3309),
            Self::MlDsa87 => Some(4627),
            Self::Rs256
            | Self::Rs384
            | Self::Rs512
            | Self::Ps256
            | Self::Ps384
            | Self::Ps512
            | Self::EdDsa => None,
        }
    }

    /// The curve that the name prescribes; `None` for `EdDSA`, which leaves it to the key.
    pub const fn curve(self) -> Option<Curve> {
        match self {
            Self::Es256 => Some(Curve::P256),
            Self::Es384 => Some(Curve::P384),
            Self::Es512 => Some(Curve::P521),
            Self::Es256k => Some(Curve::Secp256k1),
            Self::Ed25519 => Some(Curve::Ed25519),
            Self::Ed448 => Some(Curve::Ed448),
            _ => None,
        }
    }

    /// The output of the hash in bits: also the least length of an HMAC secret (RFC 7518, section 3.2).
    ///
    /// EdDSA and ML-DSA hash inside: Ed25519 with SHA-512, the others with SHAKE256, counted as 512.
    pub const fn hash_bits(self) -> usize {
        match self {
            Self::Hs256 | Self::Rs256 | Self::Ps256 | Self::Es256 | Self::Es256k => 256,
            Self::Hs384 | Self::Rs384 | Self::Ps384 | Self::Es384 => 384,
            _ => 512,
        }
    }
}

impl Curve {
    /// Every curve.
    pub const ALL: &[Self] = &[
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Secp256k1,
        Self::Ed25519,
        Self::Ed448,
        Self::X25519,
        Self::X448,
    ];

    /// The name as in `crv`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::X25519 => "X25519",
            Self::X448 => "X448",
        }
    }

    /// The curve of exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|curve| curve.name() == name)
    }

    /// Bytes in a coordinate (EC) or in the public key (OKP), and in the private key.
    pub const fn part_len(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 | Self::Ed25519 | Self::X25519 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
            Self::Ed448 => 57,
            Self::X448 => 56,
        }
    }

    /// Whether a JWK with this curve has `kty` EC; the others have OKP.
    pub const fn is_ec(self) -> bool {
        matches!(self, Self::P256 | Self::P384 | Self::P521 | Self::Secp256k1)
    }

    /// The order of the group, big-endian (SEC 2 §2); `None` for curves that have no ECDSA.
    pub fn order(self) -> Option<Vec<u8>> {
        let hex = match self {
            Self::P256 => "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
            Self::P384 => {
                "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973"
            }
            Self::P521 => {
                "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409"
            }
            Self::Secp256k1 => "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141",
            Self::Ed25519 | Self::Ed448 | Self::X25519 | Self::X448 => return None,
        };
        let digits = hex.as_bytes().chunks_exact(2);
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
    }
}

/// Whether the name is registered as an `alg` of JWE (key management): such a header is not a JWS.
pub fn is_jwe_algorithm(name: &str) -> bool {
    KeyManagement::from_name(name).is_some()
}

/// Whether the name is registered as an `enc` of JWE (content encryption).
pub fn is_content_encryption(name: &str) -> bool {
    ContentEncryption::from_name(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_algorithm_and_only_exactly() {
        for &algorithm in JwsAlgorithm::ALL {
            assert_eq!(JwsAlgorithm::from_name(algorithm.name()), Some(algorithm));
            assert!(!is_jwe_algorithm(algorithm.name()));
        }
        for &curve in Curve::ALL {
            assert_eq!(Curve::from_name(curve.name()), Some(curve));
        }
        for wrong in ["", "none", "None", "hs256", "HS256 ", "EDDSA", "eddsa", "ES256k", "ES521", "RSA-OAEP"]
        {
            assert_eq!(JwsAlgorithm::from_name(wrong), None, "{wrong:?}");
        }
        assert!(is_jwe_algorithm("dir") && is_content_encryption("A256GCM"));
        assert!(!is_jwe_algorithm("A256GCM") && !is_content_encryption("A256GCMKW"));
    }

    #[test]
    fn an_ecdsa_signature_is_two_coordinates() {
        for &algorithm in JwsAlgorithm::ALL {
            if let (Family::Ecdsa, Some(curve)) = (algorithm.family(), algorithm.curve()) {
                assert_eq!(algorithm.signature_len(), Some(2 * curve.part_len()));
                assert_eq!(curve.order().map(|order| order.len()), Some(curve.part_len()));
            }
        }
    }
}
