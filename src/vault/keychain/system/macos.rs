//! The keychain of macOS: no attributes and no labels that its store could write.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Result};

use crate::vault::VaultError;
use crate::vault::keychain::backend::{Backend, SERVICE};

/// The login keychain.
pub(super) struct Keychain;

impl Backend for Keychain {
    fn name(&self) -> String {
        "macOS Keychain".to_owned()
    }

    fn connect(&self) -> std::result::Result<Arc<CredentialStore>, VaultError> {
        super::store().map_err(|_| VaultError::NoProvider)
    }

    /// Its store cannot say; the system asks when it has to.
    fn is_locked(&mut self) -> std::result::Result<bool, VaultError> {
        Ok(false)
    }

    fn limit(&self) -> usize {
        super::NO_LIMIT
    }

    fn has_attributes(&self) -> bool {
        false
    }

    fn item(&self, store: &CredentialStore, name: &str, _: &str) -> Result<Entry> {
        store.build(SERVICE, name, None)
    }

    fn relabel(&self, _: &Entry, _: &str) -> Result<()> {
        Ok(())
    }

    fn names(&self, store: &CredentialStore) -> Result<Vec<String>> {
        let items = store.search(&HashMap::from([("service", SERVICE)]))?;
        Ok(items.iter().filter_map(Entry::get_specifiers).map(|(_, name)| name).collect())
    }
}
