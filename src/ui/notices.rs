//! What has to be said once, in the lower right corner, until it is read or goes away by itself.

use egui::{Align2, Area, Frame, Id, Layout, Margin, Order, Popup, Stroke, Ui, vec2};

use super::cx::Cx;
use super::fonts;
use super::theme::size;
use super::widgets;
use crate::app::command::Command;

/// Draws the notices.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>) {
    if cx.state.notices.is_empty() {
        return;
    }
    // Above a sheet: what is said of it must be seen. Below an open menu: it is being read.
    let order = if Popup::is_any_open(ui.ctx()) { Order::Middle } else { Order::Tooltip };
    Area::new(Id::unique("notices"))
        .order(order)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-size::GUTTER, -size::STATUS_BAR - size::GUTTER))
        .show(ui.ctx(), |ui| {
            ui.set_max_width(360.0);
            for notice in &cx.state.notices {
                let told = cx.text.notice(&notice.kind);
                let colour = if notice.kind.is_passing() { cx.palette.good } else { cx.palette.warn };
                Frame::new()
                    .fill(cx.palette.raised)
                    .stroke(Stroke::new(1.0, cx.palette.line))
                    .corner_radius(size::RADIUS)
                    .shadow(ui.visuals().popup_shadow)
                    .inner_margin(Margin::symmetric(12, 9))
                    .show(ui, |ui| {
                        ui.with_layout(Layout::left_to_right(egui::Align::Min), |ui| {
                            widgets::words(
                                ui,
                                if notice.kind.is_passing() { "✔" } else { "▲" },
                                fonts::BODY,
                                colour,
                            );
                            ui.vertical(|ui| {
                                ui.set_max_width(290.0);
                                ui.spacing_mut().item_spacing.y = 3.0;
                                let message = egui::RichText::new(&*told.message);
                                widgets::live(&ui.label(message.font(fonts::words(fonts::BODY))));
                                let body = told.body();
                                if !body.is_empty() {
                                    widgets::caption(ui, body);
                                }
                            });
                            if widgets::close(ui, cx.words().notice.dismiss).clicked() {
                                cx.queue.push(Command::DismissNotice(notice.id));
                            }
                        });
                    });
            }
        });
}
