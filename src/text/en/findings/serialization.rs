//! SER: the serialisation.

use crate::inspect::rules::serialization::Serial;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &Serial) -> Told {
    match detail {
        Serial::Detached => Told::new(
            "The payload is detached: it travels apart from the token",
            "The signature can be checked only together with that content",
            "",
        ),
        Serial::MixedMembers => Told::new(
            "Both “signature” and “signatures”: two forms in one",
            "Parsers pick different signatures to check",
            "Refuse the token",
        ),
        Serial::NoSignatures => Told::new(
            "The list of signatures is empty",
            "“All signatures are valid” is true of none",
            "Refuse the token",
        ),
        Serial::Polyglot { member } => Told::new(
            format!("{} hides a compact token from other parsers", quoted(member)),
            "One parser verifies the JSON, another one reads the hidden claims",
            "Refuse it, and accept JWTs only in the compact form",
        ),
    }
}
