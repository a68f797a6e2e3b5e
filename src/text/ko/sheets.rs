//! The words of the sheets in Korean.

use super::verdict::unfit_to_open;
use crate::app::state::{Clash, VaultStatus};
use crate::jose::generate::{KeySpec, RsaSize};
use crate::jose::jwe::{KeyManagement, Unfit};
use crate::jose::write::Form;
use crate::text::escape::quoted;
use crate::text::problem::file_name;
use crate::text::words::{
    DeleteSheet, EncryptSheet, GenerateSheet, ImportSheet, KeySheet, Sheets, VaultSheet,
};
use crate::text::{Told, Units};
use crate::vault::Place;

pub(super) const SHEETS: Sheets = Sheets {
    close: "닫기",
    cancel: "취소",
    place,
    session: "이 세션에만",
    any: "제한 없음",
    usage,
    key: KeySheet {
        title: "키",
        rename: "이름 변경",
        delete: "삭제…",
        name: "이름",
        kid: "키 ID",
        none: "없음",
        usage: "용도",
        algorithm: "알고리즘",
        thumbprint: "SHA-256 지문(RFC 7638)",
        no_thumbprint: "저장된 비밀 키는 지문을 남기지 않습니다",
        kept: "저장 위치",
        added: |day| format!("추가 {day}"),
        forms: "형식",
        form,
        copy: "복사",
        save: "저장…",
        show: "보기",
        hide: "숨기기",
        writing: "쓰는 중…",
        hidden: "개인 형식이라 숨겨 두었습니다",
        shown: "개인 키가 표시됨",
        note: |clear_after| {
            match clear_after {
            Some(secs) => format!(
                "개인 형식은 요청할 때까지 숨겨 둡니다. 복사한 개인 키는 {} 뒤 클립보드에서 지웁니다.",
                super::TEXT.duration(secs.into(), Units::Two)
            ),
            None => "개인 형식은 요청할 때까지 숨겨 둡니다. 복사한 개인 키는 창을 잠그거나 닫을 때까지 클립보드에 남습니다.".to_owned(),
        }
        },
        text: "키 텍스트",
        password: "새 암호",
        again: "같은 암호 다시 입력",
        differs: "두 암호가 다릅니다",
        needs_password: "이 형식을 열 암호를 정하세요",
        only: "이 키로만 검증",
        jwks: "JWKS로 복사",
        new_token: "이 키로 새 토큰",
        cannot_sign: "공개 키만 있어 검증만 되고 서명할 수 없습니다",
        not_for_signing: "암호화용 키라서 서명할 수 없습니다",
        not_public: "비밀 키에는 나눠 줄 공개 키가 없습니다",
        keep: "변경 저장",
    },
    delete: DeleteSheet {
        title: |name| format!("삭제할까요: {name}"),
        private: "개인 키도 함께 삭제됩니다. 이미 서명한 토큰은 유효하지만 이 키로 새로 서명할 수 없습니다.",
        secret: "비밀 키가 삭제됩니다. 이 키로 서명한 토큰을 여기서 더는 검증할 수 없습니다.",
        public: "공개 키만 있습니다. 다시 가져올 때까지 이 키로 서명한 토큰을 검증할 수 없습니다.",
        session: "이 세션에만 있는 키라서 저장된 것은 그대로입니다.",
        for_good: "되돌릴 수 없습니다.",
        delete: "키 삭제",
    },
    generate: GenerateSheet {
        title: "키 생성",
        kind: "종류",
        kinds,
        what,
        groups: ["RSA", "타원 곡선", "에드워즈 곡선", "키 합의", "공유 비밀 키", "양자 내성"],
        name_hint: "이름(선택 사항)",
        kid_hint: "지문(RFC 7638)",
        goes_to: |place| format!("저장 위치: {place}"),
        generate: "키 생성",
        running: |secs| format!("키를 만드는 중… {secs}초"),
        stop: "취소",
    },
    encrypt: EncryptSheet {
        open: "이 키로 암호화…",
        title: |name| format!("이 키로 암호화: {name}"),
        what: "암호화할 것",
        token: "보고 있는 토큰",
        text: "텍스트",
        text_hint: "암호화할 내용을 입력하거나 붙여 넣으세요",
        cty: |cty| format!("토큰을 그대로 넣고 안에 든 것을 헤더에 적습니다: cty {cty}"),
        enc: "내용 암호화",
        compress: "먼저 압축",
        kid: |kid| match kid {
            Some(kid) => format!("헤더에 키를 적습니다: kid {kid}"),
            None => "키에 kid가 없어 헤더에 적지 않습니다".to_owned(),
        },
        unfit: unfit_to_encrypt,
        no_text: "암호화할 텍스트가 아직 없습니다",
        encrypt: "암호화",
        running: |secs| format!("암호화하는 중… {secs}초"),
    },
    settings: super::settings::SETTINGS,
    import: ImportSheet {
        title: "키 가져오기",
        what: "가져올 것",
        keys: "키",
        secret: "비밀 키",
        paste_hint: "PEM, JWK, JWKS, OpenSSH 키나 인증서를 붙여 넣으세요",
        choose: "파일 선택…",
        drop: "파일을 창에 끌어다 놓아도 됩니다",
        read: "계속",
        secret_hint: "공유 비밀 키",
        name_hint: "이름(선택 사항)",
        spelling: "표기 방식",
        text: "텍스트",
        length: |bytes| format!("{bytes}바이트, {}비트", bytes.saturating_mul(8)),
        add_secret: "비밀 키 가져오기",
        reading: "읽는 중…",
        protected: |format| format!("암호로 보호됨: {format}"),
        password: "암호",
        wrong: "암호가 틀렸습니다. Caps Lock과 키보드 배열을 확인하고 다시 입력하세요.",
        open: "열기",
        no_key: "알려진 형식의 키가 아닙니다",
        other_reading: |of| format!("검증되는 방식으로 읽은 비밀 키, 원래 키: {of}"),
        as_secret: "바이트를 공유 비밀 키로 쓰려면 읽는 방식을 고르세요.",
        written_in: |format| format!("읽은 형식: {format}"),
        private: "개인 키 포함",
        public: "공개 키만",
        clash,
        import: |count| format!("키 {count}개 가져오기"),
        another: "다른 것 가져오기",
        storing: "저장하는 중…",
        storing_hint: "키체인이 잠금 해제를 요청할 수 있습니다",
        waiting: |count| format!("기다리는 파일 {count}개"),
    },
    vault: VaultSheet {
        open_title: "볼트 파일 열기",
        new_title: "새 볼트 파일",
        about: "키를 파일 하나에 모아 나만 아는 암호로 암호화합니다. 암호를 잊으면 키를 되찾을 수 없습니다.",
        age: "파일은 age 형식이라서 같은 암호로 age 도구에서도 열 수 있습니다.",
        file: "파일",
        passphrase: "암호",
        again: "같은 암호 다시 입력",
        differs: "두 암호가 다릅니다",
        strength: |characters| match characters {
            0..8 => "너무 짧습니다. 8자 이상이어야 합니다",
            8..14 => "약합니다. 복잡한 것보다 긴 것이 낫습니다",
            14..20 => "보통입니다. 단어를 더하면 강해집니다",
            _ => "강합니다. 남이 짐작할 수 없는 단어라면 충분합니다",
        },
        open: "열기",
        create: "만들기",
        opening: "여는 중…",
        retry: "다시 시도",
        keychain: "시스템 키체인",
        choose_file: "볼트 파일…",
        use_session: "이 세션 동안 메모리에 보관",
    },
};

fn place(place: &Place) -> String {
    match place {
        Place::Keychain(name) => name.clone(),
        Place::File(path) => format!("볼트 파일 {}", file_name(path)),
        Place::Memory => "이 세션의 메모리".to_owned(),
    }
}

/// The status bar's word on where keys are.
pub(super) fn vault(status: &VaultStatus, count: usize) -> String {
    match status {
        VaultStatus::Opening => "키체인을 기다리는 중…".to_owned(),
        VaultStatus::Open { place: Place::Memory, .. } if count == 0 => {
            "키는 이 세션 동안 메모리에만 있습니다".to_owned()
        }
        VaultStatus::Open { place: Place::Memory, .. } => format!("이 세션의 메모리에 키 {count}개"),
        VaultStatus::Open { place: at, is_locked, .. } => {
            let lock = if *is_locked { "잠김" } else { "잠금 해제됨" };
            format!("{} · 키 {count}개 · {lock}", place(at))
        }
        VaultStatus::Trouble(why) => super::notices::vault_error(why).message.into_owned(),
    }
}

fn usage(key_use: Option<&str>, private: bool) -> String {
    match (key_use, private) {
        (Some("sig"), true) => "서명과 검증".to_owned(),
        (Some("sig"), false) => "검증".to_owned(),
        (Some("enc"), true) => "암호화와 복호화".to_owned(),
        (Some("enc"), false) => "암호화".to_owned(),
        (Some(other), _) => quoted(other),
        (None, _) => SHEETS.any.to_owned(),
    }
}

fn unfit_to_encrypt(why: &Unfit) -> Told {
    match why {
        Unfit::Kind => Told::new("서명만 하는 종류의 키라서 암호화할 수 없습니다", "", ""),
        Unfit::Curve => Told::new("서명만 하는 곡선의 키라서 암호화할 수 없습니다", "", ""),
        Unfit::Algorithm(name) if name == KeyManagement::Rsa15.name() => Told::new(
            "키의 alg가 RSA1_5인데 열기만 하고 만들지는 않습니다",
            "너무 쉽게 깨집니다",
            "RSA-OAEP-256을 쓰세요",
        ),
        Unfit::Algorithm(name) => Told::new(
            format!("키의 alg가 암호화용이 아닙니다: {}", quoted(name)),
            "",
            "암호화에 쓸 키라면 이름 변경에서 바꾸세요",
        ),
        Unfit::Use(_) => Told::new(unfit_to_open(why), "", "암호화에 쓸 키라면 이름 변경에서 바꾸세요"),
        Unfit::Operations(_) | Unfit::Length { .. } => Told::new(unfit_to_open(why), "", ""),
    }
}

const fn form(form: Form) -> &'static str {
    match form {
        Form::PublicPem => "공개 PEM",
        Form::PublicJwk => "공개 JWK",
        Form::Jwks => "JWKS",
        Form::Certificate => "인증서",
        Form::OpenSshPublic => "OpenSSH 공개",
        Form::PrivatePem => "개인 PEM",
        Form::EncryptedPem => "암호화된 PEM",
        Form::PrivateJwk => "개인 JWK",
        Form::OpenSshPrivate => "OpenSSH 개인",
        Form::SecretText => "Base64url",
    }
}

const fn kinds(spec: KeySpec) -> &'static str {
    match spec {
        KeySpec::Rsa(RsaSize::Bits2048) => "RSA 2048",
        KeySpec::Rsa(RsaSize::Bits3072) => "RSA 3072",
        KeySpec::Rsa(RsaSize::Bits4096) => "RSA 4096",
        KeySpec::P256 => "P-256",
        KeySpec::P384 => "P-384",
        KeySpec::P521 => "P-521",
        KeySpec::Secp256k1 => "secp256k1",
        KeySpec::Ed25519 => "Ed25519",
        KeySpec::Ed448 => "Ed448",
        KeySpec::X25519 => "X25519",
        KeySpec::Hs256 => "256비트",
        KeySpec::Hs384 => "384비트",
        KeySpec::Hs512 => "512비트",
        KeySpec::MlDsa44 => "ML-DSA-44",
        KeySpec::MlDsa65 => "ML-DSA-65",
        KeySpec::MlDsa87 => "ML-DSA-87",
    }
}

const fn what(spec: KeySpec) -> &'static str {
    match spec {
        KeySpec::Rsa(RsaSize::Bits2048) => "어디서나 통하는 RS256과 PS256용이며 2030년까지는 충분합니다",
        KeySpec::Rsa(RsaSize::Bits3072) => "2030년 이후를 위한 RSA이며 타원 곡선보다 크고 느립니다",
        KeySpec::Rsa(RsaSize::Bits4096) => "가장 큰 RSA이며 만드는 데 몇 초 걸리고 서명이 느립니다",
        KeySpec::P256 => "ES256용으로 서명이 작고 거의 어디서나 통합니다",
        KeySpec::P384 => "ES384용으로 192비트 보안을 요구하는 규정에 맞습니다",
        KeySpec::P521 => "ES512용이며 가장 큰 NIST 곡선이라 쓸 일이 드뭅니다",
        KeySpec::Secp256k1 => "ES256K용이며 비트코인과 분산 신원에 쓰는 곡선입니다",
        KeySpec::Ed25519 => "EdDSA용이며 빠르고 작고 잘못 쓰기 어렵습니다",
        KeySpec::Ed448 => "224비트 보안의 EdDSA용이며 지원하는 프로그램이 적습니다",
        KeySpec::X25519 => "ECDH-ES용이며 암호화된 토큰을 받기만 하고 서명하지 않습니다",
        KeySpec::Hs256 => "HS256용이며 양쪽이 같은 비밀 키를 쓰고 둘 다 서명할 수 있습니다",
        KeySpec::Hs384 => "HS384용이며 더 긴 비밀 키입니다",
        KeySpec::Hs512 => "HS512용이며 가장 긴 비밀 키입니다",
        KeySpec::MlDsa44 => "양자 컴퓨터에도 안전하며 서명이 2.4 kB입니다",
        KeySpec::MlDsa65 => "양자 컴퓨터에도 안전하며 서명이 3.3 kB입니다",
        KeySpec::MlDsa87 => "양자 컴퓨터에도 안전하며 서명이 4.6 kB입니다",
    }
}

fn clash(clash: &Clash) -> String {
    match clash {
        Clash::Same(name) => format!("이미 저장된 키: {}", quoted(name)),
        Clash::Completes(name) => format!("공개 키를 완성함: {}", quoted(name)),
        Clash::Kid(name) => format!("kid가 같은 키: {}", quoted(name)),
    }
}
