//! A keychain that fails at every step of everything that is asked of it.

use std::path::PathBuf;

use jotlens::jose::key::Key;
use jotlens::vault::keychain::KeychainVault;
use jotlens::vault::{Details, StoredKey, Vault, VaultError};
use tempfile::TempDir;

use super::contract::{self, add, audit, secret};
use super::mock::{FAULTS, Fault, Mock};
use super::random;

/// Windows: 2,560 bytes and no attributes; the Secret Service: no limit that matters, and attributes; and one that is
/// so small that everything is split.
pub(crate) const KINDS: [(usize, bool); 3] = [(2560, false), (1 << 20, true), (1000, true)];

/// A keychain and an index in a folder of its own.
pub(crate) struct Place {
    pub(crate) mock: Mock,
    folder: TempDir,
}

impl Place {
    pub(crate) fn new((limit, attributes): (usize, bool)) -> Self {
        Self { mock: Mock::new(limit, attributes), folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder.path().join("data/keys.json")
    }

    pub(crate) fn open(&self) -> KeychainVault {
        KeychainVault::open(Box::new(self.mock.clone()), &self.index(), random).expect("it opens")
    }
}

#[test]
fn the_contract_over_a_keychain_that_works() {
    for kind in KINDS {
        let place = Place::new(kind);
        contract::hold(&mut || Box::new(place.open()) as Box<dyn Vault>, true);
    }
}

/// Two keys that are there, one of them in parts.
fn with_two_keys(place: &Place) -> Vec<(StoredKey, Key)> {
    let mut vault = place.open();
    let keys = [secret("small", b"hunter2"), secret("large", &[7; 6000])];
    keys.into_iter().map(|key| (add(&mut vault, &key).expect("stored"), key)).collect()
}

/// Runs `work` with a fault at its first, second, … call until it no longer meets it; `check` looks at what is left.
fn at_every_step(
    work: impl Fn(&Place, &mut KeychainVault, &[(StoredKey, Key)]) -> Result<Vec<(StoredKey, Key)>, VaultError>,
    left: impl Fn(&Place, &[(StoredKey, Key)]) -> Vec<Vec<(StoredKey, Key)>>,
) {
    for kind in KINDS {
        for fault in FAULTS {
            for step in 0.. {
                assert!(step < 200, "it never ends");
                let what = format!("{kind:?}, {fault:?} at call {step}");
                let place = Place::new(kind);
                let before = with_two_keys(&place);
                let mut vault = place.open();
                // What a vault learns at its first question is asked before the fault.
                let _ = vault.list();
                place.mock.shelf().fail(step, fault);
                let outcome = work(&place, &mut vault, &before);
                let met = place.mock.shelf().revive();
                let possible = match (&outcome, fault) {
                    (Ok(after), _) => vec![after.clone()],
                    (Err(error), Fault::GoneBefore | Fault::GoneAfter) => panic!("{what}: {error}"),
                    (Err(_), _) => left(&place, &before),
                };
                for rebuilt in [false, true] {
                    // This program goes on, then another one comes, then one that has lost its index.
                    let mut again = place.open();
                    if rebuilt {
                        // What was left half done is finished when something is written next.
                        let more = (add(&mut again, &secret("later", b"later")).expect("stored"), ());
                        again.remove(&more.0.id).expect("removed");
                        std::fs::remove_file(place.index()).unwrap();
                    }
                    let listed = again.list().unwrap_or_else(|error| panic!("{what}: {error}")).keys;
                    let fits = possible.iter().find(|possible| {
                        possible.len() == listed.len() && possible.iter().all(|(key, _)| listed.contains(key))
                    });
                    let Some(fits) = fits else { panic!("{what}, rebuilt: {rebuilt}: {listed:?}") };
                    audit(&mut again, fits, &what);
                }
                if !met {
                    break;
                }
            }
        }
    }
}

fn third() -> Key {
    let mut key =
        contract::keys().into_iter().find(|key| !key.certificates.is_empty()).expect("a certificate");
    "third".clone_into(&mut key.name);
    key
}

#[test]
fn adding_fails_at_every_step() {
    at_every_step(
        |_, vault, before| {
            let key = third();
            let stored = add(vault, &key)?;
            Ok([before, &[(stored, key)]].concat())
        },
        |_, before| vec![before.to_vec()],
    );
}

#[test]
fn adding_again_after_a_failure_stores_one_key() {
    at_every_step(
        |place, vault, before| {
            let key = third();
            let first = add(vault, &key);
            let stored = first.or_else(|_| {
                let _ = place.mock.shelf().revive();
                add(vault, &key)
            })?;
            Ok([before, &[(stored, key)]].concat())
        },
        |_, _| Vec::new(),
    );
}

#[test]
fn describing_fails_at_every_step() {
    let renamed = || Details { name: "renamed".to_owned(), kid: Some("k".to_owned()), ..Details::default() };
    at_every_step(
        |_, vault, before| {
            let mut after = before.to_vec();
            after[1].0 = vault.describe(&before[1].0.id, renamed())?;
            renamed().apply(&mut after[1].1);
            Ok(after)
        },
        |place, before| {
            // In the index it is the old one; made again from the keychain it may be the new one.
            let mut after = before.to_vec();
            after[1].0.details = renamed();
            renamed().apply(&mut after[1].1);
            // A failed description is told, so either is right, but not half of each.
            let _ = place;
            vec![before.to_vec(), after]
        },
    );
}

#[test]
fn removing_fails_at_every_step() {
    at_every_step(
        |_, vault, before| {
            vault.remove(&before[1].0.id)?;
            Ok(before[..1].to_vec())
        },
        |_, before| vec![before.to_vec(), before[..1].to_vec()],
    );
}

#[test]
fn nothing_is_left_of_a_key_that_could_not_be_listed() {
    for kind in KINDS {
        let place = Place::new(kind);
        let before = with_two_keys(&place);
        let mut vault = place.open();
        let items = place.mock.shelf().items.clone();
        let text = std::fs::read(place.index()).unwrap();
        // A folder in the index's place: it can be neither read nor replaced, whoever tries.
        std::fs::remove_file(place.index()).unwrap();
        std::fs::create_dir(place.index()).unwrap();
        assert!(matches!(add(&mut vault, &third()), Err(VaultError::Io { .. })));
        assert!(place.mock.shelf().items == items);
        std::fs::remove_dir(place.index()).unwrap();
        std::fs::write(place.index(), text).unwrap();
        audit(&mut place.open(), &before, "after the folder");
    }
}

#[test]
fn a_locked_keychain_lists_and_asks_nothing() {
    for kind in KINDS {
        let place = Place::new(kind);
        let before = with_two_keys(&place);
        place.mock.shelf().locked = true;
        let calls = place.mock.shelf().calls;
        let mut vault = place.open();
        assert_eq!(vault.is_locked(), Ok(true));
        let listing = vault.list().expect("a list");
        assert_eq!(listing.state, jotlens::vault::IndexState::Unchecked);
        assert_eq!(listing.keys, before.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>());
        assert_eq!(place.mock.shelf().calls, calls, "the keychain was asked");
        assert_eq!(vault.read(&before[0].0.id), Err(VaultError::Locked));
        assert_eq!(add(&mut vault, &third()).err(), Some(VaultError::Locked));
        assert_eq!(vault.remove(&before[0].0.id), Err(VaultError::Locked));
        assert_eq!(vault.describe(&before[0].0.id, Details::default()).err(), Some(VaultError::Locked));
        place.mock.shelf().locked = false;
        audit(&mut place.open(), &before, "unlocked again");
    }
}

#[test]
fn parts_that_are_missing_or_mixed_are_no_key() {
    for kind in KINDS {
        let place = Place::new(kind);
        let before = with_two_keys(&place);
        let names: Vec<_> = place.mock.shelf().items.keys().cloned().collect();
        for name in names.iter().filter(|name| name.starts_with(before[1].0.id.as_str())) {
            for change in [0, 1, 2] {
                let kept = place.mock.shelf().items.get(name).cloned().unwrap();
                match change {
                    0 => drop(place.mock.shelf().items.remove(name)),
                    1 => place.mock.shelf().items.get_mut(name).unwrap().secret.truncate(10),
                    _ => place.mock.shelf().items.get_mut(name).unwrap().attributes.clear(),
                }
                let read = place.open().read(&before[1].0.id);
                let whole = kept.secret.len() == 6000 && change == 1;
                if change == 2 && (!kind.1 || kept.attributes.is_empty()) || whole {
                    // Nothing was changed, or a secret that is one item: the store answers for what it holds.
                } else {
                    assert!(read.is_err(), "{kind:?} {name} {change}: {read:?}");
                    let _ = std::fs::remove_file(place.index());
                    audit(&mut place.open(), &before[..1], "half a key");
                }
                place.mock.shelf().items.insert(name.clone(), kept);
                let _ = std::fs::remove_file(place.index());
            }
        }
        audit(&mut place.open(), &before, "whole again");
    }
}

#[test]
fn a_person_recognises_the_items() {
    let place = Place::new(KINDS[1]);
    let mut vault = place.open();
    let mut key = third();
    key.name = "auth-prod".to_owned();
    let stored = add(&mut vault, &key).unwrap();
    let label = |name: &str| place.mock.shelf().items[name].label.clone();
    let id = stored.id.as_str();
    let shown = label(id);
    assert!(shown.starts_with("Jotlens: auth-prod ("), "{shown}");
    vault.describe(&stored.id, Details { name: "other".to_owned(), ..stored.details.clone() }).unwrap();
    assert_eq!(label(id), shown.replace("auth-prod", "other"));
    let rsa = contract::keys().into_iter().find(|key| key.name == "key rsa-2048").unwrap();
    let stored = add(&mut vault, &rsa).unwrap();
    assert_eq!(label(stored.id.as_str()), "Jotlens: key rsa-2048 (RSA 2048)");
    assert!(place.mock.shelf().items[stored.id.as_str()].secret.starts_with(&[0x30, 0x82]), "PKCS#8 DER");
}

#[test]
fn errors_say_nothing_of_what_was_read() {
    let place = Place::new(KINDS[1]);
    let before = with_two_keys(&place);
    let mut vault = place.open();
    place.mock.shelf().fail(0, Fault::Before);
    let error = vault.read(&before[0].0.id).unwrap_err();
    assert_eq!(format!("{error} {error:?}"), "the keychain failed Failed");
}
