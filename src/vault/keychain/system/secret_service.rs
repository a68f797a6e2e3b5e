//! The Secret Service of freedesktop.org: GNOME Keyring, KWallet, KeePassXC. Never the kernel's keyring, which forgets.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error, Result};
use secret_service::Error as ServiceError;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};
use zbus_secret_service_keyring_store::Store;
use zbus_secret_service_keyring_store::cred::Specifier;

use crate::vault::VaultError;
use crate::vault::keychain::backend::{Backend, SERVICE};

/// The default collection of whoever offers the Secret Service.
#[derive(Default)]
pub(super) struct SecretService {
    /// For questions that must not wait: the store has a connection of its own.
    bus: Option<Connection>,
    /// Who offers it, as a person knows them.
    provider: Option<&'static str>,
}

const NAME: &str = "org.freedesktop.secrets";
const ROOT: &str = "/org/freedesktop/secrets";

/// Whether this process has had the connection that `keyring` makes.
static CONNECTED: AtomicBool = AtomicBool::new(false);

/// How the processes of those who offer it begin.
const PROVIDERS: [(&str, &str); 4] = [
    ("gnome-keyring", "GNOME Keyring"),
    ("kwalletd", "KWallet"),
    ("ksecretd", "KWallet"),
    ("keepassxc", "KeePassXC"),
];

/// Longer than a healthy service takes to answer by three orders of magnitude.
const PATIENCE: Duration = Duration::from_secs(5);

impl SecretService {
    fn bus(&mut self) -> std::result::Result<Connection, VaultError> {
        if let Some(bus) = &self.bus {
            return Ok(bus.clone());
        }
        let bus = Builder::session().and_then(|builder| builder.method_timeout(PATIENCE).build());
        let bus = bus.map_err(|_| VaultError::NoBus)?;
        self.bus = Some(bus.clone());
        Ok(bus)
    }

    /// Who answers, by the name of their process: the protocol does not say.
    fn provider(bus: &Connection) -> Option<&'static str> {
        let daemon = Some("org.freedesktop.DBus");
        let question = "GetConnectionUnixProcessID";
        let answer = bus.call_method(daemon, "/org/freedesktop/DBus", daemon, question, &NAME).ok()?;
        let process: u32 = answer.body().deserialize().ok()?;
        let name = std::fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
        PROVIDERS.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, name)| *name)
    }

    fn ask(bus: &Connection) -> zbus::Result<Option<bool>> {
        let interface = "org.freedesktop.Secret.Service";
        let answer = bus.call_method(Some(NAME), ROOT, Some(interface), "ReadAlias", &"default")?;
        let collection: OwnedObjectPath = answer.body().deserialize()?;
        if collection.as_str() == "/" {
            return Ok(None);
        }
        let properties = Some("org.freedesktop.DBus.Properties");
        let question = ("org.freedesktop.Secret.Collection", "Locked");
        let answer = bus.call_method(Some(NAME), &collection, properties, "Get", &question)?;
        let locked: OwnedValue = answer.body().deserialize()?;
        Ok(Some(bool::try_from(locked)?))
    }
}

impl Backend for SecretService {
    fn name(&self) -> String {
        self.provider.unwrap_or("Secret Service").to_owned()
    }

    fn connect(&self) -> std::result::Result<Arc<CredentialStore>, VaultError> {
        let failed = |error: &Error| self.meaning(error).unwrap_or(VaultError::Failed);
        if !CONNECTED.swap(true, Ordering::Relaxed) {
            return super::store().map_err(failed);
        }
        // A connection stays dead when the service ends, and `keyring` makes no second one.
        Ok(Store::new().map_err(|error| failed(&error))?)
    }

    fn is_locked(&mut self) -> std::result::Result<bool, VaultError> {
        let mut answer = Self::ask(&self.bus()?);
        if matches!(&answer, Err(zbus::Error::InputOutput(error)) if error.kind() != ErrorKind::TimedOut) {
            // The bus itself was another one.
            self.bus = None;
            answer = Self::ask(&self.bus()?);
        }
        if self.provider.is_none() && answer.is_ok() {
            self.provider = self.bus.as_ref().and_then(Self::provider);
        }
        match answer {
            Ok(Some(locked)) => Ok(locked),
            Ok(None) => Err(VaultError::NoCollection),
            Err(error) => Err(match of_bus(&error) {
                VaultError::Disconnected => VaultError::NoProvider,
                other => other,
            }),
        }
    }

    fn limit(&self) -> usize {
        super::NO_LIMIT
    }

    fn has_attributes(&self) -> bool {
        true
    }

    fn item(&self, store: &CredentialStore, name: &str, label: &str) -> Result<Entry> {
        if label.is_empty() {
            return store.build(SERVICE, name, None);
        }
        store.build(SERVICE, name, Some(&HashMap::from([("label", label)])))
    }

    fn relabel(&self, item: &Entry, label: &str) -> Result<()> {
        match item.as_any().downcast_ref::<Specifier>() {
            Some(item) => item.set_label(label),
            None => Ok(()),
        }
    }

    fn names(&self, store: &CredentialStore) -> Result<Vec<String>> {
        let items = store.search(&HashMap::from([("service", SERVICE)]))?;
        Ok(items.iter().filter_map(Entry::get_specifiers).map(|(_, name)| name).collect())
    }

    fn meaning(&self, error: &Error) -> Option<VaultError> {
        let (Error::PlatformFailure(inner) | Error::NoStorageAccess(inner)) = error else { return None };
        match inner.downcast_ref::<ServiceError>()? {
            ServiceError::Locked => Some(VaultError::Locked),
            // Without a display nobody has seen the prompt, let alone dismissed it.
            ServiceError::Prompt if !has_display() => Some(VaultError::Locked),
            ServiceError::Prompt => Some(VaultError::Refused),
            ServiceError::NoResult => Some(VaultError::NoCollection),
            ServiceError::Unavailable => Some(VaultError::NoProvider),
            ServiceError::Zbus(error) => Some(of_bus(error)),
            ServiceError::PromptDisconnected | ServiceError::ZbusFdo(_) => Some(VaultError::Disconnected),
            _ => None,
        }
    }
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// What a failure of the bus means.
fn of_bus(error: &zbus::Error) -> VaultError {
    match error {
        // Nobody could be started for the name.
        zbus::Error::MethodError(name, ..) if name.starts_with("org.freedesktop.DBus.Error.Spawn") => {
            VaultError::Disconnected
        }
        zbus::Error::MethodError(name, ..) => match name.as_str() {
            "org.freedesktop.Secret.Error.IsLocked" => VaultError::Locked,
            "org.freedesktop.DBus.Error.AccessDenied" | "org.gnome.keyring.Error.Denied" => {
                VaultError::Refused
            }
            // A service that was started again knows nothing of the session, nor of the paths, of the one before.
            "org.freedesktop.Secret.Error.NoSession"
            | "org.freedesktop.Secret.Error.NoSuchObject"
            | "org.freedesktop.DBus.Error.ServiceUnknown"
            | "org.freedesktop.DBus.Error.NameHasNoOwner"
            | "org.freedesktop.DBus.Error.NoReply"
            | "org.freedesktop.DBus.Error.Disconnected"
            | "org.freedesktop.DBus.Error.UnknownObject"
            | "org.freedesktop.DBus.Error.UnknownMethod" => VaultError::Disconnected,
            _ => VaultError::Failed,
        },
        zbus::Error::InputOutput(_) | zbus::Error::FDO(_) => VaultError::Disconnected,
        _ => VaultError::Failed,
    }
}
