//! The Credential Manager of Windows: 2,560 bytes an item. Items stay on the machine: a private key does not roam.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Result};

use crate::vault::VaultError;
use crate::vault::keychain::backend::{Backend, SERVICE};

/// The credentials of this user.
pub(super) struct CredentialManager;

impl Backend for CredentialManager {
    fn name(&self) -> String {
        "Windows Credential Manager".to_owned()
    }

    fn connect(&self) -> std::result::Result<Arc<CredentialStore>, VaultError> {
        super::store().map_err(|_| VaultError::NoProvider)
    }

    /// It is open as long as the person is logged in.
    fn is_locked(&mut self) -> std::result::Result<bool, VaultError> {
        Ok(false)
    }

    /// `CRED_MAX_CREDENTIAL_BLOB_SIZE`.
    fn limit(&self) -> usize {
        2560
    }

    fn has_attributes(&self) -> bool {
        false
    }

    fn item(&self, store: &CredentialStore, name: &str, _: &str) -> Result<Entry> {
        store.build(SERVICE, name, Some(&HashMap::from([("persistence", "Local")])))
    }

    fn relabel(&self, _: &Entry, _: &str) -> Result<()> {
        Ok(())
    }

    fn names(&self, store: &CredentialStore) -> Result<Vec<String>> {
        let pattern = format!(r"\.{SERVICE}$");
        let items = store.search(&HashMap::from([("pattern", pattern.as_str())]))?;
        Ok(items.iter().filter_map(Entry::get_specifiers).map(|(_, name)| name).collect())
    }
}
