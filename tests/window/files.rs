//! Files: the sheet where a path is typed, the list of those that were opened, and what is dropped; and the lock.

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key as Press, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::{Command, NewSigner, PrivateText};
use jotlens::app::jobs::FilePurpose;
use jotlens::app::jobs::dialogs::Wanted;
use jotlens::app::state::{Sheet, VaultStatus};
use jotlens::craft::remake::Part;
use jotlens::craft::template::Template;
use jotlens::vault::{IndexState, Place, VaultError};
use zeroize::Zeroizing;

use super::*;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("token.jwt"), TOKEN).unwrap();
    std::fs::write(folder.path().join("토큰.jwt"), TOKEN).unwrap();
    std::fs::write(folder.path().join(".hidden"), TOKEN).unwrap();
    std::fs::create_dir(folder.path().join("nested")).unwrap();
    std::fs::write(folder.path().join("nested/other.jwt"), TOKEN).unwrap();
    folder
}

/// A window whose sheet looks into that folder.
fn browsing(folder: &Path) -> Harness<'static, Window> {
    let mut harness = usual();
    tell(&mut harness, Command::Browse(Wanted::Open(FilePurpose::Any)));
    tell(&mut harness, Command::OpenPath(folder.to_owned()));
    harness
}

fn typed(harness: &Harness<'static, Window>) -> String {
    let words = &english().desktop.files;
    text_box(harness, words.path).accesskit_node().value().unwrap_or_default()
}

fn press(harness: &mut Harness<'static, Window>, key: Press) {
    harness.key_press(key);
    settle(harness);
}

fn write(harness: &mut Harness<'static, Window>, text: &str) {
    text_box(harness, english().desktop.files.path).type_text(text);
    settle(harness);
}

fn listed(harness: &Harness<'static, Window>) -> Vec<String> {
    let rows = harness.query_all_by_role(Role::ListBoxOption);
    rows.filter_map(|row| row.accesskit_node().label()).collect()
}

#[test]
fn a_path_is_typed_completed_and_opened() {
    let place = folder();
    let mut harness = browsing(place.path());
    let begin = format!("{}/", place.path().display());
    assert_eq!(typed(&harness), begin);
    assert_eq!(listed(&harness), ["Folder: nested", "token.jwt", "토큰.jwt"]);
    write(&mut harness, "TO");
    assert_eq!(listed(&harness), ["token.jwt"]);
    press(&mut harness, Press::Tab);
    assert_eq!(typed(&harness), format!("{begin}token.jwt"));
    press(&mut harness, Press::Enter);
    assert!(harness.state_mut().core().state.sheet.is_none());
    assert_eq!(&*harness.state_mut().core().state.shown().unwrap().text, TOKEN);
}

#[test]
fn shift_and_tab_goes_back_and_completes_nothing() {
    let place = folder();
    let mut harness = browsing(place.path());
    write(&mut harness, "to");
    let before = typed(&harness);
    harness.key_press_modifiers(Modifiers::SHIFT, Press::Tab);
    settle(&mut harness);
    assert_eq!(typed(&harness), before);
    assert!(!text_box(&harness, english().desktop.files.path).is_focused());
}

#[test]
fn a_menu_longer_than_the_window_scrolls() {
    let place = folder();
    let mut harness = window([1200.0, 330.0], Settings::default());
    for number in 0..10 {
        let path = place.path().join(format!("{number}.jwt"));
        std::fs::write(&path, TOKEN).unwrap();
        tell(&mut harness, Command::ReadFiles(vec![path]));
    }
    let words = english();
    for (menu, first, last) in [
        (words.desktop.recent.menu, words.desktop.saved.save_tab, words.desktop.recent.forget),
        (
            words.bench.new_token,
            (words.bench.template)(jotlens::craft::template::Template::AccessToken),
            words.bench.own.save_as,
        ),
    ] {
        click(&mut harness, menu);
        harness.get_by_role_and_label(Role::Button, first).hover();
        for _ in 0..20 {
            harness.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -100.0),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            });
        }
        settle(&mut harness);
        let rect = harness.get_by_role_and_label(Role::Button, last).rect();
        assert!(rect.bottom() <= 330.0, "{last}: {rect:?}");
        press(&mut harness, Press::Escape);
    }
}

#[test]
fn why_a_tab_cannot_be_kept_is_told() {
    let words = english();
    let place = || Place::File("/keys.age".into());
    for (vault, text, why) in [
        (Place::Memory, TOKEN, words.desktop.saved.no_vault),
        (place(), "", words.bench.no_token),
        (place(), TOKEN, ""),
    ] {
        let mut harness = usual();
        harness.state_mut().core().state.vault =
            VaultStatus::Open { place: vault, state: IndexState::Sealed, is_locked: false };
        tell(&mut harness, Command::Paste(text.to_owned()));
        harness.get_by_role(Role::Tab).click_secondary();
        settle(&mut harness);
        let entry = harness.get_by_role_and_label(Role::Button, words.desktop.saved.save_tab);
        assert_eq!(entry.accesskit_node().is_disabled(), !why.is_empty());
        assert_eq!(entry.accesskit_node().data().description().unwrap_or_default(), why);
    }
}

#[test]
fn the_arrows_choose_and_folders_are_gone_into() {
    let place = folder();
    let mut harness = browsing(place.path());
    press(&mut harness, Press::ArrowDown);
    press(&mut harness, Press::Enter);
    assert_eq!(typed(&harness), format!("{}/nested/", place.path().display()));
    assert_eq!(listed(&harness), ["other.jwt"]);
    let up = harness.get_by_role_and_label(Role::Link, english().desktop.files.up);
    up.click();
    settle(&mut harness);
    assert_eq!(listed(&harness).len(), 3);
    write(&mut harness, ".h");
    assert_eq!(listed(&harness), [".hidden"], "only when it is asked for");
    press(&mut harness, Press::Escape);
    assert!(harness.state_mut().core().state.sheet.is_none());
}

#[test]
fn a_wrong_path_is_told_and_can_be_mended() {
    let place = folder();
    let mut harness = browsing(place.path());
    write(&mut harness, "none.jwt");
    assert_eq!(listed(&harness).len(), 0);
    press(&mut harness, Press::Enter);
    assert!(said(&harness).iter().any(|text| text.contains("none.jwt") && text.contains("read")));
    write(&mut harness, "/x/");
    assert!(said(&harness).iter().any(|text| text.contains("Cannot look into")), "{:?}", said(&harness));
    assert!(matches!(harness.state_mut().core().state.sheet, Some(Sheet::Files(_))));
}

#[test]
fn saving_asks_before_it_writes_over_a_file() {
    let place = folder();
    let words = &english().desktop.files;
    let mut harness = usual();
    let text = PrivateText(Zeroizing::new("new".to_owned()));
    tell(&mut harness, Command::Browse(Wanted::Save { name: "token.jwt".to_owned(), text }));
    tell(&mut harness, Command::SavePath { path: place.path().to_owned(), over: false });
    assert_eq!(typed(&harness), format!("{}/token.jwt", place.path().display()));
    assert_eq!(listed(&harness).len(), 3, "a proposed name hides nothing");
    press(&mut harness, Press::Enter);
    let path = place.path().join("token.jwt");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), TOKEN);
    click(&mut harness, words.replace);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
    assert!(harness.state_mut().core().state.sheet.is_none());
}

#[test]
fn opened_files_are_offered_in_the_empty_window_and_in_the_menu() {
    let place = folder();
    let mut harness = usual();
    tell(&mut harness, Command::ReadFiles(vec![place.path().join("token.jwt")]));
    click(&mut harness, english().desktop.recent.menu);
    let name = format!("token.jwt · {}", place.path().display());
    assert!(harness.query_by_role_and_label(Role::Button, &name).is_some(), "{:?}", said(&harness));
    press(&mut harness, Press::Escape);
    tell(&mut harness, Command::NewTab);
    click(&mut harness, &name);
    assert_eq!(&*harness.state_mut().core().state.shown().unwrap().text, TOKEN);
    click(&mut harness, english().desktop.recent.menu);
    click(&mut harness, english().desktop.recent.forget);
    assert!(harness.query_by_role_and_label(Role::Button, english().desktop.recent.menu).is_none());
}

#[test]
fn a_lock_that_leaves_a_key_in_memory_says_so() {
    let words = &english().desktop.lock;
    for (made, said_of_keys) in [(false, words.hint), (true, words.kept)] {
        let mut harness = super::sheets::in_trouble();
        if made {
            tell(&mut harness, Command::NewToken(Template::AccessToken, NewSigner::Fresh));
        }
        tell(&mut harness, Command::LockNow);
        let all = said(&harness);
        assert!(all.iter().any(|text| text == said_of_keys), "{made}: {all:?}");
    }
}

#[test]
fn a_locked_window_says_so_and_nothing_else() {
    let mut harness = usual();
    let words = &english().desktop.lock;
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Press::L);
    settle(&mut harness);
    let all = said(&harness);
    assert!(all.iter().any(|text| text == words.title), "{all:?}");
    assert!(!all.iter().any(|text| text.contains("user_481") || text.contains("eyJ")), "{all:?}");
    assert!(all.iter().any(|text| text == words.kept), "keys in memory are nowhere else: {all:?}");
    harness.state_mut().core().state.vault = VaultStatus::Trouble(VaultError::NoProvider);
    harness.run();
    assert!(said(&harness).iter().any(|text| text == words.hint));
    paste(&mut harness, "eyJhbGciOiJub25lIn0.e30.");
    assert!(harness.state_mut().core().state.locked);
    click(&mut harness, words.unlock);
    assert!(!harness.state_mut().core().state.locked);
    assert!(said(&harness).iter().any(|text| text.contains("user_481")));
    assert_eq!(harness.state_mut().core().state.tabs.len(), 1);

    tell(&mut harness, Command::LockNow);
    press(&mut harness, Press::Space);
    assert!(!harness.state_mut().core().state.locked, "any key");
}

#[test]
fn no_sheet_and_no_question_keeps_the_window_from_being_locked() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    tell(&mut harness, Command::OpenMember(Part::Payload, Some(0)));
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Press::L);
        settle(&mut harness);
        assert!(harness.state_mut().core().state.locked);
        click(&mut harness, english().desktop.lock.unlock);
        let state = &harness.state_mut().core().state;
        assert!(matches!(state.sheet, Some(Sheet::Member(_))) && state.asks.is_none(), "{:?}", state.sheet);
        // What was typed there is of the token, and stays; a question is asked again.
        tell(&mut harness, Command::EditText(TOKEN.replace("eyJ", "eyK")));
        tell(&mut harness, Command::AskQuit);
        assert!(harness.state_mut().core().state.asks.is_some());
    }
}
