//! JSON that a person types over: laid out in lines to be read, and carried back onto the text that it came from, of
//! which every byte stays that was not typed over.
//!
//! Neither way asks for good JSON: while somebody types it seldom is.

use std::ops::Range;

/// `text` as it stands in an editor: one line for each member, unless it has lines of its own.
pub fn laid_out(text: &str) -> String {
    if has_lines(text) {
        return text.to_owned();
    }
    let lexemes = lexemes(text);
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut before: Option<&str> = None;
    for lexeme in &lexemes {
        let word = lexeme.of(text);
        let closes = matches!(word, "}" | "]");
        if closes {
            depth = depth.saturating_sub(1);
        }
        match before {
            None | Some(":") => {}
            Some("{" | "[") if closes => {}
            Some("{" | "[" | ",") => line(&mut out, depth),
            Some(_) if closes => line(&mut out, depth),
            Some(_) if matches!(word, ":" | ",") => {}
            Some(_) => out.push(' '),
        }
        out.push_str(word);
        if word == ":" {
            out.push(' ');
        }
        if matches!(word, "{" | "[") {
            depth += 1;
        }
        before = Some(word);
    }
    out
}

/// What `original` becomes when what was [`laid_out`] of it now reads `edited`: white space between the words that
/// were not touched stays as it was.
pub fn carried_over(original: &str, edited: &str) -> String {
    if has_lines(original) {
        return edited.to_owned();
    }
    if original.trim().is_empty() {
        return if edited.trim().is_empty() { original } else { edited }.to_owned();
    }
    let (old, new) = (lexemes(original), lexemes(edited));
    let same = |(old, new): &(&Lexeme, &Lexeme)| old.of(original) == new.of(edited);
    let head = old.iter().zip(&new).take_while(same).count();
    if head == old.len() && head == new.len() {
        return original.to_owned();
    }
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(same).count();

    let style = Style::of(original, &old);
    let kept = |range: Range<usize>| original.get(range).unwrap_or_default();
    let start = match head.checked_sub(1).and_then(|last| old.get(last)) {
        Some(last) => kept(0..last.end),
        None => kept(0..old.first().map_or(0, |first| first.start)),
    };
    let rest = match old.get(old.len() - tail) {
        Some(first) if tail > 0 => kept(first.start..original.len()),
        _ => kept(old.last().map_or(0, |last| last.end)..original.len()),
    };
    // What replaces words stands between the same white space as they did.
    let replaces = head + tail < old.len() && head + tail < new.len();
    let gap = |place: usize| {
        let end = place.checked_sub(1).and_then(|before| old.get(before)).map(|before| before.end);
        end.zip(old.get(place)).filter(|_| replaces).map(|(end, next)| kept(end..next.start))
    };
    let (opening, closing) = (gap(head), gap(old.len() - tail));
    let mut out = start.to_owned();
    let mut before = head.checked_sub(1).and_then(|last| new.get(last)).map(|last| last.of(edited));
    for (place, lexeme) in new.iter().enumerate().take(new.len() - tail).skip(head) {
        let word = lexeme.of(edited);
        let gap = opening.filter(|_| place == head);
        out.push_str(gap.unwrap_or_else(|| style.between(before, word)));
        out.push_str(word);
        before = Some(word);
    }
    if tail > 0
        && let Some(next) = new.get(new.len() - tail)
    {
        out.push_str(closing.unwrap_or_else(|| style.between(before, next.of(edited))));
    }
    out.push_str(rest);
    out
}

/// Where the byte `at` of `from` stands in `to`, both being the same words with other white space between them.
pub fn moved(from: &str, to: &str, at: usize) -> usize {
    let (old, new) = (lexemes(from), lexemes(to));
    let place = old.partition_point(|lexeme| lexeme.end <= at);
    match (old.get(place), new.get(place)) {
        (Some(old), Some(new)) => new.start + at.saturating_sub(old.start).min(new.end - new.start),
        _ => to.len(),
    }
}

/// The bracket that belongs to the one at byte `at` of `text`.
pub fn partner(text: &str, at: usize) -> Option<usize> {
    if !matches!(text.as_bytes().get(at), Some(b'{' | b'}' | b'[' | b']')) {
        return None;
    }
    let lexemes = lexemes(text);
    let here = lexemes.iter().position(|lexeme| lexeme.start == at)?;
    let bracket = |lexeme: &Lexeme| match lexeme.of(text) {
        "{" | "[" => 1,
        "}" | "]" => -1,
        _ => 0,
    };
    let step = bracket(lexemes.get(here)?);
    let mut depth = 0;
    let mut look = |lexeme: &&Lexeme| {
        depth += bracket(lexeme);
        depth == 0
    };
    let found = match step {
        1 => lexemes.iter().skip(here).find(&mut look),
        -1 => lexemes.iter().take(here + 1).rev().find(&mut look),
        _ => None,
    };
    found.map(|lexeme| lexeme.start)
}

/// The lines of `after`, counted from 0, that are not among those of `before` in their order. A comma at a line's end
/// does not make it another.
pub fn changed_lines(before: &str, after: &str) -> Vec<usize> {
    fn lines(text: &str) -> Vec<&str> {
        text.lines().map(|line| line.strip_suffix(',').unwrap_or(line)).collect()
    }
    let (old, new) = (lines(before), lines(after));
    let same = |(old, new): &(&&str, &&str)| old == new;
    let head = old.iter().zip(&new).take_while(same).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(same).count();
    let old: Vec<&str> = old.into_iter().skip(head).rev().skip(tail).rev().collect();
    let new: Vec<&str> = new.into_iter().skip(head).rev().skip(tail).rev().collect();
    let all = head..head + new.len();
    if old.len().saturating_mul(new.len()) > MOST_COMPARED {
        return all.collect();
    }
    // The longest common run of lines, from the end: how many of them are left from each pair on.
    let width = new.len() + 1;
    let mut left = vec![0_u32; (old.len() + 1) * width];
    let at = |left: &[u32], i: usize, j: usize| left.get(i * width + j).copied().unwrap_or_default();
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let best = if one == other {
                at(&left, i + 1, j + 1) + 1
            } else {
                at(&left, i + 1, j).max(at(&left, i, j + 1))
            };
            if let Some(cell) = left.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut changed = Vec::new();
    while let Some(other) = new.get(j) {
        match old.get(i) {
            Some(one) if one == other => (i, j) = (i + 1, j + 1),
            Some(_) if at(&left, i + 1, j) >= at(&left, i, j + 1) => i += 1,
            _ => {
                changed.push(head + j);
                j += 1;
            }
        }
    }
    changed
}

/// More pairs of lines are not compared: all of them count as changed.
const MOST_COMPARED: usize = 1_000_000;

/// Whether text is in lines already: then it is edited as it is.
fn has_lines(text: &str) -> bool {
    memchr::memchr(b'\n', text.as_bytes()).is_some()
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth.min(64)));
}

/// The white space that a text has after its colons and commas.
struct Style<'a> {
    colon: &'a str,
    comma: &'a str,
}

impl<'a> Style<'a> {
    fn of(text: &'a str, lexemes: &[Lexeme]) -> Self {
        let after = |mark: &str| {
            let mut pairs = lexemes.iter().zip(lexemes.iter().skip(1));
            let found = pairs.find(|(lexeme, _)| lexeme.of(text) == mark);
            found.and_then(|(lexeme, next)| text.get(lexeme.end..next.start)).unwrap_or_default()
        };
        Self { colon: after(":"), comma: after(",") }
    }

    fn between(&self, before: Option<&str>, after: &str) -> &'a str {
        let is_mark = |word: &str| matches!(word, "{" | "}" | "[" | "]" | ":" | ",");
        match before {
            Some(":") => self.colon,
            Some(",") => self.comma,
            Some(before) if !is_mark(before) && !is_mark(after) => " ",
            None | Some(_) => "",
        }
    }
}

/// One word of JSON, or of what is typed in its place; bytes.
struct Lexeme {
    start: usize,
    end: usize,
}

impl Lexeme {
    fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Cuts text into strings, brackets, marks, and runs of anything else.
fn lexemes(text: &str) -> Vec<Lexeme> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'{' | b'}' | b'[' | b']' | b':' | b',' => at + 1,
            b'"' => end_of_string(bytes, at),
            _ => {
                let stops = |byte: &u8| b" \t\n\r{}[]:,\"".contains(byte);
                bytes.iter().skip(at).position(stops).map_or(bytes.len(), |run| at + run)
            }
        };
        found.push(Lexeme { start, end: at });
    }
    found
}

/// Behind the closing quotation mark; a string that does not close ends with its line.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\n' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_member_a_line() {
        for (text, lines) in [
            (
                r#"{"a":1,"b":[1,{}],"c":{}}"#,
                "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    {}\n  ],\n  \"c\": {}\n}",
            ),
            (r#"{ "a" : "x, y" }"#, "{\n  \"a\": \"x, y\"\n}"),
            ("{}", "{}"),
            ("", ""),
            ("{\n\"a\":1}", "{\n\"a\":1}"),
            (r#"{"a":1 2,}"#, "{\n  \"a\": 1 2,\n}"),
            ("plain words", "plain words"),
        ] {
            assert_eq!(laid_out(text), lines, "{text}");
        }
    }

    #[test]
    fn only_what_was_typed_changes() {
        let odd = r#"{"iss" :"a","exp":1.0e3 ,  "n":12345678901234567890,"\u0061":"\/"}"#;
        for (original, from, to, wanted) in [
            (r#"{"a":1,"b":2}"#, "1", "7", r#"{"a":7,"b":2}"#),
            (r#"{"a": 1, "b": 2}"#, "\"b\": 2", "\"b\": 2,\n  \"c\": 3", r#"{"a": 1, "b": 2, "c": 3}"#),
            (odd, "1.0e3", "1.0e4", r#"{"iss" :"a","exp":1.0e4 ,  "n":12345678901234567890,"\u0061":"\/"}"#),
            (r#"{"a":1,"b":2}"#, ",\n  \"b\": 2", "", r#"{"a":1}"#),
            (r#"{"a":1}"#, "1", "", r#"{"a":}"#),
            (r#"{"a":1}"#, "1", "\"x", r#"{"a":"x}"#),
            (r#" {"a":1} "#, "1", "2", r#" {"a":2} "#),
        ] {
            let shown = laid_out(original);
            let edited = shown.replacen(from, to, 1);
            assert_ne!(shown, edited, "{from}");
            assert_eq!(carried_over(original, &edited), wanted, "{edited}");
        }
    }

    #[test]
    fn white_space_alone_is_no_change() {
        let original = r#"{"a":1,"b":[1,2]}"#;
        assert_eq!(carried_over(original, "{ \"a\" : 1,\n\n\"b\":[ 1, 2 ] }"), original);
        assert_eq!(carried_over("{\n\"a\":1}", "{\n\n\"a\":1}"), "{\n\n\"a\":1}", "but in lines it is");
        assert_eq!(carried_over("", "{\"a\": 1}"), "{\"a\": 1}");
    }

    #[test]
    fn lines_that_differ_are_told() {
        for (before, after, changed) in [
            ("{\n  a,\n  b\n}", "{\n  a,\n  c\n}", &[2][..]),
            ("{\n  a\n}", "{\n  a,\n  b\n}", &[2]),
            ("{\n  a,\n  b\n}", "{\n  b\n}", &[]),
            ("a\nb\nc\nd", "x\nb\ny\nd", &[0, 2]),
            ("a\nb", "b\na", &[1]),
            ("", "a\nb", &[0, 1]),
            ("a", "a", &[]),
        ] {
            assert_eq!(changed_lines(before, after), changed, "{before:?} {after:?}");
        }
    }

    #[test]
    fn places_and_brackets_are_found_again() {
        let text = r#"{"a":[1,{"b":"]"}]}"#;
        let shown = laid_out(text);
        for (at, word) in [(0, "{"), (1, "\"a\""), (5, "["), (14, "]\"")] {
            let moved = moved(text, &shown, at);
            let rest = shown.get(moved..).unwrap();
            assert!(rest.starts_with(word), "{at} {rest}");
        }
        assert_eq!(moved(text, &shown, text.len()), shown.len());
        for (at, other) in [(0, Some(18)), (18, Some(0)), (5, Some(17)), (8, Some(16)), (1, None), (14, None)]
        {
            assert_eq!(partner(text, at), other, "{at}");
        }
        assert_eq!(partner("{[", 0), None);
    }

    proptest! {
        #[test]
        fn what_is_not_edited_comes_back(text in r#"[ -~\n]{0,60}|(\{("[a-z ]{0,3}" ?: ?[0-9]{1,3}, ?){0,4}"z":\[\]\})"#) {
            prop_assert_eq!(carried_over(&text, &laid_out(&text)), text);
        }

        #[test]
        fn every_word_that_is_typed_arrives(text in ".{0,40}", edited in r#"([ -!#-\[\]-~\n]|"[ -!#-\[\]-~]{0,5}"){0,30}"#) {
            let carried = carried_over(&text, &edited);
            prop_assert_eq!(words(&carried), words(&edited));
        }

        #[test]
        fn any_text_at_all_can_be_typed(text in ".{0,40}", edited in ".{0,40}") {
            let _ = (carried_over(&text, &edited), moved(&text, &edited, 7), partner(&text, 0), laid_out(&edited));
        }
    }

    fn words(text: &str) -> Vec<&str> {
        lexemes(text).iter().map(|lexeme| lexeme.of(text)).collect()
    }
}
