//! Text → [`Token`]: never fails. Whatever can be decoded is decoded; what is missing is a missing segment.

use std::sync::Arc;

use super::segment::Segment;
use crate::encoding::Span;

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
