//! The ways in which two programs take one secret for different bytes: decoded or not, with a line break or without,
//! in another encoding of text. Each reading is a small function from bytes to bytes; none is tried here.

#[cfg(test)]
mod tests;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use zeroize::Zeroizing;

use crate::encoding::base64url;
use crate::jose::digest::Hash;
use crate::jose::key::Material;
use crate::jose::read::{SecretEncoding, read_secret};

/// One way to read a secret, as seen from the bytes that are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// What the base64 or base64url stands for.
    Base64,
    /// The same by a decoder that leaves out what is no base64.
    LooseBase64,
    /// What the hexadecimal digits stand for.
    Hex,
    /// The base64 text of the bytes; with padding?
    AsBase64 {
        /// Whether it ends with `=` where it should.
        padded: bool,
    },
    /// The base64url text of the bytes, such as a JWK's `k`; with padding?
    AsBase64url {
        /// Whether it ends with `=`.
        padded: bool,
    },
    /// The hexadecimal text of the bytes.
    AsHex,
    /// In small letters.
    Lower,
    /// In capitals.
    Upper,
    /// With a line break at the end.
    LineBreak,
    /// With CR and LF at the end.
    CarriageReturn,
    /// With a NUL at the end.
    Nul,
    /// Without the line breaks and NULs at the end.
    NoLineBreak,
    /// `\n` and its like taken for the characters that they spell.
    Unescaped,
    /// Without blanks around it, those that nobody sees included.
    Trimmed,
    /// With a blank at the end.
    Blank,
    /// Without quotes around it.
    Unquoted,
    /// In quotes.
    Quoted,
    /// Without the byte order mark.
    NoMark,
    /// With a byte order mark in front.
    Mark,
    /// Without the name and `=` in front.
    NoName,
    /// In ISO-8859-1.
    Latin1,
    /// In Windows-1252.
    Windows1252,
    /// In UTF-16, the small byte first.
    Utf16Le,
    /// In UTF-16, the big byte first.
    Utf16Be,
    /// In UTF-8, being in UTF-16 now.
    FromUtf16,
    /// In UTF-8, being in ISO-8859-1 now; or in UTF-8 twice.
    FromLatin1,
    /// Accents joined with their letters (NFC).
    Nfc,
    /// Accents apart from their letters (NFD).
    Nfd,
    /// Joined, and like characters made the same (NFKC).
    Nfkc,
    /// Apart, and like characters made the same (NFKD).
    Nfkd,
    /// `%41` taken for `A`.
    PercentDecoded,
    /// Cut to that many bytes.
    Cut(usize),
    /// Hashed with SHA-256 first.
    Hashed,
}

/// What a reading is about: the findings of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// White space, quotes and marks around it.
    Whitespace,
    /// A line break at its end.
    Newline,
    /// The encoding of its characters.
    Encoding,
    /// Text that is not decoded.
    Text,
    /// Hexadecimal.
    Hex,
    /// Base64.
    Base64,
}

impl Reading {
    /// What it is about.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Base64 | Self::LooseBase64 => Kind::Base64,
            Self::Hex => Kind::Hex,
            Self::AsBase64 { .. } | Self::AsBase64url { .. } | Self::AsHex | Self::Lower | Self::Upper => {
                Kind::Text
            }
            Self::LineBreak | Self::CarriageReturn | Self::Nul | Self::NoLineBreak | Self::Unescaped => {
                Kind::Newline
            }
            Self::Trimmed
            | Self::Blank
            | Self::Unquoted
            | Self::Quoted
            | Self::NoMark
            | Self::Mark
            | Self::NoName => Kind::Whitespace,
            Self::Latin1
            | Self::Windows1252
            | Self::Utf16Le
            | Self::Utf16Be
            | Self::FromUtf16
            | Self::FromLatin1
            | Self::Nfc
            | Self::Nfd
            | Self::Nfkc
            | Self::Nfkd
            | Self::PercentDecoded
            | Self::Cut(_)
            | Self::Hashed => Kind::Encoding,
        }
    }
}

/// Bytes of a secret.
pub(super) type Bytes = Zeroizing<Vec<u8>>;

/// The other readings of `bytes`, the usual mistakes first. Some may be equal to others.
pub(super) fn readings(bytes: &[u8]) -> Vec<(Reading, Bytes)> {
    let mut found: Vec<(Reading, Bytes)> = Vec::with_capacity(48);
    let text = std::str::from_utf8(bytes).ok();
    if let Some(text) = text {
        decoded(text, &mut found);
    }
    let mut add = |reading, bytes: Vec<u8>| found.push((reading, Zeroizing::new(bytes)));
    for (reading, end) in
        [(Reading::LineBreak, &b"\n"[..]), (Reading::CarriageReturn, b"\r\n"), (Reading::Nul, b"\0")]
    {
        add(reading, joined(&[bytes, end]));
    }
    let ends = bytes.iter().rev().take_while(|byte| matches!(byte, b'\r' | b'\n' | 0)).count();
    // One line break may be too many where two are there.
    for fewer in [ends, 1, 2] {
        if fewer > 0 && fewer <= ends {
            add(Reading::NoLineBreak, bytes.get(..bytes.len() - fewer).unwrap_or_default().to_vec());
        }
    }
    undecoded(bytes, &mut found);
    match text {
        Some(text) => {
            cleaned(text, &mut found);
            encoded(text, &mut found);
        }
        None => found.push((Reading::FromLatin1, from_latin1(bytes))),
    }
    other(bytes, &mut found);
    found.retain(|(_, reading)| reading.as_slice() != bytes);
    found
}

/// What the text stands for.
fn decoded(text: &str, out: &mut Vec<(Reading, Bytes)>) {
    for (reading, encoding) in
        [(Reading::Base64, SecretEncoding::Base64), (Reading::Hex, SecretEncoding::Hex)]
    {
        if let Ok(key) = read_secret(text, encoding, "")
            && let Material::Secret(secret) = key.material
            && !text.is_empty()
        {
            out.push((reading, Zeroizing::new(secret.as_bytes().to_vec())));
        }
    }
    // What Node and old Java do with text that is none: skip foreign characters, end at the padding.
    let is_letter = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    let mut letters: Zeroizing<String> =
        Zeroizing::new(text.split('=').next().unwrap_or_default().chars().filter(is_letter).collect());
    for quads_only in [false, true] {
        let rest = letters.len() % 4;
        if rest == 1 || quads_only && rest > 0 {
            let whole = letters.len() - rest;
            letters.truncate(whole);
        }
        if !letters.is_empty() {
            out.push((Reading::LooseBase64, Zeroizing::new(base64url::decode(&letters).bytes)));
        }
    }
}

/// The texts that stand for the bytes.
fn undecoded(bytes: &[u8], out: &mut Vec<(Reading, Bytes)>) {
    let url = Zeroizing::new(base64url::encode(bytes));
    let standard = Zeroizing::new(url.replace('-', "+").replace('_', "/"));
    let padding = "=".repeat(url.len().next_multiple_of(4) - url.len());
    for padded in [true, false] {
        let padding = if padded { padding.as_str() } else { "" };
        let with = |text: &str| Zeroizing::new(joined(&[text.as_bytes(), padding.as_bytes()]));
        out.push((Reading::AsBase64 { padded }, with(&standard)));
        out.push((Reading::AsBase64url { padded }, with(&url)));
    }
    let hex = hex(bytes);
    out.push((Reading::AsHex, Zeroizing::new(hex.to_ascii_uppercase().into_bytes())));
    out.push((Reading::AsHex, Zeroizing::new(hex.as_bytes().to_vec())));
}

/// Without what is around it, or with more.
fn cleaned(text: &str, out: &mut Vec<(Reading, Bytes)>) {
    let mut add = |reading, text: &str| out.push((reading, Zeroizing::new(text.as_bytes().to_vec())));
    let is_blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
    add(Reading::NoMark, text.trim_start_matches('\u{feff}'));
    add(Reading::Trimmed, text.trim_matches(is_blank));
    add(Reading::Trimmed, text.trim_start_matches(is_blank));
    add(Reading::Trimmed, text.trim_end_matches(is_blank));
    add(Reading::Trimmed, &Zeroizing::new(text.replace(is_blank, "")));
    let quotes = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('“', '”'),
        ('‘', '’'),
        ('„', '“'),
        ('«', '»'),
        ('<', '>'),
        ('(', ')'),
    ];
    for (open, close) in quotes {
        if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            add(Reading::Unquoted, inner);
        }
    }
    for quote in ['"', '\'', '`'] {
        add(Reading::Unquoted, text.trim_matches(quote));
        add(Reading::Quoted, &Zeroizing::new(format!("{quote}{text}{quote}")));
    }
    add(Reading::Unquoted, text.trim_end_matches([',', ';']));
    add(Reading::Mark, &Zeroizing::new(format!("\u{feff}{text}")));
    add(Reading::Blank, &Zeroizing::new(format!("{text} ")));
    add(Reading::Blank, &Zeroizing::new(format!(" {text}")));
    add(Reading::Blank, &Zeroizing::new(format!(" {text} ")));
    for separator in ['=', ':'] {
        if let Some((name, rest)) = text.split_once(separator)
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
            && !rest.is_empty()
        {
            add(Reading::NoName, rest);
            add(Reading::NoName, rest.trim_matches(|c: char| is_blank(c) || c == '"' || c == '\''));
        }
    }
    if text.contains('\\') {
        let plain = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
        add(Reading::Unescaped, &Zeroizing::new(plain.replace("\\\\", "\\").replace("\\\"", "\"")));
        let stripped = text.strip_suffix("\\n").map(|rest| rest.strip_suffix("\\r").unwrap_or(rest));
        add(Reading::NoLineBreak, stripped.unwrap_or(text));
    }
    add(Reading::Lower, &Zeroizing::new(text.to_lowercase()));
    add(Reading::Upper, &Zeroizing::new(text.to_uppercase()));
    if let Some(plain) = percent_decoded(text) {
        out.push((Reading::PercentDecoded, plain));
    }
}

/// The same characters in other encodings and normal forms.
fn encoded(text: &str, out: &mut Vec<(Reading, Bytes)>) {
    let units = || text.encode_utf16();
    for (reading, mark, unit) in [
        (Reading::Utf16Le, &[0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        (Reading::Utf16Be, &[0xFE, 0xFF], u16::to_be_bytes),
    ] {
        let bare: Bytes = Zeroizing::new(units().flat_map(unit).collect());
        out.push((reading, Zeroizing::new(joined(&[mark, &bare]))));
        out.push((reading, bare));
    }
    if let Some(text) = from_utf16(text.as_bytes()) {
        out.push((Reading::FromUtf16, text));
    }
    if text.is_ascii() {
        return;
    }
    for (reading, page) in
        [(Reading::Latin1, latin1 as fn(char) -> Option<u8>), (Reading::Windows1252, windows_1252)]
    {
        if let Some(bytes) = text.chars().map(page).collect::<Option<Vec<u8>>>() {
            out.push((reading, Zeroizing::new(bytes)));
        }
    }
    // What has no letter in that page is a question mark to many encoders.
    let questions = |c: char| Some(latin1(c).unwrap_or(b'?'));
    out.push((Reading::Latin1, Zeroizing::new(text.chars().filter_map(questions).collect())));
    let joining = [
        (Reading::Nfc, ComposingNormalizerBorrowed::new_nfc()),
        (Reading::Nfkc, ComposingNormalizerBorrowed::new_nfkc()),
    ];
    for (reading, normalizer) in joining {
        out.push((reading, Zeroizing::new(normalizer.normalize(text).into_owned().into_bytes())));
    }
    let parting = [
        (Reading::Nfd, DecomposingNormalizerBorrowed::new_nfd()),
        (Reading::Nfkd, DecomposingNormalizerBorrowed::new_nfkd()),
    ];
    for (reading, normalizer) in parting {
        out.push((reading, Zeroizing::new(normalizer.normalize(text).into_owned().into_bytes())));
    }
    out.push((Reading::FromLatin1, from_latin1(text.as_bytes())));
}

/// What is about no text.
fn other(bytes: &[u8], out: &mut Vec<(Reading, Bytes)>) {
    if std::str::from_utf8(bytes).is_err()
        && let Some(text) = from_utf16(bytes)
    {
        out.push((Reading::FromUtf16, text));
    }
    // The key sizes of ciphers and the block sizes of hashes.
    for length in [16, 24, 32, 48, 64, 128] {
        if let Some(cut) = bytes.get(..length) {
            out.push((Reading::Cut(length), Zeroizing::new(cut.to_vec())));
        }
    }
    let digest = Zeroizing::new(Hash::Sha256.digest(bytes));
    out.push((Reading::Hashed, Zeroizing::new(hex(&digest).as_bytes().to_vec())));
    out.push((Reading::Hashed, digest));
}

/// Zeroizing needs room at once: growing would leave copies behind.
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        all.extend_from_slice(part);
    }
    all
}

/// Hexadecimal digits, small.
pub(in crate::inspect) fn hex(bytes: &[u8]) -> Zeroizing<String> {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xF));
    }
    text
}

fn from_latin1(bytes: &[u8]) -> Bytes {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    Zeroizing::new(text.into_bytes())
}

/// UTF-16 with a byte order mark, or with every other byte zero.
fn from_utf16(bytes: &[u8]) -> Option<Bytes> {
    let (big, body) = match bytes {
        [0xFE, 0xFF, body @ ..] => (true, body),
        [0xFF, 0xFE, body @ ..] => (false, body),
        [0, _, ..] => (true, bytes),
        [_, 0, ..] => (false, bytes),
        _ => return None,
    };
    let pairs = body.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let unit = |pair: &[u8]| {
        let pair = <[u8; 2]>::try_from(pair).unwrap_or_default();
        if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    };
    let text: Result<String, _> = char::decode_utf16(pairs.map(unit)).collect();
    text.ok().map(|text| Zeroizing::new(text.into_bytes()))
}

fn latin1(c: char) -> Option<u8> {
    u8::try_from(u32::from(c)).ok()
}

fn windows_1252(c: char) -> Option<u8> {
    /// From 0x80 on; the five that are not assigned stand for themselves.
    const SPECIAL: &[char] = &[
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let special = SPECIAL.iter().position(|special| *special == c).map(|at| 0x80 + at as u8);
    special.or_else(|| latin1(c).filter(|byte| !(0x80..0xA0).contains(byte)))
}

/// `None` where there is nothing to decode.
fn percent_decoded(text: &str) -> Option<Bytes> {
    if !text.contains('%') && !text.contains('+') {
        return None;
    }
    let mut plain = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = match byte {
            Some(_) => after.get(2..).unwrap_or_default(),
            None => after,
        };
        plain.push(byte.unwrap_or(if *first == b'+' && text.contains('%') { b' ' } else { *first }));
    }
    Some(plain)
}
