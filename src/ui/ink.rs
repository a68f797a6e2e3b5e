//! Which part of a pasted text is drawn in which colour: the token's segments, the text around it, the damaged
//! spots. Pure, and kept from frame to frame: it is worked out once for each report.

use std::ops::Range;
use std::sync::Arc;

use egui::TextFormat;
use egui::text::LayoutJob;

use super::fonts;
use super::theme::Palette;
use super::visible;
use crate::inspect::finding::{Detail, Finding, In, Part, Place};
use crate::inspect::report::TokenReport;
use crate::inspect::rules::signature::Signature;
use crate::jose::segment::{Encoded, Segment};
use crate::jose::token::{Role, Shape, Token};

/// A longer text is not searched for a token that was wrapped or quoted: it is shown in one colour.
const MAX_SEARCH: usize = 64 << 10;

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// A segment of the token.
    Segment(Role),
    /// What is between the segments.
    Between,
    /// What is around the token.
    Around,
}

/// A stretch of text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where.
    pub(super) range: Range<usize>,
    /// What.
    pub(super) ink: Ink,
}

/// A text with the colours of one token in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Inked {
    /// The text that the runs are of.
    pub(super) text: Arc<str>,
    /// All of the text, in order.
    pub(super) runs: Vec<Run>,
    /// Damaged spots, in order.
    pub(super) marks: Vec<Range<usize>>,
    map: Option<Map>,
}

impl Inked {
    /// The colours of the token of `report` in `input`.
    pub(super) fn new<'a>(
        input: &Arc<str>,
        report: &TokenReport,
        findings: impl Iterator<Item = &'a Finding>,
    ) -> Self {
        let map = Map::of(input, report);
        let mut runs = Vec::new();
        let mut at = 0;
        if let Some(whole) = map.as_ref().and_then(|map| map.range(0..report.token.text.len())) {
            push(&mut runs, at..whole.start, Ink::Around);
            at = whole.start;
            for (role, span) in report.token.stretches() {
                let Some(range) = map.as_ref().and_then(|map| map.range(span.range())) else { continue };
                if range.start >= at {
                    push(&mut runs, at..range.start, Ink::Between);
                    push(&mut runs, range.clone(), Ink::Segment(role));
                    at = range.end;
                }
            }
            push(&mut runs, at..whole.end, Ink::Between);
            at = whole.end;
            push(&mut runs, at..input.len(), Ink::Around);
        } else {
            push(&mut runs, at..input.len(), Ink::Between);
        }
        let mut marks: Vec<_> = findings
            .filter_map(|finding| place_in_input(finding, &report.token, map.as_ref()))
            .filter(|range| !range.is_empty() && range.end <= input.len())
            .collect();
        marks.sort_by_key(|range| range.start);
        Self { text: Arc::clone(input), runs, marks, map }
    }

    /// The byte where a finding's place starts, if it is in the encoded text.
    pub(super) fn find(&self, place: &Place, token: &Token) -> Option<usize> {
        Some(encoded_range(place, place.span.range(), token, self.map.as_ref())?.start)
    }

    /// A text without any token.
    pub(super) fn plain(input: &Arc<str>) -> Self {
        let mut runs = Vec::new();
        push(&mut runs, 0..input.len(), Ink::Between);
        Self { text: Arc::clone(input), runs, ..Self::default() }
    }

    /// The colours for `text`, which was typed over this one a moment ago: what is before the change stays, what is
    /// after it moves along.
    pub(super) fn moved_to(&self, text: &str) -> Vec<Run> {
        let old = self.text.as_bytes();
        let new = text.as_bytes();
        let before = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let room = old.len().min(new.len()) - before;
        let after =
            old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(old, new)| old == new).count();
        let shift = |at: usize| {
            if at <= before {
                at
            } else if at >= old.len() - after {
                at + new.len() - old.len()
            } else {
                floor(text, new.len() - after)
            }
        };
        let mut runs = Vec::new();
        for run in &self.runs {
            push(&mut runs, shift(run.range.start)..shift(run.range.end), run.ink);
        }
        runs
    }
}

/// Appends `part` of `text` in its colours. `spell` writes characters that play tricks by their names, which a
/// text box must not do.
pub(super) fn append(
    job: &mut LayoutJob,
    text: &str,
    part: Range<usize>,
    runs: &[Run],
    palette: &Palette,
    spell: bool,
) {
    let first = runs.partition_point(|run| run.range.end <= part.start);
    for run in runs.iter().skip(first).take_while(|run| run.range.start < part.end) {
        let color = match run.ink {
            Ink::Segment(role) => palette.role(role),
            Ink::Between => palette.text,
            Ink::Around => palette.muted,
        };
        let line_height = Some(super::theme::size::CODE_ROW);
        let format = TextFormat { line_height, ..TextFormat::simple(fonts::code(fonts::CODE), color) };
        let range = run.range.start.max(part.start)..run.range.end.min(part.end);
        let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) else { continue };
        if spell {
            let aside = TextFormat { color: palette.muted, ..format.clone() };
            visible::append(job, piece, usize::MAX, &format, &aside);
        } else {
            job.append(piece, 0.0, format);
        }
    }
}

/// The segment that a part means.
pub(super) fn segment(token: &Token, part: Part) -> Option<&Segment> {
    match (&token.shape, part) {
        (_, Part::Header) => token.header(),
        (_, Part::Payload) => token.payload(),
        (Shape::Jws(jws), Part::Signature) => jws.signatures.first().map(|block| &block.signature),
        (Shape::Jws(jws), Part::Extra(place)) => jws.extra.get((place as usize).checked_sub(1)?),
        (Shape::Jwe(jwe), Part::EncryptedKey) => {
            jwe.recipients.first().map(|recipient| &recipient.encrypted_key)
        }
        (Shape::Jwe(jwe), Part::Iv) => Some(&jwe.iv),
        (Shape::Jwe(jwe), Part::Ciphertext) => Some(&jwe.ciphertext),
        (Shape::Jwe(jwe), Part::Tag) => Some(&jwe.tag),
        _ => None,
    }
}

/// Whether a finding is about all bytes of the signature.
fn is_bad_signature(detail: &Detail) -> bool {
    matches!(detail, Detail::Signature(Signature::Der { .. } | Signature::Length { .. } | Signature::Zero))
}

/// The bytes of the input that a finding points at in the encoded text.
fn place_in_input(finding: &Finding, token: &Token, map: Option<&Map>) -> Option<Range<usize>> {
    let range = if is_bad_signature(&finding.detail) {
        0..segment(token, Part::Signature)?.span()?.len()
    } else {
        finding.place.span.range()
    };
    encoded_range(&finding.place, range, token, map)
}

fn encoded_range(
    place: &Place,
    range: Range<usize>,
    token: &Token,
    map: Option<&Map>,
) -> Option<Range<usize>> {
    if place.text != In::Encoded {
        return None;
    }
    match place.part {
        Part::Input => Some(range),
        Part::Token => map?.range(range),
        part => match segment(token, part)?.encoded {
            Encoded::At(span) => {
                let start = span.start as usize;
                map?.range(start + range.start..start + range.end)
            }
            Encoded::Apart(_) | Encoded::Missing => None,
        },
    }
}

/// Where the bytes of a token's text stand in the input.
#[derive(Clone, Debug)]
enum Map {
    /// All together, from there.
    From(usize),
    /// With other characters between them: the place of each.
    Scattered(Vec<usize>),
}

impl Map {
    fn of(input: &str, report: &TokenReport) -> Option<Self> {
        let token = &report.token.text;
        if let Some(place) = report.place
            && place.len() == token.len()
        {
            return Some(Self::From(place.start as usize));
        }
        if input.len() > MAX_SEARCH || token.is_empty() {
            return None;
        }
        let kept = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'\\' | b'`');
        let (bytes, places): (Vec<u8>, Vec<usize>) =
            input.bytes().enumerate().filter(|(_, byte)| kept(byte)).map(|(at, byte)| (byte, at)).unzip();
        let found = memchr::memmem::find(&bytes, token.as_bytes())?;
        Some(Self::Scattered(places.get(found..found + token.len())?.to_vec()))
    }

    fn range(&self, range: Range<usize>) -> Option<Range<usize>> {
        match self {
            Self::From(start) => Some(start + range.start..start + range.end),
            Self::Scattered(places) => {
                let start = *places.get(range.start)?;
                let end =
                    range.end.checked_sub(1).and_then(|last| places.get(last)).map_or(start, |last| last + 1);
                Some(start..end.max(start))
            }
        }
    }
}

fn push(runs: &mut Vec<Run>, range: Range<usize>, ink: Ink) {
    if !range.is_empty() {
        runs.push(Run { range, ink });
    }
}

/// The nearest place at or before `at` where a character starts.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests;
