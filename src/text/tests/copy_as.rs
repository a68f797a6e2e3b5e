//! The forms that a token is copied in: named, in the right language, no two the same.

use std::collections::BTreeSet;

use super::check;
use crate::craft::convert;
use crate::craft::copy_as::{As, WhyNot};
use crate::jose::algorithm::JwsAlgorithm;
use crate::text::Language;

#[test]
fn forms_are_named_and_refusals_told() {
    for language in Language::ALL {
        let text = language.text();
        let forms: BTreeSet<_> = As::ALL.into_iter().map(|form| text.copy_as(form)).collect();
        assert_eq!(forms.len(), As::ALL.len());
        for form in As::ALL {
            check(language, text.copy_as(form), 30);
        }
        let words = text.copy_words();
        for word in [words.header, words.payload, words.no_signature] {
            check(language, word, 30);
        }
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
