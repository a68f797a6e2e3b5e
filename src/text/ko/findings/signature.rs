//! SIG: the signature's verdict and its bytes.

use crate::inspect::rules::signature::Signature;
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::ko::TEXT;
use crate::text::number::thousands;

pub(super) fn told(detail: &Signature) -> Told {
    match detail {
        Signature::Unverified => Told::new(
            "디코딩만 함: 서명은 확인하지 않음",
            "디코딩되는 토큰은 누구나 쓸 수 있습니다",
            "발급자의 키를 추가하세요",
        ),
        Signature::Invalid { key } => Told::new(
            match key {
                Some(name) => format!("서명이 키 {} 것이 아님", quoted(name)),
                None => "서명이 어느 키와도 맞지 않음".to_owned(),
            },
            "다른 키로 서명했거나, 서명한 뒤에 헤더나 페이로드가 바뀌었습니다",
            "발급자가 어느 키로 서명하는지 확인하세요",
        ),
        Signature::Empty { alg } => Told::new(
            format!("alg 값이 {}인데 서명이 비어 있음", quoted(alg)),
            "빈 서명을 유효하다고 본 검증기가 있었습니다",
            "토큰을 거부하세요",
        ),
        Signature::Length { alg, found, needed } => Told::new(
            format!("서명 길이 {}: {alg} 서명은 {}", TEXT.bytes(*found), TEXT.bytes(*needed)),
            "잘렸거나 다른 알고리즘, 다른 크기의 키로 만든 것입니다",
            if found < needed {
                "토큰을 끝까지 다시 복사하세요"
            } else {
                "발급자가 어느 알고리즘과 키로 서명하는지 확인하세요"
            },
        ),
        Signature::Der { alg, found, needed } => Told::new(
            format!("{alg} 서명이 R‖S가 아니라 ASN.1 DER"),
            format!(
                "길이가 {}인데 {alg}의 R‖S는 {}라서 대부분의 라이브러리가 거부합니다",
                TEXT.bytes(*found),
                TEXT.bytes(*needed)
            ),
            format!(
                "변환하거나, Java라면 SHA{}withECDSAinP1363Format으로 서명하세요",
                alg.get(2..5).unwrap_or("256")
            ),
        ),
        Signature::Zero => Told::new(
            "위조: 서명의 r 또는 s가 0이거나 군의 위수",
            "Java 15~18은 이런 서명을 어떤 내용에도 유효하다고 보았습니다",
            "토큰을 거부하고, 토큰을 검증하는 Java를 업데이트하세요",
        ),
        Signature::Malleable => Told::new(
            "s가 다른 두 번째 서명도 유효함",
            "토큰의 표기가 둘이어서 거부 목록은 하나만 압니다",
            "거부 목록은 텍스트가 아니라 jti로 만드세요",
        ),
        Signature::Partial { valid, total } => Told::new(
            format!("서명 {}개 중 {}개만 유효", thousands(*total as u64), thousands(*valid as u64)),
            "어느 서명이 필요한지는 읽는 쪽이 정하며, 엄격한 쪽은 모두 요구합니다",
            "누구의 서명이 필요한지 정하세요",
        ),
    }
}
