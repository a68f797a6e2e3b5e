//! The core: the state, the key ring, the jobs, and the one function that changes them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::analysis::Question;
use super::clipboard::{Clipboard, Lent};
use super::command::{Command, Effect, NewSigner};
use super::desk::Desk;
use super::edit::SignOrder;
use super::import::{Import, Source};
use super::jobs::one_window::Inbox;
use super::jobs::vault::VaultSource;
use super::jobs::{FilePurpose, JobId, JobOutcome, Jobs, Waker};
use super::keys::Held;
use super::new_token::{Making, Pattern};
use super::recent;
use super::settings::change::Known;
use super::settings::{Setting, Settings};
use super::state::{
    Analysis, Asks, DocumentId, NegativesTrouble, Notice, NoticeKind, Sheet, Signing, State, VaultStatus,
};
use super::store::Folder;
use super::templates::Templates;
use crate::craft::example;
use crate::craft::template::Template;
use crate::inspect::diagnose::history::History;
use crate::jose::key::Key;
use crate::vault::KeyUid;
use zeroize::Zeroizing;

/// What the core takes from outside.
#[derive(Clone, Debug)]
pub struct Env {
    /// The instant at the start; Unix seconds.
    pub now: i64,
    /// Fills a buffer with random bytes; `false` where the system has none.
    pub random: fn(&mut [u8]) -> bool,
    /// Where keys are kept.
    pub vaults: VaultSource,
    /// The clipboard for private text; `None` where there is none.
    pub clipboard: fn() -> Option<Box<dyn Clipboard>>,
    /// Where settings are kept, and what else is remembered.
    pub folder: Folder,
    /// Texts of at most this many bytes are looked at before the next frame, longer ones in a job.
    pub inline_limit: usize,
}

/// How long the clipboard may take to answer.
const AWAITED_SECS: i64 = 2;

/// The state of the program and everything that changes it.
#[derive(Debug)]
pub struct Core {
    /// What the window shows.
    pub state: State,
    /// The keys themselves, in the order of `state.keys`.
    pub(super) ring: Arc<[Key]>,
    /// The same keys, with what the vault says of them.
    pub(super) held: Vec<Held>,
    /// The thumbprints of secrets that came in published sets, of the keys that were given for this session.
    pub(super) published: BTreeSet<String>,
    /// What is being imported.
    pub(super) import: Import,
    /// The job that opens a vault: results of an earlier one do not count.
    pub(super) opening: Option<JobId>,
    /// What is being signed with a stored key.
    pub(super) signing: Option<(JobId, SignOrder)>,
    /// The document whose detached payload the clipboard was asked for, and when; Unix seconds.
    pub(super) awaited: Option<(DocumentId, i64)>,
    /// The secrets that are being fetched, and for what.
    pub(super) fetching: Option<(DocumentId, u64, Vec<KeyUid>)>,
    /// What each document was last looked at with, until it is known whether its signature must be explained.
    pub(super) questions: HashMap<DocumentId, Question>,
    /// The tokens that were shown since the window opened.
    pub(super) history: History,
    /// The clipboard while a private text is on it, that text, and until when; Unix seconds.
    pub(super) clipboard: Option<Lent>,
    /// The sheet that another one came over: it comes back when that one closes.
    pub(super) beneath: Option<Sheet>,
    /// The new tokens that are being made.
    pub(super) making: Making,
    /// What is known of the desktop around.
    pub(super) desk: Desk,
    /// The person's own templates.
    pub(super) templates: Templates,
    /// What is known of the settings besides the choices themselves.
    pub(super) settings: Known,
    pub(super) jobs: Jobs,
    pub(super) env: Env,
    pub(super) next_id: u64,
}

/// How many notices are kept: the oldest make room.
const MOST_NOTICES: usize = 4;

impl Core {
    /// A core with an empty tab and no keys. The settings are those that were kept; `defaults` where none were.
    pub fn new(env: Env, defaults: Settings, waker: Waker) -> Self {
        let (settings, known, trouble) = Known::read(&env.folder, defaults);
        let recent = if settings.remember_files { recent::read(&env.folder) } else { Vec::new() };
        let (templates, bad_templates) = Templates::read(&env.folder);
        let state = State {
            documents: Vec::new(),
            tabs: Vec::new(),
            active: 0,
            keys: Vec::new(),
            vault: VaultStatus::Opening,
            signing: Signing::default(),
            sheet: None,
            asks: None,
            settings,
            notices: Vec::new(),
            now: env.now,
            dialog_open: false,
            templates: Vec::new(),
            making: None,
            recent,
            saved: Vec::new(),
            locked: false,
        };
        let mut core = Self {
            state,
            ring: Arc::default(),
            held: Vec::new(),
            published: BTreeSet::new(),
            import: Import::default(),
            opening: None,
            signing: None,
            fetching: None,
            questions: HashMap::new(),
            history: History::default(),
            awaited: None,
            clipboard: None,
            beneath: None,
            making: Making::default(),
            desk: Desk { last_input: env.now, ..Desk::default() },
            templates,
            settings: known,
            jobs: Jobs::new(waker),
            env,
            next_id: 0,
        };
        if let Some(trouble) = trouble {
            core.notice(NoticeKind::Settings(trouble));
        }
        if let Some(trouble) = bad_templates {
            core.notice(NoticeKind::Templates(trouble));
        }
        core.state.templates = core.templates.list();
        core.open_tab();
        core.open_keychain();
        core
    }

    /// Takes in what later starts of the program bring.
    pub fn listen(&mut self, inbox: Inbox) {
        inbox.wake(self.jobs.waker());
        self.desk.inbox = Some(inbox);
    }

    /// Takes the results of jobs and the time (Unix seconds). Called before each frame.
    pub fn poll(&mut self, now: i64) -> Vec<Effect> {
        let mut effects = Vec::new();
        for handover in self.desk.inbox.iter().flat_map(Inbox::take).collect::<Vec<_>>() {
            effects.append(&mut self.update(Command::Arrive(handover)));
        }
        for (id, outcome) in self.jobs.finished() {
            effects.append(&mut self.update(Command::JobDone(id, outcome)));
        }
        if now != self.state.now {
            self.state.now = now;
            effects.append(&mut self.update(Command::Tick));
        }
        effects
    }

    /// Waits until what shall be kept is on the disk, but not for a disk that does not answer. For the end of the
    /// program; dropping the core does the same.
    pub fn flush(&mut self) {
        self.jobs.flush();
    }

    /// Whether a job is running whose result has not been taken.
    pub const fn is_busy(&self) -> bool {
        self.jobs.is_busy()
    }

    /// When [`Core::poll`] has something to do though nothing happens: a notice goes, a text leaves the clipboard.
    /// Unix seconds.
    pub fn due_at(&self) -> Option<i64> {
        let notices = self.state.notices.iter().filter_map(Notice::until);
        let clipboard = self.clipboard.as_ref().and_then(|lent| lent.until);
        notices.chain(clipboard).chain(self.locks_at()).min()
    }

    /// Does one thing: the only writer of the state.
    #[expect(clippy::too_many_lines, reason = "a table: one line for each command")]
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        if self.is_barred(&command) {
            return Vec::new();
        }
        let awaited = self.awaited_for(&command);
        match command {
            Command::Paste(text) => match awaited {
                Some(id) => self.set_detached(id, text.as_bytes()),
                None => self.paste(text),
            },
            Command::Arrive(handover) => {
                self.arrive(&handover);
                return vec![Effect::Raise];
            }
            Command::OpenDetached => {
                if let Some(id) = self.state.tab().map(|tab| tab.document) {
                    self.choose(FilePurpose::Detached(id));
                }
            }
            Command::PasteDetached => {
                self.awaited = self.state.tab().map(|tab| (tab.document, self.state.now));
                return vec![Effect::RequestPaste];
            }
            Command::EditText(text) => self.edit_text(text),
            Command::EditPart(part, bytes) => self.edit_part(part, &bytes),
            Command::EditMember(part, change) => self.edit_member(part, &change),
            Command::OpenMember(part, place) => self.open_member(part, place),
            Command::SaveMember(draft) => self.save_member(&draft),
            Command::EditTime(change) => self.edit_time(change),
            Command::Sign(key, update) => self.sign(key, update),
            Command::SignShown => {
                if let Some(key) = self.state.signer() {
                    self.sign(key, self.state.signing.update);
                }
            }
            Command::ChooseSigner(signing) => {
                self.state.signing = signing;
                self.judge_keys();
                self.sign_shown_after_edit();
            }
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Revert => self.revert(),
            Command::RequestPaste => return vec![Effect::RequestPaste],
            Command::OpenFile => self.choose(FilePurpose::Any),
            Command::ImportKey => self.choose(FilePurpose::Keys),
            Command::OpenRecent(index) => self.open_recent(index),
            Command::OpenSaveTab(name) => self.open_save_tab(name),
            Command::SaveTab(name) => self.save_tab(&name),
            Command::OpenSaved(index) => self.open_saved(index),
            Command::AskDeleteSaved(index) => self.open_over(Sheet::DeleteSaved(index)),
            Command::DeleteSaved(index) => self.delete_saved(index),
            Command::LockNow => self.lock(),
            Command::Unlock => self.unlock(),
            Command::Browse(wanted) => self.browse(wanted),
            Command::ListFolder(folder) => self.list_folder(folder),
            Command::OpenPath(path) => self.open_path(path),
            Command::SavePath { path, over } => self.save_path(path, over),
            Command::ReadFiles(paths) => {
                let _ = self.jobs.read_files(paths);
            }
            Command::ShowExample(example) => self.show_example(example),
            Command::NewTab => self.open_tab(),
            Command::SelectTab(index) => self.select_tab(index),
            Command::CycleTab { backwards } => {
                let count = self.state.tabs.len().max(1);
                let step = if backwards { count - 1 } else { 1 };
                self.select_tab((self.state.active + step) % count);
            }
            Command::CloseTab(index) => self.ask_close_tab(index),
            Command::VerifyWith(key) => self.verify_with(key),
            Command::DecryptAnyway => self.decrypt_anyway(),
            Command::StopDecrypting => self.stop_decrypting(),
            Command::StopDiagnosis => self.stop_diagnosis(),
            Command::Mend(mend) => self.mend(mend),
            Command::TryWords => {
                if let Some(id) = self.state.tab().map(|tab| tab.document) {
                    self.choose(FilePurpose::Words(id));
                }
            }
            Command::StopWords => self.stop_words(),
            Command::AskQuit => match self.state.edited() {
                0 => return vec![Effect::Quit],
                edited => self.state.asks = Some(Asks::Quit(edited)),
            },
            Command::Confirm => return self.do_asked(),
            Command::Stay => self.state.asks = None,
            Command::CloseSheet => self.close_sheet(),
            Command::OpenHelp => self.open_over(Sheet::Help),
            Command::OpenImport => self.open_import(),
            Command::ImportText(text) => self.import(Source::text("pasted key", &text)),
            Command::ImportSecret(draft) => self.import_secret(&draft),
            Command::ImportPassword(password) => self.import_password(password),
            Command::ImportReading(encoding) => self.offer_readings(encoding),
            Command::ImportSecretAs(name) => self.import_secret_as(&name),
            Command::ImportChoose(index, chosen) => self.import_choose(index, chosen),
            Command::ImportConfirm => self.import_confirm(),
            Command::OpenKey(index) => self.open_key(index),
            Command::ShowForm(form) => self.show_form(form),
            Command::Reveal(lock) => return self.reveal(lock),
            Command::CopyForm(lock) => return self.copy_form(lock),
            Command::SaveForm(lock) => return self.save_form(lock),
            Command::CopyJwks(keys) => return self.copy_jwks(&keys),
            Command::NewTokenWith(index) => {
                self.new_token(Pattern::Standard(Template::AccessToken), NewSigner::Key(index));
            }
            Command::NewToken(template, signer) => self.new_token(Pattern::Standard(template), signer),
            Command::NewOwn(place, signer) => {
                if let Some(own) = self.state.templates.get(place).cloned() {
                    self.new_token(Pattern::Own(own), signer);
                }
            }
            Command::OpenSaveTemplate => self.open_save_template(),
            Command::OpenTemplate(place) => self.open_template(place),
            Command::SaveTemplate(name) => self.save_template(&name),
            Command::DeleteTemplate => self.delete_template(),
            Command::OpenNegatives => self.open_negatives(),
            Command::OpenNegative(place) => self.open_negative(place),
            Command::SaveText(name, text) => self.save(name.to_owned(), Zeroizing::new(text)),
            Command::OpenCompare => self.open_compare(),
            Command::Compare(first, second) => self.compare(first, second),
            Command::OpenEncrypt(index) => self.open_encrypt(index),
            Command::Encrypt(draft) => self.encrypt(draft),
            Command::CancelEncrypt => self.cancel_encrypt(),
            Command::OpenGenerate => self.open_generate(),
            Command::Generate(draft) => self.generate(draft),
            Command::CancelGenerate => self.cancel_generate(),
            Command::DescribeKey(index, details) => self.describe_key(index, details),
            Command::AskDelete(index) => self.open_over(Sheet::Delete(index)),
            Command::DeleteKey(index) => self.delete_key(index),
            Command::RetryVault => self.open_keychain(),
            Command::OpenVaultSheet => self.open_vault_sheet(),
            Command::UseVaultFile(passphrase) => self.use_vault_file(passphrase),
            Command::UseSession => self.use_session(),
            Command::Copy(what) => return self.copy(what),
            Command::SetLanguage(language) => self.set(Setting::Language(language)),
            Command::SetTheme(theme) => self.set(Setting::Theme(theme)),
            Command::SetZone(zone) => self.set(Setting::Zone(zone)),
            Command::SetLeeway(secs) => self.set(Setting::LeewaySecs(secs)),
            Command::Set(setting) => {
                let is_of_signing = matches!(setting, Setting::SignAfterEdit(_) | Setting::Algorithm(_));
                self.set(setting);
                if is_of_signing {
                    self.sign_shown_after_edit();
                }
            }
            Command::ResetSettings => self.reset_settings(),
            Command::OpenSettings => {
                self.state.sheet = Some(Sheet::Settings(self.env.folder.path(super::settings::file::NAME)));
            }
            Command::ForgetFiles => self.forget_files(),
            Command::KeepSize(size) => self.keep_size(size),
            Command::DismissNotice(id) => self.state.notices.retain(|notice| notice.id != id),
            Command::Tick => {
                self.retime();
                self.clear_clipboard();
                self.lock_if_idle();
                let now = self.state.now;
                self.state.notices.retain(|notice| notice.until().is_none_or(|until| now < until));
            }
            Command::JobDone(id, outcome) => return self.job_done(id, outcome),
        }
        Vec::new()
    }

    /// Does what was asked about.
    fn do_asked(&mut self) -> Vec<Effect> {
        match self.state.asks.take() {
            Some(Asks::Quit(_)) => return vec![Effect::Quit],
            Some(Asks::CloseTab(document, token)) => {
                let tab =
                    self.state.tabs.iter().position(|tab| (tab.document, tab.token) == (document, token));
                if let Some(index) = tab {
                    self.close_tab(index);
                }
            }
            None => {}
        }
        Vec::new()
    }

    /// The document that pasted text is the detached payload of. Only what comes at once is meant for it: the desktop
    /// may have no text to give.
    fn awaited_for(&mut self, command: &Command) -> Option<DocumentId> {
        let (id, since) = self.awaited?;
        let is_late = self.state.now > since + AWAITED_SECS;
        if is_late || !matches!(command, Command::Tick | Command::JobDone(..)) {
            self.awaited = None;
        }
        let is_shown = self.state.tab().is_some_and(|tab| tab.document == id);
        (matches!(command, Command::Paste(_)) && is_shown && !is_late).then_some(id)
    }

    fn choose(&mut self, purpose: FilePurpose) {
        if !self.state.dialog_open {
            self.state.dialog_open = true;
            let _ = self.jobs.choose_files(purpose);
        }
    }

    fn job_done(&mut self, id: JobId, outcome: JobOutcome) -> Vec<Effect> {
        match outcome {
            JobOutcome::Analysed(document, view) => self.analysed(document, id, *view),
            JobOutcome::Searched(document, word) => self.words_tried(document, id, word.as_ref()),
            JobOutcome::Explained(document, explained) => self.explained(document, id, explained),
            JobOutcome::Files(files, purpose) => {
                self.state.dialog_open = false;
                self.take_files(files, purpose);
            }
            JobOutcome::Browsed(browsed) => self.browsed(id, *browsed),
            JobOutcome::Vault(done) => return self.vault_done(id, *done),
            JobOutcome::Generated(made) if self.is_making_key(id) => self.new_key_made(*made),
            JobOutcome::Generated(made) => self.generated(id, *made),
            JobOutcome::Compared(compared) => self.compared(id, compared.map(|compared| *compared)),
            JobOutcome::Negatives(made) => self.negatives_made(id, *made),
            JobOutcome::Kept(kept) => self.kept(kept),
            JobOutcome::Saved(path) => self.saved(id, path),
            JobOutcome::NotSaved(path, kind) => self.not_saved(id, path, kind),
            JobOutcome::Imported(opened) => self.import_opened(id, *opened),
            JobOutcome::DialogClosed => self.state.dialog_open = false,
            JobOutcome::NoDialog(wanted) => {
                self.state.dialog_open = false;
                self.browse(*wanted);
            }
            JobOutcome::Broke => {
                self.state.dialog_open = false;
                self.forget_job(id);
                self.browsing_broke(id);
                self.encrypting_ended(id);
                let _ = self.take_order(id);
                self.notice(NoticeKind::JobBroke);
                self.making_broke(id);
                self.negatives_made(id, Err(NegativesTrouble::Broke));
                self.compared(id, None);
            }
        }
        Vec::new()
    }

    fn show_example(&mut self, which: super::command::Example) {
        use super::command::Example;
        let made = match which {
            Example::Good => example::good(self.state.now, self.env.random),
            Example::Failing => example::failing(self.state.now, self.env.random),
            Example::Encrypted => Some((example::encrypted().to_owned(), None)),
        };
        let Some((token, key)) = made else { return self.notice(NoticeKind::JobBroke) };
        if let Some(key) = key {
            self.take_example_key(key);
        }
        self.open_text(token);
    }

    pub(super) fn notice(&mut self, kind: NoticeKind) {
        self.next_id += 1;
        self.state.notices.retain(|notice| notice.kind != kind);
        self.state.notices.push(Notice { id: self.next_id, given_at: self.state.now, kind });
        let surplus = self.state.notices.len().saturating_sub(MOST_NOTICES);
        self.state.notices.drain(..surplus);
    }

    fn retime(&mut self) {
        let now = self.state.now;
        for document in &mut self.state.documents {
            if let Analysis::Ready(view) = &mut document.analysis
                && view.report.now != now
            {
                Arc::make_mut(view).report.retime(now);
            }
        }
    }
}
