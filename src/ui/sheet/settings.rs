//! The settings: names on the left, choices on the right, in groups. Each choice holds at once, and is kept.

use std::path::Path;

use egui::{Context, Id, Rect, Response, ScrollArea, Sense, Ui, pos2, vec2};

use super::{Dialog, NARROW, PADDING, label, title};
use crate::app::command::{Command, CopyWhat};
use crate::app::settings::{Setting, ThemeChoice, Zone};
use crate::jose::algorithm::JwsAlgorithm;
use crate::text::{Language, Units};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::status::LEEWAYS;
use crate::ui::theme::size;
use crate::ui::widgets;

/// The height of a row, and the width of its name.
const ROW: f32 = size::BUTTON;
const NAME: f32 = 190.0;
const NARROW_NAME: f32 = 132.0;

/// What the menus offer, in percent, seconds and minutes.
const PERCENTS: [u16; 8] = [80, 90, 100, 110, 125, 150, 175, 200];
const LIVES: [Option<i64>; 8] =
    [None, Some(60), Some(300), Some(900), Some(3_600), Some(43_200), Some(86_400), Some(2_592_000)];
const CLEARS: [Option<u32>; 6] = [Some(10), Some(30), Some(60), Some(120), Some(300), None];
const LOCKS: [Option<u32>; 6] = [None, Some(1), Some(5), Some(15), Some(30), Some(60)];

/// What the sheet remembers.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// What had the keyboard in the last frame.
    focused: Option<Id>,
}

/// Draws it. `path`: where the file is.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, path: Option<&Path>, first: bool) {
    let words = &cx.words().sheet.settings;
    let dialog = Dialog { name: words.title, width: 620.0, esc: true };
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        ui.spacing_mut().item_spacing.y = 4.0;
        look(ui, cx);
        time(ui, cx);
        tokens(ui, cx);
        privacy(ui, cx);
        remembered(ui, cx);
        kept_in(ui, cx, path);
        reveal(ui, buffer);
    };
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, _: &mut Buffer| {
        let done = widgets::primary(ui, words.done);
        if first {
            done.request_focus();
        }
        if done.clicked() {
            cx.send(Command::CloseSheet);
        }
        if widgets::button(ui, words.reset).clicked() {
            cx.send(Command::ResetSettings);
        }
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, words.title), body, foot);
}

fn look(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (words, status) = (&cx.words().sheet.settings, &cx.words().status);
    let settings = &cx.state.settings;
    group(ui, cx, words.look, true);
    let languages = Language::ALL.map(|language| (language, language.name()));
    let chosen = row(ui, cx, words.language, |ui| {
        widgets::segmented_group(ui, words.language, settings.language, &languages)
    });
    set(cx, chosen.map(Setting::Language));
    let themes = [
        (ThemeChoice::System, words.system),
        (ThemeChoice::Dark, status.dark),
        (ThemeChoice::Light, status.light),
    ];
    let chosen =
        row(ui, cx, words.theme, |ui| widgets::segmented_group(ui, words.theme, settings.theme, &themes));
    set(cx, chosen.map(Setting::Theme));
    let chosen = row(ui, cx, words.text_size, |ui| {
        menu(ui, words.text_size, &PERCENTS, settings.text_percent, words.percent)
    });
    set(cx, chosen.map(Setting::TextPercent));
}

fn time(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (words, status, text) = (&cx.words().sheet.settings, &cx.words().status, cx.text);
    let settings = &cx.state.settings;
    group(ui, cx, words.time, false);
    let zones = [(Zone::Utc, status.utc), (Zone::Local, status.local)];
    let chosen =
        row(ui, cx, words.zone, |ui| widgets::segmented_group(ui, words.zone, settings.zone, &zones));
    set(cx, chosen.map(Setting::Zone));
    let leeway = |secs: i64| match secs {
        0 => words.no_leeway.to_owned(),
        secs => text.duration(secs, Units::Two),
    };
    let chosen =
        row(ui, cx, words.leeway, |ui| menu(ui, words.leeway, &LEEWAYS, settings.leeway_secs, leeway));
    set(cx, chosen.map(Setting::LeewaySecs));
}

fn tokens(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (words, text) = (&cx.words().sheet.settings, cx.text);
    let settings = &cx.state.settings;
    group(ui, cx, words.tokens, false);
    let name = |algorithm: JwsAlgorithm| algorithm.name().to_owned();
    let chosen = row(ui, cx, words.algorithm, |ui| {
        menu(ui, words.algorithm, JwsAlgorithm::ALL, settings.algorithm, name)
    });
    set(cx, chosen.map(Setting::Algorithm));
    let life = |secs: Option<i64>| {
        secs.map_or_else(|| words.usual_life.to_owned(), |secs| text.duration(secs, Units::Two))
    };
    let chosen = row(ui, cx, words.life, |ui| menu(ui, words.life, &LIVES, settings.life_secs, life));
    set(cx, chosen.map(Setting::LifeSecs));
    let chosen = row(ui, cx, words.after_edit, |ui| {
        tick(ui, cx, (words.after_edit, words.sign_again), settings.sign_after_edit)
    });
    set(cx, chosen.map(Setting::SignAfterEdit));
}

fn privacy(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (words, text) = (&cx.words().sheet.settings, cx.text);
    let settings = &cx.state.settings;
    let after = |secs: Option<i64>| match secs {
        None => words.never.to_owned(),
        Some(secs) => (words.after)(&text.duration(secs, Units::Two)),
    };
    group(ui, cx, words.privacy, false);
    let chosen = row(ui, cx, words.clear_clipboard, |ui| {
        let shown = |secs: Option<u32>| after(secs.map(i64::from));
        menu(ui, words.clear_clipboard, &CLEARS, settings.clear_clipboard_secs, shown)
    });
    set(cx, chosen.map(Setting::ClearClipboardSecs));
    let chosen = row(ui, cx, words.lock, |ui| {
        let shown = |mins: Option<u32>| after(mins.map(|mins| i64::from(mins) * 60));
        menu(ui, words.lock, &LOCKS, settings.lock_after_mins, shown)
    });
    set(cx, chosen.map(Setting::LockAfterMins));
}

fn remembered(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().sheet.settings;
    let settings = &cx.state.settings;
    group(ui, cx, words.remembered, false);
    let chosen = row(ui, cx, words.window, |ui| {
        tick(ui, cx, (words.window, words.window_size), settings.remember_window)
    });
    set(cx, chosen.map(Setting::RememberWindow));
    let mut forget = false;
    let chosen = row(ui, cx, words.files, |ui| {
        let chosen = tick(ui, cx, (words.files, words.file_names), settings.remember_files);
        ui.add_space(8.0);
        forget = widgets::button(ui, words.forget).accessible_name(words.forget_files).clicked();
        chosen
    });
    set(cx, chosen.map(Setting::RememberFiles));
    if forget {
        cx.send(Command::ForgetFiles);
    }
}

fn kept_in(ui: &mut Ui, cx: &mut Cx<'_>, path: Option<&Path>) {
    let words = &cx.words().sheet.settings;
    group(ui, cx, words.file, false);
    let Some(path) = path else {
        widgets::caption(ui, words.not_kept);
        return;
    };
    let path = path.display().to_string();
    let mut copy = false;
    ui.horizontal(|ui| {
        let room = ui.available_width();
        ui.allocate_ui(vec2(room - 110.0, ROW), |ui| {
            ui.set_width(ui.available_width());
            widgets::code_lines(ui, &path, cx.palette.text);
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            copy = widgets::button(ui, words.copy_path).clicked();
        });
    });
    if copy {
        cx.send(Command::Copy(CopyWhat::Value(path)));
    }
    widgets::caption(ui, words.promise);
}

fn group(ui: &mut Ui, cx: &Cx<'_>, name: &str, is_first: bool) {
    if !is_first {
        ui.add_space(9.0);
    }
    label(ui, cx, name);
}

/// A name with its choices in the column of all choices.
fn row<R>(ui: &mut Ui, cx: &Cx<'_>, name: &str, choices: impl FnOnce(&mut Ui) -> R) -> R {
    let width = ui.available_width();
    let name_width = if width < NARROW - 2.0 * PADDING { NARROW_NAME } else { NAME };
    let (row, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let left = Rect::from_min_size(row.min, vec2(name_width - 8.0, ROW));
    let right = Rect::from_min_max(pos2(row.left() + name_width, row.top()), row.max);
    widgets::line(ui, left, (name, "name"), |ui| {
        widgets::words(ui, name, fonts::BODY, cx.palette.muted);
    });
    widgets::line(ui, right, (name, "choices"), choices)
}

/// A menu of choices of which one holds. One that it does not offer is offered as well, first.
fn menu<T: Copy + PartialEq>(
    ui: &mut Ui,
    what: &str,
    all: &[T],
    now: T,
    shown: impl Fn(T) -> String,
) -> Option<T> {
    let text = shown(now);
    let mut chosen = None;
    let most = ui.ctx().content_rect().height() - 60.0;
    let response = widgets::menu(ui, &text, |ui| {
        ScrollArea::vertical().max_height(most).show(ui, |ui| {
            let other = (!all.contains(&now)).then_some(now);
            for one in other.iter().chain(all) {
                if widgets::menu_item(ui, &shown(*one), *one == now) {
                    chosen = Some(*one);
                }
            }
        });
    });
    response.response.accessible_name(format!("{what}: {text}"));
    chosen
}

/// A box to tick with its words, which can be clicked as well; what it becomes, if it was.
fn tick(ui: &mut Ui, cx: &Cx<'_>, (what, name): (&str, &str), on: bool) -> Option<bool> {
    // Its box, not the room around it, stands in the column.
    ui.add_space(-3.5);
    let response = widgets::tick(ui, &format!("{what}: {name}"), on);
    ui.add_space(-4.0);
    let words = widgets::words(ui, name, fonts::BODY, cx.palette.text);
    let words = ui.interact(words.rect, response.id.with("words"), Sense::CLICK);
    (response.clicked() || words.clicked()).then_some(!on)
}

/// What the keyboard just went to comes into sight.
fn reveal(ui: &Ui, buffer: &mut Buffer) {
    let focused = ui.memory(egui::Memory::focused);
    if std::mem::replace(&mut buffer.focused, focused) == focused {
        return;
    }
    let response: Option<Response> = focused.and_then(|id| ui.ctx().read_response(id));
    // What stands below the settings is never cut off, though the settings may reach as far where they scroll.
    let is_hidden = |response: &Response| {
        ui.min_rect().contains_rect(response.rect) && !response.interact_rect.contains_rect(response.rect)
    };
    if let Some(response) = response.filter(is_hidden) {
        ui.scroll_to_rect(response.rect.expand(8.0), None);
    }
}

fn set(cx: &mut Cx<'_>, chosen: Option<Setting>) {
    if let Some(setting) = chosen {
        cx.send(Command::Set(setting));
    }
}
