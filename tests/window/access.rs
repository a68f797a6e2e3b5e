//! Without a mouse and without eyes: Tab reaches everything once and shows where it is, names and states are told, and
//! the verdict is said as it changes.

use std::collections::BTreeMap;

use egui::accesskit::{Live, NodeId, Role};
use egui::{Color32, Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::command::{Command, Example};
use jotlens::app::settings::Settings;
use jotlens::app::state::Sheet;
use jotlens::craft::edit::time::TimeEdit;
use jotlens::craft::remake::Part;

use super::tokens::secret;
use super::*;

/// Whether a role is of something that a person can use.
fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::Link
            | Role::ListBoxOption
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::RadioButton
            | Role::Slider
            | Role::SpinButton
            | Role::Tab
            | Role::TextInput
    )
}

fn id(node: &Node<'_>) -> NodeId {
    node.accesskit_node().locate().0
}

fn told(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    format!("{:?} {:?}", node.role(), node.label().or_else(|| node.value()).unwrap_or_default())
}

/// The controls that can be used now: in the dialog, if there is one.
fn controls(harness: &Harness<'static, Window>) -> BTreeMap<NodeId, String> {
    let dialog = harness.query_all_by_role(Role::Dialog).last();
    let all: Vec<Node<'_>> = match dialog {
        Some(dialog) => dialog.children_recursive().collect(),
        None => harness.root().children_recursive().collect(),
    };
    let usable =
        |node: &Node<'_>| is_control(node.accesskit_node().role()) && !node.accesskit_node().is_disabled();
    all.iter().filter(|node| usable(node)).map(|node| (id(node), told(node))).collect()
}

/// The node that has the keyboard.
fn focused<'a>(harness: &'a Harness<'static, Window>) -> Option<Node<'a>> {
    harness.root().children_recursive().find(Node::is_focused)
}

/// How many lines in the colours of a focus are drawn about `rect`.
#[expect(clippy::disallowed_methods, reason = "what the theme says is tested against what it shall say")]
fn rings(harness: &Harness<'static, Window>, rect: Rect) -> usize {
    // The accent; on what is of that colour itself, that of text: dark and light.
    let colours = ["#5B8CFF", "#2F62E0", "#E7EAF0", "#1A1F28"].map(|hex| Color32::from_hex(hex).unwrap());
    let is_one = |stroke: &egui::epaint::Stroke| stroke.width >= 1.0 && colours.contains(&stroke.color);
    let near = rect.expand(4.0);
    let drawn = harness.output().shapes.iter();
    drawn
        .filter(|drawn| match &drawn.shape {
            egui::Shape::Rect(shape) => is_one(&shape.stroke) && near.intersects(shape.rect),
            egui::Shape::Circle(shape) => is_one(&shape.stroke) && near.contains(shape.center),
            egui::Shape::LineSegment { points, stroke } => is_one(stroke) && near.contains(points[0]),
            _ => false,
        })
        .count()
}

/// Goes through everything with Tab: each control is reached once, has a name and shows that it has the keyboard.
fn walk(harness: &mut Harness<'static, Window>, scene: &str) {
    harness.key_press(Key::Tab);
    harness.run();
    let wanted = controls(harness);
    assert!(!wanted.is_empty(), "{scene}: no controls");
    let nameless: Vec<_> = wanted.values().filter(|told| told.ends_with("\"\"")).collect();
    assert!(nameless.is_empty(), "{scene}: without a name: {nameless:?}");
    let mut order: Vec<NodeId> = Vec::new();
    // How many rings are about each control while it has the keyboard, and at least when it has not.
    let mut seen: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut else_seen: BTreeMap<NodeId, usize> = BTreeMap::new();
    for _ in 0..wanted.len() * 3 + 40 {
        let now = focused(harness).map(|node| (id(&node), told(&node)));
        for node in harness.root().children_recursive().filter(|node| wanted.contains_key(&id(node))) {
            let (node, rings) = (id(&node), rings(harness, node.rect()));
            if now.as_ref().is_some_and(|(now, _)| *now == node) {
                seen.insert(node, rings);
            } else {
                let least = else_seen.entry(node).or_insert(rings);
                *least = rings.min(*least);
            }
        }
        if let Some((id, told)) = now {
            if order.first() == Some(&id) && order.len() > 1 {
                break;
            }
            assert!(!order.contains(&id), "{scene}: Tab comes to {told} again before it has been everywhere");
            order.push(id);
        }
        harness.key_press(Key::Tab);
        harness.run();
    }
    let unseen: Vec<_> =
        wanted.iter().filter(|(id, _)| seen.get(id) <= else_seen.get(id)).map(|(_, told)| told).collect();
    let missed: Vec<_> = wanted.iter().filter(|(id, _)| !order.contains(id)).map(|(_, told)| told).collect();
    assert!(missed.is_empty(), "{scene}: Tab does not reach {missed:#?}");
    assert!(unseen.is_empty(), "{scene}: nothing shows that these have the keyboard: {unseen:#?}");
}

fn with_key() -> Harness<'static, Window> {
    let mut harness = usual();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    tell(&mut harness, Command::ShowExample(Example::Good));
    pass(&mut harness, 10);
    harness
}

#[test]
fn tab_goes_through_the_empty_window() {
    walk(&mut usual(), "empty");
    let narrow = Settings { theme: ThemeChoice::Light, language: Language::Korean, ..Settings::default() };
    walk(&mut window([640.0, 480.0], narrow), "empty and narrow");
}

#[test]
fn tab_goes_through_a_token() {
    walk(&mut with_key(), "a token");
    let mut harness = usual();
    paste(&mut harness, super::findings::WRONG);
    walk(&mut harness, "findings");
}

#[test]
fn tab_goes_through_a_token_that_is_edited() {
    let mut harness = with_key();
    tell(&mut harness, Command::EditTime(TimeEdit::Expires(3_600)));
    walk(&mut harness, "edited");
}

#[test]
fn tab_stays_in_every_sheet() {
    type Opens = fn() -> Command;
    let commands: [(&str, Opens); 11] = [
        ("settings", || Command::OpenSettings),
        ("key", || Command::OpenKey(0)),
        ("delete", || Command::AskDelete(0)),
        ("generate", || Command::OpenGenerate),
        ("member", || Command::OpenMember(Part::Payload, Some(0))),
        ("negatives", || Command::OpenNegatives),
        ("compare", || Command::OpenCompare),
        ("import", || Command::OpenImport),
        ("help", || Command::OpenHelp),
        ("encrypt", || Command::OpenEncrypt(0)),
        ("template", || Command::OpenSaveTemplate),
    ];
    let of_vault: (&str, Opens) = ("vault", || Command::OpenVaultSheet);
    for (name, command) in commands.into_iter().chain([of_vault]) {
        let mut harness = if name == of_vault.0 { super::sheets::in_trouble() } else { with_key() };
        tell(&mut harness, command());
        assert!(harness.state_mut().core().state.sheet.is_some(), "{name} did not open");
        walk(&mut harness, name);
        harness.key_press(Key::Escape);
        settle(&mut harness);
        assert!(harness.state_mut().core().state.sheet.is_none(), "Esc does not close {name}");
    }
}

#[test]
fn tab_stays_in_a_question_and_in_the_lock() {
    for question in [Command::AskQuit, Command::CloseTab(0)] {
        let mut harness = with_key();
        tell(&mut harness, Command::EditTime(TimeEdit::Expires(3_600)));
        let name = format!("{question:?}");
        tell(&mut harness, question);
        assert!(harness.state_mut().core().state.asks.is_some(), "{name}");
        walk(&mut harness, &name);
    }
    let mut harness = with_key();
    tell(&mut harness, Command::LockNow);
    let usable = controls(&harness);
    assert_eq!(usable.len(), 1, "{usable:?}");
}

#[test]
fn shift_and_tab_goes_the_same_way_back() {
    let mut harness = with_key();
    let mut there = Vec::new();
    for _ in 0..12 {
        harness.key_press(Key::Tab);
        harness.run();
        there.extend(focused(&harness).map(|node| id(&node)));
    }
    let mut back = Vec::new();
    for _ in 0..11 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        harness.run();
        back.extend(focused(&harness).map(|node| id(&node)));
    }
    there.pop();
    there.reverse();
    assert_eq!(there, back);
}

#[test]
fn the_keyboard_comes_back_when_a_sheet_closes() {
    let mut harness = with_key();
    let name = name(Action::Generate);
    let button = english().keys.generate;
    for _ in 0..40 {
        harness.key_press(Key::Tab);
        harness.run();
        if focused(&harness).is_some_and(|node| node.accesskit_node().label().as_deref() == Some(button)) {
            break;
        }
    }
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(matches!(harness.state_mut().core().state.sheet, Some(Sheet::Generate(_))), "{name}");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    let now = focused(&harness).and_then(|node| node.accesskit_node().label());
    assert_eq!(now.as_deref(), Some(button));
}

/// What is said of the verdict.
fn verdict(harness: &Harness<'static, Window>) -> String {
    let status = harness.query_all_by_role(Role::Status).next().unwrap();
    assert_eq!(status.accesskit_node().live(), Live::Polite);
    status.accesskit_node().label().unwrap_or_default()
}

#[test]
fn the_verdict_is_said_as_it_changes() {
    let mut harness = usual();
    assert!(harness.query_all_by_role(Role::Status).next().is_none(), "nothing is said of nothing");
    tell(&mut harness, Command::ShowExample(Example::Good));
    let good = verdict(&harness);
    assert!(good.starts_with("Signature valid"), "{good}");
    let node = harness.query_all_by_role(Role::Status).next().map(|node| id(&node));
    // Seconds go by, and nothing is said anew.
    pass(&mut harness, 3);
    assert_eq!(verdict(&harness), good);
    tell(&mut harness, Command::EditTime(TimeEdit::Expire));
    assert_eq!(verdict(&harness), english().editing.edited);
    assert_eq!(
        harness.query_all_by_role(Role::Status).next().map(|node| id(&node)),
        node,
        "the same place says it"
    );
    tell(&mut harness, Command::SignShown);
    let expired = verdict(&harness);
    assert!(expired.starts_with("Signature valid") && expired != good, "{expired}");
    tell(&mut harness, Command::Undo);
    tell(&mut harness, Command::Undo);
    assert_eq!(verdict(&harness), good);
    // Time itself changes the verdict.
    pass(&mut harness, 301);
    assert_ne!(verdict(&harness), good, "it expired");
    tell(&mut harness, Command::ShowExample(Example::Failing));
    assert!(!verdict(&harness).starts_with("Signature valid"));
}

#[test]
fn states_are_told() {
    let mut harness = with_key();
    tell(&mut harness, Command::NewTab);
    let tabs: Vec<_> =
        harness.query_all_by_role(Role::Tab).map(|tab| tab.accesskit_node().is_selected()).collect();
    assert_eq!(tabs, [Some(false), Some(true)]);
    let compare = harness.get_by_role_and_label(Role::Button, english().bench.compare);
    assert!(compare.accesskit_node().is_disabled());
    let menu = harness.get_by_role_and_label(Role::Button, english().bench.new_token);
    assert_eq!(menu.accesskit_node().data().is_expanded(), Some(false));
    menu.click();
    settle(&mut harness);
    let menu = harness.get_by_role_and_label(Role::Button, english().bench.new_token);
    assert_eq!(menu.accesskit_node().data().is_expanded(), Some(true));
    harness.key_press(Key::Escape);
    settle(&mut harness);
    paste(&mut harness, super::findings::WRONG);
    let finding = harness.query_all_by_role(Role::ListBoxOption).next().unwrap();
    assert_eq!(finding.accesskit_node().is_selected(), Some(false));
    finding.click();
    settle(&mut harness);
    let finding = harness.query_all_by_role(Role::ListBoxOption).next().unwrap();
    assert_eq!(finding.accesskit_node().is_selected(), Some(true));
}

#[test]
fn what_is_said_once_is_said_aloud() {
    let mut harness = with_key();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    settle(&mut harness);
    let live: Vec<_> = harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().live() == Live::Polite)
        .filter_map(|node| node.accesskit_node().value())
        .collect();
    assert!(live.contains(&"Copied".to_owned()), "{live:?}");
}
