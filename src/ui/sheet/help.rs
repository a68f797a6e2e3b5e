//! The help: every chord, group by group, made from the list of what can be done; below it what the mouse and the
//! clipboard can do.

use egui::{Align, Context, Key, KeyboardShortcut, Layout, Modifiers, Rect, Sense, Stroke, Ui, vec2};

use super::{Dialog, NARROW, PADDING, title};
use crate::app::action::{Action, Group};
use crate::app::command::Command;
use crate::ui::actions;
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::theme::size;
use crate::ui::widgets;

/// The height of a line.
const LINE: f32 = 27.0;
/// Between two columns.
const BETWEEN: f32 = 28.0;

/// A name above lines, each with its keys.
struct Section {
    title: &'static str,
    lines: Vec<(String, String)>,
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, first: bool) {
    let words = &cx.words().action.help;
    let dialog = Dialog { name: words.title, width: 760.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
        let sections = sections(ui.ctx(), cx);
        let width = ui.available_width();
        if width < NARROW - 2.0 * PADDING {
            for section in &sections {
                draw(ui, cx, section);
            }
        } else {
            columns(ui, cx, &sections, (width - BETWEEN) / 2.0);
        }
        widgets::section(ui, words.mouse, cx.palette.muted);
        ui.spacing_mut().item_spacing.y = 5.0;
        for hint in words.hints {
            widgets::paragraph(ui, hint, cx.palette.text);
        }
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
        let close = widgets::primary(ui, cx.words().sheet.close);
        if first {
            close.request_focus();
        }
        if close.clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, &mut (), |ui, cx, ()| title(ui, cx, words.title), body, foot);
}

/// Every group that has a chord, and the keys that work everywhere.
fn sections(ctx: &Context, cx: &Cx<'_>) -> Vec<Section> {
    let words = &cx.words().action;
    let all = Action::all();
    let of_group = |group: Group| {
        let lines = all.iter().filter(|action| action.group() == group);
        let lines = lines.filter_map(|action| {
            Some((actions::name(cx, *action).full.into_owned(), actions::chord_text(ctx, *action)?))
        });
        Section { title: (words.group)(group), lines: lines.collect() }
    };
    let mut sections: Vec<Section> =
        Group::ALL.into_iter().map(of_group).filter(|section| !section.lines.is_empty()).collect();
    let is_mac = ctx.os().is_mac();
    let written = |modifiers, key| actions::written(KeyboardShortcut::new(modifiers, key), is_mac);
    let plain = |key| written(Modifiers::NONE, key);
    let keys = [
        format!("{}, {}", plain(Key::Tab), written(Modifiers::SHIFT, Key::Tab)),
        format!("{}, {}", plain(Key::Enter), plain(Key::Space)),
        plain(Key::Escape),
        written(Modifiers::COMMAND, Key::C),
    ];
    let lines = words.help.moving.into_iter().map(str::to_owned).zip(keys).collect();
    sections.push(Section { title: words.help.everywhere, lines });
    sections
}

/// Two columns of about the same height.
fn columns(ui: &mut Ui, cx: &Cx<'_>, sections: &[Section], width: f32) {
    let height = |section: &Section| 22.0 + section.lines.len() as f32 * LINE + 12.0;
    let whole: f32 = sections.iter().map(height).sum();
    let mut taken = 0.0;
    let is_left = |section: &&Section| {
        taken += height(section);
        taken - height(section) / 2.0 <= whole / 2.0
    };
    let split = sections.iter().take_while(is_left).count();
    let columns = sections.split_at(split);
    let of = |sections: &[Section]| sections.iter().map(height).sum::<f32>();
    let most = of(columns.0).max(of(columns.1));
    let (rect, _) = ui.allocate_exact_size(vec2(2.0 * width + BETWEEN, most), Sense::hover());
    for (place, column) in [columns.0, columns.1].into_iter().enumerate() {
        let left = rect.left() + place as f32 * (width + BETWEEN);
        let rect = Rect::from_min_size(egui::pos2(left, rect.top()), vec2(width, most));
        widgets::column(ui, rect, ("help", place), |ui| {
            for section in column {
                draw(ui, cx, section);
            }
        });
    }
}

fn draw(ui: &mut Ui, cx: &Cx<'_>, section: &Section) {
    ui.spacing_mut().item_spacing.y = 0.0;
    widgets::section(ui, section.title, cx.palette.muted);
    ui.add_space(4.0);
    for (name, keys) in &section.lines {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
        widgets::at(ui, rect, name, Layout::right_to_left(Align::Center), |ui| {
            widgets::words(ui, keys, fonts::SMALL, cx.palette.muted);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::words(ui, name, fonts::BODY, cx.palette.text);
            });
        });
    }
    ui.add_space(size::GAP);
}
