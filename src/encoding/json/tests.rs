//! Cases for reading, walking, comparing and writing.

use super::*;
use JsonErrorKind::*;

fn json(text: &str) -> Json {
    let parsed = parse(text.into());
    assert_eq!(parsed.error, None, "{text}");
    parsed.json.unwrap()
}

fn error(text: &str) -> JsonError {
    let parsed = parse(text.into());
    parsed.error.unwrap_or_else(|| panic!("accepted: {text}"))
}

#[test]
fn walks_in_document_order() {
    let json = json(" {\"a\" : [1, {\"b\":null}, []], \"a\":\"x\\u00e9\", \"c\":{}} \n");
    let root = json.root();
    assert_eq!(root.kind(), Kind::Object);
    assert_eq!((json.depth(), json.len(), json.whitespace(), json.has_bom()), (3, 12, 9, false));
    let names: Vec<_> = root.members().map(|(name, value)| (name.raw(), value.raw())).collect();
    assert_eq!(names, [("\"a\"", "[1, {\"b\":null}, []]"), ("\"a\"", "\"x\\u00e9\""), ("\"c\"", "{}")]);
    let array = root.member("a").unwrap();
    assert_eq!(array.elements().map(Value::raw).collect::<Vec<_>>(), ["1", "{\"b\":null}", "[]"]);
    assert_eq!(array.name().unwrap().text(), "a");
    assert!(array.elements().all(|element| element.name().is_none()));
    assert!(array.members().next().is_none() && root.elements().next().is_none());
    assert_eq!(array.elements().nth(1).unwrap().member("b").unwrap().kind(), Kind::Null);
    let kinds: Vec<_> = json.values().map(Value::kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Object,
            Kind::Array,
            Kind::Number,
            Kind::Object,
            Kind::Null,
            Kind::Array,
            Kind::String,
            Kind::Object
        ]
    );
    assert!(json.values().all(|value| json.node(value.index()).unwrap().span() == value.span()));
    assert_eq!((root.index(), root.end_index()), (0, json.len()));
    assert_eq!(array.end_index(), 8);
    assert!(json.node(1).is_none() && json.node(12).is_none());
}

#[test]
fn scalars() {
    assert_eq!(json("true").root().as_bool(), Some(true));
    assert_eq!(json("false").root().as_bool(), Some(false));
    assert!(json("null").root().is_null());
    assert_eq!(json("-12").root().as_i64(), Some(-12));
    assert_eq!(json("1.0").root().as_i64(), None);
    assert_eq!(json("1e3").root().as_i64(), None);
    assert_eq!(json("9223372036854775808").root().as_i64(), None);
    assert_eq!(json("1e3").root().as_f64(), Some(1000.0));
    assert_eq!(json("1e400").root().as_f64(), Some(f64::INFINITY));
    assert_eq!(json("\"1\"").root().as_f64(), None);
    assert_eq!(json("\"\"").root().as_str().as_deref(), Some(""));
    for (text, empty) in
        [("\"\"", true), ("[]", true), ("{}", true), ("[ ]", true), ("0", false), ("[0]", false)]
    {
        assert_eq!(json(text).root().is_empty(), empty, "{text}");
    }
}

#[test]
fn faults_of_structure() {
    check_faults(vec![
        ("", 0, Empty),
        (" \n ", 3, Empty),
        ("\u{feff}", 3, Empty),
        ("{", 1, UnexpectedEnd),
        ("[1,", 3, UnexpectedEnd),
        ("[1", 2, UnexpectedEnd),
        ("{\"a\"", 4, UnexpectedEnd),
        ("{\"a\":", 5, UnexpectedEnd),
        ("\"abc", 4, UnexpectedEnd),
        ("\"abc\\", 5, UnexpectedEnd),
        ("\"\\u00", 5, UnexpectedEnd),
        ("tru", 3, UnexpectedEnd),
        ("[nul", 4, UnexpectedEnd),
        ("-", 1, UnexpectedEnd),
        ("1.", 2, UnexpectedEnd),
        ("1e", 2, UnexpectedEnd),
        ("1e+", 3, UnexpectedEnd),
        ("]", 0, Unexpected(']')),
        ("[}", 1, Unexpected('}')),
        ("[1}", 2, Unexpected('}')),
        ("{\"a\":1]", 6, Unexpected(']')),
        ("{]", 1, Unexpected(']')),
        ("[,1]", 1, Unexpected(',')),
        ("[1,,2]", 3, Unexpected(',')),
        ("{,}", 1, Unexpected(',')),
        ("{\"a\":,}", 5, Unexpected(',')),
        ("{\"a\":}", 5, Unexpected('}')),
        ("[1:2]", 2, Unexpected(':')),
        ("[\u{a0}1]", 1, Unexpected('\u{a0}')),
        ("\u{feff}\u{feff}1", 3, Unexpected('\u{feff}')),
        ("[1]\u{feff}", 3, TrailingData),
        ("[“a”]", 1, Unexpected('“')),
        ("[\0]", 1, Unexpected('\0')),
        ("/1", 0, Unexpected('/')),
        ("[1, 2 , ]", 6, TrailingComma),
        ("{\"a\":1,\n}", 6, TrailingComma),
        ("[1 2]", 3, MissingComma),
        ("[\"a\" \"b\"]", 5, MissingComma),
        ("{\"a\":1 \"b\":2}", 7, MissingComma),
        ("[{}{}]", 3, MissingComma),
        ("[1 null]", 3, MissingComma),
        ("{\"a\" 1}", 5, MissingColon),
        ("{\"a\"}", 4, MissingColon),
        ("{\"a\"=1}", 4, MissingColon),
        ("// x\n1", 0, Comment),
        ("[1, /* x */ 2]", 4, Comment),
        ("{\"a\":1 // x\n}", 7, Comment),
        ("{ // x\n}", 2, Comment),
        ("{\"a\" /**/ :1}", 5, Comment),
        ("{'a':1}", 1, SingleQuotes),
        ("['a']", 1, SingleQuotes),
        ("'a'", 0, SingleQuotes),
    ]);
}

#[test]
fn faults_of_scalars_and_names() {
    check_faults(vec![
        ("NaN", 0, Literal("NaN".into())),
        ("[Infinity]", 1, Literal("Infinity".into())),
        ("[-Infinity]", 1, Literal("-Infinity".into())),
        ("[-NaN]", 1, Literal("-NaN".into())),
        ("{\"a\":None}", 5, Literal("None".into())),
        ("{\"a\":True}", 5, Literal("True".into())),
        ("{\"a\":undefined}", 5, Literal("undefined".into())),
        ("nulll", 0, Literal("nulll".into())),
        ("[trueish]", 1, Literal("trueish".into())),
        ("NULL", 0, Literal("NULL".into())),
        ("[tru]", 1, Literal("tru".into())),
        ("01", 0, BadNumber),
        ("-01", 0, BadNumber),
        ("[1.]", 1, BadNumber),
        ("[1.e5]", 1, BadNumber),
        ("[.5]", 1, BadNumber),
        ("[+1]", 1, BadNumber),
        ("[-]", 1, BadNumber),
        ("[1e]", 1, BadNumber),
        ("0x1F", 0, BadNumber),
        ("1_000", 0, BadNumber),
        ("1.2.3", 0, BadNumber),
        ("2024-01-01", 0, BadNumber),
        ("\"a\nb\"", 2, ControlInString('\n')),
        ("\"a\0\"", 2, ControlInString('\0')),
        ("\"\\n\t\"", 3, ControlInString('\t')),
        ("\"0123456789\u{1f}\"", 11, ControlInString('\u{1f}')),
        ("\"\\x41\"", 1, BadEscape),
        ("\"é\\u12g4\"", 3, BadEscape),
        ("\"\\u12\"", 1, BadEscape),
        ("\"\\'\"", 1, BadEscape),
        ("\"\\U0041\"", 1, BadEscape),
        ("{a:1}", 1, UnquotedName),
        ("{\"a\":1, $b:1}", 8, UnquotedName),
        ("{1:2}", 1, UnquotedName),
        ("{é:2}", 1, UnquotedName),
    ]);
}

#[test]
fn what_follows_the_value() {
    check_faults(vec![
        ("1 2", 2, TrailingData),
        ("{} x", 3, TrailingData),
        ("{}}", 2, TrailingData),
        ("null,", 4, TrailingData),
        ("\"a\"\"b\"", 3, TrailingData),
    ]);
}

fn check_faults(cases: Vec<(&str, usize, JsonErrorKind)>) {
    for (text, at, kind) in cases {
        let found = error(text);
        assert_eq!((found.at, found.kind), (at, kind), "{text:?}");
        let whole = parse(text.into()).json;
        assert_eq!(whole.is_some(), error(text).kind == TrailingData, "{text:?}");
    }
}
