//! The words of files and of the window among the others of the desktop, in English.

use std::io::ErrorKind;

use super::TEXT;
use crate::app::state::{FileTrouble, KeyTrouble, NoticeKind};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::problem::file_name;
use crate::text::words::{Desktop, FilesWords, LockWords, RecentWords};

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
        title: "Recent files",
        file: |name, folder| format!("{name} · {folder}"),
        forget: "Forget these files",
    },
    lock: LockWords {
        title: "Locked",
        hint: "Tokens are hidden and private keys are forgotten. Press any key.",
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
