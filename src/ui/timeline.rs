//! The life of a token as a bar: issued at the left, expires at the right, now in between. Its labels never overlap.

use egui::{Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::tz::TimeZone;

use super::fonts;
use super::theme::{Palette, Tone};
use crate::inspect::report::{TimeReport, TimeVerdict};
use crate::text::{Text, Units};

const BAR: f32 = 8.0;
const LABELS: f32 = 17.0;
const GAP: f32 = 12.0;

/// The height that [`show`] takes, with a bar or without.
pub(super) const HEIGHT: f32 = BAR + 4.0 + LABELS;
/// The height that [`words`] takes.
pub(super) const WORDS: f32 = 17.0;

/// What the bar says at its ends and at its mark.
#[derive(Clone, Debug, PartialEq)]
struct Life {
    /// How much of it is over, 0 to 1.
    part: f32,
    left: String,
    middle: String,
    right: String,
    tone: Tone,
}

/// Draws the time line where both its ends are known, else the sentence about time in its room.
pub(super) fn show(ui: &mut Ui, text: &'static Text, time: &TimeReport, now: i64, zone: &TimeZone) {
    let palette = Palette::of(ui);
    let Some(life) = life(text, time, now, zone) else {
        ui.add_space(HEIGHT - WORDS);
        return words(ui, text, time, now, zone);
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    name(&response, text, time, now, zone);
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 1.0), vec2(rect.width(), BAR));
    let mark = bar.left() + bar.width() * life.part;
    let colour = palette.tone(life.tone);
    ui.painter().rect_filled(bar, BAR / 2.0, palette.line);
    if life.part > 0.0 {
        let over = bar.with_max_x(mark.max(bar.left() + BAR));
        ui.painter().rect_filled(over, BAR / 2.0, colour);
    }
    let stroke = egui::Stroke::new(2.0, palette.text);
    ui.painter().vline(mark.clamp(bar.left() + 1.0, bar.right() - 1.0), bar.y_range().expand(4.0), stroke);

    let label = |words: String, colour| ui.painter().layout_no_wrap(words, fonts::words(fonts::TINY), colour);
    let left = label(life.left, palette.muted);
    let middle = label(life.middle, palette.text);
    let right = label(life.right, palette.muted);
    let places = place(
        [&left, &middle, &right].map(|galley: &std::sync::Arc<Galley>| galley.size().x),
        rect.width(),
        mark - rect.left(),
    );
    for (galley, at) in [left, middle, right].into_iter().zip(places) {
        if let Some(at) = at {
            let corner = pos2(rect.left() + at, rect.bottom() - galley.size().y);
            ui.painter().galley(corner, galley, palette.text);
        }
    }
}

/// Draws the sentence about time.
pub(super) fn words(ui: &mut Ui, text: &'static Text, time: &TimeReport, now: i64, zone: &TimeZone) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), WORDS), Sense::hover());
    let sentence = name(&response, text, time, now, zone);
    let galley = ui.painter().layout_no_wrap(sentence, fonts::words(fonts::SMALL), palette.text);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, palette.text);
}

fn name(response: &Response, text: &'static Text, time: &TimeReport, now: i64, zone: &TimeZone) -> String {
    let sentence = text.time(time, now, zone).unwrap_or_default();
    let title = text.words.verdict.time_line;
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{title}: {sentence}")));
    sentence
}

/// Whether something on the bar changes each second.
pub(super) fn counts_down(time: &TimeReport) -> bool {
    matches!(time.verdict, TimeVerdict::Active | TimeVerdict::NotYet | TimeVerdict::Expired)
}

fn life(text: &'static Text, time: &TimeReport, now: i64, zone: &TimeZone) -> Option<Life> {
    let words = &text.words.verdict;
    let start = time.issued_at.or(time.not_before)?;
    let end = time.expires_at.filter(|end| *end > start)?;
    let part = (now.saturating_sub(start) as f32 / end.saturating_sub(start) as f32).clamp(0.0, 1.0);
    let left = text.moment(start, end, zone);
    let left = if time.issued_at.is_some() { (words.issued)(&left) } else { (words.starts)(&left) };
    let left_secs = end.saturating_sub(now);
    let (middle, tone) = match time.verdict {
        TimeVerdict::NotYet => {
            let wait = time.not_before.unwrap_or(start).saturating_sub(now).max(0);
            ((words.good_in)(&text.duration(wait, Units::Two)), Tone::Warn)
        }
        TimeVerdict::Expired => ((words.expired)(&text.duration(left_secs, Units::Two)), Tone::Bad),
        // The last tenth of a life deserves a look.
        _ => ((words.expires_in)(&text.duration(left_secs, Units::Two)), Tone::Good),
    };
    Some(Life { part, left, middle, right: text.moment(end, start, zone), tone })
}

/// Where labels of these widths stand, in a line of `width`, the middle one at `mark`. One for which there is no
/// room is left out: first the right one, then the left one; the middle one says most.
fn place([left, middle, right]: [f32; 3], width: f32, mark: f32) -> [Option<f32>; 3] {
    for (with_left, with_right) in [(true, true), (true, false), (false, false)] {
        let first = if with_left { left + GAP } else { 0.0 };
        let last = width - middle - if with_right { right + GAP } else { 0.0 };
        if first <= last || !(with_left || with_right) {
            let at = (mark - middle / 2.0).min(last).max(first);
            return [with_left.then_some(0.0), Some(at), with_right.then_some(width - right)];
        }
    }
    [None, Some(0.0), None]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn labels_never_overlap() {
        for width in (0..900).step_by(7) {
            for mark in (0..=width).step_by(5) {
                for widths in [[88.0, 112.0, 48.0], [140.0, 60.0, 140.0], [10.0, 400.0, 10.0]] {
                    let found = place(widths, width as f32, mark as f32);
                    let ends: Vec<(f32, f32)> = found
                        .iter()
                        .zip(widths)
                        .filter_map(|(at, width)| at.map(|at| (at, at + width)))
                        .collect();
                    for pair in ends.windows(2) {
                        assert!(pair[0].1 + GAP <= pair[1].0 + 0.01, "{width} {mark} {widths:?}: {found:?}");
                    }
                    assert!(found[1].is_some(), "the middle one is always there");
                    if widths[1] <= width as f32 {
                        assert!(ends.iter().all(|(start, end)| *start >= 0.0 && *end <= width as f32 + 0.01));
                    }
                }
            }
        }
    }

    #[test]
    fn the_middle_label_stands_at_the_mark_where_it_can() {
        assert_eq!(place([50.0, 100.0, 50.0], 600.0, 300.0), [Some(0.0), Some(250.0), Some(550.0)]);
        assert_eq!(place([50.0, 100.0, 50.0], 600.0, 0.0), [Some(0.0), Some(62.0), Some(550.0)]);
        assert_eq!(place([50.0, 100.0, 50.0], 600.0, 600.0), [Some(0.0), Some(438.0), Some(550.0)]);
        assert_eq!(place([50.0, 100.0, 50.0], 170.0, 170.0), [Some(0.0), Some(70.0), None]);
        assert_eq!(place([50.0, 100.0, 50.0], 120.0, 120.0), [None, Some(20.0), None]);
    }

    fn time(
        verdict: TimeVerdict,
        issued_at: Option<i64>,
        not_before: Option<i64>,
        expires_at: Option<i64>,
    ) -> TimeReport {
        TimeReport { verdict, issued_at, not_before, expires_at, seconds_left: None }
    }

    #[test]
    fn a_bar_needs_both_ends() {
        let text = Language::English.text();
        let life = |time| life(text, &time, 1_000, &TimeZone::UTC);
        assert_eq!(life(time(TimeVerdict::NoExpiry, Some(1), None, None)), None);
        assert_eq!(life(time(TimeVerdict::Active, None, None, Some(2_000))), None);
        assert_eq!(life(time(TimeVerdict::Expired, Some(500), None, Some(500))), None, "no life at all");
        let half = life(time(TimeVerdict::Active, Some(0), None, Some(2_000))).unwrap();
        assert_eq!((half.part, half.tone), (0.5, Tone::Good));
        assert_eq!(half.left, "issued 00:00:00");
        assert_eq!(half.middle, "expires in 16 min 40 s");
        assert_eq!(half.right, "00:33:20");
        let late = life(time(TimeVerdict::Expired, Some(0), None, Some(940))).unwrap();
        assert_eq!((late.part, late.middle.as_str()), (1.0, "expired 1 min ago"));
        let early = life(time(TimeVerdict::NotYet, None, Some(1_060), Some(2_000))).unwrap();
        assert_eq!((early.part, early.middle.as_str()), (0.0, "good in 1 min"));
        assert_eq!(early.left, "good from 00:17:40");
        let far = life(time(TimeVerdict::Active, Some(i64::MIN), None, Some(i64::MAX))).unwrap();
        assert!((0.0..=1.0).contains(&far.part), "{}", far.part);
    }
}
