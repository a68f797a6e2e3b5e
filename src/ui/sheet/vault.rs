//! A place for keys where the keychain is not to be had: the choices, and the sheet of the vault file.

use std::cell::Cell;

use egui::{Context, Id, Ui};
use zeroize::Zeroizing;

use super::{Dialog, label, problem, title};
use crate::app::command::Command;
use crate::app::state::{VaultSheet, VaultStatus};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::visible;
use crate::ui::widgets::{self, Field};

/// What is typed into the sheet; wiped when it closes.
#[derive(Default)]
pub(super) struct Buffer {
    passphrase: Zeroizing<String>,
    again: Zeroizing<String>,
}

impl std::fmt::Debug for Buffer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[passphrase, {} bytes]", self.passphrase.len())
    }
}

/// The shortest passphrase for a new file.
const LEAST: usize = 8;

/// The text boxes of the sheet.
pub(super) fn boxes() -> [Id; 2] {
    [Id::unique("vault passphrase"), Id::unique("vault passphrase again")]
}

/// The entries of the menu in the status bar.
pub(in crate::ui) fn menu(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().sheet.vault;
    let is_trouble = matches!(cx.state.vault, VaultStatus::Trouble(_));
    let first = if is_trouble { words.retry } else { words.keychain };
    let entries = [
        (first, Command::RetryVault),
        (words.choose_file, Command::OpenVaultSheet),
        (words.use_session, Command::UseSession),
    ];
    for (name, command) in entries {
        if widgets::menu_item(ui, name, false) {
            cx.send(command);
        }
    }
}

/// Where a vault is in trouble: what is wrong, and the choices.
pub(super) fn in_trouble(ui: &mut Ui, cx: &mut Cx<'_>) {
    let VaultStatus::Trouble(why) = &cx.state.vault else { return };
    let words = &cx.words().sheet.vault;
    problem(ui, cx, &cx.text.vault_error(why));
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, words.retry).clicked() {
            cx.send(Command::RetryVault);
        }
        if widgets::button(ui, words.choose_file).clicked() {
            cx.send(Command::OpenVaultSheet);
        }
        if widgets::button(ui, words.use_session).clicked() {
            cx.send(Command::UseSession);
        }
    });
}

/// Draws the sheet of the vault file.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &VaultSheet, first: bool) {
    let words = &cx.words().sheet.vault;
    let name = if sheet.exists { words.open_title } else { words.new_title };
    let dialog = Dialog { name, width: 520.0, esc: true };
    let (enter, wanted) = (Cell::new(false), Cell::new(false));
    let opening = sheet.opening.is_some();
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        widgets::paragraph(ui, words.about, cx.palette.text);
        label(ui, cx, words.file);
        widgets::code_lines(ui, &visible::plain(&sheet.path.to_string_lossy(), 400), cx.palette.text);
        if opening {
            widgets::words(ui, words.opening, fonts::BODY, cx.palette.muted);
        } else {
            enter.set(fields(ui, cx, buffer, sheet, first));
        }
        if let Some(why) = &sheet.problem {
            problem(ui, cx, &cx.text.vault_error(why));
        }
        widgets::caption(ui, words.age);
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        let ready = !opening && buffer.is_ready(sheet.exists);
        let does = if sheet.exists { words.open } else { words.create };
        let clicked = ui.add_enabled_ui(ready, |ui| widgets::primary(ui, does)).inner.clicked();
        wanted.set(ready && (clicked || enter.get()));
        if widgets::button(ui, cx.words().sheet.cancel).clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, name), body, foot);
    if wanted.get() {
        cx.send(Command::UseVaultFile(buffer.passphrase.clone()));
    }
}

impl Buffer {
    fn is_ready(&self, exists: bool) -> bool {
        let long = exists || self.passphrase.chars().count() >= LEAST;
        !self.passphrase.is_empty() && long && (exists || *self.passphrase == *self.again)
    }
}

/// Whether Enter was pressed.
fn fields(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, sheet: &VaultSheet, first: bool) -> bool {
    let words = &cx.words().sheet.vault;
    let [passphrase, again] = boxes();
    let field = |id, name| Field { id, name, hint: name, secret: true, code: true };
    if first {
        ui.memory_mut(|memory| memory.request_focus(passphrase));
    }
    let mut enter = field(passphrase, words.passphrase).submitted(ui, &mut buffer.passphrase);
    if !sheet.exists {
        enter |= field(again, words.again).submitted(ui, &mut buffer.again);
        let differs = !buffer.again.is_empty() && *buffer.again != *buffer.passphrase;
        let said = if differs { words.differs } else { (words.strength)(buffer.passphrase.chars().count()) };
        widgets::caption(ui, if buffer.passphrase.is_empty() { "" } else { said });
    }
    enter
}
