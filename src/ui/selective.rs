//! What was disclosed in an SD-JWT and what was not, beside the claims that it is about.

use super::cx::Cx;
use crate::encoding::json::Value;
use crate::inspect::report::TokenReport;
use crate::jose::sd_jwt::{Mark, MarkKind, Selective};

/// What is said of one value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The words.
    pub(super) words: String,
    /// Whether the value itself was disclosed; else it, or something in it, is only told of.
    pub(super) disclosed: bool,
}

/// What there is to say of a value of [`Selective::shown`].
pub(super) fn note(cx: &Cx<'_>, selective: &Selective, value: Value<'_>) -> Option<Note> {
    let words = &cx.words().decoded;
    let marks = within(selective, value);
    match marks.first().filter(|mark| mark.span == value.span()).map(|mark| mark.kind) {
        Some(MarkKind::Disclosed) => Some(Note { words: words.disclosed.to_owned(), disclosed: true }),
        Some(MarkKind::Hidden) => Some(Note { words: words.hidden.to_owned(), disclosed: false }),
        // Of all of it the panel's title tells.
        None if marks.is_empty() || value.index() == 0 => None,
        None => Some(Note { words: count(cx, marks), disclosed: false }),
    }
}

/// How much was disclosed in all, and how much was not.
pub(super) fn total(cx: &Cx<'_>, selective: &Selective) -> String {
    count(cx, &selective.marks)
}

fn count(cx: &Cx<'_>, marks: &[Mark]) -> String {
    let of = |kind| marks.iter().filter(|mark| mark.kind == kind).count();
    (cx.words().decoded.selective)(of(MarkKind::Disclosed), of(MarkKind::Hidden))
}

/// The marks on the value and on what is in it.
fn within<'a>(selective: &'a Selective, value: Value<'_>) -> &'a [Mark] {
    let span = value.span();
    let from = selective.marks.partition_point(|mark| mark.span.start < span.start);
    let to = selective.marks.partition_point(|mark| mark.span.start < span.end);
    selective.marks.get(from..to).unwrap_or_default()
}

/// Where the claim that holds the byte `at` of the payload stands in what is shown.
pub(super) fn moved(report: &TokenReport, at: usize) -> Option<usize> {
    let Some(selective) = &report.selective else { return Some(at) };
    let payload = report.payload()?.leading_json()?;
    let holds = |value: Value<'_>, start: u32| (start as usize..value.span().end as usize).contains(&at);
    let (name, _) = payload.root().members().find(|(name, value)| holds(*value, name.span().start))?;
    let shown = selective.shown.root().members().find(|(found, _)| found.text() == name.text());
    shown.map(|(name, _)| name.span().start as usize)
}
