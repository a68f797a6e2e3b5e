//! The window without a screen: what a person does, and what is to be seen and read out then.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod keyboard;
mod keys;
mod large;
mod layout;
mod snapshots;
mod tokens;

use std::cell::Cell;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder, Node};
use jotlens::app::command::Command;
use jotlens::app::settings::{Language, Settings, ThemeChoice};
use jotlens::app::{Core, Env, VaultSource};
use jotlens::text::Words;
use jotlens::ui::Window;

/// The instant that all tests run at: 2026-11-20 22:38:24 UTC.
pub const NOW: i64 = 1_795_214_304;

/// Signed with HS256 and the secret below; expires in 2033.
pub const TOKEN: &str = concat!(
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
    ".eyJzdWIiOiJ1c2VyXzQ4MSIsIm5hbWUiOiJLaW0iLCJleHAiOjIwMDAwMDAwMDB9",
    ".AWRS0Yefdo53EWDMecDkWO6cbj0TQgGPLIHqaTKqMqM",
);

/// The secret that signed [`TOKEN`].
pub const SECRET: &str = "a secret of exactly 32 bytes ...";

thread_local! {
    static PASSED: Cell<i64> = const { Cell::new(0) };
}

fn clock() -> i64 {
    NOW + PASSED.get()
}

/// Lets seconds go by, for the windows of this test.
pub fn pass(harness: &mut Harness<'static, Window>, seconds: i64) {
    PASSED.set(PASSED.get() + seconds);
    harness.run();
}

fn random(buffer: &mut [u8]) -> bool {
    buffer.fill(7);
    true
}

/// A window of that size and theme.
pub fn window(size: impl Into<Vec2>, settings: Settings) -> Harness<'static, Window> {
    build(Harness::builder().with_size(size), settings, 32 << 10)
}

/// A window from what was set up for its harness; texts up to `inline_limit` bytes are looked at at once.
pub fn build(
    builder: HarnessBuilder<Window>,
    settings: Settings,
    inline_limit: usize,
) -> Harness<'static, Window> {
    let mut harness = builder.with_max_steps(12).build_eframe(move |creation| {
        let ctx = creation.egui_ctx.clone();
        let env =
            Env { now: NOW, random, vaults: VaultSource::in_memory(), clipboard: || None, inline_limit };
        let core = Core::new(env, settings, Arc::new(move || ctx.request_repaint()));
        Window::new(&creation.egui_ctx, core, clock)
    });
    harness.run();
    harness
}

/// A window of the usual size, dark and English.
pub fn usual() -> Harness<'static, Window> {
    window([1360.0, 860.0], Settings { theme: ThemeChoice::Dark, ..Settings::default() })
}

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    &language.text().words
}

/// The English words.
pub fn english() -> &'static Words {
    words(Language::English)
}

/// Does a command, as if a person had asked for it.
pub fn tell(harness: &mut Harness<'static, Window>, command: Command) {
    let _ = harness.state_mut().core().update(command);
    harness.run();
}

/// Pastes from the clipboard.
pub fn paste(harness: &mut Harness<'static, Window>, text: &str) {
    harness.event(Event::Paste(text.to_owned()));
    harness.run();
}

/// Clicks the only button of that name.
pub fn click(harness: &mut Harness<'static, Window>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run();
}

/// Everything that is read out, in order.
pub fn said(harness: &Harness<'static, Window>) -> Vec<String> {
    let label = |node: Node<'_>| node.accesskit_node().label().or_else(|| node.accesskit_node().value());
    harness.root().children_recursive().filter_map(label).collect()
}
