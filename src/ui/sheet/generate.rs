//! A key to be made: its kind with a line on what it is for, its name, what it is meant for.

use std::cell::Cell;
use std::time::Duration;

use egui::{Context, Id, Rect, Sense, Ui, pos2, vec2};

use super::details::{FIELD, choice};
use super::{Dialog, NARROW, PADDING, label, pair, title, trouble, vault};
use crate::app::command::{Command, KeyDraft};
use crate::app::state::{GenerateSheet, VaultStatus};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::generate::{KeySpec, RsaSize};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::widgets::{self, Field};

const ROW: f32 = 24.0;
const NAME: f32 = 128.0;

/// What is chosen and typed.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// What the settings prefer until something else is chosen.
    draft: Option<KeyDraft>,
}

/// A key for that algorithm.
fn draft_for(wished: JwsAlgorithm) -> KeyDraft {
    let spec = KeySpec::of(wished).unwrap_or(KeySpec::P256);
    let alg = Some(wished.name()).filter(|_| spec.algorithms().contains(&wished)).or_else(|| algorithm(spec));
    KeyDraft { spec, name: String::new(), kid: String::new(), alg, key_use: Some(usage(spec)) }
}

/// The usual algorithm of a kind.
fn algorithm(spec: KeySpec) -> Option<&'static str> {
    spec.algorithms().first().map(|algorithm| algorithm.name())
}

/// The usual use of a kind.
fn usage(spec: KeySpec) -> &'static str {
    if spec == KeySpec::X25519 { "enc" } else { "sig" }
}

/// The kinds in groups, each group on a line.
const GROUPS: [&[KeySpec]; 6] = [
    &[KeySpec::Rsa(RsaSize::Bits2048), KeySpec::Rsa(RsaSize::Bits3072), KeySpec::Rsa(RsaSize::Bits4096)],
    &[KeySpec::P256, KeySpec::P384, KeySpec::P521, KeySpec::Secp256k1],
    &[KeySpec::Ed25519, KeySpec::Ed448],
    &[KeySpec::X25519],
    &[KeySpec::Hs256, KeySpec::Hs384, KeySpec::Hs512],
    &[KeySpec::MlDsa44, KeySpec::MlDsa65, KeySpec::MlDsa87],
];

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &GenerateSheet, first: bool) {
    let words = &cx.words().sheet.generate;
    let draft = buffer.draft.get_or_insert_with(|| draft_for(cx.state.settings.algorithm));
    if sheet.running.is_some() {
        ctx.request_repaint_after(Duration::from_secs(1));
    }
    let running = sheet.running.as_ref();
    let dialog = Dialog { name: words.title, width: 620.0, esc: true };
    let (enter, wanted) = (Cell::new(false), Cell::new(false));
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut KeyDraft| {
        vault::in_trouble(ui, cx);
        ui.add_enabled_ui(running.is_none(), |ui| {
            kinds(ui, cx, draft);
            enter.set(fields(ui, cx, draft, first));
        });
        if let Some(problem) = &sheet.problem {
            trouble(ui, cx, problem);
        }
        match &cx.state.vault {
            VaultStatus::Open { place, .. } => {
                let said = (words.goes_to)(&(cx.words().sheet.place)(place));
                widgets::caption(ui, said);
            }
            vault @ VaultStatus::Opening => {
                widgets::caption(ui, (cx.words().status.keys)(vault, cx.state.keys.len()));
            }
            VaultStatus::Trouble(_) => {}
        }
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, _: &mut KeyDraft| {
        if let Some(running) = running {
            if widgets::button(ui, words.stop).clicked() {
                cx.send(Command::CancelGenerate);
            }
            let secs = cx.state.now.saturating_sub(running.since).max(0);
            widgets::words(ui, &(words.running)(secs), fonts::BODY, cx.palette.muted);
            return;
        }
        let ready = !matches!(cx.state.vault, VaultStatus::Trouble(_));
        let clicked = ui.add_enabled_ui(ready, |ui| widgets::primary(ui, words.generate)).inner.clicked();
        wanted.set(ready && (enter.get() || clicked));
        if widgets::button(ui, cx.words().sheet.cancel).clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    let head = |ui: &mut Ui, cx: &mut Cx<'_>, _: &mut KeyDraft| title(ui, cx, words.title);
    dialog.show(ctx, cx, draft, head, body, foot);
    if wanted.get() {
        cx.send(Command::Generate(draft.clone()));
    }
}

fn kinds(ui: &mut Ui, cx: &Cx<'_>, draft: &mut KeyDraft) {
    let words = &cx.words().sheet.generate;
    let narrow = ui.available_width() < NARROW - 2.0 * PADDING;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for (group, name) in GROUPS.into_iter().zip(words.groups) {
            let choices: Vec<(KeySpec, &str)> =
                group.iter().map(|spec| (*spec, (words.kinds)(*spec))).collect();
            let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            let name_width = if narrow { 96.0 } else { NAME };
            let left = Rect::from_min_size(row.min, vec2(name_width, ROW));
            let right = Rect::from_min_max(pos2(left.right(), row.top()), row.max);
            widgets::line(ui, left, (name, "name"), |ui| {
                widgets::words(ui, name, fonts::SMALL, cx.palette.muted);
            });
            let chosen = widgets::line(ui, right, (name, "kinds"), |ui| {
                widgets::segmented(ui, words.kind, draft.spec, &choices)
            });
            if let Some(spec) = chosen {
                (draft.spec, draft.alg, draft.key_use) = (spec, algorithm(spec), Some(usage(spec)));
            }
        }
    });
    widgets::paragraph(ui, (words.what)(draft.spec), cx.palette.text);
    ui.add_space(2.0);
}

/// Whether Enter was pressed.
fn fields(ui: &mut Ui, cx: &Cx<'_>, draft: &mut KeyDraft, first: bool) -> bool {
    let sheet = &cx.words().sheet;
    let words = &sheet.key;
    let (name_box, kid_box) = (Id::unique("new key name"), Id::unique("new key kid"));
    if first {
        ui.memory_mut(|memory| memory.request_focus(name_box));
    }
    let mut enter = false;
    pair(ui, (0.5, FIELD), "new names", |ui, place| {
        let (id, name, hint, text) = match place {
            0 => (name_box, words.name, sheet.generate.name_hint, &mut draft.name),
            _ => (kid_box, words.kid, sheet.generate.kid_hint, &mut draft.kid),
        };
        label(ui, cx, name);
        enter |= Field { id, name, hint, secret: false, code: false }.submitted(ui, text);
    });
    pair(ui, (0.5, FIELD), "new uses", |ui, place| {
        if place == 0 {
            label(ui, cx, words.algorithm);
            let mut all: Vec<Option<&'static str>> = vec![None];
            all.extend(draft.spec.algorithms().iter().map(|algorithm| Some(algorithm.name())));
            let shown = |alg: Option<&str>| alg.unwrap_or(sheet.any).to_owned();
            choice(ui, words.algorithm, (&all, draft.alg), &shown, |chosen| draft.alg = chosen);
        } else {
            label(ui, cx, words.usage);
            let all = [None, Some(usage(draft.spec))];
            let shown = |key_use: Option<&str>| (sheet.usage)(key_use, true);
            choice(ui, words.usage, (&all, draft.key_use), &shown, |chosen| draft.key_use = chosen);
        }
    });
    enter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_algorithm_chooses_a_key_that_is_for_it() {
        for wished in JwsAlgorithm::ALL {
            let draft = draft_for(*wished);
            assert_eq!(draft.alg, Some(wished.name()));
            assert!(draft.spec.algorithms().contains(wished));
        }
        assert_eq!(draft_for(JwsAlgorithm::Hs256).spec, KeySpec::Hs256);
    }

    #[test]
    fn every_kind_is_offered_once_and_in_order() {
        assert_eq!(GROUPS.concat(), KeySpec::ALL);
    }
}
