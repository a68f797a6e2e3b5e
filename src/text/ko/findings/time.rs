//! TIME: when a token is good, and times that cannot be right. Instants are told in UTC, so that the
//! same report reads the same everywhere.

use jiff::tz::TimeZone;

use super::kind_name;
use crate::inspect::rules::time::{Time, Unit};
use crate::text::escape::quoted;
use crate::text::ko::{TEXT, far_year};
use crate::text::time::year;
use crate::text::{Told, Units};

pub(super) fn told(detail: &Time) -> Told {
    match detail {
        Time::Expired { expires_at, ago_secs } => Told::new(
            format!("{} 만료됨({})", ago(*ago_secs), utc(*expires_at)),
            "exp부터는 모든 검증기가 토큰을 거부해야 합니다",
            "새 토큰을 받으세요",
        ),
        Time::ExpiredSkew { expires_at, ago_secs } => Told::new(
            format!("겨우 {} 만료됨({})", ago(*ago_secs), utc(*expires_at)),
            "시계 오차를 허용하는 서버는 아직 받아들이고 다른 서버는 거부합니다",
            "새 토큰을 받으세요",
        ),
        Time::NbfFuture { not_before, in_secs } => Told::new(
            format!("{} 전에는 유효하지 않음({})", utc(*not_before), ahead(*in_secs)),
            "nbf까지는 모든 검증기가 토큰을 거부해야 합니다",
            "기다리거나 발급자의 시계와 시간대를 확인하세요",
        ),
        Time::IatFuture { issued_at, in_secs } => Told::new(
            format!("발급 시각이 미래: {}({})", utc(*issued_at), ahead(*in_secs)),
            "발급자의 시계가 빠르거나 현지 시각을 썼습니다",
            "발급자가 1970년부터의 UTC 초로 쓰게 하세요",
        ),
        Time::ExpMissing => Told::new(
            "exp 없음: 만료되지 않는 토큰",
            "도난당한 사본을 영원히 쓸 수 있습니다",
            "발급자가 exp를 넣게 하세요",
        ),
        Time::IatMissing => Told::new(
            "iat 없음: 언제 발급했는지 알 수 없음",
            "액세스 토큰(RFC 9068)과 ID 토큰은 발급 시각을 밝혀야 합니다",
            "발급자가 iat를 넣게 하세요",
        ),
        Time::LifetimeLong { lifetime_secs } => Told::new(
            format!("유효 기간이 김: {}", TEXT.duration(*lifetime_secs, Units::Two)),
            "도난당한 사본을 끝까지 쓸 수 있으며, 액세스 토큰은 보통 5~60분입니다",
            "기간을 줄이고 리프레시 토큰으로 갱신하세요",
        ),
        Time::Order { earlier, later } => Told::new(
            format!("서로 어긋나는 시각: {earlier}, {later}"),
            "토큰이 유효한 순간이 없습니다",
            "발급자가 시각을 어떻게 계산하는지 확인하세요",
        ),
        Time::Milliseconds { claim, unit, meant } => milliseconds(claim, *unit, *meant),
        Time::Type { claim, kind, reads_as } => Told::new(
            format!("{claim} 값이 숫자가 아님: {}", kind_name(*kind)),
            match reads_as {
                Some(at) => format!("검사를 건너뛰는 검증기가 있습니다(뜻한 시각: {})", utc(*at)),
                None => "읽을 수 없는 검사를 건너뛰는 검증기가 있습니다".to_owned(),
            },
            match reads_as {
                Some(at) => format!("발급자가 숫자 {at} 꼴로 쓰게 하세요"),
                None => "발급자가 1970년부터의 초를 숫자로 쓰게 하세요".to_owned(),
            },
        ),
        Time::Fraction { claim } => Told::new(
            format!("{claim} 값에 소수나 지수가 있음"),
            "문제는 없지만 정수만 읽는 파서가 있습니다",
            "발급자가 초를 정수로 쓰게 하세요",
        ),
        Time::Negative { claim } => Told::new(
            format!("{claim} 값이 음수: 1970년 이전"),
            "부호 없는 시각을 쓰는 소프트웨어는 먼 미래로 읽습니다",
            "발급자가 시각을 어떻게 계산하는지 확인하세요",
        ),
        Time::Overflow { claim } => Told::new(
            format!("{claim} 값이 9999년을 넘음"),
            "이런 시각을 담지 못하는 소프트웨어는 실패하거나 값이 넘칩니다",
            "시각은 초 단위이니 단위를 확인하세요",
        ),
        Time::Y2038 { claim } => Told::new(
            format!("{claim} 값이 2038-01-19를 넘음"),
            "32비트 시각을 쓰는 소프트웨어는 그날 값이 넘칩니다",
            "읽는 쪽이 모두 64비트 시각을 쓰는지 확인하세요",
        ),
        Time::ClockSkew { claim: "exp", off_secs } => Told::new(
            format!("시계만 어긋남: {off_secs}초 늦음"),
            "두 컴퓨터의 시계는 이만큼 쉽게 어긋나고, 나머지는 모두 맞습니다",
            "두 시계를 NTP로 맞추거나 1분 정도의 여유를 두세요",
        ),
        Time::ClockSkew { off_secs, .. } => Told::new(
            format!("시계만 어긋남: {off_secs}초 이름"),
            "두 컴퓨터의 시계는 이만큼 쉽게 어긋나고, 나머지는 모두 맞습니다",
            "두 시계를 NTP로 맞추거나 1분 정도의 여유를 두세요",
        ),
        Time::AuthOld { ago_secs } => Told::new(
            format!("{} 로그인함(auth_time)", ago(*ago_secs)),
            "중요한 작업에는 최근 로그인이 필요할 수 있습니다(max_age)",
            "필요한 곳에서는 다시 로그인하게 하세요",
        ),
    }
}

fn milliseconds(claim: &str, unit: Unit, meant: i64) -> Told {
    let (name, factor, divisor) = match unit {
        Unit::Milliseconds => ("밀리초", 1_000, "1,000으로"),
        Unit::Microseconds => ("마이크로초", 1_000_000, "1,000,000으로"),
        Unit::Nanoseconds => ("나노초", 1_000_000_000, "1,000,000,000으로"),
    };
    Told::new(
        format!("{} 값이 초가 아니라 {name} 단위로 보임", quoted(claim)),
        format!(
            "초로 읽으면 {}입니다(뜻한 시각: {})",
            far_year(year(meant.saturating_mul(factor))),
            utc(meant)
        ),
        format!("발급자가 {divisor} 나누게 하세요"),
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
