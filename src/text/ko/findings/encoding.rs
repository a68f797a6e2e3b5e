//! B64 and TXT: how bytes became text.

use crate::inspect::finding::Part;
use crate::inspect::rules::encoding::Encoding;
use crate::text::Told;
use crate::text::escape::quoted_char;
use crate::text::ko::names::part as name;
use crate::text::number::thousands;

pub(super) fn told(detail: &Encoding) -> Told {
    match detail {
        Encoding::Padding { part, count } => Told::new(
            format!("{}에 패딩 문자 “=” {}개", name(*part), thousands(*count as u64)),
            "JOSE에는 패딩이 없어 엄격한 라이브러리는 거부하고, 느슨한 라이브러리에는 같은 토큰의 표기가 둘이 됩니다",
            "발급자가 패딩 없는 base64url로 쓰게 하세요",
        ),
        Encoding::StdAlphabet { part, count } => Told::new(
            format!("{}에 표준 base64 문자 + 또는 / {}개", name(*part), thousands(*count as u64)),
            "바이트는 같아도 서명은 텍스트를 보호합니다",
            "발급자가 base64url로 쓰게 하세요: + 대신 -, / 대신 _",
        ),
        Encoding::Whitespace { part, count } => Told::new(
            format!("{} 안에 공백 문자 {}개", name(*part), thousands(*count as u64)),
            "엄격한 라이브러리는 거부하고, 느슨한 라이브러리에는 같은 토큰의 표기가 둘이 됩니다",
            "공백을 빼세요",
        ),
        Encoding::InvalidChar { part, found, at } => Told::new(
            format!(
                "{}의 {}번째 문자 {}: base64url 문자가 아님",
                name(*part),
                thousands(*at as u64 + 1),
                quoted_char(*found)
            ),
            "그 뒤는 디코딩할 수 없습니다",
            "토큰을 다시 복사하고 그 자리를 살펴보세요",
        ),
        Encoding::BadLength { part, chars } => Told::new(
            format!("{}의 길이 {}자: base64url에 없는 길이", name(*part), thousands(*chars as u64)),
            "네 글자에 3바이트가 담기므로, 한 글자가 남으면 담긴 것이 없습니다",
            "글자가 빠졌거나 더 있으니 토큰을 다시 복사하세요",
        ),
        Encoding::TrailingBits { part } => Told::new(
            format!("{}의 마지막 문자에 쓰이지 않는 비트가 켜짐", name(*part)),
            "같은 바이트의 다른 표기가 있어 거부 목록을 피해 갈 수 있습니다",
            "그런 표기는 거부하고, 거부 목록은 jti로 만드세요",
        ),
        Encoding::DoubleEncoded { part } => Told::new(
            format!("{}: base64url로 두 번 인코딩됨", name(*part)),
            "검증기는 한 번만 디코딩하므로 JSON을 찾지 못합니다",
            "발급자가 한 번만 인코딩하게 하세요",
        ),
        Encoding::EmptySegment { part } => Told::new(
            format!("{}: 비어 있음", name(*part)),
            match part {
                Part::Header => "헤더가 없으면 알고리즘도 없습니다",
                Part::Input
                | Part::Token
                | Part::Payload
                | Part::Signature
                | Part::EncryptedKey
                | Part::Iv
                | Part::Ciphertext
                | Part::Tag
                | Part::Extra(_) => "표준은 이 자리에 내용을 요구합니다",
            },
            "토큰을 다시 복사하거나 발급자에게 물어보세요",
        ),
        Encoding::Utf8Invalid { part, byte, at } => Told::new(
            format!("{}: UTF-8이 아님(오프셋 {}의 바이트 0x{byte:02X})", name(*part), thousands(*at as u64)),
            "이런 바이트를 바꿔 읽는 파서는 서명자가 쓴 것과 다른 클레임을 봅니다",
            "발급자가 ISO-8859-1이나 Windows-1252가 아니라 UTF-8로 쓰게 하세요",
        ),
        Encoding::Utf16 { part } => Told::new(
            format!("{}: UTF-8이 아니라 UTF-16", name(*part)),
            "토큰의 JSON은 UTF-8이며, 다르게 읽으면 클레임이 달라집니다",
            "발급자가 UTF-8로 쓰게 하세요",
        ),
    }
}
