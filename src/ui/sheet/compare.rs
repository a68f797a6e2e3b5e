//! Two tokens side by side: header and claims, how each member differs, how far times are apart, whether one key signed
//! both, and which signature holds. A difference has a sign and a word beside its colour.

use egui::text::LayoutJob;
use egui::{Align, Color32, Context, Layout, Rect, Role, Sense, TextFormat, Ui, WidgetInfo, vec2};

use super::{Dialog, NARROW, PADDING, label, title};
use crate::app::command::Command;
use crate::app::state::{CompareSheet, Compared, Side};
use crate::craft::compare::{Change, Comparison, Inside, Row};
use crate::encoding::Span;
use crate::inspect::report::TokenReport;
use crate::jose::segment::Segment;
use crate::text::Units;
use crate::ui::cx::{Cx, tone};
use crate::ui::fonts;
use crate::ui::theme::size;
use crate::ui::visible;
use crate::ui::widgets;

/// No more of a value is shown; characters.
const LONGEST: usize = 160;

/// More members than these are not listed; nobody reads them.
const MOST: usize = 400;

/// What is chosen.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// Whether what is the same is shown as well.
    everything: bool,
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &CompareSheet, first: bool) {
    let words = &cx.words().bench.comparison;
    let dialog = Dialog { name: words.title, width: 980.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        sides(ui, cx, sheet);
        match (&sheet.state, sheet.second) {
            (Compared::Done(comparison), Some(second)) => {
                let (one, other) = (report(cx, sheet.first), report(cx, second));
                if let (Some(one), Some(other)) = (one, other) {
                    layers(ui, cx, buffer, comparison, (one, other));
                }
            }
            (Compared::Working(_), _) => {
                widgets::words(ui, words.working, fonts::BODY, cx.palette.muted);
            }
            _ => {
                widgets::caption(ui, words.no_other);
            }
        }
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        let close = widgets::button(ui, cx.words().sheet.close);
        if first {
            close.request_focus();
        }
        if close.clicked() {
            cx.send(Command::CloseSheet);
        }
        let swap = ui.add_enabled_ui(sheet.second.is_some(), |ui| widgets::button(ui, words.swap)).inner;
        if swap.clicked()
            && let Some(second) = sheet.second
        {
            cx.send(Command::Compare(second, Some(sheet.first)));
        }
        if widgets::switch(ui, words.differences, !buffer.everything).clicked() {
            buffer.everything = !buffer.everything;
        }
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, words.title), body, foot);
}

fn report<'a>(cx: &Cx<'a>, (document, token): Side) -> Option<&'a TokenReport> {
    cx.state.report(document, token)
}

/// Both tokens: which, and whether the signature holds.
fn sides(ui: &mut Ui, cx: &mut Cx<'_>, sheet: &CompareSheet) {
    let words = &cx.words().bench.comparison;
    super::pair(ui, (0.5, 76.0), "compare sides", |ui, place| {
        let (name, side) =
            if place == 0 { (words.first, Some(sheet.first)) } else { (words.second, sheet.second) };
        label(ui, cx, name);
        // Tabs may be called the same: their numbers tell them apart.
        let titled = |side: Side| {
            let is_it = |tab: &crate::app::state::Tab| (tab.document, tab.token) == side;
            let place = cx.state.tabs.iter().position(is_it)?;
            let tab = cx.state.tabs.get(place)?;
            Some(format!("{}. {}", place + 1, crate::ui::tabs::title(cx, tab)))
        };
        let now = side.and_then(titled).unwrap_or_else(|| words.choose.to_owned());
        let mut chosen = None;
        let menu = widgets::menu(ui, &now, |ui| {
            for tab in &cx.state.tabs {
                let this = (tab.document, tab.token);
                let Some(name) = titled(this).filter(|_| report(cx, this).is_some()) else { continue };
                let entry = |ui: &mut Ui| widgets::menu_item(ui, &name, Some(this) == side);
                if ui.push_id(this, entry).inner {
                    chosen = Some(this);
                }
            }
        });
        menu.response.accessible_name(format!("{name}: {now}"));
        if let Some(report) = side.and_then(|side| report(cx, side)) {
            let document = side.and_then(|side| cx.state.document(side.0));
            let is_edited =
                document.is_some_and(|shown| shown.edits.original_of(&report.token.text).is_some());
            let (verdict, colour) = if is_edited {
                (cx.words().editing.edited.into(), cx.palette.warn)
            } else {
                (cx.text.verdict(report).headline, cx.palette.tone(tone(report)))
            };
            ui.horizontal(|ui| {
                widgets::dot(ui, colour, true);
                widgets::words(ui, &verdict, fonts::SMALL, cx.palette.text);
            });
        }
        if let Some(chosen) = chosen {
            let (first, second) =
                if place == 0 { (chosen, sheet.second) } else { (sheet.first, Some(chosen)) };
            cx.queue.push(Command::Compare(first, second));
        }
    });
}

/// Both tokens, then those inside them.
fn layers(
    ui: &mut Ui,
    cx: &Cx<'_>,
    buffer: &Buffer,
    comparison: &Comparison,
    (one, other): (&TokenReport, &TokenReport),
) {
    let words = &cx.words().bench.comparison;
    let insides = std::iter::successors(Some(comparison), |comparison| match &comparison.inside {
        Inside::Both(inside) => Some(inside),
        Inside::Neither | Inside::First | Inside::Second => None,
    });
    for (depth, ((comparison, one), other)) in insides.zip(one.layers()).zip(other.layers()).enumerate() {
        ui.push_id(("layer", depth), |ui| {
            if depth > 0 {
                ui.add_space(14.0);
                widgets::strong(ui, words.inside, fonts::BODY, cx.palette.text);
            }
            differences(ui, cx, buffer, comparison, (one, other));
        });
        if let one @ (Inside::First | Inside::Second) = &comparison.inside {
            ui.add_space(14.0);
            let said = (words.one_inside)(*one == Inside::First);
            widgets::paragraph(ui, said, cx.palette.text);
        }
    }
}

fn differences(
    ui: &mut Ui,
    cx: &Cx<'_>,
    buffer: &Buffer,
    comparison: &Comparison,
    (one, other): (&TokenReport, &TokenReport),
) {
    let words = &cx.words().bench.comparison;
    widgets::paragraph(ui, (words.key)(&comparison.key), cx.palette.text);
    if comparison.same_content {
        widgets::paragraph(ui, words.same_content, cx.palette.text);
    }
    let text = |segment: Option<&Segment>| segment.and_then(Segment::text).map_or("", |text| text).to_owned();
    let headers = (text(one.token.header()), text(other.token.header()));
    let payloads = (text(one.payload()), text(other.payload()));
    let decoded = &cx.words().decoded;
    for (name, colour, rows, (one, other)) in [
        (decoded.header, cx.palette.header, &comparison.header, headers),
        (decoded.payload, cx.palette.payload, &comparison.claims, payloads),
    ] {
        // A payload that is a token is told below.
        if rows.is_empty() && !comparison.header.is_empty() && comparison.inside != Inside::Neither {
            continue;
        }
        ui.add_space(8.0);
        widgets::section(ui, name, colour);
        ui.spacing_mut().item_spacing.y = 4.0;
        let shown = |row: &&Row| buffer.everything || row.change != Change::Same;
        let mut is_empty = true;
        for (place, row) in rows.iter().filter(shown).take(MOST).enumerate() {
            is_empty = false;
            ui.push_id((name, place), |ui| line(ui, cx, row, (&one, &other)));
        }
        if is_empty {
            widgets::caption(ui, words.nothing);
        }
    }
}

/// The sign and the colour of a difference.
fn mark(cx: &Cx<'_>, change: Change) -> (&'static str, Color32) {
    let palette = cx.palette;
    match change {
        Change::Same => ("=", palette.muted),
        Change::Spelling => ("≈", palette.muted),
        Change::Added => ("+", palette.good),
        Change::Removed => ("×", palette.bad),
        Change::Changed | Change::Time(_) => ("→", palette.warn),
        Change::Type(..) => ("▲", palette.warn),
    }
}

fn said(cx: &Cx<'_>, change: Change) -> String {
    let words = &cx.words().bench.comparison;
    match change {
        Change::Time(secs) => {
            let duration = cx.text.duration(secs, Units::Two);
            if secs < 0 { (words.earlier)(&duration) } else { (words.later)(&duration) }
        }
        change => (words.change)(change),
    }
}

/// One member: its name and how it differs, then both values; below each other where it is narrow.
fn line(ui: &mut Ui, cx: &Cx<'_>, row: &Row, (one, other): (&str, &str)) {
    let words = &cx.words().bench.comparison;
    let (sign, colour) = mark(cx, row.change);
    let change = said(cx, row.change);
    let width = ui.available_width();
    let narrow = width < NARROW - 2.0 * PADDING;
    let height = if narrow { 3.0 } else { 1.0 } * size::ROW;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let spoken = (words.row)(&visible::plain(&row.name, 60), &change);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &spoken));
    if row.change != Change::Same && row.change != Change::Spelling {
        ui.painter().rect_filled(rect, 4.0, cx.palette.raised);
    }
    let place = |from: f32, to: f32, at: f32| {
        Rect::from_min_max(
            rect.min + vec2(width * from + 6.0, at),
            rect.min + vec2(width * to - 4.0, at + size::ROW),
        )
    };
    let (name, first, second) = if narrow {
        (place(0.0, 1.0, 0.0), place(0.04, 1.0, size::ROW), place(0.04, 1.0, 2.0 * size::ROW))
    } else {
        (place(0.0, 0.36, 0.0), place(0.36, 0.68, 0.0), place(0.68, 1.0, 0.0))
    };
    widgets::line(ui, name, "name", |ui| {
        widgets::words(ui, sign, fonts::BODY, colour);
        widgets::code(ui, &visible::plain(&row.name, 40), cx.palette.text);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            widgets::words(ui, &change, fonts::SMALL, colour);
        });
    });
    for (salt, rect, source, span) in
        [("first", first, one, row.first), ("second", second, other, row.second)]
    {
        widgets::line(ui, rect, salt, |ui| match value(source, span) {
            Some(value) => shown(ui, cx, &row.name, value),
            None => {
                widgets::words(ui, words.absent, fonts::SMALL, cx.palette.muted);
            }
        });
    }
}

fn value(source: &str, span: Option<Span>) -> Option<&str> {
    source.get(span?.range())
}

/// A value as it is spelled, on one line; of a time, what it means where it is pointed at.
fn shown(ui: &mut Ui, cx: &Cx<'_>, name: &str, value: &str) {
    let mut job = LayoutJob::default();
    let format = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.text);
    let aside = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.muted);
    visible::append(&mut job, value, LONGEST, &format, &aside);
    let mut whole = visible::plain(value, 1_000);
    let meaning = |at: i64| cx.text.claim_time(name, at, cx.state.now, cx.zone);
    if let Some(meaning) = value.parse().ok().and_then(meaning) {
        whole.push('\n');
        whole.push_str(&meaning);
    }
    ui.add(egui::Label::new(job).truncate()).on_hover_text(whole);
}
