//! The program from outside: started as on a machine that has no display, no bus, and no keys of whoever runs the tests.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// The program, in English.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_jotlens"));
    program
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("XDG_DATA_HOME", "/nonexistent")
        .env("LANG", "en_US.UTF-8")
        .env_remove("LC_ALL");
    program
}

/// What it does with `input` on standard input.
pub(crate) fn run(program: &mut Command, input: &[u8]) -> Output {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments does not read: that is no failure of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("it ends")
}
