//! What happens: the state, the commands that change it, the jobs that block in its place.
//!
//! Only [`Core::update`] writes the state, only jobs block. Names no window.

pub mod action;
pub mod analysis;
mod browse;
pub mod clipboard;
pub mod command;
mod compare;
mod copy;
mod core;
mod desk;
mod diagnosis;
mod documents;
mod edit;
pub mod edits;
mod encrypt;
mod export;
mod generate;
pub mod handover;
mod import;
pub mod jobs;
mod keys;
mod lock;
mod negatives;
mod new_token;
pub mod place;
mod published;
pub mod recent;
mod resign;
mod saved;
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
