//! A time claim as it stands in a token (RFC 7519 §2, NumericDate), in every way that it can be wrong.

use jiff::Timestamp;

use crate::encoding::json::{Kind, Value};

/// What a time claim says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumericDate {
    /// Unix seconds. A fraction counts as a whole second, so that comparing with a clock of whole seconds is exact:
    /// half a second before `exp` is still before it.
    Seconds(i64),
    /// A number that no `i64` holds, or that is no number at all in 64 bits.
    Beyond,
    /// Not a number; what it seems to mean, in Unix seconds.
    NotNumber(Kind, Option<i64>),
}

impl NumericDate {
    /// Reads a claim.
    pub(super) fn read(value: Value<'_>) -> Self {
        match value.kind() {
            Kind::Number => match (value.as_i64(), value.as_f64()) {
                (Some(seconds), _) => Self::Seconds(seconds),
                (None, Some(seconds)) if seconds.abs() < 9e18 => Self::Seconds(whole(seconds)),
                _ => Self::Beyond,
            },
            Kind::String => {
                let text = value.as_str().unwrap_or_default();
                Self::NotNumber(Kind::String, meant(text.trim()))
            }
            kind => Self::NotNumber(kind, None),
        }
    }

    /// The instant, whichever way it is spelled.
    pub(super) fn instant(self) -> Option<i64> {
        match self {
            Self::Seconds(seconds) => Some(seconds),
            Self::NotNumber(_, meant) => meant,
            Self::Beyond => None,
        }
    }
}

/// The first whole second that is not before `seconds`; a time before 1970 stays before 1970.
fn whole(seconds: f64) -> i64 {
    let whole = if seconds < 0.0 { seconds.floor() } else { seconds.ceil() };
    whole as i64
}

/// The instant that a text means: digits, or a date with a zone.
fn meant(text: &str) -> Option<i64> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(seconds);
    }
    if let Ok(seconds) = text.parse::<f64>() {
        return (seconds.abs() < 9e18).then_some(whole(seconds));
    }
    text.parse::<Timestamp>().ok().map(Timestamp::as_second)
}
