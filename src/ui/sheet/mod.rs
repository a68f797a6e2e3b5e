//! The sheet over the window: a dimmed ground, a head, a body that scrolls where the window is low, a foot. It takes
//! the keyboard while it is open; Esc and its × close it. What is typed into one is wiped when it closes.

mod asks;
mod compare;
mod delete;
pub(super) mod details;
mod encrypt;
mod files;
mod forms;
mod generate;
mod help;
mod import;
mod incoming;
mod key;
mod member;
mod negatives;
mod saved;
mod settings;
mod template;
mod vault;

use egui::{
    Align, Context, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Popup, Rect, Response, Role,
    ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use zeroize::Zeroizing;

use super::cx::Cx;
use super::fonts;
use super::memory::Memory;
use super::theme::size;
use super::widgets;
use crate::app::command::Command;
use crate::app::state::{ImportStep, KeyTrouble, NegativesStep, NoticeKind, Sheet};
use crate::inspect::finding::Finding;
use crate::text::Told;

pub(super) use forms::HIDE_AFTER_SECS;
pub(super) use vault::menu as vault_menu;

const HEAD: f32 = 64.0;
const PADDING: f32 = 20.0;
/// Between the sheet and the window's edge, at least.
const AROUND: f32 = 16.0;
/// Around what is in the body.
const BODY: Margin = Margin { left: PADDING as i8, right: PADDING as i8, top: 17, bottom: 17 };
/// Narrower than this, what stands side by side goes below each other.
const NARROW: f32 = 560.0;

/// What is typed into sheets, and which one was open in the last frame.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    open: Option<Which>,
    /// What had the keyboard before a sheet came.
    before: Option<Id>,
    /// How often the sheet is still to be drawn as if for the first time: egui measures a new one before it shows it,
    /// and gives the keyboard to nothing in what it measures.
    fresh: u8,
    key: key::Buffer,
    generate: generate::Buffer,
    encrypt: encrypt::Buffer,
    negatives: negatives::Buffer,
    compare: compare::Buffer,
    settings: settings::Buffer,
    import: import::Buffer,
    member: member::Buffer,
    template: template::Buffer,
    vault: vault::Buffer,
    asks: asks::Question,
    files: files::Buffer,
    saved: saved::Buffer,
}

/// Which sheet is open, and how far it has come: going on wipes what was typed before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Key(usize),
    Delete(usize),
    Generate,
    Encrypt(usize),
    Member(Option<usize>),
    Template(Option<usize>),
    Negatives(bool),
    Compare,
    Settings,
    Import(&'static str),
    Vault(bool),
    Files,
    SaveTab,
    DeleteSaved,
    Help,
}

impl Which {
    fn of(sheet: &Sheet) -> Self {
        match sheet {
            Sheet::Key(sheet) => Self::Key(sheet.key),
            Sheet::Delete(key) => Self::Delete(*key),
            Sheet::Generate(_) => Self::Generate,
            Sheet::Encrypt(sheet) => Self::Encrypt(sheet.key),
            Sheet::Member(sheet) => Self::Member(sheet.place),
            Sheet::Template(sheet) => Self::Template(sheet.place),
            Sheet::Negatives(sheet) => Self::Negatives(matches!(sheet.step, NegativesStep::Made(_))),
            Sheet::Compare(_) => Self::Compare,
            Sheet::Settings(_) => Self::Settings,
            Sheet::Import(sheet) => Self::Import(match sheet.step {
                ImportStep::Ask => "ask",
                ImportStep::Reading(_) => "opening",
                ImportStep::Password { .. } => "password",
                ImportStep::Secret { .. } => "secret",
                ImportStep::OtherReading { .. } => "reading",
                ImportStep::Confirm { .. } => "confirm",
                ImportStep::Failed { .. } => "failed",
                ImportStep::Storing(_) => "storing",
            }),
            Sheet::Vault(sheet) => Self::Vault(sheet.opening.is_some()),
            Sheet::Files(_) => Self::Files,
            Sheet::SaveTab(_) => Self::SaveTab,
            Sheet::DeleteSaved(_) => Self::DeleteSaved,
            Sheet::Help => Self::Help,
        }
    }
}

impl Sheets {
    /// Holds a private text to be shown, until it is hidden; `now` in Unix seconds.
    pub(super) fn reveal(&mut self, text: Zeroizing<String>, now: i64) {
        self.key.forms.reveal(text, now);
    }

    /// When what is shown is hidden again, if something is; Unix seconds.
    pub(super) fn hides_at(&self) -> Option<i64> {
        self.key.forms.hides_at()
    }

    /// Opens the next key sheet for renaming.
    pub(super) fn rename_next(&mut self) {
        self.key.rename_next = true;
    }

    /// Wipes what is private of what was typed or shown; what is of the token stays.
    pub(super) fn forget_private(&mut self, ctx: &Context) {
        self.key = key::Buffer::default();
        self.vault = vault::Buffer::default();
        self.files = files::Buffer::default();
        self.import.turn(ctx);
        self.encrypt.turn(ctx);
        for id in forms::boxes().into_iter().chain(vault::boxes()) {
            widgets::forget(ctx, id);
        }
    }

    /// Takes a text that was pasted beside every text box; whether the sheet wants it.
    pub(super) fn pasted(&mut self, text: &str) -> bool {
        match self.open {
            Some(Which::Import("ask")) => {
                self.import.pasted(text);
                true
            }
            Some(Which::Encrypt(_)) => self.encrypt.pasted(text),
            _ => false,
        }
    }

    /// Takes what was typed into the last sheet out of the way of this one; `focused` has the keyboard until then.
    fn turn_to(&mut self, ctx: &Context, sheet: Option<&Sheet>, focused: Option<Id>) {
        let now = sheet.map(Which::of);
        self.fresh = self.fresh.saturating_sub(1);
        if now != self.open {
            self.fresh = 2;
            if self.open.is_none() {
                self.before = focused;
            } else if let Some(before) = self.before.take_if(|_| now.is_none()) {
                ctx.memory_mut(|memory| memory.request_focus(before));
            }
            let rename = std::mem::take(&mut self.key.rename_next);
            self.key = key::Buffer::default();
            self.key.rename_next = rename;
            // The sheet of the vault comes over it and goes again.
            if !matches!(now, Some(Which::Generate | Which::Vault(_))) {
                self.generate = generate::Buffer::default();
            }
            self.import.turn(ctx);
            self.encrypt.turn(ctx);
            self.member = member::Buffer::default();
            self.template = template::Buffer::default();
            self.negatives.turn();
            self.vault = vault::Buffer::default();
            self.files = files::Buffer::default();
            self.saved = saved::Buffer::default();
            for id in forms::boxes().into_iter().chain(vault::boxes()) {
                widgets::forget(ctx, id);
            }
            self.open = now;
        }
        ctx.data_mut(|data| data.insert_temp(fresh_id(), self.fresh > 0));
    }
}

/// Whether the sheet is drawn as if for the first time.
fn fresh_id() -> Id {
    Id::unique("fresh sheet")
}

/// Draws the sheet that is open, if one is.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let focused = memory.palette.focused(ui.ctx());
    let sheets = &mut memory.sheets;
    sheets.turn_to(ui.ctx(), cx.state.sheet.as_ref(), focused);
    let first = sheets.fresh > 0;
    match &cx.state.sheet {
        None => {}
        Some(Sheet::Key(sheet)) => key::show(ui.ctx(), cx, &mut sheets.key, sheet, first),
        Some(Sheet::Delete(key)) => delete::show(ui.ctx(), cx, *key, first),
        Some(Sheet::Generate(sheet)) => generate::show(ui.ctx(), cx, &mut sheets.generate, sheet, first),
        Some(Sheet::Encrypt(sheet)) => encrypt::show(ui.ctx(), cx, &mut sheets.encrypt, sheet, first),
        Some(Sheet::Template(sheet)) => template::show(ui.ctx(), cx, &mut sheets.template, sheet, first),
        Some(Sheet::Member(sheet)) => member::show(ui.ctx(), cx, &mut sheets.member, sheet, first),
        Some(Sheet::Negatives(sheet)) => negatives::show(ui.ctx(), cx, &mut sheets.negatives, sheet, first),
        Some(Sheet::Compare(sheet)) => compare::show(ui.ctx(), cx, &mut sheets.compare, sheet, first),
        Some(Sheet::Settings(path)) => {
            settings::show(ui.ctx(), cx, &mut sheets.settings, path.as_deref(), first);
        }
        Some(Sheet::Import(sheet)) => import::show(ui.ctx(), cx, &mut sheets.import, sheet, first),
        Some(Sheet::Vault(sheet)) => vault::show(ui.ctx(), cx, &mut sheets.vault, sheet, first),
        Some(Sheet::SaveTab(sheet)) => saved::show(ui.ctx(), cx, &mut sheets.saved, sheet, first),
        Some(Sheet::DeleteSaved(id)) => {
            if let Some(saved) = cx.state.saved.iter().find(|saved| saved.id == *id) {
                saved::delete(ui.ctx(), cx, saved, first);
            }
        }
        Some(Sheet::Files(sheet)) => files::show(ui.ctx(), cx, &mut sheets.files, sheet, first),
        Some(Sheet::Help) => help::show(ui.ctx(), cx, first),
    }
    ask(ui, cx, memory);
}

/// Draws the question that lies over everything, if one is asked.
pub(super) fn ask(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let focused = memory.palette.focused(ui.ctx());
    memory.sheets.asks.show(ui.ctx(), cx, focused);
}

/// A sheet to be drawn.
struct Dialog<'a> {
    /// Its name for screen readers.
    name: &'a str,
    /// Its width where there is room.
    width: f32,
    /// Whether Esc closes it; else something in it is closed first.
    esc: bool,
}

impl Dialog<'_> {
    /// Draws it: each part gets the width that there is. The foot is drawn from the right.
    fn show<S>(
        &self,
        ctx: &Context,
        cx: &mut Cx<'_>,
        state: &mut S,
        head: impl FnOnce(&mut Ui, &mut Cx<'_>, &mut S),
        body: impl FnOnce(&mut Ui, &mut Cx<'_>, &mut S),
        foot: impl FnOnce(&mut Ui, &mut Cx<'_>, &mut S),
    ) {
        let in_menu = Popup::is_any_open(ctx);
        self.draw(ctx, cx, state, Id::unique("sheet"), (head, body, foot));
        // A menu in it takes the key for itself, and so does a question over it.
        if self.esc && !in_menu && cx.state.asks.is_none() && escaped(ctx) {
            cx.send(Command::CloseSheet);
        }
    }

    /// Draws it as the window of that name.
    fn draw<S>(
        &self,
        ctx: &Context,
        cx: &mut Cx<'_>,
        state: &mut S,
        id: Id,
        (head, body, foot): (
            impl FnOnce(&mut Ui, &mut Cx<'_>, &mut S),
            impl FnOnce(&mut Ui, &mut Cx<'_>, &mut S),
            impl FnOnce(&mut Ui, &mut Cx<'_>, &mut S),
        ),
    ) {
        let room = ctx.content_rect().size() - vec2(2.0 * AROUND, 2.0 * AROUND);
        let width = self.width.min(room.x);
        let line = Stroke::new(1.0, cx.palette.line);
        let frame = Frame::new()
            .fill(cx.palette.panel)
            .stroke(line)
            .corner_radius(size::RADIUS_SHEET)
            .shadow(ctx.global_style().visuals.window_shadow);
        // The area is as large as the window, since the dimmed ground is in it; the dialog is what is on it.
        let area = Modal::default_area(id).role(Role::GenericContainer);
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(cx.palette.scrim);
        let _ = modal.show(ctx, |ui| {
            let builder = UiBuilder::new().id_salt("dialog").sense(Sense::hover());
            let dialog = ui.scope_builder(builder, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
                ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
                let inside = rect.shrink2(vec2(PADDING, 0.0));
                let from_right = Layout::right_to_left(Align::Center);
                widgets::at(ui, inside, "head", from_right, |ui| head(ui, cx, state));
                let foot_height = size::BUTTON + 2.0 * 14.0;
                let most = (room.y - HEAD - foot_height - 4.0).max(60.0);
                let mut scroll = ScrollArea::vertical().id_salt("body").max_height(most);
                // Not where the last sheet was scrolled to.
                if ctx.data(|data| data.get_temp(fresh_id())).unwrap_or(false) {
                    scroll = scroll.vertical_scroll_offset(0.0);
                }
                scroll.auto_shrink([false, true]).show(ui, |ui| {
                    Frame::new().inner_margin(BODY).show(ui, |ui| {
                        ui.set_width(width - 2.0 * PADDING);
                        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
                        body(ui, cx, state);
                    });
                });
                let (rect, _) = ui.allocate_exact_size(vec2(width, foot_height), Sense::hover());
                ui.painter().hline(rect.x_range(), rect.top() + 0.5, line);
                let inside = rect.shrink2(vec2(PADDING, 0.0));
                widgets::at(ui, inside, "foot", from_right, |ui| foot(ui, cx, state));
            });
            dialog.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, self.name));
            ctx.accesskit_node_builder(dialog.response.id, egui::accesskit::Node::set_modal);
            // The place follows from the size of the last pass: once that changed, the next is the right one.
            let size = dialog.response.rect.size();
            let before = ctx.data(|data| data.get_temp::<egui::Vec2>(id));
            ctx.data_mut(|data| data.insert_temp(id, size));
            if before != Some(size) {
                ctx.request_discard("the sheet has another size");
                // What scrolls may grow in the second pass as well, and there is no third.
                ctx.request_repaint();
            }
        });
    }
}

/// Whether Esc was pressed.
fn escaped(ctx: &Context) -> bool {
    ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// The × of a sheet.
fn close(ui: &mut Ui, cx: &mut Cx<'_>) -> Response {
    let name = cx.words().sheet.close;
    let response = widgets::cross(ui).on_hover_text(name).accessible_name(name);
    if response.clicked() {
        cx.send(if cx.state.asks.is_some() { Command::Stay } else { Command::CloseSheet });
    }
    response
}

/// The head of a sheet that has only a title.
fn title(ui: &mut Ui, cx: &mut Cx<'_>, text: &str) {
    let _ = close(ui, cx);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        widgets::strong(ui, text, fonts::TITLE, cx.palette.text);
    });
}

/// Two things side by side, or below each other where it is narrow. Each gets `height`; the first gets `share` of the
/// width, of 1.
fn pair(ui: &mut Ui, (share, height): (f32, f32), salt: &str, mut part: impl FnMut(&mut Ui, usize)) {
    let width = ui.available_width();
    let narrow = width < NARROW - 2.0 * PADDING;
    let rows = if narrow { 2.0 } else { 1.0 };
    let gap = ui.spacing().item_spacing;
    let (rect, _) = ui.allocate_exact_size(vec2(width, rows * height + (rows - 1.0) * gap.y), Sense::hover());
    for place in 0..2 {
        let step = place as f32;
        let part_rect = if narrow {
            Rect::from_min_size(pos2(rect.left(), rect.top() + step * (height + gap.y)), vec2(width, height))
        } else {
            let middle = rect.left() + (width - 14.0) * share;
            let across = if place == 0 { rect.left()..=middle } else { middle + 14.0..=rect.right() };
            Rect::from_x_y_ranges(across, rect.y_range())
        };
        widgets::column(ui, part_rect, (salt, place), |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            part(ui, place);
        });
    }
}

/// A name above what it names.
fn label(ui: &mut Ui, cx: &Cx<'_>, name: &str) {
    widgets::section(ui, name, cx.palette.muted);
}

/// Something that went wrong: what, why, what to do.
fn problem(ui: &mut Ui, cx: &Cx<'_>, told: &Told) {
    let stroke = Stroke::new(1.0, cx.palette.warn);
    widgets::card(ui, stroke, cx.palette.warn_ground, |ui| {
        ui.horizontal_top(|ui| {
            widgets::words(ui, "▲", fonts::BODY, cx.palette.warn);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                widgets::paragraph(ui, &*told.message, cx.palette.text);
                let body = told.body();
                if !body.is_empty() {
                    widgets::caption(ui, body);
                }
            });
        });
    });
}

/// What went wrong with a key.
fn trouble(ui: &mut Ui, cx: &Cx<'_>, trouble: &KeyTrouble) {
    problem(ui, cx, &cx.text.notice(&NoticeKind::KeyTrouble(trouble.clone())));
}

/// A finding in a sheet: its shape and its sentence; a click tells more. Whether it was clicked.
fn finding(ui: &mut Ui, cx: &Cx<'_>, finding: &Finding, expanded: bool) -> bool {
    let meta = finding.meta();
    let told = cx.text.finding(&finding.detail);
    let severity = cx.text.severity(meta.severity);
    let builder = egui::UiBuilder::new().sense(Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            ui.horizontal_top(|ui| {
                widgets::severity(ui, meta.severity, severity);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 3.0;
                    widgets::paragraph(ui, &*told.message, cx.palette.text);
                    if expanded {
                        let body = told.body();
                        let reference = meta.reference.replace(' ', "\u{a0}");
                        let more =
                            if body.is_empty() { reference } else { format!("{body} ·\u{a0}{reference}") };
                        widgets::caption(ui, more);
                    }
                });
            });
        })
        .response;
    let name = (cx.words().encoded.finding)(severity, &told.message);
    widgets::selectable(&response, Role::ListBoxOption, expanded, name);
    if response.has_focus() {
        let focus = Stroke::new(1.5, cx.palette.accent);
        ui.painter().rect_stroke(response.rect.expand(3.0), 5.0, focus, egui::StrokeKind::Inside);
    }
    response.clicked()
}
