//! The secret is right, and was read in another way: decoded or not, with a line break or without, in another encoding.

use super::case::Case;
use super::readings::{Bytes, Kind, Reading, readings};
use super::{Mend, Proof};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::jose::algorithm::Family;
use crate::jose::jws::HmacGuess;
use crate::jose::key::Material;
use crate::jose::secret::SecretBytes;

/// Texts and secrets over that many bytes are not read in two ways at once: it would take all the time there is.
const MOST_TWICE: usize = 32 * 1024;

/// A secret over that many bytes is none.
const LONGEST: usize = 64 * 1024;

/// Looks for a reading of a deciding secret that makes the signature hold: one step, then two.
pub(super) fn readings_of(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    if case.is_right() || case.algorithm().is_some_and(|algorithm| algorithm.family() != Family::Hmac) {
        return None;
    }
    let guess = HmacGuess::by_length(case.input(), case.signature())?;
    let secrets = || {
        case.keys().filter_map(|(key, id)| match &key.material {
            Material::Secret(secret) if secret.len() <= LONGEST => Some((secret, id)),
            _ => None,
        })
    };
    for (secret, id) in secrets() {
        for (how, bytes) in readings(secret.as_bytes()) {
            if case.is_stopped() {
                return None;
            }
            if is_same(secret.as_bytes(), &bytes) {
                continue;
            }
            *count += 1;
            if guess.holds(&bytes) {
                return Some(proof(&id.name, id.index, how, None, bytes));
            }
        }
    }
    if case.input().len() > MOST_TWICE {
        return None;
    }
    for (secret, id) in secrets().filter(|(secret, _)| secret.len() <= MOST_TWICE) {
        for (first, between) in readings(secret.as_bytes()) {
            for (second, bytes) in readings(&between) {
                if case.is_stopped() {
                    return None;
                }
                if is_same(secret.as_bytes(), &bytes) {
                    continue;
                }
                *count += 1;
                if guess.holds(&bytes) {
                    // The greater difference is the one to tell of.
                    let (how, also) =
                        if first.kind() > second.kind() { (first, second) } else { (second, first) };
                    return Some(proof(&id.name, id.index, how, Some(also), bytes));
                }
            }
        }
    }
    None
}

/// Whether two secrets are one to every HMAC, which fills short ones up with zeros (RFC 2104 §2).
fn is_same(one: &[u8], other: &[u8]) -> bool {
    const LEAST_BLOCK: usize = 64;
    fn filled(secret: &[u8]) -> &[u8] {
        let zeros = secret.iter().rev().take_while(|byte| **byte == 0).count();
        secret.get(..secret.len() - zeros).unwrap_or_default()
    }
    one.len().max(other.len()) <= LEAST_BLOCK && filled(one) == filled(other)
}

fn proof(key: &str, index: usize, how: Reading, also: Option<Reading>, bytes: Bytes) -> Proof {
    let key = key.to_owned();
    let detail = match how.kind() {
        Kind::Base64 => KeyDiagnosis::SecretBase64 { key, how, also },
        Kind::Hex => KeyDiagnosis::SecretHex { key, how, also },
        Kind::Text => KeyDiagnosis::SecretText { key, how, also },
        Kind::Newline => KeyDiagnosis::SecretNewline { key, how, also },
        Kind::Whitespace => KeyDiagnosis::SecretWhitespace { key, how, also },
        Kind::Encoding => KeyDiagnosis::SecretEncoding { key, how, also },
    };
    Proof {
        findings: vec![Finding::new(detail, Place::whole(Part::Signature))],
        mend: Some(Mend::Secret(index, SecretBytes::from(bytes))),
    }
}
