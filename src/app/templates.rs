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
use crate::craft::own::file::{File, NAME};

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

    /// Those that are understood.
    pub(super) fn list(&self) -> Vec<Arc<Own>> {
        self.file.templates().cloned().map(Arc::new).collect()
    }
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
            Some(place) => self.templates.file.rename(place, name).map_err(TemplateProblem::Own),
            None => self.add_template(sheet.of, name),
        };
        match saved {
            Ok(()) => {
                self.state.sheet = None;
                self.templates_changed();
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
        self.templates.file.remove(place);
        self.state.sheet = None;
        self.templates_changed();
    }

    fn add_template(&mut self, of: Option<Side>, name: &str) -> Result<(), TemplateProblem> {
        let report = |(id, token): Side| self.state.document(id)?.analysis.view()?.report.tokens.get(token);
        let report = of.and_then(report).ok_or(TemplateProblem::Gone)?;
        let taken = Own::of(report, name, self.state.now).map_err(TemplateProblem::Own)?;
        self.templates.file.add(taken.own).map_err(TemplateProblem::Own)
    }

    fn templates_changed(&mut self) {
        self.state.templates = self.templates.list();
        if !self.templates.is_closed {
            let bytes = self.templates.file.write().into_bytes();
            self.keep(NAME, Some(bytes));
        }
    }
}
