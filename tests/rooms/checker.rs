//! Tests of the checker itself: what must be reported, what must not.

use super::{MAX_LINES, faults_in, module_path, paths, tokens};

/// (file, source, part of the one fault expected)
const FAULTS: &[(&str, &str, &str)] = &[
    // Rooms: upwards, sideways, by every spelling.
    ("encoding/json.rs", "use crate::jose::Key;", "encoding must not name `crate::jose::Key`"),
    ("jose/jws.rs", "use crate::{encoding::pem, inspect::Report};", "`crate::inspect::Report`"),
    (
        "jose/jws.rs",
        "use crate::{\n    encoding::pem,\n    app,\n};",
        "jose/jws.rs:4: jose must not name `crate::app`",
    ),
    ("jose/read/jwk.rs", "use super::super::super::inspect::Report;", "`crate::inspect::Report`"),
    ("jose/mod.rs", "use super::text;", "`crate::text`"),
    ("jose/jws.rs", "fn f() { crate::ui::draw(); }", "`crate::ui::draw`"),
    ("jose/jws.rs", "pub(in crate::ui) fn f() {}", "`crate::ui`"),
    ("jose/jws.rs", "mod inner { use super::super::super::app::State; }", "`crate::app::State`"),
    ("jose/jws.rs", "macro_rules! m { () => { $crate::ui::x() } }", "`crate::ui::x`"),
    ("app/update.rs", "use crate::text::Text;", "app must not name `crate::text::Text`"),
    ("app/update.rs", "use crate::ui;", "`crate::ui`"),
    ("text/english.rs", "use crate::ui::Theme;", "`crate::ui::Theme`"),
    ("ui/keys.rs", "use crate::vault::Vault;", "`crate::vault::Vault`"),
    ("vault/os.rs", "use crate::inspect::Report;", "`crate::inspect::Report`"),
    ("cli.rs", "use crate::ui;", "cli must not name `crate::ui`"),
    ("cli.rs", "use jotlens::ui;", "`crate::ui`"),
    ("jose/jws.rs", "#[cfg(test)]\nmod tests { use crate::inspect::report; }", "`crate::inspect::report`"),
    ("jose/jws.rs", "use crate::nowhere::Thing;", "`crate::nowhere::Thing`"),
    ("cellar/mod.rs", "", "the room `cellar` is not in the table"),
    // Crates.
    ("app/mod.rs", "use egui::Context;", "only ui and main know the window"),
    ("app/mod.rs", "fn f(c: &::egui::Context) {}", "only ui and main know the window"),
    ("text/mod.rs", "use egui as e;", "only ui and main know the window"),
    ("text/mod.rs", "use {std::fmt, egui};", "only ui and main know the window"),
    ("cli.rs", "fn f() -> eframe::Result { }", "only ui and main know the window"),
    ("inspect/keys.rs", "use jsonwebtoken::crypto::verify;", "cryptography lives in jose"),
    ("ui/panel.rs", "use rsa::RsaPublicKey;", "cryptography lives in jose"),
    ("app/mod.rs", "let d = sha2::Sha256::digest(b);", "cryptography lives in jose"),
    ("jose/key.rs", "use keyring_core::Entry;", "only the vault knows the keychain"),
    ("ui/panel.rs", "use rfd::FileDialog;", "effects of app"),
    ("inspect/report.rs", "let r = getrandom::fill(&mut b);", "randomness is a parameter"),
    ("app/update.rs", "use std::net::TcpStream;", "only a job may reach the network"),
    ("jose/jws.rs", "fn f() { ureq::get(u); }", "only a job may reach the network"),
    // Threads, files, clocks.
    ("app/update.rs", "std::thread::sleep(d);", "only jobs have threads"),
    ("ui/panel.rs", "use std::{fs, thread};", "only jobs have threads"),
    ("ui/panel.rs", "use std::fs::File;", "this room touches no files"),
    ("jose/read.rs", "let t = std::fs::read(p);", "this room touches no files"),
    ("jose/read.rs", "use std::{fmt, fs};", "this room touches no files"),
    ("inspect/time.rs", "let now = Timestamp::now();", "time is a parameter"),
    ("app/update.rs", "let now = std::time::SystemTime::now();", "time is a parameter"),
    ("ui/clock.rs", "let now = jiff::Zoned::now();", "time is a parameter"),
    ("inspect/time.rs", "let start = Instant::now();", "time is a parameter"),
    ("ui/panel.rs", "let c = Color32::WHITE;", "colours live in ui/theme"),
    ("ui/panel.rs", "let c = egui::Color32::from_gray(3);", "colours live in ui/theme"),
    // Test code is free of some rules, and ends where it ends.
    (
        "inspect/time.rs",
        "#[cfg(test)] mod t { fn f() {} }\nfn g() { Timestamp::now(); }",
        "time.rs:3: `Timestamp",
    ),
    ("inspect/time.rs", "#[cfg(test)] use x::y;\nfn g() { Timestamp::now(); }", "time.rs:3: `Timestamp"),
    ("inspect/time.rs", "#[test] fn f() { }\nfn g() { std::fs::read(p); }", "time.rs:3: `std::fs"),
    // A comment, string or lifetime must not hide what follows.
    ("encoding/json.rs", "/* a /* b */ c */ use crate::jose;", "`crate::jose`"),
    ("encoding/json.rs", "let a = \"\\\"\"; use crate::jose;", "`crate::jose`"),
    ("encoding/json.rs", "let a = r#\"\"\"#; use crate::jose;", "`crate::jose`"),
    ("encoding/json.rs", "let a = '\"'; use crate::jose;", "`crate::jose`"),
    ("encoding/json.rs", "let a = '\\''; use crate::jose;", "`crate::jose`"),
    ("encoding/json.rs", "fn f<'a>(x: &'a str) { crate::jose::f() }", "`crate::jose::f`"),
];

/// (file, source) that breaks no rule.
const CLEAN: &[(&str, &str)] = &[
    ("encoding/json.rs", "use crate::encoding::Span; use super::pem; use self::inner::A;"),
    ("encoding/json.rs", "// use crate::jose;\n/// [`crate::jose`]\n/* egui::Ui */ fn f() {}"),
    (
        "encoding/json.rs",
        "let a = \"crate::jose\"; let b = r#\"egui::Ui \"quoted\" crate::ui\"#; let c = b\"egui::x\";",
    ),
    ("encoding/json.rs", "mod tests { use super::*; use super::super::pem; }"),
    ("jose/jws.rs", "use crate::encoding::base64url; use rsa::RsaPublicKey; use jsonwebtoken::crypto;"),
    ("jose/jws.rs", "#[cfg(test)]\nmod tests { fn v() { std::fs::read(p); std::thread::yield_now(); } }"),
    ("jose/jws/tests.rs", "fn v() { std::fs::read(p); }"),
    ("inspect/time.rs", "#[test]\nfn f() { let t = std::time::Instant::now(); }"),
    ("inspect/mod.rs", "use crate::{encoding::json, jose::{self, Key}};"),
    ("inspect/mod.rs", "fn f(derive: u8) { let der = 1; rsa(); } struct P { egui: u8 }"),
    ("app/jobs/mod.rs", "use std::thread; use std::fs; use rfd::FileDialog;"),
    ("app/jobs.rs", "std::thread::Builder::new();"),
    ("text/korean.rs", "use crate::app::Notice; use crate::inspect::Verdict;"),
    ("ui/theme.rs", "const C: Color32 = Color32::from_rgb(1, 2, 3);"),
    ("ui/panel.rs", "use egui::Color32; use crate::app::Command; let c = Color32::TRANSPARENT;"),
    ("main.rs", "use jotlens::{ui, cli}; use eframe::NativeOptions; let t = jiff::Timestamp::now();"),
    ("cli.rs", "use crate::{inspect, text}; let t = jiff::Timestamp::now(); std::fs::read(p);"),
    // A module of ours may be called like what it is about; `signature` the crate has only traits.
    ("ui/panel.rs", "mod signature; fn f() { signature::show(); }"),
    ("lib.rs", "pub mod encoding; pub mod ui;"),
];

#[test]
fn faults_are_reported() {
    for (file, source, expected) in FAULTS {
        let faults = faults_in(file, &format!("//! For.\n{source}"));
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{file}: {source}\ngave {faults:#?}");
    }
}

#[test]
fn clean_files_are_not() {
    for (file, source) in CLEAN {
        let faults = faults_in(file, &format!("//! For.\n{source}"));
        assert!(faults.is_empty(), "{file}: {source}\ngave {faults:#?}");
    }
}

#[test]
fn long_and_wordless_files_are_reported() {
    let long = "//! For.\n".repeat(MAX_LINES + 1);
    assert_eq!(faults_in("app/mod.rs", &long), ["app/mod.rs: 501 lines, at most 500"]);
    assert!(faults_in("app/mod.rs", &"//! For.\n".repeat(MAX_LINES)).is_empty());
    for text in ["", "use std::fmt;\n", "// For.\n", "/// For.\n", "\n//! For.\n"] {
        assert_eq!(faults_in("app/mod.rs", text), ["app/mod.rs: does not begin with `//!`"], "{text:?}");
    }
}

#[test]
fn modules_and_lines_are_right() {
    assert_eq!(module_path("ui/panels/keys.rs"), ["ui", "panels", "keys"]);
    assert_eq!(module_path("ui/mod.rs"), ["ui"]);
    assert_eq!(module_path("cli.rs"), ["cli"]);
    assert!(module_path("lib.rs").is_empty());

    let lines: Vec<_> = tokens("a\n\"x\ny\" b /* \n */ 'c' d").into_iter().collect();
    assert_eq!(lines, [("a".to_owned(), 1), ("b".to_owned(), 3), ("d".to_owned(), 4)]);

    let found = paths("use a::{b::{c, d as e}, f::*};", &[]);
    let found: Vec<_> = found.iter().map(|named| named.path.join("::")).collect();
    assert_eq!(found, ["a::b::c", "a::b::d", "a::f"]);
}
