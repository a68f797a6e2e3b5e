//! The buttons at the right of the bar: a new token, two tokens side by side, negative tests, a file. Where the window
//! is narrow they fold into one menu.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Button, Popup, PopupCloseBehavior, Response, RichText, ScrollArea, Ui, vec2};

use super::actions;
use super::cx::Cx;
use super::fonts;
use super::memory::{Memory, Opening};
use super::recent;
use super::visible;
use super::widgets;
use crate::app::action::Action;
use crate::app::command::{Command, NewSigner};
use crate::craft::template::Template;

/// Narrower than this, one menu has them all.
const FOLD: f32 = 1_100.0;

/// Draws them, from right to left.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let words = cx.words();
    palette(ui, cx, memory);
    if ui.ctx().content_rect().width() < FOLD {
        return more(ui, cx, memory);
    }
    if recent::has_entries(cx) {
        widgets::menu(ui, words.desktop.recent.menu, |ui| {
            if scrolled(ui, |ui| recent::entries(ui, cx)) {
                ui.close();
            }
        });
    }
    for action in [Action::OpenFile, Action::Negatives, Action::Compare] {
        actions::button(ui, cx, action, widgets::button);
    }
    let name = if cx.state.making.is_some() { words.bench.making } else { words.bench.new_token };
    let response = menu(ui, name, memory, |ui, memory| scrolled(ui, |ui| new_tokens(ui, cx, memory)));
    response.on_hover_text(actions::tip(ui.ctx(), cx, Action::NewToken));
}

/// The button of everything that can be done: its chord says what it is.
fn palette(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let chord = actions::chord_text(ui.ctx(), Action::Palette).unwrap_or_default();
    let button = actions::button(ui, cx, Action::Palette, |ui, name| {
        widgets::button(ui, &chord).accessible_name(name)
    });
    if button.clicked() {
        actions::run(ui.ctx(), cx, memory, Action::Palette);
    }
}

fn more(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let words = cx.words();
    menu(ui, words.bench.more, memory, |ui, memory| {
        scrolled(ui, |ui| {
            for action in [Action::OpenFile, Action::Compare, Action::Negatives] {
                if actions::entry(ui, cx, action).clicked() {
                    ui.close();
                }
            }
            if recent::has_entries(cx) {
                ui.separator();
                if recent::entries(ui, cx) {
                    ui.close();
                }
            }
            ui.separator();
            widgets::section(ui, words.bench.new_token, cx.palette.muted);
            new_tokens(ui, cx, memory);
        });
    });
}

/// Entries of which there may be more than the window has room for.
fn scrolled<R>(ui: &mut Ui, entries: impl FnOnce(&mut Ui) -> R) -> R {
    let height = (ui.ctx().content_rect().height() - 70.0).max(120.0);
    // A popup has less room at first than it may take.
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, entries).inner
}

/// A menu that the chord of new tokens opens, too; it stays open while switches in it are clicked.
fn menu(ui: &mut Ui, name: &str, memory: &mut Memory, items: impl FnOnce(&mut Ui, &mut Memory)) -> Response {
    let label = RichText::new(format!("{name} ▾")).font(fonts::words(fonts::BODY));
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (response, _) = MenuButton::from_button(Button::new(label)).config(config).ui(ui, |ui| {
        ui.spacing_mut().button_padding = vec2(9.0, 4.0);
        items(ui, memory);
    });
    widgets::opens_menu(&response);
    if memory.new_token == Opening::Asked {
        memory.new_token = Opening::Opened;
        Popup::open_id(ui.ctx(), Popup::default_response_id(&response));
        ui.ctx().request_repaint();
    }
    response.accessible_name(name)
}

/// The kinds of new tokens, and who signs them.
fn new_tokens(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let words = &cx.words().bench;
    let signer = if memory.fresh_key { NewSigner::Fresh } else { NewSigner::Usual };
    let who = |template: Template| {
        let key = if memory.fresh_key { None } else { cx.state.maker(template) };
        let key = key.and_then(|index| cx.state.keys.get(index));
        key.map_or_else(
            || words.signed_by_new.to_owned(),
            |key| (words.signed_by)(&visible::plain(&key.id.name, 40)),
        )
    };
    for template in Template::ALL {
        let entry = widgets::menu_entry(ui, (words.template)(template), false);
        if memory.new_token == Opening::Opened {
            memory.new_token = Opening::Closed;
            entry.request_focus();
        }
        let (hint, who) = ((words.template_hint)(template), who(template));
        ui.ctx().accesskit_node_builder(entry.id, |node| node.set_description(format!("{hint} ({who})")));
        if entry.on_hover_text(format!("{hint}\n{who}")).clicked() {
            cx.queue.push(Command::NewToken(template, signer));
            ui.close();
        }
    }
    own_templates(ui, cx, signer);
    ui.separator();
    ui.horizontal(|ui| {
        ui.add_space(9.0);
        widgets::words(ui, &who(Template::AccessToken), fonts::SMALL, cx.palette.muted);
    });
    if !cx.state.keys.is_empty() && widgets::switch(ui, words.fresh, memory.fresh_key).clicked() {
        memory.fresh_key = !memory.fresh_key;
    }
}

/// The person's own templates, each with a button to rename or delete it, and the entry that makes one of what is shown.
fn own_templates(ui: &mut Ui, cx: &mut Cx<'_>, signer: NewSigner) {
    let words = &cx.words().bench.own;
    ui.separator();
    for (place, own) in cx.state.templates.iter().enumerate() {
        let name = visible::plain(&own.name, 40);
        ui.push_id(("own template", place), |ui| {
            // Behind the name there is room for the button.
            let entry = widgets::menu_entry(ui, &format!("{name}          "), false);
            let rect = entry.rect;
            if entry.accessible_name(&name).clicked() {
                cx.queue.push(Command::NewOwn(place, signer));
                ui.close();
            }
            let from_right = egui::Layout::right_to_left(egui::Align::Center);
            widgets::at(ui, rect, "change", from_right, |ui| {
                if widgets::icon(ui, "⋯", &(words.change)(&name)).clicked() {
                    cx.queue.push(Command::OpenTemplate(place));
                    ui.close();
                }
            });
        });
    }
    if actions::entry(ui, cx, Action::SaveTemplate).clicked() {
        ui.close();
    }
}
