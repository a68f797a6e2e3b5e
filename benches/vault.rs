//! Listing stored keys from the public index: what a person waits for when the window opens.

#![expect(clippy::expect_used, reason = "a benchmark may stop")]

use std::any::Any;
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::{Arc, Mutex, PoisonError};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use jotlens::jose::generate::{KeySpec, generate};
use jotlens::vault::keychain::{Backend, KeychainVault, SERVICE};
use jotlens::vault::{NewKey, Vault as _, VaultError};
use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, CredentialStore, Entry, Error, Result};

const NOW: i64 = 1_790_000_000;

fn random(buffer: &mut [u8]) -> bool {
    getrandom::fill(buffer).is_ok()
}

type Items = Arc<Mutex<HashMap<String, (Vec<u8>, HashMap<String, String>)>>>;

/// A keychain that takes no time: what is measured is ours.
#[derive(Clone, Default)]
struct Memory(Items);

struct Item {
    items: Items,
    name: String,
}

impl Item {
    fn with<T>(&self, work: impl FnOnce(&mut HashMap<String, (Vec<u8>, HashMap<String, String>)>) -> T) -> T {
        work(&mut self.items.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl CredentialApi for Item {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        self.with(|items| secret.clone_into(&mut items.entry(self.name.clone()).or_default().0));
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        self.with(|items| items.get(&self.name).map(|item| item.0.clone()).ok_or(Error::NoEntry))
    }

    fn get_attributes(&self) -> Result<HashMap<String, String>> {
        self.with(|items| items.get(&self.name).map(|item| item.1.clone()).ok_or(Error::NoEntry))
    }

    fn update_attributes(&self, attributes: &HashMap<&str, &str>) -> Result<()> {
        let attributes = attributes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        self.with(|items| match items.get_mut(&self.name) {
            Some(item) => {
                item.1.extend(attributes);
                Ok(())
            }
            None => Err(Error::NoEntry),
        })
    }

    fn delete_credential(&self) -> Result<()> {
        self.with(|items| items.remove(&self.name).map(|_| ()).ok_or(Error::NoEntry))
    }

    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        Some((SERVICE.to_owned(), self.name.clone()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn debug_fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("item")
    }
}

impl CredentialStoreApi for Memory {
    fn vendor(&self) -> String {
        String::new()
    }

    fn id(&self) -> String {
        String::new()
    }

    fn build(&self, _: &str, name: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        let item = Item { items: Arc::clone(&self.0), name: name.to_owned() };
        Ok(Entry::new_with_credential(Arc::new(item)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn debug_fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("memory")
    }
}

impl Backend for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn connect(&self) -> std::result::Result<Arc<CredentialStore>, VaultError> {
        Ok(Arc::new(self.clone()))
    }

    fn is_locked(&mut self) -> std::result::Result<bool, VaultError> {
        Ok(false)
    }

    fn limit(&self) -> usize {
        1 << 20
    }

    fn has_attributes(&self) -> bool {
        true
    }

    fn item(&self, store: &CredentialStore, name: &str, _: &str) -> Result<Entry> {
        store.build(SERVICE, name, None)
    }

    fn relabel(&self, _: &Entry, _: &str) -> Result<()> {
        Ok(())
    }

    fn names(&self, _: &CredentialStore) -> Result<Vec<String>> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect())
    }
}

/// Lists 1,000 keys of a kind; a fresh vault each time, as at the start of the program.
fn list(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("list 1,000 keys");
    for spec in [KeySpec::P256, KeySpec::Ed25519, KeySpec::Hs256, KeySpec::MlDsa44] {
        let keychain = Memory::default();
        let folder = tempfile::tempdir().expect("a folder");
        let index = folder.path().join("keys.json");
        let open = || KeychainVault::open(Box::new(keychain.clone()), &index, random).expect("it opens");
        let mut vault = open();
        let keys: Vec<_> = (0..1_000).map(|_| generate(spec, random, &|| false).expect("a key")).collect();
        let new: Vec<_> = keys.iter().map(|key| NewKey { key, group: None, created_at: NOW }).collect();
        assert!(vault.add_all(&new).iter().all(std::result::Result::is_ok));
        let _ = group.bench_function(BenchmarkId::from_parameter(spec.name()), |bencher| {
            bencher.iter(|| {
                let listing = open().list().expect("a list");
                assert_eq!(black_box(listing).keys.len(), 1_000);
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = list
}
criterion_main!(benches);
