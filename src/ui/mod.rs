//! The window.
pub mod fonts;
pub mod theme;
mod visible;
mod widgets;
