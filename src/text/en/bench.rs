//! The words of new tokens, of negative tests, and of two tokens side by side, in English.

use super::{TEXT, plural};
use crate::craft::compare::{Change, SameKey};
use crate::craft::negatives::NegativesError;
use crate::craft::negatives::export::Format;
use crate::craft::own::OwnError;
use crate::craft::template::{Template, TemplateError};
use crate::encoding::json::Kind;
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::words::{Bench, CompareSheet, NegativesSheet, OwnSheet};

pub(super) const BENCH: Bench = Bench {
    new_token: "New token",
    making: "Making a key…",
    more: "More",
    template,
    template_hint,
    signed_by: |key| format!("Signed with {key}"),
    signed_by_new: "Signed with a new key",
    fresh: "Sign with a new key",
    not_made,
    negatives: "Negative tests…",
    compare: "Compare",
    no_token: "No token is shown",
    negative: NegativesSheet {
        title: "Negative tests",
        running: |secs| format!("Making the tokens… {secs} s"),
        all: "All",
        chosen: |chosen, all| format!("{chosen} of {all} chosen"),
        row: |name, what, why| format!("{name}, {what}: {why}"),
        url: "URL of the API",
        copy: |count| format!("Copy {}", plural(count, "token", "tokens")),
        save: "Save as",
        format,
        open: "Open in a tab",
        copy_one: "Copy token",
        none_chosen: "No token is chosen",
        left_out: |count| format!("{count} of the list do not suit this token or key"),
        failed,
    },
    comparison: CompareSheet {
        title: "Compare two tokens",
        first: "First",
        second: "Second",
        no_other: "Open or paste another token to compare with",
        choose: "Choose a token",
        working: "Comparing…",
        swap: "Swap",
        differences: "Only differences",
        nothing: "Nothing differs here",
        same_content: "Header and payload are the same, byte for byte",
        change,
        later: |duration| format!("{duration} later"),
        earlier: |duration| format!("{duration} earlier"),
        key,
        row: |name, change| format!("{name}: {change}"),
        absent: "not there",
        inside: "Token inside",
        one_inside: |is_first| {
            if is_first { "Only the first has a token inside" } else { "Only the second has a token inside" }
        },
    },
    own: OwnSheet {
        save_as: "Save as template…",
        change: |name| format!("Rename or delete {name}"),
        title: "Save as template",
        title_of_one: "Template",
        name: "Name",
        hint: "What you will call it",
        what: "Header and claims are kept. The signature, keys and key references are left out; times will count from when a token is made, and jti will be new",
        unencrypted: "The claims are written to the disk unencrypted",
        left_out: |names| format!("Left out, since they look like credentials: {names}"),
        problem: own_problem,
        save: "Save",
        delete: "Delete",
    },
};

const fn template(template: Template) -> &'static str {
    match template {
        Template::AccessToken => "Access token",
        Template::IdToken => "ID token",
        Template::RefreshToken => "Refresh token",
        Template::Pair => "Access and refresh token",
        Template::ClientAssertion => "Client assertion",
        Template::DpopProof => "DPoP proof",
        Template::GithubApp => "GitHub App",
        Template::Kubernetes => "Kubernetes service account",
        Template::Logout => "Back-channel logout",
        Template::Empty => "Empty token",
    }
}

const fn template_hint(template: Template) -> &'static str {
    match template {
        Template::AccessToken => "For an API, good for five minutes · RFC 9068",
        Template::IdToken => "Says who signed in · OpenID Connect Core §2",
        Template::RefreshToken => "Gets new access tokens, good for twelve hours",
        Template::Pair => "Two tabs: one subject, one session, linked by jti",
        Template::ClientAssertion => "A client authenticates with it · RFC 7523",
        Template::DpopProof => "Proves with one request that the key is there · RFC 9449",
        Template::GithubApp => "An app authenticates as itself · RS256",
        Template::Kubernetes => "A pod's token, as the API server writes it",
        Template::Logout => "Ends a session · OpenID Connect Back-Channel Logout",
        Template::Empty => "No claims",
    }
}

fn not_made(why: &TemplateError) -> Told {
    match why {
        TemplateError::Unable(why) => {
            Told::new("No token was made: the key cannot sign it", TEXT.unable(why), "Choose another key")
        }
        TemplateError::NeedsKeyPair => Told::new(
            "No token was made: it has to show a public key",
            "A shared secret has no public half",
            "Sign with a key pair, such as P-256",
        ),
        TemplateError::NeedsRsa => Told::new(
            "No token was made: it needs an RSA key",
            "Whoever takes such tokens takes RS256 only",
            "Generate an RSA key, or sign with a new one",
        ),
        TemplateError::NoRandomness => Told::new(
            "No token was made: the system gave no random numbers",
            "Without them no key is safe and no identifier fresh",
            "Try again",
        ),
    }
}

const fn format(format: Format) -> &'static str {
    match format {
        Format::Json => "JSON",
        Format::Csv => "CSV",
        Format::Http => "Requests (.http)",
        Format::Curl => "Shell script with cURL",
        Format::Pytest => "Data for pytest",
        Format::Junit => "Data for JUnit",
    }
}

fn failed(error: &NegativesError) -> Told {
    let fix = match error {
        NegativesError::NotCompact | NegativesError::Header | NegativesError::Payload => {
            "Begin with a signed JWT, such as one from the menu of new tokens"
        }
        NegativesError::Algorithm(_) => "Sign the token with a key first",
        NegativesError::Critical => "Take crit out of the header and sign the token again",
        NegativesError::OtherKey => "Import the private key that signed it, or sign it with one of yours",
        NegativesError::PublicOnly(_) => "Import its private half, or sign the token with one of your keys",
        NegativesError::CannotSign => "Sign the token with another key first",
        NegativesError::NoRandomness | NegativesError::Cancelled => "Try again",
    };
    Told::new(TEXT.negatives_error(error), "", fix)
}

fn change(change: Change) -> String {
    let said = match change {
        Change::Same => "same",
        Change::Spelling => "spelled otherwise",
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed | Change::Time(_) => "changed",
        Change::Type(from, to) => return format!("{} became {}", kind(from), kind(to)),
    };
    said.to_owned()
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "true or false",
        Kind::Number => "number",
        Kind::String => "text",
        Kind::Array => "list",
        Kind::Object => "object",
    }
}

fn key(key: &SameKey) -> String {
    match key {
        SameKey::Yes(name) => format!("Both are signed with the same key, {}", quoted(name)),
        SameKey::No(one, other) => format!("Signed with two keys: {} and {}", quoted(one), quoted(other)),
        SameKey::Unknown => "Whether one key signed both is not known".to_owned(),
    }
}

const fn own_problem(error: OwnError) -> &'static str {
    match error {
        OwnError::NoName => "Give it a name",
        OwnError::Taken => "Another template has that name",
        OwnError::LongName => "The name is too long",
        OwnError::TooLarge => "The claims are too large for a template",
        OwnError::NotObject => "Header and claims must be JSON objects",
    }
}
