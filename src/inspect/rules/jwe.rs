//! JWE: what an encrypted token's header must have.

use crate::inspect::finding::findings;

findings! {
    /// JWE.
    Jwe {
        /// No `enc`.
        EncMissing = "jwe.enc-missing", High, Reject, "RFC 7516 §4.1.2";
        /// `enc` that no registry has.
        EncUnknown { enc: String } = "jwe.enc-unknown", High, Reject, "RFC 7518 §5.1";
    }
}
