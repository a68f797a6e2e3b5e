//! Text that is a token and nothing else, but for quotes, `Bearer`, line breaks: the most common paste.

use std::borrow::Cow;
use std::sync::Arc;

use super::piece::{Piece, pieces};
use super::plausible::{all_bytes, is_token_byte, names_unencoded, opens_object};
use super::scan::next_start;
use super::{Candidate, Form, Search, input_finding, joined, leading};
use crate::encoding::Span;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::homoglyph::ascii_lookalike;
use crate::inspect::report::Origin;
use crate::inspect::rules::diagnosis::Diagnosis;
use crate::inspect::rules::input::Input;

impl Search {
    /// Takes the whole of `text` for one or more tokens; `false` where it holds anything else.
    pub(super) fn whole(&mut self, text: &str, offset: Option<usize>, origin: &Origin) -> bool {
        let mut bare = strip(text);
        let pieces = if is_unencoded(bare.text) {
            vec![Piece::new(bare.text, 0)]
        } else {
            let has_only_token_bytes = all_bytes(bare.text, |byte| {
                is_token_byte(byte) || byte.is_ascii_whitespace() || byte >= 0x80
            });
            if bare.text.is_empty() || !has_only_token_bytes && !is_damaged_word(bare.text) {
                return false;
            }
            if ends_in_foreign_words(bare.text) || holds_a_token_further_on(bare.text) {
                return false;
            }
            let Some(pieces) = pieces(bare.text) else { return false };
            pieces
        };
        let origin = if bare.bearer && *origin == Origin::Alone { &Origin::Bearer } else { origin };
        for finding in bare.findings.drain(..) {
            self.tell(finding);
        }
        let offset = offset.map(|offset| offset + leading(text, bare.text));
        for piece in pieces {
            let place = offset.map(|offset| Span::new(offset + piece.start, offset + piece.end));
            self.push_piece(&piece, place, origin);
        }
        true
    }

    /// Adds a piece of text as the token that it is, or as the tokens that it joins.
    pub(super) fn push_piece(&mut self, piece: &Piece<'_>, place: Option<Span>, origin: &Origin) {
        let text: Arc<str> = piece.text.as_ref().into();
        let verbatim = matches!(piece.text, Cow::Borrowed(_));
        for mut candidate in candidates(text, place.filter(|_| verbatim), origin) {
            if piece.wraps > 0 {
                candidate.findings.push(input_finding(Input::LineWrapped { count: piece.wraps }));
            }
            self.push(candidate);
        }
    }
}

/// Whether text is a compact token whose payload is not encoded (RFC 7797 §5.2), so that it may hold anything but dots.
fn is_unencoded(text: &str) -> bool {
    let mut segments = text.splitn(4, '.');
    let (header, _, signature, more) = (segments.next(), segments.next(), segments.next(), segments.next());
    more.is_none()
        && signature.is_some_and(|signature| all_bytes(signature, is_token_byte))
        && header.is_some_and(names_unencoded)
}

/// Whether a token begins behind something that cannot belong to it, as in `token=eyJ…`: there are surroundings.
fn holds_a_token_further_on(text: &str) -> bool {
    let mut from = 1;
    while let Some(at) = next_start(text, from) {
        match text.as_bytes().get(at - 1) {
            // The payload, a key-binding token, another line.
            Some(b'.' | b'~') => from = at + 1,
            Some(before) if before.is_ascii_whitespace() => from = at + 1,
            // One foreign letter, or a dash in the place of the dot, is damage.
            Some(0x80..) if is_one_foreign(text.get(..at).unwrap_or_default()) => from = at + 1,
            _ => return true,
        }
    }
    false
}

/// Whether exactly one character that is not ASCII stands at the end, behind token letters.
fn is_one_foreign(text: &str) -> bool {
    let mut letters = text.chars().rev().skip(1);
    letters.next().is_some_and(|c| c.is_ascii() && is_token_byte(c as u8))
}

/// Whether text ends in punctuation or a word of another script, which is no damage to a token: it belongs to the
/// sentence. One letter alone, or one that passes for an ASCII one, is damage.
fn ends_in_foreign_words(text: &str) -> bool {
    let mut letters = text.chars().rev();
    let last = letters.next().filter(|c| !c.is_ascii() && *c != '…');
    let passes = |c: char| c.is_alphanumeric() || ascii_lookalike(c).is_some() && c != '。';
    last.is_some_and(|c| !passes(c) || letters.next().is_some_and(|c| !c.is_ascii()))
}

/// Whether text is one word that begins like a token and holds a character that no token has, and that no text
/// around a token would have either: damage, not surroundings.
fn is_damaged_word(text: &str) -> bool {
    let is_one = opens_object(text.split('.').next().unwrap_or_default())
        && text.as_bytes().last().is_some_and(|byte| is_token_byte(*byte) || *byte >= 0x80)
        && (holds_one_stray(text) || is_without_punctuation(text));
    is_one || is_strewn(text)
}

/// Whether text is three segments with nothing in them but token letters, question marks and hashes, and no `=` behind
/// one of these, which would make it the query of a URL.
fn is_strewn(text: &str) -> bool {
    let is_stray = |byte: u8| matches!(byte, b'?' | b'#');
    let tail = text.find(['?', '#']).and_then(|at| text.get(at..));
    opens_object(text.split('.').next().unwrap_or_default())
        && tail.is_some_and(|tail| !tail.contains('='))
        && memchr::memchr_iter(b'.', text.as_bytes()).take(3).count() == 2
        && all_bytes(text, |byte| is_token_byte(byte) || is_stray(byte))
}

/// Whether one foreign character, and no blank, stands before the last of two dots: what follows it is still token.
fn holds_one_stray(text: &str) -> bool {
    let before = text.get(..text.rfind('.').unwrap_or_default()).unwrap_or_default();
    let strays = |part: &str| part.bytes().filter(|byte| !is_token_byte(*byte)).take(2).count();
    memchr::memchr_iter(b'.', text.as_bytes()).take(3).count() == 2
        && strays(before) == 1
        && strays(text) == 1
        && !text.bytes().any(|byte| byte.is_ascii_whitespace())
}

fn is_without_punctuation(text: &str) -> bool {
    all_bytes(text, |byte| {
        !byte.is_ascii_whitespace() && !byte.is_ascii_control() && !b"\"'`<>(){}[],;&?#\\".contains(&byte)
    })
}

/// The token that `text` is, or the tokens that it joins; `place` is where it stands in the input.
pub(super) fn candidates(text: Arc<str>, place: Option<Span>, origin: &Origin) -> Vec<Candidate> {
    let Some(parts) = joined::split(&text) else {
        return vec![candidate(text, place, origin, false)];
    };
    let count = parts.len();
    let mut found: Vec<Candidate> = parts
        .into_iter()
        .map(|part| {
            let start = leading(&text, part);
            let place = place.map(|place| {
                Span::new(place.start as usize + start, place.start as usize + start + part.len())
            });
            candidate(part.into(), place, origin, true)
        })
        .collect();
    for one in &mut found {
        one.findings.push(Finding::new(Diagnosis::Concatenated { count }, Place::whole(Part::Token)));
    }
    found
}

fn candidate(text: Arc<str>, place: Option<Span>, origin: &Origin, joined: bool) -> Candidate {
    let mut findings = Vec::new();
    if let Some((at, found)) = first_foreign(&text) {
        let place = Place::encoded(Part::Token, at, at + found.len_utf8());
        findings.push(Finding::new(Input::NonAscii { found, at, lookalike: ascii_lookalike(found) }, place));
    }
    if let Some(at) = abbreviation(&text) {
        findings.push(Finding::new(Input::Truncated { at }, Place::encoded(Part::Token, at, at + 3)));
    }
    Candidate { text, form: Form::Compact, place, origin: origin.clone(), findings, joined }
}

fn first_foreign(text: &str) -> Option<(usize, char)> {
    if text.is_ascii() {
        return None;
    }
    text.char_indices().find(|(_, c)| !c.is_ascii() && *c != '…')
}

/// Where an ellipsis stands: the character, or exactly three dots (more are an attack on splitters, not a logger).
fn abbreviation(text: &str) -> Option<usize> {
    if let Some(at) = text.find('…') {
        return Some(at);
    }
    let at = memchr::memmem::find(text.as_bytes(), b"...")?;
    let dots = text.get(at..)?.bytes().take(4).take_while(|byte| *byte == b'.').count();
    (dots == 3).then_some(at)
}

/// Text without quotes, `Bearer` and such around it.
struct Bare<'a> {
    text: &'a str,
    bearer: bool,
    findings: Vec<Finding>,
}

/// How many quotes, one inside another, are taken off.
const MOST_QUOTES: usize = 16;

fn strip(text: &str) -> Bare<'_> {
    let mut bare = Bare { text, bearer: false, findings: Vec::new() };
    for _ in 0..MOST_QUOTES {
        let before = bare.text;
        bare.text = bare.text.trim();
        if let Some(rest) = strip_bearer(bare.text) {
            bare.text = rest;
            if !bare.bearer {
                bare.findings.push(input_finding(Input::BearerPrefix));
            }
            bare.bearer = true;
        }
        if let Some((quote, inner)) = unquote(bare.text) {
            bare.text = inner;
            bare.findings.push(input_finding(Input::Quoted { quote }));
        }
        if bare.text == before {
            break;
        }
    }
    bare
}

/// What follows `Bearer` or `Authorization: Bearer`, in any case.
pub(super) fn strip_bearer(text: &str) -> Option<&str> {
    let value = match strip_word(text, "authorization") {
        Some(rest) => rest.trim_start().strip_prefix([':', '='])?.trim_start(),
        None => text,
    };
    for scheme in ["bearer", "dpop", "jwt"] {
        if let Some(rest) = strip_word(value, scheme) {
            // `DPoP:` is a header's name.
            let blanks: &[char] = if scheme == "dpop" { &[' ', '\t'] } else { &[' ', '\t', ':'] };
            let token = rest.trim_start_matches(blanks);
            return (token.len() < rest.len()).then_some(token);
        }
    }
    (value.len() < text.len()).then_some(value)
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

fn unquote(text: &str) -> Option<(char, &str)> {
    if text.starts_with("```") {
        return None;
    }
    let ended = text.trim_end_matches([',', ';', ' ']);
    let first = text.chars().next()?;
    let last = match first {
        '"' | '\'' | '`' => first,
        '“' | '”' | '„' => '”',
        '‘' | '’' => '’',
        '«' => '»',
        '<' => '>',
        '(' => ')',
        _ if ended.len() < text.len() => return Some((text.chars().last()?, ended)),
        _ => return None,
    };
    let inner = ended.strip_prefix(first)?;
    // A lone quote at the start is as much a left-over as a pair.
    Some((first, inner.strip_suffix(last).unwrap_or(inner)))
}
