//! What has to be said once, in the lower right corner, until it is read or outdated. Good news leave by themselves.

use egui::{Align2, Area, Frame, Id, Layout, Margin, Order, Stroke, Ui, vec2};

use super::cx::Cx;
use super::fonts;
use super::memory::Memory;
use super::theme::size;
use super::widgets;
use crate::app::command::Command;
use crate::app::state::NoticeKind;

/// Seconds that good news stay.
const STAY: f64 = 4.0;

/// Draws the notices.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if cx.state.notices.is_empty() {
        memory.notice_since = None;
        return;
    }
    leave(ui, cx, memory);
    Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-size::GUTTER, -size::STATUS_BAR - size::GUTTER))
        .show(ui.ctx(), |ui| {
            ui.set_max_width(360.0);
            for notice in &cx.state.notices {
                let told = cx.text.notice(&notice.kind);
                let colour = if is_good(&notice.kind) { cx.palette.good } else { cx.palette.warn };
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
                                if is_good(&notice.kind) { "✔" } else { "▲" },
                                fonts::BODY,
                                colour,
                            );
                            ui.vertical(|ui| {
                                ui.set_max_width(290.0);
                                ui.spacing_mut().item_spacing.y = 3.0;
                                ui.label(egui::RichText::new(&*told.message).font(fonts::words(fonts::BODY)));
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

/// Takes the newest notice away once it has been there long enough, if it is good news.
fn leave(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let Some(notice) = cx.state.notices.iter().find(|notice| is_good(&notice.kind)) else { return };
    let now = ui.input(|input| input.time);
    let since = match memory.notice_since {
        Some((id, since)) if id == notice.id => since,
        _ => now,
    };
    memory.notice_since = Some((notice.id, since));
    let left = STAY - (now - since);
    if left <= 0.0 {
        cx.send(Command::DismissNotice(notice.id));
    } else {
        ui.ctx().request_repaint_after_secs(left as f32);
    }
}

fn is_good(kind: &NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::Copied | NoticeKind::KeysAdded(_) | NoticeKind::KeysKnown(_) | NoticeKind::KeyRemoved(_)
    )
}
