//! The commands for stored keys: what is there, what comes in, what goes out.
//!
//! Promises: a secret or private half leaves only where it was asked for with `--reveal` or confirmed at a terminal,
//! and into files of mode 600; "stored" is said after it is so.

use std::fmt::Write as _;
use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use zeroize::Zeroizing;

use super::show::describe;
use crate::cli::json::{Object, array};
use crate::cli::stored::{Place, ask_new, find, first_line, list, random, refused, shown, store, tell};
use crate::cli::{Failure, bytes_of, standard_bytes, users_text};
use crate::jose::key::Key;
use crate::jose::read::{self, Format};
use crate::jose::write::{self, Form, Lock};
use crate::vault::{self, Details, StoredKey};

/// What to do with stored keys.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StoredKeys {
    /// List the stored keys; nothing is unlocked for it
    List(List),
    /// Store the keys of files, in any format that is read
    Import(Import),
    /// Write a stored key in a form that other programs read
    Export(Export),
    /// Call a stored key something else
    Rename(Rename),
    /// Delete a stored key for good
    Delete(Delete),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// Key files, certificates, JWK sets; `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What to call the key; several are numbered
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The password of protected files
    #[arg(long, value_name = "TEXT")]
    key_password: Option<String>,
    /// The files are secrets: store their bytes as they are
    #[arg(long)]
    as_secret: bool,
    /// Print what was stored as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// The key's name, its kid or its id
    name: String,
    /// The form
    #[arg(long = "as", value_name = "FORM")]
    form: FormName,
    /// Write to this new file, readable by its owner alone
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write a private form without asking
    #[arg(long)]
    reveal: bool,
    /// The new password of an encrypted form is the first line of this file; without it, the terminal is asked
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Rename {
    /// The key's name, its kid or its id
    name: String,
    /// The new name
    new: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Delete {
    /// The key's name, its kid or its id
    name: String,
    #[command(flatten)]
    place: Place,
}

/// The forms by their names on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormName {
    PublicPem,
    PublicJwk,
    Jwks,
    Certificate,
    /// The line of `authorized_keys`
    Openssh,
    PrivatePem,
    /// PKCS#8 under a new password
    EncryptedPem,
    PrivateJwk,
    OpensshPrivate,
    /// The bytes of a secret in base64url
    Secret,
}

impl FormName {
    const fn form(self) -> Form {
        match self {
            Self::PublicPem => Form::PublicPem,
            Self::PublicJwk => Form::PublicJwk,
            Self::Jwks => Form::Jwks,
            Self::Certificate => Form::Certificate,
            Self::Openssh => Form::OpenSshPublic,
            Self::PrivatePem => Form::PrivatePem,
            Self::EncryptedPem => Form::EncryptedPem,
            Self::PrivateJwk => Form::PrivateJwk,
            Self::OpensshPrivate => Form::OpenSshPrivate,
            Self::Secret => Form::SecretText,
        }
    }
}

impl StoredKeys {
    /// Does it.
    pub(super) fn run(&self, now: i64) -> Result<(), Failure> {
        match self {
            Self::List(list) => list.run(),
            Self::Import(import) => import.run(now),
            Self::Export(export) => export.run(),
            Self::Rename(rename) => rename.run(),
            Self::Delete(delete) => delete.run(),
        }
    }
}

impl List {
    fn run(&self) -> Result<(), Failure> {
        let mut vault = self.place.open(false)?;
        let keys = list(&mut *vault)?.keys;
        print(&keys, &vault.place(), self.json);
        Ok(())
    }
}

impl Import {
    fn run(&self, now: i64) -> Result<(), Failure> {
        // Everything is read before anything is written.
        let mut files = Vec::new();
        for path in &self.files {
            files.push(self.keys_in(path)?);
        }
        let mut vault = self.place.open(true)?;
        let mut stored = Vec::new();
        for (keys, group) in files {
            stored.extend(store(&mut *vault, &keys, group.as_deref(), now)?);
        }
        print(&stored, &vault.place(), self.json);
        Ok(())
    }

    fn keys_in(&self, path: &Path) -> Result<(Vec<Key>, Option<String>), Failure> {
        let from_standard_input = path.as_os_str() == "-";
        let bytes = if from_standard_input { standard_bytes()? } else { bytes_of(path)? };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let stem = if from_standard_input { "standard input" } else { &*stem };
        let name = self.name.as_deref().unwrap_or(stem);
        if self.as_secret {
            return Ok((vec![read::read_secret_file(&bytes, name)], None));
        }
        let failed = |reason: String| Failure::Key { path: path.to_owned(), reason };
        let file = match read::read_keys(&bytes, name, self.key_password.as_deref()) {
            Ok(file) => file,
            Err(error) => {
                let told = users_text().read_error(&error);
                let hint = match error {
                    read::ReadError::NotAKey(_) => ". To store its bytes as a secret, add --as-secret",
                    _ => "",
                };
                return Err(failed(format!("{}{hint}", told.message)));
            }
        };
        for note in &file.notes {
            tell(&format!("{}: {}", shown(stem), shown(&users_text().read_note(note).message)));
        }
        let mut keys = file.keys;
        if keys.is_empty() {
            return Err(failed("no key in it could be read".to_owned()));
        }
        let several = keys.len() > 1;
        if let Some(name) = &self.name {
            for (number, key) in (1..).zip(&mut keys) {
                key.name = if several { format!("{name} {number}") } else { name.clone() };
            }
        }
        let is_set = matches!(file.format, Format::JwkSet | Format::JwkArray | Format::CertificateMap);
        Ok((keys, (is_set && several).then(|| name.to_owned())))
    }
}

impl Export {
    fn run(&self) -> Result<(), Failure> {
        let form = self.form.form();
        let mut vault = self.place.open(false)?;
        let keys = list(&mut *vault)?.keys;
        let stored = find(&keys, &self.name)?;
        let has_certificate = stored.public.as_ref().is_some_and(|key| !key.certificates.is_empty());
        let fits = |form: &Form| stored.has_private || !form.is_private();
        let mut forms: Vec<Form> = Form::of_kind(stored.kind).into_iter().filter(fits).collect();
        forms.extend(has_certificate.then_some(Form::Certificate));
        if !forms.contains(&form) {
            let names = FormName::value_variants().iter().filter(|name| forms.contains(&name.form()));
            let names: Vec<_> =
                names.filter_map(|name| Some(name.to_possible_value()?.get_name().to_owned())).collect();
            let name = shown(&stored.details.name);
            return Err(Failure::Refused(format!("{name} has no such form; it has {}", names.join(", "))));
        }
        let mut password = None;
        let key = if form.is_private() {
            // Whoever chooses a password has been asked enough.
            if form == Form::EncryptedPem {
                password = Some(self.password(stored)?);
            } else {
                self.confirm(stored)?;
            }
            vault.read(&stored.id)?
        } else {
            stored.public.clone().ok_or_else(|| refused("a secret has no public form"))?
        };
        let lock = password.as_ref().map(|password| Lock::new(password, random));
        let text =
            write::write(&key, form, lock.as_ref()).map_err(|error| Failure::Refused(error.to_string()))?;
        let Some(path) = &self.out else {
            let _ = std::io::stdout().write_all(text.as_bytes());
            return Ok(());
        };
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| Failure::File(path.clone(), error))
    }

    fn password(&self, stored: &StoredKey) -> Result<Zeroizing<String>, Failure> {
        match &self.password_file {
            Some(file) => first_line(file),
            None => ask_new("password", &shown(&stored.details.name), "--password-file"),
        }
    }

    /// Private forms: asked for, or confirmed by typing the name.
    fn confirm(&self, stored: &StoredKey) -> Result<(), Failure> {
        if self.reveal {
            return Ok(());
        }
        let (input, errors) = (std::io::stdin(), std::io::stderr());
        if !input.is_terminal() || !errors.is_terminal() {
            return Err(refused("this form is private: add --reveal to have it"));
        }
        let name = &stored.details.name;
        let _ = write!(&errors, "This writes the private key. Type its name ({}) to go on: ", shown(name));
        let mut line = String::new();
        let _ = input.read_line(&mut line).map_err(Failure::StandardInput)?;
        if line.trim_end_matches(['\r', '\n']) == name {
            Ok(())
        } else {
            Err(refused("that is not its name"))
        }
    }
}

impl Rename {
    fn run(&self) -> Result<(), Failure> {
        let mut vault = self.place.open(false)?;
        let keys = list(&mut *vault)?.keys;
        let stored = find(&keys, &self.name)?;
        let _ = vault.describe(&stored.id, Details { name: self.new.clone(), ..stored.details.clone() })?;
        Ok(())
    }
}

impl Delete {
    fn run(&self) -> Result<(), Failure> {
        let mut vault = self.place.open(false)?;
        let keys = list(&mut *vault)?.keys;
        let id = find(&keys, &self.name)?.id.clone();
        vault.remove(&id)?;
        Ok(())
    }
}

/// Stored keys, one a line or as JSON.
pub(super) fn print(keys: &[StoredKey], place: &vault::Place, json: bool) {
    let mut out = String::new();
    if json {
        array(keys, &mut out, |key, out| entry(key, place, out));
        out.push('\n');
    } else {
        let text = users_text();
        for key in keys {
            let kid = key.details.kid.as_ref().map(|kid| format!("  kid {}", shown(kid))).unwrap_or_default();
            let public = if key.has_private { "" } else { "  (public)" };
            let (name, kind) = (shown(&key.details.name), text.key_kind(key.kind));
            let _ = writeln!(out, "{name}  {kind}{public}{kid}");
        }
    }
    let _ = std::io::stdout().write_all(out.as_bytes());
}

fn entry(key: &StoredKey, place: &vault::Place, out: &mut String) {
    let mut object = Object::open(out);
    object.text("id", key.id.as_str());
    object.text("name", &key.details.name);
    object.optional("kid", key.details.kid.as_deref());
    describe(key.kind, key.details.alg.as_deref(), &mut object);
    object.raw("private", if key.has_private { "true" } else { "false" });
    // That of a secret would help to guess it.
    object.optional("thumbprint", key.public.as_ref().and_then(Key::thumbprint).as_deref());
    object.instant("created", Some(key.created_at));
    let file;
    object.text(
        "stored_in",
        match place {
            vault::Place::Keychain(_) => "keychain",
            vault::Place::File(path) => {
                file = path.to_string_lossy();
                &file
            }
            vault::Place::Memory => "memory",
        },
    );
    object.optional("group", key.details.group.as_deref());
    object.close();
}
