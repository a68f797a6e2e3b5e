//! What went wrong with a key or a file, and what has to be said: what happened, why, and what to do.

use std::borrow::Cow;
use std::io::ErrorKind;
use std::path::Path;

use super::{Text, Told};
use crate::app::state::{KeyProblem, NoticeKind, Standing};
use crate::jose::fault::KeyFault;
use crate::jose::read::{Format, ReadError, ReadNote, SecretError};
use crate::vault::VaultError;

/// How a language says what went wrong.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) vault_error: fn(&VaultError) -> Told,
    pub(super) read_error: fn(&ReadError) -> Told,
    pub(super) read_note: fn(&ReadNote) -> Told,
    pub(super) key_fault: fn(&KeyFault) -> String,
    pub(super) secret_error: fn(SecretError) -> Told,
    pub(super) file: fn(&Path, ErrorKind) -> Told,
    pub(super) notice: fn(&NoticeKind) -> Told,
    pub(super) standing: fn(&Standing) -> Option<String>,
    pub(super) format: fn(Format) -> Cow<'static, str>,
}

impl Text {
    /// Why no key could be read.
    pub fn read_error(&self, error: &ReadError) -> Told {
        (self.tables.problems.read_error)(error)
    }

    /// What a person should know about a key file that was read.
    pub fn read_note(&self, note: &ReadNote) -> Told {
        (self.tables.problems.read_note)(note)
    }

    /// What is wrong with a key, in one line.
    pub fn key_fault(&self, fault: &KeyFault) -> String {
        (self.tables.problems.key_fault)(fault)
    }

    /// Why a text is not the secret that it was called.
    pub fn secret_error(&self, error: SecretError) -> Told {
        (self.tables.problems.secret_error)(error)
    }

    /// Why a file could not be read.
    pub fn file_error(&self, path: &Path, kind: ErrorKind) -> Told {
        (self.tables.problems.file)(path, kind)
    }

    /// Why a key could not be added.
    pub fn key_problem(&self, problem: &KeyProblem) -> Told {
        match problem {
            KeyProblem::Unreadable(error) => self.read_error(error),
            KeyProblem::Secret(error) => self.secret_error(*error),
            KeyProblem::File(path, kind) => self.file_error(path, *kind),
        }
    }

    /// Why a vault could not do what it was asked.
    pub fn vault_error(&self, error: &VaultError) -> Told {
        (self.tables.problems.vault_error)(error)
    }

    /// What a notice says.
    pub fn notice(&self, notice: &NoticeKind) -> Told {
        match notice {
            NoticeKind::Key(problem) => self.key_problem(problem),
            NoticeKind::FileUnreadable(path, kind) => self.file_error(path, *kind),
            _ => (self.tables.problems.notice)(notice),
        }
    }

    /// How a key stands to the token that is shown; `None` where no token is.
    pub fn standing(&self, standing: &Standing) -> Option<String> {
        (self.tables.problems.standing)(standing)
    }

    /// The name of the form that a key came in: "PKCS#8 (PEM)".
    pub fn format(&self, format: Format) -> Cow<'static, str> {
        (self.tables.problems.format)(format)
    }
}

/// The file's name without its folders, for a sentence.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    super::escape::quoted(&name.to_string_lossy())
}
