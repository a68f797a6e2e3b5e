//! Walking DER by hand, where a strict reader would refuse a whole container for an oddity that does not matter.

use pkcs8::der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use pkcs8::der::{Decode as _, Reader as _, SliceReader, Tag, Tagged as _};

/// The elements of a sequence.
pub(super) fn children(sequence: AnyRef<'_>) -> Option<Vec<AnyRef<'_>>> {
    if sequence.tag() == Tag::Sequence { elements(sequence.value()) } else { None }
}

/// The elements of a document that is a sequence.
pub(super) fn document(bytes: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    children(AnyRef::from_der(bytes).ok()?)
}

/// The elements that stand in a row, and nothing else.
pub(super) fn elements(bytes: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let mut parts = Vec::new();
    while !reader.is_finished() {
        parts.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(parts)
}

/// The first element, whatever comes after it.
pub(super) fn first(bytes: &[u8]) -> Option<AnyRef<'_>> {
    AnyRef::decode(&mut SliceReader::new(bytes).ok()?).ok()
}

/// The one element within an explicit tag of this number.
pub(super) fn explicit(element: AnyRef<'_>, number: u32) -> Option<AnyRef<'_>> {
    if is_context(element, number) { AnyRef::from_der(element.value()).ok() } else { None }
}

/// Whether the element has this number as its context tag.
pub(super) fn is_context(element: AnyRef<'_>, number: u32) -> bool {
    matches!(element.tag(), Tag::ContextSpecific { number: found, .. } if found.value() == number)
}

/// An object identifier, in dots.
pub(super) fn oid(element: AnyRef<'_>) -> Option<String> {
    element.decode_as::<ObjectIdentifier>().ok().map(|oid| oid.to_string())
}

/// The bytes of an octet string.
pub(super) fn octets(element: AnyRef<'_>) -> Option<&[u8]> {
    element.decode_as::<&OctetStringRef>().ok().map(OctetStringRef::as_bytes)
}

/// A number that is not negative; what is too large counts as the largest.
pub(super) fn uint(element: AnyRef<'_>) -> Option<u64> {
    let bytes = element.value();
    if element.tag() != Tag::Integer || bytes.first().is_none_or(|first| *first >= 0x80) {
        return None;
    }
    let significant = crate::jose::rsa_key::minimal(bytes);
    if significant.len() > 8 {
        return Some(u64::MAX);
    }
    Some(significant.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
