//! What OpenSSL, OpenSSH, PuTTY and Java write is read, in every protection that they offer; where a tool is
//! not installed, the test says so aloud.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop, and says aloud what it skips"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jotlens::jose::Key;
use jotlens::jose::read::{Format, KeyFile, Legacy, ReadError, ReadNote, read_keys};

const PASSWORD: &str = "pässword";

/// A folder that is gone after the test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// Runs a tool in the folder; whether it went well.
    fn run(&self, tool: &str, args: &[&str]) -> bool {
        let status = Command::new(tool)
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    }
}

/// Whether a tool is there.
fn has(tool: &str) -> bool {
    let found = Command::new(tool).arg("--help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        println!("skipped: no {tool} here");
    }
    found
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys").join(name)
}

fn only(file: &KeyFile) -> &Key {
    let [key] = file.keys.as_slice() else { panic!("{} keys", file.keys.len()) };
    key
}

/// Reads the file with the password, and sees that it is asked for and that another one is refused as wrong.
fn opens(bytes: &[u8], what: &str) -> KeyFile {
    let without = read_keys(bytes, "key", None);
    assert!(matches!(without, Err(ReadError::PasswordNeeded(_))), "{what}: {without:?}");
    for wrong in ["", "x", "password"] {
        let read = read_keys(bytes, "key", Some(wrong));
        assert!(matches!(read, Err(ReadError::WrongPassword(_))), "{what}: {read:?}");
    }
    let file = read_keys(bytes, "key", Some(PASSWORD)).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert!(only(&file).has_private(), "{what}");
    file
}

fn legacy(file: &KeyFile) -> Vec<Legacy> {
    let note = |note: &ReadNote| match note {
        ReadNote::LegacyEncryption(legacy) => Some(legacy.clone()),
        _ => None,
    };
    file.notes.iter().filter_map(note).collect()
}

#[test]
fn pkcs8_of_openssl() {
    if !has("openssl") {
        return;
    }
    let folder = Folder::new();
    let pass = format!("pass:{PASSWORD}");
    for kind in ["rsa2048", "ec-p521", "ed448", "x25519"] {
        let source = data(&format!("{kind}/pkcs8.pem"));
        let expected = only(&read_keys(&std::fs::read(&source).unwrap(), "key", None).unwrap()).clone();
        let write = |args: &[&str]| {
            let base = ["pkcs8", "-topk8", "-in", source.to_str().unwrap(), "-passout", &pass, "-out", "key"];
            folder.run("openssl", &[&base, args].concat())
        };
        for (cipher, prf) in [
            ("aes-128-cbc", "hmacWithSHA512"),
            ("aes-192-cbc", "hmacWithSHA384"),
            ("aes-256-cbc", "hmacWithSHA224"),
            ("aes-256-cbc", "hmacWithSHA256"),
            ("des3", "hmacWithSHA1"),
        ] {
            assert!(write(&["-v2", cipher, "-v2prf", prf, "-outform", "DER"]), "{cipher} {prf}");
            let file = opens(&folder.bytes("key"), &format!("{kind} {cipher} {prf}"));
            assert_eq!(only(&file), &expected);
            let old = if cipher == "des3" { vec![Legacy::TripleDes] } else { vec![] };
            assert_eq!(legacy(&file), old);
        }
        assert!(write(&["-scrypt", "-scrypt_N", "1024"]));
        assert_eq!(only(&opens(&folder.bytes("key"), "scrypt")), &expected);
        for (scheme, old) in [
            ("PBE-MD5-DES", Legacy::Pbes1),
            ("PBE-SHA1-DES", Legacy::Pbes1),
            ("PBE-SHA1-3DES", Legacy::Pbes1),
            ("PBE-SHA1-2DES", Legacy::Pbes1),
            ("PBE-MD5-RC2-64", Legacy::Rc2),
            ("PBE-SHA1-RC2-64", Legacy::Rc2),
            ("PBE-SHA1-RC2-40", Legacy::Rc2),
            ("PBE-SHA1-RC2-128", Legacy::Rc2),
        ] {
            if !write(&["-v1", scheme, "-provider", "legacy", "-provider", "default"]) {
                println!("skipped: {scheme}, no legacy provider");
                continue;
            }
            let file = opens(&folder.bytes("key"), &format!("{kind} {scheme}"));
            assert_eq!((only(&file), legacy(&file)), (&expected, vec![old]), "{scheme}");
        }
        if write(&["-v1", "PBE-SHA1-RC4-128", "-provider", "legacy", "-provider", "default"]) {
            let read = read_keys(&folder.bytes("key"), "key", Some(PASSWORD));
            assert!(matches!(read, Err(ReadError::UnknownProtection(_))), "{read:?}");
        }
    }
}

#[test]
fn old_pem_of_openssl() {
    if !has("openssl") {
        return;
    }
    let folder = Folder::new();
    let pass = format!("pass:{PASSWORD}");
    for (command, kind) in [("rsa", "rsa2048"), ("ec", "ec-p256")] {
        let source = data(&format!("{kind}/pkcs8.pem"));
        let expected = only(&read_keys(&std::fs::read(&source).unwrap(), "key", None).unwrap()).clone();
        for (cipher, name) in [
            ("-aes128", "AES-128-CBC"),
            ("-aes192", "AES-192-CBC"),
            ("-aes256", "AES-256-CBC"),
            ("-des3", "DES-EDE3-CBC"),
            ("-des", "DES-CBC"),
        ] {
            let mut args =
                vec![command, "-in", source.to_str().unwrap(), "-passout", &pass, "-out", "key", cipher];
            args.extend(["-provider", "legacy", "-provider", "default"]);
            if command == "rsa" {
                args.push("-traditional");
            }
            // Without the provider for it some versions write a plain key and are content.
            let ran = folder.run("openssl", &args);
            if !ran || !String::from_utf8(folder.bytes("key")).unwrap().contains(name) {
                println!("skipped: {name} is not written");
                continue;
            }
            let file = opens(&folder.bytes("key"), name);
            let old = vec![Legacy::DekInfo(name.to_owned())];
            assert_eq!((only(&file), legacy(&file)), (&expected, old), "{name}");
            assert_eq!(file.format, Format::LegacyEncryptedPem);
        }
    }
}

#[test]
fn pkcs12_of_openssl() {
    if !has("openssl") {
        return;
    }
    let folder = Folder::new();
    let pass = format!("pass:{PASSWORD}");
    let (key, certificate) = (data("rsa2048/pkcs8.pem"), data("rsa2048/cert.pem"));
    let expected = only(&read_keys(&std::fs::read(&key).unwrap(), "key", None).unwrap()).clone();
    let write = |args: &[&str]| {
        let base =
            ["pkcs12", "-export", "-inkey", key.to_str().unwrap(), "-in", certificate.to_str().unwrap()];
        let rest = ["-passout", &pass, "-out", "key", "-provider", "legacy", "-provider", "default"];
        folder.run("openssl", &[&base, rest.as_slice(), args].concat())
    };
    let modern = ["-keypbe", "AES-128-CBC", "-certpbe", "AES-256-CBC"];
    for (args, old) in [
        (vec!["-macalg", "sha1"], vec![]),
        (vec!["-macalg", "sha384"], vec![]),
        (vec!["-macalg", "sha512", "-iter", "1"], vec![]),
        (modern.to_vec(), vec![]),
        (vec!["-certpbe", "NONE"], vec![]),
        (vec!["-keypbe", "NONE"], vec![]),
        (vec!["-keypbe", "NONE", "-certpbe", "NONE"], vec![]),
        (vec!["-keypbe", "PBE-SHA1-3DES"], vec![Legacy::Pbes1]),
        (vec!["-legacy"], vec![Legacy::Rc2, Legacy::Pbes1]),
        (vec!["-certpbe", "PBE-SHA1-RC2-128"], vec![Legacy::Rc2]),
        (vec!["-nomac"], vec![]),
        (vec!["-name", "내 키"], vec![]),
    ] {
        assert!(write(&args), "{args:?}");
        let file = opens(&folder.bytes("key"), &format!("{args:?}"));
        let found = only(&file);
        assert_eq!((&found.material, legacy(&file)), (&expected.material, old), "{args:?}");
        assert_eq!(found.certificates.len(), 1, "{args:?}");
        assert_eq!(found.name, if args.contains(&"내 키") { "내 키" } else { "key" });
    }
    // A flipped bit under the MAC is damage or a wrong password: which one, nobody can tell.
    let mut bytes = folder.bytes("key");
    let middle = bytes.len() / 2;
    bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 1);
    assert!(read_keys(&bytes, "key", Some(PASSWORD)).is_err());
}

/// A signed mail, whose length OpenSSL does not know when it begins to write.
#[test]
fn signed_messages_of_openssl() {
    if !has("openssl") {
        return;
    }
    let folder = Folder::new();
    let (key, certificate) = (data("rsa2048/pkcs8.pem"), data("rsa2048/cert.pem"));
    std::fs::write(folder.path("mail"), "Hello").unwrap();
    let expected = read_keys(&std::fs::read(&certificate).unwrap(), "key", None).unwrap();
    for form in ["PEM", "DER"] {
        let signer = ["-signer", certificate.to_str().unwrap(), "-inkey", key.to_str().unwrap()];
        let rest = ["-in", "mail", "-out", "signed", "-nodetach", "-stream", "-outform", form];
        assert!(folder.run("openssl", &[&["smime", "-sign"], signer.as_slice(), rest.as_slice()].concat()));
        assert_eq!(read_keys(&folder.bytes("signed"), "key", None).unwrap().keys, expected.keys, "{form}");
    }
}

#[test]
fn certificates_of_openssl() {
    if !has("openssl") {
        return;
    }
    let folder = Folder::new();
    let (chain, key) = (data("rsa2048/chain.pem"), data("ed25519/pkcs8.pem"));
    let (chain, key) = (chain.to_str().unwrap(), key.to_str().unwrap());
    let expected = read_keys(&std::fs::read(chain).unwrap(), "key", None).unwrap();
    for form in ["PEM", "DER"] {
        let args = ["crl2pkcs7", "-nocrl", "-certfile", chain, "-outform", form, "-out", "certs"];
        assert!(folder.run("openssl", &args));
        assert_eq!(read_keys(&folder.bytes("certs"), "key", None).unwrap().keys, expected.keys, "{form}");
    }
    assert!(
        folder.run("openssl", &["x509", "-in", chain, "-trustout", "-addtrust", "serverAuth", "-out", "t"])
    );
    let trusted = read_keys(&folder.bytes("t"), "key", None).unwrap();
    assert!(String::from_utf8(folder.bytes("t")).unwrap().contains("TRUSTED"));
    assert_eq!(only(&trusted).certificates.first(), only(&expected).certificates.first());
    let public = only(&read_keys(&std::fs::read(key).unwrap(), "key", None).unwrap()).to_public().unwrap();
    for form in ["PEM", "DER"] {
        let subject = ["-subj", "/CN=test", "-addext", "subjectAltName=DNS:example.test"];
        let args = ["req", "-new", "-key", key, "-outform", form, "-out", "request"];
        assert!(folder.run("openssl", &[&args, subject.as_slice()].concat()));
        let request = read_keys(&folder.bytes("request"), "key", None).unwrap();
        assert_eq!(only(&request), &public);
        assert!(matches!(request.format, Format::Pem(_) | Format::Der(_)) && request.notes.is_empty());
    }
}

#[test]
fn pkcs12_of_java() {
    if !has("keytool") {
        return;
    }
    let folder = Folder::new();
    for (kind, size) in [("RSA", "2048"), ("EC", "256")] {
        let args = [
            "-genkeypair",
            "-keyalg",
            kind,
            "-keysize",
            size,
            "-alias",
            "mine",
            "-dname",
            "CN=test",
            "-keystore",
            kind,
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
        ];
        if !folder.run("keytool", &args) {
            println!("skipped: keytool makes no {kind}");
            continue;
        }
        let bytes = folder.bytes(kind);
        let file = read_keys(&bytes, "key", Some("changeit")).unwrap();
        assert!(only(&file).has_private() && only(&file).name == "mine");
        assert_eq!(only(&file).certificates.len(), 1);
        assert!(matches!(read_keys(&bytes, "key", None), Err(ReadError::PasswordNeeded(_))));
        assert!(matches!(read_keys(&bytes, "key", Some("Changeit")), Err(ReadError::WrongPassword(_))));
    }
}

#[test]
fn keys_of_openssh() {
    if !has("ssh-keygen") {
        return;
    }
    let folder = Folder::new();
    for (kind, bits) in
        [("rsa", "2048"), ("ecdsa", "256"), ("ecdsa", "384"), ("ecdsa", "521"), ("ed25519", "256")]
    {
        let made = ["-q", "-t", kind, "-b", bits, "-C", "me@home", "-N", "", "-f", "key"];
        let _ = std::fs::remove_file(folder.path("key"));
        assert!(folder.run("ssh-keygen", &made), "{kind}");
        let private = read_keys(&folder.bytes("key"), "file", None).unwrap();
        let public = read_keys(&folder.bytes("key.pub"), "file", None).unwrap();
        assert_eq!((private.format, public.format), (Format::OpenSshPrivate, Format::OpenSshPublic));
        assert_eq!(only(&private).to_public().as_ref(), Some(only(&public)), "{kind} {bits}");
        assert!(only(&private).has_private() && only(&private).name == "me@home");
        for cipher in [
            "aes128-cbc",
            "aes192-ctr",
            "aes256-ctr",
            "aes256-gcm@openssh.com",
            "chacha20-poly1305@openssh.com",
        ] {
            std::fs::copy(folder.path("key"), folder.path("sealed")).unwrap();
            assert!(folder.run(
                "ssh-keygen",
                &["-q", "-p", "-P", "", "-N", PASSWORD, "-a", "2", "-Z", cipher, "-f", "sealed"]
            ));
            assert_eq!(only(&opens(&folder.bytes("sealed"), cipher)), only(&private), "{kind} {cipher}");
        }
        for form in ["PEM", "PKCS8"] {
            std::fs::copy(folder.path("key"), folder.path("sealed")).unwrap();
            if folder.run("ssh-keygen", &["-q", "-p", "-P", "", "-N", PASSWORD, "-m", form, "-f", "sealed"]) {
                let bytes = folder.bytes("sealed");
                if !bytes.starts_with(b"-----BEGIN OPENSSH") {
                    assert_eq!(only(&opens(&bytes, form)).material, only(&private).material, "{kind} {form}");
                }
            }
        }
        let output =
            Command::new("ssh-keygen").args(["-e", "-f"]).arg(folder.path("key.pub")).output().unwrap();
        let exported = read_keys(&output.stdout, "file", None).unwrap();
        assert_eq!((exported.format, only(&exported).name.as_str()), (Format::Ssh2Public, "file"));
        assert_eq!(only(&exported).material, only(&public).material);
        assert!(folder.run("ssh-keygen", &["-q", "-s", "key", "-I", "id", "-n", "me", "key.pub"]));
        let certified = read_keys(&folder.bytes("key-cert.pub"), "file", None);
        assert_eq!(certified.unwrap_err(), ReadError::Unsupported(Format::SshCertificate));
    }
}

#[test]
fn keys_of_putty() {
    if !has("puttygen") {
        return;
    }
    let folder = Folder::new();
    std::fs::write(folder.path("password"), PASSWORD).unwrap();
    std::fs::write(folder.path("none"), "").unwrap();
    for (kind, bits) in [
        ("rsa", "2048"),
        ("ecdsa", "256"),
        ("ecdsa", "384"),
        ("ecdsa", "521"),
        ("ed25519", "255"),
        ("ed448", "448"),
    ] {
        for (version, argon2) in [("2", "id"), ("3", "id"), ("3", "i"), ("3", "d")] {
            let ppk = format!("version={version},kdf=argon2{argon2},memory=64,passes=2");
            for (file, sealed) in [("none", false), ("password", true)] {
                let args = [
                    "-q",
                    "-t",
                    kind,
                    "-b",
                    bits,
                    "-C",
                    "me",
                    "--new-passphrase",
                    file,
                    "--ppk-param",
                    &ppk,
                    "-o",
                    "key",
                ];
                assert!(folder.run("puttygen", &args), "{kind} {ppk}");
                let bytes = folder.bytes("key");
                let what = format!("{kind} {bits} {ppk} {file}");
                let private =
                    if sealed { opens(&bytes, &what) } else { read_keys(&bytes, "key", None).unwrap() };
                assert!(
                    private.format == Format::Putty
                        && only(&private).name == "me"
                        && only(&private).has_private()
                );
                let old = if sealed && version == "2" { vec![Legacy::Putty2] } else { vec![] };
                assert_eq!(legacy(&private), old, "{what}");
                assert!(folder.run(
                    "puttygen",
                    &["key", "--old-passphrase", file, "-O", "public-openssh", "-o", "public"]
                ));
                let public = read_keys(&folder.bytes("public"), "key", None).unwrap();
                assert_eq!(only(&private).to_public().as_ref(), Some(only(&public)), "{what}");
                // Somebody changed the file.
                let changed = String::from_utf8(bytes).unwrap().replace("Comment: me", "Comment: you");
                let read = read_keys(changed.as_bytes(), "key", Some(PASSWORD)).unwrap_err();
                assert!(matches!(read, ReadError::Damaged(_) | ReadError::WrongPassword(_)), "{what}");
            }
        }
    }
    let args = ["-q", "-t", "dsa", "-b", "1024", "--new-passphrase", "none", "-o", "key"];
    assert!(folder.run("puttygen", &args));
    assert!(matches!(read_keys(&folder.bytes("key"), "key", None), Err(ReadError::Key(_))));
}
