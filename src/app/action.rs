//! Everything that a person can do from anywhere, each once: menus, buttons, tooltips, chords, the palette and the help
//! are made from it. Names are with `text`, chords and what is done with `ui`; here is when it can be done, and why not.

use super::command::Example;
use super::settings::{Language, ThemeChoice, Zone};
use super::state::{Document, State};
use crate::craft::convert;
use crate::craft::copy_as::As;
use crate::craft::edit::time::TimeEdit;
use crate::craft::remake::{Part, can_be_edited};
use crate::craft::template::Template;
use crate::inspect::diagnose::weak;
use crate::inspect::report::TokenReport;
use crate::jose::token::Shape;

/// Defines [`Action`] and the list of those without a parameter from the same words: none can be left out of the list.
macro_rules! actions {
    (
        plain { $($(#[$plain_doc:meta])* $plain:ident,)* }
        of { $($(#[$of_doc:meta])* $of:ident($kind:ty) in $all:expr,)* }
    ) => {
        /// Something that a person can do from anywhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action {
            $($(#[$plain_doc])* $plain,)*
            $($(#[$of_doc])* $of($kind),)*
        }

        impl Action {
            /// All of them, group by group.
            pub fn all() -> Vec<Self> {
                let mut all = vec![$(Self::$plain,)*];
                $(all.extend($all.into_iter().map(Self::$of));)*
                all.sort_by_key(|action| action.group());
                all
            }
        }
    };
}

actions! {
    plain {
        /// Paste a token.
        Paste,
        /// Open a token or key file.
        OpenFile,
        /// Look for a word in the shown token.
        Find,
        /// Verify with every key.
        VerifyAll,
        /// Try a list of words as the secret.
        TryWords,
        /// Open a JWE whatever it costs.
        DecryptAnyway,
        /// Stop what goes on: looking for a cause, trying words, opening a JWE.
        Stop,
        /// Open a file with the content of a detached payload.
        OpenDetached,
        /// Paste that content.
        PasteDetached,
        /// Compare the token with another.
        Compare,
        /// Make negative tests of it.
        Negatives,
        /// Copy the token.
        CopyToken,
        /// Copy it in the compact serialisation.
        CopyCompact,
        /// Copy the header's JSON.
        CopyHeader,
        /// Copy the payload's JSON.
        CopyPayload,
        /// Copy the signature in hexadecimal.
        CopySignatureHex,
        /// Copy the signature in base64url.
        CopySignature,
        /// Copy the verdicts and findings as text.
        CopyFindings,
        /// The same as Markdown.
        CopyFindingsMarkdown,
        /// Sign the token.
        Sign,
        /// Take the last step back.
        Undo,
        /// Do again what was taken back.
        Redo,
        /// Go back to the token as it was signed.
        Revert,
        /// Add a header parameter.
        AddParameter,
        /// Add a claim.
        AddClaim,
        /// Show the header as a table or as JSON.
        TurnHeader,
        /// The same of the payload.
        TurnPayload,
        /// Open the menu of new tokens.
        NewToken,
        /// Make a template of the shown token.
        SaveTemplate,
        /// Make a key.
        Generate,
        /// Bring keys in.
        Import,
        /// Encrypt to the selected key.
        Encrypt,
        /// Go to the keys and search them.
        GoToKeys,
        /// Keep keys in the system's keychain; try it again where it failed.
        Keychain,
        /// Keep keys in a vault file.
        VaultFile,
        /// Keep keys in memory.
        Session,
        /// Open an empty tab.
        NewTab,
        /// Keep the shown tab in the vault.
        SaveTab,
        /// Close the shown tab.
        CloseTab,
        /// Show the next tab.
        NextTab,
        /// Show the tab before.
        PreviousTab,
        /// Go to the token's text.
        GoToToken,
        /// Go to the findings.
        GoToFindings,
        /// Go to the header.
        GoToHeader,
        /// Go to the payload.
        GoToPayload,
        /// Go to the signature.
        GoToSignature,
        /// Search all of these.
        Palette,
        /// Show the help.
        Help,
        /// Open the settings.
        Settings,
        /// Lock the window.
        Lock,
        /// Draw everything larger.
        Larger,
        /// Draw everything smaller.
        Smaller,
        /// Draw everything in its usual size.
        UsualSize,
        /// Close the window.
        Quit,
    }
    of {
        /// Show an example.
        Show(Example) in [Example::Good, Example::Failing, Example::Encrypted],
        /// Copy the token in a form that another tool takes.
        CopyAs(As) in As::ALL.into_iter().filter(|form| *form != As::Token),
        /// Set or move the times of its claims.
        Time(TimeEdit) in TimeEdit::ALL,
        /// Open a tab with a new token.
        New(Template) in Template::ALL,
        /// Use a theme.
        Theme(ThemeChoice) in [ThemeChoice::System, ThemeChoice::Dark, ThemeChoice::Light],
        /// Speak a language.
        Language(Language) in Language::ALL,
        /// Show instants in a zone.
        Zone(Zone) in [Zone::Utc, Zone::Local],
    }
}

/// What belongs together, in the order of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The token that is shown, and how another one comes in.
    Token,
    /// Where the keyboard goes.
    Go,
    /// Typing over it and signing.
    Edit,
    /// New tokens.
    Make,
    /// Copying.
    Copy,
    /// Keys, and where they are kept.
    Keys,
    /// Tabs.
    Tabs,
    /// The window itself.
    Window,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 8] =
        [Self::Token, Self::Go, Self::Edit, Self::Make, Self::Copy, Self::Keys, Self::Tabs, Self::Window];
}

/// Why something cannot be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// No token is shown.
    NoToken,
    /// It has no header or payload that is text, or no signature.
    NoSuchPart,
    /// It cannot be written so without loss.
    Convert(convert::WhyNot),
    /// There is no other tab.
    OneTab,
    /// A file dialog is open.
    DialogOpen,
    /// Nothing was edited.
    NothingToUndo,
    /// Nothing was taken back.
    NothingToRedo,
    /// It is as it was signed.
    NotEdited,
    /// No key can sign it.
    NoSigner,
    /// It is not of the kind that is edited in place.
    NotEditable,
    /// Every key is tried already.
    AllKeys,
    /// No shared secret signed it.
    NoSecret,
    /// Nothing goes on that could be stopped.
    NothingRuns,
    /// No decryption waits for an answer.
    NothingAsked,
    /// Its payload is in it.
    NotDetached,
    /// No vault is open that outlives the window.
    NoVault,
    /// There is no key.
    NoKeys,
    /// No key can be encrypted to.
    NoRecipient,
    /// Nothing was found.
    NoFindings,
}

impl Action {
    /// What it belongs to.
    pub const fn group(self) -> Group {
        match self {
            Self::Paste
            | Self::OpenFile
            | Self::Find
            | Self::VerifyAll
            | Self::TryWords
            | Self::DecryptAnyway
            | Self::Stop
            | Self::OpenDetached
            | Self::PasteDetached
            | Self::Compare
            | Self::Negatives
            | Self::Show(_) => Group::Token,
            Self::GoToToken
            | Self::GoToFindings
            | Self::GoToHeader
            | Self::GoToPayload
            | Self::GoToSignature
            | Self::GoToKeys
            | Self::TurnHeader
            | Self::TurnPayload => Group::Go,
            Self::Sign
            | Self::Undo
            | Self::Redo
            | Self::Revert
            | Self::AddParameter
            | Self::AddClaim
            | Self::Time(_) => Group::Edit,
            Self::NewToken | Self::SaveTemplate | Self::New(_) => Group::Make,
            Self::CopyToken
            | Self::CopyCompact
            | Self::CopyHeader
            | Self::CopyPayload
            | Self::CopySignatureHex
            | Self::CopySignature
            | Self::CopyFindings
            | Self::CopyFindingsMarkdown
            | Self::CopyAs(_) => Group::Copy,
            Self::Generate
            | Self::Import
            | Self::Encrypt
            | Self::Keychain
            | Self::VaultFile
            | Self::Session => Group::Keys,
            Self::NewTab | Self::SaveTab | Self::CloseTab | Self::NextTab | Self::PreviousTab => Group::Tabs,
            Self::Palette
            | Self::Help
            | Self::Settings
            | Self::Lock
            | Self::Larger
            | Self::Smaller
            | Self::UsualSize
            | Self::Quit
            | Self::Theme(_)
            | Self::Language(_)
            | Self::Zone(_) => Group::Window,
        }
    }

    /// Whether it can be done now, or why not.
    pub fn availability(self, state: &State) -> Result<(), WhyNot> {
        let needs = |holds: bool, why: WhyNot| if holds { Ok(()) } else { Err(why) };
        let token = || state.token().ok_or(WhyNot::NoToken);
        match self {
            Self::Paste
            | Self::NewTab
            | Self::CloseTab
            | Self::GoToToken
            | Self::GoToKeys
            | Self::Generate
            | Self::Import
            | Self::Keychain
            | Self::VaultFile
            | Self::Session
            | Self::NewToken
            | Self::New(_)
            | Self::Show(_)
            | Self::Palette
            | Self::Help
            | Self::Settings
            | Self::Lock
            | Self::Larger
            | Self::Smaller
            | Self::UsualSize
            | Self::Quit
            | Self::Theme(_)
            | Self::Language(_)
            | Self::Zone(_) => Ok(()),
            Self::SaveTab => keepable(state, state.shown()),
            Self::GoToPayload => needs(token()?.payload().is_some(), WhyNot::NoSuchPart),
            Self::NextTab | Self::PreviousTab => needs(state.tabs.len() > 1, WhyNot::OneTab),
            Self::OpenFile => needs(!state.dialog_open, WhyNot::DialogOpen),
            Self::VerifyAll => {
                token()?;
                needs(!state.keys.is_empty(), WhyNot::NoKeys)?;
                needs(state.shown().is_some_and(|document| document.only_key.is_some()), WhyNot::AllKeys)
            }
            Self::TryWords => {
                needs(weak::is_searchable(token()?), WhyNot::NoSecret)?;
                needs(!state.dialog_open, WhyNot::DialogOpen)
            }
            Self::Stop => needs(running(state).is_some(), WhyNot::NothingRuns),
            Self::DecryptAnyway => needs(token()?.asks(), WhyNot::NothingAsked),
            Self::OpenDetached => {
                needs(token()?.token.is_detached(), WhyNot::NotDetached)?;
                needs(!state.dialog_open, WhyNot::DialogOpen)
            }
            Self::PasteDetached => needs(token()?.token.is_detached(), WhyNot::NotDetached),
            Self::CopyHeader | Self::TurnHeader => {
                let header = token()?.token.header().and_then(|segment| segment.text());
                needs(header.is_some(), WhyNot::NoSuchPart)
            }
            Self::CopyPayload | Self::TurnPayload => {
                let payload = token()?.payload().and_then(|segment| segment.text());
                needs(payload.is_some(), WhyNot::NoSuchPart)
            }
            Self::CopySignature | Self::CopySignatureHex | Self::GoToSignature => {
                needs(matches!(token()?.token.shape, Shape::Jws(_)), WhyNot::NoSuchPart)
            }
            Self::CopyCompact => {
                token()?;
                convertible(state, |view| view.not_compact.clone())
            }
            Self::CopyAs(As::Flattened) => {
                token()?;
                convertible(state, |view| view.not_flattened.clone())
            }
            Self::Find
            | Self::Compare
            | Self::Negatives
            | Self::CopyToken
            | Self::CopyFindings
            | Self::CopyFindingsMarkdown
            | Self::CopyAs(_)
            | Self::SaveTemplate
            | Self::GoToHeader => token().map(drop),
            Self::Undo => needs(edits(state, |edits| edits.undoes().is_some()), WhyNot::NothingToUndo),
            Self::Redo => needs(edits(state, |edits| edits.redoes().is_some()), WhyNot::NothingToRedo),
            Self::Revert => {
                token()?;
                needs(state.original().is_some(), WhyNot::NotEdited)
            }
            Self::Sign => {
                token()?;
                needs(state.signer().is_some(), WhyNot::NoSigner)
            }
            Self::AddParameter => editable(state, Part::Header),
            Self::AddClaim | Self::Time(_) => editable(state, Part::Payload),
            Self::Encrypt => {
                needs(!state.keys.is_empty(), WhyNot::NoKeys)?;
                needs(recipient(state).is_some(), WhyNot::NoRecipient)
            }
            Self::GoToFindings => {
                let view = state.view().ok_or(WhyNot::NoToken)?;
                let of_token = state.token().into_iter().flat_map(TokenReport::layers);
                let found = of_token.map(|layer| layer.findings.len()).sum::<usize>();
                needs(found + view.report.input_findings.len() > 0, WhyNot::NoFindings)
            }
        }
    }

    /// Whether it is a choice that holds now.
    pub fn holds(self, state: &State) -> bool {
        match self {
            Self::Theme(theme) => state.settings.theme == theme,
            Self::Language(language) => state.settings.language == language,
            Self::Zone(zone) => state.settings.zone == zone,
            _ => false,
        }
    }
}

/// What goes on for the shown text and can be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Running {
    /// Words are tried as the secret.
    Words,
    /// A JWE is being opened.
    Decrypting,
    /// The cause of a signature that does not hold is looked for.
    Diagnosis,
}

/// What goes on for the shown text.
pub fn running(state: &State) -> Option<Running> {
    let document = state.shown()?;
    if document.words.is_some() {
        Some(Running::Words)
    } else if document.is_decrypting() {
        Some(Running::Decrypting)
    } else {
        document.is_diagnosing().then_some(Running::Diagnosis)
    }
}

/// The key to encrypt to: the one that the shown text is verified with alone, else that of the token, else the first
/// that there is a way for.
pub fn recipient(state: &State) -> Option<usize> {
    let can = |index: &usize| state.keys.get(*index).is_some_and(|key| key.encrypts.is_ok());
    let only = || state.shown().and_then(|document| document.only_key).filter(can);
    let of_token = || state.verifier().filter(can);
    let first = || state.keys.iter().position(|key| key.encrypts.is_ok());
    only().or_else(of_token).or_else(first)
}

fn edits(state: &State, has: impl Fn(&super::edits::Edits) -> bool) -> bool {
    state.shown().is_some_and(|document| has(&document.edits))
}

/// Whether a text can be kept in the vault.
///
/// # Errors
///
/// [`WhyNot::NoVault`] and [`WhyNot::NoToken`].
pub fn keepable(state: &State, document: Option<&Document>) -> Result<(), WhyNot> {
    let has_text = document.is_some_and(|document| !document.text.is_empty());
    match (state.can_keep(), has_text) {
        (false, _) => Err(WhyNot::NoVault),
        (true, false) => Err(WhyNot::NoToken),
        (true, true) => Ok(()),
    }
}

fn convertible(
    state: &State,
    why: impl Fn(&super::analysis::TokenView) -> Option<convert::WhyNot>,
) -> Result<(), WhyNot> {
    let place = state.tab().map_or(0, |tab| tab.token);
    let view = state.view().and_then(|view| view.tokens.get(place));
    view.and_then(why).map_or(Ok(()), |why| Err(WhyNot::Convert(why)))
}

/// Whether a member of that part can be changed or added.
fn editable(state: &State, part: Part) -> Result<(), WhyNot> {
    let token = &state.token().ok_or(WhyNot::NoToken)?.token;
    let segment = if part == Part::Header { token.header() } else { token.payload() };
    let is_object = segment
        .and_then(|segment| segment.json())
        .is_some_and(|json| json.root().kind() == crate::encoding::json::Kind::Object);
    let is_editable = can_be_edited(token) && !token.is_detached() && is_object;
    if is_editable { Ok(()) } else { Err(WhyNot::NotEditable) }
}
