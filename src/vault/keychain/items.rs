//! Items of a keychain: connections that are replaced when they die, and content that is larger than an item.
//!
//! Promises: a part alone is never taken for the whole; every call can be done twice without harm, and is, once,
//! when the connection dies in the middle.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::backend::{Backend, meaning};
use crate::jose::secret::SecretBytes;
use crate::vault::VaultError;

/// A keychain and the connection to it.
pub(super) struct Items {
    pub(super) backend: Box<dyn Backend>,
    store: Option<Arc<CredentialStore>>,
    connections: u64,
}

impl Items {
    /// Connects.
    pub(super) fn connect(backend: Box<dyn Backend>) -> Result<Self, VaultError> {
        let mut items = Self { backend, store: None, connections: 0 };
        items.store()?;
        Ok(items)
    }

    /// How often it was connected to: what was learnt over another connection may no longer be so.
    pub(super) const fn connections(&self) -> u64 {
        self.connections
    }

    /// Writes a whole content: as one item, or its parts first and what binds them last. Returns how many parts.
    pub(super) fn put(&mut self, name: &str, label: &str, content: &[u8]) -> Result<usize, VaultError> {
        let limit = self.backend.limit().max(Binding::LEN);
        if content.len() <= limit {
            self.put_one(name, label, content)?;
            return Ok(0);
        }
        let parts = content.chunks(limit);
        let count = parts.len();
        for (number, part) in (1..).zip(parts) {
            self.put_one(&part_name(name, number), &format!("{label}, part {number} of {count}"), part)?;
        }
        self.put_one(name, label, &Binding::of(content, count).to_bytes())?;
        Ok(count)
    }

    /// Reads a content of so many parts. `None` where there is none, or not all of it.
    pub(super) fn get(&mut self, name: &str, parts: usize) -> Result<Option<SecretBytes>, VaultError> {
        let Some(head) = self.get_one(name)? else { return Ok(None) };
        if parts == 0 {
            return Ok(Some(head.into()));
        }
        let mut content =
            Zeroizing::new(Vec::with_capacity(parts.saturating_mul(self.backend.limit().min(1 << 16))));
        for number in 1..=parts {
            let Some(part) = self.get_one(&part_name(name, number))? else { return Ok(None) };
            content.extend_from_slice(&part);
        }
        Ok((Binding::of(&content, parts).to_bytes() == *head).then(|| content.into()))
    }

    /// Changes the public text of an item that exists; `false` where there is none.
    pub(super) fn set_attribute(
        &mut self,
        name: &str,
        attribute: &str,
        text: &str,
    ) -> Result<bool, VaultError> {
        let attributes = [(attribute, text)].into();
        let done = self.on(name, "", |item| item.update_attributes(&attributes))?;
        Ok(done.is_some())
    }

    /// The public text of an item.
    pub(super) fn attribute(&mut self, name: &str, attribute: &str) -> Result<Option<String>, VaultError> {
        let attributes = self.on(name, "", Entry::get_attributes)?;
        Ok(attributes.and_then(|mut attributes| attributes.remove(attribute)))
    }

    /// Changes the label of an item that exists.
    pub(super) fn relabel(&mut self, name: &str, label: &str) -> Result<(), VaultError> {
        self.each(|backend, store| backend.relabel(&backend.item(store, name, label)?, label)).map(|_| ())
    }

    /// The names of all items.
    pub(super) fn names(&mut self) -> Result<Vec<String>, VaultError> {
        Ok(self.each(|backend, store| backend.names(store))?.unwrap_or_default())
    }

    /// Removes one item; one that is not there is removed already.
    pub(super) fn delete(&mut self, name: &str) -> Result<(), VaultError> {
        self.on(name, "", Entry::delete_credential).map(|_| ())
    }

    fn put_one(&mut self, name: &str, label: &str, bytes: &[u8]) -> Result<(), VaultError> {
        match self.on(name, label, |item| item.set_secret(bytes))? {
            Some(()) => Ok(()),
            // The keychain has nowhere to put it.
            None => Err(VaultError::NoCollection),
        }
    }

    fn get_one(&mut self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        self.on(name, "", |item| item.get_secret().map(Zeroizing::new))
    }

    fn on<T>(
        &mut self,
        name: &str,
        label: &str,
        work: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, VaultError> {
        self.each(|backend, store| work(&backend.item(store, name, label)?))
    }

    /// Does the work, over a new connection once more where the old one died. `None`: there is no such item.
    fn each<T>(
        &mut self,
        work: impl Fn(&dyn Backend, &CredentialStore) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, VaultError> {
        let mut again = false;
        loop {
            let store = match self.store() {
                Ok(store) => store,
                // Something was asked of it already, and nobody knows whether it was done.
                Err(_) if again => return Err(VaultError::Disconnected),
                Err(error) => return Err(error),
            };
            let error = match work(&*self.backend, &*store) {
                Ok(done) => return Ok(Some(done)),
                Err(error) => meaning(&*self.backend, error),
            };
            match error {
                None => return Ok(None),
                Some(VaultError::Disconnected) => self.store = None,
                Some(error) => return Err(error),
            }
            if again {
                return Err(VaultError::Disconnected);
            }
            again = true;
        }
    }

    fn store(&mut self) -> Result<Arc<CredentialStore>, VaultError> {
        if let Some(store) = &self.store {
            return Ok(Arc::clone(store));
        }
        let store = self.backend.connect()?;
        self.connections += 1;
        self.store = Some(Arc::clone(&store));
        Ok(store)
    }
}

/// The name of a part, counted from 1.
pub(super) fn part_name(name: &str, number: usize) -> String {
    format!("{name}.{number}")
}

/// What makes parts a whole; lies in the secret of the head item, since a short content could be guessed from its hash.
struct Binding {
    parts: u64,
    bytes: u64,
    sha256: [u8; 32],
}

impl Binding {
    const LEN: usize = 8 + 8 + 32;

    fn of(content: &[u8], parts: usize) -> Self {
        Self { parts: parts as u64, bytes: content.len() as u64, sha256: Sha256::digest(content).into() }
    }

    fn to_bytes(&self) -> Vec<u8> {
        [&self.parts.to_be_bytes()[..], &self.bytes.to_be_bytes(), &self.sha256].concat()
    }
}
