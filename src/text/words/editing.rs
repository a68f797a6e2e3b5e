//! The words of typing over a token and signing it again.

use crate::app::edits::EditName;
use crate::craft::edit::EditError;
use crate::craft::edit::time::TimeEdit;
use crate::craft::resign::{HeaderUpdate, ResignError};
use crate::craft::typed::Typing;
use crate::text::Told;

/// Typing over a token.
#[derive(Debug)]
pub struct Editing {
    /// The text box of the header's JSON.
    pub header: &'static str,
    /// The text box of the payload's JSON.
    pub payload: &'static str,
    /// Beside a panel's title, while lines of it are not those that were signed.
    pub changes: fn(count: usize) -> String,
    /// The menu of times.
    pub times: &'static str,
    /// The entry that adds a member; its name is chosen next.
    pub add: &'static str,
    /// The title of the sheet of a new member.
    pub new_member: &'static str,
    /// The title of the sheet of one that is there.
    pub edit_member: fn(name: &str) -> String,
    /// The menu of a row, by the member's name, for screen readers.
    pub row_menu: fn(name: &str) -> String,
    /// The entry that opens the sheet.
    pub edit: &'static str,
    /// The entry that deletes a member.
    pub delete: &'static str,
    /// The entry that moves it up.
    pub up: &'static str,
    /// The entry that moves it down.
    pub down: &'static str,
    /// The box of the name.
    pub name: &'static str,
    /// The box of the value.
    pub value: &'static str,
    /// The choice of what the value is.
    pub typing: &'static str,
    /// One of these choices.
    pub typed: fn(Typing) -> &'static str,
    /// The box of date and time; the zone follows.
    pub instant: fn(zone: &str) -> String,
    /// The button that sets it to the present.
    pub now: &'static str,
    /// When that cannot be read.
    pub no_instant: &'static str,
    /// The button that keeps what was typed.
    pub keep: &'static str,
    /// The box that adds a word or an entry.
    pub add_word: &'static str,
    /// The button that removes one; its text follows.
    pub remove_word: fn(word: &str) -> String,
    /// What a time button does.
    pub time: fn(TimeEdit) -> String,
    /// Before the choice of a key.
    pub sign_with: &'static str,
    /// The choice of a key, before there is one.
    pub no_key: &'static str,
    /// The button that signs.
    pub sign: &'static str,
    /// The entry of a key's menu that signs the shown token.
    pub sign_with_this: &'static str,
    /// Before the choices of what signing changes in the header.
    pub header_changes: &'static str,
    /// A choice of what signing changes in the header.
    pub update: fn(HeaderUpdate) -> &'static str,
    /// The choice to sign after every edit.
    pub sign_after_edit: &'static str,
    /// The button that goes back to the token as it was signed.
    pub revert: &'static str,
    /// The menu of the signature's panel, for screen readers.
    pub signature_menu: &'static str,
    /// The entry that edits its bytes, and the box of them.
    pub edit_signature: &'static str,
    /// The entry that takes the signature away.
    pub unsign: &'static str,
    /// The title of the question before the window closes over edits.
    pub quit_title: &'static str,
    /// What is lost then: how many tokens.
    pub quit_body: fn(edited: usize) -> String,
    /// The button that closes the window all the same.
    pub quit: &'static str,
    /// The title of the question before a tab closes over edits.
    pub close_title: &'static str,
    /// What is lost then.
    pub close_body: &'static str,
    /// The button that closes the tab all the same.
    pub close: &'static str,
    /// The button that does not.
    pub stay: &'static str,
    /// The verdict on a token that was changed since it was signed.
    pub edited: &'static str,
    /// The same, where there is no room for more than a word.
    pub edited_short: &'static str,
    /// Below it.
    pub edited_detail: &'static str,
    /// What a step did, for undo and redo.
    pub step: fn(&EditName) -> String,
    /// The command that takes a step back, with the step's name.
    pub undo_step: fn(step: &str) -> String,
    /// The command that does it again, with the step's name.
    pub redo_step: fn(step: &str) -> String,
    /// Why a token was not signed, in one line.
    pub not_signed: fn(&ResignError) -> String,
    /// Why a claim was not changed, in one line.
    pub not_edited: fn(&EditError) -> String,
    /// The claim or parameter of a sheet is not there any more as it was.
    pub gone: Told,
}
