//! Tables of letters lost, added, swapped, mistaken or folded: told where it happened, and only there.

use super::content_tests::{CLAIMS, header, hs256, ids, input, key, said};
use crate::encoding::base64url::encode;
use crate::inspect::finding::Part;
use crate::inspect::rules::content_diagnosis::{ContentDiagnosis, Damage};

/// `text` with `letter` before the one at `at`.
fn with(text: &str, at: usize, letter: &str) -> String {
    let (before, after) = text.split_at(at);
    [before, letter, after].concat()
}

/// `text` with another letter at `at`, or none.
fn change(text: &str, at: usize, letter: Option<char>) -> String {
    let (before, after) = text.split_at(at);
    let (_, after) = after.split_at(1);
    before.chars().chain(letter).chain(after.chars()).collect()
}

#[test]
fn one_letter_off() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let claims = r#"{"iss":"https://idp.example","sub":"alice","exp":1790000600}"#;
    let good = hs256(&key, &input(&header("HS256"), claims), input(&header("HS256"), claims));
    let [head, payload, signature]: [&str; 3] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    let part = |text: &str| match said(text, keys).as_slice() {
        [ContentDiagnosis::CharMissing { part, damage, .. }] => Some((*part, *damage)),
        other => panic!("{text}: {other:?}"),
    };
    for at in [0, 1, 3, 9, 22, 37] {
        let removed = |text: &str| change(text, at, None);
        let added = |text: &str| with(text, at, "Q");
        let texts = [
            (format!("{head}.{}.{signature}", removed(payload)), Part::Payload, Damage::Missing),
            (format!("{head}.{}.{signature}", added(payload)), Part::Payload, Damage::Extra),
            (format!("{}.{payload}.{signature}", removed(head)), Part::Header, Damage::Missing),
            (format!("{head}.{payload}.{}", removed(signature)), Part::Signature, Damage::Missing),
            (format!("{head}.{payload}.{}", added(signature)), Part::Signature, Damage::Extra),
        ];
        for (text, wanted, damage) in texts {
            assert_eq!(part(&text), Some((wanted, damage)), "at {at}: {text}");
        }
    }
    let mut swapped: Vec<u8> = payload.into();
    swapped.swap(20, 21);
    let text = format!("{head}.{}.{signature}", String::from_utf8(swapped).unwrap());
    assert_eq!(part(&text), Some((Part::Payload, Damage::Swapped)));
    let wrong = if signature.as_bytes()[10] == b'x' { 'y' } else { 'x' };
    let text = format!("{head}.{payload}.{}", change(signature, 10, Some(wrong)));
    assert_eq!(part(&text), Some((Part::Signature, Damage::Wrong)));
    // Without the key the look still tells which segment is damaged.
    let text = format!("{head}.{}.{signature}", change(payload, 30, None));
    let found = said(&text, &[]);
    assert!(
        matches!(found.as_slice(), [ContentDiagnosis::CharMissing { part: Part::Payload, near, .. }] if near.abs_diff(30) < 9),
        "{found:?}"
    );
}

#[test]
fn json_that_was_written_wrong_is_not_damaged() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    for claims in [
        r#"{"a":1,}"#,
        "{'a': 1, 'b': None}",
        r#"{"a":1}{"b":2}"#,
        r#"{"a":NaN}"#,
        r#"{"a":"b"#,
        "{\"a\":\"tab\there\"}",
        "plain text",
        "",
    ] {
        let text = hs256(&key, &input(&header("HS256"), claims), input(&header("HS256"), claims));
        assert_eq!(ids(&text, keys), Vec::<&str>::new(), "{claims}");
        let altered = hs256(&key, &input(&header("HS256"), claims), "else");
        assert!(!ids(&altered, keys).contains(&"dx.char-missing"), "{claims}");
    }
    for bytes in [b"{\"a\":\"\xe9\xe8 caf\xe9\"}".as_slice(), b"\xff\xfe{\0}\0", &[1, 2, 3, 0xff]] {
        let shown = format!("{}.{}", encode(header("HS256").as_bytes()), encode(bytes));
        assert!(!ids(&hs256(&key, &shown, "else"), keys).contains(&"dx.char-missing"), "{bytes:?}");
    }
}

#[test]
fn letters_of_one_case() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let good = hs256(&key, &input(&header("HS256"), CLAIMS), input(&header("HS256"), CLAIMS));
    assert_eq!(
        said(&good.to_uppercase(), keys),
        [ContentDiagnosis::CaseFolded { part: Part::Header, upper: true }]
    );
    assert_eq!(
        said(&good.to_lowercase(), &[]),
        [ContentDiagnosis::CaseFolded { part: Part::Header, upper: false }]
    );
    for text in [good.as_str(), "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0.EYJ.AAAA"] {
        assert!(!ids(text, keys).contains(&"dx.case-folded"), "{text}");
    }
}
