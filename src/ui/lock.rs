//! In the place of everything while the window is locked: that it is, and how it goes on. A key or a click on the
//! button unlocks it.

use egui::{Align, CentralPanel, Event, Frame, Layout, Rect, Ui, vec2};

use super::cx::Cx;
use super::fonts;
use super::memory::Memory;
use super::widgets;
use crate::app::command::Command;
use crate::app::state::VaultStatus;

const SIZE: egui::Vec2 = vec2(420.0, 150.0);

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    memory.sheets.forget_private(ui.ctx());
    let words = &cx.words().desktop.lock;
    // What is nowhere else stays: a vault in memory, and keys that were made here and that no vault took.
    let in_memory = matches!(cx.state.vault, VaultStatus::Open { .. }) && !cx.state.can_keep();
    let is_kept = in_memory || cx.state.keys.iter().any(|key| key.private && key.stored.is_none());
    let hint = if is_kept { words.kept } else { words.hint };
    let mut unlocks = false;
    CentralPanel::default().frame(Frame::new().fill(cx.palette.window)).show(ui, |ui| {
        let rect = Rect::from_center_size(ui.max_rect().center(), SIZE);
        widgets::at(ui, rect, "locked", Layout::top_down(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.y = 10.0;
            widgets::strong(ui, words.title, fonts::TITLE, cx.palette.text);
            widgets::words(ui, hint, fonts::BODY, cx.palette.muted);
            ui.add_space(4.0);
            unlocks = widgets::primary(ui, words.unlock).clicked();
        });
    });
    // The question whether the window shall close comes over it, with keys of its own.
    if unlocks || cx.state.asks.is_none() && key_pressed(ui) {
        cx.send(Command::Unlock);
    }
}

/// Whether any key went down. Not one that is held, such as the one that locked.
fn key_pressed(ui: &Ui) -> bool {
    ui.input(|input| {
        input.events.iter().any(|event| matches!(event, Event::Key { pressed: true, repeat: false, .. }))
    })
}
