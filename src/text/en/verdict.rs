//! The verdict card in English.

use std::borrow::Cow;

use crate::inspect::report::Outcome;
use crate::jose::jwe::{DecryptError, HeaderFault, Unfit};
use crate::text::escape::{quoted, visible};
use crate::text::number::thousands;
use crate::text::verdict::{Cause, Headline, Inner, Tables, TimeSentence};

use super::{TEXT, names, plural};

pub(super) const TABLES: Tables =
    Tables { headline, signed_by: "signed by", opened_by: "with", cause, outcome, time };

fn headline(headline: &Headline<'_>) -> Cow<'static, str> {
    match headline {
        Headline::Valid => "Signature valid".into(),
        Headline::AllValid(count) => format!("All {} signatures valid", thousands(*count as u64)).into(),
        Headline::Invalid => "Signature does not match".into(),
        Headline::NoKey => "No key fits".into(),
        Headline::Sealed => "Secret not unlocked".into(),
        Headline::NoKeys => "No key to check with".into(),
        Headline::Unsecured => "Not signed: alg is none".into(),
        Headline::Unsupported(Some(name)) => format!("{} is not supported here", quoted(name)).into(),
        Headline::Unsupported(None) => "Algorithm not supported here".into(),
        Headline::Unverifiable => "Signature cannot be checked".into(),
        Headline::Ambiguous => "Keys disagree".into(),
        Headline::Encrypted => "Encrypted".into(),
        Headline::NoKeyOpens => "Encrypted, and no key opens it".into(),
        Headline::PrivateSealed => "Encrypted, and the key is not unlocked".into(),
        Headline::Decrypted => "Decrypted".into(),
        Headline::Inner(Inner::Valid) => "Decrypted, and the token inside is valid".into(),
        Headline::Inner(Inner::Unverified) => "Decrypted, but the token inside is not verified".into(),
        Headline::Inner(Inner::Wrong) => "Decrypted, but the token inside is not valid".into(),
        Headline::NotDecrypted => "Not decrypted".into(),
        Headline::CannotOpen => "Cannot be decrypted".into(),
        Headline::Costly => "Not decrypted yet".into(),
    }
}

fn cause(cause: &Cause<'_>) -> (String, &'static str) {
    match cause {
        Cause::Refused(message) => (format!("A strict verifier refuses it all the same: {message}"), ""),
        Cause::OtherKey { kid, named, verifies } => (
            format!(
                "kid {} names the key {}, but the signature fits {}",
                quoted(kid),
                quoted(&named.name),
                quoted(&verifies.name)
            ),
            "Correct the kid, in the token or of the key",
        ),
        Cause::Deciding { key, by_kid: true, outcome: Outcome::Mismatch } => (
            format!("kid names the key {}, but it did not sign this header and payload", quoted(&key.name)),
            "Check whether they were changed after signing, or the issuer has a new key",
        ),
        Cause::Deciding { key, by_kid: false, outcome: Outcome::Mismatch } => (
            format!("The key {} did not sign this header and payload", quoted(&key.name)),
            "Check whether they were changed after signing, or add the issuer's key",
        ),
        Cause::Deciding { key, by_kid, outcome } => {
            let named = if *by_kid { "kid names the key" } else { "Checked with the key" };
            (
                format!("{named} {}: {}", quoted(&key.name), lower(&self::outcome(outcome))),
                "Check the key and alg",
            )
        }
        Cause::Unexplained => (
            "Content or key does not belong to this signature, and nothing simpler explains it".to_owned(),
            "Check whether it was changed after signing, or add the issuer's key",
        ),
        Cause::NoneMatches { tried } => (
            match tried {
                0 | 1 => "Your key did not sign this header and payload".to_owned(),
                _ => format!("None of the {} keys that fit signed it", thousands(*tried as u64)),
            },
            "Check whether it was changed after signing, or add the issuer's key",
        ),
        Cause::NoKeys { secret: true } => {
            ("Without the secret nobody knows who made this token".to_owned(), "Add the shared secret")
        }
        Cause::NoKeys { secret: false } => {
            ("Without a key nobody knows who made this token".to_owned(), "Add the issuer's public key")
        }
        Cause::PrivateSealed(count) => (
            format!("{} may open it, and could not be fetched", plural(*count, "stored key", "stored keys")),
            "Unlock the keychain and look again",
        ),
        Cause::Sealed(count) => (
            format!(
                "{} may be it, and could not be fetched",
                plural(*count, "stored secret", "stored secrets")
            ),
            "Unlock the keychain and look again",
        ),
        Cause::OnlyUnfit { key, outcome } => (
            format!("The key {} cannot be it: {}", quoted(&key.name), lower(&self::outcome(outcome))),
            "Add the issuer's key",
        ),
        Cause::NoneFits { keys, algorithm } => (
            format!("None of your {} is for {}", plural(*keys, "key", "keys"), quoted(algorithm)),
            "Add the issuer's key",
        ),
        Cause::Unsecured => (
            "Anyone can write or change such a token".to_owned(),
            "Refuse it, and have the issuer sign with a real algorithm",
        ),
        Cause::Unsupported => (
            "The algorithm is registered, but Jotlens cannot check it".to_owned(),
            "Verify the token with software that can",
        ),
        Cause::Unverifiable => {
            ("The token is damaged, or names no algorithm".to_owned(), "Copy it again from its source")
        }
        Cause::Ambiguous => (
            "Several keys have the kid of this token, and only some verify it".to_owned(),
            "Give each key a kid of its own",
        ),
        Cause::Encrypted => (
            "Only the holder of the key can read the content".to_owned(),
            "Add the recipient's private key, or the shared secret",
        ),
        Cause::NoneOpens { .. } | Cause::Opening { .. } | Cause::NoneOpened { .. } | Cause::CannotOpen(_) => {
            closed(cause)
        }
        Cause::Inside(headline) => (format!("The token inside: {}", lower(headline)), ""),
    }
}

/// Why a JWE was not opened.
fn closed(cause: &Cause<'_>) -> (String, &'static str) {
    match cause {
        Cause::NoneOpens { keys, algorithm } => (
            format!("None of your {} is for {}", plural(*keys, "key", "keys"), quoted(algorithm)),
            "Add the recipient's private key, or the shared secret",
        ),
        Cause::Opening { key, by_kid: true, error: DecryptError::Mismatch } => (
            format!("kid names the key {}, but it does not open this token", quoted(&key.name)),
            "Check whether the token was altered, or that is another key",
        ),
        Cause::Opening { key, by_kid: false, error: DecryptError::Mismatch } => (
            format!("The key {} does not open this token", quoted(&key.name)),
            "Check whether it was altered, or add the recipient's key",
        ),
        Cause::Opening { key, error, .. } => {
            let fix = match error {
                DecryptError::TooManyIterations { .. } | DecryptError::TooLarge { .. } => {
                    "Decrypt it all the same only if you expect that"
                }
                DecryptError::Cancelled => "Start again when you have the time",
                DecryptError::Deflate => "Have the issuer make it again",
                _ => "Check the key and alg",
            };
            (format!("With the key {}: {}", quoted(&key.name), lower(&not_opened(error))), fix)
        }
        Cause::NoneOpened { tried } => (
            format!("None of the {} keys that fit opens it", thousands(*tried as u64)),
            "Check whether it was altered, or add the recipient's key",
        ),
        Cause::CannotOpen(error) => (
            error.map_or_else(
                || "The token is damaged, or its header does not say how".to_owned(),
                not_opened,
            ),
            "Copy it again from its source, or have the issuer mend it",
        ),
        _ => (String::new(), ""),
    }
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Valid => "Signature matches".to_owned(),
        Outcome::Mismatch => "Signature does not match".to_owned(),
        Outcome::Unfit(unfit) => (names::NAMES.unfit)(unfit),
        Outcome::OtherKid => "Not tried: the token names another key".to_owned(),
        Outcome::Unsupported(algorithm) => format!("{} is not supported here", algorithm.name()),
        Outcome::SignatureLength { expected, found } => {
            format!("Signature has {}, this key makes {}", TEXT.bytes(*found), thousands(*expected as u64))
        }
        Outcome::Sealed => "The secret or private half is not at hand".to_owned(),
        Outcome::Opened => "Decrypts it".to_owned(),
        Outcome::NotOpened(error) => not_opened(error),
        Outcome::BadKey => "This key cannot be used".to_owned(),
    }
}

fn not_opened(error: &DecryptError) -> String {
    match error {
        DecryptError::Header(fault) => header(fault),
        DecryptError::Unsupported(name) => format!("{} is not supported here", quoted(name)),
        DecryptError::Unfit(unfit) => unfit_to_open(unfit),
        DecryptError::Sealed => "The private half is not at hand".to_owned(),
        DecryptError::Mismatch => "Does not open it".to_owned(),
        DecryptError::TooManyIterations { found, .. } => {
            format!("{} iterations take long", thousands(*found))
        }
        DecryptError::TooLarge { limit } => format!("Inflates to more than {}", TEXT.bytes(*limit)),
        DecryptError::Deflate => "What is inside does not inflate".to_owned(),
        DecryptError::Cancelled => "Decrypting was stopped".to_owned(),
    }
}

fn header(fault: &HeaderFault) -> String {
    match fault {
        HeaderFault::Missing(name) => format!("{name} is missing"),
        HeaderFault::Bad(name) => format!("{name} cannot be used"),
        HeaderFault::Duplicate(name) => format!("{} stands in two headers", quoted(name)),
        HeaderFault::Critical(name) => format!("{} is critical and not understood", quoted(name)),
        HeaderFault::EncryptedKey { must_be_empty: true } => "The encrypted key must be empty".to_owned(),
        HeaderFault::EncryptedKey { must_be_empty: false } => "The encrypted key is missing".to_owned(),
        HeaderFault::Iv { expected, found } => {
            format!("The IV has {}, not {expected}", TEXT.bytes(*found))
        }
        HeaderFault::Tag { expected, found } => {
            format!("The tag has {}, not {expected}", TEXT.bytes(*found))
        }
    }
}

/// Why a key is not for decrypting this token.
pub(super) fn unfit_to_open(unfit: &Unfit) -> String {
    match unfit {
        Unfit::Kind => "Not the kind of key that it is encrypted for".to_owned(),
        Unfit::Curve => "Its curve is not that of epk".to_owned(),
        Unfit::Length { needs, has } => format!("Needs {needs} bits, this has {has}"),
        Unfit::Use(name) => format!("Its use is {}, not “enc”", quoted(name)),
        Unfit::Operations(operations) if operations.is_empty() => "Its key_ops allows nothing".to_owned(),
        Unfit::Operations(operations) => {
            format!("Its key_ops allows only {}", visible(&operations.join(", "), 40))
        }
        Unfit::Algorithm(name) => format!("Its alg is {}", quoted(name)),
    }
}

fn time(time: &TimeSentence<'_>) -> String {
    match time {
        TimeSentence::ExpiresIn(duration) => format!("expires {duration}"),
        TimeSentence::Expired(duration) => format!("expired {duration}"),
        TimeSentence::NotBefore(instant, duration) => format!("not valid before {instant} ({duration})"),
        TimeSentence::NeverExpires => "never expires".to_owned(),
        TimeSentence::Unreadable => "a time in it cannot be read".to_owned(),
    }
}

/// A sentence of ours inside another: its first letter small, unless the word is an abbreviation or a name.
fn lower(sentence: &str) -> String {
    let mut rest = sentence.chars();
    match (rest.next(), rest.clone().next()) {
        (Some(first), Some(second)) if second.is_ascii_lowercase() || second == ' ' => {
            first.to_lowercase().chain(rest).collect()
        }
        _ => sentence.to_owned(),
    }
}
