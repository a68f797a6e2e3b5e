//! IN: what was pasted.

use crate::inspect::rules::input::{Context, HttpSource, Input, Lookalike, SizeLimit};
use crate::text::Told;
use crate::text::escape::{code_point, quoted, quoted_char};
use crate::text::ko::TEXT;
use crate::text::number::thousands;

pub(super) fn told(detail: &Input) -> Told {
    match detail {
        Input::Empty => Told::new(
            "읽을 내용이 없음",
            "텍스트가 비었거나 보이지 않는 문자만 있습니다",
            "토큰이나 토큰이 든 텍스트를 붙여넣으세요",
        ),
        Input::NotJose { looks_like } => lookalike(*looks_like),
        Input::BearerPrefix => {
            Told::new("토큰 앞의 “Bearer” 제외", "Authorization 헤더에 속하며 토큰의 일부가 아닙니다", "")
        }
        Input::Http { source } => Told::new(
            match source {
                HttpSource::Cookie(name) => format!("쿠키 {} 안에서 찾음", quoted(name)),
                HttpSource::Header(name) => format!("헤더 {} 안에서 찾음", quoted(name)),
                HttpSource::Curl(Some(name)) => format!("cURL 명령의 헤더 {} 안에서 찾음", quoted(name)),
                HttpSource::Curl(None) => "cURL 명령 안에서 찾음".to_owned(),
            },
            "토큰만 판정하며 요청의 나머지는 보지 않습니다",
            "",
        ),
        Input::JsonResponse { members } => Told::new(
            format!("JSON 응답에서 찾음: {}", super::list(members)),
            "응답의 토큰은 저마다 용도가 달라 따로 보여 줍니다",
            "",
        ),
        Input::MultipleTokens { count } => Told::new(
            format!("토큰 {}개 찾음", thousands(*count as u64)),
            "하나씩 따로 보여 주고 판정합니다",
            "",
        ),
        Input::Extracted { context } => Told::new(
            match context {
                Context::Text => "주변 텍스트에서 꺼냄",
                Context::Markdown => "Markdown에서 꺼냄",
                Context::Assignment => "변수 대입문에서 꺼냄",
                Context::EscapedJson => "이스케이프된 JSON에서 꺼냄",
            },
            "토큰만 판정하며 주변 텍스트는 보지 않습니다",
            "",
        ),
        Input::Quoted { quote } => Told::new(
            format!("토큰을 감싼 따옴표 제외: {quote}"),
            "소스 코드나 JSON에서 온 것이며 토큰의 일부가 아닙니다",
            "",
        ),
        Input::LineWrapped { count } => Told::new(
            format!("토큰 안의 공백과 줄 바꿈 {}개 제외", thousands(*count as u64)),
            "메일과 터미널은 긴 줄을 나누며, 엄격한 검증기는 나뉜 토큰을 거부합니다",
            "토큰을 한 줄로 보내세요",
        ),
        Input::ZeroWidth { first, at, count } => zero_width(*first, *at, *count),
        Input::NonAscii { found, at, lookalike } => non_ascii(*found, *at, *lookalike),
        Input::UrlEncoded { parameter } => Told::new(
            match parameter {
                Some(name) => format!("URL 매개변수 {} 값에서 꺼냄", quoted(name)),
                None => "토큰의 퍼센트 인코딩을 풂".to_owned(),
            },
            "URL은 로그, 방문 기록, Referer 헤더에 남습니다",
            "토큰은 URL이 아니라 헤더나 본문으로 보내세요",
        ),
        Input::HtmlEscaped => Told::new("토큰의 HTML 이스케이프를 풂", "페이지 소스에서 복사한 것입니다", ""),
        Input::Base64Wrapped => Told::new(
            "토큰 전체가 base64로 한 번 더 인코딩됨",
            "예를 들어 kubectl get secret 명령이 값을 이렇게 출력합니다",
            "보내기 전에 한 번 디코딩하세요",
        ),
        Input::Truncated { at } => Told::new(
            format!("토큰이 {}번째 바이트에서 줄여짐", thousands(*at as u64 + 1)),
            "빠진 부분은 되살릴 수 없어 서명을 확인할 수 없습니다",
            "로그는 긴 값을 자주 줄이니 토큰 전체를 복사하세요",
        ),
        Input::TwoSegments => Told::new(
            "서명이 없음: 헤더와 페이로드만 있음",
            "서명이 없으면 누가 만든 토큰인지 알 수 없습니다",
            "토큰을 끝까지 복사하세요",
        ),
        Input::SegmentCount { count } => Told::new(
            format!("세그먼트 {}개: 서명 토큰은 3개, 암호화 토큰은 5개", thousands(*count as u64)),
            "점마다 나누는 파서는 서명자의 뜻과 다른 부분을 읽을 수 있습니다",
            "토큰의 시작과 끝을 확인하세요",
        ),
        Input::JsonSerialization { general } => Told::new(
            if *general { "JSON 직렬화, general 형식" } else { "JSON 직렬화, flattened 형식" },
            "JWS와 JWE로는 올바르지만 JWT는 언제나 compact 형식입니다",
            "JWT가 필요한 곳에서는 compact 형식으로 바꾸세요",
        ),
        Input::Size { bytes, limit } => size(*bytes, *limit),
        Input::NestingDepth { limit } => Told::new(
            format!("토큰 안의 토큰이 {}단계보다 깊음", thousands(*limit as u64)),
            "끝없는 중첩은 검증기의 자원을 바닥낼 수 있습니다",
            "서명 하나에 암호화는 많아야 한 겹만 쓰세요",
        ),
    }
}

fn zero_width(first: char, at: usize, count: usize) -> Told {
    let name = hidden_name(first)
        .map_or_else(|| code_point(first), |name| format!("{} ({name})", code_point(first)));
    let place = thousands(at as u64 + 1);
    let message = match count {
        0 | 1 => format!("보이지 않는 문자 {name}, {place}번째 바이트"),
        _ => format!("보이지 않는 문자 {}개, 처음은 {place}번째 바이트의 {name}", thousands(count as u64)),
    };
    Told::new(
        message,
        "붙여넣은 그대로는 모든 검증기가 거부하지만 아무도 이유를 볼 수 없습니다",
        "그 문자를 뺀 이 화면의 토큰을 복사하거나 원본에서 다시 복사하세요",
    )
}

fn non_ascii(found: char, at: usize, lookalike: Option<char>) -> Told {
    let shown = quoted_char(found);
    let place = thousands(at as u64 + 1);
    let why = "토큰은 ASCII이며, 다른 문자는 서명을 깨뜨리거나 변조를 숨깁니다";
    match lookalike {
        Some(meant) => Told::new(
            format!("{place}번째 바이트의 {shown} 문자: {} 문자와 비슷할 뿐 다름", quoted_char(meant)),
            why,
            format!("중간에 글자가 바뀌었다면 {} 문자로 고치세요", quoted_char(meant)),
        ),
        None => Told::new(
            format!("{place}번째 바이트의 {shown} 문자는 토큰에 쓸 수 없음"),
            why,
            "원본에서 토큰을 다시 복사하세요",
        ),
    }
}

fn size(bytes: usize, limit: SizeLimit) -> Told {
    let size = TEXT.bytes(bytes);
    let fix = "서비스가 찾아볼 수 있는 클레임은 빼세요";
    match limit {
        SizeLimit::Cookie => Told::new(
            format!("{size}: 쿠키(4,096바이트)에 담기에는 너무 큼"),
            "브라우저는 더 큰 쿠키를 알림 없이 버립니다",
            fix,
        ),
        SizeLimit::Header => Told::new(
            format!("{size}: 많은 서버의 헤더 한도(8,192바이트)보다 큼"),
            "서버와 프록시가 431이나 400으로 응답합니다",
            fix,
        ),
        SizeLimit::Library => Told::new(
            format!("{size}: 많은 JOSE 라이브러리의 한도(250,000바이트)보다 큼"),
            "서명을 보기도 전에 거부합니다",
            fix,
        ),
    }
}

fn lookalike(looks_like: Lookalike) -> Told {
    let opaque = "뜻이 없는 문자열이라 만든 서비스만 무엇을 가리키는지 압니다";
    match looks_like {
        Lookalike::Paseto => Told::new(
            "JSON Web Token이 아니라 PASETO",
            "PASETO는 JOSE 헤더가 없는 별도의 형식입니다",
            "PASETO 라이브러리로 읽으세요",
        ),
        Lookalike::GitHub => Told::new(
            "GitHub 액세스 토큰으로 보임",
            opaque,
            "다른 사람이 보았을 수 있다면 GitHub에서 폐기하세요",
        ),
        Lookalike::Slack => {
            Told::new("Slack 토큰으로 보임", opaque, "다른 사람이 보았을 수 있다면 Slack에서 폐기하세요")
        }
        Lookalike::Aws => Told::new(
            "AWS 액세스 키 ID로 보임",
            "키 쌍의 이름일 뿐 클레임이 없습니다",
            "비밀 키가 알려졌을 수 있다면 IAM에서 비활성화하세요",
        ),
        Lookalike::Stripe => Told::new(
            "Stripe API 키로 보임",
            opaque,
            "다른 사람이 보았을 수 있다면 Stripe 대시보드에서 교체하세요",
        ),
        Lookalike::SignedCookie => Told::new(
            "Django, Flask, Rails의 서명된 쿠키로 보임",
            "이것도 서명되었지만 알고리즘을 밝히는 JOSE 헤더가 없습니다",
            "만든 프레임워크로 읽으세요",
        ),
        Lookalike::Uuid => Told::new(
            "토큰이 아니라 UUID",
            "서버에 있는 데이터를 가리킬 뿐입니다",
            "발급한 서비스에 물어보세요(예: 토큰 인트로스펙션, RFC 7662)",
        ),
        Lookalike::Key => {
            Told::new("토큰이 아니라 키", "키는 토큰을 확인하며 클레임이 없습니다", "키 목록에 추가하세요")
        }
        Lookalike::Jwk => Told::new(
            "토큰이 아니라 JSON Web Key",
            "키는 토큰을 확인하며 클레임이 없습니다",
            "키 목록에 추가하세요",
        ),
        Lookalike::Json => Told::new(
            "이 JSON에는 토큰이 없음",
            "header.payload.signature 꼴인 값이 없습니다",
            "토큰이나 토큰이 든 응답을 붙여넣으세요",
        ),
        Lookalike::Base64 => Told::new(
            "base64이지만 토큰이 아님",
            "디코딩해도 JOSE 헤더가 나오지 않습니다",
            "첫 eyJ부터 서명 끝까지 토큰 전체를 복사하세요",
        ),
        Lookalike::Hex => Told::new(
            "토큰이 아니라 16진수 텍스트",
            "토큰은 점으로 나뉜 base64url입니다",
            "토큰 자체를 복사하세요",
        ),
        Lookalike::Text => Told::new(
            "이 텍스트에는 토큰이 없음",
            "토큰은 점으로 나뉜 세 부분이나 다섯 부분이며 대개 eyJ로 시작합니다",
            "첫 eyJ부터 서명 끝까지 토큰 전체를 복사하세요",
        ),
    }
}

/// The names of the invisible characters that tokens meet most.
fn hidden_name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{A0}' => "줄 바꿈 없는 공백",
        '\u{AD}' => "숨은 하이픈",
        '\u{200B}' => "너비 없는 공백",
        '\u{200C}' => "너비 없는 비연결자",
        '\u{200D}' => "너비 없는 연결자",
        '\u{200E}' => "왼쪽에서 오른쪽 표시",
        '\u{200F}' => "오른쪽에서 왼쪽 표시",
        '\u{202E}' => "오른쪽에서 왼쪽 강제",
        '\u{2060}' => "단어 결합자",
        '\u{3000}' => "전각 공백",
        '\u{FEFF}' => "바이트 순서 표시",
        _ => return None,
    })
}
