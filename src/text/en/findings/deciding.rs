//! KEY: how good the key is that decided.

use crate::inspect::rules::deciding::Deciding;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &Deciding) -> Told {
    match detail {
        Deciding::HsShort { alg, bits, needed } => Told::new(
            format!("The secret is for {alg} and has {bits} bits, not {needed}"),
            "A secret this short must not be used with it, so that strict verifiers refuse the key",
            format!("Make a random secret of {} bytes", needed / 8),
        ),
        Deciding::RsaSmall { alg, bits } => Told::new(
            format!("The RSA key is for {} and has {bits} bits; 2048 is the least", quoted(alg)),
            "A key this small must not be used with it, so that strict verifiers refuse it",
            "Make a new key of 2048 bits or more, or use ES256",
        ),
        Deciding::HsDictionary { secret } => Told::new(
            format!("The secret is one that everybody tries first: {}", quoted(secret)),
            "Whoever guesses it can sign any token",
            "Set a random secret of 32 bytes or more",
        ),
        Deciding::AlgMissing => Told::new(
            "The key does not say which algorithm it is for",
            "Without alg in the key, a verifier has to believe the token",
            "Add alg to the issuer's JWK",
        ),
        Deciding::Published => Told::new(
            "The secret came in a set of public keys",
            "Whoever may read the public keys can read the secret, and make such tokens",
            "Keep secrets out of published sets, and replace this one",
        ),
        Deciding::Roca => Told::new(
            "The key that signed was made by a flawed chip (ROCA)",
            "Anyone can compute its private half and sign such a token",
            "Replace the key today, and generate the new one in software",
        ),
        Deciding::MadeWith { key_alg, made_with } => Told::new(
            format!("The key is for {}, but the signature was made with {made_with}", quoted(key_alg)),
            "One key with two algorithms opens the way to confusion attacks",
            "Have the issuer sign with the algorithm that the header names",
        ),
        Deciding::Truncated { found, needed } => Told::new(
            format!("The signature is cut: {found} of {needed} bytes"),
            "Its end was lost, so nothing can be checked",
            "Copy the whole token again",
        ),
    }
}
