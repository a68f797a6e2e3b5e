//! One of every finding. A new variant without a sample fails a test.

use crate::encoding::json::{JsonError, JsonErrorKind, Kind};
use crate::inspect::finding::{Detail, Part};
use crate::inspect::report::Media;
use crate::inspect::rules::claim_content::{ClaimContent, Language};
use crate::inspect::rules::claims::Claims;
use crate::inspect::rules::deciding::Deciding;
use crate::inspect::rules::diagnosis::Diagnosis;
use crate::inspect::rules::encoding::Encoding;
use crate::inspect::rules::header::{CritFault, Header, Syntax};
use crate::inspect::rules::input::{Context, HttpSource, Input, Lookalike, SizeLimit};
use crate::inspect::rules::json::JsonRule;
use crate::inspect::rules::jwe::{EpkFault, Jwe};
use crate::inspect::rules::key::KeyRule;
use crate::inspect::rules::key_file::{KeyFileRule, KeyPart, KeyQuality, KeySetRule};
use crate::inspect::rules::key_reference::{Insecure, KeyReference};
use crate::inspect::rules::serialization::Serial;
use crate::inspect::rules::signature::Signature;
use crate::inspect::rules::time::{Time, Unit};
use crate::jose::algorithm::Curve;
use crate::jose::fault::KeyFault;
use crate::jose::read::X5cFault;
use crate::jose::read::{Format, Guess, Legacy, ReadError, Structure, WeakHash};

/// At least one detail for each id of the catalogue, and one for each form that its sentence takes.
/// `value` stands for whatever comes from outside.
pub(super) fn details(value: &str) -> Vec<Detail> {
    let mut details = Vec::new();
    details.extend(input(value).into_iter().map(Detail::from));
    details.extend(encoding().into_iter().map(Detail::from));
    details.extend(json(value).into_iter().map(Detail::from));
    details.extend(header(value).into_iter().map(Detail::from));
    details.extend(claims(value));
    details.extend(key_reference(value).into_iter().map(Detail::from));
    details.extend(signature(value).into_iter().map(Detail::from));
    details.extend(key(value).into_iter().map(Detail::from));
    details.extend(key_file(value));
    details.extend(one_key(value));
    details.extend(time(value).into_iter().map(Detail::from));
    details.extend(others(value));
    details.extend(super::shapes::details(value));
    details.extend(super::causes::details(value));
    details.extend(super::content::details(value).into_iter().map(Detail::from));
    details
}

fn input(value: &str) -> Vec<Input> {
    let text = || value.to_owned();
    let mut all = vec![
        Input::Empty,
        Input::BearerPrefix,
        Input::Http { source: HttpSource::Cookie(text()) },
        Input::Http { source: HttpSource::Header(text()) },
        Input::Http { source: HttpSource::Curl(Some(text())) },
        Input::Http { source: HttpSource::Curl(None) },
        Input::JsonResponse { members: vec![text()] },
        Input::JsonResponse { members: vec![text(), text(), text(), text(), text()] },
        Input::MultipleTokens { count: 3 },
        Input::Quoted { quote: '"' },
        Input::LineWrapped { count: 1 },
        Input::LineWrapped { count: 12 },
        Input::ZeroWidth { first: '\u{200B}', at: 42, count: 1 },
        Input::ZeroWidth { first: '\u{2063}', at: 42_000, count: 3 },
        Input::NonAscii { found: 'а', at: 42, lookalike: Some('a') },
        Input::NonAscii { found: 'é', at: 42, lookalike: None },
        Input::UrlEncoded { parameter: Some(text()) },
        Input::UrlEncoded { parameter: None },
        Input::HtmlEscaped,
        Input::Base64Wrapped,
        Input::Truncated { at: 119 },
        Input::TwoSegments,
        Input::SegmentCount { count: 1 },
        Input::SegmentCount { count: 4 },
        Input::JsonSerialization { general: true },
        Input::JsonSerialization { general: false },
        Input::NestingDepth { limit: 8 },
    ];
    for looks_like in [
        Lookalike::Paseto,
        Lookalike::GitHub,
        Lookalike::Slack,
        Lookalike::Aws,
        Lookalike::Stripe,
        Lookalike::SignedCookie,
        Lookalike::Uuid,
        Lookalike::Key,
        Lookalike::Jwk,
        Lookalike::Json,
        Lookalike::Base64,
        Lookalike::Hex,
        Lookalike::Text,
    ] {
        all.push(Input::NotJose { looks_like });
    }
    for context in [Context::Text, Context::Markdown, Context::Assignment, Context::EscapedJson] {
        all.push(Input::Extracted { context });
    }
    for (bytes, limit) in
        [(5_000, SizeLimit::Cookie), (9_000, SizeLimit::Header), (13_300_000, SizeLimit::Library)]
    {
        all.push(Input::Size { bytes, limit });
    }
    all
}

pub(super) const PARTS: [Part; 10] = [
    Part::Input,
    Part::Token,
    Part::Header,
    Part::Payload,
    Part::Signature,
    Part::EncryptedKey,
    Part::Iv,
    Part::Ciphertext,
    Part::Tag,
    Part::Extra(2),
];

fn encoding() -> Vec<Encoding> {
    let of = |part| {
        [
            Encoding::Padding { part, count: 2 },
            Encoding::StdAlphabet { part, count: 1 },
            Encoding::StdAlphabet { part, count: 7 },
            Encoding::Whitespace { part, count: 1 },
            Encoding::InvalidChar { part, found: '{', at: 11 },
            Encoding::BadLength { part, chars: 1_041 },
            Encoding::TrailingBits { part },
            Encoding::DoubleEncoded { part },
            Encoding::EmptySegment { part },
            Encoding::Utf8Invalid { part, byte: 0xE9, at: 17 },
            Encoding::Utf16 { part },
        ]
    };
    PARTS.into_iter().flat_map(of).collect()
}

fn json(value: &str) -> Vec<JsonRule> {
    let (part, name) = (Part::Payload, || value.to_owned());
    let mut all = vec![
        JsonRule::TrailingData { part, line: 1, column: 42 },
        JsonRule::Duplicate { part, name: name(), count: 2 },
        JsonRule::Duplicate { part, name: name(), count: 3 },
        JsonRule::CaseVariant { part, name: name(), registered: "exp" },
        JsonRule::BigNumber {
            part,
            name: Some(name()),
            number: "9007199254740993123".into(),
            rounded: "9007199254740993000".into(),
        },
        JsonRule::BigNumber { part, name: None, number: "9".repeat(400), rounded: "1e400".into() },
        JsonRule::LoneSurrogate { part },
        JsonRule::ControlChars { part, name: Some(name()), found: '\0' },
        JsonRule::ControlChars { part, name: None, found: '\u{9B}' },
        JsonRule::Bidi { part, name: Some(name()), found: vec!['\u{202E}'] },
        JsonRule::Bidi { part, name: None, found: vec!['\u{202E}', '\u{200B}', '\u{2066}', '\u{2069}'] },
        JsonRule::Proto { part, name: name() },
        JsonRule::Bom { part },
        JsonRule::Deep { part, depth: 200 },
        JsonRule::Whitespace { part, bytes: 1 },
        JsonRule::Whitespace { part, bytes: 1_200 },
    ];
    for kind in KINDS {
        all.push(JsonRule::NotObject { kind });
    }
    for kind in [
        JsonErrorKind::Empty,
        JsonErrorKind::UnexpectedEnd,
        JsonErrorKind::Unexpected('}'),
        JsonErrorKind::TrailingComma,
        JsonErrorKind::MissingComma,
        JsonErrorKind::MissingColon,
        JsonErrorKind::Comment,
        JsonErrorKind::SingleQuotes,
        JsonErrorKind::Literal("undefined".into()),
        JsonErrorKind::BadNumber,
        JsonErrorKind::ControlInString('\n'),
        JsonErrorKind::BadEscape,
        JsonErrorKind::UnquotedName,
        JsonErrorKind::TrailingData,
        JsonErrorKind::TooLong,
    ] {
        for part in [Part::Header, Part::Payload] {
            all.push(JsonRule::Invalid {
                part,
                error: JsonError { at: 4, line: 1, column: 5, kind: kind.clone() },
            });
        }
    }
    all
}

fn claims(value: &str) -> Vec<Detail> {
    let text = || value.to_owned();
    let mut all: Vec<Detail> = vec![
        Claims::Null { claim: "sub" }.into(),
        Claims::IssMissing.into(),
        Claims::IssInsecure.into(),
        Claims::AudMulti { count: 3 }.into(),
        Claims::AudWildcard.into(),
        Claims::SubMissing.into(),
        Claims::ScopeType { claim: "scp" }.into(),
        ClaimContent::BoolAsString { claim: text() }.into(),
        ClaimContent::Pii { claims: vec![text(), text()] }.into(),
        ClaimContent::Secret { claim: text() }.into(),
        ClaimContent::Privileged { claim: text(), value: text() }.into(),
        ClaimContent::UrlInternal { claim: text(), host: text() }.into(),
        ClaimContent::Size { claim: Some(text()), bytes: 5_000, percent: 87 }.into(),
        ClaimContent::Size { claim: None, bytes: 9_000, percent: 100 }.into(),
    ];
    for kind in KINDS {
        all.push(Claims::IssType { kind }.into());
        all.push(Claims::AudType { kind }.into());
        all.push(Claims::AudMember { kind }.into());
        all.push(Claims::SubType { kind }.into());
    }
    for language in [Language::Markup, Language::Sql, Language::Template] {
        all.push(ClaimContent::Injection { claim: text(), language }.into());
    }
    all
}

fn key_reference(value: &str) -> Vec<KeyReference> {
    let text = || value.to_owned();
    let mut all = vec![
        KeyReference::Jku { url: text() },
        KeyReference::X5u { url: text() },
        KeyReference::X5cEmbedded { certificates: 1 },
        KeyReference::X5cEmbedded { certificates: 3 },
        KeyReference::X5cMismatch,
        KeyReference::X5tMismatch { name: "x5t" },
        KeyReference::X5tSha1,
    ];
    let faults = [X5cFault::NotStrings, X5cFault::Spelling, X5cFault::NotCertificate, X5cFault::Key];
    all.extend(faults.map(|fault| KeyReference::X5cInvalid { fault }));
    let whys = [
        Insecure::Scheme(String::new()),
        Insecure::Scheme(text()),
        Insecure::UserInfo(text()),
        Insecure::Inside(text()),
    ];
    all.extend(whys.map(|why| KeyReference::UrlInsecure { name: "jku", why }));
    all
}

const KINDS: [Kind; 6] = [Kind::Null, Kind::Bool, Kind::Number, Kind::String, Kind::Array, Kind::Object];

fn header(value: &str) -> Vec<Header> {
    let text = || value.to_owned();
    let mut all = vec![
        Header::AlgMissing,
        Header::ZipJws { zip: text() },
        Header::TypMissing,
        Header::ReplicatedMismatch { name: "iss" },
        Header::UnknownParam { name: text() },
        Header::AlgNone,
        Header::AlgNoneVariant { alg: text() },
        Header::AlgCase { alg: text(), registered: "RS256" },
        Header::AlgUnknown { alg: text(), likely: Some("ES512") },
        Header::AlgUnknown { alg: text(), likely: None },
        Header::JweAlgInJws { alg: text() },
        Header::AlgPolymorphic,
        Header::AlgPq { alg: "ML-DSA-44", bytes: 2_420 },
        Header::CritUnknown { name: text() },
        Header::B64False,
        Header::B64NotCrit,
        Header::KidMissing,
        Header::KidTraversal { kid: text() },
        Header::KidUrl { kid: text() },
        Header::KidLong { chars: 4_096 },
        Header::UnprotectedParam { name: "alg" },
        Header::UnprotectedUnknown { name: text() },
        Header::NotDisjoint { name: text() },
        Header::CtyNested,
        Header::CtyMissingNested { cty: None },
        Header::CtyMissingNested { cty: Some(text()) },
    ];
    for kind in KINDS {
        all.extend([
            Header::AlgType { kind },
            Header::KidType { kind },
            Header::ParamType { name: "typ", kind },
        ]);
    }
    for fault in [
        CritFault::NotStrings,
        CritFault::Empty,
        CritFault::Duplicate(text()),
        CritFault::Registered(text()),
        CritFault::Absent(text()),
        CritFault::Unprotected,
    ] {
        all.push(Header::CritMalformed { fault });
    }
    for syntax in [Syntax::Sql, Syntax::Ldap, Syntax::Command, Syntax::Markup] {
        all.push(Header::KidInjection { kid: text(), syntax });
    }
    all
}

fn signature(value: &str) -> Vec<Signature> {
    vec![
        Signature::Unverified,
        Signature::Invalid { key: Some(value.to_owned()) },
        Signature::Invalid { key: None },
        Signature::Empty { alg: value.to_owned() },
        Signature::Length { alg: "ES256", found: 70, needed: 64 },
        Signature::Length { alg: "HS256", found: 1, needed: 32 },
        Signature::Der { alg: "ES384", found: 70, needed: 96 },
        Signature::Zero,
        Signature::Malleable,
        Signature::Partial { valid: 1, total: 2 },
    ]
}

fn key(value: &str) -> Vec<KeyRule> {
    let text = || value.to_owned();
    vec![
        KeyRule::HsEmpty,
        KeyRule::HsShort { alg: "HS256", bits: 64, needed: 256 },
        KeyRule::RsaSmall { bits: 1024 },
        KeyRule::AlgMismatch { key_alg: text(), alg: text() },
        KeyRule::UseMismatch { key_use: text(), needed: "sig" },
        KeyRule::UseMismatch { key_use: text(), needed: "enc" },
        KeyRule::OpsMismatch { operations: vec![text(), text()], needed: "verify" },
        KeyRule::OpsMismatch { operations: Vec::new(), needed: "decrypt" },
        KeyRule::DupKid { kid: text(), count: 2 },
    ]
}

fn key_file(value: &str) -> Vec<Detail> {
    let text = || value.to_owned();
    let file = [
        KeyFileRule::Malformed { why: ReadError::NotAKey(Guess::Html) },
        KeyFileRule::PasswordNeeded { why: ReadError::PasswordNeeded(Format::Putty) },
        KeyFileRule::WrongPassword { why: ReadError::WrongPassword(Format::Putty) },
        KeyFileRule::UnsupportedContainer { why: ReadError::Unsupported(Format::Pgp) },
        KeyFileRule::EcOffCurve { curve: Curve::P256 },
        KeyFileRule::EcExplicitParams,
        KeyFileRule::PemLabel { label: text(), found: Structure::Pkcs8 },
        KeyFileRule::PemRepaired,
        KeyFileRule::NoArmour,
        KeyFileRule::LegacyEncryption { legacy: Legacy::DekInfo(text()) },
        KeyFileRule::LegacyEncryption { legacy: Legacy::Pbes1 },
        KeyFileRule::LegacyEncryption { legacy: Legacy::TripleDes },
        KeyFileRule::LegacyEncryption { legacy: Legacy::Rc2 },
        KeyFileRule::LegacyEncryption { legacy: Legacy::Putty2 },
        KeyFileRule::SecretNewline,
        KeyFileRule::SecretWhitespace,
    ];
    let set = [
        KeySetRule::KidMissing { count: 1 },
        KeySetRule::SetMixedSecret,
        KeySetRule::SetMixedPrivate,
        KeySetRule::SetEmpty,
        KeySetRule::SetShape,
        KeySetRule::UnknownKty { kty: text() },
        KeySetRule::PrivateInJwks { count: 2 },
    ];
    file.map(Detail::from).into_iter().chain(set.map(Detail::from)).collect()
}

fn one_key(value: &str) -> Vec<Detail> {
    let text = || value.to_owned();
    let exponents = [Some(1), Some(2), Some(3), Some(1 << 40 | 1), None];
    let exponents = exponents.map(|exponent| KeyQuality::RsaExponent { exponent });
    let quality = [
        KeyQuality::RsaRoca,
        KeyQuality::RsaSmallFactor { factor: 2 },
        KeyQuality::RsaSmallFactor { factor: 9_973 },
        KeyQuality::RsaSharedFactor { other: text() },
        KeyQuality::RsaPssOid,
        KeyQuality::RsaHuge { bits: 16_384 },
        KeyQuality::AlgUnknown { alg: text() },
        KeyQuality::AlgMissing,
        KeyQuality::UseOpsConflict { key_use: text(), operations: vec![text(), text()] },
        KeyQuality::HsLowEntropy,
        KeyQuality::WellKnown { source: "RFC 7515" },
        KeyQuality::ReusedSigEnc { other: text() },
    ];
    let part = [
        KeyPart::PairMismatch,
        KeyPart::PrivateUnusable { fault: KeyFault::RsaPrivate },
        KeyPart::X5cMismatch,
        KeyPart::X5cDamaged,
        KeyPart::X5tMismatch { member: "x5t#S256" },
        KeyPart::CertExpired { not_after: 1_795_212_000 },
        KeyPart::CertNotYet { not_before: 1_795_212_000 },
        KeyPart::CertWeakSig { hash: WeakHash::Sha1 },
        KeyPart::CertWeakSig { hash: WeakHash::Md5 },
        KeyPart::RsaNonminimal { member: "n" },
        KeyPart::EcCoordinateLength { part: "x", expected: 32, found: 31 },
        KeyPart::MemberTwice { member: "kid" },
        KeyPart::MemberPadding { member: "n" },
        KeyPart::MemberStdAlphabet { member: "n" },
        KeyPart::MemberWhitespace { member: "n" },
        KeyPart::MemberTrailingBits { member: "n" },
    ];
    let quality = exponents.into_iter().chain(quality).map(Detail::from);
    quality.chain(part.map(Detail::from)).collect()
}

fn time(value: &str) -> Vec<Time> {
    let claim = "auth_time";
    let mut all = vec![
        Time::Expired { expires_at: 1_795_212_000, ago_secs: 10_800 },
        Time::ExpiredSkew { expires_at: 1_795_212_000, ago_secs: 12 },
        Time::NbfFuture { not_before: 1_795_212_000, in_secs: 300 },
        Time::IatFuture { issued_at: 1_795_212_000, in_secs: 300 },
        Time::ExpMissing,
        Time::IatMissing,
        Time::LifetimeLong { lifetime_secs: 31_600_000 },
        Time::Order { earlier: "exp", later: "nbf" },
        Time::Fraction { claim },
        Time::Negative { claim },
        Time::Overflow { claim },
        Time::Y2038 { claim },
        Time::AuthOld { ago_secs: 100_000 },
        Time::Expired { expires_at: i64::MIN, ago_secs: i64::MAX },
        Time::NbfFuture { not_before: i64::MAX, in_secs: i64::MIN },
    ];
    for unit in [Unit::Milliseconds, Unit::Microseconds, Unit::Nanoseconds] {
        all.push(Time::Milliseconds { claim: claim.into(), unit, meant: 1_795_212_000 });
        all.push(Time::Milliseconds { claim: value.into(), unit, meant: i64::MAX });
    }
    for kind in KINDS {
        all.push(Time::Type { claim, kind, reads_as: Some(1_795_212_000) });
        all.push(Time::Type { claim, kind, reads_as: None });
    }
    all
}

fn others(value: &str) -> Vec<Detail> {
    let text = || value.to_owned();
    let mut all: Vec<Detail> = vec![
        Diagnosis::NoKey { alg: text() }.into(),
        Diagnosis::NoKey { alg: "HS256".into() }.into(),
        Diagnosis::NoKey { alg: "A256KW".into() }.into(),
        Diagnosis::Concatenated { count: 2 }.into(),
        Diagnosis::Detached.into(),
        Deciding::HsShort { alg: "HS256", bits: 64, needed: 256 }.into(),
        Deciding::RsaSmall { alg: text(), bits: 1024 }.into(),
        Deciding::HsDictionary { secret: "secret" }.into(),
        Deciding::Published.into(),
        Deciding::Roca.into(),
        Deciding::MadeWith { key_alg: text(), made_with: "RS256" }.into(),
        Deciding::Truncated { found: 28, needed: 32 }.into(),
        Claims::Empty.into(),
        Claims::AudMissing.into(),
        Claims::JtiMissing.into(),
        Jwe::EncMissing.into(),
        Jwe::EncUnknown { enc: text() }.into(),
        Diagnosis::NoPrivateKey { key: text() }.into(),
        Serial::Detached.into(),
        Serial::MixedMembers.into(),
        Serial::NoSignatures.into(),
        Serial::Polyglot { member: text() }.into(),
    ];
    for media in MEDIA {
        all.push(Claims::NotJson { media }.into());
    }
    all.extend(encrypted(value).into_iter().map(Detail::from));
    all
}

fn encrypted(value: &str) -> Vec<Jwe> {
    let text = || value.to_owned();
    let mut all = vec![
        Jwe::NoKey { alg: text() },
        Jwe::AuthFailed,
        Jwe::NotSigned { shared: true },
        Jwe::NotSigned { shared: false },
        Jwe::InnerUnsigned,
        Jwe::Rsa15,
        Jwe::OaepSha1,
        Jwe::Zip,
        Jwe::ZipUnknown { zip: text() },
        Jwe::ZipBomb { limit: 250_000 },
        Jwe::P2cHigh { count: u64::MAX },
        Jwe::P2cLow { count: 1000 },
        Jwe::P2cLow { count: i64::MIN },
        Jwe::P2sShort { bytes: 1 },
        Jwe::IvLength { enc: "A256GCM", found: 8, needed: 12 },
        Jwe::TagLength { enc: "A256CBC-HS512", found: 1, needed: 32 },
        Jwe::EkNotEmpty { alg: text() },
        Jwe::EpkPrivate,
        Jwe::ParamMissing { alg: text(), name: "p2s" },
        Jwe::KeySize { alg: text(), has: 128, needed: 256 },
        Jwe::ContainsPrivateJwk,
    ];
    for fault in [EpkFault::Missing, EpkFault::NoKey, EpkFault::OtherCurve, EpkFault::LowOrder] {
        all.push(Jwe::EpkInvalid { fault });
    }
    all
}

pub(super) const MEDIA: [Media; 6] =
    [Media::Claims, Media::Json, Media::Text, Media::Binary, Media::Token, Media::Encrypted];
