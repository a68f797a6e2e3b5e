//! Everything that can be done has a name, and every reason why not has words, in both languages.

use std::collections::BTreeSet;

use super::check;
use crate::app::action::{Action, Group, WhyNot};
use crate::craft::convert;
use crate::text::Language;

fn reasons() -> Vec<WhyNot> {
    let all = vec![
        WhyNot::NoToken,
        WhyNot::NoSuchPart,
        WhyNot::Convert(convert::WhyNot::Damaged),
        WhyNot::OneTab,
        WhyNot::DialogOpen,
        WhyNot::NothingToUndo,
        WhyNot::NothingToRedo,
        WhyNot::NotEdited,
        WhyNot::NoSigner,
        WhyNot::NotEditable,
        WhyNot::AllKeys,
        WhyNot::NoSecret,
        WhyNot::NothingRuns,
        WhyNot::NothingAsked,
        WhyNot::NotDetached,
        WhyNot::NoKeys,
        WhyNot::NoVault,
        WhyNot::NoRecipient,
        WhyNot::NoFindings,
    ];
    for why in &all {
        // Whoever adds one adds it above, too.
        match why {
            WhyNot::NoToken
            | WhyNot::NoSuchPart
            | WhyNot::Convert(_)
            | WhyNot::OneTab
            | WhyNot::DialogOpen
            | WhyNot::NothingToUndo
            | WhyNot::NothingToRedo
            | WhyNot::NotEdited
            | WhyNot::NoSigner
            | WhyNot::NotEditable
            | WhyNot::AllKeys
            | WhyNot::NoSecret
            | WhyNot::NothingRuns
            | WhyNot::NothingAsked
            | WhyNot::NotDetached
            | WhyNot::NoKeys
            | WhyNot::NoVault
            | WhyNot::NoRecipient
            | WhyNot::NoFindings => {}
        }
    }
    all
}

#[test]
fn everything_has_a_name() {
    for language in Language::ALL {
        let words = &language.text().words.action;
        for action in Action::all() {
            let name = (words.name)(action);
            // A language is called by its own name.
            if !matches!(action, Action::Language(_)) {
                check(language, &name.full, 50);
            }
            assert!(!name.short.is_empty() && name.short.chars().count() <= name.full.chars().count() + 3);
        }
        for group in Group::ALL {
            check(language, (words.group)(group), 20);
        }
    }
}

#[test]
fn every_reason_has_words() {
    for language in Language::ALL {
        let words = &language.text().words.action;
        let said: BTreeSet<_> = reasons().iter().map(words.why_not).collect();
        assert_eq!(said.len(), reasons().len());
        for why in said {
            check(language, &why, 60);
        }
    }
}

#[test]
fn the_palette_and_the_help_speak() {
    for language in Language::ALL {
        let words = &language.text().words.action;
        let palette = &words.palette;
        for text in [
            palette.title,
            palette.hint,
            palette.list,
            palette.nothing,
            palette.keys,
            palette.recent,
            palette.find,
            palette.find_hint,
            palette.not_found,
            words.help.title,
            words.help.everywhere,
            words.help.mouse,
        ] {
            check(language, text, 50);
        }
        for text in [(palette.found)(0), (palette.found)(1), (palette.found)(85)] {
            check(language, &text, 30);
        }
        for text in [(palette.tab)("id_token"), (palette.key)("auth"), (palette.verify)("auth")] {
            check(language, &text, 40);
        }
        for text in words.help.moving.into_iter().chain(words.help.hints) {
            check(language, text, 80);
        }
    }
    assert_eq!((Language::English.text().words.action.palette.found)(1), "1 command");
}
