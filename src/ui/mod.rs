//! The window: panels that read the state and ask for things. It draws, and that is all it does: whatever a person
//! asks for is queued as a command and done before the next frame.

mod bytes;
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
mod marks;
mod memory;
mod mends;
mod notices;
mod panels;
mod parts;
mod rail_rows;
mod selective;
mod sheet;
mod shell;
mod shortcuts;
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

use std::time::Duration;

use eframe::App;
use egui::{Context, Ui, ViewportCommand};

use crate::app::Core;
use crate::app::command::{Command, Effect};
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
        Self { core, panels: Panels::default(), clock, quits: false }
    }

    /// The core, for those who open files or read the state.
    pub fn core(&mut self) -> &mut Core {
        &mut self.core
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
        input::take(ui, &mut cx, memory);
        shortcuts::listen(ui, &mut cx, memory);
        shell::show(ui, &mut cx, memory);
        sheet::show(ui, &mut cx, memory);
        notices::show(ui, &mut cx);
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
    if !timeline::counts_down(time) {
        return None;
    }
    let nearest =
        [time.expires_at, time.not_before].into_iter().flatten().map(|at| at.abs_diff(state.now)).min()?;
    // Up to an hour, seconds are shown; beyond that, minutes and longer.
    Some(Duration::from_secs(if nearest < 3_700 { 1 } else { 60 - (nearest % 60).min(59) }))
}
