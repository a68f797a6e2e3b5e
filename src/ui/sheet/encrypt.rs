//! A content to be encrypted to a key: the token that is shown or a text, and how. Only what fits the key is offered.

use std::borrow::Cow;
use std::time::Duration;

use egui::{Context, Id, ScrollArea, TextEdit, Ui};
use zeroize::Zeroizing;

use super::details::{FIELD, choice};
use super::{Dialog, label, pair, problem, title};
use crate::app::command::{Command, EncryptDraft, PrivateText};
use crate::app::state::{EncryptSheet, EncryptTrouble, KeyEntry, NoticeKind};
use crate::craft::encrypt::Way;
use crate::inspect::finding::Detail;
use crate::inspect::rules::jwe::Jwe;
use crate::jose::jwe::{ContentEncryption, KeyManagement};
use crate::text::Told;
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::visible;
use crate::ui::widgets;

/// What is chosen and typed; wiped when the sheet closes.
#[derive(Default)]
pub(super) struct Buffer {
    /// Whether a text is to be encrypted, where a token could be as well.
    typed: bool,
    text: Zeroizing<String>,
    /// The usual ones until another is chosen.
    algorithm: Option<KeyManagement>,
    enc: Option<ContentEncryption>,
    compress: bool,
    /// Whether a text is asked for: what is pasted goes there.
    asks: bool,
    /// Whether the keyboard is to be sent to the text.
    wants_focus: bool,
}

impl std::fmt::Debug for Buffer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[encrypt, {} bytes]", self.text.len())
    }
}

const TEXT: &str = "encrypt text";

impl Buffer {
    /// Takes a pasted text; whether it is wanted.
    pub(super) fn pasted(&mut self, text: &str) -> bool {
        if self.asks {
            self.text.push_str(text);
        }
        self.asks
    }

    /// Forgets what was typed.
    pub(super) fn turn(&mut self, ctx: &Context) {
        *self = Self::default();
        widgets::forget(ctx, Id::unique(TEXT));
    }

    /// The way that is chosen, and the content encryption.
    fn chosen<'a>(&self, sheet: &EncryptSheet, ways: &'a [Way]) -> Option<(&'a Way, ContentEncryption)> {
        let (way, usual_enc) = sheet.usual;
        let usual = ways.get(way);
        let named = ways.iter().find(|way| Some(way.algorithm) == self.algorithm);
        let way = named.or(usual)?;
        let usual_enc = usual.and_then(|usual| usual.enc.get(usual_enc)).copied();
        let has = |enc: &ContentEncryption| way.enc.contains(enc);
        let enc = self.enc.filter(has).or(usual_enc.filter(has)).or(way.enc.first().copied())?;
        Some((way, enc))
    }

    fn draft(&self, sheet: &EncryptSheet) -> Option<EncryptDraft> {
        let (way, enc) = self.chosen(sheet, sheet.ways.as_deref().ok()?)?;
        let text = self.asks.then(|| PrivateText(self.text.clone()));
        Some(EncryptDraft { text, algorithm: way.algorithm, enc, compress: self.compress })
    }
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &EncryptSheet, first: bool) {
    let Some(key) = cx.state.keys.get(sheet.key) else { return };
    let words = &cx.words().sheet.encrypt;
    buffer.asks = sheet.ways.is_ok() && (buffer.typed || sheet.token.is_none());
    if sheet.running.is_some() {
        ctx.request_repaint_after(Duration::from_secs(1));
    }
    let name = (words.title)(&visible::plain(&key.id.name, 60));
    let dialog = Dialog { name: &name, width: 620.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| match &sheet.ways {
        Ok(ways) => {
            ui.add_enabled_ui(sheet.running.is_none(), |ui| {
                content(ui, cx, buffer, sheet, first);
                how(ui, cx, buffer, sheet, ways);
                said(ui, cx, key);
            });
            if let Some(trouble) = &sheet.problem {
                problem(ui, cx, &told(cx, trouble));
            }
        }
        Err(why) => problem(ui, cx, &(words.unfit)(why)),
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| foot(ui, cx, buffer, sheet, first);
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, &name), body, foot);
}

fn told(cx: &Cx<'_>, trouble: &EncryptTrouble) -> Told {
    match trouble {
        EncryptTrouble::Vault(why) => cx.text.notice(&NoticeKind::Vault(why.clone())),
        EncryptTrouble::Seal(why) => {
            let nothing = Cow::Borrowed("");
            Told { message: cx.text.seal_error(why).into(), why: nothing.clone(), fix: nothing }
        }
    }
}

/// What is encrypted.
fn content(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, sheet: &EncryptSheet, first: bool) {
    let words = &cx.words().sheet.encrypt;
    label(ui, cx, words.what);
    ui.add_space(-5.0);
    if sheet.token.is_some() {
        let choices = [(false, words.token), (true, words.text)];
        let chosen = ui.horizontal(|ui| {
            let chosen = widgets::segmented(ui, words.what, buffer.typed, &choices);
            if !buffer.asks
                && let Some(report) = cx.state.token()
            {
                let kind = cx.text.serialization(report.token.serialization);
                let line = format!("{kind} · {}", cx.text.bytes(report.token.text.len()));
                widgets::words(ui, &line, fonts::BODY, cx.palette.text);
            }
            chosen
        });
        if let Some(typed) = chosen.inner {
            (buffer.typed, buffer.asks) = (typed, typed);
            // A box gives the keyboard away when something else is clicked: it gets it in the next frame.
            buffer.wants_focus = typed;
            ui.ctx().request_repaint();
            return;
        }
    }
    if let Some(cty) = sheet.token.filter(|_| !buffer.asks) {
        widgets::caption(ui, (words.cty)(cty));
        return;
    }
    if first || std::mem::take(&mut buffer.wants_focus) {
        ui.memory_mut(|memory| memory.request_focus(Id::unique(TEXT)));
    }
    ScrollArea::vertical().id_salt("encrypt text").max_height(170.0).show(ui, |ui| {
        let edit = TextEdit::multiline(&mut *buffer.text)
            .id(Id::unique(TEXT))
            .font(fonts::code(fonts::CODE))
            .hint_text(words.text_hint)
            .desired_width(f32::INFINITY)
            .desired_rows(8)
            .lock_focus(false);
        ui.add(edit).accessible_name(words.text_hint);
    });
}

/// How it is encrypted.
fn how(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, sheet: &EncryptSheet, ways: &[Way]) {
    let Some((way, enc)) = buffer.chosen(sheet, ways) else { return };
    let words = &cx.words().sheet;
    let shown = |name: Option<&str>| name.unwrap_or_default().to_owned();
    ui.add_space(4.0);
    pair(ui, (0.5, FIELD), "encrypt how", |ui, place| {
        if place == 0 {
            label(ui, cx, words.key.algorithm);
            let all: Vec<_> = ways.iter().map(|way| Some(way.algorithm.name())).collect();
            choice(ui, words.key.algorithm, (&all, Some(way.algorithm.name())), &shown, |chosen| {
                buffer.algorithm = chosen.and_then(KeyManagement::from_name);
            });
        } else {
            label(ui, cx, words.encrypt.enc);
            let all: Vec<_> = way.enc.iter().map(|enc| Some(enc.name())).collect();
            choice(ui, words.encrypt.enc, (&all, Some(enc.name())), &shown, |chosen| {
                buffer.enc = chosen.and_then(ContentEncryption::from_name);
            });
        }
    });
    if widgets::switch(ui, words.encrypt.compress, buffer.compress).clicked() {
        buffer.compress = !buffer.compress;
    }
    if buffer.compress {
        problem(ui, cx, &cx.text.finding(&Detail::from(Jwe::Zip)));
    }
}

/// What the header says of the key.
fn said(ui: &mut Ui, cx: &Cx<'_>, key: &KeyEntry) {
    let kid = key.id.kid.as_deref().map(|kid| visible::plain(kid, 60));
    widgets::caption(ui, (cx.words().sheet.encrypt.kid)(kid.as_deref()));
}

fn foot(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &Buffer, sheet: &EncryptSheet, first: bool) {
    let words = &cx.words().sheet;
    if let Some(running) = &sheet.running {
        if widgets::button(ui, words.cancel).clicked() {
            cx.send(Command::CancelEncrypt);
        }
        let secs = cx.state.now.saturating_sub(running.since).max(0);
        widgets::words(ui, &(words.encrypt.running)(secs), fonts::BODY, cx.palette.muted);
        return;
    }
    let draft = buffer.draft(sheet);
    let lacks_text = buffer.asks && buffer.text.is_empty();
    let ready = draft.is_some() && !lacks_text;
    let button = ui.add_enabled_ui(ready, |ui| widgets::primary(ui, words.encrypt.encrypt)).inner;
    if first && ready && !buffer.asks {
        button.request_focus();
    }
    let button = if lacks_text { widgets::disabled_because(button, words.encrypt.no_text) } else { button };
    if button.clicked()
        && let Some(draft) = draft
    {
        cx.send(Command::Encrypt(draft));
    }
    if widgets::button(ui, words.cancel).clicked() {
        cx.send(Command::CloseSheet);
    }
}
