//! The user's choices: what they are, what they may be, and what they are at first. Their file is in [`mod@file`].

pub(super) mod change;
pub mod file;

pub use change::Trouble;

use std::ops::RangeInclusive;

use crate::jose::algorithm::JwsAlgorithm;

/// A language of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

/// The user's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language of every word.
    pub language: Language,
    /// Dark, light or as the system.
    pub theme: ThemeChoice,
    /// How large everything is, in percent: [`TEXT_PERCENT`].
    pub text_percent: u16,
    /// The zone that instants are shown in.
    pub zone: Zone,
    /// Seconds that times may be off: [`LEEWAY_SECS`]; 0 unless set, and shown when set.
    pub leeway_secs: i64,
    /// What new keys are for, and what keys sign with that could sign with several.
    pub algorithm: JwsAlgorithm,
    /// How long new tokens live, in seconds: [`LIFE_SECS`]; `None` for what is usual for their kind.
    pub life_secs: Option<i64>,
    /// When a private text leaves the clipboard again, in seconds: [`CLEAR_SECS`]; `None` for never.
    pub clear_clipboard_secs: Option<u32>,
    /// Whether the window comes back where it was and as large as it was.
    pub remember_window: bool,
    /// Whether the names of opened files are remembered.
    pub remember_files: bool,
    /// Whether each change to a token signs it again.
    pub sign_after_edit: bool,
    /// After how many idle minutes private material is forgotten: [`LOCK_MINS`]; `None` for never.
    pub lock_after_mins: Option<u32>,
}

/// What [`Settings::text_percent`] may be.
pub const TEXT_PERCENT: RangeInclusive<i64> = 80..=200;
/// What [`Settings::leeway_secs`] may be: up to a day.
pub const LEEWAY_SECS: RangeInclusive<i64> = 0..=86_400;
/// What [`Settings::life_secs`] may be: up to ten years.
pub const LIFE_SECS: RangeInclusive<i64> = 1..=315_576_000;
/// What [`Settings::clear_clipboard_secs`] may be: up to an hour.
pub const CLEAR_SECS: RangeInclusive<i64> = 5..=3_600;
/// What [`Settings::lock_after_mins`] may be: up to a day.
pub const LOCK_MINS: RangeInclusive<i64> = 1..=1_440;

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: ThemeChoice::default(),
            text_percent: 100,
            zone: Zone::default(),
            leeway_secs: 0,
            algorithm: JwsAlgorithm::Es256,
            life_secs: None,
            clear_clipboard_secs: Some(30),
            remember_window: true,
            remember_files: true,
            sign_after_edit: false,
            lock_after_mins: None,
        }
    }
}

/// Dark, light or as the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// The zone that instants are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// UTC.
    #[default]
    Utc,
    /// The machine's.
    Local,
}

/// One choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// [`Settings::language`].
    Language(Language),
    /// [`Settings::theme`].
    Theme(ThemeChoice),
    /// [`Settings::text_percent`].
    TextPercent(u16),
    /// [`Settings::zone`].
    Zone(Zone),
    /// [`Settings::leeway_secs`].
    LeewaySecs(i64),
    /// [`Settings::algorithm`].
    Algorithm(JwsAlgorithm),
    /// [`Settings::life_secs`].
    LifeSecs(Option<i64>),
    /// [`Settings::clear_clipboard_secs`].
    ClearClipboardSecs(Option<u32>),
    /// [`Settings::remember_window`].
    RememberWindow(bool),
    /// [`Settings::remember_files`].
    RememberFiles(bool),
    /// [`Settings::sign_after_edit`].
    SignAfterEdit(bool),
    /// [`Settings::lock_after_mins`].
    LockAfterMins(Option<u32>),
}

impl Settings {
    /// Takes one choice; a number outside of what it may be becomes the nearest that is inside.
    pub fn set(&mut self, setting: Setting) {
        let near = |number: i64, range: RangeInclusive<i64>| number.clamp(*range.start(), *range.end());
        match setting {
            Setting::Language(language) => self.language = language,
            Setting::Theme(theme) => self.theme = theme,
            Setting::TextPercent(percent) => self.text_percent = near(percent.into(), TEXT_PERCENT) as u16,
            Setting::Zone(zone) => self.zone = zone,
            Setting::LeewaySecs(secs) => self.leeway_secs = near(secs, LEEWAY_SECS),
            Setting::Algorithm(algorithm) => self.algorithm = algorithm,
            Setting::LifeSecs(secs) => self.life_secs = secs.map(|secs| near(secs, LIFE_SECS)),
            Setting::ClearClipboardSecs(secs) => {
                self.clear_clipboard_secs = secs.map(|secs| near(secs.into(), CLEAR_SECS) as u32);
            }
            Setting::RememberWindow(on) => self.remember_window = on,
            Setting::RememberFiles(on) => self.remember_files = on,
            Setting::SignAfterEdit(on) => self.sign_after_edit = on,
            Setting::LockAfterMins(mins) => {
                self.lock_after_mins = mins.map(|mins| near(mins.into(), LOCK_MINS) as u32);
            }
        }
    }
}
