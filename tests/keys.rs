//! Key files in every container: what must load loads with the right thumbprint, what must not be read is
//! named or refused, and nothing panics.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may stop, and says aloud what it skips"
)]

use std::path::{Path, PathBuf};

use jotlens::jose::read::{
    Format, KeyFile, ReadError, ReadNote, SecretEncoding, Structure, read_keys, read_secret, read_secret_file,
};
use jotlens::jose::{Key, KeyFault, KeyNote};
use serde_json::Value;

/// Our own, small selection.
#[test]
fn the_selection_beside_the_tests() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys"), 50);
}

/// All of them, where the vectors are.
#[test]
fn the_whole_collection() {
    let root = std::env::var_os("JOTLENS_VECTORS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from)
        .join("keys");
    if root.join("manifest.json").exists() {
        check(&root, 270);
    } else {
        println!("skipped: no keys in {}", root.display());
    }
}

fn check(root: &Path, at_least: usize) {
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(root.join("manifest.json")).unwrap()).unwrap();
    let entries = manifest["entries"].as_array().unwrap();
    assert!(entries.len() >= at_least, "{} entries are too few", entries.len());
    let (mut loaded, mut named, mut refused, mut wrong) = (0, 0, 0, Vec::new());
    for entry in entries {
        let file = entry["file"].as_str().unwrap();
        let bytes = std::fs::read(root.join(file)).unwrap();
        let read = read_keys(&bytes, "key", entry["password"].as_str());
        match &read {
            Ok(_) => loaded += 1,
            Err(ReadError::Unsupported(_)) => named += 1,
            Err(_) => refused += 1,
        }
        if let Err(why) = judge(entry, &bytes, &read) {
            wrong.push(format!("{file}: {why}"));
        }
    }
    println!("{loaded} loaded, {named} named, {refused} refused");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn judge(entry: &Value, bytes: &[u8], read: &Result<KeyFile, ReadError>) -> Result<(), String> {
    match (entry["expect"].as_str().unwrap_or_default(), read) {
        // Refused, or read without the private part that does not belong to it.
        ("reject", Err(_)) => Ok(()),
        ("reject", Ok(file)) if has_note(file, "key.pair-mismatch") && !has_private(file) => Ok(()),
        ("reject", Ok(_)) => Err("must be refused".to_owned()),
        (_, Ok(file)) => judge_keys(entry, file),
        (_, Err(ReadError::Unsupported(found))) => {
            let named = name_of(*found);
            let format = entry["format"].as_str().unwrap_or_default();
            if format.contains(named) { Ok(()) } else { Err(format!("{format} was taken for {named}")) }
        }
        (_, Err(ReadError::Key(KeyFault::Unsupported(_)))) if is_later_kind(entry) => Ok(()),
        (_, Err(ReadError::NotAKey(_))) if entry["kty"] == "oct" => judge_secret(entry, bytes),
        ("identify" | "identify-or-load", Err(ReadError::NotAKey(_))) => Ok(()),
        (expected, Err(error)) => Err(format!("{expected} expected: {error}")),
    }
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
    for finding in entry["findings"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if is_for_the_reader(finding) && !has_note(file, finding) {
            return Err(format!("no note for {finding}: {:?}", file.notes));
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
    // What has a warning is stored with a line break or a mark that is no part of the secret.
    let same = entry["thumbprint_s256"] == key.thumbprint().unwrap();
    if same == (entry["expect"] == "load") { Ok(()) } else { Err("wrong secret".to_owned()) }
}

fn is_for_the_reader(finding: &str) -> bool {
    matches!(
        finding,
        "key.pem-repaired"
            | "key.pem-label"
            | "key.ec-coordinate-length"
            | "key.rsa-nonminimal"
            | "key.pair-mismatch"
            | "key.rsa-pss-oid"
            | "key.unknown-kty"
            | "key.set-empty"
            | "json.bom"
            | "b64.std-alphabet"
    )
}

fn has_note(file: &KeyFile, finding: &str) -> bool {
    file.notes.iter().any(|note| match note {
        ReadNote::PemRepaired | ReadNote::NoArmour => finding == "key.pem-repaired",
        ReadNote::PemLabel { .. } => finding == "key.pem-label",
        ReadNote::Skipped { why: ReadError::Key(KeyFault::UnknownType(_)), .. } => {
            finding == "key.unknown-kty"
        }
        ReadNote::EmptySet => finding == "key.set-empty",
        ReadNote::ByteOrderMark => finding == "json.bom",
        ReadNote::Key { note, .. } => match note {
            KeyNote::Base64(..) => finding == "b64.std-alphabet",
            KeyNote::PartLength { .. } => finding == "key.ec-coordinate-length",
            KeyNote::NonMinimal(_) => finding == "key.rsa-nonminimal",
            KeyNote::PairMismatch => finding == "key.pair-mismatch",
            KeyNote::PssOnly => finding == "key.rsa-pss-oid",
            _ => false,
        },
        _ => false,
    })
}

fn has_private(file: &KeyFile) -> bool {
    file.keys.iter().any(Key::has_private)
}

/// Kinds of key that are not done so far: they must be called unsupported, not damaged.
fn is_later_kind(entry: &Value) -> bool {
    entry["kty"] == "AKP" || matches!(entry["crv"].as_str(), Some("Ed448" | "X25519" | "X448"))
}

/// A word of the manifest's description of a format that is named and not read.
fn name_of(format: Format) -> &'static str {
    match format {
        Format::LegacyEncryptedPem => "DEK-Info",
        Format::OpenSshPrivate => "OpenSSH private key",
        Format::OpenSshPublic => "OpenSSH public key",
        Format::Ssh2Public => "RFC 4716",
        Format::Putty => "PuTTY",
        Format::JavaKeyStore => "Java KeyStore",
        Format::Pgp => "PGP",
        Format::Age => "age",
        Format::Pem(inner) | Format::Der(inner) | Format::Base64(inner) => match inner {
            Structure::EncryptedPkcs8 => "ncrypted",
            Structure::CertificateRequest => "PKCS#10",
            Structure::Pkcs7 => "PKCS#7",
            Structure::Pkcs12 => "PKCS#12",
            Structure::Dsa | Structure::Parameters => "DSA",
            _ => "something that is read",
        },
        _ => "something that is read",
    }
}
