//! The look in one place: colours of both themes, distances, radii, sizes, and how they become egui's styles.
//! Nothing else constructs a colour. Every text colour is readable on every ground it stands on (contrast of
//! 4.5 and more), and a test proves it.

use std::sync::Arc;

use egui::epaint::FontColorTransferFunction;
use egui::style::{ScrollStyle, Selection, WidgetVisuals};
use egui::{
    Color32, Context, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Theme, ThemePreference, Ui,
    vec2,
};

use super::fonts;
use crate::app::settings::ThemeChoice;
use crate::inspect::finding::Severity;
use crate::jose::token::Role;

/// Distances and sizes, in points.
pub(crate) mod size {
    /// Height of the top bar.
    pub(crate) const TOP_BAR: f32 = 44.0;
    /// Height of the status bar.
    pub(crate) const STATUS_BAR: f32 = 28.0;
    /// Width of the key rail, at first.
    pub(crate) const RAIL: f32 = 248.0;
    /// Width of the middle column, at first.
    pub(crate) const MIDDLE: f32 = 430.0;
    /// Between a column's edge and what is in it.
    pub(crate) const GUTTER: f32 = 14.0;
    /// Between cards.
    pub(crate) const GAP: f32 = 12.0;
    /// Height of a row of a table.
    pub(crate) const ROW: f32 = 26.0;
    /// Height of a row of code.
    pub(crate) const CODE_ROW: f32 = 20.0;
    /// Height of a button.
    pub(crate) const BUTTON: f32 = 30.0;
    /// Height of a panel's title.
    pub(crate) const TITLE: f32 = 38.0;
    /// Width of the stripe that says which segment a panel is of.
    pub(crate) const STRIPE: f32 = 3.0;
    /// Corners of sheets.
    pub(crate) const RADIUS_SHEET: u8 = 13;
    /// Corners of cards.
    pub(crate) const RADIUS: u8 = 9;
    /// Corners of buttons and text boxes.
    pub(crate) const RADIUS_BUTTON: u8 = 7;
    /// Corners of badges.
    pub(crate) const RADIUS_BADGE: u8 = 5;
    /// Narrower than this, the key rail folds away.
    pub(crate) const FOLD_RAIL: f32 = 900.0;
    /// Narrower than this, the decoded column goes below.
    pub(crate) const FOLD_DECODED: f32 = 700.0;
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Palette {
    /// Behind everything.
    pub(crate) window: Color32,
    /// The bars and the key rail.
    pub(crate) rail: Color32,
    /// Cards and text boxes.
    pub(crate) panel: Color32,
    /// Buttons, and what is selected.
    pub(crate) raised: Color32,
    /// A button that is pointed at.
    pub(crate) hovered: Color32,
    /// Lines between and around.
    pub(crate) line: Color32,
    /// Text.
    pub(crate) text: Color32,
    /// Text that matters less.
    pub(crate) muted: Color32,
    /// The header segment.
    pub(crate) header: Color32,
    /// The payload segment; a JWE's encrypted key.
    pub(crate) payload: Color32,
    /// The signature segment; a JWE's initialisation vector.
    pub(crate) signature: Color32,
    /// A JWE's ciphertext.
    pub(crate) ciphertext: Color32,
    /// A JWE's tag.
    pub(crate) tag: Color32,
    /// What is right.
    pub(crate) good: Color32,
    /// What deserves a look.
    pub(crate) warn: Color32,
    /// What is wrong.
    pub(crate) bad: Color32,
    /// Links, focus, the main button.
    pub(crate) accent: Color32,
    /// Text on the accent.
    pub(crate) on_accent: Color32,
    /// Ground of a card that says "right".
    pub(crate) good_ground: Color32,
    /// Ground of a card that says "look".
    pub(crate) warn_ground: Color32,
    /// Ground of a card that says "wrong".
    pub(crate) bad_ground: Color32,
    /// Ground of selected text.
    pub(crate) selection: Color32,
    /// Shadow under what floats.
    pub(crate) shadow: Color32,
    /// Over the window, while a sheet lies on it.
    pub(crate) scrim: Color32,
}

/// The dark theme.
pub(crate) const DARK: Palette = Palette {
    window: hex(0x0F_1216),
    rail: hex(0x12_161B),
    panel: hex(0x17_1C23),
    raised: hex(0x1E_242D),
    hovered: hex(0x27_2E39),
    line: hex(0x2A_313C),
    text: hex(0xE7_EAF0),
    muted: hex(0x8D_96A6),
    header: hex(0xFF_7A90),
    payload: hex(0xBB_9AFF),
    signature: hex(0x4C_C9EE),
    ciphertext: hex(0xF0_A04B),
    tag: hex(0xE3_C65A),
    good: hex(0x45_D39A),
    warn: hex(0xF5_B754),
    bad: hex(0xFF_6B6B),
    accent: hex(0x5B_8CFF),
    on_accent: hex(0x0B_0E13),
    good_ground: hex(0x17_2A29),
    warn_ground: hex(0x2A_2620),
    bad_ground: hex(0x2B_2026),
    selection: hex(0x2B_4174),
    shadow: shade(110),
    scrim: shade(122),
};

/// The light theme.
pub(crate) const LIGHT: Palette = Palette {
    window: hex(0xF4_F5F7),
    rail: hex(0xEC_EEF2),
    panel: hex(0xFF_FFFF),
    raised: hex(0xF3_F5F8),
    hovered: hex(0xE9_ECF1),
    line: hex(0xDF_E3E9),
    text: hex(0x1A_1F28),
    muted: hex(0x5C_6675),
    header: hex(0xC2_1F4A),
    payload: hex(0x6D_34DC),
    signature: hex(0x08_728F),
    ciphertext: hex(0x9A_4A00),
    tag: hex(0x7A_5B00),
    good: hex(0x0D_7A4F),
    warn: hex(0x8F_5B00),
    bad: hex(0xC0_2626),
    accent: hex(0x2F_62E0),
    on_accent: hex(0xFF_FFFF),
    good_ground: hex(0xE7_F1EC),
    warn_ground: hex(0xF6_F0E4),
    bad_ground: hex(0xFA_ECEC),
    selection: hex(0xCF_DCFB),
    shadow: shade(40),
    scrim: shade(104),
};

/// How good or bad something is; a colour never says it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Right.
    Good,
    /// Deserves a look.
    Warn,
    /// Wrong.
    Bad,
    /// Neither.
    Plain,
}

impl Palette {
    /// The colours of the theme that `ui` is drawn in.
    pub(crate) fn of(ui: &Ui) -> &'static Self {
        Self::when(ui.visuals().dark_mode)
    }

    /// The dark colours or the light ones.
    pub(crate) const fn when(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// The colour of a segment.
    pub(crate) const fn role(&self, role: Role) -> Color32 {
        match role {
            Role::Header => self.header,
            Role::Payload | Role::EncryptedKey => self.payload,
            Role::Signature | Role::Iv => self.signature,
            Role::Ciphertext => self.ciphertext,
            Role::Tag | Role::Extra => self.tag,
        }
    }

    /// The colour of a severity's shape.
    pub(crate) const fn severity(&self, severity: Severity) -> Color32 {
        match severity {
            Severity::Critical | Severity::High => self.bad,
            Severity::Medium | Severity::Low => self.warn,
            Severity::Info => self.accent,
        }
    }

    /// The colour of a tone's words and lines.
    pub(crate) const fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Good => self.good,
            Tone::Warn => self.warn,
            Tone::Bad => self.bad,
            Tone::Plain => self.muted,
        }
    }

    /// The ground of a card of that tone.
    pub(crate) const fn ground(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Good => self.good_ground,
            Tone::Warn => self.warn_ground,
            Tone::Bad => self.bad_ground,
            Tone::Plain => self.panel,
        }
    }
}

/// Gives egui both themes.
pub(crate) fn install(ctx: &Context) {
    for theme in [Theme::Dark, Theme::Light] {
        ctx.set_style_of(theme, Arc::new(style(theme)));
    }
}

/// Follows the user's choice of theme.
pub(crate) fn choose(ctx: &Context, choice: ThemeChoice) {
    let preference = match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Dark => ThemePreference::Dark,
        ThemeChoice::Light => ThemePreference::Light,
    };
    if ctx.options(|options| options.theme_preference) != preference {
        ctx.set_theme(preference);
    }
}

fn style(theme: Theme) -> Style {
    let palette = Palette::when(theme == Theme::Dark);
    let mut style = Style { visuals: theme.default_visuals(), ..Style::default() };
    style.text_styles = [
        (TextStyle::Heading, fonts::strong(fonts::HEADING)),
        (TextStyle::Body, fonts::words(fonts::BODY)),
        (TextStyle::Button, fonts::words(fonts::BODY)),
        (TextStyle::Small, fonts::words(fonts::SMALL)),
        (TextStyle::Monospace, fonts::code(fonts::CODE)),
    ]
    .into();
    style.animation_time = 0.0;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.url_in_tooltip = true;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 8.0);
    spacing.button_padding = vec2(11.0, 5.0);
    spacing.interact_size = vec2(32.0, size::BUTTON);
    spacing.menu_margin = Margin::same(6);
    spacing.tooltip_width = 360.0;
    spacing.icon_spacing = 6.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, floating_allocated_width: 0.0, ..ScrollStyle::floating() };

    style.interaction.tooltip_delay = 0.25;
    style.interaction.selectable_labels = false;
    colours(&mut style, palette);
    style
}

fn colours(style: &mut Style, palette: &Palette) {
    let line = Stroke::new(1.0, palette.line);
    let state = |fill: Color32, stroke: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius: CornerRadius::same(size::RADIUS_BUTTON),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let visuals = &mut style.visuals;
    visuals.widgets.noninteractive = state(palette.panel, line, palette.text);
    visuals.widgets.inactive = state(palette.raised, line, palette.text);
    visuals.widgets.hovered = state(palette.hovered, line, palette.text);
    visuals.widgets.active = state(palette.hovered, Stroke::new(1.5, palette.accent), palette.text);
    visuals.widgets.open = state(palette.hovered, line, palette.text);
    visuals.selection = Selection { bg_fill: palette.selection, stroke: Stroke::new(1.5, palette.accent) };
    visuals.override_text_color = None;
    // Hinting draws small type taller and heavier than it is.
    visuals.text_options.font_hinting = false;
    visuals.text_options.color_transfer_function =
        FontColorTransferFunction::Gamma(if visuals.dark_mode { 0.75 } else { 0.9 });
    visuals.weak_text_color = Some(palette.muted);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.raised;
    visuals.extreme_bg_color = palette.panel;
    visuals.text_edit_bg_color = Some(palette.panel);
    visuals.code_bg_color = palette.raised;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = line;
    visuals.window_corner_radius = CornerRadius::same(size::RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(size::RADIUS);
    visuals.panel_fill = palette.window;
    let shadow = Shadow { offset: [0, 6], blur: 18, spread: 0, color: palette.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    // A blinking cursor would wake an idle window twice a second.
    visuals.text_cursor.blink = false;
}

#[expect(clippy::disallowed_methods, reason = "this is where colours are made")]
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn shade(alpha: u8) -> Color32 {
    Color32::from_black_alpha(alpha)
}

#[cfg(test)]
mod tests;
