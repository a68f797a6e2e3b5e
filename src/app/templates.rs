//! The person's own templates: read at the start, made from the shown token, renamed, deleted, and kept on the disk.
//!
//! A file that cannot be read is never written over; one that is no list of templates is put aside.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use super::Core;
use super::state::{Sheet, Side, TemplateProblem, TemplateSheet};
use super::store::{Folder, StoreError};
use crate::craft::own::Own;
use crate::craft::own::file::{Change, File, NAME};

/// What was wrong with the file of templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatesTrouble {
    /// So many of them are not understood; they stay in the file.
    Some(usize),
    /// It is no file of templates, and was renamed to that.
    PutAside(PathBuf),
    /// It cannot be read, so that it will not be written either.
    Unreadable(PathBuf, ErrorKind),
}

/// What the core knows of templates.
#[derive(Debug, Default)]
pub(super) struct Templates {
    file: File,
    /// Whether the file is left as it is: it could not be read, and may say more than we know.
    is_closed: bool,
}

impl Templates {
    /// Reads those of that folder.
    pub(super) fn read(folder: &Folder) -> (Self, Option<TemplatesTrouble>) {
        let closed = |path, kind| {
            let closed = Self { is_closed: true, ..Self::default() };
            (closed, Some(TemplatesTrouble::Unreadable(path, kind)))
        };
        let file = match folder.read(NAME) {
            Ok(None) => return (Self::default(), None),
            Ok(Some(bytes)) => File::read(&bytes),
            Err(StoreError::TooLarge { path }) => return closed(path, ErrorKind::FileTooLarge),
            Err(StoreError::Io { path, kind }) => return closed(path, kind),
        };
        match file {
            Some(file) => {
                let trouble = Some(file.others()).filter(|others| *others > 0).map(TemplatesTrouble::Some);
                (Self { file, is_closed: false }, trouble)
            }
            None => match folder.put_aside(NAME) {
                Ok(to) => (Self::default(), Some(TemplatesTrouble::PutAside(to))),
                Err(StoreError::Io { path, kind }) => closed(path, kind),
                Err(StoreError::TooLarge { path }) => closed(path, ErrorKind::FileTooLarge),
            },
        }
    }

    fn nth(&self, place: usize) -> Option<Own> {
        self.file.templates().nth(place).cloned()
    }

    /// Those that are understood.
    pub(super) fn list(&self) -> Vec<Arc<Own>> {
        self.file.templates().cloned().map(Arc::new).collect()
    }
}

/// Changes the file, or writes `ours` where there is none.
fn write(folder: &Folder, ours: File, change: Change) -> Result<(), StoreError> {
    let file = match folder.read(NAME)?.as_deref().map(File::read) {
        None => ours,
        Some(Some(mut file)) => {
            let too_large = |_| StoreError::TooLarge { path: folder.path(NAME).unwrap_or_default() };
            file.apply(change).map_err(too_large)?;
            file
        }
        Some(None) => {
            let _ = folder.put_aside(NAME)?;
            ours
        }
    };
    folder.write(NAME, file.write().as_bytes())
}

impl Core {
    /// Asks for the name of a template that the shown token makes.
    pub(super) fn open_save_template(&mut self) {
        let (Some(report), Some(tab)) = (self.state.token(), self.state.tab()) else { return };
        let of = Some((tab.document, tab.token));
        // Any name will do to find out what would be in it.
        let taken = Own::of(report, "-", self.state.now);
        let problem = taken.as_ref().err().copied().map(TemplateProblem::Own);
        let left_out = taken.map(|taken| taken.left_out).unwrap_or_default();
        self.beneath = None;
        self.state.sheet = Some(Sheet::Template(TemplateSheet {
            place: None,
            of,
            name: String::new(),
            path: self.env.folder.path(NAME),
            left_out,
            problem,
        }));
    }

    /// Shows that template, to be renamed or deleted.
    pub(super) fn open_template(&mut self, place: usize) {
        let Some(own) = self.state.templates.get(place) else { return };
        self.beneath = None;
        self.state.sheet = Some(Sheet::Template(TemplateSheet {
            place: Some(place),
            of: None,
            name: own.name.clone(),
            path: self.env.folder.path(NAME),
            left_out: Vec::new(),
            problem: None,
        }));
    }

    /// Keeps the template of the sheet by that name.
    pub(super) fn save_template(&mut self, name: &str) {
        let Some(Sheet::Template(sheet)) = &self.state.sheet else { return };
        let saved = match sheet.place {
            Some(place) => self.rename_template(place, name),
            None => self.add_template(sheet.of, name),
        };
        match saved {
            Ok(change) => {
                self.state.sheet = None;
                if let Some(change) = change {
                    self.templates_changed(change);
                }
            }
            Err(why) => {
                if let Some(Sheet::Template(sheet)) = &mut self.state.sheet {
                    sheet.problem = Some(why);
                }
            }
        }
    }

    /// Deletes the template of the sheet.
    pub(super) fn delete_template(&mut self) {
        let Some(Sheet::Template(TemplateSheet { place: Some(place), .. })) = self.state.sheet else {
            return;
        };
        let own = self.templates.nth(place);
        self.templates.file.remove(place);
        self.state.sheet = None;
        if let Some(own) = own {
            self.templates_changed(Change::Remove(own));
        }
    }

    fn rename_template(&mut self, place: usize, name: &str) -> Result<Option<Change>, TemplateProblem> {
        let before = self.templates.nth(place);
        self.templates.file.rename(place, name).map_err(TemplateProblem::Own)?;
        Ok(before.zip(self.templates.nth(place)).map(|(before, after)| Change::Rename(before, after)))
    }

    fn add_template(&mut self, of: Option<Side>, name: &str) -> Result<Option<Change>, TemplateProblem> {
        let report = |(id, token): Side| self.state.document(id)?.analysis.view()?.report.tokens.get(token);
        let report = of.and_then(report).ok_or(TemplateProblem::Gone)?;
        let taken = Own::of(report, name, self.state.now).map_err(TemplateProblem::Own)?;
        self.templates.file.add(taken.own.clone()).map_err(TemplateProblem::Own)?;
        Ok(Some(Change::Add(taken.own)))
    }

    /// Shows them, and changes the file alike. It is read again first: another window may have changed it.
    fn templates_changed(&mut self, change: Change) {
        self.state.templates = self.templates.list();
        if !self.templates.is_closed {
            let ours = self.templates.file.clone();
            let _ = self.jobs.change(&self.env.folder, move |folder| write(folder, ours, change));
        }
    }
}
