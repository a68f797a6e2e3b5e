//! A report with what the panels need to draw it: made once for each text, keys and policy, never in a paint function.

use std::sync::Arc;
use std::time::Duration;

use crate::craft::convert::{To, WhyNot, convert};
use crate::inspect::report::{Policy, Report};
use crate::inspect::rows::Rows;
use crate::inspect::{MAX_DEPTH, report};
use crate::jose::key::Key;
use crate::jose::segment::Segment;

/// A report with what the panels need to draw it without reading the token again.
#[derive(Clone, Debug)]
pub struct View {
    /// The report.
    pub report: Report,
    /// The revision of the document's text that it speaks of.
    pub revision: u64,
    /// For each token of the report, its rows.
    pub tokens: Vec<TokenView>,
    /// How long the work took.
    pub took: Duration,
}

/// The rows of one token's JSON, and what it can be written as.
#[derive(Clone, Debug, Default)]
pub struct TokenView {
    /// The header, where it is JSON.
    pub header: Option<Arc<Rows>>,
    /// The payload, where it is JSON.
    pub payload: Option<Arc<Rows>>,
    /// Why it cannot be written in the compact serialisation; `None` where it can.
    pub not_compact: Option<WhyNot>,
    /// The same for flattened JSON.
    pub not_flattened: Option<WhyNot>,
}

/// Everything that a view is made from.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub text: Arc<str>,
    pub revision: u64,
    pub keys: Arc<[Key]>,
    pub policy: Policy,
    pub now: i64,
}

impl Question {
    /// Does the work; `clock` counts up while it does.
    pub(super) fn answer(&self, clock: fn() -> Duration) -> View {
        let started = clock();
        let report = report(&self.text, &self.keys, self.now, &self.policy);
        let tokens = report
            .tokens
            .iter()
            .map(|token| TokenView {
                header: token.token.header().and_then(rows),
                payload: token.token.payload().and_then(rows),
                not_compact: convert(&token.token, To::Compact).err(),
                not_flattened: convert(&token.token, To::Flattened).err(),
            })
            .collect();
        View { report, revision: self.revision, tokens, took: clock().saturating_sub(started) }
    }
}

fn rows(segment: &Segment) -> Option<Arc<Rows>> {
    let json = segment.json().filter(|json| json.depth() <= MAX_DEPTH)?;
    Some(Arc::new(Rows::new(json)))
}
