//! The tokens that were seen since the window opened, in memory only: an altered token often has the signature of one
//! that was looked at a minute ago.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::inspect::report::Report;
use crate::jose::token::Serialization;

/// How many tokens are remembered.
const MOST_TOKENS: usize = 200;

/// Longer tokens are not remembered; bytes.
const LONGEST: usize = 64 * 1024;

/// The compact tokens seen before, newest last. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct History {
    seen: Arc<VecDeque<Arc<str>>>,
}

impl History {
    /// Remembers the tokens of a report.
    pub fn note(&mut self, report: &Report) {
        for token in &report.tokens {
            let text = &token.token.text;
            let is_compact = token.token.serialization == Serialization::JwsCompact;
            if !is_compact || text.len() > LONGEST || self.seen.contains(text) {
                continue;
            }
            let seen = Arc::make_mut(&mut self.seen);
            seen.push_back(Arc::clone(text));
            if seen.len() > MOST_TOKENS {
                seen.pop_front();
            }
        }
    }

    /// The other tokens whose signature is spelled like that of `text`, newest first.
    pub(super) fn with_signature_of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let signature = text.rsplit_once('.').map_or("", |(_, signature)| signature);
        self.seen.iter().rev().map(|seen| &**seen).filter(move |seen| {
            *seen != text
                && !signature.is_empty()
                && seen.rsplit_once('.').is_some_and(|(_, other)| other == signature)
        })
    }
}
