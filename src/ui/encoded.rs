//! The text as it was pasted, its segments in their colours. Short texts are edited in place; long ones are rows
//! of which only those in sight are laid out.

use egui::containers::menu::SubMenuButton;
use egui::text::{CCursor, LayoutJob, TextWrapping};
use egui::text_edit::TextEditState;
use egui::{Align, Frame, Id, Label, Layout, Margin, Rect, ScrollArea, Stroke, TextEdit, Ui, vec2};

use super::actions;
use super::cx::{Cx, Look, Shown};
use super::fonts;
use super::ink::{self, Inked};
use super::memory::Memory;
use super::squiggle;
use super::theme::size;
use super::widgets::{self, Rows};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{Analysis, Document, DocumentId};
use crate::craft::copy_as::As;
use crate::inspect::finding::Place;

/// Longer texts are shown in rows and not edited in place: laying out one long line costs too much at each key.
pub(super) const MAX_EDIT: usize = 32 << 10;

const PADDING: f32 = 12.0;

/// The text box's content and colours, kept between frames.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// What is in the text box.
    text: String,
    /// The document and revision that the box shows, or was last told of.
    mirrors: Option<(DocumentId, u64)>,
    /// What the colours are of.
    inked_for: Option<Look>,
    inked: Inked,
}

/// The text box's id: it never changes, so that focus and input methods stay with it.
pub(super) fn text_box_id() -> Id {
    Id::unique("encoded text")
}

/// Draws the title, the buttons, and the text in a box of `height`.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, height: f32) {
    title(ui, cx);
    let Some(document) = cx.state.shown() else { return };
    memory.encoded.colour(cx);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    ui.painter().rect(
        rect,
        size::RADIUS,
        cx.palette.panel,
        Stroke::new(1.0, cx.palette.line),
        egui::StrokeKind::Inside,
    );
    let inside = rect.shrink(1.0);
    widgets::column(ui, inside, "encoded", |ui| {
        ui.shrink_clip_rect(inside);
        if document.text.len() <= MAX_EDIT {
            edit(ui, cx, memory, inside);
        } else {
            memory.encoded.mirrors = None;
            let reveal = memory.encoded.revealed(cx, memory.reveal);
            rows(ui, cx, &memory.encoded.inked, reveal);
        }
    });
    if ui.memory(|memory| memory.has_focus(text_box_id())) {
        let focus = Stroke::new(1.5, cx.palette.accent);
        ui.painter().rect_stroke(rect, size::RADIUS, focus, egui::StrokeKind::Inside);
    }
}

/// The height that suits `text`: what it needs and some room, but no more than `share` of the column.
pub(super) fn height_for(bytes: usize, width: f32, column: f32) -> f32 {
    let rows = (bytes.min(MAX_EDIT) as f32 / chars_per_row(width) as f32).ceil().max(1.0);
    (rows * size::CODE_ROW + 2.0 * PADDING + 76.0).clamp(150.0, (column * 0.4).max(150.0))
}

fn chars_per_row(width: f32) -> usize {
    // The face is of one width: 0.6 of its size, which `fonts` has a test for.
    ((width - 2.0 * PADDING) / (fonts::CODE * 0.6)).floor().max(8.0) as usize
}

fn title(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = cx.words();
    let shown = cx.shown();
    let aside = match (&shown, cx.state.shown()) {
        (Some(shown), _) => {
            let kind = cx.text.serialization(shown.report.token.serialization);
            format!("{kind} · {}", cx.text.bytes(shown.report.token.text.len()))
        }
        (None, Some(document)) if is_unknown(document) => words.encoded.working.to_owned(),
        (None, Some(document)) if document.text.is_empty() => String::new(),
        (None, _) => words.encoded.no_token.to_owned(),
    };
    let long = cx.state.shown().is_some_and(|document| document.text.len() > MAX_EDIT);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::BUTTON), egui::Sense::hover());
    widgets::column(ui, rect, "encoded title", |ui| {
        let _ = widgets::title_bar(ui, (words.encoded.title, None), cx.palette.muted, Some(&aside), |ui| {
            let paste = if long { words.encoded.replace } else { words.encoded.paste };
            let response =
                widgets::button(ui, paste).on_hover_text(actions::tip(ui.ctx(), cx, Action::Paste));
            if response.clicked() {
                cx.send(Command::RequestPaste);
            }
            if shown.is_some() {
                copy_menu(ui, cx);
            }
            steps(ui, cx);
        });
    });
}

/// The steps back and forth by their names, from right to left; nothing before the first edit.
fn steps(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(edits) = cx.state.shown().map(|document| &document.edits) else { return };
    let (undoes, redoes) = (edits.undoes(), edits.redoes());
    if undoes.is_none() && redoes.is_none() {
        return;
    }
    let usual = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, 2.0);
    let words = cx.words();
    for (forth, step, said, action) in [
        (true, redoes, words.editing.redo_step, Action::Redo),
        (false, undoes, words.editing.undo_step, Action::Undo),
    ] {
        let name = step.map_or_else(
            || actions::name(cx, action).full.into_owned(),
            |step| said(&(words.editing.step)(step)),
        );
        let tip = actions::with_chord(ui.ctx(), action, &name);
        actions::button_told(ui, cx, action, Some(tip), |ui, _| widgets::step(ui, forth, &name));
    }
    ui.spacing_mut().item_spacing.x = usual;
}

/// Whether nothing is known of a text yet, since it is still looked at in the background.
pub(super) fn is_unknown(document: &Document) -> bool {
    match &document.analysis {
        Analysis::Working { previous, .. } => previous
            .as_ref()
            .is_none_or(|view| view.report.tokens.is_empty() && view.revision != document.revision),
        Analysis::Ready(_) => false,
    }
}

fn copy_menu(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::menu(ui, cx.words().encoded.copy, |ui| {
        for action in [
            Action::CopyToken,
            Action::CopyAs(As::Bearer),
            Action::CopyAs(As::Curl),
            Action::CopyHeader,
            Action::CopyPayload,
            Action::CopyAs(As::Flattened),
            Action::CopyCompact,
        ] {
            actions::entry(ui, cx, action);
        }
        forms(ui, cx);
        for action in [Action::CopyFindings, Action::CopyFindingsMarkdown] {
            actions::entry(ui, cx, action);
        }
    });
}

/// The forms that other tools take, and code that verifies the token, in a menu of their own.
fn forms(ui: &mut Ui, cx: &mut Cx<'_>) {
    let said = cx.words().encoded.copy_as;
    let label = egui::RichText::new(said).font(fonts::words(fonts::BODY));
    let button = egui::Button::new(label).small().min_size(vec2(150.0, 28.0));
    let (response, _) = SubMenuButton::from_button(button).ui(ui, |ui| {
        for form in As::ALL {
            // Those are in the menu itself.
            if matches!(form, As::Token | As::Bearer | As::Curl | As::Flattened) {
                continue;
            }
            actions::entry(ui, cx, Action::CopyAs(form));
        }
    });
    response.accessible_name(said);
}

fn edit(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, inside: Rect) {
    let Some(document) = cx.state.shown() else { return };
    memory.encoded.mirror(ui, cx, memory.composing);
    let reveal = memory.encoded.revealed(cx, memory.reveal);
    let Buffer { text, inked, .. } = &mut memory.encoded;
    let palette = cx.palette;
    let mut layouter = |ui: &Ui, typed: &dyn egui::TextBuffer, width: f32| {
        let typed = typed.as_str();
        let mut job =
            LayoutJob { wrap: wrapping(width), keep_trailing_whitespace: true, ..LayoutJob::default() };
        if *typed == *inked.text {
            ink::append(&mut job, typed, 0..typed.len(), &inked.runs, palette, false);
        } else {
            ink::append(&mut job, typed, 0..typed.len(), &inked.moved_to(typed), palette, false);
        }
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let output =
        ScrollArea::vertical().id_salt("encoded scroll").auto_shrink([false, false]).show(ui, |ui| {
            let output = TextEdit::multiline(text)
                .id(text_box_id())
                .font(fonts::code(fonts::CODE))
                .frame(Frame::new().inner_margin(Margin::same(PADDING as i8)))
                .desired_width(f32::INFINITY)
                .min_size(vec2(0.0, inside.height()))
                .lock_focus(false)
                .layouter(&mut layouter)
                .show(ui);
            if let Some(at) = reveal {
                let chars = text.get(..at).map_or(0, |before| before.chars().count());
                let spot = output.galley.pos_from_cursor(CCursor::new(chars));
                ui.scroll_to_rect(spot.translate(output.galley_pos.to_vec2()), Some(Align::Center));
            }
            output
        });
    let output = output.inner;
    if *text == *inked.text {
        let painter = ui.painter_at(inside);
        squiggle::under(&painter, &output.galley, output.galley_pos, text, &inked.marks, palette.bad);
    }
    let response = output.response.response.accessible_name(cx.words().encoded.text_box);
    if response.changed() && *text != *document.text {
        cx.queue.push(Command::EditText(text.clone()));
    }
}

fn wrapping(width: f32) -> TextWrapping {
    TextWrapping { max_width: width, break_anywhere: true, ..TextWrapping::default() }
}

fn rows(ui: &mut Ui, cx: &Cx<'_>, inked: &Inked, reveal: Option<usize>) {
    let text: &str = &inked.text;
    let per_row = chars_per_row(ui.available_width());
    let rows = Rows {
        id: Id::unique("encoded rows"),
        count: text.len().div_ceil(per_row),
        height: size::CODE_ROW,
        margin: vec2(PADDING, PADDING),
        reveal: reveal.map(|at| at / per_row),
    };
    rows.show(ui, |ui, row| {
        let start = ink::floor(text, row.index * per_row);
        let end = ink::floor(text, (row.index + 1) * per_row);
        let mut job = LayoutJob { wrap: TextWrapping::no_max_width(), ..LayoutJob::default() };
        ink::append(&mut job, text, start..end, &inked.runs, cx.palette, true);
        for columns in squiggle::columns(start, end - start, &inked.marks) {
            let x = |column: usize| row.rect.left() + column as f32 * fonts::CODE * 0.6;
            let line = egui::Rangef::new(x(columns.start), x(columns.end));
            squiggle::line(ui.painter(), line, row.rect.bottom() - 2.0, cx.palette.bad);
        }
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
            ui.add(Label::new(job).extend().selectable(true))
        });
    });
}

impl Buffer {
    /// Takes over what the state says, unless an input method is at work in the box.
    fn mirror(&mut self, ui: &Ui, cx: &Cx<'_>, composing: bool) {
        let Some(document) = cx.state.shown() else { return };
        let now = (document.id, document.revision);
        if self.mirrors == Some(now) || composing {
            return;
        }
        if self.text != *document.text {
            (*document.text).clone_into(&mut self.text);
            // Each step of undo keeps a whole copy, and would bring back another document's text.
            if let Some(mut state) = TextEditState::load(ui.ctx(), text_box_id()) {
                state.clear_undoer();
                state.store(ui.ctx(), text_box_id());
            }
        }
        self.mirrors = Some(now);
    }

    /// Where in the text the place is that is to be brought into sight now.
    fn revealed(&self, cx: &Cx<'_>, place: Option<(usize, Place)>) -> Option<usize> {
        // What is inside does not stand in the text.
        let (_, place) = place.filter(|(layer, _)| *layer == 0)?;
        self.inked.find(&place, &cx.shown()?.report.token)
    }

    /// Works out the colours where the report is a new one.
    fn colour(&mut self, cx: &Cx<'_>) {
        let Some(document) = cx.state.shown() else { return };
        let shown = cx.shown();
        let wanted = Look::of(cx);
        if self.inked_for.as_ref() == Some(&wanted) {
            return;
        }
        self.inked = match shown {
            Some(Shown { view, report, .. }) => {
                let findings = view.report.input_findings.iter().chain(&report.findings);
                Inked::new(&view.report.input, report, findings)
            }
            None => Inked::plain(&document.text),
        };
        self.inked_for = Some(wanted);
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "limits are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_box_suits_its_text() {
        assert_eq!(height_for(0, 401.0, 788.0), 150.0);
        assert!((height_for(512, 401.0, 788.0) - 315.2).abs() < 6.0, "{}", height_for(512, 401.0, 788.0));
        assert_eq!(height_for(10 << 20, 401.0, 788.0), 788.0 * 0.4);
        assert_eq!(height_for(10 << 20, 401.0, 100.0), 150.0, "never flatter than this");
    }

    #[test]
    fn rows_are_as_long_as_there_is_room() {
        assert_eq!(chars_per_row(401.0), 50);
        assert_eq!(chars_per_row(1.0), 8);
    }
}
