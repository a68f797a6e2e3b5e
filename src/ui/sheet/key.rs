//! One key: what it is and where it is kept, what there is to say of it, its forms, and what can be done with it.

use egui::text::LayoutJob;
use egui::{Align, Context, Layout, TextFormat, Ui};

use super::details::{self, Draft};
use super::forms;
use super::{Dialog, NARROW, close, label, pair};
use crate::app::command::{Command, CopyWhat};
use crate::app::state::{KeyEntry, KeySheet, VaultStatus};
use crate::jose::key::KeyKind;
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::key_rail::kind_line;
use crate::ui::visible;
use crate::ui::widgets::{self, Copyable};

/// The share of the first fact on a line, and the height of a line: a thumbprint must fit.
const FACT: (f32, f32) = (0.535, 38.0);

/// What the sheet remembers; wiped when it closes.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    pub(super) forms: forms::Buffer,
    /// Whether the next key sheet opens for renaming.
    pub(super) rename_next: bool,
    draft: Option<Draft>,
    /// The finding that is told in full.
    expanded: Option<usize>,
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &KeySheet, first: bool) {
    let Some(key) = cx.state.keys.get(sheet.key) else { return };
    if std::mem::take(&mut buffer.rename_next) {
        buffer.draft = Some(Draft::of(key));
    }
    let name = format!("{}: {}", cx.words().sheet.key.title, visible::plain(&key.id.name, 60));
    let dialog = Dialog { name: &name, width: 760.0, esc: buffer.draft.is_none() };
    let head = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        let close = close(ui, cx);
        if first && buffer.draft.is_none() {
            close.request_focus();
        }
        head(ui, cx, buffer, key);
    };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        if buffer.draft.is_some() {
            details::show(ui, cx, &mut buffer.draft, key);
        } else {
            facts(ui, cx, key);
        }
        for (place, finding) in key.findings.iter().enumerate() {
            let expanded = buffer.expanded == Some(place);
            if ui.push_id(("finding", place), |ui| super::finding(ui, cx, finding, expanded)).inner {
                buffer.expanded = if expanded { None } else { Some(place) };
            }
        }
        forms::show(ui, cx, &mut buffer.forms, sheet);
    };
    dialog.show(ctx, cx, buffer, head, body, |ui, cx, _| foot(ui, cx, key));
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer, key: &KeyEntry) {
    let words = &cx.words().sheet.key;
    if widgets::dangerous(ui, words.delete).clicked() {
        cx.send(Command::AskDelete(key.id.index));
    }
    let rename = ui.add_enabled_ui(buffer.draft.is_none(), |ui| widgets::button(ui, words.rename)).inner;
    if rename.clicked() {
        buffer.draft = Some(Draft::of(key));
    }
    let kind = kind_line(cx, key);
    let width = |ui: &Ui, text: &str, font| {
        ui.painter().layout_no_wrap(text.to_owned(), font, cx.palette.text).size().x + 10.0
    };
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let name = visible::plain(&key.id.name, 200);
        let alg = key.alg.as_deref().map(|alg| visible::plain(alg, 16));
        let badge = alg.as_deref().map_or(0.0, |alg| width(ui, alg, fonts::code(10.5)) + 11.0);
        let kind_width = width(ui, &kind, fonts::words(fonts::BODY));
        let name_width = width(ui, &name, fonts::strong(fonts::TITLE));
        let room = ui.available_width();
        // The name says most; where there is no room, the rest gives way first.
        let has_kind = badge + kind_width + name_width.min(120.0) <= room;
        let has_badge = badge + name_width.min(120.0) <= room;
        let others = if has_kind {
            badge + kind_width
        } else if has_badge {
            badge
        } else {
            0.0
        };
        ui.scope(|ui| {
            ui.set_max_width((room - others).max(40.0).min(name_width));
            widgets::strong(ui, &name, fonts::TITLE, cx.palette.text).on_hover_text(&name);
        });
        if let Some(alg) = alg.filter(|_| has_badge) {
            widgets::badge(ui, &alg, cx.palette.muted);
        }
        if has_kind {
            widgets::words(ui, &kind, fonts::BODY, cx.palette.muted);
        }
    });
}

fn facts(ui: &mut Ui, cx: &mut Cx<'_>, key: &KeyEntry) {
    let sheet = &cx.words().sheet;
    let words = &sheet.key;
    pair(ui, FACT, "first facts", |ui, place| {
        if place == 0 {
            label(ui, cx, words.kid);
            copyable(ui, cx, key.id.kid.as_deref(), words.none, cx.words().keys.copy_kid);
        } else {
            label(ui, cx, words.usage);
            let usage = (sheet.usage)(key.key_use.as_deref(), key.private);
            widgets::words(ui, &usage, fonts::BODY, cx.palette.text);
        }
    });
    pair(ui, FACT, "second facts", |ui, place| {
        if place == 0 {
            label(ui, cx, words.thumbprint);
            let name = cx.words().keys.copy_thumbprint;
            copyable(ui, cx, key.id.thumbprint.as_deref(), words.no_thumbprint, name);
        } else {
            label(ui, cx, words.kept);
            let kept = kept(cx, key);
            widgets::words(ui, &kept, fonts::BODY, cx.palette.text).on_hover_text(kept);
        }
    });
}

/// A value in code that can be copied, or words where there is none.
fn copyable(ui: &mut Ui, cx: &mut Cx<'_>, value: Option<&str>, none: &str, copy: &str) {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        widgets::words(ui, none, fonts::BODY, cx.palette.muted);
        return;
    };
    let mut job = LayoutJob::default();
    let format = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.text);
    let aside = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.muted);
    visible::append(&mut job, value, 400, &format, &aside);
    if (Copyable { job, copy }).show(ui).1 {
        cx.send(Command::Copy(CopyWhat::Value(value.to_owned())));
    }
}

/// Where a key is kept, and since when.
fn kept(cx: &Cx<'_>, key: &KeyEntry) -> String {
    let words = &cx.words().sheet;
    if key.stored.is_none() {
        return words.session.to_owned();
    }
    let place = match &cx.state.vault {
        VaultStatus::Open { place, .. } => Some((words.place)(place)),
        VaultStatus::Opening | VaultStatus::Trouble(_) => None,
    };
    let added = key.created_at.map(|at| (words.key.added)(&cx.text.day(at)));
    place.into_iter().chain(added).collect::<Vec<_>>().join(" · ")
}

fn encrypt(ui: &mut Ui, cx: &mut Cx<'_>, key: &KeyEntry) {
    let words = &cx.words().sheet.encrypt;
    let button = ui.add_enabled_ui(key.encrypts.is_ok(), |ui| widgets::button(ui, words.open)).inner;
    let button = match &key.encrypts {
        Ok(()) => button,
        Err(why) => widgets::disabled_because(button, &(words.unfit)(why).message),
    };
    if button.clicked() {
        cx.send(Command::OpenEncrypt(key.id.index));
    }
}

fn foot(ui: &mut Ui, cx: &mut Cx<'_>, key: &KeyEntry) {
    let words = &cx.words().sheet.key;
    let narrow = ui.available_width() < NARROW - 40.0;
    let index = key.id.index;
    let signs = details::signs(key.id.kind);
    let can_sign = key.private && signs;
    let new = ui.add_enabled_ui(can_sign, |ui| widgets::primary(ui, words.new_token)).inner;
    let why = if signs { words.cannot_sign } else { words.not_for_signing };
    if widgets::disabled_because(new, why).clicked() {
        cx.send(Command::NewTokenWith(index));
    }
    let is_public = !matches!(key.id.kind, KeyKind::Secret { .. });
    let copy = ui.add_enabled_ui(is_public, |ui| widgets::button(ui, words.jwks)).inner;
    if widgets::disabled_because(copy, words.not_public).clicked() {
        cx.send(Command::CopyJwks(vec![index]));
    }
    // Where it is narrow, the menu of the key in the rail has it.
    if !narrow {
        encrypt(ui, cx, key);
    }
    if narrow || cx.state.token().is_none() {
        return;
    }
    let only = cx.state.shown().and_then(|document| document.only_key) == Some(index);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        if widgets::switch(ui, words.only, only).clicked() {
            cx.send(Command::VerifyWith(if only { None } else { Some(index) }));
        }
    });
}
