//! CLAIM: what is in the values.

use crate::inspect::rules::claim_content::{ClaimContent, Language};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::ko::TEXT;

pub(super) fn told(detail: &ClaimContent) -> Told {
    match detail {
        ClaimContent::BoolAsString { claim } => Told::new(
            format!("참·거짓이 아닌 문자열: {}", quoted(claim)),
            "여러 언어에서 문자열 \"false\"는 참으로 여겨집니다",
            "발급자가 따옴표 없이 쓰게 하세요",
        ),
        ClaimContent::Pii { claims } => Told::new(
            format!("누구나 읽을 수 있는 개인 정보: {}", list(claims)),
            "서명된 토큰은 암호화되지 않으며 로그와 브라우저에 남습니다",
            "빼거나 토큰을 암호화하세요",
        ),
        ClaimContent::Secret { claim } => Told::new(
            format!("비밀번호 또는 비밀 키: {}", quoted(claim)),
            "토큰을 본 사람은 누구나 읽을 수 있습니다",
            "토큰에서 빼고, 쓰이는 모든 곳에서 바꾸세요",
        ),
        ClaimContent::Privileged { claim, value } => Told::new(
            format!("큰 권한을 가진 토큰: {} 값 {}", quoted(claim), quoted(value)),
            "가진 사람은 만료될 때까지 거의 모든 일을 할 수 있습니다",
            "비밀번호처럼 다루세요",
        ),
        ClaimContent::Injection { claim, language } => Told::new(
            match language {
                Language::Markup => format!("HTML이 들어 있음: {}", quoted(claim)),
                Language::Sql => format!("SQL이 들어 있음: {}", quoted(claim)),
                Language::Template => format!("템플릿 구문이 들어 있음: {}", quoted(claim)),
            },
            "단순한 글자로 다루지 않는 곳에서는 값을 정한 사람이 명령을 내리게 됩니다",
            "쓰이는 모든 곳에서 이스케이프하세요",
        ),
        ClaimContent::UrlInternal { claim, host } => Told::new(
            format!("{} 값이 내부 네트워크의 호스트를 가리킴: {}", quoted(claim), quoted(host)),
            "이 주소를 가져오는 서버는 자신만 닿을 수 있는 곳을 읽게 될 수 있습니다",
            "토큰이 가리키는 주소에서 가져오지 마세요",
        ),
        ClaimContent::Size { claim, bytes, percent } => Told::new(
            match claim {
                Some(claim) => {
                    format!("{} 값이 {}, 페이로드의 {percent}%", quoted(claim), TEXT.bytes(*bytes))
                }
                None => format!("클레임 전체가 {}", TEXT.bytes(*bytes)),
            },
            "쿠키는 약 4kB가 한계이고, 많은 서버가 8kB를 넘는 헤더를 거부합니다",
            "토큰에는 참조만 넣으세요",
        ),
    }
}

fn list(claims: &[String]) -> String {
    claims.iter().map(|claim| quoted(claim)).collect::<Vec<_>>().join(", ")
}
