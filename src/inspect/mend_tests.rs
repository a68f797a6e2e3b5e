//! What was mended no longer has its finding; where only the writing was wrong, it is valid.

use std::sync::Arc;

use super::diagnose::Mend;
use super::diagnose::content_tests::{CLAIMS, header, hex, hs256, input, key, made};
use super::mend::{joined, mend};
use super::report;
use super::report::{Policy, Report, SignatureVerdict};
use crate::encoding::base64url::encode;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::key::Key;

fn look(text: &str, keys: &[Key]) -> Report {
    report(&Arc::from(text), keys, 1_790_000_000, &Policy::default())
}

fn ids(report: &Report) -> Vec<&'static str> {
    let of_tokens = report.tokens.iter().flat_map(|token| &token.findings);
    report.input_findings.iter().chain(of_tokens).map(|finding| finding.meta().id).collect()
}

/// The mend of the first finding of that id, and whether a report on it still has the finding.
fn mended(text: &str, id: &str, keys: &[Key]) -> Option<Arc<str>> {
    let report = look(text, keys);
    let token = report.tokens.first()?;
    let mut findings = report.input_findings.iter().chain(&token.findings);
    let finding = findings.find(|finding| finding.meta().id == id);
    let finding = finding.unwrap_or_else(|| panic!("{id} is not in {:?} of {text}", ids(&report)));
    match mend(token, finding)? {
        Mend::Text(text) => {
            // One finding of an id speaks of one part; the others are mended in turn.
            let again = look(&text, keys);
            let still = again.tokens.iter().flat_map(|token| &token.findings).any(|other| other == finding);
            assert!(!still && !again.input_findings.contains(finding), "{id} is still in {text}");
            Some(text)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn findings_go_and_the_signature_comes_back() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let mut good = hs256(&key, &input(&header("HS256"), CLAIMS), input(&header("HS256"), CLAIMS));
    // One whose text has both letters that the two alphabets differ in.
    for number in 0.. {
        if good.contains('-') && good.contains('_') {
            break;
        }
        let claims = format!("{{\"n\":{number}}}");
        good = hs256(&key, &input(&header("HS256"), &claims), input(&header("HS256"), &claims));
    }
    let [head, payload, signature]: [&str; 3] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    let (first, rest) = payload.split_at(10);
    let flattened = format!(r#""payload":"{payload}","protected":"{head}","signature":"{signature}""#);
    let cases = [
        (format!("{head}=.{payload}.{signature}"), "b64.padding"),
        (format!("{head}.{payload}.{signature}="), "b64.padding"),
        (format!("{head}.{payload}.{}", signature.replace('-', "+").replace('_', "/")), ""),
        (format!("{head}.{first}   {rest}.{signature}"), "b64.whitespace"),
        (format!("{}.{payload}.{signature}", encode(head.as_bytes())), "b64.double-encoded"),
        (format!("{head}.{}.{signature}", encode(payload.as_bytes())), "b64.double-encoded"),
        (good.replacen('a', "а", 1), "in.non-ascii"),
        (format!("{head}.\n{payload}.\n{signature}"), "in.line-wrapped"),
        (format!("{head}.{first}\u{200b}{rest}.{signature}"), "in.zero-width"),
        (format!("\"{good}\""), "in.quoted"),
        (format!("Bearer {good}"), "in.bearer-prefix"),
        (good.replace('.', "%2E"), "in.url-encoded"),
        (encode(good.as_bytes()), "in.base64-wrapped"),
        (format!("{{{flattened}}}"), "in.json-serialization"),
        (
            format!(
                r#"{{"payload":"{payload}","signatures":[{{"protected":"{head}","signature":"{signature}"}}]}}"#
            ),
            "in.json-serialization",
        ),
    ];
    for (text, id) in cases {
        let id = match id {
            "" if text == good => continue,
            "" => "b64.std-alphabet",
            id => id,
        };
        let text = mended(&text, id, keys).unwrap_or_else(|| panic!("{id}: nothing mends {text}"));
        assert_eq!(*text, *good, "{id}");
        assert_eq!(look(&text, keys).tokens[0].signature.verdict, SignatureVerdict::Valid, "{id}");
    }
}

#[test]
fn der_becomes_raw_and_holds() {
    let key = key("p-384");
    let keys = std::slice::from_ref(&key);
    for number in 0..8 {
        let input = input(&header("ES384"), &format!("{{\"n\":{number}}}"));
        let raw = made(JwsAlgorithm::Es384, &key, input.as_bytes());
        let integer = |number: &[u8]| {
            let zeros = number.iter().take_while(|byte| **byte == 0).count();
            let number = &number[zeros..];
            let sign: &[u8] = if number[0] >= 0x80 { &[0] } else { &[] };
            [&[2, (sign.len() + number.len()) as u8], sign, number].concat()
        };
        let body = [integer(&raw[..48]), integer(&raw[48..])].concat();
        let der = [&[0x30, body.len() as u8], body.as_slice()].concat();
        let text = mended(&format!("{input}.{}", encode(&der)), "sig.der", keys).unwrap();
        assert_eq!(look(&text, keys).tokens[0].signature.verdict, SignatureVerdict::Valid);
    }
}

#[test]
fn spare_bits_go() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let good = hs256(&key, &input(&header("HS256"), CLAIMS), input(&header("HS256"), CLAIMS));
    // 32 bytes are 43 letters, and two bits are spare in the last.
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = *good.as_bytes().last().unwrap();
    let place = letters.iter().position(|letter| *letter == last).unwrap();
    let odd = format!("{}{}", good.strip_suffix(char::from(last)).unwrap(), char::from(letters[place + 1]));
    assert_eq!(*mended(&odd, "b64.trailing-bits", keys).unwrap(), *good);
}

#[test]
fn joined_tokens_come_apart() {
    let key = key("hs256");
    let one = |claims: &str| hs256(&key, &input(&header("HS256"), claims), input(&header("HS256"), claims));
    let (first, second, third) = (one(CLAIMS), one("{\"n\":2}"), one("{\"n\":3}"));
    let report = look(&format!("{first}{second}"), &[]);
    for at in 0..2 {
        assert_eq!(joined(&report.tokens, at), [Arc::from(first.as_str()), Arc::from(second.as_str())]);
    }
    let apart = look(&format!("{first}\n{second}\n{third}"), &[]);
    assert_eq!(apart.tokens.len(), 3);
    assert!((0..4).all(|at| joined(&apart.tokens, at).is_empty()));
    let finding = report.tokens[1].findings.iter().find(|finding| finding.meta().id == "dx.concatenated");
    let Some(Mend::Split(texts)) = mend(&report.tokens[1], finding.unwrap()) else { panic!("no mend") };
    assert!(texts.iter().all(|text| !ids(&look(text, &[])).contains(&"dx.concatenated")));
}

#[test]
fn what_takes_a_key_or_a_person_is_left_alone() {
    let key = key("hs256");
    let keys = std::slice::from_ref(&key);
    let shown = input(&header("HS256"), CLAIMS);
    let wrong = format!("{shown}.{}", encode(&[7; 32]));
    let cases = [
        (wrong.clone(), "sig.invalid"),
        (format!("{shown}.{}", encode(&[7; 16])), "dx.sig-truncated"),
        (format!("{shown}.AAAAA"), "b64.bad-length"),
        (format!("{shown}.A…A"), "in.truncated"),
        (shown.clone(), "in.two-segments"),
        (wrong.replacen('a', "ä", 1), "in.non-ascii"),
        ("eyJhbGciOiJub25lIn0.e30.".to_owned(), "hdr.alg-none"),
    ];
    for (text, id) in cases {
        assert_eq!(mended(&text, id, keys), None, "{id}");
    }
    let hexed = format!("{shown}.{}", hex(&made(JwsAlgorithm::Hs256, &key, shown.as_bytes())));
    let report = look(&hexed, keys);
    assert!(report.tokens[0].findings.iter().all(|finding| finding.meta().id != "dx.sig-encoding"));
}
