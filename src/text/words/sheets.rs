//! The words of the sheets that lie over the window: a key, a new key, keys on their way in, a place for them.

use super::SettingsSheet;
use crate::app::state::Clash;
use crate::jose::generate::KeySpec;
use crate::jose::jwe::Unfit;
use crate::jose::write::Form;
use crate::text::Told;
use crate::vault::Place;

/// The sheets that lie over the window.
#[derive(Debug)]
pub struct Sheets {
    /// The sign that closes a sheet.
    pub close: &'static str,
    /// The button that does not do it.
    pub cancel: &'static str,
    /// The place of keys, as a noun: "GNOME Keyring".
    pub place: fn(&Place) -> String,
    /// The place of a key that no vault holds.
    pub session: &'static str,
    /// `alg` or `use`, when a key has none.
    pub any: &'static str,
    /// What `use` lets a key do, as far as its halves are here.
    pub usage: fn(key_use: Option<&str>, private: bool) -> String,
    /// One key.
    pub key: KeySheet,
    /// The question before one is deleted.
    pub delete: DeleteSheet,
    /// A key to be made.
    pub generate: GenerateSheet,
    /// A content to be encrypted to a key.
    pub encrypt: EncryptSheet,
    /// The settings.
    pub settings: SettingsSheet,
    /// Keys on their way in.
    pub import: ImportSheet,
    /// A place for keys.
    pub vault: VaultSheet,
}

/// One key.
#[derive(Debug)]
pub struct KeySheet {
    /// The sheet's name for screen readers.
    pub title: &'static str,
    /// The button to call it something else.
    pub rename: &'static str,
    /// The button that asks whether it shall be deleted.
    pub delete: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its `kid`.
    pub kid: &'static str,
    /// It has none.
    pub none: &'static str,
    /// What it is for.
    pub usage: &'static str,
    /// Its algorithm.
    pub algorithm: &'static str,
    /// Its thumbprint.
    pub thumbprint: &'static str,
    /// Why a stored secret shows none.
    pub no_thumbprint: &'static str,
    /// Where it is kept.
    pub kept: &'static str,
    /// When it was stored.
    pub added: fn(day: &str) -> String,
    /// The choice of a form, for screen readers.
    pub forms: &'static str,
    /// The name of a form.
    pub form: fn(Form) -> &'static str,
    /// The button to copy.
    pub copy: &'static str,
    /// The button to save.
    pub save: &'static str,
    /// The button to show what is private.
    pub show: &'static str,
    /// The button to hide it again.
    pub hide: &'static str,
    /// While a private form is written.
    pub writing: &'static str,
    /// In the place of what is private.
    pub hidden: &'static str,
    /// What is private is shown: said in its place to screen readers.
    pub shown: &'static str,
    /// How private forms are treated.
    pub note: fn(clear_after_secs: Option<u32>) -> String,
    /// The text of the shown form, for screen readers.
    pub text: &'static str,
    /// A new password.
    pub password: &'static str,
    /// The same again.
    pub again: &'static str,
    /// When the two differ.
    pub differs: &'static str,
    /// What an encrypted form needs.
    pub needs_password: &'static str,
    /// The switch that verifies with this key alone.
    pub only: &'static str,
    /// The button to copy its public half as a set.
    pub jwks: &'static str,
    /// The button to make a token with it.
    pub new_token: &'static str,
    /// Why that cannot be: only the public half is here.
    pub cannot_sign: &'static str,
    /// Why that cannot be: it is for encryption.
    pub not_for_signing: &'static str,
    /// A secret has no public half.
    pub not_public: &'static str,
    /// The button that keeps what was changed.
    pub keep: &'static str,
}

/// The question before a key is deleted.
#[derive(Debug)]
pub struct DeleteSheet {
    /// The question.
    pub title: fn(name: &str) -> String,
    /// What is lost with a private half.
    pub private: &'static str,
    /// What is lost with a secret.
    pub secret: &'static str,
    /// What is lost where only the public half is here.
    pub public: &'static str,
    /// What is lost with a key of this session.
    pub session: &'static str,
    /// It is for good.
    pub for_good: &'static str,
    /// The button that does it.
    pub delete: &'static str,
}

/// A key to be made.
#[derive(Debug)]
pub struct GenerateSheet {
    /// The sheet's name.
    pub title: &'static str,
    /// The choice of a kind.
    pub kind: &'static str,
    /// The name of a kind.
    pub kinds: fn(KeySpec) -> &'static str,
    /// What a kind is for, in one line.
    pub what: fn(KeySpec) -> &'static str,
    /// The groups of kinds: RSA, elliptic curves, Edwards curves, key agreement, secrets, post-quantum.
    pub groups: [&'static str; 6],
    /// In the empty box for a name.
    pub name_hint: &'static str,
    /// In the empty box for a `kid`.
    pub kid_hint: &'static str,
    /// Where the key will be kept.
    pub goes_to: fn(place: &str) -> String,
    /// The button that makes it.
    pub generate: &'static str,
    /// While it is made, for so many seconds.
    pub running: fn(secs: i64) -> String,
    /// The button that stops it.
    pub stop: &'static str,
}

/// A content to be encrypted to a key.
#[derive(Debug)]
pub struct EncryptSheet {
    /// The button that opens the sheet.
    pub open: &'static str,
    /// The sheet's name.
    pub title: fn(name: &str) -> String,
    /// The choice of the content.
    pub what: &'static str,
    /// The token that is shown.
    pub token: &'static str,
    /// A text.
    pub text: &'static str,
    /// In the empty box for it.
    pub text_hint: &'static str,
    /// What the header says of a token inside.
    pub cty: fn(cty: &str) -> String,
    /// How the content is encrypted.
    pub enc: &'static str,
    /// The box to tick.
    pub compress: &'static str,
    /// What the header says of the key.
    pub kid: fn(kid: Option<&str>) -> String,
    /// Why a key cannot be encrypted to.
    pub unfit: fn(&Unfit) -> Told,
    /// Why nothing can be encrypted yet.
    pub no_text: &'static str,
    /// The button that does it.
    pub encrypt: &'static str,
    /// While it is done, for so many seconds.
    pub running: fn(secs: i64) -> String,
}

/// Keys on their way in.
#[derive(Debug)]
pub struct ImportSheet {
    /// The sheet's name.
    pub title: &'static str,
    /// The choice between keys and a secret.
    pub what: &'static str,
    /// Keys in PEM, JWK or any other form.
    pub keys: &'static str,
    /// A shared secret.
    pub secret: &'static str,
    /// The box for keys.
    pub paste_hint: &'static str,
    /// The button to choose a file.
    pub choose: &'static str,
    /// Files can be dropped.
    pub drop: &'static str,
    /// The button that reads what was pasted.
    pub read: &'static str,
    /// The box for a secret.
    pub secret_hint: &'static str,
    /// The box for a name.
    pub name_hint: &'static str,
    /// The choice of a spelling.
    pub spelling: &'static str,
    /// The spelling "as it is typed"; the others are proper names.
    pub text: &'static str,
    /// How long a secret is.
    pub length: fn(bytes: usize) -> String,
    /// The button that takes a secret.
    pub add_secret: &'static str,
    /// While it is read.
    pub reading: &'static str,
    /// What is protected by a password.
    pub protected: fn(format: &str) -> String,
    /// The box for a password.
    pub password: &'static str,
    /// When it was wrong.
    pub wrong: &'static str,
    /// The button that tries it.
    pub open: &'static str,
    /// What is no key of any kind.
    pub no_key: &'static str,
    /// What can be done about it.
    pub as_secret: &'static str,
    /// Another reading of the secret of the key of that name.
    pub other_reading: fn(of: &str) -> String,
    /// Above the list of keys: what they were written in.
    pub written_in: fn(format: &str) -> String,
    /// A key that has its private half.
    pub private: &'static str,
    /// A key that has not.
    pub public: &'static str,
    /// What a key meets.
    pub clash: fn(&Clash) -> String,
    /// The button that stores so many keys.
    pub import: fn(count: usize) -> String,
    /// The button that goes back to the question.
    pub another: &'static str,
    /// While they are stored.
    pub storing: &'static str,
    /// What may happen meanwhile.
    pub storing_hint: &'static str,
    /// How many files wait.
    pub waiting: fn(count: usize) -> String,
}

/// A place for keys.
#[derive(Debug)]
pub struct VaultSheet {
    /// The sheet's name when the file is there.
    pub open_title: &'static str,
    /// The same when it is made.
    pub new_title: &'static str,
    /// What such a file is.
    pub about: &'static str,
    /// How else it can be opened.
    pub age: &'static str,
    /// The path.
    pub file: &'static str,
    /// The passphrase.
    pub passphrase: &'static str,
    /// The same again.
    pub again: &'static str,
    /// When the two differ.
    pub differs: &'static str,
    /// How good a passphrase of so many characters is.
    pub strength: fn(characters: usize) -> &'static str,
    /// The button that opens.
    pub open: &'static str,
    /// The button that makes it.
    pub create: &'static str,
    /// While it is opened.
    pub opening: &'static str,
    /// The choice to try the keychain again.
    pub retry: &'static str,
    /// The choice of the keychain, where another place is in use.
    pub keychain: &'static str,
    /// The choice of a file.
    pub choose_file: &'static str,
    /// The choice of memory.
    pub use_session: &'static str,
}
