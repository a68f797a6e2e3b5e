//! CLAIM: what a claims set says and lacks.

use crate::inspect::finding::findings;
use crate::inspect::report::Media;

findings! {
    /// CLAIM: what a claims set says and lacks.
    Claims {
        /// The payload is no claims set.
        NotJson { media: Media } = "claims.not-json", Info, Info, "RFC 7519 §3";
        /// A claims set with nothing in it.
        Empty = "claims.empty", Medium, Warn, "RFC 7519 §4";
        /// No `aud`.
        AudMissing = "claim.aud-missing", Medium, Warn, "RFC 8725 §3.9";
        /// No `jti`.
        JtiMissing = "claim.jti-missing", Info, Info, "RFC 9068 §2.2";
    }
}
