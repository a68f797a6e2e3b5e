//! Tests of containers: what lines, bundles and chains become, and numbers that prove what they are.

use super::protected::{number, octets, oid, sequence};
use super::*;
use crate::jose::{KeyFault, KeyNote};

macro_rules! data {
    ($path:literal) => {
        include_bytes!(concat!("../../../tests/data/keys/", $path)).as_slice()
    };
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn keys(bytes: impl AsRef<[u8]>) -> KeyFile {
    read_keys(bytes.as_ref(), "file", None).unwrap()
}

fn error(bytes: impl AsRef<[u8]>) -> ReadError {
    read_keys(bytes.as_ref(), "file", Some("x")).unwrap_err()
}

#[test]
fn lines_of_ssh() {
    let (rsa, ed) =
        (text(data!("rsa2048/id_openssh.pub")).trim(), text(data!("ed25519/id_openssh.pub")).trim());
    let blob = ed.split_whitespace().nth(1).unwrap();
    let file = keys(format!(
        "# mine\n\n{rsa}\nfrom=\"10.0.0.?, ssh-rsa AAAA\",command=\"a \\\"b\" ssh-ed25519 {blob} me at home\n"
    ));
    assert_eq!((file.format, file.keys.len()), (Format::OpenSshPublic, 2));
    assert_eq!(file.keys[1].name, "me at home");
    // As in known_hosts, and with tabs.
    for line in [format!("host,10.0.0.1 ssh-ed25519 {blob}"), format!("ssh-ed25519\t{blob}\r\n")] {
        let file = keys(&line);
        assert_eq!((file.keys[0].name.as_str(), file.notes.len()), ("file", 0), "{line}");
        assert_eq!(file.keys[0].material, keys(ed).keys[0].material);
    }
    let file = keys(format!("{rsa}\nssh-ed25519 AAAA\n{ed}\nnonsense\n"));
    assert_eq!(file.keys.len(), 2);
    assert!(matches!(
        file.notes.as_slice(),
        [
            ReadNote::Skipped { index: 1, why: ReadError::Damaged(Format::OpenSshPublic), .. },
            ReadNote::Skipped { index: 3, why: ReadError::NotAKey(Guess::Text), .. },
        ]
    ));
    let twice = keys(format!("{ed}\n{ed}\n"));
    assert_eq!(twice.keys.len(), 1);
    let damaged = ReadError::Damaged(Format::OpenSshPublic);
    for (line, expected) in [
        (format!("ssh-rsa {blob}"), damaged.clone()),
        (format!("ssh-ed25519 {}", blob.get(..blob.len() - 4).unwrap()), damaged.clone()),
        (format!("ssh-ed25519 {blob}AAAA"), damaged.clone()),
        (format!("ssh-ed25519 {blob}!"), damaged),
        ("ssh-dss AAAAB3NzaC1kc3MAAAAA".to_owned(), KeyFault::Unsupported("DSA").into()),
        (
            "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAA".to_owned(),
            KeyFault::Unsupported("FIDO").into(),
        ),
    ] {
        assert_eq!(error(&line), expected, "{line}");
    }
}

#[test]
fn blocks_of_rfc_4716() {
    let block = text(data!("ed25519/ssh2.pub"));
    let plain = keys(block);
    assert_eq!((plain.format, plain.keys[0].name.as_str()), (Format::Ssh2Public, "file"));
    let begin = "---- BEGIN SSH2 PUBLIC KEY ----\n";
    let comment = block.lines().nth(1).unwrap();
    let named = block.replace(comment, "Subject: me\nComment: \"my \\\nkey\"\nx-other: \\\n value");
    assert_eq!(keys(&named).keys[0].name, "my key");
    assert_eq!(keys(format!("{named}{}", text(data!("rsa2048/ssh2.pub")))).keys.len(), 2);
    for broken in [begin, "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----"] {
        assert_eq!(error(broken), ReadError::Damaged(Format::Ssh2Public));
    }
}

#[test]
fn damaged_putty_keys() {
    let ppk = text(data!("rsa2048/key.ppk"));
    let public = keys(ppk).keys[0].to_public().unwrap();
    assert_eq!(public.material, keys(data!("rsa2048/spki.pem")).keys[0].material);
    assert_eq!(keys(ppk.replace('\n', "\r\n")), keys(ppk));
    let damaged = ReadError::Damaged(Format::Putty);
    for (from, to, expected) in [
        ("Private-MAC: ", "Private-MAC: 00", damaged.clone()),
        ("Private-MAC", "Public-MAC", damaged.clone()),
        ("Comment: ", "Comment: x", damaged.clone()),
        ("ssh-rsa", "ssh-ed25519", damaged.clone()),
        ("Public-Lines: 6", "Public-Lines: 99999999999999", damaged.clone()),
        ("Public-Lines: 6", "Public-Lines: x", damaged.clone()),
        ("Private-Lines: 14", "Private-Lines: 1", damaged.clone()),
        ("Encryption: none", "Encryption: rot13", ReadError::UnknownProtection("rot13".to_owned())),
        ("Encryption: none", "Encryption: aes256-cbc", ReadError::UnknownProtection(String::new())),
        (
            "Encryption: none",
            "Encryption: aes256-cbc\nKey-Derivation: Argon2id\nArgon2-Memory: 4194304\nArgon2-Passes: 1\nArgon2-Parallelism: 1",
            ReadError::Expensive(KdfCost::Memory(1 << 32)),
        ),
        (
            "Encryption: none",
            "Encryption: aes256-cbc\nKey-Derivation: Argon2id\nArgon2-Memory: 65536\nArgon2-Passes: 4000000\nArgon2-Parallelism: 1",
            ReadError::Expensive(KdfCost::Rounds(64 * 4_000_000 * 3000)),
        ),
        (
            "Encryption: none",
            "Encryption: aes256-cbc\nKey-Derivation: Argon2id\nArgon2-Memory: 0\nArgon2-Passes: 1\nArgon2-Parallelism: 1",
            damaged,
        ),
        ("File-3", "File-9", ReadError::Unsupported(Format::Putty)),
    ] {
        assert_eq!(error(ppk.replacen(from, to, 1)), expected, "{to}");
    }
}

#[test]
fn certificates_find_their_keys_in_any_order() {
    let (leaf_key, ca_key) = (text(data!("rsa2048/pkcs8.pem")), text(data!("rsa2048/ca.key.pem")));
    let chain = text(data!("rsa2048/chain.pem"));
    let ca = text(data!("rsa2048/ca.pem"));
    let leaf = chain.split_inclusive("-----END CERTIFICATE-----\n").next().unwrap();
    let expected = keys(chain).keys.remove(0).certificates;
    assert_eq!(expected.len(), 2);
    for pem in [
        format!("{leaf}{ca}"),
        format!("{ca}{leaf}"),
        format!("{ca}{leaf_key}{leaf}"),
        format!("{leaf_key}{ca}{leaf}"),
    ] {
        let file = keys(&pem);
        assert_eq!((file.keys.len(), &file.keys[0].certificates), (1, &expected));
        assert_eq!(file.keys[0].has_private(), pem.contains("PRIVATE"));
    }
    // Who has the key of the issuer wants it.
    let file = keys(format!("{ca_key}{chain}"));
    assert_eq!(file.keys.len(), 2);
    assert!(file.keys.iter().all(|key| !key.certificates.is_empty()));
    let owners: Vec<usize> = file
        .notes
        .iter()
        .filter_map(|note| match note {
            ReadNote::Certificate { key, .. } => Some(*key),
            _ => None,
        })
        .collect();
    assert_eq!(owners, [1, 0]);
    // The same certificate twice is one.
    assert_eq!(keys(format!("{chain}{leaf}")).keys.len(), 1);
}

#[test]
fn certificates_of_jwks() {
    let certificate = keys(data!("rsa2048/cert.pem")).keys.remove(0).certificates;
    let set = keys(data!("jwks/x5c.jwks.json"));
    assert_eq!(set.keys[0].certificates, certificate);
    assert!(matches!(set.notes.as_slice(), [ReadNote::Certificate { key: 0, .. }]));
    let mut jwk: serde_json::Value = serde_json::from_slice(data!("jwks/x5c.jwks.json")).unwrap();
    let jwk = &mut jwk["keys"][0];
    for (member, value, expected) in [
        ("x5t", "\"AAAA\"", KeyNote::X5tMismatch("x5t")),
        ("x5t#S256", "17", KeyNote::X5tMismatch("x5t#S256")),
        ("x5c", "[]", KeyNote::X5cDamaged),
        ("x5c", "\"AAAA\"", KeyNote::X5cDamaged),
        ("x5c", "[\"AAAA\"]", KeyNote::X5cDamaged),
        ("x5c", "[7]", KeyNote::X5cDamaged),
    ] {
        let mut changed = jwk.clone();
        changed[member] = serde_json::from_str(value).unwrap();
        let file = keys(changed.to_string());
        let noted = file.notes.contains(&ReadNote::Key { key: 0, note: expected });
        assert!(noted && file.keys[0].certificates.is_empty() == (member == "x5c"), "{member} {value}");
    }
    let other: serde_json::Value = serde_json::from_slice(data!("rsa3072/public.jwk.json")).unwrap();
    let mut mixed = jwk.clone();
    mixed["n"] = other["n"].clone();
    let file = keys(mixed.to_string());
    assert_eq!(file.notes, [ReadNote::Key { key: 0, note: KeyNote::X5cMismatch }]);
    assert!(file.keys[0].certificates.is_empty());
}

/// RFC 9881: a seed is read in either of its forms, an expanded key alone is not.
#[test]
fn forms_of_ml_dsa() {
    let der = crate::encoding::pem::blocks(text(data!("ml-dsa-44/pkcs8-seed.pem"))).remove(0).unwrap().der;
    let seed = der.get(der.len() - 32..).unwrap();
    let algorithm = sequence(&[oid("2.16.840.1.101.3.4.3.17")]);
    let pkcs8 = |private: &[u8]| sequence(&[number(0), algorithm.clone(), octets(private)]);
    let expected = keys(&der);
    let both = sequence(&[octets(seed), octets(&[0; 2560])]);
    assert_eq!(keys(pkcs8(&both)).keys, expected.keys);
    assert_eq!(error(pkcs8(&octets(&[0; 2560]))), KeyFault::NoSeed.into());
    let short = KeyFault::Length { part: "priv", expected: 32, found: 31 };
    assert_eq!(error(pkcs8(&sequence(&[octets(&[0; 31]), octets(&[])]))), short.into());
    assert!(matches!(error(pkcs8(b"")), ReadError::Key(KeyFault::Der(_))));
}

#[test]
fn numbers_that_prove_what_they_are() {
    let point = text(data!("ec-p256/sec1-point.hex"));
    let file = keys(point);
    assert_eq!((file.format, &file.notes), (Format::EcPoint, &vec![ReadNote::NoArmour]));
    let mut off = point.trim().to_owned();
    let last = off.pop().unwrap();
    off.push(if last == '0' { '1' } else { '0' });
    assert_eq!(error(&off), ReadError::NotAKey(Guess::Text));
    // Compressed: every other number is a point.
    assert_eq!(error(format!("02{}", point.get(2..66).unwrap())), ReadError::NotAKey(Guess::Text));
    let pair = text(data!("ed25519/libsodium-sk.b64"));
    assert_eq!(keys(pair).format, Format::Libsodium);
    assert_eq!(error(data!("ed25519/seed.hex")), ReadError::NotAKey(Guess::Text));
    for secret in [data!("oct512/secret.hex"), data!("oct512/secret.b64"), data!("oct256/secret.hex")] {
        assert_eq!(error(secret), ReadError::NotAKey(Guess::Text));
    }
    let spki = format!("{:02X?}", data!("ec-p256/spki.der")).replace([',', '[', ']'], "");
    assert_eq!(keys(&spki).format, Format::Hex(Structure::Spki));
}

#[test]
fn doubts_about_secrets() {
    use ReadNote::{SecretNewline, SecretWhitespace};
    let utf16: Vec<u8> = "\u{feff}geheim\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, notes, clean) in [
        (&b"secret"[..], vec![], None),
        (b"", vec![], None),
        (b"secret\n", vec![SecretNewline], Some("secret")),
        (b"secret\r\n", vec![SecretNewline], Some("secret")),
        (b"secret\n\n", vec![SecretNewline, SecretWhitespace], Some("secret")),
        (b" secret", vec![SecretWhitespace], Some("secret")),
        (b"se cret", vec![], None),
        (b"\n", vec![SecretNewline], Some("")),
        (b"\xef\xbb\xbfsecret", vec![SecretWhitespace], Some("secret")),
        (&utf16, vec![SecretNewline, SecretWhitespace], Some("geheim")),
        (b"\xff\xfe\x00", vec![], None),
        (b"\x80\n", vec![], None),
    ] {
        assert_eq!(secret_notes(bytes), notes, "{bytes:02x?}");
        assert_eq!(cleaned_secret(bytes).as_ref().map(|text| text.as_str()), clean, "{bytes:02x?}");
    }
}

/// Many keys in one file take no longer for each than a few do.
#[test]
fn many_keys_in_one_file() {
    let line = |number: u32| {
        let mut wire = b"\0\0\0\x07ssh-rsa\0\0\0\x01\x03\0\0\0\x41\0".to_vec();
        wire.extend([0xff; 60]);
        wire.extend(number.to_be_bytes());
        format!("ssh-rsa {}\n", crate::encoding::base64url::encode(&wire))
    };
    let file = keys((0..20_000).map(line).collect::<String>());
    assert_eq!((file.keys.len(), file.notes.len()), (20_000, 0));
    assert_eq!(keys(text(data!("rsa2048/chain.pem")).repeat(2000)).keys.len(), 1);
}
