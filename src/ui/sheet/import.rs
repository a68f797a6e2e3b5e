//! Keys on their way in: the question, the password, the ways to read a secret, what failed. The list of what was
//! found is in `incoming`.

use std::cell::Cell;

use egui::{Align, Context, Id, Layout, ScrollArea, TextEdit, Ui, vec2};
use zeroize::Zeroizing;

use super::{Dialog, finding, incoming, problem, title, vault};
use crate::app::command::{Command, SecretDraft};
use crate::app::state::{ImportSheet, ImportStep, Reading, VaultStatus};
use crate::inspect::finding::Finding;
use crate::jose::read::{Format, SecretEncoding, read_secret};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::visible;
use crate::ui::widgets::{self, Field};

/// What is typed into the sheet. Wiped when it goes on or closes; copies that egui made of it while it was typed
/// are out of our hands.
#[derive(Default)]
pub(super) struct Buffer {
    what: What,
    keys: Zeroizing<String>,
    secret: Zeroizing<String>,
    name: String,
    encoding: SecretEncoding,
    password: Zeroizing<String>,
    /// The finding that is told in full.
    pub(super) expanded: Option<(usize, usize)>,
}

impl std::fmt::Debug for Buffer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[import, {} and {} bytes]", self.keys.len(), self.secret.len())
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    Keys,
    Secret,
}

const KEYS: &str = "import keys";
const SECRET: &str = "import secret";
const NAME: &str = "import name";
const PASSWORD: &str = "import password";

impl Buffer {
    /// Takes a pasted text.
    pub(super) fn pasted(&mut self, text: &str) {
        let target = if self.what == What::Keys { &mut self.keys } else { &mut self.secret };
        target.push_str(text);
    }

    /// Forgets what was typed.
    pub(super) fn turn(&mut self, ctx: &Context) {
        *self = Self::default();
        for id in [KEYS, SECRET, NAME, PASSWORD] {
            widgets::forget(ctx, Id::unique(id));
        }
    }
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &ImportSheet, first: bool) {
    let words = &cx.words().sheet.import;
    let name = match &sheet.source {
        Some(source) => format!("{}: {}", words.title, visible::plain(source, 80)),
        None => words.title.to_owned(),
    };
    let width = if matches!(sheet.step, ImportStep::Confirm { .. }) { 680.0 } else { 560.0 };
    let dialog = Dialog { name: words.title, width, esc: true };
    let focus = |ui: &Ui, id: &str| {
        if first {
            ui.memory_mut(|memory| memory.request_focus(Id::unique(id)));
        }
    };
    let enter = Cell::new(false);
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| match &sheet.step {
        ImportStep::Ask => {
            focus(ui, KEYS);
            ask(ui, cx, buffer);
        }
        ImportStep::Reading(_) => {
            widgets::words(ui, words.reading, fonts::BODY, cx.palette.muted);
        }
        ImportStep::Password { format, wrong } => {
            focus(ui, PASSWORD);
            enter.set(password(ui, cx, buffer, *format, *wrong));
        }
        ImportStep::Secret { readings, chosen } => {
            focus(ui, NAME);
            enter.set(secret_readings(ui, cx, buffer, readings, *chosen));
        }
        ImportStep::OtherReading { of, bytes } => {
            focus(ui, NAME);
            let said = (words.other_reading)(&visible::plain(of, 60));
            widgets::paragraph(ui, &said, cx.palette.text);
            widgets::caption(ui, (words.length)(*bytes));
            enter.set(name_field(ui, cx, buffer));
            vault::in_trouble(ui, cx);
        }
        ImportStep::Confirm { format, findings, keys } => {
            incoming::show(ui, cx, &mut buffer.expanded, *format, findings, keys);
            vault::in_trouble(ui, cx);
        }
        ImportStep::Failed { findings } => failed(ui, cx, buffer, findings),
        ImportStep::Storing(_) => {
            widgets::words(ui, words.storing, fonts::BODY, cx.palette.text);
            widgets::caption(ui, words.storing_hint);
        }
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        foot(ui, cx, buffer, sheet, (enter.get(), first));
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, &name), body, foot);
}

/// The buttons; `enter` says whether that key was pressed in a box, `first` whether the sheet is new.
fn foot(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &Buffer, sheet: &ImportSheet, (enter, first): (bool, bool)) {
    let words = &cx.words().sheet.import;
    let (does, command, ready) = match &sheet.step {
        ImportStep::Ask if buffer.what == What::Keys => {
            (words.read, Some(Command::ImportText(buffer.keys.clone())), !buffer.keys.trim().is_empty())
        }
        ImportStep::Ask => {
            let draft = SecretDraft {
                text: buffer.secret.clone(),
                encoding: buffer.encoding,
                name: buffer.name.clone(),
            };
            let ready = length(buffer).is_some() && can_store(cx);
            (words.add_secret, Some(Command::ImportSecret(draft)), ready)
        }
        ImportStep::Password { .. } => {
            let ready = !buffer.password.is_empty();
            (words.open, Some(Command::ImportPassword(buffer.password.clone())), ready)
        }
        ImportStep::Secret { readings, chosen } => {
            let reads = readings.iter().any(|reading| reading.encoding == *chosen && reading.bytes.is_ok());
            let command = Command::ImportSecretAs(buffer.name.clone());
            (words.add_secret, Some(command), reads && can_store(cx))
        }
        ImportStep::OtherReading { .. } => {
            (words.add_secret, Some(Command::ImportSecretAs(buffer.name.clone())), can_store(cx))
        }
        ImportStep::Confirm { keys, .. } => {
            let count = keys.iter().filter(|key| key.chosen).count();
            let does = (words.import)(count);
            let ready = count > 0 && can_store(cx);
            let button = ui.add_enabled_ui(ready, |ui| widgets::primary(ui, &does)).inner;
            if first && ready {
                button.request_focus();
            }
            if button.clicked() {
                cx.send(Command::ImportConfirm);
            }
            ("", None, false)
        }
        ImportStep::Failed { .. } => (words.another, Some(Command::OpenImport), true),
        ImportStep::Reading(_) | ImportStep::Storing(_) => ("", None, false),
    };
    if let Some(command) = command {
        let button = ui.add_enabled_ui(ready, |ui| widgets::primary(ui, does)).inner;
        if first && matches!(sheet.step, ImportStep::Failed { .. }) {
            button.request_focus();
        }
        if ready && (enter || button.clicked()) {
            cx.send(command);
        }
    }
    if !matches!(sheet.step, ImportStep::Storing(_)) && widgets::button(ui, cx.words().sheet.cancel).clicked()
    {
        cx.send(Command::CloseSheet);
    }
    if sheet.waiting > 0 {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            widgets::words(ui, &(words.waiting)(sheet.waiting), fonts::SMALL, cx.palette.muted);
        });
    }
}

/// Whether there is a place for keys.
const fn can_store(cx: &Cx<'_>) -> bool {
    !matches!(cx.state.vault, VaultStatus::Trouble(_))
}

fn ask(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer) {
    let words = &cx.words().sheet.import;
    let kinds = [(What::Keys, words.keys), (What::Secret, words.secret)];
    if let Some(what) = widgets::segmented(ui, words.what, buffer.what, &kinds) {
        buffer.what = what;
        let id = if what == What::Keys { KEYS } else { SECRET };
        ui.memory_mut(|memory| memory.request_focus(Id::unique(id)));
    }
    match buffer.what {
        What::Keys => {
            ScrollArea::vertical().id_salt("paste keys").max_height(200.0).show(ui, |ui| {
                let edit = TextEdit::multiline(&mut *buffer.keys)
                    .id(Id::unique(KEYS))
                    .font(fonts::code(fonts::TINY))
                    .hint_text(words.paste_hint)
                    .desired_width(f32::INFINITY)
                    .desired_rows(10)
                    .lock_focus(false);
                ui.add(edit).accessible_name(words.paste_hint);
            });
            ui.horizontal(|ui| {
                let dialog = !cx.state.dialog_open;
                if ui.add_enabled_ui(dialog, |ui| widgets::button(ui, words.choose)).inner.clicked() {
                    cx.send(Command::ImportKey);
                }
                widgets::words(ui, words.drop, fonts::SMALL, cx.palette.muted);
            });
        }
        What::Secret => {
            typed_secret(ui, cx, buffer);
            vault::in_trouble(ui, cx);
        }
    }
}

/// The spellings of a secret.
const fn spellings(text: &'static str) -> [(SecretEncoding, &'static str); 4] {
    [
        (SecretEncoding::Text, text),
        (SecretEncoding::Base64, "Base64"),
        (SecretEncoding::Base64url, "Base64url"),
        (SecretEncoding::Hex, "Hex"),
    ]
}

fn typed_secret(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer) {
    let words = &cx.words().sheet.import;
    let hint = words.secret_hint;
    let field = Field { id: Id::unique(SECRET), name: hint, hint, secret: true, code: true };
    field.show(ui, &mut buffer.secret);
    ui.horizontal_wrapped(|ui| {
        let spellings = spellings(words.text);
        if let Some(encoding) = widgets::segmented(ui, words.spelling, buffer.encoding, &spellings) {
            buffer.encoding = encoding;
        }
        let said = match read_secret(&buffer.secret, buffer.encoding, "") {
            _ if buffer.secret.is_empty() => String::new(),
            Ok(_) => (words.length)(length(buffer).unwrap_or_default()),
            Err(error) => cx.text.secret_error(error).message.into_owned(),
        };
        if !said.is_empty() {
            widgets::words(ui, &said, fonts::SMALL, cx.palette.muted);
        }
    });
    name_field(ui, cx, buffer);
}

/// Whether Enter was pressed.
fn name_field(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer) -> bool {
    let hint = cx.words().sheet.import.name_hint;
    let field = Field { id: Id::unique(NAME), name: hint, hint, secret: false, code: false };
    field.submitted(ui, &mut buffer.name)
}

/// The bytes of the typed secret, if it is spelled as chosen.
fn length(buffer: &Buffer) -> Option<usize> {
    if buffer.secret.is_empty() {
        return None;
    }
    match read_secret(&buffer.secret, buffer.encoding, "").ok()?.kind() {
        crate::jose::key::KeyKind::Secret { bits } => Some(bits / 8),
        _ => None,
    }
}

/// Whether Enter was pressed.
fn password(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, format: Format, wrong: bool) -> bool {
    let words = &cx.words().sheet.import;
    widgets::paragraph(ui, (words.protected)(&cx.text.format(format)), cx.palette.text);
    let name = words.password;
    let field = Field { id: Id::unique(PASSWORD), name, hint: name, secret: true, code: true };
    let enter = field.submitted(ui, &mut buffer.password);
    if wrong {
        widgets::paragraph(ui, words.wrong, cx.palette.bad);
    }
    enter
}

/// Whether Enter was pressed.
fn secret_readings(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    buffer: &mut Buffer,
    readings: &[Reading],
    chosen: SecretEncoding,
) -> bool {
    let words = &cx.words().sheet.import;
    widgets::paragraph(ui, words.no_key, cx.palette.text);
    widgets::caption(ui, words.as_secret);
    ui.spacing_mut().item_spacing.y = 4.0;
    for reading in readings {
        let name = spellings(words.text)
            .into_iter()
            .find(|(encoding, _)| *encoding == reading.encoding)
            .map_or("", |(_, name)| name);
        let said = match reading.bytes {
            Ok(bytes) => (words.length)(bytes),
            Err(error) => cx.text.secret_error(error).message.into_owned(),
        };
        ui.add_enabled_ui(reading.bytes.is_ok(), |ui| {
            ui.horizontal(|ui| {
                let is_it = chosen == reading.encoding;
                let radio = widgets::ring(ui, &format!("{name}: {said}"), is_it);
                let width = vec2(84.0, 24.0);
                ui.allocate_ui_with_layout(width, Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(width.x);
                    widgets::words(ui, name, fonts::BODY, cx.palette.text);
                });
                if radio.clicked() {
                    cx.send(Command::ImportReading(reading.encoding));
                }
                widgets::words(ui, &said, fonts::SMALL, cx.palette.muted);
            });
        });
    }
    ui.spacing_mut().item_spacing.y = 10.0;
    let enter = name_field(ui, cx, buffer);
    vault::in_trouble(ui, cx);
    enter
}

fn failed(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, findings: &[Finding]) {
    let mut findings = findings.iter();
    if let Some(first) = findings.next() {
        problem(ui, cx, &cx.text.finding(&first.detail));
    } else {
        widgets::paragraph(ui, cx.words().sheet.import.no_key, cx.palette.text);
    }
    for (place, more) in findings.enumerate() {
        let expanded = buffer.expanded == Some((0, place));
        if ui.push_id(place, |ui| finding(ui, cx, more, expanded)).inner {
            buffer.expanded = if expanded { None } else { Some((0, place)) };
        }
    }
}
