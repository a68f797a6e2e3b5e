//! The list of what can be done: names, reasons and chords differ, none hides another, and the README has them.

use std::collections::HashSet;
use std::fmt::Write as _;

use egui::Modifiers;

use super::*;
use crate::app::action::Group;
use crate::text::Language;

#[test]
fn everything_is_in_the_list_once() {
    let all = Action::all();
    let names: HashSet<String> = all.iter().map(|action| format!("{action:?}")).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.is_sorted_by_key(|action| action.group()));
    for group in Group::ALL {
        assert!(all.iter().any(|action| action.group() == group), "{group:?} has none");
    }
}

#[test]
fn names_differ_in_both_languages() {
    for language in Language::ALL {
        let words = &language.text().words.action;
        let all = Action::all();
        let names: HashSet<_> = all.iter().map(|action| (words.name)(*action).full).collect();
        assert_eq!(names.len(), all.len(), "{language:?}: two are called the same");
    }
}

#[test]
fn chords_differ() {
    let all = with_chords();
    assert!(all.len() >= 16);
    let chords: HashSet<String> = all.iter().map(|(_, chord)| format!("{chord:?}")).collect();
    assert_eq!(chords.len(), all.len());
}

#[test]
fn no_chord_hides_a_later_one() {
    let all = with_chords();
    for (place, (_, first)) in all.iter().enumerate() {
        for (_, later) in &all[place + 1..] {
            let hides =
                first.logical_key == later.logical_key && later.modifiers.matches_logically(first.modifiers);
            assert!(!hides, "{first:?} takes {later:?}");
        }
    }
}

#[test]
fn no_chord_is_one_that_text_boxes_need() {
    // Undo and redo are the token's own, in its boxes, too; pasting is only shown.
    let of_text = |action| matches!(action, Action::Undo | Action::Redo | Action::Paste);
    for (action, chord) in with_chords().into_iter().filter(|(action, _)| !of_text(*action)) {
        let plain = chord.modifiers == Modifiers::COMMAND;
        let needed = [Key::C, Key::X, Key::V, Key::A, Key::Z, Key::Y, Key::ArrowLeft, Key::ArrowRight];
        assert!(!(plain && needed.contains(&chord.logical_key)), "{action:?}");
        assert!(chord.modifiers.any() || chord.logical_key == Key::F1, "{action:?} is a letter to type");
    }
}

const BEGIN: &str = "<!-- shortcuts: made from the program by UPDATE_README=1 cargo test readme -->\n";
const END: &str = "<!-- end of shortcuts -->";

/// The table of the README: every chord, on Linux and Windows and on macOS.
fn table() -> String {
    let words = &Language::English.text().words.action;
    let mut table = String::from("| | Linux, Windows | macOS |\n|---|---|---|\n");
    for (action, chord) in Action::all().into_iter().filter_map(|action| Some((action, chord(action)?))) {
        let name = (words.name)(action).full;
        let (here, mac) = (written(chord, false), written(chord, true));
        let _ = writeln!(table, "| {} | {here} | {mac} |", name.trim_end_matches('…'));
    }
    table
}

#[test]
fn the_readme_has_the_chords() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README has the beginning of the table");
    let (found, after) = rest.split_once(END).expect("the README has the end of the table");
    let table = table();
    if found == table {
        return;
    }
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    panic!("The table in README.md is stale: UPDATE_README=1 cargo test readme\n{table}");
}
