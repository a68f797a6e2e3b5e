//! One part of a compact token replaced by another, the other parts byte for byte as they were.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::encoding::base64url;
use crate::encoding::json::{Json, Kind, Value, parse};
use crate::jose::token::{Serialization, Token};

/// A part that can be typed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The JOSE header.
    Header,
    /// The payload.
    Payload,
    /// The signature.
    Signature,
}

/// The token with other bytes in one part. `None` for what has no three segments: encrypted tokens, JSON
/// serialisations, selective disclosure.
pub fn with_part(token: &Token, part: Part, bytes: &[u8]) -> Option<String> {
    let [header, payload, signature] = segments(token)?;
    let fresh = base64url::encode(bytes);
    Some(match part {
        Part::Header => format!("{fresh}.{payload}.{signature}"),
        Part::Payload => format!("{header}.{fresh}.{signature}"),
        Part::Signature => format!("{header}.{payload}.{fresh}"),
    })
}

/// Whether its parts can be typed over: it has three segments. Asked in every frame, so the text is not looked at.
pub fn can_be_edited(token: &Token) -> bool {
    token.serialization == Serialization::JwsCompact
}

fn segments(token: &Token) -> Option<[&str; 3]> {
    if !can_be_edited(token) {
        return None;
    }
    let mut segments = token.text.split('.');
    Some([segments.next()?, segments.next()?, segments.next()?])
}

/// Whether two compact tokens have the payload or the signature in common: then one came from the other.
pub fn are_kin(one: &str, other: &str) -> bool {
    let parts = |text: &str| {
        let mut parts = text.trim().split('.').skip(1).map(str::to_owned);
        (parts.next(), parts.next())
    };
    let ((payload, signature), (other_payload, other_signature)) = (parts(one), parts(other));
    let same = |one: Option<String>, other| one.is_some_and(|one| !one.is_empty() && Some(one) == other);
    same(payload, other_payload) || same(signature, other_signature)
}

/// The name of the one member in which two JSON objects differ, in its value or in being there at all.
pub fn changed_member(before: &Json, after: &str) -> Option<String> {
    let after = parse(after.into()).json?;
    let (before, after) = (before.root(), after.root());
    if before.kind() != Kind::Object || after.kind() != Kind::Object {
        return None;
    }
    let (before, after) = (values(before), values(after));
    let changed = before.iter().filter(|(name, raw)| after.get(*name) != Some(*raw));
    let added = after.iter().filter(|(name, _)| !before.contains_key(*name));
    let mut names = changed.chain(added).map(|(name, _)| name);
    let name = names.next()?;
    names.next().is_none().then(|| name.to_string())
}

/// What stands under each name, as it is spelled.
fn values(object: Value<'_>) -> HashMap<Cow<'_, str>, Vec<&str>> {
    let mut values: HashMap<Cow<'_, str>, Vec<&str>> = HashMap::new();
    for (name, value) in object.members() {
        values.entry(name.text()).or_default().push(value.raw());
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_changes_and_no_other() {
        let token = Token::compact("eyJhbGciOiJub25lIn0.eyJhIjoxfQ==.AAEC".into());
        for (part, wanted) in [
            (Part::Header, "e30.eyJhIjoxfQ==.AAEC"),
            (Part::Payload, "eyJhbGciOiJub25lIn0.e30.AAEC"),
            (Part::Signature, "eyJhbGciOiJub25lIn0.eyJhIjoxfQ==.e30"),
        ] {
            assert_eq!(with_part(&token, part, b"{}").as_deref(), Some(wanted));
        }
        for other in ["a.b", "a.b.c.d.e", "a.b.c~d~", ""] {
            assert_eq!(with_part(&Token::compact(other.into()), Part::Payload, b""), None, "{other}");
        }
    }

    #[test]
    fn kin_have_payload_or_signature_in_common() {
        for (one, other, kin) in [
            ("h.p.s", "h.q.s", true),
            ("h.p.s", "g.p.", true),
            ("h.p.s", "h.q.t", false),
            ("h..", "h..", false),
            ("x", "x", false),
        ] {
            assert_eq!(are_kin(one, other), kin, "{one} {other}");
        }
    }

    #[test]
    fn the_one_member_that_changed_is_named() {
        for (before, after, name) in [
            (r#"{"a":1,"b":2}"#, r#"{"a":1,"b":3}"#, Some("b")),
            (r#"{"a":1}"#, r#"{"a":1,"c":3}"#, Some("c")),
            (r#"{"a":1,"b":2}"#, r#"{"b":2}"#, Some("a")),
            (r#"{"a":1,"b":2}"#, r#"{"a":2,"b":3}"#, None),
            (r#"{"a":1}"#, r#"{"b":1}"#, None),
            (r#"{"a":1}"#, r#"{"a":1}"#, None),
            (r#"{"a":1}"#, "[", None),
            (r#"{"a":1,"a":2}"#, r#"{"a":1,"a":3}"#, Some("a")),
            (r#"{"a":1,"a":2,"b":1}"#, r#"{"a":1,"a":2,"b":2}"#, Some("b")),
            (r#"{"a":1,"a":2}"#, r#"{"a":1}"#, Some("a")),
            (r#"{"a":1}"#, r#"{"\u0061":1}"#, None),
        ] {
            let json = parse(before.into()).json.unwrap();
            assert_eq!(changed_member(&json, after).as_deref(), name, "{before} {after}");
        }
    }

    /// Whoever sends a token chooses how many members it has.
    #[test]
    fn many_members_are_compared_at_once() {
        let start = std::time::Instant::now();
        let members: Vec<String> = (0..50_000).map(|number| format!("\"m{number}\":1")).collect();
        let [before, after] = [1, 2].map(|last| format!("{{{},\"z\":{last}}}", members.join(",")));
        let before = parse(before.into()).json.unwrap();
        assert_eq!(changed_member(&before, &after).as_deref(), Some("z"));
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
