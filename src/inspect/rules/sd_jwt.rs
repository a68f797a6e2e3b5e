//! PROF: selective disclosure (RFC 9901): disclosures, digests, and the key-binding token.

use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::jose::sd_jwt::{Fate, Fault, Selective};

findings! {
    /// PROF: selective disclosure.
    SdJwt {
        /// A disclosure that cannot be put in place; `number` counts from 1.
        Disclosure { number: u32, fate: Fate } = "sdjwt.disclosure-unmatched", High, Reject, "RFC 9901 §7.1";
        /// The token as a whole breaks the rules of disclosure.
        Structure { fault: Fault } = "sdjwt.disclosure-unmatched", High, Reject, "RFC 9901 §7.1";
        /// The key-binding token does not bind.
        KeyBinding { fault: BindingFault } = "sdjwt.kb-hash", High, Reject, "RFC 9901 §7.3";
        /// A hash function that is weak or not known.
        Algorithm { name: String } = "sdjwt.alg", Medium, Warn, "RFC 9901 §4.1.1";
    }
}

/// Why a key-binding token does not bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingFault {
    /// What follows the last `~` is no token.
    NotAToken,
    /// `sd_hash` is of another presentation.
    Hash,
    /// A claim that it must have.
    Missing(&'static str),
    /// `typ` is not `kb+jwt`.
    Typ,
    /// The issuer named no key for it.
    NoKey,
    /// The issuer's key cannot be read, or is not a `jwk`.
    KeyUnreadable,
    /// That key did not make its signature.
    Signature,
    /// The issuer's key is a secret that stands in the open (RFC 7800 §3.2).
    OpenSecret,
    /// It lies deeper than we follow.
    TooDeep,
}

/// The rules on disclosures; `numbers` are their places after the issuer's token, counted from 1.
pub(in crate::inspect) fn check(selective: &Selective, numbers: &[u32], alg: &str, out: &mut Vec<Finding>) {
    if selective.hash.is_none() {
        let name = alg.chars().take(80).collect();
        out.push(Finding::new(SdJwt::Algorithm { name }, Place::whole(Part::Payload)));
    }
    for (disclosure, number) in selective.disclosures.iter().zip(numbers) {
        if disclosure.fate != Fate::Placed {
            let (number, fate) = (*number, disclosure.fate);
            out.push(Finding::new(SdJwt::Disclosure { number, fate }, Place::whole(Part::Extra(number))));
        }
    }
    for fault in &selective.faults {
        out.push(Finding::new(SdJwt::Structure { fault: *fault }, Place::whole(Part::Payload)));
    }
}
