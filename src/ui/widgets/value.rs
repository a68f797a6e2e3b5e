//! A text that can be copied: by selecting it, by Ctrl/⌘+C while it has the focus, by its menu, and by the
//! button that shows while it is pointed at.

use egui::text::{LayoutJob, TextWrapping};
use egui::text_selection::LabelSelectionState;
use egui::{Event, Label, Rect, Response, Sense, Tooltip, Ui, pos2, vec2};

use super::button;
use super::place::line;
use crate::ui::theme::Palette;

/// A tooltip is not wider than this.
const TIP_WIDTH: f32 = 480.0;

/// A text on one line that can be copied.
pub(crate) struct Copyable<'a> {
    /// What is shown; shortened where there is no room.
    pub(crate) job: LayoutJob,
    /// What the menu's entry and the button are called, such as "Copy value".
    pub(crate) copy: &'a str,
}

impl Copyable<'_> {
    /// Draws it; says whether the whole is to be copied now.
    pub(crate) fn show(self, ui: &mut Ui) -> (Response, bool) {
        let Self { mut job, copy } = self;
        let full = job.clone();
        job.wrap = TextWrapping::truncate_at_width(ui.available_width());
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let elided = galley.elided;
        let response = ui.add(Label::new(galley).selectable(true).sense(Sense::click()));

        let mut wanted = response.has_focus() && copy_pressed(ui);
        response.context_menu(|ui| wanted |= button::menu_item(ui, copy, false));
        wanted |= hover_button(ui, &response, copy);
        if elided {
            tip(&response, |ui| {
                let mut job = full;
                job.wrap.max_width = TIP_WIDTH;
                ui.add(Label::new(job));
            });
        }
        (response, wanted)
    }
}

/// Explains `response` in a sentence, for the pointer and for the keyboard.
pub(crate) fn explained(response: &Response, sentence: &str, reference: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_description(format!("{sentence} ({reference})"));
    });
    tip(response, |ui| {
        ui.label(sentence);
        let muted = Palette::of(ui).muted;
        super::label::words(ui, reference, crate::ui::fonts::SMALL, muted);
    });
}

/// Says why `response` cannot be used now, to the pointer and to screen readers.
pub(crate) fn disabled_because(response: Response, why: &str) -> Response {
    if !response.enabled() {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_description(why));
    }
    response.on_disabled_hover_text(why)
}

fn tip(response: &Response, contents: impl FnOnce(&mut Ui)) {
    let tooltip =
        if response.has_focus() { Tooltip::for_widget(response) } else { Tooltip::for_enabled(response) };
    tooltip.width(TIP_WIDTH).show(|ui| {
        ui.set_max_width(TIP_WIDTH);
        contents(ui);
    });
}

/// Ctrl/⌘+C, unless some text is selected: then that is what is meant.
fn copy_pressed(ui: &Ui) -> bool {
    ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)))
        && !ui.ctx().plugin_or_default::<LabelSelectionState>().lock().has_selection()
}

fn hover_button(ui: &mut Ui, response: &Response, name: &str) -> bool {
    let row = response.rect.expand2(vec2(0.0, 4.0));
    // Beside the text, or over its end where there is no room.
    let left = (row.right() + 2.0).min(ui.max_rect().right() - 26.0);
    let rect = Rect::from_min_max(pos2(left, row.top()), pos2(left + 26.0, row.bottom()));
    let near = row.union(rect);
    if !ui.rect_contains_pointer(near)
        || ui.input(|input| input.pointer.any_down() && !input.pointer.any_pressed())
    {
        return false;
    }
    let palette = Palette::of(ui);
    line(ui, rect, (response.id, "copy"), |ui| {
        ui.painter().rect_filled(rect.shrink(1.0), 5.0, palette.raised);
        button::icon(ui, "⧉", name).clicked()
    })
}
