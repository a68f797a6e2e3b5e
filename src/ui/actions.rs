//! What a person can do from anywhere, as the window has it: the chord of each, what doing it sends, and the buttons and
//! menu entries that are made from it. Names and reasons come from `text`, availability from `app`.

#[cfg(test)]
mod tests;

use egui::{Context, Key, KeyboardShortcut, ModifierNames, Modifiers, Response, Ui, gui_zoom};

use super::cx::Cx;
use super::encoded;
use super::findings;
use super::json_edit;
use super::memory::{Focus, Memory, Opening, Shape};
use super::palette::Mode;
use super::signature_edit;
use super::widgets;
use crate::app::action::{Action, Running, recipient, running};
use crate::app::command::{Command, CopyWhat, NewSigner};
use crate::craft::convert::To;
use crate::craft::copy_as::As;
use crate::craft::remake::Part;
use crate::text::Paper;
use crate::text::words::Name;

/// The keys to press, if there are some. ⌘ takes the place of Ctrl on macOS.
pub(super) fn chord(action: Action) -> Option<KeyboardShortcut> {
    let command = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
    let shifted = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key));
    match action {
        Action::Paste => command(Key::V),
        Action::OpenFile => command(Key::O),
        Action::Find => command(Key::F),
        Action::CopyToken => shifted(Key::C),
        Action::Sign => command(Key::Enter),
        Action::Undo => command(Key::Z),
        Action::Redo => shifted(Key::Z),
        Action::NewToken => command(Key::N),
        Action::Generate => command(Key::G),
        Action::NewTab => command(Key::T),
        Action::CloseTab => command(Key::W),
        // Control on every system: macOS keeps ⌘+Tab for itself.
        Action::NextTab => Some(KeyboardShortcut::new(Modifiers::CTRL, Key::Tab)),
        Action::PreviousTab => Some(KeyboardShortcut::new(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::Tab)),
        Action::GoToToken => command(Key::L),
        Action::Palette => command(Key::K),
        Action::Help => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F1)),
        Action::Settings => command(Key::Comma),
        Action::Lock => shifted(Key::L),
        Action::Larger => command(Key::Plus),
        Action::Smaller => command(Key::Minus),
        Action::UsualSize => command(Key::Num0),
        Action::Quit => command(Key::Q),
        Action::VerifyAll
        | Action::TryWords
        | Action::DecryptAnyway
        | Action::Stop
        | Action::OpenDetached
        | Action::PasteDetached
        | Action::Compare
        | Action::Negatives
        | Action::CopyCompact
        | Action::CopyHeader
        | Action::CopyPayload
        | Action::CopySignatureHex
        | Action::CopySignature
        | Action::CopyFindings
        | Action::CopyFindingsMarkdown
        | Action::CopyAs(_)
        | Action::Revert
        | Action::AddParameter
        | Action::AddClaim
        | Action::Time(_)
        | Action::TurnHeader
        | Action::TurnPayload
        | Action::New(_)
        | Action::Show(_)
        | Action::Import
        | Action::Encrypt
        | Action::GoToKeys
        | Action::SaveTab
        | Action::SaveTemplate
        | Action::Keychain
        | Action::VaultFile
        | Action::Session
        | Action::GoToFindings
        | Action::GoToHeader
        | Action::GoToPayload
        | Action::GoToSignature
        | Action::Theme(_)
        | Action::Language(_)
        | Action::Zone(_) => None,
    }
}

/// The chord as this system writes it.
pub(super) fn chord_text(ctx: &Context, action: Action) -> Option<String> {
    chord(action).map(|chord| written(chord, ctx.os().is_mac()))
}

/// A chord as a system writes it: `Ctrl+,` or `⌘,`.
pub(super) fn written(chord: KeyboardShortcut, is_mac: bool) -> String {
    let names = if is_mac { ModifierNames::SYMBOLS } else { ModifierNames::NAMES };
    let modifiers = names.format(&chord.modifiers, is_mac);
    let key = chord.logical_key.symbol_or_name();
    let concat = if modifiers.is_empty() { "" } else { names.concat };
    // Set apart, the signs of macOS would not look like one chord.
    format!("{modifiers}{}{key}", concat.trim())
}

/// What it is called.
pub(super) fn name(cx: &Cx<'_>, action: Action) -> Name {
    (cx.words().action.name)(action)
}

/// Its name with its chord, for a tooltip.
pub(super) fn tip(ctx: &Context, cx: &Cx<'_>, action: Action) -> String {
    with_chord(ctx, action, &name(cx, action).full)
}

/// The same of one that goes by another name now.
pub(super) fn with_chord(ctx: &Context, action: Action, name: &str) -> String {
    match chord_text(ctx, action) {
        Some(chord) => format!("{name} · {chord}"),
        None => name.to_owned(),
    }
}

/// Why it cannot be done now, in words; `None` where it can.
pub(super) fn why_not(cx: &Cx<'_>, action: Action) -> Option<std::borrow::Cow<'static, str>> {
    action.availability(cx.state).err().map(|why| (cx.words().action.why_not)(&why))
}

/// A button of some kind that does it: its tooltip has the name with the chord, or the reason why not.
pub(super) fn button(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    action: Action,
    kind: impl FnOnce(&mut Ui, &str) -> Response,
) -> Response {
    let name = name(cx, action);
    let needs_tip = chord(action).is_some() || name.full != name.short;
    let tip = needs_tip.then(|| tip(ui.ctx(), cx, action));
    button_told(ui, cx, action, tip, kind)
}

/// The same with a tooltip of its own.
pub(super) fn button_told(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    action: Action,
    tip: Option<String>,
    kind: impl FnOnce(&mut Ui, &str) -> Response,
) -> Response {
    let short = name(cx, action).short;
    let why = why_not(cx, action);
    let response = ui.add_enabled_ui(why.is_none(), |ui| kind(ui, &short)).inner;
    let response = tip.into_iter().fold(response, Response::on_hover_text);
    let response = widgets::disabled_because(response, &why.unwrap_or_default());
    if response.clicked() {
        send(cx, action);
    }
    response
}

/// An entry of a menu that does it, with its chord; greyed with the reason why not.
pub(super) fn entry(ui: &mut Ui, cx: &mut Cx<'_>, action: Action) -> Response {
    let holds = action.holds(cx.state);
    let chord = chord_text(ui.ctx(), action);
    button(ui, cx, action, |ui, name| match &chord {
        Some(chord) => widgets::menu_chord(ui, name, chord),
        None => widgets::menu_entry(ui, name, holds),
    })
}

/// Does it where that is a command; what only the window knows of is done by [`run`].
fn send(cx: &mut Cx<'_>, action: Action) {
    if let Some(command) = command(cx, action) {
        cx.send(command);
    }
}

/// What it asks the core for; `None` for what only the window knows of.
fn command(cx: &Cx<'_>, action: Action) -> Option<Command> {
    let words = || cx.text.copy_words();
    let ticket = |paper| CopyWhat::Value(findings::ticket(cx, paper));
    Some(match action {
        Action::Paste => Command::RequestPaste,
        Action::OpenFile => Command::OpenFile,
        Action::VerifyAll => Command::VerifyWith(None),
        Action::TryWords => Command::TryWords,
        Action::DecryptAnyway => Command::DecryptAnyway,
        Action::Stop => match running(cx.state)? {
            Running::Words => Command::StopWords,
            Running::Decrypting => Command::StopDecrypting,
            Running::Diagnosis => Command::StopDiagnosis,
        },
        Action::OpenDetached => Command::OpenDetached,
        Action::PasteDetached => Command::PasteDetached,
        Action::Compare => Command::OpenCompare,
        Action::Negatives => Command::OpenNegatives,
        Action::CopyToken => Command::Copy(CopyWhat::Token),
        Action::CopyCompact => Command::Copy(CopyWhat::Converted(To::Compact)),
        Action::CopyHeader => Command::Copy(CopyWhat::HeaderJson),
        Action::CopyPayload => Command::Copy(CopyWhat::PayloadJson),
        Action::CopySignatureHex => Command::Copy(CopyWhat::SignatureHex),
        Action::CopySignature => Command::Copy(CopyWhat::SignatureBase64url),
        Action::CopyFindings => Command::Copy(ticket(Paper::Text)),
        Action::CopyFindingsMarkdown => Command::Copy(ticket(Paper::Markdown)),
        Action::CopyAs(As::Flattened) => Command::Copy(CopyWhat::Converted(To::Flattened)),
        Action::CopyAs(form) => Command::Copy(CopyWhat::As(form, words())),
        Action::Sign => Command::SignShown,
        Action::Undo => Command::Undo,
        Action::Redo => Command::Redo,
        Action::Revert => Command::Revert,
        Action::AddParameter => Command::OpenMember(Part::Header, None),
        Action::AddClaim => Command::OpenMember(Part::Payload, None),
        Action::Time(edit) => Command::EditTime(edit),
        Action::SaveTemplate => Command::OpenSaveTemplate,
        Action::New(template) => Command::NewToken(template, NewSigner::Usual),
        Action::Show(example) => Command::ShowExample(example),
        Action::Generate => Command::OpenGenerate,
        Action::Import => Command::OpenImport,
        Action::Encrypt => Command::OpenEncrypt(recipient(cx.state)?),
        Action::Keychain => Command::RetryVault,
        Action::VaultFile => Command::OpenVaultSheet,
        Action::Session => Command::UseSession,
        Action::NewTab => Command::NewTab,
        Action::CloseTab => Command::CloseTab(cx.state.active),
        Action::NextTab => Command::CycleTab { backwards: false },
        Action::PreviousTab => Command::CycleTab { backwards: true },
        Action::Help => Command::OpenHelp,
        Action::Settings => Command::OpenSettings,
        Action::Lock => Command::LockNow,
        Action::SaveTab => {
            let title = cx.state.tab().map(|tab| super::tabs::title(cx, tab));
            Command::OpenSaveTab(title.unwrap_or_default())
        }
        Action::Quit => Command::AskQuit,
        Action::Theme(theme) => Command::SetTheme(theme),
        Action::Language(language) => Command::SetLanguage(language),
        Action::Zone(zone) => Command::SetZone(zone),
        Action::Find
        | Action::TurnHeader
        | Action::TurnPayload
        | Action::NewToken
        | Action::GoToToken
        | Action::GoToFindings
        | Action::GoToHeader
        | Action::GoToPayload
        | Action::GoToSignature
        | Action::GoToKeys
        | Action::Larger
        | Action::Smaller
        | Action::UsualSize
        | Action::Palette => return None,
    })
}

/// Does it, if it can be done now.
pub(super) fn run(ctx: &Context, cx: &mut Cx<'_>, memory: &mut Memory, action: Action) {
    if action.availability(cx.state).is_err() {
        return;
    }
    let turned = |shape: Shape| if shape == Shape::Table { Shape::Json } else { Shape::Table };
    let mut go = |focus| memory.focus_next = Some(focus);
    match action {
        Action::GoToToken => go(Focus::Token),
        Action::GoToFindings => go(Focus::Findings),
        Action::GoToHeader => go(Focus::Header),
        Action::GoToPayload => go(Focus::Payload),
        Action::GoToSignature => go(Focus::Signature),
        Action::GoToKeys => go(Focus::Keys),
        Action::TurnHeader => memory.header = turned(memory.header),
        Action::TurnPayload => memory.payload = turned(memory.payload),
        Action::NewToken => memory.new_token = Opening::Asked,
        Action::Larger => gui_zoom::zoom_in(ctx),
        Action::Smaller => gui_zoom::zoom_out(ctx),
        Action::UsualSize => ctx.set_zoom_factor(1.0),
        Action::Palette => memory.palette.open(ctx, Mode::Commands),
        Action::Find => memory.palette.open(ctx, Mode::Find),
        action => send(cx, action),
    }
    // What was asked for shows in the next frame only.
    ctx.request_repaint();
}

/// Those with a chord. More modifiers come first: egui takes `Ctrl+Shift+Tab` for `Ctrl+Tab` too.
fn with_chords() -> Vec<(Action, KeyboardShortcut)> {
    let all = Action::all().into_iter();
    let mut found: Vec<_> = all.filter_map(|action| Some((action, chord(action)?))).collect();
    found.sort_by_key(|(_, chord)| !chord.modifiers.shift);
    found
}

/// Takes the chords that were pressed, before any text box sees them. None of them reaches under a sheet but the one
/// that locks the window: whoever presses it goes away.
pub(super) fn listen(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if !ui.input(|input| input.events.iter().any(is_key)) {
        return;
    }
    let is_under = cx.state.sheet.is_some() || cx.state.asks.is_some() || memory.palette.is_open();
    let focused = ui.memory(egui::Memory::focused);
    let ours = [
        encoded::text_box_id(),
        json_edit::text_box_id(Part::Header),
        json_edit::text_box_id(Part::Payload),
        signature_edit::text_box_id(),
    ];
    // In a box that is not of the token, such as the search, its own steps are meant.
    let elsewhere = ui.ctx().text_edit_focused() && focused.is_none_or(|id| !ours.contains(&id));
    for (action, chord) in with_chords() {
        if is_under && action != Action::Lock {
            continue;
        }
        if elsewhere && matches!(action, Action::Undo | Action::Redo) {
            continue;
        }
        // An input method takes Enter for itself while it composes.
        if memory.is_composing() && action == Action::Sign {
            continue;
        }
        // The system's clipboard and egui answer to these; here they are only shown.
        if matches!(action, Action::Paste | Action::Larger | Action::Smaller | Action::UsualSize) {
            continue;
        }
        let pressed = ui.input_mut(|input| input.count_and_consume_key(chord.modifiers, chord.logical_key));
        // Steps are counted: a quick hand presses twice between two frames.
        let times = if matches!(action, Action::Undo | Action::Redo) { pressed } else { pressed.min(1) };
        for _ in 0..times {
            run(ui.ctx(), cx, memory, action);
        }
    }
}

const fn is_key(event: &egui::Event) -> bool {
    matches!(event, egui::Event::Key { pressed: true, .. })
}
