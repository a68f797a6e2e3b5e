//! The words of files and of the window among the others of the desktop.

use crate::app::state::FileTrouble;
use crate::text::Told;
use crate::vault::VaultError;

/// Files, and the window among the others of the desktop.
#[derive(Debug)]
pub struct Desktop {
    /// The sheet where a path is typed.
    pub files: FilesWords,
    /// The files that were opened last.
    pub recent: RecentWords,
    /// Tabs that are kept in the vault.
    pub saved: SavedWords,
    /// The locked window.
    pub lock: LockWords,
}

/// Tabs that are kept in the vault.
#[derive(Debug)]
pub struct SavedWords {
    /// The entry that keeps the shown tab.
    pub save_tab: &'static str,
    /// Why it cannot.
    pub no_vault: &'static str,
    /// Above the list of them.
    pub title: &'static str,
    /// What a screen reader says of one: its name and its length.
    pub one: fn(name: &str, bytes: &str) -> String,
    /// The sign that deletes one, by its name.
    pub delete_one: fn(name: &str) -> String,
    /// The sheet that asks for a name.
    pub save_title: &'static str,
    /// What is done, and where.
    pub about: fn(place: &str) -> String,
    /// The box for the name.
    pub name: &'static str,
    /// The button that does it.
    pub save: &'static str,
    /// While it is done.
    pub saving: &'static str,
    /// Why it was not done, such as a text that is longer than the vault takes.
    pub trouble: fn(&VaultError) -> Told,
    /// The question before one is deleted.
    pub delete_title: fn(name: &str) -> String,
    /// What that means.
    pub for_good: &'static str,
    /// The button that does it.
    pub delete: &'static str,
}

/// The files that were opened last.
#[derive(Debug)]
pub struct RecentWords {
    /// The menu of these and of what is kept in the vault.
    pub menu: &'static str,
    /// Above the list.
    pub title: &'static str,
    /// What a screen reader says of one: its name and its folder.
    pub file: fn(name: &str, folder: &str) -> String,
    /// The entry that forgets them.
    pub forget: &'static str,
}

/// The locked window.
#[derive(Debug)]
pub struct LockWords {
    /// That it is.
    pub title: &'static str,
    /// What it means, and how it goes on.
    pub hint: &'static str,
    /// The same where keys are kept in memory, for this session: they are nowhere else.
    pub kept: &'static str,
    /// The button that shows everything again.
    pub unlock: &'static str,
}

/// The sheet where a path is typed, on a desktop without file dialogs.
#[derive(Debug)]
pub struct FilesWords {
    /// Its name when a file is opened.
    pub open_title: &'static str,
    /// The same when one is saved.
    pub save_title: &'static str,
    /// Why there is such a sheet, and its keys.
    pub about: &'static str,
    /// The box for the path.
    pub path: &'static str,
    /// The list.
    pub list: &'static str,
    /// What a screen reader says of a folder in it.
    pub folder: fn(name: &str) -> String,
    /// The button to the folder above.
    pub up: &'static str,
    /// When nothing fits what was typed.
    pub nothing: &'static str,
    /// Below a list that is not whole.
    pub more: &'static str,
    /// While the folder is read.
    pub working: &'static str,
    /// The button that opens.
    pub open: &'static str,
    /// The button that saves.
    pub save: &'static str,
    /// The question before a file is written over.
    pub exists: fn(name: &str) -> Told,
    /// The button that does it.
    pub replace: &'static str,
    /// What went wrong.
    pub trouble: fn(&FileTrouble) -> Told,
}
