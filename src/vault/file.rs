//! Keys in one file behind a passphrase, in the format of the `age` tool.

use std::path::{Path, PathBuf};

use super::{Details, KeyUid, Listing, NewKey, Place, Random, StoredKey, Vault, VaultError};
use crate::jose::key::Key;

/// Keys in one `age` file behind a passphrase.
pub struct FileVault {
    path: PathBuf,
}

impl FileVault {
    /// Whether there is a file at the path.
    pub fn exists(path: &Path) -> bool {
        path.exists()
    }

    /// A new, empty one. Errors: [`VaultError::Io`] with `AlreadyExists` where there is a file.
    pub fn create(path: &Path, passphrase: &str, random: Random) -> Result<Self, VaultError> {
        let _ = (path, passphrase, random);
        Err(VaultError::Failed)
    }

    /// Opens one; takes about a second. Errors: [`VaultError::WrongPassphrase`], [`VaultError::NoVault`].
    pub fn open(path: &Path, passphrase: &str, random: Random) -> Result<Self, VaultError> {
        let _ = (path, passphrase, random);
        Err(VaultError::Failed)
    }
}

impl Vault for FileVault {
    fn place(&self) -> Place {
        Place::File(self.path.clone())
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
