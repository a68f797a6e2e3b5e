//! Key files of every shape: what is read, what is mended, and what is refused.

use std::fmt::Write as _;

use super::*;
use crate::jose::note::Spelling;
use crate::jose::{Curve, JwsAlgorithm, KeyFault, KeyKind, KeyNote, jws};

const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const D: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

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
    read_keys(bytes.as_ref(), "file", None).unwrap_err()
}

#[test]
fn jwk_members_are_kept() {
    let file = keys(format!(
        r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","kid":"한글","use":"sig","alg":"EdDSA","key_ops":["sign","verify"]}}"#
    ));
    assert_eq!((file.format, file.notes), (Format::Jwk, vec![]));
    let [key] = file.keys.as_slice() else { panic!() };
    assert_eq!((key.name.as_str(), key.kid.as_deref()), ("한글", Some("한글")));
    assert_eq!((key.key_use.as_deref(), key.alg.as_deref()), (Some("sig"), Some("EdDSA")));
    assert_eq!(key.key_ops, Some(vec!["sign".to_owned(), "verify".to_owned()]));
    assert!(!key.has_private());
}

#[test]
fn jwk_optional_members_of_the_wrong_type_do_not_cost_the_key() {
    let file = keys(r#"{"kty":"oct","k":"c2VjcmV0","kid":17,"use":null,"alg":[],"key_ops":"verify"}"#);
    let [key] = file.keys.as_slice() else { panic!() };
    assert_eq!(key.name, "file");
    assert_eq!((&key.kid, &key.alg, &key.key_use, &key.key_ops), (&None, &None, &None, &None));
    assert_eq!(key.kind(), KeyKind::Secret { bits: 48 });
}

#[test]
fn jwk_faults_are_told_apart() {
    let ed = |members: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519",{members}}}"#);
    let ec = |members: &str| format!(r#"{{"kty":"EC","crv":"P-256",{members}}}"#);
    let aaaa = "A".repeat(43);
    let n = "A".repeat(83);
    for (jwk, fault) in [
        (r#"{"kty":"oct"}"#.to_owned(), KeyFault::Missing("k")),
        (r#"{"kty":"oct","k":5}"#.to_owned(), KeyFault::WrongType("k")),
        (r#"{"kty":"oct","k":null}"#.to_owned(), KeyFault::WrongType("k")),
        (r#"{"kty":"oct","k":"a!"}"#.to_owned(), KeyFault::NotBase64("k")),
        (r#"{"kty":"oct","k":"abcde"}"#.to_owned(), KeyFault::NotBase64("k")),
        (r#"{"kty":7}"#.to_owned(), KeyFault::WrongType("kty")),
        (r#"{"kty":"rsa"}"#.to_owned(), KeyFault::UnknownType("rsa".to_owned())),
        (r#"{"kty":""}"#.to_owned(), KeyFault::UnknownType(String::new())),
        (r#"{"kty":"AKP","alg":"ML-DSA-44"}"#.to_owned(), KeyFault::Missing("pub")),
        (r#"{"kty":"RSA","e":"AQAB"}"#.to_owned(), KeyFault::Missing("n")),
        (r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#.to_owned(), KeyFault::RsaSize { bits: 17 }),
        (r#"{"kty":"RSA","n":"","e":"AQAB"}"#.to_owned(), KeyFault::RsaSize { bits: 0 }),
        (format!(r#"{{"kty":"RSA","n":"_{n}__","e":""}}"#), KeyFault::RsaExponent),
        (format!(r#"{{"kty":"RSA","n":"_{n}__","e":"AAAA"}}"#), KeyFault::RsaExponent),
        (format!(r#"{{"kty":"OKP","x":"{X}"}}"#), KeyFault::Missing("crv")),
        (format!(r#"{{"kty":"OKP","crv":"P-256","x":"{X}"}}"#), KeyFault::UnknownCurve("P-256".to_owned())),
        (
            format!(r#"{{"kty":"EC","crv":"Ed25519","x":"{X}"}}"#),
            KeyFault::UnknownCurve("Ed25519".to_owned()),
        ),
        (format!(r#"{{"kty":"EC","crv":"p-256","x":"{X}"}}"#), KeyFault::UnknownCurve("p-256".to_owned())),
        (ed(r#""y":"AA""#), KeyFault::Missing("x")),
        (ed(r#""x":"AA""#), KeyFault::Length { part: "x", expected: 32, found: 1 }),
        (ed(&format!(r#""x":"{X}AA""#)), KeyFault::NotBase64("x")),
        // No point has this y; the other is longer than the field.
        (ed(&format!(r#""x":"Ag{}""#, "A".repeat(41))), KeyFault::OffCurve(Curve::Ed25519)),
        (ec(&format!(r#""x":"{aaaa}""#)), KeyFault::Missing("y")),
        (ec(&format!(r#""x":"{aaaa}","y":"{aaaa}""#)), KeyFault::OffCurve(Curve::P256)),
        (
            ec(&format!(r#""x":"AA","y":"{aaaa}""#)),
            KeyFault::Coordinate { part: "x", expected: 32, found: 1 },
        ),
        (
            ec(&format!(r#""x":"{aaaa}","y":"{X}{X}""#)),
            KeyFault::Coordinate { part: "y", expected: 32, found: 64 },
        ),
    ] {
        assert_eq!(error(&jwk), ReadError::Key(fault), "{jwk}");
    }
}

#[test]
fn a_private_part_that_does_not_belong_is_left_out() {
    let public = || keys(format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}"}}"#)).keys.remove(0);
    for (d, note) in [
        (format!("\"{X}\""), KeyNote::PairMismatch),
        (
            "\"AA\"".to_owned(),
            KeyNote::PrivateUnusable(KeyFault::Length { part: "d", expected: 32, found: 1 }),
        ),
        ("\"!\"".to_owned(), KeyNote::PrivateUnusable(KeyFault::NotBase64("d"))),
        ("null".to_owned(), KeyNote::PrivateUnusable(KeyFault::WrongType("d"))),
    ] {
        let file = keys(format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","d":{d}}}"#));
        assert_eq!(file.notes, [ReadNote::Key { key: 0, note }], "{d}");
        assert_eq!(file.keys, [public()]);
    }
    let file = keys(format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","d":"{D}"}}"#));
    assert!(file.notes.is_empty() && file.keys[0].has_private());

    let ec = text(data!("ec-p256/private.jwk.json"));
    let file = keys(replace_member(ec, "d", &format!("\"{D}\"")));
    assert_eq!(file.notes, [ReadNote::Key { key: 0, note: KeyNote::PairMismatch }]);
    assert!(!file.keys[0].has_private());
    let zero = replace_member(ec, "d", &format!("\"{}\"", "A".repeat(43)));
    let fault = KeyFault::ScalarRange(Curve::P256);
    assert_eq!(keys(zero).notes, [ReadNote::Key { key: 0, note: KeyNote::PrivateUnusable(fault) }]);
    let rsa = text(data!("rsa2048/private.jwk.json"));
    for (member, value) in
        [("d", "\"AQAB\""), ("p", "\"AQAB\""), ("q", "\"AQ\""), ("p", "\"\""), ("q", "7"), ("d", "\"\"")]
    {
        let file = keys(replace_member(rsa, member, value));
        assert!(!file.keys[0].has_private(), "{member} {value}");
        assert_eq!(file.notes.len(), 1, "{member} {value}");
    }
}

/// With another value for one of the members.
fn replace_member(jwk: &str, name: &str, value: &str) -> String {
    let mut json: serde_json::Value = serde_json::from_str(jwk).unwrap();
    json[name] = serde_json::from_str(value).unwrap();
    json.to_string()
}

/// RFC 7517, section 4: who does not refuse duplicates takes the last.
#[test]
fn of_a_repeated_member_the_last_counts() {
    let file = keys(r#"{"kty":"oct","k":"AAAA","\u006b":"c2VjcmV0"}"#);
    assert_eq!(file.keys, keys(r#"{"kty":"oct","k":"c2VjcmV0"}"#).keys);
    assert_eq!(file.notes, [ReadNote::Key { key: 0, note: KeyNote::DuplicateMember("k") }]);
}

#[test]
fn small_faults_are_mended_with_a_note() {
    let secret = |k: &str| keys(format!(r#"{{"kty":"oct","k":"{k}"}}"#));
    for (k, spelling) in [
        ("-_8=", Spelling::Padding),
        ("+_8", Spelling::StandardAlphabet),
        ("-_8\\n", Spelling::Whitespace),
        ("-_9", Spelling::TrailingBits),
    ] {
        let file = secret(k);
        assert_eq!(file.keys, secret("-_8").keys, "{k}");
        assert_eq!(file.notes, [ReadNote::Key { key: 0, note: KeyNote::Base64("k", spelling) }], "{k}");
    }
    assert_eq!(secret("+/8=").notes.len(), 2);
    assert!(secret("-_8").notes.is_empty());
    assert_eq!(secret("").keys[0].kind(), KeyKind::Secret { bits: 0 });
}

#[test]
fn one_bad_key_does_not_hide_the_others() {
    let good = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","kid":"good"}}"#);
    let set = format!(r#"{{"keys":[{{"kty":"oct","kid":"bad"}},7,{good},null,{{}}]}}"#);
    let file = keys(&set);
    assert_eq!(file.keys.len(), 1);
    let skipped = |index, kid: Option<&str>, fault| ReadNote::Skipped {
        index,
        kid: kid.map(str::to_owned),
        why: ReadError::Key(fault),
    };
    assert_eq!(
        file.notes,
        [
            skipped(0, Some("bad"), KeyFault::Missing("k")),
            skipped(1, None, KeyFault::WrongType("keys")),
            skipped(3, None, KeyFault::WrongType("keys")),
            skipped(4, None, KeyFault::Missing("kty")),
        ]
    );
    assert_eq!(keys(format!("[{good}]")).format, Format::JwkArray);
}

#[test]
fn keys_are_named_by_kid_or_by_number() {
    let key = r#"{"kty":"oct","k":"AA"}"#;
    let named = r#"{"kty":"oct","k":"AA","kid":"a1"}"#;
    let empty = r#"{"kty":"oct","k":"AA","kid":""}"#;
    let names = |text: String| keys(text).keys.into_iter().map(|key| key.name).collect::<Vec<_>>();
    assert_eq!(names(key.to_owned()), ["file"]);
    assert_eq!(names(format!(r#"{{"keys":[{key}]}}"#)), ["file"]);
    assert_eq!(names(format!(r#"{{"keys":[{key},{named},{empty}]}}"#)), ["file 1", "a1", "file 3"]);
}

#[test]
fn what_is_no_key_is_given_a_name() {
    let discovery = Guess::Discovery { jwks_uri: "https://x/jwks".to_owned() };
    for (input, guess) in [
        ("", Guess::Empty),
        (" \r\n", Guess::Empty),
        ("\u{feff}", Guess::Empty),
        ("<!DOCTYPE html><html>404</html>", Guess::Html),
        ("<?xml version='1.0'?><html>", Guess::Html),
        ("{}", Guess::Json),
        ("[]", Guess::Json),
        ("[1,2]", Guess::Json),
        (r#"{"n":"AQAB"}"#, Guess::Json),
        (r#"{"keys":{}}"#, Guess::Json),
        (r#"{"issuer":"https://x","jwks_uri":"https://x/jwks"}"#, discovery),
        ("eyJhbGciOiJIUzI1NiJ9.e30.AAAA", Guess::Token),
        ("correct horse battery staple", Guess::Text),
        ("MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=", Guess::Text),
        ("000102030405060708090a0b0c0d0e0f", Guess::Text),
        ("-----BEGIN", Guess::Text),
    ] {
        match error(input) {
            ReadError::Pem(_) if input.starts_with("-----") => {}
            found => assert_eq!(found, ReadError::NotAKey(guess), "{input:?}"),
        }
    }
    assert_eq!(error([0xff; 32]), ReadError::NotAKey(Guess::Binary));
    assert!(matches!(error("{"), ReadError::Json(_)));
    assert!(matches!(error(r#"{"keys":[],}"#), ReadError::Json(_)));
    assert!(matches!(error(r#"{"kty":"oct","k":"AA"} x"#), ReadError::Json(_)));
}

#[test]
fn a_private_key_and_its_certificate_are_one_key() {
    let (private, certificate) = (text(data!("rsa2048/pkcs8.pem")), text(data!("rsa2048/cert.pem")));
    for pem in [format!("{private}{certificate}"), format!("{certificate}\n\n{private}")] {
        let file = keys(pem);
        assert_eq!((file.format, file.keys.len()), (Format::PemBundle, 1));
        assert!(file.keys[0].has_private() && file.keys[0].certificates.len() == 1);
        assert!(matches!(file.notes.as_slice(), [ReadNote::Certificate { key: 0, .. }]));
        assert_eq!(file.keys[0].name, "file");
    }
    let other = text(data!("ec-p256/pkcs8.pem"));
    let file = keys(format!("{private}{other}"));
    assert_eq!(file.keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>(), ["file 1", "file 2"]);
}

#[test]
fn the_key_of_a_chain_is_that_of_its_first_certificate() {
    let file = keys(data!("rsa2048/chain.pem"));
    assert_eq!(file.keys.len(), 1);
    assert!(matches!(
        file.notes.as_slice(),
        [ReadNote::Certificate { key: 0, weak_signature: None, .. }, ReadNote::Issuer { index: 1 }]
    ));
    assert_eq!(file.keys[0].certificates.len(), 2);
    // A certificate that issued itself, and then one of somebody else.
    let one = text(data!("rsa2048/cert.pem"));
    let chain = text(data!("rsa2048/chain.pem"));
    assert_eq!(keys(format!("{one}{one}")).keys.len(), 1);
    let leaf = chain.split_inclusive("-----END CERTIFICATE-----").nth(1).unwrap();
    assert_eq!(keys(format!("{one}{leaf}")).keys.len(), 2);
}

#[test]
fn a_damaged_block_among_good_ones_is_told() {
    let good = text(data!("ed25519/pkcs8.pem"));
    let bad = text(data!("bad/truncated-body.pem"));
    let encrypted = text(data!("rsa2048/pkcs8.enc.pem"));
    let dsa = text(data!("bad/dsa.pem"));
    let file = keys(format!("{bad}{good}{dsa}"));
    assert_eq!(file.keys.len(), 1);
    assert!(matches!(
        file.notes.as_slice(),
        [
            ReadNote::Skipped { index: 0, why: ReadError::Key(KeyFault::Der(_)) | ReadError::Pem(_), .. },
            ReadNote::Skipped {
                index: 2,
                why: ReadError::Unsupported(Format::Pem(Structure::Parameters)),
                ..
            },
        ]
    ));
    // A password is worth asking for, although there is something to read without.
    let format = Format::Pem(Structure::EncryptedPkcs8);
    for pem in [encrypted.to_owned(), format!("{good}{encrypted}")] {
        assert_eq!(error(&pem), ReadError::PasswordNeeded(format));
        let wrong = read_keys(pem.as_bytes(), "file", Some("x"));
        assert_eq!(wrong.unwrap_err(), ReadError::WrongPassword(format));
    }
}

#[test]
fn windows_text_is_read() {
    let pem = text(data!("ed25519/pkcs8.pem"));
    let little: Vec<u8> = format!("\u{feff}{pem}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = format!("\u{feff}{pem}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let plain = keys(pem);
    for bytes in [little, big] {
        let file = keys(&bytes);
        assert_eq!((&file.keys, file.notes), (&plain.keys, vec![ReadNote::Utf16]));
        assert!(matches!(error(&bytes[..bytes.len() - 1]), ReadError::NotAKey(_)));
    }
    let file = keys(format!("\u{feff}{pem}"));
    assert_eq!((&file.keys, file.notes), (&plain.keys, vec![ReadNote::ByteOrderMark]));
    assert_eq!(keys(pem.replace('\n', "\r\n")), plain);
}

/// Made by `ssh-keygen -s`; the end does not matter.
const SSH_CERTIFICATE: &str =
    "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAAA== me@host";

#[test]
fn formats_of_others_are_named() {
    for (input, format) in [
        ("PuTTY-User-Key-File-1: ssh-rsa\nEncryption: none\n", Format::Putty),
        (SSH_CERTIFICATE, Format::SshCertificate),
        ("# created: 2026\nAGE-SECRET-KEY-1QQQQ", Format::Age),
        ("age-encryption.org/v1\n-> X25519", Format::Age),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n-----END PGP PUBLIC KEY BLOCK-----", Format::Pgp),
        (
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----",
            Format::Pem(Structure::Parameters),
        ),
    ] {
        assert_eq!(error(input), ReadError::Unsupported(format), "{input}");
    }
    assert_eq!(error(b"\xfe\xed\xfe\xed\0\0\0\x02"), ReadError::Unsupported(Format::JavaKeyStore));
    for (input, format) in [
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@host", Format::OpenSshPublic),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA", Format::Ssh2Public),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", Format::Putty),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----",
            Format::OpenSshPrivate,
        ),
    ] {
        assert_eq!(error(input), ReadError::Damaged(format), "{input}");
    }
    // "ssh-" alone may begin a password.
    assert_eq!(error("ssh-is-my-secret"), ReadError::NotAKey(Guess::Text));
}

/// SEC1 as old writers left it: the curve named by a block before it, by the public point only, or not at all.
#[test]
fn a_sec1_key_without_its_curve() {
    let named = data!("ec-p256/sec1.der");
    // version, private key, [0] { OID of P-256, 10 bytes }, [1] public point
    let at = named.windows(2).position(|pair| pair == [0xa0, 0x0a]).unwrap();
    let body = [&named[2..at], &named[at + 12..]].concat();
    let nameless = [&[0x30, body.len() as u8], body.as_slice()].concat();
    let file = keys(&nameless);
    assert_eq!(file.keys, keys(named).keys);

    let point = nameless.windows(2).position(|pair| pair == [0xa1, 0x44]).unwrap();
    let bare = [&[0x30, (point - 2) as u8], &nameless[2..point]].concat();
    assert_eq!(error(&bare), ReadError::Key(KeyFault::Missing("crv")));
    let armoured = |label, der: &[u8]| crate::encoding::pem::encode(label, der).to_string();
    let parameters = armoured("EC PARAMETERS", &named[at + 2..at + 12]);
    let pem = format!("{parameters}{}", armoured("EC PRIVATE KEY", &bare));
    assert_eq!(keys(pem).keys, keys(named).keys);
}

#[test]
fn der_that_lies_about_its_key() {
    // The public key in a PKCS#8 of version 2 is another one.
    let mut ed = data!("ed25519/pkcs8-v2.der").to_vec();
    let public = ed.len() - 32;
    ed[public..].copy_from_slice(&crate::encoding::base64url::decode_strict(X).unwrap());
    let file = keys(&ed);
    assert_eq!(file.notes, [ReadNote::Key { key: 0, note: KeyNote::PairMismatch }]);
    assert!(!file.keys[0].has_private());
    // The same in SEC1: the other point of the same x.
    let mut ec = data!("ec-p256/sec1.der").to_vec();
    let y = ec.len() - 32;
    ec[y] ^= 1;
    assert_eq!(error(&ec), ReadError::Key(KeyFault::OffCurve(Curve::P256)));
    // The point at infinity.
    let spki = [&[0x30, 0x19, 0x30, 0x13], SPKI_P256, &[0x03, 0x02, 0x00, 0x00]].concat();
    assert_eq!(error(&spki), ReadError::Key(KeyFault::OffCurve(Curve::P256)));
    assert_eq!(error(data!("ec-p256/spki-explicit.pem")), ReadError::Key(KeyFault::ExplicitParameters));
}

/// The OIDs of an EC key and of P-256.
const SPKI_P256: &[u8] = &[
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03,
    0x01, 0x07,
];

#[test]
fn sizes_of_rsa_that_are_read() {
    let jwk = |bits: usize| {
        let n = vec![0xff; bits / 8];
        format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, crate::encoding::base64url::encode(&n))
    };
    for bits in [512, 1024, 2048, 8200, 16_384] {
        assert_eq!(keys(jwk(bits)).keys[0].kind(), KeyKind::Rsa { bits });
    }
    for bits in [0, 8, 504, 16_392, 65_536] {
        assert_eq!(error(jwk(bits)), ReadError::Key(KeyFault::RsaSize { bits }));
    }
}

/// The private exponent alone is enough: the primes follow from it.
#[test]
fn an_rsa_key_without_its_primes_signs() {
    let key = keys(data!("rsa2048/no-crt.jwk.json")).keys.remove(0);
    let whole = keys(data!("rsa2048/pkcs8.pem")).keys.remove(0);
    let one = jws::sign(JwsAlgorithm::Rs256, &key, b"text").unwrap();
    assert_eq!(one, jws::sign(JwsAlgorithm::Rs256, &whole, b"text").unwrap());
}

#[test]
fn the_hash_of_a_pss_key_is_its_algorithm() {
    for file in [keys(data!("rsapss-sha256.pkcs8.pem")), keys(data!("rsapss-sha256.spki.pem"))] {
        assert_eq!(file.keys[0].alg.as_deref(), Some("PS256"));
        assert!(file.keys[0].fit(JwsAlgorithm::Ps256).is_ok());
        assert!(file.keys[0].fit(JwsAlgorithm::Rs256).is_err());
    }
}

#[test]
fn nothing_private_is_printed() {
    let file = keys(format!(
        r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","x":"{X}","d":"{D}"}},
        {{"kty":"oct","k":"{D}"}},{{"kty":"oct","k":"{D}!"}}]}}"#
    ));
    let mut shown = format!("{file:?}");
    write!(shown, "{:?}", error(format!(r#"{{"kty":"EC","d":"{D}","crv":"P-256"}}"#))).unwrap();
    write!(shown, "{:?}", error(format!(r#"{{"kty":"oct","k":"{D}""#))).unwrap();
    write!(shown, "{:?}", read_secret("hunter2x", SecretEncoding::Hex, "s").unwrap_err()).unwrap();
    let seed = crate::encoding::base64url::decode_strict(D).unwrap();
    for secret in [D, "hunter2", "157, 97, 177", "9d61b1", &format!("{:?}", &seed[..4])] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[test]
fn hostile_sizes_are_answered() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(error(deep), ReadError::NotAKey(Guess::Json));
    let wide = format!(r#"{{"keys":[{}{{}}]}}"#, "{\"kty\":\"x\"},".repeat(20_000));
    assert_eq!(keys(wide).notes.len(), 20_001);
    let repeated = format!(r#"{{{}"kty":"oct","k":"AA"}}"#, r#""a":1,"#.repeat(100_000));
    assert_eq!(keys(repeated).keys.len(), 1);
    let blocks = text(data!("ed25519/pkcs8.pem")).repeat(300);
    assert_eq!(keys(blocks).keys.len(), 1);
    for der in [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], &[0x30, 0x80], &[0x30; 5000], &[0x30, 0x82, 0, 0]]
    {
        assert!(read_keys(der, "file", None).is_err());
    }
}
