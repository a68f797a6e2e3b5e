//! Files that appear whole or not at all, in folders that do not always let us.

use super::*;

fn folder() -> (tempfile::TempDir, Folder) {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::at(&place.path().join("deep").join("er"));
    (place, folder)
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path("").unwrap()).unwrap();
    let mut all: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    all.sort();
    all
}

#[test]
fn what_is_written_is_read_and_nothing_else_is_there() {
    let (_place, folder) = folder();
    assert_eq!(folder.read("a.json"), Ok(None));
    for bytes in [&b"one"[..], b"", b"another, longer one"] {
        folder.write("a.json", bytes).unwrap();
        assert_eq!(folder.read("a.json"), Ok(Some(bytes.to_vec())));
    }
    assert_eq!(names(&folder), ["a.json"]);
    folder.remove("a.json").unwrap();
    folder.remove("a.json").unwrap();
    assert_eq!(folder.read("a.json"), Ok(None));
}

#[test]
fn without_a_folder_nothing_is_kept_and_nothing_fails() {
    let folder = Folder::none();
    folder.write("a.json", b"x").unwrap();
    assert_eq!(folder.read("a.json"), Ok(None));
    assert_eq!(folder.path("a.json"), None);
    folder.remove("a.json").unwrap();
}

#[test]
fn what_is_no_file_of_ours_is_not_read() {
    let (_place, folder) = folder();
    folder.write("large", &vec![b' '; MAX_BYTES as usize]).unwrap();
    assert!(folder.read("large").is_ok());
    folder.write("large", &vec![b' '; MAX_BYTES as usize + 1]).unwrap();
    assert!(matches!(folder.read("large"), Err(StoreError::TooLarge { .. })));
    fs::create_dir(folder.path("sub").unwrap()).unwrap();
    let is_folder = |error| matches!(error, StoreError::Io { kind: ErrorKind::IsADirectory, .. });
    assert!(folder.read("sub").is_err_and(is_folder));
    assert!(folder.write("sub", b"x").is_err(), "a folder is not replaced");
    assert!(fs::metadata(folder.path("sub").unwrap()).unwrap().is_dir());
}

#[test]
fn broken_files_are_put_aside_one_beside_the_other() {
    let (_place, folder) = folder();
    for (round, want) in (1..=11).zip(["a.bad", "a.bad2", "a.bad3", "a.bad4", "a.bad5", "a.bad6", "a.bad7"]) {
        folder.write("a", format!("{round}").as_bytes()).unwrap();
        let aside = folder.put_aside("a").unwrap();
        assert_eq!(aside.file_name().unwrap(), want);
        assert_eq!(folder.read("a"), Ok(None));
        assert_eq!(fs::read_to_string(aside).unwrap(), format!("{round}"));
    }
    assert_eq!(folder.read("a.bad"), Ok(Some(b"1".to_vec())));
    assert!(folder.put_aside("missing").is_err());
}

#[test]
fn the_last_of_what_waits_is_written() {
    let (_place, folder) = folder();
    let pending = Pending::default();
    pending.put("a", Some(b"1".to_vec()));
    pending.put("b", Some(b"2".to_vec()));
    pending.put("a", Some(b"3".to_vec()));
    pending.write(&folder, "a").unwrap();
    assert_eq!(folder.read("a"), Ok(Some(b"3".to_vec())));
    assert_eq!(folder.read("b"), Ok(None));
    folder.write("a", b"by somebody else").unwrap();
    pending.write(&folder, "a").unwrap();
    assert_eq!(folder.read("a"), Ok(Some(b"by somebody else".to_vec())), "written once");
    pending.put("a", None);
    pending.write(&folder, "a").unwrap();
    assert_eq!(folder.read("a"), Ok(None));
}

#[cfg(unix)]
#[test]
fn others_cannot_read_it_and_links_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let (place, folder) = folder();
    folder.write("a", b"x").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.path("a").unwrap()), 0o600);
    assert_eq!(mode(&folder.path("").unwrap()), 0o700);

    let real = place.path().join("dotfiles.json");
    fs::write(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, folder.path("link").unwrap()).unwrap();
    folder.write("link", b"new").unwrap();
    assert_eq!(fs::read_to_string(&real).unwrap(), "new");
    assert!(fs::symlink_metadata(folder.path("link").unwrap()).unwrap().is_symlink());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let (_place, folder) = folder();
    folder.write("other", b"").unwrap();
    let pipe = folder.path("pipe").unwrap();
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(matches!(folder.read("pipe"), Err(StoreError::Io { kind: ErrorKind::InvalidInput, .. })));
    }
}

/// A folder that cannot be written in: somebody's file is in its place, so that it holds for root, too.
#[test]
fn a_write_that_fails_keeps_what_was_there() {
    let (place, folder) = folder();
    folder.write("a", b"old").unwrap();
    let blocked = Folder::at(&place.path().join("deep").join("er").join("a"));
    let failed = blocked.write("b", b"new");
    assert!(matches!(failed, Err(StoreError::Io { path, .. }) if path.ends_with("a/b")));
    assert_eq!(folder.read("a"), Ok(Some(b"old".to_vec())));
    assert_eq!(names(&folder), ["a"]);
}
