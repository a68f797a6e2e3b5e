//! The key rail and its form.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::Command;

use super::tokens::secret;
use super::*;

#[test]
fn a_secret_is_typed_measured_and_added() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    click(&mut harness, english().keys.add);
    harness.get_by_role_and_label(Role::RadioButton, english().key_form.secret).click();
    harness.run();
    harness.get_by_label(english().key_form.secret_hint).focus();
    harness.run();
    harness.get_by_label(english().key_form.secret_hint).type_text(SECRET);
    harness.run();
    assert!(harness.query_by_label("32 bytes, 256 bits").is_some(), "{:?}", said(&harness));
    click(&mut harness, english().key_form.add);
    assert_eq!(harness.state_mut().core().state.keys.len(), 1);
    assert!(harness.query_by_label("Signature valid").is_some());
    assert!(harness.query_by_label(english().key_form.secret_hint).is_none(), "the form is closed");
}

#[test]
fn the_length_is_that_of_the_bytes() {
    let mut harness = usual();
    tell(&mut harness, Command::OpenKeyForm);
    harness.get_by_role_and_label(Role::RadioButton, english().key_form.secret).click();
    harness.run();
    harness.get_by_label(english().key_form.secret_hint).focus();
    harness.run();
    harness.get_by_label(english().key_form.secret_hint).type_text("00ff");
    harness.run();
    for (encoding, length) in
        [("Text", "4 bytes, 32 bits"), ("Hex", "2 bytes, 16 bits"), ("Base64", "3 bytes, 24 bits")]
    {
        harness.get_by_role_and_label(Role::RadioButton, encoding).click();
        harness.run();
        assert!(harness.query_by_label(length).is_some(), "{encoding}: {:?}", said(&harness));
    }
}

#[test]
fn what_cannot_be_read_as_a_key_is_explained_and_kept() {
    let mut harness = usual();
    click(&mut harness, english().keys.add);
    let hint = english().key_form.key_hint;
    harness.get_by_label(hint).focus();
    harness.run();
    harness.get_by_label(hint).type_text("no key at all");
    harness.run();
    click(&mut harness, english().key_form.add);
    let form = harness.state_mut().core().state.key_form.clone().expect("the form stays open");
    assert!(form.problem.is_some());
    assert!(said(&harness).iter().any(|text| text == "no key at all"), "what was typed is kept");
    click(&mut harness, english().key_form.cancel);
    click(&mut harness, english().keys.add);
    assert!(!said(&harness).iter().any(|text| text == "no key at all"), "a closed form forgets");
}

#[test]
fn keys_are_searched_and_removed_by_name() {
    let mut harness = usual();
    for name in ["first", "second"] {
        let mut draft = secret(&format!("{SECRET} {name}"));
        draft.name = name.to_owned();
        tell(&mut harness, Command::AddSecret(draft));
    }
    let cards = |harness: &Harness<'static, Window>| {
        said(harness)
            .into_iter()
            .filter(|text| text.starts_with("first, ") || text.starts_with("second, "))
            .count()
    };
    assert_eq!(cards(&harness), 2, "{:?}", said(&harness));
    harness.get_by_label(english().keys.search).focus();
    harness.run();
    harness.get_by_label(english().keys.search).type_text("SEC");
    harness.run();
    assert_eq!(cards(&harness), 1);
    let card = said(&harness).into_iter().find(|text| text.starts_with("second, ")).unwrap();
    click(&mut harness, &card);
    click(&mut harness, &(english().keys.remove)("second"));
    let left: Vec<String> =
        harness.state_mut().core().state.keys.iter().map(|key| key.id.name.clone()).collect();
    assert_eq!(left, ["first"]);
}

#[test]
fn one_key_can_be_chosen_to_verify_with() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    tell(&mut harness, Command::AddSecret(secret(SECRET)));
    let words = &english().verdict;
    click(&mut harness, &format!("{}: {}", words.verify_with, words.all_keys));
    let name = harness.state_mut().core().state.keys[0].id.name.clone();
    click(&mut harness, &name);
    assert_eq!(harness.state_mut().core().state.shown().unwrap().only_key, Some(0));
    assert!(harness.query_by_label("Signature valid").is_some());
}
