//! Everything that a person can ask for, and everything that a job reports: the only way into the state.

use std::path::PathBuf;

use super::handover::Handover;
use super::jobs::dialogs::Wanted;
use super::jobs::{JobId, JobOutcome};
use super::place::WindowSize;
use super::settings::{Language, Setting, ThemeChoice, Zone};
use super::state::{Side, Signing};
use crate::craft::convert::To;
use crate::craft::copy_as::{As, Words};
use crate::craft::edit::Edit;
use crate::craft::edit::time::TimeEdit;
use crate::craft::remake::Part;
use crate::craft::resign::HeaderUpdate;
use crate::craft::template::Template;
use crate::craft::typed::Typing;
use crate::inspect::diagnose::Mend;
use crate::jose::generate::KeySpec;
use crate::jose::jwe::{ContentEncryption, KeyManagement};
use crate::jose::read::SecretEncoding;
use crate::jose::write::Form;
use crate::vault::KeyUid;
use zeroize::Zeroizing;

/// One thing to do.
#[derive(Debug)]
pub enum Command {
    /// Text came from the clipboard or a drop: tokens become tabs, keys go to the rail.
    Paste(String),
    /// A start of the program brought this: the window comes to the front and shows it.
    Arrive(Handover),
    /// The text of the shown tab was typed over.
    EditText(String),
    /// A part of the shown token was typed over.
    EditPart(Part, Vec<u8>),
    /// One claim or parameter of the shown token was changed.
    EditMember(Part, Edit),
    /// Open the sheet of the member in that place, or of a new one.
    OpenMember(Part, Option<usize>),
    /// Keep what was typed in it.
    SaveMember(MemberDraft),
    /// The times of its claims were set or moved.
    EditTime(TimeEdit),
    /// Sign the shown token with the key in that place.
    Sign(usize, HeaderUpdate),
    /// Sign it with the key that was chosen, or the likeliest.
    SignShown,
    /// Sign with these from now on.
    ChooseSigner(Signing),
    /// Take the last step of editing back.
    Undo,
    /// Do it again.
    Redo,
    /// Go back to the token as it was signed.
    Revert,
    /// Ask the desktop for the clipboard's text; it comes back as `Paste`.
    RequestPaste,
    /// Show the dialog to open the content of the shown token's detached payload.
    OpenDetached,
    /// Ask the desktop for the clipboard's text, for the content of the shown token's detached payload.
    PasteDetached,
    /// Show the dialog to open a token or key file.
    OpenFile,
    /// Show the dialog to open a key file.
    ImportKey,
    /// Open the file in that place of those that were opened last.
    OpenRecent(usize),
    /// Ask for a name under which the shown tab is kept in the vault; this one is proposed.
    OpenSaveTab(String),
    /// Keep it, by that name.
    SaveTab(String),
    /// Show that kept tab in a tab.
    OpenSaved(KeyUid),
    /// Ask whether it shall be deleted.
    AskDeleteSaved(KeyUid),
    /// Delete it.
    DeleteSaved(KeyUid),
    /// Forget what is private, and hide everything until somebody unlocks it.
    LockNow,
    /// Show it again.
    Unlock,
    /// Open the sheet where a path is typed, as on a desktop without file dialogs.
    Browse(Wanted),
    /// List the folder that the typed path stands in.
    ListFolder(PathBuf),
    /// Open the file of that path, or go into the folder.
    OpenPath(PathBuf),
    /// Save to that path, or go into the folder.
    SavePath {
        /// Where.
        path: PathBuf,
        /// Whether what is there is written over.
        over: bool,
    },
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
    /// Close the tab in that place; asks first where its token was edited and not signed.
    CloseTab(usize),
    /// Verify the shown document with that key only, or with all.
    VerifyWith(Option<usize>),
    /// Open the JWE of the shown document whatever it costs.
    DecryptAnyway,
    /// Stop opening it.
    StopDecrypting,
    /// Stop looking for the cause of a signature that does not hold.
    StopDiagnosis,
    /// Show the dialog to choose a list of words, and try each as the secret of the shown token.
    TryWords,
    /// Stop trying them.
    StopWords,
    /// Mend the shown token, or verify it otherwise.
    Mend(Mend),
    /// Close the window; asks first where something in it was edited and not signed.
    AskQuit,
    /// Do what was asked about.
    Confirm,
    /// Leave it.
    Stay,
    /// Close the sheet that lies over the window; what waited in it is forgotten.
    CloseSheet,
    /// Show what can be done by key and by mouse.
    OpenHelp,
    /// Open the sheet that keys come in by.
    OpenImport,
    /// Read this text as keys.
    ImportText(Zeroizing<String>),
    /// Read this text as a secret.
    ImportSecret(SecretDraft),
    /// Open what is being imported with this password.
    ImportPassword(Zeroizing<String>),
    /// Read what is being imported as a secret in this spelling.
    ImportReading(SecretEncoding),
    /// Take the secret that is being imported, by this name.
    ImportSecretAs(String),
    /// Take that key of the import along, or not.
    ImportChoose(usize, bool),
    /// Store the chosen keys.
    ImportConfirm,
    /// Look at the key in that place.
    OpenKey(usize),
    /// Show the key of the sheet in that form; a private one stays hidden.
    ShowForm(Form),
    /// Fetch the private text of the form that is shown, and give it to the window.
    Reveal(FormLock),
    /// Copy the form that is shown; a private text leaves the clipboard after a while.
    CopyForm(FormLock),
    /// Save the form that is shown in a file.
    SaveForm(FormLock),
    /// Copy the public halves of the keys in these places as a JWK Set.
    CopyJwks(Vec<usize>),
    /// Open a new tab with an access token that the key in that place signs.
    NewTokenWith(usize),
    /// Open a tab with a new token of that kind, or two.
    NewToken(Template, NewSigner),
    /// Open a tab with a new token of the person's own template in that place.
    NewOwn(usize, NewSigner),
    /// Ask for the name of a template that the shown token makes.
    OpenSaveTemplate,
    /// Look at the person's own template in that place.
    OpenTemplate(usize),
    /// Keep the template of the sheet by that name.
    SaveTemplate(String),
    /// Delete the template of the sheet.
    DeleteTemplate,
    /// Open the sheet of negative tests for the shown token.
    OpenNegatives,
    /// Open that one of them in a tab.
    OpenNegative(usize),
    /// Ask where to save this text, under the proposed name.
    SaveText(&'static str, String),
    /// Open the sheet that compares the shown token with another.
    OpenCompare,
    /// Compare these two.
    Compare(Side, Option<Side>),
    /// Open the sheet that encrypts to the key in that place.
    OpenEncrypt(usize),
    /// Encrypt to the key of the sheet, and open a tab with the token.
    Encrypt(EncryptDraft),
    /// Stop encrypting.
    CancelEncrypt,
    /// Open the sheet that makes keys.
    OpenGenerate,
    /// Make a key and store it.
    Generate(KeyDraft),
    /// Stop making it.
    CancelGenerate,
    /// Call the key in that place something else, or mean it for something else.
    DescribeKey(usize, KeyDetails),
    /// Ask whether the key in that place shall be deleted.
    AskDelete(usize),
    /// Delete the key that is asked about.
    DeleteKey,
    /// Open the vault again, with a new connection.
    RetryVault,
    /// Show the way to a vault file.
    OpenVaultSheet,
    /// Keep keys in a file behind this passphrase.
    UseVaultFile(Zeroizing<String>),
    /// Keep keys in memory until the window closes.
    UseSession,
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
    /// Make one choice of the settings.
    Set(Setting),
    /// Make all choices as they were at first.
    ResetSettings,
    /// Open the sheet of the settings.
    OpenSettings,
    /// Forget which files were opened.
    ForgetFiles,
    /// The window closes, and had this size.
    KeepSize(WindowSize),
    /// The notice with that id was read.
    DismissNotice(u64),
    /// A second went by.
    Tick,
    /// A job ended.
    JobDone(JobId, JobOutcome),
}

/// The password that [`Form::EncryptedPem`] is written behind; `None` for the other forms.
pub type FormLock = Option<Zeroizing<String>>;

/// A claim or parameter as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberDraft {
    /// Its name.
    pub name: String,
    /// What its value was typed as.
    pub typing: Typing,
    /// What was typed.
    pub text: String,
}

/// Who signs a new token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewSigner {
    /// The likeliest key; a new one where none can.
    Usual,
    /// The key in that place.
    Key(usize),
    /// A key that is made for it and stored.
    Fresh,
}

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDraft {
    /// What kind.
    pub spec: KeySpec,
    /// Its name; empty for that of the kind.
    pub name: String,
    /// Its `kid`; empty for the thumbprint (RFC 7638).
    pub kid: String,
    /// `alg`, if it shall be bound to one.
    pub alg: Option<&'static str>,
    /// `use`, if it shall have one.
    pub key_use: Option<&'static str>,
}

/// What to encrypt, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptDraft {
    /// The content: this text as it is, or where `None` the token that is shown.
    pub text: Option<PrivateText>,
    /// How the content key is encrypted.
    pub algorithm: KeyManagement,
    /// How the content is encrypted.
    pub enc: ContentEncryption,
    /// Compress first.
    pub compress: bool,
}

/// What a key is called and meant for, as its owner wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDetails {
    /// Its name.
    pub name: String,
    /// `kid`; none where empty.
    pub kid: String,
    /// `alg`.
    pub alg: Option<String>,
    /// `use`.
    pub key_use: Option<String>,
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
    /// The token in another serialisation, where nothing is lost.
    Converted(To),
    /// The token in the form that another tool takes; the words are for what is said around it.
    As(As, Words),
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
    /// Show this private text in the sheet until it is hidden or closed. Never selectable, never kept.
    Reveal(PrivateText),
    /// Put text on the clipboard.
    CopyText(String),
    /// Close the window.
    Quit,
    /// Bring the window to the front.
    Raise,
    /// Ask for the clipboard's text.
    RequestPaste,
}

/// A private text on its way to the screen. Wiped when dropped; printed as its length.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateText(pub Zeroizing<String>);

impl std::fmt::Debug for PrivateText {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[private text, {} bytes]", self.0.len())
    }
}
