//! Instants and durations for people. The instant "now" and the time zone are parameters; instants are
//! Unix seconds of any size, since tokens hold any number.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Text;

/// How a language says times.
#[derive(Debug)]
pub(super) struct Tables {
    /// A number of units: "21 min".
    pub(super) unit: fn(count: u64, unit: Unit) -> String,
    /// A duration from now: "3 h ago", "in 21 min".
    pub(super) relative: fn(duration: &str, direction: Direction) -> String,
    /// Less than a second from now.
    pub(super) now: &'static str,
    /// A year that no calendar here reaches: "the year 57,860".
    pub(super) far_year: fn(year: i64) -> String,
    /// What a claim's instant means, with the instant and how far it is: "Expires …".
    pub(super) claim: fn(claim: TimeClaim, direction: Direction, instant: &str, distance: &str) -> String,
}

/// A unit of durations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Year,
}

/// Before or after now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
}

/// A claim that holds an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeClaim {
    Issued,
    Expires,
    NotBefore,
    Authenticated,
    Updated,
    Happened,
}

/// How exact a duration is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// The largest unit: "21 min".
    One,
    /// The largest unit and the next: "21 min 36 s".
    Two,
}

/// Seconds of a unit; a year is the mean Gregorian one.
const UNITS: [(Unit, u64); 5] = [
    (Unit::Year, 31_556_952),
    (Unit::Day, 86_400),
    (Unit::Hour, 3_600),
    (Unit::Minute, 60),
    (Unit::Second, 1),
];

/// From here on, days beside years say nothing.
const ONLY_YEARS: u64 = 10;

impl Text {
    /// A duration without its sign; what does not fit the units is dropped, as a countdown does.
    pub fn duration(&self, secs: i64, units: Units) -> String {
        let unit = self.tables.time.unit;
        let mut rest = secs.unsigned_abs();
        for (index, (largest, size)) in UNITS.iter().enumerate() {
            let count = rest / size;
            if count == 0 && *largest != Unit::Second {
                continue;
            }
            rest %= size;
            let first = unit(count, *largest);
            let next = UNITS.get(index + 1).map(|(next, size)| (*next, rest / size));
            return match next {
                Some((next, more)) if more > 0 && units == Units::Two => {
                    if *largest == Unit::Year && count >= ONLY_YEARS {
                        first
                    } else {
                        format!("{first} {}", unit(more, next))
                    }
                }
                _ => first,
            };
        }
        String::new()
    }

    /// A duration from now, `secs` being negative in the past: "3 h ago", "in 2 d 4 h".
    pub fn relative(&self, secs: i64, units: Units) -> String {
        match direction(secs) {
            None => self.tables.time.now.to_owned(),
            Some(direction) => (self.tables.time.relative)(&self.duration(secs, units), direction),
        }
    }

    /// An instant with its zone: "2026-11-20 22:00:00 UTC", "2026-11-21 07:00:00 +09:00"; only the year
    /// where it is outside the years 1 to 9999.
    pub fn instant(&self, at: i64, zone: &TimeZone) -> String {
        let zone_format = if is_utc(zone) { "UTC" } else { "%:z" };
        self.formatted(at, zone, &format!("%Y-%m-%d %H:%M:%S {zone_format}"))
    }

    /// The day in UTC: "2026-11-20".
    pub fn day(&self, at: i64) -> String {
        self.formatted(at, &TimeZone::UTC, "%Y-%m-%d")
    }

    /// The time of day alone: "22:00:00".
    pub fn clock(&self, at: i64, zone: &TimeZone) -> String {
        self.formatted(at, zone, "%H:%M:%S")
    }

    /// The time of day where `at` is on the same day as `near`, else with the date: for labels that
    /// stand close to each other.
    pub fn moment(&self, at: i64, near: i64, zone: &TimeZone) -> String {
        let day = |at| self.formatted(at, zone, "%Y-%m-%d");
        if day(at) == day(near) { self.clock(at, zone) } else { self.formatted(at, zone, "%Y-%m-%d %H:%M") }
    }

    /// What the instant of a registered claim means: "Expires 2026-11-20 23:00:00 UTC · in 21 min".
    /// `None` where the claim holds no instant.
    pub fn claim_time(&self, claim: &str, at: i64, now: i64, zone: &TimeZone) -> Option<String> {
        let claim = match claim {
            "iat" => TimeClaim::Issued,
            "exp" => TimeClaim::Expires,
            "nbf" => TimeClaim::NotBefore,
            "auth_time" => TimeClaim::Authenticated,
            "updated_at" => TimeClaim::Updated,
            "toe" => TimeClaim::Happened,
            _ => return None,
        };
        let distance = at.saturating_sub(now);
        let instant = self.instant(at, zone);
        let direction = if distance > 0 { Direction::Future } else { Direction::Past };
        Some((self.tables.time.claim)(claim, direction, &instant, &self.relative(distance, Units::One)))
    }

    fn formatted(&self, at: i64, zone: &TimeZone, format: &str) -> String {
        let zoned = Timestamp::from_second(at).ok().map(|instant| instant.to_zoned(zone.clone()));
        match zoned {
            Some(zoned) if (1..=9999).contains(&zoned.year()) => zoned.strftime(format).to_string(),
            Some(zoned) => (self.tables.time.far_year)(i64::from(zoned.year())),
            None => (self.tables.time.far_year)(year(at)),
        }
    }
}

/// The year of an instant, roughly, for those that no calendar here reaches. 0 is the year 1 BC.
pub(super) fn year(at: i64) -> i64 {
    1970 + at.div_euclid(31_556_952)
}

fn direction(secs: i64) -> Option<Direction> {
    match secs {
        0 => None,
        1.. => Some(Direction::Future),
        _ => Some(Direction::Past),
    }
}

fn is_utc(zone: &TimeZone) -> bool {
    *zone == TimeZone::UTC || matches!(zone.iana_name(), Some("UTC" | "Etc/UTC"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language::{English, Korean};

    #[test]
    fn durations() {
        let cases = [
            (0, "0 s", "0초"),
            (1, "1 s", "1초"),
            (59, "59 s", "59초"),
            (60, "1 min", "1분"),
            (61, "1 min 1 s", "1분 1초"),
            (1_296, "21 min 36 s", "21분 36초"),
            (-1_296, "21 min 36 s", "21분 36초"),
            (3_600, "1 h", "1시간"),
            (3_659, "1 h", "1시간"),
            (3_660, "1 h 1 min", "1시간 1분"),
            (86_399, "23 h 59 min", "23시간 59분"),
            (86_400, "1 d", "1일"),
            (187_200, "2 d 4 h", "2일 4시간"),
            (2_592_000, "30 d", "30일"),
            (31_556_952, "1 year", "1년"),
            (31_556_952 + 35 * 86_400, "1 year 35 d", "1년 35일"),
            (2 * 31_556_952, "2 years", "2년"),
            (10 * 31_556_952 + 86_400, "10 years", "10년"),
            (50_000 * 31_556_952, "50,000 years", "50,000년"),
            (i64::MAX, "292,277,024,626 years", "292,277,024,626년"),
            (i64::MIN, "292,277,024,626 years", "292,277,024,626년"),
        ];
        for (secs, english, korean) in cases {
            assert_eq!(English.text().duration(secs, Units::Two), english);
            assert_eq!(Korean.text().duration(secs, Units::Two), korean);
        }
        assert_eq!(English.text().duration(1_296, Units::One), "21 min");
        assert_eq!(Korean.text().duration(187_200, Units::One), "2일");
    }

    #[test]
    fn from_now() {
        let cases = [
            (0, "now", "지금"),
            (1, "in 1 s", "1초 후"),
            (-1, "1 s ago", "1초 전"),
            (-10_800, "3 h ago", "3시간 전"),
            (1_296, "in 21 min 36 s", "21분 36초 후"),
            (187_200, "in 2 d 4 h", "2일 4시간 후"),
        ];
        for (secs, english, korean) in cases {
            assert_eq!(English.text().relative(secs, Units::Two), english);
            assert_eq!(Korean.text().relative(secs, Units::Two), korean);
        }
    }

    #[test]
    fn instants() {
        let seoul = TimeZone::fixed(jiff::tz::offset(9));
        let nepal = TimeZone::fixed(jiff::tz::Offset::from_seconds(20_700).unwrap());
        let cases = [
            (1_795_212_000, &TimeZone::UTC, "2026-11-20 22:00:00 UTC"),
            (1_795_212_000, &seoul, "2026-11-21 07:00:00 +09:00"),
            (1_795_212_000, &nepal, "2026-11-21 03:45:00 +05:45"),
            (0, &TimeZone::UTC, "1970-01-01 00:00:00 UTC"),
            (-1, &TimeZone::UTC, "1969-12-31 23:59:59 UTC"),
            (253_402_207_200, &TimeZone::UTC, "9999-12-30 22:00:00 UTC"),
            (-62_135_596_800, &TimeZone::UTC, "0001-01-01 00:00:00 UTC"),
            (1_795_212_000_000, &TimeZone::UTC, "the year 58,858"),
            (-62_135_596_801, &TimeZone::UTC, "the year 1 BC"),
            (i64::MAX, &seoul, "the year 292,277,026,596"),
            (i64::MIN, &seoul, "the year 292,277,022,658 BC"),
        ];
        for (at, zone, expected) in cases {
            assert_eq!(English.text().instant(at, zone), expected, "{at}");
        }
        assert_eq!(Korean.text().instant(1_795_212_000_000, &TimeZone::UTC), "58,858년");
        assert_eq!(Korean.text().instant(-62_135_596_801, &TimeZone::UTC), "기원전 1년");
        assert_eq!(Korean.text().instant(1_795_212_000, &seoul), "2026-11-21 07:00:00 +09:00");
    }

    #[test]
    fn labels_near_each_other() {
        let text = English.text();
        let (start, same_day, next_day) = (1_795_212_000, 1_795_215_600, 1_795_222_800);
        assert_eq!(text.clock(start, &TimeZone::UTC), "22:00:00");
        assert_eq!(text.moment(same_day, start, &TimeZone::UTC), "23:00:00");
        assert_eq!(text.moment(next_day, start, &TimeZone::UTC), "2026-11-21 01:00");
        assert_eq!(text.moment(i64::MAX, start, &TimeZone::UTC), "the year 292,277,026,596");
    }

    #[test]
    fn instants_of_claims() {
        let now = 1_795_214_304;
        let cases = [
            (
                "iat",
                1_795_212_000,
                "Issued 2026-11-20 22:00:00 UTC · 38 min ago",
                "발급 2026-11-20 22:00:00 UTC · 38분 전",
            ),
            (
                "exp",
                1_795_215_600,
                "Expires 2026-11-20 23:00:00 UTC · in 21 min",
                "만료 2026-11-20 23:00:00 UTC · 21분 후",
            ),
            (
                "exp",
                1_795_210_704,
                "Expired 2026-11-20 21:38:24 UTC · 1 h ago",
                "만료됨 2026-11-20 21:38:24 UTC · 1시간 전",
            ),
            ("exp", now, "Expired 2026-11-20 22:38:24 UTC · now", "만료됨 2026-11-20 22:38:24 UTC · 지금"),
        ];
        for (claim, at, english, korean) in cases {
            assert_eq!(English.text().claim_time(claim, at, now, &TimeZone::UTC).as_deref(), Some(english));
            assert_eq!(Korean.text().claim_time(claim, at, now, &TimeZone::UTC).as_deref(), Some(korean));
        }
        assert_eq!(English.text().claim_time("tenant", 1, now, &TimeZone::UTC), None);
    }
}
