//! JWE: what an encrypted token's header must have.

use crate::encoding::json::Value;
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::jose::algorithm::is_content_encryption;

findings! {
    /// JWE.
    Jwe {
        /// No `enc`.
        EncMissing = "jwe.enc-missing", High, Reject, "RFC 7516 §4.1.2";
        /// `enc` that no registry has.
        EncUnknown { enc: String } = "jwe.enc-unknown", High, Reject, "RFC 7518 §5.1";
    }
}

/// The rules on the header of a token in five parts.
pub(in crate::inspect) fn header(header: Value<'_>, out: &mut Vec<Finding>) {
    match header.member("enc") {
        None => out.push(Finding::new(Jwe::EncMissing, Place::whole(Part::Header))),
        Some(value) => {
            let enc = value.as_str().unwrap_or_default();
            if !is_content_encryption(&enc) {
                let place = Place::decoded(Part::Header, value.span());
                out.push(Finding::new(Jwe::EncUnknown { enc: enc.into_owned() }, place));
            }
        }
    }
}
