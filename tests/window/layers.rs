//! Encrypted tokens and the tokens inside them, as a person sees them.

use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::{Command, SecretDraft};
use jotlens::app::settings::{Language, Settings};

use super::tokens::secret;
use super::*;

pub(crate) const KEYS: &str = include_str!("../data/layers/keys.jwks");
pub(crate) const NESTED: &str = include_str!("../data/layers/nested.jwt");
pub(crate) const MIDDLE: &str = include_str!("../data/layers/middle.jwt");
const COSTLY: &str = include_str!("../data/layers/costly.jwt");

/// Imports the keys of the layered tokens.
pub(crate) fn with_keys(harness: &mut Harness<'static, Window>) {
    tell(harness, Command::ImportText(KEYS.to_owned().into()));
    tell(harness, Command::ImportConfirm);
}

fn tall(language: Language) -> Harness<'static, Window> {
    // So high that nothing has to be scrolled to.
    window([1360.0, 2200.0], Settings { language, ..Settings::default() })
}

#[test]
fn each_layer_has_its_strip_and_its_panels() {
    for language in [Language::English, Language::Korean] {
        let mut harness = tall(language);
        with_keys(&mut harness);
        tell(&mut harness, Command::Paste(NESTED.to_owned()));
        let decoded = &words(language).decoded;
        let said = said(&harness);
        let count = |text: &str| said.iter().filter(|line| *line == text).count();
        for layer in 1..=3 {
            assert_eq!(count(&(decoded.layer)(layer)), 1, "{said:?}");
        }
        assert_eq!((count(decoded.header), count(decoded.payload), count(decoded.signature)), (3, 1, 1));
        assert_eq!(count(decoded.encrypted_parts), 2);
        assert!(count("user_481") > 0, "what is inside is shown: {said:?}");
        assert_eq!(harness.query_all_by_role_and_label(Role::Button, decoded.open_layer).count(), 2);
    }
}

#[test]
fn the_card_says_of_each_layer_how_it_stands() {
    let mut harness = tall(Language::English);
    with_keys(&mut harness);
    tell(&mut harness, Command::Paste(NESTED.to_owned()));
    assert!(harness.query_by_label("Decrypted, and the token inside is valid").is_some());
    for chip in [
        "Layer 1: JWE · RSA-OAEP-256 · A256GCM · outer. Decrypted",
        "Layer 2: JWE · ECDH-ES+A256KW · A128CBC-HS256 · middle. Decrypted",
        "Layer 3: JWS · ES256 · signer. Signature valid",
    ] {
        assert!(harness.query_by_label(chip).is_some(), "{chip}: {:?}", said(&harness));
    }
}

#[test]
fn without_the_key_of_the_signature_the_whole_is_not_called_valid() {
    let mut harness = tall(Language::English);
    with_keys(&mut harness);
    tell(&mut harness, Command::AskDelete(2));
    tell(&mut harness, Command::DeleteKey);
    tell(&mut harness, Command::Paste(MIDDLE.to_owned()));
    assert!(harness.query_by_label("Decrypted, but the token inside is not verified").is_some());
    assert!(harness.query_by_label("Decrypted, and the token inside is valid").is_none());
    assert!(harness.query_by_label("user_481").is_some(), "it is shown all the same");
}

#[test]
fn a_closed_one_says_why_and_what_to_do() {
    for (language, want) in [
        (Language::English, "Add the recipient's private key, or the shared secret."),
        (Language::Korean, "받는 쪽의 개인 키나 공유 비밀 키를 추가하세요."),
    ] {
        let mut harness = tall(language);
        tell(&mut harness, Command::Paste(NESTED.to_owned()));
        assert!(said(&harness).iter().any(|text| text.ends_with(want)), "{:?}", said(&harness));
        assert!(harness.query_by_label(words(language).decoded.encrypted_payload).is_some());
    }
}

#[test]
fn a_layer_opens_in_a_tab_of_its_own() {
    let mut harness = tall(Language::English);
    with_keys(&mut harness);
    tell(&mut harness, Command::Paste(NESTED.to_owned()));
    let open = english().decoded.open_layer;
    harness.query_all_by_role_and_label(Role::Button, open).last().unwrap().click();
    settle(&mut harness);
    assert_eq!(harness.query_all_by_role(Role::Tab).count(), 2);
    assert!(harness.query_by_label("Signature valid").is_some(), "{:?}", said(&harness));
}

#[test]
fn the_bytes_of_the_parts_unfold() {
    let mut harness = tall(Language::English);
    with_keys(&mut harness);
    tell(&mut harness, Command::Paste(MIDDLE.to_owned()));
    let decoded = &english().decoded;
    let lengths = "key 40 · IV 16 · ciphertext 336 · tag 16 bytes";
    assert!(harness.query_by_label(lengths).is_some(), "{:?}", said(&harness));
    assert!(harness.query_by_label("336 bytes").is_none());
    click(&mut harness, decoded.show_bytes);
    assert!(harness.query_by_label("336 bytes").is_some(), "{:?}", said(&harness));
    click(&mut harness, decoded.hide_bytes);
    assert!(harness.query_by_label("336 bytes").is_none());
}

#[test]
fn findings_inside_say_their_layer_and_can_be_chosen() {
    let mut harness = usual();
    with_keys(&mut harness);
    tell(&mut harness, Command::Paste(NESTED.to_owned()));
    let found = harness.query_all_by_role(Role::ListBoxOption).count();
    assert!(found >= 2, "{:?}", said(&harness));
    assert!(said(&harness).iter().any(|text| text.starts_with("Layer 2 · ")), "{:?}", said(&harness));
    for place in 0..found {
        harness.query_all_by_role(Role::ListBoxOption).nth(place).unwrap().click();
        settle(&mut harness);
    }
}

#[test]
fn what_costs_much_is_asked_about() {
    let mut harness = usual();
    let password = SecretDraft { name: "password".to_owned(), ..secret("correct horse battery") };
    tell(&mut harness, Command::ImportSecret(password));
    tell(&mut harness, Command::Paste(COSTLY.to_owned()));
    assert!(harness.query_by_label("Not decrypted yet").is_some(), "{:?}", said(&harness));
    click(&mut harness, english().verdict.decrypt_anyway);
    assert!(harness.query_by_label("Decrypted").is_some(), "{:?}", said(&harness));
    assert!(harness.query_by_label(english().verdict.decrypt_anyway).is_none());
}

#[test]
fn what_is_found_inside_gets_the_keyboard_there() {
    let mut harness = tall(Language::English);
    with_keys(&mut harness);
    tell(&mut harness, Command::Paste(NESTED.to_owned()));
    let header = english().decoded.header;
    for (word, layer) in [("A256GCM", 0), ("A128CBC", 1), ("ES256", 2)] {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::F);
        settle(&mut harness);
        harness.event(egui::Event::Text(word.to_owned()));
        settle(&mut harness);
        harness.key_press(egui::Key::Enter);
        settle(&mut harness);
        let now = harness.root().children_recursive().find(egui_kittest::Node::is_focused).unwrap().rect();
        let layers: Vec<_> = harness.query_all_by_label(header).map(|node| node.rect().top()).collect();
        let here = layers.iter().rposition(|top| *top <= now.top());
        assert_eq!(here, Some(layer), "{word}: {now:?} in {layers:?}");
    }
}
