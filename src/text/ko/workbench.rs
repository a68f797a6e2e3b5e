//! The workbench, in Korean.

use crate::craft::compare::Change;
use crate::craft::copy_as::{As, WhyNot, Words};
use crate::craft::edit::EditError;
use crate::craft::edit::time::TimeEdit;
use crate::craft::history::{Part, Step};
use crate::craft::resign::Update;
use crate::craft::template::{Template, TemplateError};
use crate::text::escape::{quoted, visible};
use crate::text::workbench::Tables;

pub(super) const TABLES: Tables = Tables {
    step,
    time_edit,
    edit_error,
    update,
    template,
    template_error,
    copy_as,
    not_copied,
    copy_words: Words { header: "헤더", payload: "페이로드", no_signature: "서명은 뺐습니다" },
    change,
};

/// The most characters of a claim's name in a menu.
const NAME_CHARS: usize = 24;

fn step(step: &Step) -> String {
    let named = |verb: &str, name: &str| format!("{verb}: {}", visible(name, NAME_CHARS));
    match step {
        Step::Type(part) => format!("{} 편집", part_name(*part)),
        Step::Set(_, name) => named("편집", name),
        Step::Add(_, name) => named("추가", name),
        Step::Delete(_, name) => named("삭제", name),
        Step::Rename(_, name) => named("이름 변경", name),
        Step::Move(_, name) => named("이동", name),
        Step::Times => "시간 변경".to_owned(),
        Step::Sign => "서명".to_owned(),
        Step::Unsign => "서명 제거".to_owned(),
        Step::EditSignature => "서명 편집".to_owned(),
        Step::Revert(part) => format!("{} 되돌리기", part_name(*part)),
        Step::RevertAll => "모두 되돌리기".to_owned(),
        Step::Replace => "토큰 바꾸기".to_owned(),
    }
}

const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Header => "헤더",
        Part::Payload => "페이로드",
        Part::Signature => "서명",
    }
}

fn time_edit(edit: TimeEdit) -> &'static str {
    match edit {
        TimeEdit::Now => "지금",
        TimeEdit::Expires(900) => "+15분",
        TimeEdit::Expires(3_600) => "+1시간",
        TimeEdit::Expires(86_400) => "+1일",
        TimeEdit::Expires(2_592_000) => "+30일",
        TimeEdit::Expires(_) => "만료 시간",
        TimeEdit::Expire => "만료시키기",
        TimeEdit::Never => "만료 없음",
        TimeEdit::Shift(_) => "시간 옮기기",
        TimeEdit::ShiftToNow => "지금으로 옮기기",
    }
}

fn edit_error(error: &EditError) -> String {
    match error {
        EditError::NotJson(error) => {
            format!("텍스트가 {}행 {}열부터 JSON이 아닙니다", error.line, error.column)
        }
        EditError::Value(error) => format!("값이 {}열부터 JSON이 아닙니다", error.column),
        EditError::NoSuchPlace => "더 이상 없는 항목입니다".to_owned(),
        EditError::NoContainer => "객체와 배열에만 항목이 있습니다".to_owned(),
        EditError::NoMember => "배열의 항목에는 이름이 없습니다".to_owned(),
        EditError::Root => "가장 바깥 값에는 이름도 자리도 없습니다".to_owned(),
        EditError::NotATime(name) => format!("초 단위 시간이 아닌 항목: {}", quoted(name)),
    }
}

fn update(update: Update) -> (&'static str, &'static str) {
    match update {
        Update::All => ("헤더 업데이트", "alg, typ, kid를 키에 맞춥니다"),
        Update::Algorithm => ("alg만 업데이트", "kid와 typ은 그대로 둡니다"),
        Update::Leave => ("헤더 그대로 두기", "실제 서명과 다를 수 있습니다"),
    }
}

fn template(template: Template) -> (&'static str, &'static str) {
    match template {
        Template::AccessToken => ("액세스 토큰", "API에 쓰는 토큰 (RFC 9068)"),
        Template::IdToken => ("ID 토큰", "누가 로그인했는지 알려 줍니다 (OpenID Connect)"),
        Template::RefreshToken => ("리프레시 토큰", "새 액세스 토큰을 받습니다"),
        Template::Pair => ("액세스와 리프레시 토큰", "수명이 짧은 것과 긴 것을 연결해 두 탭에 만듭니다"),
        Template::ClientAssertion => ("클라이언트 어설션", "클라이언트가 비밀 없이 로그인합니다 (RFC 7523)"),
        Template::DpopProof => ("DPoP 증명", "요청 하나에 키를 증명합니다 (RFC 9449)"),
        Template::GithubApp => ("GitHub App 토큰", "앱이 GitHub에 로그인합니다"),
        Template::Kubernetes => ("Kubernetes 서비스 계정", "파드가 클러스터에서 받는 것과 같습니다"),
        Template::Logout => ("로그아웃 토큰", "클라이언트의 세션을 끝냅니다 (OpenID Connect)"),
        Template::Empty => ("빈 토큰", "헤더만 있고 클레임은 없습니다"),
    }
}

fn template_error(error: &TemplateError) -> String {
    match error {
        TemplateError::Unable(why) => super::TEXT.unable(why),
        TemplateError::NeedsKeyPair => "공개 키를 보여 주는 토큰이라 키 쌍이 필요합니다".to_owned(),
        TemplateError::NeedsRsa => "GitHub는 RSA 키만 받습니다".to_owned(),
        TemplateError::NoRandomness => "시스템에서 난수를 얻지 못했습니다".to_owned(),
    }
}

fn copy_as(form: As) -> &'static str {
    match form {
        As::Token => "토큰",
        As::Bearer => "Authorization 헤더",
        As::Curl => "cURL 명령",
        As::Cookie => "Cookie 헤더",
        As::Http => ".http 파일용 요청",
        As::Flattened => "flattened 형식 JSON",
        As::General => "general 형식 JSON",
        As::Markdown => "티켓용 Markdown",
        As::Rust => "Rust 코드 (jsonwebtoken)",
        As::Node => "Node 코드 (jose)",
        As::Python => "Python 코드 (PyJWT)",
        As::Go => "Go 코드 (golang-jwt)",
        As::Java => "Java 코드 (jjwt)",
        As::OpenSsl => "셸 명령 (openssl)",
        As::Step => "셸 명령 (step)",
    }
}

fn not_copied(why: &WhyNot) -> String {
    match why {
        WhyNot::Convert(why) => super::TEXT.why_not(why),
        WhyNot::NotCompact => "compact 형식의 온전한 서명 토큰만 됩니다".to_owned(),
        WhyNot::NotCookie => "쿠키에는 따옴표와 빈칸을 담을 수 없습니다".to_owned(),
        WhyNot::Algorithm => "모르는 알고리즘입니다".to_owned(),
        WhyNot::Unsupported(algorithm) => format!("그곳에서 지원하지 않는 알고리즘: {}", algorithm.name()),
        WhyNot::NoKey => "이 토큰에 맞는 키가 없습니다".to_owned(),
        WhyNot::NoClaims => "클레임만 받는 라이브러리인데 페이로드에 클레임이 없습니다".to_owned(),
        WhyNot::NotText => "헤더나 페이로드가 텍스트가 아닙니다".to_owned(),
    }
}

fn change(change: Change) -> &'static str {
    match change {
        Change::Same => "같음",
        Change::Spelling => "표기만 다름",
        Change::Added => "추가됨",
        Change::Removed => "삭제됨",
        Change::Changed => "변경됨",
        Change::Time(_) => "시간 다름",
        Change::Type(..) => "유형 다름",
    }
}
