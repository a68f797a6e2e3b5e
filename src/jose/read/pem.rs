//! Keys in PEM: one block or several, whatever the labels say.

use zeroize::Zeroizing;

use super::collect::Collector;
use super::error::{Format, Guess, Legacy, ReadError, ReadNote, Structure};
use super::protect::{self, DekInfo, Unlock};
use super::{KeyFile, asn1, der, openssh};
use crate::encoding::pem::{self, Block};

/// Reads every block. Of several, those that cannot be read are left out with a note; a single one (and
/// several of which none can be read) is an error.
pub(super) fn read(text: &str, name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    let blocks = pem::blocks(text);
    let count = blocks.len();
    let mut reader =
        Reader { collector: Collector::new(name, unlock), formats: Vec::new(), opened: false, unlock };
    for (index, block) in blocks.into_iter().enumerate() {
        let read = match block {
            Ok(block) => reader.add(index, &block),
            Err(error) => Err(ReadError::Pem(error)),
        };
        match read {
            Ok(()) => {}
            // With it the whole file can be read.
            Err(why @ ReadError::PasswordNeeded(_)) => return Err(why),
            Err(why) => reader.collector.notes.push(ReadNote::Skipped { index, kid: None, why }),
        }
    }
    if reader.collector.is_empty() {
        return Err(reader.first_fault());
    }
    // A password that opened another block may not be that of this one.
    let wrong = reader.collector.notes.iter().find_map(|note| match note {
        ReadNote::Skipped { why: why @ ReadError::WrongPassword(_), .. } => Some(why.clone()),
        _ => None,
    });
    if let Some(wrong) = wrong.filter(|_| !reader.opened) {
        return Err(wrong);
    }
    let format = match reader.formats.as_slice() {
        [only] if count == 1 => *only,
        _ => Format::PemBundle,
    };
    Ok(reader.collector.finish(format))
}

struct Reader<'a> {
    collector: Collector<'a>,
    formats: Vec<Format>,
    /// Whether the password opened a block.
    opened: bool,
    unlock: &'a Unlock<'a>,
}

impl Reader<'_> {
    fn add(&mut self, index: usize, block: &Block) -> Result<(), ReadError> {
        if let Some(format) = foreign(block) {
            return Err(ReadError::Unsupported(format));
        }
        if block.label == "OPENSSH PRIVATE KEY" || block.der.starts_with(openssh::MAGIC) {
            self.formats.push(Format::OpenSshPrivate);
            self.opened |= openssh::read(&mut self.collector, &block.der, self.unlock)?;
            self.note_repairs(block);
            return Ok(());
        }
        if let Some(value) = encryption(block) {
            return self.add_encrypted(index, block, &DekInfo::read(value)?);
        }
        let (structure, bytes) = structure(block)?;
        if structure == Structure::Parameters && block.label == "EC PARAMETERS" {
            self.collector.curve = der::named_curve(&block.der);
            return Ok(());
        }
        let format = Format::Pem(structure);
        self.formats.push(format);
        self.collector.add(index, bytes, structure, format)?;
        self.opened |= matches!(structure, Structure::EncryptedPkcs8 | Structure::Pkcs12);
        self.note_repairs(block);
        if by_label(&block.label) != Some(structure) {
            self.collector.notes.push(ReadNote::PemLabel { label: block.label.clone(), found: structure });
        }
        Ok(())
    }

    /// A block whose body is encrypted.
    fn add_encrypted(&mut self, index: usize, block: &Block, info: &DekInfo) -> Result<(), ReadError> {
        let format = Format::LegacyEncryptedPem;
        let plain: Zeroizing<Vec<u8>> = protect::decrypt_dek(info, &block.der, self.unlock)?;
        // With a wrong password the padding is right once in 256 times: what comes out is noise then.
        let structure = der::structure(&plain).ok_or(ReadError::WrongPassword(format))?;
        self.opened = true;
        self.formats.push(format);
        self.collector.add(index, &plain, structure, format)?;
        self.collector.add_legacy(Some(Legacy::DekInfo(info.name.clone())));
        self.note_repairs(block);
        Ok(())
    }

    fn note_repairs(&mut self, block: &Block) {
        let notes = &mut self.collector.notes;
        if !block.repaired.is_empty() && !notes.contains(&ReadNote::PemRepaired) {
            notes.push(ReadNote::PemRepaired);
        }
    }

    fn first_fault(self) -> ReadError {
        let has_curve = self.collector.curve.is_some();
        self.collector
            .notes
            .into_iter()
            .find_map(|note| match note {
                ReadNote::Skipped { why, .. } => Some(why),
                _ => None,
            })
            .unwrap_or(if has_curve {
                ReadError::Unsupported(Format::Pem(Structure::Parameters))
            } else {
                ReadError::NotAKey(Guess::Text)
            })
    }
}

/// What the block is, going by its content where that is known, and the bytes of it.
fn structure(block: &Block) -> Result<(Structure, &[u8]), ReadError> {
    // OpenSSL appends what it trusts the certificate for.
    let trusted =
        (block.label == "TRUSTED CERTIFICATE").then(|| certificate_of_trusted(&block.der)).flatten();
    let bytes = trusted.unwrap_or(&block.der);
    let structure = der::structure(bytes).or_else(|| by_label(&block.label));
    let unknown = || ReadError::Key(crate::jose::KeyFault::UnknownType(block.label.clone()));
    Ok((structure.ok_or_else(unknown)?, bytes))
}

fn certificate_of_trusted(bytes: &[u8]) -> Option<&[u8]> {
    let len = pkcs8::der::Encode::encoded_len(&asn1::first(bytes)?).ok()?;
    bytes.get(..usize::try_from(len).ok()?)
}

/// The value of the header that says how the body is encrypted; empty where only `Proc-Type` says that it is.
fn encryption(block: &Block) -> Option<&str> {
    let header = |wanted: &str| {
        block
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.as_str())
    };
    let is_encrypted = || header("Proc-Type").filter(|value| value.contains("ENCRYPTED"));
    header("DEK-Info").or_else(|| is_encrypted().map(|_| ""))
}

/// What is not DER of a key, whatever its bytes look like.
fn foreign(block: &Block) -> Option<Format> {
    match block.label.as_str() {
        "AGE ENCRYPTED FILE" => Some(Format::Age),
        label if label.starts_with("PGP ") => Some(Format::Pgp),
        _ => None,
    }
}

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
