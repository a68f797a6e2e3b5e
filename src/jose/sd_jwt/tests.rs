//! Disclosures in their places, and every breach of RFC 9901 §7.1.

use super::*;
use crate::encoding::base64url;
use crate::jose::token::{Shape, Token};

/// A disclosure as it stands in a token.
fn encoded(json: &str) -> String {
    base64url::encode(json.as_bytes())
}

/// Its digest.
fn digest(json: &str) -> String {
    Hash::Sha256.base64url(encoded(json).as_bytes())
}

fn selective(payload: &str, disclosures: &[&str]) -> Selective {
    let disclosures: Vec<String> = disclosures.iter().map(|json| encoded(json) + "~").collect();
    of(payload, &disclosures.concat())
}

fn of(payload: &str, disclosures: &str) -> Selective {
    let token = Token::compact(format!("e30.{}.AA~{disclosures}", encoded(payload)).into());
    let Shape::Jws(jws) = &token.shape else { panic!("signed") };
    read(jws.payload.json().unwrap(), &jws.extra.iter().collect::<Vec<_>>(), &token.text).unwrap()
}

fn fates(selective: &Selective) -> Vec<Fate> {
    selective.disclosures.iter().map(|one| one.fate).collect()
}

const GIVEN: &str = r#"["s1", "given_name", "Alice"]"#;
const FAMILY: &str = r#"["s2", "family_name", "Liddell"]"#;
const ELEMENT: &str = r#"["s3", "DE"]"#;

#[test]
fn the_example_of_the_standard() {
    // RFC 9901, section 5.1 and 5.2, cut to two claims and an element of an array.
    let payload = r#"{"_sd":["jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4","TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo"],
        "iss":"https://issuer.example.com","sub":"user_42",
        "nationalities":[{"...":"pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo"},{"...":"7Cf6JkPudry3lcbwHgeZ8khAv1U1OSlerP0VkBJrWZ0"}],
        "_sd_alg":"sha-256"}"#;
    let disclosures = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd~WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0";
    let found = of(payload, disclosures);
    assert_eq!(fates(&found), [Fate::Placed; 2]);
    assert_eq!((found.hidden, found.faults.len()), (2, 0));
    assert_eq!(
        &**found.claims.source(),
        r#"{"given_name":"John","iss":"https://issuer.example.com","sub":"user_42","nationalities":["US"]}"#
    );
}

#[test]
fn disclosures_stand_where_they_belong() {
    let inner = r#"["s4","city","Ulm"]"#;
    let address = format!(r#"["s5","address",{{"_sd":["{}","decoy"],"zip":89073.0}}]"#, digest(inner));
    let list = format!(r#"["s6",[1e3,{{"...":"{}"}}]]"#, digest(ELEMENT));
    let cases: &[(String, Vec<&str>, &str, &str, usize)] = &[
        (
            format!(r#"{{"_sd":["{}"]}}"#, digest(GIVEN)),
            vec![GIVEN],
            r#"{"given_name":"Alice"}"#,
            r#"{"given_name":"Alice"}"#,
            0,
        ),
        (
            r#"{"a":1,"_sd":["x"],"b":1.0}"#.into(),
            vec![],
            r#"{"a":1,"_sd":["x"],"b":1.0}"#,
            r#"{"a":1,"b":1.0}"#,
            1,
        ),
        (r#"{"_sd":[]}"#.into(), vec![], "{}", "{}", 0),
        ("{}".into(), vec![], "{}", "{}", 0),
        (
            format!(r#"{{ "_sd": ["{}", "x", "{}"], "_sd_alg": "sha-256" }}"#, digest(FAMILY), digest(GIVEN)),
            vec![GIVEN, FAMILY],
            r#"{"family_name":"Liddell","given_name":"Alice","_sd":["x"],"_sd_alg":"sha-256"}"#,
            r#"{"family_name":"Liddell","given_name":"Alice"}"#,
            1,
        ),
        (
            format!(r#"{{"n":["FR",{{"...":"{}"}},{{"...":"x"}},{{"a":2}}]}}"#, digest(ELEMENT)),
            vec![ELEMENT],
            r#"{"n":["FR","DE",{"...":"x"},{"a":2}]}"#,
            r#"{"n":["FR","DE",{"a":2}]}"#,
            1,
        ),
        (
            format!(r#"{{"_sd":["{}"]}}"#, digest(&address)),
            vec![&address, inner],
            r#"{"address":{"city":"Ulm","_sd":["decoy"],"zip":89073.0}}"#,
            r#"{"address":{"city":"Ulm","zip":89073.0}}"#,
            1,
        ),
        (
            format!(r#"{{"l":[{{"...":"{}"}}]}}"#, digest(&list)),
            vec![ELEMENT, &list],
            r#"{"l":[[1e3,"DE"]]}"#,
            r#"{"l":[[1e3,"DE"]]}"#,
            0,
        ),
    ];
    for (payload, disclosures, shown, claims, hidden) in cases {
        let found = selective(payload, disclosures);
        assert_eq!(&**found.shown.source(), *shown, "{payload}");
        assert_eq!(&**found.claims.source(), *claims, "{payload}");
        assert_eq!(found.hidden, *hidden, "{payload}");
        assert!(
            found.faults.is_empty() && fates(&found).iter().all(|fate| *fate == Fate::Placed),
            "{payload}"
        );
        let marked = |kind| found.marks.iter().filter(|mark| mark.kind == kind).count();
        assert_eq!((marked(MarkKind::Disclosed), marked(MarkKind::Hidden)), (disclosures.len(), *hidden));
        assert!(found.marks.iter().all(|mark| !mark.span.of(shown).is_empty()), "{payload}");
        assert!(found.marks.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start), "{payload}");
    }
}

#[test]
fn each_breach_of_the_rules_is_told() {
    let sd = |json: &str| format!(r#"{{"given_name":"Bob","_sd":["{}"]}}"#, digest(json));
    let three = |json: &str| format!(r#"{{"n":[{{"...":"{}"}}]}}"#, digest(json));
    let other = r#"["s9","given_name","Eve"]"#;
    let both = format!(r#"{{"_sd":["{}","{}"]}}"#, digest(GIVEN), digest(other));
    for (payload, disclosures, want) in [
        ("{}".to_owned(), vec![GIVEN], vec![Fate::Unmatched]),
        (r#"{"_sd":["x"]}"#.to_owned(), vec![GIVEN, ELEMENT], vec![Fate::Unmatched; 2]),
        (format!(r#"{{"_sd":["{}"]}}"#, digest(GIVEN)), vec![GIVEN, GIVEN], vec![Fate::Placed, Fate::Twice]),
        (sd(GIVEN), vec![GIVEN], vec![Fate::NameExists]),
        (both, vec![GIVEN, other], vec![Fate::Placed, Fate::NameExists]),
        (sd(ELEMENT), vec![ELEMENT], vec![Fate::WrongKind]),
        (three(GIVEN), vec![GIVEN], vec![Fate::WrongKind]),
        (sd(r#"["s","_sd",[]]"#), vec![r#"["s","_sd",[]]"#], vec![Fate::ReservedName]),
        (sd(r#"["s","...","x"]"#), vec![r#"["s","...","x"]"#], vec![Fate::ReservedName]),
        (sd(r#"{"a":1}"#), vec![r#"{"a":1}"#], vec![Fate::Malformed]),
        (sd(r#"["s"]"#), vec![r#"["s"]"#], vec![Fate::Malformed]),
        (sd(r#"["s","a","b","c"]"#), vec![r#"["s","a","b","c"]"#], vec![Fate::Malformed]),
        (sd(r#"[7,"a","b"]"#), vec![r#"[7,"a","b"]"#], vec![Fate::Malformed]),
        (sd(r#"["s",7,"b"]"#), vec![r#"["s",7,"b"]"#], vec![Fate::Malformed]),
        (sd("not JSON"), vec!["not JSON"], vec![Fate::Malformed]),
    ] {
        assert_eq!(fates(&selective(&payload, &disclosures)), want, "{payload} {disclosures:?}");
    }
    for (payload, want) in [
        (format!(r#"{{"_sd":["{0}","{0}"]}}"#, digest(GIVEN)), vec![Fault::DigestTwice]),
        (format!(r#"{{"_sd":["{0}"],"a":{{"_sd":["{0}"]}}}}"#, digest(GIVEN)), vec![Fault::DigestTwice]),
        (r#"{"_sd":["x"],"n":[{"...":"x"}]}"#.to_owned(), vec![Fault::DigestTwice]),
        (r#"{"_sd":"x"}"#.to_owned(), vec![Fault::DigestMalformed]),
        (r#"{"_sd":[7]}"#.to_owned(), vec![Fault::DigestMalformed]),
        (r#"{"_sd":null}"#.to_owned(), vec![Fault::DigestMalformed]),
        (r#"{"n":[{"...":7}]}"#.to_owned(), vec![Fault::DigestMalformed]),
        (r#"{"n":[{"...":"x","y":1}]}"#.to_owned(), vec![Fault::DigestMalformed]),
        (format!(r#"{{"a":{}{}}}"#, "[".repeat(400), "]".repeat(400)), vec![Fault::TooDeep]),
        (r#"{"n":["...",["x"]],"x":{"...":"x"}}"#.to_owned(), vec![]),
    ] {
        let found = selective(&payload, &[]);
        assert_eq!(found.faults, want, "{payload}");
    }
    assert_eq!(of(r#"{"_sd":["x"]}"#, "~").faults, [Fault::Empty]);
    assert_eq!(fates(&of("{}", "!!!!~")), [Fate::Malformed]);
}

#[test]
fn the_hash_function_is_the_one_that_the_token_names() {
    for (hash, name) in [(Hash::Sha256, "sha-256"), (Hash::Sha384, "sha-384"), (Hash::Sha512, "sha-512")] {
        let payload =
            format!(r#"{{"_sd":["{}"],"_sd_alg":"{name}"}}"#, hash.base64url(encoded(GIVEN).as_bytes()));
        let found = selective(&payload, &[GIVEN]);
        assert_eq!((found.hash, fates(&found)), (Some(hash), vec![Fate::Placed]));
    }
    for alg in [r#""md5""#, r#""SHA-256""#, "7", "null", r#""sha-1""#] {
        let found = selective(&format!(r#"{{"_sd":["{}"],"_sd_alg":{alg}}}"#, digest(GIVEN)), &[GIVEN]);
        assert_eq!((found.hash, fates(&found)), (None, vec![Fate::Unmatched]), "{alg}");
    }
    let wrong = format!(r#"{{"_sd":["{}"],"_sd_alg":"sha-512"}}"#, digest(GIVEN));
    assert_eq!(fates(&selective(&wrong, &[GIVEN])), [Fate::Unmatched]);
}

#[test]
fn many_disclosures_are_done_in_time() {
    let all: Vec<String> = (0..20_000).map(|index| format!(r#"["s{index}","c{index}",{index}]"#)).collect();
    let digests: Vec<String> = all.iter().map(|json| format!("\"{}\"", digest(json))).collect();
    let started = std::time::Instant::now();
    let found = selective(
        &format!(r#"{{"_sd":[{}]}}"#, digests.join(",")),
        &all.iter().map(|json| &**json).collect::<Vec<_>>(),
    );
    assert!(fates(&found).iter().all(|fate| *fate == Fate::Placed));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
