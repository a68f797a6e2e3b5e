//! The reader: one loop over the text that appends to a flat list of nodes. Open containers are linked through
//! their nodes, so depth costs neither stack nor memory.

use super::{
    error::{Fault, JsonErrorKind},
    number, string,
};
use crate::encoding::{MAX_TEXT, Span};

/// Reads one value. Both answers are present when something follows it.
pub(super) fn read(text: &str) -> (Option<Index>, Option<Fault>) {
    if text.len() > MAX_TEXT {
        return (None, Some(Fault { at: MAX_TEXT, kind: JsonErrorKind::TooLong }));
    }
    let mut reader = Reader::new(text);
    if let Err(fault) = reader.run() {
        return (None, Some(fault));
    }
    let rest = reader.at < text.len();
    let fault = rest.then_some(Fault { at: reader.at, kind: JsonErrorKind::TrailingData });
    (Some(reader.finish()), fault)
}

/// What the reader found out.
pub(super) struct Index {
    /// In document order; a name comes right before its value.
    pub(super) nodes: Vec<Node>,
    pub(super) depth: usize,
    pub(super) whitespace: usize,
    pub(super) bom: bool,
}

/// One name or value: 16 bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Node {
    pub(super) start: u32,
    pub(super) end: u32,
    /// The index after this node and all that it holds. While a container is open: its parent.
    pub(super) next: u32,
    pub(super) tag: Tag,
    pub(super) flags: Bits,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tag {
    #[default]
    Null,
    True,
    False,
    Number,
    String,
    Name,
    Array,
    Object,
}

impl Node {
    pub(super) fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// [`super::Flags`] in a byte.
#[derive(Clone, Copy, Default)]
pub(super) struct Bits(u8);

impl Bits {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ESCAPED: Self = Self(1);
    pub(super) const NON_ASCII: Self = Self(2);
    pub(super) const LONE_SURROGATE: Self = Self(4);
    pub(super) const CONTROL: Self = Self(8);
    pub(super) const FRACTION: Self = Self(16);
    /// A number that an `f64` may be unable to hold.
    pub(super) const LONG: Self = Self(32);

    pub(super) fn escaped(self) -> bool {
        self.has(Self::ESCAPED)
    }

    pub(super) fn fraction(self) -> bool {
        self.has(Self::FRACTION)
    }

    pub(super) fn long(self) -> bool {
        self.has(Self::LONG)
    }

    /// All but `inexact`, which wants the text.
    pub(super) fn spell_out(self) -> super::Flags {
        super::Flags {
            escaped: self.has(Self::ESCAPED),
            non_ascii: self.has(Self::NON_ASCII),
            lone_surrogate: self.has(Self::LONE_SURROGATE),
            control: self.has(Self::CONTROL),
            fraction: self.has(Self::FRACTION),
            inexact: false,
        }
    }

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOrAssign for Bits {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The innermost open container; `NOTHING` outside of all.
    open: u32,
    in_object: bool,
    depth: usize,
    deepest: usize,
    whitespace: usize,
}

const NOTHING: u32 = u32::MAX;
const BOM: &str = "\u{feff}";

/// What the grammar wants next.
#[derive(Clone, Copy)]
enum Want {
    Value,
    ElementOrEnd,
    Name,
    NameOrEnd,
    Colon,
    CommaOrEnd,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: if text.starts_with(BOM) { BOM.len() } else { 0 },
            nodes: Vec::with_capacity(text.len() / 16 + 4),
            open: NOTHING,
            in_object: false,
            depth: 0,
            deepest: 0,
            whitespace: 0,
        }
    }

    fn run(&mut self) -> Result<(), Fault> {
        self.skip_whitespace();
        if self.at >= self.bytes.len() {
            return Err(self.fault(self.at, JsonErrorKind::Empty));
        }
        let mut want = Want::Value;
        loop {
            want = match (want, self.bytes.get(self.at)) {
                (Want::Value | Want::ElementOrEnd, Some(b'"')) => self.string(Tag::String)?,
                (Want::Value | Want::ElementOrEnd, Some(b'-' | b'0'..=b'9')) => self.number()?,
                (Want::Value | Want::ElementOrEnd, Some(b'{')) => self.open(Tag::Object),
                (Want::Value | Want::ElementOrEnd, Some(b'[')) => self.open(Tag::Array),
                (Want::Value | Want::ElementOrEnd, Some(b't')) => self.literal("true", Tag::True)?,
                (Want::Value | Want::ElementOrEnd, Some(b'f')) => self.literal("false", Tag::False)?,
                (Want::Value | Want::ElementOrEnd, Some(b'n')) => self.literal("null", Tag::Null)?,
                (Want::Name | Want::NameOrEnd, Some(b'"')) => self.string(Tag::Name)?,
                (Want::Colon, Some(b':')) => {
                    self.at += 1;
                    Want::Value
                }
                (Want::CommaOrEnd, Some(b',')) => {
                    self.at += 1;
                    if self.in_object { Want::Name } else { Want::Value }
                }
                (Want::CommaOrEnd | Want::ElementOrEnd, Some(b']')) if !self.in_object => self.close(),
                (Want::CommaOrEnd | Want::NameOrEnd, Some(b'}')) if self.in_object => self.close(),
                (want, _) => return Err(self.refuse(want)),
            };
            self.skip_whitespace();
            if self.open == NOTHING {
                return Ok(());
            }
        }
    }

    fn finish(mut self) -> Index {
        // What is reserved but not used costs nothing until the memory runs short; still not half of it.
        if self.nodes.capacity() > self.nodes.len() + self.nodes.len() / 4 + 64 {
            self.nodes.shrink_to_fit();
        }
        let bom = self.text.starts_with(BOM);
        Index { nodes: self.nodes, depth: self.deepest, whitespace: self.whitespace, bom }
    }

    #[inline]
    fn skip_whitespace(&mut self) {
        let from = self.at;
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
        self.whitespace += self.at - from;
    }

    #[inline]
    fn leaf(&mut self, tag: Tag, flags: Bits, end: usize) {
        let next = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { start: self.at as u32, end: end as u32, next, tag, flags });
        self.at = end;
    }

    #[inline]
    fn string(&mut self, tag: Tag) -> Result<Want, Fault> {
        let (end, bits) = string::read(self.bytes, self.at).map_err(|(at, kind)| self.fault(at, kind))?;
        self.leaf(tag, bits, end);
        Ok(if tag == Tag::Name { Want::Colon } else { Want::CommaOrEnd })
    }

    #[inline]
    fn number(&mut self) -> Result<Want, Fault> {
        match number::read(self.bytes, self.at) {
            Ok((end, bits)) => {
                self.leaf(Tag::Number, bits, end);
                Ok(Want::CommaOrEnd)
            }
            Err((at, kind)) => Err(match self.word(self.at) {
                Some(word) if word.starts_with("-I") || word.starts_with("-N") => {
                    self.fault(self.at, JsonErrorKind::Literal(word))
                }
                _ => self.fault(at, kind),
            }),
        }
    }

    fn literal(&mut self, literal: &str, tag: Tag) -> Result<Want, Fault> {
        let end = self.at + literal.len();
        let whole = self.bytes.get(self.at..end) == Some(literal.as_bytes());
        if !whole || self.bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
            return Err(self.refuse(Want::Value));
        }
        self.leaf(tag, Bits::NONE, end);
        Ok(Want::CommaOrEnd)
    }

    fn open(&mut self, tag: Tag) -> Want {
        let index = self.nodes.len() as u32;
        let start = self.at as u32;
        self.nodes.push(Node { start, end: start, next: self.open, tag, flags: Bits::NONE });
        self.open = index;
        self.in_object = tag == Tag::Object;
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        self.at += 1;
        if self.in_object { Want::NameOrEnd } else { Want::ElementOrEnd }
    }

    fn close(&mut self) -> Want {
        self.at += 1;
        self.depth = self.depth.saturating_sub(1);
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(self.open as usize) {
            self.open = std::mem::replace(&mut node.next, next);
            node.end = self.at as u32;
        }
        self.in_object = self.nodes.get(self.open as usize).is_some_and(|parent| parent.tag == Tag::Object);
        Want::CommaOrEnd
    }

    #[expect(clippy::unused_self, reason = "reads better beside the others")]
    fn fault(&self, at: usize, kind: JsonErrorKind) -> Fault {
        Fault { at, kind }
    }

    /// Why what stands here cannot stand here.
    #[cold]
    fn refuse(&self, want: Want) -> Fault {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(found) = rest.chars().next() else {
            return self.fault(self.bytes.len(), JsonErrorKind::UnexpectedEnd);
        };
        if rest.starts_with("//") || rest.starts_with("/*") {
            return self.fault(self.at, JsonErrorKind::Comment);
        }
        if let (Want::Value | Want::Name, ']' | '}') = (want, found)
            && let Some(comma) = self.comma_before()
        {
            return self.fault(comma, JsonErrorKind::TrailingComma);
        }
        let kind = match (want, found) {
            (Want::Colon, _) => JsonErrorKind::MissingColon,
            (Want::CommaOrEnd, '"' | '\'' | '{' | '[' | '-') => JsonErrorKind::MissingComma,
            (Want::CommaOrEnd, _) if is_word(found) => JsonErrorKind::MissingComma,
            (_, '\'') => JsonErrorKind::SingleQuotes,
            (Want::Name | Want::NameOrEnd, _) if is_word(found) => JsonErrorKind::UnquotedName,
            (_, '+' | '.') if rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => {
                JsonErrorKind::BadNumber
            }
            _ => match self.word(self.at) {
                Some(word)
                    if self.at + word.len() == self.bytes.len()
                        && ["true", "false", "null"].iter().any(|l| l.starts_with(&word)) =>
                {
                    return self.fault(self.bytes.len(), JsonErrorKind::UnexpectedEnd);
                }
                Some(word) => JsonErrorKind::Literal(word),
                None => JsonErrorKind::Unexpected(found),
            },
        };
        self.fault(self.at, kind)
    }

    fn comma_before(&self) -> Option<usize> {
        let before = self.text.get(..self.at)?.trim_end_matches([' ', '\t', '\n', '\r']);
        before.ends_with(',').then(|| before.len() - 1)
    }

    /// The word at `at`, perhaps with a minus before it; none if there is none.
    fn word(&self, at: usize) -> Option<String> {
        let rest = self.text.get(at..)?;
        let (sign, rest) = rest.strip_prefix('-').map_or(("", rest), |rest| ("-", rest));
        let word: String = rest.chars().take_while(|c| is_word(*c)).take(32).collect();
        (!word.is_empty()).then(|| format!("{sign}{word}"))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}
