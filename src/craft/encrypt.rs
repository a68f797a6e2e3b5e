//! Which ways there are to encrypt to a key, and which one is the usual: what its `alg` names, else that of its kind.

use crate::encoding::json::Kind;
use crate::jose::algorithm::Curve;
use crate::jose::jwe::{ContentEncryption, KeyManagement, Unfit, fit_algorithm};
use crate::jose::key::{Key, KeyKind};
use crate::jose::segment::Segment;
use crate::jose::token::{Serialization, Token};

/// A way to encrypt to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// How the content key is encrypted.
    pub algorithm: KeyManagement,
    /// How the content can be encrypted with it; never empty.
    pub enc: Vec<ContentEncryption>,
}

/// Every way in which we encrypt to a key, in the order of RFC 7518; never empty. Else why there is none: what keeps the
/// usual one from it.
pub fn ways(key: &Key) -> Result<Vec<Way>, Unfit> {
    let usual = usual_management(key)?;
    fit_algorithm(usual, usual_encryption(usual, key), key)?;
    let fits = |algorithm: KeyManagement, enc: ContentEncryption| {
        fit_algorithm(algorithm, enc, key).is_ok() && has_room(key.kind(), algorithm, enc)
    };
    // RSA1_5 is opened and never made (RFC 8725 §3.2).
    let made = KeyManagement::ALL.iter().copied().filter(|algorithm| *algorithm != KeyManagement::Rsa15);
    let ways: Vec<Way> = made
        .map(|algorithm| {
            let enc = ContentEncryption::ALL.iter().copied().filter(|enc| fits(algorithm, *enc)).collect();
            Way { algorithm, enc }
        })
        .filter(|way| !way.enc.is_empty())
        .collect();
    if !ways.is_empty() {
        return Ok(ways);
    }
    Err(match key.kind() {
        KeyKind::Rsa { bits } if usual != KeyManagement::Rsa15 => {
            Unfit::Length { needs: least_modulus(usual, ContentEncryption::A128Gcm) * 8, has: bits }
        }
        _ => Unfit::Algorithm(usual.name().to_owned()),
    })
}

/// Whether the modulus of an RSA key has room for the content key and the padding.
fn has_room(kind: KeyKind, algorithm: KeyManagement, enc: ContentEncryption) -> bool {
    match kind {
        KeyKind::Rsa { bits } => bits.div_ceil(8) >= least_modulus(algorithm, enc),
        _ => true,
    }
}

/// The least length of a modulus, in bytes (RFC 8017 §7.1.1).
const fn least_modulus(algorithm: KeyManagement, enc: ContentEncryption) -> usize {
    let hash = match algorithm {
        KeyManagement::RsaOaep => 20,
        KeyManagement::RsaOaep256 => 32,
        KeyManagement::RsaOaep384 => 48,
        KeyManagement::RsaOaep512 => 64,
        _ => 0,
    };
    enc.key_len() + 2 * hash + 2
}

/// The usual way among those that there are: its place, and the place of the usual content encryption in it.
pub fn usual(key: &Key, ways: &[Way]) -> (usize, usize) {
    let algorithm = usual_management(key).ok();
    let way = ways.iter().position(|way| Some(way.algorithm) == algorithm).unwrap_or_default();
    let enc = ways.get(way).map(|way| {
        let usual = usual_encryption(way.algorithm, key);
        way.enc.iter().position(|enc| *enc == usual).unwrap_or_default()
    });
    (way, enc.unwrap_or_default())
}

/// The `cty` that says of encrypted content that it is this token: `JWT` for a nested JWT (RFC 7519 §5.2); `JOSE` and
/// `JOSE+JSON` for what is signed and no claims (RFC 7515 §9.2.1, §9.2.2), `sd-jwt` (RFC 9901); `None` for what is no
/// token.
pub fn content_type(token: &Token) -> Option<&'static str> {
    match token.serialization {
        Serialization::JwsCompact => {
            let payload = token.payload().and_then(Segment::json);
            let is_claims = payload.is_some_and(|json| json.root().kind() == Kind::Object);
            Some(if is_claims { "JWT" } else { "JOSE" })
        }
        // What is in it cannot be seen, and a JWT it is mostly.
        Serialization::JweCompact => Some("JWT"),
        Serialization::JwsFlattened
        | Serialization::JwsGeneral
        | Serialization::JweFlattened
        | Serialization::JweGeneral => Some("JOSE+JSON"),
        Serialization::SdJwt => Some("sd-jwt"),
        Serialization::Unknown => None,
    }
}

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
    fn every_way_fits_and_the_usual_one_is_among_them() {
        let text = include_str!("../../tests/data/keys/rsa2048/pkcs8.pem");
        let rsa = crate::jose::read::read_keys(text.as_bytes(), "r", None).unwrap().keys.remove(0);
        for key in [secret(16), secret(64), secret(5), rsa] {
            let ways = ways(&key).unwrap();
            let (way, enc) = usual(&key, &ways);
            assert_eq!(Ok(ways[way].algorithm), usual_management(&key));
            assert_eq!(ways[way].enc[enc], usual_encryption(ways[way].algorithm, &key));
            for way in &ways {
                assert!(way.algorithm != KeyManagement::Rsa15 && !way.enc.is_empty());
                assert!(way.enc.iter().all(|enc| fit_algorithm(way.algorithm, *enc, &key).is_ok()));
            }
        }
    }

    #[test]
    fn a_modulus_must_have_room() {
        use ContentEncryption::{A128Gcm, A256CbcHs512};
        for (bits, algorithm, enc, want) in [
            (1024, KeyManagement::RsaOaep256, A128Gcm, true),
            (1024, KeyManagement::RsaOaep512, A128Gcm, false),
            (1024, KeyManagement::RsaOaep256, A256CbcHs512, false),
            (1040, KeyManagement::RsaOaep256, A256CbcHs512, true),
            (512, KeyManagement::RsaOaep, A128Gcm, true),
            (456, KeyManagement::RsaOaep, A128Gcm, false),
        ] {
            assert_eq!(has_room(KeyKind::Rsa { bits }, algorithm, enc), want, "{bits} {}", algorithm.name());
        }
    }

    #[test]
    fn what_cannot_be_done_has_its_reason() {
        let mut key = secret(32);
        for (alg, key_use, want) in [
            (Some("HS256"), None, Unfit::Algorithm("HS256".to_owned())),
            (Some("A128KW"), None, Unfit::Length { needs: 128, has: 256 }),
            (None, Some("sig"), Unfit::Use("sig".to_owned())),
        ] {
            (key.alg, key.key_use) = (alg.map(str::to_owned), key_use.map(str::to_owned));
            assert_eq!(ways(&key), Err(want));
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
