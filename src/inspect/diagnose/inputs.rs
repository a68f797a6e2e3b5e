//! Other bytes than header, dot and payload were signed: the mistakes of code that makes tokens by hand.

use super::Proof;
use super::case::{Case, Guesses};
use crate::encoding::base64url;
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::content_diagnosis::{ContentDiagnosis, SignedBytes};
use crate::jose::digest::Hash;
use crate::jose::token::is_unencoded;

/// Larger tokens are not tried; bytes.
const LONGEST: usize = 1024 * 1024;

/// Looks for other bytes that the signature holds over.
pub(super) fn other(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    let algorithm = case.algorithm()?;
    if case.input().len() > LONGEST {
        return None;
    }
    let mut guesses = Guesses::new(case, algorithm)?;
    let found = inputs(case)
        .into_iter()
        .filter(|(_, input)| !input.is_empty() && input != case.input())
        .find(|(_, input)| guesses.hold(input, case.signature()));
    *count += guesses.count;
    let (signed, _) = found?;
    let detail = ContentDiagnosis::SigningInput { signed };
    // Only who has the key can mend it: the signature has to be made again.
    Some(Proof { findings: vec![Finding::new(detail, Place::whole(Part::Signature))], mend: None })
}

fn inputs(case: &Case<'_>) -> Vec<(SignedBytes, Vec<u8>)> {
    let (header_json, payload_json) = (case.block.header.bytes(), case.payload());
    let header = case.block.header.encoded(&case.token.text);
    let input = case.input();
    let payload = &*base64url::encode(payload_json);
    let plain = is_unencoded(&case.block.header);
    let padded = |bytes: &[u8]| {
        let text = base64url::encode(bytes);
        let missing = (4 - text.len() % 4) % 4;
        text + &"=".repeat(missing)
    };
    let standard = |text: &str| text.replace('-', "+").replace('_', "/");
    let join = |parts: &[&[u8]]| parts.concat();
    let mut inputs = vec![
        (SignedBytes::Json, join(&[header_json, b".", payload_json])),
        (SignedBytes::JsonJoined, join(&[header_json, payload_json])),
        (SignedBytes::Payload, payload.as_bytes().to_vec()),
        (SignedBytes::PayloadJson, payload_json.to_vec()),
        (SignedBytes::Header, header.as_bytes().to_vec()),
        (SignedBytes::Header, format!("{header}.").into_bytes()),
        (SignedBytes::Joined, format!("{header}{payload}").into_bytes()),
        (SignedBytes::Reversed, format!("{payload}.{header}").into_bytes()),
        (SignedBytes::Padded, format!("{}.{}", padded(header_json), padded(payload_json)).into_bytes()),
        (SignedBytes::Standard, standard(&format!("{header}.{payload}")).into_bytes()),
        (
            SignedBytes::Standard,
            standard(&format!("{}.{}", padded(header_json), padded(payload_json))).into_bytes(),
        ),
    ];
    for end in ["\n", "\r\n", ".", " ", "\0"] {
        inputs.push((SignedBytes::Trailing, join(&[input, end.as_bytes()])));
    }
    inputs.push(if plain {
        (SignedBytes::Encoded, format!("{header}.{payload}").into_bytes())
    } else {
        (SignedBytes::Unencoded, join(&[header.as_bytes(), b".", payload_json]))
    });
    inputs.push((SignedBytes::Hex, hex(input).into_bytes()));
    for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
        let digest = hash.digest(input);
        inputs.push((SignedBytes::DigestHex, hex(&digest).into_bytes()));
        inputs.push((SignedBytes::DigestHex, hex(&digest).to_uppercase().into_bytes()));
        inputs.push((SignedBytes::Digest, base64url::encode(&digest).into_bytes()));
        inputs.push((SignedBytes::Digest, digest));
    }
    if let Ok(text) = std::str::from_utf8(input) {
        inputs.push((SignedBytes::Utf16, text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        inputs.push((SignedBytes::Utf16, text.encode_utf16().flat_map(u16::to_be_bytes).collect()));
    }
    inputs
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
