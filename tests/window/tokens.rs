//! Looking at tokens: paste, verdict, panels, findings, copying.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::{Command, CopyWhat, Effect, Example};
use jotlens::app::settings::{Language, Settings};
use jotlens::app::state::NoticeKind;
use jotlens::craft::convert::To;
use jotlens::craft::copy_as::As;
use jotlens::inspect::report::SignatureVerdict;

use super::*;

#[test]
fn an_empty_window_says_what_to_do_and_shows_examples() {
    let mut harness = usual();
    let words = &english().empty;
    for text in [words.title, words.promise, words.try_one] {
        assert!(harness.query_by_label(text).is_some(), "{text}");
    }
    click(&mut harness, words.good.0);
    assert!(harness.query_by_label("Signature valid").is_some(), "{:?}", said(&harness));
}

#[test]
fn a_pasted_token_is_decoded_and_verified() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    assert!(harness.query_by_label("Signature valid").is_none(), "nothing is valid without a key");
    assert!(harness.query_by_label("user_481").is_some(), "the payload is shown");
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    assert!(harness.query_by_label("Signature valid").is_some(), "{:?}", said(&harness));
    tell(&mut harness, Command::AskDelete(0));
    tell(&mut harness, Command::DeleteKey);
    assert!(harness.query_by_label("Signature valid").is_none());
}

#[test]
fn a_wrong_secret_is_no_key() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    tell(&mut harness, Command::ImportSecret(secret("another secret of 32 bytes ......")));
    assert!(harness.query_by_label("Signature valid").is_none());
    assert!(harness.query_by_label("Signature does not match").is_some(), "{:?}", said(&harness));
}

#[test]
fn the_verdict_follows_the_language() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Good));
    harness.get_by_label("Language: English").click();
    harness.run();
    click(&mut harness, "한국어");
    let core = harness.state_mut().core();
    assert_eq!(core.state.settings.language, Language::Korean);
    let korean = words(Language::Korean);
    assert!(harness.query_by_label(korean.decoded.payload).is_some(), "{:?}", said(&harness));
    assert!(harness.query_by_label("서명 유효").is_some(), "{:?}", said(&harness));
}

#[test]
fn payload_and_header_turn_into_json_and_back() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    assert_eq!(harness.query_all_by_role_and_label(Role::RadioButton, "JSON").count(), 2);
    let editor = english().editing.payload;
    assert!(harness.query_by_label(editor).is_none());
    harness.query_all_by_role_and_label(Role::RadioButton, "JSON").last().unwrap().click();
    harness.run();
    let json = text_box(&harness, editor).value().unwrap_or_default();
    assert!(json.contains("  \"exp\": 2000000000\n"), "{json}");
    harness.query_all_by_role_and_label(Role::RadioButton, english().decoded.table).last().unwrap().click();
    harness.run();
    assert!(harness.query_by_label(editor).is_none());
    assert!(harness.query_by_label("2000000000").is_some());
}

#[test]
fn the_signature_is_spelled_in_two_ways() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    assert!(said(&harness).iter().any(|text| text.starts_with("01 64 52 d1")), "{:?}", said(&harness));
    harness.get_by_role_and_label(Role::RadioButton, "Base64url").click();
    harness.run();
    let signature = TOKEN.rsplit('.').next().unwrap();
    assert!(said(&harness).iter().any(|text| text == signature), "{:?}", said(&harness));
    assert!(harness.query_by_label("HMAC-SHA256(header + \".\" + payload, secret)").is_some());
}

#[test]
fn each_token_of_a_reply_gets_a_tab_named_after_its_member() {
    let mut harness = usual();
    paste(&mut harness, &format!(r#"{{"access_token":"{TOKEN}","id_token":"{TOKEN}"}}"#));
    let tabs: Vec<String> =
        harness.query_all_by_role(Role::Tab).map(|tab| tab.accesskit_node().label().unwrap()).collect();
    assert_eq!(tabs.len(), 2, "{tabs:?}");
    assert!(tabs[0].starts_with("access_token: ") && tabs[1].starts_with("id_token: "), "{tabs:?}");
    harness.query_all_by_role(Role::Tab).last().unwrap().click();
    harness.run();
    assert_eq!(harness.state_mut().core().state.active, 1);
}

#[test]
fn an_encrypted_token_shows_its_five_parts() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Encrypted));
    let decoded = &english().decoded;
    for text in [decoded.encrypted_parts, decoded.encrypted_payload] {
        assert!(harness.query_by_label(text).is_some(), "{text}: {:?}", said(&harness));
    }
    assert!(harness.query_by_label("Signature valid").is_none());
}

#[test]
fn findings_are_read_out_with_their_severity() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Failing));
    let found: Vec<String> = harness
        .query_all_by_role(Role::ListBoxOption)
        .map(|node| node.accesskit_node().label().unwrap())
        .collect();
    assert!(found.iter().any(|text| text.contains("ASN.1 DER")), "{found:?}");
    assert!(found.iter().all(|text| text.contains(": ")), "{found:?}");
    harness.query_all_by_role(Role::ListBoxOption).next().unwrap().click();
    harness.run();
}

#[test]
fn tricks_in_claims_are_spelled_out() {
    // {"sub":"a<U+202E>b<U+200B>","<U+200B>":1,"x":"1586364327"}
    let payload = "eyJzdWIiOiJh4oCuYuKAiyIsIuKAiyI6MSwieCI6IjE1ODYzNjQzMjcifQ";
    let mut harness = usual();
    paste(&mut harness, &format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AAAA"));
    let said = said(&harness);
    let raw = said.iter().find(|text| text.contains(['\u{202E}', '\u{200B}']));
    assert_eq!(raw, None);
    for want in ["a⟨U+202E⟩b⟨U+200B⟩", "⟨U+200B⟩", "\"1586364327\""] {
        assert!(said.iter().any(|text| text == want), "{want}: {said:?}");
    }
}

#[test]
fn values_can_be_copied() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    harness.get_by_label("user_481").click_secondary();
    harness.run();
    click(&mut harness, english().decoded.copy_value);
    let copied =
        harness.state_mut().core().state.notices.iter().any(|notice| notice.kind == NoticeKind::Copied);
    assert!(copied, "{:?}", said(&harness));
    click(&mut harness, english().encoded.copy);
    let form = |form| Language::English.text().copy_as(form);
    for entry in [english().encoded.copy_token, form(As::Bearer), form(As::Curl)] {
        assert!(harness.query_by_role_and_label(Role::Button, entry).is_some(), "{entry}");
    }
}

#[test]
fn good_news_leave_by_themselves() {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    assert!(!harness.state_mut().core().state.notices.is_empty());
    pass(&mut harness, 10);
    assert!(harness.state_mut().core().state.notices.is_empty());
}

#[test]
fn an_expired_token_says_so_in_both_zones() {
    let mut harness = window([1360.0, 860.0], Settings::default());
    paste(&mut harness, "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3OTUyMDAwMDAsImV4cCI6MTc5NTIwMzYwMH0.AAAA");
    let line = english().verdict.time_line;
    let expired = said(&harness).into_iter().find(|text| text.starts_with(line)).unwrap();
    assert!(expired.contains("ago"), "{expired}");
}

/// A secret as it is typed.
pub(crate) fn secret(text: &str) -> jotlens::app::command::SecretDraft {
    jotlens::app::command::SecretDraft {
        text: text.to_owned().into(),
        encoding: jotlens::jose::read::SecretEncoding::Text,
        name: String::new(),
    }
}

/// Claims of Keycloak, without a signature that holds.
const KEYCLOAK: &str = concat!(
    "eyJhbGciOiJIUzI1NiJ9.",
    "eyJpc3MiOiJodHRwczovL3Nzby5hY21lLmV4YW1wbGUvcmVhbG1zL2FjbWUiLCJ0eXAiOiJCZWFyZXIiLCJzdWIiOiJhIn0.AAAA",
);

#[test]
fn a_known_shape_is_named_in_both_languages_and_a_plain_one_is_not() {
    for (language, name) in
        [(Language::English, "Keycloak · access token"), (Language::Korean, "Keycloak · 액세스 토큰")]
    {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        paste(&mut harness, KEYCLOAK);
        assert!(harness.query_by_label(name).is_some(), "{:?}", said(&harness));
        paste(&mut harness, TOKEN);
        assert!(harness.query_by_label(name).is_none(), "{:?}", said(&harness));
    }
}

#[test]
fn a_token_is_copied_in_another_serialisation_where_nothing_is_lost() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    let words = &english().encoded;
    click(&mut harness, words.copy);
    assert!(
        harness.get_by_role_and_label(Role::Button, words.copy_compact).accesskit_node().is_disabled(),
        "it is compact"
    );
    click(&mut harness, words.copy_flattened);
    let (input, signature) = TOKEN.rsplit_once('.').unwrap();
    let (header, payload) = input.split_once('.').unwrap();
    let flattened = format!(r#"{{"payload":"{payload}","protected":"{header}","signature":"{signature}"}}"#);
    let to = |to| Command::Copy(CopyWhat::Converted(to));
    let copied = |harness: &mut Harness<'static, Window>, what| harness.state_mut().core().update(to(what));
    assert_eq!(copied(&mut harness, To::Flattened), [Effect::CopyText(flattened.clone())]);
    tell(&mut harness, Command::EditText(flattened));
    assert_eq!(copied(&mut harness, To::Compact), [Effect::CopyText(TOKEN.to_owned())]);
    click(&mut harness, words.copy);
    assert!(!harness.get_by_role_and_label(Role::Button, words.copy_compact).accesskit_node().is_disabled());
}

#[test]
fn a_detached_payload_is_given_and_the_verdict_follows() {
    for language in Language::ALL {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        let words = &words(language).decoded;
        let (input, signature) = TOKEN.rsplit_once('.').unwrap();
        let (header, payload) = input.split_once('.').unwrap();
        tell(&mut harness, Command::ImportSecret(secret(SECRET)));
        paste(&mut harness, &format!("{header}..{signature}"));
        let accepts = |harness: &mut Harness<'static, Window>| {
            harness.state_mut().core().state.token().unwrap().signature.verdict == SignatureVerdict::Valid
        };
        assert!(!accepts(&mut harness), "the content is not here");
        assert!(harness.query_by_role_and_label(Role::Button, words.open_detached).is_some());
        let content = jotlens::encoding::base64url::decode_strict(payload).unwrap();
        harness.get_by_role_and_label(Role::Button, words.paste_detached).click();
        harness.run();
        paste(&mut harness, "something else");
        assert!(!accepts(&mut harness), "{:?}", said(&harness));
        harness.get_by_role_and_label(Role::Button, words.paste_detached).click();
        harness.run();
        paste(&mut harness, std::str::from_utf8(&content).unwrap());
        assert!(accepts(&mut harness), "{:?}", said(&harness));
        assert!(said(&harness).iter().any(|text| text == "user_481"), "{:?}", said(&harness));
        paste(&mut harness, TOKEN);
        let core = harness.state_mut().core();
        assert_eq!(core.state.tabs.len(), 2, "what is pasted later is a token again");
    }
}
