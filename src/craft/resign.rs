//! Signing a draft: header and payload byte for byte as they stand in the editor, and what of the header is brought in line
//! with the key by the person's explicit choice.
//!
//! Promises: [`Update::Leave`] changes no byte, whatever the text is; the others change the members that they name and
//! nothing else, and need a header that is a JSON object.

use thiserror::Error;

use super::edit::{EditError, Edited, changed_members, quoted, set_member};
use super::header::Members;
use super::sign::{Unable, can_sign};
use crate::encoding::base64url;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::jws::{self, SignError};
use crate::jose::key::Key;

/// What of the header is brought in line with the key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Update {
    /// `alg` and the key's `kid`, and `typ` where there is none.
    #[default]
    All,
    /// `alg`.
    Algorithm,
    /// Nothing: the header may say something else than what was done.
    Leave,
}

impl Update {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Algorithm, Self::Leave];
}

/// A draft that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resigned {
    /// The header's text.
    pub header: String,
    /// The signature in base64url.
    pub signature: String,
    /// The token.
    pub token: String,
}

/// Why it was not signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ResignError {
    /// The key cannot sign.
    #[error("the key cannot sign")]
    Unable(Unable),
    /// The header cannot be brought in line: it is no JSON object.
    #[error("the header cannot be changed")]
    Header(EditError),
}

/// The algorithm to sign with: the one that the header asks for, if the key can do it, else the key's own.
pub fn algorithm(header: &str, key: &Key) -> Result<JwsAlgorithm, Unable> {
    let asked = Members::read(header).ok().and_then(|members| members.text("alg"));
    match asked.and_then(|alg| JwsAlgorithm::from_name(&alg)) {
        Some(asked) => can_sign(key, Some(asked)).or_else(|_| can_sign(key, None)),
        None => can_sign(key, None),
    }
}

/// The header in line with the key. A `kid` that the key does not have is left as it is.
pub fn header(text: &str, key: &Key, algorithm: JwsAlgorithm, update: Update) -> Result<Edited, EditError> {
    if update == Update::Leave {
        return Ok(Edited { text: text.to_owned(), changed: Vec::new() });
    }
    let before = if text.trim().is_empty() { "{}" } else { text };
    let mut after = set_member(before, "alg", &quoted(algorithm.name()))?.text;
    if update == Update::All {
        if !Members::read(&after).is_ok_and(|members| members.has("typ")) {
            after = set_member(&after, "typ", "\"JWT\"")?.text;
        }
        if let Some(kid) = &key.kid {
            after = set_member(&after, "kid", &quoted(kid))?.text;
        }
    }
    let changed = changed_members(before, &after, &["alg", "typ", "kid"]);
    Ok(Edited { text: after, changed })
}

/// Signs the draft.
pub fn resign(
    header_text: &str,
    payload: &[u8],
    key: &Key,
    algorithm: JwsAlgorithm,
    update: Update,
) -> Result<Resigned, ResignError> {
    can_sign(key, Some(algorithm)).map_err(ResignError::Unable)?;
    let header = header(header_text, key, algorithm, update).map_err(ResignError::Header)?.text;
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(payload));
    let signature = jws::sign(algorithm, key, input.as_bytes()).map_err(|error| {
        ResignError::Unable(match error {
            SignError::Unfit(unfit) => Unable::Unfit(unfit),
            SignError::Unsupported(algorithm) => Unable::Unsupported(algorithm),
            SignError::NoPrivatePart => Unable::PublicOnly,
            SignError::KeyTooSmall => Unable::TooSmall(algorithm),
            SignError::Key(fault) => Unable::Fault(fault),
            SignError::Failed => Unable::Refused,
        })
    })?;
    let signature = base64url::encode(&signature);
    Ok(Resigned { token: format!("{input}.{signature}"), header, signature })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::inspect::report::Policy;
    use crate::jose::EcKey;
    use crate::jose::algorithm::Curve;
    use crate::jose::key::Material;
    use crate::jose::secret::SecretBytes;

    fn ec(kid: Option<&str>) -> Key {
        let scalar = SecretBytes::new(vec![7; 32]);
        let mut key = Key::new("e", Material::Ec(EcKey::from_private(Curve::P256, scalar).unwrap()));
        key.kid = kid.map(str::to_owned);
        key
    }

    #[test]
    fn only_what_was_chosen_is_changed() {
        let (with, without) = (ec(Some("e1")), ec(None));
        let odd = "{ \"kid\" : \"old\",\t\"alg\":\"HS256\", \"n\":1.50 }";
        let cases = [
            (odd, &with, Update::Leave, odd),
            ("not json", &with, Update::Leave, "not json"),
            (odd, &with, Update::Algorithm, "{ \"kid\" : \"old\",\t\"alg\":\"ES256\", \"n\":1.50 }"),
            (
                odd,
                &with,
                Update::All,
                "{ \"kid\" : \"e1\",\t\"alg\":\"ES256\", \"n\":1.50, \"typ\" : \"JWT\" }",
            ),
            (
                odd,
                &without,
                Update::All,
                "{ \"kid\" : \"old\",\t\"alg\":\"ES256\", \"n\":1.50, \"typ\" : \"JWT\" }",
            ),
            (r#"{"typ":"at+jwt"}"#, &with, Update::All, r#"{"typ":"at+jwt","alg":"ES256","kid":"e1"}"#),
            ("", &with, Update::Algorithm, r#"{"alg":"ES256"}"#),
            (r#"{"alg":"ES256"}"#, &with, Update::Algorithm, r#"{"alg":"ES256"}"#),
        ];
        for (text, key, update, want) in cases {
            let edited = header(text, key, JwsAlgorithm::Es256, update).unwrap();
            assert_eq!(edited.text, want, "{update:?}");
            assert_eq!(edited.changed.is_empty(), text == want, "{update:?} {text}");
        }
        for text in ["[]", "{", "1"] {
            assert!(header(text, &with, JwsAlgorithm::Es256, Update::All).is_err(), "{text}");
        }
    }

    #[test]
    fn what_was_signed_holds_and_is_what_stood_there() {
        let key = ec(Some("e1"));
        let claims = "{ \"exp\":4000000000 , \"b\":1.50}";
        for update in Update::ALL {
            let text = "{ \"alg\" : \"ES256\" }";
            let made = resign(text, claims.as_bytes(), &key, JwsAlgorithm::Es256, update).unwrap();
            let keys = std::slice::from_ref(&key);
            let report = crate::inspect::report(&Arc::from(made.token.as_str()), keys, 0, &Policy::default());
            assert!(report.accept(), "{}", made.token);
            let token = &report.tokens[0];
            assert_eq!(&**token.payload().unwrap().text().unwrap(), claims);
            assert_eq!(&**token.token.header().unwrap().text().unwrap(), made.header);
            assert!(made.token.ends_with(&format!(".{}", made.signature)));
        }
        let odd = resign("what?", b"\xff", &key, JwsAlgorithm::Es256, Update::Leave).unwrap();
        assert_eq!(odd.token.split('.').nth(1), Some("_w"));
    }

    #[test]
    fn which_algorithm() {
        let key = ec(None);
        let cases = [
            (r#"{"alg":"ES256"}"#, JwsAlgorithm::Es256),
            (r#"{"alg":"RS256"}"#, JwsAlgorithm::Es256),
            ("{", JwsAlgorithm::Es256),
        ];
        for (header, want) in cases {
            assert_eq!(algorithm(header, &key), Ok(want));
        }
        let secret = Key::new("s", Material::Secret(SecretBytes::new(vec![1; 64])));
        assert_eq!(algorithm(r#"{"alg":"HS512"}"#, &secret), Ok(JwsAlgorithm::Hs512));
        assert_eq!(algorithm(r#"{"alg":"none"}"#, &secret), Ok(JwsAlgorithm::Hs256));
        let public = key.to_public().unwrap();
        assert_eq!(algorithm("{}", &public), Err(Unable::PublicOnly));
        let refused = resign("{}", b"{}", &public, JwsAlgorithm::Es256, Update::All);
        assert_eq!(refused, Err(ResignError::Unable(Unable::PublicOnly)));
        let refused = resign("{", b"{}", &key, JwsAlgorithm::Es256, Update::All);
        assert!(matches!(refused, Err(ResignError::Header(EditError::NotJson(_)))));
    }
}
