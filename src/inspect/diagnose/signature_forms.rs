//! The signature in another form: DER, a text of it, its numbers swapped, turned round, stripped or padded, or cut.
//!
//! The length comes first: a raw signature may begin like DER. What is said here, a key has confirmed.

use std::sync::Arc;

use super::case::{Case, signature_length};
use super::{Mend, Proof};
use crate::encoding::base64url;
use crate::inspect::finding::{Detail, Finding, Part, Place};
use crate::inspect::mend;
use crate::inspect::rules::content_diagnosis::{ByteOrder, ContentDiagnosis, SignatureText};
use crate::inspect::rules::deciding::Deciding;
use crate::inspect::rules::signature::{Signature, der_integers};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::jws;
use crate::jose::key::{Key, Material};

/// A signature of more bytes is none.
const LONGEST: usize = 16 * 1024;

/// How many zeros may be lost or too many.
const MOST_ZEROS: usize = 8;

/// The least of a MAC, in bytes, that does not begin like another by chance.
const LEAST_MAC: usize = 8;

/// The bytes that a signature may have been, and what would have to be told.
struct Form {
    bytes: Vec<u8>,
    details: Vec<Detail>,
}

/// Looks for another form of the signature that holds.
pub(super) fn other(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    let algorithm = case.algorithm()?;
    let text = case.block.signature.encoded(&case.token.text);
    if case.signature().is_empty() || text.len() > 2 * LONGEST {
        return None;
    }
    let texts = texts(text, case.signature());
    for (key, _) in case.keys() {
        let Some(needed) = signature_length(algorithm, key) else { continue };
        for Form { bytes, details } in &texts {
            for Form { bytes, details: more } in numbers(algorithm, needed, bytes) {
                if case.is_stopped() {
                    return None;
                }
                *count += 1;
                let is_another = !details.is_empty() || !more.is_empty();
                if is_another
                    && bytes.len() == needed
                    && jws::verify(algorithm, key, case.input(), &bytes).is_ok()
                {
                    let details = details.iter().cloned().chain(more);
                    return Some(proof(case, &bytes, details));
                }
            }
        }
        if matches!(key.material, Material::Secret(_)) {
            *count += 1;
            if let Some(mac) = cut_mac(case, algorithm, key) {
                let detail = Deciding::Truncated { found: case.signature().len(), needed };
                return Some(proof(case, &mac, [detail.into()].into_iter()));
            }
        }
    }
    None
}

fn proof(case: &Case<'_>, bytes: &[u8], details: impl Iterator<Item = Detail>) -> Proof {
    let place = Place::whole(Part::Signature);
    let text = mend::with_segment(case.token, &case.block.signature, &base64url::encode(bytes));
    Proof {
        findings: details.map(|detail| Finding::new(detail, place)).collect(),
        mend: text.map(|text| Mend::Text(Arc::from(text))),
    }
}

/// The signature as it is, and as what a text in its place says.
fn texts(encoded: &str, bytes: &[u8]) -> Vec<Form> {
    let told = |form| vec![ContentDiagnosis::SigEncoding { form }.into()];
    let mut forms = vec![Form { bytes: bytes.to_vec(), details: Vec::new() }];
    let mut push = |bytes: Option<Vec<u8>>, form| {
        forms.extend(bytes.map(|bytes| Form { bytes, details: told(form) }));
    };
    push(mend::hex(encoded), SignatureText::Hex);
    if let Ok(text) = std::str::from_utf8(bytes) {
        push(mend::hex(text), SignatureText::EncodedHex);
        let decoded = base64url::decode(text.trim());
        push((!decoded.is_damaged()).then_some(decoded.bytes), SignatureText::EncodedBase64);
        let narrow = || text.chars().map(|c| u8::try_from(c as u32).ok()).collect::<Option<Vec<u8>>>();
        push((!text.is_ascii()).then(narrow).flatten(), SignatureText::Utf8);
    }
    forms
}

/// What the numbers in a signature's bytes may have been.
fn numbers(algorithm: JwsAlgorithm, needed: usize, bytes: &[u8]) -> Vec<Form> {
    let mut forms = vec![Form { bytes: bytes.to_vec(), details: Vec::new() }];
    let mut push = |bytes: Vec<u8>, detail: Detail| forms.push(Form { bytes, details: vec![detail] });
    let order = |order| ContentDiagnosis::EcOrder { order }.into();
    let (alg, found) = (algorithm.name(), bytes.len());
    let zeros = || ContentDiagnosis::LeadingZeros { found, needed }.into();
    let backwards = |bytes: &[u8]| bytes.iter().rev().copied().collect::<Vec<u8>>();
    match algorithm.family() {
        Family::Ecdsa => {
            let part = needed / 2;
            if let Some((r, s)) =
                der_integers(bytes).and_then(|(r, s)| Some((wide(r, part)?, wide(s, part)?)))
            {
                push([r.as_slice(), &s].concat(), Signature::Der { alg, found, needed }.into());
                push([s, r].concat(), order(ByteOrder::Swapped));
            }
            if let (true, Some((first, second))) = (found == needed, bytes.split_at_checked(part)) {
                push([second, first].concat(), order(ByteOrder::Swapped));
                let (first, second) = (backwards(first), backwards(second));
                push([first.as_slice(), &second].concat(), order(ByteOrder::LittleEndian));
                push([second, first].concat(), order(ByteOrder::SwappedLittleEndian));
            }
            if found != needed && found.abs_diff(needed) <= MOST_ZEROS {
                let around = part.saturating_sub(MOST_ZEROS)..=(part + MOST_ZEROS).min(found);
                for (first, second) in around.filter_map(|at| bytes.split_at_checked(at)) {
                    if let (Some(r), Some(s)) = (wide(first, part), wide(second, part)) {
                        push([r, s].concat(), zeros());
                    }
                }
            }
        }
        Family::RsaPkcs1 | Family::RsaPss => {
            push(backwards(bytes), order(ByteOrder::LittleEndianRsa));
            if found != needed
                && found.abs_diff(needed) <= MOST_ZEROS
                && let Some(number) = wide(bytes, needed)
            {
                push(number, zeros());
            }
        }
        Family::Hmac | Family::EdDsa | Family::MlDsa => {}
    }
    forms
}

/// A number in as many bytes, big-endian; `None` where it needs more.
fn wide(number: &[u8], bytes: usize) -> Option<Vec<u8>> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = number.get(zeros..)?;
    let missing = bytes.checked_sub(number.len())?;
    Some([vec![0; missing].as_slice(), number].concat())
}

/// The whole MAC, where the signature is the beginning of it.
fn cut_mac(case: &Case<'_>, algorithm: JwsAlgorithm, key: &Key) -> Option<Vec<u8>> {
    let found = case.signature();
    if found.len() < LEAST_MAC {
        return None;
    }
    let mac = jws::sign(algorithm, key, case.input()).ok()?;
    (found.len() < mac.len() && mac.starts_with(found)).then_some(mac)
}
