//! Names of values: severities, parts, forms, kinds of keys, and why a key is not for an algorithm.

use std::borrow::Cow;

use crate::inspect::finding::{Part, Severity};
use crate::inspect::report::{Media, Origin, Structure};
use crate::inspect::rules::input::HttpSource;
use crate::jose::algorithm::Family;
use crate::jose::key::{KeyKind, Unfit};
use crate::jose::readings::Reading;
use crate::jose::token::{Role, Serialization};
use crate::text::Names;
use crate::text::escape::{quoted, visible};

pub(super) const NAMES: Names =
    Names { structure, media, serialization, origin, key_kind, unfit, half, reading };

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low => "Low",
        Severity::Info => "Info",
    }
}

pub(super) fn part(part: Part) -> Cow<'static, str> {
    match part {
        Part::Input => "text".into(),
        Part::Token => "token".into(),
        Part::Header => "header".into(),
        Part::Payload => "payload".into(),
        Part::Signature => "signature".into(),
        Part::EncryptedKey => "encrypted key".into(),
        Part::Iv => "initialisation vector".into(),
        Part::Ciphertext => "ciphertext".into(),
        Part::Tag => "authentication tag".into(),
        Part::Extra(number) => format!("extra segment {number}").into(),
    }
}

/// Title and sentence for a part of a token.
pub(super) fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Header => ("Header", "Says how the token is signed or encrypted, and with which key"),
        Role::Payload => ("Payload", "The content; encoded but not encrypted, so anyone can read it"),
        Role::Signature => ("Signature", "Covers header and payload; changing one letter of them breaks it"),
        Role::EncryptedKey => {
            ("Encrypted key", "The key of the content, encrypted for the recipient; empty where both know it")
        }
        Role::Iv => ("Initialisation vector", "Random bytes that make each encryption different"),
        Role::Ciphertext => ("Ciphertext", "The encrypted content, for the holder of the key only"),
        Role::Tag => ("Authentication tag", "Shows whether header or ciphertext were changed"),
        Role::Extra => ("Further segment", "A disclosure of an SD-JWT, or a segment that no standard names"),
    }
}

fn structure(structure: Structure) -> &'static str {
    match structure {
        Structure::Ok => "Complete",
        Structure::Partial => "Partly readable",
        Structure::Error => "Not readable",
    }
}

fn media(media: Media) -> &'static str {
    match media {
        Media::Claims => "Claims",
        Media::Json => "JSON",
        Media::Text => "Text",
        Media::Binary => "Binary data",
        Media::Token => "Token",
        Media::Encrypted => "Encrypted",
    }
}

fn serialization(serialization: Serialization) -> &'static str {
    match serialization {
        Serialization::JwsCompact => "JWS compact",
        Serialization::JwsFlattened => "JWS flattened JSON",
        Serialization::JwsGeneral => "JWS general JSON",
        Serialization::JweCompact => "JWE compact",
        Serialization::JweFlattened => "JWE flattened JSON",
        Serialization::JweGeneral => "JWE general JSON",
        Serialization::SdJwt => "SD-JWT",
        Serialization::Unknown => "Unknown form",
    }
}

fn origin(origin: &Origin) -> Option<String> {
    Some(match origin {
        Origin::Alone => return None,
        Origin::Bearer => "authorization header".to_owned(),
        Origin::Http(HttpSource::Cookie(name)) => format!("cookie {}", quoted(name)),
        Origin::Http(HttpSource::Header(name)) => format!("header {}", quoted(name)),
        Origin::Http(HttpSource::Curl(Some(name))) => format!("cURL command, header {}", quoted(name)),
        Origin::Http(HttpSource::Curl(None)) => "cURL command".to_owned(),
        Origin::Member(name) => format!("JSON member {}", quoted(name)),
        Origin::Parameter(name) => format!("URL parameter {}", quoted(name)),
        Origin::Assignment(name) => format!("value of {}", quoted(name)),
        Origin::Text => "text".to_owned(),
        Origin::Nested => "another token".to_owned(),
    })
}

pub(super) fn key_kind(kind: KeyKind) -> String {
    match kind {
        KeyKind::Secret { bits } => format!("Secret {bits} bits"),
        KeyKind::Rsa { bits } => format!("RSA {bits}"),
        KeyKind::Ec(curve) | KeyKind::Okp(curve) => curve.name().to_owned(),
        KeyKind::Akp(algorithm) => algorithm.name().to_owned(),
    }
}

fn half(kind: KeyKind, has_private: bool) -> &'static str {
    match (kind, has_private) {
        (KeyKind::Secret { .. }, _) => "secret",
        (_, true) => "private key",
        (_, false) => "public key",
    }
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Raw => "every byte of the file",
        Reading::Text => "text, without white space around it",
        Reading::Hex => "hexadecimal",
        Reading::Base64 => "base64",
    }
}

fn unfit(unfit: &Unfit) -> String {
    match unfit {
        Unfit::Kind { needs, has } => format!("Needs {}, this is {}", family(*needs), a_key(*has)),
        Unfit::Curve { needs, has } => format!("Needs a {} key, this is {}", needs.name(), has.name()),
        Unfit::Use(name) => format!("Its use is {}, not “sig”", quoted(name)),
        Unfit::Operations(operations) if operations.is_empty() => "Its key_ops allows nothing".to_owned(),
        Unfit::Operations(operations) => {
            format!("Its key_ops allows only {}", visible(&operations.join(", "), 40))
        }
        Unfit::Algorithm(name) => format!("Its alg is {}", quoted(name)),
    }
}

pub(super) fn family(family: Family) -> &'static str {
    match family {
        Family::Hmac => "a shared secret",
        Family::RsaPkcs1 | Family::RsaPss => "an RSA key",
        Family::Ecdsa => "an EC key",
        Family::EdDsa => "an Ed25519 or Ed448 key",
        Family::MlDsa => "an ML-DSA key",
    }
}

pub(super) fn a_key(kind: KeyKind) -> String {
    match kind {
        KeyKind::Secret { .. } => "a secret".to_owned(),
        KeyKind::Rsa { .. } | KeyKind::Ec(_) | KeyKind::Okp(_) | KeyKind::Akp(_) => key_kind(kind),
    }
}
