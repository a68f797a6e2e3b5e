//! One key in a keychain: its bytes, its certificates, and last its description.
//!
//! Promises: without its description a key is not there, so that half a key is none; everything that the index says
//! can be had from here.

use serde_json::{Map, Value, json};

use super::items::{Items, part_name};
use crate::jose::key::{Key, KeyKind};
use crate::vault::form::{self, Form};
use crate::vault::record::{certificates_from, certificates_to, details_from, details_into};
use crate::vault::{Details, KeyUid, StoredKey, VaultError};

/// The description of a key in a keychain: public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// What it is called and meant for.
    pub(super) details: Details,
    form: Form,
    created_at: i64,
    /// Over how many numbered items the bytes are spread; 0: they are one item.
    parts: usize,
    /// The same for the certificates; `None`: there are none.
    certificate_parts: Option<usize>,
}

impl About {
    /// The key as it is listed, and whole.
    pub(super) fn stored(&self, id: KeyUid, key: &Key) -> (StoredKey, Key) {
        let stored = StoredKey {
            id,
            details: self.details.clone(),
            kind: key.kind(),
            has_private: key.has_private(),
            created_at: self.created_at,
            public: key.to_public(),
        };
        (stored, key.clone())
    }

    /// The same key, called something else.
    pub(super) fn with(&self, details: Details) -> Self {
        Self { details, ..self.clone() }
    }

    fn to_json(&self) -> String {
        let mut json = Map::new();
        json.insert("jotlens_key".to_owned(), json!(1));
        json.insert("form".to_owned(), self.form.name().into());
        json.insert("created".to_owned(), self.created_at.into());
        json.insert("parts".to_owned(), self.parts.into());
        if let Some(parts) = self.certificate_parts {
            json.insert("certificate_parts".to_owned(), parts.into());
        }
        details_into(&self.details, &mut json);
        Value::Object(json).to_string()
    }

    fn from_json(text: &[u8]) -> Option<Self> {
        let json: Value = serde_json::from_slice(text).ok()?;
        let json = json.as_object()?;
        let count =
            |value: &Value| usize::try_from(value.as_u64()?).ok().filter(|&count| count <= MOST_PARTS);
        let certificate_parts = match json.get("certificate_parts") {
            Some(parts) => Some(count(parts)?),
            None => None,
        };
        Some(Self {
            details: details_from(json)?,
            form: Form::of(json.get("form")?.as_str()?)?,
            created_at: json.get("created")?.as_i64()?,
            parts: count(json.get("parts")?)?,
            certificate_parts,
        })
    }
}

impl Items {
    /// Writes a key, reads it back, compares. What is left of a failure is for [`Items::erase`].
    pub(super) fn save(&mut self, stored: &StoredKey, key: &Key) -> Result<(), VaultError> {
        let (form, bytes) = form::write(key)?;
        let label = label(&stored.details, stored.kind);
        let id = stored.id.as_str();
        let mut certificate_parts = None;
        if !key.certificates.is_empty() {
            let text = certificates_to(&key.certificates).to_string();
            let label = format!("{label}, certificates");
            certificate_parts = Some(self.put(&certificates_name(id), &label, text.as_bytes())?);
        }
        let about = About {
            details: stored.details.clone(),
            form,
            created_at: stored.created_at,
            parts: self.put(id, &label, bytes.as_bytes())?,
            certificate_parts,
        };
        self.put_about(id, &about, &label)?;
        match self.load(&stored.id) {
            Ok(Some((about_again, again)))
                if about_again == about
                    && again.material == key.material
                    && again.certificates == key.certificates =>
            {
                Ok(())
            }
            Ok(_) | Err(VaultError::Damaged(_)) => Err(VaultError::ReadBack),
            Err(error) => Err(error),
        }
    }

    /// Reads a key. `None`: there is none of that id, or not all of it. [`VaultError::Damaged`]: it is not what we
    /// write.
    pub(super) fn load(&mut self, id: &KeyUid) -> Result<Option<(About, Key)>, VaultError> {
        let Some(about) = self.about(id)? else { return Ok(None) };
        let damaged = || VaultError::Damaged(id.clone());
        let bytes = self.get(id.as_str(), about.parts)?.ok_or_else(damaged)?;
        let mut key = form::read(about.form, bytes.as_bytes(), &about.details.name).ok_or_else(damaged)?;
        if let Some(parts) = about.certificate_parts {
            let text = self.get(&certificates_name(id.as_str()), parts)?.ok_or_else(damaged)?;
            let json = serde_json::from_slice(text.as_bytes()).map_err(|_| damaged())?;
            key.certificates = certificates_from(&json).ok_or_else(damaged)?;
        }
        about.details.apply(&mut key);
        Ok(Some((about, key)))
    }

    /// Reads the description of a key.
    pub(super) fn about(&mut self, id: &KeyUid) -> Result<Option<About>, VaultError> {
        let text = if self.backend.has_attributes() {
            self.attribute(id.as_str(), ATTRIBUTE)?.map(String::into_bytes)
        } else {
            self.get(&about_name(id.as_str()), 0)?.map(|text| text.as_bytes().to_vec())
        };
        let Some(text) = text else { return Ok(None) };
        About::from_json(&text).map(Some).ok_or_else(|| VaultError::Damaged(id.clone()))
    }

    /// Changes the description of a key.
    pub(super) fn describe(&mut self, id: &KeyUid, about: &About, kind: KeyKind) -> Result<(), VaultError> {
        let label = label(&about.details, kind);
        self.put_about(id.as_str(), about, &label)?;
        if self.about(id)?.as_ref() != Some(about) {
            return Err(VaultError::ReadBack);
        }
        self.relabel(id.as_str(), &label)
    }

    /// Removes a key, its description first.
    pub(super) fn erase(&mut self, id: &KeyUid) -> Result<(), VaultError> {
        let id = id.as_str();
        let names = self.names()?;
        self.delete(&about_name(id))?;
        self.delete(id)?;
        let certificates = certificates_name(id);
        let part = part_name(id, 0);
        let part = part.trim_end_matches('0');
        for name in names {
            if name == certificates || name.starts_with(part) {
                self.delete(&name)?;
            }
        }
        Ok(())
    }

    fn put_about(&mut self, id: &str, about: &About, label: &str) -> Result<(), VaultError> {
        let text = about.to_json();
        if self.backend.has_attributes() {
            let there = self.set_attribute(id, ATTRIBUTE, &text)?;
            return if there { Ok(()) } else { Err(VaultError::ReadBack) };
        }
        // Replaced whole or not at all, so it must fit in one item.
        let limit = self.backend.limit();
        if text.len() > limit {
            return Err(VaultError::TooLarge { bytes: text.len(), limit });
        }
        self.put(&about_name(id), &format!("{label}, description"), text.as_bytes()).map(|_| ())
    }
}

/// The attribute that holds the description, where items have attributes.
const ATTRIBUTE: &str = "jotlens";

/// More than any key has: a bound for what a damaged description may ask for.
const MOST_PARTS: usize = 100_000;

fn about_name(id: &str) -> String {
    format!("{id}.about")
}

fn certificates_name(id: &str) -> String {
    format!("{id}.certificates")
}

/// What a person reads in Seahorse or Keychain Access.
fn label(details: &Details, kind: KeyKind) -> String {
    let kind = match kind {
        KeyKind::Secret { bits } => format!("secret, {bits} bits"),
        KeyKind::Rsa { bits } => format!("RSA {bits}"),
        KeyKind::Ec(curve) | KeyKind::Okp(curve) => curve.name().to_owned(),
        KeyKind::Akp(algorithm) => algorithm.name().to_owned(),
    };
    format!("Jotlens: {} ({kind})", details.name)
}
