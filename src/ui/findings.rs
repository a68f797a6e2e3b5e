//! What was found, most severe first, with how much there is of each severity. Choosing a finding shows its place,
//! and of many also why it matters and what to do; choosing a severity shows only its findings.

use egui::{Align, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::cx::Cx;
use super::encoded;
use super::finding_card;
use super::fonts;
use super::memory::{Focus, Memory};
use super::theme::size;
use super::widgets;
use crate::inspect::finding::{Detail, Finding, Part, Severity};
use crate::inspect::report::TokenReport;
use crate::text::Paper;

/// Of more findings than these, only the chosen one is told in full.
const MANY: usize = 6;
/// The height of the title and of the severities beside it.
const TITLE: f32 = 22.0;

const SEVERITIES: [Severity; 5] =
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

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
    // While a token is edited, its signature is that of another text: there is nothing to say of it, nor of the key.
    let is_edited = cx.state.original().is_some();
    let is_of_signature = |finding: &Finding| {
        finding.place.part == Part::Signature || matches!(finding.detail, Detail::KeyDiagnosis(_))
    };
    let is_told = |(_, finding): &(usize, &Finding)| !is_edited || !is_of_signature(finding);
    let mut found: Vec<_> = of_layers.chain(of_input).filter(is_told).collect();
    found.sort_by_key(|(_, finding)| finding.meta().severity);
    found
}

/// The verdicts and all findings, to be pasted elsewhere.
pub(super) fn ticket(cx: &Cx<'_>, paper: Paper) -> String {
    let findings: Vec<&Finding> = all(cx).into_iter().map(|(_, finding)| finding).collect();
    cx.text.ticket(cx.state.token(), &findings, paper)
}

/// Draws the section; it scrolls by itself where `scrolls`, else it is as high as it must be.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, scrolls: bool) {
    let words = &cx.words().encoded;
    let found = all(cx);
    let only = title(ui, cx, memory, &found);
    if found.is_empty() {
        if cx.shown().is_some() {
            widgets::caption(ui, words.no_findings);
        }
        return;
    }
    let is_shown = |finding: &Finding| only.is_none_or(|only| finding.meta().severity == only);
    let is_many = found.iter().filter(|(_, finding)| is_shown(finding)).count() > MANY;
    let mut all_cards = |ui: &mut Ui| {
        for (place, &(layer, finding)) in found.iter().enumerate().filter(|(_, (_, one))| is_shown(one)) {
            let salt = (finding.meta().id, place);
            let card = |ui: &mut Ui| finding_card::show(ui, cx, memory, place, (layer, finding), is_many);
            let card = ui.push_id(salt, card).inner;
            memory.give_focus(Focus::Findings, &card);
        }
    };
    let mut cards = |ui: &mut Ui| {
        let builder = UiBuilder::new().id_salt("finding list").sense(Sense::hover());
        let list = ui.scope_builder(builder, |ui| all_cards(ui));
        list.response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, words.findings));
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

/// Draws the title, and a switch for each severity that there is: beside it, or below where that is too narrow. Says
/// which one is chosen.
fn title(ui: &mut Ui, cx: &Cx<'_>, memory: &mut Memory, found: &[(usize, &Finding)]) -> Option<Severity> {
    let document = cx.state.shown().map(|document| document.id);
    let count = |severity| found.iter().filter(|(_, finding)| finding.meta().severity == severity).count();
    let counts = SEVERITIES.map(|severity| (severity, count(severity)));
    let chips: Vec<Chip> = counts.into_iter().filter(|(_, count)| *count > 0).map(Chip::of(ui, cx)).collect();
    let is_there = |severity: Severity| chips.iter().any(|chip| chip.severity == severity);
    let only = memory.only.filter(|(of, severity)| *of == document && is_there(*severity));
    let only = only.map(|(_, severity)| severity);
    let title = format!("{} · {}", cx.words().encoded.findings, cx.text.number(found.len()));
    let mut draw = |ui: &mut Ui, chip: &Chip| {
        let chosen = only == Some(chip.severity);
        let hint = (cx.words().encoded.only)(cx.text.severity(chip.severity));
        let response = widgets::severity_chip(ui, chip.severity, &chip.text, chosen).on_hover_text(hint);
        if response.clicked() {
            memory.only = if chosen { None } else { Some((document, chip.severity)) };
        }
    };
    if chips.len() < 2 {
        widgets::section(ui, &title, cx.palette.muted);
        return only;
    }
    let taken: f32 = chips.iter().map(|chip| chip.width + CHIP_GAP).sum();
    let is_beside = taken + TITLE_ROOM <= ui.available_width();
    if is_beside {
        let row = vec2(ui.available_width(), TITLE);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_height(TITLE);
            ui.spacing_mut().item_spacing.x = CHIP_GAP;
            for chip in chips.iter().rev() {
                draw(ui, chip);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::section(ui, &title, cx.palette.muted);
            });
        });
    } else {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = CHIP_GAP;
            ui.spacing_mut().interact_size.y = TITLE;
            widgets::section(ui, &title, cx.palette.muted);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = CHIP_GAP;
                for chip in &chips {
                    draw(ui, chip);
                }
            });
        });
    }
    only
}

/// The switch of one severity.
struct Chip {
    severity: Severity,
    /// Its word and how many findings it has.
    text: String,
    width: f32,
}

impl Chip {
    fn of(ui: &Ui, cx: &Cx<'_>) -> impl Fn((Severity, usize)) -> Self {
        |(severity, count)| {
            let text = format!("{} {count}", cx.text.severity(severity));
            let width = widgets::chip_width(ui, &text);
            Self { severity, text, width }
        }
    }
}

/// Between two switches.
const CHIP_GAP: f32 = 6.0;
/// What the title needs at most; points.
const TITLE_ROOM: f32 = fonts::LABEL * 9.5;
