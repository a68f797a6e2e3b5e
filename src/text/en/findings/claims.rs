//! CLAIM: what a claims set says and lacks.

use super::a;
use crate::encoding::json::Kind;
use crate::inspect::report::Media;
use crate::inspect::rules::claims::Claims;
use crate::text::Told;

pub(super) fn told(detail: &Claims) -> Told {
    match detail {
        Claims::NotJson { media } => Told::new(
            match media {
                Media::Claims => "The payload is not a set of claims",
                Media::Json => "The payload is JSON, but not a set of claims",
                Media::Text => "The payload is text, not a set of claims",
                Media::Binary => "The payload is binary data, not a set of claims",
                Media::Token => "The payload is another token",
                Media::Encrypted => "The payload is encrypted",
            },
            "This is a legal JWS or JWE, but not a JWT by itself",
            "",
        ),
        Claims::Empty => Told::new(
            "The set of claims is empty",
            "It says nothing about whom it is for and what it allows",
            "Have the issuer set at least iss, aud and exp",
        ),
        Claims::Null { claim } => Told::new(
            format!("“{claim}” is null"),
            "Some readers take that for a missing claim, others for a value",
            "Have the issuer leave the claim out",
        ),
        Claims::IssMissing => Told::new(
            "No iss claim",
            "A verifier cannot tell whose keys to use, nor that it trusts this issuer",
            "Have the issuer name itself in iss, and check it",
        ),
        Claims::IssType { kind } => Told::new(
            format!("iss is {}, not a string", a(*kind)),
            "Readers that compare loosely accept an issuer that hides among others",
            "Refuse the token",
        ),
        Claims::IssInsecure => Told::new(
            "iss is an http address, not https",
            "Whoever looks up its keys there can be given others on the way",
            "Have the issuer use https",
        ),
        Claims::AudType { kind } => Told::new(
            match kind {
                Kind::Array => "aud is an empty array".to_owned(),
                _ => format!("aud is {}, not a string or an array of strings", a(*kind)),
            },
            "Some libraries pass over the check for whom the token is",
            "Refuse the token",
        ),
        Claims::AudMember { kind } => Told::new(
            format!("aud holds {}, not only strings", a(*kind)),
            "Strict libraries refuse it, and others compare it with a name in ways of their own",
            "Have the issuer name each service by a string",
        ),
        Claims::AudMulti { count } => Told::new(
            format!("The token is for {count} audiences"),
            "Each of them can use it at the others",
            "Have the issuer give each service a token of its own",
        ),
        Claims::AudWildcard => Told::new(
            "aud has a wildcard (*)",
            "No standard knows one: a verifier either refuses it or takes the token for anything",
            "Have the issuer name the service",
        ),
        Claims::SubMissing => {
            Told::new("No sub claim", "The token does not say whom it is about", "Have the issuer set sub")
        }
        Claims::SubType { kind } => Told::new(
            format!("sub is {}, not a string", a(*kind)),
            "Strict libraries refuse it, and loose ones may mix up two users",
            "Have the issuer write it as a string",
        ),
        Claims::ScopeType { claim } => Told::new(
            format!("“{claim}” is not how OAuth writes scopes"),
            "The standard has one string, “scope”, with spaces between; other readers find none",
            "Have the issuer use it, or check that all readers know this form",
        ),
        Claims::AudMissing => Told::new(
            "No aud claim",
            "Any service that trusts this key accepts it",
            "Have the issuer name the service in aud, and check it there",
        ),
        Claims::JtiMissing => Told::new(
            "No jti claim",
            "RFC 9068 access tokens carry a jti so that one token can be revoked or traced",
            "Have the issuer give each token an id of its own",
        ),
    }
}
