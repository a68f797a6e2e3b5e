//! English.

mod actions;
mod bench;
mod copy_as;
mod craft;
mod desktop;
mod diagnosis;
mod editing;
mod findings;
mod formats;
mod kinds;
mod known;
mod names;
mod negatives;
mod notices;
mod problems;
mod settings;
mod sheets;
mod verdict;
mod words;

use super::time::{Direction, TimeClaim, Unit};
use super::{Tables, Text, number, time};

/// All English texts.
pub(super) static TEXT: Text = Text {
    words: words::WORDS,
    tables: Tables {
        finding: findings::finding,
        severity: names::severity,
        part: names::part,
        role: names::role,
        known: known::TABLES,
        names: names::NAMES,
        kind: kinds::kind,
        time: time::Tables { unit, relative, now: "now", far_year, claim },
        numbers: number::Tables { bytes },
        verdict: verdict::TABLES,
        problems: problems::TABLES,
        craft: craft::TABLES,
        negatives: negatives::TABLES,
        diagnosis: diagnosis::TABLES,
        copy_as: copy_as::TABLES,
    },
};

/// "1 key", "2 keys".
fn plural(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", number::thousands(count as u64))
}

fn bytes(count: u64, shown: &str) -> String {
    if count == 1 { format!("{shown} byte") } else { format!("{shown} bytes") }
}

fn unit(count: u64, unit: Unit) -> String {
    let shown = number::thousands(count);
    match unit {
        Unit::Second => format!("{shown} s"),
        Unit::Minute => format!("{shown} min"),
        Unit::Hour => format!("{shown} h"),
        Unit::Day => format!("{shown} d"),
        Unit::Year if count == 1 => format!("{shown} year"),
        Unit::Year => format!("{shown} years"),
    }
}

fn relative(duration: &str, direction: Direction) -> String {
    match direction {
        Direction::Past => format!("{duration} ago"),
        Direction::Future => format!("in {duration}"),
    }
}

fn far_year(year: i64) -> String {
    if year > 0 {
        format!("the year {}", number::thousands(year.unsigned_abs()))
    } else {
        format!("the year {} BC", number::thousands(year.unsigned_abs().saturating_add(1)))
    }
}

fn claim(claim: TimeClaim, direction: Direction, instant: &str, distance: &str) -> String {
    let verb = match (claim, direction) {
        (TimeClaim::Issued, _) => "Issued",
        (TimeClaim::Expires, Direction::Future) => "Expires",
        (TimeClaim::Expires, Direction::Past) => "Expired",
        (TimeClaim::NotBefore, _) => "Valid from",
        (TimeClaim::Authenticated, _) => "Signed in",
        (TimeClaim::Updated, _) => "Updated",
        (TimeClaim::Happened, _) => "Happened",
    };
    format!("{verb} {instant} · {distance}")
}
