//! What a start of the program brings to the window: texts, files and keys from the command line, or from a second
//! start that found a window open. It may hold private keys: wiped when dropped, printed as counts.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::Core;
use crate::jose::key::Key;
use crate::jose::read::{self, Format, Guess, ReadError};

/// What one start of the program brings to a window.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Handover {
    /// Texts to show, as if they were pasted.
    pub texts: Vec<String>,
    /// Files to open by what is in them; absolute paths.
    pub files: Vec<PathBuf>,
    /// Files of keys that are for this session only, with their bytes: where they came from may be gone by now.
    pub keys: Vec<KeyBytes>,
}

/// A file of keys.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyBytes {
    /// The name for keys that have none.
    pub name: String,
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Handover {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (texts, files, keys) = (self.texts.len(), self.files.len(), self.keys.len());
        write!(out, "[{texts} texts, {files} files, {keys} files of keys]")
    }
}

impl std::fmt::Debug for KeyBytes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[{} bytes of keys]", self.bytes.len())
    }
}

impl KeyBytes {
    /// The keys in it, and what they are written as. What is no key of any kind is a secret, its bytes as they are.
    fn keys(&self) -> (Format, Vec<Key>) {
        match read::read_keys(&self.bytes, &self.name, None) {
            Ok(file) => (file.format, file.keys),
            Err(ReadError::NotAKey(Guess::Text | Guess::Binary)) => {
                (Format::Secret, vec![read::read_secret_file(&self.bytes, &self.name)])
            }
            // Whoever sends it has told the person.
            Err(_) => (Format::Secret, Vec::new()),
        }
    }
}

impl Core {
    /// Takes what a start of the program brought.
    pub(super) fn arrive(&mut self, handover: &Handover) {
        if self.state.locked {
            self.desk.waiting.push(handover.clone());
            return;
        }
        let mut keys = Vec::new();
        for file in &handover.keys {
            let (format, read) = file.keys();
            self.note_published(format, &read);
            keys.extend(read);
        }
        self.add_keys(keys);
        for text in &handover.texts {
            self.paste(text.clone());
        }
        if !handover.files.is_empty() {
            let _ = self.jobs.read_files(handover.files.clone());
        }
    }
}
