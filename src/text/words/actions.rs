//! The words of what can be done from anywhere: names, reasons why not, the palette and the help.

use std::borrow::Cow;

use crate::app::action::{Action, Group, WhyNot};

/// What can be done from anywhere.
#[derive(Debug)]
pub struct Actions {
    /// What it is called.
    pub name: fn(Action) -> Name,
    /// Why it cannot be done now.
    pub why_not: fn(&WhyNot) -> Cow<'static, str>,
    /// What belongs together.
    pub group: fn(Group) -> &'static str,
    /// The palette.
    pub palette: PaletteWords,
    /// The help.
    pub help: HelpWords,
}

/// The name of something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where nothing around it says more: in the palette, in a tooltip.
    pub full: Cow<'static, str>,
    /// In its menu or on its button.
    pub short: Cow<'static, str>,
}

impl Name {
    /// The same everywhere.
    pub(in crate::text) const fn plain(name: &'static str) -> Self {
        Self { full: Cow::Borrowed(name), short: Cow::Borrowed(name) }
    }

    /// One name where it stands alone, and another on its button.
    pub(in crate::text) const fn new(full: &'static str, short: &'static str) -> Self {
        Self { full: Cow::Borrowed(full), short: Cow::Borrowed(short) }
    }

    /// What stands in a menu; where it stands alone, the menu's name comes before.
    pub(in crate::text) fn within(menu: &str, short: impl Into<Cow<'static, str>>) -> Self {
        let short = short.into();
        Self { full: format!("{menu}: {short}").into(), short }
    }
}

/// The palette, and finding in the token, which looks the same.
#[derive(Debug)]
pub struct PaletteWords {
    /// Its name for screen readers.
    pub title: &'static str,
    /// In its empty box.
    pub hint: &'static str,
    /// The list below the box, for screen readers.
    pub list: &'static str,
    /// How many there are.
    pub found: fn(count: usize) -> String,
    /// When nothing is called so.
    pub nothing: &'static str,
    /// What the keys do, below the list.
    pub keys: &'static str,
    /// An entry that cannot be used now, for screen readers: name and reason.
    pub unavailable: fn(name: &str, why: &str) -> String,
    /// The entry that shows a tab, by its title.
    pub tab: fn(title: &str) -> String,
    /// The entry that opens a key's sheet, by its name.
    pub key: fn(name: &str) -> String,
    /// The entry that verifies with a key alone, by its name.
    pub verify: fn(name: &str) -> String,
    /// Beside an entry that was used lately.
    pub recent: &'static str,
    /// The name of finding, for screen readers.
    pub find: &'static str,
    /// In its empty box.
    pub find_hint: &'static str,
    /// When nothing holds the word.
    pub not_found: &'static str,
}

/// The help.
#[derive(Debug)]
pub struct HelpWords {
    /// The sheet's name.
    pub title: &'static str,
    /// Keys that work everywhere.
    pub everywhere: &'static str,
    /// The keys, and what they do: next and previous place, pressing, closing, copying.
    pub moving: [&'static str; 4],
    /// The mouse and the clipboard.
    pub mouse: &'static str,
    /// What they can do, one thing a line.
    pub hints: [&'static str; 6],
}
