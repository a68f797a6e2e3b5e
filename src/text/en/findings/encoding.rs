//! B64 and TXT: how bytes became text.

use super::{the, upper_the};
use crate::inspect::finding::Part;
use crate::inspect::rules::encoding::Encoding;
use crate::text::Told;
use crate::text::en::plural;
use crate::text::escape::quoted_char;
use crate::text::number::thousands;

pub(super) fn told(detail: &Encoding) -> Told {
    match detail {
        Encoding::Padding { part, count } => Told::new(
            format!("Padding in {}: {} “=”", the(*part), thousands(*count as u64)),
            "JOSE has no padding: strict libraries refuse it, for lenient ones two spellings are one token",
            "Have the issuer write base64url without padding",
        ),
        Encoding::StdAlphabet { part, count } => Told::new(
            format!(
                "{} is standard base64: {} + or /",
                upper_the(*part),
                plural(*count, "character is", "characters are")
            ),
            "The bytes are the same, but the signature covers the text",
            "Have the issuer write base64url: - for +, and _ for /",
        ),
        Encoding::Whitespace { part, count } => Told::new(
            format!(
                "{} inside {}",
                plural(*count, "white-space character", "white-space characters"),
                the(*part)
            ),
            "Strict libraries refuse it; for lenient ones two spellings are one token",
            "Take it out",
        ),
        Encoding::InvalidChar { part, found, at } => Told::new(
            format!(
                "Character {} of {}, {}, is not base64url",
                thousands(*at as u64 + 1),
                the(*part),
                quoted_char(*found)
            ),
            "What follows it cannot be decoded",
            "Copy the token again, and look at what stands there",
        ),
        Encoding::BadLength { part, chars } => Told::new(
            format!(
                "{} has {} characters, which base64url never has",
                upper_the(*part),
                thousands(*chars as u64)
            ),
            "Four characters hold three bytes; one left over holds none",
            "A character is missing or too many: copy the token again",
        ),
        Encoding::TrailingBits { part } => Told::new(
            format!("The last character of {} has unused bits set", the(*part)),
            "The same bytes have another spelling, which a list of refused tokens does not know",
            "Refuse such spellings, and list refused tokens by jti",
        ),
        Encoding::DoubleEncoded { part } => Told::new(
            format!("{} is base64url-encoded twice", upper_the(*part)),
            "Verifiers decode once and find no JSON",
            "Have the issuer encode it once",
        ),
        Encoding::EmptySegment { part } => Told::new(
            format!("{} is empty", upper_the(*part)),
            match part {
                Part::Header => "Without a header there is no algorithm",
                Part::Input
                | Part::Token
                | Part::Payload
                | Part::Signature
                | Part::EncryptedKey
                | Part::Iv
                | Part::Ciphertext
                | Part::Tag
                | Part::Extra(_) => "The standard asks for content here",
            },
            "Copy the token again, or ask its issuer",
        ),
        Encoding::Utf8Invalid { part, byte, at } => Told::new(
            format!(
                "{} is not UTF-8: byte 0x{byte:02X} at offset {}",
                upper_the(*part),
                thousands(*at as u64)
            ),
            "Parsers that replace such bytes see other claims than the signer wrote",
            "Have the issuer write UTF-8, not ISO-8859-1 or Windows-1252",
        ),
        Encoding::Utf16 { part } => Told::new(
            format!("{} is UTF-16, not UTF-8", upper_the(*part)),
            "JSON in a token is UTF-8; other readings lead to other claims",
            "Have the issuer write UTF-8",
        ),
    }
}
