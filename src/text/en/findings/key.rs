//! KEY: the key that decided about the token.

use super::list;
use crate::inspect::rules::key::KeyRule;
use crate::text::Told;
use crate::text::en::plural;
use crate::text::escape::quoted;

pub(super) fn told(detail: &KeyRule) -> Told {
    match detail {
        KeyRule::HsEmpty => Told::new(
            "Signed with an empty secret",
            "Anyone can sign such a token",
            "Set a random secret of 32 bytes or more",
        ),
        KeyRule::HsShort { alg, bits, needed } => Told::new(
            format!("The secret has {bits} bits; {alg} needs {needed}"),
            "Whoever holds one token can guess a short secret without asking anyone",
            format!("Make a random secret of {} bytes", needed / 8),
        ),
        KeyRule::RsaSmall { bits } => Told::new(
            format!("The RSA key has {bits} bits; 2048 is the least"),
            "Keys this small can be broken",
            "Make a new key of 2048 bits or more, or use ES256",
        ),
        KeyRule::AlgMismatch { key_alg, alg } => Told::new(
            format!("The key is for {}, but the token says {}", quoted(key_alg), quoted(alg)),
            "One key with two algorithms opens the way to confusion attacks",
            "Refuse the token, or correct alg of the key",
        ),
        KeyRule::UseMismatch { key_use, needed } => Told::new(
            format!("The key has use {}, not “{needed}”", quoted(key_use)),
            purpose(needed).0,
            format!("Take {}, or correct use of the key", purpose(needed).1),
        ),
        KeyRule::OpsMismatch { operations, needed } => Told::new(
            if operations.is_empty() {
                format!("key_ops of the key is empty: it may not {needed}")
            } else {
                format!("key_ops of the key allows {}, but not {needed}", list(operations))
            },
            purpose(needed).0,
            format!("Take {}, or correct key_ops of the key", purpose(needed).1),
        ),
        KeyRule::DupKid { kid, count } => Told::new(
            format!("{} share the kid {}", plural(*count, "key", "keys"), quoted(kid)),
            "Which of them decides is left to chance",
            "Give each key a kid of its own",
        ),
    }
}

/// What the owner did not mean the key for, and the key that is meant for it.
fn purpose(needed: &str) -> (&'static str, &'static str) {
    match needed {
        "enc" | "decrypt" => ("Its owner did not mean it for encryption", "the key for encryption"),
        _ => ("Its owner did not mean it for signatures", "the signing key"),
    }
}
