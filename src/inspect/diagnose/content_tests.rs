//! Tables of what happens to the text of tokens: each finding fires where its cause was made, and only there.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::history::History;
use super::{Diagnosis, Mend, Step, diagnose};
use crate::encoding::base64url::encode;
use crate::inspect::finding::{Detail, Part};
use crate::inspect::report;
use crate::inspect::report::{Policy, Report, SignatureVerdict};
use crate::inspect::rules::content_diagnosis::{
    ContentDiagnosis, Escapes, Evidence, JsonForm, Layout, Numbers, Order, SignedBytes,
};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::digest::Hash;
use crate::jose::generate::{KeySpec, generate};
use crate::jose::jws::sign;
use crate::jose::key::Key;

const NOW: i64 = 1_790_000_000;

pub(in crate::inspect) const CLAIMS: &str = r#"{"iss":"https://idp.example","sub":"zoë","aud":["a","b"],"iat":1789999940,"exp":1790000600,"n":{"z":1,"a":2.5}}"#;

/// Numbers that look random (SplitMix64).
fn random(buffer: &mut [u8]) -> bool {
    static STATE: AtomicU64 = AtomicU64::new(1);
    for byte in buffer {
        let state = STATE.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        *byte = ((mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 56) as u8;
    }
    true
}

pub(in crate::inspect) fn key(spec: &str) -> Key {
    let mut key = generate(KeySpec::from_name(spec).unwrap(), random, &|| false).unwrap();
    key.kid = Some("main".into());
    key.name = "main".into();
    key
}

pub(in crate::inspect) fn header(alg: &str) -> String {
    format!(r#"{{"alg":"{alg}","typ":"JWT","kid":"main"}}"#)
}

pub(in crate::inspect) fn input(header: &str, claims: &str) -> String {
    format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()))
}

pub(in crate::inspect) fn made(algorithm: JwsAlgorithm, key: &Key, signed: &[u8]) -> Vec<u8> {
    sign(algorithm, key, signed).unwrap()
}

/// A token of HS256 with this header and payload, signed over those bytes.
pub(in crate::inspect) fn hs256(key: &Key, shown: &str, signed: impl AsRef<[u8]>) -> String {
    format!("{shown}.{}", encode(&made(JwsAlgorithm::Hs256, key, signed.as_ref())))
}

pub(in crate::inspect) fn look(text: &str, keys: &[Key], history: &History) -> (Report, Option<Diagnosis>) {
    let policy = Policy::default();
    let mut report = report(&Arc::from(text), keys, NOW, &policy);
    let explained = diagnose(&report, keys, &policy, history, &|| false);
    let diagnosis = explained.first().map(|explained| explained.diagnosis.clone());
    report.explain(explained);
    (report, diagnosis)
}

/// What is said of the text, after looking whether the mend mends.
pub(super) fn said(text: &str, keys: &[Key]) -> Vec<ContentDiagnosis> {
    let (report, diagnosis) = look(text, keys, &History::default());
    if let Some(Diagnosis { mend: Some(mend), .. }) = diagnosis {
        let texts = match mend {
            Mend::Text(text) => vec![text],
            Mend::Split(texts) => texts,
            Mend::Key(_) | Mend::Secret(..) | Mend::Times => Vec::new(),
        };
        for mended in texts {
            let (report, _) = look(&mended, keys, &History::default());
            assert_eq!(
                report.tokens[0].signature.verdict,
                SignatureVerdict::Valid,
                "{text} was mended to {mended}"
            );
        }
    }
    let findings = report.tokens.iter().flat_map(|token| &token.findings);
    findings
        .filter_map(|finding| match &finding.detail {
            Detail::ContentDiagnosis(detail) => Some(detail.clone()),
            _ => None,
        })
        .collect()
}

pub(super) fn ids(text: &str, keys: &[Key]) -> Vec<&'static str> {
    said(text, keys).iter().map(|detail| detail.meta().id).collect()
}

#[test]
fn nothing_is_said_of_good_tokens() {
    for (spec, algorithm) in [
        ("hs256", JwsAlgorithm::Hs256),
        ("p-256", JwsAlgorithm::Es256),
        ("p-521", JwsAlgorithm::Es512),
        ("ed25519", JwsAlgorithm::EdDsa),
    ] {
        let key = key(spec);
        for claims in [CLAIMS, "{}", "{ \"spaced\" : 1 }", "\"text\"", "[1]"] {
            let input = input(&header(algorithm.name()), claims);
            let token = format!("{input}.{}", encode(&made(algorithm, &key, input.as_bytes())));
            let (report, diagnosis) = look(&token, std::slice::from_ref(&key), &History::default());
            assert_eq!(report.tokens[0].signature.verdict, SignatureVerdict::Valid);
            assert_eq!(diagnosis, None);
            assert_eq!(ids(&token, std::slice::from_ref(&key)), Vec::<&str>::new(), "{token}");
        }
    }
}

#[test]
fn text_is_repaired() {
    let key = key("hs256");
    let good = hs256(&key, &input(&header("HS256"), CLAIMS), input(&header("HS256"), CLAIMS));
    let [head, payload, signature]: [&str; 3] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    let padded = |text: &str| format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4));
    let standard = good.replace('-', "+").replace('_', "/");
    let cases = [
        format!("{}.{}.{}", padded(head), padded(payload), padded(signature)),
        format!("{head}=.{payload}==.{signature}"),
        format!("{}.{payload}.{signature}", encode(head.as_bytes())),
        format!("{head}.{}.{signature}", encode(payload.as_bytes())),
        good.replacen('e', "е", 1),
        format!("{head}.{}.{signature}", payload.replacen("LCJ", "LC   J", 1)),
    ];
    for text in cases {
        let (_, diagnosis) = look(&text, std::slice::from_ref(&key), &History::default());
        let diagnosis = diagnosis.unwrap_or_else(|| panic!("{text} is not looked into"));
        assert_eq!(diagnosis.proof, Some(Step::Repairs), "{text}");
        assert_eq!(diagnosis.mend, Some(Mend::Text(Arc::from(good.as_str()))), "{text}");
    }
    if standard != good {
        let (_, diagnosis) = look(&standard, std::slice::from_ref(&key), &History::default());
        assert!(diagnosis.is_none_or(|diagnosis| diagnosis.proof == Some(Step::Repairs)));
    }
    for text in [format!("{head}=.e30.{signature}"), format!("{head}=.{payload}.{}", encode(&[7; 32]))] {
        let (_, diagnosis) = look(&text, std::slice::from_ref(&key), &History::default());
        assert_ne!(diagnosis.unwrap().proof, Some(Step::Repairs), "{text}");
    }
}

#[test]
fn joined_tokens_are_split() {
    let key = key("hs256");
    let one = |claims: &str| hs256(&key, &input(&header("HS256"), claims), input(&header("HS256"), claims));
    let (first, second) = (one(CLAIMS), one(r#"{"sub":"b"}"#));
    let (_, diagnosis) = look(&format!("{first}{second}"), std::slice::from_ref(&key), &History::default());
    assert_eq!(
        diagnosis.unwrap().mend,
        Some(Mend::Split(vec![Arc::from(first.as_str()), Arc::from(second.as_str())]))
    );
}

pub(in crate::inspect) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from_digit(u32::from(nibble), 16).unwrap())
        .collect()
}

/// What is signed, and the form of it that must be named.
type Rewritten = (&'static str, &'static str, JsonForm);

const PLAIN: JsonForm = JsonForm {
    layout: Layout::Minified,
    order: Order::AsWritten,
    escapes: Escapes::AsWritten,
    numbers: Numbers::AsWritten,
};

const SPACED: &str = r#"{"iss": "https://idp.example", "sub": "zoë", "aud": ["a", "b"], "iat": 1789999940, "exp": 1790000600, "n": {"z": 1, "a": 2.5}}"#;

const SMALL: &str = r#"{"b":1,"a":[2]}"#;

const DEEP: &str = r#"{"b":{"z":1,"y":2},"a":3}"#;

const LETTERS: &str = r#"{"n":"é/<"}"#;

const fn layout(layout: Layout) -> JsonForm {
    JsonForm { layout, ..PLAIN }
}

const fn order(order: Order) -> JsonForm {
    JsonForm { order, ..PLAIN }
}

const fn escapes(escapes: Escapes) -> JsonForm {
    JsonForm { escapes, ..PLAIN }
}

const REWRITTEN: &[Rewritten] = &[
    (SPACED, CLAIMS, PLAIN),
    (CLAIMS, SPACED, layout(Layout::Spaced)),
    (SMALL, "{\n  \"b\": 1,\n  \"a\": [\n    2\n  ]\n}", layout(Layout::IndentedTwo)),
    (SMALL, "{\n    \"b\": 1,\n    \"a\": [\n        2\n    ]\n}\n", layout(Layout::IndentedFour)),
    (SMALL, "{\n\t\"b\": 1,\n\t\"a\": [\n\t\t2\n\t]\n}", layout(Layout::IndentedTab)),
    (SMALL, "{\r\n  \"b\": 1,\r\n  \"a\": [\r\n    2\r\n  ]\r\n}", layout(Layout::IndentedTwo)),
    (SMALL, "{\n  \"b\" : 1,\n  \"a\" : [ 2 ]\n}", layout(Layout::Jackson)),
    (DEEP, r#"{"a":3,"b":{"y":2,"z":1}}"#, order(Order::Sorted)),
    (DEEP, r#"{"a":3,"b":{"z":1,"y":2}}"#, order(Order::SortedOutside)),
    (r#"{"a":1,"c":3,"b":2}"#, r#"{"b":2,"a":1,"c":3}"#, order(Order::Other)),
    (LETTERS, r#"{"n":"\u00e9/<"}"#, escapes(Escapes::Ascii)),
    (r#"{"n":"\u00e9/<"}"#, LETTERS, escapes(Escapes::Fewest)),
    (LETTERS, r#"{"n":"é\/<"}"#, escapes(Escapes::Slashes)),
    (LETTERS, r#"{"n":"\u00e9\/<"}"#, escapes(Escapes::AsciiAndSlashes)),
    (LETTERS, r#"{"n":"é/\u003c"}"#, escapes(Escapes::Html)),
    (LETTERS, r#"{"n":"\u00E9/\u003C"}"#, escapes(Escapes::AsciiAndHtml)),
    (
        r#"{"iat":1.79E9,"x":2.0}"#,
        r#"{"iat":1790000000,"x":2}"#,
        JsonForm { numbers: Numbers::Whole, ..PLAIN },
    ),
    (
        r#"{"b":1,"a":"é"}"#,
        r#"{"a": "\u00e9", "b": 1}"#,
        JsonForm { layout: Layout::Spaced, order: Order::Sorted, escapes: Escapes::Ascii, ..PLAIN },
    ),
];

#[test]
fn json_written_again() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let head = header("HS256");
    for &(text, signed, form) in REWRITTEN {
        let found = said(&hs256(&key, &input(&head, text), input(&head, signed)), keys);
        let wanted = ContentDiagnosis::Reserialised { part: Part::Payload, form };
        assert_eq!(found, [wanted], "{text} signed as {signed}");
    }
    // The header, or both.
    let loose = r#"{"alg": "HS256", "typ": "JWT", "kid": "main"}"#;
    let text = hs256(&key, &input(loose, CLAIMS), input(&head, CLAIMS));
    assert_eq!(ids(&text, keys), ["dx.reserialised"]);
    let text = hs256(&key, &input(&head, CLAIMS), input(loose, SPACED));
    assert_eq!(ids(&text, keys), ["dx.reserialised"]);
    // Another value is not another spelling.
    for (text, signed) in [(r#"{"a":1,"b":2}"#, r#"{"a":1,"b":3}"#), (r#"{"a":1}"#, r#"{"a":1,"b":2}"#)] {
        let text = hs256(&key, &input(&head, text), input(&head, signed));
        assert!(!ids(&text, keys).contains(&"dx.reserialised"), "{signed}");
    }
}

#[test]
fn other_bytes_were_signed() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let head = header("HS256");
    let shown = input(&head, CLAIMS);
    let (h, p) = shown.split_once('.').unwrap();
    let utf16: Vec<u8> = shown.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: Vec<(Vec<u8>, SignedBytes)> = vec![
        (format!("{head}.{CLAIMS}").into(), SignedBytes::Json),
        (format!("{head}{CLAIMS}").into(), SignedBytes::JsonJoined),
        (p.into(), SignedBytes::Payload),
        (CLAIMS.into(), SignedBytes::PayloadJson),
        (h.into(), SignedBytes::Header),
        (format!("{h}{p}").into(), SignedBytes::Joined),
        (format!("{p}.{h}").into(), SignedBytes::Reversed),
        (format!("{shown}\n").into(), SignedBytes::Trailing),
        (format!("{shown}.").into(), SignedBytes::Trailing),
        (format!("{h}.{CLAIMS}").into(), SignedBytes::Unencoded),
        (hex(shown.as_bytes()).into(), SignedBytes::Hex),
        (Hash::Sha256.digest(shown.as_bytes()), SignedBytes::Digest),
        (hex(&Hash::Sha256.digest(shown.as_bytes())).into(), SignedBytes::DigestHex),
        (utf16, SignedBytes::Utf16),
    ];
    for (bytes, signed) in cases {
        let found = said(&hs256(&key, &shown, bytes), keys);
        assert_eq!(found, [ContentDiagnosis::SigningInput { signed }]);
    }
    let padded = |text: &str| format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4));
    let text = hs256(&key, &shown, format!("{}.{}", padded(h), padded(p)));
    assert_eq!(said(&text, keys), [ContentDiagnosis::SigningInput { signed: SignedBytes::Padded }]);
    for bytes in [b"nonsense".to_vec(), format!("{p}{h}").into_bytes(), Vec::new()] {
        assert!(!ids(&hs256(&key, &shown, bytes), keys).contains(&"dx.signing-input"));
    }
}

#[test]
fn other_headers_were_signed() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    for (shown, signed) in [
        (header("HS256"), r#"{"alg":"HS256"}"#.to_owned()),
        (header("HS256"), r#"{"typ":"JWT","alg":"HS256"}"#.to_owned()),
        (header("HS256"), r#"{"alg":"HS256","kid":"main","typ":"JWT"}"#.to_owned()),
        (r#"{"alg":"HS256","typ":"at+jwt","kid":"main"}"#.to_owned(), header("HS256")),
        (r#"{"alg":"HS256","kid":"gone"}"#.to_owned(), r#"{"alg":"HS256","kid":"main"}"#.to_owned()),
        (
            r#"{"alg":"HS256","kid":"main","jku":"https://a.example"}"#.to_owned(),
            r#"{"alg":"HS256","kid":"main"}"#.to_owned(),
        ),
        (r#"{"alg":"HS256","x":"1"}"#.to_owned(), r#"{"alg":"HS256","typ":"JWT","x":"1"}"#.to_owned()),
    ] {
        let found = said(&hs256(&key, &input(&shown, CLAIMS), input(&signed, CLAIMS)), keys);
        let is_other_order =
            matches!(found.as_slice(), [ContentDiagnosis::Reserialised { part: Part::Header, .. }]);
        let wanted = ContentDiagnosis::HeaderAltered { evidence: Evidence::Guessed, header: signed };
        assert!(found == [wanted] || is_other_order, "{shown}: {found:?}");
    }
    for signed in [r#"{"alg":"HS256","x":"1"}"#, r#"{"alg":"HS256","typ":"never seen","kid":"main"}"#] {
        let found = ids(&hs256(&key, &input(&header("HS256"), CLAIMS), input(signed, CLAIMS)), keys);
        assert!(!found.contains(&"dx.header-altered"), "{signed}");
    }
}

#[test]
fn what_was_seen_before_is_evidence() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let head = r#"{"alg":"HS256","kid":"main","x":7}"#;
    let good = hs256(&key, &input(head, CLAIMS), input(head, CLAIMS));
    let (_, signature) = good.rsplit_once('.').unwrap();
    let mut history = History::default();
    history.note(&look(&good, keys, &History::default()).0);
    let payload = format!("{}.{signature}", input(head, r#"{"sub":"admin"}"#));
    let odd = format!("{}.{signature}", input(r#"{"alg":"HS256","kid":"main","q":1,"w":2,"e":3}"#, CLAIMS));
    let evidence = |text: &str, history: &History| {
        let (report, diagnosis) = look(text, keys, history);
        let diagnosis = diagnosis.unwrap();
        let ids: Vec<&str> = report.tokens[0].findings.iter().map(|finding| finding.meta().id).collect();
        (diagnosis.proof, ids.contains(&"dx.payload-altered"), ids.contains(&"dx.header-altered"))
    };
    assert_eq!(evidence(&payload, &history), (Some(Step::History), true, false));
    assert_eq!(evidence(&odd, &history), (Some(Step::History), false, true));
    assert_eq!(evidence(&payload, &History::default()), (None, true, false), "the likeliest, without proof");
    let other = format!("{}.{}", input(&header("HS256"), "{}"), encode(&[9; 32]));
    assert_eq!(evidence(&other, &history), (None, false, false), "one byte again and again is no signature");
}

#[test]
fn the_likeliest_is_said_only_where_all_fits() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let mac = made(JwsAlgorithm::Hs256, &key, b"something else");
    let says = |head: &str, claims: &str, signature: &[u8], keys: &[Key]| {
        ids(&format!("{}.{}", input(head, claims), encode(signature)), keys).contains(&"dx.payload-altered")
    };
    assert!(says(&header("HS256"), CLAIMS, &mac, keys));
    assert!(says(&header("HS256"), "{\"a\":1}", &mac, keys));
    assert!(!says(r#"{"alg":"HS256"}"#, CLAIMS, &mac, keys), "nothing names the key");
    assert!(!says(r#"{"alg":"HS256","kid":"x"}"#, CLAIMS, &mac, keys), "another key is named");
    assert!(!says(&header("HS256"), CLAIMS, &mac[..31], keys), "the signature is cut");
    assert!(!says(&header("HS384"), CLAIMS, &mac, keys), "the length is wrong");
    assert!(!says(&header("HS256"), CLAIMS, &mac, &[]), "there is no key");
}
