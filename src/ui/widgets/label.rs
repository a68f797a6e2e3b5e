//! Text in the sizes and weights of the design.

use egui::{Color32, Label, Response, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetText, vec2};

use crate::ui::fonts;
use crate::ui::theme::{Palette, size};

/// A section's name: small, set wide, in capitals where the script has them.
pub(crate) fn section(ui: &mut Ui, name: &str, colour: Color32) -> Response {
    titled(ui, name, colour, Sense::hover())
}

/// A section's name that can be asked for its meaning, by the pointer and by the keyboard.
pub(crate) fn explained_section(ui: &mut Ui, name: &str, colour: Color32) -> Response {
    titled(ui, name, colour, Sense::focusable_noninteractive())
}

fn titled(ui: &mut Ui, name: &str, colour: Color32, sense: Sense) -> Response {
    let shown = RichText::new(name.to_uppercase())
        .font(fonts::strong(fonts::LABEL))
        .extra_letter_spacing(if name.chars().any(|found| found.is_alphabetic() && !found.is_ascii()) {
            0.4
        } else {
            1.1
        })
        .color(colour);
    let response = ui.add(Label::new(shown).extend().selectable(false).sense(sense));
    // Capitals are a matter of the look: read aloud they would be spelled out.
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
    response
}

/// Words of `points` height on one line, shortened where there is no room.
pub(crate) fn words(ui: &mut Ui, text: &str, points: f32, colour: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(fonts::words(points)).color(colour)).truncate())
}

/// Words that stand out, on one line.
pub(crate) fn strong(ui: &mut Ui, text: &str, points: f32, colour: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(fonts::strong(points)).color(colour)).truncate())
}

/// Muted words that go on over several lines.
pub(crate) fn caption(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = Palette::of(ui).muted;
    let text = RichText::new(text).font(fonts::words(fonts::SMALL)).color(colour).line_height(Some(17.0));
    ui.add(Label::new(text).wrap())
}

/// A small link; `name` is what a screen reader calls it.
pub(crate) fn link(ui: &mut Ui, text: &str, name: &str) -> Response {
    let palette = Palette::of(ui);
    let shown =
        RichText::new(text).font(fonts::words(fonts::SMALL)).color(palette.accent).line_height(Some(17.0));
    let response = ui.add(Label::new(shown).selectable(false).sense(Sense::click()));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, name));
    let lit = response.hovered() || response.has_focus();
    if lit {
        let stroke = Stroke::new(1.0, palette.accent);
        ui.painter().hline(response.rect.x_range(), response.rect.bottom() - 2.0, stroke);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Words that go on over several lines.
pub(crate) fn paragraph(ui: &mut Ui, text: impl Into<String>, colour: Color32) -> Response {
    let text = RichText::new(text).font(fonts::words(fonts::BODY)).color(colour).line_height(Some(18.0));
    ui.add(Label::new(text).wrap())
}

/// Code that goes on over several lines, broken anywhere.
pub(crate) fn code_lines(ui: &mut Ui, text: &str, colour: Color32) -> Response {
    let mut job = egui::text::LayoutJob::simple(
        text.to_owned(),
        fonts::code(fonts::CODE),
        colour,
        ui.available_width(),
    );
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.add(Label::new(galley))
}

/// Code on one line.
pub(crate) fn code(ui: &mut Ui, text: &str, colour: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(fonts::code(fonts::CODE)).color(colour)).truncate())
}

/// A short name in a frame, such as an algorithm's.
pub(crate) fn badge(ui: &mut Ui, text: &str, colour: Color32) -> Response {
    let palette = Palette::of(ui);
    let galley = WidgetText::from(RichText::new(text).font(fonts::code(10.5)).color(colour)).into_galley(
        ui,
        Some(egui::TextWrapMode::Truncate),
        ui.available_width().min(120.0),
        egui::TextStyle::Small,
    );
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(11.0, 5.0), Sense::hover());
    ui.painter().rect_stroke(rect, size::RADIUS_BADGE, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}
