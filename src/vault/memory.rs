//! Keys for this session: forgotten when the program ends.

use super::{Details, KeyUid, Listing, NewKey, Place, Random, StoredKey, Vault, VaultError, is_same};
use crate::jose::key::{Key, Material};

/// Keeps keys in memory, in zeroizing containers.
#[derive(Debug)]
pub struct MemoryVault {
    keys: Vec<(StoredKey, Key)>,
    random: Random,
}

impl MemoryVault {
    /// An empty one.
    pub const fn new(random: Random) -> Self {
        Self { keys: Vec::new(), random }
    }

    fn place_of(&self, id: &KeyUid) -> Result<usize, VaultError> {
        let is_it = |(stored, _): &(StoredKey, Key)| stored.id == *id;
        self.keys.iter().position(is_it).ok_or_else(|| VaultError::Unknown(id.clone()))
    }
}

impl Vault for MemoryVault {
    fn place(&self) -> Place {
        Place::Memory
    }

    fn list(&mut self) -> Result<Listing, VaultError> {
        let keys = self.keys.iter().map(|(stored, _)| stored.clone()).collect();
        Ok(Listing { keys, ..Listing::default() })
    }

    fn add(&mut self, new: NewKey<'_>) -> Result<StoredKey, VaultError> {
        if matches!(new.key.material, Material::Sealed { .. }) {
            return Err(VaultError::Unwritable);
        }
        let stored = StoredKey::new(new, self.random)?;
        self.keys.push((stored.clone(), new.key.clone()));
        Ok(stored)
    }

    fn read(&mut self, id: &KeyUid) -> Result<Key, VaultError> {
        let place = self.place_of(id)?;
        self.keys.get(place).map(|(_, key)| key.clone()).ok_or_else(|| VaultError::Unknown(id.clone()))
    }

    fn describe(&mut self, id: &KeyUid, details: Details) -> Result<StoredKey, VaultError> {
        let place = self.place_of(id)?;
        let Some((stored, key)) = self.keys.get_mut(place) else {
            return Err(VaultError::Unknown(id.clone()));
        };
        details.apply(key);
        stored.public = key.to_public();
        stored.details = details;
        Ok(stored.clone())
    }

    fn remove(&mut self, id: &KeyUid) -> Result<(), VaultError> {
        self.keys.retain(|(stored, _)| stored.id != *id);
        Ok(())
    }

    fn find_same(&mut self, key: &Key) -> Result<Option<KeyUid>, VaultError> {
        Ok(self.keys.iter().find(|(_, other)| is_same(key, other)).map(|(stored, _)| stored.id.clone()))
    }
}
