//! TIME, at 1790000000.

use super::{Table, head, plain, token};

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn rows() -> Table {
    let mut table = Table::default();
    let times = |claims: &[&str]| claims.iter().map(|times| format!("{{{times}}}")).collect::<Vec<_>>();
    let mut of = |id: &'static str, fires: &[&str], quiet: &[&str]| {
        let [fires, quiet] = [times(fires), times(quiet)];
        let [fires, quiet] = [&fires, &quiet].map(|all| all.iter().map(String::as_str).collect::<Vec<_>>());
        table.payloads(id, &fires, &quiet);
    };
    of(
        "time.expired",
        &[r#""exp":1789999939"#, r#""exp":0"#],
        &[r#""exp":1789999940"#, r#""exp":1790000001"#, r#""sub":"a""#],
    );
    of(
        "time.expired-skew",
        &[r#""exp":1790000000"#, r#""exp":1789999940"#],
        &[r#""exp":1790000001"#, r#""exp":1789999939"#],
    );
    of(
        "time.nbf-future",
        &[r#""nbf":1790000001"#, r#""nbf":1790000000.5"#, r#""nbf":1800000000"#],
        &[r#""nbf":1790000000"#, r#""nbf":1"#, r#""exp":1790000900"#],
    );
    of(
        "time.iat-future",
        &[r#""iat":1790000001"#, r#""iat":1790003600"#],
        &[r#""iat":1790000000"#, r#""iat":1789990000"#, r#""nbf":1790000001"#],
    );
    of("time.exp-missing", &[r#""sub":"a""#, r#""expires":1"#], &[r#""exp":1"#, r#""exp":"soon""#]);
    of(
        "time.iat-missing",
        &[r#""sub":"a""#, r#""exp":1790000900"#],
        &[r#""iat":1"#, r#""iat":1789990000.5"#],
    );
    of(
        "time.lifetime-long",
        &[r#""iat":1789999999,"exp":1790086399"#, r#""exp":1800000000"#],
        &[r#""iat":1789999999,"exp":1790086398"#, r#""exp":1790003600"#, r#""iat":1700000000"#],
    );
    of(
        "time.order",
        &[
            r#""iat":1789999999,"exp":1789999999"#,
            r#""iat":1789999999,"exp":1"#,
            r#""nbf":1790000600,"exp":1790000500"#,
        ],
        &[
            r#""iat":1789999999,"exp":1790000000"#,
            r#""nbf":1789999999,"exp":1790000500"#,
            r#""iat":5,"nbf":4"#,
        ],
    );
    of(
        "time.milliseconds",
        &[
            r#""exp":1790000900000"#,
            r#""iat":1790000000000000"#,
            r#""nbf":1790000000000000000"#,
            r#""signedDate":1790000000000"#,
        ],
        &[
            r#""exp":1790000900"#,
            r#""exp":99999999999"#,
            r#""id":1790000900000"#,
            r#""updated_at":1790000000"#,
        ],
    );
    of(
        "time.type",
        &[
            r#""exp":"1790000900""#,
            r#""nbf":true"#,
            r#""iat":{}"#,
            r#""exp":"2026-11-21T00:00:00Z""#,
            r#""auth_time":[]"#,
        ],
        &[
            r#""exp":1790000900"#,
            r#""exp":1.79e9"#,
            r#""updated_at":"2026-11-21T00:00:00Z""#,
            r#""issued":"now""#,
        ],
    );
    of(
        "time.fraction",
        &[r#""exp":1790000900.5"#, r#""iat":1.79e9"#, r#""nbf":1789999999.0"#],
        &[r#""exp":1790000900"#, r#""price":1.5"#, r#""exp":"1790000900.5""#],
    );
    of(
        "time.negative",
        &[r#""exp":-1"#, r#""nbf":-1790000000"#],
        &[r#""exp":0"#, r#""balance":-1"#, r#""iat":1"#],
    );
    of(
        "time.overflow",
        &[r#""exp":253402300800"#, r#""exp":1e400"#, r#""nbf":99999999999999999999999"#],
        &[r#""exp":1790000900"#, r#""exp":4102444800"#, r#""id":253402300800"#],
    );
    of(
        "time.y2038",
        &[r#""exp":2147483648"#, r#""exp":4102444800"#],
        &[r#""exp":2147483647"#, r#""exp":1790000900"#, r#""id":4102444800"#],
    );
    of(
        "time.auth-old",
        &[r#""auth_time":1789000000"#, r#""auth_time":1"#],
        &[r#""auth_time":1789999000"#, r#""auth_time":1789400000"#, r#""iat":1789000000"#],
    );
    // What needs no expiry by its standard.
    let without = |typ: &str| token(&format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#), r#"{"iat":1789999999}"#);
    table.of(
        "time.exp-missing",
        &[&without("JWT")],
        &[&without("dpop+jwt"), &without("kb+jwt"), &without("passport"), &head("{}"), &plain()],
    );
    table.payloads("claims.empty", &["{}", "{ }"], &[r#"{"a":1}"#, "[]", "null"]);
    table.payloads("claims.not-json", &["text", "[1]", "\"a\"", "7"], &["{}", r#"{"a":1}"#]);
    table.payloads(
        "claim.aud-missing",
        &[r#"{"sub":"a"}"#, r#"{"audience":"a"}"#],
        &[r#"{"aud":"a"}"#, r#"{"aud":[]}"#],
    );
    table.payloads("claim.jti-missing", &[r#"{"sub":"a"}"#, r#"{"id":"a"}"#], &[r#"{"jti":"a"}"#, "text"]);
    let size = |bytes: usize| format!(r#"{{"a":"{}"}}"#, "x".repeat(bytes));
    table.payloads("claim.size", &[&size(4_096), &size(20_000)], &[&size(4_000), r#"{"a":"x"}"#]);
    table
}
