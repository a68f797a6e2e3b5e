//! One of everything else that the texts must have words for: errors, notices, names of values.

use crate::app::settings::Trouble;
use crate::app::state::{KeyProblem, KeyTrouble, NoticeKind, Standing};
use crate::app::templates::TemplatesTrouble;
use crate::craft::convert::WhyNot;
use crate::craft::edit::EditError;
use crate::craft::resign::ResignError;
use crate::craft::sign::{CraftError, Unable};
use crate::craft::template::TemplateError;
use crate::encoding::json::{JsonError, JsonErrorKind};
use crate::encoding::pem::PemError;
use crate::inspect::report::{Origin, Outcome};
use crate::inspect::rules::input::HttpSource;
use crate::jose::algorithm::{Curve, Family, JwsAlgorithm};
use crate::jose::fault::KeyFault;
use crate::jose::header::MembersFault;
use crate::jose::jwe::seal::SealError;
use crate::jose::jwe::{self, DecryptError, HeaderFault};
use crate::jose::key::{KeyKind, Unfit};
use crate::jose::note::{KeyNote, Spelling};
use crate::jose::read::{
    Format, Guess, KdfCost, Legacy, ReadError, ReadNote, SecretError, Structure, WeakHash,
};
use crate::vault::{KeyUid, VaultError};
use std::io::ErrorKind;

pub(super) fn origins(value: &str) -> Vec<Origin> {
    let text = || value.to_owned();
    vec![
        Origin::Bearer,
        Origin::Http(HttpSource::Cookie(text())),
        Origin::Http(HttpSource::Header(text())),
        Origin::Http(HttpSource::Curl(Some(text()))),
        Origin::Http(HttpSource::Curl(None)),
        Origin::Member(text()),
        Origin::Parameter(text()),
        Origin::Assignment(text()),
        Origin::Text,
        Origin::Nested,
    ]
}

pub(super) fn unfits(value: &str) -> Vec<Unfit> {
    let text = || value.to_owned();
    let mut all = vec![
        Unfit::Curve { needs: Curve::P256, has: Curve::P384 },
        Unfit::Use(text()),
        Unfit::Operations(vec![text(), text()]),
        Unfit::Operations(Vec::new()),
        Unfit::Algorithm(text()),
    ];
    for needs in [Family::Hmac, Family::RsaPkcs1, Family::RsaPss, Family::Ecdsa, Family::EdDsa, Family::MlDsa]
    {
        for has in [KeyKind::Secret { bits: 256 }, KeyKind::Rsa { bits: 2048 }, KeyKind::Ec(Curve::P256)] {
            all.push(Unfit::Kind { needs, has });
        }
    }
    all
}

pub(super) fn outcomes(value: &str) -> Vec<Outcome> {
    let mut all = vec![
        Outcome::Valid,
        Outcome::Mismatch,
        Outcome::OtherKid,
        Outcome::Unsupported(JwsAlgorithm::MlDsa44),
        Outcome::SignatureLength { expected: 64, found: 70 },
        Outcome::BadKey,
    ];
    all.extend(unfits(value).into_iter().map(Outcome::Unfit));
    all.extend([Outcome::Sealed, Outcome::Opened]);
    all.extend(not_opened(value).into_iter().map(Outcome::NotOpened));
    all
}

fn unfits_to_open(value: &str) -> Vec<jwe::Unfit> {
    let text = || value.to_owned();
    vec![
        jwe::Unfit::Kind,
        jwe::Unfit::Curve,
        jwe::Unfit::Length { needs: 256, has: 128 },
        jwe::Unfit::Use(text()),
        jwe::Unfit::Operations(vec![text(), text()]),
        jwe::Unfit::Operations(Vec::new()),
        jwe::Unfit::Algorithm(text()),
    ]
}

fn not_opened(value: &str) -> Vec<DecryptError> {
    let text = || value.to_owned();
    let mut all = vec![
        DecryptError::Unsupported(text()),
        DecryptError::Sealed,
        DecryptError::Mismatch,
        DecryptError::TooManyIterations { found: u64::MAX, limit: 1_200_000 },
        DecryptError::TooLarge { limit: 250_000 },
        DecryptError::Deflate,
        DecryptError::Cancelled,
    ];
    all.extend(unfits_to_open(value).into_iter().map(DecryptError::Unfit));
    let faults = [
        HeaderFault::Missing("epk"),
        HeaderFault::Bad("epk"),
        HeaderFault::Duplicate(text()),
        HeaderFault::Critical(text()),
        HeaderFault::EncryptedKey { must_be_empty: true },
        HeaderFault::EncryptedKey { must_be_empty: false },
        HeaderFault::Iv { expected: 12, found: 16 },
        HeaderFault::Tag { expected: 16, found: 12 },
    ];
    all.extend(faults.into_iter().map(DecryptError::Header));
    all
}

pub(super) fn key_faults(value: &str) -> Vec<KeyFault> {
    vec![
        KeyFault::Missing("crv"),
        KeyFault::WrongType("x"),
        KeyFault::NotBase64("n"),
        KeyFault::Length { part: "x", expected: 32, found: 31 },
        KeyFault::Coordinate { part: "x", expected: 32, found: 31 },
        KeyFault::UnknownType(value.into()),
        KeyFault::UnknownCurve(value.into()),
        KeyFault::ExplicitParameters,
        KeyFault::OffCurve(Curve::P256),
        KeyFault::ScalarRange(Curve::P256),
        KeyFault::PairMismatch,
        KeyFault::RsaSize { bits: 511 },
        KeyFault::RsaEvenModulus,
        KeyFault::RsaExponent,
        KeyFault::RsaPrivate,
        KeyFault::Der("trailing bytes".into()),
        KeyFault::Unsupported("ML-DSA"),
        KeyFault::NoSeed,
    ]
}

const STRUCTURES: [Structure; 12] = [
    Structure::Pkcs1Private,
    Structure::Pkcs1Public,
    Structure::Pkcs8,
    Structure::Sec1,
    Structure::Spki,
    Structure::Certificate,
    Structure::EncryptedPkcs8,
    Structure::CertificateRequest,
    Structure::Pkcs7,
    Structure::Pkcs12,
    Structure::Dsa,
    Structure::Parameters,
];

pub(super) fn formats() -> Vec<Format> {
    let mut all = vec![
        Format::Jwk,
        Format::JwkSet,
        Format::JwkArray,
        Format::CertificateMap,
        Format::ServiceAccount,
        Format::PemBundle,
        Format::Secret,
        Format::LegacyEncryptedPem,
        Format::OpenSshPrivate,
        Format::OpenSshPublic,
        Format::Ssh2Public,
        Format::SshCertificate,
        Format::EcPoint,
        Format::Libsodium,
        Format::Putty,
        Format::JavaKeyStore,
        Format::Pgp,
        Format::Age,
    ];
    for structure in STRUCTURES {
        all.extend([
            Format::Pem(structure),
            Format::Der(structure),
            Format::Base64(structure),
            Format::Hex(structure),
        ]);
    }
    all
}

pub(super) fn read_errors(value: &str) -> Vec<ReadError> {
    let label = || value.to_owned();
    let mut all =
        vec![ReadError::Json(JsonError { at: 4, line: 1, column: 5, kind: JsonErrorKind::UnexpectedEnd })];
    all.extend(formats().into_iter().map(ReadError::Unsupported));
    all.extend(
        [
            Guess::Empty,
            Guess::Html,
            Guess::Json,
            Guess::Discovery { jwks_uri: label() },
            Guess::Token,
            Guess::Text,
            Guess::Binary,
        ]
        .map(ReadError::NotAKey),
    );
    all.extend(
        [
            PemError::BeginCut { at: 0 },
            PemError::NoEnd { label: label(), at: 0 },
            PemError::Empty { label: label(), at: 0 },
            PemError::InvalidCharacter { label: label(), at: 99, found: '$' },
            PemError::BadLength { label: label(), at: 0, chars: 41 },
        ]
        .map(ReadError::Pem),
    );
    all.extend(key_faults(value).into_iter().map(ReadError::Key));
    for found in [Format::Pem(Structure::EncryptedPkcs8), Format::Putty] {
        all.extend([ReadError::PasswordNeeded(found), ReadError::WrongPassword(found)]);
        all.extend([ReadError::Damaged(found), ReadError::NoKeys(found)]);
    }
    all.push(ReadError::UnknownProtection(label()));
    all.extend([KdfCost::Rounds(2_000_000_000), KdfCost::Memory(1 << 40)].map(ReadError::Expensive));
    all
}

pub(super) fn read_notes(value: &str) -> Vec<ReadNote> {
    let mut all = vec![
        ReadNote::EmptySet,
        ReadNote::ByteOrderMark,
        ReadNote::Utf16,
        ReadNote::PemLabel { label: value.into(), found: Structure::Pkcs8 },
        ReadNote::PemRepaired,
        ReadNote::NoArmour,
        ReadNote::Issuer { index: 1 },
        ReadNote::Skipped { index: 1, kid: None, why: KeyFault::Missing("kty").into() },
        ReadNote::Skipped { index: 1, kid: Some(value.into()), why: KeyFault::Missing("kty").into() },
    ];
    for note in [
        KeyNote::DuplicateMember("kid"),
        KeyNote::Base64("x", Spelling::Padding),
        KeyNote::PartLength { part: "x", expected: 32, found: 31 },
        KeyNote::NonMinimal("n"),
        KeyNote::PairMismatch,
        KeyNote::PrivateUnusable(KeyFault::RsaPrivate),
        KeyNote::PssOnly,
        KeyNote::X5cMismatch,
        KeyNote::X5cDamaged,
        KeyNote::X5tMismatch("x5t#S256"),
    ] {
        all.push(ReadNote::Key { key: 0, note });
    }
    for legacy in
        [Legacy::DekInfo(value.into()), Legacy::Pbes1, Legacy::TripleDes, Legacy::Rc2, Legacy::Putty2]
    {
        all.push(ReadNote::LegacyEncryption(legacy));
    }
    for weak_signature in [None, Some(WeakHash::Md5), Some(WeakHash::Sha1)] {
        let (not_before, not_after) = (-1, 253_402_300_799);
        all.push(ReadNote::Certificate { key: 0, not_before, not_after, weak_signature });
    }
    all.extend([ReadNote::SecretNewline, ReadNote::SecretWhitespace]);
    all
}

pub(super) fn notices(value: &str) -> Vec<NoticeKind> {
    let text = || value.to_owned();
    let mut all = vec![
        NoticeKind::KeysAdded { keys: vec![text()], stored: true },
        NoticeKind::KeysAdded { keys: vec![text()], stored: false },
        NoticeKind::KeysAdded { keys: vec![text(), text(), text(), text()], stored: true },
        NoticeKind::IndexRebuilt { changed: true },
        NoticeKind::IndexRebuilt { changed: false },
        NoticeKind::PrivateCopied(Some(30)),
        NoticeKind::PrivateCopied(Some(90)),
        NoticeKind::PrivateCopied(None),
        NoticeKind::ClipboardCleared,
        NoticeKind::Saved(text().into()),
        NoticeKind::KeyTrouble(KeyTrouble::Form),
        NoticeKind::KeyTrouble(KeyTrouble::File(text().into(), ErrorKind::Other)),
        NoticeKind::KeyTrouble(KeyTrouble::NoRandomness),
        NoticeKind::KeyTrouble(KeyTrouble::NoClipboard),
        NoticeKind::KeysKnown(vec![text()]),
        NoticeKind::KeysKnown(vec![text(), text()]),
        NoticeKind::KeyRemoved(text()),
        NoticeKind::TooLarge(80_000_000),
        NoticeKind::NotSigned(None),
        NoticeKind::NotSigned(Some(ResignError::NoAlgorithm)),
        NoticeKind::NotEdited(EditError::NotATime(text())),
        NoticeKind::NotMade(TemplateError::NeedsRsa),
        NoticeKind::NotMade(TemplateError::NeedsKeyPair),
        NoticeKind::NotMade(TemplateError::NoRandomness),
        NoticeKind::NotMade(TemplateError::Unable(Unable::PublicOnly)),
        NoticeKind::NotCopied(crate::craft::copy_as::WhyNot::NoKey),
        NoticeKind::Copied,
        NoticeKind::WordFound(12_345),
        NoticeKind::NoWordFound,
        NoticeKind::TabSaved(text()),
        NoticeKind::TabDeleted(text()),
        NoticeKind::KeysForgotten(vec![text()]),
        NoticeKind::KeysForgotten(vec![text(), text()]),
        NoticeKind::Mended(1),
        NoticeKind::Mended(2),
        NoticeKind::Settings(Trouble::Members(text().into(), vec!["theme", "leeway_secs"])),
        NoticeKind::Settings(Trouble::PutAside(text().into())),
        NoticeKind::Templates(TemplatesTrouble::Some(1)),
        NoticeKind::Templates(TemplatesTrouble::Some(3)),
        NoticeKind::Templates(TemplatesTrouble::PutAside(text().into())),
        NoticeKind::Templates(TemplatesTrouble::Unreadable(text().into(), ErrorKind::PermissionDenied)),
        NoticeKind::Settings(Trouble::Unreadable(text().into(), ErrorKind::PermissionDenied)),
        NoticeKind::NotKept(text().into(), ErrorKind::PermissionDenied),
        NoticeKind::JobBroke,
        NoticeKind::Key(KeyProblem::Secret(SecretError::Character { at: 3 })),
        NoticeKind::Key(KeyProblem::Secret(SecretError::Incomplete { digits: 1 })),
        NoticeKind::Key(KeyProblem::Secret(SecretError::Incomplete { digits: 5 })),
        NoticeKind::Key(KeyProblem::File(text().into(), ErrorKind::NotFound)),
    ];
    all.extend(vault_errors(value).into_iter().map(NoticeKind::Vault));
    for kind in [
        ErrorKind::NotFound,
        ErrorKind::PermissionDenied,
        ErrorKind::IsADirectory,
        ErrorKind::FileTooLarge,
        ErrorKind::InvalidData,
        ErrorKind::Other,
    ] {
        all.push(NoticeKind::FileUnreadable(text().into(), kind));
    }
    all
}

fn vault_errors(value: &str) -> Vec<VaultError> {
    let id = || KeyUid::parse(&"0".repeat(32)).unwrap();
    vec![
        VaultError::NoBus,
        VaultError::NoProvider,
        VaultError::NoCollection,
        VaultError::Locked,
        VaultError::Refused,
        VaultError::Disconnected,
        VaultError::TooLarge { bytes: 70_000, limit: 2_560 },
        VaultError::ReadBack,
        VaultError::Unknown(id()),
        VaultError::Damaged(id()),
        VaultError::WrongPassphrase,
        VaultError::NoVault(value.into()),
        VaultError::Io { path: value.into(), kind: ErrorKind::NotFound },
        VaultError::NoRandomness,
        VaultError::Unwritable,
        VaultError::Failed,
    ]
}

pub(super) fn standings(value: &str) -> Vec<Standing> {
    let mut all = vec![Standing::Verifies, Standing::Mismatch, Standing::Fits, Standing::Sealed];
    all.extend(unfits(value).into_iter().map(Standing::Unfit));
    all.extend([Standing::Opens, Standing::NotOpens]);
    all.extend(unfits_to_open(value).into_iter().map(Standing::UnfitToOpen));
    all
}

pub(super) fn craft_errors(value: &str) -> Vec<CraftError> {
    let text = || value.to_owned();
    let mut all = vec![
        CraftError::NoSigner,
        CraftError::Several(3),
        CraftError::NoneBesideKey,
        CraftError::Unprotected,
        CraftError::NotDisjoint(text()),
        CraftError::StillEncoded,
        CraftError::NotCompact { at: 7 },
        CraftError::NotText,
    ];
    all.extend(unables(value).into_iter().map(|why| CraftError::Key { key: text(), why }));
    all
}

pub(super) fn unables(value: &str) -> Vec<Unable> {
    let mut all = vec![
        Unable::PublicOnly,
        Unable::NeverSigns(Curve::X25519),
        Unable::MeantFor(value.into()),
        Unable::Operations(Vec::new()),
        Unable::Operations(vec![value.into()]),
        Unable::TooSmall(JwsAlgorithm::Rs512),
        Unable::Unsupported(JwsAlgorithm::MlDsa87),
        Unable::Refused,
    ];
    all.extend(unfits(value).into_iter().map(Unable::Unfit));
    all.extend(key_faults(value).into_iter().map(Unable::Fault));
    all
}

pub(super) fn header_faults(value: &str) -> Vec<MembersFault> {
    let error = JsonError { at: 3, line: 1, column: 4, kind: JsonErrorKind::UnexpectedEnd };
    vec![MembersFault::NotJson(error), MembersFault::NotObject, MembersFault::Duplicate(value.into())]
}

pub(super) fn whys_not(value: &str) -> Vec<WhyNot> {
    vec![
        WhyNot::Already,
        WhyNot::Damaged,
        WhyNot::Several(0),
        WhyNot::Several(2),
        WhyNot::Unprotected,
        WhyNot::NoProtected,
        WhyNot::Aad,
        WhyNot::Member(value.into()),
        WhyNot::Unencoded,
        WhyNot::Disclosures,
    ]
}

pub(super) fn seal_errors(value: &str) -> Vec<SealError> {
    let text = || value.to_owned();
    let json = JsonError { at: 3, line: 1, column: 4, kind: JsonErrorKind::UnexpectedEnd };
    let mut all = vec![
        SealError::NoRecipient,
        SealError::Several(2),
        SealError::Alone(jwe::KeyManagement::Direct),
        SealError::NeverMade(jwe::KeyManagement::Rsa15),
        SealError::Sealed { recipient: 0 },
        SealError::KeyTooSmall { recipient: 1 },
        SealError::NotJson(json),
        SealError::NotObject,
        SealError::Duplicate(text()),
        SealError::Contradicts(text()),
        SealError::Party("apu"),
        SealError::Aad,
        SealError::NoRandomness,
        SealError::Cancelled,
        SealError::Failed,
    ];
    all.extend(unfits_to_open(value).into_iter().map(|why| SealError::Unfit { recipient: 1, why }));
    all.extend(key_faults(value).into_iter().map(|why| SealError::Key { recipient: 0, why }));
    all
}
