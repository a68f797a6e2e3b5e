//! The words of new tokens, of negative tests, and of two tokens side by side, in Korean.

use super::TEXT;
use crate::craft::compare::{Change, SameKey};
use crate::craft::negatives::NegativesError;
use crate::craft::negatives::export::Format;
use crate::craft::own::OwnError;
use crate::craft::template::{Template, TemplateError};
use crate::encoding::json::Kind;
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::words::{Bench, CompareSheet, NegativesSheet, OwnSheet};

pub(super) const BENCH: Bench = Bench {
    new_token: "새 토큰",
    making: "키를 만드는 중…",
    more: "더 보기",
    template,
    template_hint,
    signed_by: |key| format!("서명할 키: {key}"),
    signed_by_new: "새 키로 서명",
    fresh: "새 키를 만들어 서명",
    not_made,
    negatives: "부정 테스트…",
    compare: "비교",
    no_token: "보고 있는 토큰이 없습니다",
    negative: NegativesSheet {
        title: "부정 테스트",
        running: |secs| format!("토큰을 만드는 중… {secs}초"),
        all: "모두",
        chosen: |chosen, all| format!("{all}개 중 {chosen}개 선택"),
        row: |name, what, why| format!("{name}, {what}: {why}"),
        url: "API의 URL",
        copy: |count| format!("토큰 {count}개 복사"),
        save: "저장",
        format,
        open: "탭에서 열기",
        copy_one: "토큰 복사",
        none_chosen: "선택한 토큰이 없습니다",
        left_out: |count| format!("이 토큰이나 키에 맞지 않는 항목 {count}개"),
        failed,
    },
    comparison: CompareSheet {
        title: "두 토큰 비교",
        first: "첫째",
        second: "둘째",
        no_other: "비교할 다른 토큰을 열거나 붙여 넣으세요",
        choose: "토큰 선택",
        working: "비교하는 중…",
        swap: "서로 바꾸기",
        differences: "다른 것만",
        nothing: "여기에는 다른 것이 없습니다",
        same_content: "헤더와 페이로드가 바이트까지 같습니다",
        change,
        later: |duration| format!("{duration} 늦음"),
        earlier: |duration| format!("{duration} 빠름"),
        key,
        row: |name, change| format!("{name}: {change}"),
        absent: "없음",
        inside: "안의 토큰",
        one_inside: |is_first| {
            if is_first {
                "첫째 토큰에만 안에 토큰이 있습니다"
            } else {
                "둘째 토큰에만 안에 토큰이 있습니다"
            }
        },
    },
    own: OwnSheet {
        save_as: "템플릿으로 저장…",
        change: |name| format!("이름 변경 또는 삭제: {name}"),
        title: "템플릿으로 저장",
        title_of_one: "템플릿",
        name: "이름",
        hint: "템플릿 이름",
        what: "헤더와 클레임을 저장합니다. 서명, 키, 키 참조는 저장하지 않습니다. 시간은 토큰을 만들 때를 기준으로 다시 정하고 jti는 새로 만듭니다",
        unencrypted: "클레임은 암호화하지 않고 디스크에 씁니다",
        left_out: |names| format!("자격 증명으로 보여 제외한 클레임: {names}"),
        problem: own_problem,
        save: "저장",
        delete: "삭제",
    },
};

const fn template(template: Template) -> &'static str {
    match template {
        Template::AccessToken => "액세스 토큰",
        Template::IdToken => "ID 토큰",
        Template::RefreshToken => "리프레시 토큰",
        Template::Pair => "액세스와 리프레시 토큰",
        Template::ClientAssertion => "클라이언트 어설션",
        Template::DpopProof => "DPoP 증명",
        Template::GithubApp => "GitHub 앱",
        Template::Kubernetes => "Kubernetes 서비스 계정",
        Template::Logout => "백채널 로그아웃",
        Template::Empty => "빈 토큰",
    }
}

const fn template_hint(template: Template) -> &'static str {
    match template {
        Template::AccessToken => "API용, 5분 동안 유효 · RFC 9068",
        Template::IdToken => "누가 로그인했는지 알립니다 · OpenID Connect Core §2",
        Template::RefreshToken => "새 액세스 토큰을 받는 데 씁니다. 12시간 동안 유효",
        Template::Pair => "탭 두 개: 같은 주체와 세션, jti로 연결",
        Template::ClientAssertion => "클라이언트가 자신을 인증합니다 · RFC 7523",
        Template::DpopProof => "요청 하나로 키를 가지고 있음을 증명합니다 · RFC 9449",
        Template::GithubApp => "앱이 자신을 인증합니다 · RS256",
        Template::Kubernetes => "API 서버가 쓰는 그대로의 파드 토큰",
        Template::Logout => "세션을 끝냅니다 · OpenID Connect Back-Channel Logout",
        Template::Empty => "클레임 없음",
    }
}

fn not_made(why: &TemplateError) -> Told {
    match why {
        TemplateError::Unable(why) => {
            Told::new("토큰을 만들지 못함: 서명할 수 없는 키", TEXT.unable(why), "다른 키를 고르세요")
        }
        TemplateError::NeedsKeyPair => Told::new(
            "토큰을 만들지 못함: 공개 키를 담아야 하는 토큰",
            "공유 비밀 키에는 공개 부분이 없습니다",
            "P-256 같은 키 쌍으로 서명하세요",
        ),
        TemplateError::NeedsRsa => Told::new(
            "토큰을 만들지 못함: RSA 키가 필요함",
            "이런 토큰은 RS256만 받습니다",
            "RSA 키를 생성하거나 새 키로 서명하세요",
        ),
        TemplateError::NoRandomness => Told::new(
            "토큰을 만들지 못함: 시스템에서 난수를 얻지 못함",
            "난수가 없으면 키도 식별자도 안전하지 않습니다",
            "다시 시도하세요",
        ),
    }
}

const fn format(format: Format) -> &'static str {
    match format {
        Format::Json => "JSON",
        Format::Csv => "CSV",
        Format::Http => "요청(.http)",
        Format::Curl => "cURL 셸 스크립트",
        Format::Pytest => "pytest용 데이터",
        Format::Junit => "JUnit용 데이터",
    }
}

fn failed(error: &NegativesError) -> Told {
    let fix = match error {
        NegativesError::NotCompact | NegativesError::Header | NegativesError::Payload => {
            "새 토큰 메뉴의 토큰처럼 서명된 JWT로 시작하세요"
        }
        NegativesError::Algorithm(_) => "먼저 키로 토큰에 서명하세요",
        NegativesError::Critical => "헤더에서 crit를 빼고 다시 서명하세요",
        NegativesError::OtherKey => "서명한 개인 키를 가져오거나 가진 키로 다시 서명하세요",
        NegativesError::PublicOnly(_) => "개인 부분을 가져오거나 가진 키로 다시 서명하세요",
        NegativesError::CannotSign => "먼저 다른 키로 토큰에 서명하세요",
        NegativesError::NoRandomness | NegativesError::Cancelled => "다시 시도하세요",
    };
    Told::new(TEXT.negatives_error(error), "", fix)
}

fn change(change: Change) -> String {
    let said = match change {
        Change::Same => "같음",
        Change::Spelling => "표기만 다름",
        Change::Added => "추가됨",
        Change::Removed => "없어짐",
        Change::Changed | Change::Time(_) => "바뀜",
        Change::Type(from, to) => return format!("종류가 바뀜: {} → {}", kind(from), kind(to)),
    };
    said.to_owned()
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "참거짓",
        Kind::Number => "숫자",
        Kind::String => "문자열",
        Kind::Array => "목록",
        Kind::Object => "객체",
    }
}

fn key(key: &SameKey) -> String {
    match key {
        SameKey::Yes(name) => format!("같은 키로 서명했습니다: {}", quoted(name)),
        SameKey::No(one, other) => format!("서로 다른 키로 서명했습니다: {}, {}", quoted(one), quoted(other)),
        SameKey::Unknown => "같은 키로 서명했는지 알 수 없습니다".to_owned(),
    }
}

const fn own_problem(error: OwnError) -> &'static str {
    match error {
        OwnError::NoName => "이름을 입력하세요",
        OwnError::Taken => "같은 이름의 템플릿이 있습니다",
        OwnError::LongName => "이름이 너무 깁니다",
        OwnError::TooLarge => "클레임이 템플릿으로 쓰기에 너무 큽니다",
        OwnError::NotObject => "헤더와 클레임이 JSON 객체여야 합니다",
    }
}
