//! Files that appear whole or not at all, for their owner's eyes only.
//!
//! Promises: what was there before stays until the new content is on the disk and read back; nothing is left
//! behind. One process at a time changes a file (advisory lock on a file beside it).

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::VaultError;

/// Held while a file is changed; dropping it gives it back.
pub(super) struct Lock(#[expect(dead_code, reason = "closing it gives the lock back")] File);

/// Waits until no other process changes the file.
pub(super) fn lock(path: &Path) -> Result<Lock, VaultError> {
    let file = lock_file(path)?;
    file.lock().map_err(|error| fault(path, &error))?;
    Ok(Lock(file))
}

/// The same, `None` where another process changes it just now.
pub(super) fn try_lock(path: &Path) -> Result<Option<Lock>, VaultError> {
    let file = lock_file(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(fault(path, &error)),
    }
}

fn lock_file(path: &Path) -> Result<File, VaultError> {
    let beside = beside(path, "lock");
    let open = || {
        make_folder(&beside)?;
        options().truncate(false).open(&beside)
    };
    open().map_err(|error: io::Error| fault(&beside, &error))
}

/// A name beside the file's.
pub(super) fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(extension);
    path.with_file_name(name)
}

/// The whole file; `None` where there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, VaultError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(fault(path, &error)),
    }
}

/// Puts `bytes` in the file's place: written, flushed, read back, then renamed.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let put = || {
        make_folder(path)?;
        // tempfile makes it readable by its owner alone.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if *Zeroizing::new(fs::read(file.path())?) != bytes {
            return Ok(false);
        }
        file.persist(path).map_err(|error| error.error)?;
        flush_folder(folder);
        Ok(true)
    };
    match put() {
        Ok(true) => Ok(()),
        Ok(false) => Err(VaultError::ReadBack),
        Err(error) => Err(fault(path, &error)),
    }
}

/// Takes away what others could do with the file, if they could.
pub(super) fn narrow(path: &Path) -> Result<(), VaultError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let tighten = || {
            if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
                fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
            }
            Ok(())
        };
        tighten().map_err(|error: io::Error| fault(path, &error))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// What went wrong with a file.
pub(super) fn fault(path: &Path, error: &io::Error) -> VaultError {
    VaultError::Io { path: path.to_owned(), kind: error.kind() }
}

/// Makes the folder of a file, for its owner alone.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn options() -> fs::OpenOptions {
    let mut options = File::options();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// So that the new name survives a loss of power. Where folders cannot be flushed, the system sees to it.
pub(crate) fn flush_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}
