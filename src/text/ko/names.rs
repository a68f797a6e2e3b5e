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
        Severity::Critical => "치명적",
        Severity::High => "높음",
        Severity::Medium => "중간",
        Severity::Low => "낮음",
        Severity::Info => "정보",
    }
}

pub(super) fn part(part: Part) -> Cow<'static, str> {
    match part {
        Part::Input => "텍스트".into(),
        Part::Token => "토큰".into(),
        Part::Header => "헤더".into(),
        Part::Payload => "페이로드".into(),
        Part::Signature => "서명".into(),
        Part::EncryptedKey => "암호화된 키".into(),
        Part::Iv => "초기화 벡터".into(),
        Part::Ciphertext => "암호문".into(),
        Part::Tag => "인증 태그".into(),
        Part::Extra(number) => format!("추가 세그먼트 {number}").into(),
    }
}

/// Title and sentence for a part of a token.
pub(super) fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Header => ("헤더", "토큰을 어떻게, 어느 키로 서명하거나 암호화했는지 말합니다"),
        Role::Payload => ("페이로드", "내용이며, 인코딩되었을 뿐 암호화되지 않아 누구나 읽을 수 있습니다"),
        Role::Signature => ("서명", "헤더와 페이로드를 보호하며, 한 글자만 바뀌어도 깨집니다"),
        Role::EncryptedKey => {
            ("암호화된 키", "받는 사람에게 암호화한 내용 키이며, 양쪽이 아는 키라면 비어 있습니다")
        }
        Role::Iv => ("초기화 벡터", "암호화할 때마다 결과를 다르게 하는 무작위 바이트입니다"),
        Role::Ciphertext => ("암호문", "키를 가진 사람만 읽을 수 있는 암호화된 내용입니다"),
        Role::Tag => ("인증 태그", "헤더나 암호문이 바뀌었는지 보여 줍니다"),
        Role::Extra => ("추가 세그먼트", "SD-JWT의 공개 항목이거나 표준에 없는 세그먼트입니다"),
    }
}

fn structure(structure: Structure) -> &'static str {
    match structure {
        Structure::Ok => "온전함",
        Structure::Partial => "일부만 읽힘",
        Structure::Error => "읽을 수 없음",
    }
}

fn media(media: Media) -> &'static str {
    match media {
        Media::Claims => "클레임",
        Media::Json => "JSON",
        Media::Text => "텍스트",
        Media::Binary => "이진 데이터",
        Media::Token => "토큰",
        Media::Encrypted => "암호화됨",
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
        Serialization::Unknown => "알 수 없는 형식",
    }
}

fn origin(origin: &Origin) -> Option<String> {
    Some(match origin {
        Origin::Alone => return None,
        Origin::Bearer => "Authorization 헤더".to_owned(),
        Origin::Http(HttpSource::Cookie(name)) => format!("쿠키 {}", quoted(name)),
        Origin::Http(HttpSource::Header(name)) => format!("헤더 {}", quoted(name)),
        Origin::Http(HttpSource::Curl(Some(name))) => format!("cURL 명령의 헤더 {}", quoted(name)),
        Origin::Http(HttpSource::Curl(None)) => "cURL 명령".to_owned(),
        Origin::Member(name) => format!("JSON 멤버 {}", quoted(name)),
        Origin::Parameter(name) => format!("URL 매개변수 {}", quoted(name)),
        Origin::Assignment(name) => format!("{} 변수의 값", quoted(name)),
        Origin::Text => "텍스트".to_owned(),
        Origin::Nested => "다른 토큰".to_owned(),
    })
}

pub(super) fn key_kind(kind: KeyKind) -> String {
    match kind {
        KeyKind::Secret { bits } => format!("비밀 키 {bits}비트"),
        KeyKind::Rsa { bits } => format!("RSA {bits}"),
        KeyKind::Ec(curve) | KeyKind::Okp(curve) => curve.name().to_owned(),
        KeyKind::Akp(algorithm) => algorithm.name().to_owned(),
    }
}

fn half(kind: KeyKind, has_private: bool) -> &'static str {
    match (kind, has_private) {
        (KeyKind::Secret { .. }, _) => "비밀 키",
        (_, true) => "개인 키",
        (_, false) => "공개 키",
    }
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Raw => "파일의 모든 바이트",
        Reading::Text => "앞뒤 공백을 뺀 텍스트",
        Reading::Hex => "16진수로 읽음",
        Reading::Base64 => "base64로 읽음",
    }
}

fn unfit(unfit: &Unfit) -> String {
    match unfit {
        Unfit::Kind { needs, has } => format!("{} 필요, 이 키는 {}", family(*needs), key_kind(*has)),
        Unfit::Curve { needs, has } => format!("{} 키 필요, 이 키는 {}", needs.name(), has.name()),
        Unfit::Use(name) => format!("키의 use 값이 “sig”가 아니라 {}", quoted(name)),
        Unfit::Operations(operations) if operations.is_empty() => "키의 key_ops가 비어 있음".to_owned(),
        Unfit::Operations(operations) => {
            format!("키의 key_ops가 허용하는 것: {}", visible(&operations.join(", "), 40))
        }
        Unfit::Algorithm(name) => format!("키의 alg 값이 {}", quoted(name)),
    }
}

pub(super) fn family(family: Family) -> &'static str {
    match family {
        Family::Hmac => "공유 비밀 키",
        Family::RsaPkcs1 | Family::RsaPss => "RSA 키",
        Family::Ecdsa => "EC 키",
        Family::EdDsa => "Ed25519 또는 Ed448 키",
        Family::MlDsa => "ML-DSA 키",
    }
}
