//! The public index of a keychain's keys: listing without unlocking, and without asking the keychain a thousand times.
//!
//! Promises: it holds no secret; what stands in it under a seal that holds was written by this program for this
//! keychain; it is replaced whole. Beside it lies the list of keys that are just being written or removed, so that
//! what a crash left half done is finished later.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::disk::{self, Lock};
use super::record::Record;
use super::seal::{Purpose, Seal};
use super::{KeyUid, VaultError};

/// Where the index is.
pub(super) struct Index {
    path: PathBuf,
    unfinished: PathBuf,
}

/// What the file says.
pub(super) struct Contents {
    /// The keys, oldest first.
    pub(super) records: Vec<Record>,
    seal: String,
}

impl Contents {
    /// Whether this program wrote it for the keychain that the key is from.
    pub(super) fn is_sealed_by(&self, seal: &Seal) -> bool {
        seal.holds(Purpose::Index, sealed_text(&self.records).as_bytes(), &self.seal)
    }
}

impl Index {
    /// The one at the path.
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), unfinished: disk::beside(path, "unfinished") }
    }

    /// Keeps other processes from changing it.
    pub(super) fn lock(&self) -> Result<Lock, VaultError> {
        disk::lock(&self.path)
    }

    /// The same where nobody else holds it; `None` where somebody does.
    pub(super) fn try_lock(&self) -> Result<Option<Lock>, VaultError> {
        disk::try_lock(&self.path)
    }

    /// Reads it. `None` where there is no file; a file that is no index has no seal that could hold.
    pub(super) fn read(&self) -> Result<Option<Contents>, VaultError> {
        let Some(bytes) = disk::read(&self.path)? else { return Ok(None) };
        let nothing = || Contents { records: Vec::new(), seal: String::new() };
        Ok(Some(parse(&bytes).unwrap_or_else(nothing)))
    }

    /// Replaces it.
    pub(super) fn write(&self, records: &[Record], seal: &Seal) -> Result<(), VaultError> {
        let sealed = sealed_text(records);
        let mac = seal.of(Purpose::Index, sealed.as_bytes());
        // Numbers, names and base64url only around the list: nothing to escape.
        let text = format!("{{\"jotlens_index\":{VERSION},\"seal\":\"{mac}\",\"keys\":{sealed}}}\n");
        disk::replace(&self.path, text.as_bytes())
    }

    /// Notes that keys are about to be written or removed.
    pub(super) fn begin(&self, ids: &[KeyUid], seal: &Seal) -> Result<(), VaultError> {
        let mut all = self.unfinished(seal)?;
        all.extend_from_slice(ids);
        self.write_unfinished(&all, seal)
    }

    /// Notes that nothing of them is left to do.
    pub(super) fn end(&self, ids: &[KeyUid], seal: &Seal) -> Result<(), VaultError> {
        let mut all = self.unfinished(seal)?;
        all.retain(|id| !ids.contains(id));
        self.write_unfinished(&all, seal)
    }

    /// The keys that were being written or removed when something went wrong. A line whose seal does not hold is
    /// not ours: nobody else may have us remove a key.
    pub(super) fn unfinished(&self, seal: &Seal) -> Result<Vec<KeyUid>, VaultError> {
        let bytes = disk::read(&self.unfinished)?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let ids = text.lines().filter_map(|line| {
            let (id, mac) = line.split_once(' ')?;
            let holds = seal.holds(Purpose::Unfinished, id.as_bytes(), mac);
            if holds { KeyUid::parse(id) } else { None }
        });
        Ok(ids.collect())
    }

    fn write_unfinished(&self, ids: &[KeyUid], seal: &Seal) -> Result<(), VaultError> {
        let line = |id: &KeyUid| {
            format!("{} {}\n", id.as_str(), seal.of(Purpose::Unfinished, id.as_str().as_bytes()))
        };
        let text: String = ids.iter().map(line).collect();
        disk::replace(&self.unfinished, text.as_bytes())
    }
}

const VERSION: u64 = 1;

fn parse(bytes: &[u8]) -> Option<Contents> {
    let mut json: Value = serde_json::from_slice(bytes).ok()?;
    if json.get("jotlens_index")?.as_u64()? != VERSION {
        return None;
    }
    let seal = json.get("seal")?.as_str()?.to_owned();
    let Value::Array(keys) = json.get_mut("keys")?.take() else { return None };
    Some(Contents { records: keys.into_iter().map(Record::from_json).collect(), seal })
}

/// What the seal is on: the same for the same keys, however the file is spelled.
fn sealed_text(records: &[Record]) -> String {
    json!(records.iter().map(Record::json).collect::<Vec<_>>()).to_string()
}
