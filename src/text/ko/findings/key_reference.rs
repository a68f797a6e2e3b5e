//! HDR: certificates that a header carries, and addresses of keys.

use crate::inspect::rules::key_reference::{Insecure, KeyReference};
use crate::jose::read::X5cFault;
use crate::text::Told;
use crate::text::escape::quoted;

pub(super) fn told(detail: &KeyReference) -> Told {
    match detail {
        KeyReference::Jku { url } => address("jku", "키", url),
        KeyReference::X5u { url } => address("x5u", "인증서", url),
        KeyReference::UrlInsecure { name, why } => insecure(name, why),
        KeyReference::X5cEmbedded { certificates } => Told::new(
            format!("토큰에 인증서 {certificates}개가 들어 있음(x5c)"),
            "인증서는 누구나 만들 수 있고, Jotlens는 발급 기관까지 체인을 따라가지 않습니다",
            "직접 고른 기관에서 체인이 끝나고 예상한 이름일 때만 받아들이세요",
        ),
        KeyReference::X5cInvalid { fault } => Told::new(
            match fault {
                X5cFault::NotStrings => "x5c 값이 문자열 배열이 아님",
                X5cFault::Spelling => "x5c 값이 base64url이거나 패딩 없는 base64임",
                X5cFault::NotCertificate => "x5c 값이 인증서가 아님",
                X5cFault::Key => "x5c 인증서의 키를 읽을 수 없음",
            },
            "엄격한 프로그램은 이런 헤더를 거부합니다",
            "발급자가 각 인증서의 DER을 일반 base64로 쓰게 하세요",
        ),
        KeyReference::X5cMismatch => Told::new(
            "x5c 인증서의 키로 만든 서명이 아님",
            "헤더가 이 토큰에 서명하지 않은 키를 가리킵니다",
            "토큰을 거부하세요",
        ),
        KeyReference::X5tMismatch { name } => Told::new(
            format!("“{name}” 값이 x5c 인증서의 해시가 아님"),
            "헤더와 인증서가 서로 어긋나므로 둘 중 하나가 바뀐 것입니다",
            "토큰을 거부하세요",
        ),
        KeyReference::X5tSha1 => Told::new(
            "x5t 값은 SHA-1 해시",
            "SHA-1은 깨진 해시이며, 여기서는 인증서를 찾는 데에만 쓰입니다",
            "x5t#S256을 쓰세요",
        ),
    }
}

fn address(name: &str, what: &str, url: &str) -> Told {
    Told::new(
        format!("{name} 값이 {what} 주소를 가리킴: {}", quoted(url)),
        "이 주소를 따르는 검증기는 토큰을 보낸 쪽에 키를 묻는 셈이며, Jotlens는 아무것도 가져오지 않습니다",
        "무시하거나, 직접 정한 주소 목록과 비교하세요",
    )
}

fn insecure(name: &str, why: &Insecure) -> Told {
    match why {
        Insecure::Scheme(scheme) if scheme.is_empty() => Told::new(
            format!("{name} 값이 완전한 URL이 아님"),
            "프로그램마다 다르게 읽습니다",
            "발급자가 https URL을 쓰게 하세요",
        ),
        Insecure::Scheme(scheme) => Told::new(
            format!("{name} 값이 https가 아님: {}", quoted(scheme)),
            "도중에 누구나 자기 키를 끼워 넣을 수 있습니다",
            "https만 받아들이세요",
        ),
        Insecure::UserInfo(host) => Told::new(
            format!("{name} 값이 다른 주소처럼 보임, 실제 호스트: {}", quoted(host)),
            "@ 앞은 사용자 이름이며, 앞부분만 비교하는 검사를 속입니다",
            "URL을 나눈 다음 호스트를 비교하세요",
        ),
        Insecure::Inside(host) => Told::new(
            format!("{name} 값이 내부 네트워크의 호스트를 가리킴: {}", quoted(host)),
            "이 주소를 가져오는 서버는 자신만 닿을 수 있는 곳을 읽게 될 수 있습니다",
            "토큰이 가리키는 주소에서 가져오지 마세요",
        ),
    }
}
