//! The fonts in the program, and the sizes that text is set in. Words are Inter, tokens JetBrains Mono, Korean
//! a subset of Noto Sans KR; what none of them has is left to the system's fonts (`assets/fonts/README.md`).

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};

/// Size of the empty window's title.
pub(crate) const HEADING: f32 = 19.0;
/// Size of a sheet's title.
pub(crate) const TITLE: f32 = 16.0;
/// Size of the verdict.
pub(crate) const VERDICT: f32 = 15.0;
/// Size of ordinary text.
pub(crate) const BODY: f32 = 13.0;
/// Size of explanations and second lines.
pub(crate) const SMALL: f32 = 12.0;
/// Size of badges and the status bar.
pub(crate) const TINY: f32 = 11.5;
/// Size of a section's name, which is set wide.
pub(crate) const LABEL: f32 = 10.5;
/// Size of tokens and JSON.
pub(crate) const CODE: f32 = 12.5;

const STRONG: &str = "strong";

/// Words.
pub(crate) fn words(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Words that stand out.
pub(crate) fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// Tokens, JSON, bytes.
pub(crate) fn code(size: f32) -> FontId {
    FontId::new(size, FontFamily::Monospace)
}

/// Gives egui the fonts.
pub(crate) fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let files: [(&str, &'static [u8]); 6] = [
        ("Inter", include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
        ("Inter SemiBold", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
        ("JetBrains Mono", include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf")),
        ("Symbols", include_bytes!("../../assets/fonts/Symbols.ttf")),
        ("Korean", include_bytes!("../../assets/fonts/NotoSansKR-Regular.ttf")),
        ("Korean SemiBold", include_bytes!("../../assets/fonts/NotoSansKR-SemiBold.ttf")),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families: [(FontFamily, &[&str]); 3] = [
        (FontFamily::Proportional, &["Inter", "Symbols", "Korean", "JetBrains Mono"]),
        (FontFamily::Monospace, &["JetBrains Mono", "Symbols", "Korean", "Inter"]),
        (
            FontFamily::Name(STRONG.into()),
            &["Inter SemiBold", "Symbols", "Korean SemiBold", "Inter", "JetBrains Mono"],
        ),
    ];
    for (family, names) in families {
        fonts.families.insert(family, names.iter().map(|name| (*name).to_owned()).collect());
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::text::{Fonts, TextOptions};

    #[test]
    fn every_family_draws_what_the_window_says() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        for family in [words(BODY), strong(BODY), code(CODE)] {
            for text in ["jotlens", "서명 유효", "■▲●◆◈✔✖▾×+☀☾…·⟨⟩→", "{\"a\": 1}"]
            {
                for found in text.chars() {
                    assert!(fonts.has_glyph(&family, found), "{found:?} in {family:?}");
                }
            }
        }
    }

    #[test]
    fn every_character_of_every_string_is_drawn() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let all = crate::text::tests::source::characters();
        assert!(all.len() > 500, "the texts were not found");
        for family in [words(BODY), strong(BODY), code(CODE)] {
            // What macOS writes chords with is not in the texts.
            for found in all.iter().copied().chain("⌘⌥⇧⌃".chars()) {
                assert!(fonts.has_glyph(&family, found), "{found:?} U+{:04X} in {family:?}", found as u32);
            }
        }
    }

    #[test]
    fn tokens_are_of_one_width() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(1.0);
        let width = view.glyph_width(&code(CODE), 'm');
        assert!((width - 7.5).abs() < 0.01, "{width}");
        for found in ['i', 'W', '.', '_', '-'] {
            assert!((view.glyph_width(&code(CODE), found) - width).abs() < 0.01, "{found}");
        }
    }
}
