//! The wavy line under damaged spots.

use std::ops::Range;

use egui::epaint::PathStroke;
use egui::{Color32, Galley, Painter, Pos2, Rangef, Shape, pos2};

/// Half the height of a wave.
const AMPLITUDE: f32 = 1.2;
/// Half the length of a wave.
const STEP: f32 = 2.5;
/// How far above a row's lower edge the line is: right under the letters of a row of code.
const ABOVE: f32 = 2.0;

/// Draws the line under the marked bytes of `text`, which `galley` shows at `pos`.
pub(super) fn under(
    painter: &Painter,
    galley: &Galley,
    pos: Pos2,
    text: &str,
    marks: &[Range<usize>],
    colour: Color32,
) {
    if marks.is_empty() {
        return;
    }
    let marks: Vec<Range<usize>> = if text.is_ascii() {
        marks.to_vec()
    } else {
        let chars = |at: usize| text.get(..at).map_or(0, |before| before.chars().count());
        marks.iter().map(|mark| chars(mark.start)..chars(mark.end)).collect()
    };
    let clip = painter.clip_rect();
    let mut first = 0;
    for row in &galley.rows {
        let rect = row.rect().translate(pos.to_vec2());
        let glyphs = row.row.glyphs.len();
        if rect.intersects(clip) {
            for columns in columns(first, glyphs, &marks) {
                let x = |column: usize| rect.left() + row.row.x_offset(column.into());
                line(painter, Rangef::new(x(columns.start), x(columns.end)), rect.bottom() - ABOVE, colour);
            }
        }
        first += glyphs + usize::from(row.ends_with_newline);
    }
}

/// Draws one wavy line.
pub(super) fn line(painter: &Painter, x: Rangef, y: f32, colour: Color32) {
    let count = (x.span() / STEP).ceil().clamp(1.0, 4_000.0) as usize;
    let point = |index: usize| {
        let up = if index.is_multiple_of(2) { AMPLITUDE } else { -AMPLITUDE };
        pos2((x.min + index as f32 * STEP).min(x.max), y + up)
    };
    painter.add(Shape::line((0..=count).map(point).collect(), PathStroke::new(1.0, colour)));
}

/// The marked columns of a row that shows `glyphs` characters from the `first` on.
pub(super) fn columns(
    first: usize,
    glyphs: usize,
    marks: &[Range<usize>],
) -> impl Iterator<Item = Range<usize>> {
    marks.iter().filter_map(move |mark| {
        let start = mark.start.max(first);
        let end = mark.end.min(first + glyphs);
        (start < end).then(|| start - first..end - first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_at_rows() {
        let (long, short) = (4..12, 15..16);
        for (first, glyphs, want) in
            [(0, 10, vec![(4, 10)]), (10, 10, vec![(0, 2), (5, 6)]), (20, 10, vec![]), (4, 8, vec![(0, 8)])]
        {
            let marks = [long.clone(), short.clone()];
            let found = columns(first, glyphs, &marks).map(|part| (part.start, part.end));
            assert_eq!(found.collect::<Vec<_>>(), want, "{first}");
        }
    }
}
