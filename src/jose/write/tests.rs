//! What is written reads back as the same key: by us, and by OpenSSL and OpenSSH where these are installed.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::*;
use crate::jose::generate::{KeySpec, RsaSize, generate};
use crate::jose::read::read_keys;
use crate::jose::{OkpKey, SecretBytes};

fn random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}

fn lock(password: &str) -> Lock<'_> {
    Lock { password, iterations: 1_000, random }
}

fn made(spec: KeySpec) -> Key {
    generate(spec, random, &|| false).unwrap()
}

fn x448() -> Key {
    let private = OkpKey::from_private(Curve::X448, SecretBytes::new(vec![7; 56])).unwrap();
    Key::new("x448", Material::Okp(private))
}

/// One key of each kind.
fn keys() -> Vec<Key> {
    let large = [KeySpec::Rsa(RsaSize::Bits3072), KeySpec::Rsa(RsaSize::Bits4096)];
    let specs = KeySpec::ALL.into_iter().filter(|spec| !large.contains(spec));
    specs.map(made).chain([x448()]).collect()
}

fn certified() -> Key {
    let pem = include_bytes!("../../../tests/data/keys/rsa2048/cert.pem");
    let mut file = read_keys(pem, "cert", None).unwrap();
    let mut key = file.keys.remove(0);
    if key.certificates.is_empty() {
        let block = pem::blocks(&String::from_utf8_lossy(pem)).remove(0).unwrap();
        key.certificates = vec![Arc::from(block.der.as_slice())];
    }
    key
}

fn sealed() -> Key {
    Key::new("sealed", Material::Sealed { bits: 256 })
}

#[test]
fn every_available_form_is_written_and_no_other() {
    for key in keys().into_iter().chain([certified(), sealed()]) {
        for key in [key.to_public(), Some(key)].into_iter().flatten() {
            let available = Form::available(&key);
            for form in Form::ALL {
                let written = write(&key, form, Some(&lock("pass")));
                assert_eq!(written.is_ok(), available.contains(&form), "{} {form:?} {written:?}", key.name);
            }
        }
    }
}

#[test]
fn what_is_written_reads_back_as_the_same_key() {
    for mut key in keys() {
        key.name = key.kid.clone().unwrap_or_else(|| "key".to_owned());
        for form in Form::available(&key) {
            let text = write(&key, form, Some(&lock("pass"))).unwrap();
            if form == Form::SecretText {
                continue;
            }
            let read = match read_keys(text.as_bytes(), "key", Some("pass")) {
                Ok(file) => file,
                Err(error) if is_later(&key, form) => {
                    println!("skipped: {form:?} of {:?}: {error}", key.kind());
                    continue;
                }
                Err(error) => panic!("{form:?} of {:?}: {error}", key.kind()),
            };
            assert!(read.notes.is_empty(), "{form:?} of {:?}: {:?}", key.kind(), read.notes);
            let expected = if form.is_private() { Some(key.clone()) } else { key.to_public() };
            assert_eq!(Some(&read.keys[0].material), expected.as_ref().map(|key| &key.material), "{form:?}");
            if matches!(form, Form::PublicJwk | Form::Jwks | Form::PrivateJwk) {
                assert_eq!(Some(&read.keys[0]), expected.as_ref(), "{form:?}");
            }
        }
    }
}

/// Forms that the reader does not know yet.
fn is_later(key: &Key, form: Form) -> bool {
    matches!(form, Form::EncryptedPem | Form::OpenSshPublic | Form::OpenSshPrivate)
        || matches!(key.material, Material::Akp(_)) && matches!(form, Form::PublicPem | Form::PrivatePem)
}

#[test]
fn public_forms_hold_nothing_private() {
    for key in keys() {
        let private = match &key.material {
            Material::Secret(secret) => secret,
            Material::Rsa(rsa) => rsa.private().unwrap(),
            Material::Ec(ec) => ec.private().unwrap(),
            Material::Okp(okp) => okp.private().unwrap(),
            Material::Akp(akp) => akp.seed().unwrap(),
            Material::Sealed { .. } => panic!("sealed"),
        };
        for form in Form::available(&key).into_iter().filter(|form| !form.is_private()) {
            let text = write(&key, form, None).unwrap();
            let read = read_keys(text.as_bytes(), "key", None);
            assert!(read.is_err() || read.is_ok_and(|file| !file.keys[0].has_private()), "{form:?}");
            let encoded = base64url::encode(private.as_bytes());
            assert!(!text.contains(&encoded), "{form:?} of {:?}", key.kind());
            for member in ["\"d\"", "\"p\"", "\"k\"", "\"priv\""] {
                assert!(!text.contains(member), "{form:?} of {:?} has {member}", key.kind());
            }
        }
    }
}

#[test]
fn a_set_leaves_secrets_out_and_says_so() {
    let (ec, secret) = (made(KeySpec::P256), made(KeySpec::Hs256));
    let set = jwks(&[secret.clone(), ec.clone(), sealed(), ec.to_public().unwrap()]);
    assert_eq!(set.left_out, [0, 2]);
    let read = read_keys(set.json.as_bytes(), "set", None).unwrap();
    assert_eq!(read.keys.len(), 2);
    assert!(read.keys.iter().all(|key| !key.has_private() && key.material == read.keys[0].material));
    assert_eq!(jwks(&[secret]).json, "{\n  \"keys\": []\n}\n");
    assert_eq!(jwks(&[]), JwkSet { json: "{\n  \"keys\": []\n}\n".to_owned(), left_out: vec![] });
}

#[test]
fn a_jwk_says_all_in_one_order() {
    let mut key = certified();
    key.kid = Some("a \"b\"\u{202e}".to_owned());
    key.alg = Some("RS256".to_owned());
    key.key_use = Some("sig".to_owned());
    key.key_ops = Some(vec!["verify".to_owned()]);
    let jwk = public_jwk(&key).unwrap();
    let names: Vec<&str> = jwk.lines().filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(names, ["kty", "n", "e", "kid", "alg", "use", "key_ops", "x5c"]);
    let value: serde_json::Value = serde_json::from_str(&jwk).unwrap();
    assert_eq!(value["kid"], "a \"b\"\u{202e}");
    assert!(value["x5c"][0].as_str().unwrap().starts_with("MII"));
    let jwk = private_jwk(&made(KeySpec::Rsa(RsaSize::Bits2048))).unwrap();
    let names: Vec<&str> = jwk.lines().filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(names, ["kty", "n", "e", "d", "p", "q", "dp", "dq", "qi", "kid", "alg", "use"]);
}

#[test]
fn the_public_half_may_verify_where_the_pair_may_sign() {
    for (pair, public) in [
        (&["sign"][..], Some(&["verify"][..])),
        (&["sign", "verify"], Some(&["verify"])),
        (&["decrypt", "unwrapKey"], Some(&["encrypt", "wrapKey"])),
        (&["deriveBits"], None),
        (&["made-up"], Some(&["made-up"])),
    ] {
        let mut key = made(KeySpec::P256);
        key.key_ops = Some(pair.iter().map(|&operation| operation.to_owned()).collect());
        let read = read_keys(public_jwk(&key).unwrap().as_bytes(), "key", None).unwrap();
        let expected: Option<Vec<String>> = public.map(|all| all.iter().map(|&one| one.to_owned()).collect());
        assert_eq!(read.keys[0].key_ops, expected);
    }
}

#[test]
fn a_lock_needs_a_password_and_randomness() {
    let key = made(KeySpec::P256);
    assert_eq!(encrypted_pem(&key, &lock("")), Err(WriteError::PasswordNeeded));
    assert_eq!(write(&key, Form::EncryptedPem, None), Err(WriteError::PasswordNeeded));
    let no_randomness = Lock { random: |_| false, ..lock("pass") };
    assert_eq!(encrypted_pem(&key, &no_randomness), Err(WriteError::NoRandomness));
    assert_eq!(encrypted_pem(&key.to_public().unwrap(), &lock("pass")), Err(WriteError::NoPrivate));
    // Salt and initialisation vector are new each time.
    assert_ne!(encrypted_pem(&key, &lock("pass")), encrypted_pem(&key, &lock("pass")));
    assert!(!format!("{:?}", lock("hunter2")).contains("hunter2"));
}

#[test]
fn openssl_reads_what_is_written() {
    if !is_installed("openssl", "version") {
        return;
    }
    for key in keys() {
        // OpenSSL has no ML-DSA before 3.5.
        if matches!(key.material, Material::Akp(_) | Material::Secret(_)) {
            continue;
        }
        let public = public_pem(&key).unwrap();
        for (form, arguments) in [
            (Form::PublicPem, &["pkey", "-pubin", "-pubout"][..]),
            (Form::PrivatePem, &["pkey", "-pubout"]),
            (Form::PrivatePem, &["pkey", "-check", "-noout"]),
            (Form::EncryptedPem, &["pkey", "-passin", "pass:pässwörd", "-pubout"]),
        ] {
            let is_montgomery = matches!(key.kind(), KeyKind::Okp(Curve::X25519 | Curve::X448));
            let is_check = arguments.contains(&"-check");
            if is_check && is_montgomery {
                continue;
            }
            let text = write(&key, form, Some(&lock("pässwörd"))).unwrap();
            let said = run("openssl", arguments, &text).unwrap();
            let expected = if is_check { "Key is valid\n" } else { public.as_str() };
            assert_eq!(said, expected, "{form:?} of {:?}", key.kind());
        }
        let wrong = write(&key, Form::EncryptedPem, Some(&lock("right"))).unwrap();
        assert!(run("openssl", &["pkey", "-passin", "pass:wrong", "-pubout"], &wrong).is_err());
    }
    let certificate = certificate_pem(&certified()).unwrap();
    let said = run("openssl", &["x509", "-pubkey", "-noout"], &certificate).unwrap();
    assert_eq!(said, public_pem(&certified()).unwrap());
}

#[test]
fn ssh_keygen_reads_what_is_written() {
    if !is_installed("ssh-keygen", "-?") {
        return;
    }
    for key in keys() {
        if !Form::available(&key).contains(&Form::OpenSshPrivate) {
            continue;
        }
        let line = openssh_public(&key).unwrap();
        // ssh-keygen reads private keys from files of their owner only.
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let mut file = tempfile::NamedTempFile::new_in(folder.path()).unwrap();
        file.write_all(openssh_private(&key).unwrap().as_bytes()).unwrap();
        file.persist(&path).unwrap();
        let path = path.to_str().unwrap();
        assert_eq!(run("ssh-keygen", &["-y", "-f", path], "").unwrap().trim_end(), line);
        let listed = run("ssh-keygen", &["-l", "-f", "-"], &line).unwrap();
        assert!(listed.contains(&format!(" {} (", key.name)), "{listed}");
    }
}

fn is_installed(tool: &str, argument: &str) -> bool {
    let found = Command::new(tool).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        println!("skipped: {tool} is not installed");
    }
    found
}

/// What the tool says, or what it complains of.
fn run(tool: &str, arguments: &[&str], input: &str) -> Result<String, String> {
    let mut child = Command::new(tool)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A tool that has heard enough closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}
