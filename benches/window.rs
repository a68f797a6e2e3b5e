//! The window's own work, without the graphics card's: from a paste to the frame that shows the verdict, the longest
//! frame on the way, a steady frame, a keystroke, and memory. Prints medians of several rounds.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and may stop")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, Event, RawInput, Rect, Vec2};
use jotlens::app::command::{Command, SecretDraft};
use jotlens::app::settings::Settings;
use jotlens::app::state::Analysis;
use jotlens::app::{Core, Env, Folder, VaultSource};
use jotlens::encoding::base64url;
use jotlens::inspect::report::SignatureVerdict;
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::jws::sign;
use jotlens::jose::key::{Key, Material};
use jotlens::jose::read::SecretEncoding;
use jotlens::jose::secret::SecretBytes;
use jotlens::ui::{Panels, install};

const NOW: i64 = 1_790_000_000;
const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";
const ROUNDS: usize = 7;

/// What one round measures.
#[derive(Default)]
struct Round {
    /// Until the frame that shows the verdict is laid out and tessellated.
    drawn: Duration,
    /// The longest frame on the way.
    longest: Duration,
    /// A frame in which nothing changes.
    steady: Duration,
    /// The frame that takes a typed letter.
    key: Duration,
}

struct Desk {
    ctx: Context,
    core: Core,
    panels: Panels,
    frames: u32,
}

impl Desk {
    fn new() -> Self {
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
        let mut desk = Self { ctx, core, panels: Panels::default(), frames: 0 };
        for _ in 0..4 {
            let _ = desk.frame(Vec::new());
        }
        desk
    }

    /// One frame as eframe would run it: logic, then the panels, then tessellation.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let started = Instant::now();
        let _ = self.core.poll(NOW);
        for command in self.panels.take() {
            let _ = self.core.update(command);
        }
        self.frames += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, Vec2::new(1360.0, 860.0))),
            time: Some(f64::from(self.frames) / 60.0),
            events,
            ..RawInput::default()
        };
        let output = self.ctx.run_ui(input, |ui| self.panels.ui(ui, &self.core.state));
        let _ = std::hint::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        started.elapsed()
    }

    fn is_shown(&self, token: &str) -> bool {
        let Some(document) = self.core.state.shown() else { return false };
        document.text.len() == token.len()
            && matches!(document.analysis, Analysis::Ready(_))
            && self.core.state.token().is_some_and(|token| token.signature.verdict == SignatureVerdict::Valid)
    }

    fn round(token: &str) -> Round {
        let mut desk = Self::new();
        let mut round = Round::default();
        let started = Instant::now();
        let mut events = vec![Event::Paste(token.to_owned())];
        loop {
            let shown = desk.is_shown(token);
            round.longest = round.longest.max(desk.frame(std::mem::take(&mut events)));
            if shown {
                break;
            }
            // A window would sleep until the job wakes it.
            std::thread::sleep(Duration::from_micros(200));
        }
        round.drawn = started.elapsed();
        for _ in 0..5 {
            let _ = desk.frame(Vec::new());
        }
        round.steady = (0..20).map(|_| desk.frame(Vec::new())).min().unwrap_or_default();
        round.key = desk.frame(vec![Event::Text("x".to_owned())]).max(desk.frame(Vec::new()));
        round
    }
}

fn token(bytes: usize) -> String {
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
    let key = Key::new("bench", Material::Secret(SecretBytes::new(SECRET.as_bytes().to_vec())));
    let header = base64url::encode(br#"{"alg":"HS256","typ":"at+jwt"}"#);
    let input = format!("{header}.{}", base64url::encode(claims.as_bytes()));
    let signature = sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).expect("signs");
    format!("{input}.{}", base64url::encode(&signature))
}

fn median(rounds: &[Round], of: fn(&Round) -> Duration) -> String {
    let mut times: Vec<Duration> = rounds.iter().map(of).collect();
    times.sort();
    times.get(times.len() / 2).map_or_else(String::new, |time| format!("{:8.2}", time.as_secs_f64() * 1e3))
}

/// Resident memory of this process in bytes, where the system tells.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    status.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).map_or(0, |pages| pages * 4096)
}

fn main() {
    println!(
        "milliseconds, medians of {ROUNDS} rounds; memory is what the token added, as a multiple of its bytes"
    );
    println!(
        "{:>8} {:>10} {:>10} {:>8} {:>8} {:>8}",
        "payload", "to drawn", "longest", "steady", "key", "memory"
    );
    for (name, bytes) in [("1 kB", 1_000), ("100 kB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)] {
        let token = token(bytes);
        let mut desk = Desk::new();
        let before = resident();
        let _ = desk.core.update(Command::Paste(token.clone()));
        while !desk.is_shown(&token) {
            let _ = desk.frame(Vec::new());
        }
        let _ = desk.frame(Vec::new());
        let memory = resident().saturating_sub(before) as f64 / token.len() as f64;
        drop(desk);
        let rounds: Vec<Round> = (0..ROUNDS).map(|_| Desk::round(&token)).collect();
        println!(
            "{name:>8} {:>10} {:>10} {} {} {memory:>7.1}×",
            median(&rounds, |round| round.drawn),
            median(&rounds, |round| round.longest),
            median(&rounds, |round| round.steady),
            median(&rounds, |round| round.key),
        );
    }
}
