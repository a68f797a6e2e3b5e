//! Typing over a token and signing it again, in English.

use super::plural;
use crate::app::edits::EditName;
use crate::craft::edit::EditError;
use crate::craft::edit::time::TimeEdit;
use crate::craft::remake::Part;
use crate::craft::resign::{HeaderUpdate, ResignError};
use crate::craft::typed::Typing;
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::words::Editing;

pub(super) const EDITING: Editing = Editing {
    header: "Header as JSON",
    payload: "Payload as JSON",
    changes: |count| format!("editing · {}", plural(count, "change", "changes")),
    times: "Times",
    add: "Add claim",
    new_member: "A new member",
    edit_member: |name| format!("Edit {name}"),
    row_menu: |name| format!("Change {name}"),
    edit: "Edit…",
    delete: "Delete",
    up: "Move up",
    down: "Move down",
    name: "Name",
    value: "Value",
    typing: "Type",
    typed: |typing| match typing {
        Typing::Text => "text",
        Typing::Number => "number",
        Typing::Boolean => "true or false",
        Typing::Null => "null",
        Typing::List => "list of texts",
        Typing::Words => "words with spaces between",
        Typing::Json => "JSON",
    },
    instant: |zone| format!("Date and time, {zone}"),
    now: "Now",
    no_instant: "Write it like 2026-11-20 22:38:24",
    keep: "Change",
    add_word: "Add one and press Enter",
    remove_word: |word| format!("Remove {word}"),
    time,
    sign_with: "Sign with",
    no_key: "Choose a key",
    sign: "Sign",
    sign_with_this: "Sign the shown token with it",
    header_changes: "Signing sets in the header",
    update: |update| match update {
        HeaderUpdate::Full => "alg, typ and kid",
        HeaderUpdate::Alg => "only alg",
        HeaderUpdate::Nothing => "nothing",
    },
    sign_after_edit: "Sign after every edit",
    revert: "Revert edits",
    signature_menu: "Change the signature",
    edit_signature: "Edit the bytes as hex",
    unsign: "Remove the signature",
    quit_title: "Close the window?",
    quit_body: |edited| {
        let tokens = plural(edited, "token was", "tokens were");
        let them = if edited == 1 { "it" } else { "them" };
        format!("{tokens} edited and not signed. Nothing of {them} is kept when the window closes.")
    },
    quit: "Close the window",
    close_title: "Close the tab?",
    close_body: "Its token was edited and not signed. Nothing of it is kept when the tab closes.",
    close: "Close the tab",
    stay: "Stay",
    edited: "Edited since it was signed",
    edited_short: "Edited",
    edited_detail: "The signature is of the token as it was. Sign it to get a valid one",
    step,
    undo_step: |step| format!("Undo: {step}"),
    redo_step: |step| format!("Redo: {step}"),
    not_signed,
    not_edited,
    gone: Told::fixed(
        "It is not there any more as it was",
        "The token was changed, or another one is shown, while this was open",
        "Copy what you typed, close this, and open it again",
    ),
};

fn time(edit: TimeEdit) -> String {
    let amount = |seconds: i64| {
        let seconds = seconds.unsigned_abs();
        match seconds {
            0..3_600 => format!("{} min", seconds / 60),
            3_600 => "1 hour".to_owned(),
            86_400 => "1 day".to_owned(),
            3_601..86_400 => format!("{} hours", seconds / 3_600),
            _ => format!("{} days", seconds / 86_400),
        }
    };
    match edit {
        TimeEdit::Now => "Issued now".to_owned(),
        TimeEdit::Expires(seconds) => format!("+{}", amount(seconds)),
        TimeEdit::Expire => "Expire it".to_owned(),
        TimeEdit::Never => "Never expires".to_owned(),
        TimeEdit::ShiftToNow => "Shift all to now".to_owned(),
    }
}

fn step(name: &EditName) -> String {
    match name {
        EditName::Text => "typing in the token".to_owned(),
        EditName::Part(Part::Header) => "edit the header".to_owned(),
        EditName::Part(Part::Payload) => "edit the payload".to_owned(),
        EditName::Part(Part::Signature) => "edit the signature".to_owned(),
        EditName::Claim(name) | EditName::Parameter(name) => format!("edit {}", quoted(name)),
        EditName::Unsign => "remove the signature".to_owned(),
        EditName::Sign => "sign".to_owned(),
        EditName::Revert => "revert".to_owned(),
    }
}

fn not_signed(error: &ResignError) -> String {
    match error {
        ResignError::NotCompact => "Only a compact JWS is signed in place".to_owned(),
        ResignError::Header => "The header is no JSON object, so alg cannot be set in it".to_owned(),
        ResignError::NoAlgorithm => "The header names no signature algorithm".to_owned(),
        ResignError::Unencoded => "A token with an unencoded payload is not signed in place".to_owned(),
        ResignError::Key(why) => super::TEXT.unable(why),
    }
}

fn not_edited(error: &EditError) -> String {
    match error {
        EditError::NotJson(error) => {
            format!("It is not JSON from line {}, column {} on", error.line, error.column)
        }
        EditError::Value(error) => format!("The value is not JSON from column {} on", error.column),
        EditError::NoSuchPlace => "It is not there any more".to_owned(),
        EditError::NoContainer => "It is JSON, but no object".to_owned(),
        EditError::NoMember => "Only members have names".to_owned(),
        EditError::Root => "The whole text has no name and no place".to_owned(),
        EditError::NotATime(name) => format!("It is not a number: {}", quoted(name)),
    }
}
