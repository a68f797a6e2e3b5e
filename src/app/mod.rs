//! What happens: the state, the commands that change it, the jobs that block in its place.
//!
//! Only [`Core::update`] writes the state, only jobs block. Names no window.

pub mod analysis;
pub mod command;
mod core;
mod documents;
pub mod jobs;
mod keys;
pub mod settings;
pub mod state;

#[cfg(test)]
mod tests;

pub use core::{Core, Env};
