//! The forms that a token is copied in, and why one of them is not to be had.

use super::Text;
use crate::craft::copy_as::{As, WhyNot, Words};

/// How a language says it.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) copy_as: fn(As) -> &'static str,
    pub(super) not_copied: fn(&WhyNot) -> String,
    pub(super) copy_words: Words,
}

impl Text {
    /// The name of a form to copy a token in.
    pub fn copy_as(&self, form: As) -> &'static str {
        (self.tables.copy_as.copy_as)(form)
    }

    /// Why a token cannot be copied so.
    pub fn not_copied(&self, why: &WhyNot) -> String {
        match why {
            WhyNot::Convert(why) => self.why_not(why),
            why => (self.tables.copy_as.not_copied)(why),
        }
    }

    /// What is said around a copied token.
    pub fn copy_words(&self) -> Words {
        self.tables.copy_as.copy_words
    }
}
