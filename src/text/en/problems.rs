//! What went wrong with a key or a file, and what has to be said, in English.

use std::io::ErrorKind;
use std::path::Path;

use super::formats::{conversion, format, structure};
use super::notices::{notice, vault_error};
use super::{TEXT, names, plural, verdict};
use crate::app::state::Standing;
use crate::encoding::pem::PemError;
use crate::jose::fault::KeyFault;
use crate::jose::note::KeyNote;
use crate::jose::read::{Guess, KdfCost, Legacy, ReadError, ReadNote, SecretError};
use crate::text::Told;
use crate::text::escape::{quoted, quoted_char};
use crate::text::number::thousands;
use crate::text::problem::{Tables, file_name};

pub(super) const TABLES: Tables =
    Tables { vault_error, read_error, read_note, key_fault, secret_error, file, notice, standing, format };

fn read_error(error: &ReadError) -> Told {
    match error {
        ReadError::Unsupported(found) => Told::new(
            format!("Jotlens cannot read this form: {}", format(*found)),
            "It knows the form, but cannot get at the key",
            conversion(*found),
        ),
        ReadError::NotAKey(guess) => not_a_key(guess),
        ReadError::Json(error) => Told::new(
            format!("The JSON of the key is damaged at line {}, column {}", error.line, error.column),
            "Only whole JSON can be read as a key",
            "Copy the key again from its source",
        ),
        ReadError::Pem(error) => pem(error),
        ReadError::Key(fault) => Told::new(
            key_fault(fault),
            "A key like this cannot check or sign anything safely",
            "Export or generate the key again",
        ),
        ReadError::PasswordNeeded(found) => Told::new(
            format!("A password protects this: {}", format(*found)),
            "The key in it can only be read with the password",
            "Enter the password",
        ),
        ReadError::WrongPassword(found) => Told::new(
            format!("Wrong password for this: {}", format(*found)),
            "The file looks whole, and the password does not open it",
            "Enter the password again; mind capitals and the keyboard layout",
        ),
        ReadError::UnknownProtection(name) => Told::new(
            format!("Jotlens cannot take off this protection: {}", quoted(name)),
            "It does not know the cipher or the way the password is used",
            "Decrypt it with openssl pkey -in FILE -out key.pem and add the new file",
        ),
        ReadError::Expensive(cost) => Told::new(
            format!("Trying a password would take {}", kdf_cost(*cost)),
            "No honest key asks for that much; the file may be made to stop a program",
            "Ask whoever made it for another copy",
        ),
        ReadError::Damaged(found) => Told::new(
            format!("This is damaged: {}", format(*found)),
            "What is missing of a key cannot be guessed",
            "Copy or export the key again",
        ),
        ReadError::NoKeys(found) => Told::new(
            format!("There is no key in this: {}", format(*found)),
            "It can be read, and is empty",
            "Export it again together with its key or certificate",
        ),
    }
}

fn kdf_cost(cost: KdfCost) -> String {
    match cost {
        KdfCost::Rounds(rounds) => format!("{} rounds of a hash", thousands(rounds)),
        KdfCost::Memory(bytes) => format!("{} of memory", TEXT.bytes(bytes as usize)),
    }
}

fn not_a_key(guess: &Guess) -> Told {
    let forms = "Paste a JWK, a JWK Set, PEM or a certificate; choose “secret” for a shared secret";
    match guess {
        Guess::Empty => Told::new("There is no key here", "The text or file is empty", forms),
        Guess::Html => Told::new(
            "This is a web page, not a key",
            "Often an error page was saved under the name of a key",
            "Open the address in a browser and look at what it answers",
        ),
        Guess::Json => Told::new("This JSON holds no key", "It has neither kty nor keys", forms),
        Guess::Discovery { jwks_uri } => Told::new(
            "This is a discovery document; the keys are elsewhere",
            format!("They are at {}", quoted(jwks_uri)),
            "Fetch that address and paste what it answers",
        ),
        Guess::Token => Told::new(
            "This is a token, not a key",
            "A token is checked with a key",
            "Paste it outside this form",
        ),
        Guess::Text => Told::new(
            "This text is no key in any form that Jotlens knows",
            "It may be a shared secret, which is never guessed",
            forms,
        ),
        Guess::Binary => Told::new(
            "These bytes are no key in any form that Jotlens knows",
            "They may be a raw secret, which is never guessed",
            forms,
        ),
    }
}

fn pem(error: &PemError) -> Told {
    let message = match error {
        PemError::BeginCut { at } => format!("The BEGIN line at byte {} is cut short", position(*at)),
        PemError::NoEnd { label, .. } => format!("The PEM block {} has no END line", quoted(label)),
        PemError::Empty { label, .. } => format!("The PEM block {} is empty", quoted(label)),
        PemError::InvalidCharacter { label, at, found } => format!(
            "{} at byte {} cannot stand in the PEM block {}",
            quoted_char(*found),
            position(*at),
            quoted(label)
        ),
        PemError::BadLength { label, .. } => {
            format!("A character is missing in the PEM block {}", quoted(label))
        }
    };
    Told::new(
        message,
        "What is missing of a key cannot be guessed",
        "Copy the key again, with its BEGIN and END lines",
    )
}

fn key_fault(fault: &KeyFault) -> String {
    match fault {
        KeyFault::Missing(member) => format!("The key has no “{member}”"),
        KeyFault::WrongType(member) => format!("“{member}” of the key has the wrong JSON type"),
        KeyFault::NotBase64(member) => format!("“{member}” of the key is not base64url"),
        KeyFault::Length { part, expected, found } | KeyFault::Coordinate { part, expected, found } => {
            format!("“{part}” of the key has {}, not {}", TEXT.bytes(*found), thousands(*expected as u64))
        }
        KeyFault::UnknownType(name) => format!("Jotlens does not know keys of type {}", quoted(name)),
        KeyFault::UnknownCurve(name) => format!("Jotlens does not know the curve {}", quoted(name)),
        KeyFault::ExplicitParameters => "The key spells out its curve instead of naming it".to_owned(),
        KeyFault::OffCurve(curve) => format!("The public key is not a point of {}", curve.name()),
        KeyFault::ScalarRange(curve) => format!("The private key is out of range for {}", curve.name()),
        KeyFault::PairMismatch => "The private and the public part belong to different keys".to_owned(),
        KeyFault::RsaSize { bits } => format!("The RSA key has {bits} bits, which nobody can use"),
        KeyFault::RsaEvenModulus => "The RSA modulus is even, so the key cannot work".to_owned(),
        KeyFault::RsaExponent => "The RSA exponent cannot be used".to_owned(),
        KeyFault::RsaPrivate => "The private part of the RSA key cannot be used".to_owned(),
        KeyFault::Der(_) => "The key's DER is damaged".to_owned(),
        KeyFault::Unsupported(kind) => format!("Jotlens does not read {kind} keys"),
        KeyFault::NoSeed => "The ML-DSA private key lacks the seed that it was made from".to_owned(),
    }
}

fn read_note(note: &ReadNote) -> Told {
    match note {
        ReadNote::Skipped { index, kid, why } => {
            let name = kid.as_deref().map_or_else(|| thousands(*index as u64 + 1), quoted);
            let told = read_error(why);
            Told::new(format!("Left out key {name}: {}", told.message), told.why, told.fix)
        }
        ReadNote::Key { key, note } => {
            let told = key_note(note);
            Told::new(format!("Key {}: {}", thousands(*key as u64 + 1), told.message), told.why, told.fix)
        }
        ReadNote::EmptySet => {
            Told::new("The key set is empty", "Nothing can be checked with it", "Ask its owner for the keys")
        }
        ReadNote::ByteOrderMark => Told::new(
            "The file starts with a byte order mark",
            "Other programs may not read it",
            "Save it without one",
        ),
        ReadNote::Utf16 => {
            Told::new("The file is UTF-16", "Other programs may not read it", "Save it as UTF-8")
        }
        ReadNote::PemLabel { label, found } => Told::new(
            format!("The PEM block is called {}, but is: {}", quoted(label), structure(*found)),
            "Other programs go by the name and fail",
            "Save it again under the right name",
        ),
        ReadNote::PemRepaired => Told::new(
            "The PEM was damaged and has been repaired",
            "Line breaks are often lost in environment variables and JSON",
            "Keep a clean copy of it",
        ),
        ReadNote::NoArmour => Told::new(
            "The key has no BEGIN and END lines",
            "Other programs may not find it",
            "Keep it with these lines around it",
        ),
        ReadNote::Issuer { index } => Told::new(
            format!("The key of certificate {} was not added", thousands(*index as u64 + 1)),
            "It issued another certificate here, and tokens are signed with the key of that one",
            "",
        ),
        ReadNote::LegacyEncryption(legacy) => Told::new(
            match legacy {
                Legacy::DekInfo(cipher) => {
                    format!("The password was protected by MD5 only (DEK-Info, {})", quoted(cipher))
                }
                Legacy::Pbes1 => "The key was protected by PBES1".to_owned(),
                Legacy::TripleDes => "The key was protected by Triple DES".to_owned(),
                Legacy::Rc2 => "The file was protected by RC2".to_owned(),
                Legacy::Putty2 => "The key was protected by two rounds of SHA-1 (PuTTY format 2)".to_owned(),
            },
            "Whoever has the file can try passwords quickly",
            "Export the key again with a password: that is done with AES-256 and many rounds",
        ),
        ReadNote::Certificate { key, not_before, not_after, weak_signature } => {
            let validity = format!(
                "The certificate of key {} is valid from {} to {}",
                thousands(*key as u64 + 1),
                TEXT.day(*not_before),
                TEXT.day(*not_after)
            );
            match weak_signature {
                None => Told::new(validity, "", ""),
                Some(hash) => Told::new(
                    validity,
                    format!("It is signed with {}: one like it can be forged", hash.name()),
                    "Ask for a certificate that is signed with SHA-256",
                ),
            }
        }
        ReadNote::SecretNewline => Told::new(
            "The secret ends with a line break",
            "Editors and echo add one, and it changes every signature",
            "Choose whether it belongs to the secret",
        ),
        ReadNote::SecretWhitespace => Told::new(
            "The secret has white space or an editor's mark around it",
            "It counts as part of the secret and changes every signature",
            "Choose whether it belongs to the secret",
        ),
    }
}

fn key_note(note: &KeyNote) -> Told {
    match note {
        KeyNote::DuplicateMember(name) => Told::new(
            format!("“{name}” stands in it twice, the last one counts"),
            "Other programs may take the first one",
            "Write it once",
        ),
        KeyNote::Base64(name, _) => Told::new(
            format!("“{name}” is not clean base64url"),
            "Strict libraries refuse it",
            "Export the key again",
        ),
        KeyNote::PartLength { part, expected, found } => Told::new(
            format!("“{part}” has {}, not {}", TEXT.bytes(*found), thousands(*expected as u64)),
            "Leading zeros were lost or added, and strict libraries refuse it",
            "Export the key again",
        ),
        KeyNote::NonMinimal(name) => Told::new(
            format!("“{name}” has leading zeros"),
            "Its thumbprint differs between programs",
            "Export the key again",
        ),
        KeyNote::PairMismatch => Told::new(
            "The private part belongs to another key",
            "Only the public part was read",
            "Export both parts again",
        ),
        KeyNote::PrivateUnusable(fault) => {
            Told::new(key_fault(fault), "Only the public part was read", "Export the private key again")
        }
        KeyNote::PssOnly => {
            Told::new("It is for RSA-PSS only", "PS256 and its like can be used with it, RS256 cannot", "")
        }
        KeyNote::X5cMismatch => Told::new(
            "The certificate in “x5c” is of another key",
            "Only the key was read, and other programs may take the certificate",
            "Ask its owner which of the two is right",
        ),
        KeyNote::X5cDamaged => Told::new(
            "A certificate in “x5c” is damaged",
            "Only the key was read",
            "Export the key again with its certificate",
        ),
        KeyNote::X5tMismatch(name) => Told::new(
            format!("“{name}” is not the hash of the certificate"),
            "Programs that look for the certificate by it find none",
            "Compute it again from the certificate",
        ),
    }
}

fn secret_error(error: SecretError) -> Told {
    match error {
        SecretError::Character { at } => Told::new(
            format!("The character at byte {} does not belong to this encoding", position(at)),
            "So the text cannot be the secret in this encoding",
            "Choose another encoding, or copy the secret again",
        ),
        SecretError::Incomplete { digits } => Told::new(
            format!("{} not a whole number of bytes", plural(digits, "character is", "characters are")),
            "At least one is missing or too many",
            "Choose another encoding, or copy the secret again",
        ),
    }
}

pub(super) fn file(path: &Path, kind: ErrorKind) -> Told {
    let (why, fix) = match kind {
        ErrorKind::NotFound => ("It is not there", "Check the name, or choose the file again"),
        ErrorKind::PermissionDenied => {
            ("You are not allowed to read it", "Change its permissions, or open a copy")
        }
        ErrorKind::IsADirectory => ("It is a folder", "Choose a file in it"),
        ErrorKind::FileTooLarge => ("It is too large", "Choose a smaller file"),
        ErrorKind::InvalidData => ("It is not text", "Choose a file with a token or a key"),
        _ => ("The system refused to read it", "Try again, or open a copy from another place"),
    };
    Told::new(format!("Could not read {}", file_name(path)), why, fix)
}

fn standing(standing: &Standing) -> Option<String> {
    Some(match standing {
        Standing::Sealed => "The stored secret or private key was not fetched".to_owned(),
        Standing::Opens => "It decrypts this token".to_owned(),
        Standing::NotOpens => "It could decrypt this token, but does not".to_owned(),
        Standing::UnfitToOpen(unfit) => verdict::unfit_to_open(unfit),
        Standing::Idle => return None,
        Standing::Verifies => "It made the signature of this token".to_owned(),
        Standing::Mismatch => "It could have signed this token, but did not".to_owned(),
        Standing::Fits => "It fits, but the token names another key".to_owned(),
        Standing::Unfit(unfit) => (names::NAMES.unfit)(unfit),
    })
}

/// Positions count from 1.
fn position(at: usize) -> String {
    thousands(at as u64 + 1)
}
