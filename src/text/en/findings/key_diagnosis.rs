//! DX: what was proved about keys, secrets and algorithms.

use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &KeyDiagnosis) -> Told {
    match detail {
        KeyDiagnosis::OtherKey { key } => Told::new(
            format!("Signed with your key {}", quoted(key)),
            "The signature holds with it, and not with the key that the token names",
            "Verify with that key, or have the issuer name it in kid",
        ),
    }
}
