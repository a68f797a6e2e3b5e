//! Signing after every edit.

use super::*;
use crate::app::edits::EditName;
use crate::app::settings::Setting;
use crate::app::state::Signing;
use crate::craft::edit::time::TimeEdit;
use crate::craft::remake::Part;

fn core_that_signs() -> Core {
    let mut core = core();
    let on = Command::Set(Setting::SignAfterEdit(true));
    let _ = do_all(&mut core, [on, Command::Paste(token("alice")), secret(SECRET)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    core
}

fn payload(core: &Core) -> String {
    core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string()
}

fn typed(core: &Core, from: &str, to: &str) -> Command {
    let text = payload(core);
    assert!(text.contains(from), "{text}");
    Command::EditPart(Part::Payload, text.replacen(from, to, 1).into_bytes())
}

fn is_signed(core: &Core) -> bool {
    verdict(&core.state) == Some(SignatureVerdict::Valid) && core.state.original().is_none()
}

fn complaints(core: &Core) -> usize {
    core.state.notices.iter().filter(|notice| matches!(notice.kind, NoticeKind::NotSigned(_))).count()
}

#[test]
fn an_edit_and_its_signature_are_one_step() {
    let mut core = core_that_signs();
    let edit = typed(&core, "alice", "bob");
    let _ = do_all(&mut core, [edit]);
    assert!(is_signed(&core) && payload(&core).contains("bob"));
    let edits = &core.state.shown().unwrap().edits;
    assert_eq!(edits.undoes(), Some(&EditName::Claim("sub".to_owned())));
    let signed = core.state.shown().unwrap().text.clone();
    let _ = do_all(&mut core, [Command::Undo]);
    assert_eq!(&*core.state.shown().unwrap().text, token("alice"));
    assert!(is_signed(&core));
    assert!(core.state.shown().unwrap().edits.undoes().is_none());
    let _ = do_all(&mut core, [Command::Redo]);
    assert_eq!(core.state.shown().unwrap().text, signed);
    assert!(is_signed(&core));
    let _ = do_all(&mut core, [Command::EditTime(TimeEdit::Expires(3_600))]);
    assert!(is_signed(&core), "buttons are edits, too");
}

#[test]
fn every_key_of_a_word_is_one_step_and_the_last_one_is_signed() {
    let mut core = core_that_signs();
    for (from, to) in [("alice", "alic"), ("alic", "ali"), ("ali\"", "alix\"")] {
        let edit = typed(&core, from, to);
        let _ = core.update(edit);
    }
    let _ = settle(&mut core);
    assert!(is_signed(&core) && payload(&core).contains("alix"), "{}", payload(&core));
    let _ = do_all(&mut core, [Command::Undo]);
    assert_eq!(&*core.state.shown().unwrap().text, token("alice"));
}

#[test]
fn what_is_no_json_yet_is_not_signed() {
    let mut core = core_that_signs();
    let edit = typed(&core, "{", "");
    let _ = do_all(&mut core, [edit]);
    assert!(core.state.original().is_some() && complaints(&core) == 0);
    let whole = format!("{{{}", payload(&core).replacen("alice", "bob", 1));
    let _ = do_all(&mut core, [Command::EditPart(Part::Payload, whole.into_bytes())]);
    assert!(is_signed(&core), "the key that had signed it is remembered");
    let _ = do_all(&mut core, [Command::Undo]);
    assert!(!payload(&core).contains("bob"));
}

#[test]
fn what_is_taken_back_before_it_was_signed_is_not_signed_again() {
    let mut core = core_that_signs();
    let edit = typed(&core, "{", "");
    let _ = do_all(&mut core, [edit, Command::Undo]);
    assert_eq!(&*core.state.shown().unwrap().text, token("alice"));
    assert!(is_signed(&core));
}

#[test]
fn the_signature_that_was_taken_away_stays_away() {
    let mut core = core_that_signs();
    let _ = do_all(&mut core, [Command::EditPart(Part::Signature, Vec::new())]);
    assert!(core.state.shown().unwrap().text.ends_with('.'));
    assert!(core.state.original().is_some());
}

#[test]
fn without_its_key_nothing_is_signed_until_one_is_chosen() {
    let mut core = core();
    let on = Command::Set(Setting::SignAfterEdit(true));
    let _ = do_all(
        &mut core,
        [on, Command::Paste(token("alice")), secret("another secret, as long as the first")],
    );
    let edit = typed(&core, "alice", "bob");
    let _ = do_all(&mut core, [edit]);
    assert!(core.state.original().is_some(), "nobody chose that key");
    let signing = Signing { key: Some(0), ..core.state.signing };
    let _ = do_all(&mut core, [Command::ChooseSigner(signing)]);
    assert!(is_signed(&core));
}

#[test]
fn a_key_that_cannot_sign_says_so_once() {
    let mut core = core_that_signs();
    let header = |alg: &str| Command::EditPart(Part::Header, format!("{{\"alg\":\"{alg}\"}}").into_bytes());
    let _ = do_all(&mut core, [header("RS256")]);
    assert!(core.state.original().is_some());
    assert_eq!(complaints(&core), 1);
    let dismissed =
        core.state.notices.iter().map(|notice| Command::DismissNotice(notice.id)).collect::<Vec<_>>();
    let _ = do_all(&mut core, dismissed);
    let _ = do_all(&mut core, [Command::EditPart(Part::Header, br#"{"alg":"RS256","typ":"JWT"}"#.to_vec())]);
    assert_eq!(complaints(&core), 0, "the same reason is told once");
    let _ = do_all(&mut core, [header("HS512")]);
    assert!(is_signed(&core), "{:?}", core.state.notices);
}

#[test]
fn unless_it_is_chosen_nothing_is_signed() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("alice")), secret(SECRET)]);
    let edit = typed(&core, "alice", "bob");
    let _ = do_all(&mut core, [edit]);
    assert!(core.state.original().is_some());
}

#[test]
fn of_two_tokens_in_a_text_the_edited_one_is_signed_and_never_the_other() {
    let mut core = core();
    let other = token("carol").rsplit_once('.').unwrap().0.to_owned() + ".AAAA";
    let on = Command::Set(Setting::SignAfterEdit(true));
    let both = format!("{}\n{other}", token("alice"));
    let _ = do_all(&mut core, [on, secret(SECRET), Command::Paste(both)]);
    assert_eq!(core.state.tabs.len(), 2, "{:?}", core.state.tabs);
    let _ = do_all(&mut core, [Command::SelectTab(0)]);
    let edit = typed(&core, "alice", "bob");
    let _ = do_all(&mut core, [edit]);
    assert!(payload(&core).contains("bob"));
    assert!(is_signed(&core), "{:?}", core.state.notices);
    let signing = Signing { key: Some(0), ..core.state.signing };
    let _ = do_all(
        &mut core,
        [Command::SelectTab(1), Command::ChooseSigner(signing), Command::Set(Setting::SignAfterEdit(true))],
    );
    assert_eq!(&*core.state.token().unwrap().token.text, other);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
}

#[test]
fn an_edit_that_changes_nothing_wants_no_signature() {
    let mut core = core();
    let on = Command::Set(Setting::SignAfterEdit(true));
    let foreign = token("alice").rsplit_once('.').unwrap().0.to_owned() + ".AAAA";
    let _ = do_all(&mut core, [on, secret(SECRET), Command::Paste(foreign.clone())]);
    let same = Command::EditPart(Part::Payload, payload(&core).into_bytes());
    let signing = Signing { key: Some(0), ..core.state.signing };
    let _ = do_all(&mut core, [same, Command::ChooseSigner(signing)]);
    assert_eq!(&*core.state.shown().unwrap().text, foreign);
}

#[test]
fn what_another_tab_hid_is_signed_when_it_is_shown_again() {
    let mut core = core_that_signs();
    let _ = do_all(&mut core, [Command::NewTab, Command::SelectTab(0)]);
    let edit = typed(&core, "alice", "bob");
    let _ = core.update(edit);
    let _ = core.update(Command::SelectTab(1));
    let _ = settle(&mut core);
    let _ = do_all(&mut core, [Command::SelectTab(0)]);
    assert!(is_signed(&core) && payload(&core).contains("bob"));
}

#[test]
fn it_is_signed_with_the_algorithm_that_the_settings_prefer() {
    let mut core = core();
    let on = Command::Set(Setting::SignAfterEdit(true));
    let prefers = Command::Set(Setting::Algorithm(JwsAlgorithm::Hs384));
    let long = "a secret that is long enough for each of the three: sixty-four bytes!";
    let signing = Signing { key: Some(0), ..core.state.signing };
    let unsecured =
        format!("{}.{}.", base64url::encode(br#"{"alg":"none"}"#), base64url::encode(br#"{"sub":"alice"}"#));
    let _ = do_all(
        &mut core,
        [on, prefers, secret(long), Command::ChooseSigner(signing), Command::Paste(unsecured)],
    );
    let edit = typed(&core, "alice", "bob");
    let _ = do_all(&mut core, [edit]);
    assert!(is_signed(&core));
    let header = core.state.token().unwrap().token.header().unwrap().text().unwrap().to_string();
    assert!(header.contains("HS384"), "{header}");
}
