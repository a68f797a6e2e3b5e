//! The form to add a key: a text with keys in any form, or a secret and how it is spelled.

use egui::text_edit::TextEditState;
use egui::{Id, TextEdit, Ui, vec2};
use zeroize::{Zeroize as _, Zeroizing};

use super::cx::Cx;
use super::fonts;
use super::key_rail::sized;
use super::memory::Memory;
use super::theme::size;
use super::widgets;
use crate::app::command::{Command, SecretDraft};
use crate::jose::key::KeyKind;
use crate::jose::read::{SecretEncoding, read_secret};

/// What is typed into the form. It is wiped when the form closes; copies that egui made of it while it was typed
/// are out of our hands.
#[derive(Default)]
pub(super) struct Buffer {
    kind: Kind,
    key: Zeroizing<String>,
    secret: Zeroizing<String>,
    name: String,
    encoding: SecretEncoding,
    /// Whether the form was open in the last frame.
    open: bool,
}

impl std::fmt::Debug for Buffer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[key form, {} and {} bytes]", self.key.len(), self.secret.len())
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Key,
    Secret,
}

const BOXES: [&str; 3] = ["new key", "new secret", "new key name"];

fn id(index: usize) -> Id {
    Id::unique(BOXES.get(index))
}

/// The height that the form takes.
pub(super) fn height(cx: &Cx<'_>, memory: &Memory) -> f32 {
    let problem =
        if cx.state.key_form.as_ref().is_some_and(|form| form.problem.is_some()) { 70.0 } else { 0.0 };
    let body = match memory.key_form.kind {
        Kind::Key => 118.0,
        Kind::Secret => 132.0,
    };
    26.0 + 32.0 + body + problem + size::BUTTON + 10.0
}

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let words = &cx.words().key_form;
    let buffer = &mut memory.key_form;
    let first = !std::mem::replace(&mut buffer.open, true);
    ui.painter().hline(
        ui.max_rect().x_range().expand(12.0),
        ui.max_rect().top() - 4.0,
        egui::Stroke::new(1.0, cx.palette.line),
    );
    ui.add_space(6.0);
    widgets::section(ui, words.title, cx.palette.muted);
    let kinds = [(Kind::Key, words.key), (Kind::Secret, words.secret)];
    let chosen = widgets::segmented(ui, words.title, buffer.kind, &kinds);
    buffer.kind = chosen.unwrap_or(buffer.kind);
    if first || chosen.is_some() {
        ui.memory_mut(|memory| memory.request_focus(id(usize::from(buffer.kind == Kind::Secret))));
    }
    match buffer.kind {
        Kind::Key => {
            egui::ScrollArea::vertical().id_salt("new key scroll").max_height(104.0).show(ui, |ui| {
                let edit = TextEdit::multiline(&mut *buffer.key)
                    .id(id(0))
                    .font(fonts::code(fonts::TINY))
                    .hint_text(words.key_hint)
                    .desired_width(f32::INFINITY)
                    .desired_rows(6)
                    .lock_focus(false);
                ui.add(edit).accessible_name(words.key_hint);
            });
        }
        Kind::Secret => secret(ui, cx, buffer),
    }
    if let Some(problem) = cx.state.key_form.as_ref().and_then(|form| form.problem.as_ref()) {
        let told = cx.text.key_problem(problem);
        ui.label(egui::RichText::new(&*told.message).font(fonts::words(fonts::SMALL)).color(cx.palette.bad));
        widgets::caption(ui, told.body());
    }
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal(|ui| {
        let ready = match buffer.kind {
            Kind::Key => !buffer.key.trim().is_empty(),
            Kind::Secret => length(buffer).is_some(),
        };
        let add = ui.add_enabled_ui(ready, |ui| sized(ui, half, |ui| widgets::primary(ui, words.add))).inner;
        if add.clicked() {
            cx.queue.push(buffer.command());
        }
        if sized(ui, half, |ui| widgets::button(ui, words.cancel)).clicked() {
            cx.queue.push(Command::CloseKeyForm);
        }
    });
}

fn secret(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer) {
    let words = &cx.words().key_form;
    let width = ui.available_width();
    let edit = TextEdit::singleline(&mut *buffer.secret)
        .id(id(1))
        .password(true)
        .font(fonts::code(fonts::CODE))
        .hint_text(words.secret_hint)
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(width, size::BUTTON));
    ui.add(edit).accessible_name(words.secret_hint);
    let spellings = [
        (SecretEncoding::Text, words.text),
        (SecretEncoding::Base64, "Base64"),
        (SecretEncoding::Base64url, "Base64url"),
        (SecretEncoding::Hex, "Hex"),
    ];
    if let Some(encoding) = widgets::segmented(ui, "spelling", buffer.encoding, &spellings) {
        buffer.encoding = encoding;
    }
    let edit = TextEdit::singleline(&mut buffer.name)
        .id(id(2))
        .hint_text(words.name_hint)
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(width, size::BUTTON));
    ui.add(edit).accessible_name(words.name_hint);
    let said = match read_secret(&buffer.secret, buffer.encoding, "") {
        _ if buffer.secret.is_empty() => String::new(),
        Ok(_) => (words.length)(length(buffer).unwrap_or_default()),
        Err(error) => cx.text.secret_error(error).message.into_owned(),
    };
    widgets::caption(ui, said);
}

/// The bytes of the typed secret, if it is spelled as chosen.
fn length(buffer: &Buffer) -> Option<usize> {
    if buffer.secret.is_empty() {
        return None;
    }
    match read_secret(&buffer.secret, buffer.encoding, "").ok()?.kind() {
        KeyKind::Secret { bits } => Some(bits / 8),
        _ => None,
    }
}

/// Wipes what was typed, once the form is closed.
pub(super) fn forget(ui: &Ui, memory: &mut Memory) {
    let buffer = &mut memory.key_form;
    buffer.open = false;
    if buffer.key.is_empty() && buffer.secret.is_empty() && buffer.name.is_empty() {
        return;
    }
    buffer.key.zeroize();
    buffer.secret.zeroize();
    buffer.name.clear();
    for index in 0..BOXES.len() {
        if let Some(mut state) = TextEditState::load(ui.ctx(), id(index)) {
            state.clear_undoer();
            state.store(ui.ctx(), id(index));
        }
    }
}

impl Buffer {
    fn command(&self) -> Command {
        match self.kind {
            Kind::Key => Command::AddKeyText(self.key.clone()),
            Kind::Secret => Command::AddSecret(SecretDraft {
                text: self.secret.clone(),
                encoding: self.encoding,
                name: self.name.clone(),
            }),
        }
    }
}
