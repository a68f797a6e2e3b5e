//! The certificates that a JWK carries (RFC 7517, sections 4.7 to 4.9).

use std::sync::Arc;

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::certificate::Certificate;
use super::collect::same_public;
use super::error::{ReadNote, Structure};
use super::{der, sniff};
use crate::encoding::base64url;
use crate::encoding::json::{Kind, Value};
use crate::jose::key::Key;
use crate::jose::note::KeyNote;

/// Gives the key the certificates in `x5c` if they are its own. `index` is the key's place in the file; the
/// notes are added to `notes`.
pub(super) fn attach(jwk: Value<'_>, key: &mut Key, index: usize, notes: &mut Vec<ReadNote>) {
    let Some(x5c) = jwk.member("x5c") else { return };
    let mut note = |note| notes.push(ReadNote::Key { key: index, note });
    let Some(chain) = read_chain(x5c) else { return note(KeyNote::X5cDamaged) };
    let Some(own) = chain.first() else { return note(KeyNote::X5cDamaged) };
    let Ok(found) = der::read(&own.spki, Structure::Spki, None) else { return note(KeyNote::X5cDamaged) };
    if !same_public(&found.material, &key.material) {
        return note(KeyNote::X5cMismatch);
    }
    for (name, hash) in
        [("x5t", Sha1::digest(&own.der).to_vec()), ("x5t#S256", Sha256::digest(&own.der).to_vec())]
    {
        let Some(value) = jwk.member(name) else { continue };
        let bytes = value.as_str().map(|text| base64url::decode(&text).bytes);
        if bytes != Some(hash) {
            note(KeyNote::X5tMismatch(name));
        }
    }
    if let Some((not_before, not_after)) = own.validity {
        let weak_signature = own.weak_signature;
        notes.push(ReadNote::Certificate { key: index, not_before, not_after, weak_signature });
    }
    key.certificates = chain.iter().map(|certificate| Arc::clone(&certificate.der)).collect();
}

/// All certificates, or nothing: base64 with the standard alphabet, of DER.
fn read_chain(x5c: Value<'_>) -> Option<Vec<Certificate>> {
    if x5c.kind() != Kind::Array {
        return None;
    }
    x5c.elements().map(|element| Certificate::read(&sniff::base64(&element.as_str()?)?)).collect()
}
