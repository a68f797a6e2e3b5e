//! What was changed against the original: by line, for a text on several lines, and by member, each to be taken back by
//! itself.
//!
//! Promises: the lines of both sides come out whole and in order; taking back the one change of a text gives the original
//! text, byte for byte where the member was set, renamed or added at the end.

use super::compare::{Change, Row};
use super::edit::{Edit, EditError, Edited, Path, edit};
use crate::encoding::Span;
use crate::encoding::json;

/// One line of the two texts together, without its line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// In both; where it stands now.
    Same(Span),
    /// Only in the original; where it stood.
    Removed(Span),
    /// Only in the text as it is now.
    Added(Span),
}

/// More differences than these are shown as one: all lines between the first and the last difference.
const MOST_DIFFERENCES: usize = 500;

/// The lines of both texts: what is gone stands before what has come. Time and memory grow with the differences, which are
/// limited, not with the square of the text.
pub fn lines(original: &str, current: &str) -> Vec<Line> {
    let (old, new) = (spans(original), spans(current));
    let same = |one: &Span, other: &Span| one.of(original) == other.of(current);
    let head = old.iter().zip(&new).take_while(|(one, other)| same(one, other)).count();
    let rest = old.len().min(new.len()) - head;
    let ends = old.iter().rev().zip(new.iter().rev()).take(rest);
    let tail = ends.take_while(|(one, other)| same(one, other)).count();
    let middle_old = old.get(head..old.len() - tail).unwrap_or_default();
    let middle_new = new.get(head..new.len() - tail).unwrap_or_default();

    let mut lines: Vec<Line> = new.iter().take(head).copied().map(Line::Same).collect();
    match common(middle_old, middle_new, &same) {
        Some(pairs) => between(middle_old, middle_new, &pairs, &mut lines),
        None => between(middle_old, middle_new, &[], &mut lines),
    }
    lines.extend(new.iter().skip(new.len() - tail).copied().map(Line::Same));
    lines
}

/// The lines of a text, without their breaks.
fn spans(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split('\n') {
        let end = start + line.len();
        let shown = end - usize::from(line.ends_with('\r'));
        spans.push(Span::new(start, shown));
        start = end + 1;
    }
    spans
}

fn between(old: &[Span], new: &[Span], pairs: &[(usize, usize)], out: &mut Vec<Line>) {
    let (mut from_old, mut from_new) = (0, 0);
    for (at_old, at_new) in pairs.iter().copied().chain([(old.len(), new.len())]) {
        out.extend(old.get(from_old..at_old).unwrap_or_default().iter().copied().map(Line::Removed));
        out.extend(new.get(from_new..at_new).unwrap_or_default().iter().copied().map(Line::Added));
        out.extend(new.get(at_new).copied().map(Line::Same));
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
}

/// A longest run of lines that both have, as pairs of places (E. W. Myers, "An O(ND) difference algorithm"). `None` where
/// there are too many differences.
fn common(old: &[Span], new: &[Span], same: &dyn Fn(&Span, &Span) -> bool) -> Option<Vec<(usize, usize)>> {
    let (n, m) = (old.len() as isize, new.len() as isize);
    let most = (old.len() + new.len()).min(MOST_DIFFERENCES);
    let middle = most as isize + 1;
    let place = |k: isize| (k + middle) as usize;
    // How far each diagonal came, after 0, 1, … differences.
    let mut far = vec![0_isize; 2 * most + 3];
    let mut trace: Vec<Vec<isize>> = Vec::new();
    let read = |far: &[isize], k: isize| far.get(place(k)).copied().unwrap_or(0);
    for d in 0..=most as isize {
        trace.push(far.clone());
        for k in (-d..=d).step_by(2) {
            let down = k == -d || k != d && read(&far, k - 1) < read(&far, k + 1);
            let mut x = if down { read(&far, k + 1) } else { read(&far, k - 1) + 1 };
            while x < n
                && let Some((one, other)) =
                    old.get(x as usize).zip(usize::try_from(x - k).ok().and_then(|y| new.get(y)))
                && same(one, other)
            {
                x += 1;
            }
            if let Some(slot) = far.get_mut(place(k)) {
                *slot = x;
            }
            if x >= n && x - k >= m {
                return Some(walk_back(&trace, (n, m), &read));
            }
        }
    }
    None
}

fn walk_back(
    trace: &[Vec<isize>],
    end: (isize, isize),
    read: &dyn Fn(&[isize], isize) -> isize,
) -> Vec<(usize, usize)> {
    let (mut x, mut y) = end;
    let mut pairs = Vec::new();
    for (d, far) in trace.iter().enumerate().rev() {
        let (differences, k) = (d as isize, x - y);
        let down = k == -differences || k != differences && read(far, k - 1) < read(far, k + 1);
        let before = if down { k + 1 } else { k - 1 };
        let start = if d == 0 { 0 } else { read(far, before) };
        let (from_x, from_y) = (start, if d == 0 { 0 } else { start - before });
        while x > from_x && y > from_y {
            (x, y) = (x - 1, y - 1);
            pairs.push((x as usize, y as usize));
        }
        (x, y) = (from_x, from_y);
    }
    pairs.reverse();
    pairs
}

/// Takes back what was done to one member; `row` of [`super::compare::rows`] of the original and the current text.
pub fn revert(original: &str, current: &str, row: &Row) -> Result<Edited, EditError> {
    let at = |text: &str, span: Span| {
        let json = json::parse(text.into()).json?;
        let mut members = json.root().members();
        members.position(|(_, value)| value.span() == span)
    };
    let change = match (row.first, row.second) {
        (Some(old), Some(new)) => {
            let position = at(current, new).ok_or(EditError::NoSuchPlace)?;
            Edit::Set { at: Path::new([position]), value: old.of(original).to_owned() }
        }
        (Some(old), None) => Edit::Add {
            to: Path::root(),
            position: at(original, old).ok_or(EditError::NoSuchPlace)?,
            name: row.name.clone(),
            value: old.of(original).to_owned(),
        },
        (None, Some(new)) => {
            Edit::Delete { at: Path::new([at(current, new).ok_or(EditError::NoSuchPlace)?]) }
        }
        (None, None) => return Err(EditError::NoSuchPlace),
    };
    edit(current, &change)
}

/// How many members were changed, added or removed.
pub fn count(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.change != Change::Same).count()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::craft::compare::rows;

    fn shown(original: &str, current: &str) -> Vec<String> {
        let line = |line| match line {
            Line::Same(span) => format!(" {}", span.of(current)),
            Line::Removed(span) => format!("-{}", span.of(original)),
            Line::Added(span) => format!("+{}", span.of(current)),
        };
        lines(original, current).into_iter().map(line).collect()
    }

    #[test]
    fn lines_of_both() {
        let original = "{\n  \"iat\": 1,\n  \"iss\": \"a\"\n}";
        let current = "{\n  \"iat\": 2,\n  \"exp\": 3,\n  \"iss\": \"a\"\n}";
        assert_eq!(
            shown(original, current),
            [" {", "-  \"iat\": 1,", "+  \"iat\": 2,", "+  \"exp\": 3,", "   \"iss\": \"a\"", " }"]
        );
        assert_eq!(shown("a", "a"), [" a"]);
        assert_eq!(shown("", "a"), ["-", "+a"]);
        assert_eq!(shown("a\r\nb", "a\nb"), [" a", " b"]);
        assert_eq!(shown("a\nb\nc\nd", "b\nx\nd"), ["-a", " b", "-c", "+x", " d"]);
        assert_eq!(shown("a\na\nb", "a\nb"), [" a", "-a", " b"]);
    }

    #[test]
    fn large_texts_are_answered_at_once() {
        let mut numbers: Vec<String> = (0..20_000).map(|index| index.to_string()).collect();
        let original = numbers.join("\n") + "\n";
        numbers.reverse();
        let current = numbers.join("\n") + "\n";
        assert_eq!(lines(&original, &current).len(), 40_001);
        assert_eq!(lines(&original, &original.replace("777\n", "x\n")).len(), 20_001 + 20);
    }

    #[test]
    fn one_change_is_taken_back() {
        let original = "{ \"iss\" : \"a\", \"exp\":1.0,\t\"n\": null }";
        let read = |text: &str| json::parse(Arc::from(text)).json.unwrap();
        for change in [
            Edit::Set { at: Path::new([1]), value: "7".to_owned() },
            Edit::Set { at: Path::new([2]), value: "[1]".to_owned() },
            Edit::Add { to: Path::root(), position: 9, name: "x".to_owned(), value: "{}".to_owned() },
            Edit::Add { to: Path::root(), position: 0, name: "x".to_owned(), value: "{}".to_owned() },
        ] {
            let current = edit(original, &change).unwrap().text;
            let rows = rows(Some(&read(original)), Some(&read(&current)), &[]);
            assert_eq!(count(&rows), 1, "{current}");
            let row = rows.iter().find(|row| row.change != Change::Same).unwrap();
            assert_eq!(revert(original, &current, row).unwrap().text, original);
        }
        let minified = r#"{"a":1,"b":2,"c":3}"#;
        for position in 0..3 {
            let current = edit(minified, &Edit::Delete { at: Path::new([position]) }).unwrap().text;
            let rows = rows(Some(&read(minified)), Some(&read(&current)), &[]);
            let row = rows.iter().find(|row| row.change == Change::Removed).unwrap();
            assert_eq!(revert(minified, &current, row).unwrap().text, minified);
        }
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_the_lines(
            original in "([ab]?\n){0,12}[ab]?",
            current in "([ab]?\n){0,12}[ab]?",
        ) {
            let (mut old, mut new) = (Vec::new(), Vec::new());
            for line in lines(&original, &current) {
                match line {
                    Line::Same(span) => {
                        old.push(span.of(&current));
                        new.push(span.of(&current));
                    }
                    Line::Removed(span) => old.push(span.of(&original)),
                    Line::Added(span) => new.push(span.of(&current)),
                }
            }
            prop_assert_eq!(old.join("\n"), original);
            prop_assert_eq!(new.join("\n"), current);
        }
    }
}
