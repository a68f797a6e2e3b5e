//! Why a signature does not hold: the sentence, the button that mends it, what was tried, and the four verdicts.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::Command;
use jotlens::app::settings::{Language, Settings};
use jotlens::encoding::base64url;
use jotlens::inspect::report::SignatureVerdict;
use jotlens::jose::key::Key;
use jotlens::jose::read::{SecretEncoding, read_secret};

use super::tokens::secret;
use super::*;

fn key(name: &str, text: &str, kid: &str) -> Key {
    let mut key = read_secret(text, SecretEncoding::Text, name).unwrap();
    key.kid = Some(kid.to_owned());
    key
}

/// A token that names the key `a`, signed with [`SECRET`].
pub(crate) fn naming_a() -> String {
    let claims = format!(
        r#"{{"iss":"https://auth.example.com","sub":"user_481","aud":"https://api.example.com","iat":{},"exp":{}}}"#,
        NOW - 2_304,
        NOW + 1_296
    );
    let header = r#"{"alg":"HS256","typ":"JWT","kid":"a"}"#;
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let signer = read_secret(SECRET, SecretEncoding::Text, "k").unwrap();
    let signature =
        jotlens::jose::jws::sign(jotlens::jose::JwsAlgorithm::Hs256, &signer, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

/// The key that the token names, and the one that signed it: for this session.
pub(crate) fn two_keys(harness: &mut Harness<'static, Window>) {
    let keys = vec![
        key("auth-staging", "another secret of 32 bytes .....", "a"),
        key("mobile-gateway", SECRET, "b"),
    ];
    harness.state_mut().core().add_keys(keys);
}

fn has(harness: &Harness<'static, Window>, text: &str) -> bool {
    said(harness).iter().any(|one| one.contains(text))
}

#[test]
fn the_cause_is_told_with_its_evidence_and_mended_with_one_click() {
    for (language, cause, button) in [
        (Language::English, "Signed with your key “mobile-gateway”", "Use key mobile-gateway"),
        (Language::Korean, "“mobile-gateway”", "사용할 키: mobile-gateway"),
    ] {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        two_keys(&mut harness);
        paste(&mut harness, &naming_a());
        let verdict = language.text().verdict(harness.state_mut().core().state.token().unwrap());
        let detail = verdict.detail.unwrap();
        assert!(detail.contains(cause), "{detail}");
        assert!(has(&harness, &detail), "{:?}", said(&harness));
        // On the verdict card, and on the finding.
        assert_eq!(harness.query_all_by_role_and_label(Role::Button, button).count(), 2);
        harness.query_all_by_role_and_label(Role::Button, button).next().unwrap().click();
        settle(&mut harness);
        let token = harness.state_mut().core().state.token().unwrap();
        assert_eq!(token.signature.verdict, SignatureVerdict::Valid);
        assert_eq!(harness.query_all_by_role_and_label(Role::Button, button).count(), 0);
    }
}

#[test]
fn where_nothing_explains_it_what_was_tried_can_be_read_with_the_keyboard() {
    for language in Language::ALL {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        let words = &words(language).verdict;
        two_keys(&mut harness);
        paste(&mut harness, &naming_a().replace(".eyJpc3MiOiJ", ".eyJpc3MiOiK"));
        let diagnosis = harness.state_mut().core().state.token().unwrap().diagnosis.clone().unwrap();
        assert_eq!(diagnosis.proof, None);
        let tried = language.text().tried(*diagnosis.tried.first().unwrap());
        assert!(!has(&harness, &tried));
        harness.get_by_role_and_label(Role::Button, words.what_was_tried).focus();
        harness.run();
        harness.key_press(egui::Key::Enter);
        settle(&mut harness);
        assert!(has(&harness, &tried), "{:?}", said(&harness));
    }
}

#[test]
fn the_four_verdicts_are_read_out_apart() {
    for (language, want) in [
        (Language::English, ["Structure: ok", "Signature: invalid", "Time: ok", "Policy: ok"]),
        (Language::Korean, ["구조: 온전함", "서명: 무효", "시간: 유효", "정책: 통과"]),
    ] {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        two_keys(&mut harness);
        paste(&mut harness, &naming_a());
        for mark in want {
            assert!(harness.query_by_label(mark).is_some(), "{mark}: {:?}", said(&harness));
        }
    }
}

#[test]
fn a_signature_that_holds_does_not_hide_that_a_token_is_refused() {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    for mark in ["Structure: ok", "Signature: valid", "Time: ok", "Policy: ok"] {
        assert!(harness.query_by_label(mark).is_some(), "{mark}: {:?}", said(&harness));
    }
    paste(&mut harness, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.");
    for mark in ["Signature: missing", "Policy: refused"] {
        assert!(harness.query_by_label(mark).is_some(), "{mark}: {:?}", said(&harness));
    }
}

#[test]
fn the_card_keeps_its_height() {
    let mut harness = usual();
    let top = |harness: &Harness<'static, Window>| {
        harness.query_all_by_label(english().decoded.header).next().unwrap().rect().top()
    };
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    let good = top(&harness);
    two_keys(&mut harness);
    harness.event(egui::Event::Paste(naming_a()));
    for _ in 0..4 {
        harness.step();
        if harness.query_by_role_and_label(Role::Button, english().verdict.stop).is_some() {
            assert!(has(&harness, english().verdict.looking));
            assert!((top(&harness) - good).abs() < 1.5, "while it looks {} {good}", top(&harness));
        }
    }
    settle(&mut harness);
    assert!((top(&harness) - good).abs() < 1.5, "{} {good}", top(&harness));
    paste(&mut harness, &naming_a().replace(".eyJpc3MiOiJ", ".eyJpc3MiOiK"));
    assert!((top(&harness) - good).abs() < 1.5, "{} {good}", top(&harness));
}

#[test]
fn a_signature_in_der_is_converted_and_a_joined_text_is_split() {
    let der = include_str!("../golden/der.txt");
    let keys = include_str!("../golden/keys.jwks");
    for (language, convert) in [(Language::English, "Convert signature"), (Language::Korean, "서명 변환")]
    {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        tell(&mut harness, Command::ImportText(keys.to_owned().into()));
        tell(&mut harness, Command::ImportConfirm);
        paste(&mut harness, der.trim());
        let verdict = language.text().verdict(harness.state_mut().core().state.token().unwrap());
        assert!(verdict.detail.unwrap().contains("R‖S"));
        assert_eq!(
            harness.query_all_by_role_and_label(Role::Button, convert).count(),
            2,
            "{:?}",
            said(&harness)
        );
        harness.query_all_by_role_and_label(Role::Button, convert).next().unwrap().click();
        settle(&mut harness);
        let core = harness.state_mut().core();
        assert_eq!(core.state.tabs.len(), 2, "the first one is not lost");
        assert_eq!(core.state.token().unwrap().signature.verdict, SignatureVerdict::Valid);
    }
    let mut harness = usual();
    paste(&mut harness, &format!("{TOKEN}{TOKEN}"));
    let tabs = harness.state_mut().core().state.tabs.len();
    let button = "Split into 2 tabs";
    assert!(harness.query_all_by_role_and_label(Role::Button, button).count() > 0, "{:?}", said(&harness));
    harness.query_all_by_role_and_label(Role::Button, button).next().unwrap().click();
    settle(&mut harness);
    let core = harness.state_mut().core();
    assert_eq!(core.state.tabs.len(), tabs + 1, "two of the same are one");
    assert_eq!(&*core.state.shown().unwrap().text, TOKEN);
}

#[test]
fn a_list_of_words_is_offered_where_a_secret_signed() {
    for language in Language::ALL {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        let words = &words(language).verdict;
        two_keys(&mut harness);
        paste(&mut harness, &naming_a().replace(".eyJpc3MiOiJ", ".eyJpc3MiOiK"));
        click(&mut harness, words.what_was_tried);
        assert!(
            harness.query_by_role_and_label(Role::Button, words.try_words).is_some(),
            "{:?}",
            said(&harness)
        );
    }
}
