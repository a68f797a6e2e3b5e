//! The set as text for other tools. What a person reads is handed in, so that it can be in any language.
//!
//! Promises: every token comes out of the other tool as the same bytes, whatever is in it; nothing that is handed in can
//! end a line, a string or a comment of what is written.

use std::fmt::Write as _;

use crate::encoding::json::{quote, quoted};

/// One token with what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its name.
    pub name: &'a str,
    /// The token.
    pub token: &'a str,
    /// Why it must be refused, or accepted.
    pub why: &'a str,
    /// Where that is written.
    pub reference: &'a str,
    /// Whether it must be accepted.
    pub accept: bool,
}

/// For which tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `{"negatives": […]}`.
    Json,
    /// RFC 4180, with a line of names.
    Csv,
    /// Requests for the HTTP clients of editors.
    Http,
    /// A shell script that sends all with cURL, and says which answer was not the expected one.
    Curl,
    /// A list for `pytest.mark.parametrize`.
    Pytest,
    /// A method for `JUnit`'s `@MethodSource`.
    Junit,
}

/// The status of a refusal (RFC 6750 §3.1).
const REFUSED: &str = "401";

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Json, Self::Csv, Self::Http, Self::Curl, Self::Pytest, Self::Junit];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Http => "http",
            Self::Curl => "curl",
            Self::Pytest => "pytest",
            Self::Junit => "junit",
        }
    }

    /// By its name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What a file of it is called.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Json => "negatives.json",
            Self::Csv => "negatives.csv",
            Self::Http => "negatives.http",
            Self::Curl => "negatives.sh",
            Self::Pytest => "negatives.py",
            Self::Junit => "NegativeTokens.java",
        }
    }
}

/// Writes the set, with a line break at the end. `url`: where requests go; `notice`: one line at the top of what has
/// comments.
pub fn export(rows: &[Row<'_>], format: Format, url: &str, notice: &str) -> String {
    match format {
        Format::Json => json(rows),
        Format::Csv => csv(rows),
        Format::Http => http(rows, &one_line(url), &one_line(notice)),
        Format::Curl => curl(rows, url, &one_line(notice)),
        Format::Pytest => pytest(rows, &one_line(notice)),
        Format::Junit => junit(rows, &one_line(notice)),
    }
}

fn json(rows: &[Row<'_>]) -> String {
    let mut out = String::from("{\"negatives\":[");
    for (index, row) in rows.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        let texts =
            [("name", row.name), ("token", row.token), ("why", row.why), ("reference", row.reference)];
        for (index, (name, text)) in texts.into_iter().enumerate() {
            let _ = write!(out, "{}\"{name}\":", if index == 0 { "{" } else { "," });
            quote(text, &mut out);
        }
        let _ = write!(out, ",\"accept\":{}}}", row.accept);
    }
    out.push_str("\n]}\n");
    out
}

fn csv(rows: &[Row<'_>]) -> String {
    let mut out = String::from("name,accept,token,why,reference\r\n");
    for row in rows {
        let accept = if row.accept { "true" } else { "false" };
        let fields = [row.name, accept, row.token, row.why, row.reference].map(field);
        let _ = write!(out, "{}\r\n", fields.join(","));
    }
    out
}

/// Quoted where it must be (RFC 4180 §2).
fn field(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn http(rows: &[Row<'_>], url: &str, notice: &str) -> String {
    let mut out = format!("# {notice}\n");
    for row in rows {
        let expected = if row.accept { "2xx" } else { REFUSED };
        let (name, token) = (one_line(row.name), one_line(row.token));
        let (why, reference) = (one_line(row.why), one_line(row.reference));
        let _ = write!(
            out,
            "\n### {name} → {expected}\n# {why} ({reference})\nGET {url}\nAuthorization: Bearer {token}\n"
        );
    }
    out
}

/// What stands before the calls: sends one token and compares. A refusal is 401, or one of its neighbours; that a server
/// fails is no refusal.
const CHECK: &str = r#"set -u
failed=0

check() { # name, accept or refuse, token
    status=$(curl --silent --show-error --output /dev/null --write-out '%{http_code}' --max-time 20 --header "Authorization: Bearer $3" "$URL")
    case "$2 $status" in
        'accept 2'??) verdict=ok ;;
        'refuse 401' | 'refuse 400' | 'refuse 403') verdict=ok ;;
        *) verdict=FAILED failed=$((failed + 1)) ;;
    esac
    printf '%-6s %s  expected %s  %s\n' "$verdict" "$status" "$4" "$1"
}

"#;

fn curl(rows: &[Row<'_>], url: &str, notice: &str) -> String {
    let mut out = format!("#!/bin/sh\n# {notice}\nDEFAULT_URL={}\n", shell(url));
    out.push_str("URL=${1:-$DEFAULT_URL}\n");
    out.push_str(CHECK);
    for row in rows {
        let (what, status) = if row.accept { ("accept", "2xx") } else { ("refuse", REFUSED) };
        let (name, token) = (shell(row.name), shell(row.token));
        let (why, reference) = (one_line(row.why), one_line(row.reference));
        let _ = writeln!(out, "# {why} ({reference})\ncheck {name} {what} {token} {status}");
    }
    out.push_str("\nprintf '%s failed\\n' \"$failed\"\n[ \"$failed\" -eq 0 ]\n");
    out
}

/// In single quotes, in which a shell changes nothing.
pub(in crate::craft) fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Python writes a string as JSON does, and so does Java.
fn pytest(rows: &[Row<'_>], notice: &str) -> String {
    let mut out = format!(
        "# {notice}\n#\n# from negatives import CASES\n#\n# @pytest.mark.parametrize(\"token, accept\", CASES)\n\
         # def test_token(token, accept):\n#     assert is_accepted(token) == accept\n\nimport pytest\n\nCASES = [\n"
    );
    for row in rows {
        let accept = if row.accept { "True" } else { "False" };
        let _ = writeln!(out, "    # {} ({})", one_line(row.why), one_line(row.reference));
        let _ = writeln!(out, "    pytest.param({}, {accept}, id={}),", quoted(row.token), quoted(row.name));
    }
    out.push_str("]\n");
    out
}

fn junit(rows: &[Row<'_>], notice: &str) -> String {
    let mut out = format!("// {}\n", one_line(notice));
    out.push_str(
        "import java.util.stream.Stream;\nimport org.junit.jupiter.params.provider.Arguments;\n\n\
         /** For @ParameterizedTest(name = \"{0}\") @MethodSource(\"NegativeTokens#all\"). */\n\
         final class NegativeTokens {\n    /** Name, token, whether it must be accepted, why. */\n    \
         static Stream<Arguments> all() {\n        return Stream.of(",
    );
    for (index, row) in rows.iter().enumerate() {
        let why = format!("{} ({})", row.why, row.reference);
        let _ = write!(
            out,
            "{}\n            Arguments.of({}, {}, {}, {})",
            if index == 0 { "" } else { "," },
            quoted(row.name),
            quoted(row.token),
            row.accept,
            quoted(&why)
        );
    }
    out.push_str(");\n    }\n}\n");
    out
}

/// Without line breaks and other characters that nobody sees.
fn one_line(text: &str) -> String {
    text.replace(crate::encoding::json::is_hidden, " ")
}
