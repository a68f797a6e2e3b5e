//! TIME: when a token is good, and times that cannot be right.

use crate::encoding::Span;
use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::judge::Times;
use crate::inspect::numeric_date::NumericDate;
use crate::inspect::provider::media_type;

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
        Milliseconds { claim: String, unit: Unit, meant: i64 } = "time.milliseconds", High, Warn, "RFC 7519 §2";
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
        /// Nothing is wrong but the clock, by a few minutes.
        ClockSkew { claim: &'static str, off_secs: i64 } = "dx.clock-skew", Medium, Info, "RFC 7519 §4.1.4";
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

/// The claims that hold an instant (RFC 7519 §4.1, OIDC Core §2 and §5.1).
const TIME_CLAIMS: &[&str] = &["exp", "nbf", "iat", "auth_time", "updated_at"];

/// Token kinds whose standards do without `exp`: proofs, events, calls (RFC 9449 §4.2, RFC 8417 §2.2, RFC 8225 §3.1,
/// RFC 9901 §4.3, draft-ietf-oauth-status-list).
const WITHOUT_EXPIRY: &[&str] = &["dpop+jwt", "kb+jwt", "secevent+jwt", "statuslist+jwt", "passport"];

/// 9999-12-31T23:59:59Z.
const YEAR_9999: i64 = 253_402_300_799;
/// 2000-01-01 and 2100-01-01: where a time that is not in seconds is likely meant to be.
const PLAUSIBLE: std::ops::Range<i64> = 946_684_800..4_102_444_800;
/// How late a token may be for "some servers still accept it"; seconds.
const USUAL_LEEWAY_SECS: i64 = 60;
/// How far clocks go wrong by themselves; seconds.
const MOST_SKEW_SECS: i64 = 300;
const DAY_SECS: i64 = 86_400;
/// How long ago an authentication is old; seconds.
const OLD_AUTHENTICATION_SECS: i64 = 7 * DAY_SECS;

/// The rules that do not depend on the instant.
pub(in crate::inspect) fn fixed(claims: Value<'_>, times: Times, typ: Option<&str>, out: &mut Vec<Finding>) {
    for claim in TIME_CLAIMS {
        if let Some(value) = claims.member(claim) {
            one(claim, value, out);
        }
    }
    private_dates(claims, out);
    let does_without = typ.is_some_and(|typ| WITHOUT_EXPIRY.contains(&media_type(typ).as_str()));
    if times.expires_at.is_none() && !does_without {
        out.push(Finding::new(Time::ExpMissing, Place::whole(Part::Payload)));
    }
    if times.issued_at.is_none() {
        out.push(Finding::new(Time::IatMissing, Place::whole(Part::Payload)));
    }
    relations(claims, times, out);
}

/// How many claims are looked through for instants.
const MOST_PRIVATE: usize = 1000;

/// Private claims whose name says that they are an instant, and whose value says that they are not in seconds.
fn private_dates(claims: Value<'_>, out: &mut Vec<Finding>) {
    for (name, value) in claims.members().take(MOST_PRIVATE) {
        let name = name.text();
        let says_date = ["Date", "_date", "Time", "_time", "_at", "At"].iter().any(|end| name.ends_with(end));
        if says_date
            && !TIME_CLAIMS.contains(&&*name)
            && let Some((unit, meant)) = value.as_i64().and_then(unit)
        {
            let detail = Time::Milliseconds { claim: name.chars().take(80).collect(), unit, meant };
            out.push(Finding::new(detail, Place::decoded(Part::Payload, value.span())));
        }
    }
}

/// The rules on one time claim by itself.
fn one(claim: &'static str, value: Value<'_>, out: &mut Vec<Finding>) {
    let place = Place::decoded(Part::Payload, value.span());
    let mut tell = |detail| out.push(Finding::new(detail, place));
    let seconds = match NumericDate::read(value) {
        // OIDC Core §5.1 lets nobody spell updated_at otherwise, yet providers do, and nobody is refused for it.
        NumericDate::NotNumber(..) if claim == "updated_at" => return,
        NumericDate::NotNumber(kind, reads_as) => return tell(Time::Type { claim, kind, reads_as }),
        NumericDate::Beyond => return tell(Time::Overflow { claim }),
        NumericDate::Seconds(seconds) => seconds,
    };
    if value.flags().fraction {
        tell(Time::Fraction { claim });
    }
    match (seconds, unit(seconds)) {
        (..0, _) => tell(Time::Negative { claim }),
        (_, Some((unit, meant))) => tell(Time::Milliseconds { claim: claim.to_owned(), unit, meant }),
        (seconds, None) if seconds > YEAR_9999 => tell(Time::Overflow { claim }),
        (seconds, None) if seconds > i64::from(i32::MAX) => tell(Time::Y2038 { claim }),
        _ => {}
    }
}

/// The unit that a number of "seconds" is likely in, and the Unix seconds that it then means.
fn unit(number: i64) -> Option<(Unit, i64)> {
    [(Unit::Milliseconds, 1_000), (Unit::Microseconds, 1_000_000), (Unit::Nanoseconds, 1_000_000_000)]
        .into_iter()
        .map(|(unit, divisor)| (unit, number / divisor))
        .find(|(_, meant)| PLAUSIBLE.contains(meant) && number > 100_000_000_000)
}

fn relations(claims: Value<'_>, times: Times, out: &mut Vec<Finding>) {
    let seconds = |date| match date {
        Some(NumericDate::Seconds(seconds)) if seconds >= 0 => Some(seconds),
        _ => None,
    };
    let place =
        span(claims, "exp").map_or(Place::whole(Part::Payload), |span| Place::decoded(Part::Payload, span));
    let (issued_at, not_before) = (seconds(times.issued_at), seconds(times.not_before));
    let Some(expires_at) = seconds(times.expires_at) else { return };
    if issued_at.is_some_and(|issued_at| expires_at <= issued_at) {
        out.push(Finding::new(Time::Order { earlier: "exp", later: "iat" }, place));
    }
    if not_before.is_some_and(|not_before| expires_at <= not_before) {
        out.push(Finding::new(Time::Order { earlier: "exp", later: "nbf" }, place));
    }
}

/// The rules that depend on the instant; `claims` for the places.
pub(in crate::inspect) fn at(
    claims: Value<'_>,
    times: Times,
    now: i64,
    leeway_secs: i64,
    out: &mut Vec<Finding>,
) {
    let mut tell = |name: &str, detail| {
        let place = span(claims, name)
            .map_or(Place::whole(Part::Payload), |span| Place::decoded(Part::Payload, span));
        out.push(Finding::new(detail, place));
    };
    let instant =
        |date: Option<NumericDate>| date.and_then(NumericDate::instant).filter(|seconds| *seconds >= 0);
    if let Some(expires_at) = instant(times.expires_at).filter(|at| now >= at.saturating_add(leeway_secs)) {
        let ago_secs = now.saturating_sub(expires_at);
        if ago_secs <= USUAL_LEEWAY_SECS {
            tell("exp", Time::ExpiredSkew { expires_at, ago_secs });
        } else {
            tell("exp", Time::Expired { expires_at, ago_secs });
        }
    }
    if let Some(not_before) = instant(times.not_before).filter(|at| *at > now.saturating_add(leeway_secs)) {
        tell("nbf", Time::NbfFuture { not_before, in_secs: not_before.saturating_sub(now) });
    }
    if let Some(issued_at) =
        instant(times.issued_at).filter(|at| *at > now.saturating_add(leeway_secs) && unit(*at).is_none())
    {
        tell("iat", Time::IatFuture { issued_at, in_secs: issued_at.saturating_sub(now) });
    }
    if let Some(expires_at) = instant(times.expires_at).filter(|at| unit(*at).is_none() && *at <= YEAR_9999) {
        // Without `iat`, what is left of the life is the least that it can be.
        let lifetime_secs = expires_at.saturating_sub(instant(times.issued_at).unwrap_or(now));
        if lifetime_secs >= DAY_SECS {
            tell("exp", Time::LifetimeLong { lifetime_secs });
        }
    }
    let authenticated = claims.member("auth_time").map(NumericDate::read);
    if let Some(ago_secs) = instant(authenticated).map(|at| now.saturating_sub(at))
        && ago_secs > OLD_AUTHENTICATION_SECS
    {
        tell("auth_time", Time::AuthOld { ago_secs });
    }
}

/// Tells where a token, whose signature holds, is only so little too late or too early that a clock may be wrong.
pub(in crate::inspect) fn skew(
    claims: Value<'_>,
    times: Times,
    now: i64,
    leeway_secs: i64,
    out: &mut Vec<Finding>,
) {
    let instant =
        |date: Option<NumericDate>| date.and_then(NumericDate::instant).filter(|seconds| *seconds >= 0);
    let late = instant(times.expires_at).map(|at| now.saturating_sub(at)).filter(|late| *late >= leeway_secs);
    let early =
        instant(times.not_before).map(|at| at.saturating_sub(now)).filter(|early| *early > leeway_secs);
    let (claim, off_secs) = match (late, early) {
        (Some(late), None) => ("exp", late),
        (None, Some(early)) => ("nbf", early),
        _ => return,
    };
    if (0..MOST_SKEW_SECS).contains(&off_secs) {
        let place = span(claims, claim)
            .map_or(Place::whole(Part::Payload), |span| Place::decoded(Part::Payload, span));
        out.push(Finding::new(Time::ClockSkew { claim, off_secs }, place));
    }
}

fn span(claims: Value<'_>, name: &str) -> Option<Span> {
    claims.member(name).map(Value::span)
}
