//! What only screen readers notice: states that egui does not tell them, and what is to be said as it changes.

use egui::accesskit::Live;
use egui::{Popup, Response, Role, WidgetInfo};

/// One of several of which one is selected: a tab, an entry of a list.
pub(crate) fn selectable(response: &Response, role: Role, selected: bool, name: impl Into<String>) {
    let (enabled, name) = (response.enabled(), name.into());
    response.widget_info(|| WidgetInfo::labeled(role, enabled, &name));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(selected));
}

/// Something that unfolds.
pub(crate) fn expandable(response: &Response, open: bool) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_expanded(open));
}

/// A button that opens a menu.
pub(crate) fn opens_menu(response: &Response) {
    let open = Popup::is_id_open(&response.ctx, Popup::default_response_id(response));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_has_popup(egui::accesskit::HasPopup::Menu);
        node.set_expanded(open);
    });
}

/// Text that is read out when it changes, as soon as nothing else is.
pub(crate) fn live(response: &Response) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// Something that is only said, and said anew when it changes.
pub(crate) fn announced(response: &Response, said: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, said));
    live(response);
}
