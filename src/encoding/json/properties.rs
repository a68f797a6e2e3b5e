//! What holds for any text: nothing panics, nothing is lost, and `serde_json` agrees on what is JSON.

use proptest::{collection::vec, prelude::*};
use serde::de::IgnoredAny;
use serde_json::Value as Plain;

use super::*;

/// `serde_json` knows no byte order mark; all else is the same.
fn judge_agrees(text: &str) {
    let parsed = parse(text.into());
    let judged = serde_json::from_str::<IgnoredAny>(text.trim_start_matches_once('\u{feff}'));
    assert_eq!(parsed.error.is_none(), judged.is_ok(), "{text:?}: {:?} / {judged:?}", parsed.error);
    if let Some(error) = &parsed.error {
        assert!(text.is_char_boundary(error.at) && error.line > 0 && error.column > 0, "{text:?}");
    }
    let trailing = matches!(&parsed.error, Some(JsonError { kind: JsonErrorKind::TrailingData, .. }));
    assert_eq!(parsed.json.is_some(), parsed.error.is_none() || trailing);
    if let Some(json) = parsed.json {
        walks(&json);
    }
}

trait TrimOnce {
    fn trim_start_matches_once(&self, c: char) -> &str;
}

impl TrimOnce for str {
    fn trim_start_matches_once(&self, c: char) -> &str {
        self.strip_prefix(c).unwrap_or(self)
    }
}

/// Every accessor on every value; all bytes are accounted for.
fn walks(json: &Json) {
    let root = json.root();
    let mut compact = String::new();
    write_compact(root, &mut compact);
    let bom = if json.has_bom() { 3 } else { 0 };
    let after = json.source().len() - root.span().range().end;
    assert!(compact.len() + json.whitespace() + bom <= json.source().len());
    assert!(compact.len() + json.whitespace() + bom + after >= json.source().len());
    let again = parse(compact.as_str().into()).json.unwrap();
    assert_eq!((again.whitespace(), again.len(), again.depth()), (0, json.len(), json.depth()));

    assert_eq!(root.end_index(), json.len());
    let mut names = 0;
    for value in json.values() {
        let span = value.span();
        assert!(!span.is_empty() && value.index() < value.end_index());
        assert_eq!(json.source().get(span.range()), Some(value.raw()));
        let flags = value.flags();
        assert_eq!(value.as_str().is_some(), value.kind() == Kind::String);
        assert_eq!(value.as_f64().is_some(), value.kind() == Kind::Number);
        assert!(value.as_i64().is_none() || !flags.fraction);
        if value.kind() == Kind::String && !flags.lone_surrogate {
            assert_eq!(value.as_str().unwrap(), serde_json::from_str::<String>(value.raw()).unwrap());
        }
        let held: Vec<_> = value.members().map(|(_, value)| value).chain(value.elements()).collect();
        assert_eq!(held.last().map_or(value.end_index(), |last| last.end_index()), value.end_index());
        assert!(held.iter().all(|inner| span.start < inner.span().start && inner.span().end < span.end));
        for (name, inner) in value.members() {
            names += 1;
            assert_eq!(inner.name().map(Name::span), Some(name.span()));
            assert!(value.member(&name.text()).is_some());
        }
    }
    assert_eq!(json.values().count() + names, json.len());
    let counted: usize = duplicates(json).iter().map(|duplicate| duplicate.values.len() - 1).sum();
    let distinct = |value: Value<'_>| {
        value.members().map(|(n, _)| n.text()).collect::<std::collections::HashSet<_>>().len()
    };
    assert_eq!(counted, names - json.values().map(distinct).sum::<usize>());
}

fn write_compact(value: Value<'_>, out: &mut String) {
    match value.kind() {
        Kind::Array | Kind::Object => {
            let (open, close) = if value.kind() == Kind::Array { ('[', ']') } else { ('{', '}') };
            out.push(open);
            for (i, inner) in value.elements().chain(value.members().map(|(_, value)| value)).enumerate() {
                if i > 0 {
                    out.push(',');
                }
                if let Some(name) = inner.name() {
                    out.push_str(name.raw());
                    out.push(':');
                }
                write_compact(inner, out);
            }
            out.push(close);
        }
        _ => out.push_str(value.raw()),
    }
}

/// The same value as `serde_json` reads, where both can.
fn same(ours: Value<'_>, plain: &Plain) -> bool {
    match plain {
        Plain::Null => ours.is_null(),
        Plain::Bool(value) => ours.as_bool() == Some(*value),
        Plain::Number(value) => {
            ours.kind() == Kind::Number && value.as_i64().is_none_or(|value| ours.as_i64() == Some(value))
        }
        Plain::String(value) => ours.as_str().as_deref() == Some(value),
        Plain::Array(values) => {
            ours.elements().count() == values.len() && ours.elements().zip(values).all(|(a, b)| same(a, b))
        }
        Plain::Object(values) => {
            ours.members().count() == values.len()
                && values.iter().all(|(name, b)| ours.member(name).is_some_and(|a| same(a, b)))
        }
    }
}

fn plain() -> impl Strategy<Value = Plain> {
    let leaf = prop_oneof![
        Just(Plain::Null),
        any::<bool>().prop_map(Plain::from),
        any::<i64>().prop_map(Plain::from),
        any::<f64>().prop_map(Plain::from),
        any::<String>().prop_map(Plain::from),
        "[a-c\\x00-\\x20\"\\\\\u{202e}]{0,12}".prop_map(Plain::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Plain::from),
            vec(("[a-d\u{e9}\"]{0,3}", inner), 0..20)
                .prop_map(|members| Plain::Object(members.into_iter().collect())),
        ]
    })
}

/// A change at a place given as a fraction of the text.
fn mutate(text: &mut String, change: &(f64, u8, char)) {
    let (place, what, c) = change;
    let mut at = (text.len() as f64 * place) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match what {
        0 => text.insert(at, *c),
        1 if at < text.len() => drop(text.remove(at)),
        2 => text.truncate(at),
        _ if at < text.len() => {
            text.remove(at);
            text.insert(at, *c);
        }
        _ => {}
    }
}

const TOKENS: &str = "(\\[|\\]|\\{|\\}|,|:|\"|\\\\|\\\\u|d83d|\\\\ude00|\"a\"|'|/|//|1|0|-|\\.|e|E|\\+|true|null|false|NaN|x| |\n|\t|\u{1}|é|\u{feff}){0,14}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_is_judged_alike(text in any::<String>()) {
        judge_agrees(&text);
    }

    #[test]
    fn any_tokens_are_judged_alike(text in TOKENS) {
        judge_agrees(&text);
    }
}

proptest! {
    #[test]
    fn mutated_json_is_judged_alike(
        value in plain(),
        pretty in any::<bool>(),
        changes in vec((0.0..1.0, 0..4_u8, prop_oneof![any::<char>(), proptest::char::range(' ', '}')]), 0..3),
    ) {
        let mut text = if pretty { format!("{value:#}") } else { value.to_string() };
        prop_assert!(same(parse(text.as_str().into()).json.unwrap().root(), &value));
        for change in &changes {
            mutate(&mut text, change);
        }
        judge_agrees(&text);
    }

    #[test]
    fn safe_text_is_the_same_json(value in plain()) {
        let text = value.to_string();
        let mut safe = String::new();
        write_safe(&text, &mut safe);
        prop_assert!(!safe.chars().any(is_hidden));
        prop_assert!(same(parse(safe.as_str().into()).json.unwrap().root(), &value));
    }

    #[test]
    fn quoted_text_reads_back(text in any::<String>()) {
        let mut quoted = String::new();
        quote(&text, &mut quoted);
        prop_assert!(!quoted.chars().any(is_hidden));
        prop_assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text.as_str());
        let json = parse(quoted.as_str().into()).json.unwrap();
        prop_assert_eq!(json.root().as_str().unwrap(), text.as_str());
        // Also of what is no JSON.
        write_safe(&text, &mut quoted);
    }

    #[test]
    fn floats_as_printed_are_exact(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
        for text in [format!("{value}"), format!("{value:e}")] {
            let json = parse(text.as_str().into()).json.unwrap();
            prop_assert_eq!(json.root().as_f64(), Some(value));
            prop_assert!(!json.root().flags().inexact, "{}", text);
        }
    }

    #[test]
    fn integers_are_exact_if_they_survive(value in any::<i64>()) {
        let json = parse(value.to_string().into()).json.unwrap();
        prop_assert_eq!(json.root().as_i64(), Some(value));
        let survives = format!("{}", value as f64) == value.to_string();
        prop_assert_eq!(json.root().flags().inexact, !survives);
    }
}
