//! Work in the vault: one thing after the other, since a keychain may ask the person first, or never answer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use super::{JobId, JobOutcome, Jobs, Lane};
use crate::app::command::PrivateText;
use crate::app::state::{DocumentId, KeyTrouble};
use crate::jose::key::Key;
use crate::vault::{KeyUid, Listing, MemoryVault, NewKey, Place, Random, StoredKey, Vault, VaultError};

/// A vault, or why there is none.
pub type Opened = Result<Box<dyn Vault>, VaultError>;

/// Where vaults come from; tests hand in their own.
#[derive(Clone, Copy, Debug)]
pub struct VaultSource {
    /// Opens the keychain of the operating system.
    pub keychain: fn(Random) -> Opened,
    /// The path of the vault file; `None` where the system has no folder for it.
    pub file_path: fn() -> Option<PathBuf>,
    /// Opens the vault file with its passphrase, or makes it.
    pub file: fn(PathBuf, Zeroizing<String>, Random) -> Opened,
}

impl VaultSource {
    /// Memory in the place of every vault: for tests.
    pub const fn in_memory() -> Self {
        Self {
            keychain: |random| Ok(Box::new(MemoryVault::new(random))),
            file_path: || None,
            file: |_, _, random| Ok(Box::new(MemoryVault::new(random))),
        }
    }
}

/// What came of work in the vault.
#[derive(Debug)]
pub enum Done {
    /// A vault was opened, or not. It is the one to use from now on.
    Opened(Result<(Place, Listing), VaultError>),
    /// Nothing: no vault could be opened.
    NoVault,
    /// Keys were stored, in their order.
    Stored(Vec<Stored>),
    /// A private form was written, or not.
    Written(Written),
    /// A token was made with a stored key; `None` where the key cannot sign.
    Token(Result<Option<String>, VaultError>),
    /// A key's details were changed.
    Described(Result<Box<StoredKey>, VaultError>),
    /// A key was removed, or not.
    Removed {
        /// Which.
        id: KeyUid,
        /// What it was called.
        name: String,
        /// What came of it.
        removed: Result<(), VaultError>,
    },
    /// Secrets were fetched, to look at a document once.
    Secrets {
        /// The document.
        document: DocumentId,
        /// The revision of its text that asked for them.
        revision: u64,
        /// Those that could be fetched.
        secrets: Vec<(KeyUid, Key)>,
        /// Why others could not.
        why: Option<VaultError>,
    },
}

/// A private form of a key, and what it was written for.
#[derive(Debug)]
pub struct Written {
    /// The text, or why there is none.
    pub text: Result<PrivateText, KeyTrouble>,
    /// Where it goes.
    pub purpose: WrittenFor,
}

/// Where a private text goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenFor {
    /// To the sheet, to be looked at.
    Screen,
    /// To the clipboard.
    Clipboard,
    /// To a file; this name is proposed.
    File(String),
}

/// What came of storing one key.
#[derive(Debug)]
pub struct Stored {
    /// What it is called.
    pub name: String,
    /// What came of it.
    pub outcome: StoreOutcome,
}

/// What came of storing a key.
#[derive(Debug)]
pub enum StoreOutcome {
    /// Written, read back and the same. A public half of it that was stored before made place.
    Stored {
        /// The key as it is listed.
        key: Box<StoredKey>,
        /// The public half that made place.
        replaced: Option<KeyUid>,
    },
    /// The same secret is stored already.
    Same(KeyUid),
    /// It is not stored.
    Failed(VaultError),
}

/// A key to store, and the public half of it that it replaces.
#[derive(Debug)]
pub struct ToStore {
    /// The key.
    pub key: Key,
    /// The set that it came in.
    pub group: Option<String>,
    /// Its public half in the vault: removed when the pair is stored.
    pub replaces: Option<KeyUid>,
}

/// The vault that is in use, if one is. Only work on the vault's lane waits for it.
pub(super) type Keeper = Arc<Mutex<Option<Box<dyn Vault>>>>;

impl Jobs {
    /// Does something in the vault.
    pub(in crate::app) fn vault(
        &mut self,
        work: impl FnOnce(&mut dyn Vault) -> Done + Send + 'static,
    ) -> JobId {
        let keeper = Arc::clone(&self.keeper);
        self.start(
            Lane::Vault,
            Box::new(move || {
                let mut vault = keeper.lock().unwrap_or_else(PoisonError::into_inner);
                let done = match vault.as_deref_mut() {
                    Some(vault) => work(vault),
                    None => Done::NoVault,
                };
                JobOutcome::Vault(Box::new(done))
            }),
        )
    }

    /// Opens a vault to use in place of the present one. Work that never came back is left behind with it.
    pub(in crate::app) fn open_vault(&mut self, open: impl FnOnce() -> Opened + Send + 'static) -> JobId {
        self.keeper = Keeper::default();
        let _ = self.lanes.remove(&Lane::Vault);
        let keeper = Arc::clone(&self.keeper);
        self.start(
            Lane::Vault,
            Box::new(move || {
                let opened = open().and_then(|mut vault| {
                    let listing = vault.list()?;
                    let place = vault.place();
                    *keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(vault);
                    Ok((place, listing))
                });
                JobOutcome::Vault(Box::new(Done::Opened(opened)))
            }),
        )
    }
}

/// Stores keys, each of them wholly or not at all.
pub(in crate::app) fn store(vault: &mut dyn Vault, keys: Vec<ToStore>, now: i64) -> Done {
    Done::Stored(
        keys.into_iter()
            .map(|one| Stored { name: one.key.name.clone(), outcome: store_one(vault, &one, now) })
            .collect(),
    )
}

fn store_one(vault: &mut dyn Vault, one: &ToStore, now: i64) -> StoreOutcome {
    match vault.find_same(&one.key) {
        Ok(Some(id)) if one.replaces.as_ref() != Some(&id) => return StoreOutcome::Same(id),
        Ok(_) => {}
        Err(why) => return StoreOutcome::Failed(why),
    }
    let new = NewKey { key: &one.key, group: one.group.as_deref(), created_at: now };
    match vault.add(new) {
        Ok(key) => {
            // The pair is safe; should its public half stay behind, nothing is lost.
            let replaced = one.replaces.clone().filter(|id| vault.remove(id).is_ok());
            StoreOutcome::Stored { key: Box::new(key), replaced }
        }
        Err(why) => StoreOutcome::Failed(why),
    }
}

/// Fetches secrets to look at a document once.
pub(in crate::app) fn fetch(
    vault: &mut dyn Vault,
    document: DocumentId,
    revision: u64,
    wanted: Vec<KeyUid>,
) -> Done {
    let mut secrets = Vec::new();
    let mut failure = None;
    for id in wanted {
        match vault.read(&id) {
            Ok(key) => secrets.push((id, key)),
            Err(why) => {
                failure = Some(why);
                break;
            }
        }
    }
    Done::Secrets { document, revision, secrets, why: failure }
}
