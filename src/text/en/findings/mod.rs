//! What each finding says in English, in one file for each group of rules.

mod claim_content;
mod claims;
mod content_diagnosis;
mod deciding;
mod diagnosis;
mod encoding;
mod header;
mod input;
mod json;
mod jwe;
mod key;
mod key_diagnosis;
mod key_file;
mod key_reference;
mod profile;
mod sd_jwt;
mod serialization;
mod signature;
mod time;

use std::borrow::Cow;

use crate::encoding::json::Kind;
use crate::inspect::finding::{Detail, Part};
use crate::text::Told;
use crate::text::escape::visible;
use crate::text::number::thousands;

/// The texts of a finding.
pub(super) fn finding(detail: &Detail) -> Told {
    match detail {
        Detail::Input(detail) => input::told(detail),
        Detail::Encoding(detail) => encoding::told(detail),
        Detail::JsonRule(detail) => json::told(detail),
        Detail::Header(detail) => header::told(detail),
        Detail::KeyReference(detail) => key_reference::told(detail),
        Detail::Signature(detail) => signature::told(detail),
        Detail::KeyRule(detail) => key::told(detail),
        Detail::Deciding(detail) => deciding::told(detail),
        Detail::KeyFileRule(detail) => key_file::file(detail),
        Detail::KeySetRule(detail) => key_file::set(detail),
        Detail::KeyQuality(detail) => key_file::quality(detail),
        Detail::KeyPart(detail) => key_file::part(detail),
        Detail::Diagnosis(detail) => diagnosis::told(detail),
        Detail::KeyDiagnosis(detail) => key_diagnosis::told(detail),
        Detail::ContentDiagnosis(detail) => content_diagnosis::told(detail),
        Detail::Time(detail) => time::told(detail),
        Detail::Claims(detail) => claims::told(detail),
        Detail::ClaimContent(detail) => claim_content::told(detail),
        Detail::Jwe(detail) => jwe::told(detail),
        Detail::Serial(detail) => serialization::told(detail),
        Detail::Profile(detail) => profile::told(detail),
        Detail::SdJwt(detail) => sd_jwt::told(detail),
    }
}

/// A part with its article.
fn the(part: Part) -> Cow<'static, str> {
    match part {
        Part::Extra(_) => super::names::part(part),
        Part::Input
        | Part::Token
        | Part::Header
        | Part::Payload
        | Part::Signature
        | Part::EncryptedKey
        | Part::Iv
        | Part::Ciphertext
        | Part::Tag => format!("the {}", super::names::part(part)).into(),
    }
}

/// [`the`] at the start of a sentence.
fn upper_the(part: Part) -> String {
    let text = the(part);
    let mut rest = text.chars();
    rest.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(rest).collect()
}

/// A JSON type with its article.
fn a(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}

/// The first names of a list: "access_token, id_token and 2 more".
pub(in crate::text::en) fn list(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<_> = names.iter().take(SHOWN).map(|name| visible(name, 24)).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {} more", shown.join(", "), thousands(more as u64)),
    }
}
