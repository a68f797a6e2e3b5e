//! The forms that a token is copied in, and why one of them is not to be had, in Korean.

use crate::craft::copy_as::{As, WhyNot, Words};
use crate::text::copy_as::Tables;

pub(super) const TABLES: Tables = Tables {
    copy_as,
    not_copied,
    copy_words: Words { header: "헤더", payload: "페이로드", no_signature: "서명은 뺐습니다" },
};

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
        As::Go => "Go 코드 (표준 라이브러리)",
        As::Java => "Java 코드 (Jackson)",
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
