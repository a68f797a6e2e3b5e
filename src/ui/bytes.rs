//! What is not JSON: text in lines, bytes as a hex dump. Long content is cut into rows of which only those in
//! sight are laid out.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Id, Label, ScrollArea, TextFormat, Ui, vec2};

use super::cx::Cx;
use super::fonts;
use super::ink;
use super::table;
use super::theme::size;
use super::visible;
use super::widgets::Rows;
use crate::jose::segment::{Content, Encoded, Segment};

/// Longer text is cut into rows without regard to its lines.
const MAX_LINES: usize = 32 << 10;
const PER_ROW: usize = 16;
const PADDING: f32 = 12.0;

/// Draws the content of a segment that is not shown as JSON.
pub(super) fn content(ui: &mut Ui, cx: &Cx<'_>, id: Id, segment: &Segment) {
    let words = &cx.words().decoded;
    match (&segment.encoded, &segment.content) {
        (Encoded::Missing, _) if segment.bytes().is_empty() => table::instead(ui, words.missing),
        _ if segment.bytes().is_empty() => table::instead(ui, words.nothing),
        (_, Content::Bytes(bytes)) => dump(ui, cx, id, bytes),
        (_, Content::Json(json, _)) => text(ui, cx, id, json.source()),
        (_, Content::Text(found, _)) => text(ui, cx, id, found),
    }
}

/// Draws text of any length.
pub(super) fn text(ui: &mut Ui, cx: &Cx<'_>, id: Id, text: &str) {
    let format = TextFormat {
        line_height: Some(size::CODE_ROW),
        ..TextFormat::simple(fonts::code(fonts::CODE), cx.palette.text)
    };
    let aside = TextFormat { color: cx.palette.muted, ..format.clone() };
    if text.len() <= MAX_LINES {
        ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
            let width = ui.available_width() - 2.0 * PADDING;
            let wrap = TextWrapping { max_width: width, break_anywhere: true, ..TextWrapping::default() };
            let mut job = LayoutJob { wrap, ..LayoutJob::default() };
            for line in text.split_inclusive('\n') {
                let (shown, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
                visible::append(&mut job, shown, usize::MAX, &format, &aside);
                job.append(end, 0.0, format.clone());
            }
            ui.add_space(PADDING - 2.0);
            ui.horizontal(|ui| {
                ui.add_space(PADDING);
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
                ui.add(Label::new(galley).selectable(true));
            });
        });
        return;
    }
    let per_row = ((ui.available_width() - 2.0 * PADDING) / (fonts::CODE * 0.6)).max(8.0) as usize;
    let rows = rows(id, text.len().div_ceil(per_row));
    rows.show(ui, |ui, row| {
        let (start, end) =
            (ink::floor(text, row.index * per_row), ink::floor(text, (row.index + 1) * per_row));
        let mut job = LayoutJob::default();
        visible::append(&mut job, text.get(start..end).unwrap_or_default(), usize::MAX, &format, &aside);
        ui.add(Label::new(job).extend().selectable(true));
    });
}

fn dump(ui: &mut Ui, cx: &Cx<'_>, id: Id, bytes: &[u8]) {
    let format = |colour| TextFormat::simple(fonts::code(fonts::CODE), colour);
    rows(id, bytes.len().div_ceil(PER_ROW)).show(ui, |ui, row| {
        let start = row.index * PER_ROW;
        let part = bytes.get(start..(start + PER_ROW).min(bytes.len())).unwrap_or_default();
        let mut job = LayoutJob::default();
        job.append(&format!("{start:06x}  "), 0.0, format(cx.palette.muted));
        job.append(&format!("{:<49}", hex(part)), 0.0, format(cx.palette.text));
        job.append(&ascii(part), 0.0, format(cx.palette.muted));
        ui.add(Label::new(job).extend().selectable(true));
    });
}

fn rows(id: Id, count: usize) -> Rows {
    Rows { id, count, height: size::CODE_ROW, margin: vec2(PADDING, PADDING - 2.0), reveal: None }
}

/// Bytes in hexadecimal, apart.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len() * 3);
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 {
            shown.push(' ');
        }
        for digit in [byte >> 4, byte & 15] {
            shown.push(char::from_digit(u32::from(digit), 16).unwrap_or('?'));
        }
    }
    shown
}

fn ascii(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '·' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_spelled() {
        assert_eq!(hex(&[]), "");
        assert_eq!(hex(&[0, 0xff, 0x1a]), "00 ff 1a");
        assert_eq!(ascii(b"a \x00\xc3~"), "a ··~");
    }
}
