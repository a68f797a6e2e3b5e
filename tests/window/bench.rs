//! New tokens, negative tests, two tokens side by side, and the steps back and forth by their names.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::{Command, Example, NewSigner};
use jotlens::app::settings::{Settings, ThemeChoice};
use jotlens::app::state::Sheet;
use jotlens::craft::negatives::export::Format;
use jotlens::craft::template::Template;

use super::tokens::secret;
use super::*;

/// Presses a key and lets what follows end.
fn press(harness: &mut Harness<'static, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn tab_names(harness: &Harness<'static, Window>) -> Vec<String> {
    let label = |node: Node<'_>| node.accesskit_node().label();
    harness.query_all_by_role(Role::Tab).filter_map(label).collect()
}

fn is_open(harness: &mut Harness<'static, Window>) -> bool {
    harness.state_mut().core().state.sheet.is_some()
}

/// A token that [`SECRET`] signed.
pub(super) fn with_token() -> Harness<'static, Window> {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    paste(&mut harness, TOKEN);
    harness
}

#[test]
fn a_new_token_is_chosen_in_the_menu() {
    let mut harness = usual();
    let words = &english().bench;
    click(&mut harness, words.new_token);
    for template in Template::ALL {
        assert!(
            harness.query_by_role_and_label(Role::Button, (words.template)(template)).is_some(),
            "{template:?}"
        );
    }
    assert!(harness.query_by_label(words.signed_by_new).is_some(), "there is no key yet");
    click(&mut harness, (words.template)(Template::IdToken));
    let name = (words.template)(Template::IdToken);
    assert_eq!(tab_names(&harness), [(english().bar.tab_verdict)(name, "Signature valid")]);
    assert_eq!(harness.state_mut().core().state.keys.len(), 1);
    click(&mut harness, words.new_token);
    let key = harness.state_mut().core().state.keys[0].id.name.clone();
    assert!(harness.query_by_label(&(words.signed_by)(&key)).is_some(), "{:?}", said(&harness));
    harness.get_by_role_and_label(Role::CheckBox, words.fresh).click();
    settle(&mut harness);
    click(&mut harness, (words.template)(Template::Pair));
    assert_eq!(harness.state_mut().core().state.keys.len(), 2);
    assert_eq!(tab_names(&harness).len(), 3);
}

#[test]
fn the_keyboard_alone_makes_one() {
    let mut harness = usual();
    press(&mut harness, Modifiers::COMMAND, Key::N);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let name = (english().bench.template)(Template::IdToken);
    assert!(tab_names(&harness)[0].starts_with(name), "{:?}", tab_names(&harness));
    harness.get_by_role_and_label(Role::Button, english().bench.new_token).focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.query_by_label((english().bench.template)(Template::Empty)).is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label((english().bench.template)(Template::Empty)).is_none());
}

#[test]
fn where_it_is_narrow_one_menu_has_all_and_nothing_is_cut() {
    let words = english();
    for width in [1_000.0, 700.0] {
        let mut harness =
            window([width, 600.0], Settings { theme: ThemeChoice::Dark, ..Settings::default() });
        tell(&mut harness, Command::NewToken(Template::AccessToken, NewSigner::Usual));
        assert!(harness.query_by_role_and_label(Role::Button, words.bench.negatives).is_none());
        let more = harness.get_by_role_and_label(Role::Button, words.bench.more).rect();
        assert!(more.right() <= width && more.left() > 0.0, "{more:?}");
        click(&mut harness, words.bench.more);
        for name in [words.empty.open, words.bench.compare, words.bench.negatives] {
            let rect = harness.get_by_role_and_label(Role::Button, name).rect();
            assert!(rect.right() <= width && rect.bottom() <= 600.0, "{name}: {rect:?}");
        }
        let last = (words.bench.template)(Template::Empty);
        let rect = harness.get_by_role_and_label(Role::Button, last).rect();
        assert!(rect.right() <= width && rect.bottom() <= 600.0, "{rect:?}");
        for open in [words.bench.negatives, words.bench.compare] {
            if harness.query_by_role_and_label(Role::Button, open).is_none() {
                click(&mut harness, words.bench.more);
            }
            click(&mut harness, open);
            assert!(is_open(&mut harness), "{open}");
            let sheet = harness.get_by_role(Role::Dialog).rect();
            assert!(sheet.left() >= 0.0 && sheet.right() <= width && sheet.bottom() <= 600.0, "{sheet:?}");
            press(&mut harness, Modifiers::NONE, Key::Escape);
        }
    }
}

#[test]
fn without_a_token_nothing_is_compared_or_tested() {
    let harness = usual();
    for name in [english().bench.compare, english().bench.negatives] {
        let button = harness.get_by_role_and_label(Role::Button, name);
        assert!(button.accesskit_node().is_disabled());
        assert_eq!(button.accesskit_node().description(), Some(english().bench.no_token.to_owned()));
    }
}

#[test]
fn negatives_are_ticked_copied_offered_as_files_and_opened() {
    let mut harness = with_token();
    let words = &english().bench.negative;
    click(&mut harness, english().bench.negatives);
    assert!(harness.query_by_role_and_label(Role::Dialog, words.title).is_some());
    let notice = Language::English.text().negative_words().notice;
    assert!(harness.query_by_label(notice).is_some(), "it says what it is for");
    let count = match &harness.state_mut().core().state.sheet {
        Some(Sheet::Negatives(sheet)) => match &sheet.step {
            jotlens::app::state::NegativesStep::Made(set) => set.cases.len(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert!(count >= 40);
    let copy = (words.copy)(count);
    assert!(harness.get_by_role_and_label(Role::Button, &copy).is_focused(), "Enter does what is likeliest");
    assert!(harness.query_by_label(&(words.chosen)(count, count)).is_some());
    let tick = |harness: &mut Harness<'static, Window>, name: &str| {
        harness.get_by_role_and_label(Role::CheckBox, name).click();
        settle(harness);
    };
    tick(&mut harness, words.all);
    assert!(harness.query_by_label(&(words.chosen)(0, count)).is_some(), "{:?}", said(&harness));
    let copy = (words.copy)(0);
    assert!(harness.get_by_role_and_label(Role::Button, &copy).accesskit_node().is_disabled());
    tick(&mut harness, "control");
    click(&mut harness, &(words.copy)(1));
    let copied = harness.output().platform_output.commands.iter().any(|command| {
        matches!(command, egui::OutputCommand::CopyText(text) if text.split('.').count() == 3 && !text.contains('\n'))
    });
    assert!(copied || harness.query_by_label("Copied").is_some());
    harness.get_by_role_and_label(Role::Button, words.save).click();
    settle(&mut harness);
    for format in Format::ALL {
        assert!(
            harness.query_by_role_and_label(Role::Button, (words.format)(format)).is_some(),
            "{format:?}"
        );
    }
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(is_open(&mut harness), "the menu was closed, not the sheet");
    click(&mut harness, words.open);
    assert!(!is_open(&mut harness));
    assert!(tab_names(&harness)[1].starts_with("control"), "{:?}", tab_names(&harness));
}

#[test]
fn why_there_are_no_negatives_is_told() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    click(&mut harness, english().bench.negatives);
    let told = (english().bench.negative.failed)(&jotlens::craft::negatives::NegativesError::OtherKey);
    assert!(harness.query_by_label(&told.message).is_some(), "{:?}", said(&harness));
    assert!(harness.query_by_label(&told.body()).is_some(), "{:?}", said(&harness));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!is_open(&mut harness));
}

#[test]
fn two_tabs_are_compared() {
    let mut harness = with_token();
    let words = &english().bench.comparison;
    click(&mut harness, english().bench.compare);
    assert!(harness.query_by_label(words.no_other).is_some(), "{:?}", said(&harness));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    tell(&mut harness, Command::NewToken(Template::AccessToken, NewSigner::Usual));
    tell(&mut harness, Command::SelectTab(0));
    click(&mut harness, english().bench.compare);
    let row = |name: &str, change: &str| (words.row)(name, change);
    let exp = said(&harness).into_iter().find(|said| said.starts_with("exp: ")).unwrap();
    assert!(exp.ends_with("earlier"), "{exp}");
    let reads =
        |harness: &Harness<'static, Window>, text: &str| said(harness).iter().any(|said| said == text);
    assert!(reads(&harness, &row("name", "removed")) && reads(&harness, &row("iss", "added")));
    assert!(reads(&harness, &row("typ", "changed")) && !reads(&harness, &row("alg", "same")));
    let key = jotlens::craft::compare::SameKey::Yes("pasted secret".to_owned());
    let same = (words.key)(&key);
    let begins = same.split('“').next().unwrap();
    assert!(said(&harness).iter().any(|said| said.starts_with(begins)), "{:?}", said(&harness));
    harness.get_by_role_and_label(Role::CheckBox, words.differences).click();
    settle(&mut harness);
    assert!(reads(&harness, &row("alg", "same")), "{:?}", said(&harness));
    click(&mut harness, words.swap);
    assert!(reads(&harness, &row("name", "added")) && reads(&harness, &row("iss", "removed")));
}

#[test]
fn steps_back_and_forth_are_named() {
    let mut harness = with_token();
    let words = &english().editing;
    assert!(harness.query_by_role_and_label(Role::Button, &name(Action::Undo)).is_none());
    tell(&mut harness, Command::EditTime(jotlens::craft::edit::time::TimeEdit::Expires(3_600)));
    let step = harness.state_mut().core().state.shown().unwrap().edits.undoes().cloned().unwrap();
    let step = (words.step)(&step);
    let redo = name(Action::Redo);
    let redo = harness.get_by_role_and_label(Role::Button, &redo);
    assert!(redo.accesskit_node().is_disabled());
    let undo = (words.undo_step)(&step);
    harness.get_by_role_and_label(Role::Button, &undo).hover();
    harness.run_steps(60);
    let tip = format!("{undo} · Ctrl+Z");
    assert!(said(&harness).contains(&tip), "{tip}: {:?}", said(&harness));
    click(&mut harness, &undo);
    assert_eq!(&*harness.state_mut().core().state.shown().unwrap().text, TOKEN);
    click(&mut harness, &(words.redo_step)(&step));
    assert_ne!(&*harness.state_mut().core().state.shown().unwrap().text, TOKEN);
}

#[test]
fn a_template_is_saved_and_used_in_the_menu() {
    let mut harness = with_token();
    let words = &english().bench.own;
    click(&mut harness, english().bench.new_token);
    click(&mut harness, words.save_as);
    assert!(reads(&harness, words.unencrypted) && reads(&harness, words.what), "{:?}", said(&harness));
    // The box has the keyboard, and Enter keeps it.
    harness.event(egui::Event::Text("For orders".to_owned()));
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(!is_open(&mut harness));
    click(&mut harness, english().bench.new_token);
    click(&mut harness, "For orders");
    let tab = (english().bar.tab_verdict)("For orders", "Signature valid");
    assert!(tab_names(&harness).contains(&tab), "{:?}", tab_names(&harness));

    super::palette::open(&mut harness);
    super::palette::type_query(&mut harness, words.save_as);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(is_open(&mut harness), "it is a command, too");
    press(&mut harness, Modifiers::NONE, Key::Escape);

    click(&mut harness, english().bench.new_token);
    click(&mut harness, &(words.change)("For orders"));
    click(&mut harness, words.delete);
    assert!(harness.state_mut().core().state.templates.is_empty() && !is_open(&mut harness));
}

#[test]
fn tokens_inside_of_both_are_compared() {
    let mut harness = usual();
    let inner = |sub: &str| nested(&nested(&format!("{{\"sub\":\"{sub}\"}}"), true), true);
    for token in [inner("alice"), inner("bob"), nested("{}", false)] {
        tell(&mut harness, Command::NewTab);
        paste(&mut harness, &token);
    }
    let words = &english().bench.comparison;
    let open = |harness: &mut Harness<'static, Window>, one: usize, other: usize| {
        let state = &harness.state_mut().core().state;
        let sides = [one, other].map(|place| (state.tabs[place].document, 0));
        tell(harness, Command::Compare(sides[0], Some(sides[1])));
    };
    open(&mut harness, 1, 2);
    let changed = (words.row)("sub", &(words.change)(jotlens::craft::compare::Change::Changed));
    assert!(reads(&harness, words.inside) && reads(&harness, &changed), "{:?}", said(&harness));
    open(&mut harness, 1, 3);
    assert!(reads(&harness, (words.one_inside)(true)), "{:?}", said(&harness));
    open(&mut harness, 3, 1);
    assert!(reads(&harness, (words.one_inside)(false)), "{:?}", said(&harness));
}

/// A token around that content.
fn nested(content: &str, is_token: bool) -> String {
    let cty = if is_token && content.starts_with("eyJ") { r#","cty":"JWT""# } else { "" };
    let encode = |text: &str| jotlens::encoding::base64url::encode(text.as_bytes());
    format!("{}.{}.c2ln", encode(&format!("{{\"alg\":\"HS256\"{cty}}}")), encode(content))
}

fn reads(harness: &Harness<'static, Window>, text: &str) -> bool {
    said(harness).iter().any(|said| said == text)
}

#[test]
fn a_tab_is_called_what_its_token_was_recognised_as() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Good));
    tell(&mut harness, Command::NewTab);
    tell(&mut harness, Command::ShowExample(Example::Encrypted));
    tell(&mut harness, Command::NewTab);
    paste(&mut harness, TOKEN);
    let names = tab_names(&harness);
    let names: Vec<_> = names.iter().filter_map(|name| name.split(": ").next()).collect();
    assert_eq!(names, ["OAuth · access token", "JWE", english().bar.token]);
}

#[test]
fn the_shown_tab_is_in_sight_however_many_there_are() {
    let mut harness = window([700.0, 600.0], Settings::default());
    let is_in_sight = |harness: &Harness<'static, Window>, place: usize| {
        let tab = harness.query_all_by_role(Role::Tab).nth(place).unwrap().rect();
        let end = harness.get_by_role_and_label(Role::Button, english().bench.more).rect().left();
        tab.left() > 0.0 && tab.right() < end
    };
    for _ in 0..5 {
        tell(&mut harness, Command::NewTab);
        tell(&mut harness, Command::ShowExample(Example::Good));
    }
    pass(&mut harness, 10);
    let last = harness.state_mut().core().state.tabs.len() - 1;
    for place in [last, 0, last] {
        tell(&mut harness, Command::SelectTab(place));
        pass(&mut harness, 2);
        assert!(is_in_sight(&harness, place), "{place}");
        assert!(!is_in_sight(&harness, last - place), "there is not room for all");
    }
}
