//! Tokens that stand in other text: headers, cURL commands, cookies, URLs, logs, assignments, Markdown.

use super::around::{Surroundings, surroundings};
use super::piece::{Bond, Piece};
use super::plausible::{is_plausible, is_token_byte, opens_object};
use super::{MAX_TOKENS, Search, input_finding};
use crate::encoding::Span;
use crate::inspect::homoglyph::ascii_lookalike;
use crate::inspect::report::Origin;

impl Search {
    /// Finds every token that stands in `text`.
    pub(super) fn scan(&mut self, text: &str, offset: Option<usize>, origin: &Origin) {
        let fence = memchr::memmem::find(text.as_bytes(), b"```");
        let mut from = 0;
        while let Some(start) = next_start(text, from) {
            let end = run_end(text, start);
            let piece = unwrap_lines(text, start, end);
            from = piece.end.max(start + 1);
            if memchr::memchr(b'.', piece.text.as_bytes()).is_none() || !is_plausible(&piece.text) {
                continue;
            }
            let around = surroundings(text, start, fence.is_some_and(|fence| fence < start));
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
pub(super) fn next_start(text: &str, from: usize) -> Option<usize> {
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
    let mut in_url = None;
    let mut end = 0;
    let mut before = '.';
    let mut letters = rest.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let belongs = match c {
            '…' => true,
            // `eyJ…[...]…`: an abbreviation in brackets.
            '[' | '(' | '<' if bracketed_ellipsis(rest, at).is_some() => {
                let closing = bracketed_ellipsis(rest, at).unwrap_or(at);
                while letters.next_if(|(next, _)| *next <= closing).is_some() {}
                end = closing + 1;
                before = '.';
                continue;
            }
            '+' | '/' | '=' if *in_url.get_or_insert_with(|| is_in_url(text, start)) => false,
            // `eyJ…/eyJ…`: another token begins behind what cannot end one.
            'e' if matches!(before, '=' | '/' | '+') && opens_object(head(rest, at)) => {
                end = at - 1;
                false
            }
            c if c.is_ascii() => is_token_byte(c as u8),
            // A foreign letter is damage where it passes for an ASCII one or stands between token letters;
            // else it is the next word.
            c => {
                ascii_lookalike(c).is_some_and(|_| c.is_alphanumeric())
                    || c.is_alphanumeric()
                        && letters
                            .peek()
                            .is_some_and(|(_, next)| next.is_ascii() && is_token_byte(*next as u8))
            }
        };
        if !belongs {
            break;
        }
        before = c;
        end = at + c.len_utf8();
    }
    let mut run = rest.get(..end).unwrap_or_default();
    // "… eyJ.eyJ.sig." at the end of a sentence, and "=…" of the next parameter.
    while run.ends_with('.') && !run.ends_with("..") && memchr::memchr_iter(b'.', run.as_bytes()).count() >= 3
    {
        run = run.get(..run.len() - 1).unwrap_or_default();
    }
    start + run.len()
}

/// Where the bracket closes that opens at `at`, if nothing but an ellipsis is inside.
fn bracketed_ellipsis(text: &str, at: usize) -> Option<usize> {
    let inside = text.get(at + 1..)?;
    let dots = ["...", "…"].into_iter().find(|dots| inside.starts_with(dots))?;
    inside.get(dots.len()..)?.starts_with([']', ')', '>']).then_some(at + 1 + dots.len())
}

/// The first letters of what stands at `at`: enough to know a header by.
fn head(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.get(..rest.len().min(48)).unwrap_or_default()
}

/// How far back the beginning of a URL is looked for, in bytes.
const URL_REACH: usize = 4096;

fn is_in_url(text: &str, start: usize) -> bool {
    let window = text.as_bytes().get(start.saturating_sub(URL_REACH)..start).unwrap_or_default();
    let blank = memchr::memrchr3(b' ', b'\n', b'\t', window).map_or(0, |at| at + 1);
    let window = window.get(blank..).unwrap_or_default();
    let quote = memchr::memrchr3(b'"', b'\'', b'<', window).map_or(0, |at| at + 1);
    let word = window.get(quote..).unwrap_or_default();
    memchr::memmem::find(word, b"://").is_some() || word.first() == Some(&b'/')
}

/// Glues the lines of a token that was wrapped in the middle of other text.
fn unwrap_lines(text: &str, start: usize, end: usize) -> Piece<'_> {
    let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut piece = Piece::new(slice(start, end), start);
    loop {
        let gap = seam(slice(piece.end, text.len()));
        let next_start = piece.end + gap.len();
        if !gap.contains(['\n', '+']) || next_start >= text.len() {
            return piece;
        }
        let next_end = run_end(text, next_start);
        let chunk = slice(next_start, next_end);
        let ends_line = slice(next_end, text.len())
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | '<' | '\\'));
        if chunk.is_empty() || !ends_line || piece.bond(gap, chunk) != Bond::Glue {
            return piece;
        }
        piece.glue(chunk, next_end);
    }
}

/// What may stand between two lines of one token: blanks, the marks of a quoted mail, the quotes and the sign of
/// text that is put together in source code, a backslash before the line's end.
fn seam(rest: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`');
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let joins = c == '+' && at > 0 && letters.peek().is_some_and(|(_, next)| is_blank(*next));
        if !is_blank(c) && !joins && !matches!(c, '\\' | '>') {
            break;
        }
        end = at + c.len_utf8();
    }
    rest.get(..end).unwrap_or_default()
}
