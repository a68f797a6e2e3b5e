//! The same token in another serialisation, where nothing is lost on the way: no segment is decoded and written again,
//! so every signature holds as before.

use thiserror::Error;

use super::sign::stands_unencoded;
use crate::encoding::json::{self, Json, Kind, Value, quote};
use crate::jose::segment::Segment;
use crate::jose::token::{Jwe, Jws, Serialization, Shape, Token, is_unencoded};

/// The serialisation to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum To {
    /// Segments and dots (RFC 7515 §7.1, RFC 7516 §7.1).
    Compact,
    /// JSON with one signature or recipient (RFC 7515 §7.2.2, RFC 7516 §7.2.2).
    Flattened,
}

/// Why a token cannot be written in another serialisation without loss.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WhyNot {
    /// It is written so already.
    #[error("already so")]
    Already,
    /// It is damaged, or no token that a standard knows.
    #[error("damaged")]
    Damaged,
    /// It has no protected header, or not exactly one signature or recipient; how many.
    #[error("{0} signatures or recipients")]
    Several(usize),
    /// An unprotected header, which a compact token does not have.
    #[error("unprotected header")]
    Unprotected,
    /// No protected header, which a compact token needs.
    #[error("no protected header")]
    NoProtected,
    /// Additional authenticated data, which a compact token does not have.
    #[error("additional authenticated data")]
    Aad,
    /// A member that a compact token has no place for, or that stands there twice.
    #[error("member {0:?}")]
    Member(String),
    /// An unencoded payload with a character that cannot stand in a compact token (RFC 7797 §5.2).
    #[error("unencoded payload")]
    Unencoded,
    /// An SD-JWT with its disclosures.
    #[error("disclosures")]
    Disclosures,
}

/// Writes `token` in another serialisation.
///
/// A compact token without a payload becomes JSON without that member, and back: its payload is detached
/// (RFC 7515 appendix F).
pub fn convert(token: &Token, to: To) -> Result<String, WhyNot> {
    use Serialization::{
        JweCompact, JweFlattened, JweGeneral, JwsCompact, JwsFlattened, JwsGeneral, SdJwt, Unknown,
    };
    match (token.serialization, to) {
        (JwsCompact | JweCompact, To::Compact) | (JwsFlattened | JweFlattened, To::Flattened) => {
            Err(WhyNot::Already)
        }
        (SdJwt, _) => Err(WhyNot::Disclosures),
        (Unknown, _) => Err(WhyNot::Damaged),
        (JwsCompact | JweCompact, To::Flattened) => to_flattened(token, None),
        (JwsGeneral | JweGeneral, To::Flattened) => to_flattened(token, Some(&whole(token)?)),
        (JwsFlattened | JwsGeneral | JweFlattened | JweGeneral, To::Compact) => {
            to_compact(token, &whole(token)?)
        }
    }
}

/// The JSON of a token, if a reader cannot take it two ways.
fn whole(token: &Token) -> Result<Json, WhyNot> {
    let parsed = json::parse(token.text.clone());
    let (Some(json), None) = (parsed.json, parsed.error) else { return Err(WhyNot::Damaged) };
    if let Some(twice) = json::duplicates(&json).into_iter().next() {
        return Err(WhyNot::Member(twice.name));
    }
    let is_text = |name: &str| match json.root().member(name) {
        Some(value) => value.kind() == Kind::String,
        None => true,
    };
    let texts = ["payload", "protected", "signature", "encrypted_key", "iv", "ciphertext", "tag", "aad"];
    if texts.into_iter().all(is_text) { Ok(json) } else { Err(WhyNot::Damaged) }
}

/// Members beyond `known` would be lost.
fn only(object: Value<'_>, known: &[&str]) -> Result<(), WhyNot> {
    let mut names = object.members().map(|(name, _)| name.text());
    match names.find(|name| !known.contains(&&**name)) {
        Some(name) => Err(WhyNot::Member(name.into_owned())),
        None => Ok(()),
    }
}

fn to_compact(token: &Token, json: &Json) -> Result<String, WhyNot> {
    let is_extra = |header: Option<&Segment>| header.is_some_and(|header| !is_empty_object(header));
    let segments = match &token.shape {
        Shape::Jws(jws) => {
            let [block] = jws.signatures.as_slice() else {
                return Err(WhyNot::Several(jws.signatures.len()));
            };
            only(json.root(), &["payload", "protected", "header", "signature", "signatures"])?;
            for one in json.root().member("signatures").iter().flat_map(|all| all.elements()) {
                only(one, &["protected", "header", "signature"])?;
            }
            if is_extra(block.unprotected.as_ref()) {
                return Err(WhyNot::Unprotected);
            }
            if is_unencoded(&block.header) && !jws.payload.encoded(&token.text).bytes().all(stands_unencoded)
            {
                return Err(WhyNot::Unencoded);
            }
            vec![&block.header, &jws.payload, &block.signature]
        }
        Shape::Jwe(jwe) => {
            let [recipient] = jwe.recipients.as_slice() else {
                return Err(WhyNot::Several(jwe.recipients.len()));
            };
            let known = [
                "protected",
                "unprotected",
                "header",
                "encrypted_key",
                "recipients",
                "iv",
                "ciphertext",
                "tag",
                "aad",
            ];
            only(json.root(), &known)?;
            for one in json.root().member("recipients").iter().flat_map(|all| all.elements()) {
                only(one, &["header", "encrypted_key"])?;
            }
            if is_extra(jwe.unprotected.as_ref()) || is_extra(recipient.header.as_ref()) {
                return Err(WhyNot::Unprotected);
            }
            if jwe.aad.is_some() {
                return Err(WhyNot::Aad);
            }
            vec![&jwe.header, &recipient.encrypted_key, &jwe.iv, &jwe.ciphertext, &jwe.tag]
        }
    };
    let texts: Vec<&str> = segments.iter().map(|segment| segment.encoded(&token.text)).collect();
    if texts.first().is_none_or(|header| header.is_empty()) {
        return Err(WhyNot::NoProtected);
    }
    let is_plain = matches!(&token.shape, Shape::Jws(jws) if jws.signatures.iter().any(|block| is_unencoded(&block.header)));
    let is_cut_right = |(index, text): (usize, &&str)| index == 1 && is_plain || text.bytes().all(stands);
    if texts.iter().enumerate().all(is_cut_right) { Ok(texts.join(".")) } else { Err(WhyNot::Damaged) }
}

/// Whether the byte leaves a compact token to be cut where it was joined.
fn stands(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'.' && byte != b'~'
}

fn is_empty_object(header: &Segment) -> bool {
    header.json().is_some_and(|json| json.root().kind() == Kind::Object && json.root().is_empty())
}

fn to_flattened(token: &Token, json: Option<&Json>) -> Result<String, WhyNot> {
    match &token.shape {
        Shape::Jws(jws) => flattened_jws(token, jws, json),
        Shape::Jwe(jwe) => flattened_jwe(token, jwe, json),
    }
}

fn flattened_jws(token: &Token, jws: &Jws, json: Option<&Json>) -> Result<String, WhyNot> {
    let [block] = jws.signatures.as_slice() else { return Err(WhyNot::Several(jws.signatures.len())) };
    let mut object = Object::new();
    if let Some(json) = json {
        only(json.root(), &["payload", "signatures"])?;
        for one in json.root().member("signatures").iter().flat_map(|all| all.elements()) {
            only(one, &["protected", "header", "signature"])?;
        }
    }
    object.segment("payload", &jws.payload, token);
    object.segment("protected", &block.header, token);
    object.header("header", block.unprotected.as_ref());
    object.text("signature", block.signature.encoded(&token.text));
    Ok(object.close())
}

fn flattened_jwe(token: &Token, jwe: &Jwe, json: Option<&Json>) -> Result<String, WhyNot> {
    let [recipient] = jwe.recipients.as_slice() else { return Err(WhyNot::Several(jwe.recipients.len())) };
    if let Some(json) = json {
        only(json.root(), &["protected", "unprotected", "recipients", "iv", "ciphertext", "tag", "aad"])?;
        for one in json.root().member("recipients").iter().flat_map(|all| all.elements()) {
            only(one, &["header", "encrypted_key"])?;
        }
    }
    let mut object = Object::new();
    object.segment("protected", &jwe.header, token);
    object.header("unprotected", jwe.unprotected.as_ref());
    object.header("header", recipient.header.as_ref());
    object.segment("encrypted_key", &recipient.encrypted_key, token);
    if let Some(aad) = &jwe.aad {
        object.text("aad", aad.encoded(&token.text));
    }
    object.text("iv", jwe.iv.encoded(&token.text));
    object.text("ciphertext", jwe.ciphertext.encoded(&token.text));
    object.text("tag", jwe.tag.encoded(&token.text));
    Ok(object.close())
}

struct Object(String);

impl Object {
    fn new() -> Self {
        Self("{".to_owned())
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(name, &mut self.0);
        self.0.push(':');
    }

    fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        quote(text, &mut self.0);
    }

    /// A member that is left out where there is nothing to put in.
    fn segment(&mut self, name: &str, segment: &Segment, token: &Token) {
        let text = segment.encoded(&token.text);
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    fn header(&mut self, name: &str, header: Option<&Segment>) {
        if let Some(text) = header.and_then(Segment::text) {
            self.name(name);
            self.0.push_str(text);
        }
    }

    fn close(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn token(text: &str) -> Token {
        let text: Arc<str> = text.into();
        match json::parse(Arc::clone(&text)).json {
            Some(json) => Token::json(text, &json),
            None => Token::compact(text),
        }
    }

    const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";
    /// `{"alg":"HS256","b64":false,"crit":["b64"]}`
    const PLAIN: &str = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19";
    /// `{"alg":"dir","enc":"A128GCM"}`
    const JWE: &str = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0";

    #[test]
    fn there_and_back_again() {
        let compact = [
            format!("{HEADER}.e30.c2ln"),
            format!("{HEADER}..c2ln"),
            format!("{HEADER}.e30."),
            format!("{PLAIN}.$1 \"x\" \\.c2ln"),
            format!("{PLAIN}..c2ln"),
            format!("{JWE}..aXY.Y3Q.dGFn"),
            format!("{JWE}.a2V5.aXY..dGFn"),
        ];
        for text in compact {
            let flattened = convert(&token(&text), To::Flattened).unwrap();
            assert!(json::parse(Arc::from(flattened.as_str())).error.is_none(), "{flattened}");
            assert_eq!(convert(&token(&flattened), To::Compact).as_deref(), Ok(text.as_str()), "{flattened}");
            assert_eq!(convert(&token(&text), To::Compact), Err(WhyNot::Already));
            assert_eq!(convert(&token(&flattened), To::Flattened), Err(WhyNot::Already));
        }
    }

    #[test]
    fn one_signature_of_a_general_token() {
        let general =
            format!(r#"{{"payload":"e30","signatures":[{{"protected":"{HEADER}","signature":"c2ln"}}]}}"#);
        let flattened = format!(r#"{{"payload":"e30","protected":"{HEADER}","signature":"c2ln"}}"#);
        assert_eq!(convert(&token(&general), To::Flattened), Ok(flattened));
        assert_eq!(convert(&token(&general), To::Compact), Ok(format!("{HEADER}.e30.c2ln")));
        let spread = general.replace("\"signature\":", "\"header\":{ \"kid\" : \"a\" },\"signature\":");
        let flattened = convert(&token(&spread), To::Flattened).unwrap();
        assert!(flattened.contains(r#""header":{ "kid" : "a" }"#), "{flattened}");
        let escaped = general.replace("e30", "e\\u00330");
        assert_eq!(convert(&token(&escaped), To::Compact), Ok(format!("{HEADER}.e30.c2ln")));
    }

    #[test]
    fn what_would_be_lost() {
        let flattened =
            |more: &str| format!(r#"{{"payload":"e30","protected":"{HEADER}","signature":"c2ln"{more}}}"#);
        let two = format!(
            r#"{{"payload":"e30","signatures":[{{"protected":"{HEADER}","signature":"c2ln"}},{{"protected":"{HEADER}","signature":"c2ln"}}]}}"#
        );
        let plain =
            |payload: &str| format!(r#"{{"payload":"{payload}","protected":"{PLAIN}","signature":"c2ln"}}"#);
        let jwe = |more: &str| {
            format!(r#"{{"protected":"{JWE}","iv":"aXY","ciphertext":"Y3Q","tag":"dGFn"{more}}}"#)
        };
        let cases = [
            (flattened(r#","header":{"kid":"a"}"#), WhyNot::Unprotected),
            (flattened(r#","x":1"#), WhyNot::Member("x".into())),
            (flattened(r#","payload":"e30""#), WhyNot::Member("payload".into())),
            (flattened("").replace(&format!(r#""protected":"{HEADER}","#), ""), WhyNot::NoProtected),
            (flattened("").replace("\"e30\"", "3"), WhyNot::Damaged),
            (flattened("").replace("e30", "e3.0"), WhyNot::Damaged),
            (flattened("").replace("c2ln", "c2 ln"), WhyNot::Damaged),
            (two, WhyNot::Several(2)),
            (plain("a.b"), WhyNot::Unencoded),
            (plain("a\\nb"), WhyNot::Unencoded),
            (plain("\u{e9}"), WhyNot::Unencoded),
            (jwe(r#","aad":"YQ""#), WhyNot::Aad),
            (jwe(r#","unprotected":{"a":1}"#), WhyNot::Unprotected),
            (jwe(r#","header":{"a":1}"#), WhyNot::Unprotected),
        ];
        for (text, why) in cases {
            assert_eq!(convert(&token(&text), To::Compact), Err(why), "{text}");
        }
        assert_eq!(
            convert(&token(&flattened(r#","header":{}"#)), To::Compact),
            Ok(format!("{HEADER}.e30.c2ln"))
        );
        let disclosed = format!("{HEADER}.e30.c2ln~WyJhIl0~");
        assert_eq!(convert(&token(&disclosed), To::Flattened), Err(WhyNot::Disclosures));
        for damaged in [format!("{HEADER}.e30"), format!("{HEADER}.e30.c2ln.x"), "x".to_owned()] {
            assert_eq!(convert(&token(&damaged), To::Flattened), Err(WhyNot::Damaged), "{damaged}");
        }
    }
}
