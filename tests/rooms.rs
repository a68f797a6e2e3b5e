//! Holds the table of rooms to be true: reads `src/`, and fails where a room imports upwards, names a
//! crate that is not its business, reads a clock, a file or a thread where it must not, or where a file
//! is too long or does not say what it is for.
//!
//! Cargo cannot build walls inside one crate; this can. Words in comments and strings don't count.
//! Files, threads and clocks are free in test code; rooms and crates are not.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const MAX_LINES: usize = 500;

/// Who may name whom: a room, and the rooms that it may reach for. Data goes down this list.
const ROOMS: &[(&str, &[&str])] = &[
    ("encoding", &[]),
    ("jose", &["encoding"]),
    ("inspect", &["encoding", "jose"]),
    ("craft", &["encoding", "jose", "inspect"]),
    ("vault", &["encoding", "jose"]),
    ("app", &["encoding", "jose", "inspect", "craft", "vault"]),
    ("text", &["encoding", "jose", "inspect", "craft", "vault", "app"]),
    ("ui", &["encoding", "jose", "inspect", "craft", "app", "text"]),
    ("preflight", &["text"]),
    ("cli", &["encoding", "jose", "inspect", "craft", "vault", "app", "text"]),
    ("main", &["encoding", "jose", "inspect", "craft", "vault", "app", "text", "ui", "preflight", "cli"]),
];

/// What only some places may name: paths by their beginnings, the places, and the rule in words.
/// A place is a room, or a beginning of a path below `src/`.
struct Fence {
    names: &'static str,
    places: &'static [&'static str],
    free_in_tests: bool,
    rule: &'static str,
}

const FENCES: &[Fence] = &[
    Fence {
        names: "egui eframe epaint emath ecolor egui_extras egui_glow egui_kittest winit glow \
                accesskit",
        places: &["ui", "main"],
        free_in_tests: false,
        rule: "only ui and main know the window",
    },
    Fence {
        names: "jsonwebtoken aws_lc_rs rsa crypto_primes crypto_bigint p256 p384 p521 k256 ecdsa elliptic_curve ed25519_dalek \
                ed448_goldilocks x25519_dalek x448 ml_dsa aes aes_gcm aes_kw cbc pbkdf2 \
                miniz_oxide pkcs1 pkcs8 sec1 spki der x509_cert ssh_key rc2 argon2 des md5",
        places: &["jose"],
        free_in_tests: false,
        rule: "cryptography lives in jose",
    },
    Fence {
        names: "sha2 sha1 hmac subtle",
        places: &["jose", "vault"],
        free_in_tests: false,
        rule: "cryptography lives in jose",
    },
    Fence {
        names: "icu_normalizer",
        places: &["inspect/diagnose"],
        free_in_tests: false,
        rule: "only the diagnosis reads a secret in another normal form",
    },
    Fence {
        names: "x11rb",
        places: &["preflight"],
        free_in_tests: false,
        rule: "only preflight looks at the display",
    },
    Fence {
        names: "getrandom rand rand_core",
        places: &["jose", "vault", "app", "cli", "main"],
        free_in_tests: false,
        rule: "randomness is a parameter",
    },
    Fence {
        names: "keyring keyring_core zbus_secret_service_keyring_store apple_native_keyring_store \
                windows_native_keyring_store secret_service age",
        places: &["vault"],
        free_in_tests: false,
        rule: "only the vault knows the keychain",
    },
    Fence {
        names: "zbus",
        places: &["vault", "app/jobs"],
        free_in_tests: false,
        rule: "only the vault and the jobs ask the desktop",
    },
    Fence {
        names: "std::net std::os::unix::net interprocess ureq reqwest hyper curl tokio rustls native_tls",
        places: &["app/jobs"],
        free_in_tests: false,
        rule: "only a job may reach the network, or another process",
    },
    Fence {
        names: "rpassword",
        places: &["cli"],
        free_in_tests: false,
        rule: "only the command line asks at a terminal",
    },
    Fence {
        names: "rfd arboard",
        places: &["app"],
        free_in_tests: false,
        rule: "dialogs and the private clipboard are effects of app",
    },
    Fence {
        names: "std::thread",
        places: &["app/jobs"],
        free_in_tests: true,
        rule: "only jobs have threads",
    },
    Fence {
        names: "std::fs std::io::stdin",
        places: &["vault", "app", "cli", "main", "preflight"],
        free_in_tests: true,
        rule: "this room touches no files",
    },
    Fence {
        names: "Timestamp::now Zoned::now SystemTime::now jiff::Timestamp::now jiff::Zoned::now \
                std::time::SystemTime::now",
        places: &["cli", "main"],
        free_in_tests: true,
        rule: "time is a parameter; main and cli hand it in",
    },
    Fence {
        names: "Instant::now std::time::Instant::now",
        places: &["app", "ui", "cli", "main"],
        free_in_tests: true,
        rule: "time is a parameter",
    },
];

#[test]
fn every_file_keeps_to_its_room() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    assert!(files.len() > 2, "no source found in {}", source.display());

    let mut faults = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&source).expect("below src").to_str().expect("UTF-8").replace('\\', "/");
        let text = fs::read_to_string(file).expect("readable");
        faults.extend(faults_in(&name, &text));
    }
    let mut list = String::new();
    for fault in &faults {
        let _ = writeln!(list, "  {fault}");
    }
    assert!(faults.is_empty(), "{} faults against the table of rooms:\n{list}", faults.len());
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

// ---- the checker -------------------------------------------------------------------------------------

/// Everything that the file `name` (below `src/`, with `/`) does against the table, one line each.
fn faults_in(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = text.lines().count();
    if lines > MAX_LINES {
        faults.push(format!("{name}: {lines} lines, at most {MAX_LINES}"));
    }
    if !text.starts_with("//!") {
        faults.push(format!("{name}: does not begin with `//!`"));
    }

    let module = module_path(name);
    let room = module.first().map_or(if name == "lib.rs" { "lib" } else { "main" }, String::as_str);
    if room == "lib" {
        return faults;
    }
    let Some((_, reach)) = ROOMS.iter().find(|(known, _)| *known == room) else {
        faults.push(format!("{name}: the room `{room}` is not in the table"));
        return faults;
    };

    let tests_file = name.ends_with("/tests.rs") || name.contains("/tests/");
    for named in paths(text, &module) {
        let at = format!("{name}:{}", named.line);
        match named.path.split_first() {
            Some((first, rest)) if first == "crate" => {
                let Some(other) = rest.first() else { continue };
                if other != room && !reach.contains(&other.as_str()) {
                    faults.push(format!("{at}: {room} must not name `{}`", named.path.join("::")));
                }
            }
            _ => {
                let path = named.path.join("::");
                for fence in FENCES {
                    let inside = fence.places.iter().any(|place| *place == room || name.starts_with(place));
                    let free = fence.free_in_tests && (named.in_test || tests_file);
                    let hit = fence.names.split_whitespace().any(|fenced| begins_with(&path, fenced));
                    if hit && !inside && !free {
                        faults.push(format!("{at}: `{path}`: {}", fence.rule));
                    }
                }
                let colour = named.path.iter().rev().take(2).nth(1).is_some_and(|kind| kind == "Color32");
                let neutral = path.ends_with("::TRANSPARENT") || path.ends_with("::PLACEHOLDER");
                let constructs = colour && !neutral && !named.in_use;
                if constructs && !name.starts_with("ui/theme") && !named.in_test && !tests_file {
                    faults.push(format!("{at}: `{path}`: colours live in ui/theme"));
                }
            }
        }
    }
    faults
}

fn begins_with(path: &str, fenced: &str) -> bool {
    path.strip_prefix(fenced).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// `ui/panels/keys.rs` → `ui`, `panels`, `keys`.
fn module_path(name: &str) -> Vec<String> {
    let stem = name.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if stem == "lib" || stem == "main" {
        return Vec::new();
    }
    stem.split('/').map(str::to_owned).collect()
}

/// One path that the source names. `crate`, `self`, `super` and our own crate's name are resolved:
/// a path into our crate begins with `crate`.
#[derive(Debug, PartialEq)]
struct Named {
    path: Vec<String>,
    line: usize,
    in_test: bool,
    in_use: bool,
}

fn paths(text: &str, module: &[String]) -> Vec<Named> {
    let mut reader = Reader { tokens: tokens(text), at: 0, inner: Vec::new(), module, found: Vec::new() };
    reader.read();
    reader.found
}

/// Walks the tokens, knowing in which inline module it stands.
struct Reader<'a> {
    tokens: Vec<(String, usize)>,
    at: usize,
    /// Open braces: the module's name where a brace opened one, and whether it is test code.
    inner: Vec<(Option<String>, bool)>,
    module: &'a [String],
    found: Vec<Named>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut test_attribute = false;
        while let Some(token) = self.token(0).map(str::to_owned) {
            match token.as_str() {
                "{" => self.inner.push((None, self.in_test())),
                "}" => {
                    self.inner.pop();
                    test_attribute = false;
                }
                ";" => test_attribute = false,
                "#" if self.is(&["#", "[", "cfg", "(", "test", ")", "]"]) => {
                    test_attribute = true;
                    self.at += 6;
                }
                "#" if self.is(&["#", "[", "test", "]"]) => {
                    test_attribute = true;
                    self.at += 3;
                }
                "mod" if self.token(2) == Some("{") => {
                    let name = self.token(1).map(str::to_owned);
                    let in_test = self.in_test() || test_attribute;
                    self.inner.push((name, in_test));
                    test_attribute = false;
                    self.at += 2;
                }
                "fn" if test_attribute => {
                    // The signature, up to the brace that opens the test's body.
                    while !matches!(self.token(0), Some("{" | ";") | None) {
                        self.at += 1;
                    }
                    self.inner.push((None, true));
                    test_attribute = false;
                }
                "use" => {
                    self.at += 1;
                    self.use_tree(&[]);
                    continue;
                }
                _ if is_name(&token) && self.token(1) == Some("::") => {
                    self.inline_path();
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// `a::{b, c::*} as d`, each leaf a path.
    fn use_tree(&mut self, before: &[String]) {
        let mut path = before.to_vec();
        let line = self.line();
        loop {
            match self.token(0).map(str::to_owned).as_deref() {
                Some("{") => {
                    self.at += 1;
                    while !matches!(self.token(0), Some("}") | None) {
                        self.use_tree(&path);
                        if self.token(0) == Some(",") {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                Some("as") => self.at += 2,
                Some("::" | "*") => self.at += 1,
                Some(name) if is_name(name) => {
                    path.push(name.to_owned());
                    self.at += 1;
                }
                _ => break,
            }
        }
        self.push(path, line, true);
    }

    fn inline_path(&mut self) {
        let line = self.line();
        let mut path = Vec::new();
        while let Some(name) = self.token(0).filter(|name| is_name(name)).map(str::to_owned) {
            path.push(name);
            self.at += 1;
            if self.token(0) != Some("::") {
                break;
            }
            self.at += 1;
        }
        self.push(path, line, false);
    }

    fn push(&mut self, path: Vec<String>, line: usize, in_use: bool) {
        let in_test = self.in_test();
        self.found.push(Named { path: self.absolute(path), line, in_test, in_use });
    }

    fn absolute(&self, path: Vec<String>) -> Vec<String> {
        let mut here: Vec<String> = self.module.to_vec();
        here.extend(self.inner.iter().filter_map(|(name, _)| name.clone()));
        let mut rest = path.as_slice();
        match rest.first().map(String::as_str) {
            Some("jotlens" | "crate") => here.clear(),
            Some("self") => {}
            Some("super") => {
                here.pop();
            }
            _ => return path,
        }
        rest = &rest[1..];
        while rest.first().is_some_and(|name| name == "super") {
            here.pop();
            rest = &rest[1..];
        }
        std::iter::once("crate".to_owned()).chain(here).chain(rest.iter().cloned()).collect()
    }

    fn token(&self, ahead: usize) -> Option<&str> {
        self.tokens.get(self.at + ahead).map(|(token, _)| token.as_str())
    }

    fn is(&self, expected: &[&str]) -> bool {
        expected.iter().enumerate().all(|(ahead, token)| self.token(ahead) == Some(token))
    }

    fn line(&self) -> usize {
        self.tokens.get(self.at).map_or(0, |(_, line)| *line)
    }

    fn in_test(&self) -> bool {
        self.inner.last().is_some_and(|(_, test)| *test)
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and single punctuation characters with their lines; no comments, no literals.
fn tokens(text: &str) -> Vec<(String, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let (mut at, mut line, mut out) = (0, 1, Vec::new());
    let peek = |at: usize| chars.get(at).copied().unwrap_or('\0');
    while at < chars.len() {
        let start = at;
        let c = chars[at];
        let end = match (c, peek(at + 1)) {
            ('/', '/') => position(&chars, at, |at| peek(at) == '\n'),
            ('/', '*') => end_of_block_comment(&chars, at),
            ('"', _) => end_of_string(&chars, at),
            ('\'', '\\') => position(&chars, at + 3, |at| peek(at) == '\'') + 1,
            ('\'', _) if peek(at + 2) == '\'' => at + 3,
            ('\'', _) => at + 1,
            (':', ':') => {
                out.push(("::".to_owned(), line));
                at + 2
            }
            _ if c.is_alphabetic() || c == '_' => {
                let end = position(&chars, at, |at| !(peek(at).is_alphanumeric() || peek(at) == '_'));
                let word: String = chars[at..end].iter().collect();
                let hashes = position(&chars, end, |at| peek(at) != '#') - end;
                if matches!(word.as_str(), "r" | "br" | "cr") && peek(end + hashes) == '"' {
                    end_of_raw_string(&chars, end + hashes + 1, hashes)
                } else {
                    out.push((word, line));
                    end
                }
            }
            _ => {
                if !c.is_whitespace() && !c.is_numeric() {
                    out.push((c.to_string(), line));
                }
                at + 1
            }
        };
        at = end.min(chars.len());
        line += chars[start..at].iter().filter(|c| **c == '\n').count();
    }
    out
}

fn position(chars: &[char], from: usize, is_end: impl Fn(usize) -> bool) -> usize {
    (from..chars.len()).find(|at| is_end(*at)).unwrap_or(chars.len())
}

fn end_of_string(chars: &[char], open: usize) -> usize {
    let mut at = open + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn end_of_raw_string(chars: &[char], from: usize, hashes: usize) -> usize {
    let closes = |at: usize| {
        chars[at] == '"' && (1..=hashes).all(|ahead| chars.get(at + ahead).is_some_and(|c| *c == '#'))
    };
    position(chars, from, closes) + 1 + hashes
}

fn end_of_block_comment(chars: &[char], open: usize) -> usize {
    let (mut at, mut depth) = (open, 0);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (at, depth) = (at + 2, depth + 1),
            ('*', Some('/')) => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

#[path = "rooms/checker.rs"]
mod checker;
