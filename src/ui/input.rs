//! What comes into the window from outside: pasted text, dropped files, and whether an input method is at work.

use egui::{Event, ImeEvent, Key, Ui};

use super::cx::Cx;
use super::encoded;
use super::json_edit;
use super::key_rail;
use super::memory::{Focus, Memory};
use crate::app::command::Command;

/// Takes what came since the last frame, before any widget sees it.
pub(super) fn take(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    compose(ui, cx, memory);
    pasted(ui, cx, memory);
    dropped(ui, cx);
    let wanted = match memory.focus {
        Some(Focus::Token) => {
            memory.typing = true;
            Some(encoded::text_box_id())
        }
        Some(Focus::Keys) => {
            memory.rail_open = true;
            Some(key_rail::search_id())
        }
        _ => None,
    };
    if let Some(wanted) = wanted {
        ui.memory_mut(|memory| memory.request_focus(wanted));
    }
}

/// Text that is pasted while no text box has the keyboard, or because our own button asked for it, is a token.
fn pasted(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if ui.ctx().text_edit_focused() && !memory.paste_asked {
        return;
    }
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Paste(text) => {
                // Under a sheet nothing changes; one that asks for keys takes what is pasted.
                if cx.state.sheet.is_none() && cx.state.asks.is_none() {
                    cx.send(Command::Paste(text.clone()));
                } else {
                    let _ = memory.sheets.pasted(text);
                }
                memory.paste_asked = false;
                false
            }
            _ => true,
        });
    });
}

fn dropped(ui: &Ui, cx: &mut Cx<'_>) {
    let paths: Vec<_> =
        ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !paths.is_empty() {
        cx.send(Command::ReadFiles(paths));
    }
}

/// An input method composes from its first preview to its commit, or until the box loses the keyboard: egui leaves there
/// what was composed, and takes no commit that comes later.
fn compose(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let focused = ui.memory(egui::Memory::focused);
    let is_left = memory.composing_in != focused || !ui.ctx().text_edit_focused();
    // A click takes the keyboard away only as it ends, together with what it asks for; a chord does what it asks for now,
    // but for Enter, which is the input method's.
    let is_chord = |event: &Event| {
        matches!(event, Event::Key { key, pressed: true, modifiers, .. }
            if (modifiers.ctrl || modifiers.command) && *key != Key::Enter)
    };
    let is_about_to = || ui.input(|input| input.pointer.any_pressed() || input.events.iter().any(is_chord));
    if memory.composing && (is_left || is_about_to()) {
        json_edit::settle(cx, memory);
        memory.composing &= !is_left;
    }
    memory.composing_in = focused;
    memory.committed = false;
    ui.input(|input| {
        for event in &input.events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => memory.composing = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) => (memory.composing, memory.committed) = (false, true),
                _ => {}
            }
        }
    });
}
