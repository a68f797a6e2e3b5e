//! Two starts, and everything that the first may do to the second: crash, hang, be somebody else's, talk nonsense.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::*;
use crate::app::handover::KeyBytes;

fn place(folder: &tempfile::TempDir) -> Place {
    Place { folder: folder.path().join("jotlens"), name: "window-0".to_owned() }
}

fn text(text: &str) -> Handover {
    Handover { texts: vec![text.to_owned().into()], ..Handover::default() }
}

fn first(place: &Place) -> Inbox {
    match claim(place, &Handover::default()) {
        Claim::First(inbox) => inbox,
        other => panic!("not the first: {other:?}"),
    }
}

/// A window that comes and fetches.
fn fetching(inbox: Inbox, least: usize) -> std::thread::JoinHandle<Vec<Handover>> {
    let fetch = move || {
        let began = Instant::now();
        let mut all = Vec::new();
        while all.len() < least && began.elapsed() < Duration::from_secs(20) {
            all.extend(inbox.take());
            sleep(Duration::from_millis(5));
        }
        all
    };
    Builder::new().name("window".to_owned()).spawn(fetch).unwrap()
}

#[test]
fn a_second_start_hands_over_and_the_first_is_woken() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let inbox = first(&place);
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    inbox.wake(Arc::new(move || {
        let _ = count.fetch_add(1, Ordering::Relaxed);
    }));
    let window = fetching(inbox, 2);
    let keys = vec![KeyBytes { name: "k".into(), bytes: Zeroizing::new(vec![7; 32]) }];
    let all = Handover { texts: vec!["t".to_owned().into()], files: vec!["/a".into()], keys };
    assert!(matches!(claim(&place, &all), Claim::Handed));
    let long = text(&"x".repeat(5 << 20));
    assert!(matches!(claim(&place, &long), Claim::Handed), "more than a socket holds at once");
    assert_eq!(window.join().unwrap(), [all, long]);
    assert!(woken.load(Ordering::Relaxed) >= 2);
}

#[test]
fn many_starts_at_once_all_arrive_once() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let window = fetching(first(&place), 8);
    let starts: Vec<_> = (0..8)
        .map(|number| {
            let place = place.clone();
            let start = move || matches!(claim(&place, &text(&number.to_string())), Claim::Handed);
            Builder::new().name(format!("start {number}")).spawn(start).unwrap()
        })
        .collect();
    assert!(starts.into_iter().all(|start| start.join().unwrap()));
    let texts: Vec<Zeroizing<String>> =
        window.join().unwrap().into_iter().flat_map(|one| one.texts).collect();
    let mut texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn a_window_that_hangs_gets_nothing_and_keeps_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let inbox = first(&place);
    let began = Instant::now();
    assert!(matches!(claim(&place, &text("t")), Claim::Alone));
    assert!(began.elapsed() < PATIENCE * 2, "{:?}", began.elapsed());
    assert!(inbox.take().is_empty(), "what the second shows itself is not shown twice");
}

#[test]
fn a_process_that_is_stopped_keeps_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let user = own_folder(&place.folder).unwrap();
    // The lock and the socket are there, and nobody answers.
    let lock = File::create(place.folder.join("window-0.lock")).unwrap();
    lock.try_lock().unwrap();
    let socket = place.folder.join("window-0.socket");
    let _listener = ListenerOptions::new().name(name(&socket).unwrap()).create_sync().unwrap();
    let began = Instant::now();
    assert!(matches!(claim(&place, &text("t")), Claim::Alone));
    assert!(began.elapsed() < PATIENCE * 2);
    assert!(hand_over(&socket, user + 1, &text("t")).is_err(), "another user's window");
}

#[test]
fn what_a_crash_leaves_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let _ = own_folder(&place.folder).unwrap();
    let socket = place.folder.join("window-0.socket");
    drop(ListenerOptions::new().name(name(&socket).unwrap()).reclaim_name(false).create_sync().unwrap());
    drop(File::create(place.folder.join("window-0.lock")).unwrap());
    assert!(socket.exists());
    let window = fetching(first(&place), 1);
    assert!(matches!(claim(&place, &text("t")), Claim::Handed));
    assert_eq!(window.join().unwrap(), [text("t")]);
    assert!(!socket.exists(), "a window that closes leaves no socket");
    assert!(matches!(claim(&place, &text("t")), Claim::First(_)));
}

#[test]
fn each_display_has_its_window() {
    let folder = tempfile::tempdir().unwrap();
    let one = place(&folder);
    let other = Place { name: "window-1".to_owned(), ..one.clone() };
    let (_one, _other) = (first(&one), first(&other));
}

#[test]
fn a_folder_that_others_can_enter_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    std::fs::create_dir(&place.folder).unwrap();
    for mode in [0o777, 0o750, 0o701] {
        std::fs::set_permissions(&place.folder, std::fs::Permissions::from_mode(mode)).unwrap();
        assert!(matches!(claim(&place, &text("t")), Claim::Alone), "{mode:o}");
    }
    std::fs::remove_dir(&place.folder).unwrap();
    std::os::unix::fs::symlink(folder.path(), &place.folder).unwrap();
    assert!(matches!(claim(&place, &text("t")), Claim::Alone), "a link to a folder");
    let far = Place { folder: folder.path().join("x".repeat(120)), name: "window-0".to_owned() };
    assert!(matches!(claim(&far, &text("t")), Claim::Alone), "too long for a socket");
    let nowhere = Place { folder: "/no/such/folder".into(), name: "window-0".to_owned() };
    assert!(matches!(claim(&nowhere, &text("t")), Claim::Alone));
}

#[test]
fn nonsense_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let inbox = first(&place);
    let socket = place.folder.join("window-0.socket");
    let too_long = u32::MAX.to_le_bytes();
    for (said, why) in
        [(&too_long[..], "too long"), (&[4, 0, 0, 0, 1, 2, 3, 4], "no frame"), (&[9, 0], "cut off")]
    {
        let stream = connect(&socket).unwrap();
        let mut talk = Talk::begin(&stream);
        talk.receive(&mut [0; GREETING.len()]).unwrap();
        talk.send(said).unwrap();
        if why == "cut off" {
            drop(stream);
        } else {
            assert!(talk.receive(&mut [0]).is_err(), "{why}");
        }
    }
    assert!(inbox.take().is_empty());
    let window = fetching(inbox, 1);
    assert!(matches!(claim(&place, &text("after")), Claim::Handed), "it listens on");
    assert_eq!(window.join().unwrap(), [text("after")]);
}

#[test]
fn only_the_owner_may_open_the_socket() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let _inbox = first(&place);
    for (name, mode) in [("", 0o700), ("window-0.lock", 0o600), ("window-0.socket", 0o600)] {
        let found = std::fs::metadata(place.folder.join(name)).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode, "{name}");
    }
}

#[test]
fn the_place_follows_the_display() {
    let of = |all: &[(&str, &str)]| {
        Place::of_session(|name| Some(all.iter().find(|(known, _)| *known == name)?.1.into()))
    };
    let runtime = ("XDG_RUNTIME_DIR", "/run/user/1");
    let x = of(&[runtime, ("DISPLAY", ":1")]).unwrap();
    assert_eq!(x.folder, Path::new("/run/user/1/jotlens"));
    assert_eq!(Some(&x), of(&[runtime, ("DISPLAY", ":1")]).as_ref());
    assert_ne!(Some(&x), of(&[runtime, ("DISPLAY", ":2")]).as_ref());
    assert_ne!(Some(&x), of(&[runtime, ("WAYLAND_DISPLAY", ":1")]).as_ref());
    assert_eq!(of(&[runtime]).is_some(), cfg!(target_os = "macos"));
    assert_eq!(of(&[runtime, ("DISPLAY", "")]).is_some(), cfg!(target_os = "macos"));
    assert_eq!(of(&[runtime, ("WAYLAND_SOCKET", "7"), ("DISPLAY", ":1")]), None);
    assert_eq!(of(&[("XDG_RUNTIME_DIR", "here"), ("DISPLAY", ":1")]), None, "no place is relative");
    let temporary = of(&[("DISPLAY", ":1"), ("USER", "../a")]).unwrap().folder;
    assert_eq!(temporary.parent(), Some(std::env::temp_dir().as_path()));
}
