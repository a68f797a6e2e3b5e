//! Numbers of JSON: their grammar, and whether an `f64` can hold them.

use super::{error::JsonErrorKind, read::Bits};

/// Reads the number that starts at `start`. Returns the offset after it.
#[inline]
pub(super) fn read(bytes: &[u8], start: usize) -> Result<(usize, Bits), (usize, JsonErrorKind)> {
    let negative = bytes.get(start) == Some(&b'-');
    let int = start + usize::from(negative);
    let mut at = match bytes.get(int) {
        Some(b'0') => int + 1,
        _ => digits(bytes, int, start)?,
    };
    let mut bits = Bits::NONE;
    let mut long_from = 15;
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1, start)?;
        bits = Bits::FRACTION;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        let exponent = at + 1 + usize::from(sign);
        at = digits(bytes, exponent, start)?;
        bits = Bits::FRACTION;
        // With an exponent of one or two digits, no f64 of few digits leaves its range.
        long_from = if at - exponent > 2 { 0 } else { 15 };
    }
    if let Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'+' | b'-' | b'_') = bytes.get(at) {
        return Err((start, JsonErrorKind::BadNumber));
    }
    // Any decimal of at most 15 digits survives the way through an f64.
    if at - start > long_from {
        bits |= Bits::LONG;
    }
    Ok((at, bits))
}

/// Whether a number, read as an `f64` and printed with as few digits as identify that, becomes another number.
/// True also where it is too large, or too small to differ from 0.
pub(super) fn is_inexact(number: &str) -> bool {
    let Ok(value) = number.parse::<f64>() else { return true };
    !value.is_finite() || !same_decimal(number, &format!("{value:e}"))
}

fn digits(bytes: &[u8], from: usize, start: usize) -> Result<usize, (usize, JsonErrorKind)> {
    let mut at = from;
    while let Some(b'0'..=b'9') = bytes.get(at) {
        at += 1;
    }
    if at > from {
        Ok(at)
    } else if at >= bytes.len() {
        Err((bytes.len(), JsonErrorKind::UnexpectedEnd))
    } else {
        Err((start, JsonErrorKind::BadNumber))
    }
}

fn same_decimal(a: &str, b: &str) -> bool {
    let (a, b) = (Decimal::of(a), Decimal::of(b));
    match (a.is_zero(), b.is_zero()) {
        (false, false) => a.point == b.point && a.significant().eq(b.significant()),
        (a, b) => a == b,
    }
}

/// 0.ddd × 10^point, where ddd are the digits without zeros at either end. The sign is left out: it never changes.
struct Decimal<'a> {
    int: &'a str,
    fraction: &'a str,
    leading: usize,
    trailing: usize,
    point: i64,
}

impl<'a> Decimal<'a> {
    fn of(number: &'a str) -> Self {
        let unsigned = number.trim_start_matches('-');
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (int, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = int.bytes().chain(fraction.bytes());
        let leading = digits.clone().take_while(|d| *d == b'0').count();
        let trailing = digits.rev().take_while(|d| *d == b'0').count();
        let point = (int.len() as i64 - leading as i64).saturating_add(parse_exponent(exponent));
        Self { int, fraction, leading, trailing, point }
    }

    fn len(&self) -> usize {
        self.int.len() + self.fraction.len()
    }

    fn is_zero(&self) -> bool {
        self.leading == self.len()
    }

    fn significant(&self) -> impl Iterator<Item = u8> {
        let count = self.len().saturating_sub(self.leading + self.trailing);
        self.int.bytes().chain(self.fraction.bytes()).skip(self.leading).take(count)
    }
}

fn parse_exponent(text: &str) -> i64 {
    let size = text.bytes().filter(u8::is_ascii_digit).fold(0_i64, |sum, digit| {
        // Far beyond any text's length, far below an overflow.
        sum.saturating_mul(10).saturating_add((digit - b'0') as i64).min(1 << 60)
    });
    if text.starts_with('-') { -size } else { size }
}
