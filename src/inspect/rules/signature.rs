//! SIG: the signature's verdict and its bytes.

use crate::inspect::finding::findings;

findings! {
    /// SIG: the signature.
    Signature {
        /// Decoded only: nothing to check with.
        Unverified = "sig.unverified", Info, Info, "RFC 7515 §5.2";
        /// Not valid for the key that decides.
        Invalid { key: Option<String> } = "sig.invalid", Critical, Reject, "RFC 7515 §5.2";
        /// Empty although an algorithm is named.
        Empty { alg: String } = "sig.empty", Critical, Reject, "CVE-2020-28042";
        /// Too long or too short; in bytes.
        Length { alg: &'static str, found: usize, needed: usize } = "sig.length", High, Reject, "RFC 7518 §3.4";
        /// DER where raw R‖S must be; in bytes.
        Der { alg: &'static str, found: usize, needed: usize } = "sig.der", High, Reject, "RFC 7518 §3.4";
        /// r or s is zero or the group order.
        Zero = "sig.zero", Critical, Reject, "CVE-2022-21449";
        /// The low-S twin is valid too.
        Malleable = "sig.malleable", Info, Info, "RFC 8812 §3";
        /// Some of several signatures hold.
        Partial { valid: usize, total: usize } = "sig.partial", High, Reject, "RFC 7515 §5.2";
    }
}
