//! Settings as they are read at the start, changed, and kept.

use std::io::ErrorKind;
use std::path::PathBuf;

use super::file::{self, Read, Rest};
use super::{Setting, Settings};
use crate::app::Core;
use crate::app::state::NoticeKind;
use crate::app::store::{Folder, StoreError};

/// What was wrong with the file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// These members say what is not understood; their defaults are used.
    Members(PathBuf, Vec<&'static str>),
    /// It is no file of settings, and was renamed to that.
    PutAside(PathBuf),
    /// It cannot be read, so that it will not be written either.
    Unreadable(PathBuf, ErrorKind),
}

/// What the core knows of settings besides the choices themselves.
#[derive(Debug)]
pub(in crate::app) struct Known {
    /// What they are before anybody chooses.
    defaults: Settings,
    rest: Rest,
    /// Whether the file is left as it is: it could not be read, and may say more than we know.
    is_closed: bool,
}

impl Known {
    /// Reads the settings of that folder over the defaults.
    pub(in crate::app) fn read(folder: &Folder, defaults: Settings) -> (Settings, Self, Option<Trouble>) {
        let mut known = Self { defaults, rest: Rest::default(), is_closed: false };
        let found = match folder.read(file::NAME) {
            Ok(None) => return (known.defaults.clone(), known, None),
            Ok(Some(bytes)) => file::read(&bytes, &known.defaults),
            Err(StoreError::TooLarge { .. }) => None,
            Err(StoreError::Io { path, kind }) => {
                known.is_closed = true;
                return (known.defaults.clone(), known, Some(Trouble::Unreadable(path, kind)));
            }
        };
        let Some(Read { settings, rest, bad }) = found else {
            let trouble = match folder.put_aside(file::NAME) {
                Ok(to) => Trouble::PutAside(to),
                Err(StoreError::Io { path, kind }) => {
                    known.is_closed = true;
                    Trouble::Unreadable(path, kind)
                }
                Err(StoreError::TooLarge { path }) => Trouble::Unreadable(path, ErrorKind::FileTooLarge),
            };
            return (known.defaults.clone(), known, Some(trouble));
        };
        known.rest = rest;
        let path = folder.path(file::NAME).unwrap_or_default();
        let trouble = (!bad.is_empty()).then_some(Trouble::Members(path, bad));
        (settings, known, trouble)
    }
}

impl Core {
    /// Takes one choice, with what follows from it, and keeps it.
    pub(in crate::app) fn set(&mut self, setting: Setting) {
        let mut settings = self.state.settings.clone();
        settings.set(setting);
        self.settings.rest.chosen(setting);
        self.take_settings(settings);
    }

    /// Goes back to what everything was before anybody chose.
    pub(in crate::app) fn reset_settings(&mut self) {
        self.settings.rest.forget_bad();
        self.take_settings(self.settings.defaults.clone());
    }

    fn take_settings(&mut self, settings: Settings) {
        let before = std::mem::replace(&mut self.state.settings, settings);
        if before.leeway_secs != self.state.settings.leeway_secs {
            self.analyse_all();
        }
        if !self.settings.is_closed {
            let bytes = file::write(&self.state.settings, &self.settings.rest);
            self.keep(file::NAME, Some(bytes));
        }
    }

    /// Puts these bytes in the file of that name, in a job; `None` removes it. The last one wins, and what waits is
    /// written before the program ends.
    pub(in crate::app) fn keep(&mut self, name: &'static str, bytes: Option<Vec<u8>>) {
        let _ = self.jobs.keep(&self.env.folder, name, bytes);
    }

    /// A file was written, or not.
    pub(in crate::app) fn kept(&mut self, kept: Result<(), StoreError>) {
        match kept {
            Ok(()) => {}
            Err(StoreError::Io { path, kind }) => self.notice(NoticeKind::NotKept(path, kind)),
            Err(StoreError::TooLarge { path }) => {
                self.notice(NoticeKind::NotKept(path, ErrorKind::FileTooLarge));
            }
        }
    }
}
