//! JSON in colours, laid out for a text box: at a key only the lines that changed are coloured and laid out again, and
//! in a frame in which nothing changed, nothing is. What comes out is what laying all of it out at once gives.

use std::sync::Arc;

use egui::epaint::text::FontsView;
use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextWrapping};
use egui::{Color32, Galley, TextFormat};

use super::fonts;
use super::json_view::piece_len;
use super::theme::{Palette, size};

/// Beyond this, fewer colours will do: each change of colour costs when all of a text is laid out.
const LONG: usize = 16 << 10;

/// A text as it was laid out last.
#[derive(Debug)]
pub(super) struct Coloured {
    look: Look,
    /// Something that the fonts keep for as long as the places of their letters hold, and no longer.
    witness: Arc<Galley>,
    lines: Vec<Arc<Galley>>,
    whole: Arc<Galley>,
}

/// What a line's look depends on beside the text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    /// In whole points, as the fonts take it.
    width: f32,
    names: Color32,
    /// The theme, by the colour of its text.
    text: Color32,
    is_long: bool,
}

/// Lays `text` out, each character as it is: it is typed over. `last` is what came of it before, `names` the colour of
/// members' names, and no row is wider than `width` points.
pub(super) fn layout(
    last: &mut Option<Coloured>,
    fonts: &mut FontsView<'_>,
    text: &str,
    names: Color32,
    palette: &Palette,
    width: f32,
) -> Arc<Galley> {
    let look = Look { width: width.round(), names, text: palette.text, is_long: text.len() > LONG };
    let witness = fonts.layout_job(plain("", palette, look));
    let known = last.take().filter(|last| last.look == look && Arc::ptr_eq(&last.witness, &witness));
    let known = match known {
        Some(known) if known.whole.text() == text => {
            let whole = Arc::clone(&known.whole);
            *last = Some(known);
            return whole;
        }
        known => known,
    };
    let new = paragraphs(text);
    let old = known.as_ref().map(|known| paragraphs(known.whole.text())).unwrap_or_default();
    let (head, tail) = kept(&old, &new);
    let galleys = known.map(|known| known.lines).unwrap_or_default();
    let mut lines = Vec::with_capacity(new.len());
    lines.extend(galleys.iter().take(head).cloned());
    let mut end: usize = new.iter().take(head).map(|line| line.len() + 1).sum();
    for line in new.iter().take(new.len() - tail).skip(head) {
        end += line.len();
        let following = text.get(end..).unwrap_or_default();
        end += 1;
        lines.push(fonts.layout_job(coloured(line, following, palette, look)));
    }
    lines.extend(galleys.iter().skip(galleys.len() - tail).cloned());
    let whole = Galley::concat(Arc::new(plain(text, palette, look)), &lines, witness.pixels_per_point);
    let whole = Arc::new(whole);
    *last = Some(Coloured { look, witness, lines, whole: Arc::clone(&whole) });
    whole
}

/// The lines as the fonts take a text apart: an empty last line belongs to the one before it.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = text.split('\n').collect();
    if all.len() > 1 && text.ends_with('\n') {
        all.pop();
        let line = all.pop().unwrap_or_default();
        all.push(text.get(text.len() - line.len() - 1..).unwrap_or(line));
    }
    all
}

/// How many lines at the start and at the end look as they did.
fn kept(old: &[&str], new: &[&str]) -> (usize, usize) {
    let same = |(old, new): &(&&str, &&str)| old == new;
    let mut head = old.iter().zip(new).take_while(same).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(same).count();
    // A text is a name if a colon follows, be it some lines further down.
    while let Some(before) = head.checked_sub(1) {
        head = before;
        if new.get(before).is_some_and(|line| !line.trim().is_empty()) {
            break;
        }
    }
    (head, tail)
}

fn format(colour: Color32) -> TextFormat {
    let format = TextFormat::simple(fonts::code(fonts::CODE), colour);
    TextFormat { line_height: Some(size::CODE_ROW), ..format }
}

/// A text in one colour.
fn plain(text: &str, palette: &Palette, look: Look) -> LayoutJob {
    let wrap = TextWrapping { max_width: look.width, break_anywhere: true, ..TextWrapping::default() };
    let section = LayoutSection {
        leading_space: 0.0,
        byte_range: ByteIndex(0)..ByteIndex(text.len()),
        format: format(palette.muted),
    };
    let sections = vec![section];
    LayoutJob {
        wrap,
        sections,
        keep_trailing_whitespace: true,
        text: text.to_owned(),
        ..LayoutJob::default()
    }
}

/// A line in its colours, with the text that follows it. As few sections as will do: each costs.
fn coloured(line: &str, following: &str, palette: &Palette, look: Look) -> LayoutJob {
    let mut job = plain(line, palette, look);
    let words = line.trim_end_matches('\n');
    let is_blank = |text: char| text.is_ascii_whitespace();
    let mut rest = words.trim_start_matches(is_blank);
    let mut sections: Vec<LayoutSection> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let at = words.len() - rest.len();
        let (_, after) = rest.split_at(piece_len(rest, first).max(first.len_utf8()));
        let is_name = || {
            let next = after.trim_start();
            let next = if next.is_empty() { following.trim_start() } else { next };
            next.starts_with(':')
        };
        let colour = match first {
            '"' if is_name() => look.names,
            '"' => palette.good,
            '-' | '0'..='9' => palette.warn,
            '{' | '}' | '[' | ']' => palette.text,
            'a'..='z' | 'A'..='Z' => palette.accent,
            _ => palette.muted,
        };
        let goes_on = sections.last().is_some_and(|last| {
            // In a long text, marks have the colour of what they follow.
            last.format.color == colour || look.is_long && matches!(first, ':' | ',')
        });
        if !goes_on {
            // White space has any colour: before the first piece that of it, else that of the piece before.
            let start = ByteIndex(if sections.is_empty() { 0 } else { at });
            if let Some(last) = sections.last_mut() {
                last.byte_range.end = start;
            }
            let byte_range = start..ByteIndex(line.len());
            sections.push(LayoutSection { leading_space: 0.0, byte_range, format: format(colour) });
        }
        rest = after.trim_start_matches(is_blank);
    }
    if !sections.is_empty() {
        job.sections = sections;
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts as somebody makes them one after the other.
    const STEPS: &[&str] = &[
        "",
        "{",
        "{\n}",
        "{\n  \"sub\": \"user\"\n}",
        "{\n  \"sub\": \"user\",\n}",
        "{\n  \"sub\": \"user\",\n  \"exp\": 1790000000\n}",
        "{\n  \"sub\": \"홍길동 🙂\",\n  \"exp\": 1790000000\n}",
        "{\n  \"sub\"\n: \"홍길동 🙂\",\n  \"exp\": 1790000000\n}",
        "{\n  \"sub\"\n\n  : \"홍길동 🙂\",\n  \"exp\": 1790000000\n}",
        "{\n  \"sub\"\n\n  , \"홍길동 🙂\",\n  \"exp\": 1790000000\n}",
        "{\n  \"long\": \"a long text that is wider than there is room for, so that it takes several rows\",\n  \"exp\": 1\n}",
        "{\n  \"long\": \"a long text that is wider than there is room for, so that it takes rows\",\n  \"exp\": 1\n}\n",
        "{\n  \"exp\": 1\n}\n\n",
        "{\n  \"exp\": 1\n}\n",
        "  \"exp\": 1\n\n",
        "\n",
        "\n\n",
        "nonsense \\ \" and\ttabs",
        "\"a\"",
        "\"a\":",
        "\"a\": 1",
        "",
    ];

    fn with_fonts(test: impl Fn(&mut FontsView<'_>)) {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        ctx.begin_pass(egui::RawInput::default());
        ctx.fonts_mut(test);
        ctx.end_pass().textures_delta.clear();
    }

    fn assert_same(what: &str, one: &Galley, other: &Galley) {
        assert_eq!(one.text(), other.text(), "{what}");
        assert_eq!(one.rect, other.rect, "{what}");
        assert_eq!(one.rows.len(), other.rows.len(), "{what}");
        for (one, other) in one.rows.iter().zip(&other.rows) {
            assert_eq!((one.pos, one.ends_with_newline), (other.pos, other.ends_with_newline), "{what}");
            assert_eq!(one.size, other.size, "{what}");
            let places = |row: &egui::epaint::text::PlacedRow| {
                row.glyphs.iter().map(|glyph| (glyph.chr, glyph.pos)).collect::<Vec<_>>()
            };
            assert_eq!(places(one), places(other), "{what}");
            assert_eq!(one.visuals.mesh, other.visuals.mesh, "{what}: its letters and colours");
        }
    }

    /// All lines in their colours as one job, laid out at once.
    fn at_once(fonts: &mut FontsView<'_>, text: &str, palette: &Palette, look: Look) -> Arc<Galley> {
        let mut job = plain(text, palette, look);
        if !text.is_empty() {
            job.sections.clear();
        }
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            let following = text.get(start + words.len()..).unwrap_or_default();
            let mut sections = coloured(words, following, palette, look).sections;
            if let Some(last) = sections.last_mut() {
                last.byte_range.end = ByteIndex(line.len());
            }
            job.sections.extend(sections.into_iter().map(|section| LayoutSection {
                byte_range: section.byte_range.start + start..section.byte_range.end + start,
                ..section
            }));
            start += line.len();
        }
        fonts.layout_job(job)
    }

    #[test]
    fn what_comes_of_one_change_after_the_other_is_what_all_at_once_gives() {
        let palette = Palette::when(true);
        for width in [200.0, 10_000.0] {
            with_fonts(|fonts| {
                let mut last = None;
                let there_and_back = STEPS.iter().chain(STEPS.iter().rev());
                for text in there_and_back.chain(STEPS.iter().step_by(3)) {
                    let what = format!("{text:?} at {width}");
                    let known = layout(&mut last, fonts, text, palette.accent, palette, width);
                    let anew = layout(&mut None, fonts, text, palette.accent, palette, width);
                    assert_same(&what, &known, &anew);
                    let look = last.as_ref().unwrap().look;
                    assert_same(&what, &known, &at_once(fonts, text, palette, look));
                }
            });
        }
    }

    #[test]
    fn a_line_that_did_not_change_is_not_laid_out_again() {
        let palette = Palette::when(true);
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let mut last = None;
        let mut lines = |text: &str, width| {
            // What is not asked for in one pass, the fonts forget.
            for _ in 0..2 {
                ctx.begin_pass(egui::RawInput::default());
                let _ = ctx.fonts_mut(|fonts| layout(&mut last, fonts, text, palette.accent, palette, width));
                ctx.end_pass().textures_delta.clear();
            }
            last.as_ref().map(|last| last.lines.clone()).unwrap_or_default()
        };
        let before = lines("{\n\"a\": 1,\n\"b\": 2,\n\"c\": 3,\n\"d\": 4\n}", 500.0);
        let after = lines("{\n\"a\": 1,\n\"b\": 2,\n\"c\": 33,\n\"d\": 4\n}", 500.0);
        let same: Vec<bool> = before.iter().zip(&after).map(|(one, other)| Arc::ptr_eq(one, other)).collect();
        // The line before the one that changed may have got a colon behind it.
        assert_eq!(same, [true, true, false, false, true, true]);
        let narrow = lines("{\n\"a\": 1,\n\"b\": 2,\n\"c\": 33,\n\"d\": 4\n}", 60.0);
        assert!(after.iter().zip(&narrow).all(|(one, other)| !Arc::ptr_eq(one, other)));
    }

    #[test]
    fn names_and_values_have_their_colours() {
        let palette = Palette::when(true);
        let look = Look { width: 500.0, names: Color32::RED, text: palette.text, is_long: false };
        for (line, following, expected) in [
            ("\"a\": \"b\"", "", vec![(0, Color32::RED), (3, palette.muted), (5, palette.good)]),
            ("  \"a\"", "\n\n  : 1", vec![(0, Color32::RED)]),
            ("  \"a\"", "\n\n  , 1", vec![(0, palette.good)]),
            (
                "[-1, true]",
                "",
                vec![
                    (0, palette.text),
                    (1, palette.warn),
                    (3, palette.muted),
                    (5, palette.accent),
                    (9, palette.text),
                ],
            ),
            ("", "", vec![(0, palette.muted)]),
        ] {
            let sections = coloured(line, following, palette, look).sections;
            let found: Vec<_> =
                sections.iter().map(|section| (section.byte_range.start.0, section.format.color)).collect();
            assert_eq!(found, expected, "{line}");
            assert_eq!(sections.last().map(|last| last.byte_range.end.0), Some(line.len()), "{line}");
        }
    }
}
