//! Negative tests: what was made of the shown token, to be ticked, read, copied, saved for other tools, or opened.

use std::borrow::Cow;
use std::sync::{Arc, Weak};
use std::time::Duration;

use egui::{Align, Context, Id, Layout, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{Dialog, NARROW, PADDING, label, problem, title};
use crate::app::command::{Command, CopyWhat};
use crate::app::state::{NegativesSheet, NegativesStep, NegativesTrouble, NoticeKind, Running};
use crate::craft::negatives::export::{Format, Row, export};
use crate::craft::negatives::{Case, Set};
use crate::text::{Language, Told};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::theme::size;
use crate::ui::widgets::{self, Field};

/// Where requests go until another address is typed (RFC 2606).
const URL: &str = "https://api.example.com/";

/// The height of one line of the table.
const LINE: f32 = 46.0;

/// What is ticked and typed.
#[derive(Debug)]
pub(super) struct Buffer {
    /// What `chosen` is about.
    set: Weak<Set>,
    chosen: Vec<bool>,
    /// The one that is looked at.
    selected: usize,
    url: String,
}

impl Default for Buffer {
    fn default() -> Self {
        Self { set: Weak::new(), chosen: Vec::new(), selected: 0, url: URL.to_owned() }
    }
}

impl Buffer {
    /// Forgets what was chosen; the address stays.
    pub(super) fn turn(&mut self) {
        *self = Self { url: std::mem::take(&mut self.url), ..Self::default() };
    }

    fn take(&mut self, set: &Arc<Set>) {
        if !self.set.ptr_eq(&Arc::downgrade(set)) {
            (self.set, self.chosen) = (Arc::downgrade(set), vec![true; set.cases.len()]);
        }
    }

    fn chosen<'a>(&self, set: &'a Set) -> Vec<&'a Case> {
        set.cases.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen).map(|(case, _)| case).collect()
    }

    fn is_chosen(&self, place: usize) -> bool {
        self.chosen.get(place).copied().unwrap_or_default()
    }
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &NegativesSheet, first: bool) {
    let words = &cx.words().bench.negative;
    let dialog = Dialog { name: words.title, width: 780.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| match &sheet.step {
        NegativesStep::Making(running) => making(ui, cx, running),
        NegativesStep::Failed(why) => problem(ui, cx, &told(cx, why)),
        NegativesStep::Made(set) => {
            buffer.take(set);
            made(ui, cx, buffer, set);
        }
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| match &sheet.step {
        NegativesStep::Made(set) => foot(ui, cx, buffer, set, first),
        NegativesStep::Making(_) | NegativesStep::Failed(_) => {
            let close = widgets::button(ui, cx.words().sheet.cancel);
            if first {
                close.request_focus();
            }
            if close.clicked() {
                cx.send(Command::CloseSheet);
            }
        }
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, words.title), body, foot);
}

fn told(cx: &Cx<'_>, why: &NegativesTrouble) -> Told {
    match why {
        NegativesTrouble::Vault(why) => cx.text.notice(&NoticeKind::Vault(why.clone())),
        NegativesTrouble::Broke => cx.text.notice(&NoticeKind::JobBroke),
        NegativesTrouble::Negatives(why) => (cx.words().bench.negative.failed)(why),
    }
}

fn making(ui: &mut Ui, cx: &Cx<'_>, running: &Running) {
    ui.ctx().request_repaint_after(Duration::from_secs(1));
    let secs = cx.state.now.saturating_sub(running.since).max(0);
    let said = (cx.words().bench.negative.running)(secs);
    widgets::words(ui, &said, fonts::BODY, cx.palette.muted);
}

fn made(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer, set: &Set) {
    let said = cx.text.negative_words();
    ui.horizontal_wrapped(|ui| {
        widgets::words(ui, "▲", fonts::BODY, cx.palette.warn);
        widgets::strong(ui, said.notice, fonts::BODY, cx.palette.text);
    });
    if set.renewed {
        widgets::caption(ui, said.renewed);
    }
    heading(ui, cx, buffer, set);
    // The table scrolls by itself, so that what is said of the chosen one stays in sight.
    let most = (ui.ctx().content_rect().height() - 440.0).clamp(3.0 * LINE, 9.0 * LINE);
    let rows = egui::ScrollArea::vertical().id_salt("negatives").max_height(most).auto_shrink([false, true]);
    rows.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (place, case) in set.cases.iter().enumerate() {
            ui.push_id(place, |ui| line(ui, cx, buffer, (place, case)));
        }
    });
    if let Some(case) = set.cases.get(buffer.selected) {
        detail(ui, cx, case, buffer.selected);
    }
    if !set.left_out.is_empty() {
        let lines: Vec<String> = set
            .left_out
            .iter()
            .map(|(negative, why)| format!("{}: {}", negative.name(), cx.text.left_out(*why)))
            .collect();
        let count = (cx.words().bench.negative.left_out)(set.left_out.len());
        widgets::caption(ui, count).on_hover_text(lines.join("\n"));
    }
    let words = &cx.words().bench.negative;
    label(ui, cx, words.url);
    ui.add_space(-5.0);
    let id = Id::unique("negatives url");
    let field = Field { id, name: words.url, hint: URL, secret: false, code: true };
    let _ = field.show(ui, &mut buffer.url);
}

/// The box that ticks all or none, and how many there are.
fn heading(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, set: &Set) {
    let words = &cx.words().bench.negative;
    ui.horizontal(|ui| {
        let count = buffer.chosen.iter().filter(|chosen| **chosen).count();
        let all = count == set.cases.len();
        if widgets::tick(ui, words.all, all).clicked() {
            buffer.chosen.fill(!all);
        }
        widgets::words(ui, words.all, fonts::BODY, cx.palette.text);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let said = (words.chosen)(count, set.cases.len());
            widgets::words(ui, &said, fonts::SMALL, cx.palette.muted);
            let controls = set.cases.iter().filter(|case| case.negative.is_control()).count();
            let said = (cx.text.negative_words().count)(set.cases.len() - controls, controls);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::words(ui, &said, fonts::SMALL, cx.palette.muted);
            });
        });
    });
}

/// One of them: its box, its name, what must happen to it, where that is written; below, why.
fn line(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, (place, case): (usize, &Case)) {
    let palette = cx.palette;
    let said = cx.text.negative_words();
    let control = case.negative.is_control();
    let (what, colour) = if control { (said.accept, palette.good) } else { (said.refuse, palette.muted) };
    let (name, why) = (case.negative.name(), cx.text.negative(case.negative));
    let spoken = (cx.words().bench.negative.row)(name, what, why);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let is_selected = buffer.selected == place;
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, is_selected, &spoken));
    if is_selected || response.hovered() {
        let fill = if is_selected { palette.raised } else { palette.hovered };
        ui.painter().rect_filled(rect, size::RADIUS_BUTTON, fill);
    }
    if response.has_focus() {
        let focus = Stroke::new(1.5, palette.accent);
        ui.painter().rect_stroke(rect, size::RADIUS_BUTTON, focus, StrokeKind::Inside);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        buffer.selected = place;
    }
    let half = LINE / 2.0;
    let row =
        |at: f32| Rect::from_min_size(rect.min + vec2(4.0, 2.0 + at), vec2(rect.width() - 12.0, half - 2.0));
    widgets::line(ui, row(0.0), "name", |ui| {
        let chosen = buffer.is_chosen(place);
        if widgets::tick(ui, name, chosen).clicked()
            && let Some(chosen) = buffer.chosen.get_mut(place)
        {
            *chosen = !*chosen;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            widgets::words(ui, case.negative.reference(), fonts::SMALL, palette.muted);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let sign = if control { "✔" } else { "✖" };
                widgets::words(ui, sign, fonts::SMALL, colour);
                widgets::code(ui, name, palette.text);
                widgets::badge(ui, what, colour);
            });
        });
    });
    widgets::line(ui, row(half - 3.0), "why", |ui| {
        ui.add_space(30.0);
        widgets::words(ui, why, fonts::SMALL, palette.muted);
    });
}

/// The one that is looked at: its token, and what can be done with it.
fn detail(ui: &mut Ui, cx: &mut Cx<'_>, case: &Case, place: usize) {
    let words = &cx.words().bench.negative;
    let stroke = Stroke::new(1.0, cx.palette.line);
    widgets::card(ui, stroke, cx.palette.window, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::button(ui, words.open).clicked() {
                    cx.send(Command::OpenNegative(place));
                }
                if widgets::button(ui, words.copy_one).clicked() {
                    cx.send(Command::Copy(CopyWhat::Value(case.token.clone())));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    // No more of it than one line has room for.
                    let shown = crate::ui::visible::plain(&case.token, 120);
                    widgets::code(ui, &shown, cx.palette.muted);
                });
            });
        });
    });
}

fn foot(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &Buffer, set: &Set, first: bool) {
    let words = &cx.words().bench.negative;
    let chosen = buffer.chosen(set);
    let any = !chosen.is_empty();
    let said = (words.copy)(chosen.len());
    let copy = ui.add_enabled_ui(any, |ui| widgets::primary(ui, &said)).inner;
    if first {
        copy.request_focus();
    }
    if widgets::disabled_because(copy, words.none_chosen).clicked() {
        let tokens: Vec<&str> = chosen.iter().map(|case| case.token.as_str()).collect();
        cx.send(Command::Copy(CopyWhat::Value(tokens.join("\n"))));
    }
    ui.add_enabled_ui(any && !cx.state.dialog_open, |ui| {
        widgets::menu(ui, words.save, |ui| {
            for format in Format::ALL {
                if widgets::menu_item(ui, (words.format)(format), false) {
                    let text = written(cx, &chosen, format, &buffer.url);
                    cx.send(Command::SaveText(format.file_name(), text));
                }
            }
        });
    });
    if ui.available_width() > NARROW - 2.0 * PADDING - 240.0
        && widgets::button(ui, cx.words().sheet.close).clicked()
    {
        cx.send(Command::CloseSheet);
    }
}

/// The chosen ones for another tool. JSON is in English everywhere: programs read it.
fn written(cx: &Cx<'_>, chosen: &[&Case], format: Format, url: &str) -> String {
    let text = if format == Format::Json { Language::English.text() } else { cx.text };
    let rows: Vec<Row<'_>> = chosen
        .iter()
        .map(|case| Row {
            name: case.negative.name(),
            token: &case.token,
            why: text.negative(case.negative),
            reference: case.negative.reference(),
            accept: case.negative.is_control(),
        })
        .collect();
    let url: Cow<'_, str> = if url.trim().is_empty() { URL.into() } else { url.trim().into() };
    export(&rows, format, &url, text.negative_words().notice)
}
