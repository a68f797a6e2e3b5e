//! A real GNOME Keyring on a bus of its own, in a home of its own: nothing of the person who runs the tests is touched.
//!
//! Which bus a process talks to is in its environment, so each case is this same program, started again on a new bus
//! (`dbus-run-session`), running one of the ignored tests below.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jotlens::encoding::base64url::encode;
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::jws::sign;
use jotlens::jose::key::Key;
use jotlens::vault::{IndexState, KeychainVault, Paths, Place, StoredKey, Vault, VaultError, open_keychain};

use super::contract::{self, add, audit, secret};
use super::random;

/// Starts one of the cases below on a bus of its own.
fn on_a_bus(case: &str) {
    let home = tempfile::tempdir().expect("a folder");
    let Some(mut command) = session(home.path()) else { return };
    run(command.arg(std::env::current_exe().expect("this program")), case);
}

fn run(command: &mut Command, case: &str) {
    let status = command.args(["--ignored", "--exact", "--nocapture", case]).status().expect("it runs");
    assert!(status.success(), "{case} failed");
}

/// `dbus-run-session` with nothing on the bus, and nobody who could be started by it. `None`: it is not installed.
fn session(home: &Path) -> Option<Command> {
    for tool in ["dbus-run-session", "gnome-keyring-daemon"] {
        if Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            eprintln!("skipped: {tool} is not installed");
            return None;
        }
    }
    let config = home.join("bus.conf");
    let services = home.join("services");
    let text = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <servicedir>SERVICES</servicedir>
</busconfig>"#;
    fs::write(&config, text.replace("SERVICES", &services.display().to_string())).expect("written");
    let mut command = Command::new("dbus-run-session");
    let _ = at_home(&mut command, home).arg(format!("--config-file={}", config.display())).arg("--");
    Some(command)
}

fn at_home<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    for (name, folder) in [
        ("HOME", ""),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        let folder = home.join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        let _ = command.env(name, folder);
    }
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL"] {
        let _ = command.env_remove(name);
    }
    command
}

/// The daemon, ended with the test.
struct Daemon(Child);

impl Daemon {
    /// Started and unlocked, ready when it answers.
    fn unlocked() -> Self {
        Self::start(&["--unlock"], b"password")
    }

    /// Started with its keyring locked.
    fn locked() -> Self {
        Self::start(&[], b"")
    }

    fn start(arguments: &[&str], password: &[u8]) -> Self {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("a pipe").write_all(password).expect("written");
        let start = Instant::now();
        while system().is_locked().is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "the daemon does not answer");
            thread::sleep(Duration::from_millis(5));
        }
        Self(child)
    }

    /// As a crash ends it.
    fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.kill();
    }
}

fn system() -> Box<dyn jotlens::vault::keychain::Backend> {
    jotlens::vault::keychain::system()
}

fn paths() -> Paths {
    Paths::below(&Path::new(&std::env::var_os("HOME").expect("a home")).join("jotlens"))
}

fn open() -> KeychainVault {
    open_keychain(&paths(), random).expect("it opens")
}

fn by_id(mut keys: Vec<StoredKey>) -> Vec<StoredKey> {
    keys.sort_by(|one, other| one.id.cmp(&other.id));
    keys
}

/// A short time: nothing may hang.
fn quickly<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    assert!(start.elapsed() < Duration::from_secs(3), "{what} took {:?}", start.elapsed());
    done
}

#[test]
fn a_gnome_keyring() {
    on_a_bus("real::unlocked");
}

#[test]
#[ignore = "runs on a bus of its own"]
fn unlocked() {
    let _daemon = Daemon::unlocked();
    contract::hold(&mut || Box::new(open()) as Box<dyn Vault>, true);
    // Rebuilt from the keychain alone.
    let before = open().list().expect("a list").keys;
    fs::remove_file(paths().index).expect("removed");
    let listing = open().list().expect("a list");
    assert_eq!(listing.state, IndexState::RebuiltLost);
    assert!(by_id(listing.keys) == by_id(before), "the keychain has the same keys");

    // What another program sees.
    let mut vault = open();
    assert_eq!(vault.place(), Place::Keychain("GNOME Keyring".to_owned()));
    let mut key = contract::keys().into_iter().find(|key| key.name == "key rsa-2048").expect("a key");
    key.name = "auth-prod".to_owned();
    let stored = add(&mut vault, &key).expect("stored");
    let arguments = ["search", "--all", "username", stored.id.as_str()];
    match Command::new("secret-tool").args(arguments).output() {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(text.contains("label = Jotlens: auth-prod (RSA 2048)"), "{text}");
        }
        Err(_) => eprintln!("skipped: secret-tool is not installed"),
    }
}

#[test]
fn a_locked_gnome_keyring() {
    on_a_bus("real::locked");
}

#[test]
#[ignore = "runs on a bus of its own"]
fn locked() {
    let mut daemon = Daemon::unlocked();
    let key = secret("text", b"hunter2");
    let stored = vec![(add(&mut open(), &key).expect("stored"), key)];
    daemon.kill();
    let daemon = Daemon::locked();
    let mut vault = quickly("opening", open);
    assert_eq!(vault.is_locked(), Ok(true));
    let listing = quickly("listing", || vault.list()).expect("a list");
    assert_eq!(listing.state, IndexState::Unchecked);
    assert_eq!(listing.keys, vec![stored[0].0.clone()]);
    // Nobody is there to unlock it: an error, and soon.
    let error = quickly("reading", || vault.read(&stored[0].0.id)).expect_err("locked");
    assert_eq!(error, VaultError::Locked);
    let error = quickly("adding", || add(&mut vault, &secret("other", b"other"))).expect_err("locked");
    assert_eq!(error, VaultError::Locked);
    let error = quickly("removing", || vault.remove(&stored[0].0.id)).expect_err("locked");
    assert_eq!(error, VaultError::Locked);
    drop(daemon);
    let _daemon = Daemon::unlocked();
    audit(&mut vault, &stored, "unlocked again, over the same vault");
}

/// The program itself, in this home and on this bus.
fn jotlens(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jotlens"))
        .args(arguments)
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A token that the key of this name signed; the key is read through the library.
fn token_by(name: &str, algorithm: JwsAlgorithm) -> String {
    let mut vault = open_keychain(&Paths::standard().expect("a folder"), random).expect("it opens");
    let id =
        vault.list().expect("a list").keys.into_iter().find(|key| key.details.name == name).expect("it").id;
    let key = vault.read(&id).expect("a key");
    let header = format!(r#"{{"alg":"{}"}}"#, algorithm.name());
    let input = format!("{}.{}", encode(header.as_bytes()), encode(br#"{"exp":4102444800}"#));
    let signature = sign(algorithm, &key, input.as_bytes()).expect("signed");
    format!("{input}.{}", encode(&signature))
}

#[test]
fn the_command_line_over_a_gnome_keyring() {
    on_a_bus("real::command_line");
}

#[test]
#[ignore = "runs on a bus of its own"]
fn command_line() {
    let mut daemon = Daemon::unlocked();
    for (kind, name) in [("p-256", "pair"), ("hs256", "shared")] {
        let (code, out, errors) = jotlens(&["keys", "generate", kind, "--name", name]);
        assert_eq!((code, errors.as_str()), (Some(0), ""));
        assert!(out.starts_with(name), "{out}");
    }
    let (pair, shared) = (token_by("pair", JwsAlgorithm::Es256), token_by("shared", JwsAlgorithm::Hs256));
    let verdict = |arguments: &[&str]| {
        let (_, out, errors) = quickly("inspect", || jotlens(&[&["inspect", "--json"], arguments].concat()));
        let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_default();
        let signature = &report["tokens"][0]["signature"];
        (signature["verdict"].as_str().unwrap_or_default().to_owned(), errors)
    };
    assert_eq!(verdict(&[&pair]), ("valid".to_owned(), String::new()));
    assert_eq!(verdict(&[&shared]), ("valid".to_owned(), String::new()));
    assert_eq!(verdict(&["--no-keychain", &pair]).0, "no-key");

    // Locked: the public half serves, private bytes are not asked for, and nobody is asked to unlock anything.
    daemon.kill();
    let _daemon = Daemon::locked();
    let (pair, errors) = verdict(&[&pair]);
    assert_eq!(pair, "valid");
    assert!(errors.contains("could not be checked"), "{errors}");
    assert_eq!(verdict(&[&shared]).0, "no-key");
    let (code, _, errors) = jotlens(&["keys", "export", "pair", "--as", "private-pem", "--reveal"]);
    assert_eq!(code, Some(1));
    assert!(errors.contains("locked"), "{errors}");
    let (code, out, _) = jotlens(&["keys", "list", "--json"]);
    let keys: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (code, keys.as_array().map(Vec::len), &keys[0]["stored_in"]),
        (Some(0), Some(2), &"keychain".into())
    );
}

#[test]
fn no_bus() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    run(at_home(&mut command, home.path()), "real::without_a_bus");
}

#[test]
#[ignore = "runs without a bus"]
fn without_a_bus() {
    assert_eq!(quickly("opening", || open_keychain(&paths(), random)).err(), Some(VaultError::NoBus));
}

#[test]
fn a_bus_without_a_provider() {
    on_a_bus("real::no_provider");
}

#[test]
#[ignore = "runs on a bus of its own"]
fn no_provider() {
    assert_eq!(quickly("opening", || open_keychain(&paths(), random)).err(), Some(VaultError::NoProvider));
    // Started locked in a new home, it has no collection.
    let mut daemon = Command::new("gnome-keyring-daemon");
    let daemon =
        daemon.args(["--foreground", "--components=secrets"]).stdout(Stdio::null()).stderr(Stdio::null());
    let _daemon = Daemon(daemon.spawn().expect("it starts"));
    let start = Instant::now();
    let error = loop {
        match open_keychain(&paths(), random).err() {
            Some(VaultError::NoProvider) if start.elapsed() < Duration::from_secs(10) => {}
            other => break other,
        }
        thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(error, Some(VaultError::NoCollection));
}

#[test]
fn a_provider_that_cannot_be_started() {
    let home = tempfile::tempdir().expect("a folder");
    let services = home.path().join("services");
    fs::create_dir(&services).expect("made");
    let service = "[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n";
    fs::write(services.join("org.freedesktop.secrets.service"), service).expect("written");
    let Some(mut command) = session(home.path()) else { return };
    run(command.arg(std::env::current_exe().expect("this program")), "real::not_started");
}

#[test]
#[ignore = "runs on a bus of its own"]
fn not_started() {
    assert_eq!(quickly("opening", || open_keychain(&paths(), random)).err(), Some(VaultError::NoProvider));
}

#[test]
fn a_gnome_keyring_that_is_started_again() {
    on_a_bus("real::restarted");
}

#[test]
#[ignore = "runs on a bus of its own"]
fn restarted() {
    let mut daemon = Daemon::unlocked();
    let mut vault = open();
    let mut stored = Vec::new();
    for number in 0..3 {
        let key = secret("s", format!("secret {number}").as_bytes());
        stored.push((add(&mut vault, &key).expect("stored"), key));
        daemon.kill();
        // Away: the list is there, the keys are not, and it is said.
        let listing = quickly("listing", || vault.list()).expect("a list");
        assert_eq!((listing.keys.len(), listing.state), (number + 1, IndexState::Unchecked));
        let error = quickly("reading", || vault.read(&stored[0].0.id)).expect_err("away");
        assert!(matches!(error, VaultError::Disconnected | VaultError::NoProvider), "{error:?}");
        let error = quickly("adding", || add(&mut vault, &secret("other", b"other"))).expect_err("away");
        assert!(matches!(error, VaultError::Disconnected | VaultError::NoProvider), "{error:?}");
        daemon = Daemon::unlocked();
        // The same vault over a new connection.
        audit(&mut vault, &stored, "started again");
    }
}

#[test]
fn a_gnome_keyring_killed_200_times_during_writes() {
    on_a_bus("real::killed");
}

#[test]
#[ignore = "runs on a bus of its own"]
fn killed() {
    const TIMES: usize = 200;
    let mut stored: Vec<(StoredKey, Key)> = Vec::new();
    let (mut failed, mut written, mut number) = (0, 0, 0_usize);
    let mut vault = None;
    for time in 0..TIMES {
        let mut daemon = Daemon::unlocked();
        let vault = vault.get_or_insert_with(open);
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let done = &done;
            let daemon = &mut daemon;
            // From at once to after a few writes.
            let wait = Duration::from_millis(4 * (time as u64 % 50));
            let _ = scope.spawn(move || {
                thread::sleep(wait);
                daemon.kill();
                done.store(true, Ordering::Relaxed);
            });
            while !done.load(Ordering::Relaxed) {
                number += 1;
                let key = secret("s", format!("secret {number} {}", "x".repeat(number % 500)).as_bytes());
                match add(vault, &key) {
                    Ok(kept) => {
                        written += 1;
                        stored.push((kept, key));
                    }
                    Err(_) => failed += 1,
                }
                // Few keys are enough, and the keyring slows down with many.
                if stored.len() > 40 {
                    let (kept, key) = stored.remove(number % 40);
                    // Where that fails it is still there, or gone: either is a whole key or none.
                    failed += usize::from(vault.remove(&kept.id).is_err());
                    drop(key);
                }
            }
        });
    }
    let _daemon = Daemon::unlocked();
    eprintln!(
        "killed {TIMES} times: {written} keys said stored, {} kept, {failed} calls failed",
        stored.len()
    );
    assert!(failed > 50 && written > 20, "nothing happened: {failed} {written}");
    let mut vault = open();
    let listed = vault.list().expect("a list").keys;
    for (kept, key) in &stored {
        assert!(listed.contains(kept), "a key that was stored is not listed");
        assert!(vault.read(&kept.id).as_ref() == Ok(key), "a key that was stored does not read");
    }
    for kept in &listed {
        let whole = vault.read(&kept.id).expect("listed, so it reads");
        assert_eq!(vault.find_same(&whole), Ok(Some(kept.id.clone())), "listed twice");
    }
    // And the same from the keychain alone.
    fs::remove_file(paths().index).expect("removed");
    let mut rebuilt = open();
    let again = rebuilt.list().expect("a list").keys;
    assert!(by_id(again) == by_id(listed), "the keychain has the same keys");
}
