//! Several tokens in one text, tabs that close, and what is asked before something is lost.

use super::*;
use crate::app::command::MemberDraft;
use crate::app::state::{Asks, MemberProblem, Sheet};
use crate::app::state::{DocumentId, Signing};
use crate::craft::remake::Part;
use crate::craft::resign::HeaderUpdate;
use crate::craft::typed::Typing;

fn subject(core: &Core) -> String {
    let payload = core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string();
    payload.split('"').nth(3).unwrap().to_owned()
}

fn edit(core: &mut Core, to: &str) {
    let payload = core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string();
    let from = format!("\"sub\":\"{}\"", subject(core));
    let changed = payload.replacen(&from, &format!("\"sub\":\"{to}\""), 1);
    let _ = do_all(core, [Command::EditPart(Part::Payload, changed.into_bytes())]);
}

fn places(core: &Core) -> Vec<(DocumentId, usize)> {
    core.state.tabs.iter().map(|tab| (tab.document, tab.token)).collect()
}

/// A core that shows three tokens of one text.
fn three() -> Core {
    let mut core = core();
    let text = format!("{} {} {}", token("ann"), token("bob"), token("eve"));
    let _ = do_all(&mut core, [Command::Paste(text), secret(SECRET)]);
    assert_eq!(core.state.tabs.len(), 3);
    core
}

#[test]
fn signing_one_of_several_tokens_marks_no_other_as_edited() {
    let mut core = three();
    let _ = do_all(&mut core, [Command::SignShown]);
    edit(&mut core, "zoe");
    let _ = do_all(&mut core, [Command::SignShown]);
    for place in 0..3 {
        let _ = do_all(&mut core, [Command::SelectTab(place)]);
        assert!(core.state.original().is_none(), "{place}");
    }
    assert_eq!(core.state.edited(), 0);
}

#[test]
fn a_late_signature_goes_to_the_token_that_was_to_be_signed() {
    // Asked twice at once: once is enough, and nothing is wrong.
    let mut core = three();
    edit(&mut core, "zoe");
    let steps = core.state.notices.len();
    let _ = core.update(Command::SignShown);
    let _ = core.update(Command::SignShown);
    let _ = settle(&mut core);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!(core.state.notices.len(), steps, "{:?}", notices(&core.state));

    // Another token of the same text came to be shown meanwhile.
    let mut core = three();
    let header = br#"{"alg":"HS256"}"#;
    let _ = core.update(Command::SignShown);
    let _ = do_all(&mut core, [Command::SelectTab(1)]);
    assert_eq!(subject(&core), "bob");
    let before = core.state.shown().unwrap().text.clone();
    let _ = core.update(Command::SelectTab(0));
    let _ = core.update(Command::Sign(0, HeaderUpdate::Full));
    let _ = core.update(Command::SelectTab(1));
    let _ = settle(&mut core);
    assert_eq!((subject(&core).as_str(), &core.state.shown().unwrap().text), ("bob", &before));

    // It was typed over meanwhile: what was typed stays.
    let _ = core.update(Command::SignShown);
    let _ = core.update(Command::EditPart(Part::Header, header.to_vec()));
    let _ = settle(&mut core);
    assert!(notices(&core.state).contains(&&NoticeKind::NotSigned(None)), "{:?}", notices(&core.state));
    assert!(core.state.original().is_some());
}

#[test]
fn a_vault_that_goes_away_is_told_to_who_waits_for_a_signature() {
    let mut core = three();
    edit(&mut core, "zoe");
    let _ = core.update(Command::SignShown);
    let _ = core.update(Command::UseSession);
    let _ = settle(&mut core);
    assert!(
        notices(&core.state).iter().any(|kind| matches!(kind, NoticeKind::Vault(_))),
        "{:?}",
        notices(&core.state)
    );
    assert!(core.state.original().is_some());
}

#[test]
fn the_chosen_signer_stays_the_same_key() {
    let mut core = core();
    let _ = do_all(&mut core, [secret("first secret of thirty-two bytes"), secret(SECRET)]);
    let _ = do_all(&mut core, [Command::Paste(token("ann"))]);
    let signing = Signing { key: Some(1), update: HeaderUpdate::Nothing };
    let _ = do_all(&mut core, [Command::ChooseSigner(signing), Command::AskDelete(0), Command::DeleteKey]);
    assert_eq!(core.state.signing.key, Some(0));
    assert_eq!(core.state.keys[0].id.name, "mine 2");
    let _ = do_all(&mut core, [Command::AskDelete(0), Command::DeleteKey]);
    assert_eq!(core.state.signing.key, None);
}

#[test]
fn a_token_that_gets_a_text_of_its_own_is_judged_as_before() {
    let mut core = three();
    let _ = do_all(&mut core, [secret("another secret, long enough for it")]);
    let _ = do_all(&mut core, [Command::SelectTab(1), Command::VerifyWith(Some(1))]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
    edit(&mut core, "zoe");
    let _ = do_all(&mut core, [Command::Undo]);
    assert_eq!(subject(&core), "bob");
    assert_eq!(core.state.shown().unwrap().only_key, Some(1));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
}

#[test]
fn what_is_known_of_a_token_stays_while_its_own_text_is_looked_at() {
    let mut core = core();
    let long = token(&"x".repeat(20_000));
    let _ = do_all(&mut core, [Command::Paste(format!("{long} {}", token("bob")))]);
    let payload = core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string();
    let _ = core.update(Command::EditPart(Part::Payload, payload.replacen("xx", "yy", 1).into_bytes()));
    assert!(matches!(core.state.shown().unwrap().analysis, Analysis::Working { .. }));
    assert!(core.state.token().is_some(), "the panels stay");
    let _ = settle(&mut core);
    assert!(core.state.original().is_some());
}

#[test]
fn no_tab_comes_back_that_was_closed_or_parted() {
    let mut core = three();
    let _ = do_all(&mut core, [Command::SelectTab(1)]);
    edit(&mut core, "zoe");
    let after = places(&core);
    let _ = do_all(&mut core, [Command::SetLeeway(5)]);
    assert_eq!(places(&core), after, "parted");
    let titles = |core: &Core| core.state.tabs.iter().map(|tab| tab.title.clone()).collect::<Vec<_>>();
    let before = titles(&core);

    let _ = do_all(&mut core, [Command::CloseTab(0), Command::SetLeeway(0)]);
    assert_eq!(places(&core), after[1..], "closed");
    assert_eq!(titles(&core), before[1..]);
    let _ = do_all(&mut core, [Command::SelectTab(1)]);
    assert_eq!(subject(&core), "eve");
    // Another text is another matter.
    let _ = do_all(&mut core, [Command::EditText(format!("{} {}", token("kim"), token("lee")))]);
    assert_eq!(core.state.tabs.len(), 3);
}

#[test]
fn a_tab_asks_before_it_closes_over_edits() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("ann")), secret(SECRET)]);
    let id = core.state.tab().unwrap().document;
    edit(&mut core, "zoe");
    let _ = do_all(&mut core, [Command::CloseTab(0)]);
    assert_eq!((core.state.asks, subject(&core).as_str()), (Some(Asks::CloseTab(id, 0)), "zoe"));
    let _ = do_all(&mut core, [Command::Stay]);
    assert_eq!((core.state.asks, subject(&core).as_str()), (None, "zoe"));
    // A question does not close the sheet that it lies over, and so nothing typed there is lost.
    let _ = do_all(&mut core, [Command::OpenMember(Part::Payload, Some(0))]);
    let effects = do_all(&mut core, [Command::AskQuit]);
    assert!(effects.is_empty() && core.state.asks == Some(Asks::Quit(1)));
    let _ = do_all(&mut core, [Command::Stay]);
    assert!(matches!(core.state.sheet, Some(Sheet::Member(_))));
    assert_eq!(do_all(&mut core, [Command::AskQuit, Command::Confirm]), [Effect::Quit]);

    let _ = do_all(&mut core, [Command::CloseSheet, Command::SignShown, Command::CloseTab(0)]);
    assert!(core.state.asks.is_none() && core.state.token().is_none());
    assert_eq!(do_all(&mut core, [Command::AskQuit]), [Effect::Quit]);
    assert!(do_all(&mut core, [Command::Confirm]).is_empty(), "nothing was asked");
}

#[test]
fn a_claim_is_kept_only_in_the_token_that_it_was_opened_in() {
    let draft = || MemberDraft { name: "sub".to_owned(), typing: Typing::Text, text: "mallory".to_owned() };
    let gone = |core: &Core| {
        let Some(Sheet::Member(sheet)) = &core.state.sheet else { panic!("{:?}", core.state.sheet) };
        sheet.problem == Some(MemberProblem::Gone)
    };
    // Another token is shown.
    let mut core = three();
    let _ = do_all(&mut core, [Command::OpenMember(Part::Payload, Some(0)), Command::SelectTab(1)]);
    let _ = do_all(&mut core, [Command::SaveMember(draft())]);
    assert!(gone(&core) && subject(&core) == "bob");
    // The same token, with another claim in its place.
    let _ = do_all(&mut core, [Command::CloseSheet, Command::OpenMember(Part::Payload, Some(0))]);
    let changed = br#"{"aud":"api","sub":"bob"}"#.to_vec();
    let _ = do_all(&mut core, [Command::EditPart(Part::Payload, changed), Command::SaveMember(draft())]);
    // Parting gave it a text of its own, too.
    assert!(gone(&core) && subject(&core) == "api");
}

#[test]
fn a_token_is_cut_anew_only_from_a_text_that_is_nothing_else() {
    let mut core = core();
    let long = format!("Authorization: Bearer {}", token(&"x".repeat(20_000)));
    let _ = core.update(Command::Paste(long.clone()));
    assert!(core.current().is_none(), "not looked at yet");
    let _ = core.update(Command::EditPart(Part::Payload, b"{}".to_vec()));
    assert_eq!(*core.state.shown().unwrap().text, *long);
    let _ = settle(&mut core);
    assert!(core.current().is_some());
}

#[test]
fn letters_that_are_typed_push_no_token_out_of_memory() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("ann")), secret(SECRET)]);
    for letter in 0..300 {
        edit(&mut core, &format!("zoe{letter}"));
    }
    // What ann's token had is still known: the altered one is explained by it.
    let _ = do_all(&mut core, [Command::NewTab]);
    let edited = core.state.documents[0].text.to_string();
    let _ = do_all(&mut core, [Command::Paste(edited)]);
    let diagnosis = core.state.token().unwrap().diagnosis.clone();
    assert!(format!("{diagnosis:?}").contains("PayloadAltered"), "{diagnosis:?}");
}
