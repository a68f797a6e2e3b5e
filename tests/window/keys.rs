//! The key rail: searched, folded, asked for more.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::Command;
use jotlens::app::state::{Sheet, Standing};
use jotlens::jose::generate::{KeySpec, generate};
use jotlens::jose::{Key, write};

use super::large::costs_the_same;
use super::tokens::secret;
use super::*;

/// A key of that kind.
pub(crate) fn made(spec: KeySpec, name: &str) -> Key {
    let mut key = generate(spec, random, &|| false).unwrap();
    name.clone_into(&mut key.name);
    key
}

/// Imports a text with keys, all of them.
pub(crate) fn import(harness: &mut Harness<'static, Window>, text: &str) {
    tell(harness, Command::ImportText(text.to_owned().into()));
    tell(harness, Command::ImportConfirm);
}

fn cards(harness: &Harness<'static, Window>, names: &[&str]) -> usize {
    let is_card = |text: &&String| names.iter().any(|name| text.starts_with(&format!("{name}, ")));
    said(harness).iter().filter(is_card).count()
}

fn named(name: &str, text: &str) -> Command {
    let mut draft = secret(text);
    name.clone_into(&mut draft.name);
    Command::ImportSecret(draft)
}

/// The whole name of the button that begins so.
pub(crate) fn full_name(harness: &Harness<'static, Window>, begins: &str) -> String {
    said(harness).into_iter().find(|text| text.starts_with(begins)).unwrap()
}

#[test]
fn keys_are_searched_and_opened() {
    let mut harness = usual();
    for name in ["first", "second"] {
        tell(&mut harness, named(name, &format!("{SECRET} {name}")));
    }
    assert_eq!(cards(&harness, &["first", "second"]), 2, "{:?}", said(&harness));
    type_into(&mut harness, english().keys.search, "SEC");
    assert_eq!(cards(&harness, &["first", "second"]), 1);
    let card = full_name(&harness, "second, ");
    assert_eq!(card, "second, secret 39 bytes");
    click(&mut harness, &card);
    assert!(matches!(&harness.state_mut().core().state.sheet, Some(Sheet::Key(sheet)) if sheet.key == 1));
}

#[test]
fn the_menu_of_a_key_offers_what_fits_it() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(jotlens::app::command::Example::Good));
    import(&mut harness, &write::public_jwk(&made(KeySpec::Ed25519, "theirs")).unwrap());
    let name = harness.state_mut().core().state.keys[0].id.name.clone();
    let card = full_name(&harness, &format!("{name}, "));
    harness.get_by_role_and_label(Role::Button, &card).click_secondary();
    harness.run();
    let words = english();
    let offered = |harness: &Harness<'static, Window>, entry: &str| {
        harness.query_by_role_and_label(Role::Button, entry).is_some()
    };
    for entry in [
        words.keys.verify_only,
        words.keys.copy_kid,
        words.keys.copy_thumbprint,
        words.keys.rename,
        words.keys.delete,
        words.sheet.key.jwks,
    ] {
        assert!(offered(&harness, entry), "{entry}: {:?}", said(&harness));
    }
    assert!(!offered(&harness, words.sheet.key.new_token), "a public key signs nothing");
    click(&mut harness, words.keys.verify_only);
    assert_eq!(harness.state_mut().core().state.shown().unwrap().only_key, Some(0));
    harness.get_by_role_and_label(Role::Button, &card).click_secondary();
    harness.run();
    click(&mut harness, words.keys.rename);
    assert!(text_box(&harness, words.sheet.key.name).is_focused(), "{:?}", said(&harness));
}

#[test]
fn a_set_of_keys_is_one_row_until_it_is_unfolded() {
    let mut harness = usual();
    let keys: Vec<Key> = ["one", "two", "three"].map(|name| made(KeySpec::Ed25519, name)).into();
    import(&mut harness, &write::jwks(&keys).json);
    assert_eq!(harness.state_mut().core().state.keys.len(), 3);
    let names: Vec<String> =
        harness.state_mut().core().state.keys.iter().map(|key| key.id.name.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(cards(&harness, &names), 0, "{:?}", said(&harness));
    let set = full_name(&harness, "pasted key · 3 keys");
    click(&mut harness, &set);
    assert_eq!(cards(&harness, &names), 3, "{:?}", said(&harness));
    click(&mut harness, &set);
    assert_eq!(cards(&harness, &names), 0);
}

#[test]
fn a_stored_secret_verifies_although_it_is_sealed() {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    assert!(harness.query_by_label("Signature valid").is_some(), "{:?}", said(&harness));
    assert_eq!(harness.state_mut().core().state.keys[0].standing, Standing::Verifies);
}

#[test]
fn one_key_can_be_chosen_to_verify_with() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    let words = &english().verdict;
    click(&mut harness, &format!("{}: {}", words.verify_with, words.all_keys));
    let name = harness.state_mut().core().state.keys[0].id.name.clone();
    click(&mut harness, &name);
    assert_eq!(harness.state_mut().core().state.shown().unwrap().only_key, Some(0));
    assert!(harness.query_by_label("Signature valid").is_some());
}

#[test]
fn of_ten_thousand_keys_only_those_in_sight_are_drawn() {
    let with = |count: usize| {
        let mut harness = usual();
        let keys: Vec<Key> = (0..count).map(|place| made(KeySpec::Hs256, &format!("key {place}"))).collect();
        harness.state_mut().core().add_keys(keys);
        settle(&mut harness);
        harness.run_steps(5);
        harness
    };
    let (mut few, mut many) = (with(40), with(10_000));
    let drawn = said(&many).iter().filter(|text| text.starts_with("key ")).count();
    assert!((8..80).contains(&drawn), "{drawn} texts");
    costs_the_same(&mut few, &mut many);
}
