//! SER: the serialisation.

use crate::inspect::rules::serialization::Serial;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &Serial) -> Told {
    match detail {
        Serial::Detached => Told::new(
            "페이로드가 분리되어 토큰과 따로 전달됨",
            "그 내용이 함께 있어야 서명을 확인할 수 있습니다",
            "",
        ),
        Serial::MixedMembers => Told::new(
            "“signature”와 “signatures”가 함께 있음: 두 형식이 섞임",
            "파서마다 다른 서명을 골라 확인합니다",
            "토큰을 거부하세요",
        ),
        Serial::NoSignatures => Told::new(
            "서명 목록이 비어 있음",
            "“모든 서명이 유효하다”는 말은 하나도 없을 때도 참입니다",
            "토큰을 거부하세요",
        ),
        Serial::Polyglot { member } => Told::new(
            format!("{} 안에 다른 파서용 compact 토큰이 숨어 있음", quoted(member)),
            "한 파서는 JSON을 검증하고 다른 파서는 숨은 클레임을 읽습니다",
            "거부하고, JWT는 compact 형식만 받으세요",
        ),
    }
}
