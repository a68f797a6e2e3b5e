//! Keys on their way in: pasted, asked about, confirmed.

use egui::accesskit::Role;
use egui::{Key as Press, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::Command;
use jotlens::app::state::{ImportSheet, ImportStep, Sheet};
use jotlens::jose::generate::KeySpec;
use jotlens::jose::read::Format;
use jotlens::jose::write;

use super::keys::{import, made};
use super::tokens::secret;
use super::*;

fn sheet(harness: &mut Harness<'static, Window>) -> Option<ImportStep> {
    match &harness.state_mut().core().state.sheet {
        Some(Sheet::Import(sheet)) => Some(sheet.step.clone()),
        _ => None,
    }
}

#[test]
fn a_pasted_key_is_confirmed_and_stored() {
    let mut harness = usual();
    let words = &english().sheet.import;
    click(&mut harness, english().keys.import);
    assert!(harness.get_by_label(words.paste_hint).is_focused());
    let text = write::private_pem(&made(KeySpec::P256, "")).unwrap().to_string();
    harness.get_by_label(words.paste_hint).type_text(&text);
    harness.run();
    click(&mut harness, words.read);
    assert!(matches!(sheet(&mut harness), Some(ImportStep::Confirm { .. })), "{:?}", said(&harness));
    assert!(harness.query_by_label(words.private).is_some(), "{:?}", said(&harness));
    click(&mut harness, &(words.import)(1));
    assert_eq!(sheet(&mut harness), None);
    let keys = &harness.state_mut().core().state.keys;
    assert!(keys.len() == 1 && keys[0].private && keys[0].stored.is_some());
}

#[test]
fn what_was_typed_is_forgotten_when_the_sheet_closes() {
    let mut harness = usual();
    let words = &english().sheet.import;
    click(&mut harness, english().keys.import);
    harness.get_by_label(words.paste_hint).type_text("something private");
    harness.run();
    assert!(said(&harness).iter().any(|text| text == "something private"));
    click(&mut harness, english().sheet.cancel);
    assert!(harness.query_by_label(words.paste_hint).is_none());
    click(&mut harness, english().keys.import);
    assert!(!said(&harness).iter().any(|text| text.contains("something private")));
    harness.key_press_modifiers(Modifiers::COMMAND, Press::Z);
    harness.run();
    assert!(!said(&harness).iter().any(|text| text.contains("something private")), "undo brings it back");
}

#[test]
fn a_clash_is_named_and_a_known_key_is_left_out() {
    let mut harness = usual();
    let words = &english().sheet.import;
    let key = made(KeySpec::Ed25519, "");
    import(&mut harness, &write::public_jwk(&key).unwrap());
    let name = harness.state_mut().core().state.keys[0].id.name.clone();
    tell(&mut harness, Command::ImportText(write::public_jwk(&key).unwrap().into()));
    assert!(said(&harness).iter().any(|text| text.contains(&format!("already stored as “{name}”"))));
    assert!(!enabled(&harness, &(words.import)(0)), "nothing is chosen");
    tell(&mut harness, Command::CloseSheet);
    tell(&mut harness, Command::ImportText(write::private_jwk(&key).unwrap()));
    assert!(said(&harness).iter().any(|text| text.contains("completes the public key")));
    click(&mut harness, &(words.import)(1));
    let keys = &harness.state_mut().core().state.keys;
    assert!(keys.len() == 1 && keys[0].private, "the pair took the place of its public half");
}

#[test]
fn keys_of_a_set_are_chosen_one_by_one() {
    let mut harness = usual();
    let words = &english().sheet.import;
    let keys: Vec<_> = (0..3).map(|_| made(KeySpec::P256, "")).collect();
    tell(&mut harness, Command::ImportText(write::jwks(&keys).json.into()));
    assert!(enabled(&harness, &(words.import)(3)));
    let first = harness.query_all_by_role(Role::CheckBox).next().unwrap();
    first.click();
    harness.run();
    click(&mut harness, &(words.import)(2));
    assert_eq!(harness.state_mut().core().state.keys.len(), 2);
}

#[test]
fn a_set_of_a_thousand_keys_is_listed() {
    let mut harness = usual();
    let keys: Vec<_> = (0..1_000).map(|_| made(KeySpec::Ed25519, "")).collect();
    tell(&mut harness, Command::ImportText(write::jwks(&keys).json.into()));
    let rows = harness.query_all_by_role(Role::CheckBox).count();
    assert!((3..20).contains(&rows), "{rows} rows are drawn");
    assert!(enabled(&harness, "Import 1,000 keys"));
}

#[test]
fn what_is_no_key_is_offered_as_a_secret() {
    let mut harness = usual();
    let words = &english().sheet.import;
    tell(&mut harness, Command::ImportText("00ff".to_owned().into()));
    for (reading, length) in
        [("Text", "4 bytes, 32 bits"), ("Hex", "2 bytes, 16 bits"), ("Base64", "3 bytes, 24 bits")]
    {
        choose(&mut harness, &format!("{reading}: {length}"));
    }
    choose(&mut harness, "Hex: 2 bytes, 16 bits");
    type_into(&mut harness, words.name_hint, "two bytes");
    click(&mut harness, words.add_secret);
    let keys = &harness.state_mut().core().state.keys;
    assert_eq!((keys.len(), keys[0].id.name.as_str()), (1, "two bytes"));
    assert_eq!(keys[0].id.kind, jotlens::jose::key::KeyKind::Secret { bits: 16 });
}

#[test]
fn a_secret_is_typed_measured_and_stored() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    let words = &english().sheet.import;
    click(&mut harness, english().keys.import);
    choose(&mut harness, words.secret);
    type_into(&mut harness, words.secret_hint, "00ff");
    for (encoding, length) in
        [("Text", "4 bytes, 32 bits"), ("Hex", "2 bytes, 16 bits"), ("Base64", "3 bytes, 24 bits")]
    {
        choose(&mut harness, encoding);
        assert!(harness.query_by_label(length).is_some(), "{encoding}: {:?}", said(&harness));
    }
    click(&mut harness, english().sheet.cancel);
    click(&mut harness, english().keys.import);
    choose(&mut harness, words.secret);
    type_into(&mut harness, words.secret_hint, SECRET);
    assert!(harness.query_by_label("32 bytes, 256 bits").is_some(), "{:?}", said(&harness));
    click(&mut harness, words.add_secret);
    assert_eq!(harness.state_mut().core().state.keys.len(), 1);
    assert!(harness.query_by_label("Signature valid").is_some());
    assert!(!said(&harness).iter().any(|text| text.contains(SECRET)));
}

#[test]
fn a_damaged_key_says_why_and_another_can_be_tried() {
    let mut harness = usual();
    let words = &english().sheet.import;
    tell(&mut harness, Command::ImportText("{\"kty\":\"RSA\",\"n\":\"AQAB\"}".to_owned().into()));
    assert!(matches!(sheet(&mut harness), Some(ImportStep::Failed { .. })), "{:?}", said(&harness));
    click(&mut harness, words.another);
    assert_eq!(sheet(&mut harness), Some(ImportStep::Ask));
}

#[test]
fn a_wrong_password_is_said_and_the_box_has_the_keyboard() {
    let mut harness = usual();
    let words = &english().sheet.import;
    for wrong in [false, true] {
        let step = ImportStep::Password { format: Format::OpenSshPrivate, wrong };
        harness.state_mut().core().state.sheet =
            Some(Sheet::Import(ImportSheet { source: Some("id_rsa".to_owned()), step, waiting: 2 }));
        harness.run();
        assert!(harness.get_by_label(words.password).is_focused());
        assert_eq!(harness.query_by_label(words.wrong).is_some(), wrong);
        assert!(harness.query_by_label("2 more files wait").is_some());
        assert!(!enabled(&harness, words.open));
        harness.get_by_label(words.password).type_text("not it");
        harness.run();
        assert!(enabled(&harness, words.open));
        assert!(!said(&harness).iter().any(|text| text.contains("not it")), "a password is not read out");
        tell(&mut harness, Command::CloseSheet);
    }
}

#[test]
fn a_protected_key_is_opened_with_its_password() {
    let mut harness = usual();
    let words = &english().sheet.import;
    let lock = write::Lock::new("correct horse", random);
    let text = write::encrypted_pem(&made(KeySpec::P256, ""), &lock).unwrap();
    tell(&mut harness, Command::ImportText(text));
    assert!(harness.query_by_label(words.wrong).is_none());
    type_into(&mut harness, words.password, "battery");
    harness.key_press(Press::Enter);
    settle(&mut harness);
    assert!(harness.query_by_label(words.wrong).is_some(), "{:?}", said(&harness));
    type_into(&mut harness, words.password, "correct horse");
    harness.key_press(Press::Enter);
    settle(&mut harness);
    assert!(enabled(&harness, &(words.import)(1)), "{:?}", said(&harness));
}

#[test]
fn an_import_can_be_given_up_with_escape() {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    click(&mut harness, english().keys.import);
    harness.key_press(Press::Escape);
    harness.run();
    assert_eq!(harness.state_mut().core().state.sheet, None);
}

/// Whether the button of that name can be pressed.
fn enabled(harness: &Harness<'static, Window>, name: &str) -> bool {
    !harness.get_by_role_and_label(Role::Button, name).accesskit_node().is_disabled()
}
