//! TIME: when a token is good, and times that cannot be right. Instants are told in UTC, so that the
//! same report reads the same everywhere.

use jiff::tz::TimeZone;

use super::a;
use crate::inspect::rules::time::{Time, Unit};
use crate::text::en::{TEXT, far_year};
use crate::text::escape::quoted;
use crate::text::time::year;
use crate::text::{Told, Units};

pub(super) fn told(detail: &Time) -> Told {
    match detail {
        Time::Expired { expires_at, ago_secs } => Told::new(
            format!("Expired {} ({})", ago(*ago_secs), utc(*expires_at)),
            "From exp on, every verifier must refuse the token",
            "Get a new token",
        ),
        Time::ExpiredSkew { expires_at, ago_secs } => Told::new(
            format!("Expired only {} ({})", ago(*ago_secs), utc(*expires_at)),
            "Servers that allow for wrong clocks still accept it, others do not",
            "Get a new token",
        ),
        Time::NbfFuture { not_before, in_secs } => Told::new(
            format!("Not valid before {} ({})", utc(*not_before), ahead(*in_secs)),
            "Until nbf, every verifier must refuse the token",
            "Wait, or check the issuer's clock and time zone",
        ),
        Time::IatFuture { issued_at, in_secs } => Told::new(
            format!("Issued in the future: {} ({})", utc(*issued_at), ahead(*in_secs)),
            "The issuer's clock is ahead, or it wrote local time",
            "Have the issuer write seconds since 1970 in UTC",
        ),
        Time::ExpMissing => Told::new(
            "No exp: the token never expires",
            "A stolen copy works for ever",
            "Have the issuer set exp",
        ),
        Time::IatMissing => Told::new(
            "No iat: nobody can tell how old the token is",
            "Access tokens (RFC 9068) and ID tokens must say when they were issued",
            "Have the issuer set iat",
        ),
        Time::LifetimeLong { lifetime_secs } => Told::new(
            format!("Valid for {}, which is long", TEXT.duration(*lifetime_secs, Units::Two)),
            "A stolen copy works to the end; 5 to 60 min are usual for access tokens",
            "Shorten its life, and renew it with a refresh token",
        ),
        Time::Order { earlier, later } => Told::new(
            format!("{earlier} and {later} exclude each other"),
            "There is no moment at which the token is valid",
            "Check how the issuer computes them",
        ),
        Time::Milliseconds { claim, unit, meant } => milliseconds(claim, *unit, *meant),
        Time::Type { claim, kind, reads_as } => Told::new(
            format!("{claim} is {}, not a number", a(*kind)),
            match reads_as {
                Some(at) => format!("Some validators skip the check; {} seems to be meant", utc(*at)),
                None => "Some validators skip a check that they cannot read".to_owned(),
            },
            match reads_as {
                Some(at) => format!("Have the issuer write the number {at}"),
                None => "Have the issuer write seconds since 1970 as a number".to_owned(),
            },
        ),
        Time::Fraction { claim } => Told::new(
            format!("{claim} has a fraction or an exponent"),
            "It is legal, but some parsers only read whole numbers",
            "Have the issuer write whole seconds",
        ),
        Time::Negative { claim } => Told::new(
            format!("{claim} is negative: before 1970"),
            "Software with unsigned times reads it as far in the future",
            "Check how the issuer computes it",
        ),
        Time::Overflow { claim } => Told::new(
            format!("{claim} is beyond the year 9999"),
            "Software that cannot hold such a time fails or wraps around",
            "Check the unit: times are in seconds",
        ),
        Time::Y2038 { claim } => Told::new(
            format!("{claim} is beyond 2038-01-19"),
            "Software with 32-bit times wraps around on that day",
            "Make sure that all readers use 64-bit times",
        ),
        Time::ClockSkew { claim: "exp", off_secs } => Told::new(
            format!("Only the clock is off: too late by {off_secs} s"),
            "Clocks of two machines differ by that much easily, and all else is right",
            "Set both clocks by NTP, or allow a leeway of a minute",
        ),
        Time::ClockSkew { off_secs, .. } => Told::new(
            format!("Only the clock is off: too early by {off_secs} s"),
            "Clocks of two machines differ by that much easily, and all else is right",
            "Set both clocks by NTP, or allow a leeway of a minute",
        ),
        Time::AuthOld { ago_secs } => Told::new(
            format!("The person signed in {} (auth_time)", ago(*ago_secs)),
            "For delicate actions a recent sign-in may be required (max_age)",
            "Ask for a new sign-in where it matters",
        ),
    }
}

fn milliseconds(claim: &str, unit: Unit, meant: i64) -> Told {
    let (name, factor, divisor) = match unit {
        Unit::Milliseconds => ("milliseconds", 1_000, "1,000"),
        Unit::Microseconds => ("microseconds", 1_000_000, "1,000,000"),
        Unit::Nanoseconds => ("nanoseconds", 1_000_000_000, "1,000,000,000"),
    };
    Told::new(
        format!("{} seems to be in {name}, not seconds", quoted(claim)),
        format!(
            "As seconds it is {}; {} seems to be meant",
            far_year(year(meant.saturating_mul(factor))),
            utc(meant)
        ),
        format!("Have the issuer divide it by {divisor}"),
    )
}

pub(super) fn utc(at: i64) -> String {
    TEXT.instant(at, &TimeZone::UTC)
}

pub(super) fn ago(secs: i64) -> String {
    TEXT.relative(secs.saturating_abs().saturating_neg(), Units::One)
}

pub(super) fn ahead(secs: i64) -> String {
    TEXT.relative(secs.saturating_abs(), Units::One)
}
