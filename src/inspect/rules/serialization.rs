//! SER: the serialisation.

use crate::inspect::finding::findings;

findings! {
    /// SER: the serialisation.
    Serial {
        /// The payload is elsewhere.
        Detached = "ser.detached", Info, Info, "RFC 7515 App. F";
        /// Members of the general and of the flattened form together.
        MixedMembers = "ser.mixed-members", High, Reject, "RFC 7515 §7.2.2";
        /// No signature at all.
        NoSignatures = "ser.no-signatures", Critical, Reject, "RFC 7515 §7.2.1";
        /// Text in the JSON that another parser takes for a compact token.
        Polyglot { member: String } = "ser.polyglot", Critical, Reject, "CVE-2022-39227";
    }
}
