//! Keys in PEM: one block or several, whatever the labels say.

use pkcs8::der::asn1::ObjectIdentifier;

use super::error::{Format, Guess, ReadError, ReadNote, Structure};
use super::{KeyFile, der};
use crate::encoding::pem::{self, Block};
use crate::jose::key::{Key, Material};
use crate::jose::okp::OkpKey;
use crate::jose::{EcKey, RsaKey};

/// Reads every block. Of several, those that cannot be read are left out with a note; a single one (and
/// several of which none can be read) is an error.
pub(super) fn read(text: &str, name: &str) -> Result<KeyFile, ReadError> {
    let blocks = pem::blocks(text);
    let mut collected = Collected::default();
    let count = blocks.len();
    for (index, block) in blocks.into_iter().enumerate() {
        let read = match block {
            Ok(block) => collected.add(index, &block, name),
            Err(error) => Err(ReadError::Pem(error)),
        };
        if let Err(why) = read {
            collected.notes.push(ReadNote::Skipped { index, kid: None, why });
        }
    }
    if collected.keys.is_empty() {
        return Err(collected.first_fault());
    }
    let format = match collected.formats.as_slice() {
        [only] if count == 1 => *only,
        _ => Format::PemBundle,
    };
    Ok(KeyFile { format, keys: collected.keys, notes: collected.notes })
}

#[derive(Default)]
struct Collected {
    keys: Vec<Key>,
    notes: Vec<ReadNote>,
    formats: Vec<Format>,
    /// Named by an `EC PARAMETERS` block.
    curve: Option<ObjectIdentifier>,
    /// Who issued the certificate just before.
    issuer: Option<Vec<u8>>,
}

impl Collected {
    fn add(&mut self, index: usize, block: &Block, name: &str) -> Result<(), ReadError> {
        if let Some(format) = foreign(block) {
            return Err(ReadError::Unsupported(format));
        }
        let structure = der::structure(&block.der).or_else(|| by_label(&block.label));
        let Some(structure) = structure else {
            return Err(ReadError::Key(crate::jose::KeyFault::UnknownType(block.label.clone())));
        };
        if structure == Structure::Parameters && block.label == "EC PARAMETERS" {
            self.curve = der::named_curve(&block.der);
            return Ok(());
        }
        if !structure.is_read() {
            return Err(ReadError::Unsupported(Format::Pem(structure)));
        }
        self.formats.push(Format::Pem(structure));
        if self.is_issuer(&block.der, structure) {
            self.notes.push(ReadNote::Issuer { index });
            return Ok(());
        }
        let found = der::read(&block.der, structure, self.curve)?;
        if !block.repaired.is_empty() && !self.notes.contains(&ReadNote::PemRepaired) {
            self.notes.push(ReadNote::PemRepaired);
        }
        if by_label(&block.label) != Some(structure) {
            self.notes.push(ReadNote::PemLabel { label: block.label.clone(), found: structure });
        }
        let key = self.place(Key { alg: found.alg, ..Key::new(name, found.material) });
        self.notes.extend(found.notes.into_iter().map(|note| ReadNote::Key { key, note }));
        Ok(())
    }

    /// Whether this certificate issued the one before it: a chain is there to vouch for its first key.
    fn is_issuer(&mut self, bytes: &[u8], structure: Structure) -> bool {
        let certificate = if structure == Structure::Certificate { der::certificate(bytes) } else { None };
        let Some(certificate) = certificate else { return false };
        let issued = self.issuer.as_ref() == Some(&certificate.subject);
        self.issuer = Some(certificate.issuer);
        issued
    }

    /// Adds a key, or its private part to the public key that is there already; the index where it is.
    fn place(&mut self, key: Key) -> usize {
        let same = self.keys.iter().position(|other| same_public(&other.material, &key.material));
        let Some((index, other)) = same.and_then(|index| Some((index, self.keys.get_mut(index)?))) else {
            self.keys.push(key);
            return self.keys.len() - 1;
        };
        let alg = other.alg.take().or(key.alg.clone());
        if key.has_private() {
            *other = key;
        }
        other.alg = alg;
        index
    }

    fn first_fault(self) -> ReadError {
        self.notes
            .into_iter()
            .find_map(|note| match note {
                ReadNote::Skipped { why, .. } => Some(why),
                _ => None,
            })
            .unwrap_or(match self.curve {
                Some(_) => ReadError::Unsupported(Format::Pem(Structure::Parameters)),
                None => ReadError::NotAKey(Guess::Text),
            })
    }
}

/// What is not DER of a key, whatever its bytes look like.
fn foreign(block: &Block) -> Option<Format> {
    match block.label.as_str() {
        "OPENSSH PRIVATE KEY" => return Some(Format::OpenSshPrivate),
        "AGE ENCRYPTED FILE" => return Some(Format::Age),
        label if label.starts_with("PGP ") => return Some(Format::Pgp),
        _ => {}
    }
    let encrypted = block.headers.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("DEK-Info") || name == "Proc-Type" && value.contains("ENCRYPTED")
    });
    encrypted.then_some(Format::LegacyEncryptedPem)
}

/// The structure that a label promises (RFC 7468, and OpenSSL's older labels).
fn by_label(label: &str) -> Option<Structure> {
    Some(match label {
        "RSA PRIVATE KEY" => Structure::Pkcs1Private,
        "RSA PUBLIC KEY" => Structure::Pkcs1Public,
        "PRIVATE KEY" => Structure::Pkcs8,
        "EC PRIVATE KEY" => Structure::Sec1,
        "PUBLIC KEY" => Structure::Spki,
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Structure::Certificate,
        "ENCRYPTED PRIVATE KEY" => Structure::EncryptedPkcs8,
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Structure::CertificateRequest,
        "PKCS7" | "CMS" => Structure::Pkcs7,
        "PKCS12" => Structure::Pkcs12,
        "DSA PRIVATE KEY" => Structure::Dsa,
        "EC PARAMETERS" | "DSA PARAMETERS" | "DH PARAMETERS" | "X9.42 DH PARAMETERS" => Structure::Parameters,
        _ => return None,
    })
}

fn same_public(one: &Material, other: &Material) -> bool {
    fn rsa(key: &RsaKey) -> (&[u8], &[u8]) {
        (key.n(), key.e())
    }
    fn ec(key: &EcKey) -> (crate::jose::Curve, &[u8]) {
        (key.curve(), key.sec1())
    }
    fn okp(key: &OkpKey) -> (crate::jose::Curve, &[u8]) {
        (key.curve(), key.x())
    }
    match (one, other) {
        (Material::Rsa(one), Material::Rsa(other)) => rsa(one) == rsa(other),
        (Material::Ec(one), Material::Ec(other)) => ec(one) == ec(other),
        (Material::Okp(one), Material::Okp(other)) => okp(one) == okp(other),
        _ => false,
    }
}
