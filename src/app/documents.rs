//! Documents and tabs: a pasted text, and a tab for each token in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Core;
use super::analysis::{Question, View};
use super::edits::{EditName, Edits};
use super::import::Source;
use super::jobs::{JobId, clock};
use super::resign::Resign;
use super::state::{Analysis, Asks, Document, DocumentId, Made, NoticeKind, Tab};
use crate::craft::remake::are_kin;
use crate::encoding::MAX_TEXT;
use crate::inspect::report::Policy;
use crate::jose::jwe::Limits;
use crate::jose::key::Key;
use crate::vault::KeyUid;

/// Keys beyond which looking is done in a job even for a short text: each may have to be tried.
const INLINE_KEYS: usize = 64;

/// Iterations of PBKDF2 beyond which a JWE is opened in a job: fewer are done before the next frame.
const INLINE_ITERATIONS: u64 = 20_000;

impl Core {
    /// Takes pasted text: keys go to the rail, everything else is shown.
    pub(super) fn paste(&mut self, text: String) {
        if text.len() <= MAX_TEXT && looks_like_keys(&text) {
            return self.import(Source::text("pasted key", &text));
        }
        self.open_text(text);
    }

    /// Shows a text: in the tab that is shown if it is empty, else in a new one.
    pub(super) fn open_text(&mut self, text: String) {
        if text.len() > MAX_TEXT {
            return self.notice(NoticeKind::TooLarge(text.len()));
        }
        if self.state.shown().is_none_or(|document| !document.text.is_empty()) {
            self.open_tab();
        }
        self.replace_text(text);
    }

    /// Shows a text that was made here, in a tab that is called so.
    pub(super) fn open_as(&mut self, text: String, made: Made) -> Option<DocumentId> {
        if text.len() > MAX_TEXT {
            self.notice(NoticeKind::TooLarge(text.len()));
            return None;
        }
        self.open_text(text);
        let id = self.state.tab()?.document;
        self.document_mut(id)?.made = Some(made);
        Some(id)
    }

    /// The text of the shown tab was typed over. A token that shared its text with others gets one of its own.
    pub(super) fn edit_text(&mut self, text: String) {
        let token = self.state.token().map(|report| Arc::clone(&report.token.text));
        if let Some(token) = &token {
            self.part_from_others(token);
        }
        let now = self.state.now;
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        let Some(document) = self.document_mut(id) else { return };
        document.edits.begin(token.as_deref());
        document.resign = Resign::default();
        let before = Arc::clone(&document.text);
        document.edits.replaced(&before, &text);
        if !are_kin(&before, &text) {
            document.tokens = 0;
        }
        document.edits.record(EditName::Text, &before, now);
        self.set_text(id, text.into());
    }

    /// Opens an empty tab and shows it.
    pub(super) fn open_tab(&mut self) {
        let document = self.new_document();
        self.state.tabs.push(Tab { document, token: 0, title: None });
        self.select_tab(self.state.tabs.len() - 1);
    }

    pub(super) fn select_tab(&mut self, index: usize) {
        if index < self.state.tabs.len() {
            self.state.active = index;
            self.judge_keys();
            if let Some(id) = self.state.tab().map(|tab| tab.document) {
                self.sign_after_edit(id);
            }
        }
    }

    /// Closes a tab, unless something in it would be lost that nobody signed: then it asks.
    pub(super) fn ask_close_tab(&mut self, index: usize) {
        let Some(tab) = self.state.tabs.get(index) else { return };
        let (id, token) = (tab.document, tab.token);
        let is_last = self.state.tabs.iter().filter(|tab| tab.document == id).count() == 1;
        if is_last && self.state.document(id).is_some_and(Document::is_edited) {
            self.state.asks = Some(Asks::CloseTab(id, token));
        } else {
            self.close_tab(index);
        }
    }

    /// Closes a tab; the last one leaves an empty one behind.
    pub(super) fn close_tab(&mut self, index: usize) {
        if index >= self.state.tabs.len() {
            return;
        }
        let _ = self.state.tabs.remove(index);
        self.drop_unseen();
        if self.state.tabs.is_empty() {
            return self.open_tab();
        }
        let active = if index < self.state.active { self.state.active - 1 } else { self.state.active };
        self.select_tab(active.min(self.state.tabs.len() - 1));
    }

    /// Verifies the shown document with one key only, or with all.
    pub(super) fn verify_with(&mut self, key: Option<usize>) {
        if let Some(id) = self.state.tab().map(|tab| tab.document) {
            self.verify_document(id, key);
        }
    }

    /// Verifies a document with one key only, or with all.
    pub(super) fn verify_document(&mut self, id: DocumentId, key: Option<usize>) {
        if let Some(document) = self.document_mut(id) {
            document.only_key = key;
        }
        self.analyse(id);
    }

    /// Opens what is inside the shown document whatever it costs, in a job that can be stopped.
    pub(super) fn decrypt_anyway(&mut self) {
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        if let Some(document) = self.document_mut(id) {
            document.jwe_limits = Limits { iterations: u64::MAX, inflated: MAX_TEXT };
        }
        self.analyse(id);
    }

    /// Stops opening it.
    pub(super) fn stop_decrypting(&mut self) {
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        if let Some(document) = self.document_mut(id) {
            document.jwe_limits = Limits::default();
            document.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Takes the content of a document's detached payload.
    pub(super) fn set_detached(&mut self, id: DocumentId, content: &[u8]) {
        if content.len() > MAX_TEXT {
            return self.notice(NoticeKind::TooLarge(content.len()));
        }
        if let Some(document) = self.document_mut(id) {
            document.detached = Some(content.into());
            self.analyse(id);
        }
    }

    /// Looks at every document again: the keys or the policy changed.
    pub(super) fn analyse_all(&mut self) {
        let mut ids: Vec<DocumentId> = self.state.documents.iter().map(|document| document.id).collect();
        // The one that a person looks at first.
        let shown = self.state.tab().map(|tab| tab.document);
        ids.sort_by_key(|id| Some(*id) != shown);
        for id in ids {
            self.analyse(id);
        }
    }

    /// A job looked at a text. Late results of a job that is not the current one are dropped.
    pub(super) fn analysed(&mut self, id: DocumentId, job: JobId, view: View) {
        let Some(document) = self.document_mut(id) else { return };
        if matches!(&document.analysis, Analysis::Working { job: current, .. } if *current == job) {
            self.show(id, view);
        }
    }

    /// A job broke: its document keeps what was known before.
    pub(super) fn forget_job(&mut self, job: JobId) {
        for document in &mut self.state.documents {
            let is_ours = document.diagnosing == Some(job)
                || matches!(&document.analysis, Analysis::Working { job: current, .. } if *current == job);
            if is_ours {
                // Secrets that were fetched for it are in it.
                let _ = self.questions.remove(&document.id);
            }
            let _ = document.diagnosing.take_if(|current| *current == job);
            let _ = document.words.take_if(|search| search.job == job);
            if let Analysis::Working { job: current, previous } = &document.analysis
                && *current == job
                && let Some(view) = previous.clone()
            {
                document.analysis = Analysis::Ready(view);
            }
        }
    }

    fn replace_text(&mut self, text: String) {
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        if let Some(document) = self.document_mut(id) {
            (document.edits, document.made) = (Edits::default(), None);
            document.resign = Resign::default();
            document.tokens = 0;
        }
        self.set_text(id, text.into());
    }

    /// Gives a document another text.
    pub(super) fn set_text(&mut self, id: DocumentId, text: Arc<str>) {
        if let Some(document) = self.document_mut(id) {
            document.text = text;
            document.revision += 1;
            document.jwe_limits = Limits::default();
        }
        self.analyse(id);
    }

    pub(super) fn new_document(&mut self) -> DocumentId {
        self.next_id += 1;
        let id = DocumentId(self.next_id);
        let mut document = Document {
            id,
            text: Arc::from(""),
            revision: 0,
            analysis: Analysis::Ready(Arc::default()),
            tokens: 0,
            only_key: None,
            detached: None,
            jwe_limits: Limits::default(),
            edits: Edits::default(),
            resign: Resign::default(),
            made: None,
            diagnosing: None,
            words: None,
            stop: Arc::default(),
        };
        document.analysis = Analysis::Ready(Arc::new(self.question(&document).answer(clock)));
        self.state.documents.push(document);
        id
    }

    pub(super) fn analyse(&mut self, id: DocumentId) {
        let Some(document) = self.state.document(id) else { return };
        let question = self.question(document);
        self.look(id, question);
    }

    fn look(&mut self, id: DocumentId, question: Question) {
        // Whatever is being looked at for this document is of no use any more.
        if let Some(document) = self.document_mut(id) {
            document.stop.store(true, Ordering::Relaxed);
            document.stop = Arc::clone(&question.stop);
            document.diagnosing = None;
            stop_words(document);
        }
        let _ = self.questions.insert(id, question.clone());
        let is_short = question.text.len() <= self.env.inline_limit && self.ring.len() <= INLINE_KEYS;
        if is_short && question.policy.jwe_limits == Limits::default() {
            let view = question.with_iterations(INLINE_ITERATIONS).answer(clock);
            if !view.asks_for_less_than(question.policy.jwe_limits.iterations) {
                return self.show(id, view);
            }
        }
        let job = self.jobs.analyse(id, question);
        if let Some(document) = self.document_mut(id) {
            let previous = document.analysis.view().cloned();
            document.analysis = Analysis::Working { job, previous };
        }
    }

    /// Looks at a document once with other keys: with secrets that were fetched for it.
    /// `asked`: all that was asked of the vault for it, had or not.
    pub(super) fn analyse_with(&mut self, id: DocumentId, keys: Arc<[Key]>, asked: Vec<KeyUid>) {
        let Some(document) = self.state.document(id) else { return };
        let question = self.question(document);
        self.look(id, Question { keys, asked, ..question });
    }

    pub(super) fn question(&self, document: &Document) -> Question {
        Question {
            text: Arc::clone(&document.text),
            revision: document.revision,
            keys: Arc::clone(&self.ring),
            asked: Vec::new(),
            policy: Policy {
                leeway_secs: self.state.settings.leeway_secs,
                detached: document.detached.clone(),
                only_key: document.only_key,
                jwe_limits: document.jwe_limits,
                stored: self.with_private_halves(),
                published: self.published(),
            },
            now: self.state.now,
            stop: Arc::new(AtomicBool::new(false)),
        }
    }

    fn show(&mut self, id: DocumentId, mut view: View) {
        view.report.retime(self.state.now);
        let titles: Vec<Option<String>> =
            view.report.tokens.iter().map(|token| token.origin.label().map(str::to_owned)).collect();
        let view = Arc::new(view);
        if let Some(document) = self.document_mut(id) {
            document.analysis = Analysis::Ready(Arc::clone(&view));
            // Each key of somebody who types would push out a token that was really seen.
            if !document.is_edited() {
                self.history.note(&view.report);
            }
        }
        drop(view);
        self.arrange_tabs(id, &titles);
        self.judge_keys();
        self.fetch_secrets(id);
        self.explain(id);
        self.compare_again(id);
        self.sign_after_edit(id);
    }

    /// One tab for each token that is new in a document, and one for a document without any. A tab that was closed, or
    /// whose token got a text of its own, does not come back when the same tokens are looked at again.
    fn arrange_tabs(&mut self, id: DocumentId, titles: &[Option<String>]) {
        let count = titles.len().max(1);
        let title = |token: usize| titles.get(token).cloned().flatten();
        let Some(document) = self.document_mut(id) else { return };
        let known = std::mem::replace(&mut document.tokens, count);
        let active = self.state.tab().map(|tab| (tab.document, tab.token));
        let tabs = &mut self.state.tabs;
        let Some(first) = tabs.iter().position(|tab| tab.document == id) else { return };
        tabs.retain(|tab| tab.document != id || tab.token < count);
        for tab in tabs.iter_mut().filter(|tab| tab.document == id) {
            tab.title = title(tab.token);
        }
        let has = |token: usize| tabs.iter().any(|tab| (tab.document, tab.token) == (id, token));
        let last = tabs.iter().rposition(|tab| tab.document == id);
        let known = if last.is_none() { 0 } else { known };
        let fresh: Vec<usize> = (known..count).filter(|token| !has(*token)).collect();
        let at = last.map_or(first, |last| last + 1);
        let fresh = fresh.into_iter().map(|token| Tab { document: id, token, title: title(token) });
        let _ = tabs.splice(at..at, fresh);
        let found = active.and_then(|active| tabs.iter().position(|tab| (tab.document, tab.token) == active));
        let first = tabs.iter().position(|tab| tab.document == id).unwrap_or_default();
        self.state.active = found.unwrap_or(first);
    }

    fn drop_unseen(&mut self) {
        let tabs = &self.state.tabs;
        self.state.documents.retain_mut(|document| {
            let is_seen = tabs.iter().any(|tab| tab.document == document.id);
            if !is_seen {
                document.stop.store(true, Ordering::Relaxed);
                stop_words(document);
                let _ = self.questions.remove(&document.id);
            }
            is_seen
        });
    }

    pub(super) fn document_mut(&mut self, id: DocumentId) -> Option<&mut Document> {
        self.state.documents.iter_mut().find(|document| document.id == id)
    }
}

/// Words that are tried for another text or other keys are of no use any more.
fn stop_words(document: &mut Document) {
    if let Some(search) = document.words.take() {
        search.stop.store(true, Ordering::Relaxed);
    }
}

/// Whether pasted text is keys rather than tokens, by its first bytes.
fn looks_like_keys(text: &str) -> bool {
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    let is_jwk = trimmed.starts_with(['{', '['])
        && (trimmed.contains("\"kty\"") || trimmed.contains("\"keys\""))
        && !trimmed.contains("\"payload\"");
    trimmed.contains("-----BEGIN ") && !trimmed.contains("eyJ") || is_jwk
}
