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
        KeyRule::UseMismatch { key_use } => Told::new(
            format!("The key has use {}, not “sig”", quoted(key_use)),
            "Its owner did not mean it for signatures",
            "Take the signing key, or correct use of the key",
        ),
        KeyRule::OpsMismatch { operations } => Told::new(
            if operations.is_empty() {
                "key_ops of the key is empty: it may not verify".to_owned()
            } else {
                format!("key_ops of the key allows {}, but not verify", list(operations))
            },
            "Its owner did not mean it for signatures",
            "Take the signing key, or correct key_ops of the key",
        ),
        KeyRule::DupKid { kid, count } => Told::new(
            format!("{} share the kid {}", plural(*count, "key", "keys"), quoted(kid)),
            "Which of them decides is left to chance",
            "Give each key a kid of its own",
        ),
    }
}
