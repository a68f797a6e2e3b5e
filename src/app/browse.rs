//! Files that were read, and a path that is typed over a folder's list, on desktops without file dialogs.
//!
//! The text to be saved stays here, wiped when the sheet closes; the state only says what is being looked at.

use std::path::PathBuf;
use std::sync::Arc;

use super::Core;
use super::import::Source;
use super::jobs::dialogs::{Browsed, Wanted};
use super::jobs::{FileError, FilePurpose, FileRead, JobId};
use super::state::{FileTrouble, FilesSheet, KeyTrouble, NoticeKind, Sheet};
use crate::jose::read::ReadError;
use zeroize::Zeroizing;

impl Core {
    /// Opens the sheet, at the folder that was used last.
    pub(super) fn browse(&mut self, wanted: Wanted) {
        let name = match &wanted {
            Wanted::Open(_) => None,
            Wanted::Save { name, .. } => Some(name.clone()),
        };
        let job = self.jobs.browse(self.desk.last_folder.clone());
        self.desk.browsing = Some(wanted);
        self.open_over(Sheet::Files(FilesSheet {
            name,
            folder: None,
            moves: 0,
            working: Some(job),
            exists: None,
            problem: None,
        }));
    }

    /// Lists the folder that the typed path stands in.
    pub(super) fn list_folder(&mut self, folder: PathBuf) {
        if matches!(self.state.sheet, Some(Sheet::Files(_))) {
            let job = self.jobs.list_folder(folder);
            self.wait_for(job);
        }
    }

    /// Opens the file that was typed or chosen.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        if let Some(Wanted::Open(purpose)) = self.desk.browsing {
            let job = self.jobs.open_path(path, purpose);
            self.wait_for(job);
        }
    }

    /// Saves to it; `over`: whatever is there.
    pub(super) fn save_path(&mut self, path: PathBuf, over: bool) {
        if let Some(Wanted::Save { text, .. }) = &self.desk.browsing {
            let job = self.jobs.save_path(path, text.clone(), over);
            self.wait_for(job);
        }
    }

    fn wait_for(&mut self, job: JobId) {
        if let Some(Sheet::Files(sheet)) = &mut self.state.sheet {
            (sheet.working, sheet.problem, sheet.exists) = (Some(job), None, None);
        }
    }

    /// The sheet, if that job is the one that it waits for.
    fn files_sheet(&mut self, job: JobId) -> Option<&mut FilesSheet> {
        match &mut self.state.sheet {
            Some(Sheet::Files(sheet)) if sheet.working == Some(job) => {
                sheet.working = None;
                Some(sheet)
            }
            _ => None,
        }
    }

    /// Takes what came of a path.
    pub(super) fn browsed(&mut self, job: JobId, browsed: Browsed) {
        let Some(sheet) = self.files_sheet(job) else { return };
        match browsed {
            Browsed::Listed(folder) => sheet.folder = Some(Arc::new(folder)),
            Browsed::Entered(folder) => {
                sheet.folder = Some(Arc::new(folder));
                sheet.moves += 1;
            }
            Browsed::Failed(path, kind) => {
                sheet.folder = None;
                sheet.problem = Some(FileTrouble::Folder(path, kind));
            }
            Browsed::Exists(path) => sheet.exists = Some(path),
            Browsed::Read(file, purpose) => match &file.bytes {
                Err(FileError::Io(kind)) => sheet.problem = Some(FileTrouble::Unreadable(file.path, *kind)),
                Err(FileError::TooLarge(bytes)) => {
                    sheet.problem = Some(FileTrouble::TooLarge(*bytes as usize));
                }
                Ok(_) => {
                    self.desk.last_folder = file.path.parent().map(PathBuf::from);
                    self.end_browsing();
                    self.take_files(vec![file], purpose);
                }
            },
        }
    }

    /// A file was written: by the sheet, if that job is the one that it waits for.
    pub(super) fn saved(&mut self, job: JobId, path: PathBuf) {
        self.state.dialog_open = false;
        if self.files_sheet(job).is_some() {
            self.desk.last_folder = path.parent().map(PathBuf::from);
            self.end_browsing();
        }
        self.notice(NoticeKind::Saved(path));
    }

    /// A file was not written.
    pub(super) fn not_saved(&mut self, job: JobId, path: PathBuf, kind: std::io::ErrorKind) {
        self.state.dialog_open = false;
        match self.files_sheet(job) {
            Some(sheet) => sheet.problem = Some(FileTrouble::Unwritable(path, kind)),
            None => self.key_trouble(KeyTrouble::File(path, kind)),
        }
    }

    /// A job of the sheet broke: it waits no longer.
    pub(super) fn browsing_broke(&mut self, job: JobId) {
        let _ = self.files_sheet(job);
    }

    fn end_browsing(&mut self) {
        self.desk.browsing = None;
        self.state.sheet = self.beneath.take();
    }

    /// Takes files that were read: each by its purpose.
    pub(super) fn take_files(&mut self, files: Vec<FileRead>, purpose: FilePurpose) {
        for file in files {
            self.take_file(file, purpose);
        }
    }

    fn take_file(&mut self, file: FileRead, purpose: FilePurpose) {
        match file.bytes {
            Ok(bytes) if let FilePurpose::Detached(id) = purpose => self.set_detached(id, &bytes),
            Ok(bytes) if let FilePurpose::Words(id) = purpose => self.try_words(id, bytes),
            Ok(bytes) => {
                self.remember_file(&file.path);
                let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.take_bytes(&name, &bytes, purpose);
            }
            Err(FileError::Io(kind)) => {
                if kind == std::io::ErrorKind::NotFound {
                    self.forget_file(&file.path);
                }
                self.notice(NoticeKind::FileUnreadable(file.path, kind));
            }
            Err(FileError::TooLarge(bytes)) => self.notice(NoticeKind::TooLarge(bytes as usize)),
        }
    }

    /// Takes what is in a file: keys if it reads as keys, else a text with tokens.
    fn take_bytes(&mut self, name: &str, bytes: &[u8], purpose: FilePurpose) {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_key = match crate::jose::read::read_keys(bytes, stem, None) {
            Err(ReadError::NotAKey(_) | ReadError::Json(_)) => false,
            Ok(_) | Err(_) => true,
        };
        if purpose == FilePurpose::Keys || is_key {
            self.import(Source::file(name, Zeroizing::new(bytes.to_vec())));
        } else {
            self.open_text(String::from_utf8_lossy(bytes).into_owned());
        }
    }
}
