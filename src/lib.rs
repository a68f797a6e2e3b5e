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
pub mod encoding;
pub mod inspect;
pub mod jose;
