//! The settings: one sheet, opened by the gear or the chord, whose choices hold at once.

use std::collections::BTreeSet;
use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use jotlens::app::action::Action;
use jotlens::app::command::{Command, Example};
use jotlens::app::settings::{Language, Setting, Settings, ThemeChoice, Zone};
use jotlens::app::state::Sheet;
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::text::words::SettingsSheet;
use jotlens::ui::Window;

use super::name;
use super::{choose, click, english, settle, tell, usual, window, words};

fn sheet() -> &'static SettingsSheet {
    &english().sheet.settings
}

fn is_open(harness: &mut Harness<'static, Window>) -> bool {
    matches!(harness.state_mut().core().state.sheet, Some(Sheet::Settings(_)))
}

fn settings(harness: &mut Harness<'static, Window>) -> Settings {
    harness.state_mut().core().state.settings.clone()
}

fn press(harness: &mut Harness<'static, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

/// The sheet with a path in it, of which nothing is written.
pub(super) fn open_with_path(harness: &mut Harness<'static, Window>) {
    let path = PathBuf::from("/home/kim/.config/jotlens/settings.json");
    harness.state_mut().core().state.sheet = Some(Sheet::Settings(Some(path)));
    settle(harness);
}

/// Opens the menu of that setting and chooses the entry.
fn pick(harness: &mut Harness<'static, Window>, what: &str, entry: &str) {
    let begins = format!("{what}: ");
    let is_it =
        |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(&begins));
    harness.query_all_by_role(Role::Button).find(is_it).unwrap().click();
    settle(harness);
    click(harness, entry);
}

#[test]
fn the_gear_and_the_chord_open_it_and_escape_closes_it() {
    let mut harness = usual();
    assert!(!is_open(&mut harness));
    click(&mut harness, &name(Action::Settings));
    assert!(is_open(&mut harness));
    assert!(harness.query_by_role_and_label(Role::Dialog, sheet().title).is_some());
    assert!(harness.get_by_role_and_label(Role::Button, sheet().done).is_focused());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!is_open(&mut harness));
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    assert!(is_open(&mut harness));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(!is_open(&mut harness), "done");
}

#[test]
fn every_choice_holds_at_once() {
    let mut harness = window([1360.0, 1000.0], Settings::default());
    tell(&mut harness, Command::OpenSettings);
    choose(&mut harness, english().status.light);
    choose(&mut harness, english().status.local);
    pick(&mut harness, sheet().text_size, &(sheet().percent)(125));
    pick(&mut harness, sheet().leeway, "1 min");
    pick(&mut harness, sheet().algorithm, "PS256");
    pick(&mut harness, sheet().life, "15 min");
    pick(&mut harness, sheet().clear_clipboard, sheet().never);
    pick(&mut harness, sheet().lock, "After 5 min");
    let ticks = [
        (sheet().after_edit, sheet().sign_again),
        (sheet().window, sheet().window_size),
        (sheet().files, sheet().file_names),
    ];
    for (what, name) in ticks {
        let name = format!("{what}: {name}");
        harness.get_by_role_and_label(Role::CheckBox, &name).click();
        settle(&mut harness);
    }
    choose(&mut harness, Language::Korean.name());
    let want = Settings {
        language: Language::Korean,
        theme: ThemeChoice::Light,
        text_percent: 125,
        zone: Zone::Local,
        leeway_secs: 60,
        algorithm: JwsAlgorithm::Ps256,
        life_secs: Some(900),
        clear_clipboard_secs: None,
        remember_window: false,
        remember_files: false,
        sign_after_edit: true,
        lock_after_mins: Some(5),
    };
    assert_eq!(settings(&mut harness), want);
    let korean = &words(Language::Korean).sheet.settings;
    assert!(harness.query_by_role_and_label(Role::Dialog, korean.title).is_some());
    click(&mut harness, korean.reset);
    assert_eq!(settings(&mut harness), Settings::default());
    assert!(harness.query_by_role_and_label(Role::Dialog, sheet().title).is_some());
}

#[test]
fn choices_are_announced_with_what_they_are_of() {
    for language in Language::ALL {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        tell(&mut harness, Command::OpenSettings);
        let sheet = &words(language).sheet.settings;
        for (name, count) in [(sheet.language, Language::ALL.len()), (sheet.theme, 3), (sheet.zone, 2)] {
            let group = harness.get_by_role_and_label(Role::RadioGroup, name);
            assert_eq!(group.query_all_by_role(Role::RadioButton).count(), count, "{name}");
        }
    }
}

#[test]
fn a_choice_that_no_menu_offers_is_shown_and_kept() {
    let mut harness = usual();
    tell(&mut harness, Command::Set(Setting::LeewaySecs(7)));
    tell(&mut harness, Command::Set(Setting::TextPercent(103)));
    tell(&mut harness, Command::OpenSettings);
    for name in
        [format!("{}: 7 s", sheet().leeway), format!("{}: {}", sheet().text_size, (sheet().percent)(103))]
    {
        assert!(harness.query_by_role_and_label(Role::Button, &name).is_some(), "{name}");
    }
    pick(&mut harness, sheet().leeway, "7 s");
    assert_eq!(settings(&mut harness).leeway_secs, 7);
}

/// The button that has the focus lies where settings would be that are out of sight.
#[test]
fn it_opens_at_its_top_each_time() {
    let mut harness = window([700.0, 600.0], Settings::default());
    let top = |harness: &Harness<'static, Window>| harness.get_by_label(sheet().look).rect().top();
    tell(&mut harness, Command::OpenSettings);
    let first = top(&harness);
    for _ in 0..3 {
        press(&mut harness, Modifiers::NONE, Key::Escape);
        press(&mut harness, Modifiers::COMMAND, Key::Comma);
        assert!((top(&harness) - first).abs() < 0.5, "{} is not {first}", top(&harness));
    }
}

#[test]
fn everything_in_it_is_reached_by_tab_and_comes_into_sight() {
    let mut harness = window([700.0, 400.0], Settings::default());
    open_with_path(&mut harness);
    let kinds = [Role::Button, Role::RadioButton, Role::CheckBox];
    let dialog = harness.get_by_role(Role::Dialog);
    let label = |node: Node<'_>| node.accesskit_node().label();
    let within = dialog.children_recursive().filter(|node| kinds.contains(&node.accesskit_node().role()));
    let all: BTreeSet<String> = within.filter_map(label).collect();
    assert!(all.len() >= 19, "{all:?}");
    let inside = dialog.rect();
    let mut found = BTreeSet::new();
    for step in 0..60 {
        harness.key_press(Key::Tab);
        harness.run();
        harness.run();
        let Some(focused) = harness.root().children_recursive().find(Node::is_focused) else { continue };
        let name = focused.accesskit_node().label().unwrap();
        let rect = focused.rect();
        assert!(inside.contains_rect(rect), "step {step}: {name} at {rect:?} in {inside:?}");
        found.extend([name]);
    }
    let missed: Vec<_> = all.difference(&found).collect();
    assert!(missed.is_empty(), "Tab does not reach {missed:?}");
    // Opened again, it begins with its beginning.
    let top = |harness: &Harness<'static, Window>| harness.get_by_label(sheet().look).rect().top();
    harness.get_by_role_and_label(Role::Button, sheet().copy_path).focus();
    settle(&mut harness);
    let scrolled = top(&harness);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    assert!(top(&harness) > scrolled + 50.0, "{scrolled} {}", top(&harness));
    assert!(inside.contains_rect(harness.get_by_label(sheet().look).rect()));
}

#[test]
fn it_says_where_its_file_is_or_that_there_is_none() {
    let mut harness = usual();
    tell(&mut harness, Command::OpenSettings);
    assert!(harness.query_by_label(sheet().not_kept).is_some());
    assert!(harness.query_by_role_and_label(Role::Button, sheet().copy_path).is_none());
    open_with_path(&mut harness);
    assert!(harness.query_by_label("/home/kim/.config/jotlens/settings.json").is_some());
    click(&mut harness, sheet().copy_path);
    assert!(harness.query_by_label("Copied").is_some());
}

#[test]
fn the_text_grows_and_shrinks_and_the_chords_of_egui_count() {
    let mut harness = usual();
    let narrow = |harness: &mut Harness<'static, Window>| harness.ctx.content_rect().width();
    for (percent, width) in [(200, 680.0), (80, 1_700.0), (100, 1_360.0)] {
        tell(&mut harness, Command::Set(Setting::TextPercent(percent)));
        assert!((narrow(&mut harness) - width).abs() < 1.0, "{percent} %: {}", narrow(&mut harness));
    }
    press(&mut harness, Modifiers::COMMAND, Key::Plus);
    settle(&mut harness);
    assert_eq!(settings(&mut harness).text_percent, 110);
    for _ in 0..20 {
        press(&mut harness, Modifiers::COMMAND, Key::Plus);
        settle(&mut harness);
    }
    assert_eq!(settings(&mut harness).text_percent, 200, "no larger");
    assert!((narrow(&mut harness) - 680.0).abs() < 1.0);
    press(&mut harness, Modifiers::COMMAND, Key::Num0);
    settle(&mut harness);
    assert_eq!(settings(&mut harness).text_percent, 100);
    tell(&mut harness, Command::Set(Setting::TextPercent(150)));
    tell(&mut harness, Command::ResetSettings);
    assert!((narrow(&mut harness) - 1_360.0).abs() < 1.0);
}

#[test]
fn at_every_text_size_the_window_stays_usable() {
    for percent in [80, 100, 150, 200] {
        for size in [[1360.0, 860.0], [1024.0, 768.0], [960.0, 720.0]] {
            let mut harness = window(size, Settings::default());
            tell(&mut harness, Command::Set(Setting::TextPercent(percent)));
            tell(&mut harness, Command::ShowExample(Example::Good));
            let room = harness.ctx.content_rect();
            let want = size[0] / f32::from(percent) * 100.0;
            assert!((room.width() - want).abs() < 1.0, "{percent} %: {room:?}");
            let what = format!("{percent} % in {size:?}");
            let gear = harness.get_by_role_and_label(Role::Button, &name(Action::Settings)).rect();
            assert!(room.contains_rect(gear), "{what}: {gear:?} in {room:?}");
            for command in [Command::OpenSettings, Command::OpenGenerate, Command::OpenImport] {
                tell(&mut harness, command);
                let dialog = harness.get_by_role(Role::Dialog).rect();
                assert!(room.contains_rect(dialog), "{what}: {dialog:?} in {room:?}");
            }
        }
    }
}

#[test]
fn a_new_key_is_for_the_preferred_algorithm_until_another_kind_is_chosen() {
    let mut harness = usual();
    tell(&mut harness, Command::Set(Setting::Algorithm(JwsAlgorithm::Ps384)));
    tell(&mut harness, Command::OpenGenerate);
    let name = format!("{}: PS384", english().sheet.key.algorithm);
    assert!(harness.query_by_role_and_label(Role::Button, &name).is_some());
    choose(&mut harness, (english().sheet.generate.kinds)(jotlens::jose::generate::KeySpec::Ed25519));
    assert!(harness.query_by_role_and_label(Role::Button, &name).is_none());
}
