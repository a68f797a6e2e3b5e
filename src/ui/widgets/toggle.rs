//! A row of choices of which one holds: `Table | JSON`.

use egui::{Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::ui::fonts;
use crate::ui::theme::{Palette, size};

const HEIGHT: f32 = 24.0;
const PADDING: f32 = 10.0;

/// The width that the choices take where there is room.
pub(crate) fn segmented_width<'a>(ui: &Ui, choices: impl Iterator<Item = &'a str>) -> f32 {
    let width = |text: &str| {
        let galley = ui.painter().layout_no_wrap(
            text.to_owned(),
            fonts::words(fonts::SMALL),
            egui::Color32::PLACEHOLDER,
        );
        galley.size().x + 2.0 * PADDING
    };
    choices.map(width).sum()
}

/// Draws the choices; returns the one that was just chosen. `name` keeps several of them in one place apart.
pub(crate) fn segmented<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    now: T,
    choices: &[(T, &str)],
) -> Option<T> {
    let palette = Palette::of(ui);
    let galleys: Vec<_> = choices
        .iter()
        .map(|(choice, text)| {
            let colour = if *choice == now { palette.text } else { palette.muted };
            ui.painter().layout_no_wrap((*text).to_owned(), fonts::words(fonts::SMALL), colour)
        })
        .collect();
    let text: f32 = galleys.iter().map(|galley| galley.size().x).sum();
    let count = choices.len().max(1) as f32;
    let padding = ((ui.available_width() - text) / (2.0 * count)).clamp(3.0, PADDING);
    let width = text + 2.0 * padding * count;
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let mut chosen = None;
    let mut left = rect.left();
    for ((choice, text), galley) in choices.iter().zip(galleys) {
        let right = left + galley.size().x + 2.0 * padding;
        let part = egui::Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
        let response = ui.interact(part, ui.scope_id().with((name, *text)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, *choice == now, *text));
        let fill = match (*choice == now, response.hovered()) {
            (true, _) => Some(palette.raised),
            (false, true) => Some(palette.hovered),
            (false, false) => None,
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(part.shrink(1.0), size::RADIUS_BUTTON - 2, fill);
        }
        if response.has_focus() {
            let focus = Stroke::new(1.5, palette.accent);
            ui.painter().rect_stroke(part.shrink(1.0), size::RADIUS_BUTTON - 2, focus, StrokeKind::Inside);
        }
        ui.painter().galley(part.center() - galley.size() / 2.0, galley, palette.text);
        if response.clicked() && *choice != now {
            chosen = Some(*choice);
        }
        left = right;
    }
    ui.painter().rect_stroke(rect, size::RADIUS_BUTTON, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    chosen
}

/// The same as a group that screen readers call by its name.
pub(crate) fn segmented_group<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    now: T,
    choices: &[(T, &str)],
) -> Option<T> {
    let builder = UiBuilder::new().id_salt((name, "group")).sense(Sense::hover());
    let group = ui.scope_builder(builder, |ui| segmented(ui, name, now, choices));
    group.response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, name));
    group.inner
}
