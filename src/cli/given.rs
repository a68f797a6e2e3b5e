//! The keys that a command is given to make a token with: files, secrets, stored ones.

use std::path::PathBuf;

use clap::Args;

use super::stored::{self, Place};
use super::{Failure, keys_in};
use crate::jose::key::Key;
use crate::jose::read::{self, SecretEncoding};

/// Keys to make a token with.
#[derive(Debug, Args)]
pub(super) struct GivenKeys {
    /// A file with the key, in any format; may be given more than once
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// The password of the protected key files
    #[arg(long, value_name = "TEXT")]
    key_password: Option<String>,
    /// Which key of a file that holds several: its kid or its name
    #[arg(long, value_name = "KID")]
    kid: Option<String>,
    /// The secret itself, as text
    #[arg(long, value_name = "TEXT")]
    secret: Vec<String>,
    /// The secret itself, in base64 or base64url
    #[arg(long, value_name = "TEXT")]
    secret_base64: Vec<String>,
    /// The secret itself, in hexadecimal
    #[arg(long, value_name = "TEXT")]
    secret_hex: Vec<String>,
    /// A stored key, by its name, its kid or its id; may be given more than once
    #[arg(long, value_name = "NAME")]
    stored: Vec<String>,
    #[command(flatten)]
    place: Place,
}

impl GivenKeys {
    /// The keys, one for each time that one was given. `suits`: whether a key of a file with several comes into
    /// question; what it says of the first is told where none does.
    pub(super) fn read(&self, suits: impl Fn(&Key) -> Result<(), Failure>) -> Result<Vec<Key>, Failure> {
        let mut keys = Vec::new();
        for path in &self.keys {
            let found = keys_in(path, self.key_password.as_deref())?.keys;
            keys.push(self.one_of(found, &suits)?);
        }
        keys.extend(secrets(&self.secret, &self.secret_base64, &self.secret_hex)?);
        if !self.stored.is_empty() {
            let mut vault = self.place.open(false)?;
            let listing = stored::list(&mut *vault)?;
            for name in &self.stored {
                let id = stored::find(&listing.keys, name)?.id.clone();
                keys.push(vault.read(&id)?);
            }
        }
        Ok(keys)
    }

    fn one_of(&self, keys: Vec<Key>, suits: impl Fn(&Key) -> Result<(), Failure>) -> Result<Key, Failure> {
        let is_named = |key: &Key| match &self.kid {
            Some(kid) => key.kid.as_ref() == Some(kid) || key.name == *kid,
            None => true,
        };
        let mut named: Vec<Key> = keys.into_iter().filter(is_named).collect();
        if named.len() > 1 {
            let suit: Vec<bool> = named.iter().map(|key| suits(key).is_ok()).collect();
            match suit.iter().filter(|suits| **suits).count() {
                0 => {}
                1 => {
                    let mut suit = suit.into_iter();
                    named.retain(|_| suit.next().unwrap_or_default());
                }
                several => return Err(Failure::WhichKey(several)),
            }
        }
        let kid = || stored::shown(self.kid.as_deref().unwrap_or_default()).into_owned();
        named
            .into_iter()
            .next()
            .ok_or_else(|| stored::refused(&format!("no key in the file is called {}", kid())))
    }
}

/// Secrets as they were typed.
pub(super) fn secrets(texts: &[String], base64: &[String], hex: &[String]) -> Result<Vec<Key>, Failure> {
    let options = [
        ("secret", texts, SecretEncoding::Text),
        ("secret-base64", base64, SecretEncoding::Base64),
        ("secret-hex", hex, SecretEncoding::Hex),
    ];
    let mut keys = Vec::new();
    for (option, texts, encoding) in options {
        for text in texts {
            let key = read::read_secret(text, encoding, option)
                .map_err(|error| Failure::Secret { option, reason: error.to_string() })?;
            keys.push(key);
        }
    }
    Ok(keys)
}
