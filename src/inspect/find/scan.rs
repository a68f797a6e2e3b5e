//! Tokens that stand in other text: headers, cURL commands, cookies, URLs, logs, assignments, Markdown.

use std::borrow::Cow;

use super::around::{Surroundings, surroundings};
use super::plausible::{is_plausible, is_token_byte, opens_object};
use super::whole::{Bond, Piece, bond};
use super::{MAX_TOKENS, Search, input_finding};
use crate::encoding::Span;
use crate::inspect::report::Origin;

impl Search {
    /// Finds every token that stands in `text`.
    pub(super) fn scan(&mut self, text: &str, offset: Option<usize>, origin: &Origin) {
        let mut from = 0;
        while let Some(start) = next_start(text, from) {
            let end = run_end(text, start);
            let piece = unwrap_lines(text, start, end);
            from = piece.end.max(start + 1);
            if memchr::memchr(b'.', piece.text.as_bytes()).is_none() || !is_plausible(&piece.text) {
                continue;
            }
            let around = surroundings(text, start);
            let origin = self.note(around, origin);
            let place = offset.map(|offset| Span::new(offset + piece.start, offset + piece.end));
            self.push_piece(&piece, place, &origin);
            if self.found.candidates.len() >= MAX_TOKENS {
                return;
            }
        }
    }

    /// Tells what stood around a token, and gives its origin.
    fn note(&mut self, around: Surroundings, outer: &Origin) -> Origin {
        for detail in around.told {
            self.tell(input_finding(detail));
        }
        if *outer == Origin::Alone { around.origin } else { outer.clone() }
    }
}

/// The next place where a header begins: the base64url of an opening brace, not in the middle of a word.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'e', bytes.get(from..)?).map(|at| from + at).find(|at| {
        let boundary = at
            .checked_sub(1)
            .and_then(|before| bytes.get(before))
            .is_none_or(|before| !(before.is_ascii_alphanumeric() || matches!(before, b'-' | b'_')));
        boundary
            && matches!(bytes.get(at + 1), Some(b'w'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
            && text.get(*at..).is_some_and(|rest| {
                let word = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next();
                word.is_some_and(opens_object)
            })
    })
}

/// Where the run of token characters ends, without the punctuation of the sentence around it.
fn run_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let in_url = is_in_url(text, start);
    let stops = |c: char| match c {
        '…' => false,
        '+' | '/' | '=' if in_url => true,
        c if c.is_ascii() => !is_token_byte(c as u8),
        c => !c.is_alphabetic(),
    };
    let mut run = rest.split(stops).next().unwrap_or_default();
    // "… eyJ.eyJ.sig." at the end of a sentence, and "=…" of the next parameter.
    while run.ends_with('.') && !run.ends_with("..") && memchr::memchr_iter(b'.', run.as_bytes()).count() >= 3
    {
        run = run.get(..run.len() - 1).unwrap_or_default();
    }
    start + run.len()
}

fn is_in_url(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<'))
        .next()
        .unwrap_or_default();
    word.contains("://") || word.starts_with('/')
}

/// Glues the lines of a token that was wrapped in the middle of other text.
fn unwrap_lines(text: &str, start: usize, end: usize) -> Piece<'_> {
    let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut piece = Piece { text: Cow::Borrowed(slice(start, end)), wraps: 0, start, end };
    loop {
        let rest = text.get(piece.end..).unwrap_or_default();
        let next = rest.trim_start();
        let gap = slice(piece.end, piece.end + (rest.len() - next.len()));
        if !gap.contains('\n') || next.is_empty() {
            return piece;
        }
        let next_start = piece.end + gap.len();
        let next_end = run_end(text, next_start);
        let chunk = slice(next_start, next_end);
        let ends_line = slice(next_end, text.len())
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | '<'));
        if chunk.is_empty() || !ends_line || bond(&piece.text, gap, chunk) != Bond::Glue {
            return piece;
        }
        piece.text.to_mut().push_str(chunk);
        piece.wraps += 1;
        piece.end = next_end;
    }
}
