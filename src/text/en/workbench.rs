//! The workbench, in English.

use crate::craft::compare::Change;
use crate::craft::copy_as::{As, WhyNot, Words};
use crate::craft::edit::EditError;
use crate::craft::edit::time::TimeEdit;
use crate::craft::history::{Part, Step};
use crate::craft::resign::Update;
use crate::craft::template::{Template, TemplateError};
use crate::text::escape::{quoted, visible};
use crate::text::workbench::Tables;

pub(super) const TABLES: Tables = Tables {
    step,
    time_edit,
    edit_error,
    update,
    template,
    template_error,
    copy_as,
    not_copied,
    copy_words: Words { header: "Header", payload: "Payload", no_signature: "Signature left out" },
    change,
};

/// The most characters of a claim's name in a menu.
const NAME_CHARS: usize = 24;

fn step(step: &Step) -> String {
    let named = |verb: &str, name: &str| format!("{verb} {}", visible(name, NAME_CHARS));
    match step {
        Step::Type(part) => format!("Edit {}", part_name(*part)),
        Step::Set(_, name) => named("Edit", name),
        Step::Add(_, name) => named("Add", name),
        Step::Delete(_, name) => named("Delete", name),
        Step::Rename(_, name) => named("Rename", name),
        Step::Move(_, name) => named("Move", name),
        Step::Times => "Change times".to_owned(),
        Step::Sign => "Sign".to_owned(),
        Step::Unsign => "Drop signature".to_owned(),
        Step::EditSignature => "Edit signature".to_owned(),
        Step::Revert(part) => format!("Revert {}", part_name(*part)),
        Step::RevertAll => "Revert all".to_owned(),
        Step::Replace => "Replace token".to_owned(),
    }
}

const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Signature => "signature",
    }
}

fn time_edit(edit: TimeEdit) -> &'static str {
    match edit {
        TimeEdit::Now => "Now",
        TimeEdit::Expires(900) => "+15 min",
        TimeEdit::Expires(3_600) => "+1 hour",
        TimeEdit::Expires(86_400) => "+1 day",
        TimeEdit::Expires(2_592_000) => "+30 days",
        TimeEdit::Expires(_) => "Expires",
        TimeEdit::Expire => "Expire it",
        TimeEdit::Never => "Never",
        TimeEdit::Shift(_) => "Shift times",
        TimeEdit::ShiftToNow => "Shift to now",
    }
}

fn edit_error(error: &EditError) -> String {
    match error {
        EditError::NotJson(error) => {
            format!("The text is not JSON from line {}, column {} on", error.line, error.column)
        }
        EditError::Value(error) => format!("The value is not JSON from column {} on", error.column),
        EditError::NoSuchPlace => "There is nothing any more".to_owned(),
        EditError::NoContainer => "Only objects and arrays have members".to_owned(),
        EditError::NoMember => "An element of an array has no name".to_owned(),
        EditError::Root => "The outermost value has neither name nor place".to_owned(),
        EditError::NotATime(name) => format!("This is no time in seconds: {}", quoted(name)),
    }
}

fn update(update: Update) -> (&'static str, &'static str) {
    match update {
        Update::All => ("Update header", "alg, typ and kid follow the key"),
        Update::Algorithm => ("Update alg only", "kid and typ stay as they are"),
        Update::Leave => ("Leave header alone", "It may say something else than what was done"),
    }
}

fn template(template: Template) -> (&'static str, &'static str) {
    match template {
        Template::AccessToken => ("Access token", "For an API (RFC 9068)"),
        Template::IdToken => ("ID token", "Says who signed in (OpenID Connect)"),
        Template::RefreshToken => ("Refresh token", "Gets new access tokens"),
        Template::Pair => ("Access and refresh token", "A short and a long life, linked, in two tabs"),
        Template::ClientAssertion => ("Client assertion", "A client signs in without a secret (RFC 7523)"),
        Template::DpopProof => ("DPoP proof", "Proves a key with one request (RFC 9449)"),
        Template::GithubApp => ("GitHub App", "An app signs in at GitHub"),
        Template::Kubernetes => ("Kubernetes service account", "As a pod gets it from its cluster"),
        Template::Logout => ("Logout token", "Ends a session at the client (OpenID Connect)"),
        Template::Empty => ("Empty token", "Header and no claims"),
    }
}

fn template_error(error: &TemplateError) -> String {
    match error {
        TemplateError::Unable(why) => super::TEXT.unable(why),
        TemplateError::NeedsKeyPair => "It shows its public key, so a key pair is needed".to_owned(),
        TemplateError::NeedsRsa => "GitHub takes RSA keys only".to_owned(),
        TemplateError::NoRandomness => "The system gives no random numbers".to_owned(),
    }
}

fn copy_as(form: As) -> &'static str {
    match form {
        As::Token => "Token",
        As::Bearer => "Authorization header",
        As::Curl => "cURL command",
        As::Cookie => "Cookie header",
        As::Http => "Request for .http files",
        As::Flattened => "Flattened JSON",
        As::General => "General JSON",
        As::Markdown => "Markdown for a ticket",
        As::Rust => "Rust (jsonwebtoken)",
        As::Node => "Node (jose)",
        As::Python => "Python (PyJWT)",
        As::Go => "Go (golang-jwt)",
        As::Java => "Java (jjwt)",
        As::OpenSsl => "Shell (openssl)",
        As::Step => "Shell (step)",
    }
}

fn not_copied(why: &WhyNot) -> String {
    match why {
        WhyNot::Convert(why) => super::TEXT.why_not(why),
        WhyNot::NotCompact => "Only a whole signed token in the compact serialisation".to_owned(),
        WhyNot::NotCookie => "A cookie takes no quotes and no blanks".to_owned(),
        WhyNot::Algorithm => "The algorithm is not known".to_owned(),
        WhyNot::Unsupported(algorithm) => format!("{} is not known there", algorithm.name()),
        WhyNot::NoKey => "No key here fits the token".to_owned(),
        WhyNot::NoClaims => "The library takes claims only, and the payload has none".to_owned(),
        WhyNot::NotText => "Header or payload is not text".to_owned(),
    }
}

fn change(change: Change) -> &'static str {
    match change {
        Change::Same => "same",
        Change::Spelling => "spelled differently",
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
        Change::Time(_) => "other time",
        Change::Type(..) => "other type",
    }
}
