//! The window without a screen: what a person does, and what is to be seen and read out then.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod access;
mod bench;
mod diagnosis;
mod edit;
mod encrypt;
mod files;
mod findings;
mod focus;
mod import;
mod keyboard;
mod keys;
mod large;
mod layers;
mod layout;
mod palette;
mod pictures;
mod selective;
mod settings;
mod sheets;
mod snapshots;
mod tokens;

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder, Node};
use jotlens::app::action::Action;
use jotlens::app::command::Command;
use jotlens::app::settings::{Language, Settings, ThemeChoice};
use jotlens::app::{Core, Env, Folder, VaultSource};
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

/// Numbers that are never the same twice: names of stored keys must differ.
fn random(buffer: &mut [u8]) -> bool {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    for byte in buffer.iter_mut() {
        let count = COUNT.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        *byte = (count >> 32) as u8;
    }
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
    with_vaults(builder, settings, inline_limit, VaultSource::in_memory())
}

/// The same with vaults of one's own.
pub fn with_vaults(
    builder: HarnessBuilder<Window>,
    settings: Settings,
    inline_limit: usize,
    vaults: VaultSource,
) -> Harness<'static, Window> {
    let mut harness = builder.with_max_steps(12).build_eframe(move |creation| {
        let ctx = creation.egui_ctx.clone();
        let env = Env { now: NOW, random, vaults, clipboard: || None, folder: Folder::none(), inline_limit };
        let core = Core::new(env, settings, Arc::new(move || ctx.request_repaint()));
        Window::new(&creation.egui_ctx, core, clock)
    });
    settle(&mut harness);
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

/// What something is called in English.
pub fn name(action: Action) -> String {
    (english().action.name)(action).full.into_owned()
}

/// Lets the jobs end: the vault is only asked in one.
pub(crate) fn settle(harness: &mut Harness<'static, Window>) {
    let started = Instant::now();
    harness.run();
    while harness.state_mut().core().is_busy() {
        assert!(started.elapsed() < Duration::from_mins(1), "the jobs never end");
        std::thread::sleep(Duration::from_millis(1));
        harness.run();
    }
    harness.run();
}

/// Does a command, as if a person had asked for it.
pub fn tell(harness: &mut Harness<'static, Window>, command: Command) {
    let _ = harness.state_mut().core().update(command);
    settle(harness);
}

/// The text box of that name.
pub(crate) fn text_box<'a>(harness: &'a Harness<'static, Window>, name: &'a str) -> Node<'a> {
    let all = [Role::TextInput, Role::PasswordInput, Role::MultilineTextInput];
    all.into_iter().find_map(|role| harness.query_by_role_and_label(role, name)).unwrap()
}

/// Types into the box of that name.
pub(crate) fn type_into(harness: &mut Harness<'static, Window>, name: &str, text: &str) {
    text_box(harness, name).focus();
    harness.run();
    text_box(harness, name).type_text(text);
    harness.run();
}

/// Chooses a radio button of that name: in a sheet, if one is open.
pub(crate) fn choose(harness: &mut Harness<'static, Window>, name: &str) {
    harness.query_all_by_role_and_label(Role::RadioButton, name).last().unwrap().click();
    settle(harness);
}

/// Pastes from the clipboard.
pub fn paste(harness: &mut Harness<'static, Window>, text: &str) {
    harness.event(Event::Paste(text.to_owned()));
    settle(harness);
}

/// Clicks the only button of that name.
pub fn click(harness: &mut Harness<'static, Window>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    settle(harness);
}

/// Everything that is read out, in order.
pub fn said(harness: &Harness<'static, Window>) -> Vec<String> {
    let label = |node: Node<'_>| node.accesskit_node().label().or_else(|| node.accesskit_node().value());
    harness.root().children_recursive().filter_map(label).collect()
}
