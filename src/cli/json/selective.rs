//! The member `sd_jwt` of a token: what was disclosed, and what was not (RFC 9901).

use super::{DEEPEST_EMBEDDED, Object, array};
use crate::encoding::json::write_safe;
use crate::jose::digest::Hash;
use crate::jose::sd_jwt::{Disclosure, Fate, Selective};

/// Writes the object; `is_bound` says whether a key-binding token follows: it is the nested token.
pub(super) fn write(selective: &Selective, is_bound: bool, out: &mut String) {
    let mut object = Object::open(out);
    object.optional("hash", selective.hash.map(Hash::name));
    if selective.claims.depth() <= DEEPEST_EMBEDDED {
        object.value("claims", |out| write_safe(selective.claims.root().raw(), out));
    } else {
        object.raw("claims", "null");
    }
    object.raw("hidden", &selective.hidden.to_string());
    object.value("disclosures", |out| array(&selective.disclosures, out, disclosure));
    object.raw("key_binding", if is_bound { "true" } else { "false" });
    object.close();
}

fn disclosure(disclosure: &Disclosure, out: &mut String) {
    let mut object = Object::open(out);
    object.text("outcome", outcome(disclosure.fate));
    object.text("digest", &disclosure.digest);
    object.optional("salt", disclosure.salt().as_deref());
    object.optional("name", disclosure.name().as_deref());
    let is_shallow = disclosure.content.as_ref().is_some_and(|json| json.depth() <= DEEPEST_EMBEDDED);
    match disclosure.value().filter(|_| is_shallow) {
        Some(value) => object.value("value", |out| write_safe(value.raw(), out)),
        None => object.raw("value", "null"),
    }
    object.close();
}

fn outcome(fate: Fate) -> &'static str {
    match fate {
        Fate::Placed => "placed",
        Fate::Unmatched => "unmatched",
        Fate::Twice => "twice",
        Fate::Malformed => "malformed",
        Fate::WrongKind => "wrong-kind",
        Fate::ReservedName => "reserved-name",
        Fate::NameExists => "name-exists",
    }
}
