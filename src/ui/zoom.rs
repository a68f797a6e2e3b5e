//! How large everything is drawn, and how large the window is.

use egui::Context;

use crate::app::place::WindowSize;

/// Keeps the setting and what is drawn the same: egui's own chords (Ctrl/⌘ and +, −, 0) change what is drawn.
#[derive(Debug)]
pub(super) struct Zoom {
    /// The setting that was last given to egui.
    given: u16,
    /// What egui drew with in the last frame.
    drawn: Option<f32>,
}

impl Default for Zoom {
    fn default() -> Self {
        Self { given: 100, drawn: None }
    }
}

impl Zoom {
    /// Gives a new setting to egui; returns what the setting should become, where a chord changed what is drawn.
    pub(super) fn follow(&mut self, ctx: &Context, percent: u16) -> Option<u16> {
        let drawn = ctx.zoom_factor();
        let before = self.drawn.replace(drawn);
        if self.given != percent {
            self.given = percent;
            ctx.set_zoom_factor(f32::from(percent) / 100.0);
            // Nobody shall see a frame of the other size.
            ctx.request_discard("another text size");
            return None;
        }
        let now = (drawn * 100.0).round() as u16;
        let by_chord = before.is_some_and(|before| (before - drawn).abs() > 1e-3) && now != percent;
        // What the setting becomes may be nearer than what the chord wanted: it is given to egui again.
        by_chord.then(|| {
            self.given = now;
            now
        })
    }
}

/// The size of the window, before the text size; what it was where it has none of its own now.
pub(super) fn size(ctx: &Context, before: Option<WindowSize>) -> Option<WindowSize> {
    let zoom = ctx.zoom_factor();
    ctx.input(|input| {
        let viewport = input.viewport();
        let maximized = viewport.maximized.unwrap_or_default() || viewport.fullscreen.unwrap_or_default();
        if maximized {
            return before.map(|before| WindowSize { maximized, ..before });
        }
        if viewport.minimized.unwrap_or_default() {
            return before;
        }
        let size = viewport.inner_rect.or(viewport.outer_rect)?.size() * zoom;
        let side = |length: f32| length.round().clamp(0.0, f32::from(u16::MAX)) as u16;
        Some(WindowSize { width: side(size.x), height: side(size.y), maximized })
    })
}
