//! Keys on their way out: shown, copied, saved. What is private is fetched for one of these and dropped after it.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::Core;
use super::clipboard::Lent;
use super::command::{Effect, FormLock, PrivateText};
use super::jobs::JobId;
use super::jobs::vault::{Done, Written, WrittenFor};
use super::state::{KeySheet, KeyTrouble, NoticeKind, Sheet};
use crate::jose::key::Key;
use crate::jose::write::{self, Form, Lock, WriteError};
use crate::vault::Random;

impl Core {
    /// Looks at a key.
    pub(super) fn open_key(&mut self, index: usize) {
        let Some(held) = self.held.get(index) else { return };
        let private =
            held.stored.as_ref().map_or_else(|| held.key.has_private(), |stored| stored.has_private);
        let of_kind = Form::of_kind(held.key.kind());
        let can = |form: &Form| match form {
            Form::Certificate => !held.key.certificates.is_empty(),
            form => of_kind.contains(form) && (private || !form.is_private()),
        };
        let forms: Vec<Form> = Form::ALL.into_iter().filter(can).collect();
        let form = forms.first().copied();
        self.state.sheet = Some(Sheet::Key(KeySheet {
            key: index,
            forms,
            form: None,
            text: None,
            busy: None,
            problem: None,
        }));
        if let Some(form) = form {
            self.show_form(form);
        }
    }

    /// Shows a key in a form. A private one stays hidden.
    pub(super) fn show_form(&mut self, form: Form) {
        let Some(Sheet::Key(sheet)) = &mut self.state.sheet else { return };
        let key = self.ring.get(sheet.key);
        let text = key.filter(|_| !form.is_private()).and_then(|key| write::write(key, form, None).ok());
        sheet.text = text.map(|text| Arc::from(text.as_str()));
        (sheet.form, sheet.problem, sheet.busy) = (Some(form), None, None);
    }

    /// Fetches the private text of the form that is shown.
    pub(super) fn reveal(&mut self, lock: FormLock) -> Vec<Effect> {
        self.with_private(lock, WrittenFor::Screen)
    }

    /// Copies the form that is shown.
    pub(super) fn copy_form(&mut self, lock: FormLock) -> Vec<Effect> {
        let Some(Sheet::Key(sheet)) = &self.state.sheet else { return Vec::new() };
        if let Some(text) = &sheet.text {
            let text = text.to_string();
            self.notice(NoticeKind::Copied);
            return vec![Effect::CopyText(text)];
        }
        self.with_private(lock, WrittenFor::Clipboard)
    }

    /// Saves the form that is shown in a file.
    pub(super) fn save_form(&mut self, lock: FormLock) -> Vec<Effect> {
        let Some(Sheet::Key(sheet)) = &self.state.sheet else { return Vec::new() };
        let (Some(form), Some(key)) = (sheet.form, self.ring.get(sheet.key)) else { return Vec::new() };
        let name = form.file_name(key);
        if let Some(text) = &sheet.text {
            let text = Zeroizing::new(text.to_string());
            self.save(name, text);
            return Vec::new();
        }
        self.with_private(lock, WrittenFor::File(name))
    }

    /// Copies public halves as a JWK Set.
    pub(super) fn copy_jwks(&mut self, keys: &[usize]) -> Vec<Effect> {
        let keys: Vec<Key> = keys.iter().filter_map(|index| self.ring.get(*index)?.to_public()).collect();
        if keys.is_empty() {
            self.notice(NoticeKind::KeyTrouble(KeyTrouble::Form));
            return Vec::new();
        }
        self.notice(NoticeKind::Copied);
        vec![Effect::CopyText(write::jwks(&keys).json)]
    }

    /// Writes the private form that is shown, with the private half from where it is.
    fn with_private(&mut self, lock: FormLock, purpose: WrittenFor) -> Vec<Effect> {
        let Some(Sheet::Key(sheet)) = &self.state.sheet else { return Vec::new() };
        let (Some(form), Some(held)) = (sheet.form, self.held.get(sheet.key)) else { return Vec::new() };
        let random = self.env.random;
        let job = if let Some(stored) = &held.stored {
            let (id, details) = (stored.id.clone(), stored.details.clone());
            self.jobs.vault(move |vault| {
                let text = vault.read(&id).map_err(KeyTrouble::Vault).and_then(|mut key| {
                    details.apply(&mut key);
                    write_form(&key, form, &lock, random)
                });
                Done::Written(Written { text, purpose })
            })
        } else {
            let key = held.key.clone();
            self.jobs.write(move || Written { text: write_form(&key, form, &lock, random), purpose })
        };
        if let Some(Sheet::Key(sheet)) = &mut self.state.sheet {
            (sheet.busy, sheet.problem) = (Some(job), None);
        }
        Vec::new()
    }

    /// A private form was written: it goes where it was asked for, unless the sheet is gone.
    pub(super) fn written(&mut self, job: JobId, written: Written) -> Vec<Effect> {
        let Some(Sheet::Key(sheet)) = &mut self.state.sheet else { return Vec::new() };
        if sheet.busy != Some(job) {
            return Vec::new();
        }
        sheet.busy = None;
        match (written.text, written.purpose) {
            (Ok(text), WrittenFor::Screen) => return vec![Effect::Reveal(text)],
            (Ok(text), WrittenFor::Clipboard) => self.copy_private(text),
            (Ok(text), WrittenFor::File(name)) => self.save(name, text.0),
            (Err(trouble), _) => sheet.problem = Some(trouble),
        }
        Vec::new()
    }

    fn copy_private(&mut self, text: PrivateText) {
        // Before the new text, which may be the same.
        self.clipboard = None;
        let secs = self.state.settings.clear_clipboard_secs;
        let until = secs.map(|secs| self.state.now.saturating_add(secs.into()));
        let lent = (self.env.clipboard)()
            .and_then(|mut clipboard| clipboard.put_private(&text.0).then_some(clipboard))
            .map(|clipboard| Lent { clipboard, text, until });
        let copied = lent.is_some();
        self.clipboard = lent;
        if copied {
            self.notice(NoticeKind::PrivateCopied(secs));
        } else {
            self.key_trouble(KeyTrouble::NoClipboard);
        }
    }

    /// Takes a private text off the clipboard when its time is over, if it is still there.
    pub(super) fn clear_clipboard(&mut self) {
        let now = self.state.now;
        if let Some(mut lent) = self.clipboard.take_if(|lent| lent.until.is_some_and(|until| now >= until))
            && lent.take_back()
        {
            self.notice(NoticeKind::ClipboardCleared);
        }
    }

    /// Asks where to save a text, and saves it.
    pub(super) fn save(&mut self, name: String, text: Zeroizing<String>) {
        if !self.state.dialog_open {
            self.state.dialog_open = true;
            let _ = self.jobs.save_file(name, text);
        }
    }
}

fn write_form(key: &Key, form: Form, password: &FormLock, random: Random) -> Result<PrivateText, KeyTrouble> {
    let lock = password.as_ref().map(|password| Lock::new(password, random));
    write::write(key, form, lock.as_ref()).map(PrivateText).map_err(|error| match error {
        WriteError::NoRandomness => KeyTrouble::NoRandomness,
        _ => KeyTrouble::Form,
    })
}
