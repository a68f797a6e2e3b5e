//! DX: why verification failed.

use crate::inspect::rules::diagnosis::Diagnosis;
use crate::jose::algorithm::is_jwe_algorithm;
use crate::text::Told;
use crate::text::en::plural;
use crate::text::escape::quoted;

pub(super) fn told(detail: &Diagnosis) -> Told {
    match detail {
        Diagnosis::NoKey { alg } if is_jwe_algorithm(alg) => Told::new(
            format!("The key for {} is not among yours", quoted(alg)),
            "Those that fit were tried, and none of them opens the token",
            "Add the recipient's private key, or the shared secret",
        ),
        Diagnosis::NoKey { alg } => Told::new(
            format!("No key for {}", quoted(alg)),
            "Without the key nobody knows whether the signature holds",
            if alg.starts_with("HS") { "Add the shared secret" } else { "Add the issuer's public key" },
        ),
        Diagnosis::NoPrivateKey { key } => Told::new(
            format!("Encrypted for your key {}, and only its public half is here", quoted(key)),
            "Only the private key opens it, and nothing is signed by being encrypted",
            "Import the private key",
        ),
        Diagnosis::Concatenated { count } => Told::new(
            format!("{} joined without anything between", plural(*count, "token is", "tokens are")),
            "A verifier sees one token with the wrong segments",
            "Split the text before each eyJ that begins a header",
        ),
        Diagnosis::Detached => Told::new(
            "The signed content is not in the token",
            "The signature covers content that travels apart (detached)",
            "Give the content along with the token",
        ),
    }
}
