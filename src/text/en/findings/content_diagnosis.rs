//! DX: what was proved about the text of the token.

use super::{the, upper_the};
use crate::inspect::finding::Part;
use crate::inspect::rules::content_diagnosis::{
    ByteOrder, ContentDiagnosis, Damage, Escapes, Evidence, JsonForm, Layout, Numbers, Order, SignatureText,
    SignedBytes,
};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::number::thousands;

pub(super) fn told(detail: &ContentDiagnosis) -> Told {
    match detail {
        ContentDiagnosis::PayloadAltered { evidence: Evidence::Seen | Evidence::Guessed } => Told::new(
            "The payload was changed after signing",
            "The same signature was seen here with another payload",
            "Sign the token again",
        ),
        ContentDiagnosis::PayloadAltered { evidence: Evidence::NothingElse } => Told::new(
            "Most likely the payload was changed after signing",
            "Key, algorithm and form fit; otherwise another key of the same name made the signature",
            "Sign the token again, or ask the issuer whether the key was replaced",
        ),
        ContentDiagnosis::HeaderAltered { evidence, header } => Told::new(
            match evidence {
                Evidence::Seen => "The header was changed after signing".to_owned(),
                Evidence::Guessed | Evidence::NothingElse => {
                    format!("The header was changed after signing; valid with {}", quoted(header))
                }
            },
            match evidence {
                Evidence::Seen => "The same signature was seen here with another header",
                Evidence::Guessed | Evidence::NothingElse => "The signature covers the header too",
            },
            "Sign the token again with the header that it shall have",
        ),
        ContentDiagnosis::Reserialised { part, form } => Told::new(
            format!("Valid for the same JSON written differently: {}", form_of(*form)),
            format!("Something on the way read {} and wrote it again", the(*part)),
            "Pass the token on as it came, byte for byte",
        ),
        ContentDiagnosis::SigningInput { signed } => Told::new(
            format!("The signature covers other bytes: {}", bytes_of(*signed)),
            "Verifiers check the two segments as they stand in the token, with the dot between",
            "Sign the encoded header, a dot, and the encoded payload",
        ),
        ContentDiagnosis::SigEncoding { form } => Told::new(
            match form {
                SignatureText::Hex => "The signature is hexadecimal text, not base64url",
                SignatureText::EncodedHex => "The signature is base64url of hexadecimal text",
                SignatureText::EncodedBase64 => "The signature is encoded twice",
                SignatureText::Utf8 => "The bytes of the signature were taken for text and written as UTF-8",
            },
            "With its bytes written as base64url it is valid",
            "Have the issuer encode the signature's bytes, not a text of them",
        ),
        ContentDiagnosis::EcOrder { order } => Told::new(
            match order {
                ByteOrder::Swapped => "The signature has s before r",
                ByteOrder::LittleEndian => "r and s of the signature are little-endian",
                ByteOrder::SwappedLittleEndian => "The signature has s before r, both little-endian",
                ByteOrder::LittleEndianRsa => "The RSA signature is little-endian",
            },
            "In the order that JOSE has it is valid; some system libraries use their own",
            "Have the issuer put the bytes in order before encoding them",
        ),
        ContentDiagnosis::LeadingZeros { found, needed } => Told::new(
            if found < needed {
                format!("The signature lost zeros at the front: {found} of {needed} bytes")
            } else {
                format!("The signature has zeros too many at the front: {found} bytes, not {needed}")
            },
            "With the right number of zeros it is valid; number libraries drop and add them",
            "Have the issuer write each number with its full length",
        ),
        ContentDiagnosis::CharMissing { part, near, damage } => character(*part, *near, *damage),
        ContentDiagnosis::CaseFolded { upper, .. } => Told::new(
            if *upper { "Every letter was made a capital" } else { "Every capital was made a small letter" },
            "base64url tells capitals from small letters, so the content is lost",
            "Copy the token again, and mend what changed its case",
        ),
    }
}

fn character(part: Part, near: usize, damage: Damage) -> Told {
    let (the, place) = (the(part), thousands(near as u64 + 1));
    Told::new(
        match damage {
            Damage::Missing => format!("A character of {the} is missing near character {place}"),
            Damage::Extra => format!("A character of {the} is too many near character {place}"),
            Damage::Wrong => format!("Character {place} of {the} is a wrong one"),
            Damage::Swapped => format!("Characters {place} and the next of {the} changed places"),
            Damage::Unclear => {
                format!("{} is damaged near character {place}: one is missing or too many", upper_the(part))
            }
        },
        "A token that is typed or copied by hand loses characters easily",
        "Copy the token again",
    )
}

fn form_of(form: JsonForm) -> String {
    let layout = match form.layout {
        Layout::Minified => "without blanks",
        Layout::Spaced => "with a blank after each comma and colon",
        Layout::IndentedTwo => "indented by two blanks",
        Layout::IndentedFour => "indented by four blanks",
        Layout::IndentedTab => "indented by tabs",
        Layout::Jackson => "as Jackson indents",
    };
    let order = match form.order {
        Order::AsWritten => "",
        Order::Sorted => "sorted by name",
        Order::SortedOutside => "sorted by name outside",
        Order::Other => "members in another order",
    };
    let escapes = match form.escapes {
        Escapes::AsWritten => "",
        Escapes::Fewest => "nothing escaped",
        Escapes::Ascii => "non-ASCII escaped",
        Escapes::Slashes => "“/” escaped",
        Escapes::AsciiAndSlashes => "non-ASCII and “/” escaped",
        Escapes::Html => "“<”, “>” and “&” escaped",
        Escapes::AsciiAndHtml => "non-ASCII and HTML escaped",
    };
    let numbers = match form.numbers {
        Numbers::AsWritten => "",
        Numbers::Whole => "whole numbers plain",
        Numbers::Fraction => "whole numbers with .0",
    };
    let words = [order, layout, escapes, numbers].into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

const fn bytes_of(signed: SignedBytes) -> &'static str {
    match signed {
        SignedBytes::Json => "header and payload without base64url",
        SignedBytes::JsonJoined => "header and payload without base64url and dot",
        SignedBytes::Payload => "the payload only",
        SignedBytes::PayloadJson => "the payload only, without base64url",
        SignedBytes::Header => "the header only",
        SignedBytes::Joined => "header and payload without the dot",
        SignedBytes::Reversed => "the payload before the header",
        SignedBytes::Trailing => "a character more at the end",
        SignedBytes::Padded => "base64url with padding",
        SignedBytes::Standard => "standard base64",
        SignedBytes::Unencoded => "the payload without base64url",
        SignedBytes::Encoded => "the payload in base64url, despite b64",
        SignedBytes::Hex => "hexadecimal text",
        SignedBytes::Digest => "their hash, which was hashed again",
        SignedBytes::DigestHex => "the hexadecimal text of their hash",
        SignedBytes::Utf16 => "UTF-16 text",
    }
}
