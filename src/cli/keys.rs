//! `jotlens keys …`: looking at key files and making keys.
//!
//! Exit status: 0 done, 1 refused or failed, 2 wrong call. Nothing secret is ever printed here.

mod show;
mod store;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::stored::{self, Place};
use super::{Failure, bytes_of, keys_in, print_line, users_text, wants_colour};
use crate::inspect;
use crate::inspect::keys::{KeyFileReport, KeyLine};
use crate::inspect::report::KeyId;
use crate::jose::generate::{KeySpec, generate};
use crate::jose::key::Key;
use crate::jose::read::{self, Format, Guess, ReadError};
use crate::jose::readings::{Reading, Readings, readings};
use crate::text::Language;

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Say what a key file is, without storing it
    Show(Show),
    /// Make a key and store it
    Generate(Generate),
    #[command(flatten)]
    Stored(store::StoredKeys),
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// A file with keys in any form, or with a secret; or the name, kid or id of a stored key
    #[arg(value_name = "FILE|NAME")]
    file: PathBuf,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    /// The password of a protected file
    #[arg(long, value_name = "TEXT")]
    key_password: Option<String>,
    /// Compare with the keys in this file; may be given more than once
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    /// What key to make
    #[arg(value_name = "KIND", value_parser = spec_parser())]
    kind: KeySpec,
    /// What to call it; the name of the kind by default
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Print what was stored as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// A key file, or a stored key, that was looked at.
struct Shown {
    /// What the file is, as far as that is known.
    format: Option<Format>,
    /// Whether there is nothing but a reason why not.
    failed: bool,
    /// How each key was read, where the file is a secret.
    readings: Option<Vec<Reading>>,
    /// What there is to say.
    report: KeyFileReport,
}

impl KeysCommand {
    pub(super) fn run(&self, now: i64) -> Result<ExitCode, Failure> {
        match self {
            Self::Show(show) => show.run(now),
            Self::Generate(generate) => generate.run(now),
            Self::Stored(stored) => stored.run(now).map(|()| ExitCode::SUCCESS),
        }
    }
}

impl Generate {
    /// Opens the vault first: a key that nobody keeps is not worth making.
    fn run(&self, now: i64) -> Result<ExitCode, Failure> {
        let mut vault = self.place.open(true)?;
        let stored = stored::store(&mut *vault, &[self.make()?], None, now)?;
        store::print(&stored, &vault.place(), self.json);
        Ok(ExitCode::SUCCESS)
    }

    /// The new key, by the name that was asked for.
    fn make(&self) -> Result<Key, Failure> {
        let mut key = generate(self.kind, |bytes| getrandom::fill(bytes).is_ok(), &|| false)?;
        if let Some(name) = &self.name {
            key.name.clone_from(name);
        }
        Ok(key)
    }
}

impl Show {
    fn run(&self, now: i64) -> Result<ExitCode, Failure> {
        let shown = self.look(now)?;
        let mut out = String::new();
        if self.json {
            show::json(&shown, Language::English.text(), &mut out);
        } else {
            show::human(&shown, users_text(), wants_colour(), now, &mut out);
        }
        print_line(out);
        Ok(ExitCode::from(u8::from(shown.failed)))
    }

    fn look(&self, now: i64) -> Result<Shown, Failure> {
        let bytes = match bytes_of(&self.file) {
            Err(Failure::File(_, error)) if error.kind() == ErrorKind::NotFound => {
                return self.stored(now)?.ok_or_else(|| Failure::File(self.file.clone(), error));
            }
            read => read?,
        };
        let name = self.file.file_stem().unwrap_or_default().to_string_lossy();
        let mut others = Vec::new();
        for path in &self.keys {
            others.extend(keys_in(path, self.key_password.as_deref())?.keys);
        }
        let (read, readings) = match read::read_keys(&bytes, &name, self.key_password.as_deref()) {
            Err(ReadError::NotAKey(Guess::Text | Guess::Binary)) => {
                let Readings { readings, file } = readings(&bytes, &name);
                (Ok(file), Some(readings))
            }
            read => (read, None),
        };
        let report = inspect::keys::report(&read, &others, now);
        Ok(Shown { format: show::format(&read), failed: read.is_err(), readings, report })
    }

    /// The stored key of that name, by its public half. `None`: there is none, or nowhere to look.
    fn stored(&self, now: i64) -> Result<Option<Shown>, Failure> {
        let looked = self.place.open(false).and_then(|mut vault| Ok(stored::list(&mut *vault)?.keys));
        let keys = match looked {
            Err(error) if self.place.is_file() => return Err(error),
            Err(_) => return Ok(None),
            Ok(keys) => keys,
        };
        let found = match stored::find(&keys, &self.file.to_string_lossy()) {
            Err(Failure::NoKey(_)) => return Ok(None),
            found => found?,
        };
        let key = stored::public_or_sealed(found);
        let findings = inspect::keys::each(std::slice::from_ref(&key), now).concat();
        let line = KeyLine { id: KeyId::of(0, &key), has_private: found.has_private, findings };
        let report = KeyFileReport { keys: vec![line], findings: Vec::new() };
        Ok(Some(Shown { format: None, failed: false, readings: None, report }))
    }
}

/// Reads the name of a kind of key, and lists them all in the help.
fn spec_parser() -> impl TypedValueParser<Value = KeySpec> {
    let names = PossibleValuesParser::new(KeySpec::ALL.map(KeySpec::name));
    names.try_map(|name| KeySpec::from_name(&name).ok_or("no such kind"))
}
