//! A box to tick and a ring to choose by, without words: those stand beside them.

use egui::{Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::Palette;

const SIDE: f32 = 15.0;

/// A box to tick; `name` is for screen readers.
pub(crate) fn tick(ui: &mut Ui, name: &str, on: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE + 7.0, SIDE + 7.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    let square = egui::Rect::from_center_size(rect.center(), vec2(SIDE, SIDE));
    let edge = if on || response.hovered() { palette.accent } else { palette.muted };
    let fill = if on { palette.accent } else { palette.panel };
    ui.painter().rect(square, 4.0, fill, Stroke::new(1.2, edge), StrokeKind::Inside);
    if on {
        let at = |x: f32, y: f32| square.min + vec2(x, y);
        let points = vec![at(3.6, 7.8), at(6.4, 10.6), at(11.4, 4.8)];
        ui.painter().add(egui::Shape::line(points, Stroke::new(1.8, palette.on_accent)));
    }
    if response.has_focus() {
        let focus = Stroke::new(1.5, palette.accent);
        ui.painter().rect_stroke(square.expand(2.5), 6.0, focus, StrokeKind::Inside);
    }
    response
}

/// A ring to choose by; `name` is for screen readers.
pub(crate) fn ring(ui: &mut Ui, name: &str, on: bool) -> Response {
    let palette = Palette::of(ui);
    let enabled = ui.is_enabled();
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE + 7.0, SIDE + 7.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, on, name));
    let centre = pos2(rect.center().x, rect.center().y);
    let edge = if on || response.hovered() || response.has_focus() { palette.accent } else { palette.muted };
    ui.painter().circle(centre, SIDE / 2.0, palette.panel, Stroke::new(1.2, edge));
    if on {
        ui.painter().circle_filled(centre, 3.8, palette.accent);
    }
    if response.has_focus() {
        ui.painter().circle_stroke(centre, SIDE / 2.0 + 2.0, Stroke::new(1.5, palette.accent));
    }
    response
}
