//! Where keys are kept: opening it, and what to do when that does not work. Nothing falls back by itself.

use zeroize::Zeroizing;

use super::Core;
use super::command::Effect;
use super::jobs::JobId;
use super::jobs::vault::{Done, OpenVault, Opened, fetch};
use super::state::{DocumentId, NegativesTrouble, NoticeKind, Sheet, VaultSheet, VaultStatus};
use crate::vault::{IndexState, KeyUid, MemoryVault, VaultError};

impl Core {
    /// Opens the keychain with a new connection.
    pub(super) fn open_keychain(&mut self) {
        let (open, random) = (self.env.vaults.keychain, self.env.random);
        self.open_vault(move || open(random));
    }

    /// Keeps keys in memory until the window closes.
    pub(super) fn use_session(&mut self) {
        let random = self.env.random;
        self.open_vault(move || Ok(Box::new(MemoryVault::new(random))));
        if matches!(self.state.sheet, Some(Sheet::Vault(_))) {
            self.resume();
        }
    }

    fn open_vault(&mut self, open: impl FnOnce() -> Opened + Send + 'static) {
        // What the vault before was asked for never comes.
        if self.signing.take().is_some() | self.making.forget_signing() {
            self.notice(NoticeKind::Vault(VaultError::Disconnected));
        }
        self.state.vault = VaultStatus::Opening;
        self.opening = Some(self.jobs.open_vault(open));
    }

    /// A private key was had: whatever the vault was before, it is unlocked now.
    pub(super) fn vault_answered(&mut self) {
        if let VaultStatus::Open { is_locked, .. } = &mut self.state.vault {
            *is_locked = false;
        }
    }

    /// Shows the way to a vault file.
    pub(super) fn open_vault_sheet(&mut self) {
        let Some(path) = (self.env.vaults.file_path)() else {
            return self.notice(NoticeKind::Vault(VaultError::Failed));
        };
        let exists = path.exists();
        self.open_over(Sheet::Vault(VaultSheet { path, exists, opening: None, problem: None }));
    }

    /// Opens the vault file, or makes it.
    pub(super) fn use_vault_file(&mut self, passphrase: Zeroizing<String>) {
        let Some(Sheet::Vault(sheet)) = &self.state.sheet else { return };
        let (open, random, path) = (self.env.vaults.file, self.env.random, sheet.path.clone());
        self.open_vault(move || open(path, passphrase, random));
        if let Some(Sheet::Vault(sheet)) = &mut self.state.sheet {
            (sheet.opening, sheet.problem) = (self.opening, None);
        }
    }

    /// Takes what came of work in the vault.
    pub(super) fn vault_done(&mut self, job: JobId, done: Done) -> Vec<Effect> {
        if let Some(why) = done.away() {
            self.vault_trouble(why.clone());
        }
        match done {
            Done::Opened(opened) if self.opening == Some(job) => self.vault_opened(opened),
            // Of an earlier try, which was given up.
            Done::Opened(_) => {}
            Done::NoVault => {
                let why = match &self.state.vault {
                    VaultStatus::Trouble(why) => why.clone(),
                    VaultStatus::Opening | VaultStatus::Open { .. } => VaultError::Disconnected,
                };
                let is_signing = self.take_order(job).is_some() || self.making.take_signing(job);
                if is_signing || self.not_resigned(job) {
                    self.notice(NoticeKind::Vault(why.clone()));
                }
                self.encrypting_ended(job);
                self.tab_unsaved(job);
                self.store_interrupted();
                self.new_key_unstored(job);
                self.negatives_made(job, Err(NegativesTrouble::Vault(why)));
                if let Some((id, ..)) = self.fetching.take() {
                    self.explain(id);
                }
            }
            Done::Stored(stored) if self.is_making_key(job) => self.new_key_stored(stored),
            Done::Stored(stored) => self.stored(stored),
            Done::Written(written) => return self.written(job, written),
            Done::NewToken(Ok(made)) => {
                let _ = self.making.take_signing(job);
                self.vault_answered();
                self.new_tokens_made(made);
            }
            Done::Signed(Ok(signed)) => {
                self.vault_answered();
                if let Some(order) = self.take_order(job) {
                    self.signed(&order, signed);
                }
            }
            Done::Resigned { document, revision, stored, signed } => {
                if stored && signed.is_ok() {
                    self.vault_answered();
                }
                self.resigned(document, revision, signed);
            }
            Done::NewToken(Err(why)) | Done::Signed(Err(why)) => {
                let _ = self.take_order(job).is_some() || self.making.take_signing(job);
                self.notice(NoticeKind::Vault(why));
            }
            Done::Encrypted(encrypted) => self.encrypted(job, encrypted),
            Done::Negatives(made) => {
                if !matches!(made, Err(NegativesTrouble::Vault(_))) {
                    self.vault_answered();
                }
                self.negatives_made(job, made);
            }
            Done::TextKept(kept) => self.text_kept(job, kept),
            Done::TextRead(text) => self.text_read(text),
            Done::TextRemoved { id, removed } => self.text_removed(&id, removed),
            Done::Described(described) => self.described(described),
            Done::Removed { id, name, removed } => self.removed(&id, name, removed),
            Done::Secrets { document, revision, secrets, why } => {
                self.secrets_fetched(document, revision, &secrets, why);
            }
        }
        Vec::new()
    }

    fn vault_opened(&mut self, opened: Result<OpenVault, VaultError>) {
        self.opening = None;
        match opened {
            Ok(OpenVault { place, mut listing, is_locked }) => {
                if matches!(self.state.sheet, Some(Sheet::Vault(_))) {
                    self.resume();
                }
                match listing.state {
                    IndexState::RebuiltLost => self.notice(NoticeKind::IndexRebuilt { changed: false }),
                    IndexState::RebuiltChanged => self.notice(NoticeKind::IndexRebuilt { changed: true }),
                    IndexState::Sealed | IndexState::Unchecked => {}
                }
                self.state.vault = VaultStatus::Open { place, state: listing.state, is_locked };
                self.take_saved(&mut listing.keys);
                self.hold_stored(listing.keys);
            }
            Err(why) => self.vault_trouble(why),
        }
        self.vault_is_another();
    }

    /// The vault cannot be used: its status says so, and the sheet that asked for it.
    pub(super) fn vault_trouble(&mut self, why: VaultError) {
        self.state.vault = VaultStatus::Trouble(why.clone());
        if let Some(Sheet::Vault(sheet)) = &mut self.state.sheet {
            (sheet.opening, sheet.problem) = (None, Some(why));
        }
    }

    /// Fetches the stored secrets that a document's tokens ask for, and the private halves that a JWE does.
    pub(super) fn fetch_secrets(&mut self, id: DocumentId) {
        if self.state.locked {
            return;
        }
        let Some(document) = self.state.document(id) else { return };
        // While somebody types, the signature is that of another text.
        let Some(view) = document.analysis.view().filter(|_| !document.is_edited()) else { return };
        let mut wanted = self.wanted_secrets(&view.report.tokens);
        wanted.retain(|id| !view.asked.contains(id));
        if wanted.is_empty() {
            wanted = self.explaining_secrets(&view.report);
            wanted.retain(|id| !view.asked.contains(id));
        }
        if wanted.is_empty() {
            return;
        }
        // The layers that are open already need theirs again.
        wanted.extend(view.asked.iter().cloned());
        let asked = (id, document.revision, wanted);
        if self.fetching.as_ref() == Some(&asked) {
            return;
        }
        self.fetching = Some(asked.clone());
        let (document, revision, wanted) = asked;
        let _ = self.jobs.vault(move |vault| fetch(vault, document, revision, wanted));
    }

    fn secrets_fetched(
        &mut self,
        id: DocumentId,
        revision: u64,
        secrets: &[(KeyUid, crate::jose::Key)],
        why: Option<VaultError>,
    ) {
        if self.state.locked {
            return;
        }
        let is_asked =
            |(document, asked, _): &(DocumentId, u64, Vec<KeyUid>)| (*document, *asked) == (id, revision);
        let asked = self.fetching.take_if(|asked| is_asked(asked)).map(|(.., wanted)| wanted);
        if !secrets.is_empty() {
            self.vault_answered();
        }
        if let Some(why) = why {
            self.notice(NoticeKind::Vault(why));
        }
        let is_current = self.state.document(id).is_some_and(|document| document.revision == revision);
        if is_current && !secrets.is_empty() {
            let ring = self.ring_with(secrets);
            self.analyse_with(id, ring, asked.unwrap_or_default());
        } else if is_current {
            self.explain(id);
        }
    }
}
