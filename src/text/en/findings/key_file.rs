//! KEY: keys and key files as such.

use super::list;
use crate::inspect::rules::key_file::{KeyFileRule, KeyPart, KeyQuality, KeySetRule};
use crate::jose::read::Legacy;
use crate::text::Told;
use crate::text::en::formats::structure;
use crate::text::en::{TEXT, plural};
use crate::text::escape::{quoted, visible};
use crate::text::number::thousands;

pub(super) fn file(detail: &KeyFileRule) -> Told {
    match detail {
        KeyFileRule::Malformed { why }
        | KeyFileRule::PasswordNeeded { why }
        | KeyFileRule::WrongPassword { why }
        | KeyFileRule::UnsupportedContainer { why } => TEXT.read_error(why),
        KeyFileRule::EcOffCurve { curve } => Told::new(
            format!("The public key is not a point of {}", curve.name()),
            "Such keys are made to draw private keys out of careless programs",
            "Get the key again from its owner; never use this one",
        ),
        KeyFileRule::EcExplicitParams => Told::new(
            "The EC key spells out its curve instead of naming it",
            "Such a key can lie about its curve, and was used to forge certificates",
            "Export it with a named curve: openssl ec -param_enc named_curve",
        ),
        KeyFileRule::PemLabel { label, found } => Told::new(
            format!("The label says {}, but the content is {}", quoted(label), structure(*found)),
            "Many programs believe the label and fail with an error that helps nobody",
            "Correct the label, or export the key from here",
        ),
        KeyFileRule::PemRepaired => Told::new(
            "The PEM was damaged, and was mended",
            "Environment variables and JSON lose line breaks or spell them out",
            "Export the key from here to have it clean",
        ),
        KeyFileRule::NoArmour => Told::new(
            "Base64 of a key, without the lines of PEM around it",
            "It is what some consoles show, but most programs want PEM",
            "Export the key from here as PEM",
        ),
        KeyFileRule::LegacyEncryption { legacy } => Told::new(
            match legacy {
                Legacy::DekInfo(cipher) => format!("Protected by DEK-Info, {}", visible(cipher, 24)),
                Legacy::Pbes1 => "Protected by PBES1".to_owned(),
                Legacy::TripleDes => "Protected by Triple DES".to_owned(),
                Legacy::Rc2 => "Protected by RC2".to_owned(),
                Legacy::Putty2 => "Protected by the old format 2 of PuTTY".to_owned(),
            },
            "Whoever has the file can try passwords quickly",
            "Export the key from here with a password: AES-256 and many rounds",
        ),
        KeyFileRule::SecretNewline => Told::new(
            "The secret ends with a line break",
            "Editors and echo add one, and with it every signature is another",
            "Choose whether it belongs to the secret; printf writes none",
        ),
        KeyFileRule::SecretWhitespace => Told::new(
            "White space or an editor's mark around the secret",
            "It counts as part of the secret, and with it every signature is another",
            "Choose whether it belongs to the secret",
        ),
    }
}

pub(super) fn set(detail: &KeySetRule) -> Told {
    match detail {
        KeySetRule::KidMissing { count } => Told::new(
            format!("{} of the set without kid", plural(*count, "key", "keys")),
            "A token cannot name its key, so that changing keys fails",
            "Take the thumbprint for the kid",
        ),
        KeySetRule::SetMixedSecret => Told::new(
            "The set mixes secrets with key pairs",
            "A verifier may take one for the other, and a set is easily published whole",
            "Keep secrets in a set of their own",
        ),
        KeySetRule::SetMixedPrivate => Told::new(
            "The set mixes private keys with public ones",
            "A set is easily published whole",
            "Keep private keys in a set of their own",
        ),
        KeySetRule::SetEmpty => Told::new(
            "The key set is empty",
            "Nothing can be checked with it",
            "Ask the issuer for its keys, or look at the address again",
        ),
        KeySetRule::SetShape => Told::new(
            "A bare array of keys, not a JWK Set",
            "Other programs look for the member “keys” and find none",
            "Write {\"keys\": […]}, as the export from here does",
        ),
        KeySetRule::UnknownKty { kty } => Told::new(
            format!("A key of type {} was left out", quoted(kty)),
            "Jotlens does not know the type; the others were read, as the standard asks",
            "",
        ),
        KeySetRule::PrivateInJwks { count } => Told::new(
            format!("The set holds {}", plural(*count, "private key or secret", "private keys or secrets")),
            "If it was ever published, anyone can sign in your name",
            "Publish public keys only, and replace these if they were published",
        ),
    }
}

pub(super) fn quality(detail: &KeyQuality) -> Told {
    match detail {
        KeyQuality::RsaExponent { exponent } => Told::new(
            match exponent {
                Some(exponent) => format!("The public exponent of the RSA key is {}", thousands(*exponent)),
                None => "The public exponent of the RSA key has more than 64 bits".to_owned(),
            },
            match exponent {
                Some(0 | 1) => "With it a signature protects nothing",
                Some(even) if even % 2 == 0 => "An even exponent makes no RSA key at all",
                Some(small) if *small < 65_537 => {
                    "Small exponents break where padding is not checked with care"
                }
                _ => "Checking a signature with it is very slow, so that libraries refuse it",
            },
            "Make a new key: 65,537 is the exponent that all use",
        ),
        KeyQuality::RsaRoca => Told::new(
            "The RSA key was made by a flawed chip (ROCA)",
            "Its private key can be computed from the public one",
            "Replace the key today, and generate the new one in software",
        ),
        KeyQuality::RsaSmallFactor { factor } => Told::new(
            match factor {
                2 => "The RSA modulus is even".to_owned(),
                factor => format!("The RSA modulus can be divided by {}", thousands(u64::from(*factor))),
            },
            "It is no product of two large primes: the key is broken",
            "Get the key again, or replace it",
        ),
        KeyQuality::RsaSharedFactor { other } => Told::new(
            format!("The RSA modulus shares a prime with {}", quoted(other)),
            "Whoever has both public keys can compute both private ones",
            "Replace both keys, and mend the randomness of the machine that made them",
        ),
        KeyQuality::RsaPssOid => Told::new(
            "The key is for RSA-PSS only",
            "PS256 and its like can be used with it, RS256 cannot, and some libraries do not load it",
            "",
        ),
        KeyQuality::RsaHuge { bits } => Told::new(
            format!("The RSA key has {} bits", thousands(*bits as u64)),
            "Checking is slow with it, and many libraries refuse over 8,192 bits",
            "4096 bits are plenty, or use ES256",
        ),
        KeyQuality::AlgUnknown { alg } => Told::new(
            format!("alg of the key, {}, is no registered name", quoted(alg)),
            "No token matches it, so that strict verifiers never use the key",
            "Correct it; the one for P-521 is ES512, for example",
        ),
        KeyQuality::AlgMissing => Told::new(
            "The key does not say which algorithm it is for",
            "A verifier that takes the algorithm from the token lets an attacker choose",
            "Add alg to the key",
        ),
        KeyQuality::UseOpsConflict { key_use, operations } => Told::new(
            format!("use is {}, but key_ops is {}", quoted(key_use), list(operations)),
            "One program believes the one, another the other",
            "Keep one of the two",
        ),
        KeyQuality::HsLowEntropy => Told::new(
            "The secret looks thought up, not random",
            "With one token anyone can try words until one fits, without asking anybody",
            "Generate a random secret",
        ),
        KeyQuality::WellKnown { source } => Told::new(
            format!("This key is printed in public: {source}"),
            "Everyone has it and can sign with it",
            "Generate a key of your own",
        ),
        KeyQuality::ReusedSigEnc { other } => Told::new(
            format!("The same key serves signatures and encryption: {}", quoted(other)),
            "A flaw in one use then breaks the other as well",
            "Generate a key for each use",
        ),
    }
}

pub(super) fn part(detail: &KeyPart) -> Told {
    let strict = "Strict libraries refuse the key";
    match detail {
        KeyPart::PairMismatch => Told::new(
            "Private and public part do not belong together",
            "What is signed with the one never verifies with the other; only the public part was read",
            "Get the key pair again",
        ),
        KeyPart::PrivateUnusable { fault } => Told::new(
            TEXT.key_fault(fault),
            "Only the public part was read: tokens can be checked with it, not signed",
            "Export the private key again",
        ),
        KeyPart::X5cMismatch => Told::new(
            "The certificate in x5c is of another key",
            "Programs that trust the certificate check with another key than this one",
            "Ask its owner which of the two is right",
        ),
        KeyPart::X5cDamaged => Told::new(
            "A certificate in x5c is damaged",
            "Programs that look at it refuse the key",
            "Export the key again with its certificate",
        ),
        KeyPart::X5tMismatch { member } => Told::new(
            format!("“{member}” is not the hash of the certificate in x5c"),
            "Programs that look for the certificate by it find none",
            "Compute it again from the certificate",
        ),
        KeyPart::CertExpired { not_after } => Told::new(
            format!("The certificate expired on {}", TEXT.day(*not_after)),
            "Its issuer vouches for the key no longer",
            "Renew the certificate; the key itself still works here",
        ),
        KeyPart::CertNotYet { not_before } => Told::new(
            format!("The certificate is valid from {} on", TEXT.day(*not_before)),
            "Programs that check it refuse the key until then",
            "Look at the clock of the machine that made it",
        ),
        KeyPart::CertWeakSig { hash } => Told::new(
            format!("The certificate is signed with {}", hash.name()),
            "A second one with the same signature can be forged",
            "Ask for a certificate that is signed with SHA-256",
        ),
        KeyPart::RsaNonminimal { member } => Told::new(
            format!("“{member}” begins with zero bytes"),
            "Strict programs refuse it, and others compute another thumbprint",
            "Write it without the zeros, as the export from here does",
        ),
        KeyPart::EcCoordinateLength { part, expected, found } => Told::new(
            format!("“{part}” has {}, not {}", TEXT.bytes(*found), thousands(*expected as u64)),
            "Writers that drop leading zeros spoil one key in 128 like this, and strict readers refuse it",
            "Write it with leading zeros, as the export from here does",
        ),
        KeyPart::MemberTwice { member } => Told::new(
            format!("“{member}” occurs twice in the key"),
            "Some programs take the first, some the last; here the last one counts",
            "Ask its owner which of the two is right",
        ),
        KeyPart::MemberPadding { member } => {
            Told::new(format!("“{member}” of the key has padding (=)"), strict, "Write it without =")
        }
        KeyPart::MemberStdAlphabet { member } => Told::new(
            format!("“{member}” of the key is standard base64 (+ or /)"),
            strict,
            "Write - for +, and _ for /",
        ),
        KeyPart::MemberWhitespace { member } => {
            Told::new(format!("“{member}” of the key has white space in it"), strict, "Take it out")
        }
        KeyPart::MemberTrailingBits { member } => Told::new(
            format!("The last character of “{member}” has unused bits set"),
            strict,
            "Write the key again, as the export from here does",
        ),
    }
}
