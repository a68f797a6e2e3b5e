//! The words of the workbench: there, in the right language, short, no two names the same.

use std::collections::BTreeSet;

use super::{VALUE, check};
use crate::craft::compare::Change;
use crate::craft::convert;
use crate::craft::copy_as::{As, WhyNot};
use crate::craft::edit::EditError;
use crate::craft::edit::time::TimeEdit;
use crate::craft::history::{Part, Step};
use crate::craft::resign::{ResignError, Update};
use crate::craft::sign::Unable;
use crate::craft::template::{Template, TemplateError};
use crate::encoding::json::{JsonError, JsonErrorKind, Kind};
use crate::jose::algorithm::JwsAlgorithm;
use crate::text::Language;

fn steps(name: &str) -> Vec<Step> {
    let name = || name.to_owned();
    let mut steps = vec![
        Step::Times,
        Step::Sign,
        Step::Unsign,
        Step::EditSignature,
        Step::RevertAll,
        Step::Replace,
        Step::Set(Part::Payload, name()),
        Step::Add(Part::Payload, name()),
        Step::Delete(Part::Payload, name()),
        Step::Rename(Part::Payload, name()),
        Step::Move(Part::Payload, name()),
    ];
    for part in [Part::Header, Part::Payload] {
        steps.extend([Step::Type(part), Step::Revert(part)]);
    }
    steps
}

#[test]
fn names_of_what_the_workbench_does() {
    for language in Language::ALL {
        let text = language.text();
        let mut names = BTreeSet::new();
        for step in steps(VALUE) {
            let name = text.step(&step);
            check(language, &name, 40);
            assert!(names.insert(name), "{step:?}");
        }
        for step in steps(&"\u{202E}가".repeat(1_000)) {
            let name = text.step(&step);
            assert!(name.chars().count() <= 45 && !name.contains('\u{202E}'), "{name:?}");
        }
        for template in Template::ALL {
            let (name, hint) = text.template(template);
            check(language, name, 30);
            check(language, hint, 60);
        }
        let forms: BTreeSet<_> = As::ALL.into_iter().map(|form| text.copy_as(form)).collect();
        assert_eq!(forms.len(), As::ALL.len());
        for form in As::ALL {
            check(language, text.copy_as(form), 30);
        }
        let buttons: BTreeSet<_> = TimeEdit::ALL.into_iter().map(|edit| text.time_edit(edit)).collect();
        assert_eq!(buttons.len(), TimeEdit::ALL.len());
        for edit in TimeEdit::ALL.into_iter().chain([TimeEdit::Expires(7), TimeEdit::Shift(7)]) {
            check(language, text.time_edit(edit), 16);
        }
        let changes = [
            Change::Same,
            Change::Spelling,
            Change::Added,
            Change::Removed,
            Change::Changed,
            Change::Time(5),
            Change::Type(Kind::Number, Kind::String),
        ];
        for change in changes {
            check(language, text.change(change), 24);
        }
        for update in Update::ALL {
            let (name, hint) = text.header_update(update);
            check(language, name, 24);
            check(language, hint, 60);
        }
        let words = text.copy_words();
        for word in [words.header, words.payload, words.no_signature] {
            check(language, word, 30);
        }
    }
}

#[test]
fn why_something_is_not_to_be_had() {
    let json = JsonError { at: 3, line: 1, column: 4, kind: JsonErrorKind::UnexpectedEnd };
    for language in Language::ALL {
        let text = language.text();
        for error in [
            EditError::NotJson(json.clone()),
            EditError::Value(json.clone()),
            EditError::NoSuchPlace,
            EditError::NoContainer,
            EditError::NoMember,
            EditError::Root,
            EditError::NotATime(VALUE.to_owned()),
        ] {
            check(language, &text.edit_error(&error), 70);
        }
        for error in [
            TemplateError::Unable(Unable::PublicOnly),
            TemplateError::NeedsKeyPair,
            TemplateError::NeedsRsa,
            TemplateError::NoRandomness,
        ] {
            check(language, &text.template_error(&error), 70);
        }
        check(language, &text.resign_error(&ResignError::Unable(Unable::PublicOnly)), 70);
        check(language, &text.resign_error(&ResignError::Header(EditError::NoContainer)), 70);
        for why in [
            WhyNot::Convert(convert::WhyNot::Damaged),
            WhyNot::NotCompact,
            WhyNot::NotCookie,
            WhyNot::Algorithm,
            WhyNot::Unsupported(JwsAlgorithm::MlDsa44),
            WhyNot::NoKey,
            WhyNot::NoClaims,
            WhyNot::NotText,
        ] {
            check(language, &text.not_copied(&why), 70);
        }
    }
}
