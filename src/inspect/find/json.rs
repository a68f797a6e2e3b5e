//! Tokens in JSON: a JSON serialisation, a token response, a token in a JSON string.

use std::borrow::Cow;
use std::sync::Arc;

use super::plausible::{all_bytes, is_plausible, is_token_byte};
use super::{Candidate, Form, Search, input_finding, whole};
use crate::encoding::Span;
use crate::encoding::json::{self, Kind, Value};
use crate::inspect::report::Origin;
use crate::inspect::rules::input::{Context, Input};
use crate::jose::token::Token;

/// Strings shorter than this hold no token.
const SHORTEST_TOKEN: usize = 12;

impl Search {
    /// Looks at text that begins like JSON; `false` where it is none, so that it is looked at as text.
    pub(super) fn json(&mut self, text: &str, offset: Option<usize>, origin: &Origin) -> bool {
        let Some(json) = json::parse(text.into()).json else { return false };
        let root = json.root();
        match root.kind() {
            Kind::String => self.json_string(root, offset, origin),
            Kind::Object if Token::is_json_serialization(root) => {
                let general = root.member("signatures").is_some() || root.member("recipients").is_some();
                self.push(Candidate {
                    text: text.into(),
                    form: Form::Json,
                    place: offset.map(|offset| Span::new(offset, offset + text.len())),
                    origin: origin.clone(),
                    findings: vec![input_finding(Input::JsonSerialization { general })],
                    joined: false,
                });
            }
            _ => self.json_members(&json, offset),
        }
        true
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
                && value.raw().contains("ey")
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

fn within(offset: Option<usize>, start: u32) -> Option<usize> {
    offset.map(|offset| offset + start as usize)
}
