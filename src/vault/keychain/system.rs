//! The keychains of the systems.

use std::sync::Arc;

use keyring_core::CredentialStore;

use super::backend::Backend;

#[cfg(target_os = "macos")]
mod macos;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
#[cfg(windows)]
mod windows;

/// The keychain of this system.
pub fn system() -> Box<dyn Backend> {
    #[cfg(all(unix, not(target_os = "macos")))]
    return Box::new(secret_service::SecretService::default());
    #[cfg(target_os = "macos")]
    return Box::new(macos::Keychain);
    #[cfg(windows)]
    return Box::new(windows::CredentialManager);
}

/// Far below what the bus or the system would refuse, far above any key.
#[cfg(unix)]
const NO_LIMIT: usize = 16 << 20;

/// The store that `keyring` picks for this system. It is connected once in the life of the process.
fn store() -> Result<Arc<CredentialStore>, &'static keyring::Error> {
    keyring::Entry::store_status().as_ref()?;
    keyring_core::get_default_store().ok_or(&keyring::Error::NoDefaultStore)
}
