//! The certificates that a JWK carries (RFC 7517, sections 4.7 to 4.9), or a token's header (RFC 7515, sections 4.1.6
//! to 4.1.8).

use std::sync::Arc;

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::certificate::Certificate;
use super::collect::same_public;
use super::error::{ReadNote, Structure};
use super::{der, sniff};
use crate::encoding::base64url;
use crate::encoding::json::{Kind, Value};
use crate::jose::key::Key;
use crate::jose::note::KeyNote;

/// Gives the key the certificates in `x5c` if they are its own. `index` is the key's place in the file; the
/// notes are added to `notes`.
pub(super) fn attach(jwk: Value<'_>, key: &mut Key, index: usize, notes: &mut Vec<ReadNote>) {
    let Some(x5c) = jwk.member("x5c") else { return };
    let mut note = |note| notes.push(ReadNote::Key { key: index, note });
    let Some(chain) = read_chain(x5c) else { return note(KeyNote::X5cDamaged) };
    let Some(own) = chain.first() else { return note(KeyNote::X5cDamaged) };
    let Ok(found) = der::read(&own.spki, Structure::Spki, None) else { return note(KeyNote::X5cDamaged) };
    if !same_public(&found.material, &key.material) {
        return note(KeyNote::X5cMismatch);
    }
    for name in ["x5t", "x5t#S256"] {
        if jwk.member(name).is_some_and(|value| !is_hash_of(name, value, &own.der)) {
            note(KeyNote::X5tMismatch(name));
        }
    }
    if let Some((not_before, not_after)) = own.validity {
        let weak_signature = own.weak_signature;
        notes.push(ReadNote::Certificate { key: index, not_before, not_after, weak_signature });
    }
    key.certificates = chain.iter().map(|certificate| Arc::clone(&certificate.der)).collect();
}

/// What is wrong with the `x5c` of a token's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum X5cFault {
    /// Not an array of strings, or an empty one.
    NotStrings,
    /// Base64url, or base64 that is padded wrongly: the standard alphabet is asked for, and with padding.
    Spelling,
    /// Not base64 of a certificate in DER.
    NotCertificate,
    /// The key in the first certificate cannot be read.
    Key,
}

/// The key of the first certificate, with all of them, as far as they can be read; and the first thing that is wrong.
pub fn read_x5c(x5c: Value<'_>) -> (Option<Key>, Option<X5cFault>) {
    let texts: Option<Vec<_>> = x5c.elements().map(Value::as_str).collect();
    let texts = match texts {
        Some(texts) if x5c.kind() == Kind::Array && !texts.is_empty() => texts,
        _ => return (None, Some(X5cFault::NotStrings)),
    };
    let is_standard = |text: &str| text.len().is_multiple_of(4) && !text.contains(['-', '_']);
    let spelling = texts.iter().any(|text| !is_standard(text)).then_some(X5cFault::Spelling);
    let Some(chain) = read_chain(x5c) else { return (None, Some(X5cFault::NotCertificate)) };
    let found = chain.first().and_then(|own| der::read(&own.spki, Structure::Spki, None).ok());
    let Some(found) = found else { return (None, Some(X5cFault::Key)) };
    let mut key = Key::new("x5c", found.material);
    key.certificates = chain.into_iter().map(|certificate| certificate.der).collect();
    (Some(key), spelling)
}

/// Whether `x5t` or `x5t#S256`, by its name, is the hash of a certificate in DER.
pub fn is_hash_of(name: &str, value: Value<'_>, certificate: &[u8]) -> bool {
    let hash =
        if name == "x5t" { Sha1::digest(certificate).to_vec() } else { Sha256::digest(certificate).to_vec() };
    value.as_str().is_some_and(|text| base64url::decode(&text).bytes == hash)
}

/// All certificates, or nothing: base64 with the standard alphabet, of DER.
fn read_chain(x5c: Value<'_>) -> Option<Vec<Certificate>> {
    if x5c.kind() != Kind::Array {
        return None;
    }
    x5c.elements().map(|element| Certificate::read(&sniff::base64(&element.as_str()?)?)).collect()
}
