//! Small things that panels are made of. They know colours and fonts, and nothing of tokens or keys.

mod button;
mod card;
mod field;
mod heard;
mod label;
mod place;
mod rows;
mod shape;
mod tick;
mod toggle;
mod value;

pub(crate) use button::{
    button, close, cross, danger, dangerous, gear, icon, icon_quiet, menu, menu_chord, menu_entry, menu_item,
    more, primary, step, switch,
};
pub(crate) use card::{StripedCard, card, title_bar};
pub(crate) use field::{Field, forget};
pub(crate) use heard::{announced, expandable, live, opens_menu, selectable};
pub(crate) use label::{badge, caption, code, code_lines, link, paragraph, section, strong, words};
pub(crate) use place::{at, column, line};
pub(crate) use rows::Rows;
#[cfg(test)]
pub(crate) use shape::Form;
pub(crate) use shape::{chip_width, dot, severity, severity_chip};
pub(crate) use tick::{ring, tick};
pub(crate) use toggle::{segmented, segmented_group, segmented_width};
pub(crate) use value::{Copyable, disabled_because, explained};
