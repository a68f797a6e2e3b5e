//! The parts that not every token has: what a JWE is made of, the disclosures of an SD-JWT, headers that no
//! signature protects, segments that no standard names.

use egui::text::LayoutJob;
use egui::{Id, Rect, TextFormat, Ui, vec2};

use super::cx::{Cx, Shown};
use super::fonts;
use super::json_view::{self, Space};
use super::memory::Memory;
use super::table;
use super::theme::size;
use super::visible::{self, MAX_CHARS};
use super::widgets::{self, Copyable, Rows, StripedCard};
use crate::app::command::{Command, CopyWhat};
use crate::jose::segment::{Content, Segment};
use crate::jose::token::{Jwe, Role, Serialization, Shape};

const PADDING: f32 = 8.0;
/// More rows than these scroll.
const MOST_ROWS: usize = 6;

/// The height that suits the parts of a JWE, without the title.
pub(super) fn height(shown: &Shown<'_>) -> f32 {
    let count = if let Shape::Jwe(jwe) = &shown.report.token.shape { jwe.recipients.len() + 3 } else { 0 };
    count.min(MOST_ROWS) as f32 * size::ROW + 2.0 * PADDING
}

/// Draws, in place of a JWE's payload, that it is encrypted.
pub(super) fn payload(ui: &mut Ui, cx: &Cx<'_>, rect: Rect) {
    let words = &cx.words().decoded;
    let card =
        StripedCard { colour: cx.palette.ciphertext, title: words.payload, aside: None, meaning: None };
    let _ = card.show(ui, rect, |_| {}, |ui| table::instead(ui, words.encrypted_payload));
}

/// Draws the parts of a JWE in `rect`: name, size, bytes. Where there are layers below, their lengths are enough at
/// first.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, memory: &mut Memory, shown: &Shown<'_>, rect: Rect) {
    let Shape::Jwe(jwe) = &shown.report.token.shape else { return };
    let words = &cx.words().decoded;
    let folds = shown.report.nested.is_some() || shown.layer > 0 && shown.report.plaintext.is_some();
    let lengths = cx.text.jwe_lengths(jwe);
    let title = words.encrypted_parts;
    let aside = Some(lengths.as_str()).filter(|_| folds);
    let card = StripedCard { colour: cx.palette.ciphertext, title, aside, meaning: None };
    let tools = |ui: &mut Ui| {
        let choice = if memory.parts { words.hide_bytes } else { words.show_bytes };
        if folds && widgets::button(ui, choice).clicked() {
            memory.parts = !memory.parts;
        }
    };
    let count = jwe.recipients.len() + 3;
    let id = Id::unique(("parts", shown.salt()));
    let _ = card.show(ui, rect, tools, |ui| {
        let rows = Rows { id, count, height: size::ROW, margin: vec2(12.0, PADDING), reveal: None };
        rows.show(ui, |ui, row| {
            let Some((role, segment)) = part(jwe, row.index) else { return };
            let explained = cx.text.role(role);
            ui.horizontal_centered(|ui| {
                let cell = |ui: &mut Ui, width: f32, contents: &mut dyn FnMut(&mut Ui)| {
                    let layout = egui::Layout::left_to_right(egui::Align::Center);
                    ui.allocate_ui_with_layout(vec2(width, size::ROW), layout, |ui| {
                        ui.set_min_width(width);
                        contents(ui);
                    });
                };
                cell(ui, 170.0, &mut |ui| {
                    let colour = cx.palette.role(role);
                    let name = widgets::words(ui, explained.title, fonts::SMALL, colour);
                    widgets::explained(&name, explained.sentence, explained.reference);
                });
                cell(ui, 90.0, &mut |ui| {
                    widgets::code(ui, &cx.text.bytes(segment.bytes().len()), cx.palette.text);
                });
                let bytes = segment.bytes();
                if bytes.is_empty() {
                    widgets::words(ui, cx.words().decoded.nothing, fonts::SMALL, cx.palette.muted);
                } else {
                    // Three characters for each byte, as many as there is room for.
                    let room = (ui.available_width() / (fonts::CODE * 0.6 * 3.0)).max(4.0) as usize;
                    let first = bytes.get(..room.min(bytes.len())).unwrap_or_default();
                    let rest = if first.len() < bytes.len() { "…" } else { "" };
                    widgets::code(ui, &format!("{}{rest}", super::bytes::hex(first)), cx.palette.muted);
                }
            });
        });
    });
}

fn part(jwe: &Jwe, place: usize) -> Option<(Role, &Segment)> {
    let keys = jwe.recipients.len();
    match place.checked_sub(keys) {
        None => jwe.recipients.get(place).map(|recipient| (Role::EncryptedKey, &recipient.encrypted_key)),
        Some(0) => Some((Role::Iv, &jwe.iv)),
        Some(1) => Some((Role::Ciphertext, &jwe.ciphertext)),
        Some(2) => Some((Role::Tag, &jwe.tag)),
        Some(_) => None,
    }
}

/// What else there is: a title, and segments below it.
struct Extra<'a> {
    title: &'static str,
    count: usize,
    segment: Box<dyn Fn(usize) -> Option<&'a Segment> + 'a>,
}

fn extras<'a>(shown: &Shown<'a>, words: &'static crate::text::words::Decoded) -> Vec<Extra<'a>> {
    let token = &shown.report.token;
    let mut found = Vec::new();
    match &token.shape {
        Shape::Jws(jws) => {
            let has = jws.signatures.iter().take(MOST_ROWS).any(|block| block.unprotected.is_some());
            if has {
                let segment =
                    |place: usize| jws.signatures.get(place).and_then(|block| block.unprotected.as_ref());
                found.push(Extra {
                    title: words.unprotected,
                    count: jws.signatures.len(),
                    segment: Box::new(segment),
                });
            }
            if !jws.extra.is_empty() {
                let is_sd = token.serialization == Serialization::SdJwt;
                let title = if is_sd { words.disclosures } else { words.extra };
                found.push(Extra {
                    title,
                    count: jws.extra.len(),
                    segment: Box::new(|place| jws.extra.get(place)),
                });
            }
        }
        Shape::Jwe(jwe) => {
            let shared = usize::from(jwe.unprotected.is_some());
            let own = if jwe.recipients.iter().take(MOST_ROWS).any(|one| one.header.is_some()) {
                jwe.recipients.len()
            } else {
                0
            };
            if shared + own > 0 {
                let segment = move |place: usize| match place.checked_sub(shared) {
                    None => jwe.unprotected.as_ref(),
                    Some(place) => jwe.recipients.get(place).and_then(|recipient| recipient.header.as_ref()),
                };
                found.push(Extra {
                    title: words.unprotected,
                    count: shared + own,
                    segment: Box::new(segment),
                });
            }
        }
    }
    found
}

fn extra_card(count: usize) -> f32 {
    size::TITLE + 2.0 + count.clamp(1, MOST_ROWS) as f32 * size::ROW + 2.0 * PADDING
}

/// The height of all that else there is, with its titles; 0 for most tokens.
pub(super) fn extra_height(shown: &Shown<'_>, words: &'static crate::text::words::Decoded) -> f32 {
    let heights: Vec<f32> = extras(shown, words).iter().map(|extra| extra_card(extra.count)).collect();
    heights.iter().sum::<f32>() + heights.len().saturating_sub(1) as f32 * size::GAP
}

/// Draws it in `rect`.
pub(super) fn extra(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>, rect: Rect) {
    let mut top = rect.top();
    for extra in extras(shown, &cx.words().decoded) {
        let height = extra_card(extra.count);
        let place = Rect::from_min_size(egui::pos2(rect.left(), top), vec2(rect.width(), height));
        top += height + size::GAP;
        let aside = cx.text.number(extra.count);
        let card =
            StripedCard { colour: cx.palette.tag, title: extra.title, aside: Some(&aside), meaning: None };
        let id = Id::unique((extra.title, shown.salt()));
        let _ = card.show(
            ui,
            place,
            |_| {},
            |ui| {
                let rows = Rows {
                    id,
                    count: extra.count,
                    height: size::ROW,
                    margin: vec2(12.0, PADDING),
                    reveal: None,
                };
                rows.show(ui, |ui, row| {
                    let Some(segment) = (extra.segment)(row.index) else { return };
                    let mut job = LayoutJob::default();
                    let number = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.muted);
                    job.append(&format!("{:<4}", row.index + 1), 0.0, number);
                    append(&mut job, segment, cx);
                    let copyable = Copyable { job, copy: cx.words().decoded.copy_value };
                    if copyable.show(ui).1 {
                        let text = segment.text().map(ToString::to_string).unwrap_or_default();
                        cx.send(Command::Copy(CopyWhat::Value(text)));
                    }
                });
            },
        );
    }
}

fn append(job: &mut LayoutJob, segment: &Segment, cx: &Cx<'_>) {
    let format = |colour| TextFormat::simple(fonts::code(fonts::CODE), colour);
    let muted = format(cx.palette.muted);
    match &segment.content {
        Content::Json(json, _) => {
            json_view::append_source(job, json.source(), cx.palette.tag, cx.palette, Space::Folded);
        }
        Content::Text(text, _) => {
            visible::append(job, text, MAX_CHARS, &format(cx.palette.text), &muted);
        }
        Content::Bytes(bytes) if bytes.is_empty() => job.append(cx.words().decoded.nothing, 0.0, muted),
        Content::Bytes(bytes) => {
            let first = bytes.get(..64.min(bytes.len())).unwrap_or_default();
            job.append(&super::bytes::hex(first), 0.0, muted);
        }
    }
}
