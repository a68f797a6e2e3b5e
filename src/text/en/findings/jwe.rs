//! JWE: what an encrypted token's header must have.

use crate::inspect::rules::jwe::{EpkFault, Jwe};
use crate::text::Told;
use crate::text::en::TEXT;
use crate::text::escape::quoted;
use crate::text::number::thousands;

#[expect(clippy::too_many_lines, reason = "one arm for each finding, and nothing else")]
pub(super) fn told(detail: &Jwe) -> Told {
    match detail {
        Jwe::EncMissing => Told::new(
            "The header names no content encryption (enc)",
            "Nobody can decrypt the token without it",
            "Have the issuer set enc",
        ),
        Jwe::EncUnknown { enc } => Told::new(
            format!("enc {} is not registered", quoted(enc)),
            "Only software that knows this name can decrypt it",
            "Use a registered name, such as A256GCM",
        ),
        Jwe::NoKey { alg } => Told::new(
            format!("No key opens {}", quoted(alg)),
            "Only the holder of the key can read the content",
            "Add the recipient's private key, or the secret",
        ),
        Jwe::AuthFailed => Told::new(
            "Not decrypted: another key, or the token was altered",
            "Nothing of the content can be trusted, so nothing of it is shown",
            "Check that the key is the recipient's, and copy the token again",
        ),
        Jwe::NotSigned { shared: true } => Told::new(
            "Encrypted, but not signed",
            "Everyone who holds the shared secret can make such a token",
            "Sign the claims, then encrypt the signed token",
        ),
        Jwe::NotSigned { shared: false } => Told::new(
            "Encrypted to a public key, but not signed",
            "Anyone who has the public key can make such a token: it proves nothing about the sender",
            "Sign the claims, then encrypt the signed token",
        ),
        Jwe::InnerUnsigned => Told::new(
            "Inside the encryption is an unsigned token (alg none)",
            "Anyone who can encrypt for this key can forge it",
            "Refuse it",
        ),
        Jwe::Rsa15 => Told::new(
            "The key is encrypted with RSA1_5",
            "Its padding has been broken again and again by Bleichenbacher's attack",
            "Use RSA-OAEP-256 or ECDH-ES",
        ),
        Jwe::OaepSha1 => Told::new(
            "RSA-OAEP uses SHA-1",
            "It is not broken in this use, but audits ask about it",
            "Use RSA-OAEP-256",
        ),
        Jwe::Zip => Told::new(
            "The content was compressed before it was encrypted",
            "Its length then tells something about the content",
            "Do not compress what is secret",
        ),
        Jwe::ZipUnknown { zip } => Told::new(
            format!("zip {} is not defined", quoted(zip)),
            "Only “DEF” is",
            "Have the issuer leave zip out",
        ),
        Jwe::ZipBomb { limit } => Told::new(
            format!("The content inflates to more than {}", TEXT.bytes(*limit)),
            "A small token that grows without end stops whoever opens it",
            "Refuse it, unless you expect content of this size",
        ),
        Jwe::P2cHigh { count } => Told::new(
            format!("{} iterations of PBKDF2 (p2c)", thousands(*count)),
            "Such a token keeps whoever opens it busy for a long time",
            "Use 600,000, and refuse more than 1,200,000",
        ),
        Jwe::P2cLow { count } => Told::new(
            if *count > 0 {
                format!("Only {} iterations of PBKDF2 (p2c)", thousands(count.unsigned_abs()))
            } else {
                "p2c is not a positive number".to_owned()
            },
            "The password can be guessed quickly",
            "Use 600,000",
        ),
        Jwe::P2sShort { bytes } => Told::new(
            format!("The salt (p2s) has {}; it needs 8 or more", TEXT.bytes(*bytes)),
            "Passwords of several tokens can then be guessed at once",
            "Use a random salt of 16 bytes",
        ),
        Jwe::IvLength { enc, found, needed } => Told::new(
            format!("The IV has {}; {enc} needs {needed}", TEXT.bytes(*found)),
            "It cannot be what the sender encrypted with",
            "Copy the token again from its source",
        ),
        Jwe::TagLength { enc, found, needed } => Told::new(
            format!("The tag has {}; {enc} needs {needed}", TEXT.bytes(*found)),
            "A cut tag can be forged",
            "Copy the token again, or refuse it",
        ),
        Jwe::EkNotEmpty { alg } => Told::new(
            format!("There is an encrypted key, but {} has none", quoted(alg)),
            "Libraries differ in what they do with it",
            "Have the issuer leave it empty",
        ),
        Jwe::EpkInvalid { fault } => Told::new(
            match fault {
                EpkFault::Missing => "The ephemeral key (epk) is missing",
                EpkFault::NoKey => "The ephemeral key (epk) is no point on its curve",
                EpkFault::OtherCurve => "The ephemeral key (epk) is on another curve than your key",
                EpkFault::LowOrder => {
                    "The ephemeral key (epk) makes the shared secret zero, or cannot be used"
                }
            },
            "Such points are sent to find out private keys",
            "Refuse the token",
        ),
        Jwe::EpkPrivate => Told::new(
            "The ephemeral key (epk) comes with its private half",
            "Anyone who sees the token can read its content",
            "Have the issuer send only the public half",
        ),
        Jwe::ParamMissing { alg, name } => Told::new(
            format!("{} needs the header parameter {name}", quoted(alg)),
            "Nobody can decrypt the token without it",
            "Have the issuer set it",
        ),
        Jwe::KeySize { alg, has, needed } => Told::new(
            format!(
                "{} needs a key of {} bits; yours has {}",
                quoted(alg),
                thousands(*needed as u64),
                thousands(*has as u64)
            ),
            "A key of another length cannot be the one",
            "Add the key that the token was encrypted for",
        ),
        Jwe::ContainsPrivateJwk => Told::new(
            "The content is a private key",
            "Whoever sees it can use it",
            "Import it, and do not leave it on the screen",
        ),
    }
}
