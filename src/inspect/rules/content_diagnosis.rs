//! DX: what was proved about the text of a token whose signature does not hold.

use crate::inspect::finding::findings;

findings! {
    /// DX: which bytes were signed, and in which form the signature stands.
    ContentDiagnosis {
        /// The payload is not the one that this very signature was seen with.
        PayloadAltered = "dx.payload-altered", High, Info, "RFC 7515 §5.2";
    }
}
