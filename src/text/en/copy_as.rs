//! The forms that a token is copied in, and why one of them is not to be had, in English.

use crate::craft::copy_as::{As, WhyNot, Words};
use crate::text::copy_as::Tables;

pub(super) const TABLES: Tables = Tables {
    copy_as,
    not_copied,
    copy_words: Words { header: "Header", payload: "Payload", no_signature: "Signature left out" },
};

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
        As::Go => "Go (standard library)",
        As::Java => "Java (Jackson)",
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
