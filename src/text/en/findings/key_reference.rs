//! HDR: certificates that a header carries, and addresses of keys.

use crate::inspect::rules::key_reference::{Insecure, KeyReference};
use crate::jose::read::X5cFault;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &KeyReference) -> Told {
    match detail {
        KeyReference::Jku { url } => address("jku", "keys", url),
        KeyReference::X5u { url } => address("x5u", "a certificate", url),
        KeyReference::UrlInsecure { name, why } => insecure(name, why),
        KeyReference::X5cEmbedded { certificates } => Told::new(
            match certificates {
                1 => "The token carries a certificate (x5c)".to_owned(),
                _ => format!("The token carries {certificates} certificates (x5c)"),
            },
            "Anybody can make a certificate; Jotlens does not follow the chain to whoever issued it",
            "Accept it only if the chain ends at an authority that you chose, for a name that you expect",
        ),
        KeyReference::X5cInvalid { fault } => Told::new(
            match fault {
                X5cFault::NotStrings => "x5c is not an array of strings",
                X5cFault::Spelling => "x5c is base64url, or base64 without its padding",
                X5cFault::NotCertificate => "x5c does not hold certificates",
                X5cFault::Key => "The key of the certificate in x5c cannot be read",
            },
            "Strict readers refuse such a header",
            "Have the issuer write each certificate as plain base64 of its DER",
        ),
        KeyReference::X5cMismatch => Told::new(
            "The signature is not by the key of the certificate in x5c",
            "The header names a key that did not sign this token",
            "Refuse the token",
        ),
        KeyReference::X5tMismatch { name } => Told::new(
            format!("“{name}” is not the hash of the certificate in x5c"),
            "Header and certificate contradict each other, so one of them was changed",
            "Refuse the token",
        ),
        KeyReference::X5tSha1 => Told::new(
            "x5t is a hash with SHA-1",
            "SHA-1 is broken; here it only helps to look the certificate up",
            "Use x5t#S256",
        ),
    }
}

fn address(name: &str, what: &str, url: &str) -> Told {
    Told::new(
        format!("{name} says where to fetch {what}: {}", quoted(url)),
        "A verifier that obeys asks the sender of the token for the key; Jotlens fetches nothing",
        "Ignore it, or compare it with a list of addresses of your own",
    )
}

fn insecure(name: &str, why: &Insecure) -> Told {
    match why {
        Insecure::Scheme(scheme) if scheme.is_empty() => Told::new(
            format!("{name} is no complete URL"),
            "What a reader makes of it differs",
            "Have the issuer write an https URL",
        ),
        Insecure::Scheme(scheme) => Told::new(
            format!("{name} uses {}, not https", quoted(scheme)),
            "On the way anybody can put in keys of their own",
            "Refuse all but https",
        ),
        Insecure::UserInfo(host) => Told::new(
            format!("{name} only looks like another address: its host is {}", quoted(host)),
            "What stands before the @ is a user's name, and fools a comparison of beginnings",
            "Take the URL apart before you compare its host",
        ),
        Insecure::Inside(host) => Told::new(
            format!("{name} leads to a host inside the network: {}", quoted(host)),
            "A server that fetches it can be made to read what only it can reach",
            "Never fetch from addresses that a token names",
        ),
    }
}
