//! An entry of the palette: its name, its chord or what is said beside it, and why it cannot be used now.

use egui::{Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use super::entries::{Entry, Target};
use crate::ui::actions;
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::theme::size;

/// The entry in that place, for screen readers.
pub(super) fn row_id(place: usize) -> Id {
    Id::unique(("palette row", place))
}

/// Draws an entry; whether it was clicked.
pub(super) fn row(
    ui: &Ui,
    cx: &Cx<'_>,
    entry: &Entry,
    (place, count): (usize, usize),
    selected: bool,
    rect: Rect,
) -> bool {
    let palette = cx.palette;
    // The box keeps the keyboard: a click does it, Tab does not come here.
    let response = ui.interact(rect, row_id(place), Sense::CLICK);
    let words = &cx.words().action.palette;
    let chord = match entry.target {
        Target::Action(action) => actions::chord_text(ui.ctx(), action),
        _ => None,
    };
    let holds = matches!(entry.target, Target::Action(action) if action.holds(cx.state));
    let said = match &entry.why {
        Some(why) => (words.unavailable)(&entry.name, why),
        None => entry.name.clone(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, entry.why.is_none(), &said));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        node.set_position_in_set(place + 1);
        node.set_size_of_set(count);
        if let Some(chord) = &chord {
            node.set_keyboard_shortcut(chord.as_str());
        }
    });
    if selected {
        let stroke = Stroke::new(1.5, palette.accent);
        ui.painter().rect(rect, size::RADIUS_BUTTON, palette.selection, stroke, StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, size::RADIUS_BUTTON, palette.hovered);
    }
    let quiet = if selected { palette.text } else { palette.muted };
    let middle = rect.center().y;
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let lay = |text: &str, font, colour, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let mut right = rect.right() - 10.0;
    let aside = entry.why.as_deref().unwrap_or(&entry.aside);
    if let Some(chord) = chord.filter(|_| entry.why.is_none()) {
        let galley = lay(&chord, fonts::words(fonts::SMALL), quiet, rect.width() / 2.0);
        right -= galley.size().x;
        painter.galley(pos2(right, middle - galley.size().y / 2.0), galley, quiet);
        right -= 14.0;
    }
    if !aside.is_empty() {
        let galley = lay(aside, fonts::words(fonts::SMALL), quiet, rect.width() * 0.55);
        right -= galley.size().x;
        painter.galley(pos2(right, middle - galley.size().y / 2.0), galley, quiet);
        right -= 14.0;
    }
    let left = rect.left() + 10.0;
    let shown = if holds { format!("{}  ✔", entry.name) } else { entry.name.clone() };
    let colour = if entry.why.is_some() { quiet } else { palette.text };
    let galley = lay(&shown, fonts::words(fonts::BODY), colour, right - left);
    painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, colour);
    response.clicked()
}
