//! Signing after every edit, where the person chose that: as part of the edit, so that one step takes both back.
//!
//! It waits until what was typed is JSON, is done in a job, and is dropped where something newer was typed. Without a key
//! that was chosen, or that had signed the token before, nothing is signed: the edit is shown as one.

use std::sync::Arc;

use super::Core;
use super::edit::around;
use super::jobs::vault::Done;
use super::state::{DocumentId, NoticeKind};
use crate::craft::remake::Part;
use crate::craft::resign::{HeaderUpdate, ResignError, resign};
use crate::encoding::json::Kind;
use crate::inspect::report::{KeyId, TokenReport};
use crate::jose::segment::Segment;
use crate::vault::VaultError;

/// Whether a document is to be signed again.
#[derive(Clone, Debug, Default)]
pub(super) struct Resign {
    /// It was edited and not signed since: what was typed over.
    wanted: Option<Part>,
    /// The key that had signed it before.
    key: Option<KeyId>,
    /// Why it cannot be signed, once that was told.
    told: Option<ResignError>,
}

impl Core {
    /// A part of the shown token is about to be typed over. What is done to the signature by hand stays.
    pub(super) fn wants_signature(&mut self, part: Part) {
        let holds = self.state.token().filter(|report| report.signature.verdict.holds());
        let key = holds.and_then(|report| report.signature.key.clone());
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        let Some(document) = self.document_mut(id) else { return };
        document.resign.wanted = (part != Part::Signature).then_some(part);
        if key.is_some() {
            document.resign.key = key;
        }
    }

    /// What the shown token reads now is as it was meant.
    pub(super) fn wants_no_signature(&mut self) {
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        if let Some(document) = self.document_mut(id) {
            document.resign.wanted = None;
        }
    }

    /// A key was chosen: it may be the one that an edited token waits for.
    pub(super) fn sign_shown_after_edit(&mut self) {
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        if let Some(document) = self.document_mut(id) {
            document.resign.told = None;
        }
        self.sign_after_edit(id);
    }

    /// Signs the document again, if that is wanted and it can be.
    pub(super) fn sign_after_edit(&mut self, id: DocumentId) {
        let is_shown = self.state.tab().is_some_and(|tab| tab.document == id);
        if !self.state.settings.sign_after_edit || !is_shown || !self.is_current() {
            return;
        }
        let Some(document) = self.state.shown() else { return };
        let (Some(part), revision) = (document.resign.wanted, document.revision) else { return };
        // Half a claim is not worth a signature.
        let Some(report) = self.state.token().filter(|report| is_whole(report)) else { return };
        let token = Arc::clone(&report.token);
        let Some(index) = self.resigner(document.resign.key.as_ref()) else { return };
        let update = match part {
            // What was typed into the header is meant.
            Part::Header => HeaderUpdate::Nothing,
            Part::Payload | Part::Signature => self.state.signing.update,
        };
        let Some(held) = self.held.get(index) else { return };
        if let Some(stored) = &held.stored {
            let (uid, details) = (stored.id.clone(), stored.details.clone());
            let _ = self.jobs.vault(move |vault| {
                let signed = vault.read(&uid).map(|mut key| {
                    details.apply(&mut key);
                    resign(&token, &key, update)
                });
                Done::Resigned { document: id, revision, stored: true, signed }
            });
        } else {
            let key = held.key.clone();
            let _ = self.jobs.sign(move || {
                let signed = Ok(resign(&token, &key, update));
                Done::Resigned { document: id, revision, stored: false, signed }
            });
        }
        if let Some(document) = self.document_mut(id) {
            document.resign.wanted = None;
        }
    }

    /// The key that was chosen; else the one that had signed the token.
    fn resigner(&self, before: Option<&KeyId>) -> Option<usize> {
        // A sealed one has no thumbprint; no two have the same name.
        let is_it = |id: &KeyId| self.state.keys.iter().position(|entry| entry.id.name == id.name);
        self.state.signing.key.or_else(|| before.and_then(is_it))
    }

    /// It was signed, or not. What was typed meanwhile is signed by itself.
    pub(super) fn resigned(
        &mut self,
        id: DocumentId,
        revision: u64,
        signed: Result<Result<String, ResignError>, VaultError>,
    ) {
        let is_shown = self.state.shown().is_some_and(|shown| (shown.id, shown.revision) == (id, revision));
        if !is_shown {
            return;
        }
        match signed {
            Err(why) => self.notice(NoticeKind::Vault(why)),
            Ok(Err(why)) => {
                let Some(document) = self.document_mut(id) else { return };
                if document.resign.told.replace(why.clone()).as_ref() != Some(&why) {
                    self.notice(NoticeKind::NotSigned(Some(why)));
                }
            }
            Ok(Ok(text)) => {
                let Some(token) = self.current() else { return };
                let place = self.state.token().filter(|_| self.is_current()).and_then(|report| report.place);
                let Some(document) = self.document_mut(id) else { return };
                document.resign.told = None;
                document.edits.sign_after_edit(&text);
                let changed = around(&document.text, place, &token, &text);
                self.set_text(id, changed.into());
            }
        }
    }
}

/// Whether header and payload are JSON objects.
fn is_whole(report: &TokenReport) -> bool {
    let is_object = |segment: Option<&Segment>| {
        segment.and_then(Segment::json).is_some_and(|json| json.root().kind() == Kind::Object)
    };
    is_object(report.token.header()) && is_object(report.token.payload())
}
