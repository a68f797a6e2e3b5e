//! Stored keys for the commands: which vault, how its passphrase is asked for, which key a name means.

use std::borrow::Cow;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use zeroize::Zeroizing;

use super::human::LONGEST_VALUE;
use super::{Failure, bytes_of, users_text};
use crate::inspect::report::{Outcome, Report, TokenReport};
use crate::jose::key::{Key, KeyKind, Material};
use crate::text::escape;
use crate::vault::{self, FileVault, IndexState, Listing, NewKey, Paths, StoredKey, Vault, VaultError};

/// Where stored keys are: the keychain, unless a file is named.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// Keep keys in this vault file behind a passphrase, not in the keychain (the `age` tool reads it)
    #[arg(long, value_name = "FILE")]
    vault: Option<PathBuf>,
    /// The vault file's passphrase is the first line of this file; without it, the terminal is asked
    #[arg(long, value_name = "FILE", requires = "vault")]
    passphrase_file: Option<PathBuf>,
}

/// In the language of the person, since a vault's trouble is theirs to mend.
pub(super) fn words(error: &VaultError) -> String {
    let told = users_text().vault_error(error);
    let sentences = [&told.message, &told.why, &told.fix];
    let sentences: Vec<&str> =
        sentences.iter().map(|text| &***text).filter(|text| !text.is_empty()).collect();
    shown(&sentences.join(". ")).into_owned()
}

/// What came from outside, as a terminal may get it.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    escape::visible(text, LONGEST_VALUE)
}

/// A line for the person beside the result.
pub(super) fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "jotlens: {line}");
}

/// The system's randomness.
pub(super) fn random(buffer: &mut [u8]) -> bool {
    getrandom::fill(buffer).is_ok()
}

impl Place {
    /// Opens the vault; a named file that is not there is made where `make`.
    pub(super) fn open(&self, make: bool) -> Result<Box<dyn Vault>, Failure> {
        let Some(path) = &self.vault else {
            let paths = Paths::standard().ok_or(VaultError::NoProvider)?;
            return Ok(Box::new(vault::open_keychain(&paths, random)?));
        };
        let exists = FileVault::exists(path);
        if !exists && !make {
            return Err(VaultError::Io { path: path.clone(), kind: std::io::ErrorKind::NotFound }.into());
        }
        let passphrase = self.passphrase(path, !exists)?;
        let open = if exists { FileVault::open } else { FileVault::create };
        Ok(Box::new(open(path, &passphrase, random)?))
    }

    fn passphrase(&self, path: &Path, twice: bool) -> Result<Zeroizing<String>, Failure> {
        let path = shown(&path.to_string_lossy()).into_owned();
        match &self.passphrase_file {
            Some(file) => first_line(file),
            None if twice => ask_new("passphrase", &path, "--passphrase-file"),
            None => ask(&format!("Passphrase of {path}: "), "--passphrase-file"),
        }
    }

    /// Whether a vault file is named.
    pub(super) const fn is_file(&self) -> bool {
        self.vault.is_some()
    }
}

/// A password that is the first line of a file.
pub(super) fn first_line(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = bytes_of(file)?;
    let path = file.to_string_lossy();
    let text = std::str::from_utf8(&bytes).map_err(|_| refused(&format!("{} is not UTF-8", shown(&path))))?;
    match text.lines().next().unwrap_or_default() {
        "" => Err(refused(&format!("{} is empty", shown(&path)))),
        line => Ok(Zeroizing::new(line.to_owned())),
    }
}

/// A password that is typed twice at the terminal. `instead`: the option that takes it from a file.
pub(super) fn ask_new(what: &str, of: &str, instead: &str) -> Result<Zeroizing<String>, Failure> {
    let one = ask(&format!("New {what} for {of}: "), instead)?;
    let two = ask(&format!("The same again for {of}: "), instead)?;
    if one.is_empty() {
        return Err(refused(&format!("an empty {what} protects nothing")));
    }
    if one == two { Ok(one) } else { Err(refused(&format!("the two {what}s differ"))) }
}

fn ask(prompt: &str, instead: &str) -> Result<Zeroizing<String>, Failure> {
    let answer = rpassword::prompt_password(prompt).map(Zeroizing::new);
    answer.map_err(|_| refused(&format!("no terminal to ask at: use {instead} FILE")))
}

/// A refusal in words.
pub(super) fn refused(why: &str) -> Failure {
    Failure::Refused(why.to_owned())
}

/// The list, with what is to be told of it.
pub(super) fn list(vault: &mut dyn Vault) -> Result<Listing, VaultError> {
    let mut listing = vault.list()?;
    // Texts that the window keeps are no keys.
    listing.keys.retain(|stored| !stored.is_text());
    match listing.state {
        IndexState::Sealed => {}
        IndexState::Unchecked => {
            tell("the keychain is locked or away, so the list of keys could not be checked");
        }
        IndexState::RebuiltLost => tell("the list of keys was lost and made again from the keychain"),
        IndexState::RebuiltChanged => {
            tell("the list of keys was changed by something else and made again from the keychain");
        }
    }
    Ok(listing)
}

/// The one key that `name` means: its id, else its name, else its `kid`.
pub(super) fn find<'a>(keys: &'a [StoredKey], name: &str) -> Result<&'a StoredKey, Failure> {
    let by_id = |key: &&StoredKey| key.id.as_str() == name;
    let by_name = |key: &&StoredKey| key.details.name == name;
    let by_kid = |key: &&StoredKey| key.details.kid.as_deref() == Some(name);
    let mut found: Vec<&StoredKey> = keys.iter().filter(by_id).collect();
    if found.is_empty() {
        found = keys.iter().filter(by_name).collect();
    }
    if found.is_empty() {
        found = keys.iter().filter(by_kid).collect();
    }
    match found.as_slice() {
        [] => Err(Failure::NoKey(name.to_owned())),
        [one] => Ok(one),
        several => {
            let ids = several.iter().map(|key| key.id.as_str().to_owned()).collect();
            Err(Failure::Several { name: name.to_owned(), ids })
        }
    }
}

/// Stores keys that are not there yet; tells those that are. `group`: the set that they came in.
pub(super) fn store(
    vault: &mut dyn Vault,
    keys: &[Key],
    group: Option<&str>,
    now: i64,
) -> Result<Vec<StoredKey>, Failure> {
    let listing = list(vault)?;
    let mut new = Vec::new();
    for key in keys {
        let name = shown(&key.name).into_owned();
        let twice = new.iter().any(|other: &NewKey<'_>| other.key.material == key.material);
        let before = vault.find_same(key)?;
        let before = before.and_then(|id| listing.keys.iter().find(|stored| stored.id == id));
        match before {
            Some(stored) if stored.has_private || !key.has_private() => {
                let stored = shown(&stored.details.name);
                tell(&format!("{name} is stored already, as {stored}: left as it is"));
                continue;
            }
            Some(stored) => {
                let stored = shown(&stored.details.name);
                tell(&format!(
                    "the public half of {name} is stored already, as {stored}: the pair is stored beside it"
                ));
            }
            None if twice => {
                tell(&format!("{name} is there twice: stored once"));
                continue;
            }
            None => {}
        }
        let same_kid = listing.keys.iter().find(|stored| key.kid.is_some() && stored.details.kid == key.kid);
        if let Some(stored) = same_kid {
            let stored = shown(&stored.details.name);
            tell(&format!("{name} has the kid of another stored key, {stored}"));
        }
        new.push(NewKey { key, group, created_at: now });
    }
    let stored = vault.add_all(&new);
    stored.into_iter().map(|stored| stored.map_err(Failure::from)).collect()
}

/// Stored keys for looking at tokens: public halves, and secrets or private halves that are fetched only when a token
/// asks for one.
pub(super) struct Ring {
    vault: Option<Box<dyn Vault>>,
    stored: Vec<StoredKey>,
    /// What was asked of the vault, had or not.
    asked: Vec<usize>,
    may_ask: bool,
}

impl Ring {
    /// No stored keys.
    pub(super) const fn none() -> Self {
        Self { vault: None, stored: Vec::new(), asked: Vec::new(), may_ask: false }
    }

    /// Those of the vault. Where they were not asked for by name, a keychain that is not there is no trouble: nothing
    /// is said, and nothing is asked where no key was ever stored.
    pub(super) fn open(place: &Place, asked_for: bool) -> Result<Self, Failure> {
        let asked_for = asked_for || place.is_file();
        if !asked_for && Paths::standard().is_none_or(|paths| !paths.index.exists()) {
            return Ok(Self::none());
        }
        let opened = place.open(false).and_then(|mut vault| {
            let stored = list(&mut *vault)?.keys;
            Ok(Self { vault: Some(vault), stored, asked: Vec::new(), may_ask: asked_for })
        });
        match opened {
            Err(_) if !asked_for => Ok(Self::none()),
            opened => opened,
        }
    }

    /// What can be had without asking the vault for anything private.
    pub(super) fn keys(&self) -> Vec<Key> {
        self.stored.iter().map(public_or_sealed).collect()
    }

    /// The places of those whose private halves the vault has. `before`: how many other keys came first.
    pub(super) fn with_private_halves(&self, before: usize) -> Arc<[usize]> {
        let stored = self.stored.iter().enumerate().filter(|(_, stored)| stored.has_private);
        stored.map(|(index, _)| before + index).collect()
    }

    /// The same with what the report asks for, and what earlier ones did: a layer that was opened may ask for more.
    /// `None` where it asks for nothing new, or nothing can be had. `before`: how many other keys came first.
    pub(super) fn unsealed(&mut self, report: &Report, before: usize) -> Option<Vec<Key>> {
        let vault = self.vault.as_mut()?;
        let mut wanted: Vec<usize> = Vec::new();
        report.tokens.iter().for_each(|token| sealed_in(token, &mut wanted));
        let is_new = |index: usize| {
            let index = index.checked_sub(before).filter(|index| !self.asked.contains(index))?;
            self.stored.get(index).filter(|stored| stored.has_private).map(|_| index)
        };
        let mut wanted: Vec<usize> = wanted.into_iter().filter_map(is_new).collect();
        let mut is_unlocked = || vault.is_locked() == Ok(false);
        // A person who did not ask for stored keys is not asked to unlock them.
        if !wanted.is_empty() && !self.may_ask && !is_unlocked() {
            return None;
        }
        // What may explain a failure is no reason to ask anybody.
        let mut layers = report.tokens.iter().flat_map(TokenReport::layers);
        if wanted.is_empty() && layers.any(TokenReport::fails_with_secret) && is_unlocked() {
            let stored = self.stored.iter().enumerate();
            let secrets = stored.filter(|(_, stored)| matches!(stored.kind, KeyKind::Secret { .. }));
            wanted = secrets.map(|(index, _)| index).filter(|index| !self.asked.contains(index)).collect();
        }
        if wanted.is_empty() {
            return None;
        }
        let mut keys: Vec<Key> = self.stored.iter().map(public_or_sealed).collect();
        self.asked.extend(wanted);
        for &index in &self.asked {
            let (Some(stored), Some(key)) = (self.stored.get(index), keys.get_mut(index)) else { continue };
            match vault.read(&stored.id) {
                Ok(whole) => *key = whole,
                Err(error) => tell(&words(&error)),
            }
        }
        Some(keys)
    }
}

fn sealed_in(token: &TokenReport, wanted: &mut Vec<usize>) {
    let signatures = token.signatures.iter().chain([&token.signature]);
    let attempts = signatures.flat_map(|signature| &signature.tried);
    for attempt in attempts.filter(|attempt| attempt.outcome == Outcome::Sealed) {
        if !wanted.contains(&attempt.key.index) {
            wanted.push(attempt.key.index);
        }
    }
    if let Some(nested) = &token.nested {
        sealed_in(nested, wanted);
    }
}

/// A stored key without anything private.
pub(super) fn public_or_sealed(stored: &StoredKey) -> Key {
    stored.public.clone().unwrap_or_else(|| {
        let bits = match stored.kind {
            KeyKind::Secret { bits } => bits,
            _ => 0,
        };
        let mut key = Key::new("", Material::Sealed { bits });
        stored.details.apply(&mut key);
        key
    })
}
