//! The words of files, of the list of them, and of the locked window.

use std::io::ErrorKind;

use super::{VALUE, check, check_told};
use crate::app::state::FileTrouble;
use crate::text::Language;
use crate::vault::VaultError;

#[test]
fn what_goes_wrong_with_a_path_is_told() {
    for language in Language::ALL {
        let words = &language.text().words.desktop.files;
        let path = || VALUE.into();
        let kinds =
            [ErrorKind::NotFound, ErrorKind::NotADirectory, ErrorKind::PermissionDenied, ErrorKind::Other];
        let folders = kinds.map(|kind| FileTrouble::Folder(path(), kind));
        let others = [
            FileTrouble::Unreadable(path(), ErrorKind::NotFound),
            FileTrouble::TooLarge(80_000_000),
            FileTrouble::Unwritable(path(), ErrorKind::PermissionDenied),
        ];
        for trouble in folders.iter().chain(&others) {
            let told = (words.trouble)(trouble);
            check_told(language, &told);
            assert!(!told.fix.is_empty(), "{trouble:?}");
        }
        check_told(language, &(words.exists)(VALUE));
        check(language, &(words.folder)(VALUE), 200);
    }
}

#[test]
fn a_remembered_file_is_told_with_its_folder() {
    for language in Language::ALL {
        let said = (language.text().words.desktop.recent.file)("a.jwt", "/home/kim");
        assert!(said.contains("a.jwt") && said.contains("/home/kim"), "{said}");
    }
}

#[test]
fn what_is_kept_in_the_vault_is_told() {
    for language in Language::ALL {
        let words = &language.text().words.desktop.saved;
        for why in [VaultError::TooLarge { bytes: 9_000_000, limit: 8_388_608 }, VaultError::Refused] {
            check_told(language, &(words.trouble)(&why));
        }
        for text in [(words.delete_one)(VALUE), (words.delete_title)(VALUE), (words.about)("GNOME Keyring")] {
            check(language, &text, 140);
        }
        assert!((words.one)(VALUE, "312 B").contains(VALUE));
    }
}
