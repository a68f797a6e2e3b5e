//! The keychains of the systems.

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
