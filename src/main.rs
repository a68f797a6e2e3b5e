//! The process: arguments in, window or words out.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use jotlens::cli::{self, Start};

fn main() -> ExitCode {
    match cli::start(now()) {
        Start::Done(code) => code,
        Start::Window { .. } => ExitCode::FAILURE,
    }
}

/// The clock: the one place where it is read. Unix seconds.
#[expect(clippy::disallowed_methods, reason = "time comes in here, and is a parameter everywhere else")]
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}
