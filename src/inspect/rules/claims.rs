//! CLAIM: what a claims set says and lacks.

use crate::encoding::json::Value;
use crate::inspect::finding::{Finding, Part, Place, findings};
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

/// Token kinds whose standards do without `aud` (RFC 9449 §4.2, RFC 8417 §2.2, RFC 9901, status lists, logout).
const WITHOUT_AUDIENCE: &[&str] =
    &["dpop+jwt", "secevent+jwt", "statuslist+jwt", "dc+sd-jwt", "vc+sd-jwt", "entity-statement+jwt"];

/// The rules on a claims set.
pub(in crate::inspect) fn check(claims: Value<'_>, typ: Option<&str>, out: &mut Vec<Finding>) {
    let place = Place::whole(Part::Payload);
    if claims.is_empty() {
        out.push(Finding::new(Claims::Empty, place));
        return;
    }
    let typ = typ.map(str::to_ascii_lowercase).unwrap_or_default();
    let typ = typ.trim_start_matches("application/");
    if claims.member("aud").is_none() && !WITHOUT_AUDIENCE.contains(&typ) {
        out.push(Finding::new(Claims::AudMissing, place));
    }
    if claims.member("jti").is_none() && !typ.ends_with("sd-jwt") && typ != "kb+jwt" {
        out.push(Finding::new(Claims::JtiMissing, place));
    }
}

/// Tells that a payload is no claims set.
pub(in crate::inspect) fn not_claims(media: Media, out: &mut Vec<Finding>) {
    out.push(Finding::new(Claims::NotJson { media }, Place::whole(Part::Payload)));
}
