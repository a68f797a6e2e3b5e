//! The words of new tokens, of negative tests, and of two tokens side by side.

use crate::craft::compare::{Change, SameKey};
use crate::craft::negatives::NegativesError;
use crate::craft::negatives::export::Format;
use crate::craft::own::OwnError;
use crate::craft::template::{Template, TemplateError};
use crate::text::Told;

/// New tokens, negative tests, two tokens side by side.
#[derive(Debug)]
pub struct Bench {
    /// The menu of new tokens.
    pub new_token: &'static str,
    /// In its place while the key of one is made.
    pub making: &'static str,
    /// The menu that has all of them where the window is narrow.
    pub more: &'static str,
    /// A kind of new token: the entry of the menu and the name of the tab.
    pub template: fn(Template) -> &'static str,
    /// What such a token is for, and the standard behind it.
    pub template_hint: fn(Template) -> &'static str,
    /// The key that signs, by its name.
    pub signed_by: fn(key: &str) -> String,
    /// The same where a key will be made.
    pub signed_by_new: &'static str,
    /// The choice to make a key although there are some.
    pub fresh: &'static str,
    /// Why no new token was made.
    pub not_made: fn(&TemplateError) -> Told,
    /// The button that opens the sheet of negative tests.
    pub negatives: &'static str,
    /// The button that opens the sheet of two tokens.
    pub compare: &'static str,
    /// Why neither can be opened.
    pub no_token: &'static str,
    /// The sheet of negative tests.
    pub negative: NegativesSheet,
    /// The sheet of two tokens.
    pub comparison: CompareSheet,
    /// Templates of the person's own.
    pub own: OwnSheet,
}

/// Negative tests.
#[derive(Debug)]
pub struct NegativesSheet {
    /// The sheet's name.
    pub title: &'static str,
    /// While they are made, for so many seconds.
    pub running: fn(secs: i64) -> String,
    /// The box that ticks all or none.
    pub all: &'static str,
    /// How many are ticked, of how many.
    pub chosen: fn(chosen: usize, all: usize) -> String,
    /// The box of one, for screen readers: name, what must happen to it, and why.
    pub row: fn(name: &str, what: &str, why: &str) -> String,
    /// Where the requests of some forms go.
    pub url: &'static str,
    /// The button that copies so many tokens.
    pub copy: fn(count: usize) -> String,
    /// The menu of forms to save in.
    pub save: &'static str,
    /// A form to save in.
    pub format: fn(Format) -> &'static str,
    /// The button that opens one in a tab.
    pub open: &'static str,
    /// The button that copies one.
    pub copy_one: &'static str,
    /// Where nothing is ticked.
    pub none_chosen: &'static str,
    /// How many of the list could not be made.
    pub left_out: fn(count: usize) -> String,
    /// Why there is no set, and what to do.
    pub failed: fn(&NegativesError) -> Told,
}

/// Templates of the person's own.
#[derive(Debug)]
pub struct OwnSheet {
    /// The entry of the menu that makes one of the shown token.
    pub save_as: &'static str,
    /// The button that renames or deletes one, for screen readers.
    pub change: fn(name: &str) -> String,
    /// The sheet's name for a new one.
    pub title: &'static str,
    /// The same for one that is there.
    pub title_of_one: &'static str,
    /// The box of its name.
    pub name: &'static str,
    /// What stands in it while it is empty.
    pub hint: &'static str,
    /// What is kept of the token, and what is not.
    pub what: &'static str,
    /// That it is written as it is.
    pub unencrypted: &'static str,
    /// The claims that are not kept.
    pub left_out: fn(names: &str) -> String,
    /// Why there is no template.
    pub problem: fn(OwnError) -> &'static str,
    /// The button that keeps it.
    pub save: &'static str,
    /// The button that deletes it.
    pub delete: &'static str,
}

/// Two tokens side by side.
#[derive(Debug)]
pub struct CompareSheet {
    /// The sheet's name.
    pub title: &'static str,
    /// The choice of the first token.
    pub first: &'static str,
    /// The choice of the second.
    pub second: &'static str,
    /// Where there is no other token to choose.
    pub no_other: &'static str,
    /// The choice before one was made.
    pub choose: &'static str,
    /// While they are compared.
    pub working: &'static str,
    /// The button that changes their places.
    pub swap: &'static str,
    /// The choice to leave out what is the same.
    pub differences: &'static str,
    /// Where nothing differs.
    pub nothing: &'static str,
    /// What was signed is the same, byte for byte.
    pub same_content: &'static str,
    /// How a member differs, but for times.
    pub change: fn(Change) -> String,
    /// How much later a time is in the second.
    pub later: fn(duration: &str) -> String,
    /// How much earlier.
    pub earlier: fn(duration: &str) -> String,
    /// Whether one key signed both.
    pub key: fn(&SameKey) -> String,
    /// A member for screen readers: its name and how it differs.
    pub row: fn(name: &str, change: &str) -> String,
    /// A side that does not have the member.
    pub absent: &'static str,
    /// Before the tokens that are inside of both.
    pub inside: &'static str,
    /// Where one alone has a token inside: whether it is the first.
    pub one_inside: fn(is_first: bool) -> &'static str,
}
