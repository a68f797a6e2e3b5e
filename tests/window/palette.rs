//! The palette, finding in the token, and the help: by keyboard, in both languages, for screen readers.

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::{Command, Example};
use jotlens::app::state::Sheet;

use super::*;

pub(crate) fn open(harness: &mut Harness<'static, Window>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(harness);
}

fn press(harness: &mut Harness<'static, Window>, key: Key) {
    harness.key_press(key);
    settle(harness);
}

pub(crate) fn type_query(harness: &mut Harness<'static, Window>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    settle(harness);
}

/// The entries in sight.
fn listed(harness: &Harness<'static, Window>) -> Vec<String> {
    options(harness).into_iter().filter_map(|node| node.accesskit_node().label()).collect()
}

/// The entry that screen readers are at.
fn chosen(harness: &Harness<'static, Window>) -> Option<String> {
    let found = options(harness).into_iter().find(Node::is_focused);
    found.and_then(|node| node.accesskit_node().label())
}

/// The entries of the palette, not those of the findings below it.
fn options<'a>(harness: &'a Harness<'static, Window>) -> Vec<Node<'a>> {
    let lists = Language::ALL.map(|language| words(language).action.palette.list);
    let list = lists.into_iter().find_map(|name| harness.query_by_role_and_label(Role::ListBox, name));
    list.into_iter()
        .flat_map(|list| list.query_all_by_role(Role::ListBoxOption).collect::<Vec<_>>())
        .collect()
}

fn is_open(harness: &Harness<'static, Window>) -> bool {
    harness.query_by_role_and_label(Role::ListBox, english().action.palette.list).is_some()
        || harness
            .query_by_role_and_label(Role::ListBox, words(Language::Korean).action.palette.list)
            .is_some()
}

#[test]
fn a_command_is_found_by_a_few_letters_and_done() {
    let mut harness = usual();
    open(&mut harness);
    assert!(is_open(&harness));
    type_query(&mut harness, "gkey");
    assert_eq!(chosen(&harness), Some(name(Action::Generate)));
    press(&mut harness, Key::Enter);
    assert!(!is_open(&harness));
    assert!(matches!(harness.state_mut().core().state.sheet, Some(Sheet::Generate(_))));
    // Under a sheet nothing of the window is done.
    open(&mut harness);
    assert!(!is_open(&harness));
}

#[test]
fn nothing_is_lost_that_is_typed_at_once() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    settle(&mut harness);
    let key =
        |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let strokes = [
        key(Key::K, Modifiers::COMMAND),
        Event::Text("th".to_owned()),
        Event::Text("eme light".to_owned()),
        key(Key::Enter, Modifiers::NONE),
    ];
    harness.input_mut().events.extend(strokes);
    harness.step();
    settle(&mut harness);
    assert_eq!(harness.state_mut().core().state.settings.theme, ThemeChoice::Light);
    assert_eq!(harness.state_mut().core().state.shown().unwrap().text.as_ref(), TOKEN);
}

#[test]
fn both_languages_are_understood_whatever_is_spoken() {
    for (language, query, want) in [
        (Language::English, "새 탭", Action::NewTab),
        (Language::English, "ㅌㄷㄱ", Action::CloseTab),
        (Language::Korean, "new tab", Action::NewTab),
        (Language::Korean, "ㄷㄱ ㅌ", Action::CloseTab),
    ] {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        open(&mut harness);
        type_query(&mut harness, query);
        let name = (words(language).action.name)(want).full;
        assert!(listed(&harness).iter().any(|listed| *listed == name), "{query}: {:?}", listed(&harness));
        assert_eq!(chosen(&harness).as_deref(), Some(&*name), "{query}");
    }
}

#[test]
fn arrows_and_pages_go_through_the_list() {
    let mut harness = usual();
    open(&mut harness);
    let all = listed(&harness);
    assert_eq!(chosen(&harness).as_ref(), all.first());
    press(&mut harness, Key::ArrowDown);
    assert_eq!(chosen(&harness).as_ref(), all.get(1));
    press(&mut harness, Key::Tab);
    assert_eq!(chosen(&harness).as_ref(), all.get(2));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    settle(&mut harness);
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::ArrowUp);
    let last = chosen(&harness).expect("the last one is in sight");
    assert!(!all.contains(&last), "a step up from the first goes to the end");
    press(&mut harness, Key::ArrowDown);
    assert_eq!(chosen(&harness).as_ref(), all.first());
    press(&mut harness, Key::PageDown);
    assert_eq!(chosen(&harness).as_ref(), all.get(10));
    press(&mut harness, Key::PageUp);
    press(&mut harness, Key::PageUp);
    assert_eq!(chosen(&harness).as_ref(), all.first());
    let count = options(&harness).remove(0);
    assert_eq!(count.accesskit_node().data().position_in_set(), Some(1));
    assert!(count.accesskit_node().data().size_of_set().unwrap() > 60);
}

#[test]
fn what_cannot_be_done_says_why_and_is_not_done() {
    let mut harness = usual();
    open(&mut harness);
    type_query(&mut harness, "compare");
    let why = english().bench.no_token;
    let entry = options(&harness).remove(0);
    assert!(entry.accesskit_node().is_disabled());
    assert_eq!(
        entry.accesskit_node().label(),
        Some((english().action.palette.unavailable)(&name(Action::Compare), why))
    );
    press(&mut harness, Key::Enter);
    assert!(is_open(&harness) && harness.state_mut().core().state.sheet.is_none());
}

#[test]
fn what_was_used_lately_comes_first() {
    let mut harness = usual();
    for query in ["theme light", "time zone local"] {
        open(&mut harness);
        type_query(&mut harness, query);
        press(&mut harness, Key::Enter);
    }
    assert_eq!(harness.state_mut().core().state.settings.theme, ThemeChoice::Light);
    open(&mut harness);
    let local = Action::Zone(jotlens::app::settings::Zone::Local);
    let want = [name(local), name(Action::Theme(ThemeChoice::Light))];
    assert_eq!(listed(&harness)[..2], want);
}

#[test]
fn tabs_and_keys_are_entries() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Good));
    tell(&mut harness, Command::NewTab);
    let palette = &english().action.palette;
    open(&mut harness);
    type_query(&mut harness, "go to tab token");
    assert!(chosen(&harness).unwrap().starts_with((palette.tab)("").trim_end()), "{:?}", listed(&harness));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state_mut().core().state.active, 0);
    let key = harness.state_mut().core().state.keys[0].id.name.clone();
    open(&mut harness);
    type_query(&mut harness, &format!("verify {key}"));
    assert_eq!(chosen(&harness), Some((palette.verify)(&key)));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state_mut().core().state.shown().unwrap().only_key, Some(0));
    open(&mut harness);
    type_query(&mut harness, &format!("open key {key}"));
    press(&mut harness, Key::Enter);
    assert!(matches!(harness.state_mut().core().state.sheet, Some(Sheet::Key(_))));
}

#[test]
fn escape_and_the_chord_close_it_and_the_keyboard_goes_back() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    settle(&mut harness);
    let name = english().encoded.text_box;
    for closing in [(Modifiers::NONE, Key::Escape), (Modifiers::COMMAND, Key::K)] {
        open(&mut harness);
        assert!(!harness.get_by_label(name).is_focused());
        harness.key_press_modifiers(closing.0, closing.1);
        settle(&mut harness);
        assert!(!is_open(&harness));
        assert!(harness.get_by_label(name).is_focused(), "{closing:?}");
    }
}

#[test]
fn enter_that_ends_a_composition_does_nothing() {
    let mut harness = usual();
    open(&mut harness);
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    harness.event(preedit("ㅅ"));
    settle(&mut harness);
    harness.event(preedit("새"));
    settle(&mut harness);
    assert!(listed(&harness).iter().any(|listed| *listed == name(Action::NewTab)), "half a word finds, too");
    press(&mut harness, Key::Enter);
    assert!(is_open(&harness), "while it composes");
    let enter = |pressed| Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let together = [Event::Ime(ImeEvent::Commit("새".to_owned())), enter(true), enter(false)];
    harness.input_mut().events.extend(together);
    settle(&mut harness);
    assert!(is_open(&harness), "with the same stroke");
    press(&mut harness, Key::Enter);
    assert!(!is_open(&harness), "afterwards");
}

#[test]
fn an_arrow_that_ends_a_composition_goes_on() {
    let mut harness = usual();
    open(&mut harness);
    harness.event(Event::Ime(ImeEvent::Preedit { text: "탭".to_owned(), active_range_chars: None }));
    settle(&mut harness);
    let all = listed(&harness);
    press(&mut harness, Key::ArrowDown);
    assert_eq!(chosen(&harness).as_ref(), all.first(), "while it composes, the arrows are its own");
    let arrow = |pressed| Event::Key {
        key: Key::ArrowDown,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let together = [Event::Ime(ImeEvent::Commit("탭".to_owned())), arrow(true), arrow(false)];
    harness.input_mut().events.extend(together);
    settle(&mut harness);
    assert_eq!(chosen(&harness).as_ref(), all.get(1));
}

#[test]
fn what_is_chosen_stays_chosen_when_the_list_changes() {
    let mut harness = usual();
    open(&mut harness);
    for _ in 0..5 {
        press(&mut harness, Key::ArrowDown);
    }
    let before = (chosen(&harness), listed(&harness));
    // With a token, much more can be done, and stands further up.
    let _ = harness.state_mut().core().update(Command::Paste(TOKEN.to_owned()));
    settle(&mut harness);
    assert_ne!(listed(&harness), before.1);
    assert_eq!(chosen(&harness), before.0);
    // In the frame in which it changes, too.
    let _ = harness.state_mut().core().update(Command::CloseTab(0));
    press(&mut harness, Key::ArrowDown);
    assert_eq!(chosen(&harness), before.1.get(6).cloned());
}

#[test]
fn findings_are_found_that_came_while_it_was_open() {
    let mut harness = usual();
    for text in [SECRET, "another secret of 32 bytes ......"] {
        tell(&mut harness, Command::ImportSecret(super::tokens::secret(text)));
    }
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(&mut harness);
    let before = listed(&harness);
    tell(&mut harness, Command::VerifyWith(Some(1)));
    let state = &harness.state_mut().core().state;
    let findings = &state.token().unwrap().findings;
    let text = Language::English.text();
    let messages: Vec<String> =
        findings.iter().map(|finding| text.finding(&finding.detail).message.into_owned()).collect();
    let after = listed(&harness);
    let new: Vec<String> = messages.into_iter().filter(|message| !before.contains(message)).collect();
    assert!(!new.is_empty(), "{before:?}");
    for message in new {
        assert!(after.contains(&message), "{message}: {after:?}");
    }
}

#[test]
fn the_palette_is_a_dialog_with_a_list() {
    let mut harness = usual();
    open(&mut harness);
    let palette = &english().action.palette;
    let dialog = harness.get_by_role_and_label(Role::Dialog, palette.title);
    assert!(dialog.accesskit_node().is_modal());
    assert!(dialog.query_by_role_and_label(Role::ListBox, palette.list).is_some());
    assert!(options(&harness).remove(0).accesskit_node().is_selected() == Some(true));
    let count = options(&harness).remove(0);
    let count = count.accesskit_node().data().size_of_set().unwrap();
    let count = (palette.found)(count);
    let said = harness.get_by_label(&count);
    assert_eq!(said.accesskit_node().live(), egui::accesskit::Live::Polite);
}

#[test]
fn a_word_in_the_token_is_found_and_shown() {
    let mut harness = usual();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(&mut harness);
    assert!(!is_open(&harness), "there is nothing to look in");
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    settle(&mut harness);
    assert!(is_open(&harness));
    assert!(listed(&harness).contains(&"sub: user_481".to_owned()), "{:?}", listed(&harness));
    type_query(&mut harness, "KIM");
    assert_eq!(listed(&harness), ["name: Kim"]);
    press(&mut harness, Key::Enter);
    assert!(!is_open(&harness));
    assert!(harness.get_by_label("Kim").is_focused());
}

#[test]
fn what_is_found_comes_into_sight_in_a_small_window_too() {
    for (shape, label) in [(english().decoded.table, "Kim"), ("JSON", english().editing.payload)] {
        let mut harness = usual();
        paste(&mut harness, TOKEN);
        harness.query_all_by_role_and_label(Role::RadioButton, shape).last().unwrap().click();
        settle(&mut harness);
        harness.set_size(egui::vec2(640.0, 480.0));
        settle(&mut harness);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        settle(&mut harness);
        type_query(&mut harness, "KIM");
        press(&mut harness, Key::Enter);
        let found = harness.get_by_label(label).rect();
        let seen = harness.ctx.content_rect().intersect(found);
        assert!(seen.height() >= found.height().min(80.0), "{shape}: {found:?}");
    }
}

#[test]
fn every_place_can_be_gone_to() {
    for (action, is_there) in [
        (Action::GoToToken, english().encoded.text_box),
        (Action::GoToHeader, english().decoded.header),
        (Action::GoToPayload, english().decoded.payload),
        (Action::GoToSignature, english().decoded.signature),
        (Action::GoToKeys, english().keys.search),
    ] {
        // Narrow: the keys are folded away until somebody goes there.
        let mut harness = window([860.0, 860.0], Settings::default());
        paste(&mut harness, TOKEN);
        open(&mut harness);
        type_query(&mut harness, &name(action));
        press(&mut harness, Key::Enter);
        let focused = harness.query_all_by_label(is_there).any(|node| node.is_focused());
        assert!(focused, "{action:?}: {:?}", harness.root().children_recursive().find(Node::is_focused));
    }
    let mut harness = usual();
    paste(&mut harness, "eyJhbGciOiJub25lIn0.e30.");
    open(&mut harness);
    type_query(&mut harness, &name(Action::GoToFindings));
    press(&mut harness, Key::Enter);
    let focused = harness.query_all_by_role(Role::ListBoxOption).find(Node::is_focused);
    assert!(focused.is_some());
}

#[test]
fn everything_in_the_list_can_be_chosen_without_harm() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Good));
    for action in Action::all() {
        // Those wait for a dialog of the desktop, end the program, or are done by their chords elsewhere.
        if matches!(action, Action::OpenFile | Action::TryWords | Action::OpenDetached | Action::Quit)
            || matches!(action, Action::New(_) | Action::Palette | Action::Time(_) | Action::CopyAs(_))
        {
            continue;
        }
        tell(&mut harness, Command::SelectTab(0));
        open(&mut harness);
        type_query(&mut harness, &name(action));
        let found = chosen(&harness).unwrap();
        assert!(found.starts_with(&name(action)), "{action:?}: {found}");
        press(&mut harness, Key::Enter);
        press(&mut harness, Key::Escape);
        press(&mut harness, Key::Escape);
        tell(&mut harness, Command::CloseSheet);
        tell(&mut harness, Command::SetLanguage(Language::English));
    }
}

/// What has a chord, and how that is written: by the table of the README, which a test of the program holds true.
fn chords() -> Vec<(Action, &'static str)> {
    let table = include_str!("../../README.md").split_once("\n|---|---|---|\n").unwrap().1;
    let column = if cfg!(target_os = "macos") { 3 } else { 2 };
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let is_it = |action: &Action| name(*action).trim_end_matches('…') == cells[1];
        (Action::all().into_iter().find(is_it).unwrap(), cells[column])
    };
    table.lines().take_while(|line| line.starts_with('|')).map(row).collect()
}

#[test]
fn the_help_has_every_chord() {
    let chords = chords();
    assert!(chords.len() >= 16, "{chords:?}");
    for language in Language::ALL {
        let mut harness = window([1360.0, 860.0], Settings { language, ..Settings::default() });
        harness.key_press(Key::F1);
        settle(&mut harness);
        assert_eq!(harness.state_mut().core().state.sheet, Some(Sheet::Help));
        let help = &words(language).action;
        let heard = said(&harness);
        for (action, chord) in &chords {
            let line = [chord.to_string(), (help.name)(*action).full.into_owned()];
            assert!(heard.windows(2).any(|heard| heard == line), "{line:?} is not in the help: {heard:?}");
        }
        for hint in help.help.hints {
            assert!(heard.iter().any(|text| text == hint), "{hint}");
        }
        press(&mut harness, Key::Escape);
        assert_eq!(harness.state_mut().core().state.sheet, None);
    }
}
