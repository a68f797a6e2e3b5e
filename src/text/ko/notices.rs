//! What has to be said once, and why a vault could not do what it was asked, in Korean.

use super::TEXT;
use super::problems::file;
use crate::app::settings::Trouble;
use crate::app::state::{KeyTrouble, NoticeKind};
use crate::app::templates::TemplatesTrouble;
use crate::encoding::MAX_TEXT;
use crate::text::escape::quoted;
use crate::text::number::thousands;
use crate::text::problem::file_name;
use crate::text::{Told, Units};
use crate::vault::VaultError;

pub(super) fn notice(notice: &NoticeKind) -> Told {
    match notice {
        NoticeKind::KeysAdded { keys, stored } => {
            let how = if *stored { "저장" } else { "이번 세션에만 추가" };
            Told::new(
                match keys.as_slice() {
                    [one] => format!("키 {how}: {}", quoted(one)),
                    many => format!(
                        "키 {}개 {how}: {}",
                        thousands(many.len() as u64),
                        super::findings::list(many)
                    ),
                },
                "",
                "",
            )
        }
        NoticeKind::KeysKnown(keys) => Told::new(
            match keys.as_slice() {
                [one] => format!("이미 있는 키: {}", quoted(one)),
                many => format!(
                    "이미 있는 키 {}개: {}",
                    thousands(many.len() as u64),
                    super::findings::list(many)
                ),
            },
            "",
            "",
        ),
        NoticeKind::KeyRemoved(key) => Told::new(format!("키 삭제: {}", quoted(key)), "", ""),
        NoticeKind::Key(problem) => TEXT.key_problem(problem),
        NoticeKind::FileUnreadable(path, kind) => file(path, *kind),
        NoticeKind::TooLarge(bytes) => Told::new(
            format!("보기에는 너무 큼: {}", TEXT.bytes(*bytes)),
            format!("Jotlens의 한도: {}", TEXT.bytes(MAX_TEXT)),
            "토큰이 든 부분만 잘라 내세요",
        ),
        NoticeKind::KeyTrouble(trouble) => key_trouble(trouble),
        NoticeKind::Vault(why) => vault_error(why),
        NoticeKind::IndexRebuilt { changed: true } => Told::new(
            "키 목록이 다른 프로그램에 의해 바뀜",
            "봉인이 맞지 않아 키체인에서 다시 만들었습니다",
            "키를 살펴보고, 직접 바꾼 것이 아니면 알려 주세요",
        ),
        NoticeKind::IndexRebuilt { changed: false } => {
            Told::new("키 목록을 잃어 키체인에서 다시 만듦", "파일이 없거나 읽을 수 없었습니다", "")
        }
        NoticeKind::PrivateCopied(Some(secs)) => {
            let after = TEXT.duration((*secs).into(), Units::Two);
            Told::new(format!("복사됨. 클립보드를 비우기까지 {after}"), "", "")
        }
        NoticeKind::PrivateCopied(None) => {
            Told::new("복사됨. 창을 잠그거나 닫을 때까지 클립보드에 남음", "", "")
        }
        NoticeKind::ClipboardCleared => Told::new("비공개 텍스트를 클립보드에서 지움", "", ""),
        NoticeKind::Saved(path) => Told::new(format!("저장됨: {}", file_name(path)), "", ""),
        NoticeKind::NotSigned(Some(why)) => {
            Told::new("토큰에 서명하지 못함", (TEXT.words.editing.not_signed)(why), "")
        }
        NoticeKind::NotSigned(None) => {
            Told::new("토큰에 서명하지 못함", "키를 가져오는 동안 토큰이 바뀌었습니다", "다시 서명하세요")
        }
        NoticeKind::NotEdited(why) => Told::new("바뀐 것이 없음", (TEXT.words.editing.not_edited)(why), ""),
        NoticeKind::NotMade(why) => (TEXT.words.bench.not_made)(why),
        NoticeKind::NotCopied(why) => Told::new("복사하지 못함", TEXT.not_copied(why), ""),
        NoticeKind::Copied => Told::new("복사됨", "", ""),
        NoticeKind::WordFound(line) => Told::new(
            format!("목록의 {}번째 줄이 비밀 키임", thousands(*line as u64)),
            "이런 목록이 있으면 누구나 토큰에 서명할 수 있습니다",
            "32바이트 이상의 무작위 비밀 키를 쓰세요",
        ),
        NoticeKind::NoWordFound => Told::new("목록에 비밀 키가 없음", "", ""),
        NoticeKind::Mended(1) => Told::new("새 탭에서 열었으며 처음 토큰은 그대로입니다", "", ""),
        NoticeKind::Mended(count) => {
            Told::new(format!("탭 {count}개에서 열었으며 처음 텍스트는 그대로입니다"), "", "")
        }
        NoticeKind::TabSaved(name) => Told::new(format!("볼트에 저장됨: {}", quoted(name)), "", ""),
        NoticeKind::TabDeleted(name) => Told::new(format!("볼트에서 삭제됨: {}", quoted(name)), "", ""),
        NoticeKind::KeysForgotten(keys) => Told::new(
            format!("잊은 이번 세션의 개인 키: {}", super::findings::list(keys)),
            "창이 잠겼고 다른 곳에는 보관되어 있지 않습니다",
            "서명하려면 다시 가져오세요",
        ),
        NoticeKind::Settings(trouble) => settings(trouble),
        NoticeKind::Templates(trouble) => templates(trouble),
        NoticeKind::NotKept(path, _) => Told::new(
            format!("쓸 수 없는 파일: {}", file_name(path)),
            "시스템이 거부했습니다",
            "바꾼 내용은 창을 닫을 때까지만 유지됩니다",
        ),
        NoticeKind::JobBroke => Told::new(
            "Jotlens 안에서 오류가 생김",
            "프로그램의 결함이며 토큰은 그대로입니다",
            "다시 시도하고, 되풀이되면 알려 주세요",
        ),
    }
}

/// What was wrong with the file of settings.
fn settings(trouble: &Trouble) -> Told {
    match trouble {
        Trouble::Members(path, names) => Told::new(
            format!("알 수 없는 설정 값({}): {}", file_name(path), names.join(", ")),
            "Jotlens가 모르는 값이라 기본값을 씁니다",
            "설정에서 다시 고르거나 파일을 고치세요",
        ),
        Trouble::PutAside(path) => Told::new(
            "설정 파일이 손상되어 기본값을 씀",
            format!("원래 내용을 옮겨 둔 파일: {}", file_name(path)),
            "",
        ),
        Trouble::Unreadable(path, kind) => Told {
            fix: "바꾼 내용은 창을 닫을 때까지만 유지되고 파일은 그대로 둡니다".into(),
            ..file(path, *kind)
        },
    }
}

/// What was wrong with the file of templates.
fn templates(trouble: &TemplatesTrouble) -> Told {
    match trouble {
        TemplatesTrouble::Some(count) => Told::new(
            format!("읽을 수 없는 템플릿: {count}개"),
            "더 새로운 버전이 썼을 수 있어 파일에 그대로 둡니다",
            "",
        ),
        TemplatesTrouble::PutAside(path) => {
            Told::new("템플릿 파일이 손상됨", format!("원래 내용을 옮겨 둔 파일: {}", file_name(path)), "")
        }
        TemplatesTrouble::Unreadable(path, kind) => Told {
            fix: "새 템플릿은 창을 닫을 때까지만 유지되고 파일은 그대로 둡니다".into(),
            ..file(path, *kind)
        },
    }
}

/// Why something with a key was not done.
fn key_trouble(trouble: &KeyTrouble) -> Told {
    match trouble {
        KeyTrouble::Vault(why) => vault_error(why),
        KeyTrouble::Form => Told::new(
            "이 키는 그 형식으로 쓸 수 없음",
            "그 형식에는 이런 종류의 키를 담을 자리가 없습니다",
            "다른 형식을 고르세요",
        ),
        KeyTrouble::File(path, _) => Told::new(
            format!("쓸 수 없는 파일: {}", file_name(path)),
            "시스템이 거부했습니다",
            "다른 폴더를 고르세요",
        ),
        KeyTrouble::NoRandomness => Told::new(
            "시스템에서 난수를 얻지 못함",
            "난수 없이는 안전한 키를 만들 수 없습니다",
            "다시 시도하세요",
        ),
        KeyTrouble::NoClipboard => Told::new(
            "복사할 클립보드가 없음",
            "데스크톱이 클립보드를 주지 않았습니다",
            "대신 파일로 저장하세요",
        ),
    }
}

/// Why a vault could not do what it was asked.
pub(super) fn vault_error(error: &VaultError) -> Told {
    match error {
        VaultError::NoBus => Told::new(
            "키체인 없음: 세션 버스가 실행되고 있지 않음",
            "Secret Service에는 D-Bus로 묻는데, 찾지 못했습니다",
            "데스크톱 세션을 시작하거나 키를 볼트 파일에 보관하세요",
        ),
        VaultError::NoProvider => Told::new(
            "이 데스크톱에서 키체인이 실행되고 있지 않음",
            "Secret Service로 응답하는 프로그램이 없습니다",
            "GNOME Keyring, KWallet, KeePassXC 중 하나를 시작하거나 키를 볼트 파일에 보관하세요",
        ),
        VaultError::NoCollection => Told::new(
            "키체인에 키를 저장할 모음이 없음",
            "기본 모음이 만들어진 적이 없습니다",
            "암호 및 키 프로그램에서 만들거나 키를 볼트 파일에 보관하세요",
        ),
        VaultError::Locked => {
            Told::new("키체인이 잠겨 있음", "아무도 잠금을 풀지 않았습니다", "잠금을 풀고 다시 시도하세요")
        }
        VaultError::Refused => Told::new(
            "키체인이 거부함",
            "확인 창이 닫혔거나 시스템이 허용하지 않습니다",
            "다시 시도하고 잠금을 푸세요",
        ),
        VaultError::Disconnected => Told::new(
            "키체인과의 연결이 끊김",
            "서비스가 끝났거나 다시 시작되었습니다",
            "저장된 것은 그대로 있으니 다시 시도하세요",
        ),
        VaultError::TooLarge { bytes, limit } => Told::new(
            "키체인에 담기에는 키가 너무 큼",
            format!("키 크기 {}, 한도 {}", TEXT.bytes(*bytes), TEXT.bytes(*limit)),
            "볼트 파일에 보관하세요",
        ),
        VaultError::ReadBack => Told::new(
            "키가 저장되지 않음",
            "키체인이 돌려준 것이 쓴 것과 다릅니다",
            "다시 시도하고, 되풀이되면 알려 주세요",
        ),
        VaultError::Unknown(_) => {
            Told::new("키가 더 이상 키체인에 없음", "다른 곳에서 삭제되었습니다", "다시 가져오세요")
        }
        VaultError::Damaged(_) => Told::new(
            "저장된 키를 읽을 수 없음",
            "다른 프로그램이 항목을 바꾸었습니다",
            "삭제하고 다시 가져오세요",
        ),
        VaultError::WrongPassphrase => Told::new(
            "암호가 틀림",
            "이 암호로는 볼트 파일이 열리지 않습니다",
            "Caps Lock과 자판 배열을 확인하고 다시 입력하세요",
        ),
        VaultError::NoVault(path) => Told::new(
            format!("Jotlens의 볼트가 아닌 파일: {}", file_name(path)),
            "다른 내용이 들어 있거나 손상되었습니다",
            "빈 볼트로 시작하려면 다른 곳으로 옮기세요",
        ),
        VaultError::Io { path, kind } => file(path, *kind),
        VaultError::NoRandomness => key_trouble(&KeyTrouble::NoRandomness),
        VaultError::Unwritable => key_trouble(&KeyTrouble::Form),
        VaultError::Failed => Told::new(
            "키체인 오류",
            "이유는 알려 주지 않습니다",
            "다시 시도하거나 키를 볼트 파일에 보관하세요",
        ),
    }
}
