//! Cards: a plain one, and the one with the coloured stripe that says which segment it is of.

use egui::{
    Align, Color32, CornerRadius, Frame, InnerResponse, Layout, Margin, Rect, Response, Stroke, Ui, pos2,
    vec2,
};

use super::label;
use super::place::column;
use super::value::explained;
use crate::ui::fonts;
use crate::ui::theme::{Palette, size};

/// A framed card as wide as there is room.
pub(crate) fn card<R>(
    ui: &mut Ui,
    stroke: Stroke,
    fill: Color32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    Frame::new()
        .fill(fill)
        .stroke(stroke)
        .corner_radius(size::RADIUS)
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
}

/// A card with a stripe on its left and a title above its body.
pub(crate) struct StripedCard<'a> {
    /// The stripe's and the title's colour.
    pub(crate) colour: Color32,
    /// The title.
    pub(crate) title: &'a str,
    /// What is said beside the title, muted.
    pub(crate) aside: Option<&'a str>,
    /// What the title means: a sentence, and the standard behind it.
    pub(crate) meaning: Option<(&'a str, &'a str)>,
}

impl StripedCard<'_> {
    /// Draws the card in `rect`: `tools` at the right of the title, `body` in what is left below. Gives the title.
    pub(crate) fn show(
        &self,
        ui: &mut Ui,
        rect: Rect,
        tools: impl FnOnce(&mut Ui),
        body: impl FnOnce(&mut Ui),
    ) -> Response {
        self.paint(ui, rect);
        let title = Rect::from_min_max(
            rect.min + vec2(size::STRIPE + 12.0, 0.0),
            pos2(rect.right() - 12.0, rect.top() + size::TITLE),
        );
        let name = column(ui, title, (self.title, "title"), |ui| {
            title_bar(ui, (self.title, self.meaning), self.colour, self.aside, tools)
        });
        let body_rect = Rect::from_min_max(
            pos2(rect.left() + size::STRIPE, rect.top() + size::TITLE + 1.0),
            rect.max - vec2(1.0, 1.0),
        );
        if body_rect.height() > 4.0 {
            column(ui, body_rect, (self.title, "body"), |ui| {
                ui.shrink_clip_rect(body_rect);
                body(ui);
            });
        }
        name
    }

    fn paint(&self, ui: &Ui, rect: Rect) {
        let palette = Palette::of(ui);
        let painter = ui.painter();
        painter.rect_filled(rect, size::RADIUS, palette.line);
        let stripe =
            Rect::from_min_max(rect.min, pos2(rect.left() + f32::from(size::RADIUS) - 2.0, rect.bottom()));
        painter.with_clip_rect(stripe).rect_filled(rect, size::RADIUS, self.colour);
        let inner =
            Rect::from_min_max(pos2(rect.left() + size::STRIPE, rect.top() + 1.0), rect.max - vec2(1.0, 1.0));
        let corner = CornerRadius {
            nw: size::RADIUS - 2,
            sw: size::RADIUS - 2,
            ..CornerRadius::same(size::RADIUS - 1)
        };
        painter.rect_filled(inner, corner, palette.panel);
        if rect.height() > size::TITLE + 4.0 {
            painter.hline(inner.x_range(), rect.top() + size::TITLE + 0.5, Stroke::new(1.0, palette.line));
        }
    }
}

/// A title at the left, what is said beside it, and tools at the right. Gives the title.
pub(crate) fn title_bar(
    ui: &mut Ui,
    (title, meaning): (&str, Option<(&str, &str)>),
    colour: Color32,
    aside: Option<&str>,
    tools: impl FnOnce(&mut Ui),
) -> Response {
    let muted = Palette::of(ui).muted;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        tools(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let name = match meaning {
                Some((sentence, reference)) => {
                    let name = label::explained_section(ui, title, colour);
                    explained(&name, sentence, reference);
                    name
                }
                None => label::section(ui, title, colour),
            };
            if let Some(aside) = aside {
                label::words(ui, aside, fonts::SMALL, muted);
            }
            name
        })
        .inner
    })
    .inner
}
