//! The files that were opened last: in the empty window, and in a menu beside the button that opens files.

use std::path::Path;

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::cx::Cx;
use super::fonts;
use super::visible;
use super::widgets;
use crate::app::command::Command;

const ROW: f32 = 28.0;
const ABOVE: f32 = 18.0 + 22.0;

/// Letters of a path that are shown.
const LONGEST: usize = 60;

/// How much room the list takes.
pub(super) fn height(cx: &Cx<'_>) -> f32 {
    let count = cx.state.recent.len() as f32;
    if count > 0.0 { ABOVE + count * ROW } else { 0.0 }
}

/// What a file is called, and its folder.
fn names(path: &Path) -> (String, String) {
    let plain = |text: &std::ffi::OsStr| text.to_string_lossy().into_owned();
    let name = plain(path.file_name().unwrap_or(path.as_os_str()));
    let folder = path.parent().map_or_else(String::new, |folder| plain(folder.as_os_str()));
    // Of a long path, its end says more.
    let surplus = folder.chars().count().saturating_sub(LONGEST);
    let end: String = folder.chars().skip(surplus).collect();
    let folder = if surplus > 0 { format!("…{end}") } else { folder };
    (visible::plain(&name, LONGEST), visible::plain(&folder, LONGEST + 1))
}

/// Draws the list below the examples.
pub(super) fn list(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let words = &cx.words().desktop.recent;
    let title = Rect::from_min_size(rect.min + vec2(0.0, 18.0), vec2(rect.width(), 16.0));
    widgets::column(ui, title, "recent", |ui| {
        widgets::section(ui, words.title, cx.palette.muted);
    });
    for (index, path) in cx.state.recent.iter().enumerate() {
        let (name, folder) = names(path);
        let top = rect.top() + ABOVE + index as f32 * ROW;
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW));
        let response = ui.interact(row, ui.scope_id().with(("recent", index)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, (words.file)(&name, &folder)));
        if response.hovered() {
            ui.painter().rect_filled(row, 5.0, cx.palette.raised);
        }
        if response.has_focus() {
            let stroke = Stroke::new(1.5, cx.palette.accent);
            ui.painter().rect_stroke(row, 5.0, stroke, StrokeKind::Inside);
        }
        widgets::line(ui, row.shrink2(vec2(12.0, 0.0)), ("recent file", index), |ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            widgets::words(ui, &name, fonts::BODY, cx.palette.text);
            widgets::words(ui, &folder, fonts::SMALL, cx.palette.muted);
        });
        if response.clicked() {
            cx.queue.push(Command::OpenRecent(index));
        }
    }
}

/// The entries of the menu; whether one was chosen.
pub(super) fn entries(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    let words = &cx.words().desktop.recent;
    let mut chosen = false;
    for (index, path) in cx.state.recent.iter().enumerate() {
        let (name, folder) = names(path);
        let entry = widgets::menu_entry(ui, &name, false).on_hover_text(&folder);
        if entry.accessible_name((words.file)(&name, &folder)).clicked() {
            cx.queue.push(Command::OpenRecent(index));
            chosen = true;
        }
    }
    ui.separator();
    if widgets::menu_item(ui, words.forget, false) {
        cx.send(Command::ForgetRecent);
        chosen = true;
    }
    chosen
}
