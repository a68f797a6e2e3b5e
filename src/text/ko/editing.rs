//! Typing over a token and signing it again, in Korean.

use crate::app::edits::EditName;
use crate::craft::edit::EditError;
use crate::craft::edit::time::TimeEdit;
use crate::craft::remake::Part;
use crate::craft::resign::{HeaderUpdate, ResignError};
use crate::craft::typed::Typing;
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::number::thousands;
use crate::text::words::Editing;

pub(super) const EDITING: Editing = Editing {
    header: "헤더 JSON",
    payload: "페이로드 JSON",
    changes: |count| format!("편집 중 · 변경 {}개", thousands(count as u64)),
    times: "시간",
    add: "클레임 추가",
    new_member: "새 항목",
    edit_member: |name| format!("편집: {name}"),
    row_menu: |name| format!("변경: {name}"),
    edit: "편집…",
    delete: "삭제",
    up: "위로 옮기기",
    down: "아래로 옮기기",
    name: "이름",
    value: "값",
    typing: "종류",
    typed: |typing| match typing {
        Typing::Text => "텍스트",
        Typing::Number => "숫자",
        Typing::Boolean => "true 또는 false",
        Typing::Null => "null",
        Typing::List => "텍스트 목록",
        Typing::Words => "공백으로 나눈 단어",
        Typing::Json => "JSON",
    },
    instant: |zone| format!("날짜와 시각, {zone}"),
    now: "지금",
    no_instant: "2026-11-20 22:38:24처럼 쓰세요",
    keep: "변경",
    add_word: "추가할 것을 쓰고 Enter",
    remove_word: |word| format!("빼기: {word}"),
    time,
    sign_with: "서명할 키",
    no_key: "키 선택",
    sign: "서명",
    sign_with_this: "보고 있는 토큰에 이 키로 서명",
    header_changes: "서명할 때 헤더에 넣을 것",
    update: |update| match update {
        HeaderUpdate::Full => "alg, typ, kid",
        HeaderUpdate::Alg => "alg만",
        HeaderUpdate::Nothing => "그대로 두기",
    },
    sign_after_edit: "고칠 때마다 서명",
    revert: "편집 되돌리기",
    signature_menu: "서명 바꾸기",
    edit_signature: "바이트를 16진수로 편집",
    unsign: "서명 없애기",
    quit_title: "창을 닫을까요?",
    quit_body: |edited| {
        let count = thousands(edited as u64);
        format!("편집하고 서명하지 않은 토큰이 {count}개 있습니다. 창을 닫으면 아무것도 남지 않습니다.")
    },
    quit: "창 닫기",
    close_title: "탭을 닫을까요?",
    close_body: "토큰을 편집하고 서명하지 않았습니다. 탭을 닫으면 아무것도 남지 않습니다.",
    close: "탭 닫기",
    stay: "계속하기",
    edited: "서명 후 편집됨",
    edited_short: "편집됨",
    edited_detail: "서명은 편집하기 전 토큰의 것입니다. 다시 서명하면 유효해집니다",
    step,
    undo_step: |step| format!("실행 취소: {step}"),
    redo_step: |step| format!("다시 실행: {step}"),
    not_signed,
    not_edited,
    gone: Told::fixed(
        "이 항목이 더 이상 그대로 있지 않음",
        "이 대화 상자가 열려 있는 동안 토큰이 바뀌었거나 다른 토큰이 표시되었습니다",
        "입력한 내용을 복사하고 닫은 뒤 다시 여세요",
    ),
};

fn time(edit: TimeEdit) -> String {
    let amount = |seconds: i64| {
        let seconds = seconds.unsigned_abs();
        match seconds {
            0..3_600 => format!("{}분", seconds / 60),
            3_600..86_400 => format!("{}시간", seconds / 3_600),
            _ => format!("{}일", seconds / 86_400),
        }
    };
    match edit {
        TimeEdit::Now => "지금 발급".to_owned(),
        TimeEdit::Expires(seconds) => format!("+{}", amount(seconds)),
        TimeEdit::Expire => "만료시키기".to_owned(),
        TimeEdit::Never => "만료 없음".to_owned(),
        TimeEdit::ShiftToNow => "모두 지금으로 옮기기".to_owned(),
    }
}

fn step(name: &EditName) -> String {
    match name {
        EditName::Text => "토큰 입력".to_owned(),
        EditName::Part(Part::Header) => "헤더 편집".to_owned(),
        EditName::Part(Part::Payload) => "페이로드 편집".to_owned(),
        EditName::Part(Part::Signature) => "서명 편집".to_owned(),
        EditName::Claim(name) | EditName::Parameter(name) => format!("편집 {}", quoted(name)),
        EditName::Unsign => "서명 없애기".to_owned(),
        EditName::Sign => "서명하기".to_owned(),
        EditName::Revert => "되돌리기".to_owned(),
    }
}

fn not_signed(error: &ResignError) -> String {
    match error {
        ResignError::NotCompact => "그 자리에서는 compact JWS만 서명할 수 있습니다".to_owned(),
        ResignError::Header => "헤더가 JSON 객체가 아니어서 alg를 넣을 수 없습니다".to_owned(),
        ResignError::NoAlgorithm => "헤더에 서명 알고리즘이 없습니다".to_owned(),
        ResignError::Unencoded => "인코딩하지 않은 페이로드는 그 자리에서 서명할 수 없습니다".to_owned(),
        ResignError::Key(why) => super::TEXT.unable(why),
    }
}

fn not_edited(error: &EditError) -> String {
    match error {
        EditError::NotJson(error) => format!("{}행 {}열부터 JSON이 아닙니다", error.line, error.column),
        EditError::Value(error) => format!("값이 {}열부터 JSON이 아닙니다", error.column),
        EditError::NoSuchPlace => "이제 그 항목이 없습니다".to_owned(),
        EditError::NoContainer => "JSON이지만 객체가 아닙니다".to_owned(),
        EditError::NoMember => "이름이 있는 것은 멤버뿐입니다".to_owned(),
        EditError::Root => "전체 텍스트에는 이름도 순서도 없습니다".to_owned(),
        EditError::NotATime(name) => format!("숫자가 아님: {}", quoted(name)),
    }
}
