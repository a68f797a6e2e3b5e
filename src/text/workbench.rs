//! The workbench: names of steps, templates and forms, and why one of them is not to be had.

use super::Text;
use crate::craft::compare::Change;
use crate::craft::copy_as::{As, WhyNot, Words};
use crate::craft::edit::EditError;
use crate::craft::edit::time::TimeEdit;
use crate::craft::history::Step;
use crate::craft::resign::{ResignError, Update};
use crate::craft::template::{Template, TemplateError};

/// How a language says it.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) step: fn(&Step) -> String,
    pub(super) time_edit: fn(TimeEdit) -> &'static str,
    pub(super) edit_error: fn(&EditError) -> String,
    pub(super) update: fn(Update) -> (&'static str, &'static str),
    pub(super) template: fn(Template) -> (&'static str, &'static str),
    pub(super) template_error: fn(&TemplateError) -> String,
    pub(super) copy_as: fn(As) -> &'static str,
    pub(super) not_copied: fn(&WhyNot) -> String,
    pub(super) copy_words: Words,
    pub(super) change: fn(Change) -> &'static str,
}

impl Text {
    /// The name of a step, for undo and redo: "Edit exp".
    pub fn step(&self, step: &Step) -> String {
        (self.tables.workbench.step)(step)
    }

    /// The name of a time button: "+15 min".
    pub fn time_edit(&self, edit: TimeEdit) -> &'static str {
        (self.tables.workbench.time_edit)(edit)
    }

    /// Why nothing was changed.
    pub fn edit_error(&self, error: &EditError) -> String {
        (self.tables.workbench.edit_error)(error)
    }

    /// The name of a choice of what signing does to the header, and what that means.
    pub fn header_update(&self, update: Update) -> (&'static str, &'static str) {
        (self.tables.workbench.update)(update)
    }

    /// Why a draft was not signed.
    pub fn resign_error(&self, error: &ResignError) -> String {
        match error {
            ResignError::Unable(why) => self.unable(why),
            ResignError::Header(error) => self.edit_error(error),
        }
    }

    /// A template's name, and what such a token is for.
    pub fn template(&self, template: Template) -> (&'static str, &'static str) {
        (self.tables.workbench.template)(template)
    }

    /// Why there is no new token.
    pub fn template_error(&self, error: &TemplateError) -> String {
        (self.tables.workbench.template_error)(error)
    }

    /// The name of a form to copy a token in.
    pub fn copy_as(&self, form: As) -> &'static str {
        (self.tables.workbench.copy_as)(form)
    }

    /// Why a token cannot be copied so.
    pub fn not_copied(&self, why: &WhyNot) -> String {
        match why {
            WhyNot::Convert(why) => self.why_not(why),
            why => (self.tables.workbench.not_copied)(why),
        }
    }

    /// What is said around a copied token.
    pub fn copy_words(&self) -> Words {
        self.tables.workbench.copy_words
    }

    /// The word for how two values differ. The distance of times is said apart.
    pub fn change(&self, change: Change) -> &'static str {
        (self.tables.workbench.change)(change)
    }
}
