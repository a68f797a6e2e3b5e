//! The sheets: a key, a new key, the question before deleting, the vault.

use std::path::PathBuf;

use egui::Key as Press;
use egui::Modifiers;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::{Command, Example};
use jotlens::app::state::{Sheet, VaultStatus};
use jotlens::inspect::finding::{Finding, Part, Place};
use jotlens::inspect::rules::key::KeyRule;
use jotlens::jose::generate::{KeySpec, RsaSize};
use jotlens::jose::write::{self, Form};
use jotlens::vault::{MemoryVault, VaultError};

use super::keys::{full_name, import, made};
use super::tokens::secret;
use super::*;

/// A window with a stored key pair, its sheet open.
fn with_key(spec: KeySpec) -> Harness<'static, Window> {
    let mut harness = usual();
    let text = write::private_jwk(&made(spec, "")).unwrap();
    import(&mut harness, &text);
    tell(&mut harness, Command::OpenKey(0));
    harness
}

fn sheet_is_open(harness: &mut Harness<'static, Window>) -> bool {
    harness.state_mut().core().state.sheet.is_some()
}

fn name_of(harness: &mut Harness<'static, Window>) -> String {
    harness.state_mut().core().state.keys[0].id.name.clone()
}

/// Whether anything that is read out has that in it.
fn reads(harness: &Harness<'static, Window>, part: &str) -> bool {
    let has = |text: Option<String>| text.is_some_and(|text| text.contains(part));
    harness.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        has(node.label()) || has(node.value()) || has(node.description())
    })
}

#[test]
fn a_sheet_is_a_dialog_that_keeps_the_keyboard() {
    let mut harness = with_key(KeySpec::P256);
    let name = format!("{}: {}", english().sheet.key.title, name_of(&mut harness));
    pass(&mut harness, 10);
    let dialog = harness.get_by_role_and_label(Role::Dialog, &name);
    let inside = dialog.rect();
    assert!(harness.get_by_role_and_label(Role::Button, english().sheet.close).is_focused());
    for step in 0..40 {
        harness.key_press(Press::Tab);
        harness.run();
        let focused = harness.root().children_recursive().find(Node::is_focused);
        let Some(focused) = focused else { continue };
        assert!(inside.contains_rect(focused.rect()), "step {step}: {:?}", focused.accesskit_node().label());
    }
    harness.key_press(Press::Escape);
    harness.run();
    assert!(!sheet_is_open(&mut harness));
}

#[test]
fn the_facts_of_a_key_are_shown() {
    let mut harness = with_key(KeySpec::Rsa(RsaSize::Bits2048));
    let id = harness.state_mut().core().state.keys[0].id.clone();
    for text in ["RSA 2048 · key pair", "Sign and verify", "Memory, for this session · added 2026-11-20"] {
        assert!(harness.query_by_label(text).is_some(), "{text}: {:?}", said(&harness));
    }
    let thumbprint = id.thumbprint.unwrap();
    assert!(harness.query_all_by_value(&thumbprint).next().is_some(), "{:?}", said(&harness));
    assert!(reads(&harness, "-----BEGIN PUBLIC KEY-----"));
}

#[test]
fn forms_are_chosen_and_private_ones_stay_hidden() {
    let mut harness = with_key(KeySpec::Ed25519);
    let words = &english().sheet.key;
    choose(&mut harness, "Public JWK");
    assert!(reads(&harness, "\"crv\""), "{:?}", said(&harness));
    choose(&mut harness, "Private PEM");
    assert!(harness.query_by_label(words.hidden).is_some(), "{:?}", said(&harness));
    click(&mut harness, words.show);
    assert!(harness.query_by_label(words.shown).is_some(), "{:?}", said(&harness));
    assert!(!reads(&harness, "PRIVATE KEY"), "a private key is not read out");
    click(&mut harness, words.hide);
    assert!(harness.query_by_label(words.shown).is_none());
    click(&mut harness, words.show);
    choose(&mut harness, "Private JWK");
    assert!(harness.query_by_label(words.shown).is_none(), "another form is hidden again");
    click(&mut harness, words.show);
    pass(&mut harness, 59);
    assert!(harness.query_by_label(words.shown).is_some());
    pass(&mut harness, 1);
    assert!(harness.query_by_label(words.shown).is_none(), "hidden after a minute");
}

#[test]
fn an_encrypted_form_asks_for_a_password_twice() {
    let mut harness = with_key(KeySpec::P256);
    let words = &english().sheet.key;
    choose(&mut harness, "Encrypted PEM");
    let can_copy = |harness: &Harness<'static, Window>| {
        let copy = harness.query_all_by_role_and_label(Role::Button, words.copy).last().unwrap();
        !copy.accesskit_node().is_disabled()
    };
    assert!(!can_copy(&harness));
    type_into(&mut harness, words.password, "open");
    type_into(&mut harness, words.again, "ope");
    assert!(harness.query_by_label(words.differs).is_some() && !can_copy(&harness));
    type_into(&mut harness, words.again, "n");
    assert!(can_copy(&harness), "{:?}", said(&harness));
    click(&mut harness, words.show);
    assert!(harness.query_by_label(words.shown).is_some(), "{:?}", said(&harness));
    assert!(!reads(&harness, "ENCRYPTED PRIVATE KEY"));
}

#[test]
fn without_a_clipboard_copying_says_so() {
    let mut harness = with_key(KeySpec::P256);
    choose(&mut harness, "Private PEM");
    harness.query_all_by_role_and_label(Role::Button, english().sheet.key.copy).last().unwrap().click();
    settle(&mut harness);
    assert!(harness.query_by_label("There is no clipboard to copy to").is_some(), "{:?}", said(&harness));
}

#[test]
fn a_key_is_renamed_in_place() {
    let mut harness = with_key(KeySpec::P256);
    let words = &english().sheet.key;
    click(&mut harness, words.rename);
    assert!(text_box(&harness, words.name).is_focused());
    harness.key_press_modifiers(Modifiers::COMMAND, Press::A);
    text_box(&harness, words.name).type_text("auth-prod");
    harness.run();
    let usage = full_name(&harness, &format!("{}: ", words.usage));
    click(&mut harness, &usage);
    click(&mut harness, "Encrypt and decrypt");
    click(&mut harness, words.keep);
    let key = harness.state_mut().core().state.keys[0].clone();
    assert_eq!((key.id.name.as_str(), key.key_use.as_deref()), ("auth-prod", Some("enc")));
    click(&mut harness, words.rename);
    harness.key_press(Press::Escape);
    harness.run();
    assert!(sheet_is_open(&mut harness), "escape gives up the change, not the sheet");
    assert!(harness.query_by_role_and_label(Role::TextInput, words.name).is_none());
}

#[test]
fn what_a_key_cannot_do_is_not_offered() {
    let words = &english().sheet.key;
    let enabled = |harness: &Harness<'static, Window>, name: &str| {
        !harness.get_by_role_and_label(Role::Button, name).accesskit_node().is_disabled()
    };
    let mut harness = usual();
    import(&mut harness, &write::public_jwk(&made(KeySpec::P256, "")).unwrap());
    tell(&mut harness, Command::OpenKey(0));
    assert!(!enabled(&harness, words.new_token) && enabled(&harness, words.jwks));
    assert!(reads(&harness, words.cannot_sign), "the reason is read out");
    assert!(harness.query_by_label("P-256 · public only").is_some());
    let harness = with_key(KeySpec::X25519);
    assert!(!enabled(&harness, words.new_token));
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    tell(&mut harness, Command::OpenKey(0));
    assert!(enabled(&harness, words.new_token) && !enabled(&harness, words.jwks));
    click(&mut harness, words.new_token);
    assert!(!sheet_is_open(&mut harness), "{:?}", harness.state_mut().core().state.sheet);
    assert!(harness.query_by_label("Signature valid").is_some(), "{:?}", said(&harness));
}

#[test]
fn what_there_is_to_say_of_a_key_is_told_and_marked() {
    let mut harness = with_key(KeySpec::P256);
    let finding = Finding::new(
        KeyRule::HsShort { alg: "HS256", bits: 128, needed: 256 },
        Place::whole(Part::Signature),
    );
    harness.state_mut().core().state.keys[0].findings = vec![finding.clone()];
    harness.run();
    assert!(reads(&harness, english().keys.has_findings), "the card in the rail is marked");
    let told = Language::English.text().finding(&finding.detail);
    let severity = Language::English.text().severity(finding.meta().severity);
    let line = full_name(&harness, &format!("{severity}: "));
    assert!(line.contains(&*told.message) && !reads(&harness, &told.why), "{line}");
    harness.get_by_role_and_label(Role::ListBoxOption, &line).click();
    harness.run();
    assert!(reads(&harness, &told.why), "{:?}", said(&harness));
}

#[test]
fn a_key_is_deleted_by_name_after_a_question() {
    let mut harness = with_key(KeySpec::P256);
    let name = name_of(&mut harness);
    let words = &english().sheet;
    click(&mut harness, words.key.delete);
    assert!(harness.query_all_by_label(&format!("Delete {name}?")).next().is_some(), "{:?}", said(&harness));
    assert!(reads(&harness, words.delete.private));
    assert!(harness.get_by_role_and_label(Role::Button, words.cancel).is_focused(), "Enter deletes nothing");
    click(&mut harness, words.cancel);
    assert_eq!(harness.state_mut().core().state.keys.len(), 1);
    tell(&mut harness, Command::AskDelete(0));
    click(&mut harness, words.delete.delete);
    assert!(harness.state_mut().core().state.keys.is_empty());
}

#[test]
fn a_key_is_generated_and_its_sheet_opens() {
    let mut harness = usual();
    let words = &english().sheet;
    harness.key_press_modifiers(Modifiers::COMMAND, Press::G);
    harness.run();
    assert!(text_box(&harness, words.key.name).is_focused());
    choose(&mut harness, "Ed25519");
    assert!(harness.query_by_label((words.generate.what)(KeySpec::Ed25519)).is_some());
    type_into(&mut harness, words.key.name, "my key");
    click(&mut harness, words.generate.generate);
    let key = harness.state_mut().core().state.keys[0].clone();
    assert_eq!((key.id.name.as_str(), key.alg.as_deref()), ("my key", Some("EdDSA")));
    assert_eq!(key.id.kid, key.id.thumbprint, "the thumbprint is the usual kid");
    assert!(matches!(harness.state_mut().core().state.sheet, Some(Sheet::Key(_))));
}

#[test]
fn a_search_for_primes_can_be_stopped() {
    let mut harness = usual();
    let words = &english().sheet.generate;
    tell(&mut harness, Command::OpenGenerate);
    choose(&mut harness, "RSA 4096");
    harness.get_by_role_and_label(Role::Button, words.generate).click();
    harness.step();
    harness.step();
    harness.step();
    if harness.query_by_label(&(words.running)(0)).is_some() {
        click(&mut harness, words.stop);
        assert!(harness.state_mut().core().state.keys.is_empty());
        assert!(harness.query_by_role_and_label(Role::Button, words.generate).is_some());
        harness.get_by_role_and_label(Role::Button, words.generate).click();
        harness.step();
        harness.key_press(Press::Escape);
        settle(&mut harness);
        assert!(!sheet_is_open(&mut harness) && harness.state_mut().core().state.keys.is_empty());
    }
}

pub(crate) fn in_trouble() -> Harness<'static, Window> {
    let vaults = VaultSource {
        keychain: |_| Err(VaultError::NoProvider),
        file_path: || Some(PathBuf::from("/nowhere/at/all/keys.age")),
        file: |_, passphrase, random| {
            if *passphrase == "correct horse battery" {
                Ok(Box::new(MemoryVault::new(random)))
            } else {
                Err(VaultError::WrongPassphrase)
            }
        },
    };
    with_vaults(Harness::builder().with_size([1360.0, 860.0]), Settings::default(), 32 << 10, vaults)
}

fn open_vault_menu(harness: &mut Harness<'static, Window>) {
    let menu = full_name(harness, english().status.keys_menu);
    click(harness, &menu);
}

#[test]
fn a_vault_in_trouble_is_said_and_nothing_falls_back() {
    let mut harness = in_trouble();
    let words = &english().sheet.vault;
    let what = "No keychain runs on this desktop";
    assert!(said(&harness).iter().any(|text| text.contains(what)), "{:?}", said(&harness));
    tell(&mut harness, Command::OpenGenerate);
    assert!(harness.query_by_label(what).is_some());
    let generate = harness.get_by_role_and_label(Role::Button, english().sheet.generate.generate);
    assert!(generate.accesskit_node().is_disabled());
    click(&mut harness, words.use_session);
    assert!(matches!(harness.state_mut().core().state.vault, VaultStatus::Open { .. }));
    click(&mut harness, english().sheet.generate.generate);
    assert_eq!(harness.state_mut().core().state.keys.len(), 1);
    assert!(said(&harness).iter().any(|text| text.contains("1 key in memory for this session")));
}

#[test]
fn a_vault_file_is_made_behind_a_passphrase() {
    let mut harness = in_trouble();
    let words = &english().sheet.vault;
    open_vault_menu(&mut harness);
    click(&mut harness, words.choose_file);
    assert!(harness.get_by_label(words.passphrase).is_focused());
    let enabled = |harness: &Harness<'static, Window>| {
        !harness.get_by_role_and_label(Role::Button, words.create).accesskit_node().is_disabled()
    };
    type_into(&mut harness, words.passphrase, "short");
    type_into(&mut harness, words.again, "short");
    assert!(!enabled(&harness) && reads(&harness, "Too short"));
    type_into(&mut harness, words.passphrase, " and wrong");
    assert!(!enabled(&harness) && reads(&harness, words.differs));
    type_into(&mut harness, words.again, " and wrong");
    click(&mut harness, words.create);
    assert!(reads(&harness, "Wrong passphrase"), "{:?}", said(&harness));
    assert!(!enabled(&harness), "what was typed is gone");
    for name in [words.passphrase, words.again] {
        type_into(&mut harness, name, "correct horse battery");
    }
    click(&mut harness, words.create);
    assert!(!sheet_is_open(&mut harness), "{:?}", said(&harness));
    assert!(matches!(harness.state_mut().core().state.vault, VaultStatus::Open { .. }));
}

#[test]
fn an_import_goes_on_when_there_is_a_vault_for_it() {
    let mut harness = in_trouble();
    let text = write::private_jwk(&made(KeySpec::P256, "")).unwrap();
    tell(&mut harness, Command::ImportText(text));
    let words = &english().sheet;
    click(&mut harness, words.vault.choose_file);
    for name in [words.vault.passphrase, words.vault.again] {
        type_into(&mut harness, name, "correct horse battery");
    }
    click(&mut harness, words.vault.create);
    click(&mut harness, &(words.import.import)(1));
    assert_eq!(harness.state_mut().core().state.keys.len(), 1);
}

#[test]
fn the_keychain_can_be_tried_again() {
    let mut harness = in_trouble();
    open_vault_menu(&mut harness);
    click(&mut harness, english().sheet.vault.retry);
    assert!(matches!(harness.state_mut().core().state.vault, VaultStatus::Trouble(_)));
}

#[test]
fn nothing_reaches_under_a_sheet() {
    let mut harness = with_key(KeySpec::P256);
    let tabs = harness.state_mut().core().state.tabs.len();
    harness.key_press_modifiers(Modifiers::COMMAND, Press::T);
    harness.run();
    paste(&mut harness, TOKEN);
    assert_eq!(harness.state_mut().core().state.tabs.len(), tabs);
    assert!(sheet_is_open(&mut harness));
}

#[test]
fn sheets_fit_small_windows_and_long_names() {
    for size in [[700.0, 600.0], [480.0, 400.0], [320.0, 240.0]] {
        let mut harness = window(size, Settings::default());
        let mut key = made(KeySpec::P256, "");
        key.kid = Some("k".repeat(300));
        import(&mut harness, &write::private_jwk(&key).unwrap());
        tell(&mut harness, Command::ShowExample(Example::Good));
        let room = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
        let commands = [
            Command::OpenKey(0),
            Command::ShowForm(Form::EncryptedPem),
            Command::AskDelete(0),
            Command::OpenEncrypt(0),
            Command::OpenGenerate,
            Command::OpenSettings,
            Command::OpenImport,
            Command::ImportText(write::private_jwk(&key).unwrap()),
        ];
        for command in commands {
            let what = format!("{command:?}");
            tell(&mut harness, command);
            let dialog = harness.query_all_by_role(Role::Dialog).next().unwrap();
            assert!(room.contains_rect(dialog.rect()), "{what} in {size:?}: {:?}", dialog.rect());
            for button in harness.query_all_by_role(Role::Button) {
                let label = button.accesskit_node().label();
                if label.as_deref() == Some(english().sheet.close) {
                    assert!(room.contains_rect(button.rect()), "{what} in {size:?}: {label:?}");
                }
            }
        }
    }
}
