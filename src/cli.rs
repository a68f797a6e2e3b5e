//! The headless commands, over the same rooms as the window: no display, no D-Bus, no keychain needed.
//!
//! Results go to standard output, everything else to standard error. Exit status of `inspect`: 0 when every token
//! found would be accepted, 1 when any would not, 2 when nothing could be read or the call is wrong.

mod encrypt;
mod given;
mod human;
mod json;
mod keys;
mod negatives;
mod sign;
mod stored;
mod window;

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use zeroize::Zeroizing;

use crate::app::handover::Handover;
use crate::craft::negatives::NegativesError;
use crate::craft::sign::CraftError;
use crate::encoding::MAX_TEXT;
use crate::inspect::diagnose::{BUDGET, diagnose, history::History};
use crate::inspect::report::Policy;
use crate::inspect::{self, finding::Finding};
use crate::jose::jwe::seal::SealError;
use crate::jose::key::Key;
use crate::jose::read::{self, Format};
use crate::text::{Language, Text};
use crate::vault::VaultError;
use window::Window;

/// The lens and the workbench for JSON Web Tokens.
///
/// Without a command, opens the window with what was given in it.
#[derive(Debug, Parser)]
#[command(name = "jotlens", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    window: Window,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say everything about the tokens in a text
    Inspect(Box<Inspect>),
    /// Make a signed token from claims
    Sign(Box<sign::Sign>),
    /// Make an encrypted token
    Encrypt(Box<encrypt::Encrypt>),
    /// Make labelled tokens that a verifier must refuse, from a good one; for systems that you may test
    Negatives(Box<negatives::Negatives>),
    /// Look at keys and make them
    Keys {
        #[command(subcommand)]
        command: keys::KeysCommand,
    },
}

#[derive(Debug, Args)]
struct Inspect {
    /// A token, text that holds some, a file, or `-` for standard input
    #[arg(value_name = "TOKEN|FILE|-")]
    input: Option<String>,
    /// Print the Report as JSON
    #[arg(long)]
    json: bool,
    /// A key, JWK set, certificate or secret file; may be given more than once
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// The password of the protected key files
    #[arg(long, value_name = "TEXT")]
    key_password: Option<String>,
    /// The secret itself, as text
    #[arg(long, value_name = "TEXT")]
    secret: Vec<String>,
    /// The secret itself, in base64 or base64url
    #[arg(long, value_name = "TEXT")]
    secret_base64: Vec<String>,
    /// The secret itself, in hexadecimal
    #[arg(long, value_name = "TEXT")]
    secret_hex: Vec<String>,
    /// Use stored keys, and say so where there are none to be had; unlock the keychain for a secret
    #[arg(long, conflicts_with = "no_keychain")]
    keychain: bool,
    /// Use only the keys that are given here
    #[arg(long, conflicts_with = "vault")]
    no_keychain: bool,
    #[command(flatten)]
    place: stored::Place,
    /// The instant to judge times at: RFC 3339 or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = instant, allow_negative_numbers = true)]
    now: Option<i64>,
    /// Seconds that times may be off
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=315_360_000))]
    leeway: i64,
    /// The content of a detached payload
    #[arg(long, value_name = "FILE")]
    payload: Option<PathBuf>,
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Start {
    /// The window, with this in it.
    Window {
        /// What it shows.
        handover: Handover,
        /// Whether it is a window of its own, although another is open.
        own: bool,
    },
    /// Nothing: a headless command ran, or the call was wrong.
    Done(ExitCode),
}

/// Keys that came in one file.
#[derive(Debug)]
struct GivenKeys {
    /// The keys.
    keys: Vec<Key>,
    /// What they came in.
    format: Format,
    /// Why some of what was in it is no key that can be used.
    faults: Vec<Finding>,
}

/// Reads the command line; runs a headless command, or says what the window must show.
pub fn start(now: i64) -> Start {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return Start::Done(ExitCode::from(if error.use_stderr() { 2 } else { 0 }));
        }
    };
    match arguments.command {
        Some(Command::Inspect(inspect)) => Start::Done(ended(inspect.run(now))),
        Some(Command::Encrypt(encrypt)) => Start::Done(ended(encrypt.run())),
        Some(Command::Negatives(negatives)) => Start::Done(ended(negatives.run(now))),
        Some(Command::Sign(sign)) => Start::Done(ended(sign.run())),
        Some(Command::Keys { command }) => Start::Done(ended(command.run(now))),
        None => match arguments.window.handover() {
            Ok(handover) => Start::Window { handover, own: arguments.window.own },
            Err(error) => Start::Done(ended(Err(error))),
        },
    }
}

/// What a call cannot be carried out for.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{}: {}", .0.display(), reason(.1))]
    File(PathBuf, std::io::Error),
    #[error("standard input: {0}")]
    StandardInput(std::io::Error),
    #[error("{0} bytes are more than the {MAX_TEXT} that are looked at")]
    TooLarge(u64),
    #[error("{}: {reason}", .path.display())]
    Key { path: PathBuf, reason: String },
    #[error("--{option}: {reason}")]
    Secret { option: &'static str, reason: String },
    #[error(transparent)]
    Generate(#[from] crate::jose::generate::GenerateError),
    #[error("{}", stored::words(.0))]
    Vault(#[from] VaultError),
    #[error("no stored key is called {}", stored::shown(.0))]
    NoKey(String),
    #[error("{} keys are called {}: say which by its id, {}", .ids.len(), stored::shown(.name), .ids.join(" or "))]
    Several { name: String, ids: Vec<String> },
    #[error("{0}")]
    Refused(String),
    #[error("{}", users_text().craft_error(.0))]
    Craft(#[from] CraftError),
    #[error("{}", users_text().seal_error(.0))]
    Seal(#[from] SealError),
    #[error("{}", users_text().negatives_error(.0))]
    Negatives(#[from] NegativesError),
    #[error("{0} keys of the file come into question: say which with --kid")]
    WhichKey(usize),
    #[error("{0}")]
    Call(String),
    #[error("nothing to {0}: give the text, a file, or `-` and the text on standard input")]
    NothingTo(&'static str),
    #[error("nothing to inspect: give a token, a file, or `-` and the text on standard input")]
    Nothing,
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => error.to_string(),
    }
}

fn ended(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        let _ = writeln!(std::io::stderr(), "jotlens: {failure}");
        ExitCode::from(match failure {
            Failure::Generate(_)
            | Failure::Vault(_)
            | Failure::NoKey(_)
            | Failure::Several { .. }
            | Failure::Refused(_)
            | Failure::Negatives(_)
            | Failure::Seal(
                SealError::Unfit { .. }
                | SealError::Sealed { .. }
                | SealError::Key { .. }
                | SealError::KeyTooSmall { .. }
                | SealError::NeverMade(_)
                | SealError::NoRandomness
                | SealError::Cancelled
                | SealError::Failed,
            )
            | Failure::Craft(CraftError::Key { .. } | CraftError::NotCompact { .. } | CraftError::NotText) => 1,
            _ => 2,
        })
    })
}

/// The keys that a call gives.
#[derive(Default)]
struct AllKeys {
    keys: Vec<Key>,
    /// The places of secrets that came in a published set.
    published: Vec<usize>,
    /// What is wrong with others.
    faults: Vec<Finding>,
}

impl Inspect {
    fn run(&self, now: i64) -> Result<ExitCode, Failure> {
        let text = match &self.input {
            Some(argument) => text_of(argument)?,
            None if std::io::stdin().is_terminal() => return Err(Failure::Nothing),
            None => standard_input()?,
        };
        let text: Arc<str> = text.as_str().into();
        let AllKeys { mut keys, published, faults } = self.all_keys()?;
        let given = keys.len();
        let mut ring = if self.no_keychain {
            stored::Ring::none()
        } else {
            stored::Ring::open(&self.place, self.keychain)?
        };
        keys.extend(ring.keys());
        let detached = self.payload.as_deref().map(bytes_of).transpose()?;
        let policy = Policy {
            leeway_secs: self.leeway,
            detached: detached.map(|bytes| Arc::from(bytes.as_slice())),
            stored: ring.with_private_halves(given),
            published,
            ..Policy::default()
        };
        let now = self.now.unwrap_or(now);
        let mut report = inspect::report(&text, &keys, now, &policy);
        while let Some(unsealed) = ring.unsealed(&report, given) {
            keys.truncate(given);
            keys.extend(unsealed);
            report = inspect::report(&text, &keys, now, &policy);
        }
        if report.has_riddle() {
            let started = Instant::now();
            let stopped = || started.elapsed() > BUDGET;
            let explained = diagnose(&report, &keys, &policy, &History::default(), &stopped);
            report.explain(explained);
        }
        report.input_findings.extend(faults);
        let mut out = String::new();
        if self.json {
            json::write(&report, Language::English.text(), &mut out);
        } else {
            human::write(&report, users_text(), wants_colour(), &mut out);
        }
        print_line(out);
        Ok(ExitCode::from(if report.tokens.is_empty() { 2 } else { u8::from(!report.accept()) }))
    }

    fn all_keys(&self) -> Result<AllKeys, Failure> {
        let AllKeys { mut keys, mut published, mut faults } = AllKeys::default();
        for path in &self.keys {
            let given = keys_in(path, self.key_password.as_deref())?;
            published
                .extend(inspect::keys::published(given.format, &given.keys).map(|index| index + keys.len()));
            keys.extend(given.keys);
            faults.extend(given.faults);
        }
        keys.extend(given::secrets(&self.secret, &self.secret_base64, &self.secret_hex)?);
        Ok(AllKeys { keys, published, faults })
    }
}

/// The texts in the user's language.
fn users_text() -> &'static Text {
    Language::from_locale(&sys_locale::get_locale().unwrap_or_default()).text()
}

fn wants_colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes a result. Whoever reads may stop reading: `jotlens inspect … | head` is no failure.
fn print_line(mut out: String) {
    out.push('\n');
    let _ = std::io::stdout().write_all(out.as_bytes());
}

/// The text that an argument means: standard input, a file, or itself.
fn text_of(argument: &str) -> Result<Zeroizing<String>, Failure> {
    if argument == "-" {
        return standard_input();
    }
    match named(argument) {
        Some(path) => bytes_of(path).map(|bytes| text_in(&bytes)),
        None => Ok(argument.to_owned().into()),
    }
}

fn text_in(bytes: &[u8]) -> Zeroizing<String> {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// The file that an argument names, or the end of a pipe, as a shell writes it for `<(…)`.
fn named(argument: &str) -> Option<&Path> {
    // A token is longer than any file name may be, so asking the system about it is harmless.
    let path = Path::new(argument);
    std::fs::metadata(path).is_ok_and(|found| !found.is_dir()).then_some(path)
}

fn standard_input() -> Result<Zeroizing<String>, Failure> {
    standard_bytes().map(|bytes| text_in(&bytes))
}

fn standard_bytes() -> Result<Zeroizing<Vec<u8>>, Failure> {
    // No key is longer: none is copied while it is read.
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 << 10));
    read_into(&mut bytes, std::io::stdin().lock(), Failure::StandardInput)?;
    Ok(bytes)
}

/// Reads all of it; no more than is looked at.
fn read_into(
    bytes: &mut Vec<u8>,
    source: impl std::io::Read,
    fault: impl FnOnce(std::io::Error) -> Failure,
) -> Result<(), Failure> {
    let limit = MAX_TEXT as u64 + 1;
    let read = source.take(limit).read_to_end(bytes).map_err(fault)?;
    if read as u64 == limit { Err(Failure::TooLarge(limit)) } else { Ok(()) }
}

fn bytes_of(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let file = |error| Failure::File(path.to_owned(), error);
    let size = std::fs::metadata(path).map_err(file)?.len();
    if size > MAX_TEXT as u64 {
        return Err(Failure::TooLarge(size));
    }
    // A pipe or a device has no size. Of a file nothing is copied while it is read.
    let mut bytes = Zeroizing::new(Vec::with_capacity(size as usize + 1));
    read_into(&mut bytes, std::fs::File::open(path).map_err(file)?, file)?;
    Ok(bytes)
}

/// The keys in a file; a file that is no key of any kind is a secret, its bytes as they are.
fn keys_in(path: &Path, password: Option<&str>) -> Result<GivenKeys, Failure> {
    keys_of(&bytes_of(path)?, path, password)
}

/// The same, of bytes that were read.
fn keys_of(bytes: &[u8], path: &Path, password: Option<&str>) -> Result<GivenKeys, Failure> {
    let name = key_name(path);
    match read::read_keys(bytes, &name, password) {
        Ok(file) => {
            let format = file.format;
            let faults = inspect::keys::unusable(&file);
            Ok(GivenKeys { keys: file.keys, format, faults })
        }
        Err(read::ReadError::NotAKey(read::Guess::Text | read::Guess::Binary)) => {
            let keys = vec![read::read_secret_file(bytes, &name)];
            Ok(GivenKeys { keys, format: Format::Secret, faults: Vec::new() })
        }
        Err(error) => Err(Failure::Key { path: path.to_owned(), reason: error.to_string() }),
    }
}

/// The name for keys that have none in themselves.
fn key_name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_stem().unwrap_or_default().to_string_lossy()
}

fn instant(text: &str) -> Result<i64, String> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Ok(seconds);
    }
    let instant: Result<Timestamp, _> = text.parse();
    instant
        .map(Timestamp::as_second)
        .map_err(|_| "not RFC 3339 (2026-11-20T22:00:00Z) and not Unix seconds".to_owned())
}
