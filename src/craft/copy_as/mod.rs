//! A token in the forms that other tools take: headers, commands, a ticket's Markdown, code that verifies it.
//!
//! Promises: nothing that stands in a token can end a string, a line or a comment of what is written; a public key is
//! inlined, a secret never: the code asks the environment for it. The code checks what the token itself says it is for.

mod code;
mod facts;
mod go;
mod java;
mod literal;
mod markdown;
mod shell;
#[cfg(test)]
mod tests;

use thiserror::Error;

use super::convert::{self, To, convert};
use super::negatives::export::shell as in_quotes;
use crate::encoding::json::quoted;
use crate::inspect::report::TokenReport;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::key::Key;
use crate::jose::token::Serialization;
use facts::Facts;

/// The form to copy a token in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum As {
    /// As it is.
    Token,
    /// The `Authorization` header (RFC 6750 §2.1).
    Bearer,
    /// A cURL command.
    Curl,
    /// The `Cookie` header.
    Cookie,
    /// A request for the HTTP clients of editors.
    Http,
    /// Flattened JSON.
    Flattened,
    /// General JSON.
    General,
    /// Header and payload in Markdown, without the signature.
    Markdown,
    /// Rust with `jsonwebtoken`.
    Rust,
    /// JavaScript with `jose`.
    Node,
    /// Python with `PyJWT`.
    Python,
    /// Go with its standard library.
    Go,
    /// Java with its standard library, and Jackson for the JSON.
    Java,
    /// A shell script with `openssl`.
    OpenSsl,
    /// A shell script with `step`.
    Step,
}

/// Why there is no such form of this token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WhyNot {
    /// Not without loss.
    #[error("{0}")]
    Convert(convert::WhyNot),
    /// Only whole signed tokens in the compact serialisation.
    #[error("not a compact JWS")]
    NotCompact,
    /// A cookie takes no quotes, blanks and commas (RFC 6265 §4.1.1).
    #[error("no cookie can hold it")]
    NotCookie,
    /// No algorithm that is known here.
    #[error("unknown algorithm")]
    Algorithm,
    /// That tool does not know the algorithm.
    #[error("{} is not known there", .0.name())]
    Unsupported(JwsAlgorithm),
    /// The code would need a key, and none fits.
    #[error("no key")]
    NoKey,
    /// That library takes claims only.
    #[error("no claims")]
    NoClaims,
    /// The payload or the header is not text.
    #[error("not text")]
    NotText,
}

/// What is to be said around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// The heading of the header.
    pub header: &'static str,
    /// The heading of the payload.
    pub payload: &'static str,
    /// That the signature was left out.
    pub no_signature: &'static str,
}

/// What to copy.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The token.
    pub report: &'a TokenReport,
    /// The key that verifies it; of a pair either half, and only the public one is looked at.
    pub key: Option<&'a Key>,
    /// Where requests go.
    pub url: &'a str,
    /// For the Markdown.
    pub words: Words,
}

impl As {
    /// Every form, in the order of a menu.
    pub const ALL: [Self; 15] = [
        Self::Token,
        Self::Bearer,
        Self::Curl,
        Self::Cookie,
        Self::Http,
        Self::Flattened,
        Self::General,
        Self::Markdown,
        Self::Rust,
        Self::Node,
        Self::Python,
        Self::Go,
        Self::Java,
        Self::OpenSsl,
        Self::Step,
    ];

    /// Writes the token in this form, without a line break at the end of what is one line.
    pub fn write(self, order: &Order<'_>) -> Result<String, WhyNot> {
        let token = &order.report.token;
        let text: &str = &token.text;
        match self {
            Self::Token => Ok(text.to_owned()),
            Self::Bearer => Ok(format!("Authorization: Bearer {}", one_line(text))),
            Self::Curl => {
                let header = in_quotes(&format!("Authorization: Bearer {}", one_line(text)));
                Ok(format!("curl -H {header} {}", in_quotes(order.url)))
            }
            Self::Cookie if text.bytes().all(is_cookie_octet) => Ok(format!("Cookie: token={text}")),
            Self::Cookie => Err(WhyNot::NotCookie),
            Self::Http => {
                Ok(format!("GET {}\nAuthorization: Bearer {}\n", one_line(order.url), one_line(text)))
            }
            Self::Flattened => flattened(order),
            Self::General => general(order),
            Self::Markdown => markdown::write(order.report, &order.words),
            Self::Rust => code::rust(&Facts::of(order)?),
            Self::Node => code::node(&Facts::of(order)?),
            Self::Python => code::python(&Facts::of(order)?),
            Self::Go => go::go(&Facts::of(order)?),
            Self::Java => java::java(&Facts::of(order)?),
            Self::OpenSsl => shell::openssl(&Facts::of(order)?),
            Self::Step => shell::step(&Facts::of(order)?),
        }
    }
}

/// RFC 6265 §4.1.1.
const fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}

/// JSON tokens may have line breaks between their members; a header must not.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

fn flattened(order: &Order<'_>) -> Result<String, WhyNot> {
    match convert(&order.report.token, To::Flattened) {
        Err(convert::WhyNot::Already) => Ok(order.report.token.text.to_string()),
        other => other.map_err(WhyNot::Convert),
    }
}

/// One signature or recipient in a list (RFC 7515 §7.2.1, RFC 7516 §7.2.1).
fn general(order: &Order<'_>) -> Result<String, WhyNot> {
    let token = &order.report.token;
    if matches!(token.serialization, Serialization::JwsGeneral | Serialization::JweGeneral) {
        return Ok(token.text.to_string());
    }
    let flattened = flattened(order)?;
    let json = crate::encoding::json::parse(flattened.into()).json;
    let json = json.ok_or(WhyNot::Convert(convert::WhyNot::Damaged))?;
    let is_jws = matches!(token.serialization, Serialization::JwsCompact | Serialization::JwsFlattened);
    let (list, own): (_, &[&str]) = if is_jws {
        ("signatures", &["protected", "header", "signature"])
    } else {
        ("recipients", &["header", "encrypted_key"])
    };
    let (mut shared, mut one) = (Vec::new(), Vec::new());
    for (name, value) in json.root().members() {
        let member = format!("{}:{}", quoted(&name.text()), value.raw());
        if own.contains(&&*name.text()) { one.push(member) } else { shared.push(member) }
    }
    let list = format!("\"{list}\":[{{{}}}]", one.join(","));
    // As the RFCs print them: the payload before its signatures, the recipients among the rest.
    shared.push(list);
    Ok(format!("{{{}}}", shared.join(",")))
}
