//! The window without a token: what to do, three examples, and the promise.

use egui::{Align, Layout, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::actions;
use super::cx::Cx;
use super::fonts;
use super::key_rail::sized;
use super::recent;
use super::theme::size;
use super::widgets;
use crate::app::action::Action;
use crate::app::command::{Command, Example};

const WIDTH: f32 = 640.0;
const CARD: f32 = 212.0;
const EXAMPLE: f32 = 60.0;
const BELOW: f32 = 18.0 + 22.0;

/// Draws it in the middle of the room that is left.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let room = ui.max_rect();
    let narrow = room.width() < 480.0;
    let rows = if narrow { 3.0 } else { 1.0 };
    let recent = recent::height(cx);
    let height = CARD + BELOW + rows * (EXAMPLE + 10.0) + recent + 40.0;
    let width = (room.width() - 2.0 * size::GUTTER).clamp(200.0, WIDTH);
    let top = room.top() + ((room.height() - height) / 2.0).max(size::GUTTER);
    let rect = Rect::from_min_size(pos2(room.center().x - width / 2.0, top), vec2(width, height));
    egui::ScrollArea::vertical().id_salt("empty").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_min_height((rect.bottom() - room.top()).max(0.0));
        let card = Rect::from_min_size(rect.min, vec2(width, CARD));
        paste_card(ui, cx, card);
        let label = pos2(rect.left(), card.bottom() + 18.0);
        let place = Rect::from_min_size(label, vec2(width, 16.0));
        widgets::column(ui, place, "try", |ui| {
            widgets::section(ui, cx.words().empty.try_one, cx.palette.muted);
        });
        let examples = Rect::from_min_size(
            pos2(rect.left(), card.bottom() + BELOW),
            vec2(width, rows * (EXAMPLE + 10.0)),
        );
        show_examples(ui, cx, examples, narrow);
        let below = Rect::from_min_size(examples.left_bottom(), vec2(width, recent));
        if recent > 0.0 {
            recent::lists(ui, cx, below);
        }
        let promise = Rect::from_min_size(pos2(rect.left(), below.bottom() + 8.0), vec2(width, 20.0));
        let layout = Layout::top_down(Align::Center);
        widgets::at(ui, promise, "promise", layout, |ui| {
            widgets::words(ui, cx.words().empty.promise, fonts::SMALL, cx.palette.muted);
        });
    });
}

fn paste_card(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let words = &cx.words().empty;
    let palette = cx.palette;
    ui.painter().rect_filled(rect, size::RADIUS + 1, palette.panel);
    dashed(ui, rect, Stroke::new(1.0, palette.line));
    let inside = rect.shrink2(vec2(24.0, 0.0));
    let layout = Layout::top_down(Align::Center);
    widgets::at(ui, inside, "paste card", layout, |ui| {
        ui.add_space(44.0);
        widgets::strong(ui, words.title, fonts::HEADING, palette.text);
        ui.add_space(4.0);
        let hint = egui::RichText::new(words.hint).font(fonts::words(fonts::BODY)).color(palette.muted);
        ui.add(egui::Label::new(hint).wrap().halign(Align::Center));
        ui.add_space(10.0);
        let chord = actions::chord_text(ui.ctx(), Action::Paste).unwrap_or_default();
        let paste = format!("{}  {chord}", words.paste);
        let measure = |ui: &Ui, text: &str, font| {
            ui.painter().layout_no_wrap(text.to_owned(), font, palette.text).size().x + 24.0
        };
        let first = measure(ui, &paste, fonts::strong(fonts::BODY));
        let second = measure(ui, words.open, fonts::words(fonts::BODY));
        ui.allocate_ui_with_layout(
            vec2(first + second + 10.0, size::BUTTON),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                actions::button(ui, cx, Action::Paste, |ui, name| {
                    sized(ui, first, |ui| widgets::primary(ui, &paste).accessible_name(name))
                });
                actions::button(ui, cx, Action::OpenFile, |ui, name| {
                    sized(ui, second, |ui| widgets::button(ui, name))
                });
            },
        );
    });
}

fn show_examples(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, narrow: bool) {
    let words = &cx.words().empty;
    let all = [
        (Example::Good, words.good),
        (Example::Failing, words.failing),
        (Example::Encrypted, words.encrypted),
    ];
    let width = if narrow { rect.width() } else { (rect.width() - 20.0) / 3.0 };
    for (place, (example, (name, what))) in all.into_iter().enumerate() {
        let step = place as f32;
        let corner =
            if narrow { vec2(0.0, step * (EXAMPLE + 10.0)) } else { vec2(step * (width + 10.0), 0.0) };
        let card = Rect::from_min_size(rect.min + corner, vec2(width, EXAMPLE));
        let response = ui.interact(card, ui.scope_id().with(("example", place)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
        let fill = if response.hovered() { cx.palette.raised } else { cx.palette.panel };
        let stroke = if response.has_focus() {
            Stroke::new(1.5, cx.palette.accent)
        } else {
            Stroke::new(1.0, cx.palette.line)
        };
        ui.painter().rect(card, size::RADIUS, fill, stroke, egui::StrokeKind::Inside);
        let inside = card.shrink2(vec2(12.0, 10.0));
        widgets::column(ui, inside, ("example", place), |ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            widgets::strong(ui, name, fonts::BODY, cx.palette.text);
            widgets::words(ui, what, fonts::SMALL, cx.palette.muted);
        });
        if response.clicked() {
            cx.send(Command::ShowExample(example));
        }
    }
}

/// A dashed frame with rounded corners.
fn dashed(ui: &Ui, rect: Rect, stroke: Stroke) {
    let rect = rect.shrink(0.5);
    let radius = f32::from(size::RADIUS + 1);
    let mut path = Vec::new();
    let corners = [
        (pos2(rect.right() - radius, rect.top() + radius), -90.0),
        (pos2(rect.right() - radius, rect.bottom() - radius), 0.0),
        (pos2(rect.left() + radius, rect.bottom() - radius), 90.0),
        (pos2(rect.left() + radius, rect.top() + radius), 180.0),
    ];
    for (centre, from) in corners {
        for step in 0..=6 {
            let angle = f32::to_radians(from + 15.0 * step as f32);
            path.push(centre + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    path.extend(path.first().copied());
    ui.painter().extend(egui::Shape::dashed_line(&path, stroke, 4.0, 3.0));
}

/// Drawn over everything while files are held over the window.
pub(super) fn drop_target(ui: &Ui, cx: &Cx<'_>) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("drop target"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0.0, cx.palette.window.gamma_multiply(0.85));
    painter.rect_stroke(
        rect.shrink(10.0),
        size::RADIUS,
        Stroke::new(2.0, cx.palette.accent),
        egui::StrokeKind::Inside,
    );
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        cx.words().empty.drop,
        fonts::strong(fonts::HEADING),
        cx.palette.text,
    );
}
