//! The three examples of the empty window: a good token, one that fails, an encrypted one.
//!
//! The first two are signed with a key made on the spot, so that the verdict is real and the key worth nothing.

use super::sign::can_sign;
use crate::encoding::base64url;
use crate::encoding::json::quote;
use crate::jose::EcKey;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::jws::sign;
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;

/// The name and `kid` of the key that the examples are signed with.
pub const KEY_NAME: &str = "example";

/// Fills a buffer with random bytes; `false` where the system has none.
type Random = fn(&mut [u8]) -> bool;

/// An access token with five minutes left, and the key that it is signed with.
pub fn good(now: i64, random: Random) -> Option<(String, Option<Key>)> {
    let (token, _, key) = signed(now, random)?;
    Some((token, Some(key)))
}

/// The same, its signature written as ASN.1 DER: the mistake of many libraries.
pub fn failing(now: i64, random: Random) -> Option<(String, Option<Key>)> {
    let (token, signature, key) = signed(now, random)?;
    let (input, _) = token.rsplit_once('.')?;
    let (r, s) = signature.split_at_checked(signature.len() / 2)?;
    let body = [der_integer(r), der_integer(s)].concat();
    let der = [vec![0x30, body.len() as u8], body].concat();
    Some((format!("{input}.{}", base64url::encode(&der)), Some(key)))
}

/// A JWE with a signed token inside, encrypted to a key that nobody here has.
pub const fn encrypted() -> &'static str {
    include_str!("../../assets/examples/encrypted.jwt")
}

fn signed(now: i64, random: Random) -> Option<(String, Vec<u8>, Key)> {
    let mut key = Key::new(KEY_NAME, Material::Ec(fresh_key(random)?));
    key.kid = Some(KEY_NAME.to_owned());
    key.alg = Some("ES256".to_owned());
    let header = format!(r#"{{"alg":"ES256","typ":"at+jwt","kid":"{KEY_NAME}"}}"#);
    let (issued_at, expires_at) = (now - 3300, now + 300);
    let claims = format!(
        r#"{{"iss":"https://auth.example.com","sub":"user_481","aud":"https://api.example.com","client_id":"web","iat":{issued_at},"exp":{expires_at},"jti":"7b1c2f0e","scope":"read:orders write:orders"}}"#
    );
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let signature = sign(JwsAlgorithm::Es256, &key, input.as_bytes()).ok()?;
    Some((format!("{input}.{}", base64url::encode(&signature)), signature, key))
}

/// An access token with five minutes to live, signed by `key` with the algorithm that it is meant for; `None` for a
/// key that cannot sign.
pub fn signed_by(key: &Key, now: i64, random: Random) -> Option<String> {
    let algorithm = can_sign(key, None).ok()?;
    let mut jti = [0; 8];
    let jti = random(&mut jti).then(|| base64url::encode(&jti))?;
    let mut header = format!(r#"{{"alg":"{}","typ":"at+jwt""#, algorithm.name());
    if let Some(kid) = &key.kid {
        header.push_str(r#","kid":"#);
        quote(kid, &mut header);
    }
    header.push('}');
    let expires_at = now + 300;
    let claims = format!(
        r#"{{"iss":"https://auth.example.com","sub":"user_481","aud":"https://api.example.com","client_id":"web","iat":{now},"exp":{expires_at},"jti":"{jti}"}}"#
    );
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let signature = sign(algorithm, key, input.as_bytes()).ok()?;
    Some(format!("{input}.{}", base64url::encode(&signature)))
}

/// A random P-256 key. A scalar out of range is as rare as 2⁻³², so a few tries are more than enough.
fn fresh_key(random: Random) -> Option<EcKey> {
    (0..4).find_map(|_| {
        let mut scalar = vec![0; 32];
        random(&mut scalar).then(|| EcKey::from_private(Curve::P256, SecretBytes::new(scalar)).ok())?
    })
}

/// A DER INTEGER: no leading zeros, but one where the first bit is set (X.690 §8.3).
fn der_integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count().min(number.len().saturating_sub(1));
    let mut digits = number.get(zeros..).unwrap_or_default().to_vec();
    if digits.first().is_some_and(|first| *first >= 0x80) {
        digits.insert(0, 0);
    }
    [vec![0x02, digits.len() as u8], digits].concat()
}
