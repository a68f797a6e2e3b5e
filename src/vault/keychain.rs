//! Keys in the operating system's keychain: one item per key, with a sealed public index beside it.
//!
//! What is in the keychain is the truth; the index is a copy of its public half, made again where it is lost or was
//! changed. Order is what makes it safe: a key is noted as unfinished, written part by part, its description last
//! (nothing without one is a key), read back, listed, and only then no longer unfinished.
//!
//! Promises: listing asks nobody to unlock anything; an error of the keychain's library is never printed.

mod backend;
mod entry;
mod items;
mod system;

use std::path::Path;

use super::disk::Lock;
use super::index::{Contents, Index};
use super::record::{Record, same_as};
use super::seal::Seal;
use super::{
    Details, IndexState, KeyUid, Listing, NewKey, Place, Random, StoredKey, Vault, VaultError, form,
};
use crate::jose::key::Key;
pub use backend::{Backend, SERVICE};
use items::Items;
pub use system::system;

/// Keys in the operating system's keychain.
pub struct KeychainVault {
    items: Items,
    index: Index,
    random: Random,
    /// The key of the seal, and over which connection it came.
    seal: Option<(Seal, u64)>,
    /// What happened to the index and was not told yet.
    untold: Option<IndexState>,
}

impl KeychainVault {
    /// Keys in this keychain, listed in this index.
    ///
    /// Errors: as [`super::open_keychain`].
    pub fn open(mut backend: Box<dyn Backend>, index: &Path, random: Random) -> Result<Self, VaultError> {
        let _ = backend.is_locked()?;
        let items = Items::connect(backend)?;
        Ok(Self { items, index: Index::new(index), random, seal: None, untold: None })
    }

    /// The key of the seal; `None` where the keychain has none.
    fn seal(&mut self) -> Result<Option<&Seal>, VaultError> {
        if self.seal.as_ref().is_none_or(|(_, connection)| *connection != self.items.connections()) {
            self.seal = None;
            let bytes = self.items.get(SEAL, 0)?;
            let connection = self.items.connections();
            self.seal =
                bytes.and_then(|bytes| Seal::from_bytes(bytes.as_bytes())).map(|seal| (seal, connection));
        }
        Ok(self.seal.as_ref().map(|(seal, _)| seal))
    }

    /// The key of the seal, a new one where the keychain has none. Only under the lock of the index.
    fn seal_or_new(&mut self) -> Result<(), VaultError> {
        if self.seal()?.is_some() {
            return Ok(());
        }
        let seal = Seal::random(self.random)?;
        let _ = self.items.put(SEAL, "Jotlens: seal of the list of keys", seal.as_bytes())?;
        let back = self.items.get(SEAL, 0)?;
        if back.is_none_or(|back| back.as_bytes() != seal.as_bytes()) {
            return Err(VaultError::ReadBack);
        }
        self.seal = Some((seal, self.items.connections()));
        Ok(())
    }

    /// The list under a seal that holds, made again from the keychain where there is none. Only under the lock of the
    /// index, and with the keychain unlocked or somebody there to unlock it.
    fn records(&mut self) -> Result<Vec<Record>, VaultError> {
        let contents = self.index.read()?;
        let sealed = self.sealed(contents.as_ref())?;
        if let (true, Some(contents)) = (sealed, contents) {
            return self.finish(contents.records);
        }
        let had_file = self.index.read()?.is_some();
        let had_seal = self.seal()?.is_some();
        self.seal_or_new()?;
        let records = self.collect()?;
        self.write(&records)?;
        if had_file {
            self.untold = Some(IndexState::RebuiltChanged);
        } else if had_seal || !records.is_empty() {
            self.untold = Some(IndexState::RebuiltLost);
        }
        self.finish(records)
    }

    fn sealed(&mut self, contents: Option<&Contents>) -> Result<bool, VaultError> {
        let Some(contents) = contents else { return Ok(false) };
        Ok(self.seal()?.is_some_and(|seal| contents.is_sealed_by(seal)))
    }

    /// Finishes what a crash left half done: what is not listed goes; what is listed stays, and is called what the
    /// keychain calls it.
    fn finish(&mut self, mut records: Vec<Record>) -> Result<Vec<Record>, VaultError> {
        let Some((seal, _)) = &self.seal else { return Ok(records) };
        for id in self.index.unfinished(seal)? {
            if let Some(record) = records.iter_mut().find(|record| record.is_of(&id)) {
                if let Some(about) = self.items.about(&id)? {
                    *record = record.with_details(&about.details);
                    self.write(&records)?;
                }
            } else {
                self.items.erase(&id)?;
            }
            self.end(&[id])?;
        }
        Ok(records)
    }

    /// Whether a crash left something half done, and nobody is at it just now.
    fn has_unfinished(&self) -> Result<Option<Lock>, VaultError> {
        let Some((seal, _)) = &self.seal else { return Ok(None) };
        if self.index.unfinished(seal)?.is_empty() { Ok(None) } else { self.index.try_lock() }
    }

    /// All whole keys of the keychain, oldest first.
    fn collect(&mut self) -> Result<Vec<Record>, VaultError> {
        let mut found = Vec::new();
        for name in self.items.names()? {
            let Some(id) = KeyUid::parse(&name) else { continue };
            match self.items.load(&id) {
                Ok(Some((about, key))) => found.push(about.stored(id, &key)),
                // Half a key, or none of ours: no reason to hide the others.
                Ok(None) | Err(VaultError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        found.sort_by(|(one, _), (other, _)| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
        let Some((seal, _)) = &self.seal else { return Err(VaultError::Failed) };
        found.iter().map(|(stored, key)| Record::of(stored, key, seal)).collect()
    }

    fn write(&self, records: &[Record]) -> Result<(), VaultError> {
        let Some((seal, _)) = &self.seal else { return Err(VaultError::Failed) };
        self.index.write(records, seal)
    }

    fn begin(&self, ids: &[KeyUid]) -> Result<(), VaultError> {
        let Some((seal, _)) = &self.seal else { return Err(VaultError::Failed) };
        self.index.begin(ids, seal)
    }

    fn end(&self, ids: &[KeyUid]) -> Result<(), VaultError> {
        let Some((seal, _)) = &self.seal else { return Err(VaultError::Failed) };
        self.index.end(ids, seal)
    }

    /// Writes a key, reads it back, compares. The record is for the list.
    fn save(&mut self, stored: &StoredKey, key: &Key) -> Result<Record, VaultError> {
        let Some((seal, _)) = &self.seal else { return Err(VaultError::Failed) };
        let record = Record::of(stored, key, seal)?;
        self.items.save(stored, key)?;
        Ok(record)
    }

    /// Stores keys under the lock of the index: each is written and read back, then all are listed at once.
    fn store(&mut self, new: &[NewKey<'_>]) -> Result<Vec<Result<StoredKey, VaultError>>, VaultError> {
        let _lock = self.index.lock()?;
        let mut records = self.records()?;
        let stored =
            new.iter().map(|&new| StoredKey::new(new, self.random)).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<KeyUid> = stored.iter().map(|stored| stored.id.clone()).collect();
        self.begin(&ids)?;
        let mut outcomes = Vec::new();
        for (stored, new) in stored.into_iter().zip(new) {
            let saved = self.save(&stored, new.key);
            outcomes.push(saved.map(|record| {
                records.push(record);
                stored
            }));
        }
        if let Err(error) = self.write(&records) {
            outcomes = ids.iter().map(|_| Err(error.clone())).collect();
        }
        // What is listed is stored. Where the rest cannot be taken away now, its note stays, and it goes next time.
        let mut finished = Vec::new();
        for (id, outcome) in ids.into_iter().zip(&outcomes) {
            if outcome.is_ok() || self.items.erase(&id).is_ok() {
                finished.push(id);
            }
        }
        let _ = self.end(&finished);
        Ok(outcomes)
    }
}

impl Vault for KeychainVault {
    fn place(&self) -> Place {
        Place::Keychain(self.items.backend.name())
    }

    fn is_locked(&mut self) -> Result<bool, VaultError> {
        self.items.backend.is_locked()
    }

    fn list(&mut self) -> Result<Listing, VaultError> {
        let contents = self.index.read()?;
        if !matches!(self.items.backend.is_locked(), Ok(false)) {
            let records = contents.map(|contents| contents.records).unwrap_or_default();
            return Ok(Listing { keys: parse(&records), state: IndexState::Unchecked });
        }
        let sealed = self.sealed(contents.as_ref())?;
        let records = match contents {
            Some(contents) if sealed => match self.has_unfinished()? {
                // What cannot be finished now is finished another time.
                Some(_lock) => self.records().unwrap_or(contents.records),
                None => contents.records,
            },
            _ => {
                let _lock = self.index.lock()?;
                self.records()?
            }
        };
        Ok(Listing { keys: parse(&records), state: self.untold.take().unwrap_or_default() })
    }

    fn add(&mut self, new: NewKey<'_>) -> Result<StoredKey, VaultError> {
        let _ = form::write(new.key)?;
        self.store(&[new])?.pop().unwrap_or(Err(VaultError::Failed))
    }

    fn add_all(&mut self, new: &[NewKey<'_>]) -> Vec<Result<StoredKey, VaultError>> {
        self.store(new).unwrap_or_else(|error| new.iter().map(|_| Err(error.clone())).collect())
    }

    fn read(&mut self, id: &KeyUid) -> Result<Key, VaultError> {
        match self.items.load(id)? {
            Some((_, key)) => Ok(key),
            None => Err(VaultError::Unknown(id.clone())),
        }
    }

    fn describe(&mut self, id: &KeyUid, details: Details) -> Result<StoredKey, VaultError> {
        let _lock = self.index.lock()?;
        let mut records = self.records()?;
        let unknown = || VaultError::Unknown(id.clone());
        let record = records.iter_mut().find(|record| record.is_of(id)).ok_or_else(unknown)?;
        *record = record.with_details(&details);
        let stored = record.parse().ok_or_else(unknown)?;
        let before = self.items.about(id)?.ok_or_else(unknown)?;
        let after = before.with(details);
        self.begin(std::slice::from_ref(id))?;
        let described = self.items.describe(id, &after, stored.kind).and_then(|()| self.write(&records));
        if let Err(error) = described {
            // Where this fails as well, the note stays, and the list learns from the keychain next time.
            if self.items.describe(id, &before, stored.kind).is_ok() {
                let _ = self.end(std::slice::from_ref(id));
            }
            return Err(error);
        }
        let _ = self.end(std::slice::from_ref(id));
        Ok(stored)
    }

    fn remove(&mut self, id: &KeyUid) -> Result<(), VaultError> {
        let _lock = self.index.lock()?;
        let mut records = self.records()?;
        // Asked first, so that a keychain that cannot be asked leaves the list as it is.
        let _ = self.items.about(id)?;
        self.begin(std::slice::from_ref(id))?;
        records.retain(|record| !record.is_of(id));
        self.write(&records)?;
        self.items.erase(id)?;
        self.end(std::slice::from_ref(id))
    }

    fn find_same(&mut self, key: &Key) -> Result<Option<KeyUid>, VaultError> {
        let contents = self.index.read()?;
        let Some(contents) = contents else { return Ok(None) };
        let same = match key.thumbprint() {
            // A public key is known by its thumbprint; the seal's key is for secrets alone.
            Some(thumbprint) if key.to_public().is_some() => Some(thumbprint),
            _ => self.seal()?.and_then(|seal| same_as(key, seal)),
        };
        let Some(same) = same else { return Ok(None) };
        Ok(contents.records.iter().find(|record| record.is_same(&same)).and_then(Record::id))
    }
}

/// The item that holds the key of the seal.
const SEAL: &str = "seal";

fn parse(records: &[Record]) -> Vec<StoredKey> {
    records.iter().filter_map(Record::parse).collect()
}
