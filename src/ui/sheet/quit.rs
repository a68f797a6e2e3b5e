//! The question before the window closes over tokens that were edited and not signed.

use egui::{Context, Ui};

use super::{Dialog, title};
use crate::app::command::Command;
use crate::ui::cx::Cx;
use crate::ui::widgets;

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, edited: usize, first: bool) {
    let words = &cx.words().editing;
    let dialog = Dialog { name: words.quit_title, width: 460.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
        widgets::paragraph(ui, (words.quit_body)(edited), cx.palette.text);
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
        if widgets::danger(ui, words.quit).clicked() {
            cx.send(Command::Quit);
        }
        let stay = widgets::button(ui, words.stay);
        if first {
            stay.request_focus();
        }
        if stay.clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, &mut (), |ui, cx, ()| title(ui, cx, words.quit_title), body, foot);
}
