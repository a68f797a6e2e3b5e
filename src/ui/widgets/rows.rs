//! Rows of one height, of which only those in sight are drawn: a list of ten million costs what a list of
//! ten costs.

use super::place::column;
use egui::{Id, Rect, ScrollArea, Ui, pos2, vec2};

/// A list of rows.
pub(crate) struct Rows {
    /// Keeps the place of scrolling; unique in the window.
    pub(crate) id: Id,
    /// How many rows there are.
    pub(crate) count: usize,
    /// The height of each, in points.
    pub(crate) height: f32,
    /// Space around all of them.
    pub(crate) margin: egui::Vec2,
    /// The row to bring into sight now.
    pub(crate) reveal: Option<usize>,
}

/// A row in sight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VisibleRow {
    /// Which one.
    pub(crate) index: usize,
    /// Where.
    pub(crate) rect: Rect,
}

impl Rows {
    /// Draws the rows that are in sight, each in its own place.
    pub(crate) fn show(&self, ui: &mut Ui, mut row: impl FnMut(&mut Ui, VisibleRow)) {
        let mut area =
            ScrollArea::vertical().id_salt(self.id).auto_shrink([false, false]).min_scrolled_height(0.0);
        if let Some(reveal) = self.reveal {
            let target = reveal as f32 * self.height - ui.available_height() / 3.0;
            area = area.vertical_scroll_offset(target.max(0.0));
        }
        area.show_viewport(ui, |ui, viewport| {
            ui.set_height(self.count as f32 * self.height + 2.0 * self.margin.y);
            // Positions of far rows exceed what f32 tells apart: count from the edge that is in sight.
            let offset = f64::from(viewport.min.y) - f64::from(self.margin.y);
            let edge = ui.max_rect().top() + viewport.min.y;
            let width = ui.max_rect().x_range().shrink(self.margin.x);
            for index in in_sight(offset, f64::from(viewport.height()), f64::from(self.height), self.count) {
                let top = edge + (index as f64 * f64::from(self.height) - offset) as f32;
                let rect = Rect::from_min_size(pos2(width.min, top), vec2(width.span(), self.height));
                column(ui, rect, index, |ui| row(ui, VisibleRow { index, rect }));
            }
        });
    }
}

/// The rows of `height` that a view of `view` sees at `offset`.
fn in_sight(offset: f64, view: f64, height: f64, count: usize) -> std::ops::Range<usize> {
    let first = (offset / height).floor().max(0.0) as usize;
    let last = ((offset + view) / height).ceil().max(0.0) as usize;
    first.min(count)..last.min(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_in_sight_are_drawn() {
        for (offset, view, count, want) in [
            (0.0, 100.0, 1_000, 0..5),
            (-10.0, 100.0, 1_000, 0..5),
            (30.0, 100.0, 1_000, 1..7),
            (0.0, 100.0, 2, 0..2),
            (1e9, 100.0, 50_000_000, 50_000_000..50_000_000),
            (0.0, 0.0, 0, 0..0),
        ] {
            assert_eq!(in_sight(offset, view, 20.0, count), want, "{offset} {view} {count}");
        }
    }
}
