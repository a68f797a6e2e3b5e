//! The members of a JSON object, one row each: name, value, and what it means.

use std::borrow::Cow;

use egui::text::LayoutJob;
use egui::{Color32, Id, Label, Rect, Response, RichText, Sense, TextFormat, Ui, pos2, vec2};

use super::cx::Cx;
use super::fonts;
use super::json_view::{self, Space};
use super::theme::size;
use super::visible::{self, MAX_CHARS};
use super::widgets::{self, Copyable, Rows};
use crate::app::command::{Command, CopyWhat};
use crate::craft::edit::{Edit, Path};
use crate::craft::remake::Part;
use crate::encoding::json::{Kind, Name, Value};
use crate::inspect::rows::Rows as JsonRows;
use crate::text::Explained;

/// What a row says beside the value, and what its name means.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    /// Muted words in the third column.
    pub(super) words: Cow<'static, str>,
    /// What stands out at their end, such as a key's name.
    pub(super) strong: Option<String>,
    /// The sentence about the name, with its standard.
    pub(super) name: Option<Explained>,
    /// The sentence about the value, with its standard.
    pub(super) value: Option<Explained>,
}

/// A table of one segment.
pub(super) struct Table<'a> {
    /// Keeps the place of scrolling.
    pub(super) id: Id,
    /// The JSON.
    pub(super) rows: &'a JsonRows,
    /// The colour of names.
    pub(super) colour: Color32,
    /// The member to bring into sight and mark, by its place.
    pub(super) reveal: Option<usize>,
    /// Marked members: those that findings point at.
    pub(super) marked: &'a [usize],
    /// The part that is changed by the rows' menus; `None` where nothing can be changed.
    pub(super) edits: Option<Part>,
}

/// Space above and below the rows.
pub(super) const PADDING: f32 = 8.0;

/// How wide the place of a row's menu is.
const MENU: f32 = 26.0;

/// How wide the columns are; the third takes the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Columns {
    name: f32,
    value: f32,
}

impl Table<'_> {
    /// Draws the rows in sight; the value of the one that is to be brought into it.
    pub(super) fn show(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        meaning: impl Fn(&Cx<'_>, &str, Value<'_>) -> Meaning,
    ) -> Option<Response> {
        let mut revealed = None;
        let columns = self.columns(ui.available_width() - 24.0);
        let rows = Rows {
            id: self.id,
            count: self.rows.members(),
            height: size::ROW,
            margin: vec2(12.0, PADDING),
            reveal: self.reveal,
        };
        rows.show(ui, |ui, row| {
            let Some((name, value)) = self.rows.member(row.index) else { return };
            if self.marked.contains(&row.index) {
                let ground = row.rect.expand2(vec2(8.0, 0.0));
                ui.painter().rect_filled(ground, 4.0, cx.palette.raised);
            }
            let mut meaning = meaning(cx, &short_name(name), value);
            if json_view::is_cut(value.raw()) {
                meaning.words = format!("{} · {}", meaning.words, cx.text.bytes(value.raw().len())).into();
            }
            let drawn = self.row(ui, cx, row.rect, columns, (name, value), &meaning);
            if self.reveal == Some(row.index) {
                revealed = Some(drawn);
            }
            if let Some(part) = self.edits {
                self.menu(ui, cx, (part, row.index), row.rect, &visible::plain(&short_name(name), 40));
            }
        });
        revealed
    }

    fn row(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        rect: Rect,
        columns: Columns,
        (name, value): (Name<'_>, Value<'_>),
        meaning: &Meaning,
    ) -> Response {
        let left = rect.left() + 6.0;
        let value_left = left + columns.name;
        let third = value_left + columns.value;
        let cell = |from: f32, to: f32| {
            Rect::from_min_max(pos2(from, rect.top()), pos2(to.max(from), rect.bottom()))
        };
        let words = &cx.words().decoded;

        let response = widgets::line(ui, cell(left, value_left - 10.0), "name", |ui| {
            let job = name_job(name, self.colour, cx.palette.muted);
            Copyable { job, copy: words.copy_name }.show(ui)
        });
        let (response, copy) = response;
        if copy {
            cx.send(Command::Copy(CopyWhat::Value(name.text().into_owned())));
        }
        if let Some(explained) = meaning.name {
            widgets::explained(&response, explained.sentence, explained.reference);
        }

        let (response, copy) =
            widgets::line(ui, cell(value_left, (third - 14.0).min(rect.right())), "value", |ui| {
                Copyable { job: value_job(value, cx), copy: words.copy_value }.show(ui)
            });
        if copy {
            cx.send(Command::Copy(CopyWhat::Value(copied(value))));
        }
        if let Some(explained) = meaning.value {
            widgets::explained(&response, explained.sentence, explained.reference);
        }

        let menu = if self.edits.is_some() { MENU + 4.0 } else { 0.0 };
        let rect = Rect::from_min_max(rect.min, pos2(rect.right() - menu, rect.bottom()));
        let room = rect.right() - third;
        if room > 20.0 {
            widgets::line(ui, cell(third, rect.right()), "meaning", |ui| means(ui, cx, meaning));
        }
        response
    }

    /// What can be done to a member, at the right end of its row.
    fn menu(&self, ui: &mut Ui, cx: &mut Cx<'_>, (part, place): (Part, usize), rect: Rect, name: &str) {
        let words = &cx.words().editing;
        let cell = Rect::from_min_max(pos2(rect.right() - MENU, rect.top()), rect.max);
        let near = ui.rect_contains_pointer(rect);
        let at = || Path::new([place]);
        widgets::line(ui, cell, ("row menu", place), |ui| {
            widgets::more(ui, &(words.row_menu)(name), near, |ui| {
                if widgets::menu_item(ui, words.edit, false) {
                    cx.send(Command::OpenMember(part, Some(place)));
                }
                if place > 0 && widgets::menu_item(ui, words.up, false) {
                    cx.send(Command::EditMember(part, Edit::Move { at: at(), to: place - 1 }));
                }
                if place + 1 < self.rows.members() && widgets::menu_item(ui, words.down, false) {
                    cx.send(Command::EditMember(part, Edit::Move { at: at(), to: place + 1 }));
                }
                if widgets::menu_item(ui, words.delete, false) {
                    cx.send(Command::EditMember(part, Edit::Delete { at: at() }));
                }
            });
        });
    }

    /// Wide enough for the first rows, so that scrolling changes nothing.
    fn columns(&self, width: f32) -> Columns {
        let members = (0..self.rows.members().min(100)).filter_map(|index| self.rows.member(index));
        let mut chars = (0, 0);
        for (name, value) in members {
            chars.0 = chars.0.max(name.raw().len().saturating_sub(2).min(40));
            chars.1 = chars.1.max(value.raw().len().min(80));
        }
        columns(width, chars)
    }
}

fn columns(width: f32, (name, value): (usize, usize)) -> Columns {
    let glyph = fonts::CODE * 0.6;
    let name = (name as f32 * glyph + 18.0).clamp(74.0, (width * 0.34).max(74.0));
    let rest = width - name;
    // Values get what they need, the meaning what is left. Where both want more, values get more than half; where there
    // is little, all: names and values are still explained when they are pointed at.
    let most = if rest > 380.0 { rest * 0.52 } else { rest };
    let value = (value as f32 * glyph + 34.0).clamp(128.0, most.max(128.0));
    Columns { name, value: if rest - value < 70.0 { rest.max(128.0) } else { value } }
}

fn means(ui: &mut Ui, cx: &Cx<'_>, meaning: &Meaning) -> Option<Response> {
    if meaning.words.is_empty() && meaning.strong.is_none() {
        return None;
    }
    let mut job = LayoutJob::default();
    let words = TextFormat::simple(fonts::words(fonts::SMALL), cx.palette.muted);
    visible::append(&mut job, &meaning.words, 300, &words, &words);
    if let Some(strong) = &meaning.strong {
        let format = TextFormat::simple(fonts::strong(fonts::SMALL), cx.palette.text);
        job.append(" ", 0.0, words);
        visible::append(&mut job, strong, 60, &format, &format);
    }
    Some(ui.add(Label::new(job).truncate().sense(Sense::hover())))
}

/// A member's name, long enough to be looked up.
fn short_name(name: Name<'_>) -> Cow<'_, str> {
    if name.raw().len() > 200 { Cow::Borrowed("") } else { name.text() }
}

fn name_job(name: Name<'_>, colour: Color32, muted: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let format = TextFormat::simple(fonts::code(fonts::CODE), colour);
    let aside = TextFormat { color: muted, ..format.clone() };
    let text = name.text();
    visible::append(&mut job, &text, 200, &format, &aside);
    if text.is_empty() {
        job.append("\"\"", 0.0, aside);
    }
    job
}

/// A value as a cell shows it: strings without their quotes, unless they would be taken for something else.
fn value_job(value: Value<'_>, cx: &Cx<'_>) -> LayoutJob {
    let mut job = LayoutJob::default();
    let format = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.text);
    let aside = TextFormat { color: cx.palette.muted, ..format.clone() };
    match value.kind() {
        Kind::String if value.raw().len() <= MAX_CHARS * 8 => {
            let text = value.as_str().unwrap_or_default();
            if looks_like_other(&text) {
                job.append("\"", 0.0, aside.clone());
                visible::append(&mut job, &text, MAX_CHARS, &format, &aside);
                job.append("\"", 0.0, aside.clone());
            } else {
                visible::append(&mut job, &text, MAX_CHARS, &format, &aside);
            }
        }
        Kind::Object | Kind::Array => {
            json_view::append_source(&mut job, value.raw(), cx.palette.text, cx.palette, Space::Folded);
        }
        _ => {
            visible::append(&mut job, value.raw(), MAX_CHARS, &format, &aside);
        }
    }
    if json_view::is_cut(value.raw()) {
        job.append(&format!(" {}", cx.text.bytes(value.raw().len())), 0.0, aside);
    }
    job
}

/// Whether a string without its quotes would read as a number, a word of JSON, or nothing.
fn looks_like_other(text: &str) -> bool {
    matches!(text, "" | "true" | "false" | "null")
        || text.starts_with(['{', '[', '"', ' '])
        || text.ends_with(' ')
        || text.len() < 400 && text.parse::<f64>().is_ok()
}

/// What copying a value gives: a string's characters, else the JSON as it is spelled.
fn copied(value: Value<'_>) -> String {
    match value.as_str() {
        Some(text) => text.into_owned(),
        None => value.raw().to_owned(),
    }
}

/// A line of muted words in place of a table.
pub(super) fn instead(ui: &mut Ui, words: &str) {
    ui.add_space(PADDING);
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let colour = super::theme::Palette::of(ui).muted;
        ui.label(RichText::new(words).font(fonts::words(fonts::SMALL)).color(colour));
    });
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "limits are exact")]
mod tests {
    use super::*;

    #[test]
    fn strings_that_look_like_something_else_keep_their_quotes() {
        for text in ["", "1586364327", "1e3", "true", "null", "{\"a\":1}", " x", "x ", "\"", "-1"] {
            assert!(looks_like_other(text), "{text:?}");
        }
        for text in ["user_481", "https://example.com", "truely", "0x10", "1.2.3", "read write"] {
            assert!(!looks_like_other(text), "{text:?}");
        }
    }

    #[test]
    fn columns_suit_their_content_and_leave_room() {
        let usual = columns(626.0, (6, 26));
        assert_eq!(usual.name, 74.0);
        assert!((usual.value - 229.0).abs() < 1.0, "{usual:?}");
        let wide = columns(626.0, (40, 80));
        assert!(wide.name + wide.value < 626.0 * 0.8, "{wide:?}");
        let narrow = columns(320.0, (6, 26));
        assert_eq!(narrow.name + narrow.value, 320.0, "the value takes the place of its meaning");
        let tiny = columns(150.0, (40, 80));
        assert!(tiny.name >= 74.0 && tiny.value >= 128.0, "{tiny:?}");
    }
}
