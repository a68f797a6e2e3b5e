//! A keychain in memory that fails where it is told to.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use jotlens::vault::VaultError;
use jotlens::vault::keychain::{Backend, SERVICE};
use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, CredentialStore, Entry, Error, Result};

/// What an item holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) secret: Vec<u8>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) label: String,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// This call alone, before anything was done.
    Before,
    /// This call alone, after it was done.
    After,
    /// This call before it was done, and all after it: the keychain, or this program, is dead.
    DeadBefore,
    /// This call after it was done, and all after it.
    DeadAfter,
    /// The connection is gone before the call; a new one works.
    GoneBefore,
    /// The connection is gone after the call was done; a new one works.
    GoneAfter,
    /// This call stores or answers something else than it should.
    Garbled,
}

pub(crate) const FAULTS: [Fault; 7] = [
    Fault::Before,
    Fault::After,
    Fault::DeadBefore,
    Fault::DeadAfter,
    Fault::GoneBefore,
    Fault::GoneAfter,
    Fault::Garbled,
];

/// What survives the death of program and keychain.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) items: BTreeMap<String, Item>,
    pub(crate) locked: bool,
    /// Calls so far.
    pub(crate) calls: usize,
    /// The call that fails, and how.
    pub(crate) fault: Option<(usize, Fault)>,
    dead: bool,
    connections: usize,
}

impl Shelf {
    /// Sets a fault at so many calls from now.
    pub(crate) fn fail(&mut self, after: usize, fault: Fault) {
        self.fault = Some((self.calls + after, fault));
    }

    /// Everything works again; whether the fault was met.
    pub(crate) fn revive(&mut self) -> bool {
        let met = self.fault.is_some_and(|(at, _)| at < self.calls);
        self.fault = None;
        self.dead = false;
        met
    }
}

/// The keychain that a vault is opened over.
#[derive(Clone)]
pub(crate) struct Mock {
    pub(crate) shelf: Arc<Mutex<Shelf>>,
    pub(crate) limit: usize,
    pub(crate) attributes: bool,
}

impl Mock {
    pub(crate) fn new(limit: usize, attributes: bool) -> Self {
        Self { shelf: Arc::default(), limit, attributes }
    }

    pub(crate) fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().expect("no test panicked in it")
    }
}

impl Backend for Mock {
    fn name(&self) -> String {
        "mock".to_owned()
    }

    fn connect(&self) -> std::result::Result<Arc<CredentialStore>, VaultError> {
        let mut shelf = self.shelf();
        if shelf.dead {
            return Err(VaultError::NoProvider);
        }
        shelf.connections += 1;
        Ok(Arc::new(Store { mock: self.clone(), connection: shelf.connections }))
    }

    fn is_locked(&mut self) -> std::result::Result<bool, VaultError> {
        let shelf = self.shelf();
        if shelf.dead { Err(VaultError::NoProvider) } else { Ok(shelf.locked) }
    }

    fn limit(&self) -> usize {
        self.limit
    }

    fn has_attributes(&self) -> bool {
        self.attributes
    }

    fn item(&self, store: &CredentialStore, name: &str, label: &str) -> Result<Entry> {
        store.build(SERVICE, name, Some(&HashMap::from([("label", label)])))
    }

    fn relabel(&self, item: &Entry, label: &str) -> Result<()> {
        let item = item.as_any().downcast_ref::<Handle>().expect("ours");
        item.call(|shelf, _| {
            let item = shelf.items.get_mut(&item.name).ok_or(Error::NoEntry)?;
            label.clone_into(&mut item.label);
            Ok(())
        })
    }

    fn names(&self, store: &CredentialStore) -> Result<Vec<String>> {
        let entries = store.search(&HashMap::new())?;
        Ok(entries.iter().filter_map(Entry::get_specifiers).map(|(_, name)| name).collect())
    }

    fn meaning(&self, error: &Error) -> Option<VaultError> {
        match error {
            Error::Invalid(what, _) if what == "connection" => Some(VaultError::Disconnected),
            Error::Invalid(what, _) if what == "locked" => Some(VaultError::Locked),
            _ => None,
        }
    }
}

struct Store {
    mock: Mock,
    connection: usize,
}

struct Handle {
    mock: Mock,
    connection: usize,
    name: String,
    label: String,
}

impl Handle {
    /// One call: counted, failed where it is to fail.
    fn call<T>(&self, work: impl FnOnce(&mut Shelf, bool) -> Result<T>) -> Result<T> {
        let mut shelf = self.mock.shelf();
        let gone = || Error::Invalid("connection".to_owned(), String::new());
        let broken = || Error::BadEncoding(b"what a library puts into its errors".to_vec());
        let now = shelf.calls;
        shelf.calls += 1;
        if shelf.dead || self.connection != shelf.connections {
            return Err(gone());
        }
        if shelf.locked {
            return Err(Error::Invalid("locked".to_owned(), String::new()));
        }
        let fault = shelf.fault.filter(|(at, _)| *at == now).map(|(_, fault)| fault);
        match fault {
            Some(Fault::Before) => return Err(broken()),
            Some(Fault::DeadBefore) => {
                shelf.dead = true;
                return Err(gone());
            }
            Some(Fault::GoneBefore) => {
                shelf.connections += 1;
                return Err(gone());
            }
            _ => {}
        }
        let done = work(&mut shelf, fault == Some(Fault::Garbled));
        match fault {
            Some(Fault::After) => Err(broken()),
            Some(Fault::DeadAfter) => {
                shelf.dead = true;
                Err(gone())
            }
            Some(Fault::GoneAfter) => {
                shelf.connections += 1;
                Err(gone())
            }
            _ => done,
        }
    }
}

fn garble(bytes: &mut Vec<u8>) {
    match bytes.first_mut() {
        Some(byte) => *byte ^= 1,
        None => bytes.push(1),
    }
}

impl CredentialApi for Handle {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        assert!(secret.len() <= self.mock.limit, "{} bytes in one item", secret.len());
        self.call(|shelf, garbled| {
            let item = shelf.items.entry(self.name.clone()).or_default();
            item.secret = secret.to_vec();
            if garbled {
                garble(&mut item.secret);
            }
            if item.label.is_empty() {
                item.label.clone_from(&self.label);
            }
            Ok(())
        })
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        self.call(|shelf, garbled| {
            let mut secret = shelf.items.get(&self.name).ok_or(Error::NoEntry)?.secret.clone();
            if garbled {
                garble(&mut secret);
            }
            Ok(secret)
        })
    }

    fn get_attributes(&self) -> Result<HashMap<String, String>> {
        assert!(self.mock.attributes, "this store has no attributes");
        self.call(|shelf, _| {
            let item = shelf.items.get(&self.name).ok_or(Error::NoEntry)?;
            Ok(item.attributes.clone().into_iter().collect())
        })
    }

    fn update_attributes(&self, attributes: &HashMap<&str, &str>) -> Result<()> {
        assert!(self.mock.attributes, "this store has no attributes");
        self.call(|shelf, garbled| {
            let item = shelf.items.get_mut(&self.name).ok_or(Error::NoEntry)?;
            for (name, value) in attributes {
                let value = if garbled { "{}" } else { value };
                item.attributes.insert((*name).to_owned(), (*value).to_owned());
            }
            Ok(())
        })
    }

    fn delete_credential(&self) -> Result<()> {
        self.call(|shelf, _| shelf.items.remove(&self.name).map(|_| ()).ok_or(Error::NoEntry))
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
        f.write_str("mock")
    }
}

impl CredentialStoreApi for Store {
    fn vendor(&self) -> String {
        "mock".to_owned()
    }

    fn id(&self) -> String {
        self.connection.to_string()
    }

    fn build(&self, _: &str, name: &str, modifiers: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        let label = modifiers.and_then(|modifiers| modifiers.get("label")).copied().unwrap_or_default();
        let (mock, connection) = (self.mock.clone(), self.connection);
        let handle = Handle { mock, connection, name: name.to_owned(), label: label.to_owned() };
        Ok(Entry::new_with_credential(Arc::new(handle)))
    }

    fn search(&self, _: &HashMap<&str, &str>) -> Result<Vec<Entry>> {
        let (mock, connection) = (self.mock.clone(), self.connection);
        let here = Handle { mock, connection, name: String::new(), label: String::new() };
        let names: Vec<_> = here.call(|shelf, _| Ok(shelf.items.keys().cloned().collect()))?;
        names.iter().map(|name| self.build(SERVICE, name, None)).collect()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn debug_fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("mock")
    }
}
