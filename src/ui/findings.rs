//! What was found, most severe first: shape, what it is, why it matters and what to do. Choosing one shows its place.

use egui::{
    Align, Id, Label, Layout, Rect, Response, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2,
};

use super::cx::Cx;
use super::encoded;
use super::fonts;
use super::memory::{Memory, Selected};
use super::mends;
use super::theme::size;
use super::widgets;
use crate::inspect::finding::Finding;
use crate::inspect::report::TokenReport;

/// The findings on the shown token, on those inside it and on the text around it, most severe first;
/// each with the layer that it is of.
pub(super) fn all<'a>(cx: &Cx<'a>) -> Vec<(usize, &'a Finding)> {
    if cx.state.shown().is_none_or(encoded::is_unknown) {
        return Vec::new();
    }
    let Some(view) = cx.state.view() else { return Vec::new() };
    let layers = cx.state.token().into_iter().flat_map(TokenReport::layers).enumerate();
    let of_layers =
        layers.flat_map(|(layer, token)| token.findings.iter().map(move |finding| (layer, finding)));
    let of_input = view.report.input_findings.iter().map(|finding| (0, finding));
    let mut found: Vec<_> = of_layers.chain(of_input).collect();
    found.sort_by_key(|(_, finding)| finding.meta().severity);
    found
}

/// All findings as text, one paragraph each.
pub(super) fn as_text(cx: &Cx<'_>) -> String {
    let mut text = String::new();
    for (_, finding) in all(cx) {
        let meta = finding.meta();
        let told = cx.text.finding(&finding.detail);
        text.push_str(&(cx.words().encoded.finding)(cx.text.severity(meta.severity), &told.message));
        for more in [told.body().as_str(), meta.reference] {
            if !more.is_empty() {
                text.push_str("\n  ");
                text.push_str(more);
            }
        }
        text.push('\n');
    }
    text
}

/// Draws the section; it scrolls by itself where `scrolls`, else it is as high as it must be.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, scrolls: bool) {
    let words = &cx.words().encoded;
    let found = all(cx);
    let title = format!("{} · {}", words.findings, found.len());
    widgets::section(ui, &title, cx.palette.muted);
    if found.is_empty() {
        if cx.shown().is_some() {
            widgets::caption(ui, words.no_findings);
        }
        return;
    }
    let mut cards = |ui: &mut Ui| {
        for (place, &(layer, finding)) in found.iter().enumerate() {
            let salt = (finding.meta().id, place);
            ui.push_id(salt, |ui| one(ui, cx, memory, place, (layer, finding)));
        }
    };
    if scrolls {
        // The bar stands in the gutter, not on the cards.
        let right = ui.max_rect().right() + size::GUTTER;
        let area = Rect::from_min_max(ui.cursor().min, pos2(right, ui.max_rect().bottom()));
        widgets::column(ui, area, "findings area", |ui| {
            ScrollArea::vertical().id_salt("findings").auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - size::GUTTER);
                cards(ui);
                ui.add_space(size::GUTTER - size::GAP);
            });
        });
    } else {
        cards(ui);
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, place: usize, (layer, finding): (usize, &Finding)) {
    let meta = finding.meta();
    let told = cx.text.finding(&finding.detail);
    let severity = cx.text.severity(meta.severity);
    let selected = Selected { document: cx.state.shown().map(|document| document.id), place };
    let chosen = memory.selected == Some(selected);
    let stroke = if chosen {
        Stroke::new(1.5, cx.palette.severity(meta.severity))
    } else {
        Stroke::new(1.0, cx.palette.line)
    };
    let report = cx.state.token().and_then(|token| token.layers().nth(layer));
    let mend = report.and_then(|report| mends::of_finding(report, finding));
    let contents = |ui: &mut Ui| {
        widgets::card(ui, stroke, cx.palette.panel, |ui| {
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                widgets::severity(ui, meta.severity, severity);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 3.0;
                    let message =
                        RichText::new(&*told.message).font(fonts::strong(fonts::BODY)).color(cx.palette.text);
                    ui.add(Label::new(message).wrap());
                    let mut body = told.body();
                    if layer > 0 {
                        let layer = (cx.words().decoded.layer)(layer + 1);
                        body = if body.is_empty() { layer } else { format!("{layer} · {body}") };
                    }
                    // Kept together on one line.
                    let reference = meta.reference.replace(' ', "\u{a0}");
                    let more =
                        if body.is_empty() { reference } else { format!("{body} ·\u{a0}{reference}") };
                    widgets::caption(ui, more);
                    if let Some(mend) = mend {
                        ui.add_space(4.0);
                        let label = mend.label(cx);
                        if widgets::button(ui, &label).clicked() {
                            mend.send(cx);
                        }
                    }
                });
            });
        });
    };
    let response = clickable(ui, contents);
    response.widget_info(|| {
        WidgetInfo::selected(
            egui::Role::ListBoxOption,
            true,
            chosen,
            (words_of(cx).finding)(severity, &told.message),
        )
    });
    if response.has_focus() {
        let focus = Stroke::new(1.5, cx.palette.accent);
        ui.painter().rect_stroke(response.rect, super::theme::size::RADIUS, focus, egui::StrokeKind::Inside);
    }
    if response.clicked() {
        memory.selected = if chosen { None } else { Some(selected) };
        memory.reveal_next = if chosen { None } else { Some((layer, finding.place)) };
    }
}

fn words_of(cx: &Cx<'_>) -> &'static crate::text::words::Encoded {
    &cx.words().encoded
}

/// A place that can be clicked and reached with Tab as a whole.
fn clickable(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) -> Response {
    let builder = UiBuilder::new().id_salt(Id::unique("finding")).sense(Sense::click());
    ui.scope_builder(builder, contents).response
}
