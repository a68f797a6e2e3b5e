//! The vault file: the contract, its passphrase, and the `age` tool.

use std::fs;
use std::path::Path;
use std::process::Command;

use jotlens::vault::file::Work;
use jotlens::vault::{FileVault, Vault, VaultError};

use super::contract::{self, add, audit, secret};
use super::random;

const PASSPHRASE: &str = "correct horse battery staple";

fn create(path: &Path) -> FileVault {
    FileVault::create_with(path, PASSPHRASE, Work::NONE, random).expect("created")
}

#[test]
fn the_contract_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/keys.age");
    let mut first = true;
    contract::hold(
        &mut || {
            let vault = if first {
                create(&path)
            } else {
                FileVault::open(&path, PASSPHRASE, random).expect("opens")
            };
            first = false;
            // Opened again, a change costs a second: that is for the person's good, not for the test's.
            Box::new(vault.with_work(Work::NONE)) as Box<dyn Vault>
        },
        true,
    );
    let left: Vec<_> =
        fs::read_dir(folder.path().join("data")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the file and its lock, and no copy: {left:?}");
}

#[test]
fn what_is_no_vault_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.age");
    assert!(!FileVault::exists(&path));
    assert!(matches!(FileVault::open(&path, PASSPHRASE, random), Err(VaultError::Io { .. })));
    let mut vault = create(&path);
    assert!(FileVault::exists(&path));
    let key = secret("text", b"hunter2");
    let stored = vec![(add(&mut vault, &key).unwrap(), key)];
    let twice = FileVault::create(&path, PASSPHRASE, random).err();
    assert_eq!(twice, Some(VaultError::Io { path: path.clone(), kind: std::io::ErrorKind::AlreadyExists }));

    for wrong in ["", "correct horse battery stapl", "Correct horse battery staple"] {
        assert_eq!(FileVault::open(&path, wrong, random).err(), Some(VaultError::WrongPassphrase), "{wrong}");
    }
    let good = fs::read(&path).unwrap();
    let no_vault = Some(VaultError::NoVault(path.clone()));
    for length in [0, 1, 10, 22, good.len() / 2, good.len() - 1] {
        fs::write(&path, &good[..length]).unwrap();
        let error = FileVault::open(&path, PASSPHRASE, random).err();
        assert!(error == no_vault || error == Some(VaultError::WrongPassphrase), "{length}: {error:?}");
    }
    let mut changed = good.clone();
    *changed.last_mut().unwrap() ^= 1;
    fs::write(&path, changed).unwrap();
    assert_eq!(FileVault::open(&path, PASSPHRASE, random).err(), no_vault);
    let excessive = String::from_utf8_lossy(&good[..100]).replacen(" 2\n", " 40\n", 1);
    fs::write(&path, excessive).unwrap();
    assert_eq!(FileVault::open(&path, PASSPHRASE, random).err(), no_vault);
    fs::write(&path, good).unwrap();
    audit(&mut FileVault::open(&path, PASSPHRASE, random).unwrap(), &stored, "untouched");
}

#[test]
fn a_failed_write_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/keys.age");
    let mut vault = create(&path);
    let key = secret("text", b"hunter2");
    let stored = vec![(add(&mut vault, &key).unwrap(), key)];
    // Random bytes that fail: nothing is written.
    let bytes = fs::read(&path).unwrap();
    let mut broken = FileVault::open(&path, PASSPHRASE, |_| false).unwrap();
    assert_eq!(add(&mut broken, &secret("other", b"other")).err(), Some(VaultError::NoRandomness));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    // The file is gone in the middle: said, and not made anew without what was in it.
    fs::rename(&path, folder.path().join("away")).unwrap();
    assert_eq!(add(&mut vault, &secret("other", b"other")).err(), Some(VaultError::NoVault(path.clone())));
    assert!(!path.exists());
    fs::rename(folder.path().join("away"), &path).unwrap();
    audit(&mut vault, &stored, "back again");
}

#[test]
fn a_second_process_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.age");
    let mut one = create(&path);
    let mut other = FileVault::open(&path, PASSPHRASE, random).unwrap().with_work(Work::NONE);
    let mut stored = Vec::new();
    for number in 0..6 {
        let key = secret("s", format!("secret {number}").as_bytes());
        let vault = if number % 2 == 0 { &mut one } else { &mut other };
        stored.push((add(vault, &key).unwrap(), key));
    }
    audit(&mut one, &stored, "one");
    audit(&mut other, &stored, "the other");
}

#[cfg(unix)]
#[test]
fn it_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.age");
    drop(create(&path));
    let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let _ = FileVault::open(&path, PASSPHRASE, random).unwrap();
    assert_eq!(mode(), 0o600);
}

/// `age` reads a passphrase from a terminal only; Python has one to lend.
fn with_terminal(arguments: &[&str]) -> Option<std::process::Output> {
    let script = r#"
import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("age", ["age"] + sys.argv[2:])
asked = 0
text = b""
while True:
    try:
        piece = os.read(terminal, 1024)
    except OSError:
        break
    if not piece:
        break
    text += piece
    while text.count(b":") > asked and asked < 2 and text.rstrip().endswith(b":"):
        asked += 1
        time.sleep(0.1)
        os.write(terminal, sys.argv[1].encode() + b"\n")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"#;
    let tools = [("age", "--version"), ("python3", "--version")];
    for (tool, argument) in tools {
        if Command::new(tool).arg(argument).output().is_err() {
            eprintln!("skipped: {tool} is not installed");
            return None;
        }
    }
    let mut python = Command::new("python3");
    Some(python.args(["-c", script, PASSPHRASE]).args(arguments).output().expect("python3 runs"))
}

#[test]
fn the_age_tool_reads_it_and_it_reads_what_age_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.age");
    let clear = folder.path().join("keys.json");
    let mut vault = create(&path);
    let stored: Vec<_> =
        contract::keys().into_iter().map(|key| (add(&mut vault, &key).expect("stored"), key)).collect();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let Some(output) = with_terminal(&["-d", "-o", &text(&clear), &text(&path)]) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&clear).unwrap()).expect("JSON");
    assert_eq!(json["keys"].as_array().unwrap().len(), stored.len());

    let again = folder.path().join("again.age");
    let output = with_terminal(&["-p", "-o", &text(&again), &text(&clear)]).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    audit(&mut FileVault::open(&again, PASSPHRASE, random).expect("opens"), &stored, "written by age");
}
