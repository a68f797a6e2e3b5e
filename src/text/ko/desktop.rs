//! The words of files and of the window among the others of the desktop, in Korean.

use std::io::ErrorKind;

use super::TEXT;
use crate::app::state::{FileTrouble, KeyTrouble, NoticeKind};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::problem::file_name;
use crate::text::words::{Desktop, FilesWords, LockWords, RecentWords, SavedWords};
use crate::vault::VaultError;

pub(super) const DESKTOP: Desktop = Desktop {
    files: FilesWords {
        open_title: "파일 열기",
        save_title: "파일 저장",
        about: "이 데스크톱에는 파일 대화 상자가 없습니다. 경로를 입력하거나 화살표로 고르세요. Tab으로 완성하고 Enter로 정합니다.",
        path: "경로",
        list: "이 폴더의 내용",
        folder: |name| format!("폴더: {name}"),
        up: "상위 폴더",
        nothing: "이렇게 시작하는 것이 없음",
        more: "너무 많아 처음 일부만 보여 줍니다",
        working: "살펴보는 중…",
        open: "열기",
        save: "저장",
        exists: |name| {
            Told::new(
                format!("이미 있는 파일: {}", quoted(name)),
                "지금 든 내용이 사라집니다",
                "다른 이름을 입력하거나 덮어쓰세요",
            )
        },
        replace: "덮어쓰기",
        trouble,
    },
    recent: RecentWords {
        menu: "파일",
        title: "최근 파일",
        file: |name, folder| format!("{name} · {folder}"),
        forget: "이 목록 지우기",
    },
    saved: SavedWords {
        save_tab: "탭을 볼트에 저장…",
        no_vault: "저장할 키체인이나 볼트 파일이 없습니다",
        title: "볼트에 저장됨",
        one: |name, bytes| format!("{name} · {bytes}"),
        delete_one: |name| format!("삭제: {}", quoted(name)),
        save_title: "탭을 볼트에 저장",
        about: |place| {
            format!("이 탭의 텍스트를 암호화해 보관하며 디스크의 다른 곳에는 남기지 않습니다. 위치: {place}")
        },
        name: "이름",
        save: "저장",
        saving: "저장하는 중…",
        trouble: not_saved,
        delete_title: |name| format!("삭제할까요? {}", quoted(name)),
        for_good: "저장한 텍스트를 볼트에서 완전히 삭제합니다. 열린 탭은 그대로입니다.",
        delete: "삭제",
    },
    lock: LockWords {
        title: "잠김",
        hint: "토큰을 숨기고 개인 키를 메모리에서 지웠습니다. 아무 키나 누르세요.",
        kept: "토큰을 숨겼습니다. 이번 세션의 키는 메모리에 남아 있습니다. 아무 키나 누르세요.",
        unlock: "잠금 해제",
    },
};

fn trouble(trouble: &FileTrouble) -> Told {
    match trouble {
        FileTrouble::Folder(path, kind) => Told::new(
            format!("볼 수 없는 폴더: {}", file_name(path)),
            match kind {
                ErrorKind::NotFound => "그 자리에 없습니다",
                ErrorKind::NotADirectory => "폴더가 아닙니다",
                ErrorKind::PermissionDenied => "볼 권한이 없습니다",
                _ => "시스템이 거부했습니다",
            },
            "다른 경로를 입력하세요",
        ),
        FileTrouble::Unreadable(path, kind) => TEXT.notice(&NoticeKind::FileUnreadable(path.clone(), *kind)),
        FileTrouble::TooLarge(bytes) => TEXT.notice(&NoticeKind::TooLarge(*bytes)),
        FileTrouble::Unwritable(path, kind) => {
            TEXT.notice(&NoticeKind::KeyTrouble(KeyTrouble::File(path.clone(), *kind)))
        }
    }
}

fn not_saved(why: &VaultError) -> Told {
    match why {
        VaultError::TooLarge { bytes, limit } => Told::new(
            "이 볼트에 넣기에는 텍스트가 너무 김",
            format!("크기: {}, 한도: {}", TEXT.bytes(*bytes), TEXT.bytes(*limit)),
            "토큰이 든 부분만 잘라 내거나 볼트 파일을 쓰세요",
        ),
        why => TEXT.vault_error(why),
    }
}
