//! Work that may take long, off the window's thread: one serial lane for looking at tokens, one for files and
//! their dialogs, one for what is remembered, one for the vault, one for making and opening keys, one for finding out
//! why signatures do not hold. A result comes over a channel, and a waker says that it is there. A panic becomes an
//! outcome.

pub mod dialogs;
pub mod one_window;
mod portal;
pub mod vault;

use std::collections::HashMap;
use std::io::{ErrorKind, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use self::dialogs::{Browsed, Wanted};
use super::analysis::{Question, View};
use super::state::{DocumentId, EncryptTrouble, NegativesTrouble};
use super::store::{Folder, Pending, StoreError};
use crate::craft::compare::{self, Comparison};
use crate::craft::negatives::Set;
use crate::encoding::MAX_TEXT;
use crate::inspect::diagnose::history::History;
use crate::inspect::diagnose::weak::Word;
use crate::inspect::diagnose::{BUDGET, Explained, diagnose};
use crate::jose::generate::GenerateError;
use crate::jose::key::Key;
use crate::jose::read::{KeyFile, ReadError};

/// Names a job for as long as the program runs. Results of a job that is not the current one are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobId(pub(super) u64);

/// What came of a job.
#[derive(Debug)]
pub enum JobOutcome {
    /// A text was looked at.
    Analysed(DocumentId, Box<View>),
    /// The cause was looked for, and that was found out.
    Explained(DocumentId, Vec<Explained>),
    /// Words were tried as a secret, and one of them is it, or none.
    Searched(DocumentId, Option<Word>),
    /// Files were read, or not.
    Files(Vec<FileRead>, FilePurpose),
    /// The file dialog was closed without a choice.
    DialogClosed,
    /// This desktop shows no dialogs: whoever wanted one must be asked otherwise.
    NoDialog(Box<Wanted>),
    /// Something came of a path that was typed.
    Browsed(Box<Browsed>),
    /// Something was done in the vault.
    Vault(Box<vault::Done>),
    /// A protected file was opened, or not.
    Imported(Box<Result<KeyFile, ReadError>>),
    /// A key was made, or not.
    Generated(Box<Result<Key, GenerateError>>),
    /// Two tokens were compared; `None` where one of them is not there.
    Compared(Option<Box<Comparison>>),
    /// Negative tests were made, or not.
    Negatives(Box<Result<Set, NegativesTrouble>>),
    /// A file was written.
    Saved(PathBuf),
    /// A file could not be written.
    NotSaved(PathBuf, std::io::ErrorKind),
    /// What shall be remembered was written, or not.
    Kept(Result<(), StoreError>),
    /// The job panicked: a defect of ours.
    Broke,
}

/// What a file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// Whatever is in it.
    Any,
    /// Keys.
    Keys,
    /// The content of that document's detached payload.
    Detached(DocumentId),
    /// Words to try as the secret of that document's token.
    Words(DocumentId),
}

/// A file that was read, or the reason why not.
#[derive(Debug)]
pub struct FileRead {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes; they may be a key's.
    pub bytes: Result<Zeroizing<Vec<u8>>, FileError>,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// The system refused.
    #[error("cannot be read: {0}")]
    Io(std::io::ErrorKind),
    /// It is larger than we look at; its bytes.
    #[error("{0} bytes are too many")]
    TooLarge(u64),
}

/// How long the end of the program waits for the disk.
const LONGEST_FLUSH: Duration = Duration::from_secs(3);

/// Called from a lane when a result is there.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

type Work = Box<dyn FnOnce() -> JobOutcome + Send>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Lane {
    Tokens,
    Files,
    Keys,
    Vault,
    Causes,
    Words,
    Store,
}

/// The lanes.
pub(super) struct Jobs {
    next: u64,
    lanes: HashMap<Lane, Sender<(JobId, Work)>>,
    keeper: vault::Keeper,
    pending: Pending,
    running: usize,
    results: Receiver<(JobId, JobOutcome)>,
    report: Sender<(JobId, JobOutcome)>,
    waker: Waker,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Jobs").field("next", &self.next).finish_non_exhaustive()
    }
}

impl Jobs {
    pub(super) fn new(waker: Waker) -> Self {
        let (report, results) = channel();
        Self {
            next: 0,
            lanes: HashMap::new(),
            keeper: vault::Keeper::default(),
            pending: Pending::default(),
            running: 0,
            results,
            report,
            waker,
        }
    }

    /// The results that are there, oldest first.
    pub(super) fn finished(&mut self) -> Vec<(JobId, JobOutcome)> {
        let finished: Vec<_> = self.results.try_iter().collect();
        self.running = self.running.saturating_sub(finished.len());
        finished
    }

    /// What says that a result is there.
    pub(super) fn waker(&self) -> Waker {
        Arc::clone(&self.waker)
    }

    /// Whether anything is being worked on.
    pub(super) const fn is_busy(&self) -> bool {
        self.running > 0
    }

    /// Looks at a text.
    pub(super) fn analyse(&mut self, document: DocumentId, question: Question) -> JobId {
        self.start(
            Lane::Tokens,
            Box::new(move || JobOutcome::Analysed(document, Box::new(question.answer(clock)))),
        )
    }

    /// Looks for the cause of signatures that do not hold, for no longer than a person waits.
    pub(super) fn explain(
        &mut self,
        document: DocumentId,
        view: Arc<View>,
        question: Question,
        history: History,
    ) -> JobId {
        let work = move || {
            let since = clock();
            let is_over = || clock().saturating_sub(since) > BUDGET;
            let stopped = || question.stop.load(Ordering::Relaxed) || is_over();
            let explained = diagnose(&view.report, &question.keys, &question.policy, &history, &stopped);
            JobOutcome::Explained(document, explained)
        };
        self.start(Lane::Causes, Box::new(work))
    }

    /// Tries words as a secret.
    pub(super) fn search(
        &mut self,
        document: DocumentId,
        search: impl FnOnce() -> Option<Word> + Send + 'static,
    ) -> JobId {
        self.start(Lane::Words, Box::new(move || JobOutcome::Searched(document, search())))
    }

    /// Reads files.
    pub(super) fn read_files(&mut self, paths: Vec<PathBuf>) -> JobId {
        self.start(
            Lane::Files,
            Box::new(move || JobOutcome::Files(paths.into_iter().map(read).collect(), FilePurpose::Any)),
        )
    }

    /// Makes a key.
    pub(super) fn generate(
        &mut self,
        make: impl FnOnce() -> Result<Key, GenerateError> + Send + 'static,
    ) -> JobId {
        self.start(Lane::Keys, Box::new(move || JobOutcome::Generated(Box::new(make()))))
    }

    /// Writes a private form of a key that is at hand.
    pub(super) fn write(&mut self, write: impl FnOnce() -> vault::Written + Send + 'static) -> JobId {
        self.start(Lane::Keys, Box::new(move || JobOutcome::Vault(Box::new(vault::Done::Written(write())))))
    }

    /// Signs again, with a key that is at hand.
    pub(super) fn sign(&mut self, sign: impl FnOnce() -> vault::Done + Send + 'static) -> JobId {
        self.start(Lane::Keys, Box::new(move || JobOutcome::Vault(Box::new(sign()))))
    }

    /// Encrypts to a key that is at hand.
    pub(super) fn encrypt(
        &mut self,
        encrypt: impl FnOnce() -> Result<String, EncryptTrouble> + Send + 'static,
    ) -> JobId {
        let done = || JobOutcome::Vault(Box::new(vault::Done::Encrypted(encrypt())));
        self.start(Lane::Keys, Box::new(done))
    }

    /// Compares two tokens, each by its view and its place in it.
    pub(super) fn compare(&mut self, first: (Arc<View>, usize), second: (Arc<View>, usize)) -> JobId {
        let work = move || {
            let one = first.0.report.tokens.get(first.1);
            let other = second.0.report.tokens.get(second.1);
            let compared = one.zip(other).map(|(one, other)| Box::new(compare::compare(one, other)));
            JobOutcome::Compared(compared)
        };
        self.start(Lane::Causes, Box::new(work))
    }

    /// Makes negative tests with a key that is at hand.
    pub(super) fn negatives(
        &mut self,
        make: impl FnOnce() -> Result<Set, NegativesTrouble> + Send + 'static,
    ) -> JobId {
        self.start(Lane::Keys, Box::new(move || JobOutcome::Negatives(Box::new(make()))))
    }

    /// Puts `bytes` in a file of what is remembered, or removes it. Of several that wait, the last one is written.
    pub(super) fn keep(&mut self, folder: &Folder, name: &'static str, bytes: Option<Vec<u8>>) -> JobId {
        self.pending.put(name, bytes);
        let (pending, folder) = (self.pending.clone(), folder.clone());
        self.start(Lane::Store, Box::new(move || JobOutcome::Kept(pending.write(&folder, name))))
    }

    /// Changes a file of what is remembered, by what is in it then.
    pub(super) fn change(
        &mut self,
        folder: &Folder,
        change: impl FnOnce(&Folder) -> Result<(), StoreError> + Send + 'static,
    ) -> JobId {
        let folder = folder.clone();
        self.start(Lane::Store, Box::new(move || JobOutcome::Kept(change(&folder))))
    }

    /// Waits until all of it is written; not longer than a person would.
    pub(super) fn flush(&mut self) {
        let Some(lane) = self.lanes.get(&Lane::Store) else { return };
        let (done, all_done) = channel();
        let last = move || {
            let _ = done.send(());
            JobOutcome::Kept(Ok(()))
        };
        self.next += 1;
        self.running += 1;
        if lane.send((JobId(self.next), Box::new(last))).is_ok() {
            let _ = all_done.recv_timeout(LONGEST_FLUSH);
        }
    }

    /// Opens a protected file of keys.
    pub(super) fn import(
        &mut self,
        open: impl FnOnce() -> Result<KeyFile, ReadError> + Send + 'static,
    ) -> JobId {
        self.start(Lane::Keys, Box::new(move || JobOutcome::Imported(Box::new(open()))))
    }

    fn start(&mut self, lane: Lane, work: Work) -> JobId {
        self.next += 1;
        self.running += 1;
        let id = JobId(self.next);
        let sender = self
            .lanes
            .entry(lane)
            .or_insert_with(|| spawn(lane, self.report.clone(), Arc::clone(&self.waker)));
        if sender.send((id, work)).is_err() {
            // The lane could not be started: the job is as broken as one that panicked.
            let _ = self.report.send((id, JobOutcome::Broke));
        }
        id
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Starts a lane. It ends when its sender is dropped; nobody waits for it, so that the program can always quit.
fn spawn(lane: Lane, report: Sender<(JobId, JobOutcome)>, waker: Waker) -> Sender<(JobId, Work)> {
    let (sender, receiver) = channel::<(JobId, Work)>();
    let name = match lane {
        Lane::Tokens => "jotlens-tokens",
        Lane::Files => "jotlens-files",
        Lane::Keys => "jotlens-keys",
        Lane::Vault => "jotlens-vault",
        Lane::Causes => "jotlens-causes",
        Lane::Words => "jotlens-words",
        Lane::Store => "jotlens-store",
    };
    // A lane that cannot be started drops its receiver, which `start` sees.
    let _ = Builder::new().name(name.to_owned()).spawn(move || {
        for (id, work) in receiver {
            let outcome = catch_unwind(AssertUnwindSafe(work)).unwrap_or(JobOutcome::Broke);
            if report.send((id, outcome)).is_err() {
                return;
            }
            waker();
        }
    });
    sender
}

/// Counts up: the time since this program first asked.
pub(super) fn clock() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

fn read(path: PathBuf) -> FileRead {
    let bytes = read_bytes(&path);
    FileRead { path, bytes }
}

fn read_bytes(path: &std::path::Path) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let io = |error: std::io::Error| FileError::Io(error.kind());
    let found = std::fs::metadata(path).map_err(io)?;
    // Reading from a pipe or a device may never end.
    if !found.is_file() {
        let kind = if found.is_dir() { ErrorKind::IsADirectory } else { ErrorKind::InvalidInput };
        return Err(FileError::Io(kind));
    }
    if found.len() > MAX_TEXT as u64 {
        return Err(FileError::TooLarge(found.len()));
    }
    // Whatever the system says of its size: it may grow, and some files of the system have none.
    let mut bytes = Zeroizing::new(Vec::with_capacity(found.len() as usize + 1));
    let limit = MAX_TEXT as u64 + 1;
    let read = std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    match read.map_err(io)? as u64 {
        size if size == limit => Err(FileError::TooLarge(size)),
        _ => Ok(bytes),
    }
}

/// Writes a file whole or not at all, with mode 600 from its first byte on.
pub(super) fn write_private(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(std::path::Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let _ = file.persist(path)?;
    Ok(())
}
