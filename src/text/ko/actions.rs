//! The words of what can be done from anywhere, in Korean.

use std::borrow::Cow;

use super::TEXT;
use super::bench::BENCH;
use super::editing::EDITING;
use super::sheets::SHEETS;
use super::words::WORDS;
use crate::app::action::{Action, Group, WhyNot};
use crate::app::command::Example;
use crate::app::settings::{ThemeChoice, Zone};
use crate::craft::copy_as::As;
use crate::text::words::{Actions, HelpWords, Name, PaletteWords};

pub(super) const ACTIONS: Actions = Actions {
    name,
    why_not,
    group,
    palette: PaletteWords {
        title: "모든 명령",
        hint: "무엇을 할까요?",
        list: "명령",
        found: |count| format!("명령 {count}개"),
        nothing: "그런 이름이 없습니다",
        keys: "↑ ↓ 선택 · Enter 실행 · Esc 닫기",
        unavailable: |name, why| format!("{name}, 지금은 안 됨: {why}"),
        tab: |title| format!("탭으로 이동: {title}"),
        key: |name| format!("키 열기: {name}"),
        verify: |name| format!("이 키로 검증: {name}"),
        recent: "최근 사용",
        find: "토큰에서 찾기",
        find_hint: "이름, 값, 발견 사항",
        not_found: "찾는 내용이 없습니다",
    },
    help: HelpWords {
        title: "키보드와 마우스",
        everywhere: "어디서나",
        moving: [
            "다음 자리나 이전 자리로 이동",
            "초점이 있는 것 누르기",
            "메뉴, 대화 상자, 명령 목록 닫기",
            "초점이 있는 값 복사",
        ],
        mouse: "마우스와 클립보드",
        hints: [
            "어디서나 붙여넣기: 토큰이 들어 있으면 앞뒤에 무엇이 있어도 찾아냅니다",
            "토큰이나 키 파일을 창에 끌어다 놓기",
            "클레임을 가리키면 뜻과 근거 표준을 보여 줍니다",
            "키를 마우스 오른쪽 단추로 누르면 할 수 있는 일이 모두 나옵니다",
            "탭을 가운데 단추로 눌러 닫기",
            "발견 사항을 눌러 그 위치 보기",
        ],
    },
};

fn name(action: Action) -> Name {
    let copy = |short: &'static str| Name::within(WORDS.encoded.copy, short);
    match action {
        Action::Paste => Name::new("토큰 붙여넣기", WORDS.empty.paste),
        Action::OpenFile => Name::plain(WORDS.empty.open),
        Action::Find => Name::plain("토큰에서 찾기…"),
        Action::VerifyAll => Name::new("모든 키로 검증", WORDS.verdict.all_keys),
        Action::TryWords => Name::plain(WORDS.verdict.try_words),
        Action::DecryptAnyway => Name::plain(WORDS.verdict.decrypt_anyway),
        Action::Stop => Name::new("원인 찾기 멈추기", WORDS.verdict.stop),
        Action::OpenDetached => Name::new("분리된 내용 열기…", WORDS.decoded.open_detached),
        Action::PasteDetached => Name::new("분리된 내용 붙여넣기", WORDS.decoded.paste_detached),
        Action::Compare => Name::new("다른 토큰과 비교", BENCH.compare),
        Action::Negatives => Name::plain(BENCH.negatives),
        Action::CopyToken => Name::new("토큰 복사", WORDS.encoded.copy_token),
        Action::CopyCompact => Name::plain(WORDS.encoded.copy_compact),
        Action::CopyHeader => copy(WORDS.encoded.copy_header_json),
        Action::CopyPayload => copy(WORDS.encoded.copy_payload_json),
        Action::CopySignatureHex => copy("서명(16진수)"),
        Action::CopySignature => copy("서명(base64url)"),
        Action::CopyFindings => copy(WORDS.encoded.copy_findings),
        Action::CopyFindingsMarkdown => copy(WORDS.encoded.copy_findings_markdown),
        Action::CopyAs(As::Flattened) => Name::plain(WORDS.encoded.copy_flattened),
        Action::CopyAs(form) => copy(TEXT.copy_as(form)),
        Action::Sign => Name::new("토큰에 서명", EDITING.sign),
        Action::Undo => Name::plain("실행 취소"),
        Action::Redo => Name::plain("다시 실행"),
        Action::Revert => Name::plain(EDITING.revert),
        Action::AddParameter => Name::new("헤더 매개변수 추가…", EDITING.add),
        Action::AddClaim => Name::new("클레임 추가…", EDITING.add),
        Action::Time(edit) => Name::within(EDITING.times, (EDITING.time)(edit)),
        Action::TurnHeader => Name::plain("헤더: 표 또는 JSON"),
        Action::TurnPayload => Name::plain("페이로드: 표 또는 JSON"),
        Action::NewToken => Name::new("새 토큰…", BENCH.new_token),
        Action::SaveTemplate => Name::plain(BENCH.own.save_as),
        Action::New(template) => Name::within(BENCH.new_token, (BENCH.template)(template)),
        Action::Show(Example::Good) => Name::within(WORDS.empty.try_one, WORDS.empty.good.0),
        Action::Show(Example::Failing) => Name::within(WORDS.empty.try_one, WORDS.empty.failing.0),
        Action::Show(Example::Encrypted) => Name::within(WORDS.empty.try_one, WORDS.empty.encrypted.0),
        Action::Generate => Name::new("키 생성…", WORDS.keys.generate),
        Action::Import => Name::new("키 가져오기…", WORDS.keys.import),
        Action::Encrypt => Name::plain("키로 암호화…"),
        Action::Keychain => Name::within("키 보관", SHEETS.vault.keychain),
        Action::VaultFile => Name::within("키 보관", SHEETS.vault.choose_file),
        Action::Session => Name::within("키 보관", SHEETS.vault.use_session),
        Action::NewTab => Name::plain("새 탭"),
        Action::CloseTab => Name::plain("탭 닫기"),
        Action::NextTab => Name::plain("다음 탭"),
        Action::PreviousTab => Name::plain("이전 탭"),
        Action::GoToToken => Name::plain("토큰으로 이동"),
        Action::GoToFindings => Name::plain("발견 사항으로 이동"),
        Action::GoToHeader => Name::plain("헤더로 이동"),
        Action::GoToPayload => Name::plain("페이로드로 이동"),
        Action::GoToSignature => Name::plain("서명으로 이동"),
        Action::GoToKeys => Name::plain(WORDS.keys.search),
        Action::Palette => Name::plain("모든 명령…"),
        Action::Help => Name::plain("키보드와 마우스 도움말"),
        Action::Settings => Name::plain("설정…"),
        Action::Lock => Name::plain("지금 잠그기"),
        Action::SaveTab => Name::plain(WORDS.desktop.saved.save_tab),
        Action::Larger => Name::plain("글자 크게"),
        Action::Smaller => Name::plain("글자 작게"),
        Action::UsualSize => Name::plain("글자 원래 크기로"),
        Action::Quit => Name::plain("Jotlens 끝내기"),
        Action::Theme(theme) => Name::within(
            WORDS.status.theme,
            match theme {
                ThemeChoice::System => WORDS.status.system,
                ThemeChoice::Dark => WORDS.status.dark,
                ThemeChoice::Light => WORDS.status.light,
            },
        ),
        Action::Language(language) => Name::within(WORDS.status.language, language.name()),
        Action::Zone(zone) => Name::within(
            "시간대",
            match zone {
                Zone::Utc => WORDS.status.utc,
                Zone::Local => WORDS.status.local,
            },
        ),
    }
}

fn why_not(why: &WhyNot) -> Cow<'static, str> {
    match why {
        WhyNot::NoToken => BENCH.no_token.into(),
        WhyNot::NoSuchPart => "이 토큰에는 텍스트로 된 그 부분이 없습니다".into(),
        WhyNot::Convert(why) => TEXT.why_not(why).into(),
        WhyNot::OneTab => "다른 탭이 없습니다".into(),
        WhyNot::DialogOpen => "파일 대화 상자가 열려 있습니다".into(),
        WhyNot::NothingToUndo => "편집한 것이 없습니다".into(),
        WhyNot::NothingToRedo => "취소한 것이 없습니다".into(),
        WhyNot::NotEdited => "토큰이 서명된 그대로입니다".into(),
        WhyNot::NoSigner => "이 토큰에 서명할 수 있는 키가 없습니다".into(),
        WhyNot::NotEditable => "compact 토큰의 JSON만 바로 편집할 수 있습니다".into(),
        WhyNot::AllKeys => "이미 모든 키로 검증합니다".into(),
        WhyNot::NoSecret => "공유 비밀 키로 서명한 토큰이 아닙니다".into(),
        WhyNot::NothingRuns => "실행 중인 작업이 없습니다".into(),
        WhyNot::NothingAsked => "답을 기다리는 복호화가 없습니다".into(),
        WhyNot::NotDetached => "페이로드가 토큰 안에 있습니다".into(),
        WhyNot::NoVault => WORDS.desktop.saved.no_vault.into(),
        WhyNot::NoKeys => WORDS.keys.none.into(),
        WhyNot::NoRecipient => "암호화에 쓸 수 있는 키가 없습니다".into(),
        WhyNot::NoFindings => WORDS.encoded.no_findings.into(),
    }
}

const fn group(group: Group) -> &'static str {
    match group {
        Group::Token => "토큰",
        Group::Go => "이동",
        Group::Edit => "편집과 서명",
        Group::Make => "새 토큰",
        Group::Copy => "복사",
        Group::Keys => "키",
        Group::Tabs => "탭",
        Group::Window => "창",
    }
}
