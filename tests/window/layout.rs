//! How the window folds as it gets narrow, and that nothing jumps.

use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::{Command, Example};
use jotlens::app::settings::{Settings, ThemeChoice};

use super::tokens::secret;
use super::*;

fn of_width(width: f32) -> Harness<'static, Window> {
    let mut harness = window([width, 800.0], Settings { theme: ThemeChoice::Dark, ..Settings::default() });
    tell(&mut harness, Command::ShowExample(Example::Good));
    harness
}

#[test]
fn the_rail_folds_away_behind_a_button() {
    let mut harness = of_width(880.0);
    assert!(harness.query_by_label(english().keys.search).is_none());
    click(&mut harness, english().bar.show_keys);
    assert!(harness.query_by_label(english().keys.search).is_some());
    click(&mut harness, english().bar.hide_keys);
    assert!(harness.query_by_label(english().keys.search).is_none());
    let harness = of_width(900.0);
    assert!(harness.query_by_label(english().bar.show_keys).is_none());
    assert!(harness.query_by_label(english().keys.search).is_some());
}

#[test]
fn the_decoded_column_goes_below() {
    let words = english();
    let (encoded, header) = (words.encoded.title, words.decoded.header);
    let side = of_width(760.0);
    assert!(side.get_by_label(header).rect().left() > side.get_by_label(encoded).rect().right());
    let below = of_width(680.0);
    let distance = below.get_by_label(header).rect().left() - below.get_by_label(encoded).rect().left();
    assert!(distance.abs() < 30.0, "{distance}");
    assert!(below.get_by_label(header).rect().top() > below.get_by_label(encoded).rect().bottom());
}

#[test]
fn panels_stay_where_they_are_when_the_verdict_changes() {
    let mut harness = usual();
    paste(&mut harness, TOKEN);
    let header = english().decoded.header;
    let before = harness.get_by_label(header).rect();
    tell(&mut harness, Command::ImportSecret(secret(SECRET)));
    assert_eq!(harness.get_by_label(header).rect(), before, "valid");
    tell(&mut harness, Command::AskDelete(0));
    tell(&mut harness, Command::DeleteKey);
    tell(&mut harness, Command::ImportSecret(secret("a secret that is not the right one")));
    assert_eq!(harness.get_by_label(header).rect(), before, "invalid");
}

#[test]
fn small_windows_work() {
    for (width, height) in [(480.0, 400.0), (320.0, 240.0), (1360.0, 300.0)] {
        let mut harness = window([width, height], Settings::default());
        harness.run();
        for example in [Example::Good, Example::Failing, Example::Encrypted] {
            tell(&mut harness, Command::ShowExample(example));
        }
        tell(&mut harness, Command::OpenImport);
    }
}
