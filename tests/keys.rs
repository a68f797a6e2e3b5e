//! Key files in every container: what must load loads with the right thumbprint, what must not be read is
//! named or refused, and nothing panics.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may stop, and says aloud what it found"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use jotlens::encoding::pem::PemError;
use jotlens::jose::read::{
    Format, Guess, KeyFile, ReadError, ReadNote, SecretEncoding, Structure, cleaned_secret, read_keys,
    read_secret, read_secret_file, secret_notes,
};
use jotlens::jose::{Key, KeyFault, KeyNote};
use serde_json::Value;

/// When the collection was made, in Unix time.
const NOW: i64 = 1_795_219_200;

#[test]
fn every_file_of_the_collection() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys");
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(root.join("manifest.json")).unwrap()).unwrap();
    let entries = manifest["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 278);
    let mut wrong = Vec::new();
    let (mut loaded, mut named, mut secrets, mut refused) = (0, 0, 0, 0);
    let mut slowest = (Duration::ZERO, "");
    for entry in entries {
        let file = entry["file"].as_str().unwrap();
        let bytes = std::fs::read(root.join(file)).unwrap();
        let start = Instant::now();
        let read = read_keys(&bytes, "key", entry["password"].as_str());
        slowest = slowest.max((start.elapsed(), file));
        match &read {
            Ok(_) => loaded += 1,
            Err(ReadError::Unsupported(_)) => named += 1,
            Err(ReadError::NotAKey(_)) if entry["kty"] == "oct" => secrets += 1,
            Err(_) => refused += 1,
        }
        if let Err(why) = judge(entry, &bytes, &read) {
            wrong.push(format!("{file}: {why}"));
        }
    }
    println!("{loaded} loaded, {secrets} secrets, {named} named, {refused} refused; slowest: {slowest:?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn judge(entry: &Value, bytes: &[u8], read: &Result<KeyFile, ReadError>) -> Result<(), String> {
    match (entry["expect"].as_str().unwrap_or_default(), read) {
        // Without the private part that does not belong to it.
        ("reject", Ok(file)) if has_note(file, "key.pair-mismatch") && !has_private(file) => Ok(()),
        ("reject", Ok(_)) => Err("must be refused".to_owned()),
        ("reject" | "identify", Err(error)) => judge_refusal(entry, error),
        ("identify-or-load", Err(ReadError::NotAKey(Guess::Text))) if entry["encoding"] == "hex" => Ok(()),
        (_, Ok(file)) => judge_keys(entry, file),
        ("load" | "load-with-warning", Err(ReadError::NotAKey(_))) if entry["kty"] == "oct" => {
            judge_secret(entry, bytes)
        }
        (expected, Err(error)) => Err(format!("{expected} expected: {error}")),
    }
}

/// What must not be read is refused for the right reason.
fn judge_refusal(entry: &Value, error: &ReadError) -> Result<(), String> {
    use ReadError::{Json, Key, NotAKey, Pem, Unsupported, WrongPassword};
    let file = entry["file"].as_str().unwrap();
    let as_expected = match file.rsplit('/').next().unwrap() {
        "keystore.jks" => matches!(error, Unsupported(Format::JavaKeyStore)),
        "openid-configuration.json" => matches!(error, NotAKey(Guess::Discovery { .. })),
        "pgp.asc" => matches!(error, Unsupported(Format::Pgp)),
        "age.txt" => matches!(error, Unsupported(Format::Age)),
        "dsa.pem" => matches!(error, Unsupported(Format::Pem(Structure::Parameters | Structure::Dsa))),
        "spki-explicit.pem" => matches!(error, Key(KeyFault::ExplicitParameters)),
        "trailing-comma.jwks.json" => matches!(error, Json(_)),
        "truncated.pem" | "truncated-body.pem" => {
            matches!(error, Pem(PemError::NoEnd { .. }) | Key(KeyFault::Der(_)))
        }
        "bad-base64.pem" => matches!(error, Pem(PemError::InvalidCharacter { .. })),
        "ec-off-curve.jwk.json" => matches!(error, Key(KeyFault::OffCurve(_))),
        "ec-short-coordinate.jwk.json" => matches!(error, Key(KeyFault::Length { part: "x", .. })),
        "ed25519-short.jwk.json" => matches!(error, Key(KeyFault::Length { part: "x", found: 31, .. })),
        "jwk-kty-case.jwk.json" => matches!(error, Key(KeyFault::UnknownType(name)) if name == "rsa"),
        "jwk-missing-e.jwk.json" => matches!(error, Key(KeyFault::Missing("e"))),
        "jwk-k-number.jwk.json" => matches!(error, Key(KeyFault::WrongType("k"))),
        "wrong-password.pem" => matches!(error, WrongPassword(Format::Pem(Structure::EncryptedPkcs8))),
        "empty.pem" => matches!(error, NotAKey(Guess::Empty)),
        "html.pem" => matches!(error, NotAKey(Guess::Html)),
        _ => false,
    };
    if as_expected { Ok(()) } else { Err(format!("refused for another reason: {error:?}")) }
}

fn judge_keys(entry: &Value, file: &KeyFile) -> Result<(), String> {
    let found: Vec<String> = file.keys.iter().map(|key: &Key| key.thumbprint().unwrap()).collect();
    let one = entry["thumbprint_s256"].as_str();
    let expected: Option<Vec<&str>> = match entry["thumbprints_s256"].as_array() {
        Some(set) => Some(set.iter().filter_map(Value::as_str).collect()),
        None => one.map(|one| vec![one]),
    };
    if expected.as_ref().is_some_and(|expected| *expected != found) {
        return Err(format!("thumbprints {expected:?} expected, {found:?} found"));
    }
    if entry["private"] != has_private(file) {
        return Err(format!("private = {} expected", entry["private"]));
    }
    let has_certificate =
        !entry["contains"].is_null() || entry["format"].as_str().unwrap().starts_with("X.509");
    if has_certificate && file.keys.iter().all(|key| key.certificates.is_empty()) {
        return Err("no certificate".to_owned());
    }
    let findings: Vec<&str> =
        entry["findings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for finding in NOTED {
        if findings.contains(finding) != has_note(file, finding) {
            return Err(format!("{finding}: {:?}", file.notes));
        }
    }
    Ok(())
}

/// A secret that somebody called one. In text and in binary files the bytes are the secret.
fn judge_secret(entry: &Value, bytes: &[u8]) -> Result<(), String> {
    let encoding = match entry["encoding"].as_str().unwrap_or_default() {
        "hex" => Some(SecretEncoding::Hex),
        "base64" => Some(SecretEncoding::Base64),
        "base64url" => Some(SecretEncoding::Base64url),
        _ => None,
    };
    let text = String::from_utf8_lossy(bytes);
    let key = match encoding {
        Some(encoding) => read_secret(&text, encoding, "key").map_err(|error| error.to_string())?,
        None => read_secret_file(bytes, "key"),
    };
    let same = entry["thumbprint_s256"] == key.thumbprint().unwrap();
    if entry["expect"] == "load" {
        return if same { Ok(()) } else { Err("wrong secret".to_owned()) };
    }
    // Stored with a line break or a mark that is no part of the secret: both readings are offered.
    let clean = cleaned_secret(bytes).ok_or("not cleaned")?;
    let clean = read_secret(&clean, SecretEncoding::Text, "key").unwrap();
    let told = match entry["findings"][0].as_str().unwrap() {
        "dx.secret-newline" => ReadNote::SecretNewline,
        _ => ReadNote::SecretWhitespace,
    };
    let good = !same && entry["thumbprint_s256"] == clean.thumbprint().unwrap();
    if good && secret_notes(bytes).contains(&told) { Ok(()) } else { Err("wrong clean secret".to_owned()) }
}

/// The findings that follow from what the reader notes, and from nothing else.
const NOTED: &[&str] = &[
    "key.pem-repaired",
    "key.pem-label",
    "key.ec-coordinate-length",
    "key.rsa-nonminimal",
    "key.pair-mismatch",
    "key.rsa-pss-oid",
    "key.unknown-kty",
    "key.set-empty",
    "key.legacy-pem-encryption",
    "key.cert-expired",
    "key.cert-not-yet",
    "key.cert-weak-sig",
    "key.x5c-mismatch",
    "key.x5t-mismatch",
    "json.bom",
    "b64.std-alphabet",
];

fn has_note(file: &KeyFile, finding: &str) -> bool {
    file.notes.iter().any(|note| match note {
        ReadNote::PemRepaired => finding == "key.pem-repaired",
        // A number in hex or base64 is no PEM that lost its armour.
        ReadNote::NoArmour => {
            finding == "key.pem-repaired" && !matches!(file.format, Format::EcPoint | Format::Libsodium)
        }
        ReadNote::PemLabel { .. } => finding == "key.pem-label",
        ReadNote::Skipped { why: ReadError::Key(KeyFault::UnknownType(_)), .. } => {
            finding == "key.unknown-kty"
        }
        ReadNote::EmptySet => finding == "key.set-empty",
        ReadNote::ByteOrderMark => finding == "json.bom",
        ReadNote::LegacyEncryption(_) => finding == "key.legacy-pem-encryption",
        ReadNote::Certificate { not_before, not_after, weak_signature, .. } => match finding {
            "key.cert-expired" => *not_after < NOW,
            "key.cert-not-yet" => *not_before > NOW,
            "key.cert-weak-sig" => weak_signature.is_some(),
            _ => false,
        },
        ReadNote::Key { note, .. } => match note {
            KeyNote::Base64(..) => finding == "b64.std-alphabet",
            KeyNote::PartLength { .. } => finding == "key.ec-coordinate-length",
            KeyNote::NonMinimal(_) => finding == "key.rsa-nonminimal",
            KeyNote::PairMismatch => finding == "key.pair-mismatch",
            KeyNote::PssOnly => finding == "key.rsa-pss-oid",
            KeyNote::X5cMismatch => finding == "key.x5c-mismatch",
            KeyNote::X5tMismatch(_) => finding == "key.x5t-mismatch",
            _ => false,
        },
        _ => false,
    })
}

fn has_private(file: &KeyFile) -> bool {
    file.keys.iter().any(Key::has_private)
}
