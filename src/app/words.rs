//! A list of words of the person's own, tried as the secret of a token: in a job, with progress, until it is stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use zeroize::Zeroizing;

use super::Core;
use super::jobs::JobId;
use super::state::{Analysis, DocumentId, NoticeKind};
use crate::inspect::diagnose::weak::Word;

/// Words that are being tried.
#[derive(Debug)]
pub struct WordSearch {
    /// The job that tries them.
    pub(super) job: JobId,
    /// The token's place in the report.
    pub(super) token: usize,
    /// How many bytes the list has.
    pub(super) total: usize,
    /// How many of them are done.
    pub(super) done: Arc<AtomicUsize>,
    /// Set, it ends the work soon.
    pub(super) stop: Arc<AtomicBool>,
}

impl WordSearch {
    /// How much is done; 0 to 100.
    pub fn percent(&self) -> usize {
        let done = self.done.load(Ordering::Relaxed).min(self.total);
        done.saturating_mul(100).checked_div(self.total).unwrap_or_default()
    }
}

impl Core {
    /// Tries each line of `words` as the secret of the token that is shown of a document.
    pub(super) fn try_words(&mut self, id: DocumentId, words: Zeroizing<Vec<u8>>) {
        let Some(token) = self.state.tab().filter(|tab| tab.document == id).map(|tab| tab.token) else {
            return;
        };
        let Some(document) = self.state.document(id) else { return };
        let Analysis::Ready(view) = &document.analysis else { return };
        if document.words.is_some() {
            return;
        }
        let (view, policy) = (Arc::clone(view), self.question(document).policy);
        let (done, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (total, progress, stopped) = (words.len(), Arc::clone(&done), Arc::clone(&stop));
        let job = self.jobs.search(id, move || {
            let report = view.report.tokens.get(token)?;
            let is_stopped = || stopped.load(Ordering::Relaxed);
            crate::inspect::diagnose::weak::search(report, &policy, &words, &progress, &is_stopped)
        });
        if let Some(document) = self.document_mut(id) {
            document.words = Some(WordSearch { job, token, total, done, stop });
        }
    }

    /// Stops trying words for the shown document.
    pub(super) fn stop_words(&mut self) {
        let search = self.state.shown().and_then(|document| document.words.as_ref());
        if let Some(search) = search {
            search.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Takes what came of it. Of another text or other keys it is of no use.
    pub(super) fn words_tried(&mut self, id: DocumentId, job: JobId, word: Option<&Word>) {
        let now = self.state.now;
        let Some(document) = self.document_mut(id) else { return };
        let Some(search) = document.words.take_if(|search| search.job == job) else { return };
        match word {
            Some(word) => {
                if let Analysis::Ready(view) = &mut document.analysis
                    && let Some(token) = Arc::make_mut(view).report.tokens.get_mut(search.token)
                {
                    let new = word.findings().into_iter().filter(|one| !token.findings.contains(one));
                    let new: Vec<_> = new.collect();
                    token.findings.extend(new);
                    Arc::make_mut(view).report.retime(now);
                }
                self.notice(NoticeKind::WordFound(word.line));
            }
            None if search.stop.load(Ordering::Relaxed) => {}
            None => self.notice(NoticeKind::NoWordFound),
        }
    }
}
