//! What mends a finding without any key: the text of the token with that one thing put right.
//!
//! The mended text no longer has the finding. Whether its signature holds is another question, which a report on it
//! answers.

use std::sync::Arc;

use super::diagnose::Mend;
use super::finding::{Detail, Finding, Part};
use super::homoglyph::ascii_lookalike;
use super::report::TokenReport;
use super::rules::content_diagnosis::{ContentDiagnosis, SignatureText};
use super::rules::diagnosis::Diagnosis;
use super::rules::encoding::Encoding;
use super::rules::input::Input;
use super::rules::signature::{Signature, der_integers};
use super::rules::time::Time;
use crate::encoding::base64url;
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::segment::Segment;
use crate::jose::token::{Jws, Serialization, Shape, SignatureBlock, Token, is_unencoded};

/// What makes `finding` go, where that takes no key.
///
/// For findings on the way that a token was written (wrapped, escaped, quoted) that is the token as it was read.
pub fn mend(token: &TokenReport, finding: &Finding) -> Option<Mend> {
    let text = &token.token.text;
    let mended = match &finding.detail {
        Detail::Input(detail) => match detail {
            Input::LineWrapped { .. }
            | Input::ZeroWidth { .. }
            | Input::BearerPrefix
            | Input::Quoted { .. }
            | Input::UrlEncoded { .. }
            | Input::HtmlEscaped
            | Input::Base64Wrapped => return Some(Mend::Text(Arc::clone(text))),
            Input::NonAscii { lookalike: Some(_), .. } => without_lookalikes(text),
            Input::JsonSerialization { .. } => compact(&token.token)?,
            _ => return None,
        },
        Detail::Encoding(detail) => encoding(&token.token, detail)?,
        Detail::Signature(Signature::Der { .. }) => raw(&token.token)?,
        Detail::ContentDiagnosis(ContentDiagnosis::SigEncoding {
            form: SignatureText::Hex | SignatureText::EncodedHex,
        }) => from_hex(&token.token)?,
        Detail::Time(time) => return is_of_now(time).then_some(Mend::Times).filter(|_| has_times(token)),
        Detail::Diagnosis(Diagnosis::Concatenated { .. }) => {
            return Some(Mend::Split(vec![Arc::clone(text)]));
        }
        _ => return None,
    };
    (mended != **text).then(|| Mend::Text(Arc::from(mended)))
}

/// Whether it is only that the token is looked at too late or too early.
const fn is_of_now(time: &Time) -> bool {
    matches!(
        time,
        Time::Expired { .. } | Time::ExpiredSkew { .. } | Time::NbfFuture { .. } | Time::IatFuture { .. }
    )
}

/// Whether the claims of a plain signed token say when it was good, so that they can be moved.
fn has_times(token: &TokenReport) -> bool {
    let times = &token.time;
    token.token.serialization == Serialization::JwsCompact
        && token.plaintext.is_none()
        && [times.issued_at, times.not_before, times.expires_at].into_iter().flatten().next().is_some()
}

/// The tokens that were pasted joined with the one at `at`, itself among them; none where it stands alone.
pub fn joined(tokens: &[TokenReport], at: usize) -> Vec<Arc<str>> {
    let count = |token: &TokenReport| {
        token.findings.iter().find_map(|finding| match finding.detail {
            Detail::Diagnosis(Diagnosis::Concatenated { count }) => Some(count),
            _ => None,
        })
    };
    let Some(size) = tokens.get(at).and_then(count) else { return Vec::new() };
    // Other tokens may stand before and after; those of one paste follow each other and name the same number.
    let before = tokens.iter().take(at).rev().take_while(|token| count(token) == Some(size)).count();
    let first = at - before % size.max(1);
    tokens.iter().skip(first).take(size).map(|token| Arc::clone(&token.token.text)).collect()
}

/// The token's text with another text for one segment; `None` where the segment does not stand there as it is.
pub(super) fn with_segment(token: &Token, segment: &Segment, new: &str) -> Option<String> {
    let span = segment.span()?;
    let before = token.text.get(..span.start as usize)?;
    let after = token.text.get(span.end as usize..)?;
    Some([before, new, after].concat())
}

/// The bytes that hexadecimal text stands for, in any case and with what surrounds it by custom.
pub(super) fn hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let text = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b':' | b' ' | b'-')).collect();
    if digits.is_empty() || !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let pairs = digits.chunks_exact(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// Signed tokens of one signature: with several, nothing tells which one a finding is about.
fn only(token: &Token) -> Option<(&Jws, &SignatureBlock)> {
    match &token.shape {
        Shape::Jws(jws) => match jws.signatures.as_slice() {
            [block] => Some((jws, block)),
            _ => None,
        },
        Shape::Jwe(_) => None,
    }
}

fn segment(token: &Token, part: Part) -> Option<&Segment> {
    if let Shape::Jwe(jwe) = &token.shape {
        let recipient = || match jwe.recipients.as_slice() {
            [recipient] => Some(&recipient.encrypted_key),
            _ => None,
        };
        return match part {
            Part::Header => Some(&jwe.header),
            Part::EncryptedKey => recipient(),
            Part::Iv => Some(&jwe.iv),
            Part::Ciphertext => Some(&jwe.ciphertext),
            Part::Tag => Some(&jwe.tag),
            _ => None,
        };
    }
    let (jws, block) = only(token)?;
    match part {
        Part::Header => Some(&block.header),
        Part::Payload => Some(&jws.payload),
        Part::Signature => Some(&block.signature),
        _ => None,
    }
}

fn encoding(token: &Token, detail: &Encoding) -> Option<String> {
    let (part, change): (Part, fn(&str) -> Option<String>) = match *detail {
        Encoding::Padding { part, .. } => (part, |text| Some(text.replace('=', ""))),
        Encoding::StdAlphabet { part, .. } => (part, |text| Some(text.replace('+', "-").replace('/', "_"))),
        Encoding::Whitespace { part, .. } => {
            (part, |text| Some(text.replace(|c: char| c.is_ascii_whitespace() || c == '\u{b}', "")))
        }
        Encoding::TrailingBits { part } => (part, |text| {
            let decoded = base64url::decode(text);
            (!decoded.is_damaged()).then(|| base64url::encode(&decoded.bytes))
        }),
        Encoding::DoubleEncoded { part } => (part, |text| {
            let inner = String::from_utf8(base64url::decode(text).bytes).ok()?;
            (!base64url::decode(&inner).is_damaged()).then_some(inner)
        }),
        Encoding::InvalidChar { part, found, .. } if ascii_lookalike(found).is_some() => {
            (part, |text| Some(without_lookalikes(text)))
        }
        _ => return None,
    };
    let segment = segment(token, part)?;
    with_segment(token, segment, &change(segment.encoded(&token.text))?)
}

/// With the ASCII letters that foreign ones pass for.
fn without_lookalikes(text: &str) -> String {
    text.chars().map(|c| ascii_lookalike(c).unwrap_or(c)).collect()
}

/// The compact form of a JSON serialisation with one signature and nothing unprotected (RFC 7515 §7.1).
fn compact(token: &Token) -> Option<String> {
    let is_json = matches!(token.serialization, Serialization::JwsFlattened | Serialization::JwsGeneral);
    let (jws, block) = only(token).filter(|_| is_json)?;
    let header = block.header.encoded(&token.text);
    if block.unprotected.is_some() || header.is_empty() || is_unencoded(&block.header) {
        return None;
    }
    let payload = jws.payload.encoded(&token.text);
    let signature = block.signature.encoded(&token.text);
    let compact = format!("{header}.{payload}.{signature}");
    (memchr::memchr_iter(b'.', compact.as_bytes()).count() == 2).then_some(compact)
}

fn algorithm(block: &SignatureBlock) -> Option<JwsAlgorithm> {
    JwsAlgorithm::from_name(&block.param("alg")?.as_str()?)
}

/// The DER signature as R‖S (RFC 7518 §3.4).
fn raw(token: &Token) -> Option<String> {
    let (_, block) = only(token)?;
    let algorithm = algorithm(block).filter(|algorithm| algorithm.family() == Family::Ecdsa)?;
    let part = algorithm.signature_len()? / 2;
    let (r, s) = der_integers(block.signature.bytes())?;
    let mut raw = Vec::with_capacity(2 * part);
    for number in [r, s] {
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        let number = number.get(zeros..)?;
        raw.resize(raw.len() + part.checked_sub(number.len())?, 0);
        raw.extend_from_slice(number);
    }
    with_segment(token, &block.signature, &base64url::encode(&raw))
}

/// The signature that hexadecimal text in its place stands for, where it has the right length.
fn from_hex(token: &Token) -> Option<String> {
    let (_, block) = only(token)?;
    let text = block.signature.encoded(&token.text);
    let inner = || hex(std::str::from_utf8(block.signature.bytes()).ok()?);
    let bytes = hex(text).or_else(inner)?;
    let needed = algorithm(block)?.signature_len();
    if needed.is_some_and(|needed| needed != bytes.len()) {
        return None;
    }
    with_segment(token, &block.signature, &base64url::encode(&bytes))
}
