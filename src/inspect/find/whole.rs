//! Text that is a token and nothing else, but for quotes, `Bearer`, line breaks: the most common paste.

use std::borrow::Cow;
use std::sync::Arc;

use super::plausible::{all_bytes, is_plausible, is_token_byte, opens_object};
use super::{Candidate, Form, Search, input_finding, joined, leading};
use crate::encoding::{Span, base64url};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::report::Origin;
use crate::inspect::rules::diagnosis::Diagnosis;
use crate::inspect::rules::input::Input;
use crate::jose::algorithm::{Family, JwsAlgorithm};

impl Search {
    /// Takes the whole of `text` for one or more tokens; `false` where it holds anything else.
    pub(super) fn whole(&mut self, text: &str, offset: Option<usize>, origin: &Origin) -> bool {
        let mut bare = strip(text);
        let has_only_token_bytes =
            all_bytes(bare.text, |byte| is_token_byte(byte) || byte.is_ascii_whitespace() || byte >= 0x80);
        if bare.text.is_empty() || !has_only_token_bytes && !is_damaged_word(bare.text) {
            return false;
        }
        let pieces = pieces(bare.text);
        if !pieces.iter().all(|piece| is_plausible(&piece.text)) {
            return false;
        }
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

/// Whether text is one word that begins like a token and holds a character that no token has, and that no text
/// around a token would have either: damage, not surroundings.
fn is_damaged_word(text: &str) -> bool {
    opens_object(text.split('.').next().unwrap_or_default())
        && all_bytes(text, |byte| {
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

/// The ASCII letter that a foreign one passes for.
fn ascii_lookalike(c: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('і', 'i'),
        ('ј', 'j'),
        ('ѕ', 's'),
        ('ԁ', 'd'),
        ('һ', 'h'),
        ('ԛ', 'q'),
        ('ԝ', 'w'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('Ј', 'J'),
        ('Ѕ', 'S'),
        ('І', 'I'),
        ('ο', 'o'),
        ('ν', 'v'),
        ('Α', 'A'),
        ('Β', 'B'),
        ('Ε', 'E'),
        ('Ζ', 'Z'),
        ('Η', 'H'),
        ('Ι', 'I'),
        ('Κ', 'K'),
        ('Μ', 'M'),
        ('Ν', 'N'),
        ('Ο', 'O'),
        ('Ρ', 'P'),
        ('Τ', 'T'),
        ('Υ', 'Y'),
        ('Χ', 'X'),
        ('ı', 'i'),
        ('–', '-'),
        ('—', '-'),
        ('‐', '-'),
        ('‑', '-'),
        ('−', '-'),
        ('．', '.'),
        ('。', '.'),
        ('＿', '_'),
        ('․', '.'),
    ];
    if let Some((_, ascii)) = PAIRS.iter().find(|(foreign, _)| *foreign == c) {
        return Some(*ascii);
    }
    // Full-width forms are ASCII moved up.
    let code = c as u32;
    (0xFF01..=0xFF5E).contains(&code).then(|| char::from_u32(code - 0xFEE0)).flatten()
}

/// Text without quotes, `Bearer` and such around it.
struct Bare<'a> {
    text: &'a str,
    bearer: bool,
    findings: Vec<Finding>,
}

fn strip(text: &str) -> Bare<'_> {
    let mut bare = Bare { text, bearer: false, findings: Vec::new() };
    // Each turn takes something off, so this ends.
    loop {
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
            return bare;
        }
    }
}

/// What follows `Bearer` or `Authorization: Bearer`, in any case.
pub(super) fn strip_bearer(text: &str) -> Option<&str> {
    let value = match strip_word(text, "authorization") {
        Some(rest) => rest.trim_start().strip_prefix([':', '='])?.trim_start(),
        None => text,
    };
    for scheme in ["bearer", "dpop", "jwt"] {
        if let Some(rest) = strip_word(value, scheme) {
            let token = rest.trim_start_matches([' ', '\t', ':']);
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

/// A stretch of text that is one token, with the white space inside it gone.
pub(super) struct Piece<'a> {
    /// The token's text.
    pub text: Cow<'a, str>,
    /// How many line breaks or blanks were taken out.
    pub wraps: usize,
    /// Where it starts in the text that was looked at, in bytes.
    pub start: usize,
    /// One past its end.
    pub end: usize,
}

/// Cuts text of token characters and white space into tokens: line breaks inside a token are glued, blanks
/// inside a segment stay, since they are as the token was sent.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for chunk in text.split_ascii_whitespace() {
        let start = leading(text, chunk);
        let end = start + chunk.len();
        if let Some(last) = pieces.last_mut() {
            let gap = text.get(last.end..start).unwrap_or_default();
            match bond(&last.text, gap, chunk) {
                Bond::Glue => {
                    last.text.to_mut().push_str(chunk);
                    last.wraps += 1;
                    last.end = end;
                    continue;
                }
                Bond::Keep => {
                    let joined = text.get(last.end..end).unwrap_or_default();
                    last.text.to_mut().push_str(joined);
                    last.end = end;
                    continue;
                }
                Bond::Apart => {}
            }
        }
        pieces.push(Piece { text: Cow::Borrowed(chunk), wraps: 0, start, end });
    }
    pieces
}

/// How a chunk belongs to the token before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// It goes on there; the white space between was only wrapping.
    Glue,
    /// It goes on there, and the blank is part of the segment as it was sent.
    Keep,
    /// It is another token.
    Apart,
}

pub(super) fn bond(token: &str, gap: &str, next: &str) -> Bond {
    let dots = memchr::memchr_iter(b'.', token.as_bytes()).take(3).count();
    if begins_token(next) {
        return Bond::Apart;
    }
    if token.ends_with('.') && dots <= 2 || next.starts_with('.') && dots <= 1 {
        return Bond::Glue;
    }
    let wrapped = gap.contains(['\n', '\r']);
    match (dots < 2 || signature_goes_on(token, next), wrapped) {
        (true, true) => Bond::Glue,
        (true, false) => Bond::Keep,
        (false, _) => Bond::Apart,
    }
}

/// Whether `next` is a token in itself: a header that decodes, and at least two dots.
fn begins_token(next: &str) -> bool {
    opens_object(next.split('.').next().unwrap_or_default())
        && memchr::memchr_iter(b'.', next.as_bytes()).take(2).count() == 2
}

/// Whether a token that has its signature begun needs more of it.
fn signature_goes_on(token: &str, next: &str) -> bool {
    if next.contains('.') && !next.starts_with('.') {
        return false;
    }
    let length = token.len() - token.rfind('.').map_or(0, |dot| dot + 1);
    let header = token.split('.').next().unwrap_or_default();
    match algorithm_of(header) {
        Some(algorithm) if matches!(algorithm.family(), Family::RsaPkcs1 | Family::RsaPss) => {
            // Moduli of 1,024, 2,048, 3,072, 4,096 and 8,192 bits in base64url.
            ![171, 342, 512, 683, 1366].contains(&length)
        }
        Some(algorithm) => algorithm.signature_len().is_none_or(|bytes| length < (bytes * 4).div_ceil(3)),
        None => true,
    }
}

fn algorithm_of(header: &str) -> Option<JwsAlgorithm> {
    let header = String::from_utf8(base64url::decode(header.get(..header.len().min(4096))?).bytes).ok()?;
    let json = crate::encoding::json::parse(header.into()).json?;
    JwsAlgorithm::from_name(&json.root().member("alg")?.as_str()?)
}
