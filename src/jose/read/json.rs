//! Keys in JSON: a JWK, a JWK Set, a bare array, Google's map of certificates, a service account.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::error::{Format, Guess, ReadError, ReadNote};
use super::protect::Unlock;
use super::{KeyFile, pem, x5c};
use crate::encoding::json::{self, Kind, Value};
use crate::jose::fault::KeyFault;
use crate::jose::jwk;
use crate::jose::key::Key;

/// Reads a text that begins like JSON. Whoever owns the text wipes it.
pub(super) fn read(source: &Arc<str>, name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    let parsed = json::parse(Arc::clone(source));
    if let Some(error) = parsed.error {
        return Err(ReadError::Json(error));
    }
    let Some(json) = parsed.json else { return Err(ReadError::NotAKey(Guess::Json)) };
    let root = json.root();
    if root.kind() == Kind::Array {
        return read_set(root, Format::JwkArray, name);
    }
    if let Some(keys) = root.member("keys").filter(|keys| keys.kind() == Kind::Array) {
        return read_set(keys, Format::JwkSet, name);
    }
    if root.member("kty").is_some() {
        let jwk::Jwk { mut key, notes } = jwk::read(root, name)?;
        let mut notes = notes.into_iter().map(|note| ReadNote::Key { key: 0, note }).collect();
        x5c::attach(root, &mut key, 0, &mut notes);
        return Ok(KeyFile { format: Format::Jwk, keys: vec![key], notes });
    }
    if let Some(pem) = root.member("private_key").and_then(Value::as_str) {
        return read_service_account(root, &Zeroizing::new(pem.into_owned()), name, unlock);
    }
    if let Some(jwks_uri) = root.member("jwks_uri").and_then(Value::as_str) {
        return Err(ReadError::NotAKey(Guess::Discovery { jwks_uri: jwks_uri.into_owned() }));
    }
    if is_certificate_map(root) {
        return Ok(read_certificate_map(root, unlock));
    }
    Err(ReadError::NotAKey(Guess::Json))
}

/// Keys that are not understood are left out and the others kept (RFC 7517, section 5).
fn read_set(keys: Value<'_>, format: Format, name: &str) -> Result<KeyFile, ReadError> {
    let mut file = KeyFile { format, keys: Vec::new(), notes: Vec::new() };
    if keys.is_empty() && format == Format::JwkSet {
        file.notes.push(ReadNote::EmptySet);
    }
    let mut is_set = format == Format::JwkSet;
    for (index, element) in keys.elements().enumerate() {
        is_set |= element.member("kty").is_some();
        let read = match element.kind() {
            Kind::Object => jwk::read(element, name),
            _ => Err(KeyFault::WrongType("keys")),
        };
        match read {
            Ok(jwk::Jwk { mut key, notes }) => {
                let place = file.keys.len();
                file.notes.extend(notes.into_iter().map(|note| ReadNote::Key { key: place, note }));
                x5c::attach(element, &mut key, place, &mut file.notes);
                file.keys.push(key);
            }
            Err(fault) => {
                let kid = element.member("kid").and_then(Value::as_str).map(std::borrow::Cow::into_owned);
                file.notes.push(ReadNote::Skipped { index, kid, why: fault.into() });
            }
        }
    }
    if is_set { Ok(file) } else { Err(ReadError::NotAKey(Guess::Json)) }
}

fn read_service_account(
    root: Value<'_>,
    pem: &str,
    name: &str,
    unlock: &Unlock<'_>,
) -> Result<KeyFile, ReadError> {
    let mut file = pem::read(pem, name, unlock)?;
    file.format = Format::ServiceAccount;
    if let ([key], Some(kid)) =
        (file.keys.as_mut_slice(), root.member("private_key_id").and_then(Value::as_str))
    {
        key.kid = Some(kid.clone().into_owned());
        key.name = kid.into_owned();
    }
    Ok(file)
}

fn is_certificate_map(root: Value<'_>) -> bool {
    let is_certificate = |value: Value<'_>| {
        value.as_str().is_some_and(|text| text.trim_start().starts_with("-----BEGIN CERTIFICATE-----"))
    };
    !root.is_empty() && root.members().all(|(_, value)| is_certificate(value))
}

fn read_certificate_map(root: Value<'_>, unlock: &Unlock<'_>) -> KeyFile {
    let mut file = KeyFile { format: Format::CertificateMap, keys: Vec::new(), notes: Vec::new() };
    for (index, (kid, value)) in root.members().enumerate() {
        let kid = kid.text().into_owned();
        match pem::read(&value.as_str().unwrap_or_default(), &kid, unlock) {
            Ok(read) => {
                let before = file.keys.len();
                file.notes.extend(read.notes.into_iter().map(|note| note.moved(before)));
                file.keys.extend(read.keys.into_iter().map(|key| Key { kid: Some(kid.clone()), ..key }));
            }
            Err(why) => file.notes.push(ReadNote::Skipped { index, kid: Some(kid), why }),
        }
    }
    file
}
