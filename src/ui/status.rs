//! The bar at the bottom: where keys are, how long the work took, and the choices that are always at hand.

use std::time::Duration;

use egui::{
    Align, Button, Layout, RichText, Role, Sense, Ui, WidgetInfo, containers::menu::MenuButton, vec2,
};

use super::actions;
use super::cx::Cx;
use super::fonts;
use super::sheet;
use super::theme::Palette;
use super::widgets;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::settings::{ThemeChoice, Zone};
use crate::app::state::{Analysis, VaultStatus};
use crate::text::{Language, Units};

/// The leeways that the menus offer, in seconds.
pub(super) const LEEWAYS: [i64; 4] = [0, 30, 60, 300];

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(8.0);
        choices(ui, cx);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(15.0);
            facts(ui, cx);
        });
    });
}

fn facts(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().status;
    ui.spacing_mut().item_spacing.x = 6.0;
    vault(ui, cx);
    let Some(document) = cx.state.shown().filter(|document| !document.text.is_empty()) else { return };
    let said = match &document.analysis {
        Analysis::Working { .. } => words.working.to_owned(),
        Analysis::Ready(view) if view.report.tokens.is_empty() => return,
        Analysis::Ready(view) => (words.took)(&took(view.took)),
    };
    ui.add_space(10.0);
    widgets::words(ui, &said, fonts::TINY, cx.palette.muted);
}

/// Where keys are, and the choices where that does not work.
fn vault(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().status;
    let stored = cx.state.keys.iter().filter(|key| key.stored.is_some()).count();
    let said = (words.keys)(&cx.state.vault, stored);
    let is_trouble = matches!(cx.state.vault, VaultStatus::Trouble(_));
    let colour = if is_trouble { cx.palette.warn } else { cx.palette.muted };
    if is_trouble {
        widgets::words(ui, "▲", fonts::TINY, colour);
    } else {
        let open = matches!(cx.state.vault, VaultStatus::Open { .. });
        widgets::dot(ui, if open { cx.palette.good } else { cx.palette.muted }, open);
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(-4.0);
        menu_in(ui, &said, words.keys_menu, colour, |ui| sheet::vault_menu(ui, cx));
    });
}

fn choices(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().status;
    offline(ui, cx);
    ui.add_space(4.0);
    let settings = &cx.state.settings;

    let now = actions::name(cx, Action::Theme(settings.theme)).short;
    menu(ui, &now, words.theme, |ui| {
        for theme in [ThemeChoice::System, ThemeChoice::Dark, ThemeChoice::Light] {
            actions::entry(ui, cx, Action::Theme(theme));
        }
    });
    menu(ui, settings.language.name(), words.language, |ui| {
        for language in Language::ALL {
            actions::entry(ui, cx, Action::Language(language));
        }
    });
    let zone = actions::name(cx, Action::Zone(settings.zone)).short;
    let leeway = |secs: i64| match secs {
        0 => words.no_leeway.to_owned(),
        secs => (words.leeway)(&cx.text.duration(secs, Units::Two)),
    };
    // A leeway is never silent.
    let now = if settings.leeway_secs == 0 {
        zone.into_owned()
    } else {
        format!("{zone} · {}", leeway(settings.leeway_secs))
    };
    menu(ui, &now, words.zone, |ui| {
        for zone in [Zone::Utc, Zone::Local] {
            actions::entry(ui, cx, Action::Zone(zone));
        }
        ui.separator();
        for secs in LEEWAYS {
            if widgets::menu_item(ui, &leeway(secs), secs == settings.leeway_secs) {
                cx.queue.push(Command::SetLeeway(secs));
            }
        }
    });
    gear(ui, cx);
}

fn gear(ui: &mut Ui, cx: &mut Cx<'_>) {
    actions::button(ui, cx, Action::Settings, widgets::gear);
}

/// As high as the menus beside it, so that all stand on one line.
fn offline(ui: &mut Ui, cx: &Cx<'_>) {
    let words = &cx.words().status;
    let text = words.offline.to_owned();
    let galley = ui.painter().layout_no_wrap(text, fonts::words(fonts::TINY), cx.palette.muted);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 22.0), Sense::hover());
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, cx.palette.muted);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.offline));
    response.on_hover_text(words.offline_hint);
}

/// A quiet button that opens a menu; `what` is said by its tooltip and before its text by screen readers.
fn menu(ui: &mut Ui, text: &str, what: &str, items: impl FnOnce(&mut Ui)) {
    let colour = Palette::of(ui).muted;
    menu_in(ui, text, what, colour, items);
}

fn menu_in(ui: &mut Ui, text: &str, what: &str, colour: egui::Color32, items: impl FnOnce(&mut Ui)) {
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = vec2(6.0, 1.0);
            let label = RichText::new(text).font(fonts::words(fonts::TINY)).color(colour);
            let button =
                Button::new(label).frame_when_inactive(false).truncate().small().min_size(vec2(0.0, 22.0));
            MenuButton::from_button(button)
                .ui(ui, |ui| {
                    ui.spacing_mut().button_padding = vec2(9.0, 4.0);
                    items(ui);
                })
                .0
        })
        .inner;
    widgets::opens_menu(&response);
    response.on_hover_text(what).accessible_name(format!("{what}: {text}"));
}

/// A duration with two digits that count and the unit that suits it.
fn took(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1e3;
    match millis {
        ..0.095 => format!("{:.2} ms", millis.max(0.01)),
        ..9.95 => format!("{millis:.1} ms"),
        ..999.5 => format!("{millis:.0} ms"),
        _ => format!("{:.1} s", millis / 1e3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        for (micros, want) in [
            (0, "0.01 ms"),
            (42, "0.04 ms"),
            (420, "0.4 ms"),
            (9_940, "9.9 ms"),
            (9_960, "10 ms"),
            (123_456, "123 ms"),
            (1_234_567, "1.2 s"),
        ] {
            assert_eq!(took(Duration::from_micros(micros)), want);
        }
    }
}
