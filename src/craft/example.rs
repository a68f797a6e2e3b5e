//! The three examples of the empty window: a good token, one that fails, an encrypted one.
//!
//! The first two are signed with a key made on the spot, so that the verdict is real and the key worth nothing.

use super::negatives::der;
use super::sign::signed_segments;
use crate::encoding::base64url;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::generate::{KeySpec, Random, generate};
use crate::jose::key::Key;

/// The name and `kid` of the key that the examples are signed with.
pub const KEY_NAME: &str = "example";

/// An access token with five minutes left, and the key that it is signed with.
pub fn good(now: i64, random: Random) -> Option<(String, Option<Key>)> {
    let (token, key) = signed(now, random)?;
    Some((token, Some(key)))
}

/// The same, its signature written as ASN.1 DER: the mistake of many libraries.
pub fn failing(now: i64, random: Random) -> Option<(String, Option<Key>)> {
    let (token, key) = signed(now, random)?;
    let (input, signature) = token.rsplit_once('.')?;
    let der = der(&base64url::decode_strict(signature)?);
    Some((format!("{input}.{}", base64url::encode(&der)), Some(key)))
}

/// A JWE with a signed token inside, encrypted to a key that nobody here has.
pub const fn encrypted() -> &'static str {
    include_str!("../../assets/examples/encrypted.jwt")
}

fn signed(now: i64, random: Random) -> Option<(String, Key)> {
    let made = generate(KeySpec::P256, random, &|| false).ok()?;
    let mut key = Key::new(KEY_NAME, made.material);
    key.kid = Some(KEY_NAME.to_owned());
    key.alg = Some("ES256".to_owned());
    let header = format!(r#"{{"alg":"ES256","typ":"at+jwt","kid":"{KEY_NAME}"}}"#);
    let (issued_at, expires_at) = (now - 3300, now + 300);
    let claims = format!(
        r#"{{"iss":"https://auth.example.com","sub":"user_481","aud":"https://api.example.com","client_id":"web","iat":{issued_at},"exp":{expires_at},"jti":"7b1c2f0e","scope":"read:orders write:orders"}}"#
    );
    let [header, claims] = [header, claims].map(|part| base64url::encode(part.as_bytes()));
    Some((signed_segments(JwsAlgorithm::Es256, &key, &header, &claims).ok()?, key))
}
