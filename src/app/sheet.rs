//! The one sheet that may lie over the window: what it shows and how far it has come. Nothing secret: what is
//! being imported stays with the core, what is typed stays with the window until it is sent.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::jobs::JobId;
pub use super::jobs::dialogs::{Entry, Folder};
use super::state::DocumentId;
use crate::craft::compare::Comparison;
use crate::craft::edit::EditError;
use crate::craft::encrypt::Way;
use crate::craft::negatives::{NegativesError, Set};
use crate::craft::own::OwnError;
use crate::craft::remake::Part;
use crate::craft::typed::Typing;
use crate::inspect::finding::Finding;
use crate::inspect::report::KeyId;
use crate::jose::jwe;
use crate::jose::jwe::seal::SealError;
use crate::jose::read::{Format, SecretEncoding, SecretError};
use crate::jose::write::Form;
use crate::vault::{KeyUid, VaultError};

/// A sheet over the window. Esc and its × close it.
#[derive(Clone, Debug, PartialEq)]
pub enum Sheet {
    /// One key, by its place in the keys.
    Key(KeySheet),
    /// Asks whether that key shall be deleted, by its place in the keys.
    Delete(usize),
    /// A key to be made.
    Generate(GenerateSheet),
    /// A content to be encrypted to a key.
    Encrypt(EncryptSheet),
    /// One claim or parameter of the shown token.
    Member(MemberSheet),
    /// Negative tests of the shown token.
    Negatives(NegativesSheet),
    /// Two tokens side by side.
    Compare(CompareSheet),
    /// The settings, and where their file is.
    Settings(Option<PathBuf>),
    /// A template of the person's own.
    Template(TemplateSheet),
    /// Keys on their way in.
    Import(ImportSheet),
    /// A place for keys, where the keychain is not to be had.
    Vault(VaultSheet),
    /// A path to open or to save to, where the desktop shows no file dialogs.
    Files(FilesSheet),
    /// A name for a tab that is kept in the vault.
    SaveTab(SaveTabSheet),
    /// Asks whether that kept tab shall be deleted.
    DeleteSaved(KeyUid),
    /// What can be done, by key and by mouse.
    Help,
}

/// A tab to be kept in the vault.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveTabSheet {
    /// The document that was shown when it was opened.
    pub of: DocumentId,
    /// The proposed name.
    pub name: String,
    /// While it is stored.
    pub busy: Option<JobId>,
    /// Why it was not.
    pub problem: Option<SaveTabProblem>,
}

/// Why a tab was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveTabProblem {
    /// The vault could not.
    Vault(VaultError),
    /// Its text is not there any more.
    Gone,
}

/// A text that is kept in the vault: what is said of it without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name in the vault.
    pub id: KeyUid,
    /// What a person calls it.
    pub name: String,
    /// How long it is.
    pub bytes: usize,
    /// When it was kept; Unix seconds.
    pub created_at: i64,
}

/// A path to open or to save to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilesSheet {
    /// The proposed name of a file to be saved; `None` where one is opened.
    pub name: Option<String>,
    /// The folder that is listed; `None` where there is none.
    pub folder: Option<Arc<Folder>>,
    /// Goes up whenever a folder is gone into: then its path is what is typed.
    pub moves: u32,
    /// What is being waited for.
    pub working: Option<JobId>,
    /// A file that is there already: whether it shall be written over.
    pub exists: Option<PathBuf>,
    /// What went wrong last.
    pub problem: Option<FileTrouble>,
}

/// What went wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileTrouble {
    /// The folder cannot be listed.
    Folder(PathBuf, std::io::ErrorKind),
    /// The file cannot be read.
    Unreadable(PathBuf, std::io::ErrorKind),
    /// It is longer than we look at; its bytes.
    TooLarge(usize),
    /// It cannot be written.
    Unwritable(PathBuf, std::io::ErrorKind),
}

/// A question that lies over everything, a sheet that is open included: what is typed there stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Whether the window shall close although that many texts were edited and not signed.
    Quit(usize),
    /// Whether a tab shall close although its token was: the document, and the token's place in it.
    CloseTab(DocumentId, usize),
}

/// One key, looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct KeySheet {
    /// Its place in the keys.
    pub key: usize,
    /// The forms that it can be written in.
    pub forms: Vec<Form>,
    /// The one that is shown.
    pub form: Option<Form>,
    /// The key in that form; `None` for a private one, whose text only the window has, and only when asked for.
    pub text: Option<Arc<str>>,
    /// Whether a private half is being fetched and written.
    pub busy: Option<JobId>,
    /// What went wrong last.
    pub problem: Option<KeyTrouble>,
}

/// A key to be made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GenerateSheet {
    /// While it is made.
    pub running: Option<Running>,
    /// Why it was not made.
    pub problem: Option<KeyTrouble>,
}

/// One claim or parameter of the shown token, to be changed or added.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberSheet {
    /// The token that it is of: its document, and its place in the report.
    pub of: (DocumentId, usize),
    /// The part that it is in.
    pub part: Part,
    /// Its place among the members; `None` for a new one.
    pub place: Option<usize>,
    /// How many members there are.
    pub count: usize,
    /// Its name.
    pub name: String,
    /// What its value is typed as.
    pub typing: Typing,
    /// What stands in the box at first.
    pub text: String,
    /// Why it was not changed.
    pub problem: Option<MemberProblem>,
}

/// Why a claim or parameter was not changed.
#[derive(Clone, Debug, PartialEq)]
pub enum MemberProblem {
    /// What was typed cannot be its name or value.
    Edit(EditError),
    /// It is not there any more as it was: the token was changed, or another one is shown.
    Gone,
}

/// A template of the person's own, to be kept or looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateSheet {
    /// Its place; `None` for one that a token makes.
    pub place: Option<usize>,
    /// That token, shown when the sheet was opened: its document, and its place in the report.
    pub of: Option<Side>,
    /// Its name.
    pub name: String,
    /// The file that it is kept in, if any.
    pub path: Option<PathBuf>,
    /// The claims that are left out, since they look like credentials.
    pub left_out: Vec<String>,
    /// Why it was not kept.
    pub problem: Option<TemplateProblem>,
}

/// Why a template was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateProblem {
    /// The token or the name does not do.
    Own(OwnError),
    /// The token is not there any more.
    Gone,
}

/// A content to be encrypted to a key.
#[derive(Clone, Debug, PartialEq)]
pub struct EncryptSheet {
    /// The key's place in the keys.
    pub key: usize,
    /// The ways to encrypt to it, or why there is none.
    pub ways: Result<Vec<Way>, jwe::Unfit>,
    /// The usual way, and its usual content encryption: their places.
    pub usual: (usize, usize),
    /// What `cty` will say of the token that is shown, if one is that can be encrypted.
    pub token: Option<&'static str>,
    /// While it is encrypted.
    pub running: Option<Running>,
    /// Why it was not encrypted.
    pub problem: Option<EncryptTrouble>,
}

/// Why nothing was encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncryptTrouble {
    /// The vault did not give the secret.
    Vault(VaultError),
    /// Encrypting failed.
    Seal(SealError),
}

/// One of two tokens: its document, and its place in the report.
pub type Side = (DocumentId, usize);

/// Two tokens side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareSheet {
    /// The first.
    pub first: Side,
    /// The second, if one was chosen.
    pub second: Option<Side>,
    /// What came of it.
    pub state: Compared,
}

/// What came of comparing.
#[derive(Clone, Debug, PartialEq)]
pub enum Compared {
    /// There are not two tokens.
    Nothing,
    /// They are being compared.
    Working(JobId),
    /// That is how they differ.
    Done(Arc<Comparison>),
}

/// Negative tests of a token.
#[derive(Clone, Debug, PartialEq)]
pub struct NegativesSheet {
    /// How far it has come.
    pub step: NegativesStep,
}

/// How far making negative tests has come.
#[derive(Clone, Debug, PartialEq)]
pub enum NegativesStep {
    /// They are being made.
    Making(Running),
    /// They are there.
    Made(Arc<Set>),
    /// There are none.
    Failed(NegativesTrouble),
}

/// Why there are no negative tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NegativesTrouble {
    /// The vault did not give the private key.
    Vault(VaultError),
    /// The token or the keys do not do.
    Negatives(NegativesError),
    /// A defect of ours.
    Broke,
}

/// Keys on their way in: from nothing, over questions, to a list that is confirmed.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportSheet {
    /// Where what is shown came from: a file's name; `None` for typed or pasted text.
    pub source: Option<String>,
    /// How far it has come.
    pub step: ImportStep,
    /// How many files wait behind this one.
    pub waiting: usize,
}

/// How far an import has come.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportStep {
    /// A text is to be pasted, or a file to be chosen.
    Ask,
    /// It is being read: a password may take a second.
    Reading(JobId),
    /// It is protected by a password.
    Password {
        /// What is protected.
        format: Format,
        /// Whether one was given already, and was wrong.
        wrong: bool,
    },
    /// It is no key of any kind: perhaps a secret. How it is to be read is the person's choice.
    Secret {
        /// Each reading, and what it gives.
        readings: Vec<Reading>,
        /// The chosen one.
        chosen: SecretEncoding,
    },
    /// The keys in it, to be confirmed.
    Confirm {
        /// What it was written in.
        format: Format,
        /// What there is to say of the file.
        findings: Vec<Finding>,
        /// The keys.
        keys: Vec<ImportLine>,
    },
    /// Another reading of the secret of a key that is here, to be added under a name of its own.
    OtherReading {
        /// The key's name.
        of: String,
        /// How long the secret is in that reading.
        bytes: usize,
    },
    /// Nothing in it can be used.
    Failed {
        /// Why; the first says it.
        findings: Vec<Finding>,
    },
    /// They are being stored.
    Storing(JobId),
}

/// One way to read a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How.
    pub encoding: SecretEncoding,
    /// What it gives, in bytes, or why it cannot be read so.
    pub bytes: Result<usize, SecretError>,
}

/// A key on its way in.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportLine {
    /// Name, kid, kind; the index is its place in the file.
    pub id: KeyId,
    /// Whether a private half or a secret comes along.
    pub has_private: bool,
    /// What there is to say of it.
    pub findings: Vec<Finding>,
    /// What it would meet among the keys that are here.
    pub clash: Option<Clash>,
    /// Whether it will be taken.
    pub chosen: bool,
}

/// What a key meets among those that are here already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// The same key, by that name.
    Same(String),
    /// The public half of it, by that name: taken, it makes a pair of it.
    Completes(String),
    /// Another key with the same `kid`, by that name.
    Kid(String),
}

/// A place for keys, where the keychain is not to be had.
#[derive(Clone, Debug, PartialEq)]
pub struct VaultSheet {
    /// The file.
    pub path: PathBuf,
    /// Whether it is there already: then its passphrase is asked for, else a new one is chosen.
    pub exists: bool,
    /// Whether it is being opened.
    pub opening: Option<JobId>,
    /// Why it did not open.
    pub problem: Option<VaultError>,
}

/// Why something with a key was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyTrouble {
    /// The vault could not.
    Vault(VaultError),
    /// The key cannot be written so.
    Form,
    /// The file could not be written.
    File(PathBuf, std::io::ErrorKind),
    /// The system has no randomness to give.
    NoRandomness,
    /// There is no clipboard.
    NoClipboard,
}

/// Where keys are kept, and whether that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaultStatus {
    /// It is being opened; the person may be looking at a prompt of the system.
    Opening,
    /// It is open.
    Open {
        /// Where.
        place: crate::vault::Place,
        /// How far its list can be trusted.
        state: crate::vault::IndexState,
        /// Whether a person must unlock it before private keys can be had.
        is_locked: bool,
    },
    /// It cannot be used.
    Trouble(VaultError),
}

/// Work whose end is not known beforehand.
#[derive(Clone, Debug)]
pub struct Running {
    /// The job.
    pub job: JobId,
    /// When it began; Unix seconds.
    pub since: i64,
    /// Set, it ends the work soon.
    pub(super) cancelled: Arc<AtomicBool>,
}

impl PartialEq for Running {
    fn eq(&self, other: &Self) -> bool {
        self.job == other.job
    }
}
