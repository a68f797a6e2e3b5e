//! CLAIM: what is in the values.

use crate::inspect::rules::claim_content::{ClaimContent, Language};
use crate::text::Told;
use crate::text::en::TEXT;
use crate::text::escape::quoted;

pub(super) fn told(detail: &ClaimContent) -> Told {
    match detail {
        ClaimContent::BoolAsString { claim } => Told::new(
            format!("{} is a string, not true or false", quoted(claim)),
            "In many languages the string \"false\" counts as true",
            "Have the issuer write it without quotes",
        ),
        ClaimContent::Pii { claims } => Told::new(
            format!("Personal data that anyone can read: {}", list(claims)),
            "A signed token is not encrypted, and logs and browsers keep it",
            "Leave it out, or encrypt the token",
        ),
        ClaimContent::Secret { claim } => Told::new(
            format!("{} is a password or a key", quoted(claim)),
            "Whoever sees the token can read it",
            "Take it out of the token, and replace it wherever it is used",
        ),
        ClaimContent::Privileged { claim, value } => Told::new(
            format!("A token with great power: {} is {}", quoted(claim), quoted(value)),
            "Whoever has it can do nearly everything until it expires",
            "Handle it like a password",
        ),
        ClaimContent::Injection { claim, language } => Told::new(
            match language {
                Language::Markup => format!("{} holds HTML", quoted(claim)),
                Language::Sql => format!("{} holds SQL", quoted(claim)),
                Language::Template => format!("{} holds the syntax of a template", quoted(claim)),
            },
            "Where it is not treated as mere text, whoever chose it gives orders",
            "Escape it wherever it is used",
        ),
        ClaimContent::UrlInternal { claim, host } => Told::new(
            format!("{} leads to a host inside the network: {}", quoted(claim), quoted(host)),
            "A server that fetches it can be made to read what only it can reach",
            "Never fetch from addresses that a token names",
        ),
        ClaimContent::Size { claim, bytes, percent } => Told::new(
            match claim {
                Some(claim) => {
                    format!("{} has {}, {percent}% of the payload", quoted(claim), TEXT.bytes(*bytes))
                }
                None => format!("The claims have {}", TEXT.bytes(*bytes)),
            },
            "Cookies end at about 4 kB, and many servers refuse header lines over 8 kB",
            "Put a reference into the token instead",
        ),
    }
}

fn list(claims: &[String]) -> String {
    claims.iter().map(|claim| quoted(claim)).collect::<Vec<_>>().join(", ")
}
