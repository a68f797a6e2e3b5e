//! The question before a key is deleted: by name, with what is lost.

use egui::Context;

use super::{Dialog, title};
use crate::app::command::Command;
use crate::jose::key::KeyKind;
use crate::ui::cx::Cx;
use crate::ui::{visible, widgets};

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, index: usize, first: bool) {
    let Some(key) = cx.state.keys.get(index) else { return };
    let words = &cx.words().sheet;
    let name = (words.delete.title)(&visible::plain(&key.id.name, 60));
    let loses = match key.id.kind {
        _ if key.stored.is_none() => words.delete.session,
        KeyKind::Secret { .. } => words.delete.secret,
        _ if key.private => words.delete.private,
        _ => words.delete.public,
    };
    let dialog = Dialog { name: &name, width: 460.0, esc: true };
    let body = |ui: &mut egui::Ui, cx: &mut Cx<'_>, (): &mut ()| {
        let kind = crate::ui::key_rail::kind_line(cx, key);
        widgets::caption(ui, kind);
        widgets::paragraph(ui, loses, cx.palette.text);
        if key.stored.is_some() {
            widgets::paragraph(ui, words.delete.for_good, cx.palette.text);
        }
    };
    let foot = |ui: &mut egui::Ui, cx: &mut Cx<'_>, (): &mut ()| {
        if widgets::danger(ui, words.delete.delete).clicked() {
            cx.send(Command::DeleteKey);
        }
        let cancel = widgets::button(ui, words.cancel);
        if first {
            cancel.request_focus();
        }
        if cancel.clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, &mut (), |ui, cx, ()| title(ui, cx, &name), body, foot);
}
