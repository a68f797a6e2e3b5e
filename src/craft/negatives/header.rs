//! Headers that no verifier may take. What can be is rightly signed.

use super::Negative::{
    self, AlgCase, AlgEmpty, AlgMissing, AlgNone, AlgNoneCapital, AlgNoneMixed, AlgNoneSigned, AlgNoneUpper,
    AlgNull, AlgOther, AlgUnknown, CritAbsent, CritEmpty, CritUnknown, DuplicateHeader, KidInjection,
    KidNumber, KidTraversal, KidUnknown, TypOther,
};
use super::base::{Base, signed_by};
use super::{LeftOut, Maker};
use crate::craft::edit::{Edit, Path, delete_member, edit, set_member};
use crate::encoding::base64url;
use crate::encoding::json::quoted;
use crate::jose::algorithm::{Family, JwsAlgorithm};

/// A name that is nobody's.
const UNKNOWN: &str = "https://example.com/unknown";

pub(super) const MAKERS: &[(Negative, Maker)] = &[
    (KidUnknown, |base| base.parameter("kid", "\"no-such-key\"")),
    (KidTraversal, |base| base.parameter("kid", "\"../../../../../../../dev/null\"")),
    (KidInjection, |base| base.parameter("kid", "\"x' UNION SELECT 'secret' -- \"")),
    (KidNumber, |base| base.parameter("kid", "1")),
    (AlgNone, |base| unsigned(base, "none", "")),
    (AlgNoneCapital, |base| unsigned(base, "None", "")),
    (AlgNoneUpper, |base| unsigned(base, "NONE", "")),
    (AlgNoneMixed, |base| unsigned(base, "nOnE", "")),
    (AlgNoneSigned, |base| {
        let [_, _, signature] = &base.parts;
        unsigned(base, "none", signature)
    }),
    (AlgMissing, |base| {
        let header = delete_member(&base.header, "alg").map_err(|_| LeftOut::Failed)?;
        base.signed(&header.text, base.payload.as_bytes())
    }),
    (AlgEmpty, |base| base.parameter("alg", "\"\"")),
    (AlgNull, |base| base.parameter("alg", "null")),
    (AlgCase, |base| base.parameter("alg", &quoted(&base.algorithm.name().to_ascii_lowercase()))),
    (AlgUnknown, |base| base.parameter("alg", "\"XS256\"")),
    (AlgOther, |base| {
        let other = other_of_family(base.algorithm).ok_or(LeftOut::OneAlgorithm)?;
        let header = base.header_with("alg", &quoted(other.name()))?;
        signed_by(base.key, other, &header, base.payload.as_bytes())
    }),
    (DuplicateHeader, |base| {
        let (name, value) = ("alg".to_owned(), "\"none\"".to_owned());
        let change = Edit::Add { to: Path::root(), position: usize::MAX, name, value };
        let header = edit(&base.header, &change).map_err(|_| LeftOut::Failed)?;
        base.signed(&header.text, base.payload.as_bytes())
    }),
    (CritUnknown, |base| {
        let header = set_member(&base.header_with(UNKNOWN, "true")?, "crit", &format!("[\"{UNKNOWN}\"]"));
        base.signed(&header.map_err(|_| LeftOut::Failed)?.text, base.payload.as_bytes())
    }),
    (CritEmpty, |base| base.parameter("crit", "[]")),
    (CritAbsent, |base| base.parameter("crit", &format!("[\"{UNKNOWN}\"]"))),
    (TypOther, |base| {
        let typ = if base.header.contains("secevent+jwt") { "\"logout+jwt\"" } else { "\"secevent+jwt\"" };
        base.parameter("typ", typ)
    }),
];

/// With that `alg`, and that text in the place of the signature.
fn unsigned(base: &Base<'_>, alg: &str, signature: &str) -> Result<String, LeftOut> {
    let header = base64url::encode(base.header_with("alg", &quoted(alg))?.as_bytes());
    let [_, payload, _] = &base.parts;
    Ok(format!("{header}.{payload}.{signature}"))
}

/// Another algorithm that the same key can do; the two names of `EdDSA` are one.
fn other_of_family(algorithm: JwsAlgorithm) -> Option<JwsAlgorithm> {
    use JwsAlgorithm as A;
    let fits = |other: &&A| {
        let same = other.family() == algorithm.family();
        let is_rsa = |one: A| matches!(one.family(), Family::RsaPkcs1 | Family::RsaPss);
        **other != algorithm && (same || is_rsa(**other) && is_rsa(algorithm))
    };
    match algorithm.family() {
        Family::Hmac | Family::RsaPkcs1 | Family::RsaPss => A::ALL.iter().find(fits).copied(),
        Family::Ecdsa | Family::EdDsa | Family::MlDsa => None,
    }
}
