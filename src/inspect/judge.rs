//! Time: what `iat`, `nbf` and `exp` say at an instant. The only part of a report that changes as time goes by.

use super::numeric_date::NumericDate;
use super::report::{TimeReport, TimeVerdict};
use crate::encoding::json::Value;

/// The time claims of a claims set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Times {
    pub issued_at: Option<NumericDate>,
    pub not_before: Option<NumericDate>,
    pub expires_at: Option<NumericDate>,
}

impl Times {
    /// Reads the first of each claim.
    pub(super) fn read(claims: Value<'_>) -> Self {
        let read = |name| claims.member(name).map(NumericDate::read);
        Self { issued_at: read("iat"), not_before: read("nbf"), expires_at: read("exp") }
    }
}

/// Judges the times of a token that has claims (`Some`) or none.
pub(super) fn judge(times: Option<Times>, now: i64, leeway_secs: i64) -> TimeReport {
    let Some(times) = times else {
        return TimeReport {
            verdict: TimeVerdict::None,
            issued_at: None,
            not_before: None,
            expires_at: None,
            seconds_left: None,
        };
    };
    let instant = |date: Option<NumericDate>| date.and_then(NumericDate::instant);
    let expires_at = instant(times.expires_at);
    TimeReport {
        verdict: verdict(times, now, leeway_secs),
        issued_at: instant(times.issued_at),
        not_before: instant(times.not_before),
        expires_at,
        seconds_left: expires_at.map(|at| at.saturating_sub(now)),
    }
}

fn verdict(times: Times, now: i64, leeway_secs: i64) -> TimeVerdict {
    let is_text = |date| matches!(date, Some(NumericDate::NotNumber(..)));
    match (times.expires_at, times.not_before) {
        // A time before 1970 is a mistake, not an expiry.
        (Some(NumericDate::Seconds(expires_at)), _) if expires_at < 0 => TimeVerdict::Unreadable,
        (Some(NumericDate::Seconds(expires_at)), _) if now >= expires_at.saturating_add(leeway_secs) => {
            TimeVerdict::Expired
        }
        (_, Some(NumericDate::Seconds(not_before))) if not_before > now.saturating_add(leeway_secs) => {
            TimeVerdict::NotYet
        }
        (expires_at, not_before) if is_text(expires_at) || is_text(not_before) => TimeVerdict::Unreadable,
        (None, _) => TimeVerdict::NoExpiry,
        _ => TimeVerdict::Active,
    }
}
