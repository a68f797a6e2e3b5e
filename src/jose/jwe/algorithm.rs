//! Names of JWE algorithms, and what follows from a name alone. Names are compared exactly.

/// A JWE `alg` that we know by name (RFC 7518 §4.1, RFC 8037 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyManagement {
    /// RSAES-PKCS1-v1_5: opened only.
    Rsa15,
    /// RSAES-OAEP with SHA-1.
    RsaOaep,
    /// RSAES-OAEP with SHA-256.
    RsaOaep256,
    /// RSAES-OAEP with SHA-384.
    RsaOaep384,
    /// RSAES-OAEP with SHA-512.
    RsaOaep512,
    /// AES Key Wrap with 128 bits.
    A128Kw,
    /// AES Key Wrap with 192 bits.
    A192Kw,
    /// AES Key Wrap with 256 bits.
    A256Kw,
    /// The secret is the content key.
    Direct,
    /// Elliptic-curve Diffie-Hellman; the agreed key is the content key.
    EcdhEs,
    /// ECDH-ES, then AES Key Wrap with 128 bits.
    EcdhEsA128Kw,
    /// ECDH-ES, then AES Key Wrap with 192 bits.
    EcdhEsA192Kw,
    /// ECDH-ES, then AES Key Wrap with 256 bits.
    EcdhEsA256Kw,
    /// AES-GCM with 128 bits around the content key.
    A128GcmKw,
    /// AES-GCM with 192 bits around the content key.
    A192GcmKw,
    /// AES-GCM with 256 bits around the content key.
    A256GcmKw,
    /// PBES2 with HMAC SHA-256 and AES Key Wrap with 128 bits.
    Pbes2Hs256A128Kw,
    /// PBES2 with HMAC SHA-384 and AES Key Wrap with 192 bits.
    Pbes2Hs384A192Kw,
    /// PBES2 with HMAC SHA-512 and AES Key Wrap with 256 bits.
    Pbes2Hs512A256Kw,
}

/// A JWE `enc` (RFC 7518 §5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentEncryption {
    /// AES-CBC with 128 bits and HMAC SHA-256.
    A128CbcHs256,
    /// AES-CBC with 192 bits and HMAC SHA-384.
    A192CbcHs384,
    /// AES-CBC with 256 bits and HMAC SHA-512.
    A256CbcHs512,
    /// AES-GCM with 128 bits.
    A128Gcm,
    /// AES-GCM with 192 bits.
    A192Gcm,
    /// AES-GCM with 256 bits.
    A256Gcm,
}

/// The size of an AES key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AesSize {
    A128,
    A192,
    A256,
}

impl KeyManagement {
    /// Every algorithm, in the order of RFC 7518 §4.1 with its later additions.
    pub const ALL: &[Self] = &[
        Self::Rsa15,
        Self::RsaOaep,
        Self::RsaOaep256,
        Self::RsaOaep384,
        Self::RsaOaep512,
        Self::A128Kw,
        Self::A192Kw,
        Self::A256Kw,
        Self::Direct,
        Self::EcdhEs,
        Self::EcdhEsA128Kw,
        Self::EcdhEsA192Kw,
        Self::EcdhEsA256Kw,
        Self::A128GcmKw,
        Self::A192GcmKw,
        Self::A256GcmKw,
        Self::Pbes2Hs256A128Kw,
        Self::Pbes2Hs384A192Kw,
        Self::Pbes2Hs512A256Kw,
    ];

    /// The registered name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa15 => "RSA1_5",
            Self::RsaOaep => "RSA-OAEP",
            Self::RsaOaep256 => "RSA-OAEP-256",
            Self::RsaOaep384 => "RSA-OAEP-384",
            Self::RsaOaep512 => "RSA-OAEP-512",
            Self::A128Kw => "A128KW",
            Self::A192Kw => "A192KW",
            Self::A256Kw => "A256KW",
            Self::Direct => "dir",
            Self::EcdhEs => "ECDH-ES",
            Self::EcdhEsA128Kw => "ECDH-ES+A128KW",
            Self::EcdhEsA192Kw => "ECDH-ES+A192KW",
            Self::EcdhEsA256Kw => "ECDH-ES+A256KW",
            Self::A128GcmKw => "A128GCMKW",
            Self::A192GcmKw => "A192GCMKW",
            Self::A256GcmKw => "A256GCMKW",
            Self::Pbes2Hs256A128Kw => "PBES2-HS256+A128KW",
            Self::Pbes2Hs384A192Kw => "PBES2-HS384+A192KW",
            Self::Pbes2Hs512A256Kw => "PBES2-HS512+A256KW",
        }
    }

    /// The algorithm of exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// Whether the encrypted key is empty, the content key being agreed or shared (RFC 7516 §5.2): `dir`, `ECDH-ES`.
    pub const fn has_no_encrypted_key(self) -> bool {
        matches!(self, Self::Direct | Self::EcdhEs)
    }

    /// The AES key that wraps the content key; `None` where none does.
    pub(super) const fn aes(self) -> Option<AesSize> {
        match self {
            Self::A128Kw | Self::A128GcmKw | Self::EcdhEsA128Kw | Self::Pbes2Hs256A128Kw => {
                Some(AesSize::A128)
            }
            Self::A192Kw | Self::A192GcmKw | Self::EcdhEsA192Kw | Self::Pbes2Hs384A192Kw => {
                Some(AesSize::A192)
            }
            Self::A256Kw | Self::A256GcmKw | Self::EcdhEsA256Kw | Self::Pbes2Hs512A256Kw => {
                Some(AesSize::A256)
            }
            _ => None,
        }
    }
}

impl ContentEncryption {
    /// Every algorithm, in the order of RFC 7518 §5.1.
    pub const ALL: &[Self] = &[
        Self::A128CbcHs256,
        Self::A192CbcHs384,
        Self::A256CbcHs512,
        Self::A128Gcm,
        Self::A192Gcm,
        Self::A256Gcm,
    ];

    /// The registered name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A128CbcHs256 => "A128CBC-HS256",
            Self::A192CbcHs384 => "A192CBC-HS384",
            Self::A256CbcHs512 => "A256CBC-HS512",
            Self::A128Gcm => "A128GCM",
            Self::A192Gcm => "A192GCM",
            Self::A256Gcm => "A256GCM",
        }
    }

    /// The algorithm of exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// The length of the content key in bytes; with CBC that is two keys.
    pub const fn key_len(self) -> usize {
        match self {
            Self::A128Gcm => 16,
            Self::A192Gcm => 24,
            Self::A128CbcHs256 | Self::A256Gcm => 32,
            Self::A192CbcHs384 => 48,
            Self::A256CbcHs512 => 64,
        }
    }

    /// The length of the initialisation vector in bytes.
    pub const fn iv_len(self) -> usize {
        if self.is_gcm() { 12 } else { 16 }
    }

    /// The length of the authentication tag in bytes.
    pub const fn tag_len(self) -> usize {
        if self.is_gcm() { 16 } else { self.key_len() / 2 }
    }

    const fn is_gcm(self) -> bool {
        matches!(self, Self::A128Gcm | Self::A192Gcm | Self::A256Gcm)
    }
}

impl AesSize {
    /// The length of the key in bytes.
    pub(super) const fn len(self) -> usize {
        match self {
            Self::A128 => 16,
            Self::A192 => 24,
            Self::A256 => 32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_algorithm_and_only_exactly() {
        for &algorithm in KeyManagement::ALL {
            assert_eq!(KeyManagement::from_name(algorithm.name()), Some(algorithm));
            assert_eq!(
                KeyManagement::from_name(&algorithm.name().to_lowercase()).is_some(),
                algorithm.name() == "dir"
            );
            assert_eq!(ContentEncryption::from_name(algorithm.name()), None);
        }
        for &enc in ContentEncryption::ALL {
            assert_eq!(ContentEncryption::from_name(enc.name()), Some(enc));
            assert_eq!(KeyManagement::from_name(enc.name()), None);
        }
        for wrong in ["", "DIR", "dir ", "RSA-OAEP-1", "ECDH-ES+A128GCMKW", "A256CBC", "none", "HS256"] {
            assert_eq!(KeyManagement::from_name(wrong), None, "{wrong:?}");
            assert_eq!(ContentEncryption::from_name(wrong), None, "{wrong:?}");
        }
    }
}
