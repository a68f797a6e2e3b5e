//! KEY: the key that decided about a token.

use crate::inspect::finding::findings;

findings! {
    /// KEY: the key that decided.
    KeyRule {
        /// Signed with an empty secret.
        HsEmpty = "key.hs-empty", Critical, Reject, "CVE-2019-20933";
        /// A secret shorter than the hash; in bits.
        HsShort { alg: &'static str, bits: usize, needed: usize } = "key.hs-short", High, Warn, "RFC 7518 §3.2";
        /// A small RSA key; in bits.
        RsaSmall { bits: usize } = "key.rsa-small", High, Warn, "RFC 7518 §3.3";
        /// The key is for another algorithm.
        AlgMismatch { key_alg: String, alg: String } = "key.alg-mismatch", High, Reject, "RFC 8725bis §3.1";
        /// The key is for another use.
        UseMismatch { key_use: String } = "key.use-mismatch", High, Reject, "RFC 7517 §4.2";
        /// The key's operations do not include verifying.
        OpsMismatch { operations: Vec<String> } = "key.ops-mismatch", High, Reject, "RFC 7517 §4.3";
        /// Several keys share the kid.
        DupKid { kid: String, count: usize } = "key.dup-kid", Medium, Warn, "RFC 7517 §4.5";
    }
}
