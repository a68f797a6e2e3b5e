//! PEM (RFC 7468, headers as in RFC 1421): finding the blocks in any text, also in what environment variables, JSON,
//! source code and mail make of them, and writing canonical ones.
//!
//! Promises: every tolerance is told as a [`Repair`]; without armour nothing is PEM; one pass, no panics; decoded
//! bytes and all copies on the way are wiped.

mod body;

#[cfg(test)]
mod tests;

use std::fmt;

use base64_simd::STANDARD;
use memchr::memmem;
use zeroize::Zeroizing;

use super::Span;
use body::{Body, Flaw};

/// Finds every block of `text`, whole or damaged, in order.
pub fn blocks(text: &str) -> Vec<Result<Block, PemError>> {
    let starts: Vec<usize> = memmem::find_iter(text.as_bytes(), BEGIN).collect();
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| block(text, *start, end)).collect()
}

/// Encodes a block: lines of 64 characters, line feeds, a line feed at the end.
pub fn encode(label: &str, der: &[u8]) -> Zeroizing<String> {
    // All room at once: growing would leave copies of a private key behind.
    let size = 2 * label.len() + 34 + der.len().div_ceil(3) * 4 + der.len().div_ceil(LINE_BYTES);
    let mut pem = Zeroizing::new(String::with_capacity(size));
    for part in ["-----BEGIN ", label, "-----\n"] {
        pem.push_str(part);
    }
    for line in der.chunks(LINE_BYTES) {
        STANDARD.encode_append(line, &mut *pem);
        pem.push('\n');
    }
    for part in ["-----END ", label, "-----\n"] {
        pem.push_str(part);
    }
    pem
}

/// One block.
#[derive(Clone, PartialEq, Eq)]
pub struct Block {
    /// What stands after BEGIN, such as `PRIVATE KEY`.
    pub label: String,
    /// The decoded bytes.
    pub der: Zeroizing<Vec<u8>>,
    /// From the first dash of the BEGIN line to the last of the END line.
    pub span: Span,
    /// `Proc-Type`, `DEK-Info` and the like, in their order.
    pub headers: Vec<(String, String)>,
    /// What was not as RFC 7468 wants it; each at most once.
    pub repaired: Vec<Repair>,
}

/// Tells the number of bytes only.
impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("label", &self.label)
            .field("der", &format_args!("[{} bytes]", self.der.len()))
            .field("span", &self.span)
            .field("headers", &self.headers.len())
            .field("repaired", &self.repaired)
            .finish()
    }
}

/// A departure from RFC 7468 that could be made good.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Repair {
    /// A byte order mark right before the block.
    ByteOrderMark,
    /// Backslash escapes (`\n`, `\r\n`, `\/`) instead of the characters.
    Escapes,
    /// Line breaks are gone or have become spaces; lines are longer than 76 characters.
    LostLineBreaks,
    /// The spaces of the label are gone.
    LostSpaces,
    /// White space before the lines.
    Indentation,
    /// Quote marks, concatenation signs, prefixes of comments or mail, invisible characters.
    Decoration,
    /// The END line has this label.
    EndLabel(String),
    /// The END line is missing or cut short.
    EndMissing,
    /// Too many or too few `=` at the end.
    Padding,
    /// The last character has bits that belong to no byte and are not zero.
    TrailingBits,
}

/// Why a block could not be read. Positions are byte offsets in the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PemError {
    /// There is no label with dashes after it.
    #[error("BEGIN line at {at} is cut short")]
    BeginCut {
        /// Where the block starts.
        at: usize,
    },
    /// There is no END line, and what there is cannot be decoded.
    #[error("block {label:?} at {at} has no END line")]
    NoEnd {
        /// The label of the block.
        label: String,
        /// Where the block starts.
        at: usize,
    },
    /// There is nothing between BEGIN and END.
    #[error("block {label:?} at {at} is empty")]
    Empty {
        /// The label of the block.
        label: String,
        /// Where the block starts.
        at: usize,
    },
    /// A character that is not of the base64 alphabet; or `=` that is not at the end.
    #[error("character {found:?} at {at} in block {label:?}")]
    InvalidCharacter {
        /// The label of the block.
        label: String,
        /// Where the character stands.
        at: usize,
        /// The character.
        found: char,
    },
    /// An impossible number of base64 characters: at least one is lost.
    #[error("block {label:?} at {at} has {chars} characters")]
    BadLength {
        /// The label of the block.
        label: String,
        /// Where the block starts.
        at: usize,
        /// The number of characters; 1 modulo 4.
        chars: usize,
    },
}

const BEGIN: &[u8] = b"-----BEGIN";
const END: &[u8] = b"-----END";
const DASHES: &str = "-----";
/// 64 characters.
const LINE_BYTES: usize = 48;
/// The longest label that is looked for.
const MAX_LABEL: usize = 100;

/// Reads the block that starts at `start`; the next one starts at `limit`.
fn block(text: &str, start: usize, limit: usize) -> Result<Block, PemError> {
    let (label, label_end) = label(text, start + BEGIN.len(), limit);
    let label = label.filter(|label| !label.is_empty()).ok_or(PemError::BeginCut { at: start })?;
    let inside = Span::new(label_end, limit).of(text);

    let end = memmem::find(inside.as_bytes(), END).map(|offset| label_end + offset);
    let body = match end {
        Some(end) => body::read(Span::new(label_end, end).of(text), true),
        None => body::read(inside.split_once("--").map_or(inside, |(before, _)| before), false),
    };
    let Body { headers, der, mut repaired, len } = match body {
        Ok(body) => body,
        Err(_) if end.is_none() => return Err(PemError::NoEnd { label: label.into(), at: start }),
        Err(Flaw::Empty) => return Err(PemError::Empty { label: label.into(), at: start }),
        Err(Flaw::BadLength { chars }) => {
            return Err(PemError::BadLength { label: label.into(), at: start, chars });
        }
        Err(Flaw::InvalidCharacter { at, found }) => {
            return Err(PemError::InvalidCharacter { label: label.into(), at: label_end + at, found });
        }
    };

    if start == BOM.len() && text.starts_with(BOM) {
        repaired.push(Repair::ByteOrderMark);
    }
    let mut span = Span::new(start, label_end + len);
    match end.map(|end| self::label(text, end + END.len(), limit)) {
        Some((Some(found), after)) => {
            span.end = after as u32;
            if without_spaces(found) != without_spaces(label) {
                repaired.push(Repair::EndLabel(found.into()));
            }
        }
        Some((None, after)) => {
            span.end = after as u32;
            repaired.push(Repair::EndMissing);
        }
        None => repaired.push(Repair::EndMissing),
    }
    let restored = KNOWN_LABELS.iter().find(|known| without_spaces(known) == label);
    if restored.is_some() {
        repaired.push(Repair::LostSpaces);
    }
    let label = restored.copied().unwrap_or(label).to_owned();
    Ok(Block { label, der, span, headers, repaired })
}

const BOM: &str = "\u{feff}";

/// Labels whose spaces can be put back.
const KNOWN_LABELS: [&str; 11] = [
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "EC PARAMETERS",
    "X509 CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "CERTIFICATE REQUEST",
];

fn without_spaces(label: &str) -> String {
    label.split_whitespace().collect()
}

/// Reads a label and the dashes after it. Without dashes on the same line there is no label. The second answer is
/// the offset after the dashes, or of the end of the line.
fn label(text: &str, at: usize, limit: usize) -> (Option<&str>, usize) {
    let line = text.get(at..limit).unwrap_or_default();
    let line = line.get(..line.floor_char_boundary(MAX_LABEL)).unwrap_or_default();
    let line = line.split(['\n', '\r', '\\']).next().unwrap_or_default();
    match line.split_once(DASHES) {
        Some((label, rest)) => {
            let more = rest.bytes().take_while(|b| *b == b'-').count();
            (Some(label.trim()), at + label.len() + DASHES.len() + more)
        }
        None => (None, at + line.trim_end().len()),
    }
}
