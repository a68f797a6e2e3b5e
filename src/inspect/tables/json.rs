//! JSON: how the text reads.

use super::{Table, head, plain};

pub(super) fn rows() -> Table {
    let mut table = Table::default();
    let t = plain();
    table.payloads(
        "json.invalid",
        &[r#"{"a":1,}"#, "{'a':1}", r#"{"a":NaN}"#, r#"{"a":1"#],
        &[r#"{"a":1}"#, "just text", "", "[1,2]"],
    );
    table.of("json.invalid", &[&head(r#"{"alg":"HS256""#), &head("{alg:'HS256'}")], &[&t]);
    table.of("json.not-object", &[&head(r#"["alg"]"#), &head("42"), &head("null")], &[&t, &head("{}")]);
    table.payloads(
        "json.trailing-data",
        &[r#"{"a":1}x"#, r#"{"a":1}{"a":2}"#, "{\"a\":1}\0"],
        &[r#"{"a":1}"#, "{\"a\":1} \r\n", "text {}"],
    );
    table.payloads(
        "json.duplicate",
        &[r#"{"a":1,"a":2}"#, r#"{"a":1,"\u0061":2}"#, r#"{"x":{"a":1,"a":1}}"#, r#"{"x":[{"a":1,"a":1}]}"#],
        &[r#"{"a":1,"A":2}"#, r#"{"x":{"a":1},"y":{"a":1}}"#, r#"{"x":[{"a":1},{"a":1}]}"#],
    );
    table.of("json.duplicate", &[&head(r#"{"alg":"ES256","kid":"a","kid":"a"}"#)], &[&t]);
    table.payloads(
        "json.case-variant",
        &[r#"{"Iss":"a"}"#, r#"{"EXP":1}"#, r#"{"Client_Id":"c"}"#],
        &[r#"{"Name":"a"}"#, r#"{"issuer":"a"}"#, r#"{"iss":"Iss"}"#, r#"{"x":{"Iss":"a"}}"#],
    );
    table.of("json.case-variant", &[&head(r#"{"Alg":"ES256"}"#)], &[&head(r#"{"alg":"ES256","Kind":"a"}"#)]);
    table.payloads(
        "json.big-number",
        &[
            r#"{"id":9007199254740993}"#,
            r#"{"id":12345678901234567890}"#,
            r#"{"x":[0.12345678901234567890123]}"#,
        ],
        &[
            r#"{"id":9007199254740992}"#,
            r#"{"id":"9007199254740993"}"#,
            r#"{"x":0.1}"#,
            r#"{"x":1e10}"#,
            r#"{"x":1.50}"#,
        ],
    );
    table.payloads(
        "json.lone-surrogate",
        &[r#"{"a":"\ud800"}"#, r#"{"a":"x\udc00y"}"#, r#"{"\ud800":1}"#],
        &[r#"{"a":"\ud83d\ude00"}"#, r#"{"a":"\\ud800"}"#, r#"{"a":"😀"}"#],
    );
    table.payloads(
        "json.control-chars",
        &[r#"{"a":"x\u0000y"}"#, r#"{"a":"\u001b[31m"}"#, r#"{"\u0007":1}"#],
        &[r#"{"a":"x\ny\t"}"#, r#"{"a":"x\\u0000"}"#, r#"{"a":"한국어"}"#],
    );
    table.payloads(
        "json.bidi",
        &[
            "{\"a\":\"x\u{202e}y\"}",
            r#"{"a":"x\u202ey"}"#,
            "{\"sub\":\"аdmin\"}",
            "{\"iss\":\"https://i.exаmple\"}",
            "{\"iss\":\"https://раура.example\"}",
            "{\"sub\":\"ａdmin\"}",
            "{\"aud\":[\"αpi\"]}",
            "{\"x\u{200b}\":1}",
        ],
        &[
            "{\"name\":\"Иван\"}",
            "{\"name\":\"Иван Ivan\"}",
            "{\"sub\":\"김민수\"}",
            "{\"name\":\"שלום עולם\"}",
            "{\"name\":\"👩\u{200d}💻\"}",
            "{\"sub\":\"Ελένη\"}",
            "{\"sub\":\"user-λ\"}",
            "{\"sub\":\"Иванов (Ivanov)\"}",
            "{\"email\":\"иван@пример.example\"}",
        ],
    );
    table.payloads(
        "json.proto",
        &[r#"{"__proto__":{}}"#, r#"{"a":{"constructor":1}}"#, r#"{"\u005f_proto__":1}"#],
        &[r#"{"proto":1}"#, r#"{"a":"__proto__"}"#, r#"{"constructors":1}"#],
    );
    table.payloads("json.bom", &["\u{feff}{\"a\":1}", "\u{feff}{}"], &[r#"{"a":1}"#, "{\"a\":\"\u{feff}\"}"]);
    table.of("json.bom", &[&head("\u{feff}{\"alg\":\"ES256\"}")], &[&t]);
    let deep = |depth: usize| format!(r#"{{"a":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    table.payloads("json.deep", &[&deep(130), &deep(400)], &[&deep(100), &deep(5), r#"{"a":"[[[[["}"#]);
    table.payloads(
        "json.whitespace",
        &[r#"{"a": 1}"#, "{\n}", " {}"],
        &[r#"{"a":"b c"}"#, r#"{"a":1}"#, "plain text"],
    );
    table
}
