//! A tab to be kept in the vault, by name; and the question before one is deleted there.

use std::cell::Cell;

use egui::{Context, Id, Ui};

use super::{Dialog, label, problem, title};
use crate::app::command::Command;
use crate::app::state::{SaveTabProblem, SaveTabSheet, Saved, VaultStatus};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::visible;
use crate::ui::widgets::{self, Field};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    name: Option<String>,
}

/// Draws the sheet that asks for a name.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &SaveTabSheet, first: bool) {
    let words = &cx.words().desktop.saved;
    let dialog = Dialog { name: words.save_title, width: 520.0, esc: true };
    let wanted = Cell::new(false);
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        let place = match &cx.state.vault {
            VaultStatus::Open { place, .. } => (cx.words().sheet.place)(place),
            _ => String::new(),
        };
        widgets::paragraph(ui, (words.about)(&place), cx.palette.text);
        label(ui, cx, words.name);
        let id = Id::unique("saved name");
        if first {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let name = buffer.name.get_or_insert_with(|| sheet.name.clone());
        let field = Field { id, name: words.name, hint: &sheet.name, secret: false, code: false };
        wanted.set(field.submitted(ui, name));
        if sheet.busy.is_some() {
            widgets::words(ui, words.saving, fonts::BODY, cx.palette.muted);
        }
        match &sheet.problem {
            None => {}
            Some(SaveTabProblem::Vault(why)) => problem(ui, cx, &(words.trouble)(why)),
            Some(SaveTabProblem::Gone) => problem(ui, cx, &cx.words().editing.gone),
        }
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, _: &mut Buffer| {
        let idle = sheet.busy.is_none();
        let clicked = ui.add_enabled_ui(idle, |ui| widgets::primary(ui, words.save)).inner.clicked();
        wanted.set(idle && (wanted.get() || clicked));
        if widgets::button(ui, cx.words().sheet.cancel).clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, words.save_title), body, foot);
    if wanted.get() {
        let typed = buffer.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        cx.send(Command::SaveTab(typed.unwrap_or(&sheet.name).to_owned()));
    }
}

/// Draws the question before one is deleted.
pub(super) fn delete(ctx: &Context, cx: &mut Cx<'_>, saved: &Saved, first: bool) {
    let words = &cx.words().desktop.saved;
    let name = (words.delete_title)(&visible::plain(&saved.name, 60));
    let dialog = Dialog { name: &name, width: 460.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
        widgets::paragraph(ui, words.for_good, cx.palette.text);
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
        if widgets::danger(ui, words.delete).clicked() {
            cx.send(Command::DeleteSaved(saved.id.clone()));
        }
        let cancel = widgets::button(ui, cx.words().sheet.cancel);
        if first {
            cancel.request_focus();
        }
        if cancel.clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, &mut (), |ui, cx, ()| title(ui, cx, &name), body, foot);
}
