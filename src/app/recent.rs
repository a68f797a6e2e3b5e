//! The files that were opened last: their paths, never what is in them.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Core;
use super::store::Folder;

/// The file that they are kept in.
pub const NAME: &str = "recent.json";

/// How many are remembered.
pub const MOST: usize = 10;

/// A longer path is none that a person chose.
const LONGEST: usize = 4_096;

/// Reads the list. What is not understood of it is left out: it is no loss.
pub(super) fn read(folder: &Folder) -> Vec<PathBuf> {
    let Ok(Some(bytes)) = folder.read(NAME) else { return Vec::new() };
    let Ok(value) = serde_json::from_slice::<Value>(&bytes) else { return Vec::new() };
    let mut files: Vec<PathBuf> = Vec::new();
    for path in value.get("files").and_then(Value::as_array).into_iter().flatten() {
        let path = path.as_str().filter(|path| path.len() <= LONGEST).map(PathBuf::from);
        if let Some(path) = path.filter(|path| path.is_absolute() && !files.contains(path)) {
            files.push(path);
        }
    }
    files.truncate(MOST);
    files
}

/// Writes it. A path that is not text is remembered until the window closes.
fn write(files: &[PathBuf]) -> Vec<u8> {
    let paths: Vec<&str> = files.iter().filter_map(|path| path.to_str()).collect();
    let mut text = json!({ "version": 1, "files": paths }).to_string();
    text.push('\n');
    text.into_bytes()
}

impl Core {
    /// Puts a file at the head of the list, unless none shall be remembered.
    pub(super) fn remember_file(&mut self, path: &Path) {
        if !self.state.settings.remember_files || !path.is_absolute() {
            return;
        }
        let recent = &mut self.state.recent;
        if recent.first().is_some_and(|first| first == path) {
            return;
        }
        recent.retain(|other| other != path);
        recent.insert(0, path.to_owned());
        recent.truncate(MOST);
        self.keep_recent();
    }

    /// Opens the file in that place of the list.
    pub(super) fn open_recent(&mut self, index: usize) {
        if let Some(path) = self.state.recent.get(index).cloned() {
            let _ = self.jobs.read_files(vec![path]);
        }
    }

    /// Takes a file off the list: it is not there any more.
    pub(super) fn forget_file(&mut self, path: &Path) {
        if self.state.recent.iter().any(|other| other == path) {
            self.state.recent.retain(|other| other != path);
            self.keep_recent();
        }
    }

    /// Forgets all of them.
    pub(super) fn forget_files(&mut self) {
        self.state.recent.clear();
        self.keep(NAME, None);
    }

    fn keep_recent(&mut self) {
        let bytes = write(&self.state.recent);
        self.keep(NAME, Some(bytes));
    }
}
