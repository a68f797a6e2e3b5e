//! Tests of protections: what is asked for, what is refused before it costs anything, and whether a password is
//! wrong.

use pkcs8::der::Encode as _;

use super::*;
use crate::encoding::pem::encode;

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
pub(super) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = match content.len() {
        len @ 0..0x80 => vec![len as u8],
        len @ 0x80..0x100 => vec![0x81, len as u8],
        len => vec![0x82, (len >> 8) as u8, len as u8],
    };
    [&[tag], len.as_slice(), content].concat()
}

pub(super) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub(super) fn number(number: u64) -> Vec<u8> {
    let bytes = [&[0], number.to_be_bytes().as_slice()].concat();
    let zeros = bytes.windows(2).take_while(|pair| pair[0] == 0 && pair[1] < 0x80).count();
    tlv(0x02, &bytes[zeros..])
}

pub(super) fn oid(dots: &str) -> Vec<u8> {
    tlv(0x06, pkcs8::ObjectIdentifier::new(dots).unwrap().as_bytes())
}

pub(super) fn octets(bytes: &[u8]) -> Vec<u8> {
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
    // MAC, certificate and key of a PKCS#12 file, 2,048 rounds each.
    let pkcs12 = |budget| read_within(data!("rsa2048/bundle.p12"), "file", Some("changeit"), budget);
    assert!(pkcs12(3 * 2048).is_ok());
    assert_eq!(pkcs12(3 * 2048 - 1).unwrap_err(), ReadError::Expensive(KdfCost::Rounds(2048)));
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

/// RFC 9579, with a single round: the key of the MAC is `HMAC(password, salt ‖ 1)`.
#[test]
fn the_mac_of_a_newer_pkcs12() {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let hmac = |key: &[u8], parts: &[&[u8]]| {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    };
    let parts = asn1::document(data!("rsa2048/bundle.p12")).unwrap();
    let content = asn1::children(parts[1]).unwrap();
    let safes = asn1::octets(asn1::explicit(content[1], 0).unwrap()).unwrap();
    let sha256 = || sequence(&[oid("1.2.840.113549.2.9")]);
    let file = |key_len: u64, rounds: u64, password: &[u8]| {
        let parameters = sequence(&[octets(b"salt"), number(rounds), number(key_len), sha256()]);
        let kdf = sequence(&[oid("1.2.840.113549.1.5.12"), parameters]);
        let algorithm = sequence(&[oid("1.2.840.113549.1.5.14"), sequence(&[kdf, sha256()])]);
        let mac = hmac(&hmac(password, &[b"salt", &[0, 0, 0, 1]]), &[safes]);
        let mac_data = sequence(&[sequence(&[algorithm, octets(&mac)]), octets(b"unused"), number(1)]);
        sequence(&[number(3), parts[1].to_der().unwrap(), mac_data])
    };
    let format = Format::Der(Structure::Pkcs12);
    let read = |der: Vec<u8>| read_keys(&der, "file", Some("changeit"));
    assert_eq!(read(file(32, 1, b"changeit")), read(data!("rsa2048/bundle.p12").to_vec()));
    assert_eq!(read(file(32, 1, b"Changeit")), Err(ReadError::WrongPassword(format)));
    assert_eq!(read(file(32, 2, b"changeit")), Err(ReadError::WrongPassword(format)));
    assert_eq!(read(file(0, 1, b"changeit")), Err(ReadError::Damaged(format)));
    assert_eq!(read(file(1 << 40, 1, b"changeit")), Err(ReadError::Damaged(format)));
    let rounds = 1 << 40;
    assert_eq!(read(file(32, rounds, b"changeit")), Err(ReadError::Expensive(KdfCost::Rounds(rounds))));
}

/// Firefox and others write BER: the same file with lengths that are not told and strings in pieces.
#[test]
fn containers_in_ber() {
    for (bytes, password) in [
        (data!("rsa2048/bundle.p12"), "changeit"),
        (data!("rsa2048/bundle-legacy.p12"), "changeit"),
        (data!("rsa2048/bundle-nopass.p12"), ""),
    ] {
        let plain = read_keys(bytes, "file", Some(password)).unwrap();
        let ber = in_ber(bytes).unwrap();
        assert!(ber != bytes && ber.starts_with(&[0x30, 0x80]));
        assert_eq!(ber::to_der(&ber).unwrap().as_slice(), bytes);
        assert_eq!(read_keys(&ber, "file", Some(password)), Ok(plain));
        let wrong = read_keys(&ber, "file", Some("x")).unwrap_err();
        assert_eq!(wrong, ReadError::WrongPassword(Format::Der(Structure::Pkcs12)));
    }
    let pem = text(data!("rsa2048/certs.p7b"));
    let der = crate::encoding::pem::blocks(pem).remove(0).unwrap().der;
    assert_eq!(keys(encode("PKCS7", &in_ber(&der).unwrap()).as_bytes()), keys(pem));
    assert_eq!(keys(in_ber(&der).unwrap()).keys, keys(pem).keys);
    for der in [data!("rsa2048/cert.der"), data!("rsa2048/pkcs8.der"), data!("ed448/spki.der")] {
        assert_eq!(ber::to_der(der).unwrap().as_slice(), der);
        // A key in BER is nothing that anybody writes.
        assert_eq!(error(in_ber(der).unwrap()), ReadError::NotAKey(Guess::Binary));
    }
}

/// All constructed elements with the mark of the end, all octet strings in two pieces.
fn in_ber(der: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for element in asn1::elements(der)? {
        let tag = element.to_der().ok()?[0];
        let value = element.value();
        match (tag, value.len()) {
            (0x04, 2..) => {
                out.extend([0x24, 0x80]);
                let (start, end) = value.split_at(value.len() / 2);
                out.extend([tlv(0x04, start), tlv(0x04, end), vec![0, 0]].concat());
            }
            (tag, _) if tag & 0x20 != 0 => {
                out.extend([tag, 0x80]);
                out.extend(in_ber(value)?);
                out.extend([0, 0]);
            }
            (tag, _) => out.extend(tlv(tag, value)),
        }
    }
    Some(out)
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

/// Once in 256 times the padding is right under a wrong password: that must not make a broken key of it.
#[test]
fn a_wrong_password_is_never_a_broken_key() {
    let mut data = [0x5a; 64];
    data[..32].copy_from_slice(&data!("rsa2048/pkcs8.der")[..32]);
    let encrypted = pbes2(pbkdf2(b"salt", 1), AES, &[0; 16], &data);
    let header = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,000102030405060708090A0B0C0D0E0F\n\n";
    let label = "-----BEGIN RSA PRIVATE KEY-----\n";
    let old = encode("RSA PRIVATE KEY", &data).replace(label, &format!("{label}{header}"));
    for password in 0..3000 {
        let password = password.to_string();
        let read = |bytes: &[u8]| read_keys(bytes, "file", Some(&password)).unwrap_err();
        assert_eq!(read(&encrypted), ReadError::WrongPassword(ENCRYPTED), "{password}");
        assert_eq!(read(old.as_bytes()), ReadError::WrongPassword(Format::LegacyEncryptedPem), "{password}");
    }
}
