//! Names of JWE algorithms, and what follows from a name alone.

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
