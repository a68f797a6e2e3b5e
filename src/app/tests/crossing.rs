//! What crosses what is being done: a slow answer, another start of the program, a second window, the lock. The outcomes
//! of jobs are handed in by the tests, in the order that matters.

use std::path::Path;

use zeroize::Zeroizing;

use super::desk::core_with_tabs;
use super::keys::{JWK, watched};
use super::*;
use crate::app::command::{KeyDraft, MemberDraft, NewSigner};
use crate::app::handover::Handover;
use crate::app::jobs::vault::Done;
use crate::app::place::WindowSize;
use crate::app::state::{ImportStep, MemberProblem, SaveTabProblem, Sheet, TemplateProblem, VaultStatus};
use crate::craft::remake::Part;
use crate::craft::template::Template;
use crate::craft::typed::Typing;
use crate::jose::generate::KeySpec;
use crate::vault::{Place, VaultError};

/// Everything that the running jobs come to; nothing of it is handed in.
fn outcomes(core: &mut Core) -> Vec<(JobId, JobOutcome)> {
    let started = Instant::now();
    let mut all = Vec::new();
    while core.is_busy() {
        assert!(started.elapsed() < Duration::from_mins(1), "the jobs never end");
        std::thread::sleep(Duration::from_millis(1));
        all.extend(core.jobs.finished());
    }
    all
}

/// Hands them in, those first that are asked for.
fn hand_in(core: &mut Core, mut outcomes: Vec<(JobId, JobOutcome)>, is_first: impl Fn(&JobOutcome) -> bool) {
    outcomes.sort_by_key(|(_, outcome)| !is_first(outcome));
    for (id, outcome) in outcomes {
        let _ = core.update(Command::JobDone(id, outcome));
    }
}

fn opened(outcome: &JobOutcome) -> bool {
    matches!(outcome, JobOutcome::Vault(done) if matches!(**done, Done::Opened(_)))
}

fn fresh() -> Command {
    Command::NewToken(Template::AccessToken, NewSigner::Fresh)
}

/// Makes the key of a new token; it is being stored now.
fn key_made(core: &mut Core) {
    let _ = core.update(fresh());
    let made = outcomes(core);
    assert!(matches!(made[..], [(_, JobOutcome::Generated(_))]), "{made:?}");
    hand_in(core, made, |_| true);
}

// ---- kept tabs --------------------------------------------------------------------------------------

#[test]
fn the_kept_tab_that_was_asked_about_is_deleted_and_no_other() {
    let mut core = core_with_tabs(&["A", "B", "C"]);
    let names = |core: &Core| core.state.saved.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let [a, b, c] = [0, 1, 2].map(|place| core.state.saved[place].id.clone());
    // A slow keychain: the answer comes while the next is asked about.
    let _ = do_all(&mut core, [Command::AskDeleteSaved(a.clone())]);
    let _ = core.update(Command::DeleteSaved(a.clone()));
    let _ = core.update(Command::AskDeleteSaved(b.clone()));
    let _ = settle(&mut core);
    assert_eq!(names(&core), ["B", "C"]);
    assert_eq!(core.state.sheet, Some(Sheet::DeleteSaved(b.clone())));
    let _ = do_all(&mut core, [Command::DeleteSaved(b)]);
    assert_eq!(names(&core), ["C"]);
    // Where it is gone already, nothing is asked.
    let _ = core.update(Command::DeleteSaved(c.clone()));
    let _ = core.update(Command::AskDeleteSaved(c));
    let _ = settle(&mut core);
    assert_eq!((names(&core).len(), &core.state.sheet), (0, &None));
    let _ = do_all(&mut core, [Command::AskDeleteSaved(a)]);
    assert_eq!(core.state.sheet, None);
}

#[test]
fn the_key_that_was_asked_about_is_deleted_and_no_other() {
    let mut core = core();
    for key in ["A", "B", "C"] {
        let _ = do_all(&mut core, [secret(&format!("{SECRET}{key}"))]);
    }
    let names = |core: &Core| core.state.keys.iter().map(|key| key.id.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&core), ["mine", "mine 2", "mine 3"]);
    for command in [Command::AskDelete(0), Command::DeleteKey, Command::AskDelete(1)] {
        let _ = core.update(command);
    }
    // The answer comes in the frame in which the next is confirmed.
    let _ = do_all(&mut core, [Command::Tick, Command::DeleteKey]);
    assert_eq!(names(&core), ["mine 3"]);
    let _ = do_all(&mut core, [Command::DeleteKey]);
    assert_eq!(names(&core), ["mine 3"], "nothing was asked");
}

#[test]
fn the_tab_is_kept_that_was_shown_when_the_name_was_asked_for() {
    let mut core = core_with_tabs(&[]);
    let _ = do_all(&mut core, [Command::Paste(token("ann")), Command::OpenSaveTab("ann".into())]);
    let arrived = Handover { texts: vec![token("bob").into()], ..Handover::default() };
    let _ = do_all(&mut core, [Command::Arrive(arrived), Command::SaveTab("ann".into())]);
    assert_eq!((core.state.tabs.len(), core.state.saved.len()), (2, 1));
    let id = core.state.saved[0].id.clone();
    let _ = do_all(&mut core, [Command::NewTab, Command::OpenSaved(id)]);
    assert_eq!(&*core.state.shown().unwrap().text, token("ann"));
    // One that is gone is not kept, and said to be gone.
    let shown = core.state.active;
    let _ = do_all(&mut core, [Command::OpenSaveTab("ann".into()), Command::CloseTab(shown)]);
    let _ = do_all(&mut core, [Command::SaveTab("ann".into())]);
    let Some(Sheet::SaveTab(sheet)) = &core.state.sheet else { panic!("{:?}", core.state.sheet) };
    assert_eq!((&sheet.problem, core.state.saved.len()), (&Some(SaveTabProblem::Gone), 1));
}

#[test]
fn a_template_is_made_of_the_token_that_it_was_asked_for() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("ann")), Command::OpenSaveTemplate]);
    let arrived = Handover { texts: vec![token("bob").into()], ..Handover::default() };
    let _ = do_all(&mut core, [Command::Arrive(arrived), Command::SaveTemplate("t".into())]);
    let shown = core.state.active;
    let _ = do_all(&mut core, [Command::OpenSaveTemplate, Command::CloseTab(shown)]);
    let _ = do_all(&mut core, [Command::SaveTemplate("other".into())]);
    let Some(Sheet::Template(sheet)) = &core.state.sheet else { panic!("{:?}", core.state.sheet) };
    assert_eq!((sheet.problem, core.state.templates.len()), (Some(TemplateProblem::Gone), 1));
    let _ = do_all(&mut core, [Command::NewOwn(0, NewSigner::Fresh)]);
    let payload = core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string();
    assert!(payload.contains("ann") && !payload.contains("bob"), "{payload}");
}

// ---- keys that are nowhere else ---------------------------------------------------------------------

#[test]
fn a_key_that_was_made_without_a_vault_outlives_the_lock() {
    let none = VaultSource { keychain: |_| Err(VaultError::NoProvider), ..VaultSource::in_memory() };
    let mut core = core_with(none);
    let _ = do_all(&mut core, [fresh(), Command::LockNow, Command::Unlock]);
    assert!(core.state.keys[0].private, "it cannot be given again");
    let forgotten = |kind: &&NoticeKind| matches!(kind, NoticeKind::KeysForgotten(_));
    assert!(!notices(&core.state).iter().any(forgotten));
    let _ = do_all(&mut core, [Command::NewTokenWith(0)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
}

#[test]
fn a_key_that_is_made_behind_the_lock_reaches_the_vault() {
    for mut core in [watched(), core()] {
        let _ = core.update(fresh());
        let _ = do_all(&mut core, [Command::LockNow]);
        assert!(core.held.iter().all(|held| !held.key.has_private()), "nothing private is held meanwhile");
        let _ = do_all(&mut core, [Command::Unlock]);
        assert_eq!(core.state.keys.len(), 1);
        assert!(core.state.keys[0].stored.is_some() && core.state.keys[0].private);
        assert_eq!((verdict(&core.state), core.state.making), (Some(SignatureVerdict::Valid), None));
    }
}

#[test]
fn a_key_that_is_made_behind_the_lock_waits_for_the_vault_file() {
    let vaults = VaultSource { file_path: || Some("/no/such/keys.age".into()), ..VaultSource::in_memory() };
    let waiting = || {
        let mut core = core_with(vaults);
        let place = Place::File("/no/such/keys.age".into());
        core.state.vault =
            VaultStatus::Open { place, state: crate::vault::IndexState::Sealed, is_locked: false };
        let _ = core.update(fresh());
        let _ = do_all(&mut core, [Command::LockNow, Command::Unlock]);
        assert!(matches!(core.state.sheet, Some(Sheet::Vault(_))));
        assert!(core.state.keys.is_empty() && core.state.making.is_some());
        core
    };
    let mut core = waiting();
    let passphrase = Zeroizing::new("passphrase".to_owned());
    let _ = do_all(&mut core, [Command::UseVaultFile(passphrase)]);
    assert!(core.state.keys.len() == 1 && core.state.keys[0].stored.is_some());
    assert_eq!(core.state.making, None);
    // Whoever does not want the file gets the token all the same.
    let mut core = waiting();
    let _ = do_all(&mut core, [Command::CloseSheet]);
    assert!(core.state.keys.len() == 1 && core.state.keys[0].stored.is_none());
    assert_eq!((verdict(&core.state), core.state.making), (Some(SignatureVerdict::Valid), None));
}

#[test]
fn a_key_that_is_made_while_a_vault_opens_is_stored_in_it() {
    let mut core = watched();
    let _ = core.update(fresh());
    let _ = core.update(Command::RetryVault);
    let _ = core.update(Command::Paste(JWK.to_owned()));
    let all = outcomes(&mut core);
    hand_in(&mut core, all, |outcome| matches!(outcome, JobOutcome::Generated(_)));
    let all = outcomes(&mut core);
    hand_in(&mut core, all, opened);
    let _ = settle(&mut core);
    assert_eq!(core.state.keys.len(), 1);
    assert!(core.state.keys[0].stored.is_some());
    assert!(confirms(&core), "somebody's import goes on: {:?}", core.state.sheet);
}

#[test]
fn a_vault_that_was_given_up_changes_nothing_when_it_answers() {
    let mut core = watched();
    key_made(&mut core);
    let _ = core.update(Command::RetryVault);
    let _ = core.update(Command::Paste(JWK.to_owned()));
    let all = outcomes(&mut core);
    assert_eq!(all.len(), 2, "{all:?}");
    hand_in(&mut core, all, opened);
    assert_eq!(core.state.keys.len(), 1, "not twice");
    assert!(core.state.keys[0].stored.is_none(), "that vault is not in use any more");
    assert!(confirms(&core), "somebody's import goes on: {:?}", core.state.sheet);
    assert_eq!(core.state.making, None);
}

fn confirms(core: &Core) -> bool {
    matches!(&core.state.sheet, Some(Sheet::Import(sheet)) if matches!(sheet.step, ImportStep::Confirm { .. }))
}

// ---- files of keys from another start ---------------------------------------------------------------

fn key_file(folder: &Path) -> Handover {
    let path = folder.join("one.jwk");
    std::fs::write(&path, JWK).unwrap();
    Handover { files: vec![path], ..Handover::default() }
}

#[test]
fn keys_that_arrive_wait_for_the_sheet_that_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = core();
    let open = [Command::Paste(token("ann")), Command::OpenMember(Part::Payload, Some(0))];
    let _ = do_all(&mut core, open);
    let _ = do_all(&mut core, [Command::Arrive(key_file(folder.path()))]);
    assert!(matches!(core.state.sheet, Some(Sheet::Member(_))), "{:?}", core.state.sheet);
    let wrong = MemberDraft { name: "sub".to_owned(), typing: Typing::Number, text: "no".to_owned() };
    let _ = do_all(&mut core, [Command::SaveMember(wrong)]);
    let Some(Sheet::Member(sheet)) = &core.state.sheet else { panic!("{:?}", core.state.sheet) };
    assert!(matches!(sheet.problem, Some(MemberProblem::Edit(_))));
    let _ = do_all(&mut core, [Command::CloseSheet]);
    assert!(confirms(&core), "{:?}", core.state.sheet);
    // Those that wait behind an import go with it.
    let _ = do_all(&mut core, [Command::Arrive(key_file(folder.path())), Command::CloseSheet]);
    assert_eq!(core.state.sheet, None);
}

#[test]
fn keys_that_arrive_do_not_cost_the_key_that_is_being_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = watched();
    let (name, kid) = ("mine".to_owned(), String::new());
    let draft = KeyDraft { spec: KeySpec::P256, name, kid, alg: None, key_use: None };
    let _ = do_all(&mut core, [Command::OpenGenerate]);
    let _ = core.update(Command::Generate(draft));
    let _ = core.update(Command::Arrive(key_file(folder.path())));
    let all = outcomes(&mut core);
    hand_in(&mut core, all, |outcome| matches!(outcome, JobOutcome::Files(..)));
    let _ = settle(&mut core);
    assert_eq!(core.state.keys.len(), 1);
    assert!(matches!(core.state.sheet, Some(Sheet::Key(_))), "it is shown: {:?}", core.state.sheet);
    let _ = do_all(&mut core, [Command::CloseSheet]);
    assert!(confirms(&core), "{:?}", core.state.sheet);
    let _ = do_all(&mut core, [Command::ImportConfirm]);
    assert_eq!((core.state.keys.len(), &core.state.sheet), (2, &None));
}

// ---- the lock ---------------------------------------------------------------------------------------

#[test]
fn secrets_that_come_behind_the_lock_are_fetched_again() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET)]);
    let _ = core.update(Command::Paste(token("a")));
    let _ = do_all(&mut core, [Command::LockNow, Command::Unlock]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
}

#[test]
fn the_size_of_a_locked_window_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = core_at(folder.path());
    let size = WindowSize { width: 800, height: 600, maximized: false };
    let _ = do_all(&mut core, [Command::LockNow, Command::KeepSize(size)]);
    drop(core);
    assert_eq!(WindowSize::read(&Folder::at(folder.path())), Some(size));
}
