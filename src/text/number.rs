//! Numbers for people: thousands apart, sizes in bytes with the unit that suits them.

use super::Text;
use crate::jose::segment::Segment;
use crate::jose::token::Jwe;

/// How a language says sizes.
#[derive(Debug)]
pub(super) struct Tables {
    /// "1 byte", "512 bytes"; the number is given as it is and as it is shown.
    pub(super) bytes: fn(count: u64, shown: &str) -> String,
}

/// `value` with a comma before each group of three digits.
pub(super) fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

impl Text {
    /// A number with its thousands apart: "103,979".
    pub fn number(&self, value: usize) -> String {
        thousands(value as u64)
    }

    /// How long the encrypted parts of a JWE are: its first encrypted key, IV, ciphertext, tag; bytes.
    pub fn jwe_lengths(&self, jwe: &Jwe) -> String {
        let length = |segment: &Segment| self.number(segment.bytes().len());
        let key =
            jwe.recipients.first().map(|recipient| length(&recipient.encrypted_key)).unwrap_or_default();
        (self.words.decoded.lengths)(&key, &length(&jwe.iv), &length(&jwe.ciphertext), &length(&jwe.tag))
    }

    /// A size: "512 bytes", "13.3 MB". Units are decimal; up to 9,999 it is exact.
    pub fn bytes(&self, bytes: usize) -> String {
        const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
        let bytes = bytes as u64;
        if bytes >= 10_000 {
            for (unit, name) in UNITS {
                // What the smaller unit would show as 1000.0 belongs here.
                if bytes + unit / 20_000 >= unit {
                    let tenths = bytes.saturating_mul(10).saturating_add(unit / 2) / unit;
                    let (whole, tenth) = (thousands(tenths / 10), tenths % 10);
                    return if tenth == 0 {
                        format!("{whole} {name}")
                    } else {
                        format!("{whole}.{tenth} {name}")
                    };
                }
            }
        }
        (self.tables.numbers.bytes)(bytes, &thousands(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn thousands_are_apart() {
        let cases = [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345, "12,345"),
            (123_456, "123,456"),
            (1_234_567, "1,234,567"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ];
        for (value, expected) in cases {
            assert_eq!(thousands(value), expected);
        }
    }

    #[test]
    fn sizes() {
        let cases = [
            (0, "0 bytes", "0바이트"),
            (1, "1 byte", "1바이트"),
            (2, "2 bytes", "2바이트"),
            (512, "512 bytes", "512바이트"),
            (8_192, "8,192 bytes", "8,192바이트"),
            (9_999, "9,999 bytes", "9,999바이트"),
            (10_000, "10 kB", "10 kB"),
            (13_349, "13.3 kB", "13.3 kB"),
            (13_350, "13.4 kB", "13.4 kB"),
            (999_949, "999.9 kB", "999.9 kB"),
            (999_950, "1 MB", "1 MB"),
            (13_300_000, "13.3 MB", "13.3 MB"),
            (950_000_000, "950 MB", "950 MB"),
            (67_108_864, "67.1 MB", "67.1 MB"),
            (5_000_000_000, "5 GB", "5 GB"),
        ];
        for (bytes, english, korean) in cases {
            assert_eq!(Language::English.text().bytes(bytes), english);
            assert_eq!(Language::Korean.text().bytes(bytes), korean);
        }
    }
}
