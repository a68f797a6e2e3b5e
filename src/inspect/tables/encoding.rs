//! B64 and TXT: how bytes became text.

use super::{Table, b64, plain};
use crate::encoding::base64url;

pub(super) fn rows() -> Table {
    let mut table = Table::default();
    let t = plain();
    let header = b64(r#"{"alg":"ES256","typ":"JWT"}"#);
    let signature = base64url::encode(&[7; 64]);
    let with = |payload: &str| format!("{header}.{payload}.{signature}");
    let bytes = |payload: &[u8]| with(&base64url::encode(payload));
    let end = |signature: &str| format!("{header}.e30.{signature}");
    let json = |payload: &str| {
        format!(r#"{{"protected":"{header}","payload":"{payload}","signature":"{signature}"}}"#)
    };
    // Bytes whose base64url has both of its own letters.
    let odd = base64url::encode(&[0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF].repeat(10));
    assert!(odd.contains('-') && odd.contains('_'));

    table.of(
        "b64.padding",
        &[&with("e30="), &end(&format!("{signature}==")), &json("e30=")],
        &[&t, &end(&signature), &format!("token={t}")],
    );
    table.of(
        "b64.std-alphabet",
        &[&end(&odd.replace('-', "+").replace('_', "/")), &end(&odd.replace('_', "/"))],
        &[&t, &end(&odd), &format!("https://a.example/+/{t}")],
    );
    table.of(
        "b64.whitespace",
        &[&format!("{} {}", &t[..60], &t[60..]), &json("eyJh IjoxfQ"), &json(r"eyJh\nIjoxfQ")],
        &[&t, &json("eyJhIjoxfQ")],
    );
    table.of(
        "b64.invalid-char",
        &[&with("eyJ*IjoxfQ"), &end("AA!A"), &json("ey,0")],
        &[&t, &end(&odd), &json("e30")],
    );
    table.of("b64.bad-length", &[&with("e30eA"), &end("A")], &[&t, &end("AA"), &end("AAA"), &end("")]);
    let bent = |text: &str, last: char| format!("{}{last}", &text[..text.len() - 1]);
    table.of(
        "b64.trailing-bits",
        &[&end(&bent(&signature, 'x')), &with("e31"), &end("AB")],
        &[&t, &with("e30"), &end("AA")],
    );
    table.of(
        "b64.double-encoded",
        &[&bytes(b64(r#"{"sub":"a"}"#).as_bytes()), &format!("{}.e30.{signature}", b64(&header))],
        &[&t, &bytes(b"eyes on me"), &bytes(b64("just text").as_bytes()), &bytes(t.as_bytes())],
    );
    table.of(
        "b64.empty-segment",
        &[&format!(".e30.{signature}"), "..", &format!("..{signature}")],
        &[&t, &format!("{header}..{signature}"), &end("")],
    );
    table.of(
        "text.utf8-invalid",
        &[
            &bytes(b"{\"a\":\"\xFF\"}"),
            &bytes(b"{\"a\":\"\xC0\xAF\"}"),
            &format!("{}.e30.{signature}", base64url::encode(b"{\"alg\":\"\xE9\"}")),
        ],
        &[&t, &bytes("{\"a\":\"é한\"}".as_bytes()), &bytes(&[0xFF, 0xD8, 0xFF, 0xE0])],
    );
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    table.of(
        "text.utf16",
        &[
            &bytes(&wide("\u{feff}{\"a\":1}")),
            &bytes(&wide("{\"sub\":\"a\"}")),
            &bytes(&big("{\"sub\":\"a\"}")),
        ],
        &[&t, &bytes("{\"a\":\"한국어\"}".as_bytes()), &bytes(&[0, 1, 2, 3, 4, 5, 6, 7])],
    );
    table
}
