//! Why a signature does not hold: looked for beside the window after the report is shown, and what mends it.
//!
//! Nothing is mended by itself, and nothing is lost: a mended token opens in a tab of its own, another reading of a
//! secret is added under a name that the person gives it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::Core;
use super::import::Source;
use super::jobs::JobId;
use super::state::{Analysis, DocumentId, ImportStep, NoticeKind, VaultStatus};
use crate::craft::edit::time::TimeEdit;
use crate::inspect::diagnose::{Explained, Mend};
use crate::inspect::report::{Report, TokenReport};
use crate::jose::key::Material;
use crate::jose::secret::SecretBytes;
use crate::vault::KeyUid;
use zeroize::Zeroizing;

impl Core {
    /// Looks for the cause where a shown signature does not hold, with the keys and the policy that it was judged by.
    /// While secrets are fetched that may be the key, there is nothing to explain yet.
    pub(super) fn explain(&mut self, id: DocumentId) {
        if self.fetching.as_ref().is_some_and(|(document, ..)| *document == id) {
            return;
        }
        let Some(question) = self.questions.remove(&id) else { return };
        let Some(document) = self.state.document(id) else { return };
        let Analysis::Ready(view) = &document.analysis else { return };
        // Why an edited token fails is no riddle.
        if !view.report.has_riddle() || document.is_edited() {
            return;
        }
        let job = self.jobs.explain(id, Arc::clone(view), question, self.history.clone());
        if let Some(document) = self.document_mut(id) {
            document.diagnosing = Some(job);
        }
    }

    /// Takes what was found out. Of another revision, other keys or another policy it is of no use.
    pub(super) fn explained(&mut self, id: DocumentId, job: JobId, explained: Vec<Explained>) {
        let Some(document) = self.document_mut(id) else { return };
        if document.diagnosing.take_if(|current| *current == job).is_none() {
            return;
        }
        if let Analysis::Ready(view) = &mut document.analysis {
            Arc::make_mut(view).report.explain(explained);
        }
    }

    /// Stops looking for the cause in the shown document; what was tried so far is told.
    pub(super) fn stop_diagnosis(&mut self) {
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        if let Some(document) = self.document_mut(id).filter(|document| document.diagnosing.is_some()) {
            document.stop.store(true, Ordering::Relaxed);
        }
    }

    /// The stored secrets that may explain why a signature does not hold, although the token does not ask for them.
    /// Nobody is asked to unlock anything for that.
    pub(super) fn explaining_secrets(&self, report: &Report) -> Vec<KeyUid> {
        let is_unlocked = matches!(self.state.vault, VaultStatus::Open { is_locked: false, .. });
        let mut layers = report.tokens.iter().flat_map(TokenReport::layers);
        if !is_unlocked || !report.has_riddle() || !layers.any(TokenReport::fails_with_secret) {
            return Vec::new();
        }
        let secrets = self.held.iter().filter(|held| matches!(held.key.material, Material::Sealed { .. }));
        secrets.filter_map(|held| held.stored.as_ref().map(|stored| stored.id.clone())).collect()
    }

    /// Does what makes the signature of the shown token hold, or the finding go.
    pub(super) fn mend(&mut self, mend: Mend) {
        match mend {
            Mend::Text(text) => self.open_mended(&[text]),
            Mend::Split(texts) => self.open_mended(&texts),
            Mend::Times => self.edit_time(TimeEdit::ShiftToNow),
            Mend::Key(index) => self.verify_with(Some(index)),
            Mend::Secret(index, secret) => self.offer_secret(index, &secret),
        }
    }

    /// Opens texts in tabs of their own and shows the first of them; those that are open already are only shown.
    fn open_mended(&mut self, texts: &[Arc<str>]) {
        let before = self.state.shown().map(|document| (document.only_key, document.detached.clone()));
        let mut first = None;
        for text in texts {
            let open = self.state.documents.iter().find(|document| document.text == *text);
            let id = open.map(|document| document.id).or_else(|| {
                self.open_text(text.to_string());
                let id = self.state.tab()?.document;
                if let (Some(document), Some((only_key, detached))) = (self.document_mut(id), &before) {
                    // The same question is asked of it as of the one before.
                    document.only_key = *only_key;
                    document.detached.clone_from(detached);
                }
                self.analyse(id);
                Some(id)
            });
            first = first.or(id);
        }
        if let Some(place) = self.state.tabs.iter().position(|tab| Some(tab.document) == first) {
            self.select_tab(place);
            self.notice(NoticeKind::Mended(texts.len()));
        }
    }

    /// Offers another reading of a key's secret as a key of its own. It is stored under a name that the person gives.
    fn offer_secret(&mut self, index: usize, secret: &SecretBytes) {
        let Some(of) = self.state.keys.get(index).map(|key| key.id.name.clone()) else { return };
        let bytes = Zeroizing::new(secret.as_bytes().to_vec());
        let document = self.state.tab().map(|tab| tab.document);
        self.offer_bytes(Source { file: None, stem: of.clone(), bytes }, document);
        self.step(ImportStep::OtherReading { of, bytes: secret.len() });
    }
}
