//! A character of the token is missing, too many, wrong, or changed places with its neighbour.
//!
//! A key proves it where one letter put right makes the signature hold. Without proof, a segment that stops making
//! sense in the middle still shows where it is damaged: after a lost letter every byte is shifted.

use std::sync::Arc;

use super::case::{Case, Guesses, signature_length};
use super::{Mend, Proof, headers};
use crate::encoding::base64url::{self, Fault};
use crate::encoding::json::{self, Kind};
use crate::inspect::build::is_json;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::mend;
use crate::inspect::rules::content_diagnosis::{ContentDiagnosis, Damage};
use crate::jose::segment::Segment;
use crate::jose::token::is_unencoded;

/// Longer segments are not looked through; letters.
const LONGEST: usize = 16 * 1024;

/// How far before the place where a segment stops making sense the damage may be; letters.
const BEFORE: usize = 24;

/// How far behind it.
const BEHIND: usize = 4;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Letters that people and character recognition take for each other.
const ALIKE: &[&str] =
    &["1lIi", "0OoQ", "5S", "2Z", "8B", "6G", "9gq", "-_", "uv", "VU", "vy", "nr", "mn", "ce"];

/// One changed letter.
#[derive(Clone, Copy)]
struct Change {
    at: usize,
    damage: Damage,
    /// The letter that belongs there; unused where one has to go.
    letter: u8,
}

/// Looks for one letter that, put right, makes the signature hold.
pub(super) fn changed(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    if is_unencoded(&case.block.header) || case.token.text.len() > 4 * LONGEST {
        return None;
    }
    for (part, segment) in parts(case) {
        let text = segment.encoded(&case.token.text);
        if let Some(broken) = broken(segment, text) {
            // Only what can be read again is worth a look: few of the many changes.
            for change in near(text, broken) {
                if case.is_stopped() {
                    return None;
                }
                let Some(mended) = apply(text, change).filter(|text| is_object(text)) else { continue };
                *count += 1;
                let Some(whole) = mend::with_segment(case.token, segment, &mended) else { continue };
                if case.text_holds(&whole) {
                    return Some(proof(case, part, change, Some(whole)));
                }
            }
            // With one segment unreadable, a change elsewhere proves nothing.
            return if part == Part::Header { headers::guessed(case, count) } else { None };
        }
    }
    let algorithm = case.algorithm()?;
    let guesses = Guesses::new(case, algorithm)?;
    let is_whole = case.fits_length(case.signature().len()) && !has_bad_length(&case.block.signature);
    // Where the length says that it is the signature, nothing else is worth the time.
    let mut guesses = if is_whole { guesses } else { guesses.unlimited() };
    let content = |guesses: &mut Guesses<'_, '_>| is_whole.then(|| in_content(case, guesses)).flatten();
    let proof = in_signature(case, &mut guesses).or_else(|| content(&mut guesses));
    *count += guesses.count;
    proof
}

/// What the look of the token tells where no key proves anything.
pub(super) fn damage(case: &Case<'_>) -> Option<Finding> {
    if is_unencoded(&case.block.header) || is_json(case.token.serialization) || case.token.is_detached() {
        return None;
    }
    let tell = |part, near, damage| {
        let detail = ContentDiagnosis::CharMissing { part, near, damage };
        Some(Finding::new(detail, Place::encoded(part, near, near + 1)))
    };
    for (part, segment) in parts(case) {
        let text = segment.encoded(&case.token.text);
        let Some(broken) = broken(segment, text) else { continue };
        let shifted = |change: &Change| matches!(change.damage, Damage::Missing | Damage::Extra);
        let found = near(text, broken)
            .filter(shifted)
            .take_while(|_| !case.is_stopped())
            .find(|change| apply(text, *change).is_some_and(|text| is_object(&text)));
        if let Some(change) = found {
            return tell(part, change.at, change.damage);
        }
        if has_bad_length(segment) {
            return tell(part, broken.min(text.len().saturating_sub(1)), Damage::Unclear);
        }
    }
    let signature = case.block.signature.encoded(&case.token.text);
    let algorithm = case.algorithm()?;
    let by_key = case.keys().find_map(|(key, _)| signature_length(algorithm, key));
    let needed = by_key.or_else(|| algorithm.signature_len())?;
    let is_longer = signature.len() == (needed * 4).div_ceil(3) + 1;
    (is_longer && has_bad_length(&case.block.signature))
        .then(|| tell(Part::Signature, signature.len() - 1, Damage::Extra))
        .flatten()
}

fn proof(case: &Case<'_>, part: Part, change: Change, text: Option<String>) -> Proof {
    let Change { at, damage, .. } = change;
    let length = usize::from(damage != Damage::Missing || at < len(case, part));
    let detail = ContentDiagnosis::CharMissing { part, near: at, damage };
    Proof {
        findings: vec![Finding::new(detail, Place::encoded(part, at, at + length))],
        mend: text.map(|text| Mend::Text(Arc::from(text))),
    }
}

fn len(case: &Case<'_>, part: Part) -> usize {
    let segment = match part {
        Part::Header => &case.block.header,
        Part::Payload => &case.jws.payload,
        _ => &case.block.signature,
    };
    segment.encoded(&case.token.text).len()
}

fn parts<'c>(case: &Case<'c>) -> [(Part, &'c Segment); 2] {
    [(Part::Header, &case.block.header), (Part::Payload, &case.jws.payload)]
}

fn has_bad_length(segment: &Segment) -> bool {
    segment.faults.iter().any(|fault| matches!(fault, Fault::BadLength { .. }))
}

/// The letter at which a segment stops being the JSON object that it began as, because its bytes are shifted from there
/// on: they are no text, or hold control characters. JSON that its issuer wrote wrong stays readable, and is none.
fn broken(segment: &Segment, text: &str) -> Option<usize> {
    if segment.json().is_some() && !has_bad_length(segment)
        || text.is_empty()
        || text.len() > LONGEST
        || !text.bytes().all(|byte| LETTERS.contains(&byte))
    {
        return None;
    }
    let bytes = segment.bytes();
    // As an object begins, or as one with a letter off among the first.
    let head = text.get(..text.len().min(4)).unwrap_or_default();
    let begins = bytes.first() == Some(&b'{') || ["ey", "yJ", "eJ"].iter().any(|pair| head.contains(pair));
    let readable = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t');
    let clean = bytes.iter().take(readable).position(is_control).unwrap_or(readable);
    let is_shifted = clean < bytes.len();
    // The JSON may have stopped making sense before the first byte that is no text.
    let fault = std::str::from_utf8(bytes.get(..clean)?)
        .ok()
        .map_or(clean, |text| json::parse(text.into()).error.map_or(clean, |error| error.at.min(clean)));
    (begins && (is_shifted || has_bad_length(segment))).then_some(fault * 4 / 3)
}

/// The changes near a letter, those that shift what follows first.
fn near(text: &str, broken: usize) -> impl Iterator<Item = Change> {
    let places = move |end: usize| broken.saturating_sub(BEFORE)..=(broken + BEHIND).min(end);
    let last = text.len().saturating_sub(1);
    let missing = places(text.len())
        .rev()
        .flat_map(|at| LETTERS.iter().map(move |&letter| Change { at, damage: Damage::Missing, letter }));
    let extra = places(last).rev().map(|at| Change { at, damage: Damage::Extra, letter: 0 });
    let swapped = places(last).rev().map(|at| Change { at, damage: Damage::Swapped, letter: 0 });
    let wrong = places(last)
        .rev()
        .flat_map(|at| LETTERS.iter().map(move |&letter| Change { at, damage: Damage::Wrong, letter }));
    extra.chain(missing).chain(swapped).chain(wrong)
}

/// The text with one letter put right; `None` where that changes nothing.
fn apply(text: &str, change: Change) -> Option<String> {
    let Change { at, damage, letter } = change;
    let mut bytes = text.as_bytes().to_vec();
    match damage {
        Damage::Missing if at <= bytes.len() => bytes.insert(at, letter),
        Damage::Extra if at < bytes.len() => {
            bytes.remove(at);
        }
        Damage::Swapped if at + 1 < bytes.len() => bytes.swap(at, at + 1),
        Damage::Wrong => *bytes.get_mut(at)? = letter,
        _ => return None,
    }
    (bytes != text.as_bytes()).then(|| String::from_utf8(bytes).ok()).flatten()
}

/// Whether base64url text is a whole JSON object.
fn is_object(text: &str) -> bool {
    let Some(bytes) = base64url::decode_strict(text) else { return false };
    if bytes.last().is_none_or(|byte| *byte != b'}' && !byte.is_ascii_whitespace()) {
        return false;
    }
    let Ok(text) = String::from_utf8(bytes) else { return false };
    let parsed = json::parse(text.into());
    parsed.error.is_none() && parsed.json.is_some_and(|json| json.root().kind() == Kind::Object)
}

/// One letter of the signature.
fn in_signature(case: &Case<'_>, guesses: &mut Guesses<'_, '_>) -> Option<Proof> {
    let text = case.block.signature.encoded(&case.token.text);
    if text.is_empty() || text.len() > LONGEST || !text.bytes().all(|byte| LETTERS.contains(&byte)) {
        return None;
    }
    // A signature of another length is none: most changes are out before any mathematics.
    let fits = |letters: usize| letters % 4 != 1 && case.fits_length(letters * 3 / 4);
    let (shorter, same, longer) = (fits(text.len() - 1), fits(text.len()), fits(text.len() + 1));
    let changes = everywhere(text).filter(|change| match change.damage {
        Damage::Missing => longer,
        Damage::Extra => shorter,
        _ => same,
    });
    for change in changes {
        if guesses.left() == 0 {
            return None;
        }
        let Some(mended) = apply(text, change) else { continue };
        let Some(bytes) = base64url::decode_strict(&mended) else { continue };
        if guesses.hold(case.input(), &bytes) {
            let whole = mend::with_segment(case.token, &case.block.signature, &mended);
            return Some(proof(case, Part::Signature, change, whole));
        }
    }
    None
}

/// One letter of a header or payload that still reads well.
fn in_content(case: &Case<'_>, guesses: &mut Guesses<'_, '_>) -> Option<Proof> {
    let (header, payload) = (&case.block.header, &case.jws.payload);
    let texts = (header.encoded(&case.token.text), payload.encoded(&case.token.text));
    if texts.0.is_empty() || texts.1.is_empty() || case.signature().is_empty() {
        return None;
    }
    for (part, segment, text) in [(Part::Payload, payload, texts.1), (Part::Header, header, texts.0)] {
        // A letter more or less would have shifted what follows: only the last few could.
        let changes = everywhere(text).filter(|change| match change.damage {
            Damage::Missing | Damage::Extra => change.at + 4 >= text.len(),
            _ => true,
        });
        for change in changes {
            if guesses.left() == 0 {
                return None;
            }
            let Some(mended) = apply(text, change) else { continue };
            let input = if part == Part::Payload {
                format!("{}.{mended}", texts.0)
            } else {
                format!("{mended}.{}", texts.1)
            };
            if guesses.hold(input.as_bytes(), case.signature()) {
                let whole = mend::with_segment(case.token, segment, &mended);
                return Some(proof(case, part, change, whole));
            }
        }
    }
    None
}

/// Every change of one letter of a text, the likeliest first: swapped, lost or doubled, mistaken, any other.
fn everywhere(text: &str) -> impl Iterator<Item = Change> {
    let bytes = text.as_bytes();
    let swapped = (0..bytes.len()).map(|at| Change { at, damage: Damage::Swapped, letter: 0 });
    let extra = (0..bytes.len()).map(|at| Change { at, damage: Damage::Extra, letter: 0 });
    let wrong = |at: usize, letter: u8| Change { at, damage: Damage::Wrong, letter };
    let alike = bytes.iter().enumerate().flat_map(move |(at, byte)| {
        let other_case = [*byte ^ 0x20].into_iter().filter(|_| byte.is_ascii_alphabetic());
        let alike = ALIKE.iter().filter(|group| group.as_bytes().contains(byte));
        other_case.chain(alike.flat_map(|group| group.bytes())).map(move |letter| wrong(at, letter))
    });
    let missing = (0..=bytes.len())
        .flat_map(|at| LETTERS.iter().map(move |&letter| Change { at, damage: Damage::Missing, letter }));
    let any = (0..bytes.len()).flat_map(move |at| LETTERS.iter().map(move |&letter| wrong(at, letter)));
    swapped.chain(extra).chain(alike).chain(missing).chain(any)
}
