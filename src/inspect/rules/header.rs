//! HDR: the JOSE header. The parts about `alg`, `crit`, `b64` and `kid`.

use crate::encoding::json::Kind;
use crate::inspect::finding::findings;

findings! {
    /// HDR: the JOSE header.
    Header {
        /// No `alg`, or an empty one.
        AlgMissing = "hdr.alg-missing", Critical, Reject, "RFC 7515 §4.1.1";
        /// `alg` is not a string.
        AlgType { kind: Kind } = "hdr.alg-type", Critical, Reject, "RFC 7515 §4.1.1";
        /// `alg` is "none".
        AlgNone = "hdr.alg-none", Critical, Reject, "RFC 8725 §3.2";
        /// `alg` is a spelling variant of "none".
        AlgNoneVariant { alg: String } = "hdr.alg-none-variant", Critical, Reject, "RFC 8725bis §2.11";
        /// `alg` in the wrong case.
        AlgCase { alg: String, registered: &'static str } = "hdr.alg-case", High, Reject, "RFC 7515 §4.1.1";
        /// `alg` that no registry has.
        AlgUnknown { alg: String, likely: Option<&'static str> } = "hdr.alg-unknown", High, Reject, "RFC 7518 §3.1";
        /// An encryption header on three segments.
        JweAlgInJws { alg: String } = "hdr.jwe-alg-in-jws", High, Reject, "RFC 7516 §9";
        /// "EdDSA", deprecated.
        AlgPolymorphic = "hdr.alg-polymorphic", Info, Info, "RFC 9864 §2.2";
        /// A post-quantum algorithm; signature length in bytes.
        AlgPq { alg: &'static str, bytes: usize } = "hdr.alg-pq", Info, Info, "RFC 9964";
        /// `crit` names what is not understood here.
        CritUnknown { name: String } = "hdr.crit-unknown", High, Reject, "RFC 7515 §4.1.11";
        /// `crit` breaks its own rules.
        CritMalformed { fault: CritFault } = "hdr.crit-malformed", High, Reject, "RFC 7515 §4.1.11";
        /// The payload is not base64url-encoded.
        B64False = "hdr.b64-false", Medium, Info, "RFC 7797 §3";
        /// `b64` false without `crit`.
        B64NotCrit = "hdr.b64-not-crit", High, Reject, "RFC 7797 §6";
        /// No `kid`, and more than one key to choose from.
        KidMissing = "hdr.kid-missing", Info, Info, "RFC 7515 §4.1.4";
        /// `kid` is not a string.
        KidType { kind: Kind } = "hdr.kid-type", Medium, Warn, "RFC 7515 §4.1.4";
        /// `kid` looks like a file path.
        KidTraversal { kid: String } = "hdr.kid-traversal", High, Warn, "RFC 8725 §3.10";
        /// `kid` holds the syntax of a query, a command or markup.
        KidInjection { kid: String, syntax: Syntax } = "hdr.kid-injection", High, Warn, "RFC 8725 §3.10";
        /// `kid` is a URL.
        KidUrl { kid: String } = "hdr.kid-url", Medium, Warn, "RFC 8725 §3.10";
        /// `kid` is long; in characters.
        KidLong { chars: usize } = "hdr.kid-long", Low, Warn, "RFC 7515 §4.1.4";
        /// A security parameter outside the signature's protection.
        UnprotectedParam { name: &'static str } = "hdr.unprotected-alg", Medium, Warn, "RFC 7515 §10.7";
        /// A parameter in both headers.
        NotDisjoint { name: String } = "hdr.not-disjoint", High, Reject, "RFC 7515 §7.2.1";
    }
}

/// How `crit` breaks its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CritFault {
    /// Not an array of strings.
    NotStrings,
    /// An empty array.
    Empty,
    /// A name twice.
    Duplicate(String),
    /// A name that the standards register, which must not be listed.
    Registered(String),
    /// A name that the header does not have.
    Absent(String),
    /// In the unprotected header.
    Unprotected,
}

/// Whose syntax a `kid` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// SQL.
    Sql,
    /// LDAP filters.
    Ldap,
    /// Shell commands.
    Command,
    /// HTML.
    Markup,
}
