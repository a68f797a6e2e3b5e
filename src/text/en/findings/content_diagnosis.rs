//! DX: what was proved about the text of the token.

use crate::inspect::rules::content_diagnosis::ContentDiagnosis;
use crate::text::Told;

pub(super) fn told(detail: &ContentDiagnosis) -> Told {
    match detail {
        ContentDiagnosis::PayloadAltered => Told::new(
            "The payload was changed after signing",
            "The same signature was seen here with another payload",
            "Sign the token again",
        ),
    }
}
