//! The token as it would be without what happened to its text on the way: look-alike letters, padding, blanks, the
//! standard alphabet, encoding twice.
//!
//! The report has findings on each of these already; what is proved here is that nothing else is wrong.

use std::sync::Arc;

use super::case::Case;
use super::{Mend, Proof};
use crate::encoding::base64url;
use crate::inspect::build::is_json;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::homoglyph::ascii_lookalike;
use crate::inspect::rules::content_diagnosis::{ContentDiagnosis, Damage};

/// Longer texts are not mended; bytes.
const LONGEST: usize = 1024 * 1024;

/// The first letters of a header that get lost where tokens are joined.
const LOST: [&str; 3] = ["e", "ey", "eyJ"];

/// Looks for a mended text of the token that is valid.
pub(super) fn repaired(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    let text = &*case.token.text;
    if text.len() > LONGEST || is_json(case.token.serialization) {
        return None;
    }
    if !case.joined.is_empty() {
        *count += 1;
        if case.text_holds(text) {
            return Some(Proof { findings: Vec::new(), mend: Some(Mend::Split(case.joined.to_vec())) });
        }
    }
    let mut tried = vec![text.to_owned()];
    for (candidate, is_longer) in candidates(text) {
        if case.is_stopped() {
            return None;
        }
        if tried.contains(&candidate) {
            continue;
        }
        *count += 1;
        if case.text_holds(&candidate) {
            let detail =
                ContentDiagnosis::CharMissing { part: Part::Header, near: 0, damage: Damage::Missing };
            let lost = is_longer.then(|| Finding::new(detail, Place::encoded(Part::Header, 0, 1)));
            return Some(Proof {
                findings: lost.into_iter().collect(),
                mend: Some(Mend::Text(Arc::from(candidate))),
            });
        }
        tried.push(candidate);
    }
    None
}

/// What the text may have been, the least change first, and whether its first letters were put before it.
fn candidates(text: &str) -> Vec<(String, bool)> {
    let plain = plain(text);
    let canonical = each_segment(&plain, canonical);
    // A signature that was encoded twice is told of as another form of it.
    let once = match canonical.rsplit_once('.') {
        Some((input, signature)) => format!("{}.{signature}", each_segment(input, decoded_once)),
        None => canonical.clone(),
    };
    let mut candidates = vec![(plain, false), (canonical.clone(), false), (once, false)];
    if !canonical.starts_with("ey") {
        candidates.extend(LOST.iter().map(|lost| (format!("{lost}{canonical}"), true)));
    }
    candidates
}

/// Only the letters of base64url, dots and tildes, what looks like them or means them made the same.
fn plain(text: &str) -> String {
    let unescaped = text.replace("\\n", "").replace("\\r", "").replace("\\t", "");
    let letter = |c: char| match c {
        '+' => Some('-'),
        '/' => Some('_'),
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '~' => Some(c),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).filter(|c| is_letter(*c)),
        _ => ascii_lookalike(c).filter(|c| is_letter(*c)),
    };
    unescaped.chars().filter_map(letter).collect()
}

const fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~')
}

/// The same bytes as an encoder writes them.
fn canonical(segment: &str) -> String {
    let decoded = base64url::decode(segment);
    if decoded.is_damaged() { segment.to_owned() } else { base64url::encode(&decoded.bytes) }
}

/// The segment as it was before it was encoded once more, where that is base64url, too.
fn decoded_once(segment: &str) -> String {
    let inner = base64url::decode_strict(segment).and_then(|bytes| String::from_utf8(bytes).ok());
    match inner {
        Some(inner) if inner.len() >= 4 && base64url::decode_strict(&inner).is_some() => inner,
        _ => segment.to_owned(),
    }
}

fn each_segment(text: &str, change: fn(&str) -> String) -> String {
    let mut changed = String::with_capacity(text.len());
    for piece in text.split_inclusive(['.', '~']) {
        let segment = piece.trim_end_matches(['.', '~']);
        changed.push_str(&change(segment));
        changed.push_str(piece.get(segment.len()..).unwrap_or_default());
    }
    changed
}
