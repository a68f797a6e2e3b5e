//! What can only be seen in the source: particles glued to values, and the characters that fonts must have.

use std::collections::BTreeSet;
use std::path::Path;

/// The string literals of the files under `folder` of this room.
fn literals(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path);
                }
            } else {
                found.extend(literals_of(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}

/// The string literals of Rust source without raw strings; comments and tests are left out.
fn literals_of(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut found = Vec::new();
    // What is said to the compiler nobody else reads.
    let is_code = |line: &&str| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("#[");
    for line in source.lines().filter(is_code) {
        let mut rest = line.chars();
        while let Some(character) = rest.next() {
            match character {
                // A character literal: '"' would else open a string.
                '\'' if rest.clone().nth(1) == Some('\'') => {
                    rest.nth(1);
                }
                '"' => {
                    let mut literal = String::new();
                    while let Some(inside) = rest.next() {
                        match inside {
                            '"' => break,
                            '\\' => literal.extend(rest.next()),
                            _ => literal.push(inside),
                        }
                    }
                    found.push(literal);
                }
                _ => {}
            }
        }
    }
    found
}

/// Every character that the texts of this room use, and those of spelled-out values: the fonts must have them.
pub(crate) fn characters() -> BTreeSet<char> {
    let mut all: BTreeSet<char> = literals("").iter().flat_map(|literal| literal.chars()).collect();
    all.extend(' '..='~');
    all.extend("⟨⟩…“”".chars());
    all.extend(super::Language::ALL.iter().flat_map(|language| language.name().chars()));
    all
}

#[test]
fn characters_are_of_known_blocks() {
    let all = characters();
    assert!(all.contains(&'서') && all.contains(&'‖') && all.contains(&'§'));
    for character in all {
        let is_known = character.is_ascii()
            || ('가'..='힣').contains(&character)
            || ('ㄱ'..='ㆎ').contains(&character)
            || "·…‖§“”‘’⟨⟩×→←↑↓−±≥≤✓✔✖✗✘■▲●◆○▴▾▸◂⌘⌥⇧⌃⏎↵⌫⎋⚠ⓘ⋯⋮⟳⚙☰⌕⎘⧉☀☾".contains(character);
        assert!(is_known, "U+{:04X} {character}", character as u32);
    }
}

/// Particles whose form depends on the sound before them.
const PARTICLES: [&str; 12] = ["은", "는", "이", "가", "을", "를", "와", "과", "으로", "로", "이나", "이며"];

/// The places where a particle follows a value that is put in, also behind a closing quote or bracket.
fn glued(literal: &str) -> Option<&str> {
    literal.match_indices('}').map(|(at, _)| literal.get(at + 1..).unwrap_or_default()).find(|rest| {
        let rest = rest.trim_start_matches(['”', '’', '"', '\'', ')']);
        PARTICLES.iter().any(|particle| {
            let ends = |after: &str| !after.chars().next().is_some_and(|next| ('가'..='힣').contains(&next));
            // Set apart by a blank it is no better, but then "이", "가" and "로" may be words or parts of them.
            let apart = rest.strip_prefix(' ').filter(|_| !["이", "가", "로"].contains(particle));
            [Some(rest), apart]
                .into_iter()
                .flatten()
                .any(|rest| rest.strip_prefix(particle).is_some_and(ends))
        })
    })
}

#[test]
fn no_particle_is_glued_to_a_value() {
    let all = literals("ko");
    assert!(all.len() > 500, "the Korean texts were not found");
    for literal in all {
        assert_eq!(glued(&literal), None, "{literal}");
    }
}

/// What is the same in Korean, and why.
const SAME: [(&str, &[&str]); 5] = [
    (
        "names of standards, formats and spellings",
        &[
            "CSV",
            "JSON",
            "SQL",
            "LDAP",
            "HTML",
            "PEM",
            "DER",
            "JWK",
            "JWKS",
            "JWS",
            "JWE",
            "JWT",
            "PKCS",
            "SD",
            "OpenPGP",
            "age",
            "PASSporT",
            "Web",
            "Key",
            "Token",
            "base64",
            "Base64url",
            "hex",
            "Hex",
            "UTC",
        ],
    ),
    (
        "algorithms and curves",
        &[
            "HS",
            "HMAC",
            "SHA",
            "RSA",
            "ECDSA",
            "PSS",
            "EdDSA",
            "OAEP",
            "AES",
            "CBC",
            "GCM",
            "ML",
            "DSA",
            "P",
            "v1",
            "secp256k1",
            "Ed25519",
            "Ed448",
            "X25519",
        ],
    ),
    ("serialisations, by the names that the standard has", &["compact", "flattened", "general"]),
    (
        "members and values as they are spelled",
        &["alg", "typ", "kid", "null", "decrypt", "enc", "sig", "jku", "x5u", "c_hash", "exp"],
    ),
    ("our own name", &["Jotlens"]),
];

/// The words of a literal without what is put in; none where it is Korean.
fn foreign(literal: &str) -> Vec<String> {
    if literal.contains(super::is_hangul) {
        return Vec::new();
    }
    let mut depth = 0;
    let bare: String = literal
        .chars()
        .map(|found| {
            depth += i32::from(found == '{') - i32::from(found == '}');
            if depth > 0 { ' ' } else { found }
        })
        .collect();
    let words = bare.split(|found: char| !found.is_alphanumeric() && found != '_');
    words.filter(|word| word.contains(|found: char| found.is_alphabetic())).map(str::to_owned).collect()
}

#[test]
fn no_string_is_left_in_the_other_language() {
    for literal in literals("en") {
        assert!(!literal.contains(super::is_hangul), "Hangul in English: {literal}");
    }
    let mut used = BTreeSet::new();
    for literal in literals("ko") {
        for word in foreign(&literal) {
            let known = SAME.iter().any(|(_, words)| words.contains(&word.as_str()));
            assert!(known, "{word:?} in {literal:?} is not Korean");
            used.insert(word);
        }
    }
    for (reason, words) in SAME {
        for word in words {
            assert!(used.contains(*word), "{word:?} is not used any more ({reason})");
        }
    }
}

#[test]
fn foreign_words_are_seen() {
    assert_eq!(foreign("Sign with {key}"), ["Sign", "with"]);
    assert_eq!(foreign("서명 key"), [""; 0]);
    assert_eq!(foreign("{name}: {key} 12"), [""; 0]);
}

#[test]
fn glued_particles_are_seen() {
    for bad in [
        "{}은 없음",
        "{name}를 찾음",
        "“{name}”이 있음",
        "{}로",
        "키 {}와 {}",
        "({x})가 틀림",
        "키 {} 를 찾음",
    ] {
        assert!(glued(bad).is_some(), "{bad}");
    }
    for good in ["{}개", "{} 값은 없음", "{}에 있음", "{}이상한", "{}의 가", "이 {}", "{}: 가"]
    {
        assert_eq!(glued(good), None, "{good}");
    }
}

#[test]
fn literals_are_found_whole() {
    let source =
        "// \"no\"\nlet a = 'x'; f('\"', \"one\\\"s\", \"{}은\");\n#[cfg(test)]\nmod tests { \"no\" }";
    assert_eq!(literals_of(source), ["one\"s", "{}은"]);
}
