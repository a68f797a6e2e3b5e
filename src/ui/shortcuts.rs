//! What a person can do from the keyboard: each command once, with its name, its chord, and when it can be done.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use super::cx::Cx;
use super::encoded;
use super::json_edit;
use super::memory::{Focus, Memory, Opening};
use super::signature_edit;
use crate::app::command::{Command, CopyWhat};
use crate::app::edits::Edits;
use crate::app::state::State;
use crate::craft::remake::Part;
use crate::text::words::Commands;

/// A command with a chord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shortcut {
    /// Show the tab before.
    PreviousTab,
    /// Show the next tab.
    NextTab,
    /// Copy the token.
    CopyToken,
    /// Go to the token's text.
    GoToToken,
    /// Open an empty tab.
    NewTab,
    /// Close the shown tab.
    CloseTab,
    /// Open a file.
    OpenFile,
    /// Make a key.
    Generate,
    /// Do again what was taken back.
    Redo,
    /// Take the last step back.
    Undo,
    /// Sign the shown token.
    Sign,
    /// Open the menu of new tokens.
    NewToken,
}

impl Shortcut {
    /// All of them. Those with more modifiers come first: egui takes `Ctrl+Shift+Tab` for `Ctrl+Tab` too.
    pub(super) const ALL: [Self; 12] = [
        Self::Redo,
        Self::Undo,
        Self::Sign,
        Self::PreviousTab,
        Self::CopyToken,
        Self::NextTab,
        Self::GoToToken,
        Self::NewTab,
        Self::CloseTab,
        Self::OpenFile,
        Self::Generate,
        Self::NewToken,
    ];

    /// The keys to press.
    pub(super) const fn chord(self) -> KeyboardShortcut {
        let shifted = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        match self {
            // Control on every system: macOS keeps ⌘+Tab for itself.
            Self::PreviousTab => KeyboardShortcut::new(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::Tab),
            Self::NextTab => KeyboardShortcut::new(Modifiers::CTRL, Key::Tab),
            Self::CopyToken => KeyboardShortcut::new(shifted, Key::C),
            Self::GoToToken => KeyboardShortcut::new(Modifiers::COMMAND, Key::L),
            Self::NewTab => KeyboardShortcut::new(Modifiers::COMMAND, Key::T),
            Self::CloseTab => KeyboardShortcut::new(Modifiers::COMMAND, Key::W),
            Self::OpenFile => KeyboardShortcut::new(Modifiers::COMMAND, Key::O),
            Self::Generate => KeyboardShortcut::new(Modifiers::COMMAND, Key::G),
            Self::Redo => KeyboardShortcut::new(shifted, Key::Z),
            Self::Undo => KeyboardShortcut::new(Modifiers::COMMAND, Key::Z),
            Self::Sign => KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter),
            Self::NewToken => KeyboardShortcut::new(Modifiers::COMMAND, Key::N),
        }
    }

    /// What it is called.
    pub(super) const fn name(self, words: &Commands) -> &'static str {
        match self {
            Self::PreviousTab => words.previous_tab,
            Self::NextTab => words.next_tab,
            Self::CopyToken => words.copy_token,
            Self::GoToToken => words.go_to_token,
            Self::NewTab => words.new_tab,
            Self::CloseTab => words.close_tab,
            Self::OpenFile => words.open_file,
            Self::Generate => words.generate,
            Self::Redo => words.redo,
            Self::Undo => words.undo,
            Self::Sign => words.sign,
            Self::NewToken => words.new_token,
        }
    }

    /// Whether it can be done now.
    pub(super) fn is_available(self, state: &State) -> bool {
        match self {
            Self::PreviousTab | Self::NextTab => state.tabs.len() > 1,
            Self::CopyToken => state.token().is_some(),
            Self::OpenFile => !state.dialog_open,
            Self::Redo => edits(state).is_some_and(|edits| edits.redoes().is_some()),
            Self::Undo => edits(state).is_some_and(|edits| edits.undoes().is_some()),
            Self::Sign => state.signer().is_some(),
            Self::GoToToken | Self::NewTab | Self::CloseTab | Self::Generate | Self::NewToken => true,
        }
    }

    /// Its name with its chord, for a tooltip.
    pub(super) fn tip(self, ui: &Ui, words: &Commands) -> String {
        format!("{} · {}", self.name(words), ui.ctx().format_shortcut(&self.chord()))
    }

    fn run(self, cx: &mut Cx<'_>, memory: &mut Memory) {
        cx.send(match self {
            Self::PreviousTab => Command::CycleTab { backwards: true },
            Self::NextTab => Command::CycleTab { backwards: false },
            Self::CopyToken => Command::Copy(CopyWhat::Token),
            Self::GoToToken => {
                memory.focus = Some(Focus::Token);
                return;
            }
            Self::NewTab => Command::NewTab,
            Self::CloseTab => Command::CloseTab(cx.state.active),
            Self::OpenFile => Command::OpenFile,
            Self::Generate => Command::OpenGenerate,
            Self::Redo => Command::Redo,
            Self::Undo => Command::Undo,
            Self::Sign => Command::SignShown,
            Self::NewToken => {
                memory.new_token = Opening::Asked;
                return;
            }
        });
    }
}

/// The chord that pastes. The system's clipboard answers to it; here it is only shown.
pub(super) const fn paste_chord() -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, Key::V)
}

/// Takes the chords that were pressed, before any text box sees them. None of them reaches under a sheet.
pub(super) fn listen(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if cx.state.sheet.is_some() || cx.state.asks.is_some() {
        return;
    }
    let focused = ui.memory(egui::Memory::focused);
    let ours = [
        encoded::text_box_id(),
        json_edit::text_box_id(Part::Header),
        json_edit::text_box_id(Part::Payload),
        signature_edit::text_box_id(),
    ];
    // In a box that is not of the token, such as the search, its own steps are meant.
    let elsewhere = ui.ctx().text_edit_focused() && focused.is_none_or(|id| !ours.contains(&id));
    for shortcut in Shortcut::ALL {
        if elsewhere && matches!(shortcut, Shortcut::Undo | Shortcut::Redo) {
            continue;
        }
        // An input method takes Enter for itself while it composes.
        if memory.composing && shortcut == Shortcut::Sign {
            continue;
        }
        if ui.input_mut(|input| input.consume_shortcut(&shortcut.chord())) && shortcut.is_available(cx.state)
        {
            shortcut.run(cx, memory);
        }
    }
}

fn edits(state: &State) -> Option<&Edits> {
    Some(&state.shown()?.edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use std::collections::HashSet;

    #[test]
    fn chords_and_names_differ() {
        let chords: HashSet<String> = Shortcut::ALL.map(|shortcut| format!("{:?}", shortcut.chord())).into();
        assert_eq!(chords.len(), Shortcut::ALL.len());
        assert!(Shortcut::ALL.iter().all(|shortcut| shortcut.chord() != paste_chord()));
        for language in Language::ALL {
            let words = &language.text().words.command;
            let names: HashSet<&str> = Shortcut::ALL.map(|shortcut| shortcut.name(words)).into();
            assert_eq!(names.len(), Shortcut::ALL.len());
        }
    }

    #[test]
    fn no_chord_hides_a_later_one() {
        for (place, first) in Shortcut::ALL.iter().enumerate() {
            for later in &Shortcut::ALL[place + 1..] {
                let (first, later) = (first.chord(), later.chord());
                let hides = first.logical_key == later.logical_key
                    && later.modifiers.matches_logically(first.modifiers);
                assert!(!hides, "{first:?} takes {later:?}");
            }
        }
    }

    #[test]
    fn no_chord_is_one_that_text_boxes_need() {
        // Undo and redo are the token's own, in its boxes, too.
        let of_text = |shortcut: &Shortcut| matches!(shortcut, Shortcut::Undo | Shortcut::Redo);
        for shortcut in Shortcut::ALL.into_iter().filter(|shortcut| !of_text(shortcut)) {
            let chord = shortcut.chord();
            let plain = chord.modifiers == Modifiers::COMMAND;
            let needed = [Key::C, Key::X, Key::V, Key::A, Key::Z, Key::Y, Key::ArrowLeft, Key::ArrowRight];
            assert!(!(plain && needed.contains(&chord.logical_key)), "{chord:?}");
        }
    }
}
