//! One JSON Web Key (RFC 7517, 7518, 8037, 8812): from a JSON object to a [`Key`].
//!
//! Lenient where the meaning is beyond doubt (padding, lost leading zeros), with a note for each repair;
//! strict where it is not. Members that we do not use are not looked at.

use zeroize::Zeroizing;

use super::akp::AkpKey;
use super::algorithm::{Curve, Family, JwsAlgorithm};
use super::ec::EcKey;
use super::fault::KeyFault;
use super::key::{Key, Material};
use super::note::{KeyNote, Spelling, fit_length, join};
use super::okp::OkpKey;
use super::rsa_key::RsaKey;
use super::secret::SecretBytes;
use crate::encoding::base64url::{self, Fault};
use crate::encoding::json::Value;

/// A key and what there is to say about how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwk {
    /// The key.
    pub key: Key,
    /// Repairs, and parts left out.
    pub notes: Vec<KeyNote>,
}

/// Reads a JWK; `name` is for a key without `kid`.
///
/// The values may be private: the source of the JSON is the caller's to wipe.
pub fn read(jwk: Value<'_>, name: &str) -> Result<Jwk, KeyFault> {
    let mut notes = Vec::new();
    let members = Members::of(jwk, &mut notes);
    let material = match &*members.text("kty")? {
        "oct" => Material::Secret(members.bytes("k", &mut notes)?.into()),
        "RSA" => Material::Rsa(read_rsa(&members, &mut notes)?),
        "EC" => Material::Ec(read_ec(&members, &mut notes)?),
        "OKP" => Material::Okp(read_okp(&members, &mut notes)?),
        "AKP" => Material::Akp(read_akp(&members, &mut notes)?),
        unknown => return Err(KeyFault::UnknownType(unknown.to_owned())),
    };
    let kid = members.optional_text("kid");
    let key = Key {
        name: kid.clone().filter(|kid| !kid.is_empty()).unwrap_or_else(|| name.to_owned()),
        kid,
        alg: members.optional_text("alg"),
        key_use: members.optional_text("use"),
        key_ops: members.optional_texts("key_ops"),
        material,
        certificates: Vec::new(),
    };
    Ok(Jwk { key, notes })
}

/// RFC 9964, section 3: `alg` says which; `priv` is the seed.
fn read_akp(members: &Members<'_>, notes: &mut Vec<KeyNote>) -> Result<AkpKey, KeyFault> {
    let alg = members.optional_text("alg").ok_or(KeyFault::Missing("alg"))?;
    let algorithm = match JwsAlgorithm::from_name(&alg) {
        Some(algorithm) if algorithm.family() == Family::MlDsa => algorithm,
        _ => return Err(KeyFault::UnknownCurve(alg)),
    };
    let public = AkpKey::public(algorithm, &members.bytes("pub", notes)?)?;
    if !members.has("priv") {
        return Ok(public);
    }
    let seed = members.bytes("priv", notes)?;
    Ok(join(public.clone(), public.with_seed(seed.into()), notes))
}

fn read_rsa(members: &Members<'_>, notes: &mut Vec<KeyNote>) -> Result<RsaKey, KeyFault> {
    let (n, e) = (members.bytes("n", notes)?, members.bytes("e", notes)?);
    for (member, bytes) in [("n", &n), ("e", &e)] {
        if bytes.first() == Some(&0) {
            notes.push(KeyNote::NonMinimal(member));
        }
    }
    let public = RsaKey::public(&n, &e)?;
    if !members.has("d") {
        return Ok(public);
    }
    let pair = members.bytes("d", notes).and_then(|d| {
        if members.has("oth") {
            return Err(KeyFault::RsaPrivate);
        }
        if !members.has("p") && !members.has("q") {
            return public.clone().with_private(&d, None);
        }
        let (p, q) = (members.bytes("p", notes)?, members.bytes("q", notes)?);
        public.clone().with_private(&d, Some((&p, &q)))
    });
    Ok(join(public, pair, notes))
}

fn read_ec(members: &Members<'_>, notes: &mut Vec<KeyNote>) -> Result<EcKey, KeyFault> {
    let curve = members.curve(|curve| curve.is_ec())?;
    let (short_x, short_y) = (members.bytes("x", notes)?, members.bytes("y", notes)?);
    let x = fit_length(&short_x, curve.part_len(), "x", notes);
    let y = fit_length(&short_y, curve.part_len(), "y", notes);
    let public = EcKey::from_coordinates(curve, &x, &y).map_err(|fault| {
        // Filling up with zeros gave no point, so bytes are missing and not zeros.
        match [("x", short_x.len()), ("y", short_y.len())]
            .into_iter()
            .find(|(_, len)| *len != curve.part_len())
        {
            Some((part, found)) => KeyFault::Coordinate { part, expected: curve.part_len(), found },
            None => fault,
        }
    })?;
    if !members.has("d") {
        return Ok(public);
    }
    let pair = members
        .bytes("d", notes)
        .and_then(|d| public.clone().with_private(fit_length(&d, curve.part_len(), "d", notes).into()));
    Ok(join(public, pair, notes))
}

fn read_okp(members: &Members<'_>, notes: &mut Vec<KeyNote>) -> Result<OkpKey, KeyFault> {
    let curve = members.curve(|curve| !curve.is_ec())?;
    let public = OkpKey::public(curve, &members.bytes("x", notes)?)?;
    if !members.has("d") {
        return Ok(public);
    }
    let pair = members.bytes("d", notes).and_then(|d| public.clone().with_private(SecretBytes::from(d)));
    Ok(join(public, pair, notes))
}

const NAMES: [&str; 17] = [
    "kty", "kid", "alg", "use", "key_ops", "crv", "x", "y", "d", "n", "e", "p", "q", "oth", "k", "pub",
    "priv",
];

/// The members that we use, found in one walk. Of a repeated one the last counts.
struct Members<'a>([Option<Value<'a>>; NAMES.len()]);

impl<'a> Members<'a> {
    fn of(jwk: Value<'a>, notes: &mut Vec<KeyNote>) -> Self {
        let mut found = [None; NAMES.len()];
        for (name, value) in jwk.members() {
            let text = name.text();
            for (slot, known) in found.iter_mut().zip(NAMES) {
                if text == known && slot.replace(value).is_some() {
                    notes.push(KeyNote::DuplicateMember(known));
                }
            }
        }
        Self(found)
    }

    fn value(&self, name: &str) -> Option<Value<'a>> {
        let index = NAMES.iter().position(|known| *known == name)?;
        self.0.get(index).copied().flatten()
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// A member that must be a string. Wiped afterwards, since it may be private.
    fn text(&self, name: &'static str) -> Result<Text<'a>, KeyFault> {
        let value = self.value(name).ok_or(KeyFault::Missing(name))?;
        match value.as_str() {
            None => Err(KeyFault::WrongType(name)),
            Some(std::borrow::Cow::Borrowed(text)) => Ok(Text::Borrowed(text)),
            Some(std::borrow::Cow::Owned(text)) => Ok(Text::Owned(Zeroizing::new(text))),
        }
    }

    fn bytes(&self, name: &'static str, notes: &mut Vec<KeyNote>) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let mut decoded = base64url::decode(&self.text(name)?);
        let bytes = Zeroizing::new(std::mem::take(&mut decoded.bytes));
        if decoded.is_damaged() {
            return Err(KeyFault::NotBase64(name));
        }
        for spelling in decoded.faults.iter().filter_map(spelling) {
            let note = KeyNote::Base64(name, spelling);
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        Ok(bytes)
    }

    fn curve(&self, belongs: impl Fn(&Curve) -> bool) -> Result<Curve, KeyFault> {
        let name = self.text("crv")?;
        Curve::from_name(&name).filter(belongs).ok_or_else(|| KeyFault::UnknownCurve(name.to_string()))
    }

    fn optional_text(&self, name: &str) -> Option<String> {
        Some(self.value(name)?.as_str()?.into_owned())
    }

    fn optional_texts(&self, name: &str) -> Option<Vec<String>> {
        let value = self.value(name)?;
        let texts = value.elements().filter_map(|element| Some(element.as_str()?.into_owned()));
        (value.kind() == crate::encoding::json::Kind::Array).then(|| texts.collect())
    }
}

/// What is wrong with base64url that could be read all the same.
const fn spelling(fault: &Fault) -> Option<Spelling> {
    match fault {
        Fault::Padding { .. } => Some(Spelling::Padding),
        Fault::StandardAlphabet { .. } => Some(Spelling::StandardAlphabet),
        Fault::Whitespace { .. } => Some(Spelling::Whitespace),
        Fault::TrailingBits { .. } => Some(Spelling::TrailingBits),
        Fault::InvalidChar { .. } | Fault::BadLength { .. } => None,
    }
}

/// The text of a member: in the source, or a copy that is wiped.
enum Text<'a> {
    Borrowed(&'a str),
    Owned(Zeroizing<String>),
}

impl std::ops::Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}
