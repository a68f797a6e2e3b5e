//! Korean. Particles change with the sound before them, so none is ever glued to a value that is put
//! in: a noun of ours always stands between (`“…” 값이`). A test reads these files for it.

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

/// All Korean texts.
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
        time: time::Tables { unit, relative, now: "지금", far_year, claim },
        numbers: number::Tables { bytes },
        verdict: verdict::TABLES,
        problems: problems::TABLES,
        craft: craft::TABLES,
        negatives: negatives::TABLES,
        diagnosis: diagnosis::TABLES,
        copy_as: copy_as::TABLES,
    },
};

fn bytes(_count: u64, shown: &str) -> String {
    format!("{shown}바이트")
}

fn unit(count: u64, unit: Unit) -> String {
    let shown = number::thousands(count);
    match unit {
        Unit::Second => format!("{shown}초"),
        Unit::Minute => format!("{shown}분"),
        Unit::Hour => format!("{shown}시간"),
        Unit::Day => format!("{shown}일"),
        Unit::Year => format!("{shown}년"),
    }
}

fn relative(duration: &str, direction: Direction) -> String {
    match direction {
        Direction::Past => format!("{duration} 전"),
        Direction::Future => format!("{duration} 후"),
    }
}

fn far_year(year: i64) -> String {
    if year > 0 {
        format!("{}년", number::thousands(year.unsigned_abs()))
    } else {
        format!("기원전 {}년", number::thousands(year.unsigned_abs().saturating_add(1)))
    }
}

fn claim(claim: TimeClaim, direction: Direction, instant: &str, distance: &str) -> String {
    let noun = match (claim, direction) {
        (TimeClaim::Issued, _) => "발급",
        (TimeClaim::Expires, Direction::Future) => "만료",
        (TimeClaim::Expires, Direction::Past) => "만료됨",
        (TimeClaim::NotBefore, _) => "유효 시작",
        (TimeClaim::Authenticated, _) => "로그인",
        (TimeClaim::Updated, _) => "수정",
        (TimeClaim::Happened, _) => "발생",
    };
    format!("{noun} {instant} · {distance}")
}
