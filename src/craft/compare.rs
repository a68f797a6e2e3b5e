//! Two tokens side by side: what was added, removed, changed; how far times are apart; whether one key signed both.
//!
//! Promises: values are compared as JSON, so that order, white space and spelling of numbers alone are no change (they
//! are told apart as [`Change::Spelling`]); every member of both sides is in the list once.

use std::cmp::Ordering;
use std::collections::{HashMap, VecDeque};

use crate::encoding::Span;
use crate::encoding::json::{Json, Kind, Value};
use crate::inspect::report::TokenReport;

/// What is to be said of two tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The headers' members, in the order of the first, then what only the second has.
    pub header: Vec<Row>,
    /// The claims.
    pub claims: Vec<Row>,
    /// Whether what was signed is the same, byte for byte: header and payload.
    pub same_content: bool,
    /// Whether the same key signed both.
    pub key: SameKey,
    /// Whether each signature holds (or each JWE was opened).
    pub holds: [bool; 2],
    /// The tokens inside, where there are some.
    pub inside: Inside,
}

/// Which of two tokens has one inside that can be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Inside {
    /// Neither.
    Neither,
    /// The first alone.
    First,
    /// The second alone.
    Second,
    /// Both; those compared.
    Both(Box<Comparison>),
}

/// One member of either side. With names that stand there twice, the first of one side goes with the first of the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Where its value stands in the first, in the decoded text.
    pub first: Option<Span>,
    /// Where it stands in the second.
    pub second: Option<Span>,
    /// How they differ.
    pub change: Change,
}

/// How the values of a member differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The same, byte for byte.
    Same,
    /// The same value in another spelling or order.
    Spelling,
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Another value of the same type.
    Changed,
    /// Another time; seconds from the first to the second.
    Time(i64),
    /// A value of another type.
    Type(Kind, Kind),
}

/// Whether one key signed both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SameKey {
    /// Both signatures hold with it; its name.
    Yes(String),
    /// Each holds with another one; their names.
    No(String, String),
    /// One of the signatures was not verified.
    Unknown,
}

/// The claims that hold an instant (RFC 7519 §4.1, OIDC Core §2 and §5.1).
const TIMES: [&str; 5] = ["iat", "nbf", "exp", "auth_time", "updated_at"];

/// Compares two tokens.
pub fn compare(first: &TokenReport, second: &TokenReport) -> Comparison {
    let header = |report: &TokenReport| -> Option<Json> {
        report.token.header().and_then(|segment| segment.leading_json()).cloned()
    };
    let claims = |report: &TokenReport| -> Option<Json> {
        report.payload().and_then(|segment| segment.leading_json()).cloned()
    };
    let bytes = |report: &TokenReport| {
        let header = report.token.header().map(|segment| segment.bytes().to_vec());
        (header, report.payload().map(|segment| segment.bytes().to_vec()))
    };
    let holds = [first, second].map(|report| report.signature.verdict.holds());
    let key = match (&first.signature.key, &second.signature.key) {
        (Some(one), Some(other)) if holds == [true, true] => {
            if one.kind == other.kind && one.thumbprint == other.thumbprint && one.thumbprint.is_some() {
                SameKey::Yes(one.name.clone())
            } else {
                SameKey::No(one.name.clone(), other.name.clone())
            }
        }
        _ => SameKey::Unknown,
    };
    Comparison {
        header: rows(header(first).as_ref(), header(second).as_ref(), &[]),
        claims: rows(claims(first).as_ref(), claims(second).as_ref(), &TIMES),
        same_content: bytes(first) == bytes(second),
        key,
        holds,
        inside: match (first.nested.as_deref(), second.nested.as_deref()) {
            (None, None) => Inside::Neither,
            (Some(_), None) => Inside::First,
            (None, Some(_)) => Inside::Second,
            // No deeper than tokens are opened.
            (Some(one), Some(other)) => Inside::Both(Box::new(compare(one, other))),
        },
    }
}

/// Compares the members of two JSON objects; what is no object has none. `times`: names whose numbers are instants.
pub fn rows(first: Option<&Json>, second: Option<&Json>, times: &[&str]) -> Vec<Row> {
    let mut theirs: Vec<Option<(String, Value<'_>)>> = members(second).into_iter().map(Some).collect();
    let mut places: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (place, member) in theirs.iter().enumerate() {
        if let Some((name, _)) = member {
            places.entry(name.clone()).or_default().push_back(place);
        }
    }
    let mut rows = Vec::new();
    for (name, value) in members(first) {
        let place = places.get_mut(&name).and_then(VecDeque::pop_front);
        let other = place.and_then(|place| theirs.get_mut(place)).and_then(Option::take);
        let is_time = times.contains(&name.as_str());
        let change = match &other {
            Some((_, other)) => difference(value, *other, is_time),
            None => Change::Removed,
        };
        let second = other.map(|(_, other)| other.span());
        rows.push(Row { name, first: Some(value.span()), second, change });
    }
    for (name, value) in theirs.into_iter().flatten() {
        rows.push(Row { name, first: None, second: Some(value.span()), change: Change::Added });
    }
    rows
}

fn members(json: Option<&Json>) -> Vec<(String, Value<'_>)> {
    let members = json.map(Json::root).into_iter().flat_map(Value::members);
    members.map(|(name, value)| (name.text().into_owned(), value)).collect()
}

fn difference(one: Value<'_>, other: Value<'_>, is_time: bool) -> Change {
    if one.raw() == other.raw() {
        return Change::Same;
    }
    if one.kind() != other.kind() {
        return Change::Type(one.kind(), other.kind());
    }
    if is_same(one, other) {
        return Change::Spelling;
    }
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) if is_time => Change::Time(other.saturating_sub(one)),
        _ => Change::Changed,
    }
}

/// Whether two values mean the same. Walks without recursing, and gives up on objects with a name twice.
fn is_same(one: Value<'_>, other: Value<'_>) -> bool {
    let mut open = vec![(one, other)];
    while let Some((one, other)) = open.pop() {
        if one.kind() != other.kind() {
            return false;
        }
        let equal = match one.kind() {
            Kind::Null => true,
            Kind::Bool => one.as_bool() == other.as_bool(),
            Kind::String => {
                let lone = one.flags().lone_surrogate || other.flags().lone_surrogate;
                if lone { one.raw() == other.raw() } else { one.as_str() == other.as_str() }
            }
            Kind::Number => same_number(one, other),
            Kind::Array => {
                let (ours, theirs): (Vec<_>, Vec<_>) = (one.elements().collect(), other.elements().collect());
                let fits = ours.len() == theirs.len();
                open.extend(ours.into_iter().zip(theirs));
                fits
            }
            Kind::Object => match by_name(one).zip(by_name(other)) {
                Some((ours, theirs)) => {
                    let names = |members: &[(String, Value<'_>)]| -> Vec<String> {
                        members.iter().map(|(name, _)| name.clone()).collect()
                    };
                    let fits = names(&ours) == names(&theirs);
                    open.extend(ours.into_iter().zip(theirs).map(|((_, one), (_, other))| (one, other)));
                    fits
                }
                None => one.raw() == other.raw(),
            },
        };
        if !equal {
            return false;
        }
    }
    true
}

/// The members sorted by name; `None` where one stands there twice.
fn by_name(object: Value<'_>) -> Option<Vec<(String, Value<'_>)>> {
    let mut members: Vec<(String, Value<'_>)> =
        object.members().map(|(name, value)| (name.text().into_owned(), value)).collect();
    members.sort_by(|(one, _), (other, _)| one.cmp(other));
    let is_single = members.windows(2).all(|pair| match pair {
        [(one, _), (other, _)] => one.cmp(other) == Ordering::Less,
        _ => true,
    });
    is_single.then_some(members)
}

/// Exactly, where both are integers; else as floats, unless one of them is none exactly.
fn same_number(one: Value<'_>, other: Value<'_>) -> bool {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => one == other,
        _ if one.flags().inexact || other.flags().inexact => one.raw() == other.raw(),
        _ => one.as_f64() == other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::encoding::json;
    use crate::inspect::report::Policy;
    use crate::jose::key::{Key, Material};
    use crate::jose::secret::SecretBytes;

    fn changes(first: &str, second: &str) -> Vec<(String, Change)> {
        let read = |text: &str| json::parse(Arc::from(text)).json.unwrap();
        let rows = rows(Some(&read(first)), Some(&read(second)), &TIMES);
        rows.into_iter().map(|row| (row.name, row.change)).collect()
    }

    #[test]
    fn how_values_differ() {
        let cases = [
            ("1", "1", Change::Same),
            ("1", "1.0", Change::Spelling),
            ("1", "2", Change::Changed),
            ("1e2", "100", Change::Spelling),
            ("12345678901234567890123", "12345678901234567890124", Change::Changed),
            ("9007199254740993", "9007199254740992", Change::Changed),
            ("\"a\"", "\"\\u0061\"", Change::Spelling),
            ("\"a\"", "\"b\"", Change::Changed),
            ("\"\\ud800\"", "\"\\ud801\"", Change::Changed),
            ("\"1\"", "1", Change::Type(Kind::String, Kind::Number)),
            ("[1,2]", "[1, 2]", Change::Spelling),
            ("[1,2]", "[2,1]", Change::Changed),
            ("[1]", "[1,1]", Change::Changed),
            (r#"{"a":1,"b":[{}]}"#, r#"{ "b":[{ }],"a":1.0 }"#, Change::Spelling),
            (r#"{"a":1}"#, r#"{"b":1}"#, Change::Changed),
            (r#"{"a":1,"a":1}"#, r#"{"a":1, "a":1}"#, Change::Changed),
            ("null", "false", Change::Type(Kind::Null, Kind::Bool)),
            ("true", "false", Change::Changed),
        ];
        for (one, other, want) in cases {
            let changes = changes(&format!(r#"{{"x":{one}}}"#), &format!(r#"{{"x":{other}}}"#));
            assert_eq!(changes, [("x".to_owned(), want)], "{one} {other}");
        }
    }

    #[test]
    fn members_of_both_sides() {
        let told = changes(
            r#"{"iss":"a","exp":100,"iat":5,"gone":1,"twice":1,"twice":2}"#,
            r#"{"new":1,"exp":160,"iss":"a","iat":"5","twice":1}"#,
        );
        let want = [
            ("iss", Change::Same),
            ("exp", Change::Time(60)),
            ("iat", Change::Type(Kind::Number, Kind::String)),
            ("gone", Change::Removed),
            ("twice", Change::Same),
            ("twice", Change::Removed),
            ("new", Change::Added),
        ];
        assert_eq!(told, want.map(|(name, change)| (name.to_owned(), change)));
        let twice = changes(r#"{"a":1,"a":2}"#, r#"{"a":1,"a":3}"#);
        assert_eq!(twice, [("a".to_owned(), Change::Same), ("a".to_owned(), Change::Changed)]);
        assert!(rows(None, None, &[]).is_empty());
    }

    #[test]
    fn deep_values_cost_no_stack() {
        let deep = |inner: &str| format!("{{\"x\":{}{inner}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(changes(&deep("1"), &deep(" 1"))[0].1, Change::Spelling);
        assert_eq!(changes(&deep("1"), &deep("2"))[0].1, Change::Changed);
    }

    #[test]
    fn tokens_inside_are_compared_too() {
        let key = Key::new("k", Material::Secret(SecretBytes::new(vec![7; 64])));
        let signed = |content: &str| {
            let header = crate::jose::header::Members::read("{\"cty\":\"JWT\"}").unwrap();
            crate::craft::sign::sign(&crate::craft::sign::Order {
                content: content.as_bytes(),
                signers: &[crate::craft::sign::Signer::Key { key: &key, algorithm: None }],
                form: crate::craft::sign::Form::Compact,
                header: Some(&header),
                unprotected: None,
                detached: false,
                unencoded: false,
            })
            .unwrap()
        };
        let report = |text: &str| {
            let keys = std::slice::from_ref(&key);
            crate::inspect::report(&Arc::from(text), keys, 0, &Policy::default()).tokens[0].clone()
        };
        let plain = report(&signed(r#"{"sub":"a"}"#));
        let (one, other) = (signed(r#"{"sub":"a"}"#), signed(r#"{"sub":"b","exp":5}"#));
        let nested = [report(&signed(&one)), report(&signed(&other))];
        let compared = compare(&nested[0], &nested[1]);
        let Inside::Both(inner) = compared.inside else { panic!("{:?}", compared.inside) };
        let changes: Vec<_> = inner.claims.iter().map(|row| (row.name.as_str(), row.change)).collect();
        assert_eq!(changes, [("sub", Change::Changed), ("exp", Change::Added)]);
        assert_eq!((inner.inside, compared.claims.len()), (Inside::Neither, 0));
        assert_eq!(compare(&nested[0], &plain).inside, Inside::First);
        assert_eq!(compare(&plain, &nested[0]).inside, Inside::Second);
    }

    #[test]
    fn keys_and_signatures() {
        let secret =
            |name: &str, byte: u8| Key::new(name, Material::Secret(SecretBytes::new(vec![byte; 64])));
        let keys = [secret("a", 1), secret("b", 2)];
        let token = |key: &Key, now| {
            let mut signed = crate::craft::template::Template::AccessToken.sign(key, now, |_| true).unwrap();
            signed.remove(0).token
        };
        let report = |text: &str| {
            crate::inspect::report(&Arc::from(text), &keys, 1_795_212_000, &Policy::default()).tokens[0]
                .clone()
        };
        let (one, other) = (report(&token(&keys[0], 1_795_212_000)), report(&token(&keys[1], 1_795_211_990)));
        let compared = compare(&one, &other);
        assert_eq!(compared.key, SameKey::No("a".into(), "b".into()));
        assert_eq!((compared.same_content, compared.holds), (false, [true, true]));
        let exp = compared.claims.iter().find(|row| row.name == "exp").unwrap();
        assert_eq!(exp.change, Change::Time(-10));
        assert!(compared.header.iter().all(|row| row.change == Change::Same));
        let same = compare(&one, &one);
        assert_eq!((same.key, same.same_content), (SameKey::Yes("a".into()), true));
        let broken = report(&token(&keys[0], 1_795_212_000).replace("eyJhbGci", "eyJiYmdi"));
        assert_eq!(compare(&one, &broken).key, SameKey::Unknown);
    }
}
