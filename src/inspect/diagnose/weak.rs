//! Weak secrets: the list that everybody tries first, and a list of words of the user's own.
//!
//! With one token anyone can guess as fast as their machine hashes. So do we: nothing is done for a word but its HMAC.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use zeroize::Zeroizing;

use super::Proof;
use super::case::Case;
use crate::inspect::alg::Alg;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::report::{Policy, TokenReport};
use crate::inspect::rules::deciding::Deciding;
use crate::inspect::rules::key::KeyRule;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::rules::key_file::KeyQuality;
use crate::inspect::verify::signing_input;
use crate::inspect::{weak_secrets, well_known};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::jws::HmacGuess;
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;
use crate::jose::token::{Jws, Shape, SignatureBlock};

/// Looks for the secret in our own list.
pub(super) fn listed(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    if case.algorithm()?.family() != Family::Hmac || case.block.signature.is_damaged() {
        return None;
    }
    let guess = HmacGuess::by_length(case.input(), case.signature())?;
    for secret in weak_secrets::all() {
        if case.is_stopped() {
            return None;
        }
        *count += 1;
        if guess.holds(secret.as_bytes()) {
            let place = Place::whole(Part::Signature);
            let mut findings = vec![Finding::new(Deciding::HsDictionary { secret }, place)];
            findings.extend(short(guess.algorithm(), secret.len()));
            findings.extend(printed(secret));
            return Some(Proof { findings, mend: None });
        }
    }
    None
}

/// Where the secret is printed for everybody to see.
fn printed(secret: &str) -> Vec<Finding> {
    let key = Key::new("", Material::Secret(SecretBytes::new(secret.as_bytes().to_vec())));
    let source = key.thumbprint().and_then(|thumbprint| well_known::source(&thumbprint));
    source.map(well_known_key).unwrap_or_default()
}

/// What to tell of a key that is printed there.
pub(super) fn well_known_key(source: &'static str) -> Vec<Finding> {
    let place = Place::whole(Part::Signature);
    vec![
        Finding::new(KeyDiagnosis::TestKey { source }, place),
        Finding::new(KeyQuality::WellKnown { source }, place),
    ]
}

fn short(algorithm: JwsAlgorithm, length: usize) -> Option<Finding> {
    let (bits, needed) = (length * 8, algorithm.hash_bits());
    let detail = KeyRule::HsShort { alg: algorithm.name(), bits, needed };
    (bits < needed).then(|| Finding::new(detail, Place::whole(Part::Signature)))
}

/// A secret that a list of words had.
#[derive(Clone, PartialEq, Eq)]
pub struct Word {
    /// The line it stands on, counted from 1.
    pub line: usize,
    /// The secret itself.
    pub secret: Zeroizing<Vec<u8>>,
    algorithm: JwsAlgorithm,
}

impl std::fmt::Debug for Word {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Word(line {}, {} bytes)", self.line, self.secret.len())
    }
}

impl Word {
    /// What to tell of it, among the findings of the token.
    pub fn findings(&self) -> Vec<Finding> {
        let detail = KeyDiagnosis::WordList { line: self.line };
        let found = Finding::new(detail, Place::whole(Part::Signature));
        std::iter::once(found).chain(short(self.algorithm, self.secret.len())).collect()
    }
}

/// Whether there is a signature of an HMAC in the token, whose secret can be looked for. Cheap: asked in every frame.
pub fn is_searchable(report: &TokenReport) -> bool {
    let mac = hmac(report).map(|(_, block)| block.signature.bytes());
    mac.is_some_and(|mac| HmacGuess::by_length(&[], mac).is_some())
}

/// The first of `words` that is the secret of the token, on all cores.
///
/// A word stands on each line, which LF or CRLF ends; its bytes may be any. Where a line ends with CR, it is tried with
/// and without it. `progress` counts the bytes of `words` that are done; `stopped` is asked often, and ends it.
/// `policy` is the one of the report: the content of a detached payload is in it.
pub fn search(
    report: &TokenReport,
    policy: &Policy,
    words: &[u8],
    progress: &AtomicUsize,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Word> {
    with_guess(report, policy, |guess| find(&guess, words, progress, stopped)).flatten()
}

fn with_guess<T>(report: &TokenReport, policy: &Policy, then: impl FnOnce(HmacGuess<'_>) -> T) -> Option<T> {
    let (jws, block) = hmac(report)?;
    let input = signing_input(&report.token, jws, block, policy);
    HmacGuess::by_length(&input, block.signature.bytes()).map(then)
}

/// The first signature that is an HMAC by its header.
fn hmac(report: &TokenReport) -> Option<(&Jws, &SignatureBlock)> {
    let Shape::Jws(jws) = &report.token.shape else { return None };
    let is_hmac = |block: &&SignatureBlock| {
        let alg = Alg::of(block);
        matches!(alg, Alg::Known(algorithm) | Alg::Case(_, algorithm) if algorithm.family() == Family::Hmac)
    };
    jws.signatures.iter().find(is_hmac).map(|block| (jws, block))
}

/// How many bytes of words are one piece of work: a few milliseconds with short tokens.
const PIECE: usize = 64 * 1024;

fn find(
    guess: &HmacGuess<'_>,
    words: &[u8],
    progress: &AtomicUsize,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Word> {
    let gave_up = AtomicBool::new(false);
    let found = pieces(words).into_par_iter().find_map_first(|piece| {
        let mut found = None;
        for line in lines(piece) {
            if gave_up.load(Ordering::Relaxed) || stopped() {
                gave_up.store(true, Ordering::Relaxed);
                return None;
            }
            let bare = line.strip_suffix(b"\r").unwrap_or(line);
            if guess.holds(bare) {
                found = Some(bare);
            } else if bare.len() < line.len() && guess.holds(line) {
                found = Some(line);
            }
            if found.is_some() {
                break;
            }
        }
        progress.fetch_add(piece.len(), Ordering::Relaxed);
        found
    });
    let secret = found?;
    // The place of the word in the list tells the line that it is on.
    let at = secret.as_ptr().addr().checked_sub(words.as_ptr().addr())?;
    let line = 1 + memchr::memchr_iter(b'\n', words.get(..at)?).count();
    Some(Word { line, secret: Zeroizing::new(secret.to_vec()), algorithm: guess.algorithm() })
}

/// The words without what ends them; an empty line is no word.
fn lines(piece: &[u8]) -> impl Iterator<Item = &[u8]> {
    piece.split(|byte| *byte == b'\n').filter(|line| !line.is_empty() && *line != b"\r")
}

/// The list in pieces that end where a line ends.
fn pieces(words: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::with_capacity(words.len() / PIECE + 1);
    let mut rest = words;
    while !rest.is_empty() {
        let least = PIECE.min(rest.len());
        let after = rest.get(least..).unwrap_or_default();
        let end = memchr::memchr(b'\n', after).map_or(rest.len(), |at| least + at + 1);
        let (piece, following) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        pieces.push(piece);
        rest = following;
    }
    pieces
}
