//! Tabs that a person keeps in the vault, by name: the only way in which a text outlives the window.

use std::sync::Arc;

use super::Core;
use super::jobs::JobId;
use super::jobs::vault::Done;
use super::state::{NoticeKind, SaveTabProblem, SaveTabSheet, Saved, Sheet, VaultStatus};
use crate::vault::{KeyUid, MAX_KEPT, NewKey, Place, StoredKey, VaultError, text_item, text_of};
use zeroize::Zeroizing;

impl super::state::State {
    /// Whether the vault outlives the window, so that a tab can be kept in it.
    pub const fn can_keep(&self) -> bool {
        matches!(&self.vault, VaultStatus::Open { place: Place::Keychain(_) | Place::File(_), .. })
    }
}

impl Saved {
    fn of(stored: &StoredKey) -> Self {
        Self {
            id: stored.id.clone(),
            name: stored.details.name.clone(),
            bytes: stored.secret_bytes(),
            created_at: stored.created_at,
        }
    }
}

impl Core {
    /// Takes the texts out of the vault's list; the keys are left.
    pub(super) fn take_saved(&mut self, stored: &mut Vec<StoredKey>) {
        self.state.saved = stored.iter().filter(|one| one.is_text()).map(Saved::of).collect();
        stored.retain(|one| !one.is_text());
        self.saved_changed();
    }

    /// A question about a text that is not there any more has no answer.
    fn saved_changed(&mut self) {
        let is_gone = |id: &KeyUid| !self.state.saved.iter().any(|saved| saved.id == *id);
        if matches!(&self.state.sheet, Some(Sheet::DeleteSaved(id)) if is_gone(id)) {
            self.state.sheet = self.beneath.take();
        }
    }

    /// Asks for a name for the shown tab.
    pub(super) fn open_save_tab(&mut self, name: String) {
        let shown = self.state.shown().filter(|document| !document.text.is_empty());
        if let Some(of) = shown.map(|document| document.id)
            && self.state.can_keep()
        {
            self.open_over(Sheet::SaveTab(SaveTabSheet { of, name, busy: None, problem: None }));
        }
    }

    /// Keeps the text of the tab that was shown when the sheet was opened.
    pub(super) fn save_tab(&mut self, name: &str) {
        let (name, now) = (self.unused_title(name.trim()), self.state.now);
        let Some(Sheet::SaveTab(sheet)) = &mut self.state.sheet else { return };
        let document = self.state.documents.iter().find(|document| document.id == sheet.of);
        let Some(text) = document.map(|document| Arc::clone(&document.text)) else {
            sheet.problem = Some(SaveTabProblem::Gone);
            return;
        };
        if text.len() > MAX_KEPT {
            let why = VaultError::TooLarge { bytes: text.len(), limit: MAX_KEPT };
            sheet.problem = Some(SaveTabProblem::Vault(why));
            return;
        }
        let job = self.jobs.vault(move |vault| {
            let key = text_item(&name, &text);
            Done::TextKept(vault.add(NewKey { key: &key, group: None, created_at: now }).map(Box::new))
        });
        (sheet.busy, sheet.problem) = (Some(job), None);
    }

    /// `name`, numbered if another text has it.
    fn unused_title(&self, name: &str) -> String {
        let taken = |name: &str| self.state.saved.iter().any(|saved| saved.name == name);
        let numbered = (2..).map(|number| format!("{name} {number}"));
        std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    /// A text was kept, or not.
    pub(super) fn text_kept(&mut self, job: JobId, kept: Result<Box<StoredKey>, VaultError>) {
        let is_waiting = matches!(&self.state.sheet, Some(Sheet::SaveTab(sheet)) if sheet.busy == Some(job));
        match kept {
            Ok(stored) => {
                self.vault_answered();
                let saved = Saved::of(&stored);
                self.notice(NoticeKind::TabSaved(saved.name.clone()));
                self.state.saved.push(saved);
                if is_waiting {
                    self.state.sheet = self.beneath.take();
                }
            }
            Err(why) => match &mut self.state.sheet {
                Some(Sheet::SaveTab(sheet)) if is_waiting => {
                    (sheet.busy, sheet.problem) = (None, Some(SaveTabProblem::Vault(why)));
                }
                _ => self.notice(NoticeKind::Vault(why)),
            },
        }
    }

    /// Fetches a text, to show it in a tab.
    pub(super) fn open_saved(&mut self, id: KeyUid) {
        let _ = self.jobs.vault(move |vault| {
            let text = vault.read(&id).and_then(|key| text_of(&key).ok_or(VaultError::Damaged(id)));
            Done::TextRead(text)
        });
    }

    /// A text was fetched, or not.
    pub(super) fn text_read(&mut self, text: Result<Zeroizing<String>, VaultError>) {
        match text {
            // While it is locked nothing is shown; it can be fetched again.
            Ok(_) if self.state.locked => {}
            Ok(text) => {
                self.vault_answered();
                self.open_text(text.to_string());
            }
            Err(why) => self.notice(NoticeKind::Vault(why)),
        }
    }

    /// Asks whether a text shall be deleted.
    pub(super) fn ask_delete_saved(&mut self, id: KeyUid) {
        self.open_over(Sheet::DeleteSaved(id));
        self.saved_changed();
    }

    /// Deletes a text for good.
    pub(super) fn delete_saved(&mut self, id: KeyUid) {
        self.state.sheet = self.beneath.take();
        let _ = self.jobs.vault(move |vault| {
            let removed = vault.remove(&id);
            Done::TextRemoved { id, removed }
        });
    }

    /// A text was deleted, or not.
    pub(super) fn text_removed(&mut self, id: &KeyUid, removed: Result<(), VaultError>) {
        match removed {
            Ok(()) => {
                let name =
                    self.state.saved.iter().find(|saved| saved.id == *id).map(|saved| saved.name.clone());
                self.state.saved.retain(|saved| saved.id != *id);
                self.saved_changed();
                if let Some(name) = name {
                    self.notice(NoticeKind::TabDeleted(name));
                }
            }
            Err(why) => self.notice(NoticeKind::Vault(why)),
        }
    }

    /// No vault was there: the sheet waits no longer.
    pub(super) fn tab_unsaved(&mut self, job: JobId) {
        if let Some(Sheet::SaveTab(sheet)) = &mut self.state.sheet
            && sheet.busy == Some(job)
        {
            (sheet.busy, sheet.problem) = (None, Some(SaveTabProblem::Vault(VaultError::Failed)));
        }
    }
}
