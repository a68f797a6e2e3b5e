//! The words of the workbench: there, in the right language, short, and no two kinds called the same.

use std::collections::BTreeSet;

use super::{VALUE, check, check_told, is_hangul};
use crate::craft::compare::{Change, SameKey};
use crate::craft::negatives::NegativesError;
use crate::craft::negatives::export::Format;
use crate::craft::own::OwnError;
use crate::craft::template::Template;
use crate::encoding::json::Kind;
use crate::text::Language;

#[test]
fn every_kind_of_token_and_form_has_a_name_of_its_own() {
    for language in Language::ALL {
        let words = &language.text().words.bench;
        let names: BTreeSet<&str> = Template::ALL.map(words.template).into();
        assert_eq!(names.len(), Template::ALL.len());
        let hints: BTreeSet<&str> = Template::ALL.map(words.template_hint).into();
        assert_eq!(hints.len(), Template::ALL.len());
        for name in names {
            check(language, name, 30);
        }
        for hint in hints {
            check(language, hint, 70);
        }
        let formats: BTreeSet<&str> = Format::ALL.map(words.negative.format).into();
        assert_eq!(formats.len(), Format::ALL.len());
        for text in [(words.signed_by)(VALUE), (words.negative.copy)(1), (words.negative.copy)(70)] {
            check(language, &text, 90);
        }
        for text in
            [(words.negative.running)(3), (words.negative.chosen)(3, 70), (words.negative.left_out)(8)]
        {
            check(language, &text, 60);
        }
    }
}

#[test]
fn why_there_are_no_negatives_is_told_with_what_to_do() {
    let errors = [
        NegativesError::NotCompact,
        NegativesError::Header,
        NegativesError::Payload,
        NegativesError::Algorithm("none".to_owned()),
        NegativesError::Critical,
        NegativesError::OtherKey,
        NegativesError::PublicOnly("auth".to_owned()),
        NegativesError::CannotSign,
        NegativesError::NoRandomness,
        NegativesError::Cancelled,
    ];
    for language in Language::ALL {
        for error in &errors {
            let told = (language.text().words.bench.negative.failed)(error);
            check_told(language, &told);
            assert!(!told.fix.is_empty(), "{error:?}");
        }
    }
}

#[test]
fn templates_of_ones_own_are_told() {
    let errors =
        [OwnError::NoName, OwnError::Taken, OwnError::LongName, OwnError::TooLarge, OwnError::NotObject];
    for language in Language::ALL {
        let words = &language.text().words.bench.own;
        for text in
            [words.save_as, words.title, words.title_of_one, words.name, words.hint, words.save, words.delete]
        {
            check(language, text, 30);
        }
        for text in [words.what, words.unencrypted] {
            check(language, text, 170);
        }
        for text in [(words.change)(VALUE), (words.left_out)(VALUE)] {
            check(language, &text, 80);
        }
        let said: BTreeSet<&str> = errors.map(words.problem).into();
        assert_eq!(said.len(), errors.len());
        for text in said {
            check(language, text, 60);
        }
    }
}

#[test]
fn how_members_differ_is_said() {
    let changes = [
        Change::Same,
        Change::Spelling,
        Change::Added,
        Change::Removed,
        Change::Changed,
        Change::Type(Kind::String, Kind::Number),
        Change::Type(Kind::Object, Kind::Array),
        Change::Type(Kind::Null, Kind::Bool),
    ];
    let keys = [SameKey::Yes("a".to_owned()), SameKey::No("a".to_owned(), "b".to_owned()), SameKey::Unknown];
    for language in Language::ALL {
        let words = &language.text().words.bench.comparison;
        let said: BTreeSet<String> = changes.map(words.change).into();
        assert_eq!(said.len(), changes.len());
        for text in said {
            check(language, &text, 40);
        }
        for key in &keys {
            check(language, &(words.key)(key), 70);
        }
        for text in [words.inside, (words.one_inside)(true), (words.one_inside)(false)] {
            check(language, text, 40);
        }
        for text in [(words.later)("2 h"), (words.earlier)("2 h")] {
            assert_eq!(text.contains(is_hangul), language == Language::Korean);
        }
    }
}
