//! Jotlens: the lens and the workbench for JSON Web Tokens.
//!
//! `text + keys + now + policy → Report` is the idea everything hangs on: the window draws the
//! [`inspect::report::Report`], `jotlens inspect` prints it, `--json` serialises it.
//!
//! The rooms, in the order in which data goes down; nobody imports upwards (`tests/rooms.rs`):
//!
//! | room | what it is for |
//! |---|---|
//! | [`encoding`] | bytes ⇄ text: base64url with error positions, PEM, JSON with spans and duplicates |
//! | [`jose`] | the standards: algorithms, keys in any format, tokens, signatures |
//! | [`inspect`] | what we tell a person: find tokens, match keys, findings, the Report |
//! | [`craft`] | what we make: the examples of the empty window |
//! | [`app`] | what happens: state, commands, background jobs |
//! | [`text`] | every word a person reads, English and Korean |
//! | [`ui`] | panels that read the state and emit commands |
//! | [`preflight`] | what a window needs, looked for before it opens |
//! | [`cli`] | the headless commands over the same rooms |
pub mod app;
pub mod cli;
pub mod craft;
pub mod encoding;
pub mod inspect;
pub mod jose;
pub mod preflight;
pub mod text;
pub mod ui;
pub mod vault;
