//! The window: panels that read the state and ask for things. It draws, and that is all it does: whatever a person
//! asks for is queued as a command and done before the next frame.

mod actions;
mod bytes;
mod coloured;
mod cx;
mod empty;
mod encoded;
mod finding_card;
mod findings;
mod fonts;
mod ink;
mod input;
mod json_edit;
mod json_view;
mod key_rail;
mod layers;
mod lock;
mod marks;
mod memory;
mod mends;
mod notices;
mod palette;
mod panels;
mod parts;
mod rail_rows;
mod recent;
mod selective;
mod sheet;
mod shell;
mod signature;
mod signature_edit;
mod signing;
mod squiggle;
mod status;
mod table;
mod tabs;
mod theme;
mod timeline;
mod tools;
mod verdict;
mod visible;
mod widgets;
mod zoom;

use std::time::Duration;

use eframe::App;
use egui::{Context, Ui, UserAttentionType, ViewportCommand};

use crate::app::Core;
use crate::app::command::{Command, Effect};
use crate::app::place::WindowSize;
use crate::app::settings::Setting;
use crate::app::state::State;
use cx::Cx;
use memory::Memory;
use theme::Palette;

/// The window.
#[derive(Debug)]
pub struct Window {
    core: Core,
    panels: Panels,
    clock: fn() -> i64,
    /// Whether the person said that the window shall close whatever is in it.
    quits: bool,
    zoom: zoom::Zoom,
    /// How large it was in the last frame, as far as the system says.
    size: Option<WindowSize>,
}

/// All that is drawn, with what it remembers from frame to frame. Without the core, for tests.
#[derive(Debug, Default)]
pub struct Panels {
    memory: Memory,
    queue: Vec<Command>,
}

impl Window {
    /// A window on `core`, with fonts and themes installed. `clock` tells the time in Unix seconds.
    pub fn new(ctx: &Context, core: Core, clock: fn() -> i64) -> Self {
        install(ctx);
        Self { core, panels: Panels::default(), clock, quits: false, zoom: zoom::Zoom::default(), size: None }
    }

    /// The core, for those who open files or read the state.
    pub fn core(&mut self) -> &mut Core {
        &mut self.core
    }
}

/// Brings the window to the front, or, where the desktop does not let a window do that, asks for attention.
fn raise(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
    if ctx.input(|input| input.viewport().focused == Some(false)) {
        ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
    }
}

/// Gives egui our fonts and both themes.
pub fn install(ctx: &Context) {
    fonts::install(ctx);
    theme::install(ctx);
}

impl App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        let mut effects = self.core.poll((self.clock)());
        if ctx.input(|input| !input.events.is_empty()) {
            self.core.touch();
        }
        for command in self.panels.take() {
            effects.append(&mut self.core.update(command));
        }
        // After what was asked for in the last frame: it may be an edit.
        let closes = ctx.input(|input| input.viewport().close_requested());
        if closes && !self.quits && self.core.state.edited() > 0 {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            effects.append(&mut self.core.update(Command::AskQuit));
        }
        for effect in effects {
            match effect {
                Effect::CopyText(text) => ctx.copy_text(text),
                Effect::Quit => {
                    self.quits = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
                Effect::Raise => raise(ctx),
                Effect::Reveal(text) => {
                    let now = self.core.state.now;
                    self.panels.memory.sheets.reveal(text.0, now);
                }
                Effect::RequestPaste => {
                    self.panels.memory.paste_asked = true;
                    ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
                }
            }
        }
        theme::choose(ctx, self.core.state.settings.theme);
        if let Some(percent) = self.zoom.follow(ctx, self.core.state.settings.text_percent) {
            let _ = self.core.update(Command::Set(Setting::TextPercent(percent)));
        }
        self.size = zoom::size(ctx, self.size);
        // Else an idle window would never find out that it is time.
        if let Some(at) = self.core.due_at() {
            let wait = at.saturating_sub(self.core.state.now).max(0).unsigned_abs();
            ctx.request_repaint_after(Duration::from_secs(wait));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.panels.ui(ui, &self.core.state);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(size) = self.size {
            let _ = self.core.update(Command::KeepSize(size));
        }
        self.core.flush();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

impl Panels {
    /// Draws the window as `state` says.
    pub fn ui(&mut self, ui: &mut Ui, state: &State) {
        let Self { memory, queue } = self;
        let zone = memory.zone(state.settings.zone);
        let palette = Palette::of(ui);
        let mut cx = Cx { state, text: state.settings.language.text(), palette, zone: &zone, queue };
        if state.locked {
            lock::show(ui, &mut cx, memory);
            sheet::ask(ui, &mut cx, memory);
        } else {
            input::take(ui, &mut cx, memory);
            actions::listen(ui, &mut cx, memory);
            shell::show(ui, &mut cx, memory);
            sheet::show(ui, &mut cx, memory);
            palette::show(ui, &mut cx, memory);
            notices::show(ui, &mut cx);
        }
        memory.end_frame(ui);
        if !self.queue.is_empty() {
            ui.ctx().request_repaint();
        }
        let hides = self.memory.sheets.hides_at().map(|at| {
            Duration::from_secs(at.saturating_sub(state.now).clamp(1, sheet::HIDE_AFTER_SECS).unsigned_abs())
        });
        if let Some(wait) = next_count(state).into_iter().chain(hides).min() {
            ui.ctx().request_repaint_after(wait);
        }
    }

    /// What a person asked for since the last call.
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.queue)
    }
}

/// When the shown countdown says something else, if one is shown.
fn next_count(state: &State) -> Option<Duration> {
    let time = &state.token()?.time;
    if state.locked {
        return None;
    }
    if !timeline::counts_down(time) {
        return None;
    }
    let nearest =
        [time.expires_at, time.not_before].into_iter().flatten().map(|at| at.abs_diff(state.now)).min()?;
    // Up to an hour, seconds are shown; beyond that, minutes and longer.
    Some(Duration::from_secs(if nearest < 3_700 { 1 } else { 60 - (nearest % 60).min(59) }))
}
