//! What has to be said once, and why a vault could not do what it was asked, in English.

use super::problems::file;
use super::{TEXT, plural};
use crate::app::settings::Trouble;
use crate::app::state::{KeyTrouble, NoticeKind};
use crate::app::templates::TemplatesTrouble;
use crate::encoding::MAX_TEXT;
use crate::text::escape::quoted;
use crate::text::number::thousands;
use crate::text::problem::file_name;
use crate::text::{Told, Units};
use crate::vault::VaultError;

#[expect(clippy::too_many_lines, reason = "a table: one entry for each notice")]
pub(super) fn notice(notice: &NoticeKind) -> Told {
    match notice {
        NoticeKind::KeysAdded { keys, stored } => {
            let verb = if *stored { "Stored" } else { "Added for this session:" };
            Told::new(
                match keys.as_slice() {
                    [one] => format!("{verb} the key {}", quoted(one)),
                    many => {
                        let count = plural(many.len(), "key", "keys");
                        format!("{verb} {count}: {}", super::findings::list(many))
                    }
                },
                "",
                "",
            )
        }
        NoticeKind::KeysKnown(keys) => Told::new(
            match keys.as_slice() {
                [one] => format!("The key {} is here already", quoted(one)),
                many => format!(
                    "{} are here already: {}",
                    plural(many.len(), "key", "keys"),
                    super::findings::list(many)
                ),
            },
            "",
            "",
        ),
        NoticeKind::KeyRemoved(key) => Told::new(format!("Deleted the key {}", quoted(key)), "", ""),
        NoticeKind::Key(problem) => TEXT.key_problem(problem),
        NoticeKind::FileUnreadable(path, kind) => file(path, *kind),
        NoticeKind::TooLarge(bytes) => Told::new(
            format!("{} is too much to look at", TEXT.bytes(*bytes)),
            format!("Jotlens stops at {}", TEXT.bytes(MAX_TEXT)),
            "Cut out the part with the token",
        ),
        NoticeKind::KeyTrouble(trouble) => key_trouble(trouble),
        NoticeKind::Vault(why) => vault_error(why),
        NoticeKind::IndexRebuilt { changed: true } => Told::new(
            "The list of keys was changed by something else",
            "Its seal did not hold, so it was made again from the keychain",
            "Look through your keys; report it if you changed nothing",
        ),
        NoticeKind::IndexRebuilt { changed: false } => Told::new(
            "The list of keys was lost, and made again from the keychain",
            "Its file was not there, or not readable",
            "",
        ),
        NoticeKind::PrivateCopied(Some(secs)) => {
            let after = TEXT.duration((*secs).into(), Units::Two);
            Told::new(format!("Copied; the clipboard is cleared in {after}"), "", "")
        }
        NoticeKind::PrivateCopied(None) => {
            Told::new("Copied; it stays until the window is locked or closed", "", "")
        }
        NoticeKind::ClipboardCleared => Told::new("The private text was taken off the clipboard", "", ""),
        NoticeKind::Saved(path) => Told::new(format!("Saved {}", file_name(path)), "", ""),
        NoticeKind::NotSigned(Some(why)) => {
            Told::new("The token was not signed", (TEXT.words.editing.not_signed)(why), "")
        }
        NoticeKind::NotSigned(None) => {
            Told::new("The token was not signed", "It was changed while the key was fetched", "Sign it again")
        }
        NoticeKind::NotEdited(why) => {
            Told::new("Nothing was changed", (TEXT.words.editing.not_edited)(why), "")
        }
        NoticeKind::NotMade(why) => (TEXT.words.bench.not_made)(why),
        NoticeKind::NotCopied(why) => Told::new("Nothing was copied", TEXT.not_copied(why), ""),
        NoticeKind::Copied => Told::new("Copied", "", ""),
        NoticeKind::WordFound(line) => Told::new(
            format!("The secret is in the list, on line {}", thousands(*line as u64)),
            "Whoever has such a list can sign any token",
            "Set a random secret of 32 bytes or more",
        ),
        NoticeKind::NoWordFound => Told::new("No word of the list is the secret", "", ""),
        NoticeKind::Mended(1) => {
            Told::new("Opened in a tab of its own; the first token is unchanged", "", "")
        }
        NoticeKind::Mended(count) => Told::new(
            format!("Opened {}; the first text is unchanged", plural(*count, "tab", "tabs")),
            "",
            "",
        ),
        NoticeKind::TabSaved(name) => Told::new(format!("Saved in the vault as {}", quoted(name)), "", ""),
        NoticeKind::TabDeleted(name) => {
            Told::new(format!("Deleted from the vault: {}", quoted(name)), "", "")
        }
        NoticeKind::KeysForgotten(keys) => Told::new(
            format!("Private keys of this session were forgotten: {}", super::findings::list(keys)),
            "The window was locked, and they are kept nowhere else",
            "Import them again to sign",
        ),
        NoticeKind::Settings(trouble) => settings(trouble),
        NoticeKind::Templates(trouble) => templates(trouble),
        NoticeKind::NotKept(path, _) => Told::new(
            format!("Could not write {}", file_name(path)),
            "The system refused",
            "What you changed lasts until the window closes",
        ),
        NoticeKind::JobBroke => Told::new(
            "Something broke inside Jotlens",
            "This is a defect of the program; your token is unchanged",
            "Try again, and report it if it comes back",
        ),
    }
}

/// What was wrong with the file of settings.
fn settings(trouble: &Trouble) -> Told {
    match trouble {
        Trouble::Members(path, names) => Told::new(
            format!("Settings that are not understood: {}", names.join(", ")),
            format!("Jotlens does not know what {} says of them, so the defaults are used", file_name(path)),
            "Choose again in the settings, or mend the file",
        ),
        Trouble::PutAside(path) => Told::new(
            "The settings were damaged, so the defaults are used",
            format!("What was in their file is now in {}", file_name(path)),
            "",
        ),
        Trouble::Unreadable(path, kind) => Told {
            fix: "What you change lasts until the window closes, and the file stays as it is".into(),
            ..file(path, *kind)
        },
    }
}

/// What was wrong with the file of templates.
fn templates(trouble: &TemplatesTrouble) -> Told {
    match trouble {
        TemplatesTrouble::Some(count) => Told::new(
            format!("{} not understood", plural(*count, "template is", "templates are")),
            "A later version may have written that; it stays in the file",
            "",
        ),
        TemplatesTrouble::PutAside(path) => Told::new(
            "The file of your templates was damaged",
            format!("What was in it is now in {}", file_name(path)),
            "",
        ),
        TemplatesTrouble::Unreadable(path, kind) => Told {
            fix: "New templates last until the window closes, and the file stays as it is".into(),
            ..file(path, *kind)
        },
    }
}

/// Why something with a key was not done.
fn key_trouble(trouble: &KeyTrouble) -> Told {
    match trouble {
        KeyTrouble::Vault(why) => vault_error(why),
        KeyTrouble::Form => Told::new(
            "This key cannot be written in that form",
            "The form has no place for a key of this kind",
            "Choose another form",
        ),
        KeyTrouble::File(path, _) => Told::new(
            format!("Could not write {}", file_name(path)),
            "The system refused",
            "Choose another folder",
        ),
        KeyTrouble::NoRandomness => Told::new(
            "The system gave no random numbers",
            "Without them no safe key can be made",
            "Try again",
        ),
        KeyTrouble::NoClipboard => Told::new(
            "There is no clipboard to copy to",
            "The desktop did not give one",
            "Save the key to a file instead",
        ),
    }
}

/// Why a vault could not do what it was asked.
pub(super) fn vault_error(error: &VaultError) -> Told {
    match error {
        VaultError::NoBus => Told::new(
            "No keychain: no session bus runs",
            "The Secret Service is asked over D-Bus, and none was found",
            "Start a desktop session, or keep keys in a vault file",
        ),
        VaultError::NoProvider => Told::new(
            "No keychain runs on this desktop",
            "Nobody answers as the Secret Service",
            "Start GNOME Keyring, KWallet or KeePassXC, or keep keys in a vault file",
        ),
        VaultError::NoCollection => Told::new(
            "The keychain has no collection to store keys in",
            "Its default collection was never made",
            "Make one in Passwords and Keys, or keep keys in a vault file",
        ),
        VaultError::Locked => {
            Told::new("The keychain is locked", "Nobody unlocked it", "Unlock it and try again")
        }
        VaultError::Refused => Told::new(
            "The keychain refused",
            "Its prompt was dismissed, or the system does not allow it",
            "Try again and unlock it",
        ),
        VaultError::Disconnected => Told::new(
            "The keychain went away",
            "Its service ended, or was started again",
            "Try again: what was stored is still there",
        ),
        VaultError::TooLarge { bytes, limit } => Told::new(
            "The key is too large for the keychain",
            format!("It has {}, the limit is {}", TEXT.bytes(*bytes), TEXT.bytes(*limit)),
            "Keep it in a vault file",
        ),
        VaultError::ReadBack => Told::new(
            "The key was not stored",
            "What the keychain gave back is not what was written",
            "Try again; report it if it comes back",
        ),
        VaultError::Unknown(_) => {
            Told::new("The key is no longer in the keychain", "It was deleted elsewhere", "Import it again")
        }
        VaultError::Damaged(_) => Told::new(
            "The stored key cannot be read",
            "Its item was changed by something else",
            "Delete it and import it again",
        ),
        VaultError::WrongPassphrase => Told::new(
            "Wrong passphrase",
            "The vault file does not open with it",
            "Type it again; mind Caps Lock and the keyboard layout",
        ),
        VaultError::NoVault(path) => Told::new(
            format!("{} is not a vault of Jotlens", file_name(path)),
            "It holds something else, or is damaged",
            "Move it away to begin with an empty vault",
        ),
        VaultError::Io { path, kind } => file(path, *kind),
        VaultError::NoRandomness => key_trouble(&KeyTrouble::NoRandomness),
        VaultError::Unwritable => key_trouble(&KeyTrouble::Form),
        VaultError::Failed => {
            Told::new("The keychain failed", "It does not say why", "Try again, or keep keys in a vault file")
        }
    }
}
