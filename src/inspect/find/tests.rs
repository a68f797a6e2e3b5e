//! What is found in which paste.

#![expect(clippy::string_slice, reason = "a test may stop")]

use super::*;
use crate::encoding::base64url;
use crate::inspect::finding::Detail;
use crate::inspect::rules::input::HttpSource;

fn token(name: &str) -> String {
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let header = encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let payload = encode(&format!(r#"{{"sub":"{name}"}}"#));
    format!("{header}.{payload}.{}", base64url::encode(&[7; 32]))
}

fn found(text: &str) -> Found {
    find(&Arc::from(text))
}

fn ids(found: &Found) -> Vec<&'static str> {
    let candidates = found.candidates.iter().flat_map(|candidate| &candidate.findings);
    found.findings.iter().chain(candidates).map(|finding| finding.meta().id).collect()
}

#[test]
fn wrappings_are_taken_off_and_told() {
    let t = token("a");
    let percent = t.replace('.', "%2E");
    let html = format!("&lt;input value=&quot;{t}&quot;&gt;");
    let base64 = base64url::encode(t.as_bytes());
    let cases: &[(&str, String, &str, Origin)] = &[
        ("alone", t.clone(), "", Origin::Alone),
        ("blanks around", format!("\n  {t} \n"), "", Origin::Alone),
        ("bearer", format!("Bearer {t}"), "in.bearer-prefix", Origin::Bearer),
        ("bearer in other case", format!("bEARER   {t}"), "in.bearer-prefix", Origin::Bearer),
        ("header line", format!("Authorization: Bearer {t}"), "in.bearer-prefix", Origin::Bearer),
        ("double quotes", format!("\"{t}\""), "in.quoted", Origin::Alone),
        ("single quotes and a comma", format!("'{t}',"), "in.quoted", Origin::Alone),
        ("backticks", format!("`{t}`"), "in.quoted", Origin::Alone),
        ("percent", percent, "in.url-encoded", Origin::Alone),
        ("html", html, "in.html-escaped", Origin::Assignment("value".into())),
        ("base64", base64, "in.base64-wrapped", Origin::Alone),
        ("zero width", format!("\u{feff}{}\u{200b}{}", &t[..20], &t[20..]), "in.zero-width", Origin::Alone),
        (
            "cookie",
            format!("Cookie: theme=dark; session={t}; x=1"),
            "in.http",
            Origin::Http(HttpSource::Cookie("session".into())),
        ),
        (
            "curl",
            format!("curl -s 'https://api.example/x' -H 'Authorization: Bearer {t}' --compressed"),
            "in.http",
            Origin::Http(HttpSource::Curl(Some("Authorization".into()))),
        ),
        (
            "custom header",
            format!("X-Auth-Token: {t}\nAccept: */*"),
            "in.http",
            Origin::Http(HttpSource::Header("X-Auth-Token".into())),
        ),
        (
            "url fragment",
            format!("https://app.example/cb#access_token={t}&token_type=Bearer"),
            "in.url-encoded",
            Origin::Parameter("access_token".into()),
        ),
        (
            "member",
            format!(r#"{{"id_token": "{t}", "expires_in": 300}}"#),
            "in.json-response",
            Origin::Member("id_token".into()),
        ),
        ("log", format!("2026-11-20 DEBUG rejected token {t} (expired)"), "in.extracted", Origin::Text),
        ("sentence", format!("My token is {t}."), "in.extracted", Origin::Text),
        ("env", format!("export TOKEN=\"{t}\""), "in.extracted", Origin::Assignment("TOKEN".into())),
        ("markdown", format!("Look:\n```\n{t}\n```\n"), "in.extracted", Origin::Text),
        (
            "escaped json",
            format!(r#"msg="{{\"token\": \"{t}\"}}""#),
            "in.extracted",
            Origin::Member("token".into()),
        ),
        (
            "wrapped lines",
            format!("{}\n{}\n{}", &t[..40], &t[40..80], &t[80..]),
            "in.line-wrapped",
            Origin::Alone,
        ),
        ("blanks at dots", t.replace('.', " . "), "in.line-wrapped", Origin::Alone),
    ];
    for (name, text, id, origin) in cases {
        let found = found(text);
        assert_eq!(found.candidates.len(), 1, "{name}");
        assert_eq!(&*found.candidates[0].text, t.as_str(), "{name}");
        assert_eq!(found.candidates[0].origin, *origin, "{name}");
        let ids = ids(&found);
        assert!(id.is_empty() && ids.is_empty() || ids.contains(id), "{name}: {ids:?}");
    }
}

/// Text in which one token stands, and what must be told of it.
#[test]
fn a_token_is_found_in_whatever_stands_around_it() {
    let t = token("a");
    let lines = |separator: &str| format!("{}{separator}{}{separator}{}", &t[..30], &t[30..60], &t[60..]);
    let base64 = |text: &str| base64url::encode(text.as_bytes());
    let percent = t.replace('.', "%252E");
    let cases: &[(&str, String, &str)] = &[
        ("label", format!("jwt={t}"), "in.extracted"),
        ("words and a label", format!("set TOKEN={t}"), "in.extracted"),
        ("option", format!("kubectl config set-credentials x --token={t}"), "in.extracted"),
        ("logfmt", format!("level=info token={t} user=x"), "in.extracted"),
        ("fragment of JSON", format!(r#""access_token":"{t}","#), "in.extracted"),
        ("fragment of a header", format!(r#""Authorization": "Bearer {t}""#), "in.bearer-prefix"),
        ("comma-separated values", format!("\"a\",\"{t}\"\n\"b\",\"c\""), "in.extracted"),
        ("DPoP header", format!("DPoP: {t}"), "in.http"),
        ("percent-encoded twice", percent, "in.url-encoded"),
        ("quoted mail", format!("Hi\n> {}", lines("\n> ")), "in.line-wrapped"),
        ("soft line breaks", lines("=\r\n"), "in.line-wrapped"),
        ("soft line breaks in text", format!("It is {}\r\nBye", lines("=\r\n")), "in.line-wrapped"),
        ("source in pieces", format!("t = '{}';", lines("' +\n  '")), "in.line-wrapped"),
        ("continued lines", format!("TOKEN=\"{}\"", lines("\\\n")), "in.line-wrapped"),
        ("secret in YAML", format!("data:\n  token: {}\ntype: Opaque\n", base64(&t)), "in.base64-wrapped"),
        ("secret in JSON", format!(r#"{{"data":{{"token":"{}"}}}}"#, base64(&t)), "in.base64-wrapped"),
        (
            "user and password",
            format!("Authorization: Basic {}", base64(&format!("u:{t}"))),
            "in.base64-wrapped",
        ),
        ("base64 of JSON", base64(&format!(r#"{{"access_token":"{t}"}}"#)), "in.base64-wrapped"),
        ("base64 twice", base64(&base64(&t)), "in.base64-wrapped"),
        ("colours", format!("\u{1b}[32m{t}\u{1b}[0m"), "in.zero-width"),
        ("blank in the middle", format!("{}\u{a0}{}", &t[..50], &t[50..]), "in.zero-width"),
        ("Korean around", format!("토큰:{t}입니다"), "in.extracted"),
        ("Japanese quotes", format!("「{t}」"), "in.extracted"),
        ("shell's end mark", format!("{t}%"), "in.extracted"),
    ];
    for (name, text, id) in cases {
        let found = found(text);
        assert_eq!(found.candidates.len(), 1, "{name}");
        assert_eq!(&*found.candidates[0].text, t.as_str(), "{name}");
        let ids = ids(&found);
        assert!(ids.contains(id), "{name}: {ids:?}");
        assert!(!ids.contains(&"in.non-ascii"), "{name}: {ids:?}");
    }
}

#[test]
fn a_serialisation_is_found_in_other_text() {
    let object = r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}"#;
    let detached = r#"{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}"#;
    for text in
        [object.to_owned(), format!("```json\n{object}\n```"), format!("body={object} end"), detached.into()]
    {
        let found = found(&text);
        assert_eq!(found.candidates.len(), 1, "{text}");
        assert_eq!(found.candidates[0].form, Form::Json, "{text}");
        assert_eq!(found.candidates[0].place.unwrap().of(&text), &*found.candidates[0].text, "{text}");
    }
}

#[test]
fn an_unencoded_payload_may_hold_anything_but_dots() {
    let header = base64url::encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    for payload in [r#"{"a": 1}"#, "<html>", "a \"b\""] {
        let text = format!("{header}.{payload}.AAAA");
        assert_eq!(&*found(&text).candidates[0].text, text.as_str());
    }
}

#[test]
fn one_stray_character_is_damage() {
    let t = token("a");
    for stray in ["*", ",", ";", "\"", "<", "&", "\0"] {
        let text = format!("{}{stray}{}", &t[..50], &t[51..]);
        assert_eq!(&*found(&text).candidates[0].text, text.as_str(), "{stray:?}");
    }
}

#[test]
fn the_place_is_where_the_token_stands() {
    let t = token("a");
    for text in [t.clone(), format!("Bearer {t}"), format!("  x=\"{t}\" "), format!(r#"{{"a":"{t}"}}"#)] {
        let found = found(&text);
        let place = found.candidates[0].place.unwrap();
        assert_eq!(place.of(&text), t, "{text}");
    }
}

#[test]
fn several_tokens_are_all_listed() {
    let (a, b, c) = (token("a"), token("b"), token("c"));
    let cases: &[(&str, String, usize)] = &[
        ("lines", format!("{a}\n{b}"), 2),
        ("blank lines", format!("{a}\n\n{b}\n"), 2),
        ("one line", format!("{a} {b} {c}"), 3),
        ("response", format!(r#"{{"access_token":"{a}","refresh_token":"{b}","id_token":"{c}"}}"#), 3),
        ("log", format!("old {a} new {b} end"), 2),
        ("joined", format!("{a}{b}"), 2),
        ("joined, a letter lost", format!("{a}{}", &b[1..]), 2),
        ("joined, two letters lost, three of them", format!("{a}{}{}", &b[2..], &c[2..]), 3),
        ("a value on each line", format!("{{\"t\":\"{a}\"}}\n{{\"t\":\"{b}\"}}"), 2),
        ("colon", format!("{a}:{b}"), 2),
        ("bar", format!("{a}|{b}"), 2),
        ("slash", format!("{a}/{b}"), 2),
        ("joined by a dot", format!("{}.{b}", a.rsplit_once('.').unwrap().0), 2),
    ];
    for (name, text, count) in cases {
        let found = found(text);
        assert_eq!(found.candidates.len(), *count, "{name}");
        assert!(ids(&found).contains(&"in.multiple-tokens"), "{name}");
    }
    let found = found(&format!("{a}{b}"));
    assert!(found.candidates.iter().all(|candidate| candidate.joined), "joined tokens are known as such");
    assert_eq!(&*found.candidates[1].text, b);
}

#[test]
fn what_is_no_token_is_named() {
    use crate::inspect::rules::input::Lookalike;
    let cases: &[(&str, Lookalike)] = &[
        ("hello world", Lookalike::Text),
        ("john.doe.smith@example.com", Lookalike::Text),
        ("john.doe.smith", Lookalike::Text),
        ("v4.public.eyJzdWIiOiJhIn0xyz", Lookalike::Paseto),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", Lookalike::GitHub),
        ("123e4567-e89b-12d3-a456-426614174000", Lookalike::Uuid),
        ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", Lookalike::Key),
        (r#"{"kty":"oct","k":"AA"}"#, Lookalike::Jwk),
        (r#"{"a":1}"#, Lookalike::Json),
        ("deadbeefdeadbeefdeadbeef", Lookalike::Hex),
    ];
    for (text, want) in cases {
        let found = found(text);
        assert!(found.candidates.is_empty(), "{text}");
        let Some(Detail::Input(Input::NotJose { looks_like })) =
            found.findings.first().map(|finding| &finding.detail)
        else {
            panic!("{text}: {:?}", found.findings);
        };
        assert_eq!(looks_like, want, "{text}");
    }
    for text in ["", " \n\t", "\u{feff}", "\u{200b} \u{a0}"] {
        assert_eq!(ids(&found(text)), ["in.empty"], "{text:?}");
    }
    assert_eq!(ids(&found("..")), ["b64.empty-segment"]);
}

#[test]
fn line_breaks_do_not_swallow_what_follows() {
    let (a, b) = (token("a"), token("b"));
    let found = found(&format!("{a}\nThanks\n{b}"));
    let texts: Vec<&str> = found.candidates.iter().map(|candidate| &*candidate.text).collect();
    assert_eq!(texts, [a, b]);
}

#[test]
fn abbreviations_and_foreign_letters_are_told() {
    let t = token("a");
    assert!(ids(&found(&format!("{}…{}", &t[..50], &t[70..]))).contains(&"in.truncated"));
    assert!(ids(&found(&format!("{}...{}", &t[..50], &t[70..]))).contains(&"in.truncated"));
    for text in
        [t.replacen('.', "–", 1), format!("{}—", &t[..t.len() - 1]), format!("{}é{}", &t[..40], &t[41..])]
    {
        let found = found(&text);
        assert_eq!(&*found.candidates[0].text, text.as_str());
        assert!(ids(&found).contains(&"in.non-ascii"), "{text}");
    }
    for text in [format!("{}[...]{}", &t[..50], &t[70..]), format!("t: {}[…] end", &t[..50])] {
        assert!(ids(&found(&text)).contains(&"in.truncated"), "{text}");
    }
    let foreign = t.replacen('y', "у", 1);
    let found = found(&foreign);
    assert!(ids(&found).contains(&"in.non-ascii"), "{:?}", ids(&found));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = found(&text);
    }

    #[test]
    fn no_mutilated_token_panics(cut in 0_usize..140, insert in "[ \\n.=…\u{200b}%\"'{}\\[\\]а-я]{0,4}") {
        let mut text = token("mutilated");
        let cut = cut.min(text.len());
        text.insert_str(cut, &insert);
        let _ = found(&text);
        let _ = found(&format!("{text}{text}"));
    }
}
