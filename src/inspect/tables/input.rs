//! IN: what was pasted.

use super::{Table, b64, body, head, plain, token};

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn rows() -> Table {
    let mut table = Table::default();
    let t = plain();
    let other = body(r#"{"iss":"https://other.example"}"#);
    let parts: Vec<&str> = t.split('.').collect();
    let (header, payload, signature) = (parts[0], parts[1], parts[2]);
    let flattened = format!(r#"{{"protected":"{header}","payload":"{payload}","signature":"{signature}"}}"#);
    let general = format!(
        r#"{{"payload":"{payload}","signatures":[{{"protected":"{header}","signature":"{signature}"}}]}}"#
    );
    let member = format!(r#"{{"access_token":"{t}","expires_in":300}}"#);
    let bearer = format!("Bearer {t}");

    table.of("in.empty", &["", " \n\u{200b}\u{feff}\t"], &["x", &t]);
    table.of(
        "in.not-jose",
        &["hello world", "v4.public.eyJhIjoxfQ", "123e4567-e89b-12d3-a456-426614174000", "a.b.c"],
        &[&t, "", &bearer],
    );
    table.of(
        "in.bearer-prefix",
        &[&bearer, &format!("authorization: bearer {t}"), &format!("BEARER  {t}")],
        &[&t, &format!("bearers {t}"), &format!("token {t}")],
    );
    table.of(
        "in.http",
        &[
            &format!("Cookie: a=b; session={t}"),
            &format!("curl -H 'Authorization: Bearer {t}' https://a.example"),
            &format!("Set-Cookie: id={t}; Path=/; HttpOnly"),
        ],
        &[&t, &format!("see {t}"), &member],
    );
    table.of(
        "in.json-response",
        &[&member, &format!(r#"{{"id_token":"{t}","token_type":"Bearer"}}"#)],
        &[&t, &flattened, &general],
    );
    table.of(
        "in.multiple-tokens",
        &[&format!("{t} {other}"), &format!("first {t}\nsecond {other}\n")],
        &[&t, &member, &flattened],
    );
    table.of(
        "in.extracted",
        &[
            &format!("level=error msg=\"token {t} was refused\""),
            &format!("TOKEN={t}"),
            &format!("[here]({t})"),
        ],
        &[&t, &bearer, &format!("\n {t} \n")],
    );
    table.of("in.quoted", &[&format!("\"{t}\""), &format!("'{t}',"), &format!("`{t}`")], &[&t, &bearer]);
    let (first, last) = t.split_at(60);
    table.of(
        "in.line-wrapped",
        &[&format!("{first}\n{last}"), &format!("{first}\r\n  {last}")],
        &[&t, &format!("{t}\n"), &format!("{t}\n{other}")],
    );
    table.of(
        "in.zero-width",
        &[&format!("{first}\u{200b}{last}"), &format!("\u{feff}{t}"), &format!("{t}\u{a0}")],
        &[&t, &format!(" {t} "), &format!("토큰 {t}")],
    );
    table.of(
        "in.non-ascii",
        &[&t.replacen('e', "е", 1), &format!("{first}é{last}"), &format!("{first}—{last}")],
        &[&t, &format!("토큰: {t}"), &format!("{first}\u{200b}{last}")],
    );
    table.of(
        "in.url-encoded",
        &[&t.replace('.', "%2E"), &format!("https://a.example/cb#id_token={t}&state=1")],
        &[&t, &format!("see https://a.example/ for {t}"), &format!("100% {t}")],
    );
    table.of(
        "in.html-escaped",
        &[&format!("&quot;{t}&quot;"), &t.replace('.', "&#x2e;")],
        &[&t, &format!("this & {t}"), &format!("\"{t}\"")],
    );
    table.of(
        "in.base64-wrapped",
        &[&b64(&t), &b64(&format!("{t}\n"))],
        &[&t, &b64("hello world, nothing here")],
    );
    table.of(
        "in.truncated",
        &[&format!("{first}..."), &format!("{first}…{}", &last[last.len() - 20..]), &format!("{first}[...]")],
        &[&t, &format!("The token is {t}."), &format!("Wait… {t}")],
    );
    table.of(
        "in.two-segments",
        &[&format!("{header}.{payload}"), &format!("Bearer {header}.{payload}")],
        &[&t, &format!("{header}.{payload}."), &format!("{header}..{signature}")],
    );
    table.of(
        "in.segment-count",
        &[&format!("{t}.{signature}"), &format!("{t}.a.b.c"), header],
        &[
            &t,
            &format!("{header}.{payload}"),
            &format!("{}..AAAA.AAAA.AAAA", b64(r#"{"alg":"dir","enc":"A128GCM"}"#)),
        ],
    );
    table.of("in.json-serialization", &[&flattened, &general], &[&t, &member]);
    let long = |bytes: usize| head(&format!(r#"{{"alg":"ES256","x":"{}"}}"#, "x".repeat(bytes)));
    table.of("in.size", &[&long(4_000), &long(7_000)], &[&t, &long(2_000)]);
    let nested = |depth: usize| {
        let inner = |inner: String| token(r#"{"alg":"ES256","cty":"JWT"}"#, &inner);
        (0..depth).fold(t.clone(), |token, _| inner(token))
    };
    table.of("in.nesting-depth", &[&nested(12), &nested(9)], &[&t, &nested(3), &nested(6)]);
    table
}
