//! `jotlens keys …`: looking at key files and making keys.
//!
//! Exit status: 0 done, 1 refused or failed, 2 wrong call. Nothing secret is ever printed here.

mod show;
mod store;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::stored::{self, Place};
use super::{Failure, bytes_of, keys_in, print_line, users_text, wants_colour};
use crate::inspect::keys::KeyFileReport;
use crate::jose::generate::{KeySpec, generate};
use crate::jose::key::Key;
use crate::jose::read::{self, Guess, KeyFile, ReadError};
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
    /// A file with keys in any form, or with a secret
    #[arg(value_name = "FILE")]
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

/// A key file that was looked at.
struct Shown {
    /// What came of reading it.
    read: Result<KeyFile, ReadError>,
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
        Ok(ExitCode::from(u8::from(shown.read.is_err())))
    }

    fn look(&self, now: i64) -> Result<Shown, Failure> {
        let bytes = bytes_of(&self.file)?;
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
        let report = crate::inspect::keys::report(&read, &others, now);
        Ok(Shown { read, readings, report })
    }
}

/// Reads the name of a kind of key, and lists them all in the help.
fn spec_parser() -> impl TypedValueParser<Value = KeySpec> {
    let names = PossibleValuesParser::new(KeySpec::ALL.map(KeySpec::name));
    names.try_map(|name| KeySpec::from_name(&name).ok_or("no such kind"))
}
