//! Signing after every edit, where the person chose that: as part of the edit, so that one step takes both back.
//!
//! It waits until what was typed is JSON, is done in a job, and is dropped where something newer was typed. Without a
//! key that was chosen, or that had signed the token before, nothing is signed: the edit is shown as one.

use std::sync::Arc;

use super::Core;
use super::edit::around;
use super::jobs::JobId;
use super::jobs::vault::Done;
use super::state::{Document, DocumentId, NoticeKind};
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
    /// The job that signs it, and the revision that it signs.
    running: Option<(JobId, u64)>,
    /// The key that had signed it before.
    key: Option<KeyId>,
    /// Why it cannot be signed, once that was told.
    told: Option<ResignError>,
}

impl Core {
    /// The key that the shown token's signature holds with.
    pub(super) fn signed_with(&self) -> Option<KeyId> {
        let holds = self.state.token().filter(|report| report.signature.verdict.holds());
        holds.and_then(|report| report.signature.key.clone())
    }

    /// A part of the shown token, which that key had signed, is about to be typed over. What is done to the signature by
    /// hand stays.
    pub(super) fn wants_signature(&mut self, part: Part, key: Option<KeyId>) {
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
        if document.resign.running.is_some_and(|(_, running)| running == revision) {
            return;
        }
        // Half a claim is not worth a signature.
        let Some(report) = self.state.token().filter(|report| is_whole(report)) else { return };
        let token = Arc::clone(&report.token);
        let Some(index) = self.resigner(document.resign.key.as_ref()) else { return };
        let update = match part {
            // What was typed into the header is meant.
            Part::Header => HeaderUpdate::Nothing,
            Part::Payload | Part::Signature => self.state.signing.update,
        };
        let how = self.how(update);
        let Some(held) = self.held.get(index) else { return };
        let job = if let Some(stored) = &held.stored {
            let (uid, details) = (stored.id.clone(), stored.details.clone());
            self.jobs.vault(move |vault| {
                let signed = vault.read(&uid).map(|mut key| {
                    details.apply(&mut key);
                    resign(&token, &key, how)
                });
                Done::Resigned { document: id, revision, stored: true, signed }
            })
        } else {
            let key = held.key.clone();
            self.jobs.sign(move || {
                let signed = Ok(resign(&token, &key, how));
                Done::Resigned { document: id, revision, stored: false, signed }
            })
        };
        if let Some(document) = self.document_mut(id) {
            document.resign.running = Some((job, revision));
        }
    }

    /// There was no vault to sign with. Says whether that job was one of these.
    pub(super) fn not_resigned(&mut self, job: JobId) -> bool {
        let is_running =
            |document: &&mut Document| document.resign.running.is_some_and(|(one, _)| one == job);
        let waiting = self.state.documents.iter_mut().find(is_running);
        let is_one = waiting.is_some();
        if let Some(document) = waiting {
            (document.resign.running, document.resign.wanted) = (None, None);
        }
        is_one
    }

    /// The key that was chosen; else the one that had signed the token.
    fn resigner(&self, before: Option<&KeyId>) -> Option<usize> {
        self.state.signing.key.or_else(|| self.state.place_of(before?))
    }

    /// It was signed, or not. What was typed meanwhile is signed by itself; what is not shown, when it is shown again.
    pub(super) fn resigned(
        &mut self,
        id: DocumentId,
        revision: u64,
        signed: Result<Result<String, ResignError>, VaultError>,
    ) {
        let is_shown = self.state.shown().is_some_and(|shown| shown.id == id);
        let Some(document) = self.document_mut(id) else { return };
        let is_awaited = document.resign.running.take_if(|(_, running)| *running == revision).is_some();
        if !is_awaited || !is_shown || document.revision != revision {
            return;
        }
        document.resign.wanted = None;
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
