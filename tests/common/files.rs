//! Files of a test, which are gone when it ends: no key stays behind in the folder for temporary files.

use tempfile::TempDir;

thread_local! {
    /// Each test runs in a thread of its own.
    static FOLDER: TempDir = tempfile::tempdir().expect("a folder");
}

/// Writes a file; where it is.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    FOLDER.with(|folder| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    })
}
