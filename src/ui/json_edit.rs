//! JSON as text to be typed over, in colours: what differs from the signed token is marked, the first fault is
//! underlined, times are told beside their lines.
//!
//! The box keeps what was typed until the state says something else: no layout of ours moves the cursor, and an input
//! method is never disturbed.

use std::sync::Arc;

use egui::epaint::text::PlacedRow;
use egui::text::CCursor;
use egui::{
    Align, Color32, Frame, Galley, Id, Margin, Pos2, Rect, ScrollArea, Shape, Stroke, TextEdit, Ui, pos2,
    vec2,
};

use super::actions;
use super::coloured::{self, Coloured};
use super::cx::{Cx, Shown};
use super::fonts;
use super::memory::Memory;
use super::squiggle;
use super::theme::{Palette, size};
use super::widgets;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::DocumentId;
use crate::craft::remake::{Part, can_be_edited};
use crate::craft::retype::{carried_over, changed_lines, laid_out, moved, partner};
use crate::encoding::Span;
use crate::inspect::finding::{self, Finding, In, Place};
use crate::jose::segment::Segment;
use crate::jose::token::Token;

/// Longer texts are shown in rows, and edited by claim: laying all of one out costs too much at each key.
pub(super) const MAX_EDIT: usize = 64 << 10;

/// Space around the text: that of the view in rows.
const PADDING: f32 = 10.0;

/// What stands in the box of one part.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// The document, and the token's place in it.
    of: Option<(DocumentId, usize)>,
    /// The text of the part when the box was filled; what is typed is carried over onto it.
    base: Arc<str>,
    /// The text of the part that the box stands for now.
    made: Arc<str>,
    /// What is in the box.
    text: String,
    /// Whether it changed since the state was told of it: not while an input method composes.
    waits: bool,
    /// The lines that are not those of the signed token, and which token that was.
    changed: Vec<usize>,
    compared: Option<(Arc<str>, Arc<str>)>,
    /// The signed token, and its part as it stands in the box.
    signed: Option<(Arc<str>, String)>,
    /// The text in its colours as it was laid out last.
    coloured: Option<Coloured>,
}

impl Typed {
    /// How many lines were changed since the token was signed.
    pub(super) fn changes(&self) -> usize {
        self.changed.len()
    }

    /// Takes over what the state says of a token, unless that is what the box stands for already. `holds`: what was
    /// typed for that token is newer, or is still being composed.
    fn mirror(&mut self, of: (DocumentId, usize), text: &Arc<str>, holds: bool) {
        let is_same = self.of.replace(of) == Some(of);
        let is_made = Arc::ptr_eq(&self.made, text) || self.made == *text;
        // What was typed for one token must never be written into another.
        if is_made && (is_same || !self.waits) || is_same && holds {
            return;
        }
        self.base = Arc::clone(text);
        self.made = Arc::clone(text);
        self.text = laid_out(text);
        self.waits = false;
    }

    /// Tells the state what is in the box, if it waits for that.
    fn send(&mut self, part: Part, queue: &mut Vec<Command>) {
        if !std::mem::take(&mut self.waits) {
            return;
        }
        let made = carried_over(&self.base, &self.text);
        if *made != *self.made {
            self.made = made.as_str().into();
            queue.push(Command::EditPart(part, made.into_bytes()));
        }
    }

    fn compare(&mut self, original: Option<&Arc<str>>, part: Part) {
        let Some(original) = original else {
            self.changed.clear();
            (self.compared, self.signed) = (None, None);
            return;
        };
        // The same texts, not like ones: this is asked in every frame.
        let is_known = |(signed, made): &(Arc<str>, Arc<str>)| {
            Arc::ptr_eq(signed, original) && Arc::ptr_eq(made, &self.made)
        };
        if self.compared.as_ref().is_some_and(is_known) {
            return;
        }
        if self.signed.as_ref().is_none_or(|(signed, _)| !Arc::ptr_eq(signed, original)) {
            let signed = Token::compact(Arc::clone(original));
            let segment = if part == Part::Header { signed.header() } else { signed.payload() };
            let before = segment.and_then(Segment::text).map(|text| laid_out(text)).unwrap_or_default();
            self.signed = Some((Arc::clone(original), before));
        }
        let before = self.signed.as_ref().map_or("", |(_, before)| before);
        self.changed = changed_lines(before, &self.text);
        self.compared = Some((Arc::clone(original), Arc::clone(&self.made)));
    }
}

/// The text box of a part: it never changes, so that focus and input methods stay with it.
pub(super) fn text_box_id(part: Part) -> Id {
    Id::unique(("json editor", part))
}

/// Whether a part of what is shown can be changed, by claim at least.
pub(super) fn is_changeable(shown: &Shown<'_>, segment: Option<&Segment>) -> bool {
    shown.layer == 0
        && can_be_edited(&shown.report.token)
        && !shown.report.token.is_detached()
        && segment.is_some_and(|segment| segment.text().is_some())
}

/// Whether it can be typed over as text.
pub(super) fn is_editable(shown: &Shown<'_>, segment: Option<&Segment>) -> bool {
    is_changeable(shown, segment)
        && segment.is_some_and(|segment| segment.text().is_some_and(|text| text.len() <= MAX_EDIT))
}

/// Draws the box. `segment` is what it shows; `reveal` the place of the decoded text to bring into sight.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    memory: &mut Memory,
    shown: &Shown<'_>,
    (part, segment, names): (Part, &Segment, Color32),
    reveal: Option<Place>,
) {
    let Some(text) = segment.text() else { return };
    let composing = memory.composing;
    let typed = memory.typed_mut(part);
    // While something newer is being looked at, what was typed stays.
    let holds = composing || shown.view.revision != shown.document.revision;
    typed.mirror((shown.document.id, shown.index), text, holds);
    typed.compare(cx.state.original(), part);
    let fault = fault(shown, part).map(|span| {
        let start = moved(text, &typed.text, span.start as usize);
        let end = moved(text, &typed.text, span.end as usize);
        start..end.max(start + 1)
    });
    let inside = ui.max_rect();
    let palette = cx.palette;
    let laid_out_last = &mut typed.coloured;
    let mut layouter = |ui: &Ui, typed: &dyn egui::TextBuffer, width: f32| {
        ui.fonts_mut(|fonts| coloured::layout(laid_out_last, fonts, typed.as_str(), names, palette, width))
    };
    let id = text_box_id(part);
    let output =
        ScrollArea::vertical().id_salt(id.with("scroll")).auto_shrink([false, false]).show(ui, |ui| {
            let behind = ui.painter().add(Shape::Noop);
            let output = TextEdit::multiline(&mut typed.text)
                .id(id)
                .font(fonts::code(fonts::CODE))
                .frame(Frame::new().inner_margin(Margin::symmetric(12, PADDING as i8)))
                .desired_width(f32::INFINITY)
                .min_size(vec2(0.0, inside.height()))
                .lock_focus(false)
                .layouter(&mut layouter)
                .show(ui);
            let (galley, at) = (&output.galley, output.galley_pos);
            let mut shapes = marked(&typed.changed, galley, at, inside, palette);
            if let Some(range) = &output.cursor_range
                && ui.memory(|memory| memory.has_focus(id))
            {
                shapes.extend(brackets(&typed.text, range.primary.index.into(), galley, at, palette));
            }
            ui.painter().set(behind, Shape::Vec(shapes));
            let spot = reveal.map(|place| moved(&typed.made, &typed.text, place.span.start as usize));
            if let Some(spot) = spot {
                let chars = typed.text.get(..spot).map_or(0, |before| before.chars().count());
                let spot = galley.pos_from_cursor(CCursor::new(chars)).translate(at.to_vec2());
                ui.scroll_to_rect(spot, Some(Align::Center));
            }
            output
        });
    let output = output.inner;
    let painter = ui.painter_at(inside);
    if let Some(fault) = &fault {
        let marks = std::slice::from_ref(fault);
        squiggle::under(&painter, &output.galley, output.galley_pos, &typed.text, marks, palette.bad);
    }
    if part == Part::Payload {
        hints(&painter.with_clip_rect(inside), cx, &typed.text, &output.galley, output.galley_pos);
    }
    if ui.memory(|memory| memory.has_focus(id)) {
        let focus = Stroke::new(1.5, palette.accent);
        painter.rect_stroke(inside.shrink(0.5), 4.0, focus, egui::StrokeKind::Inside);
    }
    let words = &cx.words().editing;
    let name = if part == Part::Header { words.header } else { words.payload };
    let response = output.response.response.accessible_name(name);
    typed.waits |= response.changed();
    if !composing {
        typed.send(part, cx.queue);
    }
}

/// Takes what is being composed for typed, where its box loses the keyboard: before anything is drawn, so that a button
/// signs what is to be seen.
pub(super) fn settle(cx: &mut Cx<'_>, memory: &mut Memory) {
    let shown = cx.shown().map(|shown| (shown.document.id, shown.index));
    for part in [Part::Header, Part::Payload] {
        let typed = memory.typed_mut(part);
        if shown.is_some() && typed.of == shown {
            typed.send(part, cx.queue);
        }
    }
}

/// The first place where the text is not JSON.
fn fault(shown: &Shown<'_>, part: Part) -> Option<Span> {
    let wanted = if part == Part::Header { finding::Part::Header } else { finding::Part::Payload };
    let is_fault = |finding: &&Finding| {
        finding.place.part == wanted
            && finding.place.text == In::Decoded
            && finding.meta().id.starts_with("json.")
            && finding.meta().policy == finding::Policy::Reject
    };
    shown.report.findings.iter().find(is_fault).map(|finding| finding.place.span)
}

/// The rows of each line of the text.
fn lines(galley: &Galley) -> impl Iterator<Item = (usize, &PlacedRow)> {
    let mut line = 0;
    galley.rows.iter().map(move |row| {
        let here = line;
        line += usize::from(row.ends_with_newline);
        (here, row)
    })
}

/// What stands behind lines that are not those of the signed token: a ground, and a bar that does not need its colour.
fn marked(changed: &[usize], galley: &Galley, at: Pos2, inside: Rect, palette: &Palette) -> Vec<Shape> {
    if changed.is_empty() {
        return Vec::new();
    }
    let mut shapes = Vec::new();
    for (line, row) in lines(galley) {
        if changed.binary_search(&line).is_ok() {
            let rect = row.rect().translate(at.to_vec2());
            let row = Rect::from_x_y_ranges(inside.x_range(), rect.y_range());
            shapes.push(Shape::rect_filled(row, 0.0, palette.good.gamma_multiply(0.16)));
            let bar = Rect::from_min_max(row.min, pos2(row.left() + 3.0, row.bottom()));
            shapes.push(Shape::rect_filled(bar, 0.0, palette.good));
        }
    }
    shapes
}

/// The bracket before the cursor and its partner.
fn brackets(text: &str, cursor: usize, galley: &Galley, at: Pos2, palette: &Palette) -> Vec<Shape> {
    let before = cursor.saturating_sub(1);
    let Some((byte, _)) = text.char_indices().nth(before) else { return Vec::new() };
    let Some(other) = partner(text, byte) else { return Vec::new() };
    let chars = text.get(..other).map_or(0, |before| before.chars().count());
    let spot = |chars: usize| {
        let start = galley.pos_from_cursor(CCursor::new(chars)).translate(at.to_vec2());
        Rect::from_min_size(start.min, vec2(fonts::CODE * 0.6, start.height())).expand(1.0)
    };
    let shape = |chars| Shape::rect_filled(spot(chars), 3.0, palette.accent.gamma_multiply(0.35));
    vec![shape(before), shape(chars)]
}

/// Times in words, at the right of their lines.
fn hints(painter: &egui::Painter, cx: &Cx<'_>, text: &str, galley: &Galley, at: Pos2) {
    let mut texts = text.lines().enumerate();
    let mut current = texts.next();
    let clip = painter.clip_rect();
    for (line, row) in lines(galley) {
        // What a row is wide stands elsewhere: thousands of them are not looked up.
        if at.y + row.pos.y > clip.bottom() {
            return;
        }
        if at.y + row.pos.y + size::CODE_ROW * 2.0 < clip.top() {
            continue;
        }
        let rect = row.rect().translate(at.to_vec2());
        while current.is_some_and(|(here, _)| here < line) {
            current = texts.next();
        }
        let Some((here, words)) = current else { return };
        if here != line || !clip.intersects(rect) {
            continue;
        }
        let Some(hint) = time_of(cx, words) else { continue };
        let font = fonts::words(fonts::SMALL);
        let hint = painter.layout_no_wrap(hint, font, cx.palette.muted);
        let left = rect.right() + 28.0;
        if left + hint.size().x < painter.clip_rect().right() - size::GAP {
            painter.galley(pos2(left, rect.center().y - hint.size().y / 2.0), hint, cx.palette.muted);
        }
        current = texts.next();
    }
}

fn time_of(cx: &Cx<'_>, line: &str) -> Option<String> {
    let (name, value) = line.trim().strip_prefix('"')?.split_once("\":")?;
    let at: f64 = value.trim().trim_end_matches(',').parse().ok()?;
    let at = Some(at).filter(|at| at.is_finite())? as i64;
    cx.text.claim_time(name, at, cx.state.now, cx.zone)
}

/// The buttons of the payload's title, from right to left: what is done most often, and a menu with the rest.
pub(super) fn tools(ui: &mut Ui, cx: &mut Cx<'_>) {
    use crate::craft::edit::time::TimeEdit;
    widgets::menu(ui, cx.words().editing.times, |ui| {
        for edit in TimeEdit::ALL {
            actions::entry(ui, cx, Action::Time(edit));
        }
    });
    if ui.available_width() > 330.0 {
        for edit in [TimeEdit::Expire, TimeEdit::Expires(3_600)] {
            actions::button(ui, cx, Action::Time(edit), widgets::button);
        }
    }
}

/// The button that adds a member, in the title of either part.
pub(super) fn add(ui: &mut Ui, cx: &mut Cx<'_>, part: Part) {
    let action = if part == Part::Header { Action::AddParameter } else { Action::AddClaim };
    actions::button(ui, cx, action, |ui, name| widgets::icon_quiet(ui, "+", name));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_for_one_token_is_never_in_the_box_of_another() {
        let text = |text: &str| -> Arc<str> { text.into() };
        let (one, other) = ((DocumentId(1), 0), (DocumentId(2), 0));
        let mut typed = Typed::default();
        typed.mirror(one, &text(r#"{"a":1}"#), false);
        typed.text.push('x');
        typed.made = text(r#"{"a":1}x"#);
        // What is typed stays while it is looked at or composed.
        typed.mirror(one, &text(r#"{"a":1}"#), true);
        assert!(typed.text.ends_with('x'));
        for (of, holds, wanted) in
            [(other, true, "\"b\""), (one, true, "\"a\""), ((DocumentId(1), 1), true, "\"b\"")]
        {
            let theirs = if wanted == "\"b\"" { r#"{"b":2}"# } else { r#"{"a":1}"# };
            typed.mirror(of, &text(theirs), holds);
            assert!(typed.text.contains(wanted) && !typed.text.ends_with('x'), "{of:?}: {}", typed.text);
        }
        // The same text in a document of its own is still being typed.
        typed.text.push(' ');
        typed.mirror(other, &text(r#"{"b":2}"#), true);
        assert!(typed.text.ends_with(' '));
    }
}
