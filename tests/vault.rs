//! One contract for every vault: memory, the age file, a keychain that fails at every step, a real GNOME Keyring.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test may stop, and says what it skips"
)]

#[path = "vault/contract.rs"]
mod contract;
#[path = "vault/faults.rs"]
mod faults;
#[path = "vault/file.rs"]
mod file;
#[path = "vault/index.rs"]
mod index;
#[path = "vault/mock.rs"]
mod mock;
#[cfg(target_os = "linux")]
#[path = "vault/real.rs"]
mod real;

use jotlens::vault::{MemoryVault, Vault};

fn random(buffer: &mut [u8]) -> bool {
    getrandom::fill(buffer).is_ok()
}

#[test]
fn memory() {
    contract::hold(&mut || Box::new(MemoryVault::new(random)) as Box<dyn Vault>, false);
}
