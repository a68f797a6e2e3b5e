//! Keys of SSH: the wire format that all their containers share (RFC 4251, 4253, 5656, 8709), lines as in
//! `authorized_keys`, and the blocks of RFC 4716.

use super::collect::Collector;
use super::error::{Format, Guess, ReadError, ReadNote};
use super::protect::Unlock;
use super::{Found, KeyFile, sniff};
use crate::jose::algorithm::Curve;
use crate::jose::ec::EcKey;
use crate::jose::fault::KeyFault;
use crate::jose::key::Material;
use crate::jose::okp::OkpKey;
use crate::jose::rsa_key::{RsaKey, minimal};

/// What is left of a message.
pub(super) struct Wire<'a>(pub(super) &'a [u8]);

impl<'a> Wire<'a> {
    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Bytes with their length before them.
    pub(super) fn string(&mut self) -> Option<&'a [u8]> {
        let len = self.number()?;
        self.take(len as usize)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.string()?).ok()
    }

    /// A number that is not negative, without leading zeros.
    pub(super) fn mpint(&mut self) -> Option<&'a [u8]> {
        let bytes = self.string()?;
        if bytes.first().is_some_and(|first| *first >= 0x80) { None } else { Some(minimal(bytes)) }
    }
}

/// The public part of a key: its type, then its numbers. `format` is where it was found.
pub(super) fn public(wire: &mut Wire<'_>, format: Format) -> Result<Material, ReadError> {
    let damaged = || ReadError::Damaged(format);
    let kind = wire.text().ok_or_else(damaged)?;
    if kind.contains("-cert-v0") {
        return Err(ReadError::Unsupported(Format::SshCertificate));
    }
    Ok(match kind {
        "ssh-rsa" => {
            let (e, n) = (wire.mpint().ok_or_else(damaged)?, wire.mpint().ok_or_else(damaged)?);
            Material::Rsa(RsaKey::public(n, e)?)
        }
        "ssh-ed25519" => Material::Okp(OkpKey::public(Curve::Ed25519, wire.string().ok_or_else(damaged)?)?),
        "ssh-ed448" => Material::Okp(OkpKey::public(Curve::Ed448, wire.string().ok_or_else(damaged)?)?),
        "ssh-dss" => return Err(KeyFault::Unsupported("DSA").into()),
        _ if kind.starts_with("ecdsa-sha2-") => {
            let named = wire.text().ok_or_else(damaged)?;
            let curve = match named {
                "nistp256" => Curve::P256,
                "nistp384" => Curve::P384,
                "nistp521" => Curve::P521,
                unknown => return Err(KeyFault::UnknownCurve(unknown.to_owned()).into()),
            };
            if kind.strip_prefix("ecdsa-sha2-") != Some(named) {
                return Err(damaged());
            }
            Material::Ec(EcKey::public(curve, wire.string().ok_or_else(damaged)?)?)
        }
        // Its signatures are over more than what is signed: they are for SSH only.
        _ if kind.starts_with("sk-") || kind.starts_with("webauthn-sk-") => {
            return Err(KeyFault::Unsupported("FIDO").into());
        }
        unknown => return Err(KeyFault::UnknownType(unknown.to_owned()).into()),
    })
}

/// Whether the text is made of lines with keys in them.
pub(super) fn has_lines(body: &str) -> bool {
    content(body).next().is_some_and(|line| split_line(line).is_some())
}

/// Reads lines such as `ssh-ed25519 AAAA… comment`, with or without options or host names before them. The
/// comment becomes the name.
pub(super) fn read_lines(body: &str, name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    let format = Format::OpenSshPublic;
    let mut collector = Collector::new(name, unlock);
    let lines = content(body).map(|line| match split_line(line) {
        Some(line) => Ok((read_blob(line.blob, Some(line.kind), format)?, line.comment.to_owned())),
        None => Err(ReadError::NotAKey(Guess::Text)),
    });
    collect(&mut collector, lines)?;
    Ok(collector.finish(format))
}

/// Adds what could be read; an error if that is nothing.
fn collect(
    collector: &mut Collector<'_>,
    keys: impl Iterator<Item = Result<(Material, String), ReadError>>,
) -> Result<(), ReadError> {
    let mut first = None;
    for (index, key) in keys.enumerate() {
        match key {
            Ok((material, comment)) => collector.add_found(Found::plain(material), Some(comment)),
            Err(why) => {
                first.get_or_insert_with(|| why.clone());
                collector.notes.push(ReadNote::Skipped { index, kid: None, why });
            }
        }
    }
    match first {
        Some(why) if collector.is_empty() => Err(why),
        _ => Ok(()),
    }
}

/// The lines that are neither empty nor comments.
fn content(body: &str) -> impl Iterator<Item = &str> {
    body.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

struct Line<'a> {
    kind: &'a str,
    blob: &'a str,
    comment: &'a str,
}

/// Finds the type of a key and the key after it; what stands before are options or host names.
fn split_line(line: &str) -> Option<Line<'_>> {
    let mut rest = line;
    loop {
        let (word, after) = split_word(rest);
        let (blob, comment) = split_word(after);
        if is_type(word) && blob.starts_with("AAAA") {
            return Some(Line { kind: word, blob, comment });
        }
        if after.is_empty() {
            return None;
        }
        rest = after;
    }
}

/// The first word, in which quotes may hold white space, and the rest.
fn split_word(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    let (word, rest) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
    (word, rest.trim())
}

fn is_type(word: &str) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-", "webauthn-sk-"].iter().any(|start| word.starts_with(start))
}

/// A public key in base64, of the type that is written before it.
fn read_blob(blob: &str, kind: Option<&str>, format: Format) -> Result<Material, ReadError> {
    let bytes = sniff::base64(blob).ok_or(ReadError::Damaged(format))?;
    if kind.is_some_and(|kind| Wire(&bytes).text() != Some(kind)) {
        return Err(ReadError::Damaged(format));
    }
    let mut wire = Wire(&bytes);
    let material = public(&mut wire, format)?;
    if wire.0.is_empty() { Ok(material) } else { Err(ReadError::Damaged(format)) }
}

/// The line that a block of RFC 4716 begins with.
pub(super) const SSH2_BEGIN: &str = "---- BEGIN SSH2 PUBLIC KEY";
const SSH2_END: &str = "---- END SSH2 PUBLIC KEY";

/// Reads the blocks of RFC 4716. A comment that a person wrote becomes the name.
pub(super) fn read_ssh2(body: &str, name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    let format = Format::Ssh2Public;
    let mut collector = Collector::new(name, unlock);
    let blocks = body.split(SSH2_BEGIN).skip(1).map(|block| {
        let (block, _) = block.split_once(SSH2_END).ok_or(ReadError::Damaged(format))?;
        let mut comment = String::new();
        let mut base64 = String::new();
        let mut lines = block.lines().skip(1).map(str::trim);
        while let Some(line) = lines.next() {
            let Some((header, value)) = line.split_once(':') else {
                base64.push_str(line);
                continue;
            };
            let mut value = value.trim().to_owned();
            while let Some(start) = value.strip_suffix('\\') {
                value = format!("{start}{}", lines.next().unwrap_or_default());
            }
            if header.eq_ignore_ascii_case("Comment") {
                value.trim_matches('"').clone_into(&mut comment);
            }
        }
        // What ssh-keygen writes says nothing about the key.
        if comment.ends_with("from OpenSSH") {
            comment.clear();
        }
        Ok((read_blob(&base64, None, format)?, comment))
    });
    collect(&mut collector, blocks)?;
    Ok(collector.finish(format))
}
