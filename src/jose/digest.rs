//! Digests of text, as tokens carry them: SD-JWT's (RFC 9901 §4.1.1), `ath` (RFC 9449 §4.2), `at_hash` and `c_hash`
//! (OIDC Core §3.1.3.6). Nothing secret goes in.

use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::algorithm::JwsAlgorithm;
use crate::encoding::base64url;

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The hash function that IANA's registry of named information has under this name; those fit for SD-JWT only.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "sha-256" => Self::Sha256,
            "sha-384" => Self::Sha384,
            "sha-512" => Self::Sha512,
            _ => return None,
        })
    }

    /// Its name in that registry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha-256",
            Self::Sha384 => "sha-384",
            Self::Sha512 => "sha-512",
        }
    }

    /// The hash function inside a signature algorithm, for `at_hash` (OIDC Core §3.1.3.6); Ed25519 has SHA-512 inside.
    /// `None` where it is no SHA-2, or nobody says which.
    pub const fn of(algorithm: JwsAlgorithm) -> Option<Self> {
        use JwsAlgorithm as A;
        match algorithm {
            A::Hs256 | A::Rs256 | A::Ps256 | A::Es256 | A::Es256k => Some(Self::Sha256),
            A::Hs384 | A::Rs384 | A::Ps384 | A::Es384 => Some(Self::Sha384),
            A::Hs512 | A::Rs512 | A::Ps512 | A::Es512 | A::EdDsa | A::Ed25519 => Some(Self::Sha512),
            A::Ed448 | A::MlDsa44 | A::MlDsa65 | A::MlDsa87 => None,
        }
    }

    /// The digest of `text`.
    pub fn digest(self, text: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(text).to_vec(),
            Self::Sha384 => Sha384::digest(text).to_vec(),
            Self::Sha512 => Sha512::digest(text).to_vec(),
        }
    }

    /// The digest in base64url.
    pub fn base64url(self, text: &[u8]) -> String {
        base64url::encode(&self.digest(text))
    }

    /// The left half of the digest in base64url.
    pub fn left_half(self, text: &[u8]) -> String {
        let digest = self.digest(text);
        base64url::encode(digest.get(..digest.len() / 2).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_printed_in_the_standards() {
        // RFC 9449, section 7.1; OIDC Core, appendix A.3 and A.4; RFC 9901, section 5.1.
        let ath = Hash::Sha256.base64url(b"Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU");
        assert_eq!(ath, "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
        assert_eq!(
            Hash::Sha256.left_half(b"jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            "77QmUPtjPfzWtF2AnpK9RQ"
        );
        assert_eq!(
            Hash::Sha256.left_half(b"Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk"),
            "LDktKdoQak3Pk0cnXxCltA"
        );
        assert_eq!(
            Hash::Sha256.base64url(b"WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd"),
            "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4"
        );
    }

    #[test]
    fn names_go_both_ways() {
        for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            assert_eq!(Hash::from_name(hash.name()), Some(hash));
        }
        for name in ["SHA-256", "sha256", "sha-1", "md5", "sha3-256", ""] {
            assert_eq!(Hash::from_name(name), None, "{name}");
        }
    }
}
