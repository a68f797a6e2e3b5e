//! Shapes that say what a colour alone must not say: ■ ▲ ● for severities, a dot for a tab's verdict.

use egui::{Color32, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::inspect::finding::Severity;
use crate::ui::theme::Palette;

const SIDE: f32 = 10.0;

/// ■ where a strict verifier refuses, ▲ where something is worth mending, ● for information.
pub(crate) fn severity(ui: &mut Ui, severity: Severity, name: &str) -> Response {
    let colour = Palette::of(ui).severity(severity);
    let (rect, response) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
    let square = Rect::from_center_size(rect.center(), vec2(SIDE, SIDE));
    let shape = match severity {
        Severity::Critical | Severity::High => Shape::rect_filled(square, 1.5, colour),
        Severity::Medium | Severity::Low => triangle(square.expand(1.0), colour),
        Severity::Info => Shape::circle_filled(square.center(), SIDE / 2.0, colour),
    };
    ui.painter().add(shape);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response
}

/// A dot, filled or not.
pub(crate) fn dot(ui: &mut Ui, colour: Color32, filled: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(9.0, 18.0), Sense::hover());
    if filled {
        ui.painter().circle_filled(rect.center(), 4.0, colour);
    } else {
        ui.painter().circle_stroke(rect.center(), 3.5, Stroke::new(1.5, colour));
    }
    response
}

fn triangle(rect: Rect, colour: Color32) -> Shape {
    let top = rect.top() + 1.0;
    let points = vec![
        pos2(rect.center().x, top),
        pos2(rect.right(), rect.bottom() - 1.0),
        pos2(rect.left(), rect.bottom() - 1.0),
    ];
    Shape::convex_polygon(points, colour, Stroke::NONE)
}
