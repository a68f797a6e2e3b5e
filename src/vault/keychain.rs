//! Keys in the operating system's keychain, one item per key, with a public index beside it.

use std::path::{Path, PathBuf};

use super::{Details, KeyUid, Listing, NewKey, Place, Random, StoredKey, Vault, VaultError};
use crate::jose::key::Key;

/// A keychain as this program needs it.
pub trait Backend: Send {
    /// What a person knows it by: `GNOME Keyring`, `macOS Keychain`.
    fn name(&self) -> String;
}

/// The keychain of this system.
pub fn system() -> Box<dyn Backend> {
    Box::new(Nothing)
}

struct Nothing;

impl Backend for Nothing {
    fn name(&self) -> String {
        String::new()
    }
}

/// Keys in the operating system's keychain.
pub struct KeychainVault {
    backend: Box<dyn Backend>,
    index: PathBuf,
    random: Random,
}

impl KeychainVault {
    /// Keys in this keychain, listed in this index.
    pub fn open(backend: Box<dyn Backend>, index: &Path, random: Random) -> Result<Self, VaultError> {
        let _ = Self { backend, index: index.to_owned(), random };
        Err(VaultError::NoProvider)
    }
}

impl Vault for KeychainVault {
    fn place(&self) -> Place {
        let _ = (&self.index, self.random);
        Place::Keychain(self.backend.name())
    }

    fn list(&mut self) -> Result<Listing, VaultError> {
        Err(VaultError::Failed)
    }

    fn add(&mut self, _: NewKey<'_>) -> Result<StoredKey, VaultError> {
        Err(VaultError::Failed)
    }

    fn read(&mut self, _: &KeyUid) -> Result<Key, VaultError> {
        Err(VaultError::Failed)
    }

    fn describe(&mut self, _: &KeyUid, _: Details) -> Result<StoredKey, VaultError> {
        Err(VaultError::Failed)
    }

    fn remove(&mut self, _: &KeyUid) -> Result<(), VaultError> {
        Err(VaultError::Failed)
    }

    fn find_same(&mut self, _: &Key) -> Result<Option<KeyUid>, VaultError> {
        Err(VaultError::Failed)
    }
}
