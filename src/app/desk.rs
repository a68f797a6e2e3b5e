//! What the core knows of the desktop around it: files that are chosen and remembered, later starts of the program, and
//! when somebody was last there.

use std::path::PathBuf;

use super::handover::Handover;
use super::jobs::dialogs::Wanted;
use super::jobs::one_window::Inbox;

/// It.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// What a path is being typed for.
    pub(super) browsing: Option<Wanted>,
    /// The folder that a file was opened from or saved to last.
    pub(super) last_folder: Option<PathBuf>,
    /// What later starts of the program bring.
    pub(super) inbox: Option<Inbox>,
    /// When somebody last did something; Unix seconds.
    pub(super) last_input: i64,
    /// What arrived while the window was locked.
    pub(super) waiting: Vec<Handover>,
    /// The vault to open again when it is unlocked.
    pub(super) reopen: Option<Reopen>,
    /// The names of keys of this session that were forgotten.
    pub(super) forgotten: Vec<String>,
}

/// A vault that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reopen {
    /// The keychain: the system asks where it has to.
    Keychain,
    /// A file: its passphrase is asked for.
    File(PathBuf),
}
