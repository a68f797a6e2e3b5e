//! Small things that panels are made of. They know colours and fonts, and nothing of tokens or keys.

mod button;
mod card;
mod label;
mod rows;
mod shape;
mod toggle;
mod value;

pub use button::{button, close, icon, menu, menu_item, primary, quiet};
pub use card::{StripedCard, card, title_bar};
pub use label::{badge, caption, code, section, strong, words};
pub use rows::{Rows, VisibleRow};
pub use shape::{dot, severity};
pub use toggle::segmented;
pub use value::{Copyable, explained};
