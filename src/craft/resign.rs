//! Signing a token that is there: its payload byte for byte, its header changed no more than was asked for.

use thiserror::Error;

use super::edit::{delete_member, set_member};
use super::remake::can_be_edited;
use super::sign::{Unable, algorithm_or, may_sign, signed_segments};
use crate::encoding::base64url;
use crate::encoding::json::{Value, quoted};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::key::Key;
use crate::jose::token::{Token, is_unencoded};

/// What signing may change in the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HeaderUpdate {
    /// `alg` and `kid` are those of the key, and `typ` is there.
    #[default]
    Full,
    /// `alg` is one of the key.
    Alg,
    /// Nothing: the header is signed as it is.
    Nothing,
}

/// How a token is signed again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// What it may change in the header.
    pub update: HeaderUpdate,
    /// What keys sign with that could sign with several, where the header names nothing that they can.
    pub preferred: Option<JwsAlgorithm>,
}

/// Why a token is not signed again.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ResignError {
    /// It is no JWS in three segments.
    #[error("not a compact JWS")]
    NotCompact,
    /// The header is no JSON object, so nothing can be set in it.
    #[error("the header is not a JSON object")]
    Header,
    /// The header stays as it is and names no signature algorithm.
    #[error("the header names no signature algorithm")]
    NoAlgorithm,
    /// The header asks for an unencoded payload (RFC 7797).
    #[error("unencoded payload")]
    Unencoded,
    /// The key cannot sign this.
    #[error("{0}")]
    Key(Unable),
}

/// The algorithm that `key` would sign with; whether its private half is at hand is not asked.
pub fn algorithm_for(token: &Token, key: &Key, how: How) -> Result<JwsAlgorithm, ResignError> {
    let How { update, preferred } = how;
    if !can_be_edited(token) {
        return Err(ResignError::NotCompact);
    }
    let header = token.header().ok_or(ResignError::NotCompact)?;
    if is_unencoded(header) {
        return Err(ResignError::Unencoded);
    }
    let alg = header.json().and_then(|json| json.root().member("alg")).and_then(Value::as_str);
    let named = alg.and_then(|alg| JwsAlgorithm::from_name(&alg));
    let algorithm = match update {
        HeaderUpdate::Nothing => named.ok_or(ResignError::NoAlgorithm)?,
        // What the header says already is kept where the key can do it.
        HeaderUpdate::Full | HeaderUpdate::Alg => {
            header.json().ok_or(ResignError::Header)?;
            let kept = named.filter(|algorithm| key.fit(*algorithm).is_ok());
            kept.map_or_else(|| algorithm_or(key, preferred), Ok).map_err(ResignError::Key)?
        }
    };
    may_sign(key, Some(algorithm)).map_err(ResignError::Key)
}

/// Signs the token with `key`.
pub fn resign(token: &Token, key: &Key, how: How) -> Result<String, ResignError> {
    let (algorithm, update) = (algorithm_for(token, key, how)?, how.update);
    let segment = token.header().ok_or(ResignError::NotCompact)?;
    let mut parts = token.text.split('.');
    let (Some(before), Some(payload)) = (parts.next(), parts.next()) else {
        return Err(ResignError::NotCompact);
    };
    let header = match (update, segment.text()) {
        (HeaderUpdate::Nothing, _) => before.to_owned(),
        (_, Some(text)) => base64url::encode(updated(text, key, algorithm, update)?.as_bytes()),
        (_, None) => return Err(ResignError::Header),
    };
    signed_segments(algorithm, key, &header, payload).map_err(ResignError::Key)
}

/// The header with what the key brings.
fn updated(
    text: &str,
    key: &Key,
    algorithm: JwsAlgorithm,
    update: HeaderUpdate,
) -> Result<String, ResignError> {
    let set = |text: &str, name, value: &str| {
        set_member(text, name, &quoted(value)).map(|edited| edited.text).map_err(|_| ResignError::Header)
    };
    let mut header = set(text, "alg", algorithm.name())?;
    if update == HeaderUpdate::Full {
        let has = |header: &str, name| {
            crate::encoding::json::parse(header.into())
                .json
                .is_some_and(|json| json.root().member(name).is_some())
        };
        if !has(&header, "typ") {
            header = set(&header, "typ", "JWT")?;
        }
        header = match &key.kid {
            Some(kid) => set(&header, "kid", kid)?,
            // The `kid` of another key would lead whoever verifies to that one.
            None => delete_member(&header, "kid").map_err(|_| ResignError::Header)?.text,
        };
    }
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::EcKey;
    use crate::jose::algorithm::Curve;
    use crate::jose::jws;
    use crate::jose::key::Material;
    use crate::jose::secret::SecretBytes;

    fn secret(kid: Option<&str>) -> Key {
        let mut key = Key::new("s", Material::Secret(SecretBytes::new(vec![7; 64])));
        key.kid = kid.map(str::to_owned);
        key
    }

    fn ec() -> Key {
        Key::new("e", Material::Ec(EcKey::from_private(Curve::P256, SecretBytes::new(vec![7; 32])).unwrap()))
    }

    fn token(header: &str, payload: &str) -> Token {
        let encode = |text: &str| base64url::encode(text.as_bytes());
        Token::compact(format!("{}.{}.AAAA", encode(header), encode(payload)).into())
    }

    fn header(text: &str) -> String {
        String::from_utf8(base64url::decode(text.split('.').next().unwrap()).bytes).unwrap()
    }

    fn how(update: HeaderUpdate) -> How {
        How { update, preferred: None }
    }

    #[test]
    fn the_header_changes_as_asked_and_no_more() {
        use HeaderUpdate::{Alg, Full, Nothing};
        for (before, key, update, after) in [
            (r#"{"alg":"none"}"#, secret(None), Full, r#"{"alg":"HS256","typ":"JWT"}"#),
            (
                r#"{"typ":"at+jwt", "alg":"RS256","kid":"r"}"#,
                secret(Some("s")),
                Full,
                r#"{"typ":"at+jwt", "alg":"HS256","kid":"s"}"#,
            ),
            (r#"{"alg":"RS256","kid":"r"}"#, secret(None), Full, r#"{"alg":"HS256","typ":"JWT"}"#),
            (r#"{"alg":"RS256","kid":"r"}"#, ec(), Alg, r#"{"alg":"ES256","kid":"r"}"#),
            (r#"{"alg":"HS512","x":1.0}"#, secret(Some("s")), Alg, r#"{"alg":"HS512","x":1.0}"#),
            (r#"{ "alg" : "HS384" }"#, secret(Some("s")), Nothing, r#"{ "alg" : "HS384" }"#),
            ("{}", secret(None), Alg, r#"{"alg":"HS256"}"#),
        ] {
            let token = token(before, "not json, and signed as it is");
            let signed = resign(&token, &key, how(update)).unwrap();
            assert_eq!(header(&signed), after, "{before}");
            let mut parts = signed.split('.');
            assert_eq!(parts.nth(1), token.text.split('.').nth(1), "the payload stays");
            let algorithm = algorithm_for(&token, &key, how(update)).unwrap();
            let (input, signature) = signed.rsplit_once('.').unwrap();
            let signature = base64url::decode(signature).bytes;
            jws::verify(algorithm, &key, input.as_bytes(), &signature).unwrap();
        }
    }

    #[test]
    fn what_cannot_be_signed_says_why() {
        use HeaderUpdate::{Alg, Full, Nothing};
        let public = ec().to_public().unwrap();
        for (header, key, update, why) in [
            (r#"{"alg":"none"}"#, secret(None), Nothing, ResignError::NoAlgorithm),
            ("[1]", secret(None), Full, ResignError::Header),
            ("nonsense", secret(None), Alg, ResignError::Header),
            (r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#, secret(None), Full, ResignError::Unencoded),
            (r#"{"alg":"ES256"}"#, public, Full, ResignError::Key(Unable::PublicOnly)),
        ] {
            assert_eq!(resign(&token(header, "{}"), &key, how(update)), Err(why), "{header}");
        }
        let unfit = resign(&token(r#"{"alg":"RS256"}"#, "{}"), &ec(), how(Nothing));
        assert!(matches!(unfit, Err(ResignError::Key(Unable::Unfit(_)))), "{unfit:?}");
        let five = Token::compact("a.b.c.d.e".into());
        assert_eq!(resign(&five, &ec(), how(Full)), Err(ResignError::NotCompact));
    }
    #[test]
    fn the_preferred_algorithm_is_for_keys_that_could_sign_with_it() {
        use JwsAlgorithm::{Es256, Hs256, Hs384, Hs512, Ps256};
        let named = |alg: &str| Key { alg: Some(alg.to_owned()), ..secret(None) };
        let short = Key::new("s", Material::Secret(SecretBytes::new(vec![7; 32])));
        for (header, key, preferred, want) in [
            (r#"{"alg":"none"}"#, secret(None), Some(Hs512), Hs512),
            (r#"{"alg":"none"}"#, secret(None), None, Hs256),
            (r#"{"alg":"HS384"}"#, secret(None), Some(Hs512), Hs384),
            (r#"{"alg":"none"}"#, secret(None), Some(Ps256), Hs256),
            (r#"{"alg":"none"}"#, short, Some(Hs512), Hs256),
            (r#"{"alg":"none"}"#, named("HS384"), Some(Hs512), Hs384),
            (r#"{"alg":"none"}"#, ec(), Some(Hs512), Es256),
        ] {
            let how = How { update: HeaderUpdate::Full, preferred };
            assert_eq!(algorithm_for(&token(header, "{}"), &key, how), Ok(want), "{header} {preferred:?}");
        }
    }
}
