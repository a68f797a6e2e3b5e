//! Which way to encrypt to a key, where nobody says: what its `alg` names, else the usual one of its kind.

use crate::jose::algorithm::Curve;
use crate::jose::jwe::{ContentEncryption, KeyManagement, Unfit};
use crate::jose::key::{Key, KeyKind};

/// The algorithm that a key is bound to by its `alg`, else the usual one of its kind: RSA-OAEP-256, ECDH-ES+A256KW, the
/// key wrapping that a secret is long enough for, or PBES2 for a secret that is rather a password.
pub fn usual_management(key: &Key) -> Result<KeyManagement, Unfit> {
    if let Some(alg) = &key.alg {
        // A key may be bound to the content encryption that it is used with directly.
        let direct = ContentEncryption::from_name(alg).map(|_| KeyManagement::Direct);
        return KeyManagement::from_name(alg).or(direct).ok_or_else(|| Unfit::Algorithm(alg.clone()));
    }
    Ok(match key.kind() {
        KeyKind::Rsa { .. } => KeyManagement::RsaOaep256,
        KeyKind::Ec(_) | KeyKind::Okp(Curve::X25519 | Curve::X448) => KeyManagement::EcdhEsA256Kw,
        KeyKind::Secret { bits: 128 } => KeyManagement::A128Kw,
        KeyKind::Secret { bits: 192 } => KeyManagement::A192Kw,
        KeyKind::Secret { bits: 256 } => KeyManagement::A256Kw,
        KeyKind::Secret { .. } => KeyManagement::Pbes2Hs512A256Kw,
        KeyKind::Okp(_) | KeyKind::Akp(_) => return Err(Unfit::Kind),
    })
}

/// The content encryption where nobody says: A256GCM, or for `dir` the one that the key has the length for.
pub fn usual_encryption(algorithm: KeyManagement, key: &Key) -> ContentEncryption {
    if algorithm != KeyManagement::Direct {
        return ContentEncryption::A256Gcm;
    }
    let bound = key.alg.as_deref().and_then(ContentEncryption::from_name);
    let by_length = || match key.kind() {
        // GCM first: of the two that take 256 bits it is the usual one.
        KeyKind::Secret { bits } => [
            ContentEncryption::A128Gcm,
            ContentEncryption::A192Gcm,
            ContentEncryption::A256Gcm,
            ContentEncryption::A128CbcHs256,
            ContentEncryption::A192CbcHs384,
            ContentEncryption::A256CbcHs512,
        ]
        .into_iter()
        .find(|enc| enc.key_len() * 8 == bits),
        _ => None,
    };
    bound.or_else(by_length).unwrap_or(ContentEncryption::A256Gcm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::jwe::fit_algorithm;
    use crate::jose::key::Material;
    use crate::jose::secret::SecretBytes;

    fn secret(bytes: usize) -> Key {
        Key::new("s", Material::Secret(SecretBytes::new(vec![7; bytes])))
    }

    #[test]
    fn secrets_by_their_length() {
        for (bytes, want) in [(16, "A128KW"), (24, "A192KW"), (32, "A256KW"), (8, "PBES2-HS512+A256KW")] {
            let key = secret(bytes);
            let algorithm = usual_management(&key).unwrap();
            assert_eq!(algorithm.name(), want, "{bytes}");
            assert_eq!(fit_algorithm(algorithm, usual_encryption(algorithm, &key), &key), Ok(()));
        }
        for (bytes, want) in
            [(16, "A128GCM"), (24, "A192GCM"), (32, "A256GCM"), (48, "A192CBC-HS384"), (64, "A256CBC-HS512")]
        {
            assert_eq!(usual_encryption(KeyManagement::Direct, &secret(bytes)).name(), want);
        }
    }

    #[test]
    fn a_key_says_itself_what_it_is_for() {
        let mut key = secret(32);
        for (alg, want) in [("dir", "dir"), ("A128CBC-HS256", "dir"), ("A256GCMKW", "A256GCMKW")] {
            key.alg = Some(alg.to_owned());
            assert_eq!(usual_management(&key).unwrap().name(), want);
        }
        key.alg = Some("A128CBC-HS256".to_owned());
        assert_eq!(usual_encryption(KeyManagement::Direct, &key).name(), "A128CBC-HS256");
        key.alg = Some("HS256".to_owned());
        assert_eq!(usual_management(&key), Err(Unfit::Algorithm("HS256".to_owned())));
    }
}
