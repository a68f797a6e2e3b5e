//! Signing the shown token: which key, what it changes in the header, and the button. On the verdict card while the
//! token is not the one that was signed.

use egui::{Align, Layout, Ui};

use super::actions;
use super::cx::Cx;
use super::fonts;
use super::visible;
use super::widgets;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::settings::Setting;
use crate::app::state::{KeyEntry, Signing};
use crate::craft::resign::HeaderUpdate;

/// The longest name of a key on the menu's button; characters.
const LONGEST: usize = 22;

/// Draws the choice of a key and the button, from right to left.
pub(super) fn controls(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().editing;
    let signer = cx.state.signer();
    actions::button(ui, cx, Action::Sign, widgets::primary);
    let name = |key: &KeyEntry| match &key.signs {
        Ok(algorithm) => format!("{} · {}", visible::plain(&key.id.name, LONGEST), algorithm.name()),
        Err(_) => visible::plain(&key.id.name, LONGEST),
    };
    let key = signer.and_then(|index| cx.state.keys.get(index));
    let now = key.map_or_else(|| words.no_key.to_owned(), name);
    let menu = widgets::menu(ui, &now, |ui| {
        keys(ui, cx, signer, name);
        ui.separator();
        header(ui, cx);
        ui.separator();
        let on = cx.state.settings.sign_after_edit;
        if widgets::menu_item(ui, words.sign_after_edit, on) {
            cx.send(Command::Set(Setting::SignAfterEdit(!on)));
        }
    });
    menu.response.accessible_name(format!("{}: {now}", words.sign_with));
    if ui.available_width() > 330.0 {
        widgets::words(ui, words.sign_with, fonts::BODY, cx.palette.muted);
    }
}

/// The keys that could sign, and those that cannot with the reason.
fn keys(ui: &mut Ui, cx: &mut Cx<'_>, signer: Option<usize>, name: impl Fn(&KeyEntry) -> String) {
    let update = cx.state.signing.update;
    egui::ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
        for (index, key) in cx.state.keys.iter().enumerate() {
            let why = match &key.signs {
                Ok(_) => String::new(),
                Err(why) => (cx.words().editing.not_signed)(why),
            };
            let entry = |ui: &mut Ui| widgets::menu_entry(ui, &name(key), signer == Some(index));
            let item = ui.push_id(index, |ui| ui.add_enabled_ui(key.signs.is_ok(), entry).inner).inner;
            if widgets::disabled_because(item, &why).clicked() {
                cx.queue.push(Command::ChooseSigner(Signing { key: Some(index), update }));
            }
        }
    });
}

fn header(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().editing;
    widgets::caption(ui, words.header_changes);
    for update in [HeaderUpdate::Full, HeaderUpdate::Alg, HeaderUpdate::Nothing] {
        if widgets::menu_item(ui, (words.update)(update), cx.state.signing.update == update) {
            cx.send(Command::ChooseSigner(Signing { update, ..cx.state.signing }));
        }
    }
}

/// The button that goes back to the token as it was signed, at the right of a line.
pub(super) fn revert(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        actions::button(ui, cx, Action::Revert, widgets::button);
    });
}
