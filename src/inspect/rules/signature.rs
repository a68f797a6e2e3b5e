//! SIG: the signature's verdict and its bytes.

use crate::inspect::alg::Alg;
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::report::{SignatureReport, SignatureVerdict};
use crate::jose::algorithm::{Curve, Family, JwsAlgorithm};
use crate::jose::key::KeyKind;
use crate::jose::segment::Encoded;
use crate::jose::token::SignatureBlock;

findings! {
    /// SIG: the signature.
    Signature {
        /// Decoded only: nothing to check with.
        Unverified = "sig.unverified", Info, Info, "RFC 7515 §5.2";
        /// Not valid for the key that decides.
        Invalid { key: Option<String> } = "sig.invalid", Critical, Reject, "RFC 7515 §5.2";
        /// Empty although an algorithm is named.
        Empty { alg: String } = "sig.empty", Critical, Reject, "CVE-2020-28042";
        /// Too long or too short; in bytes.
        Length { alg: &'static str, found: usize, needed: usize } = "sig.length", High, Reject, "RFC 7518 §3.4";
        /// DER where raw R‖S must be; in bytes.
        Der { alg: &'static str, found: usize, needed: usize } = "sig.der", High, Reject, "RFC 7518 §3.4";
        /// r or s is zero or the group order.
        Zero = "sig.zero", Critical, Reject, "CVE-2022-21449";
        /// The low-S twin is valid too.
        Malleable = "sig.malleable", Info, Info, "RFC 8812 §3";
        /// Some of several signatures hold.
        Partial { valid: usize, total: usize } = "sig.partial", High, Reject, "RFC 7515 §5.2";
    }
}

/// The rules on one signature: its bytes, and what was said of it.
pub(in crate::inspect) fn check(block: &SignatureBlock, report: &SignatureReport, out: &mut Vec<Finding>) {
    let bytes = block.signature.bytes();
    let is_there = !matches!(block.signature.encoded, Encoded::Missing);
    let algorithm = match Alg::of(block) {
        Alg::Known(algorithm) => Some(algorithm),
        _ => None,
    };
    let place = Place::whole(Part::Signature);
    if report.verdict == SignatureVerdict::NoKey {
        out.push(Finding::new(Signature::Unverified, place));
    }
    if is_there && bytes.is_empty() && block.signature.faults.is_empty() {
        let alg = report.algorithm.clone().unwrap_or_default();
        out.push(Finding::new(Signature::Empty { alg }, place));
    } else if let Some(algorithm) = algorithm {
        shape(algorithm, bytes, report, out);
    }
    if report.verdict == SignatureVerdict::Invalid && !bytes.is_empty() {
        let key = report.key.as_ref().map(|key| key.name.clone());
        out.push(Finding::new(Signature::Invalid { key }, place));
    }
    if let (SignatureVerdict::Valid, Some(curve)) = (&report.verdict, algorithm.and_then(ecdsa_curve))
        && let Some((_, s)) = halves(bytes, curve)
        && is_high(s, curve)
    {
        out.push(Finding::new(Signature::Malleable, place));
    }
}

/// Tells of several signatures of which not all hold.
pub(in crate::inspect) fn together(reports: &[SignatureReport], out: &mut Vec<Finding>) {
    let valid = reports.iter().filter(|report| report.verdict == SignatureVerdict::Valid).count();
    if valid < reports.len() && reports.len() > 1 {
        let detail = Signature::Partial { valid, total: reports.len() };
        out.push(Finding::new(detail, Place::whole(Part::Signature)));
    }
}

/// Length and form of a signature that is not empty.
fn shape(algorithm: JwsAlgorithm, bytes: &[u8], report: &SignatureReport, out: &mut Vec<Finding>) {
    if bytes.is_empty() {
        return;
    }
    let place = Place::whole(Part::Signature);
    let modulus = report.key.as_ref().and_then(|key| match key.kind {
        KeyKind::Rsa { bits } => Some(bits.div_ceil(8)),
        _ => None,
    });
    let needed = match algorithm.family() {
        Family::RsaPkcs1 | Family::RsaPss => modulus,
        _ => algorithm.signature_len(),
    };
    let found = bytes.len();
    let alg = algorithm.name();
    let der = ecdsa_curve(algorithm).and_then(|curve| Some((curve, der_integers(bytes)?)));
    match (needed, der) {
        // The length first: a raw signature may begin with 0x30 as well.
        (Some(needed), Some((curve, (r, s)))) if needed != found => {
            out.push(Finding::new(Signature::Der { alg, found, needed }, place));
            if is_zero(r) || is_zero(s) || is_order(r, curve) || is_order(s, curve) {
                out.push(Finding::new(Signature::Zero, place));
            }
            return;
        }
        (Some(needed), _) if needed != found => {
            out.push(Finding::new(Signature::Length { alg, found, needed }, place));
        }
        _ => {}
    }
    if let Some(curve) = ecdsa_curve(algorithm)
        && let Some((r, s)) = halves(bytes, curve)
        && (is_zero(r) || is_zero(s) || is_at_least_order(r, curve) || is_at_least_order(s, curve))
    {
        out.push(Finding::new(Signature::Zero, place));
    }
}

fn ecdsa_curve(algorithm: JwsAlgorithm) -> Option<Curve> {
    if algorithm.family() == Family::Ecdsa { algorithm.curve() } else { None }
}

/// r and s of a raw signature of the right length.
fn halves(bytes: &[u8], curve: Curve) -> Option<(&[u8], &[u8])> {
    let size = curve.order()?.len();
    (bytes.len() == size * 2).then(|| bytes.split_at_checked(size)).flatten()
}

/// r and s of a DER `ECDSA-Sig-Value` that fills `bytes` (RFC 3279 §2.2.3).
pub(in crate::inspect) fn der_integers(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (body, rest) = der_element(bytes, 0x30)?;
    let (r, after_r) = der_element(body, 0x02)?;
    let (s, after_s) = der_element(after_r, 0x02)?;
    (rest.is_empty() && after_s.is_empty() && !r.is_empty() && !s.is_empty()).then_some((r, s))
}

fn der_element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7F => (first as usize, rest),
        0x81 => rest.split_first().map(|(length, rest)| (*length as usize, rest))?,
        _ => return None,
    };
    if found == tag { rest.split_at_checked(length) } else { None }
}

fn is_zero(number: &[u8]) -> bool {
    number.iter().all(|byte| *byte == 0)
}

fn is_order(number: &[u8], curve: Curve) -> bool {
    curve.order().is_some_and(|order| trimmed(number) == trimmed(&order))
}

fn is_at_least_order(number: &[u8], curve: Curve) -> bool {
    curve.order().is_some_and(|order| number.len() == order.len() && order.as_slice() <= number)
}

/// Whether `s` is more than half of the order: then `n - s` is as good.
fn is_high(s: &[u8], curve: Curve) -> bool {
    let Some(order) = curve.order() else { return false };
    let mut carry = 0;
    let half: Vec<u8> = order
        .iter()
        .map(|byte| {
            let halved = (byte >> 1) | carry;
            carry = (byte & 1) << 7;
            halved
        })
        .collect();
    s > half.as_slice()
}

fn trimmed(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_is_told_from_raw() {
        let cases: &[(&[u8], bool)] = &[
            (&[0x30, 6, 2, 1, 5, 2, 1, 7], true),
            (&[0x30, 0x81, 6, 2, 1, 5, 2, 1, 7], true),
            (&[0x30, 6, 2, 1, 5, 2, 1], false),
            (&[0x30, 6, 2, 1, 5, 2, 1, 7, 0], false),
            (&[0x30, 6, 2, 0, 2, 2, 1, 7], false),
            (&[0x31, 6, 2, 1, 5, 2, 1, 7], false),
            (&[0x30], false),
            (&[], false),
        ];
        for (bytes, want) in cases {
            assert_eq!(der_integers(bytes).is_some(), *want, "{bytes:02x?}");
        }
    }

    #[test]
    fn high_and_low_s() {
        let mut low = Curve::P256.order().unwrap();
        for byte in low.iter_mut().skip(1) {
            *byte = 0;
        }
        low[0] = 0x7F;
        assert!(!is_high(&low, Curve::P256), "just under half");
        low[0] = 0x80;
        assert!(is_high(&low, Curve::P256), "just over half");
    }
}
