//! A public key was taken for the secret of an HMAC: whoever has it can sign, and everybody has it (CVE-2015-9235).

use std::ops::ControlFlow;

use super::Proof;
use super::case::Case;
use super::forms::{PublicForm, forms};
use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::jose::algorithm::Family;
use crate::jose::jwk;
use crate::jose::jws::HmacGuess;
use crate::jose::key::Key;
use crate::jose::read::read_x5c;

/// Looks for a public key, of those that are here and those in the header, that made the MAC.
pub(super) fn as_secret(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    if case.algorithm()?.family() != Family::Hmac {
        return None;
    }
    let guess = HmacGuess::by_length(case.input(), case.signature())?;
    for (key, id) in case.all_keys() {
        if let Some(form) = form_of(key, &guess, case, count) {
            return Some(proof(&id.name, form));
        }
    }
    let carried = [
        case.block.param("jwk").filter(|jwk| jwk.kind() == Kind::Object).and_then(own_key),
        case.block.param("x5c").and_then(|x5c| read_x5c(x5c).0),
    ];
    carried.into_iter().flatten().find_map(|key| {
        let form = form_of(&key, &guess, case, count)?;
        Some(proof(&key.name, form))
    })
}

fn own_key(jwk: Value<'_>) -> Option<Key> {
    jwk::read(jwk, "jwk").ok().map(|read| read.key)
}

fn form_of(key: &Key, guess: &HmacGuess<'_>, case: &Case<'_>, count: &mut usize) -> Option<PublicForm> {
    let mut found = None;
    let _ = forms(key, &mut |form, bytes| {
        if case.is_stopped() {
            return ControlFlow::Break(());
        }
        *count += 1;
        if !guess.holds(bytes) {
            return ControlFlow::Continue(());
        }
        found = Some(form);
        ControlFlow::Break(())
    });
    found
}

fn proof(key: &str, form: PublicForm) -> Proof {
    let detail = KeyDiagnosis::HsIsPublicKey { key: key.to_owned(), form };
    Proof { findings: vec![Finding::new(detail, Place::whole(Part::Signature))], mend: None }
}
