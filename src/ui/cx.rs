//! What every panel gets: the state to read, the words to say, and the queue for what a person asks for.

use std::sync::{Arc, Weak};

use jiff::tz::TimeZone;

use super::theme::{Palette, Tone};
use crate::app::analysis::{TokenView, View};
use crate::app::command::Command;
use crate::app::state::{Document, DocumentId, State};
use crate::inspect::report::{SignatureVerdict, TokenReport};
use crate::jose::token::{Shape, Token};
use crate::text::{Text, Words};

/// Everything that a panel reads, and the only way in which it acts.
pub(super) struct Cx<'a> {
    /// The state, to read.
    pub(super) state: &'a State,
    /// The texts of the chosen language.
    pub(super) text: &'static Text,
    /// The colours of the theme that is drawn in.
    pub(super) palette: &'static Palette,
    /// The zone that instants are shown in.
    pub(super) zone: &'a TimeZone,
    /// What a person asked for in this frame; applied before the next.
    pub(super) queue: &'a mut Vec<Command>,
}

impl<'a> Cx<'a> {
    /// The window's own words.
    pub(super) fn words(&self) -> &'static Words {
        &self.text.words
    }

    /// Asks for something.
    pub(super) fn send(&mut self, command: Command) {
        self.queue.push(command);
    }

    /// The token that is shown, with all that is drawn of it.
    pub(super) fn shown(&self) -> Option<Shown<'a>> {
        let tab = self.state.tab()?;
        let document = self.state.document(tab.document)?;
        let view = document.analysis.view()?;
        let report = view.report.tokens.get(tab.token)?;
        Some(Shown { document, view, index: tab.token, layer: 0, report, rows: view.tokens.get(tab.token) })
    }
}

/// The token that is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The text that it stands in.
    pub(super) document: &'a Document,
    /// What is known of that text.
    pub(super) view: &'a Arc<View>,
    /// The token's place in the report.
    pub(super) index: usize,
    /// How many tokens are around it.
    pub(super) layer: usize,
    /// The report on it.
    pub(super) report: &'a TokenReport,
    /// Its rows.
    pub(super) rows: Option<&'a TokenView>,
}

/// What is known of the shown text, to tell whether that changed: for those who keep what they made of it.
#[derive(Clone, Debug)]
pub(super) struct Look {
    document: Option<(DocumentId, u64)>,
    token: Option<usize>,
    /// Tells one look at the text from the next; the seconds that pass make no new one.
    report: Weak<Token>,
    /// Whether the cause was looked for since.
    explained: bool,
}

impl Look {
    /// What is known now.
    pub(super) fn of(cx: &Cx<'_>) -> Self {
        let shown = cx.shown();
        Self {
            document: cx.state.shown().map(|document| (document.id, document.revision)),
            token: shown.map(|shown| shown.index),
            report: shown.map(|shown| Arc::downgrade(&shown.report.token)).unwrap_or_default(),
            explained: shown.is_some_and(|shown| shown.report.diagnosis.is_some()),
        }
    }
}

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
            && self.token == other.token
            && self.explained == other.explained
            && self.report.ptr_eq(&other.report)
    }
}

impl Shown<'_> {
    /// This token and those inside it, outermost first.
    pub(super) fn layers(&self) -> Vec<Self> {
        let mut rows = self.rows;
        let mut layers = Vec::new();
        for (place, report) in self.report.layers().enumerate() {
            layers.push(Shown { report, rows, layer: self.layer + place, ..*self });
            rows = rows.and_then(|rows| rows.nested.as_deref());
        }
        layers
    }

    /// What tells the widgets of one layer from those of another.
    pub(super) fn salt(&self) -> (DocumentId, usize, usize) {
        (self.document.id, self.index, self.layer)
    }
}

/// How good or bad it stands with a token: the four verdicts in one colour, which the words beside it take apart.
pub(super) fn tone(report: &TokenReport) -> Tone {
    let is_jwe = matches!(report.token.shape, Shape::Jwe(_));
    match report.signature.verdict {
        // An encrypted token that nobody could open yet is not wrong.
        SignatureVerdict::Unsupported if is_jwe => Tone::Plain,
        SignatureVerdict::Valid | SignatureVerdict::Decrypted if report.accept => Tone::Good,
        // What is inside counts for as much as what is around it.
        SignatureVerdict::Valid | SignatureVerdict::Decrypted
            if report.nested.as_deref().is_some_and(|inner| !inner.accept && tone(inner) == Tone::Bad) =>
        {
            Tone::Bad
        }
        SignatureVerdict::Valid
        | SignatureVerdict::Decrypted
        | SignatureVerdict::Unsupported
        | SignatureVerdict::Unverifiable
        | SignatureVerdict::Ambiguous => Tone::Warn,
        SignatureVerdict::Invalid | SignatureVerdict::Unsecured | SignatureVerdict::NotDecrypted => Tone::Bad,
        SignatureVerdict::NoKey => Tone::Plain,
    }
}
