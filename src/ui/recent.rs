//! What can be opened again: the files that were opened last, and tabs that are kept in the vault. In the empty window,
//! and in a menu beside the button that opens files.

use std::path::Path;

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::actions;
use super::cx::Cx;
use super::fonts;
use super::visible;
use super::widgets;
use crate::app::action::Action;
use crate::app::command::Command;

const ROW: f32 = 28.0;
const ABOVE: f32 = 18.0 + 22.0;

/// Letters of a path that are shown.
const LONGEST: usize = 60;

/// How much room the lists take.
pub(super) fn height(cx: &Cx<'_>) -> f32 {
    let of = |count: usize| if count > 0 { ABOVE + count as f32 * ROW } else { 0.0 };
    of(cx.state.saved.len()) + of(cx.state.recent.len())
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

/// Draws the lists below the examples: what is kept in the vault, then the files.
pub(super) fn lists(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let words = &cx.words().desktop;
    let saved: Vec<Line> = (cx.state.saved.iter())
        .map(|saved| Line {
            name: visible::plain(&saved.name, LONGEST),
            more: cx.text.bytes(saved.bytes),
            command: Command::OpenSaved(saved.id.clone()),
        })
        .collect();
    let files: Vec<Line> = (cx.state.recent.iter().enumerate())
        .map(|(index, path)| {
            let (name, more) = names(path);
            Line { name, more, command: Command::OpenRecent(index) }
        })
        .collect();
    let mut top = rect.top();
    for (title, lines, said) in
        [(words.saved.title, saved, words.saved.one), (words.recent.title, files, words.recent.file)]
    {
        let rect = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), 0.0));
        top += list(ui, cx, rect, title, lines, said);
    }
}

/// A line of a list.
struct Line {
    name: String,
    more: String,
    command: Command,
}

/// Draws one list; how high it is.
fn list(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    name: &str,
    lines: Vec<Line>,
    said: fn(&str, &str) -> String,
) -> f32 {
    if lines.is_empty() {
        return 0.0;
    }
    let height = ABOVE + lines.len() as f32 * ROW;
    let title = Rect::from_min_size(rect.min + vec2(0.0, 18.0), vec2(rect.width(), 16.0));
    widgets::column(ui, title, ("list", name), |ui| {
        widgets::section(ui, name, cx.palette.muted);
    });
    for (index, line) in lines.into_iter().enumerate() {
        let top = rect.top() + ABOVE + index as f32 * ROW;
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW));
        let response = ui.interact(row, ui.scope_id().with((name, index)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said(&line.name, &line.more)));
        if response.hovered() {
            ui.painter().rect_filled(row, 5.0, cx.palette.raised);
        }
        if response.has_focus() {
            let stroke = Stroke::new(1.5, cx.palette.accent);
            ui.painter().rect_stroke(row, 5.0, stroke, StrokeKind::Inside);
        }
        widgets::line(ui, row.shrink2(vec2(12.0, 0.0)), (name, "line", index), |ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            widgets::words(ui, &line.name, fonts::BODY, cx.palette.text);
            widgets::words(ui, &line.more, fonts::SMALL, cx.palette.muted);
        });
        if response.clicked() {
            cx.send(line.command);
        }
    }
    height
}

/// Whether the menu has anything to offer.
pub(super) fn has_entries(cx: &Cx<'_>) -> bool {
    !cx.state.recent.is_empty()
        || !cx.state.saved.is_empty()
        || Action::SaveTab.availability(cx.state).is_ok()
}

/// The entries of the menu; whether one was chosen.
pub(super) fn entries(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    let words = &cx.words().desktop;
    let mut chosen = actions::entry(ui, cx, Action::SaveTab).clicked();
    if !cx.state.saved.is_empty() {
        ui.separator();
        widgets::section(ui, words.saved.title, cx.palette.muted);
        chosen |= saved(ui, cx);
    }
    if !cx.state.recent.is_empty() {
        ui.separator();
        widgets::section(ui, words.recent.title, cx.palette.muted);
        chosen |= files(ui, cx);
    }
    chosen
}

/// The tabs that are kept in the vault, each with a sign that deletes it.
fn saved(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    let words = &cx.words().desktop.saved;
    let mut chosen = false;
    for saved in &cx.state.saved {
        let name = visible::plain(&saved.name, LONGEST);
        ui.horizontal(|ui| {
            let said = (words.one)(&name, &cx.text.bytes(saved.bytes));
            if widgets::menu_entry(ui, &name, false).on_hover_text(&said).accessible_name(said).clicked() {
                cx.queue.push(Command::OpenSaved(saved.id.clone()));
                chosen = true;
            }
            if widgets::close(ui, &(words.delete_one)(&name)).clicked() {
                cx.queue.push(Command::AskDeleteSaved(saved.id.clone()));
                chosen = true;
            }
        });
    }
    chosen
}

/// The files that were opened last, and the entry that forgets them.
fn files(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
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
    if widgets::menu_item(ui, words.forget, false) {
        cx.send(Command::ForgetFiles);
        chosen = true;
    }
    chosen
}
