//! PKCS#12 (RFC 7292): keys and certificates behind one password.
//!
//! The MAC tells a wrong password from a damaged file. Walked by hand, so that what is asked of the machine is
//! known before, old protections are told, and one odd certificate does not cost the key.

use pkcs8::der::Encode as _;
use pkcs8::der::asn1::AnyRef;
use zeroize::Zeroizing;

use super::asn1::{children, document, elements, explicit, is_context, octets, oid};
use super::collect::Collector;
use super::der;
use super::error::{Format, ReadError, ReadNote, Structure};
use super::protect::{self, Unlock};

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERT_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";

/// How deep safes may lie in safes.
const MAX_DEPTH: usize = 4;

/// Adds the contents of a file.
pub(super) fn read(
    collector: &mut Collector<'_>,
    bytes: &[u8],
    format: Format,
    unlock: &Unlock<'_>,
) -> Result<(), ReadError> {
    let damaged = || ReadError::Damaged(format);
    let parts = document(bytes).ok_or_else(damaged)?;
    let safes = parts.get(1).and_then(|content| content_of(*content)).ok_or_else(damaged)?;
    let unlock = match parts.get(2) {
        Some(mac_data) => checked(*mac_data, safes, format, unlock)?,
        None => unlock.with_password(unlock.given()),
    };
    let mut reader = Reader { collector, unlock: &unlock, format, index: 0 };
    for safe in document(safes).ok_or_else(damaged)? {
        reader.safe(safe)?;
    }
    if collector.is_empty() { Err(ReadError::NoKeys(format)) } else { Ok(()) }
}

/// Checks the password against the MAC. Where none was given, the empty one may do: trust stores often have it.
fn checked<'p>(
    mac_data: AnyRef<'_>,
    safes: &[u8],
    format: Format,
    unlock: &Unlock<'p>,
) -> Result<Unlock<'p>, ReadError> {
    let password = unlock.given().unwrap_or_default();
    if protect::mac_matches(mac_data, safes, password, unlock)? {
        return Ok(unlock.with_password(Some(password)));
    }
    unlock.password(format)?;
    Err(ReadError::WrongPassword(format))
}

/// The octets in a `ContentInfo` of plain data.
fn content_of(content: AnyRef<'_>) -> Option<&[u8]> {
    let parts = children(content)?;
    let is_data = oid(*parts.first()?)? == DATA;
    octets(explicit(*parts.get(1)?, 0).filter(|_| is_data)?)
}

struct Reader<'r, 'c, 'u> {
    collector: &'r mut Collector<'c>,
    unlock: &'u Unlock<'u>,
    format: Format,
    /// The place of the next bag in the file.
    index: usize,
}

impl Reader<'_, '_, '_> {
    const fn damaged(&self) -> ReadError {
        ReadError::Damaged(self.format)
    }

    fn safe(&mut self, safe: AnyRef<'_>) -> Result<(), ReadError> {
        if let Some(plain) = content_of(safe) {
            return self.bags(plain, MAX_DEPTH);
        }
        let Some(plain) = self.decrypted(safe)? else { return Ok(()) };
        // Without a MAC only this tells that the password was wrong.
        if document(&plain).is_none() {
            return Err(ReadError::WrongPassword(self.format));
        }
        self.bags(&plain, MAX_DEPTH)
    }

    /// The plain bytes of encrypted data; `None` for what is protected by other than a password.
    fn decrypted(&mut self, safe: AnyRef<'_>) -> Result<Option<Zeroizing<Vec<u8>>>, ReadError> {
        let parts = children(safe).ok_or_else(|| self.damaged())?;
        let kind = parts.first().and_then(|part| oid(*part)).ok_or_else(|| self.damaged())?;
        if kind != ENCRYPTED_DATA {
            let why = ReadError::UnknownProtection(kind);
            self.collector.notes.push(ReadNote::Skipped { index: self.index, kid: None, why });
            return Ok(None);
        }
        let info = || {
            let data = children(explicit(*parts.get(1)?, 0)?)?;
            let info = children(*data.get(1)?)?;
            let content = info.get(2).filter(|content| is_context(**content, 0))?;
            Some((*info.get(1)?, content.value()))
        };
        let (algorithm, data) = info().ok_or_else(|| self.damaged())?;
        let opened = protect::decrypt(algorithm, data, self.format, self.unlock)?;
        self.collector.add_legacy(opened.legacy);
        Ok(Some(opened.plain))
    }

    fn bags(&mut self, contents: &[u8], depth: usize) -> Result<(), ReadError> {
        for bag in document(contents).ok_or_else(|| self.damaged())? {
            let index = self.index;
            self.index += 1;
            match self.bag(bag, index, depth) {
                Ok(()) => {}
                Err(
                    why @ (ReadError::PasswordNeeded(_)
                    | ReadError::WrongPassword(_)
                    | ReadError::Expensive(_)),
                ) => {
                    return Err(why);
                }
                Err(why) => self.collector.notes.push(ReadNote::Skipped { index, kid: None, why }),
            }
        }
        Ok(())
    }

    fn bag(&mut self, bag: AnyRef<'_>, index: usize, depth: usize) -> Result<(), ReadError> {
        let parts = children(bag).ok_or_else(|| self.damaged())?;
        let kind = parts.first().and_then(|part| oid(*part)).ok_or_else(|| self.damaged())?;
        let value = parts.get(1).and_then(|part| explicit(*part, 0)).ok_or_else(|| self.damaged())?;
        let name = parts.get(2).and_then(|attributes| friendly_name(*attributes));
        match kind.as_str() {
            KEY_BAG => {
                let plain = Zeroizing::new(value.to_der().map_err(|_| self.damaged())?);
                self.key(&plain, name)
            }
            SHROUDED_KEY_BAG => {
                let encrypted = children(value).ok_or_else(|| self.damaged())?;
                let (Some(algorithm), Some(data)) =
                    (encrypted.first(), encrypted.get(1).and_then(|part| octets(*part)))
                else {
                    return Err(self.damaged());
                };
                let opened = protect::decrypt(*algorithm, data, self.format, self.unlock)?;
                if der::structure(&opened.plain) != Some(Structure::Pkcs8) {
                    return Err(ReadError::WrongPassword(self.format));
                }
                self.collector.add_legacy(opened.legacy);
                self.key(&opened.plain, name)
            }
            CERT_BAG => {
                let certificate = || {
                    let parts = children(value)?;
                    let is_x509 = oid(*parts.first()?)? == X509_CERTIFICATE;
                    octets(explicit(*parts.get(1)?, 0).filter(|_| is_x509)?)
                };
                let certificate = certificate().ok_or_else(|| self.damaged())?;
                self.collector.add_certificate(index, certificate)
            }
            SAFE_CONTENTS_BAG if depth > 0 => {
                let inner = value.to_der().map_err(|_| self.damaged())?;
                self.bags(&inner, depth - 1)
            }
            // Lists of revoked certificates, secrets of other kinds.
            _ => Err(ReadError::Key(crate::jose::KeyFault::UnknownType(kind))),
        }
    }

    fn key(&mut self, plain: &[u8], name: Option<String>) -> Result<(), ReadError> {
        let found = der::read(plain, Structure::Pkcs8, None)?;
        self.collector.add_found(found, name);
        Ok(())
    }
}

/// The name that a person gave the bag: UTF-16.
fn friendly_name(attributes: AnyRef<'_>) -> Option<String> {
    for attribute in elements(attributes.value())? {
        let parts = children(attribute)?;
        if oid(*parts.first()?)? == FRIENDLY_NAME {
            let values = elements(parts.get(1)?.value())?;
            let units: Vec<u16> = values
                .first()?
                .value()
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_be_bytes(*pair))
                .collect();
            return String::from_utf16(&units).ok();
        }
    }
    None
}
