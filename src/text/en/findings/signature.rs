//! SIG: the signature's verdict and its bytes.

use crate::inspect::rules::signature::Signature;
use crate::text::Told;
use crate::text::en::TEXT;
use crate::text::escape::quoted;
use crate::text::number::thousands;

pub(super) fn told(detail: &Signature) -> Told {
    match detail {
        Signature::Unverified => Told::new(
            "Decoded only: the signature was not checked",
            "Anyone can write a token that decodes",
            "Add the issuer's key",
        ),
        Signature::Invalid { key } => Told::new(
            match key {
                Some(name) => format!("The signature does not fit the key {}", quoted(name)),
                None => "The signature fits none of your keys".to_owned(),
            },
            "Another key signed it, or header or payload were changed after signing",
            "Check which key the issuer signs with",
        ),
        Signature::Empty { alg } => Told::new(
            format!("The signature is empty, although alg is {}", quoted(alg)),
            "Some verifiers have taken an empty signature for a valid one",
            "Refuse the token",
        ),
        Signature::Length { alg, found, needed } => Told::new(
            format!("Signature has {}; {alg} needs {}", TEXT.bytes(*found), thousands(*needed as u64)),
            "It was cut, or made with another algorithm or another size of key",
            if found < needed {
                "Copy the token again up to its end"
            } else {
                "Check which algorithm and key the issuer signs with"
            },
        ),
        Signature::Der { alg, found, needed } => Told::new(
            format!("{alg} signature is ASN.1 DER, not R‖S"),
            format!(
                "It has {}; {alg} needs {} of R‖S, so most libraries refuse it",
                TEXT.bytes(*found),
                thousands(*needed as u64)
            ),
            format!(
                "Convert it; in Java, sign with SHA{}withECDSAinP1363Format",
                alg.get(2..5).unwrap_or("256")
            ),
        ),
        Signature::Zero => Told::new(
            "Forged: r or s of the signature is zero or the group order",
            "Java 15 to 18 took such a signature as valid for any content",
            "Refuse the token, and update Java where it verifies tokens",
        ),
        Signature::Malleable => Told::new(
            "A second signature, with the other s, is valid too",
            "The token has two spellings, and a list of refused tokens knows only one",
            "List refused tokens by jti, not by their text",
        ),
        Signature::Partial { valid, total } => Told::new(
            format!("Valid signatures: {} of {}", thousands(*valid as u64), thousands(*total as u64)),
            "Which signatures count is for the reader to say; a strict one wants all",
            "Say whose signatures you require",
        ),
    }
}
