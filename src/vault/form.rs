//! The bytes that a key is kept as: PKCS#8, SPKI, or a secret as it is. No text forms: they are larger, and a
//! keychain's limit is counted in bytes.

use super::VaultError;
use crate::jose::key::{Key, Material};
use crate::jose::read::{read_keys, read_secret_file};
use crate::jose::secret::SecretBytes;
use crate::jose::write::{pkcs8_der, spki_der};

/// What the bytes of a stored key are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A secret as it is.
    Raw,
    /// `PrivateKeyInfo` in DER (RFC 5958).
    Pkcs8,
    /// `SubjectPublicKeyInfo` in DER (RFC 5280, section 4.1).
    Spki,
}

impl Form {
    const ALL: [Self; 3] = [Self::Raw, Self::Pkcs8, Self::Spki];

    /// Its name in metadata.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Pkcs8 => "pkcs8",
            Self::Spki => "spki",
        }
    }

    /// The one of that name.
    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// A key's bytes. [`VaultError::Unwritable`] where they would not read back as the same key.
pub(super) fn write(key: &Key) -> Result<(Form, SecretBytes), VaultError> {
    let (form, bytes) = bytes_of(key)?;
    match read(form, bytes.as_bytes(), &key.name) {
        Some(again) if again.material == key.material => Ok((form, bytes)),
        _ => Err(VaultError::Unwritable),
    }
}

fn bytes_of(key: &Key) -> Result<(Form, SecretBytes), VaultError> {
    match &key.material {
        Material::Secret(secret) => Ok((Form::Raw, secret.clone())),
        _ if key.has_private() => Ok((Form::Pkcs8, pkcs8_der(key).map_err(|_| VaultError::Unwritable)?)),
        _ => Ok((Form::Spki, SecretBytes::new(public(key)?))),
    }
}

/// The public half in SPKI. [`VaultError::Unwritable`] for a secret.
pub(super) fn public(key: &Key) -> Result<Vec<u8>, VaultError> {
    spki_der(key).map_err(|_| VaultError::Unwritable)
}

/// The key that the bytes are, with nothing but its name; `None` where they are no key of that form.
pub(super) fn read(form: Form, bytes: &[u8], name: &str) -> Option<Key> {
    if form == Form::Raw {
        return Some(read_secret_file(bytes, name));
    }
    let key = read_keys(bytes, name, None).ok()?.keys.into_iter().next()?;
    // What a reader finds in the bytes beside the material is not what the person called the key.
    (key.has_private() == (form == Form::Pkcs8)).then(|| Key::new(name, key.material))
}
