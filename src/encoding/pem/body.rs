//! What stands between the BEGIN and END lines: headers and base64, in whatever shape it survived.

use zeroize::Zeroizing;

use super::Repair;
use crate::encoding::letters::{Collected, Letters};

/// Reads the text between the two lines. Where there is no END line it stops at an empty line.
pub(super) fn read(text: &str, has_end: bool) -> Result<Body, Flaw> {
    let mut reader = Reader {
        headers: Vec::new(),
        letters: Letters::with_capacity(text.len()),
        padding: None,
        pads: 0,
        repaired: Vec::new(),
    };
    let mut at = 0;
    let mut len = 0;
    let mut in_headers = false;
    loop {
        let (line, next) = split_line(text, at);
        let first = at == 0;
        let last = next.is_none();
        if matches!(next, Some((_, true))) {
            reader.note(Repair::Escapes);
        }
        let undressed = reader.undress(line);
        let content =
            if reader.letters.count() == 0 { reader.headers(undressed, first && last) } else { undressed };
        let offset = at + offset_in(line, content);
        if undressed.is_empty() {
            in_headers = false;
            if last && !first && line.starts_with([' ', '\t']) && has_end {
                reader.note(Repair::Indentation);
            }
            if !has_end && reader.letters.count() > 0 {
                break;
            }
        } else if content.is_empty() {
            in_headers = true;
            if first || last {
                reader.note(Repair::LostLineBreaks);
            }
        } else if in_headers && line.starts_with([' ', '\t']) {
            reader.continue_header(content);
        } else {
            in_headers = false;
            if first || (last && has_end) || content.len() > MAX_LINE {
                reader.note(Repair::LostLineBreaks);
            }
            if line.starts_with([' ', '\t']) && !first {
                reader.note(Repair::Indentation);
            }
            reader.base64(content, offset)?;
        }
        if !content.is_empty() {
            len = offset + content.len();
        }
        match next {
            Some((next, _)) => at = next,
            None => break,
        }
    }
    reader.finish(len)
}

/// What a block holds.
pub(super) struct Body {
    pub(super) headers: Vec<(String, String)>,
    pub(super) der: Zeroizing<Vec<u8>>,
    pub(super) repaired: Vec<Repair>,
    /// The bytes of text up to the end of the last line that is not empty.
    pub(super) len: usize,
}

/// Why it cannot be decoded. Offsets are within the body.
pub(super) enum Flaw {
    Empty,
    InvalidCharacter { at: usize, found: char },
    BadLength { chars: usize },
}

/// MIME's line length; RFC 7468 wants 64.
const MAX_LINE: usize = 76;

/// The line at `at` without its break; the offset after that, and whether it is written as an escape. None if
/// the text ends first.
fn split_line(text: &str, at: usize) -> (&str, Option<(usize, bool)>) {
    let rest = text.get(at..).unwrap_or_default();
    let bytes = rest.as_bytes();
    for found in memchr::memchr3_iter(b'\n', b'\r', b'\\', bytes) {
        let line = rest.get(..found).unwrap_or_default();
        if bytes.get(found) != Some(&b'\\') {
            let crlf = bytes.get(found..found + 2) == Some(b"\r\n");
            return (line, Some((at + found + 1 + usize::from(crlf), false)));
        }
        // Escaped once or more often: any number of backslashes before an n, an r or a real break.
        let run = bytes.iter().skip(found).take_while(|b| **b == b'\\').count();
        if let Some(b'n' | b'r' | b'\n' | b'\r') = bytes.get(found + run) {
            return (line, Some((at + found + run + 1, true)));
        }
        // A long run would be counted again at each of its backslashes.
        if run > MAX_BACKSLASHES {
            break;
        }
    }
    (rest, None)
}

const MAX_BACKSLASHES: usize = 16;

struct Reader {
    headers: Vec<(String, String)>,
    letters: Letters,
    /// Where the first `=` stands.
    padding: Option<usize>,
    pads: usize,
    repaired: Vec<Repair>,
}

impl Reader {
    fn note(&mut self, repair: Repair) {
        if !self.repaired.contains(&repair) {
            self.repaired.push(repair);
        }
    }

    /// Takes away what stands around the content of a line.
    fn undress<'a>(&mut self, line: &'a str) -> &'a str {
        let mut inner = line.trim();
        if inner.contains(QUOTES) && inner.chars().all(|c| is_glue(c) || QUOTES.contains(&c)) {
            self.note(Repair::Decoration);
            return "";
        }
        // Each round may look at the whole line, so there must not be one for each quote.
        for _ in 0..4 {
            let before = inner.len();
            // Only a quote tells a concatenation sign from a base64 character.
            if let Some((content, after)) = inner.rsplit_once(QUOTES)
                && after.chars().all(is_glue)
            {
                inner = content.trim_end_matches('\\').trim_end();
            }
            if let Some((glue, content)) = inner.split_once(QUOTES)
                && glue.chars().all(is_glue)
            {
                inner = content.trim_start();
            }
            inner = inner.trim_start_matches(is_prefix).trim_matches(is_invisible);
            if inner.len() == before {
                break;
            }
            self.note(Repair::Decoration);
        }
        inner
    }

    /// Takes the header that the line is, or all that it starts with if line breaks were lost. Returns the rest.
    fn headers<'a>(&mut self, line: &'a str, alone: bool) -> &'a str {
        let Some((name, value)) = line.split_once(':').filter(|(name, _)| is_header_name(name)) else {
            return line;
        };
        let is_name = |word: &str| word.strip_suffix(':').is_some_and(is_header_name);
        if !alone && !value.split_whitespace().any(is_name) {
            self.headers.push((name.into(), value.trim().into()));
            return "";
        }
        let mut rest = line;
        while let Some((name, after)) = rest.split_once(char::is_whitespace)
            && is_name(name)
        {
            let after = after.trim_start();
            let (value, after) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
            self.headers.push((name.trim_end_matches(':').into(), value.into()));
            rest = after.trim_start();
        }
        self.note(Repair::LostLineBreaks);
        rest
    }

    fn continue_header(&mut self, content: &str) {
        if let Some((_, value)) = self.headers.last_mut() {
            value.push_str(content);
        }
    }

    fn base64(&mut self, content: &str, offset: usize) -> Result<(), Flaw> {
        let mut escaped = false;
        for (at, c) in content.char_indices() {
            match c {
                'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' => {
                    if let Some(at) = self.padding {
                        return Err(Flaw::InvalidCharacter { at, found: '=' });
                    }
                    self.letters.push(c as u8);
                }
                '=' => {
                    self.padding.get_or_insert(offset + at);
                    self.pads += 1;
                }
                '\\' if !escaped => self.note(Repair::Escapes),
                c if c.is_whitespace() => self.note(Repair::LostLineBreaks),
                c if is_invisible(c) => self.note(Repair::Decoration),
                found => return Err(Flaw::InvalidCharacter { at: offset + at, found }),
            }
            escaped = c == '\\';
        }
        Ok(())
    }

    fn finish(mut self, len: usize) -> Result<Body, Flaw> {
        let letters = std::mem::replace(&mut self.letters, Letters::with_capacity(0));
        let Collected { bytes: der, count, stray_bits } = letters.finish();
        let der = Zeroizing::new(der);
        if count == 0 {
            return Err(Flaw::Empty);
        }
        if count % 4 == 1 {
            return Err(Flaw::BadLength { chars: count });
        }
        if !(count + self.pads).is_multiple_of(4) || self.pads > 2 {
            self.note(Repair::Padding);
        }
        if stray_bits {
            self.note(Repair::TrailingBits);
        }
        Ok(Body { headers: self.headers, der, repaired: self.repaired, len })
    }
}

fn offset_in(line: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(line.as_ptr().addr()).min(line.len())
}

fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

const QUOTES: [char; 7] = ['"', '\'', '`', '“', '”', '‘', '’'];

/// What joins string literals, or list items.
fn is_glue(c: char) -> bool {
    c.is_whitespace() || matches!(c, '+' | '.' | ',' | ';' | '(' | ')' | '[' | ']' | '\\')
}

/// What stands before the lines of a comment or a quoted mail.
fn is_prefix(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '#' | '|' | '*')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
