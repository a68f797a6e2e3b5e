//! The words of files and of the window among the others of the desktop, in English.

use std::io::ErrorKind;

use super::TEXT;
use crate::app::state::{FileTrouble, KeyTrouble, NoticeKind};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::problem::file_name;
use crate::text::words::{Desktop, FilesWords, LockWords, RecentWords, SavedWords};
use crate::vault::VaultError;

pub(super) const DESKTOP: Desktop = Desktop {
    files: FilesWords {
        open_title: "Open a file",
        save_title: "Save a file",
        about: "This desktop shows no file dialogs. Type a path, or choose with the arrows: Tab completes, Enter takes it.",
        path: "Path",
        list: "In this folder",
        folder: |name| format!("Folder: {name}"),
        up: "Folder above",
        nothing: "Nothing here begins so",
        more: "Only the first of very many are listed",
        working: "Looking…",
        open: "Open",
        save: "Save",
        exists: |name| {
            Told::new(
                format!("{} is there already", quoted(name)),
                "What is in it would be gone",
                "Type another name, or replace it",
            )
        },
        replace: "Replace it",
        trouble,
    },
    recent: RecentWords {
        menu: "Files",
        title: "Recent files",
        file: |name, folder| format!("{name} · {folder}"),
        forget: "Forget these files",
    },
    saved: SavedWords {
        save_tab: "Save tab in vault…",
        no_vault: "There is no keychain or vault file to keep it in",
        title: "Saved in the vault",
        one: |name, bytes| format!("{name} · {bytes}"),
        delete_one: |name| format!("Delete {}", quoted(name)),
        save_title: "Save tab in vault",
        about: |place| {
            format!("The text of this tab is kept encrypted, and nowhere else on the disk. Place: {place}")
        },
        name: "Name",
        save: "Save",
        saving: "Saving…",
        trouble: not_saved,
        delete_title: |name| format!("Delete {}?", quoted(name)),
        for_good: "The saved text is deleted from the vault for good. Open tabs stay.",
        delete: "Delete",
    },
    lock: LockWords {
        title: "Locked",
        hint: "Tokens are hidden and private keys are forgotten. Press any key.",
        kept: "Tokens are hidden. Keys kept for this session stay in memory. Press any key.",
        unlock: "Unlock",
    },
};

fn trouble(trouble: &FileTrouble) -> Told {
    match trouble {
        FileTrouble::Folder(path, kind) => Told::new(
            format!("Cannot look into {}", file_name(path)),
            match kind {
                ErrorKind::NotFound => "It is not there",
                ErrorKind::NotADirectory => "It is no folder",
                ErrorKind::PermissionDenied => "You are not allowed to",
                _ => "The system refused",
            },
            "Type another path",
        ),
        FileTrouble::Unreadable(path, kind) => TEXT.notice(&NoticeKind::FileUnreadable(path.clone(), *kind)),
        FileTrouble::TooLarge(bytes) => TEXT.notice(&NoticeKind::TooLarge(*bytes)),
        FileTrouble::Unwritable(path, kind) => {
            TEXT.notice(&NoticeKind::KeyTrouble(KeyTrouble::File(path.clone(), *kind)))
        }
    }
}

fn not_saved(why: &VaultError) -> Told {
    match why {
        VaultError::TooLarge { bytes, limit } => Told::new(
            "The text is too long for this vault",
            format!("It has {}, the limit is {}", TEXT.bytes(*bytes), TEXT.bytes(*limit)),
            "Cut out the part with the token, or use a vault file",
        ),
        why => TEXT.vault_error(why),
    }
}
