//! What changes and, above all, what does not.

use proptest::prelude::*;

use super::time::{EXPIRED_SECS, TimeEdit, shift};
use super::*;

fn set(at: &[usize], value: &str) -> Edit {
    Edit::Set { at: Path::new(at.iter().copied()), value: value.to_owned() }
}

fn add(to: &[usize], position: usize, name: &str, value: &str) -> Edit {
    let to = Path::new(to.iter().copied());
    Edit::Add { to, position, name: name.to_owned(), value: value.to_owned() }
}

fn delete(at: &[usize]) -> Edit {
    Edit::Delete { at: Path::new(at.iter().copied()) }
}

fn rename(at: &[usize], name: &str) -> Edit {
    Edit::Rename { at: Path::new(at.iter().copied()), name: name.to_owned() }
}

fn to(at: &[usize], to: usize) -> Edit {
    Edit::Move { at: Path::new(at.iter().copied()), to }
}

#[test]
fn only_what_is_meant_changes() {
    let spread = "{ \"a\" : 1.50,\n  \"b\":[ 1 , 2],\t\"a\":null }\n";
    let cases = [
        (spread, set(&[0], " 2e3 "), "{ \"a\" : 2e3,\n  \"b\":[ 1 , 2],\t\"a\":null }\n"),
        (spread, set(&[2], "\"x\""), "{ \"a\" : 1.50,\n  \"b\":[ 1 , 2],\t\"a\":\"x\" }\n"),
        (spread, set(&[1, 1], "[]"), "{ \"a\" : 1.50,\n  \"b\":[ 1 , []],\t\"a\":null }\n"),
        (spread, delete(&[0]), "{ \"b\":[ 1 , 2],\t\"a\":null }\n"),
        (spread, delete(&[1]), "{ \"a\" : 1.50,\n  \"a\":null }\n"),
        (spread, delete(&[2]), "{ \"a\" : 1.50,\n  \"b\":[ 1 , 2] }\n"),
        (spread, delete(&[1, 0]), "{ \"a\" : 1.50,\n  \"b\":[ 2],\t\"a\":null }\n"),
        (spread, rename(&[2], "c\"d"), "{ \"a\" : 1.50,\n  \"b\":[ 1 , 2],\t\"c\\\"d\":null }\n"),
        (spread, to(&[0], 2), "{ \"b\":[ 1 , 2],\n  \"a\":null,\t\"a\" : 1.50 }\n"),
        (spread, to(&[2], 0), "{ \"a\":null,\n  \"a\" : 1.50,\t\"b\":[ 1 , 2] }\n"),
        (spread, to(&[1, 0], 1), "{ \"a\" : 1.50,\n  \"b\":[ 2 , 1],\t\"a\":null }\n"),
        (spread, to(&[1], 1), spread),
        (spread, add(&[1], 9, "", "3"), "{ \"a\" : 1.50,\n  \"b\":[ 1 , 2 , 3],\t\"a\":null }\n"),
        (spread, add(&[], 0, "z", "0"), "{ \"z\" : 0,\t\"a\" : 1.50,\n  \"b\":[ 1 , 2],\t\"a\":null }\n"),
        (r#"{"a":1,"b":2}"#, add(&[], 1, "z", "0"), r#"{"a":1,"z":0,"b":2}"#),
        (r#"{"a":1,"b":2}"#, add(&[], 2, "z", "0"), r#"{"a":1,"b":2,"z":0}"#),
        ("{\n  \"a\": 1\n}", add(&[], 1, "b", "2"), "{\n  \"a\": 1,\n  \"b\": 2\n}"),
        ("{\n  \"a\": 1\n}", delete(&[0]), "{\n  \n}"),
        ("{}", add(&[], 0, "a", "1"), r#"{"a":1}"#),
        ("{  }", add(&[], 7, "a", "1"), r#"{ "a":1 }"#),
        ("{\n  \n}", add(&[], 0, "a", "1"), "{\n  \"a\":1\n}"),
        ("{\r\n}", add(&[], 0, "a", "1"), "{\"a\":1\r\n}"),
        (" [] ", add(&[], 0, "a", "1"), " [1] "),
        ("\u{feff}{\"a\":1}", set(&[0], "2"), "\u{feff}{\"a\":2}"),
        ("[1]", set(&[], "{}"), "{}"),
        ("{\"\u{e9}\":\"\u{ac00}\",\"b\":1}", set(&[1], "2"), "{\"\u{e9}\":\"\u{ac00}\",\"b\":2}"),
    ];
    for (text, change, want) in cases {
        let edited = edit(text, &change).unwrap();
        assert_eq!(edited.text, want, "{text:?} {change:?}");
        assert!(json::parse(Arc::from(want)).error.is_none(), "{want:?}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let text = r#"{"a":1,"b":[1,{"c":2}],"d":"x"}"#;
    let cases = [
        (text, set(&[3], "1"), EditError::NoSuchPlace),
        (text, set(&[0, 0], "1"), EditError::NoSuchPlace),
        (text, set(&[2, 0], "1"), EditError::NoSuchPlace),
        (text, add(&[0], 0, "z", "1"), EditError::NoContainer),
        (text, add(&[9], 0, "z", "1"), EditError::NoSuchPlace),
        (text, delete(&[]), EditError::Root),
        (text, delete(&[7]), EditError::NoSuchPlace),
        (text, delete(&[0, 0]), EditError::NoSuchPlace),
        (text, rename(&[], "z"), EditError::Root),
        (text, rename(&[1, 0], "z"), EditError::NoMember),
        (text, rename(&[1, 9], "z"), EditError::NoSuchPlace),
        (text, to(&[], 0), EditError::Root),
        (text, to(&[0], 3), EditError::NoSuchPlace),
        (text, to(&[5], 0), EditError::NoSuchPlace),
    ];
    for (text, change, why) in cases {
        assert_eq!(edit(text, &change), Err(why), "{change:?}");
    }
    for text in ["", "{", "{\"a\":1} x", "{'a':1}", "{\"a\":01}"] {
        assert!(matches!(edit(text, &set(&[], "1")), Err(EditError::NotJson(_))), "{text:?}");
    }
    for value in ["", "1 2", "x", "'a'", "01", "\"", "{\"a\"}", "1,\"b\":2"] {
        assert!(matches!(edit(text, &set(&[0], value)), Err(EditError::Value(_))), "{value:?}");
        assert!(matches!(edit(text, &add(&[], 0, "n", value)), Err(EditError::Value(_))), "{value:?}");
    }
}

#[test]
fn members_by_name() {
    let text = r#"{ "exp" : 1, "a":2, "\u0065xp":3 }"#;
    assert_eq!(set_member(text, "exp", "7").unwrap().text, r#"{ "exp" : 7, "a":2, "\u0065xp":3 }"#);
    assert_eq!(set_member(text, "b", "7").unwrap().text, r#"{ "exp" : 1, "a":2, "\u0065xp":3, "b" : 7 }"#);
    assert_eq!(delete_member(text, "exp").unwrap().text, r#"{ "a":2 }"#);
    assert_eq!(delete_member(text, "none").unwrap().text, text);
    assert_eq!(set_member("[1]", "a", "1"), Err(EditError::NoContainer));
}

#[test]
fn every_member_of_that_name_is_deleted() {
    for (text, want) in [
        (r#"{"x":1}"#, "{}"),
        (r#"{ "x" : 1 , "x":2 }"#, "{  }"),
        (r#"{"x":1, "a":2,	"x":3,"x":4, "b":5}"#, r#"{"a":2,	"b":5}"#),
        (r#"{"a":2 ,"x":3, "x":4}"#, r#"{"a":2}"#),
        (r#"{"a":{"x":1},"x":[1] }"#, r#"{"a":{"x":1} }"#),
        ("[\"x\"]", "[\"x\"]"),
    ] {
        assert_eq!(delete_member(text, "x").unwrap().text, want, "{text}");
    }
    assert!(matches!(delete_member("{", "x"), Err(EditError::NotJson(_))));
}

/// Whoever sends a token chooses how many members it has.
#[test]
fn many_members_of_one_name_are_deleted_at_once() {
    let before = std::time::Instant::now();
    let many = format!("{{\"a\":1{}}}", ",\"x\":2".repeat(50_000));
    assert_eq!(delete_member(&many, "x").unwrap().text, r#"{"a":1}"#);
    assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
}

#[test]
fn time_buttons() {
    let claims = r#"{ "iat":1000, "nbf" : 1000.25,"exp":4600,"n":1.50 }"#;
    let now = 1_795_212_000;
    let cases = [
        (TimeEdit::Now, r#"{ "iat":1795212000, "nbf" : 1000.25,"exp":4600,"n":1.50 }"#),
        (TimeEdit::Expires(3600), r#"{ "iat":1000, "nbf" : 1000.25,"exp":1795215600,"n":1.50 }"#),
        (TimeEdit::Expire, r#"{ "iat":1000, "nbf" : 1000.25,"exp":1795211400,"n":1.50 }"#),
        (TimeEdit::Never, r#"{ "iat":1000, "nbf" : 1000.25,"n":1.50 }"#),
        (TimeEdit::ShiftToNow, r#"{ "iat":1795212000, "nbf" : 1795212000.25,"exp":1795215600,"n":1.50 }"#),
    ];
    for (button, want) in cases {
        assert_eq!(button.apply(claims, now).unwrap().text, want, "{button:?}");
    }
    assert_eq!(EXPIRED_SECS, 600);
    assert_eq!(TimeEdit::Expires(60).apply("{}", now).unwrap().text, r#"{"exp":1795212060}"#);
    assert_eq!(TimeEdit::Never.apply("{}", now).unwrap().text, "{}");
    let earlier = shift(claims, -500).unwrap().text;
    assert_eq!(earlier, r#"{ "iat":500, "nbf" : 500.25,"exp":4100,"n":1.50 }"#);
    let milliseconds = shift(r#"{"exp":1795212000000}"#, 60).unwrap();
    assert_eq!(milliseconds.text, r#"{"exp":1795212060000}"#);
    for claims in
        [r#"{"exp":"5"}"#, r#"{"iat":1e9}"#, r#"{"nbf":null}"#, r#"{"exp":1.5e3}"#, r#"{"exp":-1.5}"#]
    {
        assert!(matches!(shift(claims, 1), Err(EditError::NotATime(_))), "{claims}");
    }
    let without = TimeEdit::ShiftToNow.apply(r#"{"exp":5}"#, now).unwrap();
    assert_eq!(without.text, format!(r#"{{"exp":{}}}"#, now + 3_600));
    for (claims, name) in [
        (r#"{"iat":179e7,"exp":5}"#, "iat"),
        (r#"{"iat":1.79e9,"exp":5}"#, "iat"),
        (r#"{"nbf":"5","exp":5}"#, "nbf"),
        (r#"{"exp":5,"iat":null}"#, "iat"),
        (r#"{"iat":1000,"nbf":[]}"#, "nbf"),
        (r#"{"iat":9223372036854775808}"#, "iat"),
        // From there to now is further than a number goes.
        (r#"{"iat":-9223372036854775808,"exp":9223372036854775807}"#, "exp"),
    ] {
        let refused = TimeEdit::ShiftToNow.apply(claims, now);
        assert_eq!(refused.map(|edited| edited.text), Err(EditError::NotATime(name.to_owned())), "{claims}");
    }
    assert_eq!(shift(r#"{"iat":-9223372036854775808}"#, 1).unwrap().text, r#"{"iat":-9223372036854774808}"#);
    assert!(matches!(TimeEdit::Now.apply("{", now), Err(EditError::NotJson(_))));
}

/// White space, numbers and names in odd spellings.
fn documents() -> impl Strategy<Value = String> {
    let space = prop::sample::select(vec!["", " ", "\n  ", "\t"]);
    let value = prop::sample::select(vec![
        "1",
        "1.50",
        "1e3",
        "-0",
        "12345678901234567890",
        "\"x\"",
        "\"\\u00e9\\/\"",
        "null",
        "true",
        "[]",
        "[ 1 ,2]",
        "{\"k\" :1}",
    ]);
    let name = prop::sample::select(vec!["\"exp\"", "\"a\"", "\"\\u0061\"", "\"\u{ac00}\"", "\"\""]);
    let member = (space.clone(), name, space.clone(), space.clone(), value, space.clone())
        .prop_map(|(a, name, b, c, value, d)| format!("{a}{name}{b}:{c}{value}{d}"));
    (prop::collection::vec(member, 1..8), space)
        .prop_map(|(members, around)| format!("{around}{{{}}}{around}", members.join(",")))
}

proptest! {
    #[test]
    fn one_claim_changes_and_all_other_bytes_stay(
        text in documents(),
        which in any::<prop::sample::Index>(),
        value in prop::sample::select(vec!["0", "\"y\"", "[1, 2]", "{}", "9999999999999999999999"]),
    ) {
        let json = read(&text).unwrap();
        let count = json.root().members().count();
        let at = Path::new([which.index(count)]);
        let old = at.value(&json).unwrap();
        let edited = edit(&text, &Edit::Set { at: at.clone(), value: value.to_owned() }).unwrap();
        let span = old.span().range();
        prop_assert_eq!(edited.text.get(..span.start), text.get(..span.start));
        prop_assert_eq!(edited.text.get(span.start + value.len()..), text.get(span.end..));
        let back = edit(&edited.text, &Edit::Set { at, value: old.raw().to_owned() }).unwrap();
        prop_assert_eq!(back.text, text);
    }

    #[test]
    fn what_is_added_or_moved_can_be_taken_back(
        text in documents(),
        position in 0_usize..9,
        from in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
    ) {
        let json = read(&text).unwrap();
        let count = json.root().members().count();
        let added = edit(&text, &add(&[], position, "new", "[1]")).unwrap();
        prop_assert!(read(&added.text).is_ok());
        let there = position.min(count);
        prop_assert_eq!(edit(&added.text, &delete(&[there])).unwrap().text, text.clone());
        let (from, place) = (from.index(count), place.index(count));
        let moved = edit(&text, &to(&[from], place)).unwrap();
        prop_assert!(read(&moved.text).is_ok());
        prop_assert_eq!(edit(&moved.text, &to(&[place], from)).unwrap().text, text.clone());
        let renamed = edit(&text, &rename(&[from], "other")).unwrap();
        prop_assert!(read(&renamed.text).is_ok());
    }

    #[test]
    fn any_text_is_answered(text in ".{0,60}", value in ".{0,10}", position in 0_usize..4) {
        let _ = edit(&text, &set(&[position], &value));
        let _ = edit(&text, &add(&[], position, &value, &value));
        let _ = edit(&text, &delete(&[position]));
        let _ = TimeEdit::ShiftToNow.apply(&text, 0);
    }
}
