//! The colours: readable on every ground, and told apart by those who lack a kind of cone.

use super::*;

/// WCAG 2.1 relative luminance.
fn luminance(colour: Color32) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_the_one_of_the_standard() {
    assert!((contrast(hex(0), hex(0xFF_FFFF)) - 21.0).abs() < 0.01);
    assert!((contrast(hex(0x77_7777), hex(0xFF_FFFF)) - 4.48).abs() < 0.01);
}

#[test]
fn every_text_is_readable_on_every_ground() {
    for (theme, p) in [("dark", DARK), ("light", LIGHT)] {
        let grounds = [("window", p.window), ("rail", p.rail), ("panel", p.panel), ("raised", p.raised)];
        let mut pairs = vec![
            ("text", p.text, "selection", p.selection),
            ("text", p.text, "hovered", p.hovered),
            ("muted", p.muted, "hovered", p.hovered),
            ("on_accent", p.on_accent, "accent", p.accent),
            ("on_accent", p.on_accent, "bad", p.bad),
        ];
        for ground in [p.good_ground, p.warn_ground, p.bad_ground] {
            pairs.push(("text", p.text, "tinted", ground));
            pairs.push(("muted", p.muted, "tinted", ground));
        }
        pairs.push(("good", p.good, "good_ground", p.good_ground));
        pairs.push(("warn", p.warn, "warn_ground", p.warn_ground));
        pairs.push(("bad", p.bad, "bad_ground", p.bad_ground));
        let colours = [
            ("text", p.text),
            ("muted", p.muted),
            ("header", p.header),
            ("payload", p.payload),
            ("signature", p.signature),
            ("ciphertext", p.ciphertext),
            ("tag", p.tag),
            ("good", p.good),
            ("warn", p.warn),
            ("bad", p.bad),
        ];
        for (name, colour) in colours {
            for (on, ground) in grounds {
                pairs.push((name, colour, on, ground));
            }
        }
        pairs.push(("accent", p.accent, "panel", p.panel));
        for (name, colour, on, ground) in pairs {
            let found = contrast(colour, ground);
            assert!(found >= 4.5, "{theme}: {name} on {on} has a contrast of {found:.2}");
        }
    }
}

#[test]
fn roles_that_stand_side_by_side_differ() {
    for p in [DARK, LIGHT] {
        let jws = [Role::Header, Role::Payload, Role::Signature];
        let jwe = [Role::Header, Role::EncryptedKey, Role::Iv, Role::Ciphertext, Role::Tag];
        for roles in [&jws[..], &jwe[..]] {
            for pair in roles.windows(2) {
                assert_ne!(p.role(pair[0]), p.role(pair[1]), "{pair:?}");
            }
        }
    }
}

/// How somebody sees who lacks one kind of cone: matrices on linear sRGB.
struct Sight {
    name: &'static str,
    matrix: [[f64; 3]; 3],
}

/// Everybody, and those without the cones for red (protanopia) and for green (deuteranopia), after Machado, Oliveira and
/// Fernandes 2009, and after Viénot, Brettel and Mollon 1999.
const SIGHTS: [Sight; 5] = [
    Sight { name: "all cones", matrix: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]] },
    Sight {
        name: "protanopia (Machado)",
        matrix: [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    },
    Sight {
        name: "deuteranopia (Machado)",
        matrix: [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    },
    Sight {
        name: "protanopia (Viénot)",
        matrix: [[0.112_38, 0.887_62, 0.0], [0.112_38, 0.887_62, 0.0], [0.004_01, -0.004_01, 1.0]],
    },
    Sight {
        name: "deuteranopia (Viénot)",
        matrix: [[0.292_75, 0.707_25, 0.0], [0.292_75, 0.707_25, 0.0], [-0.022_34, 0.022_34, 1.0]],
    },
];

impl Sight {
    /// A colour as it is seen, in linear sRGB.
    fn sees(&self, colour: Color32) -> [f64; 3] {
        let linear = linear(colour);
        self.matrix.map(|row| {
            let seen: f64 = row.iter().zip(linear).map(|(factor, part)| factor * part).sum();
            seen.clamp(0.0, 1.0)
        })
    }

    /// WCAG's contrast of two colours as they are seen.
    fn contrast(&self, one: Color32, other: Color32) -> f64 {
        let [one, other] = [one, other].map(|colour| luminance_of(self.sees(colour)));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// How far apart two colours are seen: CIE 1976, where 2.3 is just noticeable.
    fn distance(&self, one: Color32, other: Color32) -> f64 {
        let [one, other] = [one, other].map(|colour| lab(self.sees(colour)));
        one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
    }
}

fn linear(colour: Color32) -> [f64; 3] {
    [colour.r(), colour.g(), colour.b()].map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance_of([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505;
    let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890;
    let [x, y, z] = [x, luminance_of([red, green, blue]), z]
        .map(|part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn those_who_lack_a_cone_see_what_they_are_said_to_see() {
    let (red, green) = (hex(0xFF_0000), hex(0x00_A000));
    for sight in &SIGHTS[1..] {
        assert!(sight.distance(red, green) < SIGHTS[0].distance(red, green) / 2.0, "{}", sight.name);
        assert!(sight.distance(hex(0), hex(0xFF_FFFF)) > 95.0, "{}: black and white stay", sight.name);
    }
}

/// The parts of a token stand side by side, so a little is enough; but it is never all: see the next test.
#[test]
fn the_parts_of_a_token_are_told_apart_without_red_or_green() {
    for (theme, p) in [("dark", DARK), ("light", LIGHT)] {
        for sight in &SIGHTS {
            let parts = [p.header, p.payload, p.signature];
            for (one, other) in [(0, 1), (1, 2), (0, 2)] {
                let found = sight.distance(parts[one], parts[other]);
                assert!(
                    found > 10.0,
                    "{theme}, {}: parts {one} and {other} are {found:.1} apart",
                    sight.name
                );
            }
        }
    }
}

/// Between two parts stands a dot that differs in brightness from both, whatever their hue; beside each panel its name.
#[test]
fn what_is_between_the_parts_differs_in_more_than_hue() {
    for (theme, p) in [("dark", DARK), ("light", LIGHT)] {
        for sight in &SIGHTS {
            for part in [p.header, p.payload, p.signature, p.ciphertext, p.tag] {
                let found = sight.contrast(p.text, part);
                assert!(found > 1.3, "{theme}, {}: the dot has a contrast of {found:.2}", sight.name);
            }
        }
    }
}

#[test]
fn severities_and_verdicts_differ_in_more_than_hue() {
    use crate::ui::widgets::Form;
    let all = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];
    let forms: std::collections::HashSet<Form> = all.map(Form::of).into();
    assert_eq!(forms.len(), all.len(), "two severities have one form");
    for language in crate::text::Language::ALL {
        let words: std::collections::HashSet<&str> =
            all.map(|severity| language.text().severity(severity)).into();
        assert_eq!(words.len(), all.len(), "{language:?}: two severities have one word");
    }
}

#[test]
fn text_is_readable_without_red_or_green() {
    for (theme, p) in [("dark", DARK), ("light", LIGHT)] {
        for sight in &SIGHTS {
            let colours = [p.text, p.muted, p.header, p.payload, p.signature, p.good, p.warn, p.bad];
            for colour in colours {
                let found = sight.contrast(colour, p.panel);
                // The limit is for all cones; what is lost of it must stay small.
                assert!(found > 3.0, "{theme}, {}: {colour:?} has a contrast of {found:.2}", sight.name);
            }
        }
    }
}

#[test]
fn the_ring_of_the_focus_is_seen_by_everybody() {
    for (theme, p) in [("dark", DARK), ("light", LIGHT)] {
        for sight in &SIGHTS {
            for ground in [p.window, p.rail, p.panel, p.raised] {
                // The text's colour is that of the ring about a filled button: it stands on the ground.
                for ring in [p.accent, p.text] {
                    let found = sight.contrast(ring, ground);
                    assert!(found >= 3.0, "{theme}, {}: {found:.2}", sight.name);
                }
            }
        }
    }
}
