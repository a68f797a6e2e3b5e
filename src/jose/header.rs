//! Writing a header: our own members, and what a person wants instead, spelled as they spelled it. For JWS and JWE.

use std::sync::Arc;

use thiserror::Error;

use crate::encoding::json::{self, Json, JsonError, Kind, Value, quoted};

/// Members that a person wants in a header. Read once, so that what is wrong with them is told before anything is made.
#[derive(Clone, Debug)]
pub struct Members(Json);

/// Why a text is not the members of a header.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MembersFault {
    /// Not JSON.
    #[error("not JSON at byte {}", .0.at)]
    NotJson(JsonError),
    /// JSON, but no object.
    #[error("not an object")]
    NotObject,
    /// A name twice: readers would pick different values (RFC 7515 §4).
    #[error("member {0:?} twice")]
    Duplicate(String),
}

impl Members {
    /// Reads a JSON object.
    pub fn read(text: &str) -> Result<Self, MembersFault> {
        let parsed = json::parse(Arc::from(text));
        if let Some(error) = parsed.error {
            return Err(MembersFault::NotJson(error));
        }
        let json = parsed.json.filter(|json| json.root().kind() == Kind::Object);
        let json = json.ok_or(MembersFault::NotObject)?;
        match json::duplicates(&json).into_iter().next() {
            Some(duplicate) => Err(MembersFault::Duplicate(duplicate.name)),
            None => Ok(Self(json)),
        }
    }

    /// The value of that member.
    pub fn value(&self, name: &str) -> Option<Value<'_>> {
        self.0.root().member(name)
    }

    /// The string in that member.
    pub fn text(&self, name: &str) -> Option<String> {
        self.value(name)?.as_str().map(std::borrow::Cow::into_owned)
    }

    /// The names, in their order.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.0.root().members().map(|(name, _)| name.text().into_owned())
    }

    /// The object as it is spelled.
    pub fn raw(&self) -> &str {
        self.0.root().raw()
    }
}

/// Our own members of a header, in their order.
#[derive(Clone, Debug, Default)]
pub struct Draft(Vec<(&'static str, String)>);

impl Draft {
    /// Adds a string.
    pub fn text(&mut self, name: &'static str, value: &str) {
        self.raw(name, quoted(value));
    }

    /// Adds a value that is JSON already.
    pub fn raw(&mut self, name: &'static str, json: impl Into<String>) {
        self.0.push((name, json.into()));
    }

    /// The header's text with `over` merged over it.
    pub fn merged(self, over: Option<&Members>) -> String {
        merged(&self.0, over, None)
    }
}

/// A header's text, `ours` (names, and values as JSON) with `theirs` merged over it: a member replaces ours where ours
/// stood, `null` takes ours away, and what we do not have follows in its own order and spelling. `without` stands
/// elsewhere.
pub(super) fn merged(
    ours: &[(&'static str, String)],
    theirs: Option<&Members>,
    without: Option<&str>,
) -> String {
    let mut text = String::from("{");
    for (name, value) in ours {
        match theirs.and_then(|theirs| theirs.value(name)) {
            Some(theirs) if theirs.is_null() => {}
            Some(theirs) => member(&mut text, &quoted(name), theirs.raw()),
            None => member(&mut text, &quoted(name), value),
        }
    }
    for (name, value) in theirs.iter().flat_map(|theirs| theirs.0.root().members()) {
        let is_elsewhere =
            ours.iter().any(|(ours, _)| name.text() == *ours) || Some(&*name.text()) == without;
        if !is_elsewhere && !value.is_null() {
            member(&mut text, name.raw(), value.raw());
        }
    }
    text.push('}');
    text
}

/// Appends a member to the text of an object that is open; its name with its quotes.
pub(super) fn member(text: &mut String, name: &str, value: &str) {
    if text.len() > 1 {
        text.push(',');
    }
    text.push_str(name);
    text.push(':');
    text.push_str(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(over: &str) -> String {
        let mut ours = Draft::default();
        ours.text("alg", "ES256");
        ours.text("typ", "JWT");
        ours.text("kid", "a\"1");
        ours.merged(Some(&Members::read(over).unwrap()))
    }

    #[test]
    fn theirs_goes_over_ours_as_it_is_spelled() {
        let cases = [
            ("{}", r#"{"alg":"ES256","typ":"JWT","kid":"a\"1"}"#),
            (r#"{"typ":"at+jwt"}"#, r#"{"alg":"ES256","typ":"at+jwt","kid":"a\"1"}"#),
            (r#"{"kid":null,"typ":null}"#, r#"{"alg":"ES256"}"#),
            (
                r#"{"z":1.50, "a" : [1, 2],"kid":7}"#,
                r#"{"alg":"ES256","typ":"JWT","kid":7,"z":1.50,"a":[1, 2]}"#,
            ),
            (
                r#"{"\u0074yp":"x","n\u0061":"\u00e9","gone":null}"#,
                r#"{"alg":"ES256","typ":"x","kid":"a\"1","n\u0061":"\u00e9"}"#,
            ),
            (r#"{"alg":null,"typ":null,"kid":null}"#, "{}"),
        ];
        for (over, want) in cases {
            assert_eq!(merged(over), want, "{over}");
        }
    }

    #[test]
    fn what_is_no_object_with_single_members_is_refused() {
        for text in ["", "{", "{} x", "{'a':1}", "{\"a\":01}"] {
            assert!(matches!(Members::read(text), Err(MembersFault::NotJson(_))), "{text}");
        }
        for text in ["[]", "1", "null", "\"alg\""] {
            assert_eq!(Members::read(text).unwrap_err(), MembersFault::NotObject, "{text}");
        }
        for text in [r#"{"a":1,"a":1}"#, r#"{"a":1,"\u0061":2}"#] {
            assert_eq!(Members::read(text).unwrap_err(), MembersFault::Duplicate("a".to_owned()), "{text}");
        }
    }
}
