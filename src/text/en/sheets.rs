//! The words of the sheets in English.

use super::plural;
use super::verdict::unfit_to_open;
use crate::app::state::{Clash, VaultStatus};
use crate::jose::generate::{KeySpec, RsaSize};
use crate::jose::jwe::{KeyManagement, Unfit};
use crate::jose::write::Form;
use crate::text::escape::quoted;
use crate::text::problem::file_name;
use crate::text::words::{
    DeleteSheet, EncryptSheet, GenerateSheet, ImportSheet, KeySheet, Sheets, VaultSheet,
};
use crate::text::{Told, Units};
use crate::vault::Place;

pub(super) const SHEETS: Sheets = Sheets {
    close: "Close",
    cancel: "Cancel",
    place,
    session: "This session only",
    any: "Any",
    usage,
    key: KeySheet {
        title: "Key",
        rename: "Rename",
        delete: "Delete…",
        name: "Name",
        kid: "Key ID",
        none: "None",
        usage: "Use",
        algorithm: "Algorithm",
        thumbprint: "SHA-256 thumbprint (RFC 7638)",
        no_thumbprint: "Not kept for a stored secret",
        kept: "Kept in",
        added: |day| format!("added {day}"),
        forms: "Form",
        form,
        copy: "Copy",
        save: "Save…",
        show: "Show",
        hide: "Hide",
        writing: "Writing…",
        hidden: "This form is private and hidden",
        shown: "Private key, shown",
        note: |clear_after| {
            match clear_after {
            Some(secs) => format!(
                "Private forms stay hidden until you ask for them; a copied private key leaves the clipboard after {}.",
                super::TEXT.duration(secs.into(), Units::Two)
            ),
            None => "Private forms stay hidden until you ask for them; a copied private key stays on the clipboard until the window is locked or closed.".to_owned(),
        }
        },
        text: "Key text",
        password: "New password",
        again: "Same password again",
        differs: "The two passwords differ",
        needs_password: "Choose the password that will open this form",
        only: "Verify with this key only",
        jwks: "Copy as JWKS",
        new_token: "New token with this key",
        cannot_sign: "Only the public half is here: it can verify, not sign",
        not_for_signing: "Keys of this kind encrypt; they sign nothing",
        not_public: "A secret has no public half to hand out",
        keep: "Keep changes",
    },
    delete: DeleteSheet {
        title: |name| format!("Delete {name}?"),
        private: "The private key goes with it. What it signed stays valid, but nothing new can be signed with it.",
        secret: "The secret goes with it. Tokens signed with it can no longer be verified here.",
        public: "Only its public half is here. Tokens signed with it can no longer be verified until it is imported again.",
        session: "It is only in this session, so nothing stored is touched.",
        for_good: "This cannot be undone.",
        delete: "Delete key",
    },
    generate: GenerateSheet {
        title: "Generate a key",
        kind: "Kind",
        kinds,
        what,
        groups: ["RSA", "Elliptic curve", "Edwards curve", "Key agreement", "Shared secret", "Post-quantum"],
        name_hint: "Name (optional)",
        kid_hint: "thumbprint (RFC 7638)",
        goes_to: |place| format!("It will be kept in: {place}"),
        generate: "Generate key",
        running: |secs| format!("Making the key… {secs} s"),
        stop: "Cancel",
    },
    encrypt: EncryptSheet {
        open: "Encrypt to this key…",
        title: |name| format!("Encrypt to {name}"),
        what: "What to encrypt",
        token: "Shown token",
        text: "Text",
        text_hint: "Type or paste what to encrypt",
        cty: |cty| format!("The token goes in as it is; cty {cty} in the header says what is inside"),
        enc: "Content encryption",
        compress: "Compress first",
        kid: |kid| match kid {
            Some(kid) => format!("The header names the key: kid {kid}"),
            None => "The key has no kid, so the header does not name it".to_owned(),
        },
        unfit: unfit_to_encrypt,
        no_text: "There is no text to encrypt yet",
        encrypt: "Encrypt",
        running: |secs| format!("Encrypting… {secs} s"),
    },
    settings: super::settings::SETTINGS,
    import: ImportSheet {
        title: "Import keys",
        what: "What to import",
        keys: "Keys",
        secret: "Secret",
        paste_hint: "Paste PEM, JWK, JWKS, OpenSSH keys or certificates",
        choose: "Choose file…",
        drop: "Files can also be dropped on the window",
        read: "Continue",
        secret_hint: "Shared secret",
        name_hint: "Name (optional)",
        spelling: "How it is spelled",
        text: "Text",
        length: |bytes| match bytes {
            1 => "1 byte, 8 bits".to_owned(),
            _ => format!("{bytes} bytes, {} bits", bytes.saturating_mul(8)),
        },
        add_secret: "Import secret",
        reading: "Reading…",
        protected: |format| format!("Protected by a password: {format}"),
        password: "Password",
        wrong: "Wrong password. Type it again; mind Caps Lock and the keyboard layout.",
        open: "Open",
        no_key: "This is not a key in any known form",
        other_reading: |of| format!("The secret in the reading that verifies, from the key: {of}"),
        as_secret: "Take its bytes as a shared secret, read in one of these ways:",
        written_in: |format| format!("Read as {format}"),
        private: "private",
        public: "public only",
        clash,
        import: |count| format!("Import {}", plural(count, "key", "keys")),
        another: "Try another",
        storing: "Storing…",
        storing_hint: "The keychain may ask you to unlock it",
        waiting: |count| match count {
            1 => "1 more file waits".to_owned(),
            _ => format!("{count} more files wait"),
        },
    },
    vault: VaultSheet {
        open_title: "Open the vault file",
        new_title: "New vault file",
        about: "Keys are kept in one file, encrypted with a passphrase that only you know. Without it they are lost.",
        age: "The file is in the age format: the age tool opens it with the same passphrase.",
        file: "File",
        passphrase: "Passphrase",
        again: "Same passphrase again",
        differs: "The two passphrases differ",
        strength: |characters| match characters {
            0..8 => "Too short: at least 8 characters",
            8..14 => "Weak: longer is better than complicated",
            14..20 => "Fair: a few words more make it strong",
            _ => "Strong, if nobody can guess the words",
        },
        open: "Open",
        create: "Create",
        opening: "Opening…",
        retry: "Try again",
        keychain: "System keychain",
        choose_file: "Vault file…",
        use_session: "Memory for this session",
    },
};

fn place(place: &Place) -> String {
    match place {
        Place::Keychain(name) => name.clone(),
        Place::File(path) => format!("Vault file {}", file_name(path)),
        Place::Memory => "Memory, for this session".to_owned(),
    }
}

/// The status bar's word on where keys are.
pub(super) fn vault(status: &VaultStatus, count: usize) -> String {
    let keys = plural(count, "key", "keys");
    match status {
        VaultStatus::Opening => "Waiting for the keychain…".to_owned(),
        VaultStatus::Open { place: Place::Memory, .. } if count == 0 => {
            "Keys stay in memory for this session".to_owned()
        }
        VaultStatus::Open { place: Place::Memory, .. } => format!("{keys} in memory for this session"),
        VaultStatus::Open { place: at, is_locked, .. } => {
            let lock = if *is_locked { "locked" } else { "unlocked" };
            format!("{} · {keys} · {lock}", place(at))
        }
        VaultStatus::Trouble(why) => super::notices::vault_error(why).message.into_owned(),
    }
}

fn usage(key_use: Option<&str>, private: bool) -> String {
    match (key_use, private) {
        (Some("sig"), true) => "Sign and verify".to_owned(),
        (Some("sig"), false) => "Verify".to_owned(),
        (Some("enc"), true) => "Encrypt and decrypt".to_owned(),
        (Some("enc"), false) => "Encrypt".to_owned(),
        (Some(other), _) => quoted(other),
        (None, _) => SHEETS.any.to_owned(),
    }
}

fn unfit_to_encrypt(why: &Unfit) -> Told {
    match why {
        Unfit::Kind => Told::new("Keys of this kind sign; nothing can be encrypted to them", "", ""),
        Unfit::Curve => Told::new("Keys on this curve sign; nothing can be encrypted to them", "", ""),
        Unfit::Algorithm(name) if name == KeyManagement::Rsa15.name() => Told::new(
            "Its alg is RSA1_5, which is opened here but never made",
            "It is broken too easily",
            "Use RSA-OAEP-256",
        ),
        Unfit::Algorithm(name) => Told::new(
            format!("Its alg is {}, which encrypts nothing", quoted(name)),
            "",
            "If it shall encrypt, change that under Rename",
        ),
        Unfit::Use(_) => Told::new(unfit_to_open(why), "", "If it shall encrypt, change that under Rename"),
        Unfit::Operations(_) | Unfit::Length { .. } => Told::new(unfit_to_open(why), "", ""),
    }
}

const fn form(form: Form) -> &'static str {
    match form {
        Form::PublicPem => "Public PEM",
        Form::PublicJwk => "Public JWK",
        Form::Jwks => "JWKS",
        Form::Certificate => "Certificate",
        Form::OpenSshPublic => "OpenSSH public",
        Form::PrivatePem => "Private PEM",
        Form::EncryptedPem => "Encrypted PEM",
        Form::PrivateJwk => "Private JWK",
        Form::OpenSshPrivate => "OpenSSH private",
        Form::SecretText => "Base64url",
    }
}

const fn kinds(spec: KeySpec) -> &'static str {
    match spec {
        KeySpec::Rsa(RsaSize::Bits2048) => "RSA 2048",
        KeySpec::Rsa(RsaSize::Bits3072) => "RSA 3072",
        KeySpec::Rsa(RsaSize::Bits4096) => "RSA 4096",
        KeySpec::P256 => "P-256",
        KeySpec::P384 => "P-384",
        KeySpec::P521 => "P-521",
        KeySpec::Secp256k1 => "secp256k1",
        KeySpec::Ed25519 => "Ed25519",
        KeySpec::Ed448 => "Ed448",
        KeySpec::X25519 => "X25519",
        KeySpec::Hs256 => "256 bits",
        KeySpec::Hs384 => "384 bits",
        KeySpec::Hs512 => "512 bits",
        KeySpec::MlDsa44 => "ML-DSA-44",
        KeySpec::MlDsa65 => "ML-DSA-65",
        KeySpec::MlDsa87 => "ML-DSA-87",
    }
}

const fn what(spec: KeySpec) -> &'static str {
    match spec {
        KeySpec::Rsa(RsaSize::Bits2048) => "Understood everywhere: RS256 and PS256, good enough until 2030",
        KeySpec::Rsa(RsaSize::Bits3072) => "RSA for the years after 2030; larger and slower than a curve",
        KeySpec::Rsa(RsaSize::Bits4096) => "The largest RSA: takes seconds to make, and signs slowly",
        KeySpec::P256 => "ES256: small signatures, understood nearly everywhere",
        KeySpec::P384 => "ES384: for those whose rules ask for 192 bits of security",
        KeySpec::P521 => "ES512: the largest NIST curve, rarely needed",
        KeySpec::Secp256k1 => "ES256K: the curve of Bitcoin and of decentralised identity",
        KeySpec::Ed25519 => "EdDSA: fast, small, and hard to use wrongly",
        KeySpec::Ed448 => "EdDSA with 224 bits of security; fewer programs know it",
        KeySpec::X25519 => "ECDH-ES: receives encrypted tokens, signs nothing",
        KeySpec::Hs256 => "HS256: one secret for both sides, who can both sign",
        KeySpec::Hs384 => "HS384: the same with a longer secret",
        KeySpec::Hs512 => "HS512: the same with the longest secret",
        KeySpec::MlDsa44 => "Safe from quantum computers; signatures of 2.4 kB",
        KeySpec::MlDsa65 => "Safe from quantum computers; signatures of 3.3 kB",
        KeySpec::MlDsa87 => "Safe from quantum computers; signatures of 4.6 kB",
    }
}

fn clash(clash: &Clash) -> String {
    match clash {
        Clash::Same(name) => format!("already stored as {}", quoted(name)),
        Clash::Completes(name) => format!("completes the public key {}", quoted(name)),
        Clash::Kid(name) => format!("same kid as {}", quoted(name)),
    }
}
