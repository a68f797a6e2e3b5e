//! DX: what was proved about the text of a token whose signature does not hold, and what its look tells.

use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::jose::segment::Segment;
use crate::jose::token::{Jws, SignatureBlock, Token};

findings! {
    /// DX: which bytes were signed, and in which form the signature stands.
    ContentDiagnosis {
        /// The payload is not the one that was signed.
        PayloadAltered { evidence: Evidence } = "dx.payload-altered", High, Info, "RFC 7515 §5.2";
        /// The header is not the one that was signed; `header` is, as JSON.
        HeaderAltered { evidence: Evidence, header: String } = "dx.header-altered", High, Info, "RFC 7515 §5.2";
        /// The same JSON was signed, written in another way.
        Reserialised { part: Part, form: JsonForm } = "dx.reserialised", High, Info, "RFC 7515 §3";
        /// Other bytes than header, dot and payload were signed.
        SigningInput { signed: SignedBytes } = "dx.signing-input", High, Info, "RFC 7515 §5.1";
        /// The signature is a text that was encoded instead of the bytes.
        SigEncoding { form: SignatureText } = "dx.sig-encoding", High, Info, "RFC 7515 §2";
        /// The numbers of the signature stand in another order.
        EcOrder { order: ByteOrder } = "dx.ec-order", High, Info, "RFC 7518 §3.4";
        /// Zeros in front of the signature's numbers are lost or too many; in bytes.
        LeadingZeros { found: usize, needed: usize } = "dx.ec-stripped", High, Info, "RFC 7518 §3.4";
        /// A character is missing, too many, or wrong, near that character of the segment, counted from 0.
        CharMissing { part: Part, near: usize, damage: Damage } = "dx.char-missing", High, Info, "RFC 7515 §7.1";
        /// Every letter is a capital, or none is.
        CaseFolded { part: Part, upper: bool } = "dx.case-folded", High, Info, "RFC 4648 §5";
    }
}

/// What shows that a part was altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The same signature was seen over another.
    Seen,
    /// The signature holds over another that was guessed.
    Guessed,
    /// Nothing simpler explains the failure.
    NothingElse,
}

/// How the JSON was written that was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JsonForm {
    /// Blanks and line breaks.
    pub layout: Layout,
    /// The order of the members.
    pub order: Order,
    /// Escapes in strings.
    pub escapes: Escapes,
    /// The spelling of numbers.
    pub numbers: Numbers,
}

/// Blanks and line breaks between the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// None.
    Minified,
    /// A blank after each comma and colon, as Python writes.
    Spaced,
    /// Lines indented by two blanks.
    IndentedTwo,
    /// Lines indented by four blanks.
    IndentedFour,
    /// Lines indented by tabs.
    IndentedTab,
    /// Two blanks, and a blank before each colon, as Jackson writes.
    Jackson,
}

/// The order of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// As in the token.
    AsWritten,
    /// By name, at every depth.
    Sorted,
    /// By name, the outermost only.
    SortedOutside,
    /// Another.
    Other,
}

/// Escapes in strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Escapes {
    /// As in the token.
    AsWritten,
    /// None but those that JSON wants.
    Fewest,
    /// What is not ASCII is escaped.
    Ascii,
    /// "/" is escaped.
    Slashes,
    /// What is not ASCII and "/" are escaped, as PHP writes.
    AsciiAndSlashes,
    /// "<", ">" and "&" are escaped, as Go writes.
    Html,
    /// What is not ASCII and what HTML needs are escaped, as .NET writes.
    AsciiAndHtml,
}

/// The spelling of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numbers {
    /// As in the token.
    AsWritten,
    /// Whole numbers without fraction and exponent.
    Whole,
    /// Whole numbers with ".0".
    Fraction,
}

/// The bytes that were signed instead of header, dot and payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignedBytes {
    /// The JSON texts, not encoded, with the dot between.
    Json,
    /// The JSON texts without the dot.
    JsonJoined,
    /// The payload only, encoded.
    Payload,
    /// The payload only, not encoded.
    PayloadJson,
    /// The header only.
    Header,
    /// Header and payload without the dot.
    Joined,
    /// Payload, dot, header.
    Reversed,
    /// A dot, blank or line break follows.
    Trailing,
    /// base64url with padding.
    Padded,
    /// The standard alphabet of base64.
    Standard,
    /// The payload is not encoded though the header does not say so (RFC 7797).
    Unencoded,
    /// The payload is encoded though the header says that it is not (RFC 7797).
    Encoded,
    /// Hexadecimal text of it.
    Hex,
    /// Its hash, so that it was hashed twice.
    Digest,
    /// Hexadecimal text of its hash.
    DigestHex,
    /// The text in UTF-16.
    Utf16,
}

/// The text that stands for a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureText {
    /// Hexadecimal digits where base64url must be.
    Hex,
    /// Hexadecimal digits, encoded in base64url.
    EncodedHex,
    /// base64, encoded in base64url once more.
    EncodedBase64,
    /// The bytes were taken for characters and written as UTF-8.
    Utf8,
}

/// How the numbers of a signature stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ByteOrder {
    /// s before r.
    Swapped,
    /// Each number with its least byte first.
    LittleEndian,
    /// Both.
    SwappedLittleEndian,
    /// An RSA signature with its least byte first.
    LittleEndianRsa,
}

/// What happened to one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Damage {
    /// It is missing.
    Missing,
    /// It is one too many.
    Extra,
    /// It is another.
    Wrong,
    /// It changed places with the next.
    Swapped,
    /// A character is missing or too many: nothing shows which.
    Unclear,
}

/// Letters that a segment must have before their case says anything.
const LEAST_LETTERS: usize = 16;

/// Tells of a token whose letters were all made large or small: base64url knows the two apart.
pub(in crate::inspect) fn letters(
    (token, jws, block): (&Token, &Jws, &SignatureBlock),
    out: &mut Vec<Finding>,
) {
    let folded = |segment: &Segment| {
        let text = segment.encoded(&token.text);
        let begins = |start: &str| text.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(start));
        let count = |test: fn(&u8) -> bool| text.bytes().filter(test).take(LEAST_LETTERS).count();
        let upper = count(u8::is_ascii_uppercase);
        let lower = count(u8::is_ascii_lowercase);
        let is_folded = upper.min(lower) == 0 && upper.max(lower) >= LEAST_LETTERS;
        // "{" and a quote, or a line break.
        (is_folded && segment.json().is_none() && (begins("eyj") || begins("ewo"))).then_some(upper > 0)
    };
    let found = [(Part::Header, &block.header), (Part::Payload, &jws.payload)]
        .into_iter()
        .find_map(|(part, segment)| Some((part, folded(segment)?)));
    if let Some((part, upper)) = found {
        out.push(Finding::new(ContentDiagnosis::CaseFolded { part, upper }, Place::whole(part)));
    }
}
