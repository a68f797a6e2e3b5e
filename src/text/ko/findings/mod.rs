//! What each finding says in Korean, in one file for each group of rules.

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

use crate::encoding::json::Kind;
use crate::inspect::finding::Detail;
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

/// The name of a JSON type.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "불리언",
        Kind::Number => "숫자",
        Kind::String => "문자열",
        Kind::Array => "배열",
        Kind::Object => "객체",
    }
}

/// The first names of a list: "access_token, id_token 외 2개".
pub(in crate::text::ko) fn list(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<_> = names.iter().take(SHOWN).map(|name| visible(name, 24)).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} 외 {}개", shown.join(", "), thousands(more as u64)),
    }
}
