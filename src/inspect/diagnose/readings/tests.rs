//! Each reading, and where there is none.

use super::*;

fn has(bytes: &[u8], reading: Reading, expected: &[u8]) -> bool {
    readings(bytes).iter().any(|(found, bytes)| *found == reading && bytes.as_slice() == expected)
}

#[test]
fn each_reading_gives_these_bytes() {
    use Reading as R;
    let cases: &[(&[u8], Reading, &[u8])] = &[
        (b"aGVsbG8=", R::Base64, b"hello"),
        (b"aGVsbG8", R::Base64, b"hello"),
        (b"-_8", R::Base64, b"\xfb\xff"),
        (b"+/8=\n", R::Base64, b"\xfb\xff"),
        (b"a!GVs", R::LooseBase64, b"hel"),
        (b"aGVsb", R::LooseBase64, b"hel"),
        (b"00ff", R::Hex, b"\x00\xff"),
        (b"0x00FF", R::Hex, b"\x00\xff"),
        (b"\xfb\xff", R::AsBase64 { padded: true }, b"+/8="),
        (b"\xfb\xff", R::AsBase64url { padded: false }, b"-_8"),
        (b"\xfb\xff", R::AsHex, b"fbff"),
        (b"\xfb\xff", R::AsHex, b"FBFF"),
        (b"secret", R::LineBreak, b"secret\n"),
        (b"secret", R::CarriageReturn, b"secret\r\n"),
        (b"secret", R::Nul, b"secret\0"),
        (b"secret\r\n", R::NoLineBreak, b"secret"),
        (b"secret\0", R::NoLineBreak, b"secret"),
        (b"secret\n\n", R::NoLineBreak, b"secret\n"),
        (b"secret\\n", R::Unescaped, b"secret\n"),
        (b"secret\\n", R::NoLineBreak, b"secret"),
        (b" secret\xc2\xa0", R::Trimmed, b"secret"),
        (b" secret ", R::Trimmed, b" secret"),
        (b"\"secret\"", R::Unquoted, b"secret"),
        ("“secret”".as_bytes(), R::Unquoted, b"secret"),
        (b"secret", R::Quoted, b"'secret'"),
        (b"\xef\xbb\xbfsecret", R::NoMark, b"secret"),
        (b"secret", R::Mark, b"\xef\xbb\xbfsecret"),
        (b"JWT_SECRET=\"x y\"", R::NoName, b"x y"),
        ("pässwörd".as_bytes(), R::Latin1, b"p\xe4ssw\xf6rd"),
        ("10€".as_bytes(), R::Windows1252, b"10\x80"),
        (b"ab", R::Utf16Le, b"a\0b\0"),
        (b"ab", R::Utf16Be, b"\xfe\xff\0a\0b"),
        (b"a\0b\0", R::FromUtf16, b"ab"),
        (b"\xff\xfea\0", R::FromUtf16, b"a"),
        (b"p\xe4ss", R::FromLatin1, "päss".as_bytes()),
        ("a\u{308}".as_bytes(), R::Nfc, "ä".as_bytes()),
        ("ä".as_bytes(), R::Nfd, "a\u{308}".as_bytes()),
        ("ﬁä".as_bytes(), R::Nfkc, "fiä".as_bytes()),
        (b"a%20b%3D", R::PercentDecoded, b"a b="),
        (b"Abc", R::Lower, b"abc"),
        (&[7; 40], R::Cut(32), &[7; 32]),
    ];
    for (bytes, reading, expected) in cases {
        assert!(has(bytes, *reading, expected), "{reading:?} of {bytes:?}");
    }
}

#[test]
fn there_is_no_reading_where_there_is_nothing_to_read() {
    use Reading as R;
    let cases: &[(&[u8], Reading)] = &[
        (b"not hex", R::Hex),
        (b"abc", R::Hex),
        (b"", R::Hex),
        (b"", R::Base64),
        (b"secret", R::NoLineBreak),
        (b"secret", R::Unescaped),
        (b"secret", R::Trimmed),
        (b"secret", R::Unquoted),
        (b"secret", R::NoName),
        (b"secret", R::Latin1),
        (b"secret", R::Nfd),
        ("비밀".as_bytes(), R::Windows1252),
        (b"secret", R::FromUtf16),
        (b"100%", R::PercentDecoded),
        (b"short", R::Cut(16)),
    ];
    for (bytes, reading) in cases {
        assert!(!readings(bytes).iter().any(|(found, _)| found == reading), "{reading:?} of {bytes:?}");
    }
    for bytes in [&b""[..], b"x", b"\xff\xfe\xfd", &[0; 64]] {
        assert!(readings(bytes).iter().all(|(_, reading)| reading.as_slice() != bytes));
    }
}
