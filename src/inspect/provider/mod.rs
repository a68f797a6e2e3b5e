//! Whose token it is, and of what kind: told from header and claims alone, by a table of rows in order.
//!
//! Promises: it says nothing of a plain token; a look-alike host or a claim of the wrong type is no match; the cost does
//! not grow with the payload. Nothing here is verified: an attacker can write any `iss`.

mod kind;
mod pattern;
mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::encoding::json::{Json, Kind, Value};
use crate::jose::token::{Serialization, Shape, Token};

pub use kind::TokenKind;
use pattern::Read;
pub(super) use table::{GRAPH_AUDIENCES, LOGOUT_EVENT};

/// Who makes tokens of this shape, and what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Provider {
    /// The provider, or the standard where no provider shows: a proper name, the same in every language.
    pub name: &'static str,
    /// What the token is for.
    pub kind: TokenKind,
}

/// How many claims are looked at: no provider's token has more.
const MOST_CLAIMS: usize = 256;

/// The first row of the table that fits.
pub fn recognise(token: &Token) -> Option<Provider> {
    let facts = Facts::of(token);
    let row = table::ROWS.iter().find(|row| row.tests.iter().all(|test| test.holds(&facts)))?;
    Some(Provider { name: row.name, kind: row.kind })
}

/// What the rows ask about.
struct Facts<'a> {
    header: Vec<(Cow<'a, str>, Value<'a>)>,
    claims: Vec<(Cow<'a, str>, Value<'a>)>,
    /// `iss`, which nearly every row asks for, where it is a string.
    issuer: Option<Read<'a>>,
    /// `typ`, in lower case and without `application/`.
    typ: Option<String>,
    is_sd_jwt: bool,
    has_key_binding: bool,
    is_encrypted: bool,
}

impl<'a> Facts<'a> {
    fn of(token: &'a Token) -> Self {
        let header = members(token.header().and_then(|segment| segment.leading_json()));
        let typ = find(&header, "typ").and_then(Value::as_str).map(|typ| media_type(&typ));
        let is_sd_jwt = token.serialization == Serialization::SdJwt;
        let last_is_dotted = match &token.shape {
            Shape::Jws(jws) => {
                jws.extra.last().is_some_and(|segment| segment.encoded(&token.text).contains('.'))
            }
            Shape::Jwe(_) => false,
        };
        let claims = members(token.payload().and_then(|segment| segment.leading_json()));
        Self {
            issuer: find(&claims, "iss").and_then(Value::as_str).map(Read::new),
            claims,
            typ,
            is_sd_jwt,
            has_key_binding: is_sd_jwt && last_is_dotted,
            is_encrypted: matches!(token.shape, Shape::Jwe(_)),
            header,
        }
    }

    fn claim(&self, name: &str) -> Option<Value<'a>> {
        find(&self.claims, name)
    }

    fn param(&self, name: &str) -> Option<Value<'a>> {
        find(&self.header, name)
    }
}

/// A media type as `typ` and `cty` spell it: without case, and without the `application/` that may be left out
/// (RFC 7515 §4.1.9).
pub(super) fn media_type(typ: &str) -> String {
    let typ = typ.to_ascii_lowercase();
    typ.strip_prefix("application/").map(str::to_owned).unwrap_or(typ)
}

fn members(json: Option<&Json>) -> Vec<(Cow<'_, str>, Value<'_>)> {
    let root = json.map(Json::root).filter(|root| root.kind() == Kind::Object);
    let members = root.into_iter().flat_map(|root| root.members().take(MOST_CLAIMS));
    members.map(|(name, value)| (name.text(), value)).collect()
}

fn find<'a>(members: &[(Cow<'a, str>, Value<'a>)], name: &str) -> Option<Value<'a>> {
    members.iter().find(|(found, _)| found == name).map(|(_, value)| *value)
}
