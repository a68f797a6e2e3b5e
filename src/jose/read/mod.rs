//! Reading keys from whatever a person has: the content decides, labels and file names are hints.
//!
//! Promises: no bytes make it panic; one damaged key in a set does not hide the others; a format that is
//! recognised and not read is named. A raw secret is never guessed: [`read_secret`] and
//! [`read_secret_file`] are for a caller who was told that it is one.

mod asn1;
mod ber;
mod certificate;
mod collect;
#[cfg(test)]
mod containers;
mod der;
mod error;
mod json;
#[cfg(test)]
mod mutations;
mod openssh;
mod pem;
mod pkcs12;
mod protect;
#[cfg(test)]
mod protected;
mod putty;
mod raw;
mod secret;
mod sniff;
mod ssh;
#[cfg(test)]
mod tests;
mod x5c;

use std::sync::Arc;

use zeroize::{Zeroize as _, Zeroizing};

use super::key::Key;
pub use certificate::certificate_note;
use collect::Collector;
pub use error::{Format, Guess, KdfCost, Legacy, ReadError, ReadNote, Structure, WeakHash};
use protect::Unlock;
pub use secret::{SecretEncoding, SecretError, cleaned_secret, read_secret, read_secret_file, secret_notes};
pub use x5c::{X5cFault, is_hash_of, read_x5c};

/// What was in a file or a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFile {
    /// How it was written.
    pub format: Format,
    /// The keys, in their order. Empty only for a set of which none could be read, or that has none.
    pub keys: Vec<Key>,
    /// What a person should know about it.
    pub notes: Vec<ReadNote>,
}

/// Reads all keys in `bytes`.
///
/// `name` is for keys that have none (no `kid`, no comment): the stem of the file's name, or "pasted key";
/// numbered from 1 if there are several. `password` is for protected formats: where it is missing or wrong, the
/// error says so. One try takes seconds at most; what would take longer is refused.
pub fn read_keys(bytes: &[u8], name: &str, password: Option<&str>) -> Result<KeyFile, ReadError> {
    read_within(bytes, name, password, protect::BUDGET)
}

/// [`read_keys`] with another limit for the work spent on trying the password, in rounds of a hash.
fn read_within(bytes: &[u8], name: &str, password: Option<&str>, budget: u64) -> Result<KeyFile, ReadError> {
    let mut file = read(bytes, name, &Unlock::new(password, budget))?;
    number_names(&mut file.keys, name);
    Ok(file)
}

fn read(bytes: &[u8], name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    if let Some(text) = sniff::utf16(bytes) {
        let mut file = read_text(text.trim(), name, unlock)?;
        file.notes.insert(0, ReadNote::Utf16);
        return Ok(file);
    }
    if let Some(format) = sniff::binary(bytes) {
        return Err(ReadError::Unsupported(format));
    }
    // First of all: DER can be valid UTF-8 by chance, text is never valid DER of a key.
    if let Some(structure) = der::structure(bytes) {
        return read_der(bytes, structure, Format::Der(structure), name, unlock);
    }
    if let Some((bytes, structure)) = der::from_ber(bytes) {
        return read_der(&bytes, structure, Format::Der(structure), name, unlock);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read_text(text, name, unlock),
        Err(_) => Err(ReadError::NotAKey(Guess::Binary)),
    }
}

fn read_text(text: &str, name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    let unmarked = text.strip_prefix('\u{feff}');
    let body = unmarked.unwrap_or(text).trim();
    let mut file = read_body(body, name, unlock)?;
    if unmarked.is_some() {
        file.notes.insert(0, ReadNote::ByteOrderMark);
    }
    Ok(file)
}

fn read_body(body: &str, name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    if body.starts_with(['{', '[']) {
        let source = WipedText(Arc::from(body));
        return json::read(&source.0, name, unlock);
    }
    if let Some(format) = sniff::text(body) {
        return Err(ReadError::Unsupported(format));
    }
    if body.contains("-----BEGIN") {
        return pem::read(body, name, unlock);
    }
    if body.starts_with(putty::MAGIC) {
        return putty::read(body, name, unlock);
    }
    if body.contains(ssh::SSH2_BEGIN) {
        return ssh::read_ssh2(body, name, unlock);
    }
    if ssh::has_lines(body) {
        return ssh::read_lines(body, name, unlock);
    }
    // Digits are letters of base64 too, and mean something else there.
    for (bytes, is_hex) in [(sniff::hex(body), true), (sniff::base64(body), false)] {
        let Some(bytes) = bytes else { continue };
        if let Some(structure) = der::structure(&bytes) {
            let format = if is_hex { Format::Hex(structure) } else { Format::Base64(structure) };
            let mut file = read_der(&bytes, structure, format, name, unlock)?;
            file.notes.insert(0, ReadNote::NoArmour);
            return Ok(file);
        }
        if let Some(file) = raw::read(&bytes, name) {
            return Ok(file);
        }
    }
    Err(ReadError::NotAKey(sniff::guess(body)))
}

fn read_der(
    bytes: &[u8],
    structure: Structure,
    format: Format,
    name: &str,
    unlock: &Unlock<'_>,
) -> Result<KeyFile, ReadError> {
    let mut collector = Collector::new(name, unlock);
    collector.add(0, bytes, structure, format)?;
    Ok(collector.finish(format))
}

/// Keys without a name of their own carry that of the file: several of them are told apart by their place.
fn number_names(keys: &mut [Key], name: &str) {
    if keys.len() < 2 {
        return;
    }
    for (number, key) in (1..).zip(keys) {
        if key.name == name && key.kid.as_deref() != Some(name) {
            key.name = format!("{name} {number}");
        }
    }
}

/// Text that may hold private keys, wiped when dropped; whatever shares it must be gone by then.
struct WipedText(Arc<str>);

impl Drop for WipedText {
    fn drop(&mut self) {
        if let Some(text) = Arc::get_mut(&mut self.0) {
            text.zeroize();
        }
    }
}

/// One key as found in DER or PEM, before it has a name.
struct Found {
    material: super::key::Material,
    /// The one algorithm that the key's parameters allow, in the words of a JWK.
    alg: Option<String>,
    notes: Vec<super::note::KeyNote>,
}

/// A private text of our own making.
type PrivateText = Zeroizing<String>;
