//! The JOSE header of a JWE: three JSON objects that are one (RFC 7516 §4 and §7.2.1), and what they ask for.

use std::borrow::Cow;
use std::collections::HashSet;

use super::agree::Point;
use super::algorithm::{AesSize, ContentEncryption, KeyManagement};
use super::{DecryptError, HeaderFault};
use crate::encoding::base64url;
use crate::encoding::json::{Json, Kind, Value};
use crate::jose::jwk;
use crate::jose::segment::Segment;
use crate::jose::token::Jwe;

/// The header parameters for one recipient, wherever they stand. Looking them up promises nothing about the rest.
pub(super) struct Parameters<'a> {
    protected: Option<Value<'a>>,
    shared: Option<Value<'a>>,
    own: Option<Value<'a>>,
}

/// What the header asks for, whole and well formed.
pub(super) struct Header {
    pub(super) algorithm: KeyManagement,
    pub(super) how: How,
    pub(super) enc: ContentEncryption,
    /// `zip` is `DEF`.
    pub(super) is_compressed: bool,
}

/// How the content key is found.
pub(super) enum How {
    Direct,
    Rsa,
    Wrapped(AesSize),
    WrappedByGcm { size: AesSize, iv: Vec<u8>, tag: Vec<u8> },
    Agreed { epk: Point, u: Vec<u8>, v: Vec<u8>, wrapped: Option<AesSize> },
    FromPassword { salt_input: Vec<u8>, iterations: u64, size: AesSize },
}

impl<'a> Parameters<'a> {
    pub(super) fn of(jwe: &'a Jwe, recipient: usize) -> Self {
        let root = |segment: &'a Segment| segment.leading_json().map(Json::root);
        let own = jwe.recipients.get(recipient).and_then(|recipient| recipient.header.as_ref());
        Self {
            protected: root(&jwe.header),
            shared: jwe.unprotected.as_ref().and_then(root),
            own: own.and_then(root),
        }
    }

    fn objects(&self) -> impl Iterator<Item = Value<'a>> {
        [self.protected, self.shared, self.own].into_iter().flatten()
    }

    fn value(&self, name: &str) -> Option<Value<'a>> {
        self.objects().find_map(|object| object.member(name))
    }

    fn text(&self, name: &'static str) -> Result<Cow<'a, str>, HeaderFault> {
        self.value(name).and_then(Value::as_str).ok_or(HeaderFault::Missing(name))
    }

    pub(super) fn algorithm(&self) -> Result<KeyManagement, DecryptError> {
        let name = self.text("alg")?;
        KeyManagement::from_name(&name).ok_or_else(|| DecryptError::Unsupported(name.into_owned()))
    }

    pub(super) fn enc(&self) -> Result<ContentEncryption, DecryptError> {
        let name = self.text("enc")?;
        ContentEncryption::from_name(&name).ok_or_else(|| DecryptError::Unsupported(name.into_owned()))
    }

    /// The ephemeral public key. A private half in it is not looked at.
    pub(super) fn epk(&self) -> Result<Point, HeaderFault> {
        let value = self.value("epk").ok_or(HeaderFault::Missing("epk"))?;
        let read = jwk::read(value, "").map_err(|_| HeaderFault::Bad("epk"))?;
        Point::of(&read.key.material).ok_or(HeaderFault::Bad("epk"))
    }

    /// A parameter that must be there, in base64url.
    fn bytes(&self, name: &'static str) -> Result<Vec<u8>, HeaderFault> {
        let decoded = base64url::decode(&self.text(name)?);
        if decoded.is_damaged() { Err(HeaderFault::Bad(name)) } else { Ok(decoded.bytes) }
    }

    /// A parameter that may be missing; empty where it is.
    fn optional_bytes(&self, name: &'static str) -> Result<Vec<u8>, HeaderFault> {
        if self.value(name).is_none() { Ok(Vec::new()) } else { self.bytes(name) }
    }

    fn bytes_of(&self, name: &'static str, len: usize) -> Result<Vec<u8>, HeaderFault> {
        self.bytes(name)
            .and_then(|bytes| if bytes.len() == len { Ok(bytes) } else { Err(HeaderFault::Bad(name)) })
    }

    /// `p2c`: a positive integer; beyond 64 bits it only has to be known as too large.
    fn iterations(&self) -> Result<u64, HeaderFault> {
        let value = self.value("p2c").ok_or(HeaderFault::Missing("p2c"))?;
        let digits = value.raw();
        if value.kind() != Kind::Number || !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits == "0"
        {
            return Err(HeaderFault::Bad("p2c"));
        }
        Ok(digits.parse().unwrap_or(u64::MAX))
    }

    /// Whether the content is compressed. `zip` counts in the protected header only (RFC 7516 §4.1.3).
    fn is_compressed(&self) -> Result<bool, DecryptError> {
        let Some(zip) = self.value("zip") else { return Ok(false) };
        let is_protected = self.protected.is_some_and(|header| header.member("zip").is_some());
        match zip.as_str() {
            Some(zip) if is_protected && zip == "DEF" => Ok(true),
            Some(zip) if is_protected => Err(DecryptError::Unsupported(zip.into_owned())),
            _ => Err(HeaderFault::Bad("zip").into()),
        }
    }

    /// No parameter twice, nothing critical: we know no extension of JWE (RFC 7516 §4, §4.1.13, §7.2.1).
    fn check(&self) -> Result<(), HeaderFault> {
        let mut seen = HashSet::new();
        for (name, _) in self.objects().flat_map(Value::members) {
            let name = name.text();
            if seen.contains(&name) {
                return Err(HeaderFault::Duplicate(name.into_owned()));
            }
            seen.insert(name);
        }
        let Some(crit) = self.value("crit") else { return Ok(()) };
        let is_protected = self.protected.is_some_and(|header| header.member("crit").is_some());
        match crit.elements().next().map(Value::as_str) {
            Some(Some(name)) if is_protected => Err(HeaderFault::Critical(name.into_owned())),
            _ => Err(HeaderFault::Bad("crit")),
        }
    }
}

impl Header {
    /// The header for one recipient.
    pub(super) fn read(jwe: &Jwe, recipient: usize) -> Result<Self, DecryptError> {
        let own = jwe.recipients.get(recipient).ok_or(HeaderFault::Missing("recipients"))?;
        let protected = Some(&jwe.header).filter(|header| !header.bytes().is_empty() || header.is_damaged());
        for (segment, name) in [
            (protected, "protected"),
            (jwe.unprotected.as_ref(), "unprotected"),
            (own.header.as_ref(), "header"),
        ] {
            let Some(segment) = segment else { continue };
            let is_object = segment.json().is_some_and(|json| json.root().kind() == Kind::Object);
            if !is_object || segment.is_damaged() {
                return Err(HeaderFault::Bad(name).into());
            }
        }
        let parameters = Parameters::of(jwe, recipient);
        parameters.check()?;
        let (algorithm, enc) = (parameters.algorithm()?, parameters.enc()?);
        let is_compressed = parameters.is_compressed()?;
        Ok(Self { algorithm, how: How::read(&parameters, algorithm)?, enc, is_compressed })
    }
}

impl How {
    fn read(parameters: &Parameters<'_>, algorithm: KeyManagement) -> Result<Self, HeaderFault> {
        use KeyManagement as Alg;
        Ok(match (algorithm, algorithm.aes()) {
            (Alg::A128GcmKw | Alg::A192GcmKw | Alg::A256GcmKw, Some(size)) => Self::WrappedByGcm {
                size,
                iv: parameters.bytes_of("iv", 12)?,
                tag: parameters.bytes_of("tag", 16)?,
            },
            (Alg::EcdhEs | Alg::EcdhEsA128Kw | Alg::EcdhEsA192Kw | Alg::EcdhEsA256Kw, wrapped) => {
                Self::Agreed {
                    epk: parameters.epk()?,
                    u: parameters.optional_bytes("apu")?,
                    v: parameters.optional_bytes("apv")?,
                    wrapped,
                }
            }
            (Alg::Pbes2Hs256A128Kw | Alg::Pbes2Hs384A192Kw | Alg::Pbes2Hs512A256Kw, Some(size)) => {
                Self::FromPassword {
                    salt_input: parameters.bytes("p2s")?,
                    iterations: parameters.iterations()?,
                    size,
                }
            }
            (_, Some(size)) => Self::Wrapped(size),
            (Alg::Direct, None) => Self::Direct,
            (_, None) => Self::Rsa,
        })
    }
}
