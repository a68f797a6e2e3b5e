//! Encrypting to a key: a text, or the token that is shown. Done in a job that can be stopped; a stored secret is
//! fetched for it and dropped after it, of a key pair only the public half is used.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use zeroize::Zeroizing;

use super::Core;
use super::command::EncryptDraft;
use super::jobs::JobId;
use super::jobs::vault::Done;
use super::state::{EncryptSheet, EncryptTrouble, Running, Sheet};
use crate::craft::encrypt::{content_type, usual, ways};
use crate::jose::jwe::seal;
use crate::jose::jwe::seal::{Form, Order, SealError, To, USUAL_ITERATIONS};
use crate::jose::key::{Key, Material};
use crate::vault::Random;

impl Core {
    /// Opens the sheet that encrypts to a key; over that of the key, if it is open.
    pub(super) fn open_encrypt(&mut self, index: usize) {
        let Some(key) = self.ring.get(index) else { return };
        let ways = ways(key);
        let sheet = EncryptSheet {
            key: index,
            usual: ways.as_ref().map(|ways| usual(key, ways)).unwrap_or_default(),
            ways,
            token: self.state.token().and_then(|report| content_type(&report.token)),
            running: None,
            problem: None,
        };
        self.open_over(Sheet::Encrypt(sheet));
    }

    /// Encrypts to the key of the sheet.
    pub(super) fn encrypt(&mut self, draft: EncryptDraft) {
        let Some(Sheet::Encrypt(sheet)) = &self.state.sheet else { return };
        let Some(held) = self.held.get(sheet.key).filter(|_| sheet.running.is_none()) else { return };
        let token = || Some((self.state.token()?.token.text.to_string(), sheet.token?));
        let (content, cty) = match (&draft.text, token()) {
            (Some(text), _) => (text.0.clone(), None),
            (None, Some((token, cty))) => (Zeroizing::new(token), Some(cty)),
            (None, None) => return,
        };
        let cancelled = Arc::new(AtomicBool::new(false));
        let task = Task { draft, content, cty, random: self.env.random, cancelled: Arc::clone(&cancelled) };
        let stored = held.stored.as_ref().filter(|_| matches!(held.key.material, Material::Sealed { .. }));
        let job = if let Some(stored) = stored {
            let (id, details) = (stored.id.clone(), stored.details.clone());
            self.jobs.vault(move |vault| {
                let key = vault.read(&id).map_err(EncryptTrouble::Vault);
                Done::Encrypted(key.and_then(|mut key| {
                    details.apply(&mut key);
                    task.seal(&key)
                }))
            })
        } else {
            let key = held.key.to_public().unwrap_or_else(|| held.key.clone());
            self.jobs.encrypt(move || task.seal(&key))
        };
        let running = Some(Running { job, since: self.state.now, cancelled });
        if let Some(Sheet::Encrypt(sheet)) = &mut self.state.sheet {
            (sheet.running, sheet.problem) = (running, None);
        }
    }

    /// Stops encrypting.
    pub(super) fn cancel_encrypt(&mut self) {
        if let Some(Sheet::Encrypt(sheet)) = &mut self.state.sheet
            && let Some(running) = sheet.running.take()
        {
            running.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// A content was encrypted, or not: the token is shown if it is still wanted.
    pub(super) fn encrypted(&mut self, job: JobId, encrypted: Result<String, EncryptTrouble>) {
        if matches!(encrypted, Ok(_) | Err(EncryptTrouble::Seal(_))) && self.is_fetched_for(job) {
            self.vault_answered();
        }
        if !self.encrypting_ended(job) {
            return;
        }
        match encrypted {
            Ok(token) => {
                (self.state.sheet, self.beneath) = (None, None);
                self.open_text(token);
            }
            Err(trouble) => {
                if let Some(Sheet::Encrypt(sheet)) = &mut self.state.sheet {
                    sheet.problem = Some(trouble);
                }
            }
        }
    }

    /// That job is over, whatever came of it; whether the sheet waited for it.
    pub(super) fn encrypting_ended(&mut self, job: JobId) -> bool {
        match &mut self.state.sheet {
            Some(Sheet::Encrypt(sheet)) => sheet.running.take_if(|running| running.job == job).is_some(),
            _ => false,
        }
    }

    /// Whether that job asked the vault for a secret.
    fn is_fetched_for(&self, job: JobId) -> bool {
        match &self.state.sheet {
            Some(Sheet::Encrypt(sheet)) => {
                let sealed = |key: &Key| matches!(key.material, Material::Sealed { .. });
                let is_it = sheet.running.as_ref().is_some_and(|running| running.job == job);
                is_it && self.ring.get(sheet.key).is_some_and(sealed)
            }
            _ => false,
        }
    }
}

/// What is to be encrypted, and how.
struct Task {
    draft: EncryptDraft,
    content: Zeroizing<String>,
    cty: Option<&'static str>,
    random: Random,
    cancelled: Arc<AtomicBool>,
}

impl Task {
    fn seal(&self, key: &Key) -> Result<String, EncryptTrouble> {
        let header = self.cty.map(|cty| format!(r#"{{"cty":"{cty}"}}"#));
        let order = Order {
            content: self.content.as_bytes(),
            recipients: &[To { key, algorithm: self.draft.algorithm }],
            enc: self.draft.enc,
            form: Form::Compact,
            compress: self.draft.compress,
            header: header.as_deref(),
            aad: None,
            iterations: USUAL_ITERATIONS,
        };
        let cancelled = || self.cancelled.load(Ordering::Relaxed);
        let sealed = seal(&order, self.random, &cancelled).map_err(EncryptTrouble::Seal)?;
        if cancelled() { Err(EncryptTrouble::Seal(SealError::Cancelled)) } else { Ok(sealed) }
    }
}
