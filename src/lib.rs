//! Jotlens: the lens and the workbench for JSON Web Tokens.
//!
//! `text + keys + now + policy → Report` is the idea everything hangs on: the window draws the
//! [`inspect::Report`], `jotlens inspect` prints it, `--json` serialises it.
//!
//! The rooms, in the order in which data goes down; nobody imports upwards (`tests/rooms.rs`):
//!
//! | room | what it is for |
//! |---|---|
//! | [`encoding`] | bytes ⇄ text: base64url, PEM, JSON with spans |
pub mod encoding;
pub mod preflight;
