//! What differs between keychains, and what their failures mean.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroize as _;

use crate::vault::VaultError;

/// Whose items they are: every item of ours is of this service.
pub const SERVICE: &str = "Jotlens";

/// A keychain as this program needs it.
pub trait Backend: Send {
    /// What a person knows it by: `GNOME Keyring`, `macOS Keychain`.
    fn name(&self) -> String;

    /// A new connection.
    fn connect(&self) -> Result<Arc<CredentialStore>, VaultError>;

    /// Whether it is locked. Asks nobody to unlock it, and waits for nobody.
    fn is_locked(&mut self) -> Result<bool, VaultError>;

    /// How many bytes an item holds at most.
    fn limit(&self) -> usize;

    /// Whether an item can carry public text beside its secret, readable and writable by [`Entry`]'s attributes.
    fn has_attributes(&self) -> bool;

    /// The item of this name, whether there is one or not. Where items have labels, a new one gets this one.
    fn item(&self, store: &CredentialStore, name: &str, label: &str) -> keyring_core::Result<Entry>;

    /// Changes the label of an item that exists, where items have labels.
    fn relabel(&self, item: &Entry, label: &str) -> keyring_core::Result<()>;

    /// The names of all items of [`SERVICE`]. Not called while it is locked, since some would ask to be unlocked.
    fn names(&self, store: &CredentialStore) -> keyring_core::Result<Vec<String>>;

    /// What a failure means, where this keychain says more than `meaning` knows.
    fn meaning(&self, error: &Error) -> Option<VaultError> {
        let _ = error;
        None
    }
}

/// What a failure means; `None`: there is no such item. Some carry what was read: it is wiped.
pub(super) fn meaning(backend: &dyn Backend, error: Error) -> Option<VaultError> {
    let meaning = match &error {
        Error::NoEntry => return None,
        known => backend.meaning(known),
    };
    let meaning = meaning.unwrap_or(match &error {
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::TooLong(_, limit) => VaultError::TooLarge { bytes: 0, limit: *limit as usize },
        _ => VaultError::Failed,
    });
    if let Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) = error {
        bytes.zeroize();
    }
    Some(meaning)
}
