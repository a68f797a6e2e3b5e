//! DX: what was proved about keys, secrets and algorithms of a signature that does not hold.

use crate::inspect::finding::findings;

findings! {
    /// DX: which key, which reading of it, which algorithm.
    KeyDiagnosis {
        /// Another key than the one that the token names.
        OtherKey { key: String } = "dx.other-key", High, Info, "RFC 7515 §6";
    }
}
