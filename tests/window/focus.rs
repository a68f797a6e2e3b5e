//! Where the keyboard is: after a question, after the palette, and while an input method composes.

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::Command;
use jotlens::craft::edit::time::TimeEdit;
use jotlens::craft::remake::Part;
use jotlens::inspect::report::SignatureVerdict;

use super::palette::open;
use super::tokens::secret;
use super::*;

fn payload(harness: &mut Harness<'static, Window>) -> String {
    let core = harness.state_mut().core();
    core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string()
}

/// Two tokens, the secret of the first, whose payload is typed over: the keyboard is in its box, behind the value of
/// `sub`.
fn typing() -> Harness<'static, Window> {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    tell(&mut harness, Command::NewTab);
    paste(&mut harness, super::findings::WRONG);
    tell(&mut harness, Command::SelectTab(0));
    // Nothing lies over the window's lower end.
    pass(&mut harness, 10);
    choose(&mut harness, "JSON");
    harness.get_by_label(english().editing.payload).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowUp);
    for key in [Key::ArrowDown, Key::End, Key::ArrowLeft, Key::ArrowLeft] {
        harness.key_press(key);
    }
    harness.run();
    harness
}

fn is_in_box(harness: &Harness<'static, Window>) -> bool {
    harness.get_by_label(english().editing.payload).is_focused()
}

fn press(harness: &mut Harness<'static, Window>, key: Key) {
    harness.key_press(key);
    settle(harness);
}

fn focused(harness: &Harness<'static, Window>) -> Option<String> {
    let node = harness.root().children_recursive().find(Node::is_focused);
    node.and_then(|node| node.accesskit_node().label())
}

#[test]
fn a_syllable_that_is_left_half_way_is_in_the_token() {
    type Leave = fn(&mut Harness<'static, Window>);
    let leaves: [(&str, Leave); 6] = [
        ("by Tab", |harness| harness.key_press(Key::Tab)),
        ("to the next tab", |harness| harness.key_press_modifiers(Modifiers::CTRL, Key::Tab)),
        ("by the palette", |harness| harness.key_press_modifiers(Modifiers::COMMAND, Key::K)),
        ("to sign", |harness| click(harness, english().editing.sign)),
        ("to the table", |harness| {
            choose_last(harness, english().decoded.table);
        }),
        ("to another tab", |harness| click(harness, &name(Action::NewTab))),
    ];
    for (how, leave) in leaves {
        let mut harness = typing();
        harness.get_by_label(english().editing.payload).type_text("9");
        settle(&mut harness);
        for preview in ["ㅎ", "하", "한"] {
            let text = preview.to_owned();
            harness.event(Event::Ime(ImeEvent::Preedit { text, active_range_chars: None }));
            harness.run();
        }
        assert!(!payload(&mut harness).contains('하'), "{how}: not before");
        leave(&mut harness);
        settle(&mut harness);
        tell(&mut harness, Command::SelectTab(0));
        assert!(payload(&mut harness).contains("user_4819한"), "{how}: {}", payload(&mut harness));
        let core = harness.state_mut().core();
        let is_signed = core.state.token().unwrap().signature.verdict == SignatureVerdict::Valid;
        assert_eq!(is_signed, how == "to sign", "{how}: the button signs what is in the box");
        assert_eq!(core.state.original().is_none(), how == "to sign", "{how}");
    }
}

fn choose_last(harness: &mut Harness<'static, Window>, name: &str) {
    harness.query_all_by_role_and_label(Role::RadioButton, name).last().unwrap().click();
}

#[test]
fn the_keyboard_goes_back_after_a_question() {
    let words = &english().editing;
    let mut harness = typing();
    harness.get_by_label(words.payload).type_text("9");
    settle(&mut harness);
    for answer in [Key::Escape, Key::Enter] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
        settle(&mut harness);
        assert_eq!(focused(&harness).as_deref(), Some(words.stay));
        press(&mut harness, answer);
        assert!(is_in_box(&harness), "{answer:?}: {:?}", focused(&harness));
    }
    // Over a sheet it goes back to the sheet.
    tell(&mut harness, Command::OpenMember(Part::Payload, Some(0)));
    assert_eq!(focused(&harness).as_deref(), Some(words.value));
    tell(&mut harness, Command::AskQuit);
    assert_eq!(focused(&harness).as_deref(), Some(words.stay));
    press(&mut harness, Key::Escape);
    assert_eq!(focused(&harness).as_deref(), Some(words.value));
    press(&mut harness, Key::Escape);
    assert!(is_in_box(&harness), "{:?}", focused(&harness));
}

#[test]
fn the_palette_takes_nothing_from_what_opens_over_it() {
    let words = &english().editing;
    let mut harness = typing();
    tell(&mut harness, Command::EditTime(TimeEdit::Never));
    open(&mut harness);
    tell(&mut harness, Command::AskQuit);
    assert_eq!(focused(&harness).as_deref(), Some(words.stay));
    press(&mut harness, Key::Enter);
    assert!(harness.state_mut().core().state.asks.is_none(), "Enter answers");
    assert!(is_in_box(&harness), "{:?}", focused(&harness));

    open(&mut harness);
    tell(&mut harness, Command::OpenMember(Part::Payload, Some(0)));
    assert_eq!(focused(&harness).as_deref(), Some(words.value));
    press(&mut harness, Key::Escape);
    assert!(is_in_box(&harness), "{:?}", focused(&harness));
}
