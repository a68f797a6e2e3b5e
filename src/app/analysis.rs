//! A report with what the panels need to draw it: made once for each text, keys and policy, never in a paint function.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::craft::convert::{To, WhyNot, convert};
use crate::inspect::diagnose::Mend;
use crate::inspect::finding::Finding;
use crate::inspect::mend;
use crate::inspect::report::{Outcome, Policy, Report, TokenReport};
use crate::inspect::rows::Rows;
use crate::inspect::{MAX_DEPTH, report_until};
use crate::jose::jwe::DecryptError;
use crate::jose::key::Key;
use crate::jose::segment::Segment;
use crate::vault::KeyUid;

/// A report with what the panels need to draw it without reading the token again.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The report.
    pub report: Report,
    /// The revision of the document's text that it speaks of.
    pub revision: u64,
    /// For each token of the report, its rows.
    pub tokens: Vec<TokenView>,
    /// The keys of the vault that it was made with.
    pub asked: Vec<KeyUid>,
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
    /// The findings that can be mended without a key, and what mends them.
    pub mends: Vec<(Finding, Mend)>,
    /// Those of the token inside.
    pub nested: Option<Box<TokenView>>,
}

impl TokenView {
    fn of(token: &TokenReport) -> Self {
        Self {
            header: token.token.header().and_then(rows),
            // What was disclosed stands in its place there.
            payload: match &token.selective {
                Some(selective) => Some(Arc::new(Rows::new(&selective.shown))),
                None => token.payload().and_then(rows),
            },
            not_compact: convert(&token.token, To::Compact).err(),
            not_flattened: convert(&token.token, To::Flattened).err(),
            mends: mends(token),
            nested: token.nested.as_deref().map(|nested| Box::new(Self::of(nested))),
        }
    }

    /// A token that was joined with others is mended by splitting all of them.
    fn split(&mut self, joined: Vec<Arc<str>>) {
        let split = self.mends.iter_mut().find(|(_, mend)| matches!(mend, Mend::Split(_)));
        if let Some((_, mend)) = split {
            *mend = Mend::Split(joined);
        }
    }

    /// Those of the token and of those inside it, outermost first.
    pub fn layers(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |view| view.nested.as_deref())
    }
}

impl View {
    /// What is known of one of its tokens, as if it stood alone.
    pub(super) fn only(&self, token: usize) -> Self {
        let mut only = self.clone();
        only.report.tokens = only.report.tokens.into_iter().skip(token).take(1).collect();
        only.tokens = only.tokens.into_iter().skip(token).take(1).collect();
        only
    }

    /// Whether a JWE was left closed although it needs no more than so many iterations.
    pub(super) fn asks_for_less_than(&self, iterations: u64) -> bool {
        let attempts = self.report.tokens.iter().flat_map(TokenReport::layers);
        attempts.flat_map(|token| &token.signature.tried).any(|attempt| match attempt.outcome {
            Outcome::NotOpened(DecryptError::TooManyIterations { found, .. }) => found <= iterations,
            _ => false,
        })
    }
}

/// Everything that a view is made from.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub text: Arc<str>,
    pub revision: u64,
    pub keys: Arc<[Key]>,
    pub asked: Vec<KeyUid>,
    pub policy: Policy,
    pub now: i64,
    pub stop: Arc<AtomicBool>,
}

impl Question {
    /// Does the work; `clock` counts up while it does.
    pub(super) fn answer(&self, clock: fn() -> Duration) -> View {
        let started = clock();
        let stop = || self.stop.load(Ordering::Relaxed);
        let report = report_until(&self.text, &self.keys, self.now, &self.policy, &stop);
        let mut tokens: Vec<TokenView> = report.tokens.iter().map(TokenView::of).collect();
        for (place, view) in tokens.iter_mut().enumerate() {
            view.split(mend::joined(&report.tokens, place));
        }
        let asked = self.asked.clone();
        View { report, revision: self.revision, tokens, asked, took: clock().saturating_sub(started) }
    }

    /// The same question, with fewer iterations of PBKDF2.
    pub(super) fn with_iterations(&self, iterations: u64) -> Self {
        let mut question = self.clone();
        question.policy.jwe_limits.iterations = iterations;
        question
    }
}

fn mends(token: &TokenReport) -> Vec<(Finding, Mend)> {
    let findings = token.findings.iter();
    findings.filter_map(|finding| Some((finding.clone(), mend::mend(token, finding)?))).collect()
}

fn rows(segment: &Segment) -> Option<Arc<Rows>> {
    let json = segment.json().filter(|json| json.depth() <= MAX_DEPTH)?;
    Some(Arc::new(Rows::new(json)))
}
