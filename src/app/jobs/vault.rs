//! Work in the vault: one thing after the other, since a keychain may ask the person first, or never answer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use super::{JobId, JobOutcome, Jobs, Lane};
use crate::app::command::PrivateText;
use crate::app::new_token::Fresh;
use crate::app::state::{DocumentId, EncryptTrouble, KeyTrouble, NegativesTrouble};
use crate::craft::negatives::Set;
use crate::craft::resign::ResignError;
use crate::craft::template::TemplateError;
use crate::jose::key::Key;
use crate::vault::{
    self, FileVault, KeyUid, Listing, MemoryVault, NewKey, Paths, Place, Random, StoredKey, Vault, VaultError,
};

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
    /// The keychain and the files of this user.
    pub const fn system() -> Self {
        Self {
            keychain: |random| {
                let paths = Paths::standard().ok_or(VaultError::Failed)?;
                Ok(Box::new(vault::open_keychain(&paths, random)?))
            },
            file_path: || Some(Paths::standard()?.vault),
            file: |path, passphrase, random| {
                let open = if FileVault::exists(&path) { FileVault::open } else { FileVault::create };
                Ok(Box::new(open(&path, &passphrase, random)?))
            },
        }
    }

    /// Memory in the place of every vault: for tests.
    pub const fn in_memory() -> Self {
        Self {
            keychain: |random| Ok(Box::new(MemoryVault::new(random))),
            file_path: || None,
            file: |_, _, random| Ok(Box::new(MemoryVault::new(random))),
        }
    }
}

/// A vault that was opened.
#[derive(Debug)]
pub struct OpenVault {
    /// Where it is.
    pub place: Place,
    /// What is in it.
    pub listing: Listing,
    /// Whether a person must unlock it before private keys can be had.
    pub is_locked: bool,
}

/// What came of work in the vault.
#[derive(Debug)]
pub enum Done {
    /// A vault was opened, or not. It is the one to use from now on.
    Opened(Result<OpenVault, VaultError>),
    /// Nothing: no vault could be opened.
    NoVault,
    /// Keys were stored, in their order.
    Stored(Vec<Stored>),
    /// A private form was written, or not.
    Written(Written),
    /// A new token was signed with a stored key, or two, or not.
    NewToken(Result<Result<Vec<Fresh>, TemplateError>, VaultError>),
    /// A token was signed again with a stored key.
    Signed(Result<Result<String, ResignError>, VaultError>),
    /// A content was encrypted, or not; with a stored secret or any other key.
    Encrypted(Result<String, EncryptTrouble>),
    /// A token was signed again after it was edited.
    Resigned {
        /// The document.
        document: DocumentId,
        /// The revision of its text that was signed.
        revision: u64,
        /// Whether the key came out of the vault.
        stored: bool,
        /// What came of it.
        signed: Result<Result<String, ResignError>, VaultError>,
    },
    /// Negative tests were made with a stored key, or not.
    Negatives(Result<Set, NegativesTrouble>),
    /// A text was kept.
    TextKept(Result<Box<StoredKey>, VaultError>),
    /// A text was fetched.
    TextRead(Result<Zeroizing<String>, VaultError>),
    /// A text was deleted, or not.
    TextRemoved {
        /// Which.
        id: KeyUid,
        /// What came of it.
        removed: Result<(), VaultError>,
    },
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

impl Done {
    /// Why the vault cannot be asked any more, if that came out.
    pub(in crate::app) fn away(&self) -> Option<&VaultError> {
        let why = match self {
            Self::Stored(stored) => stored.iter().find_map(|one| match &one.outcome {
                StoreOutcome::Failed(why) => Some(why),
                StoreOutcome::Stored { .. } | StoreOutcome::Same(_) => None,
            }),
            Self::Written(Written { text: Err(KeyTrouble::Vault(why)), .. })
            | Self::NewToken(Err(why))
            | Self::Signed(Err(why))
            | Self::Resigned { signed: Err(why), .. }
            | Self::Encrypted(Err(EncryptTrouble::Vault(why)))
            | Self::Negatives(Err(NegativesTrouble::Vault(why)))
            | Self::Described(Err(why))
            | Self::TextKept(Err(why))
            | Self::TextRead(Err(why))
            | Self::TextRemoved { removed: Err(why), .. }
            | Self::Removed { removed: Err(why), .. } => Some(why),
            Self::Secrets { why, .. } => why.as_ref(),
            // What came of opening has a place of its own.
            Self::Opened(_)
            | Self::NoVault
            | Self::Written(_)
            | Self::NewToken(_)
            | Self::Signed(_)
            | Self::Resigned { .. }
            | Self::Encrypted(_)
            | Self::Negatives(_)
            | Self::Described(_)
            | Self::TextKept(_)
            | Self::TextRead(_)
            | Self::TextRemoved { .. }
            | Self::Removed { .. } => None,
        };
        why.filter(|why| why.is_away())
    }
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

    /// Closes the vault that is in use. Work that was given to it is still done.
    pub(in crate::app) fn close_vault(&mut self) {
        self.keeper = Keeper::default();
        let _ = self.lanes.remove(&Lane::Vault);
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
                    let (place, is_locked) = (vault.place(), vault.is_locked()?);
                    *keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(vault);
                    Ok(OpenVault { place, listing, is_locked })
                });
                JobOutcome::Vault(Box::new(Done::Opened(opened)))
            }),
        )
    }
}

/// Stores keys, each of them wholly or not at all. Those that are stored already are left alone.
pub(in crate::app) fn store(vault: &mut dyn Vault, keys: &[ToStore], now: i64) -> Done {
    let known: Vec<_> = keys.iter().map(|one| known(vault, one)).collect();
    let new: Vec<NewKey<'_>> = keys
        .iter()
        .zip(&known)
        .filter(|(_, known)| matches!(known, Ok(None)))
        .map(|(one, _)| NewKey { key: &one.key, group: one.group.as_deref(), created_at: now })
        .collect();
    let mut added = vault.add_all(&new).into_iter();
    let outcomes = keys.iter().zip(known).map(|(one, known)| {
        let outcome = match known {
            Ok(Some(id)) => StoreOutcome::Same(id),
            Err(why) => StoreOutcome::Failed(why),
            Ok(None) => match added.next().unwrap_or(Err(VaultError::Failed)) {
                Ok(key) => {
                    // The pair is safe; should its public half stay behind, nothing is lost.
                    let replaced = one.replaces.clone().filter(|id| vault.remove(id).is_ok());
                    StoreOutcome::Stored { key: Box::new(key), replaced }
                }
                Err(why) => StoreOutcome::Failed(why),
            },
        };
        Stored { name: one.key.name.clone(), outcome }
    });
    Done::Stored(outcomes.collect())
}

/// The stored key that is the same, but the public half that it shall replace.
fn known(vault: &mut dyn Vault, one: &ToStore) -> Result<Option<KeyUid>, VaultError> {
    let same = vault.find_same(&one.key)?;
    Ok(same.filter(|id| one.replaces.as_ref() != Some(id)))
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
