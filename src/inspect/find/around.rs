//! What stands before a token in other text, and the name that it gives the token.

use crate::inspect::report::Origin;
use crate::inspect::rules::input::{Context, HttpSource, Input};

/// What stood around a token.
pub(super) struct Surroundings {
    /// Where the token was found.
    pub origin: Origin,
    /// What has to be told of it.
    pub told: Vec<Input>,
}

/// How far back a name is looked for, in bytes.
const REACH: usize = 256;

/// What stands around the token that starts at `start`; `fenced` where a Markdown fence stands before it.
pub(super) fn surroundings(text: &str, start: usize, fenced: bool) -> Surroundings {
    let before = text.get(..start).unwrap_or_default();
    let near = near(before);
    let line = near.rsplit('\n').next().unwrap_or_default();
    let is_curl = is_command(text, "curl") || is_command(text, "http") || is_command(text, "wget");
    let mut told = Vec::new();
    let (value_of, bearer) = without_scheme(line);
    if bearer {
        told.push(Input::BearerPrefix);
    }
    let origin = if let Some(name) = parameter(value_of) {
        told.push(Input::UrlEncoded { parameter: Some(name.clone()) });
        Origin::Parameter(name)
    } else if let Some(name) = cookie(line) {
        let source = HttpSource::Cookie(name);
        told.push(Input::Http { source: source.clone() });
        Origin::Http(source)
    } else if is_curl {
        Origin::Http(HttpSource::Curl(header(value_of)))
    } else if let Some(name) = assignment(value_of) {
        told.push(Input::Extracted { context: Context::Assignment });
        Origin::Assignment(name)
    } else if let Some(name) = member(value_of) {
        told.push(Input::Extracted { context: Context::EscapedJson });
        Origin::Member(name)
    } else if let Some(name) = header(value_of).filter(|_| is_header_line(line)) {
        let source = HttpSource::Header(name);
        told.push(Input::Http { source: source.clone() });
        Origin::Http(source)
    } else if bearer {
        told.push(Input::Extracted { context: Context::Text });
        Origin::Bearer
    } else {
        let context = if fenced || line.ends_with('`') { Context::Markdown } else { Context::Text };
        told.push(Input::Extracted { context });
        Origin::Text
    };
    if is_curl {
        let source = match &origin {
            Origin::Http(source @ HttpSource::Curl(_)) => source.clone(),
            other => HttpSource::Curl(other.label().map(str::to_owned)),
        };
        told.push(Input::Http { source });
    }
    Surroundings { origin, told }
}

/// The last bytes of `before`, cut at a character.
fn near(before: &str) -> &str {
    let mut from = before.len().saturating_sub(REACH);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    before.get(from..).unwrap_or_default()
}

fn is_command(text: &str, name: &str) -> bool {
    let text = text.trim_start().trim_start_matches("$ ");
    text.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '\t', '\\', '.']))
}

/// The line without `Bearer ` at its end, and whether that stood there.
fn without_scheme(line: &str) -> (&str, bool) {
    let trimmed = line.trim_end();
    for scheme in ["bearer", "dpop"] {
        let at = trimmed.len().saturating_sub(scheme.len());
        if trimmed.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(scheme))
            && (trimmed.len() < line.len())
        {
            return (trimmed.get(..at).unwrap_or_default(), true);
        }
    }
    (line, false)
}

/// `?name=`, `#name=` or `&name=` at the end.
fn parameter(line: &str) -> Option<String> {
    let (before, name) = trailing_name(line.strip_suffix('=')?)?;
    before.ends_with(['?', '#', '&']).then(|| name.to_owned())
}

/// The cookie whose value begins at the end of the line.
fn cookie(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let in_header = ["cookie:", "cookie :"].iter().any(|name| lower.contains(name));
    let in_flag = lower.contains("-b '") || lower.contains("-b \"") || lower.contains("--cookie ");
    if !in_header && !in_flag {
        return None;
    }
    let (_, name) = trailing_name(line.strip_suffix('=')?)?;
    Some(name.to_owned())
}

/// `NAME=`, `NAME="`, `name: '` and the like at the end.
fn assignment(line: &str) -> Option<String> {
    let line = line.trim_end_matches(['"', '\'', '`']).trim_end();
    let (before, name) =
        trailing_name(line.strip_suffix('=').or_else(|| line.strip_suffix(":="))?.trim_end())?;
    // `https://host/?token` was a parameter; here a word stands alone, or after a keyword.
    (!before.ends_with(['/', '?', '#', '&'])).then(|| name.to_owned())
}

/// `"name": "` or `\"name\":\"` at the end.
fn member(line: &str) -> Option<String> {
    let line = line.strip_suffix(['"', '\''])?.trim_end_matches('\\').trim_end();
    let line = line.strip_suffix(':')?.trim_end().strip_suffix(['"', '\''])?.trim_end_matches('\\');
    let (before, name) = trailing_name(line)?;
    before.ends_with(['"', '\'']).then(|| name.to_owned())
}

/// `Name: ` at the end.
fn header(line: &str) -> Option<String> {
    let line = line.trim_end().strip_suffix(':')?;
    let (_, name) = trailing_name(line)?;
    Some(name.to_owned())
}

/// Whether the line begins with the header's name, as in an HTTP message.
fn is_header_line(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && (name.contains('-')
            || name.eq_ignore_ascii_case("authorization")
            || name.eq_ignore_ascii_case("dpop"))
}

/// The word at the end of the line, and what stands before it.
fn trailing_name(line: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let before = line.trim_end_matches(is_name);
    let name = line.get(before.len()..)?;
    (!name.is_empty()).then_some((before, name))
}
