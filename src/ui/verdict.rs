//! The verdict card: one sentence that names the key or the cause, a line that says more, the choice of keys, and the
//! time line. It keeps its height when the verdict changes.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align, Frame, Label, Layout, Margin, RichText, Role, Stroke, Ui, WidgetInfo};

use super::cx::{Cx, Shown, tone};
use super::fonts;
use super::layers;
use super::marks;
use super::memory::Memory;
use super::mends::{self, Offered};
use super::signing;
use super::theme::{Tone, size};
use super::timeline;
use super::visible;
use super::widgets;
use crate::app::command::Command;
use crate::app::state::DocumentId;
use crate::inspect::diagnose::{Diagnosis, weak};
use crate::inspect::report::{SignatureVerdict, TimeVerdict, TokenReport};
use crate::jose::token::Shape;
use crate::text::SignedBy;

/// How often progress is shown anew.
const PROGRESS: std::time::Duration = std::time::Duration::from_millis(200);

/// The height of a line of the cause.
const LINE: f32 = 17.0;
/// Between the cause and the time, where both are words.
const GAP: f32 = 3.0;

/// Draws the card as wide as there is room.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, shown: &Shown<'_>) {
    let report = shown.report;
    let is_edited = cx.state.original().is_some();
    let tone = if is_edited { Tone::Warn } else { tone(report) };
    let line = if tone == Tone::Plain { cx.palette.line } else { cx.palette.tone(tone) };
    let card = Frame::new()
        .fill(cx.palette.ground(tone))
        .stroke(Stroke::new(1.0, line))
        .corner_radius(size::RADIUS)
        .inner_margin(Margin { left: 14, right: 14, top: 12, bottom: 10 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            headline(ui, cx, shown, tone);
            details(ui, cx, shown);
        });
    widgets::announced(&card.response, memory.heard.of(cx, shown));
}

/// What screen readers are told of a token. It is made anew when the verdict changes, not with each second that goes by.
#[derive(Debug, Default)]
pub(super) struct Heard {
    of: Option<Said>,
    sentence: String,
}

/// What makes a verdict another one.
#[derive(Debug, PartialEq)]
struct Said {
    token: (DocumentId, usize, usize),
    revision: u64,
    headline: std::borrow::Cow<'static, str>,
    by: Option<String>,
    time: TimeVerdict,
    accept: bool,
    edited: bool,
    looking: bool,
    explained: bool,
}

impl Heard {
    fn of(&mut self, cx: &Cx<'_>, shown: &Shown<'_>) -> &str {
        let report = shown.report;
        let verdict = cx.text.verdict(report);
        let said = Said {
            token: shown.salt(),
            revision: shown.view.revision,
            headline: verdict.headline.clone(),
            by: verdict.signed_by.as_ref().map(|by| by.key.clone()),
            time: report.time.verdict,
            accept: report.accept,
            edited: cx.state.original().is_some(),
            looking: shown.document.is_diagnosing(),
            explained: report.diagnosis.is_some(),
        };
        if self.of.as_ref() != Some(&said) {
            self.sentence = if said.edited {
                cx.words().editing.edited.to_owned()
            } else {
                let by = verdict.signed_by.map(|by| format!("{} {}", by.label, visible::plain(&by.key, 60)));
                let looking = said.looking.then(|| cx.words().verdict.looking.to_owned());
                let parts = [Some(verdict.headline.into_owned()), by, looking.or(verdict.detail)];
                parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
            };
            self.of = Some(said);
        }
        &self.sentence
    }
}

fn headline(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>, tone: Tone) {
    let report = shown.report;
    let verdict = cx.text.verdict(report);
    let row = egui::vec2(ui.available_width(), size::BUTTON);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let is_edited = cx.state.original().is_some();
        if is_edited {
            signing::controls(ui, cx);
        } else if !cx.state.keys.is_empty() {
            let words = &cx.words().verdict;
            let is_jwe = matches!(report.token.shape, Shape::Jwe(_));
            let label = if is_jwe { words.decrypt_with } else { words.verify_with };
            key_menu(ui, cx, label, shown.document.only_key);
            let room = ui.available_width() > 430.0;
            if room {
                widgets::words(ui, label, fonts::BODY, cx.palette.muted);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 9.0;
            if is_edited {
                return edited(ui, cx, tone);
            }
            // A signature that holds is good by itself, whatever else is wrong: the line below says what.
            let colour = match report.signature.verdict {
                SignatureVerdict::Valid => cx.palette.good,
                SignatureVerdict::Decrypted if report.nested.is_none() => cx.palette.good,
                _ if tone == Tone::Plain => cx.palette.text,
                _ => cx.palette.tone(tone),
            };
            let sentence = format!("{} {}", sign(report), verdict.headline);
            let shown = RichText::new(sentence).font(fonts::strong(fonts::VERDICT)).color(colour);
            let response = ui.add(Label::new(shown).truncate());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*verdict.headline));
            // Of several layers, the path below says it of each.
            if report.nested.is_none() {
                who(ui, cx, verdict.signed_by.as_ref(), report.signature.algorithm.as_deref());
            }
        });
    });
}

/// That the token was edited, in as many words as there is room for.
fn edited(ui: &mut Ui, cx: &Cx<'_>, tone: Tone) {
    let words = &cx.words().editing;
    let font = fonts::strong(fonts::VERDICT);
    let colour = cx.palette.tone(tone);
    let all = format!("▲ {}", words.edited);
    let width = ui.painter().layout_no_wrap(all.clone(), font.clone(), colour).size().x;
    let is_room = width <= ui.available_width();
    let text = if is_room { all.clone() } else { format!("▲ {}", words.edited_short) };
    let response = ui.add(Label::new(RichText::new(text).font(font).color(colour)).truncate());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &all));
}

/// Who signed, and with which algorithm, as far as there is room: the key's name says most.
fn who(ui: &mut Ui, cx: &Cx<'_>, by: Option<&SignedBy>, algorithm: Option<&str>) {
    let gap = ui.spacing().item_spacing.x;
    let width =
        |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, cx.palette.text).size().x;
    let badge = algorithm.map(|name| visible::plain(name, 24));
    let badge_width = badge.as_deref().map_or(0.0, |name| width(name, fonts::code(10.5)) + 11.0 + gap);
    let mut room = ui.available_width();
    if let Some(by) = by {
        let key = visible::plain(&by.key, 60);
        let key_width = width(&key, fonts::strong(fonts::BODY)) + gap;
        let label_width = width(by.label, fonts::words(fonts::BODY)) + gap;
        if label_width + key_width + badge_width <= room {
            widgets::words(ui, by.label, fonts::BODY, cx.palette.muted);
            room -= label_width;
        }
        if room > 48.0 {
            let most = (room - badge_width).max(room.min(80.0));
            ui.scope(|ui| {
                ui.set_max_width(most - gap);
                widgets::strong(ui, &key, fonts::BODY, cx.palette.text);
            });
            room -= key_width.min(most);
        }
    }
    if let Some(name) = badge.filter(|_| badge_width <= room) {
        widgets::badge(ui, &name, cx.palette.muted);
    }
}

/// The sign before the sentence: the verdict without its colour.
pub(super) fn sign(report: &TokenReport) -> &'static str {
    match report.signature.verdict {
        SignatureVerdict::Valid => "✔",
        SignatureVerdict::Decrypted if report.nested.as_ref().is_none_or(|inner| inner.accept) => "✔",
        _ if super::cx::tone(report) == Tone::Plain => "◆",
        SignatureVerdict::Invalid | SignatureVerdict::Unsecured | SignatureVerdict::NotDecrypted => "✖",
        SignatureVerdict::NoKey => "◆",
        SignatureVerdict::Unsupported
        | SignatureVerdict::Unverifiable
        | SignatureVerdict::Ambiguous
        | SignatureVerdict::Decrypted => "▲",
    }
}

/// The entry that tries a list of words, where a secret may be found so.
fn try_words(ui: &mut Ui, cx: &mut Cx<'_>) {
    let is_searchable = cx.shown().is_some_and(|shown| weak::is_searchable(shown.report));
    if is_searchable && !cx.state.dialog_open {
        ui.separator();
        if widgets::menu_item(ui, cx.words().verdict.try_words, false) {
            cx.send(Command::TryWords);
        }
    }
}

fn key_menu(ui: &mut Ui, cx: &mut Cx<'_>, label: &str, only: Option<usize>) {
    let words = &cx.words().verdict;
    let entry = |index: usize| cx.state.keys.get(index).map(|key| visible::plain(&key.id.name, 28));
    let now = only.and_then(entry).unwrap_or_else(|| words.all_keys.to_owned());
    let menu = widgets::menu(ui, &now, |ui| {
        if widgets::menu_item(ui, words.all_keys, only.is_none()) {
            cx.queue.push(Command::VerifyWith(None));
        }
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for index in 0..cx.state.keys.len() {
                let name = entry(index).unwrap_or_default();
                let chosen = only == Some(index);
                let clicked = ui.push_id(index, |ui| widgets::menu_item(ui, &name, chosen)).inner;
                if clicked {
                    cx.queue.push(Command::VerifyWith(Some(index)));
                }
            }
        });
        try_words(ui, cx);
    });
    menu.response.accessible_name(format!("{label}: {now}"));
}

/// The cause and what to do, and below it the time line. Where the cause needs two lines, time is told in words, so
/// that the card keeps its height.
fn details(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>) {
    let report = shown.report;
    let words = &cx.words().verdict;
    if cx.state.original().is_some() {
        let row = egui::vec2(ui.available_width(), size::BUTTON - 4.0);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            signing::revert(ui, cx);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = RichText::new(cx.words().editing.edited_detail).font(fonts::words(fonts::SMALL));
                ui.add(Label::new(text.color(cx.palette.muted)).truncate());
            });
        });
        life(ui, cx, report, false);
        return marks(ui, cx, shown);
    }
    let is_layered = report.nested.is_some();
    if is_layered && report.accept {
        layers::path(ui, cx, shown);
        life(ui, cx, report, true);
        return marks(ui, cx, shown);
    }
    let action = Action::of(cx, shown);
    let said = match action {
        Action::Stop => words.looking.to_owned(),
        Action::StopWords(percent) => (words.trying)(percent),
        _ => cx.text.verdict(report).detail.unwrap_or_else(|| {
            let holds = report.signature.verdict.holds();
            let said = if report.accept { words.accepted } else { words.refused };
            if report.accept || holds { said.to_owned() } else { String::new() }
        }),
    };
    let lines = sentence(ui, cx, shown, &action, said);
    if is_layered {
        ui.add_space(8.0);
        layers::path(ui, cx, shown);
    }
    if shown.document.is_decrypting() || report.asks() {
        ask(ui, cx, shown.document.is_decrypting());
    } else {
        life(ui, cx, report, lines <= 1);
    }
    marks(ui, cx, shown);
}

fn marks(ui: &mut Ui, cx: &Cx<'_>, shown: &Shown<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(6.0);
    marks::show(ui, cx, shown);
}

/// What there is to do about a signature that does not hold.
enum Action {
    Nothing,
    /// The cause is being looked for.
    Stop,
    /// Words are being tried, and that much is done.
    StopWords(usize),
    /// It was found, and this mends it.
    Mend(Offered),
    /// It was not found: what was tried can be read.
    Tried(Arc<Diagnosis>),
}

impl Action {
    fn of(cx: &Cx<'_>, shown: &Shown<'_>) -> Self {
        if let Some(search) = &shown.document.words {
            return Self::StopWords(search.percent());
        }
        if shown.document.is_diagnosing() {
            return Self::Stop;
        }
        if let Some(mend) = mends::of_token(cx, shown) {
            return Self::Mend(mend);
        }
        let mut diagnoses = shown.report.layers().filter_map(|layer| layer.diagnosis.as_ref());
        match diagnoses.find(|one| one.proof.is_none() && !one.tried.is_empty()) {
            Some(diagnosis) => Self::Tried(Arc::clone(diagnosis)),
            None => Self::Nothing,
        }
    }
}

/// Draws the cause and what to do, and beside it the button that does it. Says how many lines it takes.
fn sentence(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>, action: &Action, said: String) -> usize {
    let has_button = !matches!(action, Action::Nothing);
    let width = ui.available_width();
    let least = if has_button { 2.0 * LINE } else { LINE };
    ui.spacing_mut().item_spacing.y = 0.0;
    let row = egui::vec2(width, least);
    let drawn = ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Min), |ui| {
        ui.set_min_height(least);
        ui.spacing_mut().item_spacing.x = 14.0;
        act(ui, cx, action);
        let mut job =
            LayoutJob::simple(said, fonts::words(fonts::SMALL), cx.palette.muted, ui.available_width());
        // Beside a button the card keeps its height: what does not fit is read out, and shown when pointed at.
        if has_button {
            job.wrap.max_rows = 2;
        }
        for section in &mut job.sections {
            section.format.line_height = Some(LINE);
        }
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let lines = galley.rows.len();
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
            let response = ui.add(Label::new(galley));
            tried(cx, shown.report, response);
        });
        lines
    });
    if has_button { 2 } else { drawn.inner }
}

fn act(ui: &mut Ui, cx: &mut Cx<'_>, action: &Action) {
    let words = &cx.words().verdict;
    match action {
        Action::Nothing => {}
        Action::Stop => {
            if widgets::button(ui, words.stop).clicked() {
                cx.send(Command::StopDiagnosis);
            }
        }
        Action::StopWords(_) => {
            ui.ctx().request_repaint_after(PROGRESS);
            if widgets::button(ui, words.stop).clicked() {
                cx.send(Command::StopWords);
            }
        }
        Action::Mend(mend) => {
            let label = mend.label(cx);
            if widgets::button(ui, &label).clicked() {
                mend.send(cx);
            }
        }
        Action::Tried(diagnosis) => {
            widgets::menu(ui, words.what_was_tried, |ui| {
                for tried in &diagnosis.tried {
                    widgets::words(ui, &cx.text.tried(*tried), fonts::SMALL, cx.palette.text);
                }
                if diagnosis.stopped {
                    widgets::words(ui, words.stopped, fonts::SMALL, cx.palette.muted);
                }
                try_words(ui, cx);
            });
        }
    }
}

/// The time line of the token, or of the first one inside it that has times; in words where there is less room.
fn life(ui: &mut Ui, cx: &Cx<'_>, report: &TokenReport, has_room: bool) {
    let times = || report.layers().map(|layer| &layer.time);
    let time = times().find(|time| time.verdict != TimeVerdict::None).unwrap_or(&report.time);
    ui.spacing_mut().item_spacing.y = 0.0;
    if has_room {
        ui.add_space(GAP + LINE + timeline::WORDS - timeline::HEIGHT);
        timeline::show(ui, cx.text, time, cx.state.now, cx.zone);
    } else {
        ui.add_space(GAP);
        timeline::words(ui, cx.text, time, cx.state.now, cx.zone);
    }
}

/// The button that goes on although it costs much, or the one that stops it.
fn ask(ui: &mut Ui, cx: &mut Cx<'_>, is_running: bool) {
    let words = &cx.words().verdict;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if is_running {
            if widgets::button(ui, words.stop).clicked() {
                cx.send(Command::StopDecrypting);
            }
            widgets::words(ui, words.decrypting, fonts::SMALL, cx.palette.muted);
        } else if widgets::button(ui, words.decrypt_anyway).clicked() {
            cx.send(Command::DecryptAnyway);
        }
    });
}

/// Every key that was tried and what came of it, for those who point at the cause.
fn tried(cx: &Cx<'_>, report: &TokenReport, response: egui::Response) {
    let tried = &report.signature.tried;
    if tried.is_empty() {
        return;
    }
    response.on_hover_ui(|ui| {
        widgets::section(ui, cx.words().verdict.tried, cx.palette.muted);
        for attempt in tried.iter().take(12) {
            let name = visible::plain(&attempt.key.name, 40);
            widgets::caption(ui, format!("{name} · {}", cx.text.attempt(attempt)));
        }
    });
}
