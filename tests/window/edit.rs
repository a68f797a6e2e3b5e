//! Typing over a token: what is said of it, signing, undo, and an input method at work.

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::{Command, Example};
use jotlens::app::state::NoticeKind;
use jotlens::craft::remake::Part;
use jotlens::inspect::report::SignatureVerdict;

use super::tokens::secret;
use super::*;

fn text(harness: &mut Harness<'static, Window>) -> String {
    harness.state_mut().core().state.shown().unwrap().text.to_string()
}

fn payload(harness: &mut Harness<'static, Window>) -> String {
    let core = harness.state_mut().core();
    core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string()
}

/// A window with the token and its secret, the payload shown as JSON.
fn editing() -> Harness<'static, Window> {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    as_json(&mut harness);
    harness
}

/// Shows the payload as JSON: it is the last of the two panels with that choice.
fn as_json(harness: &mut Harness<'static, Window>) {
    harness.query_all_by_role_and_label(Role::RadioButton, "JSON").last().unwrap().click();
    settle(harness);
}

#[test]
fn edit_sign_and_copy_by_keyboard_alone() {
    let mut harness = editing();
    let words = &english().editing;
    harness.get_by_label(words.payload).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowUp);
    harness.run();
    for key in [Key::ArrowDown, Key::End, Key::ArrowLeft, Key::ArrowLeft] {
        harness.key_press(key);
        harness.run();
    }
    harness.get_by_label(words.payload).type_text("9");
    settle(&mut harness);
    assert_eq!(payload(&mut harness), r#"{"sub":"user_4819","name":"Kim","exp":2000000000}"#);
    let said_now = said(&harness).join("\n");
    assert!(said_now.contains(words.edited), "{said_now}");
    assert!(said_now.contains(&(words.changes)(1)), "{said_now}");
    assert!(!said_now.contains(english().verdict.accepted), "an edited token is never shown as good");

    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    settle(&mut harness);
    let core = harness.state_mut().core();
    assert_eq!(core.state.token().unwrap().signature.verdict, SignatureVerdict::Valid);
    assert!(core.state.original().is_none());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    harness.run();
    let copied =
        harness.state_mut().core().state.notices.iter().any(|notice| notice.kind == NoticeKind::Copied);
    assert!(copied);

    // Both between two frames.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(text(&mut harness), TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    settle(&mut harness);
    assert!(payload(&mut harness).contains("user_4819"));
}

#[test]
fn composition_is_not_broken_and_enter_in_it_does_nothing() {
    let mut harness = editing();
    let name = english().editing.payload;
    harness.get_by_label(name).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowUp);
    for key in [Key::ArrowDown, Key::End, Key::ArrowLeft, Key::ArrowLeft] {
        harness.key_press(key);
    }
    harness.run();
    for preview in ["ㅎ", "하", "한"] {
        harness.event(Event::Ime(ImeEvent::Preedit { text: preview.to_owned(), active_range_chars: None }));
        harness.run();
        assert_eq!(text(&mut harness), TOKEN, "nothing is done before it is committed");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(text(&mut harness), TOKEN);
    harness.event(Event::Ime(ImeEvent::Commit("한".to_owned())));
    settle(&mut harness);
    assert_eq!(payload(&mut harness), r#"{"sub":"user_481한","name":"Kim","exp":2000000000}"#);
}

#[test]
fn what_is_no_json_is_told_and_kept() {
    let mut harness = editing();
    let name = english().editing.payload;
    harness.get_by_label(name).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Backspace);
    settle(&mut harness);
    assert_eq!(payload(&mut harness), r#"{"sub":"user_481","name":"Kim","exp":2000000000"#);
    assert!(harness.get_by_label(name).is_focused(), "the box stays where it is");
    assert!(said(&harness).iter().any(|said| said.contains("not JSON")), "{:?}", said(&harness));
    harness.get_by_label(name).type_text("}");
    settle(&mut harness);
    assert_eq!(text(&mut harness), TOKEN);
    let core = harness.state_mut().core();
    assert!(core.state.original().is_none(), "typed back is not edited");
}

#[test]
fn times_are_set_by_buttons_and_edits_reverted_by_one() {
    let mut harness = editing();
    let words = &english().editing;
    click(&mut harness, "Expire it");
    assert!(payload(&mut harness).contains(&format!("\"exp\":{}", NOW - 600)), "{}", payload(&mut harness));
    assert!(said(&harness).iter().any(|said| said == words.edited), "{:?}", said(&harness));
    click(&mut harness, words.revert);
    assert_eq!(text(&mut harness), TOKEN);
}

#[test]
fn a_key_that_cannot_sign_says_why() {
    let mut harness = usual();
    let public = include_str!("../data/keys/rsa2048/spki.pem");
    tell(&mut harness, Command::ImportText(public.to_owned().into()));
    tell(&mut harness, Command::ImportConfirm);
    paste(&mut harness, TOKEN);
    tell(&mut harness, Command::EditTime(jotlens::craft::edit::time::TimeEdit::Never));
    assert!(harness.state_mut().core().state.signer().is_none());
    let sign = harness.get_by_role_and_label(Role::Button, english().editing.sign);
    assert!(sign.accesskit_node().is_disabled());
}

#[test]
fn a_claim_is_changed_in_its_sheet() {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    let words = &english().editing;
    click(&mut harness, &(words.row_menu)("exp"));
    click(&mut harness, words.edit);
    assert!(text_box(&harness, words.value).is_focused());
    let zone = (words.instant)("UTC");
    assert_eq!(text_box(&harness, &zone).value().as_deref(), Some("2033-05-18 03:33:20"));
    text_box(&harness, &zone).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    text_box(&harness, &zone).type_text("2026-11-21 00:00:00");
    settle(&mut harness);
    click(&mut harness, "+1 h");
    click(&mut harness, words.keep);
    assert_eq!(payload(&mut harness), r#"{"sub":"user_481","name":"Kim","exp":1795222800}"#);
    click(&mut harness, &(words.row_menu)("name"));
    click(&mut harness, words.delete);
    assert_eq!(payload(&mut harness), r#"{"sub":"user_481","exp":1795222800}"#);
    let add = harness.query_all_by_role_and_label(Role::Button, words.add).last().unwrap();
    add.click();
    settle(&mut harness);
    type_into(&mut harness, words.name, "role");
    type_into(&mut harness, words.value, "admin");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(payload(&mut harness), r#"{"sub":"user_481","exp":1795222800,"role":"admin"}"#);
}

#[test]
fn signature_bytes_are_edited_and_removed() {
    let mut harness = editing();
    let words = &english().editing;
    click(&mut harness, words.signature_menu);
    click(&mut harness, words.edit_signature);
    let name = words.edit_signature;
    text_box(&harness, name).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowDown);
    harness.run();
    text_box(&harness, name).type_text(" a");
    settle(&mut harness);
    assert_eq!(text(&mut harness), TOKEN, "half a byte changes nothing");
    text_box(&harness, name).type_text("b");
    settle(&mut harness);
    assert_eq!(text(&mut harness).len(), TOKEN.len() + 1);
    assert!(harness.state_mut().core().state.original().is_some());
    click(&mut harness, words.signature_menu);
    // What was said of the key lies over the window's lower end for a while.
    pass(&mut harness, 10);
    click(&mut harness, words.unsign);
    assert!(text(&mut harness).ends_with('.'));
}

#[test]
fn the_window_asks_before_it_closes_over_edits() {
    let mut harness = editing();
    let words = &english().editing;
    let close = |harness: &mut Harness<'static, Window>| {
        let root = harness.ctx.viewport_id();
        let viewport = harness.input_mut().viewports.entry(root).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        harness.step();
        harness.input_mut().viewports.entry(root).or_default().events.clear();
        settle(harness);
    };
    close(&mut harness);
    assert!(harness.state_mut().core().state.sheet.is_none(), "nothing would be lost");
    tell(&mut harness, Command::EditTime(jotlens::craft::edit::time::TimeEdit::Never));
    close(&mut harness);
    assert!(said(&harness).iter().any(|said| said.contains("1 token was edited")), "{:?}", said(&harness));
    click(&mut harness, words.stay);
    assert!(harness.state_mut().core().state.sheet.is_none());
}

#[test]
fn a_question_lies_over_the_sheet_and_keeps_what_is_typed_there() {
    let mut harness = editing();
    let words = &english().editing;
    tell(&mut harness, Command::EditPart(Part::Payload, br#"{"sub":"other"}"#.to_vec()));
    tell(&mut harness, Command::OpenMember(Part::Payload, Some(0)));
    harness.get_by_role_and_label(Role::TextInput, words.value).focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, words.value).type_text("typed ");
    settle(&mut harness);
    tell(&mut harness, Command::AskQuit);
    assert!(harness.query_by_role_and_label(Role::Dialog, words.quit_title).is_some());
    assert!(harness.get_by_label(words.stay).is_focused(), "nothing is lost by Enter");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(harness.query_by_role_and_label(Role::Dialog, words.quit_title).is_none());
    let value = harness.get_by_role_and_label(Role::TextInput, words.value).value();
    assert!(value.is_some_and(|value| value.contains("typed ")), "the sheet is as it was");
    harness.key_press(Key::Escape);
    settle(&mut harness);

    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    settle(&mut harness);
    assert!(harness.query_by_role_and_label(Role::Dialog, words.close_title).is_some());
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(payload(&mut harness), r#"{"sub":"other"}"#);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    settle(&mut harness);
    harness.get_by_role_and_label(Role::Button, words.close).click();
    settle(&mut harness);
    assert!(harness.state_mut().core().state.token().is_none());
}

#[test]
fn while_it_is_edited_nothing_is_said_of_its_key() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Good));
    let core = harness.state_mut().core();
    let header = core.state.token().unwrap().token.header().unwrap().text().unwrap().to_string();
    let header = header.replacen("\"kid\":\"", "\"kid\":\"another-", 1);
    tell(&mut harness, Command::EditPart(Part::Header, header.into_bytes()));
    let token = harness.state_mut().core().state.token().unwrap();
    let is_known = token.findings.iter().any(|finding| finding.meta().id == "dx.kid-not-found");
    assert!(is_known, "{:?}", token.findings);
    let all = said(&harness);
    assert!(!all.iter().any(|text| text.contains("is not among yours")), "{all:?}");
}

#[test]
fn where_there_is_no_room_an_edited_token_says_so_in_a_word() {
    let words = &english().editing;
    for (width, shown) in [(1360.0, words.edited), (700.0, words.edited_short)] {
        let mut harness = window([width, 600.0], Settings::default());
        tell(&mut harness, Command::ShowExample(Example::Good));
        tell(&mut harness, Command::EditPart(Part::Payload, b"{}".to_vec()));
        let shown = format!("▲ {shown}");
        let is_it = |drawn: &egui::epaint::ClippedShape| matches!(&drawn.shape, egui::Shape::Text(text) if text.galley.text() == shown && !text.galley.elided);
        assert!(harness.output().shapes.iter().any(is_it), "{width}: {shown}");
        assert!(said(&harness).iter().any(|text| text.contains(words.edited)), "{width}: it is told in full");
    }
}
