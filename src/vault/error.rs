//! Why a vault could not do what it was asked. Carries no secret, and no words of a keychain library that may.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::KeyUid;

/// Why a vault could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VaultError {
    /// No session bus runs, so no keychain can be asked.
    #[error("no session bus")]
    NoBus,
    /// Nobody on the bus offers the Secret Service.
    #[error("no secret service")]
    NoProvider,
    /// The keychain has no default collection.
    #[error("no default collection")]
    NoCollection,
    /// The keychain is locked, and nobody was there to unlock it.
    #[error("locked")]
    Locked,
    /// The person, or the system, said no.
    #[error("refused")]
    Refused,
    /// The keychain went away in the middle; what was asked for may or may not have been done.
    #[error("the keychain went away")]
    Disconnected,
    /// The keychain does not hold that much.
    #[error("{bytes} bytes are more than the {limit} that the keychain holds")]
    TooLarge {
        /// What was to be stored.
        bytes: usize,
        /// What it holds.
        limit: usize,
    },
    /// What was read back is not what was written; it was taken away again.
    #[error("read back differs from what was written")]
    ReadBack,
    /// No key has that id.
    #[error("no such key")]
    Unknown(KeyUid),
    /// An item is not what we write.
    #[error("damaged item")]
    Damaged(KeyUid),
    /// A key that is no more than its public description, or of a kind that no stored form exists for.
    #[error("cannot be stored")]
    Unwritable,
    /// The passphrase is not that of the file.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The file is no vault of ours, or a damaged one.
    #[error("{} is no vault", .0.display())]
    NoVault(PathBuf),
    /// A file could not be read or written.
    #[error("{}: {kind}", .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        kind: io::ErrorKind,
    },
    /// The system gave no random bytes.
    #[error("no randomness")]
    NoRandomness,
    /// The keychain failed in a way that it does not name.
    #[error("the keychain failed")]
    Failed,
}

impl VaultError {
    /// Whether the vault itself cannot be asked any more: what is in it is safe, and a new connection may reach it.
    pub const fn is_away(&self) -> bool {
        matches!(self, Self::Disconnected | Self::NoBus | Self::NoProvider)
    }
}
