//! Golden Reports: `tests/golden/NAME.txt` pasted, with the keys of `keys.jwks`, must give `NAME.json`.
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes them anew; read the difference before you commit it.

#![expect(clippy::expect_used, reason = "a test may stop")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn inspect(input: &[u8]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jotlens"))
        .args(["inspect", "--json", "--no-keychain", "--now", "1790000000", "--key"])
        .arg(folder().join("keys.jwks"))
        .arg("-")
        .env_remove("DISPLAY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    // Our own indentation, one member a line, so that a difference can be read.
    let mut value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    forget_haste(&mut value);
    serde_json::to_string_pretty(&value).expect("JSON") + "\n"
}

/// How far a search got that found nothing depends on how fast the machine is.
fn forget_haste(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(members) => {
            if let Some(diagnosis) = members.get_mut("diagnosis").and_then(serde_json::Value::as_object_mut)
                && diagnosis.get("proof").is_some_and(serde_json::Value::is_null)
            {
                diagnosis.retain(|name, _| !matches!(name.as_str(), "tried" | "stopped"));
            }
            members.values_mut().for_each(forget_haste);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(forget_haste),
        _ => {}
    }
}

#[test]
fn reports_are_as_they_were() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    cases.sort();
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    let mut changed = Vec::new();
    for case in cases {
        let report = inspect(&std::fs::read(&case).expect("a case"));
        let golden = case.with_extension("json");
        if update {
            std::fs::write(&golden, report).expect("writes");
        } else if std::fs::read_to_string(&golden).unwrap_or_default() != report {
            changed.push(case);
        }
    }
    assert!(
        changed.is_empty(),
        "changed: {changed:#?}\nrun again with UPDATE_GOLDEN=1 and read the difference"
    );
}
