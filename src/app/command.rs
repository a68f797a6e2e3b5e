//! Everything that a person can ask for, and everything that a job reports: the only way into the state.

use std::path::PathBuf;

use super::jobs::{JobId, JobOutcome};
use super::settings::{Language, ThemeChoice, Zone};
use crate::jose::read::SecretEncoding;
use zeroize::Zeroizing;

/// One thing to do.
#[derive(Debug)]
pub enum Command {
    /// Text came from the clipboard, a drop or the command line: tokens become tabs, keys go to the rail.
    Paste(String),
    /// The text of the shown tab was typed over.
    EditText(String),
    /// Ask the desktop for the clipboard's text; it comes back as `Paste`.
    RequestPaste,
    /// Show the dialog to open a token or key file.
    OpenFile,
    /// Show the dialog to open a key file.
    ImportKey,
    /// Read these files, as dropped on the window.
    ReadFiles(Vec<PathBuf>),
    /// Put one of the three examples in a tab.
    ShowExample(Example),
    /// Open an empty tab.
    NewTab,
    /// Show the tab in that place.
    SelectTab(usize),
    /// Show the next tab, or the previous one.
    CycleTab {
        /// To the left.
        backwards: bool,
    },
    /// Close the tab in that place.
    CloseTab(usize),
    /// Verify the shown document with that key only, or with all.
    VerifyWith(Option<usize>),
    /// Open the form to paste a key.
    OpenKeyForm,
    /// Close it.
    CloseKeyForm,
    /// Add the keys in this text.
    AddKeyText(Zeroizing<String>),
    /// Add this secret.
    AddSecret(SecretDraft),
    /// Forget the key in that place.
    RemoveKey(usize),
    /// Copy something of the shown token.
    Copy(CopyWhat),
    /// Speak another language.
    SetLanguage(Language),
    /// Use another theme.
    SetTheme(ThemeChoice),
    /// Show instants in another zone.
    SetZone(Zone),
    /// Judge times with another leeway; seconds.
    SetLeeway(i64),
    /// The notice with that id was read.
    DismissNotice(u64),
    /// A second went by.
    Tick,
    /// A job ended.
    JobDone(JobId, JobOutcome),
}

/// A secret as it was typed.
#[derive(Clone, Debug)]
pub struct SecretDraft {
    /// The text.
    pub text: Zeroizing<String>,
    /// How to read it.
    pub encoding: SecretEncoding,
    /// The key's name; empty for one of our own.
    pub name: String,
}

/// The examples of the empty window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// An access token, ES256, with five minutes left; its key comes along.
    Good,
    /// One whose signature is DER.
    Failing,
    /// An encrypted one.
    Encrypted,
}

/// What to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyWhat {
    /// The token, as it will be sent.
    Token,
    /// The `Authorization` header with it.
    AuthorizationHeader,
    /// A cURL command with it.
    Curl,
    /// The header's JSON, as it is spelled.
    HeaderJson,
    /// The payload's JSON, as it is spelled.
    PayloadJson,
    /// A value that a panel shows.
    Value(String),
    /// The signature in hexadecimal.
    SignatureHex,
    /// The signature in base64url.
    SignatureBase64url,
}

/// What the window must do after an update; the rest is done in jobs.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put text on the clipboard.
    CopyText(String),
    /// Ask for the clipboard's text.
    RequestPaste,
}
