//! Keys in one file behind a passphrase, in the format of the `age` tool: `age -d keys.age` prints it.
//!
//! Promises: the file is replaced whole or not at all, is its owner's alone, and no copy in the clear is ever on the
//! disk. The passphrase and the keys stay in wiped memory for as long as the vault is open.

use std::io::{Read as _, Write as _};
use std::iter;
use std::path::{Path, PathBuf};
use std::{fs, io};

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::disk;
use super::form::{self, Form};
use super::record::{certificates_from, certificates_to, details_from, details_into};
use super::{Details, KeyUid, Listing, NewKey, Place, Random, StoredKey, Vault, VaultError, is_same};
use crate::encoding::base64url;
use crate::jose::key::Key;

/// Keys in one `age` file behind a passphrase.
pub struct FileVault {
    path: PathBuf,
    passphrase: SecretString,
    work: Work,
    random: Random,
    keys: Vec<(StoredKey, Key)>,
    /// What the file held when it was last read or written: another process may have changed it since.
    seen: [u8; 32],
}

/// What trying one passphrase costs: 2 to the power of this many scrypt blocks of 1 KiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work(u8);

impl Work {
    /// About a second and 256 MiB; the `age` tool takes the same.
    pub const SECOND: Self = Self(18);
    /// No protection, for tests alone.
    pub const NONE: Self = Self(2);
    /// What we are ready to do for a file of somebody else: 1 GiB.
    const MOST: u8 = 20;
}

impl FileVault {
    /// Whether there is a file at the path.
    pub fn exists(path: &Path) -> bool {
        path.exists()
    }

    /// A new, empty one. Errors: [`VaultError::Io`] with `AlreadyExists` where there is a file.
    pub fn create(path: &Path, passphrase: &str, random: Random) -> Result<Self, VaultError> {
        Self::create_with(path, passphrase, Work::SECOND, random)
    }

    /// As [`FileVault::create`], at another cost.
    pub fn create_with(
        path: &Path,
        passphrase: &str,
        work: Work,
        random: Random,
    ) -> Result<Self, VaultError> {
        let _lock = disk::lock(path)?;
        if Self::exists(path) {
            return Err(VaultError::Io { path: path.to_owned(), kind: io::ErrorKind::AlreadyExists });
        }
        let mut vault = Self::closed(path, passphrase, work, random);
        vault.write(Vec::new())?;
        Ok(vault)
    }

    /// Opens one; takes about a second. Errors: [`VaultError::WrongPassphrase`]; [`VaultError::NoVault`] for a file
    /// that is none, is damaged, or asks for more work than is reasonable.
    pub fn open(path: &Path, passphrase: &str, random: Random) -> Result<Self, VaultError> {
        let mut vault = Self::closed(path, passphrase, Work::SECOND, random);
        disk::narrow(path)?;
        let bytes = fs::read(path).map_err(|error| disk::fault(path, &error))?;
        vault.take(&bytes)?;
        Ok(vault)
    }

    /// The same, whose next changes cost something else.
    #[must_use]
    pub fn with_work(self, work: Work) -> Self {
        Self { work, ..self }
    }

    fn closed(path: &Path, passphrase: &str, work: Work, random: Random) -> Self {
        let passphrase = SecretString::from(passphrase.to_owned());
        Self { path: path.to_owned(), passphrase, work, random, keys: Vec::new(), seen: [0; 32] }
    }

    /// Reads what the file holds.
    fn take(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        let text = self.decrypt(bytes)?;
        self.keys = parse(&text).ok_or_else(|| VaultError::NoVault(self.path.clone()))?;
        self.seen = Sha256::digest(bytes).into();
        Ok(())
    }

    /// Reads the file again where another process has changed it.
    fn refresh(&mut self) -> Result<(), VaultError> {
        let bytes = disk::read(&self.path)?.ok_or_else(|| VaultError::NoVault(self.path.clone()))?;
        if <[u8; 32]>::from(Sha256::digest(&bytes)) == self.seen {
            return Ok(());
        }
        self.take(&bytes)
    }

    /// Replaces the file, then what is held here: a failure leaves both as they were.
    fn write(&mut self, keys: Vec<(StoredKey, Key)>) -> Result<(), VaultError> {
        let bytes = self.encrypt(&to_text(&keys)?)?;
        disk::replace(&self.path, &bytes)?;
        self.seen = Sha256::digest(&bytes).into();
        self.keys = keys;
        Ok(())
    }

    fn encrypt(&self, text: &str) -> Result<Vec<u8>, VaultError> {
        let mut recipient = scrypt::Recipient::new(self.passphrase.clone());
        recipient.set_work_factor(self.work.0);
        let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient));
        let encryptor = encryptor.map_err(|_| VaultError::Failed)?;
        let mut bytes = Vec::new();
        let write = || {
            let mut writer = encryptor.wrap_output(&mut bytes)?;
            writer.write_all(text.as_bytes())?;
            writer.finish().map(|_| ())
        };
        write().map_err(|error: io::Error| disk::fault(&self.path, &error))?;
        Ok(bytes)
    }

    fn decrypt(&self, bytes: &[u8]) -> Result<Zeroizing<String>, VaultError> {
        let no_vault = || VaultError::NoVault(self.path.clone());
        let decryptor = Decryptor::new_buffered(bytes).map_err(|_| no_vault())?;
        if !decryptor.is_scrypt() {
            return Err(no_vault());
        }
        let mut identity = scrypt::Identity::new(self.passphrase.clone());
        identity.set_max_work_factor(Work::MOST);
        let reader = decryptor.decrypt(iter::once(&identity as &dyn age::Identity));
        let mut reader = reader.map_err(|error| match error {
            DecryptError::DecryptionFailed
            | DecryptError::KeyDecryptionFailed
            | DecryptError::NoMatchingKeys => VaultError::WrongPassphrase,
            _ => no_vault(),
        })?;
        // What is decrypted is shorter than what it was encrypted to: the buffer never moves and leaves no copy.
        let mut text = Zeroizing::new(String::with_capacity(bytes.len()));
        let _ = reader.read_to_string(&mut text).map_err(|_| no_vault())?;
        Ok(text)
    }

    fn place_of(&self, id: &KeyUid) -> Result<usize, VaultError> {
        let is_it = |(stored, _): &(StoredKey, Key)| stored.id == *id;
        self.keys.iter().position(is_it).ok_or_else(|| VaultError::Unknown(id.clone()))
    }
}

impl Vault for FileVault {
    fn place(&self) -> Place {
        Place::File(self.path.clone())
    }

    fn list(&mut self) -> Result<Listing, VaultError> {
        self.refresh()?;
        let keys = self.keys.iter().map(|(stored, _)| stored.clone()).collect();
        Ok(Listing { keys, ..Listing::default() })
    }

    fn add(&mut self, new: NewKey<'_>) -> Result<StoredKey, VaultError> {
        self.add_all(&[new]).pop().unwrap_or(Err(VaultError::Failed))
    }

    /// All in one write: all are stored or none.
    fn add_all(&mut self, new: &[NewKey<'_>]) -> Vec<Result<StoredKey, VaultError>> {
        let mut add = || {
            let _lock = disk::lock(&self.path)?;
            self.refresh()?;
            let mut keys = self.keys.clone();
            let mut added = Vec::new();
            for new in new {
                let _ = form::write(new.key)?;
                let stored = StoredKey::new(*new, self.random)?;
                keys.push((stored.clone(), new.key.clone()));
                added.push(stored);
            }
            self.write(keys)?;
            Ok(added)
        };
        match add() {
            Ok(added) => added.into_iter().map(Ok).collect(),
            Err(error) => new.iter().map(|_| Err(VaultError::clone(&error))).collect(),
        }
    }

    fn read(&mut self, id: &KeyUid) -> Result<Key, VaultError> {
        self.refresh()?;
        let place = self.place_of(id)?;
        self.keys.get(place).map(|(_, key)| key.clone()).ok_or_else(|| VaultError::Unknown(id.clone()))
    }

    fn describe(&mut self, id: &KeyUid, details: Details) -> Result<StoredKey, VaultError> {
        let _lock = disk::lock(&self.path)?;
        self.refresh()?;
        let place = self.place_of(id)?;
        let mut keys = self.keys.clone();
        let Some((stored, key)) = keys.get_mut(place) else {
            return Err(VaultError::Unknown(id.clone()));
        };
        details.apply(key);
        stored.public = key.to_public();
        stored.details = details;
        let described = stored.clone();
        self.write(keys)?;
        Ok(described)
    }

    fn remove(&mut self, id: &KeyUid) -> Result<(), VaultError> {
        let _lock = disk::lock(&self.path)?;
        self.refresh()?;
        let Ok(place) = self.place_of(id) else { return Ok(()) };
        let mut keys = self.keys.clone();
        let _ = keys.remove(place);
        self.write(keys)
    }

    fn find_same(&mut self, key: &Key) -> Result<Option<KeyUid>, VaultError> {
        self.refresh()?;
        Ok(self.keys.iter().find(|(_, other)| is_same(key, other)).map(|(stored, _)| stored.id.clone()))
    }
}

const VERSION: u64 = 1;
const HEAD: &str = r#"{"jotlens_vault":1,"keys":["#;

/// The content: JSON, one key a line, its bytes in base64url.
fn to_text(keys: &[(StoredKey, Key)]) -> Result<Zeroizing<String>, VaultError> {
    let mut lines = Vec::new();
    for (stored, key) in keys {
        let (form, bytes) = form::write(key)?;
        let mut json = Map::new();
        json.insert("id".to_owned(), stored.id.as_str().into());
        json.insert("created".to_owned(), stored.created_at.into());
        json.insert("form".to_owned(), form.name().into());
        json.insert("certificates".to_owned(), certificates_to(&key.certificates));
        details_into(&stored.details, &mut json);
        lines.push((Value::Object(json).to_string(), Zeroizing::new(base64url::encode(bytes.as_bytes()))));
    }
    let length: usize = lines.iter().map(|(public, bytes)| public.len() + bytes.len() + 32).sum();
    // As large as it gets, so that it does not move and leave copies.
    let mut text = Zeroizing::new(String::with_capacity(length + 64));
    text.push_str(HEAD);
    for (number, (public, bytes)) in lines.iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        // The secret is spliced in: a JSON value would keep copies of it.
        text.push_str(public.strip_suffix('}').unwrap_or(public));
        text.push_str(",\"bytes\":\"");
        text.push_str(bytes);
        text.push_str("\"}");
    }
    text.push_str("\n]}\n");
    Ok(text)
}

fn parse(text: &str) -> Option<Vec<(StoredKey, Key)>> {
    let mut json: Value = serde_json::from_str(text).ok()?;
    // Taken out first of all, so that they are wiped whatever else is wrong.
    let secrets: Vec<Zeroizing<String>> = json
        .get_mut("keys")?
        .as_array_mut()?
        .iter_mut()
        .map(|key| match key.get_mut("bytes").map(Value::take) {
            Some(Value::String(text)) => Zeroizing::new(text),
            _ => Zeroizing::new(String::new()),
        })
        .collect();
    if json.get("jotlens_vault")?.as_u64()? != VERSION {
        return None;
    }
    json.get("keys")?.as_array()?.iter().zip(&secrets).map(|(key, bytes)| parse_key(key, bytes)).collect()
}

fn parse_key(json: &Value, bytes: &str) -> Option<(StoredKey, Key)> {
    let json = json.as_object()?;
    let bytes = Zeroizing::new(base64url::decode_strict(bytes)?);
    let details = details_from(json)?;
    let form = Form::of(json.get("form")?.as_str()?)?;
    let mut key = form::read(form, &bytes, &details.name)?;
    details.apply(&mut key);
    key.certificates = certificates_from(json.get("certificates")?)?;
    let stored = StoredKey {
        id: KeyUid::parse(json.get("id")?.as_str()?)?,
        kind: key.kind(),
        has_private: key.has_private(),
        created_at: json.get("created")?.as_i64()?,
        public: key.to_public(),
        details,
    };
    Some((stored, key))
}
