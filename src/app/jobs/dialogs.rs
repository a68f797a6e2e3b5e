//! Files that a person chooses: by the dialogs of the desktop, and where it has none, by a path that is typed over a
//! folder's list. All of it in the lane of files.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use zeroize::Zeroizing;

use super::{FilePurpose, FileRead, JobId, JobOutcome, Jobs, Lane, clock, read, write_private};
use crate::app::command::PrivateText;

/// What a person wants of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// To open some.
    Open(FilePurpose),
    /// To save this text, under the proposed name.
    Save {
        /// The name.
        name: String,
        /// The text.
        text: PrivateText,
    },
}

/// A folder, as far as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its absolute path.
    pub path: PathBuf,
    /// What is in it: folders first, each by name.
    pub entries: Vec<Entry>,
    /// Whether it holds more than is listed.
    pub has_more: bool,
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, in whatever letters the system has it.
    pub name: OsString,
    /// Whether it is a folder, or leads to one.
    pub is_folder: bool,
}

/// What came of a path.
#[derive(Debug)]
pub enum Browsed {
    /// A folder was listed that the path stands in.
    Listed(Folder),
    /// The path is a folder; this is in it.
    Entered(Folder),
    /// It was read, or not.
    Read(FileRead, FilePurpose),
    /// It is there already, and was not written over.
    Exists(PathBuf),
    /// The folder cannot be listed.
    Failed(PathBuf, ErrorKind),
}

/// Nobody finds anything in longer lists by looking.
const MOST_ENTRIES: usize = 5_000;

impl Jobs {
    /// Shows the dialog to choose files, then reads them.
    pub(in crate::app) fn choose_files(&mut self, purpose: FilePurpose) -> JobId {
        self.start(Lane::Files, Box::new(move || choose(purpose)))
    }

    /// Shows the dialog to save a file, then writes it, for its owner's eyes only.
    pub(in crate::app) fn save_file(&mut self, name: String, text: Zeroizing<String>) -> JobId {
        self.start(Lane::Files, Box::new(move || save(name, text)))
    }

    /// Lists the folder where a person is likely to begin.
    pub(in crate::app) fn browse(&mut self, beginning: Option<PathBuf>) -> JobId {
        let enter = move || {
            let begin = beginning.filter(|folder| folder.is_dir()).unwrap_or_else(home);
            list(&begin).map_or_else(|error| Browsed::Failed(begin, error), Browsed::Entered)
        };
        self.start(Lane::Files, Box::new(move || JobOutcome::Browsed(Box::new(enter()))))
    }

    /// Lists a folder.
    pub(in crate::app) fn list_folder(&mut self, folder: PathBuf) -> JobId {
        let work = move || {
            let folder = resolved(&folder);
            let browsed = list(&folder).map_or_else(|error| Browsed::Failed(folder, error), Browsed::Listed);
            JobOutcome::Browsed(Box::new(browsed))
        };
        self.start(Lane::Files, Box::new(work))
    }

    /// Reads the file of that path, or goes into the folder.
    pub(in crate::app) fn open_path(&mut self, path: PathBuf, purpose: FilePurpose) -> JobId {
        let work = move || {
            let path = resolved(&path);
            let browsed = entered(&path).unwrap_or_else(|| Browsed::Read(read(path), purpose));
            JobOutcome::Browsed(Box::new(browsed))
        };
        self.start(Lane::Files, Box::new(work))
    }

    /// Writes a text to that path, or goes into the folder. What is there already is kept unless `over`.
    pub(in crate::app) fn save_path(&mut self, path: PathBuf, text: PrivateText, over: bool) -> JobId {
        let work = move || {
            let path = resolved(&path);
            if let Some(entered) = entered(&path) {
                return JobOutcome::Browsed(Box::new(entered));
            }
            if !over && path.symlink_metadata().is_ok() {
                return JobOutcome::Browsed(Box::new(Browsed::Exists(path)));
            }
            written(path, &text.0)
        };
        self.start(Lane::Files, Box::new(work))
    }
}

fn entered(path: &Path) -> Option<Browsed> {
    let listed = path.is_dir().then(|| list(path))?;
    Some(listed.map_or_else(|error| Browsed::Failed(path.to_owned(), error), Browsed::Entered))
}

fn home() -> PathBuf {
    std::env::home_dir().filter(|home| home.is_dir()).unwrap_or_else(|| PathBuf::from("/"))
}

/// A path as it was typed: `~` is the home folder, and what is relative begins there.
fn resolved(path: &Path) -> PathBuf {
    let rest = path.strip_prefix("~").unwrap_or(path);
    if rest.is_absolute() { rest.to_owned() } else { home().join(rest) }
}

fn list(folder: &Path) -> Result<Folder, ErrorKind> {
    let found = std::fs::read_dir(folder).map_err(|error| error.kind())?;
    let entry = |found: std::fs::DirEntry| {
        // Also of a link that leads to one.
        let is_folder = found.path().is_dir();
        Entry { name: found.file_name(), is_folder }
    };
    let mut entries: Vec<Entry> = found.flatten().take(MOST_ENTRIES + 1).map(entry).collect();
    let has_more = entries.len() > MOST_ENTRIES;
    entries.truncate(MOST_ENTRIES);
    entries.sort_by_cached_key(|entry| (!entry.is_folder, entry.name.to_string_lossy().to_lowercase()));
    Ok(Folder { path: folder.to_owned(), entries, has_more })
}

// ---- the dialogs of the desktop ---------------------------------------------------------------------

/// Nobody closes a dialog as quickly as this: there was none. (`rfd` says "cancelled" where it can show none.)
const QUICKEST_CANCEL: Duration = Duration::from_millis(150);

fn choose(purpose: FilePurpose) -> JobOutcome {
    let none = || JobOutcome::NoDialog(Box::new(Wanted::Open(purpose)));
    if !super::portal::has_dialogs() {
        return none();
    }
    let asked = clock();
    match rfd::FileDialog::new().pick_files() {
        Some(paths) => JobOutcome::Files(paths.into_iter().map(read).collect(), purpose),
        None if is_absent(asked) => none(),
        None => JobOutcome::DialogClosed,
    }
}

fn save(name: String, text: Zeroizing<String>) -> JobOutcome {
    let asked = clock();
    let chosen = if super::portal::has_dialogs() {
        rfd::FileDialog::new().set_file_name(&name).save_file().ok_or(is_absent(asked))
    } else {
        Err(true)
    };
    match chosen {
        Ok(path) => written(path, &text),
        Err(true) => JobOutcome::NoDialog(Box::new(Wanted::Save { name, text: PrivateText(text) })),
        Err(false) => JobOutcome::DialogClosed,
    }
}

fn is_absent(asked: Duration) -> bool {
    clock().saturating_sub(asked) < QUICKEST_CANCEL
}

fn written(path: PathBuf, text: &str) -> JobOutcome {
    match write_private(&path, text.as_bytes()) {
        Ok(()) => JobOutcome::Saved(path),
        Err(error) => JobOutcome::NotSaved(path, error.kind()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_begins_at_home() {
        for (typed, want) in
            [("~", home()), ("~/a", home().join("a")), ("a/b", home().join("a/b")), ("/a", "/a".into())]
        {
            assert_eq!(resolved(Path::new(typed)), want, "{typed}");
        }
        assert_eq!(resolved(Path::new("~other/a")), home().join("~other/a"), "only our own");
    }

    #[test]
    fn folders_come_first_and_each_by_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.jwt", "A.pem", ".hidden", "한국어.jwk"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("z")).unwrap();
        let listed = list(folder.path()).unwrap();
        let names: Vec<_> = listed.entries.iter().map(|entry| entry.name.to_str().unwrap()).collect();
        assert_eq!(names, ["z", ".hidden", "A.pem", "b.jwt", "한국어.jwk"]);
        assert!(listed.entries[0].is_folder && !listed.has_more);
        assert_eq!(list(&folder.path().join("missing")), Err(ErrorKind::NotFound));
        assert_eq!(list(&folder.path().join("b.jwt")), Err(ErrorKind::NotADirectory));
    }
}
