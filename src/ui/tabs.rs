//! The bar at the top: the word mark, a tab for each token with a dot for its verdict, and the few buttons that
//! are for the whole window.

use egui::{
    Align, Id, Layout, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::actions;
use super::cx::{Cx, tone};
use super::fonts;
use super::memory::Memory;
use super::shell::Fold;
use super::theme::size;
use super::tools;
use super::visible;
use super::widgets;
use crate::app::action::{Action, keepable};
use crate::app::command::Command;
use crate::app::state::{Made, Tab};
use crate::inspect::report::TokenReport;
use crate::jose::token::Shape;

const HEIGHT: f32 = 33.0;
const MOST: f32 = 200.0;

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, fold: Fold) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(size::GUTTER);
        let words = cx.words();
        tools::show(ui, cx, memory);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(size::GUTTER);
            word_mark(ui, cx);
            ui.add_space(if fold.rail_button { 4.0 } else { 16.0 });
            if fold.rail_button {
                let name = if memory.rail_open { words.bar.hide_keys } else { words.bar.show_keys };
                if widgets::icon(ui, "☰", name).clicked() {
                    memory.rail_open = !memory.rail_open;
                }
            }
            tabs(ui, cx);
        });
    });
}

fn word_mark(ui: &mut Ui, cx: &Cx<'_>) {
    let mut job = egui::text::LayoutJob::default();
    for (text, colour) in
        [("jot", cx.palette.header), ("le", cx.palette.payload), ("ns", cx.palette.signature)]
    {
        job.append(text, 0.0, egui::TextFormat::simple(fonts::strong(fonts::BODY), colour));
    }
    let response = ui.add(egui::Label::new(job).extend());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, cx.words().app_name));
}

fn tabs(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    ScrollArea::horizontal().id_salt("tabs").auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            for (index, shown) in cx.state.tabs.iter().enumerate() {
                let id = Id::unique(("tab", shown.document, shown.token));
                ui.push_id(id, |ui| tab(ui, cx, index, shown));
            }
            actions::button(ui, cx, Action::NewTab, |ui, name| widgets::icon_quiet(ui, "+", name));
        });
    });
}

fn report<'a>(cx: &Cx<'a>, tab: &Tab) -> Option<&'a TokenReport> {
    cx.state.document(tab.document)?.analysis.view()?.report.tokens.get(tab.token)
}

/// What a tab is called: what its surroundings call the token, or how many it is of several, or what it was recognised
/// as.
pub(super) fn title(cx: &Cx<'_>, tab: &Tab) -> String {
    let made = cx.state.document(tab.document).and_then(|document| document.made.as_ref());
    let made = made.filter(|_| tab.token == 0).map(|made| match made {
        Made::New(template) => (cx.words().bench.template)(*template).to_owned(),
        Made::Own(name) => visible::plain(name, 40),
        Made::Negative(negative) => negative.name().to_owned(),
    });
    if let Some(title) = &tab.title {
        return visible::plain(title, 40);
    }
    if let Some(made) = made {
        return made;
    }
    match report(cx, tab) {
        _ if tab.token > 0 => format!("{} {}", cx.words().bar.token, tab.token + 1),
        Some(TokenReport { provider: Some(provider), .. }) => cx.text.provider(*provider),
        Some(report) if matches!(report.token.shape, Shape::Jwe(_)) => "JWE".to_owned(),
        Some(_) => cx.words().bar.token.to_owned(),
        None => cx.words().bar.untitled.to_owned(),
    }
}

/// The shown tab comes into sight when it becomes that or gets another name; nobody who scrolls is taken back to it.
fn bring_into_sight(ui: &Ui, response: &Response) {
    let now = (response.id, response.rect.width().to_bits());
    let last = Id::unique("tab in sight");
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<(Id, u32)>(last);
        data.insert_temp(last, now);
        before
    });
    if before != Some(now) {
        response.scroll_to_me(None);
    }
}

fn tab(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, tab: &Tab) {
    let palette = cx.palette;
    let active = index == cx.state.active;
    let report = report(cx, tab);
    let edits = cx.state.document(tab.document).map(|document| &document.edits);
    let is_edited = report
        .is_some_and(|report| edits.is_some_and(|edits| edits.original_of(&report.token.text).is_some()));
    let title = title(cx, tab);
    let text = RichText::new(&title).font(fonts::words(fonts::BODY)).color(if active {
        palette.text
    } else {
        palette.muted
    });
    let galley = egui::WidgetText::from(text).into_galley(
        ui,
        Some(egui::TextWrapMode::Truncate),
        MOST - 70.0,
        egui::TextStyle::Body,
    );
    let width = 13.0 + 9.0 + 8.0 + galley.size().x + 6.0 + 18.0 + 6.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    if active {
        bring_into_sight(ui, &response);
    }
    let named = || {
        let verdict = report.map(|report| {
            if is_edited { cx.words().editing.edited.into() } else { cx.text.verdict(report).headline }
        });
        verdict.map_or_else(|| title.clone(), |verdict| (cx.words().bar.tab_verdict)(&title, &verdict))
    };
    widgets::selectable(&response, Role::Tab, active, named());
    if active || response.hovered() || response.has_focus() {
        let stroke = if response.has_focus() {
            Stroke::new(1.5, palette.accent)
        } else {
            Stroke::new(1.0, palette.line)
        };
        let stroke = if active || response.has_focus() { stroke } else { Stroke::NONE };
        ui.painter().rect(rect, size::RADIUS_BUTTON, palette.raised, stroke, StrokeKind::Inside);
    }
    let centre = pos2(rect.left() + 17.0, rect.center().y);
    let colour = match report {
        Some(_) if is_edited => palette.warn,
        Some(report) => palette.tone(tone(report)),
        None => palette.muted,
    };
    if report.is_some() {
        ui.painter().circle_filled(centre, 4.0, colour);
    } else {
        ui.painter().circle_stroke(centre, 3.5, Stroke::new(1.0, colour));
    }
    let at = pos2(rect.left() + 29.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.text);

    // Of any tab, not of the shown one only, which is what the action is about.
    let keepable = keepable(cx.state, cx.state.document(tab.document));
    response.context_menu(|ui| {
        let words = &cx.words().desktop.saved;
        let why = keepable.as_ref().err().map(cx.words().action.why_not).unwrap_or_default();
        let entry = |ui: &mut Ui| widgets::menu_entry(ui, words.save_tab, false);
        let keep = ui.add_enabled_ui(keepable.is_ok(), entry).inner;
        if widgets::disabled_because(keep, &why).clicked() {
            cx.send(Command::SelectTab(index));
            cx.send(Command::OpenSaveTab(title.clone()));
        }
        if widgets::menu_item(ui, &actions::name(cx, Action::CloseTab).full, false) {
            cx.send(Command::CloseTab(index));
        }
    });
    let close = Rect::from_center_size(pos2(rect.right() - 15.0, rect.center().y), vec2(18.0, 18.0));
    let near = ui.rect_contains_pointer(rect);
    let last = cx.state.tabs.len() == 1 && report.is_none();
    let mut closed = response.middle_clicked();
    if (active || near || response.has_focus()) && !last {
        let name = format!("{}: {title}", actions::name(cx, Action::CloseTab).full);
        widgets::line(ui, close, "close", |ui| {
            closed |= widgets::close(ui, &name).clicked();
        });
    }
    if closed {
        cx.send(Command::CloseTab(index));
    } else if response.clicked() && !active {
        cx.send(Command::SelectTab(index));
    }
}
