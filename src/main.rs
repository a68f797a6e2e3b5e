//! The process: arguments in, window or words out.

use std::process::ExitCode;

use jotlens::cli::{self, Start};

fn main() -> ExitCode {
    match cli::start(now()) {
        Start::Done(code) => code,
        Start::Window { text, keys } => window(text, keys),
    }
}
