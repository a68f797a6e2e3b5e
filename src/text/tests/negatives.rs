//! The words of negative tests: there, in the right language, short, no two the same.

use std::collections::BTreeSet;

use super::{VALUE, check};
use crate::craft::negatives::{LeftOut, Negative, NegativesError};
use crate::text::Language;

#[test]
fn every_negative_says_why() {
    for language in Language::ALL {
        let text = language.text();
        let mut said = BTreeSet::new();
        for negative in Negative::ALL {
            let why = text.negative(*negative);
            check(language, why, 100);
            assert!(said.insert(why), "{why}");
        }
        let words = text.negative_words();
        for word in [words.accept, words.refuse, words.notice, words.renewed, words.left_out] {
            check(language, word, 90);
        }
        check(language, &(words.count)(70, 9), 60);
    }
}

#[test]
fn what_is_left_out_or_fails_is_told() {
    let left_out = [
        LeftOut::NoPublicKey,
        LeftOut::OnlyRsa,
        LeftOut::OnlyEcdsa,
        LeftOut::OneAlgorithm,
        LeftOut::NoClaim("aud"),
        LeftOut::Already,
        LeftOut::NoPadding,
        LeftOut::SameAlphabet,
        LeftOut::Failed,
    ];
    let errors = |value: &str| {
        [
            NegativesError::NotCompact,
            NegativesError::Header,
            NegativesError::Payload,
            NegativesError::Algorithm(value.to_owned()),
            NegativesError::Critical,
            NegativesError::OtherKey,
            NegativesError::PublicOnly(value.to_owned()),
            NegativesError::CannotSign,
            NegativesError::NoRandomness,
            NegativesError::Cancelled,
        ]
    };
    for language in Language::ALL {
        let text = language.text();
        for why in left_out {
            check(language, &text.left_out(why), 70);
        }
        for error in errors(VALUE) {
            check(language, &text.negatives_error(&error), 120);
        }
        for error in errors(&"\u{202E}".repeat(1000)) {
            assert!(text.negatives_error(&error).chars().count() < 260);
        }
    }
}
