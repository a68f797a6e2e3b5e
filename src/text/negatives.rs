//! Negative tests: why each must be refused, what was left out, why there are none. One line each, without a full stop.

use super::Text;
use crate::craft::negatives::{LeftOut, Negative, NegativesError};

/// How a language says it.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) why: fn(Negative) -> &'static str,
    pub(super) left_out: fn(LeftOut) -> String,
    pub(super) error: fn(&NegativesError) -> String,
    pub(super) words: NegativeWords,
}

/// The words around the set.
#[derive(Debug)]
pub struct NegativeWords {
    /// What must happen to a control.
    pub accept: &'static str,
    /// What must happen to all others.
    pub refuse: &'static str,
    /// What it may be used for.
    pub notice: &'static str,
    /// How many there are of both.
    pub count: fn(negatives: usize, controls: usize) -> String,
    /// The control has other times than the token that was given.
    pub renewed: &'static str,
    /// Above what was left out.
    pub left_out: &'static str,
}

impl Text {
    /// Why it must be refused; of a control, why it must be accepted.
    pub fn negative(&self, negative: Negative) -> &'static str {
        (self.tables.negatives.why)(negative)
    }

    /// Why one of the list is not in the set.
    pub fn left_out(&self, why: LeftOut) -> String {
        (self.tables.negatives.left_out)(why)
    }

    /// Why there is no set.
    pub fn negatives_error(&self, error: &NegativesError) -> String {
        (self.tables.negatives.error)(error)
    }

    /// The words around the set.
    pub fn negative_words(&self) -> &NegativeWords {
        &self.tables.negatives.words
    }
}
