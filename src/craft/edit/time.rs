//! The time buttons: one claim or three change, the others stay byte for byte.

use super::{Edit, EditError, Edited, Path, delete_member, edit, read, set_member};
use crate::encoding::json::{Kind, Value};

/// What a button does to the times of a token. All in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeEdit {
    /// `iat` is now.
    Now,
    /// `exp` is that long from now.
    Expires(i64),
    /// `exp` was [`EXPIRED_SECS`] ago.
    Expire,
    /// No `exp`.
    Never,
    /// `iat`, `nbf` and `exp` later or earlier, those that there are, so that the later of `iat` and `nbf` is now and
    /// the lifetime stays; without both, `exp` is in an hour.
    ShiftToNow,
}

/// How long ago an expired token expired: more than the leeway of common verifiers.
pub const EXPIRED_SECS: i64 = 600;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The claims that are shifted together.
const SHIFTED: [&str; 3] = ["iat", "nbf", "exp"];

/// Beyond this a number of seconds would be in the year 5138: it is milliseconds.
const SECONDS_END: u64 = 100_000_000_000;

impl TimeEdit {
    /// What is offered, in its order.
    pub const ALL: [Self; 8] = [
        Self::Now,
        Self::Expires(15 * MINUTE),
        Self::Expires(HOUR),
        Self::Expires(DAY),
        Self::Expires(30 * DAY),
        Self::Expire,
        Self::Never,
        Self::ShiftToNow,
    ];

    /// Does it to a claims set; `now` in Unix seconds.
    pub fn apply(self, claims: &str, now: i64) -> Result<Edited, EditError> {
        match self {
            Self::Now => set_member(claims, "iat", &now.to_string()),
            Self::Expires(seconds) => set_member(claims, "exp", &now.saturating_add(seconds).to_string()),
            Self::Expire => set_member(claims, "exp", &now.saturating_sub(EXPIRED_SECS).to_string()),
            Self::Never => delete_member(claims, "exp"),
            Self::ShiftToNow => {
                let json = read(claims)?;
                let there = |name: &&str| json.root().member(name).is_some();
                let at = |name| json.root().member(name).and_then(seconds_of);
                match (at("iat").max(at("nbf")), ["iat", "nbf"].iter().copied().find(there)) {
                    (Some(from), _) => shift(claims, now.saturating_sub(from)),
                    (None, Some(name)) => Err(EditError::NotATime(name.to_owned())),
                    // Nothing says how long it was meant to live.
                    (None, None) => Self::Expires(HOUR).apply(claims, now),
                }
            }
        }
    }
}

/// The whole seconds of a number, of milliseconds as well; `None` of one with an exponent.
pub(in crate::craft) fn seconds_of(value: Value<'_>) -> Option<i64> {
    if value.kind() != Kind::Number || value.raw().contains(['e', 'E']) {
        return None;
    }
    let whole: i64 = value.raw().split('.').next()?.parse().ok()?;
    Some(if is_seconds(whole) { whole } else { whole / 1000 })
}

const fn is_seconds(time: i64) -> bool {
    time.unsigned_abs() < SECONDS_END
}

/// That many seconds later. Each stays in its unit and keeps its fraction.
pub(super) fn shift(claims: &str, seconds: i64) -> Result<Edited, EditError> {
    let mut text = claims.to_owned();
    for name in SHIFTED {
        let json = read(&text)?;
        let Some(value) = json.root().member(name) else { continue };
        let not_a_time = || EditError::NotATime(name.to_owned());
        if value.kind() != Kind::Number {
            return Err(not_a_time());
        }
        let (whole, fraction) = match value.raw().split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (value.raw(), None),
        };
        let before: i64 = whole.parse().map_err(|_| not_a_time())?;
        let step = if is_seconds(before) { seconds } else { seconds.saturating_mul(1000) };
        let after = before.checked_add(step).ok_or_else(not_a_time)?;
        // With a fraction, the digits before it say less than the sign and the digits after it say more.
        let crosses = fraction.is_some() && (whole.starts_with('-') || after < 0);
        if crosses || fraction.is_some_and(|fraction| fraction.contains(['e', 'E'])) {
            return Err(not_a_time());
        }
        let value = fraction.map_or(after.to_string(), |fraction| format!("{after}.{fraction}"));
        let at = Path::member(&json, name).ok_or(EditError::NoSuchPlace)?;
        text = edit(&text, &Edit::Set { at, value })?.text;
    }
    Ok(Edited { text })
}
