//! The process: arguments in, window or words out. The clock and the system's randomness come in here.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use eframe::NativeOptions;
use egui::{Context, IconData, ViewportBuilder};
use jotlens::app::clipboard;
use jotlens::app::command::Command;
use jotlens::app::settings::{Language, Settings};
use jotlens::app::{Core, Env, Folder, VaultSource};
use jotlens::cli::{self, GivenKeys, Start};
use jotlens::preflight::{self, Problem};
use jotlens::ui::Window;

/// Texts up to this many bytes are looked at between two frames; longer ones in a job.
const INLINE_LIMIT: usize = 16 * 1024;

fn main() -> ExitCode {
    match cli::start(now()) {
        Start::Done(code) => code,
        Start::Window { text, keys } => match open_window(text, keys) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => {
                let _ = writeln!(std::io::stderr(), "{}", preflight::words(&problem));
                ExitCode::FAILURE
            }
        },
    }
}

fn open_window(text: Option<String>, keys: Vec<GivenKeys>) -> Result<(), Problem> {
    preflight::check(|name| std::env::var_os(name))?;
    let options = NativeOptions { viewport: viewport(), ..NativeOptions::default() };
    let open = |creation: &eframe::CreationContext<'_>| {
        let mut core = core(&creation.egui_ctx);
        for given in keys {
            core.add_keys(given.keys);
        }
        if let Some(text) = text {
            let _ = core.update(Command::Paste(text));
        }
        Ok(Box::new(Window::new(&creation.egui_ctx, core, now)) as Box<dyn eframe::App>)
    };
    eframe::run_native("jotlens", options, Box::new(open)).map_err(|error| Problem::Window(error.to_string()))
}

fn viewport() -> ViewportBuilder {
    let viewport = ViewportBuilder::default()
        .with_title("Jotlens")
        .with_app_id("jotlens")
        .with_inner_size([1360.0, 860.0])
        .with_min_inner_size([480.0, 400.0])
        .with_drag_and_drop(true);
    match eframe::icon_data::from_png_bytes(include_bytes!("../assets/icon.png")) {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport.with_icon(IconData::default()),
    }
}

fn core(ctx: &Context) -> Core {
    let env = Env {
        now: now(),
        random: |buffer| getrandom::fill(buffer).is_ok(),
        vaults: VaultSource::system(),
        clipboard: clipboard::desktop,
        folder: Folder::standard(),
        inline_limit: INLINE_LIMIT,
    };
    let language = Language::from_locale(&sys_locale::get_locale().unwrap_or_default());
    let settings = Settings { language, ..Settings::default() };
    let ctx = ctx.clone();
    Core::new(env, settings, Arc::new(move || ctx.request_repaint()))
}

/// The clock: the one place where it is read. Unix seconds.
#[expect(clippy::disallowed_methods, reason = "time comes in here, and is a parameter everywhere else")]
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}
