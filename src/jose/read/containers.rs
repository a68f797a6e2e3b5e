//! Tests of containers and protections: what is asked for, what is refused before it costs anything, and what
//! lines and bundles become.

use super::*;
use crate::encoding::pem::encode;
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

/// An element of DER.
fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = match content.len() {
        len @ 0..0x80 => vec![len as u8],
        len @ 0x80..0x100 => vec![0x81, len as u8],
        len => vec![0x82, (len >> 8) as u8, len as u8],
    };
    [&[tag], len.as_slice(), content].concat()
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

fn number(number: u64) -> Vec<u8> {
    let bytes = [&[0], number.to_be_bytes().as_slice()].concat();
    let zeros = bytes.windows(2).take_while(|pair| pair[0] == 0 && pair[1] < 0x80).count();
    tlv(0x02, &bytes[zeros..])
}

fn oid(dots: &str) -> Vec<u8> {
    tlv(0x06, pkcs8::ObjectIdentifier::new(dots).unwrap().as_bytes())
}

fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(0x04, bytes)
}

/// `EncryptedPrivateKeyInfo` with PBES2.
fn pbes2(kdf: Vec<u8>, cipher: &str, iv: &[u8], data: &[u8]) -> Vec<u8> {
    let scheme = sequence(&[oid(cipher), octets(iv)]);
    let algorithm = sequence(&[oid("1.2.840.113549.1.5.13"), sequence(&[kdf, scheme])]);
    sequence(&[algorithm, octets(data)])
}

fn pbkdf2(salt: &[u8], rounds: u64) -> Vec<u8> {
    sequence(&[oid("1.2.840.113549.1.5.12"), sequence(&[octets(salt), number(rounds)])])
}

fn scrypt(n: u64, r: u64, p: u64) -> Vec<u8> {
    let parameters = [octets(b"salt"), number(n), number(r), number(p)];
    sequence(&[oid("1.3.6.1.4.1.11591.4.11"), sequence(&parameters)])
}

const AES: &str = "2.16.840.1.101.3.4.1.42";
const TRIPLE_DES: &str = "1.2.840.113549.3.7";
const ENCRYPTED: Format = Format::Der(Structure::EncryptedPkcs8);

#[test]
fn protections_are_judged_before_they_cost_anything() {
    let (iv, data) = ([0; 16], [0; 32]);
    let damaged = ReadError::Damaged(ENCRYPTED);
    let wrong = ReadError::WrongPassword(ENCRYPTED);
    let rounds = |rounds| ReadError::Expensive(KdfCost::Rounds(rounds));
    let memory = |memory| ReadError::Expensive(KdfCost::Memory(memory));
    let unknown = |name: &str| ReadError::UnknownProtection(name.to_owned());
    for (der, expected) in [
        (pbes2(pbkdf2(b"salt", 1000), AES, &iv, &data), wrong.clone()),
        (pbes2(pbkdf2(&[1; 300], 1), AES, &iv, &data), wrong.clone()),
        (pbes2(pbkdf2(b"", 0), AES, &iv, &data), wrong.clone()),
        (pbes2(pbkdf2(b"salt", 10_000_001), AES, &iv, &data), rounds(10_000_001)),
        (pbes2(pbkdf2(b"salt", u64::MAX), AES, &iv, &data), rounds(u64::MAX)),
        (pbes2(scrypt(1 << 14, 8, 1), AES, &iv, &data), wrong),
        (pbes2(scrypt(1 << 20, 8, 1), AES, &iv, &data), memory(1 << 30)),
        (pbes2(scrypt(1 << 40, 1 << 20, 1), AES, &iv, &data), memory(u64::MAX)),
        (pbes2(scrypt(2, 1, 1 << 30), AES, &iv, &data), memory(1 << 37)),
        (pbes2(scrypt(1 << 18, 8, 1000), AES, &iv, &data), rounds(4_194_304_000)),
        (pbes2(scrypt(1000, 8, 1), AES, &iv, &data), damaged.clone()),
        (pbes2(scrypt(0, 8, 1), AES, &iv, &data), damaged.clone()),
        (pbes2(scrypt(16, 0, 1), AES, &iv, &data), damaged.clone()),
        (pbes2(scrypt(16, 8, 0), AES, &iv, &data), damaged.clone()),
        (pbes2(pbkdf2(b"salt", 1), AES, &[0; 15], &data), damaged.clone()),
        (pbes2(pbkdf2(b"salt", 1), AES, &[], &data), damaged.clone()),
        (pbes2(pbkdf2(b"salt", 1), TRIPLE_DES, &[0; 4], &data), damaged.clone()),
        (pbes2(pbkdf2(b"salt", 1), TRIPLE_DES, &iv, &data), damaged.clone()),
        (pbes2(pbkdf2(b"salt", 1), AES, &iv, &[]), damaged.clone()),
        (pbes2(pbkdf2(b"salt", 1), AES, &iv, &[0; 31]), damaged),
        (pbes2(pbkdf2(b"salt", 1), "1.2.3.4", &iv, &data), unknown("1.2.3.4")),
        (pbes2(sequence(&[oid("1.2.3.5"), sequence(&[octets(b"")])]), AES, &iv, &data), unknown("1.2.3.5")),
        (
            sequence(&[sequence(&[oid("1.2.840.113549.1.12.1.1"), sequence(&[])]), octets(&data)]),
            unknown("1.2.840.113549.1.12.1.1"),
        ),
    ] {
        assert_eq!(error(&der), expected, "{der:02x?}");
    }
}

/// A file may not ask again and again for what it may ask for once.
#[test]
fn the_cost_of_all_keys_together_is_limited() {
    let der = pbes2(pbkdf2(b"salt", 900), AES, &[0; 16], &[0; 32]);
    let pem = encode("ENCRYPTED PRIVATE KEY", &der).repeat(3);
    let read = |budget| read_within(pem.as_bytes(), "file", Some("x"), budget).unwrap_err();
    let format = Format::Pem(Structure::EncryptedPkcs8);
    assert_eq!(read(2700), ReadError::WrongPassword(format));
    let one = encode("ENCRYPTED PRIVATE KEY", &der);
    let good = text(data!("ed25519/pkcs8.pem"));
    let pem = format!("{good}{}", one.repeat(3));
    let file = read_within(pem.as_bytes(), "file", Some("x"), 1000);
    assert_eq!(file.unwrap_err(), ReadError::WrongPassword(format));
    let alone = read_within(one.as_bytes(), "file", Some("x"), 899);
    assert_eq!(alone.unwrap_err(), ReadError::Expensive(KdfCost::Rounds(900)));
}

#[test]
fn a_password_is_asked_for_and_a_wrong_one_is_called_wrong() {
    for (bytes, format) in [
        (data!("rsa2048/pkcs8.enc.der"), ENCRYPTED),
        (data!("rsa2048/pkcs8.enc-scrypt.pem"), Format::Pem(Structure::EncryptedPkcs8)),
        (data!("rsa2048/pkcs1.enc-3des.pem"), Format::LegacyEncryptedPem),
        (data!("ec-p256/sec1.enc.pem"), Format::LegacyEncryptedPem),
        (data!("rsa2048/bundle.p12"), Format::Der(Structure::Pkcs12)),
        (data!("rsa2048/truststore.p12"), Format::Der(Structure::Pkcs12)),
        (data!("ed25519/id_openssh.enc"), Format::OpenSshPrivate),
    ] {
        assert_eq!(read_keys(bytes, "file", None).unwrap_err(), ReadError::PasswordNeeded(format));
        for wrong in ["", " ", "x", "비밀"] {
            let read = read_keys(bytes, "file", Some(wrong));
            assert_eq!(read.unwrap_err(), ReadError::WrongPassword(format), "{wrong:?}");
        }
    }
    // The empty password is tried without asking, and a password that is not needed does no harm.
    assert!(keys(data!("rsa2048/bundle-nopass.p12")).keys[0].has_private());
    assert!(read_keys(data!("rsa2048/pkcs8.pem"), "file", Some("x")).is_ok());
    // What nobody can open is not asked for.
    let pem = text(data!("rsa2048/pkcs1.enc-3des.pem")).replace("DES-EDE3-CBC", "IDEA-CBC");
    let read = read_keys(pem.as_bytes(), "file", None).unwrap_err();
    assert_eq!(read, ReadError::UnknownProtection("IDEA-CBC".to_owned()));
    for broken in ["DES-EDE3-CBC,00", "DES-EDE3-CBC", "AES-256-CBC,0011223344556677"] {
        let header = text(data!("rsa2048/pkcs1.enc-3des.pem")).lines().nth(2).unwrap();
        let pem = text(data!("rsa2048/pkcs1.enc-3des.pem")).replace(header, &format!("DEK-Info: {broken}"));
        assert_eq!(error(&pem), ReadError::Damaged(Format::LegacyEncryptedPem), "{broken}");
    }
}

#[test]
fn two_passwords_in_one_file() {
    let one = text(data!("ec-p256/pkcs8.enc.pem"));
    let other = text(data!("rsa2048/pkcs1.enc-aes256.pem"));
    let der = pbes2(pbkdf2(b"salt", 1), AES, &[0; 16], &[0; 32]);
    let third = encode("ENCRYPTED PRIVATE KEY", &der);
    let pem = format!("{one}{other}{}", *third);
    let file = read_keys(pem.as_bytes(), "file", Some("correct horse battery staple")).unwrap();
    assert_eq!(file.keys.len(), 2);
    let skipped = file
        .notes
        .iter()
        .filter(|note| matches!(note, ReadNote::Skipped { index: 2, why: ReadError::WrongPassword(_), .. }));
    assert_eq!(skipped.count(), 1);
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
fn rounds_of_bcrypt_are_limited() {
    let block = crate::encoding::pem::blocks(text(data!("ed25519/id_openssh.enc"))).remove(0).unwrap();
    let mut der = block.der.to_vec();
    // magic, "aes256-ctr", "bcrypt", the length of the options, a salt of 16 bytes
    let at = openssh::MAGIC.len() + 4 + 10 + 4 + 6 + 4 + 4 + 16;
    assert_eq!(der[at + 2..at + 4], [0, 16]);
    der[at..at + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    let expected = ReadError::Expensive(KdfCost::Rounds(u64::from(u32::MAX) * 10_000));
    assert_eq!(error(encode("OPENSSH PRIVATE KEY", &der).as_bytes()), expected);
    der[at..at + 4].copy_from_slice(&[0; 4]);
    let damaged = ReadError::Damaged(Format::OpenSshPrivate);
    assert_eq!(error(encode("OPENSSH PRIVATE KEY", &der).as_bytes()), damaged);
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

#[test]
fn nothing_private_is_left_in_errors() {
    for error in [
        error(data!("rsa2048/bundle.p12")),
        error(data!("ed25519/id_openssh.enc")),
        error(text(data!("rsa2048/key.ppk")).replace("ssh-rsa", "ssh-dss")),
    ] {
        let shown = format!("{error:?} {error}");
        assert!(shown.len() < 200, "{shown}");
    }
}
