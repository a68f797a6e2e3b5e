//! One finding: its shape, what it is, why it matters and what to do, where that can be read, and the button that
//! mends it.

use egui::{Align, Id, Label, Layout, OpenUrl, Response, RichText, Sense, Stroke, Ui, UiBuilder};

use super::cx::Cx;
use super::fonts;
use super::memory::{Memory, Selected};
use super::mends;
use super::theme::size;
use super::widgets;
use crate::app::command::{Command, CopyWhat};
use crate::inspect::finding::Finding;
use crate::text::{Paper, Told, reference};

/// The height of a line of the reason.
const LINE: f32 = 17.0;

/// Draws it; where there are many, only the chosen one in full.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    memory: &mut Memory,
    place: usize,
    (layer, finding): (usize, &Finding),
    is_many: bool,
) -> Response {
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
    let contents = |ui: &mut Ui| {
        widgets::card(ui, stroke, cx.palette.panel, |ui| {
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                widgets::severity(ui, meta.severity, severity);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 3.0;
                    let message =
                        RichText::new(&*told.message).font(fonts::strong(fonts::BODY)).color(cx.palette.text);
                    ui.add(Label::new(message).wrap());
                    if chosen || !is_many {
                        body(ui, cx, &told, layer, meta.reference);
                    }
                    buttons(ui, cx, (layer, finding), chosen);
                });
            });
        });
    };
    let response = clickable(ui, contents);
    let said = (cx.words().encoded.finding)(severity, &told.message);
    widgets::selectable(&response, egui::Role::ListBoxOption, chosen, said);
    if response.has_focus() {
        let focus = Stroke::new(1.5, cx.palette.accent);
        ui.painter().rect_stroke(response.rect, size::RADIUS, focus, egui::StrokeKind::Inside);
    }
    if response.clicked() {
        memory.selected = if chosen { None } else { Some(selected) };
        memory.reveal_next = if chosen { None } else { Some((layer, finding.place)) };
    }
    response
}

/// Why and what to do, and the reference: a link that nothing is fetched from until it is clicked.
fn body(ui: &mut Ui, cx: &Cx<'_>, told: &Told, layer: usize, reference: &str) {
    let mut body = told.body();
    if layer > 0 {
        let layer = (cx.words().decoded.layer)(layer + 1);
        body = if body.is_empty() { layer } else { format!("{layer} · {body}") };
    }
    // Lines of text, not of buttons.
    ui.spacing_mut().interact_size.y = LINE;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(0.0, 0.0);
        if !body.is_empty() {
            widgets::caption(ui, format!("{body} ·\u{a0}"));
        }
        // Kept together on one line.
        let shown = reference.replace(' ', "\u{a0}");
        match reference::address(reference) {
            Some(address) => {
                if widgets::link(ui, &shown, reference).on_hover_text(&address).clicked() {
                    ui.ctx().open_url(OpenUrl::new_tab(address));
                }
            }
            None => {
                widgets::caption(ui, shown);
            }
        }
    });
}

/// What mends it; and of the chosen one, how it can be copied.
fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, (layer, finding): (usize, &Finding), chosen: bool) {
    let layer = cx.shown().and_then(|shown| shown.layers().into_iter().nth(layer));
    let mend = layer.and_then(|layer| mends::of_finding(&layer, finding));
    if mend.is_none() && !chosen {
        return;
    }
    ui.add_space(4.0);
    ui.spacing_mut().interact_size.y = size::BUTTON;
    ui.horizontal_wrapped(|ui| {
        if let Some(mend) = mend {
            let label = mend.label(cx);
            if widgets::button(ui, &label).clicked() {
                mend.send(cx);
            }
        }
        if chosen {
            let words = &cx.words().encoded;
            widgets::menu(ui, words.copy_finding, |ui| {
                for (name, paper) in [(words.as_text, Paper::Text), (words.as_markdown, Paper::Markdown)] {
                    if widgets::menu_item(ui, name, false) {
                        let note = cx.text.finding_note(finding, paper);
                        cx.send(Command::Copy(CopyWhat::Value(note)));
                    }
                }
            });
        }
    });
}

/// A place that can be clicked and reached with Tab as a whole.
fn clickable(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) -> Response {
    let builder = UiBuilder::new().id_salt(Id::unique("finding")).sense(Sense::click());
    ui.scope_builder(builder, contents).response
}
