//! A path that is typed over a folder's list, where the desktop shows no file dialogs: Tab completes, the arrows
//! choose, Enter opens or saves.

use std::cell::RefCell;
use std::path::{Path, PathBuf, is_separator};

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align, Context, Event, EventFilter, FocusDirection, Id, Key, Layout, Modifiers, Role, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, vec2,
};

use super::{Dialog, PADDING, label, problem, title};
use crate::app::command::Command;
use crate::app::state::{Entry, FilesSheet};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::visible;
use crate::ui::widgets::{self, Field, Rows};

const ROW: f32 = 26.0;
const LIST: f32 = 9.0 * ROW;

/// What is typed, and what is chosen.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    text: String,
    /// The moves of the sheet that the text follows.
    moves: u32,
    /// The folder whose list was asked for, as it was typed.
    asked: String,
    /// The chosen one of those that fit.
    chosen: Option<usize>,
    /// Whether that one is to be brought into sight.
    reveal: bool,
    /// The text that was to be saved to when the sheet asked whether to write over a file.
    saving: String,
}

fn text_box() -> Id {
    Id::unique("path")
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &FilesSheet, first: bool) {
    let words = &cx.words().desktop.files;
    let saves = sheet.name.is_some();
    let name = if saves { words.save_title } else { words.open_title };
    buffer.follow(ctx, sheet);
    let wanted = RefCell::new(None);
    let dialog = Dialog { name, width: 620.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        widgets::caption(ui, words.about);
        label(ui, cx, words.path);
        let fitting = buffer.fitting(sheet);
        if first {
            ui.memory_mut(|memory| memory.request_focus(text_box()));
        }
        let mut act = keys(ui, buffer, &fitting);
        let field = Field { id: text_box(), name: words.path, hint: "", secret: false, code: true };
        if field.show(ui, &mut buffer.text).changed() {
            buffer.chosen = None;
        }
        if buffer.completes(&fitting) {
            // Else Tab goes on to the next widget.
            let filter = EventFilter { tab: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(text_box(), filter));
        }
        ui.horizontal(|ui| {
            label(ui, cx, words.list);
            let above = sheet.folder.as_ref().and_then(|folder| folder.path.parent());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(above) = above
                    && widgets::link(ui, words.up, words.up).clicked()
                {
                    buffer.type_folder(ui.ctx(), above, sheet);
                }
            });
        });
        act |= list(ui, cx, buffer, sheet, &fitting);
        if let Some(path) = sheet.exists.as_ref().filter(|_| buffer.saving == buffer.text) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            problem(ui, cx, &(words.exists)(&name));
            if widgets::dangerous(ui, words.replace).clicked() {
                *wanted.borrow_mut() = Some(Command::SavePath { path: path.clone(), over: true });
            }
        }
        if let Some(trouble) = &sheet.problem {
            problem(ui, cx, &(words.trouble)(trouble));
        }
        if act {
            *wanted.borrow_mut() = buffer.act(ui.ctx(), sheet, &fitting);
        }
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        let does = if saves { words.save } else { words.open };
        let ready = !buffer.text.trim().is_empty();
        if ui.add_enabled_ui(ready, |ui| widgets::primary(ui, does)).inner.clicked() {
            *wanted.borrow_mut() = buffer.act(ui.ctx(), sheet, &buffer.fitting(sheet));
        }
        if widgets::button(ui, cx.words().sheet.cancel).clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, name), body, foot);
    if let Some(command) = wanted.into_inner() {
        cx.send(command);
    }
    // What is typed may stand in another folder by now.
    let (folder, _) = parts(&buffer.text);
    if folder != buffer.asked && sheet.folder.is_some() | sheet.problem.is_some() {
        folder.clone_into(&mut buffer.asked);
        let folder = if folder.is_empty() { "~" } else { folder };
        cx.send(Command::ListFolder(PathBuf::from(folder)));
    }
}

/// The folder that a typed path stands in, with the last sign between names, and what is typed of a name in it.
fn parts(text: &str) -> (&str, &str) {
    let at = text.rfind(is_separator).map_or(0, |at| at + 1);
    text.split_at_checked(at).unwrap_or(("", text))
}

/// The names of entries with their places in the list that begin as is typed.
type Fitting<'a> = Vec<(&'a Entry, String)>;

impl Buffer {
    /// Takes over the folder that was gone into.
    fn follow(&mut self, ctx: &Context, sheet: &FilesSheet) {
        if let Some(folder) = sheet.folder.as_ref().filter(|_| self.moves != sheet.moves) {
            self.moves = sheet.moves;
            self.type_folder(ctx, &folder.path, sheet);
            // Its list is there already.
            parts(&self.text).0.clone_into(&mut self.asked);
        }
    }

    fn type_folder(&mut self, ctx: &Context, folder: &Path, sheet: &FilesSheet) {
        // An empty name behind it puts one separator there, also behind the root.
        let name = sheet.name.as_deref().unwrap_or_default();
        self.type_text(ctx, folder.join(name).to_string_lossy().into_owned());
    }

    fn type_text(&mut self, ctx: &Context, text: String) {
        let end = CCursor::new(text.chars().count());
        self.text = text;
        self.chosen = None;
        let mut state = TextEditState::load(ctx, text_box()).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ctx, text_box());
        ctx.memory_mut(|memory| memory.request_focus(text_box()));
    }

    /// What of the folder begins as is typed. Hidden things only where their dot is typed.
    fn fitting<'a>(&self, sheet: &'a FilesSheet) -> Fitting<'a> {
        let (folder, typed) = parts(&self.text);
        let Some(listed) = sheet.folder.as_ref().filter(|_| folder == self.asked) else { return Vec::new() };
        // A proposed name says nothing of what is looked for.
        let typed = if sheet.name.as_deref() == Some(typed) { "" } else { typed }.to_lowercase();
        let named = listed.entries.iter().map(|entry| (entry, entry.name.to_string_lossy().into_owned()));
        let fits = |name: &str| {
            name.to_lowercase().starts_with(&typed) && (typed.starts_with('.') || !name.starts_with('.'))
        };
        named.filter(|(_, name)| fits(name)).collect()
    }

    /// Whether Tab has something to complete.
    fn completes(&self, fitting: &Fitting<'_>) -> bool {
        let typed = parts(&self.text).1;
        !typed.is_empty() && completion(typed, fitting).is_some()
    }

    /// Does what Enter means.
    fn act(&mut self, ctx: &Context, sheet: &FilesSheet, fitting: &Fitting<'_>) -> Option<Command> {
        let chosen = self.chosen.and_then(|index| fitting.get(index));
        let saves = sheet.name.is_some();
        let path = match (chosen, &sheet.folder) {
            (Some((entry, name)), Some(folder)) if entry.is_folder => {
                let path = folder.path.join(&entry.name);
                if entry.name.to_str() == Some(name) {
                    self.type_folder(ctx, &path, sheet);
                    return None;
                }
                // It cannot be typed as it is: gone into by its real name.
                path
            }
            (Some((entry, name)), Some(folder)) => {
                let text = format!("{}{name}", parts(&self.text).0);
                self.type_text(ctx, text);
                folder.path.join(&entry.name)
            }
            _ if self.text.trim().is_empty() => return None,
            _ => PathBuf::from(&self.text),
        };
        if saves {
            self.text.clone_into(&mut self.saving);
            Some(Command::SavePath { path, over: false })
        } else {
            Some(Command::OpenPath(path))
        }
    }

    fn choose(&mut self, step: isize, count: usize) {
        if count > 0 {
            let last = count - 1;
            self.chosen = Some(match (self.chosen, step) {
                (None, step) if step < 0 => last,
                (None, _) => 0,
                (Some(at), step) => at.saturating_add_signed(step).min(last),
            });
            self.reveal = true;
        }
    }
}

/// How far what is typed can only go on in one way; `None` where it cannot.
fn completion(typed: &str, fitting: &Fitting<'_>) -> Option<String> {
    let ((entry, first), others) = fitting.split_first()?;
    let mut common: String = first.clone();
    for (_, name) in others {
        let same = common.chars().zip(name.chars()).take_while(|(one, other)| one == other).count();
        common = common.chars().take(same).collect();
    }
    if others.is_empty() && entry.is_folder {
        common.push(std::path::MAIN_SEPARATOR);
    }
    // Longer, or spelled as it is.
    (common != typed && common.chars().count() >= typed.chars().count()).then_some(common)
}

/// Takes the keys that are for the list, before the text box sees them. Whether Enter was one of them.
fn keys(ui: &Ui, buffer: &mut Buffer, fitting: &Fitting<'_>) -> bool {
    let composes = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Ime(_))));
    if composes || !ui.memory(|memory| memory.has_focus(text_box())) {
        return false;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        buffer.choose(1, fitting.len());
    }
    if pressed(Key::ArrowUp) {
        buffer.choose(-1, fitting.len());
    }
    // egui takes it for Tab alone, and the box holds on to either.
    if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Tab)) {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Previous));
    } else if buffer.completes(fitting) && pressed(Key::Tab) {
        let (folder, typed) = parts(&buffer.text);
        if let Some(completed) = completion(typed, fitting) {
            let text = format!("{folder}{completed}");
            buffer.type_text(ui.ctx(), text);
        }
    }
    pressed(Key::Enter)
}

/// The list; whether a file in it was clicked twice.
fn list(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, sheet: &FilesSheet, fitting: &Fitting<'_>) -> bool {
    let words = &cx.words().desktop.files;
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, LIST), Sense::hover());
    ui.painter().rect_stroke(rect, 6.0, Stroke::new(1.0, cx.palette.line), StrokeKind::Inside);
    let mut act = false;
    widgets::column(ui, rect.shrink(3.0), "list", |ui| {
        if fitting.is_empty() {
            let said = if sheet.working.is_some() { words.working } else { words.nothing };
            ui.add_space(PADDING / 2.0);
            ui.horizontal(|ui| {
                ui.add_space(9.0);
                widgets::words(ui, said, fonts::BODY, cx.palette.muted);
            });
            return;
        }
        let reveal = std::mem::take(&mut buffer.reveal).then_some(buffer.chosen).flatten();
        let id = Id::unique("files");
        let rows = Rows { id, count: fitting.len(), height: ROW, margin: vec2(0.0, 2.0), reveal };
        rows.show(ui, |ui, row| {
            let Some((entry, name)) = fitting.get(row.index) else { return };
            let chosen = buffer.chosen == Some(row.index);
            let response = ui.interact(row.rect, id.with(row.index), Sense::click());
            let plain = visible::plain(name, 200);
            let said = if entry.is_folder { (words.folder)(&plain) } else { plain.clone() };
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &said));
            if chosen || response.hovered() {
                ui.painter().rect_filled(row.rect, 4.0, cx.palette.hovered);
            }
            if response.has_focus() {
                let stroke = Stroke::new(1.5, cx.palette.accent);
                ui.painter().rect_stroke(row.rect, 4.0, stroke, StrokeKind::Inside);
            }
            let inside = row.rect.shrink2(vec2(9.0, 0.0));
            let (shown, colour) = if entry.is_folder {
                (format!("{plain}{}", std::path::MAIN_SEPARATOR), cx.palette.accent)
            } else {
                (plain, cx.palette.text)
            };
            widgets::line(ui, inside, ("name", row.index), |ui| {
                widgets::words(ui, &shown, fonts::BODY, colour);
            });
            if response.clicked() {
                buffer.chosen = Some(row.index);
                act |= entry.is_folder || response.double_clicked();
            }
        });
    });
    if sheet.folder.as_ref().is_some_and(|folder| folder.has_more) {
        widgets::caption(ui, words.more);
    }
    act
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(names: &[&str]) -> Vec<Entry> {
        let entry =
            |name: &&str| Entry { name: name.trim_end_matches('/').into(), is_folder: name.ends_with('/') };
        names.iter().map(entry).collect()
    }

    #[test]
    fn tab_goes_as_far_as_there_is_only_one_way() {
        for (typed, names, want) in [
            ("to", &["token.jwt"][..], Some("token.jwt")),
            ("to", &["token.jwt", "token.jwk"], Some("token.jw")),
            ("token.jw", &["token.jwt", "token.jwk"], None),
            ("ke", &["keys/"], Some("keys/")),
            ("keys", &["keys/"], Some("keys/")),
            ("keys", &["keys/", "keys.pem"], None),
            ("KE", &["keys.pem"], Some("keys.pem")),
            ("token.jwt", &["token.jwt"], None),
            ("한", &["한국어.jwk", "한글"], None),
            ("x", &[], None),
        ] {
            let entries = entries(names);
            let fitting: Fitting<'_> =
                entries.iter().map(|entry| (entry, entry.name.to_string_lossy().into_owned())).collect();
            assert_eq!(completion(typed, &fitting).as_deref(), want, "{typed}");
        }
    }

    #[test]
    fn a_typed_path_has_a_folder_and_the_beginning_of_a_name() {
        for (text, want) in [
            ("", ("", "")),
            ("a", ("", "a")),
            ("/", ("/", "")),
            ("/a", ("/", "a")),
            ("~/a/한", ("~/a/", "한")),
        ] {
            assert_eq!(parts(text), want, "{text}");
        }
    }
}
