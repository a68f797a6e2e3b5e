//! What happens: the state, the commands that change it, the jobs that block in its place.
//!
//! Only [`Core::update`] writes the state, only jobs block. Names no window.

pub mod analysis;
pub mod clipboard;
pub mod command;
mod compare;
mod core;
mod diagnosis;
mod documents;
mod edit;
pub mod edits;
mod encrypt;
mod export;
mod generate;
mod import;
pub mod jobs;
mod keys;
mod negatives;
mod new_token;
mod resign;
pub mod settings;
mod sheet;
pub mod state;
pub mod store;
pub mod templates;
mod vault;
mod words;

#[cfg(test)]
mod tests;

pub use core::{Core, Env};
pub use jobs::vault::VaultSource;
pub use store::Folder;
