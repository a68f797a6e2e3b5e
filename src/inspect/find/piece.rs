//! Gluing: a token that was wrapped over lines is one token, and two tokens on two lines are two.

use std::borrow::Cow;

use super::leading;
use super::plausible::{is_plausible, opens_object};
use crate::encoding::base64url;
use crate::jose::algorithm::{Family, JwsAlgorithm};

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
    /// How many dots are in it, and how many bytes follow the last: kept, so that many short lines stay cheap.
    dots: usize,
    tail: usize,
    /// How long the header says that the signature is, once somebody asked.
    needs: Option<Needs>,
}

/// How much signature there must be, in base64url letters.
#[derive(Clone, Copy)]
enum Needs {
    /// That much.
    Letters(usize),
    /// As much as an RSA modulus has.
    Modulus,
    /// None at all.
    Nothing,
    /// The header does not say.
    Unknown,
}

/// Moduli of 1,024, 2,048, 3,072, 4,096 and 8,192 bits in base64url letters.
const MODULI: [usize; 5] = [171, 342, 512, 683, 1366];

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

/// Cuts text of token characters and white space into tokens: line breaks inside a token are glued, blanks
/// inside a segment stay, since they are as the token was sent. `None` where anything is not likely a token.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let first = text.split('.').next().unwrap_or_default();
    if first.len() > LONGEST_DAMAGED && !opens_object(first) {
        return None;
    }
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for chunk in text.split_ascii_whitespace() {
        let start = leading(text, chunk);
        let end = start + chunk.len();
        if let Some(last) = pieces.last_mut() {
            let gap = text.get(last.end..start).unwrap_or_default();
            match last.bond(gap, chunk) {
                Bond::Glue => {
                    last.glue(chunk, end);
                    continue;
                }
                Bond::Keep => {
                    last.append(text.get(last.end..end).unwrap_or_default(), end);
                    continue;
                }
                Bond::Apart if is_plausible(&last.text) => {}
                Bond::Apart => return None,
            }
        }
        pieces.push(Piece::new(chunk, start));
    }
    pieces.last().is_none_or(|last| is_plausible(&last.text)).then_some(pieces)
}

/// A first segment that is no header and longer than this, in bytes, is text rather than a damaged header.
const LONGEST_DAMAGED: usize = 64 * 1024;

impl<'a> Piece<'a> {
    /// The text of one line, which stands at `start`.
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        let mut piece = Self {
            text: Cow::Borrowed(text),
            wraps: 0,
            start,
            end: start + text.len(),
            dots: 0,
            tail: 0,
            needs: None,
        };
        piece.count(text);
        piece
    }

    /// How `next`, which follows after `gap`, belongs to the token.
    pub(super) fn bond(&mut self, gap: &str, next: &str) -> Bond {
        if begins_token(next) {
            return Bond::Apart;
        }
        let is_over = self.dots == 2 && matches!(self.needs(), Needs::Nothing);
        // A blank beside a dot is wrapping; a row of them is as the token was sent.
        let is_row = gap.len() > 1 && gap.bytes().all(|byte| byte == b' ');
        if is_row && !is_over && self.dots <= 2 && (self.tail == 0 || next.starts_with('.')) {
            return Bond::Keep;
        }
        if !is_over && (self.tail == 0 && self.dots <= 2 || next.starts_with('.') && self.dots <= 1) {
            return Bond::Glue;
        }
        let wrapped = gap.contains(['\n', '\r', '+']);
        match (self.dots < 2 || self.signature_goes_on(next), wrapped) {
            (true, true) => Bond::Glue,
            (true, false) => Bond::Keep,
            (false, _) => Bond::Apart,
        }
    }

    /// Adds the next line, which ends at `end`.
    pub(super) fn glue(&mut self, next: &str, end: usize) {
        // "=" at the end of a line is padding before a dot; before anything else it is the soft line break of
        // quoted-printable mail (RFC 2045 §6.7).
        let is_padding = next.starts_with('.') && self.tail.is_multiple_of(4);
        if self.text.ends_with('=') && !is_padding {
            let _ = self.text.to_mut().pop();
            self.tail = self.tail.saturating_sub(1);
        }
        self.append(next, end);
        self.wraps += 1;
    }

    fn append(&mut self, text: &str, end: usize) {
        self.text.to_mut().push_str(text);
        self.end = end;
        self.count(text);
    }

    fn count(&mut self, added: &str) {
        self.dots += memchr::memchr_iter(b'.', added.as_bytes()).count();
        match memchr::memrchr(b'.', added.as_bytes()) {
            Some(dot) => self.tail = added.len() - dot - 1,
            None => self.tail += added.len(),
        }
    }

    /// Whether the token, which has its signature begun, needs more of it.
    fn signature_goes_on(&mut self, next: &str) -> bool {
        if next.contains('.') && !next.starts_with('.') {
            return false;
        }
        match self.needs() {
            Needs::Letters(letters) => self.tail < letters,
            Needs::Modulus => !MODULI.contains(&self.tail),
            Needs::Nothing => false,
            // A word may be anything; a long one is rather the next line.
            Needs::Unknown => next.len() >= 20,
        }
    }

    fn needs(&mut self) -> Needs {
        let header = || self.text.split('.').next().unwrap_or_default();
        *self.needs.get_or_insert_with(|| needs(header()))
    }
}

/// Whether `next` is a token in itself: a header that decodes, and at least two dots.
fn begins_token(next: &str) -> bool {
    opens_object(next.split('.').next().unwrap_or_default())
        && memchr::memchr_iter(b'.', next.as_bytes()).take(2).count() == 2
}

fn needs(header: &str) -> Needs {
    let Some(alg) = alg_of(header) else { return Needs::Unknown };
    match JwsAlgorithm::from_name(&alg) {
        _ if alg.trim().eq_ignore_ascii_case("none") => Needs::Nothing,
        Some(algorithm) if matches!(algorithm.family(), Family::RsaPkcs1 | Family::RsaPss) => Needs::Modulus,
        Some(algorithm) => {
            algorithm.signature_len().map_or(Needs::Unknown, |bytes| Needs::Letters((bytes * 4).div_ceil(3)))
        }
        None => Needs::Unknown,
    }
}

/// The lengths, in base64url letters, that the signature under that header may have.
pub(super) fn signature_lengths(header: &str) -> Vec<usize> {
    match needs(header) {
        Needs::Letters(letters) => vec![letters],
        Needs::Modulus => MODULI.to_vec(),
        Needs::Nothing => vec![0],
        Needs::Unknown => Vec::new(),
    }
}

fn alg_of(header: &str) -> Option<String> {
    let header = String::from_utf8(base64url::decode(header.get(..header.len().min(4096))?).bytes).ok()?;
    let json = crate::encoding::json::parse(header.into()).json?;
    Some(json.root().member("alg")?.as_str()?.into_owned())
}
