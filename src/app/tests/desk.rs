//! The desktop around the window: files that are opened and remembered, paths that are typed, what later starts bring,
//! and the lock.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Mutex, OnceLock};

use zeroize::Zeroizing;

use super::*;
use crate::app::clipboard::Clipboard;
use crate::app::command::PrivateText;
use crate::app::handover::{Handover, KeyBytes};
use crate::app::jobs::FilePurpose;
use crate::app::jobs::dialogs::Wanted;
use crate::app::recent;
use crate::app::settings::Setting;
use crate::app::state::{FileTrouble, FilesSheet, SaveTabProblem, Sheet, VaultStatus};
use crate::vault::{Details, KeyUid, Listing, MemoryVault, NewKey, Place, StoredKey, Vault, VaultError};

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn files(core: &Core) -> &FilesSheet {
    match &core.state.sheet {
        Some(Sheet::Files(sheet)) => sheet,
        other => panic!("no sheet of files: {other:?}"),
    }
}

const JWK: &str = r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","kid":"one"}"#;

// ---- what a start brings ----------------------------------------------------------------------------

#[test]
fn what_a_start_brings_is_shown_and_the_window_comes_forward() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = core();
    let key = SECRET.as_bytes().to_vec();
    let handover = Handover {
        texts: vec![token("a").into()],
        files: vec![write(folder.path(), "b.jwt", &token("b"))],
        keys: vec![KeyBytes { name: "mine".to_owned(), bytes: Zeroizing::new(key) }],
    };
    let shown = format!("{:?}", Command::Arrive(handover.clone()));
    assert!(!shown.contains(SECRET), "{shown}");
    assert_eq!(do_all(&mut core, [Command::Arrive(handover)]), [Effect::Raise]);
    assert_eq!(core.state.tabs.len(), 2);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!(core.state.keys[0].id.name, "mine");
    assert_eq!(core.state.keys[0].stored, None, "for this session only");
    assert_eq!(do_all(&mut core, [Command::Arrive(Handover::default())]), [Effect::Raise]);
    assert_eq!(core.state.tabs.len(), 2, "nothing to show");
}

#[test]
fn files_that_cannot_be_read_are_told_of_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let huge = folder.path().join("huge.jwt");
    fs::File::create(&huge).unwrap().set_len(100 << 20).unwrap();
    let here = write(folder.path(), "a.jwt", &token("a"));
    let missing = folder.path().join("missing.pem");
    let mut core = core();
    let all = vec![missing.clone(), folder.path().into(), huge, "/dev/zero".into(), here];
    let _ = do_all(&mut core, [Command::ReadFiles(all)]);
    assert!(core.state.token().is_some(), "the others stop nothing");
    assert_eq!(
        notices(&core.state),
        [
            &NoticeKind::FileUnreadable(missing, ErrorKind::NotFound),
            &NoticeKind::FileUnreadable(folder.path().into(), ErrorKind::IsADirectory),
            &NoticeKind::TooLarge(100 << 20),
            &NoticeKind::FileUnreadable("/dev/zero".into(), ErrorKind::InvalidInput),
        ]
    );
}

// ---- files that are remembered ----------------------------------------------------------------------

#[test]
fn opened_files_are_remembered_by_path_only() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut core = core_at(&store);
    let paths: Vec<PathBuf> =
        (0..12).map(|number| write(folder.path(), &format!("{number}.jwt"), &token("a"))).collect();
    for path in &paths {
        let _ = do_all(&mut core, [Command::ReadFiles(vec![path.clone()])]);
    }
    let wanted: Vec<PathBuf> = paths.iter().rev().take(recent::MOST).cloned().collect();
    assert_eq!(core.state.recent, wanted, "the latest first");
    let _ = do_all(&mut core, [Command::OpenRecent(9)]);
    assert_eq!(core.state.recent[0], paths[2], "opened again, it is the latest");
    assert_eq!(core.state.recent.len(), 10);
    drop(core);
    let kept = fs::read_to_string(store.join(recent::NAME)).unwrap();
    assert!(kept.contains("2.jwt") && !kept.contains("eyJ"), "{kept}");

    let mut core = core_at(&store);
    assert_eq!(core.state.recent[0], paths[2]);
    fs::remove_file(&paths[2]).unwrap();
    let tabs = core.state.tabs.len();
    let _ = do_all(&mut core, [Command::OpenRecent(0), Command::OpenRecent(99)]);
    assert!(matches!(notices(&core.state)[..], [NoticeKind::FileUnreadable(..)]), "said");
    assert!(!core.state.recent.contains(&paths[2]), "and removed");
    assert_eq!(core.state.tabs.len(), tabs);

    let _ = do_all(&mut core, [Command::Set(Setting::RememberFiles(false))]);
    assert!(core.state.recent.is_empty());
    assert!(!store.join(recent::NAME).exists(), "forgotten on the disk");
    let _ = do_all(&mut core, [Command::ReadFiles(vec![paths[0].clone()])]);
    assert!(core.state.recent.is_empty(), "and no more are remembered");
}

#[test]
fn a_damaged_list_of_files_costs_nothing_but_itself() {
    let folder = tempfile::tempdir().unwrap();
    for (content, want) in [
        ("", 0),
        ("{", 0),
        ("[]", 0),
        (r#"{"files":7}"#, 0),
        (r#"{"version":9,"files":["/a","/a","relative",7,"/b"],"more":1}"#, 2),
    ] {
        fs::write(folder.path().join(recent::NAME), content).unwrap();
        assert_eq!(core_at(folder.path()).state.recent.len(), want, "{content}");
    }
}

// ---- paths that are typed ---------------------------------------------------------------------------

#[test]
fn a_desktop_without_dialogs_gets_a_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "a.jwt", &token("a"));
    fs::create_dir(folder.path().join("keys")).unwrap();
    let key = write(&folder.path().join("keys"), "one.jwk", JWK);
    let mut core = core();
    let none = JobOutcome::NoDialog(Box::new(Wanted::Open(FilePurpose::Any)));
    let _ = do_all(&mut core, [Command::JobDone(JobId(0), none)]);
    assert!(!core.state.dialog_open);
    assert!(files(&core).folder.is_some() && files(&core).moves == 1, "it begins somewhere");
    let _ = do_all(&mut core, [Command::ListFolder(folder.path().join("missing/"))]);
    assert!(matches!(files(&core).problem, Some(FileTrouble::Folder(..))));
    let _ = do_all(&mut core, [Command::ListFolder(folder.path().into())]);
    assert_eq!((files(&core).moves, &files(&core).problem), (1, &None));
    let _ = do_all(&mut core, [Command::OpenPath(folder.path().join("none.jwt"))]);
    assert!(matches!(files(&core).problem, Some(FileTrouble::Unreadable(..))));
    let _ = do_all(&mut core, [Command::OpenPath(folder.path().join("keys"))]);
    assert_eq!(files(&core).moves, 2, "a folder is gone into");
    assert_eq!(files(&core).folder.as_ref().unwrap().path, folder.path().join("keys"));
    let _ = do_all(&mut core, [Command::OpenPath(path.clone())]);
    assert!(core.state.sheet.is_none() && core.state.token().is_some());
    assert_eq!(core.state.recent, [path]);

    let _ = do_all(&mut core, [Command::Browse(Wanted::Open(FilePurpose::Keys))]);
    assert_eq!(files(&core).folder.as_ref().unwrap().path, folder.path(), "where the last one was");
    let _ = do_all(&mut core, [Command::OpenPath(key), Command::ImportConfirm]);
    assert_eq!(core.state.keys.len(), 1);
}

#[test]
fn saving_asks_before_it_writes_over_a_file_and_writes_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let there = write(folder.path(), "there.pem", "before");
    let mut core = core();
    let text = PrivateText(Zeroizing::new("private".to_owned()));
    let wanted = Wanted::Save { name: "key.pem".to_owned(), text };
    let save = |path: &Path, over| Command::SavePath { path: path.into(), over };
    let none = JobOutcome::NoDialog(Box::new(wanted.clone()));
    let _ = do_all(&mut core, [Command::JobDone(JobId(0), none)]);
    assert_eq!(files(&core).name.as_deref(), Some("key.pem"));
    let _ = do_all(&mut core, [save(&there, false)]);
    assert_eq!(files(&core).exists.as_ref(), Some(&there));
    assert_eq!(fs::read_to_string(&there).unwrap(), "before");
    let _ = do_all(&mut core, [save(&folder.path().join("missing/key.pem"), false)]);
    assert!(matches!(files(&core).problem, Some(FileTrouble::Unwritable(..))), "it can be tried elsewhere");
    assert_eq!(files(&core).exists, None);
    let _ = do_all(&mut core, [save(folder.path(), false)]);
    assert_eq!(files(&core).moves, 2, "a folder is gone into");
    let _ = do_all(&mut core, [save(&there, true)]);
    assert!(core.state.sheet.is_none());
    assert_eq!(fs::read_to_string(&there).unwrap(), "private");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&there).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(matches!(notices(&core.state)[..], [NoticeKind::Saved(_)]));

    let _ = do_all(&mut core, [Command::Browse(wanted)]);
    let shown = format!("{core:?}");
    assert!(shown.contains("[private text, 7 bytes]") && !shown.contains("\"private\""), "{shown}");
    let _ = do_all(&mut core, [Command::CloseSheet, save(&there, true)]);
    assert!(core.state.sheet.is_none(), "a closed sheet saves nothing");
}

// ---- the lock ---------------------------------------------------------------------------------------

#[test]
fn an_idle_window_locks_and_one_in_use_does_not() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a"))]);
    let _ = core.poll(NOW + 100_000);
    assert!(!core.state.locked, "never unless it is wished for");
    core.touch();
    let _ = core.update(Command::Set(Setting::LockAfterMins(Some(5))));
    assert_eq!(core.due_at(), Some(NOW + 100_300), "an idle window must be woken for it");
    let _ = core.poll(NOW + 100_299);
    assert!(!core.state.locked);
    core.touch();
    let _ = core.poll(NOW + 100_300);
    assert!(!core.state.locked, "somebody was there");
    let _ = core.poll(NOW + 100_599);
    assert!(core.state.locked);
    assert_eq!(core.due_at(), None);
    let _ = do_all(&mut core, [Command::Unlock]);
    assert!(!core.state.locked && core.state.token().is_some());
    let _ = core.poll(NOW + 100_700);
    assert!(!core.state.locked, "counted from the unlocking");
}

#[test]
fn nothing_is_lost_while_it_is_locked_and_nothing_is_done() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a")), Command::EditText(token("b")), Command::LockNow]);
    let before = core.state.shown().unwrap().text.clone();
    let arrived = Handover { texts: vec![token("c").into()], ..Handover::default() };
    let barred = [
        Command::Paste(token("d")),
        Command::EditText(String::new()),
        Command::CloseTab(0),
        Command::Undo,
        Command::Copy(CopyWhat::Token),
        Command::OpenImport,
        secret(SECRET),
    ];
    let effects = do_all(&mut core, barred);
    assert!(effects.is_empty(), "{effects:?}");
    assert_eq!(do_all(&mut core, [Command::Arrive(arrived)]), [Effect::Raise], "it may come forward");
    assert_eq!((core.state.tabs.len(), &core.state.shown().unwrap().text), (1, &before));
    assert!(core.state.keys.is_empty() && core.state.sheet.is_none());
    let _ = do_all(&mut core, [Command::Unlock]);
    assert_eq!(core.state.tabs.len(), 2, "what arrived is shown now");
    let _ = do_all(&mut core, [Command::SelectTab(0), Command::Undo]);
    assert_eq!(&*core.state.shown().unwrap().text, token("a"), "the steps are still there");
}

#[test]
fn keys_of_this_session_are_forgotten_but_for_their_public_halves() {
    let mut core = core();
    let pair =
        crate::jose::write::private_jwk(&super::keys::made(crate::jose::generate::KeySpec::P256)).unwrap();
    let bytes = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
    let keys = vec![
        KeyBytes { name: "pair".to_owned(), bytes: bytes(&pair) },
        KeyBytes { name: "secret".to_owned(), bytes: bytes(SECRET) },
    ];
    let start = Handover { texts: vec![token("a").into()], keys, ..Handover::default() };
    let _ = do_all(&mut core, [Command::Arrive(start), Command::OpenKey(0), Command::LockNow]);
    assert!(core.state.sheet.is_none(), "a sheet that may show a private key");
    assert!(core.held.iter().all(|held| !held.key.has_private()));
    assert!(core.questions.values().all(|one| one.keys.iter().all(|key| !key.has_private())));
    let _ = do_all(&mut core, [Command::Unlock]);
    assert_eq!(core.state.keys.len(), 1);
    let said = notices(&core.state);
    let Some(NoticeKind::KeysForgotten(names)) = said.last() else { panic!("not told: {said:?}") };
    assert_eq!((names.len(), names[1].as_str()), (2, "secret"));
}

/// A keychain that outlives those who open it, and counts them.
struct Shared(Arc<Mutex<MemoryVault>>);

static OPEN: AtomicUsize = AtomicUsize::new(0);

static KEYCHAIN: OnceLock<Arc<Mutex<MemoryVault>>> = OnceLock::new();

impl Drop for Shared {
    fn drop(&mut self) {
        let is_counted = KEYCHAIN.get().is_some_and(|vault| Arc::ptr_eq(vault, &self.0));
        let _ = OPEN.fetch_sub(usize::from(is_counted), Ordering::SeqCst);
    }
}

impl Vault for Shared {
    fn place(&self) -> Place {
        Place::Keychain("Shared".to_owned())
    }
    fn list(&mut self) -> Result<Listing, VaultError> {
        self.0.lock().unwrap().list()
    }
    fn add(&mut self, new: NewKey<'_>) -> Result<StoredKey, VaultError> {
        self.0.lock().unwrap().add(new)
    }
    fn read(&mut self, id: &KeyUid) -> Result<Key, VaultError> {
        self.0.lock().unwrap().read(id)
    }
    fn describe(&mut self, id: &KeyUid, details: Details) -> Result<StoredKey, VaultError> {
        self.0.lock().unwrap().describe(id, details)
    }
    fn remove(&mut self, id: &KeyUid) -> Result<(), VaultError> {
        self.0.lock().unwrap().remove(id)
    }
    fn find_same(&mut self, key: &Key) -> Result<Option<KeyUid>, VaultError> {
        self.0.lock().unwrap().find_same(key)
    }
}

#[test]
fn the_vault_is_closed_and_opened_again() {
    let mut core = core_with(VaultSource {
        keychain: |random| {
            let _ = OPEN.fetch_add(1, Ordering::SeqCst);
            let vault = KEYCHAIN.get_or_init(|| Arc::new(Mutex::new(MemoryVault::new(random))));
            Ok(Box::new(Shared(Arc::clone(vault))))
        },
        ..VaultSource::in_memory()
    });
    let _ = do_all(&mut core, [Command::Paste(token("a")), secret(SECRET)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!(OPEN.load(Ordering::SeqCst), 1);
    let _ = do_all(&mut core, [Command::LockNow]);
    let since = Instant::now();
    while OPEN.load(Ordering::SeqCst) > 0 {
        assert!(since.elapsed() < Duration::from_secs(20), "it stays open");
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(core.questions.values().all(|one| one.keys.iter().all(|key| !key.has_private())));
    let _ = do_all(&mut core, [Command::Unlock]);
    assert_eq!(OPEN.load(Ordering::SeqCst), 1);
    assert!(matches!(core.state.vault, VaultStatus::Open { place: Place::Keychain(_), .. }));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid), "fetched anew");
}

#[test]
fn a_vault_file_asks_for_its_passphrase_again() {
    let mut core = core();
    let place = Place::File("/no/such/vault.age".into());
    core.state.vault = VaultStatus::Open { place, state: crate::vault::IndexState::Sealed, is_locked: false };
    let _ = do_all(&mut core, [Command::LockNow, Command::Unlock]);
    assert!(matches!(&core.state.sheet, Some(Sheet::Vault(sheet)) if sheet.path.ends_with("vault.age")));
    assert_eq!(core.state.vault, VaultStatus::Trouble(VaultError::Locked));
}

#[test]
fn a_vault_in_memory_stays_since_its_keys_are_nowhere_else() {
    let mut core = core();
    let _ =
        do_all(&mut core, [secret(SECRET), Command::Paste(token("a")), Command::LockNow, Command::Unlock]);
    assert_eq!(core.state.keys.len(), 1);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
}

#[test]
fn a_tab_is_kept_in_the_vault_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let vaults = VaultSource {
        keychain: |random| {
            static TABS: OnceLock<Arc<Mutex<MemoryVault>>> = OnceLock::new();
            let vault = TABS.get_or_init(|| Arc::new(Mutex::new(MemoryVault::new(random))));
            Ok(Box::new(Shared(Arc::clone(vault))))
        },
        ..VaultSource::in_memory()
    };
    let open =
        |folder: &Path| core_of(Env { vaults, folder: Folder::at(folder), ..env() }, Settings::default());
    let mut core = open(folder.path());
    let _ = do_all(&mut core, [Command::OpenSaveTab("empty".into())]);
    assert!(core.state.sheet.is_none(), "nothing to keep");
    let text = format!("Bearer {}\n", token("a"));
    let keep = |name: &str| [Command::OpenSaveTab("Token".into()), Command::SaveTab(name.into())];
    let _ = do_all(&mut core, [Command::Paste(text.clone()), secret(SECRET)]);
    let _ = do_all(&mut core, keep(" mine "));
    assert!(core.state.sheet.is_none());
    assert_eq!(notices(&core.state).last(), Some(&&NoticeKind::TabSaved("mine".into())));
    let _ = do_all(&mut core, keep("mine"));
    let names: Vec<_> = core.state.saved.iter().map(|saved| (saved.name.as_str(), saved.bytes)).collect();
    assert_eq!(names, [("mine", text.len()), ("mine 2", text.len())], "names do not clash");
    assert_eq!(core.state.keys.len(), 1, "a tab is no key");
    let shown = format!("{core:?}");
    assert!(!shown.contains("Secret("), "{shown}");
    drop(core);
    let written: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().map(|file| file.path()).collect();
    assert!(written.iter().all(|path| !fs::read_to_string(path).unwrap().contains("eyJ")), "{written:?}");

    let mut core = open(folder.path());
    assert_eq!((core.state.saved.len(), core.state.keys.len()), (2, 1));
    let (id, other) = (core.state.saved[0].id.clone(), core.state.saved[1].id.clone());
    let _ = do_all(&mut core, [Command::OpenSaved(id.clone())]);
    assert_eq!(&*core.state.shown().unwrap().text, text, "byte for byte");
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    let _ = do_all(&mut core, [Command::AskDeleteSaved(id.clone()), Command::DeleteSaved(id)]);
    assert_eq!(core.state.saved.len(), 1);
    assert!(core.state.sheet.is_none() && core.state.token().is_some(), "the open tab stays");
    let _ = do_all(&mut core, [Command::LockNow, Command::OpenSaved(other), Command::Unlock]);
    assert_eq!((core.state.saved.len(), core.state.tabs.len()), (1, 1));
}

#[test]
fn a_tab_is_only_kept_where_it_outlives_the_window() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a")), Command::OpenSaveTab("a".into())]);
    assert!(core.state.sheet.is_none(), "memory is no place to keep anything");
    core.state.vault = VaultStatus::Trouble(VaultError::NoBus);
    let _ = do_all(&mut core, [Command::OpenSaveTab("a".into())]);
    assert!(core.state.sheet.is_none());
    let place = Place::File("/no/such/vault.age".into());
    core.state.vault = VaultStatus::Open { place, state: crate::vault::IndexState::Sealed, is_locked: false };
    let long = "x".repeat(crate::vault::MAX_KEPT + 1);
    let commands = [Command::Paste(long), Command::OpenSaveTab("a".into()), Command::SaveTab("a".into())];
    let _ = do_all(&mut core, commands);
    let Some(Sheet::SaveTab(sheet)) = &core.state.sheet else { panic!("it says so") };
    assert!(matches!(sheet.problem, Some(SaveTabProblem::Vault(VaultError::TooLarge { .. }))));
}

/// A core on a keychain of its own, in which tabs of these names are kept.
pub(super) fn core_with_tabs(names: &[&str]) -> Core {
    let open = |random| {
        let vault = Arc::new(Mutex::new(MemoryVault::new(random)));
        Ok(Box::new(Shared(vault)) as Box<dyn Vault>)
    };
    let mut core = core_with(VaultSource { keychain: open, ..VaultSource::in_memory() });
    for name in names {
        let keep = [Command::OpenSaveTab(String::new()), Command::SaveTab((*name).to_owned())];
        let _ = do_all(&mut core, [Command::Paste(token(name))]);
        let _ = do_all(&mut core, keep);
    }
    core
}

/// A clipboard that a test can look into.
struct Board;

static BOARD: Mutex<String> = Mutex::new(String::new());

impl Clipboard for Board {
    fn put_private(&mut self, text: &str) -> bool {
        text.clone_into(&mut BOARD.lock().unwrap());
        true
    }
    fn clear_if(&mut self, text: &str) -> bool {
        let mut present = BOARD.lock().unwrap();
        let is_ours = *present == text;
        if is_ours {
            present.clear();
        }
        is_ours
    }
}

#[test]
fn a_private_text_leaves_the_clipboard_with_the_lock() {
    let mut core = core_of(Env { clipboard: || Some(Box::new(Board)), ..env() }, Settings::default());
    let form = Command::ShowForm(crate::jose::write::Form::SecretText);
    let _ = do_all(&mut core, [secret(SECRET), Command::OpenKey(0), form, Command::CopyForm(None)]);
    assert!(!BOARD.lock().unwrap().is_empty());
    let _ = do_all(&mut core, [Command::LockNow]);
    assert!(BOARD.lock().unwrap().is_empty());
}
