//! The words of the sheets that are answers: each form, kind, place and clash has its own in both languages.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{check, is_hangul};
use crate::app::state::{Clash, VaultStatus};
use crate::jose::generate::KeySpec;
use crate::jose::jwe::Unfit;
use crate::jose::write::Form;
use crate::text::Language;
use crate::vault::{IndexState, Place, VaultError};

fn places() -> [Place; 3] {
    [
        Place::Keychain("GNOME Keyring".to_owned()),
        Place::File(PathBuf::from("/home/kim/keys.age")),
        Place::Memory,
    ]
}

#[test]
fn every_form_and_kind_has_a_name_of_its_own() {
    for language in Language::ALL {
        let words = &language.text().words.sheet;
        let forms: BTreeSet<&str> = Form::ALL.map(words.key.form).into();
        assert_eq!(forms.len(), Form::ALL.len());
        let kinds: BTreeSet<&str> = KeySpec::ALL.map(words.generate.kinds).into();
        assert_eq!(kinds.len(), KeySpec::ALL.len());
        let lines: BTreeSet<&str> = KeySpec::ALL.map(words.generate.what).into();
        assert_eq!(lines.len(), KeySpec::ALL.len());
        for line in lines {
            check(language, line, 70);
        }
        let places: BTreeSet<String> = places().iter().map(words.place).collect();
        assert_eq!(places.len(), 3);
    }
}

#[test]
fn what_a_key_meets_is_named() {
    for language in Language::ALL {
        let words = &language.text().words.sheet.import;
        let name = || "auth-prod".to_owned();
        let clashes = [Clash::Same(name()), Clash::Completes(name()), Clash::Kid(name())];
        let said: BTreeSet<String> = clashes.iter().map(words.clash).collect();
        assert_eq!(said.len(), 3);
        for text in said {
            check(language, &text, 60);
            assert!(text.contains("auth-prod"));
        }
    }
}

#[test]
fn the_status_says_where_keys_are() {
    let state = IndexState::Sealed;
    for language in Language::ALL {
        let words = &language.text().words.status;
        let mut all = vec![VaultStatus::Opening, VaultStatus::Trouble(VaultError::NoProvider)];
        for place in places() {
            for is_locked in [false, true] {
                all.push(VaultStatus::Open { place: place.clone(), state, is_locked });
            }
        }
        for status in &all {
            for count in [0, 1, 6] {
                let said = (words.keys)(status, count);
                assert!(!said.is_empty() && said.chars().count() < 90, "{said}");
                assert_eq!(said.contains(is_hangul), language == Language::Korean, "{said}");
            }
        }
        let open = |is_locked| VaultStatus::Open { place: places()[0].clone(), state, is_locked };
        assert_ne!((words.keys)(&open(true), 6), (words.keys)(&open(false), 6));
    }
    let open = VaultStatus::Open { place: places()[0].clone(), state, is_locked: false };
    let english = (Language::English.text().words.status.keys)(&open, 6);
    assert_eq!(english, "GNOME Keyring · 6 keys · unlocked");
}

#[test]
fn why_a_key_cannot_be_encrypted_to_is_told() {
    let all = [
        Unfit::Kind,
        Unfit::Curve,
        Unfit::Length { needs: 464, has: 256 },
        Unfit::Use("sig".to_owned()),
        Unfit::Operations(vec!["sign".to_owned()]),
        Unfit::Operations(Vec::new()),
        Unfit::Algorithm("RS256".to_owned()),
        Unfit::Algorithm("RSA1_5".to_owned()),
    ];
    for language in Language::ALL {
        let words = &language.text().words.sheet.encrypt;
        let told: BTreeSet<String> = all
            .iter()
            .map(|why| {
                let told = (words.unfit)(why);
                super::check_told(language, &told);
                told.message.into_owned()
            })
            .collect();
        assert_eq!(told.len(), all.len());
        for text in [(words.kid)(None), (words.kid)(Some("7f3c")), (words.cty)("JWT"), (words.running)(3)] {
            check(language, &text, 80);
        }
    }
}

#[test]
fn uses_are_told_as_far_as_the_halves_go() {
    let usage = Language::English.text().words.sheet.usage;
    for (key_use, private, want) in [
        (Some("sig"), true, "Sign and verify"),
        (Some("sig"), false, "Verify"),
        (Some("enc"), true, "Encrypt and decrypt"),
        (Some("enc"), false, "Encrypt"),
        (None, true, "Any"),
        (Some("tls"), true, "“tls”"),
    ] {
        assert_eq!(usage(key_use, private), want);
    }
}
