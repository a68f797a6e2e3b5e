//! New keys: made in a job that can be stopped, then stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Core;
use super::command::KeyDraft;
use super::jobs::JobId;
use super::jobs::vault::{ToStore, store};
use super::keys::unused_name;
use super::state::{GenerateSheet, KeyTrouble, Running, Sheet, VaultStatus};
use crate::jose::generate::{self, GenerateError};
use crate::jose::key::Key;

impl Core {
    /// Opens the sheet that makes keys.
    pub(super) fn open_generate(&mut self) {
        self.state.sheet = Some(Sheet::Generate(GenerateSheet::default()));
    }

    /// Makes a key.
    pub(super) fn generate(&mut self, draft: KeyDraft) {
        if let VaultStatus::Trouble(_) = &self.state.vault {
            return;
        }
        let cancelled = Arc::new(AtomicBool::new(false));
        let (stop, random) = (Arc::clone(&cancelled), self.env.random);
        let job = self.jobs.generate(move || {
            let mut key = generate::generate(draft.spec, random, &|| stop.load(Ordering::Relaxed))?;
            finish(&mut key, &draft);
            Ok(key)
        });
        let running = Some(Running { job, since: self.state.now, cancelled });
        self.state.sheet = Some(Sheet::Generate(GenerateSheet { running, problem: None }));
    }

    /// Stops making a key.
    pub(super) fn cancel_generate(&mut self) {
        if let Some(Sheet::Generate(sheet)) = &mut self.state.sheet
            && let Some(running) = sheet.running.take()
        {
            running.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// A key was made, or not: it is stored if it is still wanted.
    pub(super) fn generated(&mut self, job: JobId, made: Result<Key, GenerateError>) {
        let Some(Sheet::Generate(sheet)) = &mut self.state.sheet else { return };
        if sheet.running.as_ref().is_none_or(|running| running.job != job) {
            return;
        }
        match made {
            Ok(mut key) => {
                key.name = unused_name(&self.held, key.name);
                let now = self.state.now;
                let keys = vec![ToStore { key, group: None, replaces: None }];
                let storing = self.jobs.vault(move |vault| store(vault, &keys, now));
                if let Some(running) = &mut sheet.running {
                    running.job = storing;
                }
            }
            Err(GenerateError::Cancelled) => sheet.running = None,
            Err(GenerateError::NoRandomness | GenerateError::Fault(_)) => {
                sheet.running = None;
                sheet.problem = Some(KeyTrouble::NoRandomness);
            }
        }
    }
}

fn finish(key: &mut Key, draft: &KeyDraft) {
    let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if let Some(name) = typed(&draft.name) {
        key.name = name;
    }
    if let Some(kid) = typed(&draft.kid) {
        key.kid = Some(kid);
    }
    key.alg = draft.alg.map(str::to_owned);
    key.key_use = draft.key_use.map(str::to_owned);
}
