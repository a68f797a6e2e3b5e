//! Cases: one body in many dresses, and what no dress explains.

use proptest::{collection::vec, prelude::*};

use super::Repair::*;
use super::*;

const DER: [u8; 96] = {
    let mut der = [0; 96];
    let mut i = 0;
    while i < der.len() {
        der[i] = (i as u8).wrapping_mul(151);
        i += 1;
    }
    der
};

/// Two full lines.
fn clean() -> String {
    encode("PRIVATE KEY", &DER).to_string()
}

fn body() -> String {
    clean().lines().filter(|line| !line.starts_with('-')).collect()
}

fn each_line(dress: impl Fn(&str) -> String) -> String {
    clean().lines().map(dress).collect()
}

fn only(text: &str) -> Block {
    let mut found = blocks(text);
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn encodes_as_the_standard_wants() {
    let pem = clean();
    let lines: Vec<_> = pem.split('\n').map(str::len).collect();
    assert_eq!(lines, [27, 64, 64, 25, 0]);
    assert!(pem.capacity() >= pem.len());
    let block = only(&pem);
    assert_eq!((block.label.as_str(), block.der.as_slice()), ("PRIVATE KEY", DER.as_slice()));
    assert_eq!(block.span, Span::new(0, pem.len() - 1));
    assert_eq!(block.repaired, []);
    for len in [0, 1, 2, 3, 47, 48, 49] {
        let pem = encode("X", &DER[..len]);
        assert!(pem.len() <= 2 + 34 + len.div_ceil(3) * 4 + len.div_ceil(48), "grown: {len}");
        assert_eq!(
            blocks(&pem)[0].as_ref().ok().map(|b| b.der.to_vec()),
            (len > 0).then(|| DER[..len].to_vec())
        );
    }
}

#[test]
fn every_dress_gives_the_same_bytes() {
    let pem = clean();
    let one_line = pem.trim_end().replace('\n', " ");
    let glued = pem.replace('\n', "");
    let json = pem.replace('\n', "\\n");
    let indented: String = each_line(|line| format!("    {line}\n"));
    let quoted: String = each_line(|line| format!("  \"{line}\\n\" +\n"));
    let leading: String = each_line(|line| format!("  + '{line}\\r\\n'\n"));
    let array: String =
        format!("[{}]", pem.lines().map(|l| format!("\"{l}\"")).collect::<Vec<_>>().join(",\n "));
    let cases: Vec<(String, Vec<Repair>)> = vec![
        (pem.clone(), vec![]),
        (pem.replace('\n', "\r\n"), vec![]),
        (pem.replace('\n', "\r"), vec![]),
        (pem.replace('\n', "\n\n"), vec![]),
        (format!("some text\n{pem}some more"), vec![]),
        (format!("KEY=\"{pem}\""), vec![]),
        (format!("\u{feff}{pem}"), vec![ByteOrderMark]),
        (one_line, vec![LostLineBreaks]),
        (glued.clone(), vec![LostLineBreaks]),
        (glued.replace(' ', ""), vec![LostLineBreaks, LostSpaces]),
        (format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", body()), vec![LostLineBreaks]),
        (json.clone(), vec![Escapes]),
        (json.replace('\\', "\\\\"), vec![Escapes]),
        (pem.replace('\n', "\\r\\n"), vec![Escapes]),
        (pem.replace('\n', "\\\n"), vec![Escapes]),
        (json.replace('/', "\\/"), vec![Escapes]),
        (format!("{{\"private_key\": \"{json}\", \"client_id\": 1}}"), vec![Escapes]),
        (indented, vec![Indentation]),
        (quoted, vec![Escapes, Indentation, Decoration]),
        (leading, vec![Escapes, Indentation, Decoration]),
        (array, vec![Indentation, Decoration]),
        (each_line(|line| format!("> {line}\n")), vec![Decoration]),
        (each_line(|line| format!("# {line}\n")), vec![Decoration]),
        (pem.replace("KEY-----\n", "KEY-----\u{200b}\n"), vec![Decoration]),
        (each_line(|line| format!("# \"'{line}'\",\n")), vec![Decoration]),
        (pem.replace("END PRIVATE KEY", "END PRIVATEKEY"), vec![]),
        (pem.replace("END PRIVATE", "END PUBLIC"), vec![EndLabel("PUBLIC KEY".into())]),
        (pem.replace("-----END PRIVATE KEY-----\n", ""), vec![EndMissing]),
        (pem.replace("-----END PRIVATE KEY-----", "-----END PRIV"), vec![EndMissing]),
        (pem.replace("-----END PRIVATE KEY-----", "----"), vec![EndMissing]),
        (pem.replace("-----END PRIVATE KEY-----", "\nSome words about it."), vec![EndMissing]),
        (pem.replace("-----END", "==\n-----END"), vec![Padding]),
    ];
    for (text, mut repaired) in cases {
        let mut block = only(&text);
        assert_eq!(block.der.as_slice(), DER, "{text}");
        assert_eq!(block.label, "PRIVATE KEY", "{text}");
        let order = |repair: &Repair| format!("{repair:?}");
        block.repaired.sort_by_key(order);
        repaired.sort_by_key(order);
        assert_eq!(block.repaired, repaired, "{text}");
    }
}

#[test]
fn padding_and_stray_bits() {
    let cases: [(&str, &[u8], &[Repair]); 6] = [
        ("Zg==", b"f", &[]),
        ("Zg", b"f", &[Padding]),
        ("Zg=", b"f", &[Padding]),
        ("Zm9v====", b"foo", &[Padding]),
        ("Zh==", b"f", &[TrailingBits]),
        ("Z g=\n=", b"f", &[LostLineBreaks]),
    ];
    for (body, der, repaired) in cases {
        let block = only(&format!("-----BEGIN X-----\n{body}\n-----END X-----"));
        assert_eq!((block.der.as_slice(), block.repaired.as_slice()), (der, repaired), "{body}");
    }
}

#[test]
fn headers_are_kept() {
    let encrypted = format!(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n{}\n-----END RSA PRIVATE KEY-----",
        body().get(..64).unwrap()
    );
    let unseparated = encrypted.replace("\n\n", "\n");
    let spaces = encrypted.replace('\n', " ");
    let escaped = encrypted.replace('\n', "\\n");
    let folded = encrypted.replace("CBC,", "CBC,\n  ");
    let cases = [
        (encrypted.replace('\n', "\r\n"), vec![]),
        (encrypted, vec![]),
        (unseparated, vec![]),
        (spaces, vec![LostLineBreaks]),
        (escaped, vec![Escapes]),
        (folded, vec![]),
    ];
    for (text, repaired) in cases {
        let block = only(&text);
        let headers: Vec<_> = block.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(headers, [("Proc-Type", "4,ENCRYPTED"), ("DEK-Info", "AES-128-CBC,00FF")], "{text}");
        assert_eq!((block.der.as_slice(), block.repaired), (&DER[..48], repaired), "{text}");
    }
}

#[test]
fn several_blocks_keep_apart() {
    let text = format!(
        "a {} b -----BEGIN B-----\nZm9v\n-----BEGIN C-----\n????\n-----END C-----\n-----BEGIN D-----\nZm9v\n-----END D-----",
        clean()
    );
    let found = blocks(&text);
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].as_ref().unwrap().span, Span::new(2, 2 + clean().len() - 1));
    let second = found[1].as_ref().unwrap();
    assert_eq!((second.label.as_str(), second.repaired.as_slice()), ("B", [EndMissing].as_slice()));
    assert_eq!(second.span.of(&text), "-----BEGIN B-----\nZm9v");
    assert!(matches!(&found[2], Err(PemError::InvalidCharacter { label, found: '?', .. }) if label == "C"));
    assert_eq!(found[3].as_ref().unwrap().span.of(&text), "-----BEGIN D-----\nZm9v\n-----END D-----");
}

#[test]
fn what_is_not_pem() {
    for text in [
        "",
        "BEGIN PRIVATE KEY",
        "MIIE",
        "---- BEGIN SSH2 PUBLIC KEY ----",
        "-----END X-----",
        "ssh-rsa AAAA",
    ] {
        assert_eq!(blocks(text), [], "{text}");
    }
}

#[test]
fn damage_is_named_and_placed() {
    let x = || "X".to_owned();
    let cases = vec![
        ("-----BEGIN", PemError::BeginCut { at: 0 }),
        ("see -----BEGIN X", PemError::BeginCut { at: 4 }),
        ("-----BEGIN X---", PemError::BeginCut { at: 0 }),
        ("-----BEGIN X\n-----\nZm9v\n-----END X-----", PemError::BeginCut { at: 0 }),
        ("-----BEGIN -----\nZm9v\n-----END -----", PemError::BeginCut { at: 0 }),
        ("-----BEGIN X-----", PemError::NoEnd { label: x(), at: 0 }),
        ("-----BEGIN X-----\nZm9v!", PemError::NoEnd { label: x(), at: 0 }),
        ("-----BEGIN X-----\nZm9vZ", PemError::NoEnd { label: x(), at: 0 }),
        ("-----BEGIN X-----\n-----END X-----", PemError::Empty { label: x(), at: 0 }),
        ("-----BEGIN X-----\n \n\n-----END X-----", PemError::Empty { label: x(), at: 0 }),
        ("-----BEGIN X-----\nA: b\n\n-----END X-----", PemError::Empty { label: x(), at: 0 }),
        ("-----BEGIN X-----\n====\n-----END X-----", PemError::Empty { label: x(), at: 0 }),
        (" -----BEGIN X-----\nZm9vZ\n-----END X-----", PemError::BadLength { label: x(), at: 1, chars: 5 }),
        (
            "-----BEGIN X-----\nZm9!v\n-----END X-----",
            PemError::InvalidCharacter { label: x(), at: 21, found: '!' },
        ),
        (
            "-----BEGIN X-----\n  \"Zm9…v\n-----END X-----",
            PemError::InvalidCharacter { label: x(), at: 24, found: '…' },
        ),
        (
            "-----BEGIN X-----\nZm_v\n-----END X-----",
            PemError::InvalidCharacter { label: x(), at: 20, found: '_' },
        ),
        (
            "-----BEGIN X-----\nZm-v\n-----END X-----",
            PemError::InvalidCharacter { label: x(), at: 20, found: '-' },
        ),
        (
            "-----BEGIN X-----\nZg==Zg==\n-----END X-----",
            PemError::InvalidCharacter { label: x(), at: 20, found: '=' },
        ),
        (
            "-----BEGIN X-----\nZ\\\\xg\n-----END X-----",
            PemError::InvalidCharacter { label: x(), at: 20, found: '\\' },
        ),
    ];
    for (text, error) in cases {
        assert_eq!(blocks(text), [Err(error)], "{text}");
    }
}

#[test]
fn debug_tells_no_bytes() {
    let shown = format!("{:?}", only(&clean()));
    assert!(shown.contains("[96 bytes]") && !shown.contains("151"), "{shown}");
}

#[test]
fn hostile_text_is_read_in_one_pass() {
    let n = 20_000;
    let texts = [
        "-----BEGIN X-----\n".repeat(n),
        "-----BEGIN ".repeat(n),
        "-".repeat(10 * n),
        format!("-----BEGIN X-----\n{}", "-----END".repeat(n)),
        format!("-----BEGIN X-----\n{}\n-----END X-----", "\\".repeat(10 * n)),
        format!("-----BEGIN X-----\n{}\n-----END X-----", "\\/".repeat(10 * n)),
        format!("-----BEGIN X-----\n{}{}\n-----END X-----", "A".repeat(5 * n), "\"".repeat(5 * n)),
        format!("-----BEGIN X-----\n{}\n-----END X-----", "a: b c: d ".repeat(n)),
        format!("-----BEGIN X-----\n{}\n-----END X-----", "a: b\n".repeat(n)),
        format!("-----BEGIN X-----\n{}\n-----END X-----", ">#|*".repeat(n)),
        format!("-----BEGIN X-----{}-----END X-----", "\n".repeat(10 * n)),
        format!("-----BEGIN X-----{}-----END X-----", "A\n".repeat(5 * n)),
        format!("-----BEGIN {}-----", "X".repeat(10 * n)),
    ];
    for text in texts {
        assert!(!blocks(&text).is_empty() || text.starts_with("------"));
    }
}

const PIECES: &str = "(-----BEGIN |-----BEGIN X-----|-----END X-----|-----END|--|-|\n|\r\n|\\\\n|\\\\| |\"|'|\\+|Zm9v|Zg|==|=|A: b|DEK-Info:|\u{feff}|é|>|,|!){0,20}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_pieces_give_spans_within_the_text(text in PIECES) {
        check_blocks(&text);
    }

    #[test]
    fn any_text_gives_spans_within_it(text in any::<String>()) {
        check_blocks(&text);
        check_blocks(&format!("-----BEGIN X-----{text}-----END X-----"));
    }
}

proptest! {
    #[test]
    fn what_is_encoded_is_found(der in vec(any::<u8>(), 1..300), label in "[A-Z]{1,8}( [A-Z]{1,8})?") {
        let block = only(&encode(&label, &der));
        prop_assert_eq!((block.label, block.der.to_vec(), block.repaired), (label, der, vec![]));
    }
}

fn check_blocks(text: &str) {
    let found = blocks(text);
    assert_eq!(found.len(), text.matches("-----BEGIN").count(), "{text:?}");
    let mut at = 0;
    for block in found.into_iter().flatten() {
        let span = block.span.range();
        assert!(at <= span.start && span.start < span.end, "{text:?}");
        assert!(text.get(span.clone()).is_some_and(|inside| inside.starts_with("-----BEGIN")), "{text:?}");
        at = span.end;
    }
}
