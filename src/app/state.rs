//! What the window shows. Only `app::update` writes it; panels read it. It holds no secret: keys are
//! here as their public metadata, the key ring itself is with the [`super::Core`].

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::analysis::View;
use super::edits::Edits;
use super::jobs::JobId;
use super::resign::Resign;
use super::settings::{Settings, Trouble};
pub use super::sheet::*;
use super::templates::TemplatesTrouble;
pub use super::words::WordSearch;
use crate::craft::copy_as::WhyNot;
use crate::craft::edit::EditError;
use crate::craft::negatives::Negative;
use crate::craft::own::Own;
use crate::craft::resign::{HeaderUpdate, ResignError};
use crate::craft::template::{Template, TemplateError};
use crate::inspect::finding::Finding;
use crate::inspect::report::{KeyId, TokenReport};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::jwe;
use crate::jose::key::Unfit;
use crate::vault::{KeyUid, VaultError};

/// Everything that the window shows.
#[derive(Debug)]
pub struct State {
    /// Pasted texts, each shown by at least one tab.
    pub documents: Vec<Document>,
    /// The tabs, in order. Never empty.
    pub tabs: Vec<Tab>,
    /// The place of the tab that is shown.
    pub active: usize,
    /// The keys that tokens are verified with.
    pub keys: Vec<KeyEntry>,
    /// Where keys are kept.
    pub vault: VaultStatus,
    /// What tokens are signed with.
    pub signing: Signing,
    /// The sheet that lies over the window.
    pub sheet: Option<Sheet>,
    /// The question that lies over both.
    pub asks: Option<Asks>,
    /// The user's choices.
    pub settings: Settings,
    /// What has to be said, latest last.
    pub notices: Vec<Notice>,
    /// The instant that times are judged at; Unix seconds.
    pub now: i64,
    /// Whether a file dialog is open.
    pub dialog_open: bool,
    /// The person's own templates.
    pub templates: Vec<Arc<Own>>,
    /// The new token whose key is being made.
    pub making: Option<Template>,
    /// The files that were opened last, latest first.
    pub recent: Vec<PathBuf>,
    /// The tabs that are kept in the vault, oldest first.
    pub saved: Vec<Saved>,
    /// Whether everything is hidden until somebody unlocks it.
    pub locked: bool,
}

/// What tokens are signed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signing {
    /// The key that was chosen, by its place.
    pub key: Option<usize>,
    /// What signing changes in the header.
    pub update: HeaderUpdate,
}

/// Names a document for as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentId(pub u64);

/// A pasted text.
#[derive(Debug)]
pub struct Document {
    /// Its name.
    pub id: DocumentId,
    /// The text, untouched.
    pub text: Arc<str>,
    /// Goes up whenever `text` changes.
    pub revision: u64,
    /// What is known of it.
    pub analysis: Analysis,
    /// How many tokens it had when tabs were arranged for them.
    pub(super) tokens: usize,
    /// The only key to verify with, by its place in the keys; all of them where `None`.
    pub only_key: Option<usize>,
    /// The content of its detached payload, where it was given.
    pub detached: Option<Arc<[u8]>>,
    /// What opening a JWE may cost: more than at first, where the person said so.
    pub jwe_limits: jwe::Limits,
    /// What was done to the text, and which tokens of it were signed.
    pub edits: Edits,
    /// Whether it is to be signed again, since it was edited.
    pub(super) resign: Resign,
    /// What it is, if it was made here.
    pub made: Option<Made>,
    /// The job that looks for the cause of a signature that does not hold.
    pub(super) diagnosing: Option<JobId>,
    /// Words that are being tried as its secret.
    pub words: Option<WordSearch>,
    /// Set to stop whatever is being looked at for it.
    pub(super) stop: Arc<AtomicBool>,
}

/// What a text is that was made here: its tab is called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// A new token.
    New(Template),
    /// A new token of the person's own template of that name.
    Own(Arc<str>),
    /// A negative test, or a control.
    Negative(Negative),
}

impl Document {
    /// Whether a token of it was changed since it was signed.
    pub fn is_edited(&self) -> bool {
        let tokens = self.analysis.view().into_iter().flat_map(|view| &view.report.tokens);
        tokens.into_iter().any(|report| self.edits.original_of(&report.token.text).is_some())
    }

    /// Whether a JWE is being opened that the person was asked about.
    pub fn is_decrypting(&self) -> bool {
        matches!(self.analysis, Analysis::Working { .. }) && self.jwe_limits != jwe::Limits::default()
    }

    /// Whether the cause of a signature that does not hold is being looked for.
    pub const fn is_diagnosing(&self) -> bool {
        self.diagnosing.is_some()
    }
}

/// What is known of a text.
#[derive(Debug)]
pub enum Analysis {
    /// It is being looked at in the background; what was known before stays on screen.
    Working {
        /// The job that looks.
        job: JobId,
        /// What was known before.
        previous: Option<Arc<View>>,
    },
    /// Known.
    Ready(Arc<View>),
}

impl Analysis {
    /// The newest view there is.
    pub fn view(&self) -> Option<&Arc<View>> {
        match self {
            Self::Working { previous, .. } => previous.as_ref(),
            Self::Ready(view) => Some(view),
        }
    }
}

/// A tab shows one token of a document, or the whole document where it has no more than one.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The document.
    pub document: DocumentId,
    /// The token's place in the report.
    pub token: usize,
    /// The name that the surroundings give it; `None` for "Untitled".
    pub title: Option<String>,
}

/// A key as its owner knows it: nothing secret.
#[derive(Clone, Debug)]
pub struct KeyEntry {
    /// Name, kid, thumbprint, kind.
    pub id: KeyId,
    /// `alg`, if the key is bound to one.
    pub alg: Option<String>,
    /// `use`, if the key says.
    pub key_use: Option<String>,
    /// Whether the private half or the secret is there.
    pub private: bool,
    /// Its name in the vault; `None` for one that came with the command line or an example, for this session.
    pub stored: Option<KeyUid>,
    /// When it was stored; Unix seconds.
    pub created_at: Option<i64>,
    /// The set that it came in.
    pub group: Option<String>,
    /// What there is to say of it.
    pub findings: Vec<Finding>,
    /// Whether we can encrypt to it, or why not.
    pub encrypts: Result<(), jwe::Unfit>,
    /// How it stands to the token that is shown.
    pub standing: Standing,
    /// The new tokens that it could sign.
    pub makes: Vec<Template>,
    /// The algorithm that it would sign the shown token with, or why it cannot.
    pub signs: Result<JwsAlgorithm, ResignError>,
}

/// How a key stands to the token that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No token is shown.
    Idle,
    /// The signature holds with it.
    Verifies,
    /// It could be the key, but is not.
    Mismatch,
    /// It fits the algorithm, but the token names another key.
    Fits,
    /// It could be the key; it is a stored secret that was not fetched.
    Sealed,
    /// It cannot be the key.
    Unfit(Unfit),
    /// It decrypts the token.
    Opens,
    /// It could decrypt the token, but does not.
    NotOpens,
    /// It cannot decrypt it.
    UnfitToOpen(jwe::Unfit),
}

impl Standing {
    /// Whether it is the key of the token.
    pub const fn is_it(&self) -> bool {
        matches!(self, Self::Verifies | Self::Opens)
    }

    /// Whether it cannot be the key.
    pub const fn is_unfit(&self) -> bool {
        matches!(self, Self::Unfit(_) | Self::UnfitToOpen(_))
    }
}

/// Why a key could not be added.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyProblem {
    /// The file or text could not be read as a key.
    Unreadable(crate::jose::read::ReadError),
    /// The text is not what the chosen reading says.
    Secret(crate::jose::read::SecretError),
    /// The file could not be read at all.
    File(PathBuf, std::io::ErrorKind),
}

/// Something that has to be said.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Goes up with each notice.
    pub id: u64,
    /// When it was given; Unix seconds.
    pub given_at: i64,
    /// What it is.
    pub kind: NoticeKind,
}

/// How long a notice stays that only confirms what the person did; seconds.
const NOTICE_SECS: i64 = 5;

impl Notice {
    /// When it goes away by itself, if it does; Unix seconds.
    pub fn until(&self) -> Option<i64> {
        self.kind.is_passing().then(|| self.given_at.saturating_add(NOTICE_SECS))
    }
}

/// What has to be said.
#[derive(Clone, Debug, PartialEq)]
pub enum NoticeKind {
    /// Keys were stored, written and read back, by name; or are kept for this session only.
    KeysAdded {
        /// Their names.
        keys: Vec<String>,
        /// Whether they outlive this session.
        stored: bool,
    },
    /// Keys that are stored already, by name.
    KeysKnown(Vec<String>),
    /// Something with a key was not done.
    KeyTrouble(KeyTrouble),
    /// A key was deleted, by name.
    KeyRemoved(String),
    /// A vault could not do what was asked.
    Vault(VaultError),
    /// The list of keys was made again from the keychain, since it was lost or changed.
    IndexRebuilt {
        /// Whether it was changed by somebody, and not lost.
        changed: bool,
    },
    /// A private text is on the clipboard for that many seconds; `None` until the window closes.
    PrivateCopied(Option<u32>),
    /// The clipboard was cleared.
    ClipboardCleared,
    /// A file was written.
    Saved(PathBuf),
    /// A key could not be added.
    Key(KeyProblem),
    /// A file could not be read.
    FileUnreadable(PathBuf, std::io::ErrorKind),
    /// A text is longer than we look at; its bytes.
    TooLarge(usize),
    /// The token was not signed: why not, or `None` where it was changed meanwhile.
    NotSigned(Option<ResignError>),
    /// A claim was not changed.
    NotEdited(EditError),
    /// No new token was made.
    NotMade(TemplateError),
    /// Something was wrong with the file of templates.
    Templates(TemplatesTrouble),
    /// The token is not to be had in that form.
    NotCopied(WhyNot),
    /// Copied.
    Copied,
    /// The word on that line of the list is the secret.
    WordFound(usize),
    /// No word of the list is the secret.
    NoWordFound,
    /// So many mended tokens were opened in tabs of their own.
    Mended(usize),
    /// A tab was kept in the vault, by that name: written and read back.
    TabSaved(String),
    /// It was deleted there.
    TabDeleted(String),
    /// Private keys of this session, by name, were forgotten when the window was locked.
    KeysForgotten(Vec<String>),
    /// Something is wrong with the file of settings.
    Settings(Trouble),
    /// A file of what is remembered could not be written.
    NotKept(PathBuf, std::io::ErrorKind),
    /// A background job broke: a defect of ours.
    JobBroke,
}

impl NoticeKind {
    /// Whether it goes away by itself: it only confirms what the person did.
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::KeysAdded { .. }
            | Self::KeysKnown(_)
            | Self::KeyRemoved(_)
            | Self::Copied
            | Self::Mended(_)
            | Self::PrivateCopied(_)
            | Self::ClipboardCleared
            | Self::TabSaved(_)
            | Self::TabDeleted(_)
            | Self::Saved(_) => true,
            Self::Key(_)
            | Self::KeyTrouble(_)
            | Self::Vault(_)
            | Self::IndexRebuilt { .. }
            | Self::FileUnreadable(..)
            | Self::TooLarge(_)
            | Self::NotSigned(_)
            | Self::NotEdited(_)
            | Self::NotCopied(_)
            | Self::NotMade(_)
            | Self::Templates(_)
            | Self::WordFound(_)
            | Self::NoWordFound
            | Self::KeysForgotten(_)
            | Self::Settings(_)
            | Self::NotKept(..)
            | Self::JobBroke => false,
        }
    }
}

impl State {
    /// The tab that is shown.
    pub fn tab(&self) -> Option<&Tab> {
        self.tabs.get(self.active)
    }

    /// The document of a tab.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The document that is shown.
    pub fn shown(&self) -> Option<&Document> {
        self.document(self.tab()?.document)
    }

    /// The newest view of the document that is shown.
    pub fn view(&self) -> Option<&Arc<View>> {
        self.shown()?.analysis.view()
    }

    /// Where a key of a report stands now: others may have come and gone since it was made.
    pub fn place_of(&self, id: &KeyId) -> Option<usize> {
        let is_it = |entry: &KeyEntry| entry.id.name == id.name && entry.id.kid == id.kid;
        match self.keys.get(id.index) {
            Some(entry) if is_it(entry) => Some(id.index),
            _ => self.keys.iter().position(is_it),
        }
    }

    /// Where the key stands that the shown token is verified with.
    pub fn verifier(&self) -> Option<usize> {
        self.place_of(self.token()?.signature.key.as_ref()?)
    }

    /// The key that signs the shown token: the chosen one, else the one that it is verified with, else the first that
    /// can.
    pub fn signer(&self) -> Option<usize> {
        let can = |index: &usize| self.keys.get(*index).is_some_and(|key| key.signs.is_ok());
        let verifies = || self.verifier().filter(can);
        let first = || self.keys.iter().position(|key| key.signs.is_ok());
        self.signing.key.filter(can).or_else(verifies).or_else(first)
    }

    /// The key that signs a new token: the chosen one, else that of the shown token, else the first that can.
    pub fn maker(&self, template: Template) -> Option<usize> {
        let can = |index: &usize| self.keys.get(*index).is_some_and(|key| key.makes.contains(&template));
        let shown = || self.verifier().filter(can);
        let first = || self.keys.iter().position(|key| key.makes.contains(&template));
        self.signing.key.filter(can).or_else(shown).or_else(first)
    }

    /// How many texts were edited and not signed since.
    pub fn edited(&self) -> usize {
        self.documents.iter().filter(|document| document.is_edited()).count()
    }

    /// The shown token as it was signed, if it was changed since.
    pub fn original(&self) -> Option<&Arc<str>> {
        self.shown()?.edits.original_of(&self.token()?.token.text)
    }

    /// The report on that token of a document.
    pub fn report(&self, document: DocumentId, token: usize) -> Option<&TokenReport> {
        self.document(document)?.analysis.view()?.report.tokens.get(token)
    }

    /// The report on the token that is shown.
    pub fn token(&self) -> Option<&TokenReport> {
        self.view()?.report.tokens.get(self.tab()?.token)
    }
}
