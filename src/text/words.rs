//! The window's own words. Each language fills every field, so a missing word does not compile. What is inserted
//! stands at the end or after a colon: Korean particles depend on the letter before them.

use crate::app::state::VaultStatus;

mod actions;
mod bench;
mod desktop;
mod editing;
mod settings;
mod sheets;

pub use actions::{Actions, HelpWords, Name, PaletteWords};
pub use bench::{Bench, CompareSheet, NegativesSheet, OwnSheet};
pub use desktop::{Desktop, FilesWords, LockWords, RecentWords, SavedWords};
pub use editing::Editing;
pub use settings::SettingsSheet;
pub use sheets::{DeleteSheet, EncryptSheet, GenerateSheet, ImportSheet, KeySheet, Sheets, VaultSheet};

/// The words of the window.
#[derive(Debug)]
pub struct Words {
    /// The name of the app.
    pub app_name: &'static str,
    /// The tabs and the buttons beside them.
    pub bar: Bar,
    /// The key rail.
    pub keys: Keys,
    /// The sheets that lie over the window.
    pub sheet: Sheets,
    /// The window without a token.
    pub empty: Empty,
    /// The encoded text and the findings.
    pub encoded: Encoded,
    /// The verdict card and the time line.
    pub verdict: VerdictWords,
    /// The panels of the decoded token.
    pub decoded: Decoded,
    /// Typing over a token and signing it again.
    pub editing: Editing,
    /// New tokens, negative tests, two tokens side by side.
    pub bench: Bench,
    /// Files, and the window among the others of the desktop.
    pub desktop: Desktop,
    /// The status bar.
    pub status: Status,
    /// What is said once, such as "Copied".
    pub notice: Notices,
    /// What can be done from anywhere: names, reasons, the palette, the help.
    pub action: Actions,
}

/// The tabs and the buttons beside them.
#[derive(Debug)]
pub struct Bar {
    /// A tab that nothing else names.
    pub untitled: &'static str,
    /// A tab with a token that nothing names; its number follows where it is not the first.
    pub token: &'static str,
    /// What a tab's dot says of its token: name and verdict.
    pub tab_verdict: fn(name: &str, verdict: &str) -> String,
    /// The button that shows the key rail in a narrow window.
    pub show_keys: &'static str,
    /// The same, to hide it.
    pub hide_keys: &'static str,
}

/// The key rail.
#[derive(Debug)]
pub struct Keys {
    /// The section's name.
    pub title: &'static str,
    /// In the empty search box.
    pub search: &'static str,
    /// When there are no keys.
    pub none: &'static str,
    /// What keys are for, when there are none.
    pub none_hint: &'static str,
    /// When the search finds nothing.
    pub none_found: &'static str,
    /// The button that opens the sheet to make a key.
    pub generate: &'static str,
    /// The button that opens the sheet to bring keys in.
    pub import: &'static str,
    /// The entry of a key's menu that verifies with it alone.
    pub verify_only: &'static str,
    /// The entry that calls it something else.
    pub rename: &'static str,
    /// The entry that asks whether it shall be deleted.
    pub delete: &'static str,
    /// The badge of a set of keys.
    pub set: fn(count: usize) -> String,
    /// What a set of keys is, when all of them are public.
    pub public_set: &'static str,
    /// The same, when some are not.
    pub private_set: &'static str,
    /// What a screen reader says of a mark on a key.
    pub has_findings: &'static str,
    /// The entry that copies a key's `kid`.
    pub copy_kid: &'static str,
    /// The entry that copies its RFC 7638 thumbprint.
    pub copy_thumbprint: &'static str,
    /// Only the public half is here.
    pub public_only: &'static str,
    /// Both halves are here.
    pub pair: &'static str,
    /// A secret, by its length.
    pub secret: fn(bytes: usize) -> String,
}

/// The window without a token.
#[derive(Debug)]
pub struct Empty {
    /// What to do.
    pub title: &'static str,
    /// What else may be pasted.
    pub hint: &'static str,
    /// The button to paste.
    pub paste: &'static str,
    /// The button to open a file.
    pub open: &'static str,
    /// Above the examples.
    pub try_one: &'static str,
    /// The first example: name and what it is.
    pub good: (&'static str, &'static str),
    /// The second.
    pub failing: (&'static str, &'static str),
    /// The third.
    pub encrypted: (&'static str, &'static str),
    /// The promise.
    pub promise: &'static str,
    /// While files are held over the window.
    pub drop: &'static str,
}

/// The encoded text and the findings.
#[derive(Debug)]
pub struct Encoded {
    /// The section's name.
    pub title: &'static str,
    /// The text box's name for screen readers.
    pub text_box: &'static str,
    /// While the text is looked at in the background.
    pub working: &'static str,
    /// When it holds no token.
    pub no_token: &'static str,
    /// The button to copy; a menu.
    pub copy: &'static str,
    /// The button to paste.
    pub paste: &'static str,
    /// The button beside a text too long to edit in place.
    pub replace: &'static str,
    /// Entries of the copy menu.
    pub copy_token: &'static str,
    /// The token as flattened JSON.
    pub copy_flattened: &'static str,
    /// The token in the compact serialisation.
    pub copy_compact: &'static str,
    /// The menu with the forms that other tools take.
    pub copy_as: &'static str,
    /// The header's JSON.
    pub copy_header_json: &'static str,
    /// The payload's JSON.
    pub copy_payload_json: &'static str,
    /// All findings as plain text.
    pub copy_findings: &'static str,
    /// The same as Markdown.
    pub copy_findings_markdown: &'static str,
    /// The menu that copies one finding.
    pub copy_finding: &'static str,
    /// Its entry for plain text.
    pub as_text: &'static str,
    /// Its entry for Markdown.
    pub as_markdown: &'static str,
    /// What it means to choose a severity.
    pub only: fn(severity: &str) -> String,
    /// The section of findings.
    pub findings: &'static str,
    /// When there are none.
    pub no_findings: &'static str,
    /// What a screen reader says of a finding: severity and message.
    pub finding: fn(severity: &str, message: &str) -> String,
}

/// The verdict card and the time line.
#[derive(Debug)]
pub struct VerdictWords {
    /// Before the choice of a key.
    pub verify_with: &'static str,
    /// The same of a JWE.
    pub decrypt_with: &'static str,
    /// The choice of all.
    pub all_keys: &'static str,
    /// What the four verdicts say together, where nothing is refused.
    pub accepted: &'static str,
    /// The same, where something is.
    pub refused: &'static str,
    /// Keys that were tried, above the list of them.
    pub tried: &'static str,
    /// What it means that a provider is named.
    pub provider_hint: &'static str,
    /// At the left end of the time line, with the time of day.
    pub issued: fn(moment: &str) -> String,
    /// The same where only "not before" is known.
    pub starts: fn(moment: &str) -> String,
    /// At the mark, with what is left.
    pub expires_in: fn(left: &str) -> String,
    /// At the mark, with what is over.
    pub expired: fn(ago: &str) -> String,
    /// At the mark, with what is to wait.
    pub good_in: fn(left: &str) -> String,
    /// The time line's name for screen readers.
    pub time_line: &'static str,
    /// The button that opens a JWE whatever it costs.
    pub decrypt_anyway: &'static str,
    /// While it is being opened.
    pub decrypting: &'static str,
    /// The button that stops that, or looking for the cause.
    pub stop: &'static str,
    /// While the cause is looked for.
    pub looking: &'static str,
    /// The button that lists what was tried to explain it.
    pub what_was_tried: &'static str,
    /// The entry that tries a list of words as the secret.
    pub try_words: &'static str,
    /// While they are tried, with how much is done.
    pub trying: fn(percent: usize) -> String,
    /// Below that list, where it was stopped.
    pub stopped: &'static str,
}

/// The panels of the decoded token.
#[derive(Debug)]
pub struct Decoded {
    /// The header panel.
    pub header: &'static str,
    /// The payload panel.
    pub payload: &'static str,
    /// The signature panel.
    pub signature: &'static str,
    /// The panel of an encrypted token's parts.
    pub encrypted_parts: &'static str,
    /// The panel of an SD-JWT's disclosures.
    pub disclosures: &'static str,
    /// Beside a claim that was disclosed.
    pub disclosed: &'static str,
    /// Beside the digest of a claim that was not.
    pub hidden: &'static str,
    /// How many claims were disclosed, and how many were not.
    pub selective: fn(disclosed: usize, hidden: usize) -> String,
    /// The panel of segments that no standard names.
    pub extra: &'static str,
    /// The unprotected header.
    pub unprotected: &'static str,
    /// The view as a table.
    pub table: &'static str,
    /// The view of bytes as hexadecimal digits.
    pub hex: &'static str,
    /// The entry to copy one value.
    pub copy_value: &'static str,
    /// The entry to copy a claim's or parameter's name.
    pub copy_name: &'static str,
    /// Beside a `kid` that a key has; the key's name follows.
    pub matches_key: &'static str,
    /// A part that the token does not have.
    pub missing: &'static str,
    /// A payload that came from elsewhere.
    pub detached: &'static str,
    /// The button to open a file with the content of a detached payload.
    pub open_detached: &'static str,
    /// The button to paste it.
    pub paste_detached: &'static str,
    /// A part that is there and empty.
    pub nothing: &'static str,
    /// A part that is not UTF-8.
    pub not_text: &'static str,
    /// A part that is text but not JSON.
    pub not_json: &'static str,
    /// More values than the table shows at once: how many.
    pub values: fn(count: usize) -> String,
    /// The button that opens a token found inside in a tab of its own.
    pub open_layer: &'static str,
    /// The numbered signature of several.
    pub signature_of: fn(place: usize, count: usize) -> String,
    /// While the payload cannot be read.
    pub encrypted_payload: &'static str,
    /// A token among those that are inside each other, counted from the outermost.
    pub layer: fn(place: usize) -> String,
    /// The button that shows the bytes of a JWE's parts, where others stand below.
    pub show_bytes: &'static str,
    /// The button that hides them.
    pub hide_bytes: &'static str,
    /// How long they are: encrypted key, IV, ciphertext, tag; each already written as a number.
    pub lengths: fn(key: &str, iv: &str, ciphertext: &str, tag: &str) -> String,
    /// The button that takes the key that is the payload.
    pub import_inner: &'static str,
}

/// The status bar.
#[derive(Debug)]
pub struct Status {
    /// Where keys are kept, and how many.
    pub keys: fn(vault: &VaultStatus, count: usize) -> String,
    /// What its menu is for.
    pub keys_menu: &'static str,
    /// How long the work took, with its unit.
    pub took: fn(time: &str) -> String,
    /// While it goes on.
    pub working: &'static str,
    /// UTC.
    pub utc: &'static str,
    /// The machine's zone.
    pub local: &'static str,
    /// What the zone's menu is for.
    pub zone: &'static str,
    /// How far times may be off.
    pub leeway: fn(duration: &str) -> String,
    /// Nothing: times are judged exactly.
    pub no_leeway: &'static str,
    /// What the language's menu is for.
    pub language: &'static str,
    /// What the theme's menu is for.
    pub theme: &'static str,
    /// The theme of the system.
    pub system: &'static str,
    /// The dark theme.
    pub dark: &'static str,
    /// The light theme.
    pub light: &'static str,
    /// Nothing is sent anywhere.
    pub offline: &'static str,
    /// What that means.
    pub offline_hint: &'static str,
}

/// What is said once.
#[derive(Debug)]
pub struct Notices {
    /// The button that takes a notice away.
    pub dismiss: &'static str,
}
