//! The public index: what is in it, what is not, and what happens when it is lost or changed.

use std::fs;
use std::thread;

use jotlens::vault::{IndexState, Vault as _};

use super::contract::{self, NOW, add, audit, secret};
use super::faults::{KINDS, Place};

fn state(place: &Place) -> IndexState {
    place.open().list().expect("a list").state
}

#[test]
fn it_is_made_again_and_that_is_told_once() {
    for kind in KINDS {
        let place = Place::new(kind);
        let mut vault = place.open();
        let stored: Vec<_> =
            contract::keys().into_iter().map(|key| (add(&mut vault, &key).expect("stored"), key)).collect();
        let good = fs::read_to_string(place.index()).unwrap();
        let changes: [(&str, String, IndexState); 6] = [
            ("emptied", String::new(), IndexState::RebuiltChanged),
            ("no JSON", "[".repeat(10_000), IndexState::RebuiltChanged),
            ("renamed", good.replace("text", "teXt"), IndexState::RebuiltChanged),
            (
                "another version",
                good.replace("\"jotlens_index\":1", "\"jotlens_index\":2"),
                IndexState::RebuiltChanged,
            ),
            (
                "no keys",
                good.split("\"keys\":").next().unwrap().to_owned() + "\"keys\":[]}",
                IndexState::RebuiltChanged,
            ),
            ("spelled otherwise", good.replace("\":", "\" :\n"), IndexState::Sealed),
        ];
        for (what, text, expected) in changes {
            assert_ne!(text, good, "{what}");
            fs::write(place.index(), text).unwrap();
            assert_eq!(state(&place), expected, "{what}");
            assert_eq!(state(&place), IndexState::Sealed, "{what}, asked again");
            audit(&mut place.open(), &stored, what);
        }
        fs::remove_file(place.index()).unwrap();
        assert_eq!(state(&place), IndexState::RebuiltLost);
        audit(&mut place.open(), &stored, "lost");
        // Rebuilt while something is added: told by the list after it.
        fs::write(place.index(), "{}").unwrap();
        let mut vault = place.open();
        let more = secret("more", b"more");
        let more = (add(&mut vault, &more).unwrap(), more);
        assert_eq!(vault.list().unwrap().state, IndexState::RebuiltChanged);
        audit(&mut vault, &[&stored[..], &[more]].concat(), "added to a changed one");
    }
}

#[test]
fn another_keychain_is_not_believed_to_have_the_keys() {
    let place = Place::new(KINDS[1]);
    let _ = add(&mut place.open(), &secret("text", b"hunter2")).unwrap();
    place.mock.shelf().items.clear();
    let listing = place.open().list().unwrap();
    assert_eq!((listing.keys.len(), listing.state), (0, IndexState::RebuiltChanged));
}

#[test]
fn it_holds_nothing_secret() {
    for kind in KINDS {
        let place = Place::new(kind);
        let mut vault = place.open();
        for key in contract::keys().iter().filter(|key| key.to_public().is_none()) {
            let _ = add(&mut vault, key).expect("stored");
            let text = fs::read_to_string(place.index()).unwrap();
            // What was generated may be named by its thumbprint: nobody guesses 256 random bits.
            let thumbprint = key.thumbprint().filter(|thumbprint| key.kid.as_ref() != Some(thumbprint));
            assert!(thumbprint.is_none_or(|thumbprint| !text.contains(&thumbprint)), "{}", key.name);
        }
        let text = fs::read_to_string(place.index()).unwrap();
        for secret in ["hunter2", "aHVudGVyMg", "68756e74657232"] {
            assert!(!text.contains(secret), "{secret}");
        }
        // In another place the same secret has another tag.
        let other = Place::new(kind);
        let _ = add(&mut other.open(), &secret("text", b"hunter2")).unwrap();
        let tag = |text: &str| {
            let (_, tag) = text.split_once("\"same\":\"").unwrap();
            tag.split('"').next().unwrap().to_owned()
        };
        let there = fs::read_to_string(other.index()).unwrap();
        assert!(!text.contains(&tag(&there)));
    }
}

#[cfg(unix)]
#[test]
fn its_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new(KINDS[1]);
    let _ = add(&mut place.open(), &secret("text", b"hunter2")).unwrap();
    let folder = place.index().parent().unwrap().to_owned();
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    let mut names = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
        names.push(file.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["keys.json", "keys.json.lock", "keys.json.unfinished"]);
}

#[test]
fn two_at_once_lose_nothing() {
    let place = Place::new(KINDS[1]);
    let mut stored = Vec::new();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|thread| {
                // Each its own vault, as in processes of their own; the keychain's connection is shared.
                let mut vault = place.open();
                let place = &place;
                scope.spawn(move || {
                    let mut stored = Vec::new();
                    for number in 0..10 {
                        let key = secret("s", format!("secret {thread} {number}").as_bytes());
                        match add(&mut vault, &key) {
                            Ok(kept) => stored.push((kept, key)),
                            // The mock knows one connection at a time.
                            Err(_) => vault = place.open(),
                        }
                    }
                    stored
                })
            })
            .collect();
        for thread in threads {
            stored.extend(thread.join().unwrap());
        }
    });
    assert!(stored.len() > 20, "{}", stored.len());
    audit(&mut place.open(), &stored, "four at once");
    assert_eq!(stored[0].0.created_at, NOW);
}

#[test]
fn nobody_else_has_a_key_removed() {
    for kind in KINDS {
        let place = Place::new(kind);
        let mut vault = place.open();
        let _ = add(&mut vault, &secret("one", b"one")).unwrap();
        let old = fs::read(place.index()).unwrap();
        let other = add(&mut vault, &secret("other", b"other")).unwrap();
        let items = place.mock.shelf().items.clone();
        // An old list under a good seal, and a note that says the other key was never finished.
        fs::write(place.index(), old).unwrap();
        let note = place.index().with_file_name("keys.json.unfinished");
        for forged in ["", "A", &"A".repeat(43)] {
            fs::write(&note, format!("{} {forged}\n", other.id.as_str())).unwrap();
            let _ = place.open().list().unwrap();
            let _ = add(&mut place.open(), &secret("more", b"more")).unwrap();
            let kept = place.mock.shelf().items.clone();
            assert!(items.iter().all(|(name, item)| kept.get(name) == Some(item)), "{kind:?} {forged:?}");
        }
    }
}
