//! What holds for every text: nothing missing, nothing in the wrong language, nothing too long.

mod bench;
mod causes;
mod content;
mod copy_as;
mod diagnosis;
mod negatives;
mod samples;
mod shapes;
mod sheets;
pub(crate) mod source;
mod things;
mod verdicts;

use std::collections::BTreeSet;

use super::escape::is_hidden;
use super::known::{Algorithm, Claim, MediaType, Parameter};
use super::{Language, Told};
use crate::inspect::finding::{Detail, Severity};
use crate::inspect::provider::{Provider, TokenKind};
use crate::inspect::report::Structure;
use crate::jose::algorithm::Curve;
use crate::jose::key::KeyKind;
use crate::jose::readings::Reading;
use crate::jose::token::{Role, Serialization};

/// A value as they come from outside, of common length.
const VALUE: &str = "auth-prod-2026";

fn is_hangul(character: char) -> bool {
    matches!(character, '가'..='힣' | 'ㄱ'..='ㆎ')
}

/// What holds for a single text of ours.
fn check(language: Language, text: &str, longest: usize) {
    assert!(!text.trim().is_empty(), "empty text");
    assert_eq!(text, text.trim(), "blanks around {text:?}");
    assert!(!text.ends_with('.'), "full stop: {text:?}");
    assert!(!text.contains("  ") && !text.contains(['—', '–', '\n']), "{text:?}");
    assert!(!text.contains("..."), "three dots: {text:?}");
    assert!(!text.contains(is_hidden), "hidden character in {text:?}");
    assert!(text.chars().count() <= longest, "{} characters: {text:?}", text.chars().count());
    match language {
        Language::English => assert!(!text.contains(is_hangul), "Hangul in {text:?}"),
        Language::Korean => assert!(text.contains(is_hangul), "no Hangul in {text:?}"),
    }
}

fn check_told(language: Language, told: &Told) {
    check(language, &told.message, 90);
    assert_eq!(told.message.chars().next().map(char::is_whitespace), Some(false));
    for part in [&told.why, &told.fix] {
        if !part.is_empty() {
            check(language, part, 125);
            assert!(!part.contains(". "), "more than one sentence: {part:?}");
        }
    }
}

/// Every reference that a finding names.
pub(crate) fn every_reference() -> BTreeSet<&'static str> {
    samples::details(VALUE).iter().map(|detail| detail.meta().reference).collect()
}

#[test]
fn every_finding_has_a_sample() {
    let ids: BTreeSet<&str> = Detail::ids().collect();
    let samples: BTreeSet<&str> = samples::details(VALUE).iter().map(|detail| detail.meta().id).collect();
    assert_eq!(ids, samples);
}

#[test]
fn every_finding_has_words_in_both_languages() {
    for language in Language::ALL {
        for detail in samples::details(VALUE) {
            check_told(language, &language.text().finding(&detail));
        }
    }
}

#[test]
fn no_two_findings_say_the_same() {
    for language in Language::ALL {
        let mut seen: Vec<(String, &str)> = Vec::new();
        for detail in samples::details(VALUE) {
            let (message, id) = (language.text().finding(&detail).message.into_owned(), detail.meta().id);
            for (other, other_id) in &seen {
                assert!(*other != message || *other_id == id, "{id} and {other_id}: {message}");
            }
            seen.push((message, id));
        }
    }
}

#[test]
fn hostile_values_stay_short_and_visible() {
    let hostile = [
        "a".repeat(100_000),
        "\u{202E}".repeat(1_000),
        "line\nbreak\u{1B}[31m\0".to_owned(),
        "가".repeat(500),
        String::new(),
    ];
    for language in Language::ALL {
        let text = language.text();
        for value in &hostile {
            let mut told: Vec<Told> =
                samples::details(value).iter().map(|detail| text.finding(detail)).collect();
            told.extend(things::read_errors(value).iter().map(|error| text.read_error(error)));
            told.extend(things::read_notes(value).iter().map(|note| text.read_note(note)));
            told.extend(things::notices(value).iter().map(|notice| text.notice(notice)));
            let mut lines: Vec<String> =
                things::origins(value).iter().filter_map(|it| text.origin(it)).collect();
            lines.extend(things::unfits(value).iter().map(|it| text.unfit(it)));
            lines.extend(things::craft_errors(value).iter().map(|it| text.craft_error(it)));
            lines.extend(things::header_faults(value).iter().map(|it| text.header_fault(it)));
            lines.extend(things::whys_not(value).iter().map(|it| text.why_not(it)));
            lines
                .extend(told.into_iter().flat_map(|told| [told.message, told.why, told.fix]).map(Into::into));
            for line in lines {
                assert!(line.chars().count() <= 260, "{line:?}");
                assert!(!line.contains(is_hidden), "{line:?}");
            }
        }
    }
}

#[test]
fn problems_are_told_in_both_languages() {
    for language in Language::ALL {
        let text = language.text();
        for error in things::read_errors(VALUE) {
            check_told(language, &text.read_error(&error));
        }
        for note in things::read_notes(VALUE) {
            check_told(language, &text.read_note(&note));
        }
        for notice in things::notices(VALUE) {
            check_told(language, &text.notice(&notice));
        }
        for fault in things::key_faults(VALUE) {
            check(language, &text.key_fault(&fault), 90);
        }
        for error in things::craft_errors(VALUE) {
            check(language, &text.craft_error(&error), 190);
        }
        for error in things::seal_errors(VALUE) {
            check(language, &text.seal_error(&error), 150);
        }
        for why in things::unables(VALUE) {
            check(language, &text.unable(&why), 90);
        }
        for fault in things::header_faults(VALUE) {
            check(language, &text.header_fault(&fault), 90);
        }
        for why in things::whys_not(VALUE) {
            check(language, &text.why_not(&why), 90);
        }
        for standing in things::standings(VALUE) {
            check(language, &text.standing(&standing).unwrap(), 90);
        }
    }
}

#[test]
fn names_of_values() {
    for language in Language::ALL {
        let text = language.text();
        for severity in [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info]
        {
            check(language, text.severity(severity), 10);
        }
        for structure in [Structure::Ok, Structure::Partial, Structure::Error] {
            check(language, text.structure(structure), 20);
        }
        for part in samples::PARTS {
            check(language, &text.part(part), 24);
        }
        for origin in things::origins(VALUE) {
            check(language, &text.origin(&origin).unwrap(), 50);
        }
        for unfit in things::unfits(VALUE) {
            check(language, &text.unfit(&unfit), 70);
        }
        for outcome in things::outcomes(VALUE) {
            let key = verdicts::key_id(0, "auth-prod", None);
            check(language, &text.attempt(&crate::inspect::report::Attempt { key, outcome }), 70);
        }
        for reading in [Reading::Raw, Reading::Text, Reading::Hex, Reading::Base64] {
            assert!(!text.reading(reading).is_empty());
        }
        let halves = [(KeyKind::Secret { bits: 8 }, true), (KeyKind::Rsa { bits: 8 }, true)];
        for (kind, has_private) in halves.into_iter().chain([(KeyKind::Rsa { bits: 8 }, false)]) {
            check(language, text.half(kind, has_private), 20);
        }
        for media in samples::MEDIA {
            assert!(!text.media(media).is_empty());
        }
        let kinds: BTreeSet<String> = TokenKind::ALL
            .iter()
            .map(|kind| text.provider(Provider { name: "Keycloak", kind: *kind }))
            .collect();
        assert_eq!(kinds.len(), TokenKind::ALL.len(), "two kinds of token have one name");
        for kind in &kinds {
            check(language, kind, 45);
        }
        let names: BTreeSet<_> = things::formats().into_iter().map(|format| text.format(format)).collect();
        assert_eq!(names.len(), things::formats().len(), "two formats have one name");
    }
    let (english, korean) = (Language::English.text(), Language::Korean.text());
    assert_eq!(english.serialization(Serialization::JwsCompact), "JWS compact");
    assert_eq!(english.key_kind(KeyKind::Rsa { bits: 2048 }), "RSA 2048");
    assert_eq!(english.key_kind(KeyKind::Ec(Curve::P256)), "P-256");
    assert_eq!(english.key_kind(KeyKind::Secret { bits: 256 }), "Secret 256 bits");
    assert_eq!(korean.key_kind(KeyKind::Secret { bits: 256 }), "비밀 키 256비트");
    assert_eq!(english.private_claim(), "private claim");
    assert_eq!(english.scopes(1), "1 scope");
    assert_eq!(english.scopes(2), "2 scopes");
    assert_eq!(korean.scopes(2), "권한 범위 2개");
    assert_eq!(korean.audiences(3), "대상 3개");
}

#[test]
fn every_known_name_is_explained() {
    assert!(Claim::ALL.len() >= 70 && Parameter::ALL.len() >= 30 && Algorithm::ALL.len() >= 45);
    for language in Language::ALL {
        let text = language.text();
        let claims = Claim::ALL.iter().map(|(_, name)| text.claim(name));
        let parameters = Parameter::ALL.iter().map(|(_, name)| text.header_param(name));
        let algorithms = Algorithm::ALL.iter().map(|(_, name)| text.algorithm(name));
        let types = MediaType::ALL.iter().map(|(_, name)| text.media_type(name));
        for explained in claims.chain(parameters).chain(algorithms).chain(types) {
            let explained = explained.expect("known by its own name");
            check(language, explained.sentence, 100);
            assert!(!explained.title.is_empty() && explained.title.chars().count() <= 50, "{explained:?}");
            assert!(!explained.title.ends_with('.') && !explained.sentence.contains(". "), "{explained:?}");
            assert!(language == Language::Korean || !explained.title.contains(is_hangul), "{explained:?}");
            assert!(!explained.reference.is_empty());
        }
        for (_, name) in Claim::ALL {
            check(language, text.claim(name).unwrap().title, 24);
        }
        for role in [
            Role::Header,
            Role::Payload,
            Role::Signature,
            Role::EncryptedKey,
            Role::Iv,
            Role::Ciphertext,
            Role::Tag,
            Role::Extra,
        ] {
            check(language, text.role(role).title, 24);
            check(language, text.role(role).sentence, 100);
        }
    }
}

#[test]
fn known_names_are_exact() {
    let text = Language::English.text();
    assert_eq!(text.claim("iss").unwrap().title, "Issuer");
    assert_eq!(text.algorithm("RS256").unwrap().title, "RSA PKCS#1 v1.5 with SHA-256");
    for typ in ["at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"] {
        let explained = text.media_type(typ).unwrap();
        assert_eq!((explained.title, explained.reference), ("OAuth 2.0 access token", "RFC 9068 §2.1"));
    }
    for name in ["ISS", "", "tenant", "iss ", "exp\0"] {
        assert_eq!(text.claim(name), None, "{name:?}");
    }
    for name in ["rs256", "RS-256", "NONE", "", "EdDSA "] {
        assert_eq!(text.algorithm(name), None, "{name:?}");
    }
    let long = "a".repeat(1_000_000);
    for name in ["", "application/", "jwt2", long.as_str(), "한국어"] {
        assert_eq!(text.media_type(name), None);
    }
}

#[test]
fn references_are_sections() {
    for (claim, name) in Claim::ALL {
        let reference = Language::English.text().claim(name).unwrap().reference;
        assert!(!reference.contains(" s") && !reference.ends_with('§'), "{claim:?}: {reference}");
    }
}

#[test]
fn locales_lead_to_a_language() {
    let cases = [
        ("ko", Language::Korean),
        ("ko_KR.UTF-8", Language::Korean),
        ("ko-KR", Language::Korean),
        ("KO-kr", Language::Korean),
        ("ko@hanja", Language::Korean),
        ("kok-IN", Language::English),
        ("en_GB.UTF-8", Language::English),
        ("de", Language::English),
        ("C", Language::English),
        ("POSIX", Language::English),
        ("", Language::English),
    ];
    for (locale, expected) in cases {
        assert_eq!(Language::from_locale(locale), expected, "{locale}");
    }
    for language in Language::ALL {
        assert_eq!(Language::from_locale(language.tag()), language);
        assert!(!language.name().is_empty());
    }
}

#[test]
fn a_single_sentence_has_no_full_stop() {
    let cases = [
        (("m", "Why", "Fix"), "Why. Fix."),
        (("m", "Why", ""), "Why"),
        (("m", "", "Fix"), "Fix"),
        (("m", "", ""), ""),
    ];
    for ((message, why, fix), expected) in cases {
        assert_eq!(Told::new(message, why, fix).body(), expected);
    }
}
