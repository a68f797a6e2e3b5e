//! The text of a new token: its headers, with what a person wants in them, and the three serialisations.

use super::recipient::Share;
use super::{Form, Order, SealError};
use crate::encoding::base64url;
use crate::encoding::json::quoted;
use crate::jose::header::{Members, member, merged};

/// `apu` and `apv`, decoded; empty where they are not wanted.
#[derive(Default)]
pub(super) struct Parties {
    pub(super) u: Vec<u8>,
    pub(super) v: Vec<u8>,
}

/// What a token is made of.
pub(super) struct Parts {
    pub(super) protected: String,
    /// The header of each recipient, where it has one.
    pub(super) own: Vec<String>,
    pub(super) shares: Vec<Share>,
    pub(super) iv: Vec<u8>,
    pub(super) ciphertext: Vec<u8>,
    pub(super) tag: Vec<u8>,
    pub(super) aad: Option<String>,
}

/// Names and values, the values as JSON.
type Draft = Vec<(&'static str, String)>;

/// What we alone can say.
const OURS: [&str; 5] = ["epk", "iv", "tag", "p2s", "p2c"];

/// Whether the member is there, and says something else.
fn contradicts(theirs: &Members, name: &str, ours: Option<&str>) -> bool {
    theirs.value(name).is_some_and(|value| value.as_str().as_deref() != ours)
}

pub(super) fn parties(theirs: Option<&Members>) -> Result<Parties, SealError> {
    let party = |name: &'static str| match theirs.and_then(|theirs| theirs.value(name)) {
        Some(value) if !value.is_null() => {
            value.as_str().and_then(|text| base64url::decode_strict(&text)).ok_or(SealError::Party(name))
        }
        _ => Ok(Vec::new()),
    };
    Ok(Parties { u: party("apu")?, v: party("apv")? })
}

/// The text of the protected header, and of each recipient's own one: none where the protected header has it all.
pub(super) fn headers(
    order: &Order<'_>,
    shares: &[Share],
    theirs: Option<&Members>,
) -> Result<(String, Vec<String>), SealError> {
    let zip = order.compress.then_some("DEF");
    if let Some(theirs) = theirs {
        let has_ours = OURS.into_iter().find(|name| theirs.value(name).is_some());
        let algorithms = || order.recipients.iter().map(|to| to.algorithm.name());
        let contradicted = has_ours
            .or_else(|| algorithms().any(|name| contradicts(theirs, "alg", Some(name))).then_some("alg"))
            .or_else(|| contradicts(theirs, "enc", Some(order.enc.name())).then_some("enc"))
            .or_else(|| contradicts(theirs, "zip", zip).then_some("zip"));
        if let Some(name) = contradicted {
            return Err(SealError::Contradicts(name.to_owned()));
        }
    }

    let mut of_recipients = order.recipients.iter().zip(shares).map(|(to, share)| {
        let mut draft: Draft = vec![("alg", quoted(to.algorithm.name()))];
        draft.extend(to.key.kid.as_deref().map(|kid| ("kid", quoted(kid))));
        draft.extend(share.members.iter().cloned());
        draft
    });
    let mut of_all: Draft = vec![("enc", quoted(order.enc.name()))];
    of_all.extend(zip.map(|zip| ("zip", quoted(zip))));
    if order.form == Form::General {
        // What a person wants stands in the protected header, and must not stand in another one as well; but `alg`,
        // which each recipient has.
        let is_own = |name: &str| name == "alg" || theirs.is_none_or(|theirs| theirs.value(name).is_none());
        let own = of_recipients.map(|draft| object(draft.into_iter().filter(|(name, _)| is_own(name))));
        Ok((merged(&of_all, theirs, Some("alg")), own.collect()))
    } else {
        let mut draft = of_recipients.next().unwrap_or_default();
        // `alg` and `enc` side by side, as everybody has it.
        let after = draft.len().min(1);
        draft.splice(after..after, of_all);
        Ok((merged(&draft, theirs, None), Vec::new()))
    }
}

impl Parts {
    pub(super) fn written(&self, form: Form) -> String {
        let encrypted_keys: Vec<String> =
            self.shares.iter().map(|share| base64url::encode(&share.encrypted_key)).collect();
        let [iv, ciphertext, tag] =
            [&self.iv, &self.ciphertext, &self.tag].map(|part| base64url::encode(part));
        let first_key = encrypted_keys.first().map_or("", String::as_str);
        if form == Form::Compact {
            return [&self.protected, first_key, &iv, &ciphertext, &tag].join(".");
        }
        let mut members: Draft = vec![("protected", quoted(&self.protected))];
        if form == Form::General {
            let recipients = self.own.iter().zip(&encrypted_keys).map(|(header, key)| {
                let encrypted = (!key.is_empty()).then(|| ("encrypted_key", quoted(key)));
                object([("header", header.clone())].into_iter().chain(encrypted))
            });
            members.push(("recipients", format!("[{}]", recipients.collect::<Vec<_>>().join(","))));
        } else if !first_key.is_empty() {
            members.push(("encrypted_key", quoted(first_key)));
        }
        members.extend(self.aad.as_ref().map(|aad| ("aad", quoted(aad))));
        members.extend(
            [("iv", iv), ("ciphertext", ciphertext), ("tag", tag)].map(|(name, part)| (name, quoted(&part))),
        );
        object(members)
    }
}

fn object(members: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let mut text = String::from("{");
    for (name, value) in members {
        member(&mut text, &quoted(name), &value);
    }
    text.push('}');
    text
}
