//! The words of what can be done from anywhere, in English.

use std::borrow::Cow;

use super::bench::BENCH;
use super::editing::EDITING;
use super::sheets::SHEETS;
use super::words::WORDS;
use super::{TEXT, plural};
use crate::app::action::{Action, Group, WhyNot};
use crate::app::command::Example;
use crate::app::settings::{ThemeChoice, Zone};
use crate::craft::copy_as::As;
use crate::text::words::{Actions, HelpWords, Name, PaletteWords};

pub(super) const ACTIONS: Actions = Actions {
    name,
    why_not,
    group,
    palette: PaletteWords {
        title: "All commands",
        hint: "What do you want to do?",
        list: "Commands",
        found: |count| plural(count, "command", "commands"),
        nothing: "No command has that name",
        keys: "↑ ↓ choose · Enter does it · Esc closes",
        unavailable: |name, why| format!("{name}, not now: {why}"),
        tab: |title| format!("Go to tab: {title}"),
        key: |name| format!("Open key: {name}"),
        verify: |name| format!("Verify with: {name}"),
        recent: "recently used",
        find: "Find in the token",
        find_hint: "Name, value or finding",
        not_found: "Nothing found",
    },
    help: HelpWords {
        title: "Keyboard and mouse",
        everywhere: "Everywhere",
        moving: [
            "Go to the next place, or the one before",
            "Press what has the focus",
            "Close a menu, a sheet or the commands",
            "Copy the value that has the focus",
        ],
        mouse: "Mouse and clipboard",
        hints: [
            "Paste anywhere: whatever holds a token is taken, whatever is around it",
            "Drop token and key files on the window",
            "Point at a claim to read what it means and where that is written",
            "Right-click a key for all that it can do",
            "Middle-click a tab to close it",
            "Click a finding to see its place",
        ],
    },
};

fn name(action: Action) -> Name {
    let copy = |short: &'static str| Name::within(WORDS.encoded.copy, short);
    match action {
        Action::Paste => Name::new("Paste token", WORDS.empty.paste),
        Action::OpenFile => Name::plain(WORDS.empty.open),
        Action::Find => Name::plain("Find in the token…"),
        Action::VerifyAll => Name::new("Verify with all keys", WORDS.verdict.all_keys),
        Action::TryWords => Name::plain(WORDS.verdict.try_words),
        Action::DecryptAnyway => Name::plain(WORDS.verdict.decrypt_anyway),
        Action::Stop => Name::new("Stop looking for the cause", WORDS.verdict.stop),
        Action::OpenDetached => Name::new("Open the detached content…", WORDS.decoded.open_detached),
        Action::PasteDetached => Name::new("Paste the detached content", WORDS.decoded.paste_detached),
        Action::Compare => Name::new("Compare with another token", BENCH.compare),
        Action::Negatives => Name::plain(BENCH.negatives),
        Action::CopyToken => Name::new("Copy token", WORDS.encoded.copy_token),
        Action::CopyCompact => Name::plain(WORDS.encoded.copy_compact),
        Action::CopyHeader => copy(WORDS.encoded.copy_header_json),
        Action::CopyPayload => copy(WORDS.encoded.copy_payload_json),
        Action::CopySignatureHex => copy("Signature as hex"),
        Action::CopySignature => copy("Signature as base64url"),
        Action::CopyFindings => copy(WORDS.encoded.copy_findings),
        Action::CopyFindingsMarkdown => copy(WORDS.encoded.copy_findings_markdown),
        Action::CopyAs(As::Flattened) => Name::plain(WORDS.encoded.copy_flattened),
        Action::CopyAs(form) => copy(TEXT.copy_as(form)),
        Action::Sign => Name::new("Sign the token", EDITING.sign),
        Action::Undo => Name::plain("Undo"),
        Action::Redo => Name::plain("Redo"),
        Action::Revert => Name::plain(EDITING.revert),
        Action::AddParameter => Name::new("Add a header parameter…", EDITING.add),
        Action::AddClaim => Name::new("Add a claim…", EDITING.add),
        Action::Time(edit) => Name::within(EDITING.times, (EDITING.time)(edit)),
        Action::TurnHeader => Name::plain("Header: table or JSON"),
        Action::TurnPayload => Name::plain("Payload: table or JSON"),
        Action::NewToken => Name::new("New token…", BENCH.new_token),
        Action::SaveTemplate => Name::plain(BENCH.own.save_as),
        Action::New(template) => Name::within(BENCH.new_token, (BENCH.template)(template)),
        Action::Show(Example::Good) => Name::within(WORDS.empty.try_one, WORDS.empty.good.0),
        Action::Show(Example::Failing) => Name::within(WORDS.empty.try_one, WORDS.empty.failing.0),
        Action::Show(Example::Encrypted) => Name::within(WORDS.empty.try_one, WORDS.empty.encrypted.0),
        Action::Generate => Name::new("Generate a key…", WORDS.keys.generate),
        Action::Import => Name::new("Import keys…", WORDS.keys.import),
        Action::Encrypt => Name::plain("Encrypt to a key…"),
        Action::Keychain => Name::within("Keep keys in", SHEETS.vault.keychain),
        Action::VaultFile => Name::within("Keep keys in", SHEETS.vault.choose_file),
        Action::Session => Name::within("Keep keys in", SHEETS.vault.use_session),
        Action::NewTab => Name::plain("New tab"),
        Action::CloseTab => Name::plain("Close tab"),
        Action::NextTab => Name::plain("Next tab"),
        Action::PreviousTab => Name::plain("Previous tab"),
        Action::GoToToken => Name::plain("Go to the token"),
        Action::GoToFindings => Name::plain("Go to the findings"),
        Action::GoToHeader => Name::plain("Go to the header"),
        Action::GoToPayload => Name::plain("Go to the payload"),
        Action::GoToSignature => Name::plain("Go to the signature"),
        Action::GoToKeys => Name::plain(WORDS.keys.search),
        Action::Palette => Name::plain("All commands…"),
        Action::Help => Name::plain("Keyboard and mouse help"),
        Action::Settings => Name::plain("Settings…"),
        Action::Lock => Name::plain("Lock now"),
        Action::SaveTab => Name::plain(WORDS.desktop.saved.save_tab),
        Action::Larger => Name::plain("Larger text"),
        Action::Smaller => Name::plain("Smaller text"),
        Action::UsualSize => Name::plain("Usual text size"),
        Action::Quit => Name::plain("Quit Jotlens"),
        Action::Theme(theme) => Name::within(
            WORDS.status.theme,
            match theme {
                ThemeChoice::System => WORDS.status.system,
                ThemeChoice::Dark => WORDS.status.dark,
                ThemeChoice::Light => WORDS.status.light,
            },
        ),
        Action::Language(language) => Name::within(WORDS.status.language, language.name()),
        Action::Zone(zone) => Name::within(
            "Time zone",
            match zone {
                Zone::Utc => WORDS.status.utc,
                Zone::Local => WORDS.status.local,
            },
        ),
    }
}

fn why_not(why: &WhyNot) -> Cow<'static, str> {
    match why {
        WhyNot::NoToken => BENCH.no_token.into(),
        WhyNot::NoSuchPart => "This token has no such part that is text".into(),
        WhyNot::Convert(why) => TEXT.why_not(why).into(),
        WhyNot::OneTab => "There is no other tab".into(),
        WhyNot::DialogOpen => "A file dialog is open".into(),
        WhyNot::NothingToUndo => "Nothing was edited".into(),
        WhyNot::NothingToRedo => "Nothing was undone".into(),
        WhyNot::NotEdited => "The token is as it was signed".into(),
        WhyNot::NoSigner => "No key here can sign this token".into(),
        WhyNot::NotEditable => "Only JSON of a compact token is edited in place".into(),
        WhyNot::AllKeys => "All keys are tried already".into(),
        WhyNot::NoSecret => "No shared secret signed this token".into(),
        WhyNot::NothingRuns => "Nothing is running".into(),
        WhyNot::NothingAsked => "No decryption waits for your answer".into(),
        WhyNot::NotDetached => "The payload is in the token".into(),
        WhyNot::NoVault => WORDS.desktop.saved.no_vault.into(),
        WhyNot::NoKeys => WORDS.keys.none.into(),
        WhyNot::NoRecipient => "No key here can be encrypted to".into(),
        WhyNot::NoFindings => WORDS.encoded.no_findings.into(),
    }
}

const fn group(group: Group) -> &'static str {
    match group {
        Group::Token => "Token",
        Group::Go => "Go to",
        Group::Edit => "Edit and sign",
        Group::Make => "New tokens",
        Group::Copy => "Copy",
        Group::Keys => "Keys",
        Group::Tabs => "Tabs",
        Group::Window => "Window",
    }
}
