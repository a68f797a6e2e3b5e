//! One of every finding on the text of a token whose signature does not hold.

use crate::inspect::finding::Part;
use crate::inspect::rules::content_diagnosis::{
    ByteOrder, ContentDiagnosis, Damage, Escapes, Evidence, JsonForm, Layout, Numbers, Order, SignatureText,
    SignedBytes,
};

/// As [`super::samples::details`].
pub(super) fn details(value: &str) -> Vec<ContentDiagnosis> {
    let mut all = vec![
        ContentDiagnosis::LeadingZeros { found: 63, needed: 64 },
        ContentDiagnosis::LeadingZeros { found: 66, needed: 64 },
        ContentDiagnosis::CaseFolded { part: Part::Header, upper: true },
        ContentDiagnosis::CaseFolded { part: Part::Header, upper: false },
    ];
    for evidence in [Evidence::Seen, Evidence::Guessed, Evidence::NothingElse] {
        all.push(ContentDiagnosis::PayloadAltered { evidence });
        all.push(ContentDiagnosis::HeaderAltered { evidence, header: value.to_owned() });
    }
    all.extend(forms().map(|form| ContentDiagnosis::Reserialised { part: Part::Payload, form }));
    for signed in [
        SignedBytes::Json,
        SignedBytes::JsonJoined,
        SignedBytes::Payload,
        SignedBytes::PayloadJson,
        SignedBytes::Header,
        SignedBytes::Joined,
        SignedBytes::Reversed,
        SignedBytes::Trailing,
        SignedBytes::Padded,
        SignedBytes::Standard,
        SignedBytes::Unencoded,
        SignedBytes::Encoded,
        SignedBytes::Hex,
        SignedBytes::Digest,
        SignedBytes::DigestHex,
        SignedBytes::Utf16,
    ] {
        all.push(ContentDiagnosis::SigningInput { signed });
    }
    for form in
        [SignatureText::Hex, SignatureText::EncodedHex, SignatureText::EncodedBase64, SignatureText::Utf8]
    {
        all.push(ContentDiagnosis::SigEncoding { form });
    }
    for order in [
        ByteOrder::Swapped,
        ByteOrder::LittleEndian,
        ByteOrder::SwappedLittleEndian,
        ByteOrder::LittleEndianRsa,
    ] {
        all.push(ContentDiagnosis::EcOrder { order });
    }
    for part in [Part::Header, Part::Payload, Part::Signature] {
        for damage in [Damage::Missing, Damage::Extra, Damage::Wrong, Damage::Swapped, Damage::Unclear] {
            all.push(ContentDiagnosis::CharMissing { part, near: 12_345, damage });
        }
    }
    all
}

fn forms() -> impl Iterator<Item = JsonForm> {
    let plain = JsonForm {
        layout: Layout::Minified,
        order: Order::AsWritten,
        escapes: Escapes::AsWritten,
        numbers: Numbers::AsWritten,
    };
    let layouts = [
        Layout::Minified,
        Layout::Spaced,
        Layout::IndentedTwo,
        Layout::IndentedFour,
        Layout::IndentedTab,
        Layout::Jackson,
    ];
    let escapes = [
        Escapes::Fewest,
        Escapes::Ascii,
        Escapes::Slashes,
        Escapes::AsciiAndSlashes,
        Escapes::Html,
        Escapes::AsciiAndHtml,
    ];
    let orders = [Order::Sorted, Order::SortedOutside, Order::Other];
    let numbers = [Numbers::Whole, Numbers::Fraction];
    layouts
        .into_iter()
        .map(move |layout| JsonForm { layout, ..plain })
        .chain(escapes.into_iter().map(move |escapes| JsonForm { escapes, ..plain }))
        .chain(orders.into_iter().map(move |order| JsonForm { order, ..plain }))
        .chain(numbers.into_iter().map(move |numbers| JsonForm { numbers, ..plain }))
}
