//! Tokens in JSON: a JSON serialisation, a token response, a token in a JSON string.

use std::borrow::Cow;
use std::sync::Arc;

use super::plausible::{all_bytes, is_plausible, is_token_byte};
use super::{Candidate, Form, Search, input_finding, leading, whole};
use crate::encoding::Span;
use crate::encoding::json::{self, Kind, Value};
use crate::inspect::report::Origin;
use crate::inspect::rules::input::{Context, Input};
use crate::jose::token::Token;

/// How many opening braces in a text are looked at as the beginning of a serialisation.
const MOST_BRACES: usize = 16;

/// Strings shorter than this hold no token.
const SHORTEST_TOKEN: usize = 12;

impl Search {
    /// Looks at text that begins like JSON; `false` where it is none, so that it is looked at as text.
    pub(super) fn json(&mut self, text: &str, offset: Option<usize>, origin: &Origin) -> bool {
        let parsed = json::parse(text.into());
        let Some(json) = parsed.json else { return false };
        let root = json.root();
        let rest = text.get(root.span().end as usize..).unwrap_or_default();
        let is_serialization = root.kind() == Kind::Object && Token::is_json_serialization(root);
        if parsed.error.is_some() && !is_serialization {
            return rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
                && root.kind() != Kind::String
                && self.json_lines(text, offset, origin);
        }
        match root.kind() {
            Kind::String => self.json_string(root, offset, origin),
            _ if is_serialization => {
                self.json_serialization(root, offset, origin);
                if parsed.error.is_some() {
                    self.scan(rest, within(offset, root.span().end), origin);
                }
            }
            _ => self.json_members(&json, offset),
        }
        true
    }

    fn json_serialization(&mut self, root: Value<'_>, offset: Option<usize>, origin: &Origin) {
        let general = root.member("signatures").is_some() || root.member("recipients").is_some();
        let place = within(offset, root.span().start);
        self.push(Candidate {
            text: root.raw().into(),
            form: Form::Json,
            place: place.map(|start| Span::new(start, start + root.span().len())),
            origin: origin.clone(),
            findings: vec![input_finding(Input::JsonSerialization { general })],
            joined: false,
        });
    }

    /// One JSON value on each line, as in logs.
    fn json_lines(&mut self, text: &str, offset: Option<usize>, origin: &Origin) -> bool {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let offset = offset.map(|offset| offset + leading(text, line));
            if !line.starts_with(['{', '[']) || !self.json(line, offset, origin) {
                self.scan(line, offset, origin);
            }
        }
        true
    }

    /// A JSON serialisation that stands in other text.
    pub(super) fn serialization_inside(&mut self, text: &str, offset: Option<usize>, origin: &Origin) {
        let names = ["\"payload\"", "\"signatures\"", "\"signature\"", "\"ciphertext\""];
        if !names.iter().any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some()) {
            return;
        }
        for at in memchr::memchr_iter(b'{', text.as_bytes()).take(MOST_BRACES) {
            let Some(json) = text.get(at..).and_then(|rest| json::parse(rest.into()).json) else { continue };
            if Token::is_json_serialization(json.root()) {
                let offset = offset.map(|offset| offset + at);
                let origin = if *origin == Origin::Alone { &Origin::Text } else { origin };
                self.json_serialization(json.root(), offset, origin);
                self.tell(input_finding(Input::Extracted { context: Context::Text }));
                return;
            }
        }
    }

    /// Every string in the JSON that holds a token; JSON serialisations among its members.
    fn json_members(&mut self, json: &json::Json, offset: Option<usize>) {
        let mut members = Vec::new();
        // A serialisation's own strings are not tokens: its subtree is stepped over.
        let mut skip_until = 0;
        for value in json.values() {
            if value.index() < skip_until {
                continue;
            }
            let name = value.name().map(|name| name.text().into_owned());
            let origin = name.clone().map_or(Origin::Text, Origin::Member);
            let before = self.found.candidates.len();
            if value.kind() == Kind::Object && Token::is_json_serialization(value) {
                skip_until = value.end_index();
                self.look(value.raw(), within(offset, value.span().start), &origin);
            } else if value.kind() == Kind::String
                && value.span().len() >= SHORTEST_TOKEN
                && may_hold_token(value.raw())
            {
                self.json_string(value, offset, &origin);
            }
            if self.found.candidates.len() > before {
                members.extend(name);
            }
        }
        if !members.is_empty() {
            self.tell(input_finding(Input::JsonResponse { members }));
        }
    }

    fn json_string(&mut self, value: Value<'_>, offset: Option<usize>, origin: &Origin) {
        let Some(text) = value.as_str() else { return };
        let place = match text {
            Cow::Borrowed(_) => within(offset, value.span().start + 1),
            Cow::Owned(_) => None,
        };
        let is_token = all_bytes(text.trim(), is_token_byte) && is_plausible(text.trim());
        if !is_token {
            let before = self.found.candidates.len();
            self.look(&text, place, origin);
            if self.found.candidates.len() > before && *origin == Origin::Alone {
                self.tell(input_finding(Input::Extracted { context: Context::EscapedJson }));
            }
            return;
        }
        if *origin == Origin::Alone {
            self.tell(input_finding(Input::Quoted { quote: '"' }));
        }
        let text: Arc<str> = text.trim().into();
        let span = place.map(|start| Span::new(start, start + text.len()));
        for candidate in whole::candidates(text, span, origin) {
            self.push(candidate);
        }
    }
}

/// Whether a JSON string has a token in it, or base64 that may be one.
fn may_hold_token(raw: &str) -> bool {
    raw.contains("ey")
        || raw.len() >= 64 && raw.bytes().take(64).all(|byte| byte == b'"' || is_token_byte(byte))
}

fn within(offset: Option<usize>, start: u32) -> Option<usize> {
    offset.map(|offset| offset + start as usize)
}
