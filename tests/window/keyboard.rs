//! Keyboard: chords, pasting, the way of Tab, input methods.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::{Command, Example};

use super::*;

fn text(harness: &mut Harness<'static, Window>) -> String {
    harness.state_mut().core().state.shown().unwrap().text.to_string()
}

#[test]
fn chords_open_switch_and_close_tabs() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::T);
    harness.run();
    assert_eq!(
        (harness.state_mut().core().state.tabs.len(), harness.state_mut().core().state.active),
        (2, 1)
    );
    harness.key_press_modifiers(Modifiers::CTRL, Key::Tab);
    harness.run();
    assert_eq!(harness.state_mut().core().state.active, 0);
    harness.key_press_modifiers(Modifiers::CTRL | Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert_eq!(harness.state_mut().core().state.active, 1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run();
    assert_eq!(harness.state_mut().core().state.tabs.len(), 1);
    assert_eq!(text(&mut harness), TOKEN);
}

#[test]
fn paste_goes_to_the_text_box_that_has_the_keyboard() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    harness.get_by_label(english().keys.search).focus();
    harness.run();
    paste(&mut harness, "find me");
    assert_eq!(text(&mut harness), TOKEN);
    assert_eq!(harness.state_mut().core().state.tabs.len(), 1);
    assert!(harness.query_by_label(english().keys.none).is_some(), "{:?}", said(&harness));
    harness.key_press(Key::Escape);
    harness.run();
    paste(&mut harness, "eyJhbGciOiJub25lIn0.e30.");
    assert_eq!(harness.state_mut().core().state.tabs.len(), 2, "now it is a token");
}

#[test]
fn the_token_can_be_typed_over() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run();
    let name = english().encoded.text_box;
    assert!(harness.get_by_label(name).is_focused());
    harness.key_press(Key::End);
    harness.get_by_label(name).type_text("x");
    harness.run();
    assert_ne!(text(&mut harness), TOKEN);
    assert_eq!(text(&mut harness).len(), TOKEN.len() + 1);
    harness.key_press(Key::Backspace);
    harness.run();
    assert_eq!(text(&mut harness).len(), TOKEN.len());
}

#[test]
fn tab_reaches_every_button() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Failing));
    let reachable = |role: Role| {
        matches!(
            role,
            Role::Button
                | Role::RadioButton
                | Role::Tab
                | Role::ListBoxOption
                | Role::TextInput
                | Role::MultilineTextInput
        )
    };
    let all: BTreeSet<String> = harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .filter(|node| reachable(node.role()))
        .filter_map(|node| node.label())
        .collect();
    assert!(all.len() > 15, "{all:?}");
    let mut found = BTreeSet::new();
    for _ in 0..120 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused = harness.root().children_recursive().find(Node::is_focused);
        found.extend(focused.and_then(|node| node.accesskit_node().label()));
    }
    let missed: Vec<_> = all.difference(&found).collect();
    assert!(missed.is_empty(), "Tab does not reach {missed:?}");
}

#[test]
fn a_claim_is_explained_when_the_keyboard_reaches_it() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Good));
    for _ in 0..80 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused = harness.root().children_recursive().find(Node::is_focused);
        if focused.and_then(|node| node.accesskit_node().value()).as_deref() == Some("iss") {
            let known = jotlens::app::settings::Language::English.text().claim("iss").unwrap();
            harness.run();
            assert!(harness.query_by_label(known.reference).is_some(), "{:?}", said(&harness));
            return;
        }
    }
    panic!("Tab does not reach iss");
}

#[test]
fn a_half_typed_syllable_is_not_torn_away() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run();
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    harness.event(preedit("ㅎ"));
    harness.run();
    harness.event(preedit("한"));
    harness.run();
    let name = english().encoded.text_box;
    assert!(harness.get_by_label(name).value().unwrap().contains('한'));
    // The state changes for another reason meanwhile.
    tell(&mut harness, Command::SetLeeway(30));
    assert!(harness.get_by_label(name).value().unwrap().contains('한'), "the syllable is still there");
    harness.event(Event::Ime(ImeEvent::Commit("한".to_owned())));
    harness.run();
    assert!(text(&mut harness).contains('한'));
    assert!(harness.get_by_label(name).is_focused());
}

#[test]
fn an_idle_window_sleeps() {
    let mut harness = usual();
    paste(&mut harness, "eyJhbGciOiJIUzI1NiJ9.e30.AAAA");
    harness.run_steps(30);
    for output in harness.output().viewport_output.values() {
        assert!(output.repaint_delay > std::time::Duration::from_hours(1), "{:?}", output.repaint_delay);
    }
    tell(&mut harness, Command::ShowExample(Example::Good));
    harness.run_steps(30);
    for output in harness.output().viewport_output.values() {
        assert_eq!(output.repaint_delay, std::time::Duration::from_secs(1), "a countdown is shown");
    }
}
