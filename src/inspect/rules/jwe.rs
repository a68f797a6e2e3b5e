//! JWE: what an encrypted token's headers must have, and what came of opening it.

use crate::encoding::base64url;
use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::rules::header::Header;
use crate::jose::algorithm::{JwsAlgorithm, is_content_encryption, is_jwe_algorithm};
use crate::jose::jwe::Limits;
use crate::jose::jwk;
use crate::jose::segment::Segment;
use crate::jose::token::{Jwe as Token, Recipient};

findings! {
    /// JWE.
    Jwe {
        /// No `enc`.
        EncMissing = "jwe.enc-missing", High, Reject, "RFC 7516 §4.1.2";
        /// `enc` that no registry has.
        EncUnknown { enc: String } = "jwe.enc-unknown", High, Reject, "RFC 7518 §5.1";
        /// No key fits.
        NoKey { alg: String } = "jwe.no-key", Info, Info, "RFC 7516 §5.2";
        /// A key fits and does not open it.
        AuthFailed = "jwe.auth-failed", Critical, Reject, "RFC 7516 §5.2";
        /// Nothing is signed inside; whether it was encrypted with a secret that both sides have.
        NotSigned { shared: bool } = "jwe.not-signed", Medium, Warn, "RFC 8725 §3.3";
        /// The token inside has `alg` none.
        InnerUnsigned = "jwe.inner-unsigned", Critical, Reject, "CVE-2026-29000";
        /// RSA with PKCS #1 v1.5.
        Rsa15 = "jwe.rsa1_5", High, Warn, "RFC 8725 §3.2";
        /// OAEP with SHA-1.
        OaepSha1 = "jwe.oaep-sha1", Info, Info, "RFC 7518 §4.3";
        /// Compressed before it was encrypted.
        Zip = "jwe.zip", Medium, Warn, "RFC 8725 §3.6";
        /// `zip` that is not DEF.
        ZipUnknown { zip: String } = "jwe.zip-unknown", High, Reject, "RFC 7516 §4.1.3";
        /// It inflates to more than this; bytes.
        ZipBomb { limit: usize } = "jwe.zip-bomb", High, Reject, "RFC 8725bis §3.15";
        /// Many iterations of PBKDF2.
        P2cHigh { count: u64 } = "jwe.p2c-high", High, Warn, "RFC 8725bis §3.13";
        /// Few iterations of PBKDF2.
        P2cLow { count: i64 } = "jwe.p2c-low", Medium, Warn, "RFC 7518 §4.8.1.2";
        /// A short salt; bytes.
        P2sShort { bytes: usize } = "jwe.p2s-short", Medium, Reject, "RFC 7518 §4.8.1.1";
        /// An initialisation vector of the wrong length; bytes.
        IvLength { enc: &'static str, found: usize, needed: usize } = "jwe.iv-length", High, Reject, "RFC 7518 §5.3";
        /// A tag of the wrong length; bytes.
        TagLength { enc: &'static str, found: usize, needed: usize } = "jwe.tag-length", High, Reject, "RFC 7518 §5.3";
        /// An encrypted key where there must be none.
        EkNotEmpty { alg: String } = "jwe.ek-not-empty", High, Reject, "RFC 7516 §5.2";
        /// The ephemeral key cannot be used.
        EpkInvalid { fault: EpkFault } = "jwe.epk-invalid", Critical, Reject, "RFC 8725 §3.4";
        /// The ephemeral key has its private half with it.
        EpkPrivate = "jwe.epk-private", High, Warn, "RFC 7518 §4.6.1.1";
        /// A parameter that the algorithm needs.
        ParamMissing { alg: String, name: &'static str } = "jwe.param-missing", High, Reject, "RFC 7518 §4.7";
        /// The key has another length than the algorithm needs; bits.
        KeySize { alg: String, has: usize, needed: usize } = "jwe.key-size", High, Reject, "RFC 7518 §4.4";
        /// The content is a private key.
        ContainsPrivateJwk = "jwe.contains-private-jwk", Info, Info, "RFC 7517 §7";
    }
}

/// Why an ephemeral key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpkFault {
    /// It is not there.
    Missing,
    /// It is no key, or no point on its curve.
    NoKey,
    /// It is on another curve than the key of the recipient.
    OtherCurve,
    /// It makes the shared secret zero.
    LowOrder,
}

/// Below this, passwords can be guessed too fast (OWASP).
const FEW_ITERATIONS: i64 = 310_000;

/// RFC 7518 §4.8.1.1: the least bytes of a salt.
const LEAST_SALT: usize = 8;

/// How many recipients are judged: the rest would only repeat it.
const MOST_RECIPIENTS: usize = 16;

/// What names no key in the ring are told of; RFC 7518 §5.2.2 and §5.3: `enc`, bytes of its IV and of its tag.
const LENGTHS: [(&str, usize, usize); 6] = [
    ("A128GCM", 12, 16),
    ("A192GCM", 12, 16),
    ("A256GCM", 12, 16),
    ("A128CBC-HS256", 16, 16),
    ("A192CBC-HS384", 16, 24),
    ("A256CBC-HS512", 16, 32),
];

/// A parameter that counts for a recipient: of the protected header, the shared unprotected one, or its own.
pub(in crate::inspect) fn param<'a>(
    jwe: &'a Token,
    recipient: Option<&'a Recipient>,
    name: &str,
) -> Option<Value<'a>> {
    headers(jwe, recipient).find_map(|header| header.leading_json()?.root().member(name))
}

/// The headers of a recipient, the protected one first.
pub(in crate::inspect) fn headers<'a>(
    jwe: &'a Token,
    recipient: Option<&'a Recipient>,
) -> impl Iterator<Item = &'a Segment> {
    let own = recipient.and_then(|recipient| recipient.header.as_ref());
    std::iter::once(&jwe.header).chain(jwe.unprotected.as_ref()).chain(own)
}

/// The rules on the `enc` of a token in five parts.
pub(in crate::inspect) fn header(header: Value<'_>, out: &mut Vec<Finding>) {
    enc(header.member("enc"), true, out);
}

/// The rules on all headers of a JWE, and on the lengths that follow from them.
pub(in crate::inspect) fn check(jwe: &Token, out: &mut Vec<Finding>) {
    let mut told = Vec::new();
    for recipient in jwe.recipients.iter().take(MOST_RECIPIENTS) {
        Rules { jwe, recipient }.check(&mut told);
    }
    for finding in told {
        if !out.contains(&finding) {
            out.push(finding);
        }
    }
}

fn enc(value: Option<Value<'_>>, is_protected: bool, out: &mut Vec<Finding>) {
    match value {
        None => out.push(Finding::new(Jwe::EncMissing, Place::whole(Part::Header))),
        Some(value) => {
            let enc = value.as_str().unwrap_or_default();
            if !is_content_encryption(&enc) {
                let place = if is_protected {
                    Place::decoded(Part::Header, value.span())
                } else {
                    Place::whole(Part::Header)
                };
                out.push(Finding::new(Jwe::EncUnknown { enc: enc.into_owned() }, place));
            }
        }
    }
}

struct Rules<'a> {
    jwe: &'a Token,
    recipient: &'a Recipient,
}

impl<'a> Rules<'a> {
    fn param(&self, name: &str) -> Option<Value<'a>> {
        param(self.jwe, Some(self.recipient), name)
    }

    /// Where the parameter stands, if the protected header has it.
    fn place(&self, name: &str) -> Place {
        let value = self.jwe.header.leading_json().and_then(|json| json.root().member(name));
        value.map_or(Place::whole(Part::Header), |value| Place::decoded(Part::Header, value.span()))
    }

    fn check(&self, out: &mut Vec<Finding>) {
        self.disjoint(out);
        let protected = self.jwe.header.leading_json();
        let is_protected = protected.is_some_and(|json| json.root().member("enc").is_some());
        enc(self.param("enc"), is_protected, out);
        self.zip(out);
        self.lengths(out);
        let alg = match self.param("alg") {
            None => return out.push(Finding::new(Header::AlgMissing, Place::whole(Part::Header))),
            Some(value) => match value.as_str() {
                Some(alg) if !alg.is_empty() => alg.into_owned(),
                Some(_) => return out.push(Finding::new(Header::AlgMissing, self.place("alg"))),
                None => {
                    let detail = Header::AlgType { kind: value.kind() };
                    return out.push(Finding::new(detail, self.place("alg")));
                }
            },
        };
        let mut tell = |detail: Jwe, name: &str| out.push(Finding::new(detail, self.place(name)));
        match alg.as_str() {
            "RSA1_5" => tell(Jwe::Rsa15, "alg"),
            "RSA-OAEP" => tell(Jwe::OaepSha1, "alg"),
            "dir" | "ECDH-ES" if !self.recipient.encrypted_key.bytes().is_empty() => {
                let place = Place::whole(Part::EncryptedKey);
                out.push(Finding::new(Jwe::EkNotEmpty { alg: alg.clone() }, place));
            }
            "none" => return out.push(Finding::new(Header::AlgNone, self.place("alg"))),
            name if !is_jwe_algorithm(name) => {
                let likely = JwsAlgorithm::from_name(name).map(JwsAlgorithm::name);
                let detail = Header::AlgUnknown { alg: alg.clone(), likely };
                return out.push(Finding::new(detail, self.place("alg")));
            }
            _ => {}
        }
        if alg.starts_with("ECDH-ES") {
            self.ephemeral(out);
        } else if alg.ends_with("GCMKW") {
            for name in ["iv", "tag"] {
                self.needs(&alg, name, Kind::String, out);
            }
        } else if alg.starts_with("PBES2") {
            self.needs(&alg, "p2s", Kind::String, out);
            self.needs(&alg, "p2c", Kind::Number, out);
            self.password(out);
        }
    }

    fn needs(&self, alg: &str, name: &'static str, kind: Kind, out: &mut Vec<Finding>) {
        if self.param(name).is_none_or(|value| value.kind() != kind) {
            let detail = Jwe::ParamMissing { alg: alg.to_owned(), name };
            out.push(Finding::new(detail, self.place(name)));
        }
    }

    /// RFC 7516 §7.2.1: no parameter may stand in two headers.
    fn disjoint(&self, out: &mut Vec<Finding>) {
        let mut seen: Vec<String> = Vec::new();
        for header in headers(self.jwe, Some(self.recipient)) {
            let Some(json) = header.leading_json() else { continue };
            let names: Vec<String> =
                json.root().members().take(256).map(|(name, _)| name.text().into_owned()).collect();
            if let Some(name) = names.iter().find(|name| seen.contains(name)) {
                let detail = Header::NotDisjoint { name: name.clone() };
                out.push(Finding::new(detail, Place::whole(Part::Header)));
            }
            seen.extend(names);
        }
    }

    fn zip(&self, out: &mut Vec<Finding>) {
        let Some(value) = self.param("zip") else { return };
        let detail = match value.as_str() {
            Some(zip) if zip == "DEF" => Jwe::Zip,
            Some(zip) => Jwe::ZipUnknown { zip: zip.into_owned() },
            None => Jwe::ZipUnknown { zip: value.raw().chars().take(40).collect() },
        };
        out.push(Finding::new(detail, self.place("zip")));
    }

    fn lengths(&self, out: &mut Vec<Finding>) {
        let enc = self.param("enc").and_then(Value::as_str).unwrap_or_default();
        let Some(&(enc, iv, tag)) = LENGTHS.iter().find(|(name, ..)| *name == enc) else { return };
        let found = self.jwe.iv.bytes().len();
        if found != iv {
            out.push(Finding::new(Jwe::IvLength { enc, found, needed: iv }, Place::whole(Part::Iv)));
        }
        let found = self.jwe.tag.bytes().len();
        if found != tag {
            out.push(Finding::new(Jwe::TagLength { enc, found, needed: tag }, Place::whole(Part::Tag)));
        }
    }

    fn ephemeral(&self, out: &mut Vec<Finding>) {
        let mut tell = |detail| out.push(Finding::new(detail, self.place("epk")));
        match self.param("epk") {
            None => tell(Jwe::EpkInvalid { fault: EpkFault::Missing }),
            Some(epk) => {
                if jwk::read(epk, "epk").is_err() {
                    tell(Jwe::EpkInvalid { fault: EpkFault::NoKey });
                }
                if epk.member("d").is_some() {
                    tell(Jwe::EpkPrivate);
                }
            }
        }
    }

    fn password(&self, out: &mut Vec<Finding>) {
        if let Some(salt) = self.param("p2s").and_then(Value::as_str) {
            let bytes = base64url::decode(&salt).bytes.len();
            if bytes < LEAST_SALT {
                out.push(Finding::new(Jwe::P2sShort { bytes }, self.place("p2s")));
            }
        }
        let Some(value) = self.param("p2c").filter(|value| value.kind() == Kind::Number) else { return };
        // Beyond 2^63 it is a number all the same.
        let count = value.as_i64().unwrap_or_else(|| value.as_f64().unwrap_or_default() as i64);
        let place = self.place("p2c");
        if count < FEW_ITERATIONS {
            out.push(Finding::new(Jwe::P2cLow { count }, place));
        } else if count.unsigned_abs() > Limits::default().iterations {
            out.push(Finding::new(Jwe::P2cHigh { count: count.unsigned_abs() }, place));
        }
    }
}
