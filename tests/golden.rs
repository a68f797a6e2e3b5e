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

/// The golden Report without what this machine was too slow for: each diagnosis that was stopped, and no other.
fn as_far_as(golden: &mut Value, report: &Value) {
    match (golden, report) {
        (Value::Object(golden), Value::Object(report)) => {
            let is_stopped = report.get("proof").is_some_and(Value::is_null)
                && report.get("tried").is_some_and(|tried| tried == STOPPED);
            for (name, member) in golden {
                match report.get(name) {
                    Some(stopped) if is_stopped && name == "tried" => *member = stopped.clone(),
                    Some(found) => as_far_as(member, found),
                    None => {}
                }
            }
        }
        (Value::Array(golden), Value::Array(report)) => {
            golden.iter_mut().zip(report).for_each(|(golden, report)| as_far_as(golden, report));
        }
        _ => {}
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

#[test]
fn only_what_was_stopped_is_forgotten() {
    let of = |tried: [&Value; 3]| {
        let [first, second, proved] = tried;
        serde_json::json!({"tokens": [
            {"signatures": [
                {"diagnosis": {"proof": null, "tried": first}},
                {"diagnosis": {"proof": null, "tried": second}},
            ]},
            {"signatures": [{"diagnosis": {"proof": "as DER", "tried": proved}}]},
        ]})
    };
    let (one, other) = (serde_json::json!(["keys"]), serde_json::json!(["keys", "secrets"]));
    let stopped = Value::from(STOPPED);
    // What the golden has, what the machine came to, and what the golden is then compared as.
    for (golden, report, wanted) in [
        ([&one, &other, &one], [&stopped, &other, &one], [&stopped, &other, &one]),
        ([&one, &other, &one], [&one, &stopped, &one], [&one, &stopped, &one]),
        ([&one, &other, &one], [&other, &other, &other], [&one, &other, &one]),
        ([&one, &other, &one], [&one, &other, &stopped], [&one, &other, &one]),
    ] {
        let mut compared = of(golden);
        as_far_as(&mut compared, &of(report));
        assert_eq!(compared, of(wanted));
    }
    let mut other_shape = serde_json::json!({"tokens": 1, "more": [1, 2]});
    as_far_as(&mut other_shape, &of([&stopped, &stopped, &stopped]));
    assert_eq!(other_shape, serde_json::json!({"tokens": 1, "more": [1, 2]}));
}
