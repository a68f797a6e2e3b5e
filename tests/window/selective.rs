//! SD-JWTs: what was disclosed stands in its place, what was not is told, and the key-binding token is a layer.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::Command;
use jotlens::app::settings::{Language, Settings};

use super::*;

/// Of that id in the providers' cases.
fn case(id: &str) -> String {
    let cases: serde_json::Value = serde_json::from_str(include_str!("../data/providers.json")).unwrap();
    let case = cases.as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
    case["input"].as_str().unwrap().to_owned()
}

#[test]
fn disclosed_claims_stand_in_their_place_in_both_languages() {
    for (language, name) in [
        (Language::English, "SD-JWT VC · credential with key binding"),
        (Language::Korean, "SD-JWT VC · 키 바인딩된 자격 증명"),
    ] {
        let mut harness = window([1360.0, 1400.0], Settings { language, ..Settings::default() });
        paste(&mut harness, &case("prov-o-sd-jwt-kb"));
        let decoded = &words(language).decoded;
        let total = (decoded.selective)(1, 2);
        let seen = said(&harness);
        for want in ["given_name", "Alice", name] {
            assert!(seen.iter().any(|text| text.contains(want)), "{want}: {seen:?}");
        }
        assert!(seen.contains(&total), "{total}: {seen:?}");
        assert!(seen.iter().any(|text| text.ends_with(decoded.disclosed)), "{seen:?}");
        assert!(seen.iter().any(|text| text.ends_with(&(decoded.selective)(0, 2))), "{seen:?}");
        // The key-binding token is a layer of its own.
        assert!(seen.iter().any(|text| text == "https://verifier.acme.example"), "{seen:?}");

        let json = harness.query_all_by_role_and_label(Role::RadioButton, "JSON").nth(1).unwrap();
        json.click();
        harness.run();
        let seen = said(&harness);
        let line = |start: &str, end: &str| {
            seen.iter().any(|text| text.trim_start().starts_with(start) && text.ends_with(end))
        };
        assert!(line("\"given_name\": \"Alice\"", decoded.disclosed), "{seen:?}");
        assert!(line("\"3Rzy-1mNvYsKVTDHXWHiNJb8AEZVHoZNBHfqD3kumyE\"", decoded.hidden), "{seen:?}");
    }
}

#[test]
fn a_forged_disclosure_is_not_shown_among_the_claims() {
    let mut harness = usual();
    paste(&mut harness, &case("prov-o-sd-jwt-bad"));
    let seen = said(&harness);
    assert!(!seen.iter().any(|text| text == "is_admin"), "{seen:?}");
    assert!(seen.iter().any(|text| text.contains("matches no digest")), "{seen:?}");
    tell(&mut harness, Command::Paste(TOKEN.to_owned()));
    assert!(!said(&harness).iter().any(|text| text.contains("disclosed")), "{:?}", said(&harness));
}
