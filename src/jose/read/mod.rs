//! Reading keys from whatever a person has: the content decides, labels and file names are hints.
//!
//! Promises: no bytes make it panic; one damaged key in a set does not hide the others; a format that is
//! recognised and not read is named. A raw secret is never guessed: [`read_secret`] and
//! [`read_secret_file`] are for a caller who was told that it is one.

mod der;
mod error;
mod json;
#[cfg(test)]
mod mutations;
mod pem;
mod secret;
mod sniff;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use zeroize::{Zeroize as _, Zeroizing};

use super::key::Key;
pub use error::{Format, Guess, KdfCost, Legacy, ReadError, ReadNote, Structure, WeakHash};
pub use secret::{SecretEncoding, SecretError, read_secret, read_secret_file};

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
/// `name` is for keys without `kid`: the stem of the file's name, or "pasted key"; numbered from 1 if there
/// are several. `password` is for protected formats; none of these is read so far.
pub fn read_keys(bytes: &[u8], name: &str, password: Option<&str>) -> Result<KeyFile, ReadError> {
    let _ = password;
    let mut file = read(bytes, name)?;
    number_names(&mut file.keys, name);
    Ok(file)
}

fn read(bytes: &[u8], name: &str) -> Result<KeyFile, ReadError> {
    if let Some(text) = sniff::utf16(bytes) {
        let mut file = read_text(text.trim(), name)?;
        file.notes.insert(0, ReadNote::Utf16);
        return Ok(file);
    }
    if let Some(format) = sniff::binary(bytes) {
        return Err(ReadError::Unsupported(format));
    }
    // First of all: DER can be valid UTF-8 by chance, text is never valid DER of a key.
    if let Some(structure) = der::structure(bytes) {
        return read_der(bytes, structure, Format::Der(structure), name);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read_text(text, name),
        Err(_) => Err(ReadError::NotAKey(Guess::Binary)),
    }
}

fn read_text(text: &str, name: &str) -> Result<KeyFile, ReadError> {
    let unmarked = text.strip_prefix('\u{feff}');
    let body = unmarked.unwrap_or(text).trim();
    let mut file = read_body(body, name)?;
    if unmarked.is_some() {
        file.notes.insert(0, ReadNote::ByteOrderMark);
    }
    Ok(file)
}

fn read_body(body: &str, name: &str) -> Result<KeyFile, ReadError> {
    if body.starts_with(['{', '[']) {
        let source = WipedText(Arc::from(body));
        return json::read(&source.0, name);
    }
    if let Some(format) = sniff::text(body) {
        return Err(ReadError::Unsupported(format));
    }
    if body.contains("-----BEGIN") {
        return pem::read(body, name);
    }
    if let Some(bytes) = sniff::base64(body)
        && let Some(structure) = der::structure(&bytes)
    {
        let mut file = read_der(&bytes, structure, Format::Base64(structure), name)?;
        file.notes.insert(0, ReadNote::NoArmour);
        return Ok(file);
    }
    Err(ReadError::NotAKey(sniff::guess(body)))
}

fn read_der(bytes: &[u8], structure: Structure, format: Format, name: &str) -> Result<KeyFile, ReadError> {
    if !structure.is_read() {
        return Err(ReadError::Unsupported(format));
    }
    let found = der::read(bytes, structure, None)?;
    let notes = found.notes.into_iter().map(|note| ReadNote::Key { key: 0, note }).collect();
    let key = Key { alg: found.alg, ..Key::new(name, found.material) };
    Ok(KeyFile { format, keys: vec![key], notes })
}

/// Keys without `kid` carry the name of the file: several of them are told apart by their place.
fn number_names(keys: &mut [Key], name: &str) {
    if keys.len() < 2 {
        return;
    }
    for (number, key) in (1..).zip(keys) {
        if key.kid.as_deref().unwrap_or_default().is_empty() {
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
