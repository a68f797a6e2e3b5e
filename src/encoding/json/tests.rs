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

#[test]
fn lines_and_columns_count_from_one_and_in_characters() {
    let cases = [
        ("]", 1, 1),
        ("[\n  1,\n  é é]", 3, 3),
        ("[\"é😀\" x]", 1, 7),
        ("[\r\n]\r\n x", 3, 2),
        ("\u{feff}]", 1, 1),
        ("\u{feff}[\n\"\u{feff}\" x", 2, 5),
        ("[1,\n", 2, 1),
        ("", 1, 1),
    ];
    for (text, line, column) in cases {
        let found = error(text);
        assert_eq!((found.line, found.column), (line, column), "{text:?}");
    }
    assert_eq!(error("[1,\n x]").to_string(), "unknown literal \"x\" at line 2, column 2");
}

#[test]
fn a_byte_order_mark_is_skipped_and_told() {
    let json = json("\u{feff} {\"a\":1}");
    assert!(json.has_bom());
    assert_eq!((json.root().span(), json.whitespace()), (Span::new(4, 11), 1));
    assert_eq!(json.root().member("a").unwrap().as_i64(), Some(1));
}

#[test]
fn strings_say_what_their_escapes_mean() {
    let flags = |marks: &str| Flags {
        escaped: marks.contains('e'),
        non_ascii: marks.contains('n'),
        lone_surrogate: marks.contains('s'),
        control: marks.contains('c'),
        ..Flags::default()
    };
    let cases = [
        (r#""""#, "", ""),
        (r#""plain""#, "plain", ""),
        (r#""é""#, "é", "n"),
        (r#""0123456789é""#, "0123456789é", "n"),
        (r#""é\u0065""#, "ée", "ne"),
        (r#""\u0065é""#, "eé", "ne"),
        (r#""\"\\\/""#, "\"\\/", "e"),
        (r#""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t", "ec"),
        (r#""\u0000""#, "\0", "ec"),
        (r#""\u007f""#, "\u{7f}", "ec"),
        (r#""\u0085""#, "\u{85}", "ec"),
        (r#""\u00a0""#, "\u{a0}", "e"),
        (r#""\u00E9\u00e9""#, "éé", "e"),
        (r#""\uD83D\uDE00""#, "😀", "e"),
        (r#""\ud83d\ude00x""#, "😀x", "e"),
        (r#""\ud83d""#, "\u{fffd}", "es"),
        (r#""\ude00""#, "\u{fffd}", "es"),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}", "es"),
        (r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}", "es"),
        (r#""\ud83d\n""#, "\u{fffd}\n", "esc"),
        (r#""\ud83d\u0041""#, "\u{fffd}A", "es"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀", "es"),
        (r#""\\ud83d""#, r"\ud83d", "e"),
        ("\"\u{7f}\u{85}\"", "\u{7f}\u{85}", "n"),
    ];
    for (text, meaning, marks) in cases {
        let json = json(text);
        assert_eq!(json.root().as_str().unwrap(), meaning, "{text}");
        assert_eq!(json.root().flags(), flags(marks), "{text}");
        let member = self::json(&format!("{{{text}:0}}"));
        let (name, _) = member.root().members().next().unwrap();
        assert_eq!((name.text().as_ref(), name.flags()), (meaning, flags(marks)), "{text}");
        assert!(member.root().member(meaning).is_some(), "{text}");
    }
}

#[test]
fn the_end_of_a_string_is_found_at_every_offset() {
    for len in 0..40 {
        let plain = "x".repeat(len);
        for (inside, bits) in
            [("", (false, false)), ("é", (false, true)), ("\\\"", (true, false)), ("\\\\", (true, false))]
        {
            let json = json(&format!("[\"{plain}{inside}\",\"{inside}{plain}\"]"));
            for value in json.root().elements() {
                assert_eq!(value.raw().len(), len + inside.len() + 2, "{len} {inside}");
                assert_eq!((value.flags().escaped, value.flags().non_ascii), bits, "{len} {inside}");
            }
        }
        let neighbours = json(&format!("[\"{plain}\",\"é\"]"));
        assert!(!neighbours.root().elements().next().unwrap().flags().non_ascii, "{len}");
        for control in ['\0', '\n', '\u{1f}'] {
            let found = error(&format!("\"{plain}{control}\""));
            assert_eq!((found.at, found.kind), (len + 1, ControlInString(control)));
        }
        assert_eq!(error(&format!("\"{plain}")).kind, UnexpectedEnd);
        // Neighbours of the three in value, and the bytes that borrow from them.
        assert_eq!(json(&format!("\"{plain} !#[]\u{7f}\u{80}\"")).root().raw().len(), len + 10);
    }
}

#[test]
fn inexact_numbers_are_those_that_a_float_changes() {
    let exact = [
        "0",
        "-0",
        "0.0",
        "-0.0e5",
        "0e999999999999999999999",
        "1",
        "0.1",
        "1.5",
        "1e3",
        "1E+3",
        "1e-7",
        "100000000000000000000",
        "1e22",
        "9007199254740992",
        "9007199254740991",
        "9007199254740994",
        "-9007199254740992",
        "1.7976931348623157e308",
        "5e-324",
        "2.2250738585072014e-308",
        "0.30000000000000004",
        "123456789012345",
        "1234567890123456",
        "1.50000000000000000000000000000000",
        "0.000000000000000000000000000000000000000001",
        "1700000000.123456",
        "10e307",
        "0.1e1",
        "100e-2",
        "1e0000000000000000000001",
    ];
    let inexact = [
        "9007199254740993",
        "12345678901234567890",
        "0.1234567890123456789",
        "1e400",
        "-1e400",
        "1e-400",
        "1e309",
        "1.7976931348623159e308",
        "4.9e-324",
        "18446744073709551615",
        "9223372036854775807",
        "-9007199254740993",
        "0.10000000000000001",
        "123456789.123456789123",
        "1e99999999999999999999999",
        "1e-99999999999999999999999",
        "1.00000000000000000000000000000001",
    ];
    for (numbers, expected) in [(&exact[..], false), (&inexact[..], true)] {
        for number in numbers {
            assert_eq!(json(number).root().flags().inexact, expected, "{number}");
        }
    }
    assert!(json(&format!("[{}]", "1".repeat(100_000))).root().elements().all(|value| value.flags().inexact));
    for (number, fraction) in [("1", false), ("1.0", true), ("1e3", true), ("-7", false)] {
        assert_eq!(json(number).root().flags(), Flags { fraction, ..Flags::default() }, "{number}");
    }
}

#[test]
fn depth_costs_neither_stack_nor_time() {
    const DEEP: usize = 100_000;
    // A thread's stack is far too small for any recursion here.
    let run = || {
        let arrays = json(&format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)));
        assert_eq!((arrays.depth(), arrays.len(), arrays.values().count()), (DEEP, DEEP, DEEP));
        assert_eq!(arrays.root().elements().next().unwrap().raw().len(), 2 * DEEP - 2);
        let objects = json(&format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP)));
        assert_eq!((objects.depth(), duplicates(&objects).len()), (DEEP, 0));
        let mut value = objects.root();
        while let Some(inner) = value.member("a") {
            value = inner;
        }
        assert_eq!((value.as_i64(), value.index()), (Some(1), 2 * DEEP));
        let open = error(&"[".repeat(DEEP));
        assert_eq!((open.at, open.kind), (DEEP, UnexpectedEnd));
        assert_eq!(error(&format!("{}}}", "[".repeat(DEEP))).kind, Unexpected('}'));
    };
    std::thread::Builder::new().stack_size(64 << 10).spawn(run).unwrap().join().unwrap();
}

#[test]
fn too_long_a_text_is_refused_unread() {
    let found = error(&" ".repeat(crate::encoding::MAX_TEXT + 1));
    assert_eq!(found.kind, TooLong);
}

#[test]
fn duplicates_are_told_per_object() {
    let cases: [(&str, &[Expected<'_>]); 11] = [
        ("{}", &[]),
        ("[1,1]", &[]),
        (r#"{"a":1,"A":2,"a ":3}"#, &[]),
        (r#"[{"a":1},{"a":1}]"#, &[]),
        (r#"{"a":{"a":{"a":1}}}"#, &[]),
        (r#"{"a":1,"b":2,"a":[3]}"#, &[(0, "a", &["1", "[3]"])]),
        (r#"{"a":1,"\u0061":2}"#, &[(0, "a", &["1", "2"])]),
        (r#"{"\u0062":1,"\u0061":2}"#, &[]),
        (r#"{"":1,"":2,"":3}"#, &[(0, "", &["1", "2", "3"])]),
        (r#"{"b":1,"a":1,"a":2,"b":2}"#, &[(0, "b", &["1", "2"]), (0, "a", &["1", "2"])]),
        (
            r#"{"x":{"b":1,"b":2},"c":[{"d":0,"d":1}],"c":3}"#,
            &[(0, "c", &[r#"[{"d":0,"d":1}]"#, "3"]), (2, "b", &["1", "2"]), (9, "d", &["0", "1"])],
        ),
    ];
    for (text, expected) in cases {
        check_duplicates(text, expected);
    }
    // The same in objects that are too large for a quick look.
    for members in [15, 16, 17, 40] {
        let filler: String = (0..members).fold(String::new(), |text, i| format!("{text},\"m{i}\":{i}"));
        check_duplicates(&format!("{{\"z\":0{filler}}}"), &[]);
        check_duplicates(&format!("{{\"a\":0{filler},\"a\":1}}"), &[(0, "a", &["0", "1"])]);
        check_duplicates(&format!("{{\"a\":0{filler},\"\\u0061\":1}}"), &[(0, "a", &["0", "1"])]);
        check_duplicates(
            &format!("{{\"m3\":\"x\"{filler},\"m0\":1}}"),
            &[(0, "m3", &["\"x\"", "3"]), (0, "m0", &["0", "1"])],
        );
    }
    let many = (0..100_000).fold(String::from("{\"m7\":0"), |text, i| text + &format!(",\"m{i}\":{i}")) + "}";
    check_duplicates(&many, &[(0, "m7", &["0", "7"])]);
    let same = format!("{{\"a\":0{}}}", ",\"a\":1".repeat(100_000));
    assert_eq!(duplicates(&json(&same))[0].values.len(), 100_001);
}

/// The object's index, the name, the values.
type Expected<'a> = (usize, &'a str, &'a [&'a str]);

fn check_duplicates(text: &str, expected: &[Expected<'_>]) {
    let found = duplicates(&json(text));
    let found: Vec<(usize, &str, Vec<&str>)> = found
        .iter()
        .map(|d| (d.object, d.name.as_str(), d.values.iter().map(|v| v.of(text)).collect()))
        .collect();
    let expected: Vec<_> =
        expected.iter().map(|(object, name, values)| (*object, *name, values.to_vec())).collect();
    assert_eq!(found, expected, "{text:.200}");
}

#[test]
fn hidden_characters_are_written_as_escapes() {
    let cases = [
        ("", ""),
        ("plain \"\\ é 한국 😀", "plain \"\\ é 한국 😀"),
        ("\u{7f}\u{80}\u{9f}\u{a0}", "\\u007f\\u0080\\u009f\u{a0}"),
        ("a\u{202e}b\u{2066}c\u{2069}", "a\\u202eb\\u2066c\\u2069"),
        ("\u{61c}\u{200e}\u{200f}\u{202a}", "\\u061c\\u200e\\u200f\\u202a"),
        ("\u{200b}\u{200c}\u{200d}\u{2060}", "\\u200b\\u200c\\u200d\\u2060"),
        ("\u{2027}\u{2028}\u{2029}\u{202f}", "\u{2027}\\u2028\\u2029\u{202f}"),
        ("x\u{feff}", "x\\ufeff"),
        ("\u{e0041}\u{e01ef}", "\\udb40\\udc41\\udb40\\uddef"),
        ("❤\u{fe0f}\u{fe00}", "❤\u{fe0f}\\ufe00"),
        ("\u{3164}\u{115f}\u{ffa0}\u{ad}\u{34f}", "\\u3164\\u115f\\uffa0\\u00ad\\u034f"),
    ];
    for (text, expected) in cases {
        // At every offset within and across the chunks that are looked at as a whole.
        for before in 0..70 {
            let fill = "x".repeat(before);
            let mut safe = String::new();
            write_safe(&format!("{fill}{text}{fill}"), &mut safe);
            assert_eq!(safe, format!("{fill}{expected}{fill}"), "{before}");
            let mut quoted = String::new();
            quote(&format!("{fill}{text}"), &mut quoted);
            let expected = expected.replace("\"\\ é", "\\\"\\\\ é");
            assert_eq!(quoted, format!("\"{fill}{expected}\""), "{before}");
        }
    }
    let mut out = String::from("kept ");
    write_safe("\u{feff}{\n\t\"a\" :\r\n1}", &mut out);
    assert_eq!(out, "kept {\n\t\"a\" :\r\n1}");
    out.clear();
    quote("\0\u{8}\u{c}\n\r\t\u{1b}/", &mut out);
    assert_eq!(out, r#""\u0000\u0008\u000c\n\r\t\u001b/""#);
}

#[test]
fn debug_tells_no_text() {
    let json = json(r#"{"k":"secret"}"#);
    assert_eq!(format!("{json:?} {:?}", json.root()), "Json(14 bytes, 3 nodes) Object at 0..14");
}
