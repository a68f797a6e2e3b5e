//! Golden Reports: `tests/golden/NAME.txt` pasted, with the keys of `keys.jwks`, must give `NAME.json`.
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes them anew; read the difference before you commit it.

#![expect(clippy::expect_used, reason = "a test may stop")]

#[path = "common/program.rs"]
mod program;

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use program::{program, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn inspect(input: &[u8]) -> Value {
    let mut program = program();
    program.args(["inspect", "--json", "--no-keychain", "--now", "1790000000", "--key"]);
    let output = run(program.arg(folder().join("keys.jwks")).arg("-"), input);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut value: Value = serde_json::from_str(&text).expect("valid JSON");
    forget_haste(&mut value);
    value
}

/// How much was tried before nothing was found depends on how fast the machine is; what was tried does not, unless the
/// search was stopped.
fn forget_haste(value: &mut Value) {
    each_unexplained(value, &mut |diagnosis| {
        if diagnosis.remove("stopped") == Some(Value::Bool(true)) {
            diagnosis["tried"] = STOPPED.into();
        }
        for step in diagnosis["tried"].as_array_mut().into_iter().flatten() {
            *step = step["step"].take();
        }
    });
}

/// In place of what was tried, where the machine was too slow to try all of it.
const STOPPED: &str = "stopped early";

/// The golden Report without what this machine was too slow for.
fn as_far_as(golden: &mut Value, report: &Value) {
    let mut stopped = false;
    each_unexplained(&mut report.clone(), &mut |diagnosis| stopped |= diagnosis["tried"] == STOPPED);
    if stopped {
        each_unexplained(golden, &mut |diagnosis| diagnosis["tried"] = STOPPED.into());
    }
}

/// Every diagnosis that proved nothing.
fn each_unexplained(value: &mut Value, with: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            if let Some(diagnosis) = members.get_mut("diagnosis").and_then(Value::as_object_mut)
                && diagnosis.get("proof").is_some_and(Value::is_null)
            {
                with(diagnosis);
            }
            members.values_mut().for_each(|member| each_unexplained(member, with));
        }
        Value::Array(all) => all.iter_mut().for_each(|one| each_unexplained(one, with)),
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
            // Our own indentation, one member a line, so that a difference can be read.
            let text = serde_json::to_string_pretty(&report).expect("JSON") + "\n";
            assert!(!text.contains(&format!("{STOPPED:?}")), "too slow to write {}", golden.display());
            std::fs::write(&golden, text).expect("writes");
            continue;
        }
        let text = std::fs::read_to_string(&golden).unwrap_or_default();
        let mut wanted: Value = serde_json::from_str(&text).unwrap_or_default();
        as_far_as(&mut wanted, &report);
        if wanted != report {
            changed.push(case);
        }
    }
    assert!(
        changed.is_empty(),
        "changed: {changed:#?}\nrun again with UPDATE_GOLDEN=1 and read the difference"
    );
}
