//! The keys of a file before they are stored: which to take along, what each is, what it meets, what there is to say.

use egui::{Id, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::finding;
use crate::app::command::Command;
use crate::app::state::{Clash, ImportLine};
use crate::inspect::finding::{Finding, Policy};
use crate::jose::read::Format;
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::theme::size;
use crate::ui::visible;
use crate::ui::widgets::{self, Rows};

const ROW: f32 = 44.0;
/// More rows than these scroll.
const MOST: usize = 6;
/// The keys whose findings are told below the list.
const MOST_TOLD: usize = 12;

/// Draws it. `expanded` is the finding that is told in full: 0 and its place for one of the file, else the key's place
/// and one more.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    expanded: &mut Option<(usize, usize)>,
    format: Format,
    findings: &[Finding],
    keys: &[ImportLine],
) {
    let words = &cx.words().sheet.import;
    let said = (words.written_in)(&cx.text.format(format));
    widgets::caption(ui, format!("{said} · {}", (cx.words().keys.set)(keys.len())));
    let height = keys.len().min(MOST) as f32 * ROW + 2.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let line = Stroke::new(1.0, cx.palette.line);
    ui.painter().rect_stroke(rect, size::RADIUS, line, egui::StrokeKind::Inside);
    widgets::column(ui, rect.shrink(1.0), "incoming", |ui| {
        let id = Id::unique("incoming keys");
        let rows = Rows { id, count: keys.len(), height: ROW, margin: vec2(12.0, 0.0), reveal: None };
        rows.show(ui, |ui, row| {
            let Some(key) = keys.get(row.index) else { return };
            if row.index > 0 {
                ui.painter().hline(rect.x_range(), row.rect.top(), line);
            }
            one(ui, cx, row.index, key, row.rect);
        });
    });
    for (place, found) in findings.iter().enumerate() {
        told(ui, cx, expanded, (0, place), found);
    }
    let told_keys = keys.iter().enumerate().filter(|(_, key)| !key.findings.is_empty()).take(MOST_TOLD);
    for (index, key) in told_keys {
        widgets::caption(ui, visible::plain(&key.id.name, 80));
        for (place, found) in key.findings.iter().enumerate() {
            told(ui, cx, expanded, (index + 1, place), found);
        }
    }
}

fn told(
    ui: &mut Ui,
    cx: &Cx<'_>,
    expanded: &mut Option<(usize, usize)>,
    place: (usize, usize),
    found: &Finding,
) {
    let open = *expanded == Some(place);
    if ui.push_id(("finding of", place), |ui| finding(ui, cx, found, open)).inner {
        *expanded = if open { None } else { Some(place) };
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, key: &ImportLine, rect: Rect) {
    let words = &cx.words().sheet.import;
    let name = visible::plain(&key.id.name, 80);
    let mut second = crate::ui::key_rail::kind_name(cx, key.id.kind);
    if let Some(kid) = key.id.kid.as_deref().filter(|kid| !kid.is_empty()) {
        second.push_str(" · kid ");
        second.push_str(&visible::plain(kid, 60));
    }
    let halves = if key.has_private { words.private } else { words.public };
    let clash = key.clash.as_ref().map(words.clash);

    let top = Rect::from_min_size(rect.min + vec2(0.0, 3.0), vec2(rect.width(), 20.0));
    let left = Rect::from_min_max(pos2(rect.left(), rect.top()), pos2(rect.left() + 28.0, rect.bottom()));
    widgets::line(ui, left, "take", |ui| {
        let said = [Some(name.as_str()), Some(&second), Some(halves), clash.as_deref()];
        let said: Vec<&str> = said.into_iter().flatten().collect();
        if widgets::tick(ui, &said.join(", "), key.chosen).clicked() {
            cx.send(Command::ImportChoose(index, !key.chosen));
        }
    });
    let first = Rect::from_min_max(pos2(left.right(), top.top()), top.max);
    widgets::at(ui, first, "name", egui::Layout::right_to_left(egui::Align::Center), |ui| {
        widgets::badge(ui, halves, cx.palette.muted);
        if let Some(found) = key
            .findings
            .iter()
            .filter(|found| found.meta().policy != Policy::Info)
            .min_by_key(|found| found.meta().severity)
        {
            let severity = found.meta().severity;
            let message = cx.text.finding(&found.detail).message;
            widgets::severity(ui, severity, cx.text.severity(severity)).on_hover_text(&*message);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            widgets::strong(ui, &name, fonts::BODY, cx.palette.text);
        });
    });
    let below =
        Rect::from_min_max(pos2(left.right(), rect.top() + 22.0), pos2(rect.right(), rect.bottom() - 3.0));
    widgets::line(ui, below, "kind", |ui| {
        widgets::words(ui, &second, fonts::TINY, cx.palette.muted);
        if let Some(clash) = &clash {
            let colour = match key.clash {
                Some(Clash::Completes(_)) => cx.palette.good,
                _ => cx.palette.warn,
            };
            widgets::words(ui, clash, fonts::TINY, colour);
        }
    });
}
