//! DX: why verification failed, as far as the look of the token tells; what is proved stands in `key_diagnosis` and
//! `content_diagnosis`.

use crate::inspect::finding::findings;

findings! {
    /// DX: why verification failed.
    Diagnosis {
        /// Nothing to check with.
        NoKey { alg: String } = "dx.no-key", Info, Info, "RFC 7515 §6";
        /// Encrypted for a key of which only the public half is here.
        NoPrivateKey { key: String } = "dx.no-private-key", High, Info, "RFC 8725bis §2.3";
        /// Tokens joined without anything between.
        Concatenated { count: usize } = "dx.concatenated", High, Info, "RFC 7515 §7.1";
        /// The content is elsewhere and was not given.
        Detached = "dx.detached", Medium, Info, "RFC 7515 App. F";
    }
}
