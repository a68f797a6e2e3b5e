//! TIME: when a token is good, and times that cannot be right.

use crate::encoding::json::Kind;
use crate::inspect::finding::findings;

findings! {
    /// TIME. Seconds everywhere; instants are Unix seconds.
    Time {
        /// `exp` is past.
        Expired { expires_at: i64, ago_secs: i64 } = "time.expired", High, Reject, "RFC 7519 §4.1.4";
        /// `exp` is past by no more than a minute.
        ExpiredSkew { expires_at: i64, ago_secs: i64 } = "time.expired-skew", Low, Warn, "RFC 7519 §4.1.4";
        /// `nbf` is to come.
        NbfFuture { not_before: i64, in_secs: i64 } = "time.nbf-future", High, Reject, "RFC 7519 §4.1.5";
        /// `iat` is to come.
        IatFuture { issued_at: i64, in_secs: i64 } = "time.iat-future", Medium, Warn, "RFC 7519 §4.1.6";
        /// No `exp`.
        ExpMissing = "time.exp-missing", High, Warn, "RFC 9068 §2.2";
        /// No `iat`.
        IatMissing = "time.iat-missing", Low, Info, "RFC 9068 §2.2";
        /// A long life.
        LifetimeLong { lifetime_secs: i64 } = "time.lifetime-long", Medium, Warn, "RFC 9700 §2.2.1";
        /// Times that exclude each other.
        Order { earlier: &'static str, later: &'static str } = "time.order", High, Reject, "RFC 7519 §4.1";
        /// Not seconds.
        Milliseconds { claim: &'static str, unit: Unit, meant: i64 } = "time.milliseconds", High, Warn, "RFC 7519 §2";
        /// Not a number; `reads_as` is the instant that the text seems to mean.
        Type { claim: &'static str, kind: Kind, reads_as: Option<i64> } = "time.type", High, Reject, "CVE-2026-25537";
        /// A fraction or an exponent.
        Fraction { claim: &'static str } = "time.fraction", Info, Info, "RFC 7519 §2";
        /// Before 1970.
        Negative { claim: &'static str } = "time.negative", Medium, Warn, "RFC 7519 §2";
        /// Beyond the year 9999.
        Overflow { claim: &'static str } = "time.overflow", Medium, Warn, "RFC 7519 §2";
        /// Beyond 2038-01-19.
        Y2038 { claim: &'static str } = "time.y2038", Info, Info, "RFC 7519 §2";
        /// The person authenticated long ago.
        AuthOld { ago_secs: i64 } = "time.auth-old", Low, Warn, "OIDC Core §3.1.2.1";
    }
}

/// A unit that a time seems to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 10⁻³ s.
    Milliseconds,
    /// 10⁻⁶ s.
    Microseconds,
    /// 10⁻⁹ s.
    Nanoseconds,
}
