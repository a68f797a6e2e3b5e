//! Keys as OpenSSH writes them: the line of `authorized_keys` (RFC 4253, 5656, 8709) and `openssh-key-v1`
//! (PROTOCOL.key of OpenSSH), not encrypted.

use base64_simd::STANDARD;
use pkcs1::RsaPrivateKeyRef;
use pkcs8::der::Decode as _;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::{Form, WriteError, not_public};
use crate::encoding::pem;
use crate::jose::algorithm::Curve;
use crate::jose::key::{Key, Material};
use crate::jose::rsa_key::minimal;

/// `ssh-ed25519 AAAA… name`, without a line feed.
pub fn openssh_public(key: &Key) -> Result<String, WriteError> {
    let kind = kind(key, Form::OpenSshPublic)?;
    let blob = public_blob(key, kind);
    let line = format!("{kind} {} {}", STANDARD.encode_to_string(&*blob.0), comment(key));
    Ok(line.trim_end().to_owned())
}

/// `OPENSSH PRIVATE KEY` in PEM, not encrypted.
pub fn openssh_private(key: &Key) -> Result<Zeroizing<String>, WriteError> {
    let kind = kind(key, Form::OpenSshPrivate)?;
    let public = public_blob(key, kind);
    let mut section = Wire::default();
    // Twice the same number tells a right passphrase; there is none, so any number does.
    let check = Sha256::digest(&*public.0);
    let check = check.get(..4).unwrap_or_default();
    section.raw(check);
    section.raw(check);
    private_parts(key, kind, &public, &mut section)?;
    section.string(comment(key).as_bytes());
    let padding: Vec<u8> = (1..=7).take((8 - section.0.len() % 8) % 8).collect();
    section.raw(&padding);

    let mut file = Wire::default();
    file.raw(b"openssh-key-v1\0");
    for part in [&b"none"[..], b"none", b""] {
        file.string(part);
    }
    file.raw(&1_u32.to_be_bytes());
    file.string(&public.0);
    file.string(&section.0);
    Ok(pem::encode("OPENSSH PRIVATE KEY", &file.0))
}

fn kind(key: &Key, form: Form) -> Result<&'static str, WriteError> {
    Ok(match &key.material {
        Material::Rsa(_) => "ssh-rsa",
        Material::Ec(ec) => match ec.curve() {
            Curve::P256 => "ecdsa-sha2-nistp256",
            Curve::P384 => "ecdsa-sha2-nistp384",
            Curve::P521 => "ecdsa-sha2-nistp521",
            _ => return Err(WriteError::NoSuchForm(form)),
        },
        Material::Okp(okp) if okp.curve() == Curve::Ed25519 => "ssh-ed25519",
        _ => return Err(not_public(key, form)),
    })
}

fn public_blob(key: &Key, kind: &str) -> Wire {
    let mut blob = Wire::default();
    blob.string(kind.as_bytes());
    match &key.material {
        Material::Rsa(rsa) => {
            blob.number(rsa.e());
            blob.number(rsa.n());
        }
        Material::Ec(ec) => {
            blob.string(kind.trim_start_matches("ecdsa-sha2-").as_bytes());
            blob.string(ec.sec1());
        }
        Material::Okp(okp) => blob.string(okp.x()),
        Material::Akp(_) | Material::Secret(_) | Material::Sealed { .. } => {}
    }
    blob
}

fn private_parts(key: &Key, kind: &str, public: &Wire, out: &mut Wire) -> Result<(), WriteError> {
    match &key.material {
        Material::Rsa(rsa) => {
            let der = rsa.private().ok_or(WriteError::NoPrivate)?;
            let parts = RsaPrivateKeyRef::from_der(der.as_bytes()).map_err(|_| WriteError::NoPrivate)?;
            out.string(kind.as_bytes());
            for number in [rsa.n(), rsa.e()] {
                out.number(number);
            }
            for part in [parts.private_exponent, parts.coefficient, parts.prime1, parts.prime2] {
                out.number(part.as_bytes());
            }
        }
        Material::Ec(ec) => {
            out.raw(&public.0);
            out.number(ec.private().ok_or(WriteError::NoPrivate)?.as_bytes());
        }
        Material::Okp(okp) => {
            let seed = okp.private().ok_or(WriteError::NoPrivate)?;
            out.raw(&public.0);
            out.string(&Zeroizing::new([seed.as_bytes(), okp.x()].concat()));
        }
        Material::Akp(_) | Material::Secret(_) | Material::Sealed { .. } => {}
    }
    Ok(())
}

/// The key's name as a comment: one line.
fn comment(key: &Key) -> String {
    let line: String = key.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().to_owned()
}

/// The data types of RFC 4251, section 5. Room for the largest key at once, so that no copy is left behind.
struct Wire(Zeroizing<Vec<u8>>);

impl Default for Wire {
    fn default() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(16 * 1024)))
    }
}

impl Wire {
    fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn string(&mut self, bytes: &[u8]) {
        self.raw(&(bytes.len() as u32).to_be_bytes());
        self.raw(bytes);
    }

    /// `mpint`, of a number that is not negative.
    fn number(&mut self, bytes: &[u8]) {
        let bytes = minimal(bytes);
        let sign = bytes.first().is_some_and(|&first| first >= 0x80);
        self.raw(&((bytes.len() + usize::from(sign)) as u32).to_be_bytes());
        if sign {
            self.raw(&[0]);
        }
        self.raw(bytes);
    }
}
