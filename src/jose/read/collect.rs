//! Putting together what a file holds: private keys, their certificates, and the certificates of the issuers.
//!
//! Promises: a key that comes with its certificate is one key; a certificate that is there only to vouch for
//! another one makes no key of its own.

use pkcs8::der::asn1::ObjectIdentifier;

use super::certificate::Certificate;
use super::error::{Format, Legacy, ReadError, ReadNote, Structure};
use super::protect::{self, Unlock};
use super::{Found, KeyFile, asn1, der, pkcs12};
use crate::jose::fault::KeyFault;
use crate::jose::key::{Key, Material};
use crate::jose::note::KeyNote;

/// Collects the contents of one file.
pub(super) struct Collector<'a> {
    name: &'a str,
    unlock: &'a Unlock<'a>,
    parts: Vec<Part>,
    pub(super) notes: Vec<ReadNote>,
    /// Named by an `EC PARAMETERS` block.
    pub(super) curve: Option<ObjectIdentifier>,
}

enum Part {
    Key(Key, Vec<KeyNote>),
    /// With its place in the file.
    Certificate(usize, Certificate),
}

impl<'a> Collector<'a> {
    pub(super) const fn new(name: &'a str, unlock: &'a Unlock<'a>) -> Self {
        Self { name, unlock, parts: Vec::new(), notes: Vec::new(), curve: None }
    }

    /// Adds what is in a DER document. `index` is its place in the file, `format` what a person is told.
    pub(super) fn add(
        &mut self,
        index: usize,
        bytes: &[u8],
        structure: Structure,
        format: Format,
    ) -> Result<(), ReadError> {
        match structure {
            Structure::Certificate => self.add_certificate(index, bytes),
            Structure::EncryptedPkcs8 => self.add_encrypted(index, bytes, format),
            Structure::Pkcs7 => self.add_pkcs7(bytes, format),
            Structure::Pkcs12 => pkcs12::read(self, bytes, format, self.unlock),
            _ if !structure.is_read() => Err(ReadError::Unsupported(format)),
            _ => {
                let found = der::read(bytes, structure, self.curve)?;
                self.add_found(found, None);
                Ok(())
            }
        }
    }

    /// Adds a key, called `name` if it has a name of its own.
    pub(super) fn add_found(&mut self, found: Found, name: Option<String>) {
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| self.name.to_owned());
        self.parts.push(Part::Key(Key { alg: found.alg, ..Key::new(name, found.material) }, found.notes));
    }

    /// Adds a certificate; whether it makes a key is seen at the end.
    pub(super) fn add_certificate(&mut self, index: usize, bytes: &[u8]) -> Result<(), ReadError> {
        let damaged = || KeyFault::Der("certificate".to_owned());
        let certificate = Certificate::read(bytes).ok_or_else(damaged)?;
        // Said here and now, while it can be told which certificate it is.
        der::read(&certificate.spki, Structure::Spki, None)?;
        self.parts.push(Part::Certificate(index, certificate));
        Ok(())
    }

    /// Adds an encrypted PKCS#8 key.
    fn add_encrypted(&mut self, index: usize, bytes: &[u8], format: Format) -> Result<(), ReadError> {
        let parts = asn1::document(bytes).ok_or(ReadError::Damaged(format))?;
        let (Some(algorithm), Some(data)) =
            (parts.first(), parts.get(1).and_then(|part| asn1::octets(*part)))
        else {
            return Err(ReadError::Damaged(format));
        };
        let opened = protect::decrypt(*algorithm, data, format, self.unlock)?;
        // With a wrong password the padding is right once in 256 times: what comes out is noise then.
        if der::structure(&opened.plain) != Some(Structure::Pkcs8) {
            return Err(ReadError::WrongPassword(format));
        }
        self.add(index, &opened.plain, Structure::Pkcs8, format)?;
        self.add_legacy(opened.legacy);
        Ok(())
    }

    /// Adds the certificates of a PKCS#7 or CMS message (RFC 5652, section 5.1).
    fn add_pkcs7(&mut self, bytes: &[u8], format: Format) -> Result<(), ReadError> {
        let certificates = || {
            let info = asn1::document(bytes)?;
            let is_signed_data = asn1::oid(*info.first()?)? == "1.2.840.113549.1.7.2";
            let signed = asn1::children(asn1::explicit(*info.get(1)?, 0).filter(|_| is_signed_data)?)?;
            let bag = signed.iter().find(|part| asn1::is_context(**part, 0));
            bag.map_or(Some(Vec::new()), |bag| asn1::elements(bag.value()))
        };
        let mut any = false;
        for (index, certificate) in certificates().ok_or(ReadError::Damaged(format))?.iter().enumerate() {
            let bytes = pkcs8::der::Encode::to_der(certificate).map_err(|_| ReadError::Damaged(format))?;
            match self.add_certificate(index, &bytes) {
                Ok(()) => any = true,
                Err(why) => self.notes.push(ReadNote::Skipped { index, kid: None, why }),
            }
        }
        if any { Ok(()) } else { Err(ReadError::NoKeys(format)) }
    }

    /// Notes an old protection, once.
    pub(super) fn add_legacy(&mut self, legacy: Option<Legacy>) {
        let note = legacy.map(ReadNote::LegacyEncryption).filter(|note| !self.notes.contains(note));
        self.notes.extend(note);
    }

    /// Whether anything was added that can become a key.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Joins everything.
    pub(super) fn finish(self, format: Format) -> KeyFile {
        let pool: Vec<Certificate> = self
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Certificate(_, certificate) => Some(certificate.clone()),
                Part::Key(..) => None,
            })
            .collect();
        let mut file = KeyFile { format, keys: Vec::new(), notes: self.notes };
        let private: Vec<Material> = self
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Key(key, _) => Some(key.material.clone()),
                Part::Certificate(..) => None,
            })
            .collect();
        let vouches = |certificate: &Certificate| pool.iter().any(|other| certificate.issued(other));
        // Certificates that issued each other: the first one is as good as any.
        let circle = private.is_empty() && pool.iter().all(vouches);
        for part in self.parts {
            match part {
                Part::Key(key, notes) => {
                    place(&mut file, key, notes);
                }
                Part::Certificate(index, certificate) => {
                    let Ok(found) = der::read(&certificate.spki, Structure::Spki, None) else { continue };
                    let has_key = private.iter().any(|key| same_public(key, &found.material));
                    let is_first_of_circle = circle && file.keys.is_empty();
                    if vouches(&certificate) && !has_key && !is_first_of_circle {
                        file.notes.push(ReadNote::Issuer { index });
                        continue;
                    }
                    let certificates = certificate.chain(&pool);
                    let key = Key { alg: found.alg, certificates, ..Key::new(self.name, found.material) };
                    let is_new = place(&mut file, key, found.notes);
                    if let (Some(key), Some((not_before, not_after))) = (is_new, certificate.validity) {
                        let weak_signature = certificate.weak_signature;
                        file.notes.push(ReadNote::Certificate { key, not_before, not_after, weak_signature });
                    }
                }
            }
        }
        file
    }
}

/// Adds a key, or its private part and its certificates to the same key that is there already. Answers where,
/// if the certificates are those that the key has now.
fn place(file: &mut KeyFile, key: Key, notes: Vec<KeyNote>) -> Option<usize> {
    let same = file.keys.iter().position(|other| same_public(&other.material, &key.material));
    let (index, used) = match same.and_then(|index| Some((index, file.keys.get_mut(index)?))) {
        None => {
            file.keys.push(key);
            (file.keys.len() - 1, true)
        }
        Some((index, other)) => {
            let used = other.certificates.is_empty() && !key.certificates.is_empty();
            other.alg = other.alg.take().or(key.alg);
            if used {
                other.certificates = key.certificates;
            }
            if matches!(key.material, Material::Secret(_)) || has_private(&key.material) {
                other.material = key.material;
                other.name = key.name;
            }
            (index, used)
        }
    };
    for note in notes {
        let note = ReadNote::Key { key: index, note };
        if !file.notes.contains(&note) {
            file.notes.push(note);
        }
    }
    used.then_some(index)
}

fn has_private(material: &Material) -> bool {
    match material {
        Material::Rsa(key) => key.private().is_some(),
        Material::Ec(key) => key.private().is_some(),
        Material::Okp(key) => key.private().is_some(),
        Material::Akp(key) => key.seed().is_some(),
        Material::Secret(_) | Material::Sealed { .. } => true,
    }
}

/// Whether two keys have the same public part.
pub(super) fn same_public(one: &Material, other: &Material) -> bool {
    match (one, other) {
        (Material::Rsa(one), Material::Rsa(other)) => (one.n(), one.e()) == (other.n(), other.e()),
        (Material::Ec(one), Material::Ec(other)) => {
            (one.curve(), one.sec1()) == (other.curve(), other.sec1())
        }
        (Material::Okp(one), Material::Okp(other)) => (one.curve(), one.x()) == (other.curve(), other.x()),
        (Material::Akp(one), Material::Akp(other)) => {
            (one.algorithm(), one.public_bytes()) == (other.algorithm(), other.public_bytes())
        }
        _ => false,
    }
}
