//! Pasted text → the tokens in it: whatever stood around them is taken off, and told.
//!
//! Never refuses and never chooses: every token is a [`Candidate`], in the order of the text.

mod around;
mod joined;
mod json;
mod lookalike;
mod piece;
mod plausible;
mod scan;
mod unwrap;
mod whole;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(super) use unwrap::is_invisible;

pub(super) use self::plausible::opens_object;
use super::finding::{Finding, Part, Place};
use super::report::Origin;
use super::rules::encoding::Encoding;
use super::rules::input::Input;
use crate::encoding::Span;

/// What a text holds.
#[derive(Debug, Default)]
pub struct Found {
    /// The tokens, in the order of the text.
    pub candidates: Vec<Candidate>,
    /// What was found about the text as a whole.
    pub findings: Vec<Finding>,
}

/// A token as it will be read.
#[derive(Debug)]
pub struct Candidate {
    /// Its text, with what was taken off gone.
    pub text: Arc<str>,
    /// How to cut it.
    pub form: Form,
    /// Its bytes in the input, if they stand there as they are.
    pub place: Option<Span>,
    /// Where it was found.
    pub origin: Origin,
    /// What was found about it on the way.
    pub findings: Vec<Finding>,
    /// Whether it was joined to another token, so that where it ends is a guess.
    pub joined: bool,
}

/// How to cut a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Segments between dots.
    Compact,
    /// A JSON object.
    Json,
}

/// The most tokens that are listed of one text.
pub const MAX_TOKENS: usize = 256;

/// How many wrappings are taken off, one inside another.
const MAX_WRAPPINGS: usize = 6;

/// Finds the tokens in `input`.
pub fn find(input: &Arc<str>) -> Found {
    let mut search = Search { found: Found::default(), wrappings: 0 };
    search.look(input, Some(0), &Origin::Alone);
    search.finish(input)
}

/// The state of one search: what was found, and how many wrappings deep we are.
struct Search {
    found: Found,
    wrappings: usize,
}

impl Search {
    /// Looks at `text`; `offset` is its place in the input, unless something was changed on the way.
    fn look(&mut self, text: &str, offset: Option<usize>, origin: &Origin) {
        if self.wrappings > MAX_WRAPPINGS || self.found.candidates.len() >= MAX_TOKENS {
            return;
        }
        self.wrappings += 1;
        self.look_inside(text, offset, origin);
        self.wrappings -= 1;
    }

    fn look_inside(&mut self, text: &str, offset: Option<usize>, origin: &Origin) {
        let trimmed = text.trim_ascii();
        let offset = offset.map(|offset| offset + leading(text, trimmed));
        if trimmed.is_empty() {
            return;
        }
        if matches!(trimmed.as_bytes().first(), Some(b'{' | b'[' | b'"'))
            && self.json(trimmed, offset, origin)
        {
            return;
        }
        if let Some((shown, finding)) = unwrap::invisible(trimmed) {
            self.unwrapped(&shown, finding, origin);
        } else if let Some(plain) = unwrap::html(trimmed) {
            self.unwrapped(&plain, input_finding(Input::HtmlEscaped), origin);
        } else if let Some(plain) = unwrap::percent(trimmed) {
            self.unwrapped(&plain, input_finding(Input::UrlEncoded { parameter: None }), origin);
        } else if let Some(plain) = unwrap::base64(trimmed) {
            self.unwrapped(&plain, input_finding(Input::Base64Wrapped), origin);
        } else if !self.whole(trimmed, offset, origin) {
            let before = self.found.candidates.len();
            self.scan(trimmed, offset, origin);
            if self.found.candidates.len() == before {
                self.serialization_inside(trimmed, offset, origin);
            }
            if self.found.candidates.len() == before {
                for plain in unwrap::base64_inside(trimmed) {
                    self.unwrapped(&plain, input_finding(Input::Base64Wrapped), origin);
                }
            }
        }
    }

    /// Looks at text that came out of a wrapping, and tells of the wrapping if a token was in it.
    fn unwrapped(&mut self, text: &str, finding: Finding, origin: &Origin) {
        let before = self.found.candidates.len();
        self.look(text, None, origin);
        if self.found.candidates.len() > before {
            self.tell(finding);
        }
    }

    /// Tells something once about the whole text.
    fn tell(&mut self, finding: Finding) {
        if !self.found.findings.contains(&finding) {
            self.found.findings.push(finding);
        }
    }

    fn push(&mut self, candidate: Candidate) {
        if self.found.candidates.len() < MAX_TOKENS {
            self.found.candidates.push(candidate);
        }
    }

    fn finish(mut self, input: &str) -> Found {
        let count = self.found.candidates.len();
        if count > 1 {
            self.tell(input_finding(Input::MultipleTokens { count }));
        }
        if count == 0 {
            let meaning = input.trim_matches(|c: char| c.is_whitespace() || unwrap::is_invisible(c));
            let detail = if meaning.is_empty() {
                input_finding(Input::Empty)
            } else if is_headless(meaning) {
                Finding::new(Encoding::EmptySegment { part: Part::Header }, Place::whole(Part::Input))
            } else {
                input_finding(Input::NotJose { looks_like: lookalike::of(meaning) })
            };
            self.tell(detail);
        }
        self.found
    }
}

/// A signature that long is no name of a file.
const LEAST_SIGNATURE: usize = 32;

/// Whether a text is a token with neither header nor payload: nothing but its dots, or them and a signature.
fn is_headless(text: &str) -> bool {
    let tail = text.trim_start_matches('.');
    let dots = text.len() - tail.len();
    let is_signature = tail.len() >= LEAST_SIGNATURE
        && tail.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    tail.is_empty() || dots == 2 && is_signature
}

fn input_finding(detail: Input) -> Finding {
    Finding::new(detail, Place::whole(Part::Input))
}

/// How far `inner`, a slice of `outer`, is from its beginning.
fn leading(outer: &str, inner: &str) -> usize {
    (inner.as_ptr() as usize).saturating_sub(outer.as_ptr() as usize)
}
