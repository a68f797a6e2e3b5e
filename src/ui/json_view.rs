//! JSON as it is spelled, in colours, row by row. No row is laid out that is not in sight, and none longer than
//! [`MAX_CHARS`].

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Id, TextFormat, Ui, vec2};

use super::cx::Cx;
use super::fonts;
use super::selective;
use super::theme::{Palette, size};
use super::visible::{self, MAX_CHARS};
use super::widgets::{self, Copyable};
use crate::app::command::{Command, CopyWhat};
use crate::encoding::json::{Kind, Value};
use crate::inspect::rows::{Row, Rows};
use crate::jose::sd_jwt::Selective;

/// Deeper rows are not indented further: they would leave the panel.
const MAX_INDENT: usize = 32;

/// JSON in rows.
pub(super) struct JsonView<'a> {
    /// Keeps the place of scrolling.
    pub(super) id: Id,
    /// The rows.
    pub(super) rows: &'a Rows,
    /// The colour of names.
    pub(super) colour: Color32,
    /// The row to bring into sight.
    pub(super) reveal: Option<usize>,
    /// Rows that findings point at.
    pub(super) marked: &'a [usize],
    /// What was disclosed, where the rows are of an SD-JWT's claims.
    pub(super) selective: Option<&'a Selective>,
}

/// Space above and below the rows.
pub(super) const PADDING: f32 = 10.0;

impl JsonView<'_> {
    /// Draws the rows in sight.
    pub(super) fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rows = widgets::Rows {
            id: self.id,
            count: self.rows.len(),
            height: size::CODE_ROW,
            margin: vec2(12.0, PADDING),
            reveal: self.reveal,
        };
        rows.show(ui, |ui, visible| {
            let Some(row) = self.rows.row(visible.index) else { return };
            if self.marked.contains(&visible.index) {
                ui.painter().rect_filled(visible.rect.expand2(vec2(8.0, 0.0)), 4.0, cx.palette.raised);
            }
            let mut job = row_job(row, self.colour, cx.palette);
            if let Some(bytes) = cut_bytes(row) {
                let muted = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.muted);
                job.append(&format!(" {}", cx.text.bytes(bytes)), 0.0, muted);
            }
            if let (Some(selective), Row::Value { value, .. }) = (self.selective, row)
                && let Some(note) = selective::note(cx, selective, value)
            {
                let colour = if note.disclosed { cx.palette.accent } else { cx.palette.muted };
                let format = TextFormat::simple(fonts::strong(fonts::SMALL), colour);
                job.append(" ", 0.0, format.clone());
                job.append(&note.words, 8.0, format);
            }
            let (_, copy) = Copyable { job, copy: cx.words().decoded.copy_value }.show(ui);
            if copy {
                cx.send(Command::Copy(CopyWhat::Value(copied(row))));
            }
        });
    }
}

/// The size of a value that is too long to be shown as a whole.
fn cut_bytes(row: Row<'_>) -> Option<usize> {
    let raw = match row {
        Row::Source(line) => line,
        Row::Value { value, opens: false, .. } => value.raw(),
        Row::Value { .. } | Row::Close { .. } => return None,
    };
    is_cut(raw).then_some(raw.len())
}

/// Whether `text` is longer than a row shows.
pub(super) fn is_cut(text: &str) -> bool {
    text.len() > MAX_CHARS && text.char_indices().nth(MAX_CHARS).is_some()
}

/// What copying a row gives: the value on it with all that is inside, as it is spelled.
fn copied(row: Row<'_>) -> String {
    match row {
        Row::Source(line) => line.trim().to_owned(),
        Row::Value { value, .. } => value.raw().to_owned(),
        Row::Close { bracket, .. } => bracket.to_string(),
    }
}

fn row_job(row: Row<'_>, colour: Color32, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob { wrap: TextWrapping::no_max_width(), ..LayoutJob::default() };
    let format = |colour| TextFormat::simple(fonts::code(fonts::CODE), colour);
    let mark = format(palette.muted);
    let indent = |job: &mut LayoutJob, depth: usize| {
        if depth > 0 {
            job.append(&"  ".repeat(depth.min(MAX_INDENT)), 0.0, mark.clone());
        }
        if depth > MAX_INDENT {
            job.append("⋯ ", 0.0, mark.clone());
        }
    };
    match row {
        Row::Source(line) => append_source(&mut job, line, colour, palette, Space::Kept),
        Row::Close { depth, bracket, comma } => {
            indent(&mut job, depth);
            job.append(bracket.encode_utf8(&mut [0; 4]), 0.0, format(palette.text));
            if comma {
                job.append(",", 0.0, mark);
            }
        }
        Row::Value { depth, value, opens, comma } => {
            indent(&mut job, depth);
            if let Some(name) = value.name() {
                visible::append(&mut job, name.raw(), MAX_CHARS, &format(colour), &mark);
                job.append(": ", 0.0, mark.clone());
            }
            if opens {
                let bracket = if value.kind() == Kind::Object { "{" } else { "[" };
                job.append(bracket, 0.0, format(palette.text));
            } else {
                visible::append(
                    &mut job,
                    value.raw(),
                    MAX_CHARS,
                    &format(value_colour(value, palette)),
                    &mark,
                );
            }
            if comma {
                job.append(",", 0.0, mark);
            }
        }
    }
    job
}

fn value_colour(value: Value<'_>, palette: &Palette) -> Color32 {
    match value.kind() {
        Kind::String => palette.good,
        Kind::Number => palette.warn,
        Kind::Bool | Kind::Null => palette.accent,
        Kind::Array | Kind::Object => palette.text,
    }
}

/// What becomes of the white space between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// It stays as it is.
    Kept,
    /// All of it together is a blank, for values that are shown on one line.
    Folded,
}

/// Appends JSON text in colours; of text that is not quite JSON, whatever can be told apart.
pub(super) fn append_source(
    job: &mut LayoutJob,
    source: &str,
    names: Color32,
    palette: &Palette,
    space: Space,
) {
    let format = |colour| TextFormat::simple(fonts::code(fonts::CODE), colour);
    let aside = format(palette.muted);
    let shown = cut(source);
    let mut rest = shown;
    while let Some(first) = rest.chars().next() {
        let (piece, after) = rest.split_at(piece_len(rest, first));
        if space == Space::Folded && is_blank(first) {
            job.append(" ", 0.0, aside.clone());
            rest = after;
            continue;
        }
        let colour = match first {
            '"' if after.trim_start().starts_with(':') => names,
            '"' => palette.good,
            '-' | '0'..='9' => palette.warn,
            '{' | '}' | '[' | ']' => palette.text,
            'a'..='z' | 'A'..='Z' => palette.accent,
            _ => palette.muted,
        };
        visible::append(job, piece, usize::MAX, &format(colour), &aside);
        rest = after;
    }
    if shown.len() < source.len() {
        job.append("…", 0.0, aside);
    }
}

fn cut(source: &str) -> &str {
    let end = source.char_indices().nth(MAX_CHARS).map_or(source.len(), |(at, _)| at);
    source.get(..end).unwrap_or(source)
}

/// The length of the piece that starts `text`: a string, a word or number, or one other character.
pub(super) fn piece_len(text: &str, first: char) -> usize {
    match first {
        '"' => {
            let mut escaped = false;
            for (at, found) in text.char_indices().skip(1) {
                match found {
                    '"' if !escaped => return at + 1,
                    '\\' => escaped = !escaped,
                    _ => escaped = false,
                }
            }
            text.len()
        }
        _ if is_blank(first) => text.find(|found| !is_blank(found)).unwrap_or(text.len()),
        _ if is_word(first) => text.find(|found| !is_word(found)).unwrap_or(text.len()),
        _ => first.len_utf8(),
    }
}

/// White space of JSON (RFC 8259 §2).
fn is_blank(found: char) -> bool {
    matches!(found, ' ' | '\t' | '\n' | '\r')
}

fn is_word(found: char) -> bool {
    found.is_ascii_alphanumeric() || matches!(found, '-' | '+' | '.' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    const DARK: &Palette = Palette::when(true);

    fn pieces(job: &LayoutJob) -> Vec<(&str, Color32)> {
        job.sections
            .iter()
            .map(|section| {
                (
                    job.text.get(section.byte_range.start.0..section.byte_range.end.0).unwrap(),
                    section.format.color,
                )
            })
            .collect()
    }

    #[test]
    fn source_is_shown_as_it_is() {
        for source in [
            "{\"a\" : [1.0, 1e3 ,\"x\\\"y\"], \"b\":null}",
            "  \"unfinished",
            "NaN, 'x'",
            "\"\\u202e\"",
            "",
            "\"\\\\\"",
        ] {
            let mut job = LayoutJob::default();
            append_source(&mut job, source, DARK.header, DARK, Space::Kept);
            assert_eq!(job.text, source);
        }
    }

    #[test]
    fn names_strings_and_numbers_differ() {
        let mut job = LayoutJob::default();
        append_source(&mut job, "\"a\" : \"b:\", 1, true", DARK.header, DARK, Space::Kept);
        let found: Vec<_> =
            pieces(&job).into_iter().filter(|(text, _)| text.trim().len() > 1 || *text == "1").collect();
        assert_eq!(
            found,
            [("\"a\"", DARK.header), ("\"b:\"", DARK.good), ("1", DARK.warn), ("true", DARK.accent)]
        );
    }

    #[test]
    fn white_space_is_folded_outside_of_strings() {
        let mut job = LayoutJob::default();
        append_source(&mut job, "{\n\t\"a  b\" :\r\n 1 }", DARK.header, DARK, Space::Folded);
        assert_eq!(job.text, "{ \"a  b\" : 1 }");
    }

    #[test]
    fn long_source_is_cut() {
        let mut job = LayoutJob::default();
        append_source(&mut job, &"가".repeat(10_000_000), DARK.header, DARK, Space::Folded);
        assert_eq!(job.text.chars().count(), MAX_CHARS + 1);
    }

    #[test]
    fn minified_json_is_indented() {
        let source: Arc<str> = "{\"a\":[1,{}],\"\u{202E}\":\"x\"}".into();
        let json = crate::encoding::json::parse(source).json.unwrap();
        let rows = Rows::new(&json);
        let text: Vec<_> =
            (0..rows.len()).map(|row| row_job(rows.row(row).unwrap(), DARK.header, DARK).text).collect();
        assert_eq!(text, ["{", "  \"a\": [", "    1,", "    {}", "  ],", "  \"⟨U+202E⟩\": \"x\"", "}"]);
    }

    #[test]
    fn deep_rows_stay_in_sight() {
        let source: Arc<str> = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000)).into();
        let json = crate::encoding::json::parse(source).json.unwrap();
        let rows = Rows::new(&json);
        for row in 0..rows.len() {
            assert!(row_job(rows.row(row).unwrap(), DARK.header, DARK).text.len() < 100);
        }
    }
}
