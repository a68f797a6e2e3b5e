//! The keys: searched, listed with what each is and how it stands to the shown token, added, removed.

use egui::{
    Align, Id, Layout, Popup, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};

use super::actions;
use super::cx::Cx;
use super::fonts;
use super::memory::Memory;
use super::rail_rows::{self, Row};
use super::sheet::details;
use super::theme::size;
use super::visible;
use super::widgets::{self, Rows};
use crate::app::action::Action;
use crate::app::command::{Command, CopyWhat};
use crate::app::state::{KeyEntry, Standing};
use crate::inspect::finding::{Finding, Policy, Severity};
use crate::jose::key::KeyKind;

const CARD: f32 = 54.0;
const PITCH: f32 = 61.0;
const MARGIN: f32 = 12.0;

/// The box that searches the keys.
pub(super) fn search_id() -> Id {
    Id::unique("key search")
}

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
            .id(search_id())
            .hint_text(words.search)
            .desired_width(width)
            .min_size(vec2(width, 32.0))
            .align(egui::Align2::LEFT_CENTER);
        ui.add(edit).accessible_name(words.search);
    });
    let search = memory.search.trim().to_lowercase();
    let found = rail_rows::rows(&cx.state.keys, &search, &memory.open_groups);
    let title = format!("{} · {}", words.title, cx.text.number(cx.state.keys.len()));
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
        let rect = Rect::from_min_size(row.rect.min, vec2(row.rect.width(), CARD));
        match found.get(row.index) {
            Some(Row::Key(index, inside)) => {
                let Some(key) = cx.state.keys.get(*index) else { return };
                let indent = if *inside { 12.0 } else { 0.0 };
                let rect = Rect::from_min_max(pos2(rect.left() + indent, rect.top()), rect.max);
                card(ui, cx, memory, *index, key, rect);
            }
            Some(Row::Group(first, count)) => {
                let Some(name) = cx.state.keys.get(*first).and_then(|key| key.group.clone()) else { return };
                group(ui, cx, memory, &name, *count, rect);
            }
            None => {}
        }
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
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal(|ui| {
        actions::button(ui, cx, Action::Generate, |ui, name| {
            sized(ui, half, |ui| widgets::primary(ui, name))
        });
        actions::button(ui, cx, Action::Import, |ui, name| sized(ui, half, |ui| widgets::button(ui, name)));
    });
}

/// A button that fills `width`.
pub(super) fn sized(ui: &mut Ui, width: f32, button: impl FnOnce(&mut Ui) -> Response) -> Response {
    let layout = Layout::centered_and_justified(egui::Direction::TopDown);
    ui.allocate_ui_with_layout(vec2(width, size::BUTTON), layout, button).inner
}

/// What a card says: the same for a key and for a set of keys.
struct Card<'a> {
    name: &'a str,
    second: &'a str,
    badge: Option<&'a str>,
    sign: (&'static str, egui::Color32),
    /// Whether it cannot be what the token needs.
    dimmed: bool,
    /// Whether it is what the token needs.
    stands_out: bool,
    /// The worst of what there is to say of it, if that deserves a look.
    mark: Option<Severity>,
}

impl Card<'_> {
    fn show(&self, ui: &mut Ui, cx: &Cx<'_>, response: &Response, rect: Rect) {
        let palette = cx.palette;
        if self.stands_out || response.hovered() || response.has_focus() {
            let fill = if self.stands_out { palette.panel } else { palette.raised };
            let stroke = if response.has_focus() {
                Stroke::new(1.5, palette.accent)
            } else {
                Stroke::new(1.0, if self.stands_out { palette.line } else { fill })
            };
            ui.painter().rect(rect, size::RADIUS, fill, stroke, StrokeKind::Inside);
        }
        let left = rect.left() + 11.0;
        let right = rect.right() - 11.0;
        let (sign, colour) = self.sign;
        let place = pos2(left + 7.0, rect.top() + 19.0);
        ui.painter().text(place, egui::Align2::CENTER_CENTER, sign, fonts::words(fonts::SMALL), colour);
        let first = Rect::from_min_max(pos2(left + 22.0, rect.top() + 8.0), pos2(right, rect.top() + 30.0));
        widgets::at(ui, first, (response.id, "name"), Layout::right_to_left(Align::Center), |ui| {
            if let Some(badge) = self.badge {
                widgets::badge(ui, badge, palette.muted);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let colour = if self.dimmed { palette.muted } else { palette.text };
                widgets::strong(ui, self.name, fonts::BODY, colour);
            });
        });
        let below = Rect::from_min_max(pos2(left + 22.0, rect.top() + 27.0), pos2(right, rect.top() + 46.0));
        widgets::at(ui, below, (response.id, "kind"), Layout::right_to_left(Align::Center), |ui| {
            if let Some(severity) = self.mark {
                widgets::severity(ui, severity, cx.words().keys.has_findings);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::words(ui, self.second, fonts::TINY, palette.muted);
            });
        });
    }
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, index: usize, key: &KeyEntry, rect: Rect) {
    let response = ui.interact(rect, Id::unique(("key", &key.id.thumbprint, index)), Sense::click());
    let only = cx.state.shown().and_then(|document| document.only_key) == Some(index);
    let name = visible::plain(&key.id.name, 60);
    let alg = key.alg.as_deref().map(|alg| visible::plain(alg, 14));
    let second = second_line(cx, key);
    let mark = worst(key);
    let standing = cx.text.standing(&key.standing).unwrap_or_default();
    response.widget_info(|| {
        let marked = if mark.is_some() { cx.words().keys.has_findings } else { "" };
        let said = [name.as_str(), &second, &standing, marked].into_iter().filter(|part| !part.is_empty());
        WidgetInfo::labeled(Role::Button, true, said.collect::<Vec<_>>().join(", "))
    });
    let card = Card {
        name: &name,
        second: &second,
        badge: alg.as_deref(),
        sign: sign(key, cx.palette),
        dimmed: key.standing.is_unfit(),
        stands_out: only || key.standing.is_it(),
        mark,
    };
    card.show(ui, cx, &response, rect);
    if response.clicked() {
        cx.send(Command::OpenKey(index));
    }
    let response = if standing.is_empty() { response } else { response.on_hover_text(standing) };
    menu(&response, cx, memory, index, key);
}

/// The worst of what there is to say of a key, if a verifier would mind it.
fn worst(key: &KeyEntry) -> Option<Severity> {
    let minded = key.findings.iter().map(Finding::meta).filter(|meta| meta.policy != Policy::Info);
    minded.map(|meta| meta.severity).min()
}

/// A set of keys, folded or unfolded.
fn group(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, name: &str, count: usize, rect: Rect) {
    let words = &cx.words().keys;
    let open = memory.open_groups.contains(name);
    let members = || cx.state.keys.iter().filter(|key| key.group.as_deref() == Some(name));
    let any = |what: fn(&Standing) -> bool| members().any(|key| what(&key.standing));
    let verifies = any(Standing::is_it);
    let dimmed = !any(|standing| !standing.is_unfit());
    let second = if members().any(|key| key.private) { words.private_set } else { words.public_set };
    let shown = visible::plain(name, 60);
    let badge = (words.set)(count);
    let response = ui.interact(rect, Id::unique(("key set", name)), Sense::click());
    response.widget_info(|| {
        let said = format!("{shown} · {badge}, {second}");
        WidgetInfo::labeled(Role::Button, true, said)
    });
    widgets::expandable(&response, open);
    let sign = match (verifies, open) {
        (true, _) => ("✔", cx.palette.good),
        (false, true) => ("▾", cx.palette.text),
        (false, false) if dimmed => ("◈", cx.palette.muted),
        (false, false) => ("◈", cx.palette.text),
    };
    let mark = members().filter_map(worst).min();
    let card =
        Card { name: &shown, second, badge: Some(&badge), sign, dimmed, stands_out: verifies && !open, mark };
    card.show(ui, cx, &response, rect);
    if response.clicked() && !memory.open_groups.remove(name) {
        let _ = memory.open_groups.insert(name.to_owned());
    }
    Popup::context_menu(&response).show(|ui| {
        if widgets::menu_item(ui, cx.words().sheet.key.jwks, false) {
            let all = cx.state.keys.iter().enumerate();
            let members = all.filter(|(_, key)| key.group.as_deref() == Some(name)).map(|(index, _)| index);
            let members = members.collect();
            cx.send(Command::CopyJwks(members));
        }
    });
}

fn menu(response: &Response, cx: &mut Cx<'_>, memory: &mut Memory, index: usize, key: &KeyEntry) {
    let words = cx.words();
    let only = cx.state.shown().and_then(|document| document.only_key) == Some(index);
    Popup::context_menu(response).show(|ui| {
        if cx.state.token().is_some() && widgets::menu_item(ui, words.keys.verify_only, only) {
            cx.send(Command::VerifyWith(if only { None } else { Some(index) }));
        }
        if key.private
            && details::signs(key.id.kind)
            && widgets::menu_item(ui, words.sheet.key.new_token, false)
        {
            cx.send(Command::NewTokenWith(index));
        }
        if key.signs.is_ok() && widgets::menu_item(ui, words.editing.sign_with_this, false) {
            cx.send(Command::Sign(index, cx.state.signing.update));
        }
        if key.encrypts.is_ok() && widgets::menu_item(ui, words.sheet.encrypt.open, false) {
            cx.send(Command::OpenEncrypt(index));
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
        if !matches!(key.id.kind, KeyKind::Secret { .. })
            && widgets::menu_item(ui, words.sheet.key.jwks, false)
        {
            cx.send(Command::CopyJwks(vec![index]));
        }
        if widgets::menu_item(ui, words.keys.rename, false) {
            memory.sheets.rename_next();
            cx.send(Command::OpenKey(index));
        }
        if widgets::menu_item(ui, words.keys.delete, false) {
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
        Standing::Verifies | Standing::Opens => ("✔", palette.good),
        Standing::Mismatch | Standing::NotOpens => ("✖", palette.bad),
        Standing::Idle | Standing::Fits | Standing::Sealed => (shape, palette.text),
        Standing::Unfit(_) | Standing::UnfitToOpen(_) => (shape, palette.muted),
    }
}

/// What a kind of key is called here: a secret by its bytes.
pub(super) fn kind_name(cx: &Cx<'_>, kind: KeyKind) -> String {
    match kind {
        KeyKind::Secret { bits } => (cx.words().keys.secret)(bits / 8),
        _ => cx.text.key_kind(kind),
    }
}

/// What a key is: "RSA 2048 · key pair".
pub(super) fn kind_line(cx: &Cx<'_>, key: &KeyEntry) -> String {
    let words = &cx.words().keys;
    let kind = kind_name(cx, key.id.kind);
    match key.id.kind {
        KeyKind::Secret { .. } => kind,
        _ if key.private => format!("{kind} · {}", words.pair),
        _ => format!("{kind} · {}", words.public_only),
    }
}

fn second_line(cx: &Cx<'_>, key: &KeyEntry) -> String {
    let mut line = kind_name(cx, key.id.kind);
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
    const MOST: usize = 12;
    let count = name.chars().count();
    if count <= MOST {
        return name.to_owned();
    }
    let first: String = name.chars().take(4).collect();
    let last: String = name.chars().skip(count - 2).collect();
    format!("{first}…{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_kids_keep_their_ends() {
        for (kid, want) in [
            ("7f3c-e1", "7f3c-e1"),
            ("0123456789ab", "0123456789ab"),
            ("0123456789abc", "0123…bc"),
            ("가나다라마바사아자차카타파하가나다라", "가나다라…다라"),
        ] {
            assert_eq!(shortened(kid), want);
        }
    }
}
