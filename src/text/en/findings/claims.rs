//! CLAIM: what a claims set says and lacks.

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
