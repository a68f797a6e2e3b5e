//! Contents in a place of their own, which the layout around them does not notice.

use egui::{AsIdSalt, Layout, Rect, Ui, UiBuilder};

/// Draws `contents` in `rect`. The room must have been taken already.
pub(crate) fn at<R>(
    ui: &mut Ui,
    rect: Rect,
    salt: impl AsIdSalt,
    layout: Layout,
    contents: impl FnOnce(&mut Ui) -> R,
) -> R {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt).layout(layout));
    contents(&mut child)
}

/// The same, one thing below the other.
pub(crate) fn column<R>(
    ui: &mut Ui,
    rect: Rect,
    salt: impl AsIdSalt,
    contents: impl FnOnce(&mut Ui) -> R,
) -> R {
    at(ui, rect, salt, Layout::top_down(egui::Align::Min), contents)
}

/// The same, side by side and centred on a line.
pub(crate) fn line<R>(
    ui: &mut Ui,
    rect: Rect,
    salt: impl AsIdSalt,
    contents: impl FnOnce(&mut Ui) -> R,
) -> R {
    at(ui, rect, salt, Layout::left_to_right(egui::Align::Center), contents)
}
