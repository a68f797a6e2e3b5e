//! HDR: the JOSE header. The parts about `alg`, `crit`, `b64` and `kid`.

use crate::encoding::json::{Kind, Value};
use crate::inspect::alg::Alg;
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::provider::media_type;
use crate::inspect::report::Media;
use crate::inspect::rules::suspicious;
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::segment::Segment;
use crate::jose::token::SignatureBlock;

findings! {
    /// HDR: the JOSE header.
    Header {
        /// No `alg`, or an empty one.
        AlgMissing = "hdr.alg-missing", Critical, Reject, "RFC 7515 §4.1.1";
        /// `alg` is not a string.
        AlgType { kind: Kind } = "hdr.alg-type", Critical, Reject, "RFC 7515 §4.1.1";
        /// `alg` is "none".
        AlgNone = "hdr.alg-none", Critical, Reject, "RFC 8725 §3.2";
        /// `alg` is a spelling variant of "none".
        AlgNoneVariant { alg: String } = "hdr.alg-none-variant", Critical, Reject, "RFC 8725bis §2.11";
        /// `alg` in the wrong case.
        AlgCase { alg: String, registered: &'static str } = "hdr.alg-case", High, Reject, "RFC 7515 §4.1.1";
        /// `alg` that no registry has.
        AlgUnknown { alg: String, likely: Option<&'static str> } = "hdr.alg-unknown", High, Reject, "RFC 7518 §3.1";
        /// An encryption header on three segments.
        JweAlgInJws { alg: String } = "hdr.jwe-alg-in-jws", High, Reject, "RFC 7516 §9";
        /// "EdDSA", deprecated.
        AlgPolymorphic = "hdr.alg-polymorphic", Info, Info, "RFC 9864 §2.2";
        /// A post-quantum algorithm; signature length in bytes.
        AlgPq { alg: &'static str, bytes: usize } = "hdr.alg-pq", Info, Info, "RFC 9964";
        /// `crit` names what is not understood here.
        CritUnknown { name: String } = "hdr.crit-unknown", High, Reject, "RFC 7515 §4.1.11";
        /// `crit` breaks its own rules.
        CritMalformed { fault: CritFault } = "hdr.crit-malformed", High, Reject, "RFC 7515 §4.1.11";
        /// The payload is not base64url-encoded.
        B64False = "hdr.b64-false", Medium, Info, "RFC 7797 §3";
        /// `b64` false without `crit`.
        B64NotCrit = "hdr.b64-not-crit", High, Reject, "RFC 7797 §6";
        /// `zip`, which only a JWE has.
        ZipJws { zip: String } = "hdr.zip-jws", Medium, Warn, "RFC 7516 §4.1.3";
        /// No `typ`.
        TypMissing = "hdr.typ-missing", Info, Info, "RFC 8725 §3.11";
        /// A registered parameter of another type than its standard gives it.
        ParamType { name: &'static str, kind: Kind } = "hdr.param-type", Medium, Warn, "RFC 7515 §4.1";
        /// A claim in the header that says something else than in the payload.
        ReplicatedMismatch { name: &'static str } = "hdr.replicated-mismatch", High, Reject, "RFC 7519 §5.3";
        /// A parameter that no standard registers.
        UnknownParam { name: String } = "hdr.unknown-param", Info, Info, "RFC 7515 §4.3";
        /// No `kid`, so that every key has to be tried.
        KidMissing = "hdr.kid-missing", Info, Info, "RFC 7515 §4.1.4";
        /// `kid` is not a string.
        KidType { kind: Kind } = "hdr.kid-type", Medium, Warn, "RFC 7515 §4.1.4";
        /// `kid` looks like a file path.
        KidTraversal { kid: String } = "hdr.kid-traversal", High, Warn, "RFC 8725 §3.10";
        /// `kid` holds the syntax of a query, a command or markup.
        KidInjection { kid: String, syntax: Syntax } = "hdr.kid-injection", High, Warn, "RFC 8725 §3.10";
        /// `kid` is a URL.
        KidUrl { kid: String } = "hdr.kid-url", Medium, Warn, "RFC 8725 §3.10";
        /// `kid` is long; in characters.
        KidLong { chars: usize } = "hdr.kid-long", Low, Warn, "RFC 7515 §4.1.4";
        /// A security parameter outside the signature's protection.
        UnprotectedParam { name: &'static str } = "hdr.unprotected-alg", Medium, Warn, "RFC 7515 §10.7";
        /// A parameter that no standard knows, outside the signature's protection.
        UnprotectedUnknown { name: String } = "hdr.unprotected-alg", Medium, Reject, "RFC 7515 §10.7";
        /// A parameter in both headers.
        NotDisjoint { name: String } = "hdr.not-disjoint", High, Reject, "RFC 7515 §7.2.1";
        /// The payload is a token, as `cty` says.
        CtyNested = "hdr.cty-nested", Info, Info, "RFC 7519 §5.2";
        /// The payload is a token, and `cty` does not say so.
        CtyMissingNested { cty: Option<String> } = "hdr.cty-missing-nested", Low, Warn, "RFC 7519 §5.2";
    }
}

/// How `crit` breaks its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CritFault {
    /// Not an array of strings.
    NotStrings,
    /// An empty array.
    Empty,
    /// A name twice.
    Duplicate(String),
    /// A name that the standards register, which must not be listed.
    Registered(String),
    /// A name that the header does not have.
    Absent(String),
    /// In the unprotected header.
    Unprotected,
}

/// Whose syntax a `kid` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// SQL.
    Sql,
    /// LDAP filters.
    Ldap,
    /// Shell commands.
    Command,
    /// HTML.
    Markup,
}

/// A `kid` longer than this is a burden for whoever looks it up; in characters.
const LONG_KID: usize = 256;

/// Names that RFC 7515 §4.1.11 forbids in `crit`, because the standards define them.
const REGISTERED: &[&str] = &[
    "alg", "enc", "zip", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit", "epk",
    "apu", "apv", "iv", "tag", "p2s", "p2c",
];

/// What the JSON serialisation of an SD-JWT has in its unprotected header (RFC 9901 §8.1).
const SD_JWT: &[&str] = &["disclosures", "kb_jwt"];

/// Extensions of JWS that are understood here; of JWE, none is.
const UNDERSTOOD: &[&str] = &["b64"];

/// The rules on the headers of one signature; `keys` is how many keys there are to choose from.
pub(in crate::inspect) fn check(block: &SignatureBlock, keys: usize, out: &mut Vec<Finding>) {
    alg(block, out);
    crit(block, UNDERSTOOD, out);
    b64(block, out);
    kid(block.param("kid"), keys, out);
    unprotected(block, out);
    types(block, out);
    unknown(block, out);
    if let Some(zip) = block.param("zip") {
        let zip = zip.as_str().unwrap_or_default().chars().take(40).collect();
        out.push(Finding::new(Header::ZipJws { zip }, at(&block.header, "zip")));
    }
}

/// The rules on a header and the claims that it stands over.
pub(in crate::inspect) fn over_claims(block: &SignatureBlock, claims: Value<'_>, out: &mut Vec<Finding>) {
    if block.param("typ").is_none() {
        out.push(Finding::new(Header::TypMissing, Place::whole(Part::Header)));
    }
    for name in ["iss", "sub", "aud"] {
        if let (Some(copy), Some(claim)) = (block.param(name), claims.member(name))
            && !same(copy, claim)
        {
            out.push(Finding::new(Header::ReplicatedMismatch { name }, at(&block.header, name)));
        }
    }
}

/// Whether two values say the same: by their text, strings by what they spell.
fn same(one: Value<'_>, other: Value<'_>) -> bool {
    match (one.as_str(), other.as_str()) {
        (Some(one), Some(other)) => one == other,
        (None, None) if one.kind() == Kind::Array && other.kind() == Kind::Array => {
            one.elements().count() == other.elements().count()
                && one.elements().zip(other.elements()).all(|(one, other)| same(one, other))
        }
        (None, None) => one.raw() == other.raw(),
        _ => false,
    }
}

/// What the standards say of the types of parameters (RFC 7515 §4.1); `alg`, `kid`, `crit` and `b64` have rules of
/// their own.
const TYPES: &[(&str, Kind)] = &[
    ("typ", Kind::String),
    ("cty", Kind::String),
    ("jku", Kind::String),
    ("jwk", Kind::Object),
    ("x5u", Kind::String),
    ("x5c", Kind::Array),
    ("x5t", Kind::String),
    ("x5t#S256", Kind::String),
    ("nonce", Kind::String),
    ("url", Kind::String),
];

fn types(block: &SignatureBlock, out: &mut Vec<Finding>) {
    for &(name, kind) in TYPES {
        if let Some(value) = block.param(name)
            && value.kind() != kind
        {
            let detail = Header::ParamType { name, kind: value.kind() };
            out.push(Finding::new(detail, Place::decoded(Part::Header, value.span())));
        }
    }
}

/// Registered parameters that are not in [`REGISTERED`]: extensions (IANA, JSON Web Signature and Encryption Header
/// Parameters).
const EXTENSIONS: &[&str] = &[
    "b64",
    "iss",
    "sub",
    "aud",
    "url",
    "nonce",
    "ppt",
    "svt",
    "trust_chain",
    "peer_trust_chain",
    "iheSSId",
    "jwt",
    "client_id",
];

/// Whether a standard registers a header parameter.
fn is_known(name: &str) -> bool {
    REGISTERED.contains(&name) || EXTENSIONS.contains(&name)
}

fn unknown(block: &SignatureBlock, out: &mut Vec<Finding>) {
    let Some(root) = block.header.leading_json().map(crate::encoding::json::Json::root) else { return };
    // A header with dozens of them is said to have some.
    for (name, value) in root.members().take(64) {
        let name = name.text();
        if !is_known(&name) {
            let shown = name.chars().take(100).collect();
            let place = Place::decoded(Part::Header, value.span());
            out.push(Finding::new(Header::UnknownParam { name: shown }, place));
        }
    }
}

/// What `cty` says of a payload that is a token (RFC 7519 §5.2).
pub(in crate::inspect) fn content_type(cty: Option<&str>, media: Media, out: &mut Vec<Finding>) {
    if media != Media::Token {
        return;
    }
    let is_token = cty.map(media_type).is_some_and(|cty| {
        matches!(cty.as_str(), "jwt" | "jose" | "jose+json" | "sd-jwt")
            || cty.ends_with("+jwt")
            || cty.ends_with("+sd-jwt")
    });
    let detail =
        if is_token { Header::CtyNested } else { Header::CtyMissingNested { cty: cty.map(str::to_owned) } };
    out.push(Finding::new(detail, Place::whole(Part::Header)));
}

/// The rules on the headers of a JWE that are those of every token; `block` holds them as those of a signature.
pub(in crate::inspect) fn of_encrypted(block: &SignatureBlock, keys: usize, out: &mut Vec<Finding>) {
    crit(block, &[], out);
    unprotected(block, out);
    kid(block.param("kid"), keys, out);
}

fn alg(block: &SignatureBlock, out: &mut Vec<Finding>) {
    let Some(json) = block.header.leading_json().or_else(|| block.unprotected.as_ref()?.leading_json())
    else {
        return;
    };
    if json.root().kind() != Kind::Object {
        return;
    }
    let mut tell = |detail| out.push(Finding::new(detail, at(&block.header, "alg")));
    let enc = text(block.param("enc"));
    let alg = Alg::of(block);
    if let (Some(enc), false) = (enc, matches!(alg, Alg::Jwe(_) | Alg::Twice)) {
        tell(Header::JweAlgInJws { alg: enc });
    }
    if let Alg::NoneVariant(alg) = &alg {
        tell(Header::AlgNoneVariant { alg: alg.clone() });
    }
    tell(match alg {
        Alg::Missing => Header::AlgMissing,
        Alg::NotString(kind) => Header::AlgType { kind },
        // A verifier that takes a variant takes it for this.
        Alg::None | Alg::NoneVariant(_) => Header::AlgNone,
        Alg::Case(alg, known) => Header::AlgCase { alg, registered: known.name() },
        Alg::Unknown(alg) => Header::AlgUnknown { likely: likely(&alg), alg },
        Alg::Jwe(alg) => Header::JweAlgInJws { alg },
        Alg::Known(JwsAlgorithm::EdDsa) => Header::AlgPolymorphic,
        Alg::Known(algorithm) if algorithm.family() == Family::MlDsa => {
            Header::AlgPq { alg: algorithm.name(), bytes: algorithm.signature_len().unwrap_or_default() }
        }
        Alg::Known(_) | Alg::Twice => return,
    });
}

/// The registered name behind one that vendors and older standards use.
fn likely(alg: &str) -> Option<&'static str> {
    let tail = alg.rsplit(['#', '/', ':']).next().unwrap_or(alg).to_ascii_lowercase();
    let tail: String = tail.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match tail.as_str() {
        "hmacsha256" | "hs256" | "sha256" | "hmac256" => "HS256",
        "hmacsha384" => "HS384",
        "hmacsha512" | "sha512" => "HS512",
        "rsasha256" | "rs256" | "sha256withrsa" | "rsasha2256" => "RS256",
        "rsasha384" | "sha384withrsa" => "RS384",
        "rsasha512" | "sha512withrsa" => "RS512",
        "ecdsasha256" | "sha256withecdsa" | "p256" | "secp256r1" => "ES256",
        "ecdsasha384" | "sha384withecdsa" | "p384" => "ES384",
        "ecdsasha512" | "sha512withecdsa" | "es521" | "p521" => "ES512",
        "secp256k1" | "es256kr" => "ES256K",
        "ed25519ph" | "eddsa25519" => "Ed25519",
        _ => return None,
    })
}

fn crit(block: &SignatureBlock, understood: &[&str], out: &mut Vec<Finding>) {
    if block
        .unprotected
        .as_ref()
        .and_then(|header| header.leading_json())
        .is_some_and(|json| json.root().member("crit").is_some())
    {
        out.push(Finding::new(
            Header::CritMalformed { fault: CritFault::Unprotected },
            Place::whole(Part::Header),
        ));
    }
    let Some(root) = block.header.leading_json().map(crate::encoding::json::Json::root) else { return };
    let Some(crit) = root.member("crit") else { return };
    let place = Place::decoded(Part::Header, crit.span());
    let mut malformed = |fault| out.push(Finding::new(Header::CritMalformed { fault }, place));
    if crit.kind() != Kind::Array || crit.elements().any(|name| name.kind() != Kind::String) {
        malformed(CritFault::NotStrings);
        return;
    }
    if crit.is_empty() {
        malformed(CritFault::Empty);
    }
    let names: Vec<String> = crit
        .elements()
        .take(64)
        .filter_map(crate::encoding::json::Value::as_str)
        .map(std::borrow::Cow::into_owned)
        .collect();
    for (index, name) in names.iter().enumerate() {
        let earlier = names.get(..index).unwrap_or_default();
        if earlier.contains(name) {
            malformed(CritFault::Duplicate(name.clone()));
        } else if REGISTERED.contains(&name.as_str()) {
            malformed(CritFault::Registered(name.clone()));
        } else if root.member(name).is_none() {
            malformed(CritFault::Absent(name.clone()));
        }
    }
    for name in names {
        // RFC 7797 §3: a value of `b64` that is no boolean is as little understood as an unknown name.
        let is_odd = name == "b64" && root.member("b64").is_some_and(|value| value.as_bool().is_none());
        if is_odd || !understood.contains(&name.as_str()) && !REGISTERED.contains(&name.as_str()) {
            out.push(Finding::new(Header::CritUnknown { name }, place));
        }
    }
}

fn b64(block: &SignatureBlock, out: &mut Vec<Finding>) {
    // RFC 7797 §3: it must be protected by the signature.
    let unprotected = block.unprotected.as_ref().and_then(|header| header.leading_json());
    if unprotected.is_some_and(|json| json.root().member("b64").and_then(Value::as_bool) == Some(false)) {
        out.push(Finding::new(Header::B64NotCrit, Place::whole(Part::Header)));
    }
    let Some(root) = block.header.leading_json().map(crate::encoding::json::Json::root) else { return };
    if root.member("b64").and_then(Value::as_bool) != Some(false) {
        return;
    }
    let detail =
        if crate::jose::token::is_unencoded(&block.header) { Header::B64False } else { Header::B64NotCrit };
    out.push(Finding::new(detail, at(&block.header, "b64")));
}

fn kid(kid: Option<Value<'_>>, keys: usize, out: &mut Vec<Finding>) {
    let Some(value) = kid else {
        if keys > 0 {
            out.push(Finding::new(Header::KidMissing, Place::whole(Part::Header)));
        }
        return;
    };
    let place = Place::decoded(Part::Header, value.span());
    let Some(kid) = value.as_str() else {
        out.push(Finding::new(Header::KidType { kind: value.kind() }, place));
        return;
    };
    let chars = kid.chars().count();
    if chars > LONG_KID {
        out.push(Finding::new(Header::KidLong { chars }, place));
    }
    let shown: String = kid.chars().take(LONG_KID).collect();
    if suspicious::is_url(&shown) {
        out.push(Finding::new(Header::KidUrl { kid: shown.clone() }, place));
    }
    if suspicious::is_path(&shown) {
        out.push(Finding::new(Header::KidTraversal { kid: shown.clone() }, place));
    }
    if let Some(syntax) = suspicious::syntax(&shown) {
        out.push(Finding::new(Header::KidInjection { kid: shown, syntax }, place));
    }
}

fn unprotected(block: &SignatureBlock, out: &mut Vec<Finding>) {
    let Some(outer) = block.unprotected.as_ref().and_then(|header| header.leading_json()) else { return };
    let protected = block.header.leading_json().map(crate::encoding::json::Json::root);
    for name in ["alg", "kid", "jku", "jwk", "x5u", "x5c"] {
        if outer.root().member(name).is_some() && protected.and_then(|root| root.member(name)).is_none() {
            out.push(Finding::new(Header::UnprotectedParam { name }, Place::whole(Part::Header)));
        }
    }
    for (name, _) in outer.root().members().take(256) {
        let name = name.text();
        // RFC 7797 §3, RFC 8555 §6.4 and §6.5.2: these must be protected, so that out here nobody understands them.
        let is_known = is_known(&name) && !matches!(&*name, "b64" | "nonce" | "url");
        if !is_known && !SD_JWT.contains(&&*name) {
            let name = name.chars().take(80).collect();
            out.push(Finding::new(Header::UnprotectedUnknown { name }, Place::whole(Part::Header)));
        }
        if let Some(twice) = protected.and_then(|root| root.member(&name)) {
            let place = Place::decoded(Part::Header, twice.span());
            out.push(Finding::new(Header::NotDisjoint { name: name.into_owned() }, place));
        }
    }
}

fn at(header: &Segment, name: &str) -> Place {
    let value = header.leading_json().and_then(|json| json.root().member(name));
    value.map_or(Place::whole(Part::Header), |value| Place::decoded(Part::Header, value.span()))
}

fn text(value: Option<Value<'_>>) -> Option<String> {
    Some(value?.as_str()?.into_owned())
}
