//! PROF: what the standards and the providers ask of one kind of token.

use std::borrow::Cow;

use super::time::{ago, ahead, utc};
use crate::inspect::rules::profile::{
    ActionsFault, AssertionFault, AzpFault, DpopFault, LogoutFault, Profile,
};
use crate::text::Told;

#[expect(clippy::too_many_lines, reason = "a table of sentences")]
pub(super) fn told(detail: &Profile) -> Told {
    match detail {
        Profile::AtTyp => Told::new(
            "typ에 액세스 토큰이라고 적혀 있지 않음",
            "서비스가 이것을 ID 토큰으로, 또는 ID 토큰을 이것으로 잘못 알 수 있습니다",
            "발급자가 typ에 at+jwt를 적게 하세요",
        ),
        Profile::AtRequired { missing } => Told::new(
            format!("액세스 토큰에 {} 없음", missing.join(", ")),
            "RFC 9068은 모든 at+jwt에 이 클레임을 요구합니다",
            "발급자가 추가하게 하세요",
        ),
        Profile::IdRequired { missing } => Told::new(
            format!("ID 토큰에 {} 없음", missing.join(", ")),
            "OpenID Connect는 모든 ID 토큰에 이 클레임을 요구합니다",
            "발급자가 추가하게 하세요",
        ),
        Profile::IdAsAccess => Told::new(
            "ID 토큰을 액세스 토큰으로 보냄",
            "ID 토큰은 누가 로그인했는지 클라이언트에 알릴 뿐 API를 열지 않습니다",
            "액세스 토큰을 보내세요",
        ),
        Profile::NonceMissing => Told::new(
            "하이브리드 흐름의 ID 토큰에 nonce 없음",
            "nonce가 없으면 훔친 응답을 다른 세션에 다시 쓸 수 있습니다",
            "요청에 nonce를 보내고 비교하세요",
        ),
        Profile::Azp { fault } => Told::new(
            match fault {
                AzpFault::Missing => "대상이 여럿인데 azp 없음",
                AzpFault::NotAudience => "azp가 대상 가운데 어느 것도 아님",
            },
            "어느 클라이언트를 위한 토큰인지 알 수 없습니다",
            "발급자가 azp와 aud에 클라이언트를 적게 하세요",
        ),
        Profile::HashMismatch { claim } => Told::new(
            format!("{claim}: 함께 있는 {}의 것이 아님", beside(claim)),
            "둘 중 하나가 다른 것으로 바뀌었습니다",
            "둘 다 거부하고 다시 로그인하세요",
        ),
        Profile::HashMatch { claim } => Told::new(
            format!("{claim}: 함께 있는 {}의 것이 맞음", beside(claim)),
            "둘은 함께 발급되었습니다",
            "",
        ),
        Profile::Logout { fault } => Told::new(
            logout(*fault),
            "클라이언트는 이런 로그아웃 토큰을 거부해야 합니다",
            "발급자가 OpenID Connect 백채널 로그아웃을 따르게 하세요",
        ),
        Profile::Dpop { fault } => {
            Told::new(dpop(*fault), "서버가 이 증명을 거부합니다", "클라이언트가 증명을 새로 만들게 하세요")
        }
        Profile::DpopAge { ago_secs } => Told::new(
            if *ago_secs < 0 {
                format!("DPoP 증명이 미래의 것임: {}", ahead(ago_secs.saturating_neg()))
            } else {
                format!("DPoP 증명을 만든 때: {}", ago(*ago_secs))
            },
            "증명은 길어야 몇 분 동안만 쓸 수 있습니다",
            "클라이언트가 요청마다 증명을 만들게 하세요",
        ),
        Profile::ClientAssertion { fault } => Told::new(
            assertion(*fault),
            "인가 서버가 거부할 수 있고, 훔친 사본을 다시 쓸 수 있습니다",
            "클라이언트가 iss와 sub에 자신을 적고 jti와 짧은 exp를 넣게 하세요",
        ),
        Profile::RefreshToken => Told::new(
            "이것은 리프레시 토큰",
            "가진 사람은 누구나 새 액세스 토큰을 받습니다",
            "API가 아니라 인가 서버에만 보내세요",
        ),
        Profile::KeycloakAudience => Told::new(
            "대상이 Keycloak의 기본값인 account",
            "aud를 확인하는 API는 거부합니다",
            "Keycloak의 클라이언트에 audience mapper를 추가하세요",
        ),
        Profile::EntraV1 => Told::new(
            "Microsoft Entra의 v1.0 형식 토큰",
            "발급자와 대상을 적는 방식이 v2.0과 다릅니다",
            "API 매니페스트에서 requestedAccessTokenVersion을 2로 설정하세요",
        ),
        Profile::CognitoAudience => Told::new(
            "Cognito의 액세스 토큰에는 aud가 없음",
            "aud를 요구하는 라이브러리는 거부합니다",
            "대신 client_id와 token_use를 확인하세요",
        ),
        Profile::KubernetesLegacy => Told::new(
            "만료되지 않는 서비스 계정 토큰",
            "한 번 복사한 사람은 시크릿이 지워질 때까지 접근할 수 있습니다",
            "바인딩된 토큰을 쓰고 시크릿을 지우세요",
        ),
        Profile::KubernetesWarnAfter { at } => Told::new(
            format!("파드가 새 토큰을 받아야 하는 때: {}", utc(*at)),
            "더 늦은 exp는 토큰을 다시 읽지 않는 클라이언트를 위한 것입니다",
            "",
        ),
        Profile::Actions { fault } => match fault {
            ActionsFault::PullRequest => Told::new(
                "풀 리퀘스트의 워크플로",
                "풀 리퀘스트를 열 수 있는 사람은 이런 토큰을 받을 수 있습니다",
                "클라우드에서 pull_request가 아니라 브랜치나 환경을 신뢰하세요",
            ),
            ActionsFault::SelfHosted => Told::new(
                "자체 호스팅 러너의 워크플로",
                "앞선 작업이 그 컴퓨터를 바꾸었을 수 있습니다",
                "runner_environment가 github-hosted인 것만 신뢰하세요",
            ),
        },
        Profile::Vapid => Told::new(
            "푸시 발신자 토큰의 수명이 하루를 넘음",
            "푸시 서비스가 거부합니다",
            "exp를 길어야 24시간 뒤로 설정하세요",
        ),
        Profile::AppLifetime { .. } => Told::new(
            "앱 토큰의 수명이 10분을 넘음",
            "GitHub이 거부합니다",
            "exp를 길어야 iat의 10분 뒤로 설정하세요",
        ),
        Profile::JwkEmbedded { thumbprint } => Told::new(
            match thumbprint {
                Some(thumbprint) => format!("토큰에 자체 키가 들어 있음: {thumbprint}").into(),
                None => Cow::from("토큰에 자체 키가 들어 있음"),
            },
            "그 키를 쓰는 검증기는 누가 서명한 것이든 받아들입니다",
            "직접 설정한 키만 쓰세요",
        ),
        Profile::JwkOfProof { thumbprint, holds: true } => Told::new(
            format!("자기 일관됨: 자체 키로 서명됨, {thumbprint}"),
            "이런 증명에는 키가 들어 있고, 액세스 토큰이 그 키에 묶여 있어야 합니다",
            "",
        ),
        Profile::JwkOfProof { thumbprint, holds: false } => Told::new(
            format!("자체 키로 서명되지 않음: {thumbprint}"),
            "이런 증명은 들어 있는 키로 서명되어야 합니다",
            "클라이언트가 보내는 공개 키의 짝으로 서명하게 하세요",
        ),
        Profile::JwkPrivate => Told::new(
            "헤더의 키가 개인 키",
            "토큰을 본 사람은 누구나 그 키로 서명할 수 있습니다",
            "키 쌍을 바꾸고 공개 키만 보내세요",
        ),
        Profile::JwkSymmetric => Told::new(
            "헤더의 키가 비밀 키",
            "토큰을 본 사람은 누구나 그 키로 서명할 수 있습니다",
            "비밀 키를 바꾸고 절대로 보내지 마세요",
        ),
    }
}

/// What a hash is of.
fn beside(claim: &str) -> &'static str {
    if claim == "c_hash" { "코드" } else { "액세스 토큰" }
}

fn logout(fault: LogoutFault) -> Cow<'static, str> {
    match fault {
        LogoutFault::Nonce => "로그아웃 토큰에는 nonce가 없어야 함".into(),
        LogoutFault::Events => "events에 로그아웃 토큰이라고 적혀 있지 않음".into(),
        LogoutFault::NoSubject => "로그아웃 토큰에 sub도 sid도 없음".into(),
        LogoutFault::Missing(name) => format!("로그아웃 토큰에 {name} 없음").into(),
    }
}

fn dpop(fault: DpopFault) -> Cow<'static, str> {
    match fault {
        DpopFault::Missing(name) => format!("DPoP 증명에 쓸 수 있는 {name} 없음").into(),
        DpopFault::HtuQuery => "DPoP 증명의 htu에 쿼리나 프래그먼트가 있음".into(),
        DpopFault::HtuRelative => "DPoP 증명의 htu가 절대 URL이 아님".into(),
        DpopFault::Algorithm => "DPoP 증명이 개인 키로 서명되지 않음".into(),
        DpopFault::Key => "DPoP 증명의 jwk가 공개 키가 아님".into(),
        DpopFault::Signature => "DPoP 증명이 들어 있는 키로 서명되지 않음".into(),
        DpopFault::Ath => "DPoP 증명의 ath가 다른 액세스 토큰의 것".into(),
        DpopFault::AthMissing => "DPoP 증명에 함께 있는 액세스 토큰의 ath 없음".into(),
        DpopFault::OtherKey => "함께 있는 액세스 토큰이 다른 키에 묶여 있음".into(),
    }
}

fn assertion(fault: AssertionFault) -> Cow<'static, str> {
    match fault {
        AssertionFault::NotItself => "클라이언트 어설션의 iss와 sub가 다름".into(),
        AssertionFault::Missing(name) => format!("클라이언트 어설션에 {name} 없음").into(),
        AssertionFault::Long => "클라이언트 어설션의 수명이 한 시간을 넘음".into(),
    }
}
