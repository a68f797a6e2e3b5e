//! Large tokens: they are looked at in the background, and a steady frame costs what it costs with a small one.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use egui_kittest::kittest::Queryable as _;
use jotlens::encoding::base64url;

use super::*;

fn token(claims: usize) -> String {
    let mut payload = String::from("{");
    for claim in 0..claims {
        let _ = write!(payload, "\"claim_{claim}\":\"{}\",", "value ".repeat(14));
    }
    payload.push_str("\"last\":1}");
    format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(payload.as_bytes()))
}

/// Waits for the work in the background.
fn wait(harness: &mut Harness<'static, Window>, label: &str) {
    let start = Instant::now();
    while harness.query_by_label(label).is_none() {
        assert!(start.elapsed() < Duration::from_mins(1), "{:?}", said(harness));
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }
}

/// How much a steady frame lays out: the bytes of text in it, and one for each other shape.
fn drawn(harness: &mut Harness<'static, Window>) -> usize {
    fn of(shape: &egui::Shape) -> usize {
        match shape {
            egui::Shape::Vec(all) => all.iter().map(of).sum(),
            egui::Shape::Text(text) => text.galley.text().len(),
            _ => 1,
        }
    }
    harness.run_steps(5);
    harness.output().shapes.iter().map(|clipped| of(&clipped.shape)).sum()
}

/// Fails where a steady frame of `large` takes much longer than one of `small`: it went through more than it shows. The
/// two take turns and the quickest of many counts, so that what else the machine does slows both or none; how quick they
/// are is for the benchmark `window` to say.
pub(super) fn costs_the_same(small: &mut Harness<'static, Window>, large: &mut Harness<'static, Window>) {
    let frame = |window: &mut Harness<'static, Window>| {
        let start = Instant::now();
        window.step();
        start.elapsed()
    };
    let (mut short, mut long) = (Duration::MAX, Duration::MAX);
    for _ in 0..20 {
        (short, long) = (short.min(frame(small)), long.min(frame(large)));
    }
    assert!(long < short * 3 + Duration::from_millis(10), "{long:?} with much, {short:?} with little");
}

#[test]
fn a_steady_frame_costs_the_same_for_every_size() {
    let mut small = usual();
    paste(&mut small, &token(8));
    let mut large = usual();
    let text = token(100_000);
    assert!(text.len() > 10_000_000, "{}", text.len());
    paste(&mut large, &text);
    wait(&mut large, "claim_0");
    let (few, many) = (drawn(&mut small), drawn(&mut large));
    assert!(few > 1_000, "{few}");
    assert!(many < few * 3, "{many} with 10 MB, {few} with 1 kB");
    costs_the_same(&mut small, &mut large);
}

#[test]
fn a_long_text_is_not_edited_in_place() {
    let mut harness = usual();
    paste(&mut harness, &token(1_000));
    wait(&mut harness, "claim_0");
    assert!(harness.query_by_label(english().encoded.text_box).is_none());
    assert!(harness.query_by_label(english().encoded.replace).is_some());
    paste(&mut harness, TOKEN);
    assert!(harness.query_by_label(english().encoded.text_box).is_some());
}

#[test]
fn work_in_the_background_is_said() {
    let builder = Harness::builder().with_size([1360.0, 860.0]);
    let mut harness = build(builder, Settings::default(), 0);
    harness.event(Event::Paste(token(20_000)));
    harness.step();
    harness.step();
    assert!(harness.query_all_by_label(english().status.working).next().is_some(), "{:?}", said(&harness));
    wait(&mut harness, "claim_0");
    assert!(harness.query_by_label(english().status.working).is_none());
}

#[test]
fn extreme_shapes_are_drawn() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let long_name = format!("{{\"{}\":1}}", "n".repeat(10_000));
    let long_value = format!("{{\"v\":\"{}\"}}", "v".repeat(1_000_000));
    let lines = format!("{{\n{}\n\"z\":1}}", "\"a\":1,\n".repeat(50_000));
    for payload in [deep, long_name, long_value, lines, "한국어".repeat(40_000), "\u{202E}".repeat(20_000)]
    {
        let mut harness = usual();
        let name = payload.chars().take(20).collect::<String>();
        paste(&mut harness, &format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(payload.as_bytes())));
        wait(&mut harness, english().decoded.payload);
        harness.run();
        let drawn = drawn(&mut harness);
        assert!(drawn < 100_000, "{name}: {drawn}");
    }
    let mut harness = usual();
    paste(&mut harness, &".".repeat(250_000));
    harness.run_steps(10);
}

#[test]
fn choosing_a_finding_brings_its_place_into_sight() {
    let mut payload = String::from("{");
    for claim in 0..300 {
        let _ = write!(payload, "\"claim_{claim}\":1,");
    }
    payload.push_str("\"exp\":\"tomorrow\"}");
    let mut harness = usual();
    paste(&mut harness, &format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(payload.as_bytes())));
    wait(&mut harness, "claim_0");
    assert!(harness.query_by_label("claim_299").is_none());
    let about_exp = |label: &String| label.contains("exp ") || label.contains("“exp”");
    let found = harness
        .query_all_by_role(egui::accesskit::Role::ListBoxOption)
        .find(|node| node.accesskit_node().label().as_ref().is_some_and(about_exp))
        .expect("a finding about exp");
    found.click();
    harness.run();
    assert!(harness.query_by_label("claim_299").is_some(), "{:?}", said(&harness));
}
