//! Text → [`Token`]: never fails. Whatever can be decoded is decoded; what is missing is a missing segment.

use std::borrow::Cow;
use std::sync::Arc;

use super::algorithm::is_jwe_algorithm;
use super::segment::{Encoded, Segment};
use crate::encoding::Span;
use crate::encoding::json::{Json, Value};

/// A token, cut into its segments.
#[derive(Clone, Debug)]
pub struct Token {
    /// The text that the segments' spans count in.
    pub text: Arc<str>,
    /// How it is written.
    pub serialization: Serialization,
    /// What it is made of.
    pub shape: Shape,
}

/// How a token is written (RFC 7515 §7, RFC 7516 §7, RFC 9901 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Serialization {
    /// Three segments.
    JwsCompact,
    /// JSON with one signature.
    JwsFlattened,
    /// JSON with an array of signatures.
    JwsGeneral,
    /// Five segments.
    JweCompact,
    /// JSON with one recipient.
    JweFlattened,
    /// JSON with an array of recipients.
    JweGeneral,
    /// A compact JWS followed by disclosures.
    SdJwt,
    /// None of these.
    Unknown,
}

/// What a token is made of.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one to a token, behind an Arc")]
pub enum Shape {
    /// A signed token.
    Jws(Jws),
    /// An encrypted token.
    Jwe(Jwe),
}

/// A signed token, or what looks most like one.
#[derive(Clone, Debug)]
pub struct Jws {
    /// The payload.
    pub payload: Segment,
    /// One signature, or several in the general serialisation; none where the array is empty.
    pub signatures: Vec<SignatureBlock>,
    /// Segments beyond the third; the disclosures and key-binding token of an SD-JWT.
    pub extra: Vec<Segment>,
    /// The number of segments there really are, where `extra` does not hold them all.
    pub segments: usize,
}

/// A signature with its own headers.
#[derive(Clone, Debug)]
pub struct SignatureBlock {
    /// The protected header.
    pub header: Segment,
    /// The unprotected header: JSON text, not encoded.
    pub unprotected: Option<Segment>,
    /// The signature.
    pub signature: Segment,
}

/// An encrypted token.
#[derive(Clone, Debug)]
pub struct Jwe {
    /// The protected header.
    pub header: Segment,
    /// The shared unprotected header: JSON text, not encoded.
    pub unprotected: Option<Segment>,
    /// The encrypted content key, one for each recipient.
    pub recipients: Vec<Recipient>,
    /// The initialisation vector.
    pub iv: Segment,
    /// The ciphertext.
    pub ciphertext: Segment,
    /// The authentication tag.
    pub tag: Segment,
    /// Additional authenticated data, of the JSON serialisations.
    pub aad: Option<Segment>,
}

/// One recipient of an encrypted token.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The recipient's unprotected header: JSON text, not encoded.
    pub header: Option<Segment>,
    /// The encrypted content key.
    pub encrypted_key: Segment,
}

/// Which part of a token a stretch of its text belongs to, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The JOSE header.
    Header,
    /// A JWS's payload.
    Payload,
    /// A JWS's signature.
    Signature,
    /// A JWE's encrypted key.
    EncryptedKey,
    /// A JWE's initialisation vector.
    Iv,
    /// A JWE's ciphertext.
    Ciphertext,
    /// A JWE's authentication tag.
    Tag,
    /// A disclosure, a key-binding token, or a segment that no standard names.
    Extra,
}

impl Token {
    /// The stretches of `text` that are segments, in the order of the text.
    pub fn stretches(&self) -> Vec<(Role, Span)> {
        let mut found: Vec<(Role, &Segment)> = Vec::new();
        match &self.shape {
            Shape::Jws(jws) => {
                for block in &jws.signatures {
                    found.push((Role::Header, &block.header));
                    found.push((Role::Signature, &block.signature));
                }
                found.push((Role::Payload, &jws.payload));
                found.extend(jws.extra.iter().map(|segment| (Role::Extra, segment)));
            }
            Shape::Jwe(jwe) => {
                found.push((Role::Header, &jwe.header));
                for recipient in &jwe.recipients {
                    found.push((Role::EncryptedKey, &recipient.encrypted_key));
                }
                found.push((Role::Iv, &jwe.iv));
                found.push((Role::Ciphertext, &jwe.ciphertext));
                found.push((Role::Tag, &jwe.tag));
            }
        }
        let mut stretches: Vec<(Role, Span)> =
            found.into_iter().filter_map(|(role, segment)| Some((role, segment.span()?))).collect();
        stretches.sort_by_key(|(_, span)| *span);
        stretches
    }

    /// Whether there is a signature over a payload that the token does not hold (RFC 7515 appendix F).
    pub fn is_detached(&self) -> bool {
        match &self.shape {
            Shape::Jws(jws) => {
                jws.payload.encoded(&self.text).is_empty()
                    && jws.signatures.iter().any(|block| !block.signature.bytes().is_empty())
            }
            Shape::Jwe(_) => false,
        }
    }

    /// The first protected header.
    pub fn header(&self) -> Option<&Segment> {
        match &self.shape {
            Shape::Jws(jws) => jws.signatures.first().map(|block| &block.header),
            Shape::Jwe(jwe) => Some(&jwe.header),
        }
    }

    /// The payload of a JWS.
    pub fn payload(&self) -> Option<&Segment> {
        match &self.shape {
            Shape::Jws(jws) => Some(&jws.payload),
            Shape::Jwe(_) => None,
        }
    }
}

/// How many segments beyond the third are kept: enough to show, too few to be a burden.
const EXTRA_SEGMENTS: usize = 64;

impl Token {
    /// Cuts a compact serialisation, or whatever looks most like one.
    pub fn compact(text: Arc<str>) -> Self {
        match memchr::memchr(b'~', text.as_bytes()) {
            Some(tilde) if dots(text.get(..tilde).unwrap_or_default()) == 2 => Self::sd_jwt(text, tilde),
            _ => Self::dotted(text),
        }
    }

    fn dotted(text: Arc<str>) -> Self {
        let count = dots(&text) + 1;
        let spans = split(&text, Span::new(0, text.len()), b'.', EXTRA_SEGMENTS + 3);
        let header = readable(&text, spans.first());
        if let ([_, key, iv, ciphertext, tag], true) = (spans.as_slice(), is_jwe_header(&header)) {
            let jwe = Jwe {
                unprotected: None,
                recipients: vec![Recipient { header: None, encrypted_key: binary(&text, Some(key)) }],
                iv: binary(&text, Some(iv)),
                ciphertext: binary(&text, Some(ciphertext)),
                tag: binary(&text, Some(tag)),
                aad: None,
                header,
            };
            return Self { text, serialization: Serialization::JweCompact, shape: Shape::Jwe(jwe) };
        }
        let serialization = if count == 3 { Serialization::JwsCompact } else { Serialization::Unknown };
        let jws = Jws {
            payload: payload(&text, &header, spans.get(1)),
            extra: spans.iter().skip(3).map(|span| readable(&text, Some(span))).collect(),
            segments: count,
            signatures: vec![SignatureBlock {
                header,
                unprotected: None,
                signature: binary(&text, spans.get(2)),
            }],
        };
        Self { text, serialization, shape: Shape::Jws(jws) }
    }

    /// `issuer-signed JWT ~ disclosure ~ … ~ key-binding JWT` (RFC 9901 §4).
    fn sd_jwt(text: Arc<str>, tilde: usize) -> Self {
        let spans = split(&text, Span::new(0, tilde), b'.', 3);
        let header = readable(&text, spans.first());
        let tail = split(&text, Span::new(tilde + 1, text.len()), b'~', usize::MAX);
        let jws = Jws {
            payload: payload(&text, &header, spans.get(1)),
            extra: tail
                .iter()
                .filter(|span| !span.is_empty())
                .map(|span| match memchr::memchr(b'.', span.of(&text).as_bytes()) {
                    // A key-binding token is itself dotted: it is kept as text, not decoded as one segment.
                    Some(_) => Segment::plain(Encoded::At(*span), span.of(&text).as_bytes().to_vec()),
                    None => readable(&text, Some(span)),
                })
                .collect(),
            segments: 3,
            signatures: vec![SignatureBlock {
                header,
                unprotected: None,
                signature: binary(&text, spans.get(2)),
            }],
        };
        Self { text, serialization: Serialization::SdJwt, shape: Shape::Jws(jws) }
    }

    /// Whether a JSON object is a serialisation of a token (RFC 7515 §7.2, RFC 7516 §7.2).
    pub fn is_json_serialization(object: Value<'_>) -> bool {
        let has = |name| object.member(name).is_some();
        // A detached payload leaves its member out (RFC 7515 appendix F).
        let is_signed =
            |object: Value<'_>| object.member("protected").is_some() && object.member("signature").is_some();
        let holds_signed =
            || object.member("signatures").and_then(|array| array.elements().next()).is_some_and(is_signed);
        (has("payload") && (has("signature") || has("signatures") || has("protected")))
            || has("ciphertext")
            || is_signed(object)
            || holds_signed()
    }

    /// Cuts a JSON serialisation; `json` is the index over `text`.
    pub fn json(text: Arc<str>, json: &Json) -> Self {
        let root = json.root();
        if root.member("ciphertext").is_some() {
            Self::json_jwe(text, root)
        } else {
            Self::json_jws(text, root)
        }
    }

    fn json_jws(text: Arc<str>, root: Value<'_>) -> Self {
        let (serialization, signatures) = match root.member("signatures") {
            Some(array) => {
                (Serialization::JwsGeneral, array.elements().map(|one| block(&text, one)).collect())
            }
            None => (Serialization::JwsFlattened, vec![block(&text, root)]),
        };
        let signatures: Vec<SignatureBlock> = signatures;
        let plain = signatures.first().is_some_and(|first| is_unencoded(&first.header));
        let payload = member(&text, root, "payload", |encoded, content| {
            if plain {
                Segment::plain(encoded, content.as_bytes().to_vec())
            } else {
                Segment::readable(encoded, content)
            }
        });
        let jws = Jws { payload, signatures, extra: Vec::new(), segments: 3 };
        Self { text, serialization, shape: Shape::Jws(jws) }
    }

    fn json_jwe(text: Arc<str>, root: Value<'_>) -> Self {
        let recipient = |one: Value<'_>| Recipient {
            header: object(&text, one, "header"),
            encrypted_key: member(&text, one, "encrypted_key", Segment::binary),
        };
        let (serialization, recipients) = match root.member("recipients") {
            Some(array) => (Serialization::JweGeneral, array.elements().map(recipient).collect()),
            None => (Serialization::JweFlattened, vec![recipient(root)]),
        };
        let jwe = Jwe {
            header: member(&text, root, "protected", Segment::readable),
            unprotected: object(&text, root, "unprotected"),
            recipients,
            iv: member(&text, root, "iv", Segment::binary),
            ciphertext: member(&text, root, "ciphertext", Segment::binary),
            tag: member(&text, root, "tag", Segment::binary),
            aad: root.member("aad").map(|_| member(&text, root, "aad", Segment::binary)),
        };
        Self { text, serialization, shape: Shape::Jwe(jwe) }
    }
}

impl SignatureBlock {
    /// The first value of a header parameter: of the protected header, else of the unprotected one.
    pub fn param(&self, name: &str) -> Option<Value<'_>> {
        let from = |segment: &'_ Segment| -> Option<usize> {
            segment.leading_json()?.root().member(name).map(Value::index)
        };
        let (segment, index) = if let Some(index) = from(&self.header) {
            (&self.header, index)
        } else {
            let unprotected = self.unprotected.as_ref()?;
            (unprotected, from(unprotected)?)
        };
        segment.leading_json()?.node(index)
    }
}

/// Whether the payload is not base64url-encoded: `b64` false, and critical so that it counts (RFC 7797 §6).
pub fn is_unencoded(header: &Segment) -> bool {
    let Some(root) = header.leading_json().map(Json::root) else { return false };
    let listed = root
        .member("crit")
        .is_some_and(|crit| crit.elements().any(|name| name.as_str().is_some_and(|name| name == "b64")));
    listed && root.member("b64").and_then(Value::as_bool) == Some(false)
}

fn is_jwe_header(header: &Segment) -> bool {
    header.leading_json().is_some_and(|json| {
        let root = json.root();
        let alg = root.member("alg").and_then(Value::as_str);
        root.member("enc").is_some() || alg.is_some_and(|alg| is_jwe_algorithm(&alg))
    })
}

fn dots(text: &str) -> usize {
    memchr::memchr_iter(b'.', text.as_bytes()).count()
}

/// The stretches of `within` between separators, `most` of them at the most; the last one then has the rest.
fn split(text: &str, within: Span, separator: u8, most: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = within.start as usize;
    for at in memchr::memchr_iter(separator, within.of(text).as_bytes()) {
        if spans.len() + 1 >= most {
            break;
        }
        let end = within.start as usize + at;
        spans.push(Span::new(start, end));
        start = end + 1;
    }
    spans.push(Span::new(start, within.end as usize));
    spans
}

fn readable(text: &str, span: Option<&Span>) -> Segment {
    span.map_or_else(Segment::missing, |span| Segment::readable(Encoded::At(*span), span.of(text)))
}

fn binary(text: &str, span: Option<&Span>) -> Segment {
    span.map_or_else(Segment::missing, |span| Segment::binary(Encoded::At(*span), span.of(text)))
}

fn payload(text: &str, header: &Segment, span: Option<&Span>) -> Segment {
    match span {
        Some(span) if is_unencoded(header) => {
            Segment::plain(Encoded::At(*span), span.of(text).as_bytes().to_vec())
        }
        _ => readable(text, span),
    }
}

fn block(text: &str, from: Value<'_>) -> SignatureBlock {
    SignatureBlock {
        header: member(text, from, "protected", Segment::readable),
        unprotected: object(text, from, "header"),
        signature: member(text, from, "signature", Segment::binary),
    }
}

/// The segment in that member: its string. Whatever else stands there is a segment at fault without content: its raw
/// text may be letters of base64url.
fn member(text: &str, from: Value<'_>, name: &str, read: impl Fn(Encoded, &str) -> Segment) -> Segment {
    let Some(value) = from.member(name) else { return Segment::missing() };
    match value.as_str() {
        Some(Cow::Borrowed(content)) => {
            let span = value.span();
            read(
                Encoded::At(Span::new(span.start as usize + 1, (span.end as usize).saturating_sub(1))),
                content,
            )
        }
        Some(Cow::Owned(content)) => read(Encoded::Apart(content.as_str().into()), &content),
        None => Segment::not_a_string(value.span(), text),
    }
}

/// The JSON value in that member, as a segment that is not encoded.
fn object(text: &str, from: Value<'_>, name: &str) -> Option<Segment> {
    let value = from.member(name)?;
    Some(Segment::plain(Encoded::At(value.span()), value.span().of(text).as_bytes().to_vec()))
}
