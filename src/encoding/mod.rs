//! Bytes ⇄ text, knowing nothing of tokens: base64url with error positions, PEM blocks in any text,
//! JSON with spans and duplicates. Names no other room of ours.

pub mod base64url;
pub mod json;
mod letters;
pub mod pem;

/// A range of byte offsets in some text, half open.
///
/// Offsets are `u32`: inputs are limited to [`MAX_TEXT`] bytes long before this could overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The longest text that we look at, in bytes (64 MiB).
pub const MAX_TEXT: usize = 64 << 20;

impl Span {
    /// The span of `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The number of bytes.
    pub const fn len(self) -> usize {
        (self.end.saturating_sub(self.start)) as usize
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// As a standard range, for `str::get`.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The bytes of `text` that the span covers; empty where it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}
