//! The palette: a box to type in and a list of everything that can be done, and in the same dress what is in the token,
//! to find something in it. The arrows go through the list while the box keeps the keyboard; screen readers hear the
//! entry that is chosen.

mod entries;
mod matching;
mod row;

use egui::{
    Align, Align2, Context, Event, EventFilter, Frame, Id, Key, Modal, Modifiers, Rect, Role, ScrollArea,
    Sense, Stroke, TextEdit, Ui, UiBuilder, WidgetInfo, accesskit, pos2, vec2,
};

use super::actions;
use super::cx::{Cx, Look};
use super::findings;
use super::fonts;
use super::memory::{Focus, Memory, Selected};
use super::theme::size;
use super::widgets;
use crate::app::action::{Action, WhyNot};
use crate::app::command::Command;
use crate::app::settings::Language;
use crate::inspect::finding::Part;
use entries::{Entry, Target};
use row::{row, row_id};

/// Its width where there is room.
const WIDTH: f32 = 620.0;
/// The height of the box.
const BOX: f32 = 48.0;
/// The height of an entry.
const ROW: f32 = 34.0;
/// How many entries are in sight where there is room.
const IN_SIGHT: usize = 11;
/// The height of the line below the list.
const FOOT: f32 = 32.0;
/// How many are remembered.
const RECENT: usize = 5;

/// What the list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// What can be done.
    Commands,
    /// What is in the token.
    Find,
}

/// The palette from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Palette {
    open: Option<Open>,
    /// What is to follow, now that it closed.
    closing: Option<Closing>,
    /// What was done last with it, latest first.
    recent: Vec<Action>,
}

/// What follows when it is gone: egui gives the keyboard to nothing below it as long as it remembers it.
#[derive(Debug)]
struct Closing {
    /// What had the keyboard before.
    before: Option<Id>,
    /// What was chosen.
    target: Option<Target>,
}

/// While it is open.
#[derive(Debug)]
struct Open {
    mode: Mode,
    query: String,
    selected: usize,
    /// Whether the chosen entry is to be brought into sight.
    reveal: bool,
    /// What had the keyboard before.
    before: Option<Id>,
    /// What was found, and for what.
    found: Vec<Entry>,
    found_for: Option<Asked>,
}

/// What a list was made for: it is made anew when something of it changes.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    query: String,
    language: Language,
    look: Look,
    of: Of,
}

/// What else a list depends on.
#[derive(Clone, Debug, PartialEq)]
enum Of {
    /// How many tabs and keys there are, and what can be done.
    Commands(usize, usize, Vec<Result<(), WhyNot>>),
    /// How many findings: some come as time passes.
    Find(usize),
}

impl Asked {
    fn now(cx: &Cx<'_>, mode: Mode, query: &str) -> Self {
        let state = cx.state;
        let of = match mode {
            Mode::Commands => {
                let can = Action::all().into_iter().map(|action| action.availability(state)).collect();
                Of::Commands(state.tabs.len(), state.keys.len(), can)
            }
            Mode::Find => Of::Find(findings::all(cx).len()),
        };
        Self { query: query.to_owned(), language: state.settings.language, look: Look::of(cx), of }
    }
}

impl Palette {
    /// Opens it with an empty box: what was typed in the same frame is meant for it already.
    pub(super) fn open(&mut self, ctx: &Context, mode: Mode) {
        let before = self.open.take().map_or_else(|| ctx.memory(egui::Memory::focused), |open| open.before);
        // A box below it, drawn after this in the same frame, gets nothing of what was pressed with the chord.
        if let Some(before) = before {
            ctx.memory_mut(|memory| memory.surrender_focus(before));
        }
        self.open = Some(Open {
            mode,
            query: typed(ctx),
            selected: 0,
            reveal: true,
            before,
            found: Vec::new(),
            found_for: None,
        });
    }

    /// Whether it takes the keyboard.
    pub(super) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What has the keyboard, or gets it back when this is gone.
    pub(super) fn focused(&self, ctx: &Context) -> Option<Id> {
        match (&self.open, &self.closing) {
            (Some(Open { before, .. }), _) | (None, Some(Closing { before, .. })) => *before,
            (None, None) => ctx.memory(egui::Memory::focused),
        }
    }

    /// Closes it; the keyboard goes back to where it was, and then what was chosen is done.
    fn close(&mut self, ctx: &Context, target: Option<Target>) {
        if let Some(open) = self.open.take() {
            self.closing = Some(Closing { before: open.before, target });
            ctx.request_repaint();
        }
    }

    fn used(&mut self, action: Action) {
        self.recent.retain(|used| *used != action);
        self.recent.insert(0, action);
        self.recent.truncate(RECENT);
    }
}

/// Takes what was typed in this frame. A machine that is slow draws it after more than one stroke.
fn typed(ctx: &Context) -> String {
    let mut typed = String::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Text(text) => {
                typed.push_str(text);
                false
            }
            _ => true,
        });
    });
    typed
}

/// The box that is typed in.
fn box_id() -> Id {
    Id::unique("palette box")
}

/// Draws it, if it is open.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let ctx = ui.ctx();
    // What opens over it has the keyboard then, and gives it back.
    let is_covered = cx.state.sheet.is_some() || cx.state.asks.is_some();
    if let Some(Closing { before, target }) = memory.palette.closing.take() {
        ctx.memory_mut(|memory| match before.filter(|_| !is_covered) {
            Some(before) => memory.request_focus(before),
            None => memory.surrender_focus(box_id()),
        });
        if let Some(target) = target {
            go(ctx, cx, memory, target);
        }
        ctx.request_repaint();
    }
    if is_covered {
        memory.palette.open = None;
    }
    let (composing, committed) = (memory.composing, memory.committed);
    let Some(open) = &mut memory.palette.open else { return };
    // Until the box has the keyboard.
    if !ctx.memory(|memory| memory.has_focus(box_id())) {
        open.query.push_str(&typed(ctx));
    }
    let is_gone = open.find(cx, &memory.palette.recent);
    // Enter that ended a composition is not meant for the list; the arrows are.
    let uses = !is_gone && !committed;
    let pressed = open.keys(ctx, composing).filter(|pressed| uses || *pressed == Pressed::Close);
    let (clicked, outside) = open.draw(ctx, cx);
    match clicked.or(pressed) {
        Some(Pressed::Close) => memory.palette.close(ctx, None),
        Some(Pressed::Use(place)) => {
            let entry = open.found.get(place).filter(|entry| entry.why.is_none());
            if let Some(target) = entry.map(|entry| entry.target) {
                memory.palette.close(ctx, Some(target));
            }
        }
        None if outside => memory.palette.close(ctx, None),
        None => {}
    }
}

/// What a key or a click asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    Close,
    Use(usize),
}

/// Does what an entry stands for.
fn go(ctx: &Context, cx: &mut Cx<'_>, memory: &mut Memory, target: Target) {
    match target {
        Target::Action(action) => {
            memory.palette.used(action);
            actions::run(ctx, cx, memory, action);
        }
        Target::Tab(index) => cx.send(Command::SelectTab(index)),
        Target::Key(index) => cx.send(Command::OpenKey(index)),
        Target::Verify(index) => cx.send(Command::VerifyWith(Some(index))),
        Target::Place(layer, place) => {
            memory.reveal_next = Some((layer, place));
            memory.focus_next = Some(if place.part == Part::Header { Focus::Header } else { Focus::Payload });
        }
        Target::Part(part) => {
            memory.focus_next = Some(if part == Part::Header { Focus::Header } else { Focus::Payload });
        }
        Target::Finding(place, layer, at) => {
            let document = cx.state.shown().map(|document| document.id);
            memory.selected = Some(Selected { document, place });
            memory.reveal_next = Some((layer, at));
        }
    }
}

impl Open {
    /// Makes the list anew where something changed. Another query chooses its first entry; else what was chosen stays
    /// so. Says whether that is gone: then nobody chose what is chosen now.
    fn find(&mut self, cx: &Cx<'_>, recent: &[Action]) -> bool {
        let asked = Asked::now(cx, self.mode, &self.query);
        if self.found_for.as_ref() == Some(&asked) {
            return false;
        }
        let is_same = self.found_for.as_ref().is_some_and(|before| before.query == asked.query);
        let before = self.found.get(self.selected).filter(|_| is_same).cloned();
        self.found = match self.mode {
            Mode::Commands => entries::commands(cx, &self.query, recent),
            Mode::Find => entries::places(cx, &self.query),
        };
        // Of two with the same name, such as two keys, the one in that place.
        let again = before.as_ref().and_then(|before| {
            let is_it = |entry: &Entry| entry.name == before.name;
            let exact = self.found.iter().position(|entry| is_it(entry) && entry.target == before.target);
            exact.or_else(|| self.found.iter().position(is_it))
        });
        (self.selected, self.reveal) = (again.unwrap_or(0), true);
        self.found_for = Some(asked);
        before.is_some() && again.is_none()
    }

    /// Takes the keys of the list before the box sees them. While an input method composes, they are its own.
    fn keys(&mut self, ctx: &Context, composing: bool) -> Option<Pressed> {
        let pressed = |key| ctx.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as isize;
        let back = ctx.input_mut(|input| input.count_and_consume_key(Modifiers::SHIFT, Key::Tab)) as isize;
        let step = pressed(Key::ArrowDown) - pressed(Key::ArrowUp) + pressed(Key::Tab) - back;
        let page = pressed(Key::PageDown) - pressed(Key::PageUp);
        let enter = pressed(Key::Enter) > 0;
        let escape = pressed(Key::Escape) > 0;
        let again = [Action::Palette, Action::Find]
            .into_iter()
            .filter_map(actions::chord)
            .any(|chord| ctx.input_mut(|input| input.consume_shortcut(&chord)));
        if composing {
            return None;
        }
        let last = self.found.len().saturating_sub(1) as isize;
        if step != 0 || page != 0 {
            let to = self.selected as isize + step;
            // A step from the end goes on at the beginning; a page stops there.
            let to = if to < 0 {
                last
            } else if to > last {
                0
            } else {
                to
            };
            self.selected = (to + page * (IN_SIGHT as isize - 1)).clamp(0, last) as usize;
            self.reveal = true;
        }
        match (escape || again, enter) {
            (true, _) => Some(Pressed::Close),
            (false, true) => Some(Pressed::Use(self.selected)),
            (false, false) => None,
        }
    }

    /// Draws it; says what was clicked, and whether it was beside.
    fn draw(&mut self, ctx: &Context, cx: &Cx<'_>) -> (Option<Pressed>, bool) {
        let words = &cx.words().action.palette;
        let room = ctx.content_rect().size() - vec2(32.0, 32.0);
        let width = WIDTH.min(room.x);
        let rows = self.found.len().clamp(1, IN_SIGHT) as f32;
        let list = (rows * ROW + 12.0).min(room.y - BOX - FOOT - 60.0).max(ROW + 12.0);
        let line = Stroke::new(1.0, cx.palette.line);
        let frame = Frame::new()
            .fill(cx.palette.panel)
            .stroke(line)
            .corner_radius(size::RADIUS_SHEET)
            .shadow(ctx.global_style().visuals.window_shadow);
        let id = Id::unique("palette");
        // The upper edge stays where it is while the list gets shorter.
        let top = (room.y * 0.12).max(8.0);
        let area =
            Modal::default_area(id).role(Role::GenericContainer).anchor(Align2::CENTER_TOP, vec2(0.0, top));
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(cx.palette.scrim);
        let mut clicked = None;
        let response = modal.show(ctx, |ui| {
            let builder = UiBuilder::new().id_salt("dialog").sense(Sense::hover());
            let dialog = ui.scope_builder(builder, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                let field = self.field(ui, cx, width);
                let (rect, _) = ui.allocate_exact_size(vec2(width, 1.0), Sense::hover());
                ui.painter().hline(rect.x_range(), rect.center().y, line);
                clicked = self.list(ui, cx, field, vec2(width, list));
                self.foot(ui, cx, width);
            });
            let name = if self.mode == Mode::Commands { words.title } else { words.find };
            dialog.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, name));
            ctx.accesskit_node_builder(dialog.response.id, accesskit::Node::set_modal);
        });
        (clicked, response.backdrop_response.clicked())
    }

    fn field(&mut self, ui: &mut Ui, cx: &Cx<'_>, width: f32) -> Id {
        let words = &cx.words().action.palette;
        let (name, hint) = match self.mode {
            Mode::Commands => (words.title, words.hint),
            Mode::Find => (words.find, words.find_hint),
        };
        let edit = TextEdit::singleline(&mut self.query)
            .id(box_id())
            .font(fonts::words(15.0))
            .hint_text(hint)
            .frame(Frame::new().inner_margin(egui::Margin::symmetric(18, 0)))
            .align(Align2::LEFT_CENTER)
            // All of them are the list's: egui would go elsewhere.
            .event_filter(EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            })
            .desired_width(width)
            .min_size(vec2(width, BOX));
        let response = ui.add(edit).accessible_name(name);
        if !response.has_focus() {
            response.request_focus();
        }
        response.id
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, field: Id, room: egui::Vec2) -> Option<Pressed> {
        let words = &cx.words().action.palette;
        let mut clicked = None;
        let builder = UiBuilder::new().id_salt("list").sense(Sense::hover());
        let count = self.found.len();
        let ground = ui.scope_builder(builder, |ui| {
            ui.set_min_size(room);
            if self.found.is_empty() {
                let said = if self.mode == Mode::Commands { words.nothing } else { words.not_found };
                let rect = Rect::from_min_size(ui.max_rect().min, room).shrink2(vec2(18.0, 6.0));
                widgets::line(ui, rect, "nothing", |ui| {
                    widgets::words(ui, said, fonts::BODY, cx.palette.muted)
                });
                return;
            }
            let mut area =
                ScrollArea::vertical().id_salt("palette rows").max_height(room.y).auto_shrink([false, true]);
            if std::mem::take(&mut self.reveal) {
                area = area.vertical_scroll_offset(self.offset(ui, room.y));
            }
            let output = area.show_viewport(ui, |ui, viewport| {
                ui.set_height(count as f32 * ROW + 12.0);
                let edge = ui.max_rect().top() + 6.0;
                let first = ((viewport.min.y - 6.0) / ROW).floor().max(0.0) as usize;
                let last = ((viewport.max.y / ROW).ceil().max(0.0) as usize).min(count);
                for place in first..last {
                    let corner = pos2(ui.max_rect().left(), edge + place as f32 * ROW);
                    let rect =
                        Rect::from_min_size(corner, vec2(ui.max_rect().width(), ROW)).shrink2(vec2(8.0, 1.0));
                    let Some(entry) = self.found.get(place) else { continue };
                    if row(ui, cx, entry, (place, count), place == self.selected, rect) {
                        clicked = Some(Pressed::Use(place));
                    }
                }
            });
            ui.data_mut(|data| {
                data.insert_temp(Id::unique("palette offset"), output.state.clamped_offset().y)
            });
        });
        ground.response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, words.list));
        if count > 0 {
            let chosen = row_id(self.selected).accesskit_id();
            let list = ground.response.id.accesskit_id();
            ui.ctx().accesskit_node_builder(field, |node| {
                node.set_active_descendant(chosen);
                node.push_controlled(list);
            });
        }
        clicked
    }

    /// Where the list is to be scrolled so that the chosen entry is in sight.
    fn offset(&self, ui: &Ui, height: f32) -> f32 {
        let now: f32 = ui.data(|data| data.get_temp(Id::unique("palette offset"))).unwrap_or_default();
        let (top, bottom) = (self.selected as f32 * ROW, (self.selected + 1) as f32 * ROW + 12.0);
        now.clamp((bottom - height).max(0.0), top.max((bottom - height).max(0.0)))
    }

    fn foot(&self, ui: &mut Ui, cx: &Cx<'_>, width: f32) {
        let words = &cx.words().action.palette;
        let (rect, _) = ui.allocate_exact_size(vec2(width, FOOT), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, cx.palette.line));
        let inside = rect.shrink2(vec2(18.0, 0.0));
        let layout = egui::Layout::right_to_left(Align::Center);
        widgets::at(ui, inside, "palette foot", layout, |ui| {
            if self.mode == Mode::Commands {
                let count =
                    widgets::words(ui, &(words.found)(self.found.len()), fonts::TINY, cx.palette.muted);
                widgets::live(&count);
            }
            ui.with_layout(egui::Layout::left_to_right(Align::Center), |ui| {
                widgets::words(ui, words.keys, fonts::TINY, cx.palette.muted);
            });
        });
    }
}
