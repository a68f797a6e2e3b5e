//! Small public things on the disk: settings, and what else is remembered. Nothing secret goes here.
//!
//! Promises: a file appears whole or not at all; what was there stays until the new content is on the disk; others
//! cannot read it. Reading is bounded, and waits for nothing but a disk.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use thiserror::Error;

use crate::vault::disk::{flush_folder, make_folder};

/// A file of ours may have this many bytes: a thousand times what we write.
const MAX_BYTES: u64 = 1 << 20;

/// How many broken files are kept apart before the last one makes room.
const MOST_ASIDE: u32 = 9;

/// A folder for small public files, or none: then nothing is remembered. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder(Option<Arc<Path>>);

/// Why a file was not read or written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The system refused.
    #[error("{path}: {kind}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        kind: ErrorKind,
    },
    /// It is larger than any file of ours.
    #[error("{path}: too large", path = .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
}

impl Folder {
    /// That of this user on this system; none where the system does not say where files of programs go.
    pub fn standard() -> Self {
        let folders = directories::ProjectDirs::from("", "", "Jotlens");
        Self(folders.map(|folders| folders.config_dir().into()))
    }

    /// That one. It is made when something is written.
    pub fn at(path: &Path) -> Self {
        Self(Some(path.into()))
    }

    /// None: what is written goes nowhere.
    pub const fn none() -> Self {
        Self(None)
    }

    /// Where the file of that name is, if anywhere.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        Some(self.0.as_ref()?.join(name))
    }

    /// The whole file; `None` where there is none.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(path) = self.path(name) else { return Ok(None) };
        let fault = |error: io::Error| StoreError::Io { path: path.clone(), kind: error.kind() };
        let about = match fs::metadata(&path) {
            Ok(about) => about,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fault(error)),
        };
        if about.is_dir() {
            return Err(fault(ErrorKind::IsADirectory.into()));
        }
        // A pipe would never end, or never begin.
        if !about.is_file() {
            return Err(fault(ErrorKind::InvalidInput.into()));
        }
        let mut bytes = Vec::new();
        let mut file = File::open(&path).map_err(fault)?.take(MAX_BYTES + 1);
        let read = file.read_to_end(&mut bytes).map_err(fault)?;
        if read as u64 > MAX_BYTES { Err(StoreError::TooLarge { path }) } else { Ok(Some(bytes)) }
    }

    /// Puts `bytes` in the file's place. A link stays, and what it points to is replaced.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let Some(path) = self.path(name) else { return Ok(()) };
        let put = || {
            make_folder(&path)?;
            let target = match fs::canonicalize(&path) {
                Ok(target) => target,
                Err(error) if error.kind() == ErrorKind::NotFound => path.clone(),
                Err(error) => return Err(error),
            };
            let folder = target.parent().ok_or(ErrorKind::InvalidInput)?;
            // tempfile makes it readable by its owner alone.
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(&target).map_err(|error| error.error)?;
            flush_folder(folder);
            Ok(())
        };
        put().map_err(|error: io::Error| StoreError::Io { path: path.clone(), kind: error.kind() })
    }

    /// Removes the file, if it is there.
    pub fn remove(&self, name: &str) -> Result<(), StoreError> {
        let Some(path) = self.path(name) else { return Ok(()) };
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(StoreError::Io { path, kind: error.kind() })
            }
            _ => Ok(()),
        }
    }

    /// Renames a file that cannot be understood to `name.bad`, or `name.bad2` and so on where that is taken; says to
    /// what.
    pub fn put_aside(&self, name: &str) -> Result<PathBuf, StoreError> {
        let Some(path) = self.path(name) else { return Ok(PathBuf::new()) };
        let aside = |count: u32| {
            let number = if count == 1 { String::new() } else { count.to_string() };
            path.with_file_name(format!("{name}.bad{number}"))
        };
        let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
        let to = (1..MOST_ASIDE).map(aside).find(is_free).unwrap_or_else(|| aside(MOST_ASIDE));
        match fs::rename(&path, &to) {
            Ok(()) => Ok(to),
            Err(error) => Err(StoreError::Io { path, kind: error.kind() }),
        }
    }
}

/// What is still to be written, by file; `None` to remove it. The last one wins.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending(Arc<Mutex<Waiting>>);

type Waiting = HashMap<&'static str, Option<Vec<u8>>>;

impl Pending {
    /// Notes what shall be in the file.
    pub(super) fn put(&self, name: &'static str, bytes: Option<Vec<u8>>) {
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, bytes);
    }

    /// Writes it, if that was not done yet.
    pub(super) fn write(&self, folder: &Folder, name: &'static str) -> Result<(), StoreError> {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        match taken {
            None => Ok(()),
            Some(Some(bytes)) => folder.write(name, &bytes),
            Some(None) => folder.remove(name),
        }
    }
}

#[cfg(test)]
mod tests;
