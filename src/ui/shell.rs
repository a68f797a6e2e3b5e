//! The window's frame: tabs above, status below, and between them three columns that fold away as the window
//! gets narrow.
//!
//! ```text
//! jotlens  ● access_token  ● id_token  +                                   Open file…
//! ┌ keys ────┬ encoded ───────────┬ verdict ──────────────────────────────────────────┐
//! │          │                    │ header                                            │
//! │          │ findings           │ payload                                           │
//! │ add      │                    │ signature                                         │
//! └──────────┴────────────────────┴───────────────────────────────────────────────────┘
//! ● 2 keys in memory   Decoded and verified in 0.4 ms            UTC  English  Offline
//! ```

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use super::cx::{Cx, Shown};
use super::memory::Memory;
use super::theme::size;
use super::{empty, encoded, findings, fonts, key_rail, panels, status, tabs, verdict, widgets};

/// How a window of some width is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fold {
    /// Whether the key rail is there.
    pub(super) rail: bool,
    /// Whether the rail's button is.
    pub(super) rail_button: bool,
    /// Whether the decoded column is beside the encoded one, or else below it.
    pub(super) two_columns: bool,
}

/// How a window of `width` is laid out, when its rail takes `rail` points and is open if it can be closed.
pub(super) fn fold(width: f32, rail_open: bool) -> Fold {
    let narrow = width < size::FOLD_RAIL;
    let rail = !narrow || rail_open;
    let left = if narrow && rail { width - size::RAIL } else { width };
    Fold { rail, rail_button: narrow, two_columns: left >= size::FOLD_DECODED }
}

/// Draws everything.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let fold = fold(ui.max_rect().width(), memory.rail_open);
    let bar = Frame::new().fill(cx.palette.rail);
    Panel::top("bar")
        .exact_size(size::TOP_BAR)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| tabs::show(ui, cx, memory, fold));
    Panel::bottom("status")
        .exact_size(size::STATUS_BAR)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| status::show(ui, cx));
    if fold.rail {
        Panel::left("keys")
            .default_size(size::RAIL)
            .size_range(200.0..=420.0)
            .frame(bar)
            .show(ui, |ui| key_rail::show(ui, cx, memory));
    }
    let plain = Frame::new().fill(cx.palette.window);
    CentralPanel::default().frame(plain).show(ui, |ui| workspace(ui, cx, memory, fold));
    empty::drop_target(ui, cx);
}

fn workspace(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, fold: Fold) {
    let document = cx.state.shown();
    if document.is_none_or(|document| document.text.is_empty()) && !memory.typing {
        return empty::show(ui, cx);
    }
    let shown = cx.shown();
    let margin = Margin { left: 14, right: 14, top: 14, bottom: 0 };
    if fold.two_columns {
        let most = (ui.max_rect().width() - 380.0).max(280.0);
        Panel::left("encoded")
            .default_size(size::MIDDLE)
            .size_range(280.0..=most)
            .frame(Frame::new().inner_margin(margin))
            .show(ui, |ui| encoded_column(ui, cx, memory));
        // The bar of this column, too, stands in the gutter.
        let frame = Frame::new().inner_margin(Margin { right: 0, ..margin });
        CentralPanel::default().frame(frame).show(ui, |ui| match shown {
            Some(shown) => decoded_column(ui, cx, memory, &shown),
            None => nothing(ui, cx),
        });
    } else {
        ScrollArea::vertical().id_salt("one column").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin { bottom: 14, ..margin }).show(ui, |ui| {
                let height = ui.ctx().content_rect().height();
                ui.spacing_mut().item_spacing.y = size::GAP;
                if let Some(shown) = shown {
                    verdict::show(ui, cx, memory, &shown);
                }
                let bytes = document.map_or(0, |document| document.text.len());
                let box_height = encoded::height_for(bytes, ui.available_width(), height * 0.6);
                encoded::show(ui, cx, memory, box_height);
                findings::show(ui, cx, memory, false);
                if let Some(shown) = shown {
                    panels::show(ui, cx, memory, &shown, (height - 120.0).max(460.0));
                }
            });
        });
    }
}

fn encoded_column(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    ui.take_available_space();
    let bytes = cx.state.shown().map_or(0, |document| document.text.len());
    let height = encoded::height_for(bytes, ui.available_width(), ui.available_height());
    ui.spacing_mut().item_spacing.y = size::GAP;
    encoded::show(ui, cx, memory, height);
    ui.add_space(2.0);
    findings::show(ui, cx, memory, true);
}

fn decoded_column(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, shown: &Shown<'_>) {
    ScrollArea::vertical().id_salt("decoded").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - size::GUTTER);
        ui.spacing_mut().item_spacing.y = size::GAP;
        let bottom = ui.clip_rect().bottom();
        verdict::show(ui, cx, memory, shown);
        let top = ui.cursor().top() + ui.clip_rect().top() - ui.min_rect().top();
        let room = bottom - top.min(bottom) - size::GUTTER;
        panels::show(ui, cx, memory, shown, room);
        ui.add_space(size::GUTTER - size::GAP);
    });
}

/// In place of a decoded token, why there is none.
fn nothing(ui: &mut Ui, cx: &Cx<'_>) {
    let words = &cx.words().encoded;
    let working = cx.state.shown().is_some_and(encoded::is_unknown);
    let said = if working { words.working } else { words.no_token };
    let response = ui.centered_and_justified(|ui| widgets::words(ui, said, fonts::BODY, cx.palette.muted));
    widgets::live(&response.inner);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fold_as_the_window_gets_narrow() {
        for (width, open, rail, two_columns) in [
            (1360.0, false, true, true),
            (900.0, false, true, true),
            (899.0, false, false, true),
            (899.0, true, true, false),
            (700.0, false, false, true),
            (699.0, false, false, false),
            (699.0, true, true, false),
            (400.0, false, false, false),
        ] {
            let found = fold(width, open);
            assert_eq!((found.rail, found.two_columns), (rail, two_columns), "{width} {open}");
            assert_eq!(found.rail_button, width < 900.0);
        }
    }
}
