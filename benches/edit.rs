//! A keystroke in the payload's text box, without the graphics card's work: what the window's own thread does until the
//! verdict on what was typed is on screen, part by part, and what the other thread does meanwhile. Prints the quickest
//! of many, and the median of the sum.
//!
//! Beside it the least that must be done: egui alone takes the same keystroke in a text box with the same text in one
//! colour, and the claims are encoded, decoded, validated and their signature is checked once.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and may stop")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{CentralPanel, Context, Event, Id, RawInput, Rect, ScrollArea, TextEdit, Vec2};
use jotlens::app::command::{Command, SecretDraft};
use jotlens::app::settings::Settings;
use jotlens::app::state::Analysis;
use jotlens::app::{Core, Env, Folder, VaultSource};
use jotlens::craft::remake::Part;
use jotlens::craft::retype::laid_out;
use jotlens::encoding::base64url;
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::jws::{sign, verify};
use jotlens::jose::key::{Key, Material};
use jotlens::jose::read::SecretEncoding;
use jotlens::jose::secret::SecretBytes;
use jotlens::ui::{Panels, install};
use serde::de::IgnoredAny;

const NOW: i64 = 1_790_000_000;
const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";
const ROUNDS: usize = 25;
const WINDOW: Vec2 = Vec2::new(1360.0, 860.0);

/// What one keystroke costs.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// The frame that takes the letter.
    typed: Duration,
    /// The change of the token that comes of it.
    changed: Duration,
    /// The frames until what was found out is there.
    between: Duration,
    /// The result is taken.
    taken: Duration,
    /// The frame that shows it.
    shown: Duration,
    /// All of that: the time of the window's thread.
    sum: Duration,
    /// What another thread did meanwhile.
    looked: Duration,
    /// A frame in which nothing changes, for comparison.
    steady: Duration,
}

struct Desk {
    ctx: Context,
    core: Core,
    panels: Panels,
    frames: u32,
}

fn input(frames: &mut u32, events: Vec<Event>) -> RawInput {
    *frames += 1;
    RawInput {
        screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, WINDOW)),
        time: Some(f64::from(*frames) / 60.0),
        events,
        ..RawInput::default()
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let done = work();
    (started.elapsed(), done)
}

impl Desk {
    /// A window that shows `token` with its payload as text, the cursor in the middle of it.
    fn new(token: &str, at: usize) -> Self {
        let ctx = Context::default();
        install(&ctx);
        let env = Env {
            now: NOW,
            random: |_| true,
            vaults: VaultSource::in_memory(),
            clipboard: || None,
            folder: Folder::none(),
            inline_limit: 16 * 1024,
        };
        let mut core = Core::new(env, Settings::default(), Arc::new(|| {}));
        let draft = SecretDraft {
            text: SECRET.to_owned().into(),
            encoding: SecretEncoding::Text,
            name: "bench".to_owned(),
        };
        let _ = core.update(Command::ImportSecret(draft));
        let _ = core.update(Command::Paste(token.to_owned()));
        let mut desk = Self { ctx, core, panels: Panels::default(), frames: 0 };
        desk.settle();
        desk.choose_json();
        let id = Id::unique(("json editor", Part::Payload));
        desk.ctx.memory_mut(|memory| memory.request_focus(id));
        for _ in 0..3 {
            let _ = desk.frame(Vec::new());
        }
        set_cursor(&desk.ctx, id, at);
        for _ in 0..3 {
            let _ = desk.frame(Vec::new());
        }
        desk
    }

    /// One frame as eframe would run it: the panels, then tessellation.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let input = input(&mut self.frames, events);
        timed(|| {
            let output = self.ctx.run_ui(input, |ui| self.panels.ui(ui, &self.core.state));
            black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point))
        })
        .0
    }

    /// Clicks "JSON" in both panels, as a screen reader would.
    fn choose_json(&mut self) {
        self.ctx.enable_accesskit();
        let input = input(&mut self.frames, Vec::new());
        let output = self.ctx.run_ui(input, |ui| self.panels.ui(ui, &self.core.state));
        self.ctx.disable_accesskit();
        let nodes = output.platform_output.accesskit_update.map(|update| update.nodes).unwrap_or_default();
        let clicks = nodes.iter().filter(|(_, node)| node.label() == Some("JSON")).map(|(id, _)| {
            Event::AccessKitActionRequest(ActionRequest {
                action: Action::Click,
                target_tree: TreeId::ROOT,
                target_node: *id,
                data: None,
            })
        });
        let clicks: Vec<Event> = clicks.collect();
        assert!(!clicks.is_empty(), "the panels can be switched");
        let _ = self.frame(clicks);
    }

    fn is_known(&self) -> bool {
        let is_ready =
            |document: &jotlens::app::state::Document| matches!(document.analysis, Analysis::Ready(_));
        self.core.state.shown().is_some_and(is_ready) && !self.core.is_busy()
    }

    fn settle(&mut self) {
        for _ in 0..3 {
            let _ = self.frame(Vec::new());
        }
        while !self.is_known() {
            let _ = self.core.poll(NOW);
            let _ = self.frame(Vec::new());
        }
    }

    fn keystroke(&mut self) -> Cost {
        let steady = (0..5).map(|_| self.frame(Vec::new())).min().unwrap_or_default();
        let mut cost =
            Cost { steady, typed: self.frame(vec![Event::Text("7".to_owned())]), ..Cost::default() };
        let commands = self.panels.take();
        assert_eq!(commands.len(), 1, "what was typed arrives: {commands:?}");
        cost.changed = timed(|| {
            for command in commands {
                let _ = self.core.update(command);
            }
        })
        .0;
        // A frame follows each input; then the window sleeps until the result wakes it.
        cost.between = self.frame(Vec::new());
        while !self.is_known() {
            std::thread::sleep(Duration::from_millis(2));
            let (taken, _) = timed(|| self.core.poll(NOW));
            cost.taken += taken;
        }
        cost.shown = self.frame(Vec::new());
        cost.looked = self.core.state.view().map(|view| view.took).unwrap_or_default();
        cost.sum = cost.typed + cost.changed + cost.between + cost.taken + cost.shown;
        cost
    }
}

fn set_cursor(ctx: &Context, id: Id, at: usize) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(at))));
    state.store(ctx, id);
}

/// The same keystroke in egui's own text box: the frame that takes it and the two after it.
fn least_of_egui(text: &str, at: usize) -> Duration {
    let ctx = Context::default();
    install(&ctx);
    let (mut typed, mut frames) = (text.to_owned(), 0);
    let id = Id::unique("box");
    let mut frame = |events: Vec<Event>| {
        let input = input(&mut frames, events);
        timed(|| {
            let output = ctx.run_ui(input, |ui| {
                CentralPanel::default().show(ui, |ui| {
                    ScrollArea::vertical().show(ui, |ui| {
                        ui.add(
                            TextEdit::multiline(&mut typed).id(id).code_editor().desired_width(f32::INFINITY),
                        )
                    })
                });
            });
            black_box(ctx.tessellate(output.shapes, output.pixels_per_point))
        })
        .0
    };
    let _ = frame(Vec::new());
    ctx.memory_mut(|memory| memory.request_focus(id));
    let _ = frame(Vec::new());
    set_cursor(&ctx, id, at);
    let _ = frame(Vec::new());
    let _ = frame(Vec::new());
    let first = frame(vec![Event::Text("7".to_owned())]);
    first + frame(Vec::new()) + frame(Vec::new())
}

/// The claims once through everything.
fn least_of_ours(claims: &str, key: &Key) -> Duration {
    let header = base64url::encode(br#"{"alg":"HS256","typ":"at+jwt"}"#);
    let signature = [0; 32];
    timed(|| {
        let input = format!("{header}.{}", base64url::encode(claims.as_bytes()));
        let payload = input.split('.').nth(1).expect("a payload");
        let bytes = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(payload).expect("decodes");
        let _: IgnoredAny = serde_json::from_slice(&bytes).expect("JSON");
        let _ = black_box(verify(JwsAlgorithm::Hs256, key, input.as_bytes(), &signature));
    })
    .0
}

fn claims(bytes: usize) -> String {
    let mut claims = format!(
        r#"{{"iss":"https://auth.example.com","sub":"user_481","aud":"api","iat":{NOW},"exp":{},"permissions":["#,
        NOW + 300
    );
    let mut number = 0;
    while claims.len() < bytes.saturating_sub(100) {
        number += 1;
        let _ =
            write!(claims, r#"{{"id":{number},"resource":"orders/{number}","actions":["read","write"]}},"#);
    }
    claims.push_str(r#"{"id":0}]}"#);
    claims
}

fn median(costs: &[Cost], of: fn(&Cost) -> Duration) -> String {
    let mut times: Vec<Duration> = costs.iter().map(of).collect();
    times.sort();
    shown(times.get(times.len() / 2).copied().unwrap_or_default())
}

fn quickest(costs: &[Cost], of: fn(&Cost) -> Duration) -> String {
    shown(costs.iter().map(of).min().unwrap_or_default())
}

fn shown(time: Duration) -> String {
    format!("{:8.2}", time.as_secs_f64() * 1e3)
}

fn main() {
    println!("milliseconds, the quickest of {ROUNDS} keystrokes; the median of the sum");
    println!(
        "{:>8} {:>8} {:>8} = {:>8} {:>8} {:>8} {:>8} {:>8} | {:>8} {:>8} | {:>8} {:>8}",
        "payload",
        "sum",
        "median",
        "typed",
        "changed",
        "between",
        "taken",
        "shown",
        "looked",
        "steady",
        "egui",
        "claims"
    );
    for (name, bytes) in [("1 kB", 1_000), ("16 kB", 16_000), ("64 kB", 64_000)] {
        let key = Key::new("bench", Material::Secret(SecretBytes::new(SECRET.as_bytes().to_vec())));
        let claims = claims(bytes);
        let header = base64url::encode(br#"{"alg":"HS256","typ":"at+jwt"}"#);
        let input = format!("{header}.{}", base64url::encode(claims.as_bytes()));
        let signature = sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).expect("signs");
        let token = format!("{input}.{}", base64url::encode(&signature));
        let text = laid_out(&claims);
        // In the number of a member in the middle.
        let middle =
            text.get(..text.len() / 2).and_then(|half| half.rfind("\"id\": ")).map_or(0, |at| at + 6);
        let mut desk = Desk::new(&token, middle);
        let costs: Vec<Cost> = (0..ROUNDS).map(|_| desk.keystroke()).collect();
        let least = |work: &dyn Fn() -> Duration| shown((0..9).map(|_| work()).min().unwrap_or_default());
        println!(
            "{name:>8} {} {} = {} {} {} {} {} | {} {} | {} {}",
            quickest(&costs, |cost| cost.sum),
            median(&costs, |cost| cost.sum),
            quickest(&costs, |cost| cost.typed),
            quickest(&costs, |cost| cost.changed),
            quickest(&costs, |cost| cost.between),
            quickest(&costs, |cost| cost.taken),
            quickest(&costs, |cost| cost.shown),
            quickest(&costs, |cost| cost.looked),
            quickest(&costs, |cost| cost.steady),
            least(&|| least_of_egui(&text, middle)),
            least(&|| least_of_ours(&claims, &key)),
        );
    }
}
