//! DX: what was proved about the text of the token.

use crate::inspect::rules::content_diagnosis::ContentDiagnosis;
use crate::text::Told;

pub(super) fn told(detail: &ContentDiagnosis) -> Told {
    match detail {
        ContentDiagnosis::PayloadAltered => Told::new(
            "서명한 뒤에 페이로드가 바뀜",
            "같은 서명이 다른 페이로드와 함께 쓰인 것을 여기서 본 적이 있습니다",
            "토큰에 다시 서명하세요",
        ),
    }
}
