//! JSON as it was written: an index over the source text, so that member order, duplicate names, the spelling
//! of numbers, escapes and white space all survive.
//!
//! Promises: the source is never copied; reading, walking and dropping never recurse, whatever the depth;
//! strictly RFC 8259, with a byte order mark skipped and told; nothing here panics on any text.

mod duplicates;
mod error;
mod number;
mod read;
mod string;
mod write;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt, sync::Arc};

use super::Span;
pub use duplicates::{Duplicate, duplicates};
pub use error::{JsonError, JsonErrorKind};
use read::{Index, Node, Tag};
pub use write::{is_hidden, quote, quoted, write_safe};

/// Reads `source` as one JSON text (RFC 8259).
///
/// With [`JsonErrorKind::TrailingData`] both fields of the answer are `Some`: the first value, and what follows it.
pub fn parse(source: Arc<str>) -> Parsed {
    let (index, fault) = read::read(&source);
    let error = fault.map(|fault| fault.locate(&source));
    let json = index.map(|index| Json(Arc::new(Document { source, index })));
    Parsed { json, error }
}

/// What came of [`parse`].
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The first value of the text, if it is whole.
    pub json: Option<Json>,
    /// The first fault of the text.
    pub error: Option<JsonError>,
}

/// A JSON text and the index over it. Cloning is cheap.
#[derive(Clone)]
pub struct Json(Arc<Document>);

struct Document {
    source: Arc<str>,
    index: Index,
}

impl Json {
    /// The text as it was given, with all that surrounds the value.
    pub fn source(&self) -> &Arc<str> {
        &self.0.source
    }

    /// The outermost value.
    pub fn root(&self) -> Value<'_> {
        Value { document: &self.0, index: 0 }
    }

    /// The deepest nesting: 0 for a scalar, 1 for `{}`.
    pub fn depth(&self) -> usize {
        self.0.index.depth
    }

    /// The bytes of insignificant white space, before, in and after the value.
    pub fn whitespace(&self) -> usize {
        self.0.index.whitespace
    }

    /// Whether the text starts with a byte order mark (EF BB BF).
    pub fn has_bom(&self) -> bool {
        self.0.index.bom
    }

    /// Every value in document order, containers before what they hold.
    pub fn values(&self) -> impl Iterator<Item = Value<'_>> {
        (0..self.len()).filter_map(|index| self.node(index))
    }

    /// The number of nodes: values and member names.
    #[expect(clippy::len_without_is_empty, reason = "there is always a root")]
    pub fn len(&self) -> usize {
        self.0.index.nodes.len()
    }

    /// The value at a flat index; none where the index is that of a member name or too large.
    pub fn node(&self, index: usize) -> Option<Value<'_>> {
        let node = self.0.index.nodes.get(index)?;
        (node.tag != Tag::Name).then_some(Value { document: &self.0, index: index as u32 })
    }
}

/// Tells sizes only: the text may be a private key.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes, {} nodes)", self.0.source.len(), self.len())
    }
}

/// One value of a [`Json`].
#[derive(Clone, Copy)]
pub struct Value<'a> {
    document: &'a Document,
    index: u32,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, in any spelling
    Number,
    /// A string
    String,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

impl<'a> Value<'a> {
    /// What the value is.
    pub fn kind(self) -> Kind {
        match self.node().tag {
            Tag::Null | Tag::Name => Kind::Null,
            Tag::True | Tag::False => Kind::Bool,
            Tag::Number => Kind::Number,
            Tag::String => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }

    /// Where the value stands in the source, with its quotes or brackets.
    pub fn span(self) -> Span {
        self.node().span()
    }

    /// The value as it is written, with its quotes or brackets.
    pub fn raw(self) -> &'a str {
        self.span().of(&self.document.source)
    }

    /// The flat index of this value.
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The first flat index after this value and all that it holds.
    pub fn end_index(self) -> usize {
        self.node().next as usize
    }

    /// The name of the member whose value this is.
    pub fn name(self) -> Option<Name<'a>> {
        let index = self.index.checked_sub(1)?;
        (self.document.node(index).tag == Tag::Name).then_some(Name { document: self.document, index })
    }

    /// The members in their order, duplicates included; nothing if this is no object.
    pub fn members(self) -> impl Iterator<Item = (Name<'a>, Value<'a>)> {
        let document = self.document;
        let mut at = self.first_child(Tag::Object);
        let end = self.node().next;
        std::iter::from_fn(move || {
            let index = at.filter(|index| *index < end)?;
            let value = Value { document, index: index + 1 };
            at = Some(value.node().next);
            Some((Name { document, index }, value))
        })
    }

    /// The elements in their order; nothing if this is no array.
    pub fn elements(self) -> impl Iterator<Item = Value<'a>> {
        let document = self.document;
        let mut at = self.first_child(Tag::Array);
        let end = self.node().next;
        std::iter::from_fn(move || {
            let index = at.filter(|index| *index < end)?;
            let value = Value { document, index };
            at = Some(value.node().next);
            Some(value)
        })
    }

    /// The first member of that name; names are compared un-escaped.
    pub fn member(self, name: &str) -> Option<Value<'a>> {
        self.members().find(|(found, _)| found.is(name)).map(|(_, value)| value)
    }

    /// The text of a string, un-escaped; lone surrogates become U+FFFD.
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let node = self.node();
        (node.tag == Tag::String).then(|| self.document.text(node))
    }

    /// The nearest `f64` to a number; infinite if it is out of range.
    pub fn as_f64(self) -> Option<f64> {
        (self.node().tag == Tag::Number).then(|| self.raw().parse().ok()).flatten()
    }

    /// A number that is spelled as an integer (no fraction, no exponent) and fits.
    pub fn as_i64(self) -> Option<i64> {
        let node = self.node();
        let integer = node.tag == Tag::Number && !node.flags.fraction();
        integer.then(|| self.raw().parse().ok()).flatten()
    }

    /// `true` or `false`.
    pub fn as_bool(self) -> Option<bool> {
        match self.node().tag {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(self) -> bool {
        self.node().tag == Tag::Null
    }

    /// What is special about the spelling of a string or number.
    ///
    /// For numbers of more than 15 digits this does some arithmetic.
    pub fn flags(self) -> Flags {
        let node = self.node();
        let inexact = node.flags.long() && number::is_inexact(self.raw());
        Flags { inexact, ..node.flags.spell_out() }
    }

    /// Whether this is `""`, `[]` or `{}`.
    pub fn is_empty(self) -> bool {
        let node = self.node();
        match node.tag {
            Tag::String => node.span().len() <= 2,
            Tag::Array | Tag::Object => node.next == self.index + 1,
            _ => false,
        }
    }

    fn node(self) -> Node {
        self.document.node(self.index)
    }

    fn first_child(self, parent: Tag) -> Option<u32> {
        (self.node().tag == parent).then_some(self.index + 1)
    }
}

/// Tells kind and place only: the text may be a private key.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}..{}", self.kind(), self.span().start, self.span().end)
    }
}

/// The name of a member.
#[derive(Clone, Copy)]
pub struct Name<'a> {
    document: &'a Document,
    index: u32,
}

impl<'a> Name<'a> {
    /// Where the name stands in the source, with its quotes.
    pub fn span(self) -> Span {
        self.document.node(self.index).span()
    }

    /// The name as it is written, with its quotes.
    pub fn raw(self) -> &'a str {
        self.span().of(&self.document.source)
    }

    /// The name un-escaped; lone surrogates become U+FFFD.
    pub fn text(self) -> Cow<'a, str> {
        self.document.text(self.document.node(self.index))
    }

    /// Whether the name un-escaped is that one.
    pub fn is(self, name: &str) -> bool {
        let node = self.document.node(self.index);
        if node.flags.escaped() {
            return self.text() == name;
        }
        // The length with its quotes first: it tells nearly every name apart.
        node.span().len() == name.len() + 2 && self.document.text(node) == name
    }

    /// What is special about the spelling.
    pub fn flags(self) -> Flags {
        self.document.node(self.index).flags.spell_out()
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.raw())
    }
}

/// What is special about the spelling of a string, a name or a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// String: has a backslash escape.
    pub escaped: bool,
    /// String: has characters beyond ASCII, written as themselves.
    pub non_ascii: bool,
    /// String: has an escaped surrogate without its other half, which is no Unicode text.
    pub lone_surrogate: bool,
    /// String: has an escape for a control character (U+0000–001F, U+007F–009F), `\n` and `\t` included.
    pub control: bool,
    /// Number: has a fraction or an exponent.
    pub fraction: bool,
    /// Number: who reads it as an `f64` and prints that again gets another value.
    pub inexact: bool,
}

impl Document {
    fn node(&self, index: u32) -> Node {
        self.index.nodes.get(index as usize).copied().unwrap_or_default()
    }

    fn text(&self, string: Node) -> Cow<'_, str> {
        let inner = Span { start: string.start + 1, end: string.end.saturating_sub(1) }.of(&self.source);
        if string.flags.escaped() { Cow::Owned(string::unescape(inner)) } else { Cow::Borrowed(inner) }
    }
}
