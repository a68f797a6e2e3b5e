//! JSON: what a parser may read in another way than the signer meant.

use crate::encoding::Span;
use crate::encoding::json::{self, Json, JsonError, JsonErrorKind, Kind, Name, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::homoglyph::ascii_lookalike;
use crate::jose::segment::{Content, Segment};

findings! {
    /// JSON: how the text reads.
    JsonRule {
        /// Not JSON.
        Invalid { part: Part, error: JsonError } = "json.invalid", High, Reject, "RFC 8259 §2";
        /// JSON, but a header must be an object.
        NotObject { kind: Kind } = "json.not-object", High, Reject, "RFC 7515 §4";
        /// More after the first value.
        TrailingData { part: Part, line: usize, column: usize } = "json.trailing-data", High, Reject, "RFC 8259 §2";
        /// The same member name more than once in one object.
        Duplicate { part: Part, name: String, count: usize } = "json.duplicate", High, Reject, "RFC 7519 §4";
        /// A registered name in other case.
        CaseVariant { part: Part, name: String, registered: &'static str } = "json.case-variant", Medium, Warn, "RFC 7515 §4";
        /// A number that a 64-bit float cannot hold.
        BigNumber { part: Part, name: Option<String>, number: String, rounded: String } = "json.big-number", Low, Info, "RFC 8259 §6";
        /// Half of a surrogate pair.
        LoneSurrogate { part: Part } = "json.lone-surrogate", Medium, Warn, "RFC 8259 §8.2";
        /// A control character in a string.
        ControlChars { part: Part, name: Option<String>, found: char } = "json.control-chars", Medium, Warn, "RFC 8725 §3.10";
        /// Characters that deceive the eye.
        Bidi { part: Part, name: Option<String>, found: Vec<char> } = "json.bidi", Medium, Warn, "RFC 8725 §3.10";
        /// A name that poisons JavaScript objects.
        Proto { part: Part, name: String } = "json.proto", Medium, Warn, "CWE-1321";
        /// A byte order mark first.
        Bom { part: Part } = "json.bom", Low, Warn, "RFC 8259 §8.1";
        /// Nested deeper than common parsers go.
        Deep { part: Part, depth: usize } = "json.deep", Medium, Warn, "RFC 8259 §9";
        /// White space between the tokens; in bytes.
        Whitespace { part: Part, bytes: usize } = "json.whitespace", Info, Info, "RFC 7515 §3";
    }
}

/// The depth that `serde_json` and others stop at: deeper text is read by some and refused by others.
const COMMON_DEPTH: usize = 128;

/// Members whose value decides who is trusted: look-alike letters in them deceive.
const IDENTITIES: &[&str] =
    &["iss", "sub", "aud", "kid", "azp", "client_id", "jku", "x5u", "email", "preferred_username"];

/// Registered names that readers which ignore case would merge with a variant of them.
const REGISTERED: &[&str] = &[
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "azp",
    "nonce",
    "scope",
    "client_id",
    "auth_time",
    "cnf",
    "alg",
    "kid",
    "typ",
    "cty",
    "crit",
    "enc",
    "zip",
    "b64",
    "jku",
    "jwk",
    "x5u",
    "x5c",
    "x5t",
];

/// How many findings of one rule are told of one part: the rest would only repeat it.
const MOST_OF_A_KIND: usize = 8;

/// The rules on a header or payload that is, or was meant to be, JSON.
pub(in crate::inspect) fn segment(part: Part, segment: &Segment, out: &mut Vec<Finding>) {
    match &segment.content {
        Content::Json(json, error) => {
            if let Some(error) = error {
                let detail = JsonRule::TrailingData { part, line: error.line, column: error.column };
                let end = json.source().len();
                out.push(Finding::new(detail, Place::decoded(part, Span::new(error.at, end))));
            }
            whole(part, json, out);
        }
        Content::Text(text, error)
            if part == Part::Header || text.trim_start_matches('\u{feff}').trim_start().starts_with('{') =>
        {
            let length = text.get(error.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let place = Place::decoded(part, Span::new(error.at, error.at + length));
            out.push(Finding::new(JsonRule::Invalid { part, error: error.clone() }, place));
        }
        Content::Bytes(bytes) if part == Part::Header && !bytes.is_empty() => {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let kind = JsonErrorKind::Unexpected(char::REPLACEMENT_CHARACTER);
            let error = JsonError { at, line: 1, column: at + 1, kind };
            out.push(Finding::new(
                JsonRule::Invalid { part, error },
                Place::decoded(part, Span::new(at, at + 1)),
            ));
        }
        Content::Text(..) | Content::Bytes(_) => {}
    }
}

/// Tells that a member of a JSON serialisation that must be a base64url string is something else.
pub(in crate::inspect) fn not_a_string(part: Part, segment: &Segment, token: &str, out: &mut Vec<Finding>) {
    let first = segment.encoded(token).chars().next();
    if let Some(first @ ('{' | '[')) = first
        && segment.bytes().is_empty()
    {
        let error = JsonError { at: 0, line: 1, column: 1, kind: JsonErrorKind::Unexpected(first) };
        out.push(Finding::new(JsonRule::Invalid { part, error }, Place::encoded(part, 0, 1)));
    }
}

fn whole(part: Part, json: &Json, out: &mut Vec<Finding>) {
    let root = json.root();
    if part == Part::Header && root.kind() != Kind::Object {
        out.push(Finding::new(JsonRule::NotObject { kind: root.kind() }, Place::decoded(part, root.span())));
    }
    if json.has_bom() {
        out.push(Finding::new(JsonRule::Bom { part }, Place::decoded(part, Span::new(0, 3))));
    }
    if json.depth() > COMMON_DEPTH {
        out.push(Finding::new(JsonRule::Deep { part, depth: json.depth() }, Place::whole(part)));
    }
    if json.whitespace() > 0 {
        out.push(Finding::new(JsonRule::Whitespace { part, bytes: json.whitespace() }, Place::whole(part)));
    }
    for duplicate in json::duplicates(json).into_iter().take(MOST_OF_A_KIND) {
        let detail =
            JsonRule::Duplicate { part, name: duplicate.name.clone(), count: duplicate.values.len() };
        let place = duplicate.values.last().map_or(Place::whole(part), |span| Place::decoded(part, *span));
        out.push(Finding::new(detail, place));
    }
    for (name, _) in root.members() {
        let text = name.text();
        if let Some(registered) =
            REGISTERED.iter().find(|known| known.eq_ignore_ascii_case(&text) && **known != text)
        {
            let detail = JsonRule::CaseVariant { part, name: text.into_owned(), registered };
            out.push(Finding::new(detail, Place::decoded(part, name.span())));
        }
    }
    values(part, json, out);
}

/// The rules on single names and values: one pass over the index, and a closer look only where a flag is up.
fn values(part: Part, json: &Json, out: &mut Vec<Finding>) {
    let mut told = [0_usize; 5];
    let mut tell = |kind: usize, detail: JsonRule, span: Span| {
        if let Some(count) = told.get_mut(kind)
            && *count < MOST_OF_A_KIND
        {
            *count += 1;
            out.push(Finding::new(detail, Place::decoded(part, span)));
        }
    };
    let elements_of_audience =
        json.root().member("aud").map_or(0..0, |audience| audience.index()..audience.end_index());
    for value in json.values() {
        if let Some(name) = value.name() {
            if is_poison(name) {
                tell(0, JsonRule::Proto { part, name: name.text().into_owned() }, name.span());
            }
            if name.flags().lone_surrogate {
                tell(3, JsonRule::LoneSurrogate { part }, name.span());
            }
            if name.flags().control
                && let Some(found) = name.text().chars().find(|c| is_odd_control(*c))
            {
                let detail = JsonRule::ControlChars { part, name: Some(name.text().into_owned()), found };
                tell(4, detail, name.span());
            }
            if name.flags().non_ascii || name.flags().escaped {
                let found = deceivers(&name.text(), false);
                if !found.is_empty() {
                    tell(
                        1,
                        JsonRule::Bidi { part, name: Some(name.text().into_owned()), found },
                        name.span(),
                    );
                }
            }
        }
        let flags = value.flags();
        match value.kind() {
            Kind::Number if flags.inexact => {
                let rounded = value.as_f64().map_or_else(String::new, |float| format!("{float}"));
                let number = value.raw().chars().take(64).collect();
                tell(2, JsonRule::BigNumber { part, name: name_of(value), number, rounded }, value.span());
            }
            Kind::String if flags.lone_surrogate => tell(3, JsonRule::LoneSurrogate { part }, value.span()),
            Kind::String if flags.escaped || flags.non_ascii || flags.control => {
                let text = value.as_str().unwrap_or_default();
                if let Some(found) = text.chars().find(|c| is_odd_control(*c)) {
                    tell(4, JsonRule::ControlChars { part, name: name_of(value), found }, value.span());
                }
                let found =
                    deceivers(&text, is_identity(value) || elements_of_audience.contains(&value.index()));
                if !found.is_empty() {
                    tell(1, JsonRule::Bidi { part, name: name_of(value), found }, value.span());
                }
            }
            _ => {}
        }
    }
}

fn is_odd_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn is_identity(value: Value<'_>) -> bool {
    name_of(value).is_some_and(|name| IDENTITIES.contains(&name.as_str()))
}

fn name_of(value: Value<'_>) -> Option<String> {
    value.name().map(|name| name.text().into_owned())
}

fn is_poison(name: Name<'_>) -> bool {
    // The lengths of the three names, quotes counted in: nearly every name is out at once.
    matches!(name.span().len(), 11 | 13) && matches!(&*name.text(), "__proto__" | "constructor" | "prototype")
        || name.flags().escaped && matches!(&*name.text(), "__proto__" | "constructor" | "prototype")
}

/// Letters of other scripts in words that a reader takes for Latin.
fn passing_for_latin(text: &str) -> Vec<char> {
    let is_foreign =
        |c: &char| matches!(c, '\u{0370}'..='\u{03FF}' | '\u{0400}'..='\u{052F}' | '\u{FF01}'..='\u{FF5E}');
    let has_latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
    if !has_latin(text) {
        return Vec::new();
    }
    let words = text.split(|c: char| !c.is_alphanumeric() && !is_foreign(&c));
    let deceives = |word: &&str| {
        let passes = |c: char| ascii_lookalike(c).is_some();
        has_latin(word) || word.chars().filter(is_foreign).all(passes)
    };
    words.filter(deceives).flat_map(str::chars).filter(is_foreign).collect()
}

/// The characters of `text` that deceive the eye, each once: bidirectional controls and invisible ones anywhere; in an
/// identity, letters of another script that share a word with Latin ones, and words of nothing but letters that pass for
/// Latin ones beside words that are.
fn deceivers(text: &str, identity: bool) -> Vec<char> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    let foreign = if identity { passing_for_latin(text) } else { Vec::new() };
    for c in text.chars() {
        let deceives = matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E007F}')
            || foreign.contains(&c);
        if deceives && !found.contains(&c) && found.len() < MOST_OF_A_KIND {
            found.push(c);
        }
    }
    found
}
