//! X.509 certificates (RFC 5280): what matters for their keys. Walked by hand: one with an odd serial number or
//! extension still has a key. Nothing here trusts a certificate or checks its signature.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use pkcs8::der::asn1::AnyRef;
use pkcs8::der::{Encode as _, Tag, Tagged as _};

use super::asn1::{children, document, oid};
use super::error::{ReadNote, WeakHash};
use crate::jose::key::Key;

/// The parts of a certificate.
#[derive(Clone, Debug)]
pub(super) struct Certificate {
    pub(super) der: Arc<[u8]>,
    pub(super) issuer: Vec<u8>,
    pub(super) subject: Vec<u8>,
    /// `SubjectPublicKeyInfo` in DER.
    pub(super) spki: Vec<u8>,
    /// First and last second of its validity, in Unix time; `None` if they are no times.
    pub(super) validity: Option<(i64, i64)>,
    pub(super) weak_signature: Option<WeakHash>,
}

impl Certificate {
    /// Reads DER; `None` if it is not shaped like a certificate.
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let outer = document(der)?;
        let mut parts = children(*outer.first()?)?;
        if parts.first().is_some_and(|first| first.tag().is_context_specific()) {
            parts.remove(0);
        }
        let [_serial, _algorithm, issuer, validity, subject, spki, ..] = parts.as_slice() else {
            return None;
        };
        Some(Self {
            der: der.into(),
            issuer: issuer.value().to_vec(),
            subject: subject.value().to_vec(),
            spki: spki.to_der().ok()?,
            validity: read_validity(*validity),
            weak_signature: outer.get(1).and_then(|algorithm| weak_hash(*algorithm)),
        })
    }
}

/// What there is to know of the certificate that a key came with, as the note on the key in that place. `None` if it
/// has none, or one without readable times.
pub fn certificate_note(key: &Key, place: usize) -> Option<ReadNote> {
    let Certificate { validity, weak_signature, .. } = Certificate::read(key.certificates.first()?)?;
    let (not_before, not_after) = validity?;
    Some(ReadNote::Certificate { key: place, not_before, not_after, weak_signature })
}

/// The longest chain that is put together.
const MAX_CHAIN: usize = 16;

/// All certificates of a file.
#[derive(Default)]
pub(super) struct Pool {
    by_subject: HashMap<Vec<u8>, Vec<Certificate>>,
    /// Who issued the certificates that did not issue themselves.
    issuers: HashSet<Vec<u8>>,
}

impl Pool {
    pub(super) fn add(&mut self, certificate: &Certificate) {
        if certificate.issuer != certificate.subject {
            self.issuers.insert(certificate.issuer.clone());
        }
        let same = self.by_subject.entry(certificate.subject.clone()).or_default();
        // Of those with one name a chain needs no more than it is long.
        if same.len() < MAX_CHAIN {
            same.push(certificate.clone());
        }
    }

    /// Whether the certificate issued another one, going by the names.
    pub(super) fn vouches(&self, certificate: &Certificate) -> bool {
        self.issuers.contains(&certificate.subject)
    }

    /// Whether each one issued another.
    pub(super) fn all_vouch(&self) -> bool {
        self.by_subject.keys().all(|subject| self.issuers.contains(subject))
    }

    /// The chain that begins with this certificate, as far as it goes; itself first.
    pub(super) fn chain(&self, first: &Certificate) -> Vec<Arc<[u8]>> {
        let mut chain = vec![Arc::clone(&first.der)];
        let mut last = first;
        while last.issuer != last.subject && chain.len() < MAX_CHAIN {
            let issuers = self.by_subject.get(&last.issuer).into_iter().flatten();
            // Issuers may go round in circles.
            let Some(next) = issuers.into_iter().find(|next| !chain.contains(&next.der)) else { break };
            chain.push(Arc::clone(&next.der));
            last = next;
        }
        chain
    }
}

fn read_validity(validity: AnyRef<'_>) -> Option<(i64, i64)> {
    match children(validity)?.as_slice() {
        [from, to] => Some((unix_time(*from)?, unix_time(*to)?)),
        _ => None,
    }
}

/// `UTCTime` (two digits of the year, 1950 to 2049) or `GeneralizedTime`, both in UTC; old ones without seconds.
fn unix_time(time: AnyRef<'_>) -> Option<i64> {
    let text = std::str::from_utf8(time.value()).ok()?.strip_suffix('Z')?;
    let text = match time.tag() {
        Tag::UtcTime => format!("{}{text}", if text.get(..2)? < "50" { "20" } else { "19" }),
        Tag::GeneralizedTime => text.to_owned(),
        _ => return None,
    };
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse::<i64>().ok()
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute) = (number(8, 10)?, number(10, 12)?);
    let second = if text.len() == 12 { 0 } else { number(12, 14).filter(|_| text.len() == 14)? };
    let in_range =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    in_range.then(|| days_before(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// The days from 1970 to a day of the Gregorian calendar; a year begins in March, so that the leap day is its last.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 719_469
}

fn weak_hash(algorithm: AnyRef<'_>) -> Option<WeakHash> {
    match oid(*children(algorithm)?.first()?)?.as_str() {
        "1.2.840.113549.1.1.2" | "1.2.840.113549.1.1.3" | "1.2.840.113549.1.1.4" => Some(WeakHash::Md5),
        "1.2.840.113549.1.1.5" | "1.2.840.10045.4.1" | "1.2.840.10040.4.3" | "1.3.14.3.2.29" => {
            Some(WeakHash::Sha1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_certificates() {
        let time = |tag: Tag, text: &str| AnyRef::new(tag, text.as_bytes()).ok().and_then(unix_time);
        for (tag, text, expected) in [
            (Tag::UtcTime, "700101000000Z", Some(0)),
            (Tag::UtcTime, "491231235959Z", Some(2_524_607_999)),
            (Tag::UtcTime, "500101000000Z", Some(-631_152_000)),
            (Tag::UtcTime, "2402291200Z", Some(1_709_208_000)),
            (Tag::GeneralizedTime, "20000301000000Z", Some(951_868_800)),
            (Tag::GeneralizedTime, "99991231235959Z", Some(253_402_300_799)),
            (Tag::GeneralizedTime, "19000101000000Z", Some(-2_208_988_800)),
            (Tag::GeneralizedTime, "20240229120000", None),
            (Tag::GeneralizedTime, "20241301000000Z", None),
            (Tag::GeneralizedTime, "20240100000000Z", None),
            (Tag::GeneralizedTime, "2024010124000Z", None),
            (Tag::GeneralizedTime, "20240101240000Z", None),
            (Tag::UtcTime, "24-1291200Z", None),
            (Tag::UtcTime, "Z", None),
            (Tag::UtcTime, "é1010100Z", None),
            (Tag::Utf8String, "700101000000Z", None),
        ] {
            assert_eq!(time(tag, text), expected, "{text}");
        }
    }
}
