//! JWE: what an encrypted token's header must have.

use crate::inspect::rules::jwe::Jwe;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &Jwe) -> Told {
    match detail {
        Jwe::EncMissing => Told::new(
            "The header names no content encryption (enc)",
            "Nobody can decrypt the token without it",
            "Have the issuer set enc",
        ),
        Jwe::EncUnknown { enc } => Told::new(
            format!("enc {} is not registered", quoted(enc)),
            "Only software that knows this name can decrypt it",
            "Use a registered name, such as A256GCM",
        ),
    }
}
