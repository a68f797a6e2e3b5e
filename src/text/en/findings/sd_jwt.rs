//! PROF: selective disclosure.

use std::borrow::Cow;

use crate::inspect::rules::sd_jwt::{BindingFault, SdJwt};
use crate::jose::sd_jwt::{Fate, Fault};
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &SdJwt) -> Told {
    match detail {
        SdJwt::Disclosure { number, fate } => Told::new(
            format!("Disclosure {number} {}", disclosure(*fate)),
            "The issuer did not vouch for what it says there",
            "Refuse it, and have the holder present the token anew",
        ),
        SdJwt::Structure { fault } => Told::new(
            match fault {
                Fault::DigestTwice => "A digest stands in the token twice",
                Fault::DigestMalformed => "A list of digests is malformed",
                Fault::Empty => "An empty disclosure: two ~ in a row",
                Fault::TooDeep => "Disclosed claims are nested too deep to be checked",
            },
            "A verifier must refuse such an SD-JWT",
            "Have the issuer follow RFC 9901",
        ),
        SdJwt::KeyBinding { fault } => Told::new(
            binding(*fault),
            "It is not proved that the holder presents the token, here and now",
            "Have the holder present the token anew",
        ),
        SdJwt::Algorithm { name } => Told::new(
            format!("_sd_alg is {}", quoted(name)),
            "Disclosures are matched with sha-256, sha-384 or sha-512 only",
            "Have the issuer use sha-256",
        ),
    }
}

fn disclosure(fate: Fate) -> &'static str {
    match fate {
        Fate::Placed => "stands in its place",
        Fate::Unmatched => "matches no digest",
        Fate::Twice => "stands in the token twice",
        Fate::Malformed => "is no array of salt, name and value",
        Fate::WrongKind => "is of an element where a claim belongs, or the other way round",
        Fate::ReservedName => "has a reserved name",
        Fate::NameExists => "brings a claim that is there already",
    }
}

fn binding(fault: BindingFault) -> Cow<'static, str> {
    match fault {
        BindingFault::NotAToken => "What follows the last ~ is no key-binding token".into(),
        BindingFault::Hash => "sd_hash is of another presentation".into(),
        BindingFault::Missing(name) => format!("The key-binding token has no {name}").into(),
        BindingFault::Typ => "typ of the key-binding token is not kb+jwt".into(),
        BindingFault::NoKey => "A key-binding token, and the issuer named no key in cnf".into(),
        BindingFault::KeyUnreadable => "The holder's key in cnf cannot be read".into(),
        BindingFault::Signature => "The key-binding token is not signed with the key in cnf".into(),
        BindingFault::OpenSecret => "The holder's key in cnf is a secret that everybody can read".into(),
        BindingFault::TooDeep => "The key-binding token lies too deep to be verified".into(),
    }
}
