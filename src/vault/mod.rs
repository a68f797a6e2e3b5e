//! Where keys rest: the operating system's keychain, a file behind a passphrase, or the memory of this session.
//!
//! Promises: "stored" is said only of what was written, read back and compared; a fault between any two steps
//! loses no key that was stored before; nothing private is written in the clear; nothing falls back in silence.
//! Names keys and no tokens, and never blocks longer than its keychain does: only a job may call it.

pub(crate) mod disk;
mod error;
pub mod file;
mod form;
mod index;
pub mod keychain;
mod memory;
mod record;
mod seal;
mod text;

use std::path::{Path, PathBuf};

pub use error::VaultError;
pub use file::FileVault;
pub use keychain::KeychainVault;
pub use memory::MemoryVault;
pub use text::{MAX_KEPT, text_item, text_of};

pub use crate::jose::generate::Random;
use crate::jose::key::{Key, KeyKind, Material};

/// A place that keeps keys.
///
/// Listing needs no unlocking; [`Vault::read`] is the only way to private material.
pub trait Vault: Send {
    /// Where its keys are.
    fn place(&self) -> Place;

    /// Whether private keys can be had only after a person has unlocked it. Asks nobody to.
    fn is_locked(&mut self) -> Result<bool, VaultError> {
        Ok(false)
    }

    /// All keys, oldest first: names and public halves.
    fn list(&mut self) -> Result<Listing, VaultError>;

    /// Stores a key: writes, reads back, compares.
    fn add(&mut self, new: NewKey<'_>) -> Result<StoredKey, VaultError>;

    /// Stores several; one answer for each, in their order. Faster than one by one where every change costs a second.
    fn add_all(&mut self, new: &[NewKey<'_>]) -> Vec<Result<StoredKey, VaultError>> {
        new.iter().map(|&new| self.add(new)).collect()
    }

    /// The whole key with its private half or secret, for one job.
    fn read(&mut self, id: &KeyUid) -> Result<Key, VaultError>;

    /// Changes what a key is called and meant for; its material stays.
    fn describe(&mut self, id: &KeyUid, details: Details) -> Result<StoredKey, VaultError>;

    /// Removes a key for good. One that is gone already counts as removed.
    fn remove(&mut self, id: &KeyUid) -> Result<(), VaultError>;

    /// The stored key of the same material, if there is one. A public key counts as the same as its pair.
    fn find_same(&mut self, key: &Key) -> Result<Option<KeyUid>, VaultError>;
}

/// Names a stored key for as long as it is stored: 32 hexadecimal digits, random.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyUid(String);

/// Where keys are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The operating system's keychain, by the name of the service (`GNOME Keyring`, `macOS Keychain`).
    Keychain(String),
    /// An age file behind a passphrase.
    File(PathBuf),
    /// This session's memory.
    Memory,
}

/// What a vault holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The keys, oldest first.
    pub keys: Vec<StoredKey>,
    /// How far the list can be trusted.
    pub state: IndexState,
}

/// How far a list of keys can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexState {
    /// Its seal holds.
    #[default]
    Sealed,
    /// The keychain is locked or away, so that the seal could not be checked.
    Unchecked,
    /// It was lost, and was made again from the keychain.
    RebuiltLost,
    /// It was changed by somebody else, and was made again from the keychain.
    RebuiltChanged,
}

/// A stored key as it is listed: nothing secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// Its name in the vault.
    pub id: KeyUid,
    /// What it is called and meant for.
    pub details: Details,
    /// Its kind and size.
    pub kind: KeyKind,
    /// Whether the private half or a secret is stored.
    pub has_private: bool,
    /// When it was stored; Unix seconds.
    pub created_at: i64,
    /// Its public half, with the details; `None` for a secret.
    pub public: Option<Key>,
}

/// What a key is called and meant for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// What a person calls it.
    pub name: String,
    /// `kid` of the JWK.
    pub kid: Option<String>,
    /// `alg` of the JWK.
    pub alg: Option<String>,
    /// `use` of the JWK.
    pub key_use: Option<String>,
    /// `key_ops` of the JWK.
    pub key_ops: Option<Vec<String>>,
    /// The name of the set that it came in, if it came in one.
    pub group: Option<String>,
}

/// A key to store.
#[derive(Clone, Copy, Debug)]
pub struct NewKey<'a> {
    /// The key; its name, `kid` and the like become its [`Details`].
    pub key: &'a Key,
    /// The name of the set that it came in.
    pub group: Option<&'a str>,
    /// Now; Unix seconds.
    pub created_at: i64,
}

/// Where the files of the vaults are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The public index of the keychain's keys.
    pub index: PathBuf,
    /// The vault file behind a passphrase.
    pub vault: PathBuf,
}

impl Paths {
    /// Those of this user on this system; `None` where the system does not say where files of programs go.
    pub fn standard() -> Option<Self> {
        directories::ProjectDirs::from("", "", "Jotlens").map(|folders| Self::below(folders.data_local_dir()))
    }

    /// Those in a folder.
    pub fn below(folder: &Path) -> Self {
        Self { index: folder.join("keys.json"), vault: folder.join("keys.age") }
    }
}

/// The operating system's keychain. A locked one opens as well; its keys are listed, and reading one asks a person.
///
/// Errors: [`VaultError::NoBus`], [`VaultError::NoProvider`], [`VaultError::NoCollection`] where there is no keychain.
/// Offer a vault file or memory then, and choose neither in silence.
pub fn open_keychain(paths: &Paths, random: Random) -> Result<KeychainVault, VaultError> {
    KeychainVault::open(keychain::system(), &paths.index, random)
}

impl KeyUid {
    /// A new one.
    pub fn random(random: Random) -> Result<Self, VaultError> {
        let mut bytes = [0; 16];
        if !random(&mut bytes) {
            return Err(VaultError::NoRandomness);
        }
        Ok(Self(format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// From its text; `None` where it is not 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == 32 && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl StoredKey {
    /// A new one.
    fn new(new: NewKey<'_>, random: Random) -> Result<Self, VaultError> {
        Ok(Self {
            id: KeyUid::random(random)?,
            details: Details::of(new.key, new.group),
            kind: new.key.kind(),
            has_private: new.key.has_private(),
            created_at: new.created_at,
            public: new.key.to_public(),
        })
    }
}

impl Details {
    /// What a key says of itself.
    pub fn of(key: &Key, group: Option<&str>) -> Self {
        Self {
            name: key.name.clone(),
            kid: key.kid.clone(),
            alg: key.alg.clone(),
            key_use: key.key_use.clone(),
            key_ops: key.key_ops.clone(),
            group: group.map(str::to_owned),
        }
    }

    /// Puts these on a key.
    pub fn apply(&self, key: &mut Key) {
        key.name.clone_from(&self.name);
        key.kid.clone_from(&self.kid);
        key.alg.clone_from(&self.alg);
        key.key_use.clone_from(&self.key_use);
        key.key_ops.clone_from(&self.key_ops);
    }
}

/// Whether two keys are of the same material; a public key counts as the same as its pair.
fn is_same(one: &Key, other: &Key) -> bool {
    match (&one.material, &other.material) {
        (Material::Secret(one), Material::Secret(other)) => one == other,
        (Material::Secret(_), _) | (_, Material::Secret(_)) => false,
        _ => one.thumbprint().is_some() && one.thumbprint() == other.thumbprint(),
    }
}
