//! Negative tests of the shown token: made in a job that can be stopped, with the key that signed it. A stored private
//! half is fetched for that and dropped after it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Core;
use super::jobs::JobId;
use super::jobs::vault::Done;
use super::state::{Made, NegativesSheet, NegativesStep, NegativesTrouble, Running, Sheet};
use crate::craft::negatives::{Order, Set, make};
use crate::jose::key::Key;
use crate::vault::Random;

impl Core {
    /// Opens the sheet of negative tests and begins to make them.
    pub(super) fn open_negatives(&mut self) {
        let Some(report) = self.state.token() else { return };
        let cancelled = Arc::new(AtomicBool::new(false));
        let task = Task {
            token: report.token.text.to_string(),
            now: self.state.now,
            random: self.env.random,
            cancelled: Arc::clone(&cancelled),
        };
        let signer = self.state.verifier().filter(|_| report.signature.verdict.holds());
        let signer = signer.and_then(|key| self.held.get(key));
        let stored = signer.and_then(|held| held.stored.as_ref()).filter(|stored| stored.has_private);
        let job = if let Some(stored) = stored {
            let (id, details) = (stored.id.clone(), stored.details.clone());
            self.jobs.vault(move |vault| {
                let key = vault.read(&id).map_err(NegativesTrouble::Vault);
                Done::Negatives(key.and_then(|mut key| {
                    details.apply(&mut key);
                    task.make(&[key])
                }))
            })
        } else {
            let keys = Arc::clone(&self.ring);
            self.jobs.negatives(move || task.make(&keys))
        };
        let running = Running { job, since: self.state.now, cancelled };
        self.beneath = None;
        self.state.sheet = Some(Sheet::Negatives(NegativesSheet { step: NegativesStep::Making(running) }));
    }

    /// The set was made, or not: it is shown if it is still wanted.
    pub(super) fn negatives_made(&mut self, job: JobId, made: Result<Set, NegativesTrouble>) {
        let Some(Sheet::Negatives(sheet)) = &mut self.state.sheet else { return };
        let is_wanted = matches!(&sheet.step, NegativesStep::Making(running) if running.job == job);
        if is_wanted {
            sheet.step = match made {
                Ok(set) => NegativesStep::Made(Arc::new(set)),
                Err(why) => NegativesStep::Failed(why),
            };
        }
    }

    /// Stops making them.
    pub(super) fn cancel_negatives(&mut self) {
        if let Some(Sheet::Negatives(NegativesSheet { step: NegativesStep::Making(running) })) =
            &self.state.sheet
        {
            running.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Shows one of them in a tab, and closes the sheet.
    pub(super) fn open_negative(&mut self, place: usize) {
        let Some(Sheet::Negatives(NegativesSheet { step: NegativesStep::Made(set) })) = &self.state.sheet
        else {
            return;
        };
        let Some(case) = set.cases.get(place).cloned() else { return };
        self.state.sheet = None;
        let _ = self.open_as(case.token, Made::Negative(case.negative));
    }
}

/// What the set is made from.
struct Task {
    token: String,
    now: i64,
    random: Random,
    cancelled: Arc<AtomicBool>,
}

impl Task {
    fn make(&self, keys: &[Key]) -> Result<Set, NegativesTrouble> {
        let order = Order { token: &self.token, keys, now: self.now };
        let cancelled = || self.cancelled.load(Ordering::Relaxed);
        make(&order, self.random, &cancelled).map_err(NegativesTrouble::Negatives)
    }
}
