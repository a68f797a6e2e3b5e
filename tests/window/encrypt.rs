//! The sheet that encrypts to a key.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::Command;
use jotlens::app::state::Sheet;
use jotlens::inspect::report::SignatureVerdict;
use jotlens::jose::Key;
use jotlens::jose::generate::KeySpec;
use jotlens::jose::write;

use super::keys::{full_name, import, made};
use super::tokens::secret;
use super::*;

/// A key that may be encrypted to.
fn open_to_all(spec: KeySpec) -> Key {
    let mut key = made(spec, "partner");
    (key.alg, key.key_use, key.kid) = (None, None, Some("partner-2026".to_owned()));
    key
}

fn with_key(key: &Key) -> Harness<'static, Window> {
    let mut harness = usual();
    let text = write::private_jwk(key).unwrap();
    import(&mut harness, &text);
    harness
}

fn is_enabled(harness: &Harness<'static, Window>, name: &str) -> bool {
    !harness.get_by_role_and_label(Role::Button, name).accesskit_node().is_disabled()
}

fn verdict(harness: &mut Harness<'static, Window>) -> SignatureVerdict {
    harness.state_mut().core().state.token().unwrap().signature.verdict.clone()
}

#[test]
fn a_typed_text_is_encrypted_and_opens_in_a_tab() {
    let mut harness = with_key(&open_to_all(KeySpec::P256));
    let words = &english().sheet.encrypt;
    tell(&mut harness, Command::OpenKey(0));
    click(&mut harness, words.open);
    let name = harness.state_mut().core().state.keys[0].id.name.clone();
    assert!(harness.query_by_role_and_label(Role::Dialog, &(words.title)(&name)).is_some());
    assert!(text_box(&harness, words.text_hint).is_focused());
    assert!(harness.query_by_label(&(words.kid)(Some("partner-2026"))).is_some(), "{:?}", said(&harness));
    assert!(!is_enabled(&harness, words.encrypt), "there is nothing to encrypt yet");
    type_into(&mut harness, words.text_hint, "for your eyes only");
    assert!(is_enabled(&harness, words.encrypt));
    click(&mut harness, words.encrypt);
    assert!(harness.state_mut().core().state.sheet.is_none(), "{:?}", said(&harness));
    assert_eq!(verdict(&mut harness), SignatureVerdict::Decrypted);
}

#[test]
fn what_is_pasted_beside_the_box_is_taken() {
    let mut harness = with_key(&open_to_all(KeySpec::P256));
    let words = &english().sheet.encrypt;
    tell(&mut harness, Command::OpenEncrypt(0));
    let ways = full_name(&harness, &format!("{}: ", english().sheet.key.algorithm));
    harness.get_by_role_and_label(Role::Button, &ways).focus();
    harness.run();
    paste(&mut harness, TOKEN);
    assert!(is_enabled(&harness, words.encrypt));
    assert!(harness.state_mut().core().state.token().is_none(), "it went into the sheet");
}

#[test]
fn the_shown_token_is_the_first_choice() {
    let mut harness = with_key(&open_to_all(KeySpec::P256));
    let words = &english().sheet.encrypt;
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    tell(&mut harness, Command::OpenEncrypt(0));
    assert!(harness.query_by_label(&(words.cty)("JWT")).is_some(), "{:?}", said(&harness));
    assert!(harness.get_by_role_and_label(Role::Button, words.encrypt).is_focused());
    choose(&mut harness, words.text);
    assert!(!is_enabled(&harness, words.encrypt));
    assert!(text_box(&harness, words.text_hint).is_focused());
    choose(&mut harness, words.token);
    click(&mut harness, words.encrypt);
    let core = harness.state_mut().core();
    let report = core.state.token().unwrap();
    assert_eq!((core.state.tabs.len(), report.layers().count()), (2, 2));
    assert!(harness.query_by_label("Decrypted, and the token inside is valid").is_some());
}

#[test]
fn ways_are_chosen_and_compressing_is_warned_of() {
    let mut harness = with_key(&open_to_all(KeySpec::P256));
    let sheet = &english().sheet;
    tell(&mut harness, Command::OpenEncrypt(0));
    click(&mut harness, &format!("{}: ECDH-ES+A256KW", sheet.key.algorithm));
    assert!(harness.query_by_role_and_label(Role::Button, "A256KW").is_none(), "only what fits is offered");
    click(&mut harness, "ECDH-ES");
    click(&mut harness, &format!("{}: A256GCM", sheet.encrypt.enc));
    click(&mut harness, "A128CBC-HS256");
    let warning = "The content was compressed before it was encrypted";
    assert!(harness.query_by_label(warning).is_none());
    harness.get_by_role_and_label(Role::CheckBox, sheet.encrypt.compress).click();
    settle(&mut harness);
    assert!(harness.query_by_label(warning).is_some(), "{:?}", said(&harness));
    type_into(&mut harness, sheet.encrypt.text_hint, "hello");
    click(&mut harness, sheet.encrypt.encrypt);
    let report = harness.state_mut().core().state.token().unwrap().token.clone();
    let header = report.header().unwrap().text().unwrap().to_string();
    for part in [r#""alg":"ECDH-ES","#, r#""enc":"A128CBC-HS256""#, r#""zip":"DEF""#] {
        assert!(header.contains(part), "{header}");
    }
}

#[test]
fn a_key_that_cannot_says_why() {
    let words = &english().sheet.encrypt;
    for spec in [KeySpec::Ed25519, KeySpec::P256] {
        let mut harness = with_key(&made(spec, ""));
        tell(&mut harness, Command::OpenKey(0));
        let button = harness.get_by_role_and_label(Role::Button, words.open);
        assert!(button.accesskit_node().is_disabled());
        let why = harness.state_mut().core().state.keys[0].encrypts.clone().unwrap_err();
        let told = (words.unfit)(&why);
        let button = harness.get_by_role_and_label(Role::Button, words.open);
        assert_eq!(button.accesskit_node().description(), Some(told.message.to_string()));
        tell(&mut harness, Command::OpenEncrypt(0));
        assert!(harness.query_by_label(&told.message).is_some(), "{:?}", said(&harness));
        assert!(!is_enabled(&harness, words.encrypt));
    }
}

#[test]
fn the_menu_in_the_rail_leads_there_and_escape_back() {
    let mut harness = with_key(&open_to_all(KeySpec::X25519));
    let name = harness.state_mut().core().state.keys[0].id.name.clone();
    let card = full_name(&harness, &format!("{name}, "));
    harness.get_by_role_and_label(Role::Button, &card).click_secondary();
    harness.run();
    click(&mut harness, english().sheet.encrypt.open);
    assert!(matches!(harness.state_mut().core().state.sheet, Some(Sheet::Encrypt(_))));
    harness.key_press(egui::Key::Escape);
    settle(&mut harness);
    assert!(harness.state_mut().core().state.sheet.is_none());
    tell(&mut harness, Command::OpenKey(0));
    tell(&mut harness, Command::OpenEncrypt(0));
    harness.key_press(egui::Key::Escape);
    settle(&mut harness);
    assert!(
        matches!(harness.state_mut().core().state.sheet, Some(Sheet::Key(_))),
        "back to where it was opened"
    );
}

#[test]
fn what_takes_long_can_be_stopped() {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret("a password")));
    let words = &english().sheet.encrypt;
    tell(&mut harness, Command::OpenEncrypt(0));
    type_into(&mut harness, words.text_hint, "hello");
    harness.get_by_role_and_label(Role::Button, words.encrypt).click();
    harness.step();
    harness.step();
    harness.step();
    if harness.query_by_label(&(words.running)(0)).is_some() {
        click(&mut harness, english().sheet.cancel);
        assert!(harness.state_mut().core().state.token().is_none());
        assert!(is_enabled(&harness, words.encrypt), "what was typed is still there");
    }
}
