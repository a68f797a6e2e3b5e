//! Writing keys in the forms that others read: PEM, JWK, OpenSSH.
//!
//! Promises: what is written reads back as the same key; nothing private is in a form of which
//! [`Form::is_private`] says no; private text is wiped when it is dropped. Randomness is a parameter.

mod der;
mod encrypted;
mod jwk;
mod name;
mod openssh;
#[cfg(test)]
mod tests;

use thiserror::Error;
use zeroize::Zeroizing;

use super::algorithm::Curve;
use super::key::{Key, KeyKind, Material};
use crate::encoding::{base64url, pem};

pub use der::{pkcs1_public_der, pkcs8_der, spki_der};
pub use encrypted::{ITERATIONS, Lock, encrypted_pem};
pub use jwk::{JwkSet, jwks, private_jwk, public_jwk};
pub use openssh::{openssh_private, openssh_public};

/// A form in which a key can be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `SubjectPublicKeyInfo` in PEM (RFC 5280, RFC 7468).
    PublicPem,
    /// A JWK without private members (RFC 7517).
    PublicJwk,
    /// A JWK Set with the public half.
    Jwks,
    /// The certificate that the key came with, and those of its issuers, in PEM.
    Certificate,
    /// One line as in `authorized_keys`.
    OpenSshPublic,
    /// PKCS#8 in PEM, not encrypted (RFC 5958, RFC 7468).
    PrivatePem,
    /// PKCS#8 in PEM behind a password (RFC 8018).
    EncryptedPem,
    /// A JWK with private members; that of a secret has `k`.
    PrivateJwk,
    /// `openssh-key-v1`, not encrypted.
    OpenSshPrivate,
    /// The bytes of a secret in base64url.
    SecretText,
}

/// Why a key cannot be written in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The form does not exist for this kind of key.
    #[error("this kind of key has no {0:?} form")]
    NoSuchForm(Form),
    /// The key has no private half.
    #[error("the key has no private half")]
    NoPrivate,
    /// A stored secret that was not fetched.
    #[error("the secret was not fetched")]
    Sealed,
    /// The form needs a password, and none or an empty one was given.
    #[error("a password is needed")]
    PasswordNeeded,
    /// The system gave no random bytes.
    #[error("no randomness")]
    NoRandomness,
    /// The encryption refused what it was given; not seen so far.
    #[error("could not be encrypted")]
    Encryption,
}

impl Form {
    /// Every form: public ones first.
    pub const ALL: [Self; 10] = [
        Self::PublicPem,
        Self::PublicJwk,
        Self::Jwks,
        Self::Certificate,
        Self::OpenSshPublic,
        Self::PrivatePem,
        Self::EncryptedPem,
        Self::PrivateJwk,
        Self::OpenSshPrivate,
        Self::SecretText,
    ];

    /// Whether the text is private: hidden until asked for, kept out of clipboard histories, mode 600.
    /// An encrypted key counts, since its password may be weak.
    pub const fn is_private(self) -> bool {
        match self {
            Self::PublicPem | Self::PublicJwk | Self::Jwks | Self::Certificate | Self::OpenSshPublic => false,
            Self::PrivatePem
            | Self::EncryptedPem
            | Self::PrivateJwk
            | Self::OpenSshPrivate
            | Self::SecretText => true,
        }
    }

    /// The public forms of a key of this kind, and the private ones that there are once its private half is
    /// fetched, in the order of [`Form::ALL`]; without [`Form::Certificate`]. For a key that is listed, not held.
    pub fn of_kind(kind: KeyKind) -> Vec<Self> {
        let is_secret = matches!(kind, KeyKind::Secret { .. });
        let fits = |form: &Self| match form {
            Self::SecretText => is_secret,
            Self::PrivateJwk => true,
            Self::PublicPem | Self::PublicJwk | Self::Jwks | Self::PrivatePem | Self::EncryptedPem => {
                !is_secret
            }
            Self::OpenSshPublic | Self::OpenSshPrivate => has_openssh(kind),
            Self::Certificate => false,
        };
        Self::ALL.into_iter().filter(fits).collect()
    }

    /// The forms that `key` can be written in. None for a sealed secret: it must be fetched first.
    pub fn available(key: &Key) -> Vec<Self> {
        if matches!(key.material, Material::Sealed { .. }) {
            return Vec::new();
        }
        let of_kind = Self::of_kind(key.kind());
        let fits = |form: &Self| match form {
            Self::Certificate => !key.certificates.is_empty(),
            form => of_kind.contains(form) && (key.has_private() || !form.is_private()),
        };
        Self::ALL.into_iter().filter(fits).collect()
    }

    /// What the names of such files end in, with the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::PublicPem => ".public.pem",
            Self::PublicJwk => ".public.jwk.json",
            Self::Jwks => ".jwks.json",
            Self::Certificate => ".cert.pem",
            Self::OpenSshPublic => ".pub",
            Self::PrivatePem => ".private.pem",
            Self::EncryptedPem => ".encrypted.pem",
            Self::PrivateJwk => ".private.jwk.json",
            Self::OpenSshPrivate => ".openssh",
            Self::SecretText => ".secret.txt",
        }
    }

    /// A name for a file with this form of `key`: no folder, no character that a system refuses.
    pub fn file_name(self, key: &Key) -> String {
        format!("{}{}", name::for_file(&key.name), self.extension())
    }
}

/// Writes `key` in `form`, with a line feed at the end (but [`Form::SecretText`], whose every byte counts).
///
/// `lock` is for [`Form::EncryptedPem`] and is not looked at for the others.
pub fn write(key: &Key, form: Form, lock: Option<&Lock<'_>>) -> Result<Zeroizing<String>, WriteError> {
    match form {
        Form::PublicPem => public_pem(key).map(Zeroizing::new),
        Form::PublicJwk => public_jwk(key).map(Zeroizing::new),
        Form::Jwks => match jwks(std::slice::from_ref(key)) {
            set if set.left_out.is_empty() => Ok(Zeroizing::new(set.json)),
            _ => Err(not_public(key, form)),
        },
        Form::Certificate => certificate_pem(key).map(Zeroizing::new),
        Form::OpenSshPublic => openssh_public(key).map(|line| Zeroizing::new(line + "\n")),
        Form::PrivatePem => private_pem(key),
        Form::EncryptedPem => encrypted_pem(key, lock.ok_or(WriteError::PasswordNeeded)?),
        Form::PrivateJwk => private_jwk(key),
        Form::OpenSshPrivate => openssh_private(key),
        Form::SecretText => secret_text(key),
    }
}

/// The public half as `SubjectPublicKeyInfo` in PEM.
pub fn public_pem(key: &Key) -> Result<String, WriteError> {
    let mut pem = pem::encode("PUBLIC KEY", &spki_der(key)?);
    Ok(std::mem::take(&mut *pem))
}

/// The private half as PKCS#8 in PEM, not encrypted.
pub fn private_pem(key: &Key) -> Result<Zeroizing<String>, WriteError> {
    Ok(pem::encode("PRIVATE KEY", pkcs8_der(key)?.as_bytes()))
}

/// The certificates that the key came with, its own first.
pub fn certificate_pem(key: &Key) -> Result<String, WriteError> {
    if key.certificates.is_empty() {
        return Err(WriteError::NoSuchForm(Form::Certificate));
    }
    Ok(key.certificates.iter().map(|der| pem::encode("CERTIFICATE", der).to_string()).collect())
}

/// The bytes of a secret in base64url.
pub fn secret_text(key: &Key) -> Result<Zeroizing<String>, WriteError> {
    match &key.material {
        Material::Secret(secret) => Ok(Zeroizing::new(base64url::encode(secret.as_bytes()))),
        Material::Sealed { .. } => Err(WriteError::Sealed),
        _ => Err(WriteError::NoSuchForm(Form::SecretText)),
    }
}

const fn has_openssh(kind: KeyKind) -> bool {
    matches!(
        kind,
        KeyKind::Rsa { .. }
            | KeyKind::Ec(Curve::P256 | Curve::P384 | Curve::P521)
            | KeyKind::Okp(Curve::Ed25519)
    )
}

/// Why a secret has no public form.
const fn not_public(key: &Key, form: Form) -> WriteError {
    match key.material {
        Material::Sealed { .. } => WriteError::Sealed,
        _ => WriteError::NoSuchForm(form),
    }
}
