//! Shapes that say what a colour alone must not say: ■ ▲ ● for severities, a dot for a tab's verdict. No two severities
//! look alike: the worst has a bar across its square, the slightest but one is an outline.

use egui::{Color32, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::inspect::finding::Severity;
use crate::ui::fonts;
use crate::ui::theme::{Palette, size};

const SIDE: f32 = 10.0;

/// ■ where a strict verifier refuses, ▲ where something is worth mending, ● for information.
pub(crate) fn severity(ui: &mut Ui, severity: Severity, name: &str) -> Response {
    let palette = Palette::of(ui);
    let colour = palette.severity(severity);
    let (rect, response) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
    let square = Rect::from_center_size(rect.center(), vec2(SIDE, SIDE));
    ui.painter().add(shape(severity, square, colour, palette.on_accent));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response
}

/// What a severity looks like without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// A square with a bar across.
    Barred,
    /// A square.
    Square,
    /// A triangle.
    Triangle,
    /// The outline of one.
    Outline,
    /// A disc.
    Disc,
}

impl Form {
    /// The form of a severity: no two have the same.
    pub(crate) const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Critical => Self::Barred,
            Severity::High => Self::Square,
            Severity::Medium => Self::Triangle,
            Severity::Low => Self::Outline,
            Severity::Info => Self::Disc,
        }
    }
}

fn shape(severity: Severity, square: Rect, colour: Color32, bar: Color32) -> Shape {
    match Form::of(severity) {
        Form::Barred => Shape::Vec(vec![
            Shape::rect_filled(square.expand(0.5), 1.5, colour),
            Shape::rect_filled(
                Rect::from_center_size(square.center(), vec2(square.width() * 0.6, square.height() * 0.2)),
                0.0,
                bar,
            ),
        ]),
        Form::Square => Shape::rect_filled(square, 1.5, colour),
        Form::Triangle => triangle(square.expand(1.0), colour, Stroke::NONE),
        Form::Outline => triangle(square.expand(0.2), Color32::TRANSPARENT, Stroke::new(1.6, colour)),
        Form::Disc => Shape::circle_filled(square.center(), square.width() / 2.0, colour),
    }
}

const CHIP: f32 = 22.0;
const CHIP_SIDE: f32 = 8.0;

/// How wide a chip with that text is.
pub(crate) fn chip_width(ui: &Ui, text: &str) -> f32 {
    let font = fonts::words(fonts::TINY);
    ui.painter().layout_no_wrap(text.to_owned(), font, Palette::of(ui).text).size().x + CHIP_SIDE + 20.0
}

/// A switch for the findings of one severity.
pub(crate) fn severity_chip(ui: &mut Ui, severity: Severity, text: &str, on: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(chip_width(ui, text), CHIP), Sense::click());
    let colour = palette.severity(severity);
    let stroke = match (response.has_focus(), on) {
        (true, _) => Stroke::new(1.5, palette.accent),
        (false, true) => Stroke::new(1.0, colour),
        (false, false) => Stroke::new(1.0, palette.line),
    };
    let fill = if on || response.hovered() { palette.hovered } else { Color32::TRANSPARENT };
    ui.painter().rect(rect, size::RADIUS_BADGE, fill, stroke, StrokeKind::Inside);
    let middle = pos2(rect.left() + 7.0 + CHIP_SIDE / 2.0, rect.center().y);
    let square = Rect::from_center_size(middle, vec2(CHIP_SIDE, CHIP_SIDE));
    ui.painter().add(shape(severity, square, colour, palette.on_accent));
    let colour = if on { palette.text } else { palette.muted };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::words(fonts::TINY), colour);
    let at = pos2(middle.x + CHIP_SIDE / 2.0 + 6.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colour);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, text));
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

fn triangle(rect: Rect, colour: Color32, stroke: Stroke) -> Shape {
    let top = rect.top() + 1.0;
    let points = vec![
        pos2(rect.center().x, top),
        pos2(rect.right(), rect.bottom() - 1.0),
        pos2(rect.left(), rect.bottom() - 1.0),
    ];
    Shape::convex_polygon(points, colour, stroke)
}
