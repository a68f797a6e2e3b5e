//! SIG: the signature; and SER, the serialisation around it.

use super::{CLAIMS, Table, b64, body, p256, plain, secret, signed};
use crate::encoding::base64url;
use crate::inspect::report::Policy;
use crate::jose::algorithm::{Curve, JwsAlgorithm};

/// The order of P-256.
const ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA,
    0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];

/// The order less a number below it.
fn less(number: &[u8]) -> Vec<u8> {
    let mut borrow = 0_i16;
    let mut difference: Vec<u8> = ORDER
        .iter()
        .zip(number)
        .rev()
        .map(|(order, digit)| {
            let left = i16::from(*order) - i16::from(*digit) - borrow;
            borrow = i16::from(left < 0);
            left.rem_euclid(256) as u8
        })
        .collect();
    difference.reverse();
    difference
}

pub(super) fn rows() -> Table {
    let mut table = Table::default();
    let key = p256(1);
    assert_eq!(key.kind(), crate::jose::key::KeyKind::Ec(Curve::P256));
    let keys = std::slice::from_ref(&key);
    let header = r#"{"alg":"ES256","typ":"JWT"}"#;
    let good = signed(JwsAlgorithm::Es256, &key, header, CLAIMS);
    let (input, signature) = good.rsplit_once('.').unwrap();
    let raw = base64url::decode_strict(signature).unwrap();
    let with = |bytes: &[u8]| format!("{input}.{}", base64url::encode(bytes));
    let made_up = plain();
    let (r, s) = raw.split_at(32);
    let half = |part: &[u8]| [&[0x02, 33, 0], part].concat();
    let der = |r: &[u8], s: &[u8]| [vec![0x30, 70], half(r), half(s)].concat();
    let hs = signed(JwsAlgorithm::Hs256, &secret(&[7; 32]), r#"{"alg":"HS256"}"#, CLAIMS);

    table.of("sig.unverified", &[&made_up, &good, &hs], &[&body_less(), &none()]);
    table.keyed("sig.unverified", keys, &[&hs], &[&good, &made_up]);
    table.keyed("sig.invalid", keys, &[&made_up, &with(&[r, r].concat())], &[&good, &hs, &none()]);
    table.of("sig.empty", &[&format!("{input}."), &body_less()], &[&good, &made_up, "a..b"]);
    table.of(
        "sig.length",
        &[&with(&raw[..40]), &with(&[raw.as_slice(), &[1]].concat())],
        &[&good, &format!("{input}.")],
    );
    // A raw signature may begin as DER does.
    let like_der = [&[0x30, 62, 0x02, 29], &raw[4..]].concat();
    table.of(
        "sig.der",
        &[&with(&der(r, s)), &with(&[0x30, 6, 2, 1, 1, 2, 1, 1])],
        &[&good, &with(&like_der), &with(&[0x30; 20])],
    );
    let zero = [0; 32];
    table.of(
        "sig.zero",
        &[
            &with(&[0; 64]),
            &with(&[&zero, s].concat()),
            &with(&[r, &zero].concat()),
            &with(&[ORDER.as_slice(), s].concat()),
            &with(&[0x30, 6, 2, 1, 0, 2, 1, 0]),
        ],
        &[&good, &made_up, &with(&[0; 40]), &hs],
    );
    let is_high = s[0] >= 0x80;
    let twin = [r.to_vec(), less(s)].concat();
    let (high, low) = if is_high { (raw.clone(), twin) } else { (twin, raw.clone()) };
    let again = signed(JwsAlgorithm::Es256, &key, header, r#"{"sub":"b"}"#);
    let (input_again, raw_again) = again.rsplit_once('.').unwrap();
    let raw_again = base64url::decode_strict(raw_again).unwrap();
    let other = if raw_again[32] >= 0x80 {
        raw_again.clone()
    } else {
        [raw_again[..32].to_vec(), less(&raw_again[32..])].concat()
    };
    table.keyed(
        "sig.malleable",
        keys,
        &[&with(&high), &format!("{input_again}.{}", base64url::encode(&other))],
        &[&with(&low), &made_up],
    );
    table.of("sig.malleable", &[], &[&with(&high)]);

    let payload = b64(CLAIMS);
    let one = |signature: &str| format!(r#"{{"protected":"{}","signature":"{signature}"}}"#, b64(header));
    let wrong = base64url::encode(&[7; 64]);
    let general = |all: &[String]| format!(r#"{{"payload":"{payload}","signatures":[{}]}}"#, all.join(","));
    table.keyed(
        "sig.partial",
        keys,
        &[&general(&[one(signature), one(&wrong)]), &general(&[one(&wrong), one(&wrong)])],
        &[&general(&[one(signature), one(signature)]), &general(&[one(signature)]), &good],
    );
    let elsewhere = format!("{}..{signature}", b64(header));
    let empty = signed(JwsAlgorithm::Es256, &key, header, "");
    table.keyed("dx.detached", keys, &[&elsewhere, &one(signature)], &[&good, &made_up, &empty]);
    table.of("dx.detached", &[], &[&elsewhere]);
    for content in [CLAIMS, "other content"] {
        let given = Policy { detached: Some(content.as_bytes().into()), ..Policy::default() };
        table.judged("dx.detached", (keys, &given), &[], &[&elsewhere]);
    }
    serialised(&mut table, &payload, header, &wrong);
    table
}

fn none() -> String {
    format!("{}.{}.", b64(r#"{"alg":"none"}"#), b64(CLAIMS))
}

fn body_less() -> String {
    let token = body(CLAIMS);
    format!("{}.", token.rsplit_once('.').unwrap().0)
}

fn serialised(table: &mut Table, payload: &str, header: &str, signature: &str) {
    let protected = b64(header);
    let members = format!(r#""protected":"{protected}","signature":"{signature}""#);
    let flattened = format!(r#"{{"payload":"{payload}",{members}}}"#);
    let general = format!(r#"{{"payload":"{payload}","signatures":[{{{members}}}]}}"#);
    let t = plain();
    table.of(
        "ser.detached",
        &[&format!("{protected}..{signature}"), &format!("{{{members}}}")],
        &[&t, &flattened, &format!("{protected}.{payload}."), &general],
    );
    table.of(
        "ser.mixed-members",
        &[
            &format!(r#"{{"payload":"{payload}",{members},"signatures":[{{{members}}}]}}"#),
            &format!(r#"{{"payload":"{payload}","protected":"{protected}","signatures":[{{{members}}}]}}"#),
        ],
        &[&flattened, &general, &t],
    );
    table.of(
        "ser.no-signatures",
        &[&format!(r#"{{"payload":"{payload}","signatures":[]}}"#), r#"{"signatures":[],"payload":""}"#],
        &[&flattened, &general, &t],
    );
    table.of(
        "ser.polyglot",
        &[
            &format!(r#"{{"payload":"{payload}",{members},"{t}":1}}"#),
            &format!(r#"{{"payload":"{payload}",{members},"x":"{t}"}}"#),
        ],
        &[&flattened, &general, &format!(r#"{{"access_token":"{t}"}}"#)],
    );
}

/// Every part of a JSON serialisation is a string (RFC 7515 §7.2.1): that the raw text of something else happens to be
/// letters of base64url does not make it one, even where somebody signed just that.
#[test]
fn what_is_no_string_is_never_accepted() {
    let key = secret(&[7; 32]);
    let sign_text = |input: String| {
        let signature = crate::jose::jws::sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).unwrap();
        base64url::encode(&signature)
    };
    let plain = b64(r#"{"alg":"HS256"}"#);
    let unencoded = b64(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let keys = std::slice::from_ref(&key);
    let of = |protected: &str, raw: &str| {
        let signature = sign_text(format!("{protected}.{}", raw.trim_matches('"')));
        format!(r#"{{"payload":{raw},"protected":"{protected}","signature":"{signature}"}}"#)
    };
    for raw in ["null", "true", "12345678", "{}", "[]", r#"{"sub":"a"}"#] {
        for protected in [&plain, &unencoded] {
            let text = of(protected, raw);
            let report = super::look(&text, keys);
            assert!(!report.accept(), "{text}");
            assert!(super::found(&report).contains("json.invalid"), "{text}: {:?}", super::found(&report));
        }
    }
    assert!(super::look(&of(&plain, r#""null""#), keys).accept(), "a string of the same letters is one");
    for member in ["payload", "protected", "signature"] {
        let good = format!(r#""{member}":""#);
        let text = of(&plain, r#""e30""#);
        let at = text.find(&good).unwrap() + good.len();
        let end = text[at..].find('"').unwrap() + at;
        let text = format!("{}null{}", &text[..at - 1], &text[end + 1..]);
        let report = super::look(&text, keys);
        assert!(!report.accept(), "{text}");
        assert!(super::found(&report).contains("json.invalid"), "{text}: {:?}", super::found(&report));
    }
}
