//! Buttons of the design, each named for screen readers.

use egui::{
    Button, InnerResponse, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    containers::menu::MenuButton, vec2,
};

use crate::ui::fonts;
use crate::ui::theme::Palette;

/// An ordinary button.
pub(crate) fn button(ui: &mut Ui, text: &str) -> Response {
    ui.add(Button::new(RichText::new(text).font(fonts::words(fonts::BODY))))
}

/// The button that a person most likely wants.
pub(crate) fn primary(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    filled(ui, text, palette.accent)
}

/// A button in a colour of its own: a ring around it shows that it has the keyboard.
fn filled(ui: &mut Ui, text: &str, colour: egui::Color32) -> Response {
    let palette = Palette::of(ui);
    let label = RichText::new(text).font(fonts::strong(fonts::BODY)).color(palette.on_accent);
    let response = ui.add(Button::new(label).fill(colour).stroke(Stroke::new(1.0, colour)));
    if response.has_focus() {
        let ring = Stroke::new(2.0, palette.text);
        let radius = crate::ui::theme::size::RADIUS_BUTTON;
        ui.painter().rect_stroke(response.rect.expand(1.0), radius + 1, ring, StrokeKind::Outside);
    }
    response
}

/// An ordinary button that leads to something that cannot be undone.
pub(crate) fn dangerous(ui: &mut Ui, text: &str) -> Response {
    let colour = Palette::of(ui).bad;
    ui.add(Button::new(RichText::new(text).font(fonts::words(fonts::BODY)).color(colour)))
}

/// The button that does what cannot be undone.
pub(crate) fn danger(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    filled(ui, text, palette.bad)
}

/// A framed ×.
pub(crate) fn cross(ui: &mut Ui) -> Response {
    let label = RichText::new("×").font(fonts::words(18.0)).line_height(Some(18.0));
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(11.0, 2.0);
        ui.add(Button::new(label).min_size(vec2(34.0, crate::ui::theme::size::BUTTON)))
    })
    .inner
}

/// A button that is on or off; on, it is ticked.
pub(crate) fn switch(ui: &mut Ui, text: &str, on: bool) -> Response {
    let palette = Palette::of(ui);
    let (shown, colour) =
        if on { (format!("✔ {text}"), palette.accent) } else { (text.to_owned(), palette.text) };
    let response = ui.add(Button::new(RichText::new(shown).font(fonts::words(fonts::BODY)).color(colour)));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, on, text));
    response
}

/// A button that shows a sign only; `name` is its tooltip and its name for screen readers.
pub(crate) fn icon(ui: &mut Ui, sign: &str, name: &str) -> Response {
    icon_quiet(ui, sign, name).on_hover_text(name)
}

/// The same without a tooltip, for those who have more to say.
pub(crate) fn icon_quiet(ui: &mut Ui, sign: &str, name: &str) -> Response {
    let colour = Palette::of(ui).muted;
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(4.0, 2.0);
        ui.add(
            Button::new(RichText::new(sign).font(fonts::words(fonts::BODY)).color(colour))
                .frame_when_inactive(false)
                .small()
                .min_size(vec2(26.0, 26.0)),
        )
    })
    .inner
    .accessible_name(name)
}

/// An arrow that goes back, or forth again, without a frame; `name` says what it takes back.
pub(crate) fn step(ui: &mut Ui, forth: bool, name: &str) -> Response {
    let palette = Palette::of(ui);
    let enabled = ui.is_enabled();
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let lit = enabled && (response.hovered() || response.has_focus());
    if lit {
        ui.painter().rect_filled(rect, 5.0, palette.hovered);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 5.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
    }
    let colour = if lit { palette.text } else { palette.muted };
    let side = if forth { -1.0 } else { 1.0 };
    let at = |x: f32, y: f32| rect.center() + vec2(side * x, y);
    let stroke = Stroke::new(1.4, colour);
    // Two thirds of a circle that ends in the head of an arrow at its upper left.
    let bow = (0..=16).map(|step| {
        let angle = (-150.0 + 15.0 * step as f32).to_radians();
        at(0.5 + 4.6 * angle.cos(), 0.8 + 4.6 * angle.sin())
    });
    ui.painter().add(egui::Shape::line(bow.collect(), stroke));
    ui.painter().add(egui::Shape::line(vec![at(-4.6, -5.2), at(-3.9, -1.4), at(-0.2, -2.2)], stroke));
    response
}

/// A small × without a frame.
pub(crate) fn close(ui: &mut Ui, name: &str) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let lit = response.hovered() || response.has_focus();
    if lit {
        ui.painter().rect_filled(rect, 4.0, palette.hovered);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
    }
    let stroke = Stroke::new(1.2, if lit { palette.text } else { palette.muted });
    let arm = 3.3;
    for arm in [vec2(arm, arm), vec2(arm, -arm)] {
        ui.painter().line_segment([rect.center() - arm, rect.center() + arm], stroke);
    }
    response.on_hover_text(name)
}

/// A cogwheel without a frame, for the settings.
pub(crate) fn gear(ui: &mut Ui, name: &str) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 22.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let lit = response.hovered() || response.has_focus();
    if lit {
        ui.painter().rect_filled(rect, 5.0, palette.hovered);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 5.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
    }
    let colour = if lit { palette.text } else { palette.muted };
    let centre = rect.center();
    ui.painter().circle_stroke(centre, 3.9, Stroke::new(1.3, colour));
    ui.painter().circle_filled(centre, 1.3, colour);
    for tooth in 0..8 {
        let way = egui::Vec2::angled(tooth as f32 * std::f32::consts::FRAC_PI_4);
        ui.painter().line_segment([centre + 4.2 * way, centre + 6.2 * way], Stroke::new(1.7, colour));
    }
    response
}

/// A button that opens a menu.
pub(crate) fn menu<R>(ui: &mut Ui, text: &str, items: impl FnOnce(&mut Ui) -> R) -> InnerResponse<Option<R>> {
    let label = RichText::new(format!("{text} ▾")).font(fonts::words(fonts::BODY));
    let (response, inner) = MenuButton::from_button(Button::new(label)).ui(ui, |ui| {
        ui.spacing_mut().button_padding = vec2(9.0, 4.0);
        items(ui)
    });
    super::heard::opens_menu(&response);
    // The triangle says to the eye what the role says to a screen reader.
    InnerResponse::new(inner.map(|inner| inner.inner), response.accessible_name(text))
}

/// A small "⋯" that opens a menu; it is only drawn while it is pointed at, or `near` is, or has the keyboard.
pub(crate) fn more(ui: &mut Ui, name: &str, near: bool, items: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let colour = if near { palette.muted } else { egui::Color32::TRANSPARENT };
    let label = RichText::new("⋯").font(fonts::words(fonts::BODY)).color(colour);
    let (response, _) = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = vec2(5.0, 1.0);
            let button = Button::new(label).frame_when_inactive(false).small().min_size(vec2(26.0, 22.0));
            MenuButton::from_button(button).ui(ui, |ui| {
                ui.spacing_mut().button_padding = vec2(9.0, 4.0);
                items(ui);
            })
        })
        .inner;
    let response = response.accessible_name(name);
    super::heard::opens_menu(&response);
    if response.has_focus() {
        let at = response.rect.center();
        let stroke = Stroke::new(1.5, palette.accent);
        ui.painter().rect_stroke(response.rect, 4.0, stroke, StrokeKind::Inside);
        let font = fonts::words(fonts::BODY);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, "⋯", font, palette.text);
    }
}

/// An entry of a menu; ticked where it is what holds now.
pub(crate) fn menu_item(ui: &mut Ui, text: &str, chosen: bool) -> bool {
    menu_entry(ui, text, chosen).clicked()
}

/// The same with the keys that do it.
pub(crate) fn menu_chord(ui: &mut Ui, text: &str, chord: &str) -> Response {
    let muted = Palette::of(ui).muted;
    let chord = RichText::new(chord).font(fonts::words(fonts::SMALL)).color(muted);
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.spacing_mut().button_padding = vec2(9.0, 3.0);
    let label = RichText::new(text).font(fonts::words(fonts::BODY));
    ui.add(Button::new(label).shortcut_text(chord).small().min_size(vec2(150.0, 28.0))).accessible_name(text)
}

/// The same, for those who have more to say of it.
pub(crate) fn menu_entry(ui: &mut Ui, text: &str, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let colour = if chosen { palette.accent } else { palette.text };
    let shown = if chosen { format!("{text}  ✔") } else { text.to_owned() };
    let label = RichText::new(shown).font(fonts::words(fonts::BODY)).color(colour);
    let spacing = ui.spacing_mut();
    spacing.item_spacing.y = 1.0;
    spacing.button_padding = vec2(9.0, 3.0);
    ui.add(Button::new(label).small().min_size(vec2(150.0, 28.0))).accessible_name(text)
}
