//! What every vault has to do.

use std::sync::{Arc, OnceLock};

use jotlens::jose::generate::{KeySpec, generate};
use jotlens::jose::key::{Key, Material};
use jotlens::jose::secret::SecretBytes;
use jotlens::vault::{Details, IndexState, KeyUid, NewKey, StoredKey, Vault, VaultError, text_item, text_of};

use super::random;

/// The instant of the first key; the others follow a second apart.
pub(crate) const NOW: i64 = 1_790_000_000;

/// A vault of a new, empty place; called again, the same place opened again.
pub(crate) type Open<'a> = &'a mut dyn FnMut() -> Box<dyn Vault>;

/// Keys of every kind and shape.
pub(crate) fn keys() -> Vec<Key> {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let mut keys = Vec::new();
        for spec in KeySpec::ALL {
            let mut key = generate(spec, random, &|| false).expect("a key");
            key.name = format!("key {}", spec.name());
            keys.push(key);
        }
        let public = keys.iter().find_map(Key::to_public).expect("a public key");
        keys[1].certificates = vec![Arc::from([0x30; 700]), Arc::from([0x31; 3000])];
        keys.push(Key { name: "only public".to_owned(), ..public_of_another(public) });
        for (name, bytes) in [
            ("empty", vec![]),
            ("text", b"hunter2".to_vec()),
            ("no text", vec![0xff, 0, 0xfe, b'\n']),
            ("like parts", vec![0; 48]),
            ("large", (0..10_000_u32).map(|number| (number % 251) as u8).collect()),
        ] {
            keys.push(secret(name, &bytes));
        }
        let odd = keys.last_mut().expect("a key");
        odd.name = "\"quoted\" \n 한국어 🔑 \\ \u{202e}".to_owned() + &"x".repeat(300);
        odd.kid = Some("a/b?c=\"d\"".to_owned());
        odd.alg = Some("HS256".to_owned());
        odd.key_use = Some(String::new());
        odd.key_ops = Some(vec!["sign".to_owned(), "verify".to_owned()]);
        keys.push(text_item("a tab", &"{\"토큰\": \"eyJ.eyJ.\"}\r\n".repeat(400)));
        keys
    })
    .clone()
}

fn public_of_another(like: Key) -> Key {
    let other = generate(KeySpec::P384, random, &|| false).expect("a key").to_public().expect("a pair");
    Key { material: other.material, ..like }
}

/// A secret.
pub(crate) fn secret(name: &str, bytes: &[u8]) -> Key {
    Key::new(name, Material::Secret(SecretBytes::new(bytes.to_vec())))
}

/// Stores it at [`NOW`].
pub(crate) fn add(vault: &mut dyn Vault, key: &Key) -> Result<StoredKey, VaultError> {
    vault.add(NewKey { key, group: None, created_at: NOW })
}

/// All that is listed reads whole, is listed once, and is what was stored under that id.
pub(crate) fn audit(vault: &mut dyn Vault, stored: &[(StoredKey, Key)], what: &str) {
    let listing = vault.list().unwrap_or_else(|error| panic!("{what}: list: {error}"));
    let mut listed: Vec<&KeyUid> = listing.keys.iter().map(|key| &key.id).collect();
    let mut expected: Vec<&KeyUid> = stored.iter().map(|(key, _)| &key.id).collect();
    listed.sort();
    expected.sort();
    assert_eq!(listed, expected, "{what}: what is listed");
    for (key, whole) in stored {
        let entry = listing.keys.iter().find(|listed| listed.id == key.id).expect("listed");
        assert_eq!(entry, key, "{what}");
        let again =
            vault.read(&key.id).unwrap_or_else(|error| panic!("{what}: {}: {error}", key.details.name));
        assert!(again == *whole, "{what}: {} is another key", key.details.name);
        assert_eq!(entry.is_text(), key.is_text(), "{what}: {}", key.details.name);
        if entry.is_text() {
            assert!(text_of(&again) == text_of(whole), "{what}");
        }
        assert_eq!(vault.find_same(whole), Ok(Some(key.id.clone())), "{what}: {}", key.details.name);
    }
}

/// The contract. `persists`: opening the place again finds the keys.
pub(crate) fn hold(open: Open<'_>, persists: bool) {
    let mut vault = open();
    assert_eq!(vault.list().map(|listing| (listing.keys.len(), listing.state)), Ok((0, IndexState::Sealed)));

    let mut stored = Vec::new();
    for (number, key) in keys().into_iter().enumerate() {
        assert_eq!(vault.find_same(&key), Ok(None), "{}", key.name);
        let new = NewKey {
            key: &key,
            group: (number % 2 == 0).then_some("a set"),
            created_at: NOW + number as i64,
        };
        let kept = match vault.add(new) {
            Ok(kept) => kept,
            Err(error) => panic!("{}: {error}", key.name),
        };
        assert_eq!(kept.details.group.as_deref(), new.group);
        assert_eq!((kept.kind, kept.has_private), (key.kind(), key.has_private()));
        assert_eq!(kept.public, key.to_public());
        assert_eq!(kept.created_at, NOW + number as i64);
        stored.push((kept, key));
    }
    audit(&mut *vault, &stored, "after adding");
    let order: Vec<_> = vault.list().expect("a list").keys.into_iter().map(|key| key.id).collect();
    assert_eq!(order, stored.iter().map(|(key, _)| key.id.clone()).collect::<Vec<_>>(), "oldest first");
    if persists {
        vault = open();
        audit(&mut *vault, &stored, "opened again");
    }

    refuses(&mut *vault, &stored);
    finds_public_halves(&mut *vault, &stored);

    // Everything about a key can be changed but what it is.
    for (kept, key) in &mut stored {
        let details = Details {
            name: format!("{} renamed", kept.details.name),
            kid: Some("new".to_owned()),
            alg: None,
            key_use: Some("sig".to_owned()),
            key_ops: None,
            group: None,
        };
        details.apply(key);
        *kept = vault.describe(&kept.id, details.clone()).expect("described");
        assert_eq!(kept.details, details);
    }
    audit(&mut *vault, &stored, "after describing");

    // Removing every other key leaves the others, and removing twice is no error.
    let mut number = 0;
    stored.retain(|(kept, key)| {
        number += 1;
        if number % 2 == 0 {
            return true;
        }
        assert_eq!(vault.remove(&kept.id), Ok(()));
        assert_eq!(vault.remove(&kept.id), Ok(()));
        assert_eq!(vault.read(&kept.id).err(), Some(VaultError::Unknown(kept.id.clone())));
        assert_eq!(vault.find_same(key), Ok(None));
        false
    });
    audit(&mut *vault, &stored, "after removing");

    // Several at once.
    let more = [secret("one", b"one"), secret("two", b"two"), secret("three", b"three")];
    let new: Vec<_> =
        more.iter().map(|key| NewKey { key, group: Some("set"), created_at: NOW + 100 }).collect();
    let added = vault.add_all(&new);
    assert_eq!(added.len(), 3);
    stored.extend(added.into_iter().map(|added| added.expect("added")).zip(more));
    audit(&mut *vault, &stored, "after adding several");
    if persists {
        vault = open();
        audit(&mut *vault, &stored, "opened again at the end");
    }
}

fn refuses(vault: &mut dyn Vault, stored: &[(StoredKey, Key)]) {
    let unknown = KeyUid::parse(&"0".repeat(32)).expect("an id");
    assert_eq!(vault.read(&unknown), Err(VaultError::Unknown(unknown.clone())));
    assert_eq!(
        vault.describe(&unknown, Details::default()).err(),
        Some(VaultError::Unknown(unknown.clone()))
    );
    assert_eq!(vault.remove(&unknown), Ok(()));
    assert_eq!(vault.find_same(&secret("other", b"hunter3")), Ok(None));
    let sealed = Key::new("sealed", Material::Sealed { bits: 56 });
    assert_eq!(add(vault, &sealed).err(), Some(VaultError::Unwritable));
    audit(vault, stored, "after what was refused");
}

fn finds_public_halves(vault: &mut dyn Vault, stored: &[(StoredKey, Key)]) {
    for (kept, key) in stored {
        if let Some(public) = key.to_public() {
            assert_eq!(vault.find_same(&public), Ok(Some(kept.id.clone())), "{}", key.name);
        }
    }
}
