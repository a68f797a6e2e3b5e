//! DX: what was proved about keys, secrets and algorithms.

use std::borrow::Cow;

use super::super::names::{family, key_kind};
use crate::inspect::diagnose::forms::PublicForm;
use crate::inspect::diagnose::readings::Reading;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::text::Told;
use crate::text::escape::{quoted, visible};
use crate::text::number::thousands;

#[expect(clippy::too_many_lines, reason = "a table of sentences")]
pub(super) fn told(detail: &KeyDiagnosis) -> Told {
    match detail {
        KeyDiagnosis::OtherKey { key } => Told::new(
            format!("다른 키로 서명됨: {}", quoted(key)),
            "토큰이 가리키는 키가 아니라 이 키로 서명이 맞습니다",
            "그 키로 검증하거나, 발급자가 kid에 그 키를 적게 하세요",
        ),
        KeyDiagnosis::KidNotFound { kid, key: Some(key) } => Told::new(
            format!("이 이름의 키가 없음: {}", quoted(kid)),
            format!("모든 키를 시도했고, 서명이 맞는 키는 {}", quoted(key)),
            "이름이 바뀌었을 수 있으니 발급자의 키를 다시 가져오세요",
        ),
        KeyDiagnosis::KidNotFound { kid, key: None } => Told::new(
            format!("가진 키 가운데 없는 키: {}", quoted(kid)),
            "쓸 수 있는 키를 모두 시도했지만 서명이 맞는 키가 없습니다",
            "발급자의 키를 다시 가져오거나, 맞는 환경의 키를 쓰세요",
        ),
        KeyDiagnosis::WrongKty { alg, needs, key, has } => Told::new(
            format!("{}에 필요한 것: {}", visible(alg, 24), family(*needs)),
            format!("키 {}의 종류가 다름: {}", quoted(key), key_kind(*has)),
            "발급자가 이 알고리즘으로 서명할 때 쓰는 키를 고르세요",
        ),
        KeyDiagnosis::WrongCurve { alg, needs, has, fits } => Told::new(
            format!("{}에 필요한 곡선은 {}, 키의 곡선은 {}", visible(alg, 24), needs.name(), has.name()),
            match fits {
                Some(fits) => Cow::from(format!("서명의 길이는 {fits} 서명과 같습니다")),
                None => Cow::from("이 알고리즘은 저마다 한 곡선에만 씁니다"),
            },
            match fits {
                Some(fits) => {
                    format!("발급자가 alg에 {fits} 값을 적거나 {} 키로 서명하게 하세요", needs.name())
                }
                None => format!("발급자의 {} 키를 고르세요", needs.name()),
            },
        ),
        KeyDiagnosis::PrivateGiven { key } => Told::new(
            format!("개인 키의 공개 부분으로 검증함: {}", quoted(key)),
            "검증에는 개인 키가 필요 없고, 없는 키는 잃어버릴 일도 없습니다",
            "검증하는 쪽에는 공개 부분만 주세요",
        ),
        KeyDiagnosis::MsGraphNonce { key: None } => Told::new(
            "Microsoft Graph만 검증할 수 있는 토큰",
            "헤더의 nonce를 해시한 값에 서명하므로 다른 곳에서는 늘 맞지 않습니다",
            "직접 만든 API용 토큰을 요청하고, 이 토큰은 Graph에만 보내세요",
        ),
        KeyDiagnosis::MsGraphNonce { key: Some(key) } => Told::new(
            "해시한 nonce에 서명한 Microsoft Graph 토큰",
            format!("nonce를 해시하면 서명이 맞는 키: {}", quoted(key)),
            "직접 만든 API용 토큰을 요청하고, 이 토큰은 Graph에만 보내세요",
        ),
        KeyDiagnosis::OtherAlg { alg, made } if alg.is_empty() => Told::new(
            format!("헤더에 없는 알고리즘으로 서명됨: {}", made.name()),
            "이 알고리즘으로 서명이 맞습니다",
            "발급자가 alg에 알고리즘을 적게 하세요",
        ),
        KeyDiagnosis::OtherAlg { alg, made } => Told::new(
            format!("헤더의 alg는 {}, 서명에 쓴 것은 {}", visible(alg, 24), made.name()),
            "헤더의 알고리즘이 아니라 이 알고리즘으로 서명이 맞습니다",
            "발급자가 alg대로 서명하거나, 서명에 쓴 알고리즘을 적게 하세요",
        ),
        KeyDiagnosis::PssPkcs1 { alg, is_pss: true, made } => Told::new(
            format!("헤더의 alg는 {}, 서명은 RSA-PSS: {}", visible(alg, 24), made.name()),
            "RS와 PS는 RSA의 두 가지 패딩이고, 다른 쪽 패딩으로 서명이 맞습니다",
            "발급자가 alg에 적힌 패딩으로 서명하게 하세요",
        ),
        KeyDiagnosis::PssPkcs1 { alg, is_pss: false, made } => Told::new(
            format!("헤더의 alg는 {}, 서명은 RSA PKCS#1 v1.5: {}", visible(alg, 24), made.name()),
            "RS와 PS는 RSA의 두 가지 패딩이고, 다른 쪽 패딩으로 서명이 맞습니다",
            "발급자가 alg에 적힌 패딩으로 서명하게 하세요",
        ),
        KeyDiagnosis::PssSalt { salt, needed, hash, mask } if mask == hash && salt != needed => Told::new(
            format!("RSA-PSS 솔트가 {salt}바이트: {needed}바이트여야 함"),
            format!("{} 해시와 이 솔트로 서명이 맞지만 JOSE에서는 허용되지 않습니다", hash.name()),
            "솔트의 길이를 해시의 길이로 맞추세요(OpenSSL: rsa_pss_saltlen:digest)",
        ),
        KeyDiagnosis::PssSalt { salt, hash, mask, .. } => Told::new(
            format!("RSA-PSS의 해시는 {}, 마스크는 {}", hash.name(), mask.name()),
            format!("이 해시와 {salt}바이트 솔트로 서명이 맞습니다"),
            "해시와 MGF1을 alg에 적힌 해시로 맞추세요",
        ),
        KeyDiagnosis::SecretBase64 { key, how, also } | KeyDiagnosis::SecretHex { key, how, also } => {
            secret(key, *how, *also, "여기서도 디코딩되도록 비밀 키를 본래 형식으로 저장하세요")
        }
        KeyDiagnosis::SecretText { key, how, also } => {
            secret(key, *how, *also, "비밀 키를 텍스트로 저장하거나, 서명하는 쪽에서 디코딩하게 하세요")
        }
        KeyDiagnosis::SecretNewline { key, how, also } => {
            secret(key, *how, *also, "echo는 줄 바꿈을 더하므로 비밀 키는 printf로 쓰세요")
        }
        KeyDiagnosis::SecretWhitespace { key, how, also } => {
            secret(key, *how, *also, "양쪽이 같은 글자를 쓰고, 앞뒤에는 아무것도 두지 마세요")
        }
        KeyDiagnosis::SecretEncoding { key, how, also } => {
            secret(key, *how, *also, "비밀 키로는 무작위 바이트나 ASCII 글자만 쓰세요")
        }
        KeyDiagnosis::HsIsPublicKey { key, form } => Told::new(
            format!("비밀 키로 쓴 것이 공개 키임: {}", quoted(key)),
            format!("누구나 가진 키라 누구든 서명할 수 있습니다(서명에 쓴 형식: {})", form_name(*form)),
            "검증기에서 키마다 알고리즘을 정하고, 토큰에 적힌 것을 따르지 마세요",
        ),
        KeyDiagnosis::WordList { line } => Told::new(
            format!("단어 목록에 있는 비밀 키: {}번째 줄", thousands(*line as u64)),
            "알아맞힌 사람은 어떤 토큰에든 서명할 수 있습니다",
            "32바이트 이상의 무작위 비밀 키를 설정하세요",
        ),
        KeyDiagnosis::SelfConsistent { thumbprint } => Told::new(
            format!("스스로는 맞지만 내 키가 아님: {thumbprint}"),
            "자기 헤더에 든 키로 서명이 맞을 뿐이고, 그런 토큰은 누구나 만들 수 있습니다",
            "직접 설정한 키만 쓰세요",
        ),
        KeyDiagnosis::SelfCertified { thumbprint } => Told::new(
            format!("스스로는 맞지만 확인되지 않은 인증서: {thumbprint}"),
            "자기 헤더에 든 인증서로 서명이 맞을 뿐이고, 그 인증서는 아무도 확인하지 않았습니다",
            "인증서의 발급자를 먼저 확인하거나, 직접 설정한 키를 쓰세요",
        ),
        KeyDiagnosis::TestKey { source } => Told::new(
            format!("예제 키로 서명됨: {source}"),
            "개인 키가 그곳에 실려 있어 누구든 서명할 수 있습니다",
            "",
        ),
    }
}

fn secret(key: &str, how: Reading, also: Option<Reading>, fix: &'static str) -> Told {
    let also = also.map(|also| format!(", {}", read(also))).unwrap_or_default();
    Told::new(
        format!("서명에 쓴 비밀 키: {}{also}", read(how)),
        format!("이렇게 읽으면 서명이 맞는 키: {}", quoted(key)),
        fix,
    )
}

/// How the signer read it, after a colon.
fn read(reading: Reading) -> Cow<'static, str> {
    let text = match reading {
        Reading::Base64 => "base64를 디코딩한 것",
        Reading::LooseBase64 => "base64를 느슨하게 디코딩한 것",
        Reading::Hex => "16진수를 디코딩한 것",
        Reading::AsBase64 { padded: true } => "패딩 있는 base64 텍스트 그대로",
        Reading::AsBase64 { padded: false } => "base64 텍스트 그대로",
        Reading::AsBase64url { padded: true } => "패딩 있는 base64url 텍스트 그대로",
        Reading::AsBase64url { padded: false } => "base64url 텍스트 그대로",
        Reading::AsHex => "16진수 텍스트 그대로",
        Reading::Lower => "소문자로",
        Reading::Upper => "대문자로",
        Reading::LineBreak => "끝에 줄 바꿈 추가",
        Reading::CarriageReturn => "끝에 줄 바꿈(CRLF) 추가",
        Reading::Nul => "끝에 NUL 추가",
        Reading::NoLineBreak => "끝의 줄 바꿈 제외",
        Reading::Unescaped => "\\n 같은 이스케이프를 푼 것",
        Reading::Trimmed => "앞뒤 공백 제외",
        Reading::Blank => "공백 추가",
        Reading::Unquoted => "따옴표 제외",
        Reading::Quoted => "따옴표 포함",
        Reading::NoMark => "바이트 순서 표시 제외",
        Reading::Mark => "앞에 바이트 순서 표시 추가",
        Reading::NoName => "앞의 이름 제외",
        Reading::Latin1 => "ISO-8859-1 인코딩",
        Reading::Windows1252 => "Windows-1252 인코딩",
        Reading::Utf16Le => "UTF-16(LE) 인코딩",
        Reading::Utf16Be => "UTF-16(BE) 인코딩",
        Reading::FromUtf16 => "UTF-16이 아닌 UTF-8 인코딩",
        Reading::FromLatin1 => "ISO-8859-1이 아닌 UTF-8 인코딩",
        Reading::Nfc => "정규화 형식 NFC",
        Reading::Nfd => "정규화 형식 NFD",
        Reading::Nfkc => "정규화 형식 NFKC",
        Reading::Nfkd => "정규화 형식 NFKD",
        Reading::PercentDecoded => "URL 인코딩을 디코딩한 것",
        Reading::Cut(length) => return Cow::from(format!("{length}바이트로 자른 것")),
        Reading::Hashed => "SHA-256으로 해시한 것",
    };
    Cow::from(text)
}

fn form_name(form: PublicForm) -> &'static str {
    match form {
        PublicForm::Pem => "PEM",
        PublicForm::Pkcs1 => "PKCS#1 PEM",
        PublicForm::Certificate => "인증서",
        PublicForm::Der => "DER",
        PublicForm::Base64 => "base64",
        PublicForm::OpenSsh => "OpenSSH 한 줄",
        PublicForm::Jwk => "JWK",
        PublicForm::Numbers => "숫자 값",
    }
}
