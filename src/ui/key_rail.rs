//! The keys: searched, listed with what each is and how it stands to the shown token, added, removed.

use egui::{
    Align, Id, Layout, Popup, Rect, Response, Role, Sense, SetOpenCommand, Stroke, StrokeKind, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

use super::cx::Cx;
use super::fonts;
use super::memory::Memory;
use super::theme::size;
use super::visible;
use super::widgets::{self, Rows};
use crate::app::command::{Command, CopyWhat};
use crate::app::state::{KeyEntry, Standing};
use crate::jose::key::KeyKind;

const CARD: f32 = 54.0;
const PITCH: f32 = 61.0;
const MARGIN: f32 = 12.0;

/// Draws the rail in the panel of `ui`.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let whole = ui.max_rect();
    let column = whole.shrink2(vec2(MARGIN, MARGIN));
    let foot = size::BUTTON + 1.0;
    let foot = Rect::from_min_max(pos2(column.left(), column.bottom() - foot), column.max);
    let list = Rect::from_min_max(pos2(whole.left(), column.top()), pos2(whole.right(), foot.top() - 8.0));
    ui.take_available_space();
    widgets::column(ui, list, "key list", |ui| {
        ui.shrink_clip_rect(list);
        search_and_list(ui, cx, memory);
    });
    widgets::column(ui, foot, "key foot", |ui| {
        buttons(ui, cx);
    });
}

fn search_and_list(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let words = &cx.words().keys;
    let width = ui.available_width() - 2.0 * MARGIN;
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        let edit = TextEdit::singleline(&mut memory.search)
            .id(Id::unique("key search"))
            .hint_text(words.search)
            .desired_width(width)
            .min_size(vec2(width, 32.0))
            .align(egui::Align2::LEFT_CENTER);
        ui.add(edit).accessible_name(words.search);
    });
    let search = memory.search.trim().to_lowercase();
    let matching = |(index, key): (usize, &KeyEntry)| matches(key, &search).then_some(index);
    let found: Vec<usize> = cx.state.keys.iter().enumerate().filter_map(matching).collect();
    let title = format!("{} · {}", words.title, cx.state.keys.len());
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    widgets::line(ui, place.shrink2(vec2(MARGIN, 0.0)), "title", |ui| {
        widgets::section(ui, &title, cx.palette.muted)
    });
    if found.is_empty() {
        empty(ui, cx);
        return;
    }
    let rows = Rows {
        id: Id::unique("keys"),
        count: found.len(),
        height: PITCH,
        margin: vec2(MARGIN, 0.0),
        reveal: None,
    };
    rows.show(ui, |ui, row| {
        let Some((index, key)) =
            found.get(row.index).and_then(|index| Some((*index, cx.state.keys.get(*index)?)))
        else {
            return;
        };
        let rect = Rect::from_min_size(row.rect.min, vec2(row.rect.width(), CARD));
        card(ui, cx, index, key, rect);
    });
}

fn empty(ui: &mut Ui, cx: &Cx<'_>) {
    let words = &cx.words().keys;
    egui::Frame::new().inner_margin(egui::Margin::symmetric(MARGIN as i8, 2)).show(ui, |ui| {
        if cx.state.keys.is_empty() {
            widgets::strong(ui, words.none, fonts::BODY, cx.palette.text);
            widgets::caption(ui, words.none_hint);
        } else {
            widgets::caption(ui, words.none_found);
        }
    });
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = &cx.words().keys;
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal(|ui| {
        if sized(ui, half, |ui| widgets::primary(ui, words.add)).clicked() {
            cx.send(Command::OpenImport);
        }
        let import = sized(ui, half, |ui| {
            ui.add_enabled_ui(!cx.state.dialog_open, |ui| widgets::button(ui, words.import)).inner
        });
        if import.clicked() {
            cx.send(Command::ImportKey);
        }
    });
}

/// A button that fills `width`.
pub(super) fn sized(ui: &mut Ui, width: f32, button: impl FnOnce(&mut Ui) -> Response) -> Response {
    let layout = Layout::centered_and_justified(egui::Direction::TopDown);
    ui.allocate_ui_with_layout(vec2(width, size::BUTTON), layout, button).inner
}

/// Whether a search, in small letters, finds a key by its name, `kid`, algorithm or thumbprint.
fn matches(key: &KeyEntry, search: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(search);
    search.is_empty()
        || has(&key.id.name)
        || key.id.kid.as_deref().is_some_and(has)
        || key.alg.as_deref().is_some_and(has)
        || key.id.thumbprint.as_deref().is_some_and(has)
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, key: &KeyEntry, rect: Rect) {
    let palette = cx.palette;
    let response = ui.interact(rect, Id::unique(("key", &key.id.thumbprint, index)), Sense::click());
    let only = cx.state.shown().and_then(|document| document.only_key) == Some(index);
    let stands_out = only || key.standing == Standing::Verifies;
    let unfit = matches!(key.standing, Standing::Unfit(_));
    if stands_out || response.hovered() || response.has_focus() {
        let fill = if stands_out { palette.panel } else { palette.raised };
        let stroke = if response.has_focus() {
            Stroke::new(1.5, palette.accent)
        } else {
            Stroke::new(1.0, if stands_out { palette.line } else { fill })
        };
        ui.painter().rect(rect, size::RADIUS, fill, stroke, StrokeKind::Inside);
    }
    let name = visible::plain(&key.id.name, 60);
    let second = second_line(cx, key);
    let standing = cx.text.standing(&key.standing).unwrap_or_default();
    response.widget_info(|| {
        let said = [name.as_str(), &second, &standing].into_iter().filter(|part| !part.is_empty());
        WidgetInfo::labeled(Role::Button, true, said.collect::<Vec<_>>().join(", "))
    });

    let left = rect.left() + 11.0;
    let right = rect.right() - 11.0;
    let (sign, colour) = sign(key, palette);
    let place = pos2(left + 7.0, rect.top() + 19.0);
    ui.painter().text(place, egui::Align2::CENTER_CENTER, sign, fonts::words(fonts::SMALL), colour);
    let first = Rect::from_min_max(pos2(left + 22.0, rect.top() + 8.0), pos2(right, rect.top() + 30.0));
    widgets::at(ui, first, "name", Layout::right_to_left(Align::Center), |ui| {
        if let Some(alg) = key.alg.as_deref() {
            widgets::badge(ui, &visible::plain(alg, 14), palette.muted);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            widgets::strong(ui, &name, fonts::BODY, if unfit { palette.muted } else { palette.text });
        });
    });
    let below = Rect::from_min_max(pos2(left + 22.0, rect.top() + 27.0), pos2(right, rect.top() + 46.0));
    widgets::line(ui, below, "kind", |ui| widgets::words(ui, &second, fonts::TINY, palette.muted));
    let response = if standing.is_empty() { response } else { response.on_hover_text(standing) };
    menu(&response, cx, index, key, &name);
}

fn menu(response: &Response, cx: &mut Cx<'_>, index: usize, key: &KeyEntry, name: &str) {
    let words = cx.words();
    let toggle = (response.clicked() || response.secondary_clicked()).then_some(SetOpenCommand::Toggle);
    let popup = Popup::menu(response).open_memory(toggle);
    let only = cx.state.shown().and_then(|document| document.only_key) == Some(index);
    popup.show(|ui| {
        if cx.state.token().is_some() {
            let verify = format!("{}: {name}", words.verdict.verify_with);
            if widgets::menu_item(ui, &verify, only) {
                cx.send(Command::VerifyWith(if only { None } else { Some(index) }));
            }
        }
        if let Some(kid) = &key.id.kid
            && widgets::menu_item(ui, words.keys.copy_kid, false)
        {
            cx.send(Command::Copy(CopyWhat::Value(kid.clone())));
        }
        if let Some(thumbprint) = &key.id.thumbprint
            && widgets::menu_item(ui, words.keys.copy_thumbprint, false)
        {
            cx.send(Command::Copy(CopyWhat::Value(thumbprint.clone())));
        }
        if widgets::menu_item(ui, &(words.keys.remove)(name), false) {
            cx.send(Command::AskDelete(index));
        }
    });
}

/// The sign of a key: ✔ and ✖ for what came of trying it, else the shape of its kind.
fn sign(key: &KeyEntry, palette: &super::theme::Palette) -> (&'static str, egui::Color32) {
    let shape = match key.id.kind {
        KeyKind::Rsa { .. } => "▲",
        KeyKind::Ec(_) | KeyKind::Okp(_) => "◆",
        KeyKind::Akp(_) => "◈",
        KeyKind::Secret { .. } => "●",
    };
    match key.standing {
        Standing::Verifies => ("✔", palette.good),
        Standing::Mismatch => ("✖", palette.bad),
        Standing::Idle | Standing::Fits | Standing::Sealed => (shape, palette.text),
        Standing::Unfit(_) => (shape, palette.muted),
    }
}

fn second_line(cx: &Cx<'_>, key: &KeyEntry) -> String {
    let mut line = cx.text.key_kind(key.id.kind);
    if let Some(kid) = key.id.kid.as_deref().filter(|kid| !kid.is_empty()) {
        line.push_str(" · kid ");
        line.push_str(&shortened(&visible::plain(kid, 200)));
    } else if !key.private {
        line.push_str(" · ");
        line.push_str(cx.words().keys.public_only);
    }
    line
}

/// The first and the last characters of a long name: the end tells keys of one issuer apart.
fn shortened(name: &str) -> String {
    const MOST: usize = 16;
    let count = name.chars().count();
    if count <= MOST {
        return name.to_owned();
    }
    let first: String = name.chars().take(7).collect();
    let last: String = name.chars().skip(count - 5).collect();
    format!("{first}…{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_kids_keep_their_ends() {
        for (kid, want) in [
            ("7f3c-e1", "7f3c-e1"),
            ("0123456789abcdef", "0123456789abcdef"),
            ("0123456789abcdefg", "0123456…cdefg"),
            ("가나다라마바사아자차카타파하가나다라", "가나다라마바사…하가나다라"),
        ] {
            assert_eq!(shortened(kid), want);
        }
    }
}
