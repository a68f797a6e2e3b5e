//! A stored key as JSON: nothing secret, and nothing from which a secret could be guessed.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::form::{self, Form};
use super::seal::{Purpose, Seal};
use super::{Details, KeyUid, StoredKey, VaultError};
use crate::encoding::base64url;
use crate::jose::key::{Key, KeyKind, Material};

/// One key in the public index, not yet parsed: most of what is done with an index does not look into it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record(Value);

impl Record {
    /// Of a stored key. `whole` serves to know it again.
    pub(super) fn of(stored: &StoredKey, whole: &Key, seal: &Seal) -> Result<Self, VaultError> {
        let mut json = Map::new();
        json.insert("id".to_owned(), stored.id.as_str().into());
        json.insert("created".to_owned(), stored.created_at.into());
        json.insert("private".to_owned(), stored.has_private.into());
        json.insert("same".to_owned(), same_as(whole, seal).into());
        details_into(&stored.details, &mut json);
        if let Some(public) = &stored.public {
            json.insert("public".to_owned(), base64url::encode(&form::public(public)?).into());
            json.insert("certificates".to_owned(), certificates_to(&public.certificates));
        } else {
            let KeyKind::Secret { bits } = stored.kind else { return Err(VaultError::Unwritable) };
            json.insert("bits".to_owned(), bits.into());
        }
        Ok(Self(Value::Object(json)))
    }

    /// From the index.
    pub(super) const fn from_json(value: Value) -> Self {
        Self(value)
    }

    /// For the index.
    pub(super) const fn json(&self) -> &Value {
        &self.0
    }

    /// Whose it is.
    pub(super) fn is_of(&self, id: &KeyUid) -> bool {
        self.0.get("id").and_then(Value::as_str) == Some(id.as_str())
    }

    /// The id.
    pub(super) fn id(&self) -> Option<KeyUid> {
        self.0.get("id").and_then(Value::as_str).and_then(KeyUid::parse)
    }

    /// Whether it is made of this material; see [`same_as`].
    pub(super) fn is_same(&self, same: &str) -> bool {
        self.0.get("same").and_then(Value::as_str) == Some(same)
    }

    /// The same key, called something else.
    pub(super) fn with_details(&self, details: &Details) -> Self {
        let mut json = self.0.as_object().cloned().unwrap_or_default();
        details_into(details, &mut json);
        Self(Value::Object(json))
    }

    /// What it says; `None` where it is not one of ours.
    pub(super) fn parse(&self) -> Option<StoredKey> {
        let json = self.0.as_object()?;
        let details = details_from(json)?;
        let (public, kind) = match json.get("public") {
            Some(public) => {
                let mut key = form::read(Form::Spki, &bytes_from(public)?, &details.name)?;
                key.certificates = certificates_from(json.get("certificates")?)?;
                details.apply(&mut key);
                let kind = key.kind();
                (Some(key), kind)
            }
            None => (None, KeyKind::Secret { bits: usize::try_from(json.get("bits")?.as_u64()?).ok()? }),
        };
        Some(StoredKey {
            id: self.id()?,
            details,
            kind,
            has_private: json.get("private")?.as_bool()?,
            created_at: json.get("created")?.as_i64()?,
            public,
        })
    }
}

/// What tells the material of a key from every other, the same for a pair and its public half: the thumbprint; for a
/// secret a tag that only the seal's key can make.
pub(super) fn same_as(key: &Key, seal: &Seal) -> Option<String> {
    match &key.material {
        Material::Secret(secret) => Some(seal.of(Purpose::Secret, secret.as_bytes())),
        _ => key.thumbprint(),
    }
}

/// Adds the details; what is absent has no member.
pub(super) fn details_into(details: &Details, json: &mut Map<String, Value>) {
    let Details { name, kid, alg, key_use, key_ops, group } = details;
    json.insert("name".to_owned(), name.as_str().into());
    let options = [("kid", kid), ("alg", alg), ("use", key_use), ("group", group)];
    for (member, value) in options {
        match value {
            Some(value) => json.insert(member.to_owned(), value.as_str().into()),
            None => json.remove(member),
        };
    }
    match key_ops {
        Some(ops) => json.insert("key_ops".to_owned(), ops.clone().into()),
        None => json.remove("key_ops"),
    };
}

/// Reads the details.
pub(super) fn details_from(json: &Map<String, Value>) -> Option<Details> {
    let text = |member: &str| match json.get(member) {
        None => Some(None),
        Some(value) => value.as_str().map(|text| Some(text.to_owned())),
    };
    let key_ops = match json.get("key_ops") {
        None => None,
        Some(ops) => {
            let texts = ops.as_array()?.iter().map(|op| op.as_str().map(str::to_owned));
            Some(texts.collect::<Option<Vec<_>>>()?)
        }
    };
    Some(Details {
        name: text("name")??,
        kid: text("kid")?,
        alg: text("alg")?,
        key_use: text("use")?,
        key_ops,
        group: text("group")?,
    })
}

/// Certificates as an array of base64url.
pub(super) fn certificates_to(certificates: &[Arc<[u8]>]) -> Value {
    certificates.iter().map(|der| base64url::encode(der)).collect::<Vec<_>>().into()
}

/// Certificates from an array of base64url.
pub(super) fn certificates_from(json: &Value) -> Option<Vec<Arc<[u8]>>> {
    json.as_array()?.iter().map(|text| bytes_from(text).map(Arc::from)).collect()
}

fn bytes_from(text: &Value) -> Option<Vec<u8>> {
    base64url::decode_strict(text.as_str()?)
}
