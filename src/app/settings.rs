//! The user's choices.

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language of every word.
    pub language: Language,
    /// Dark, light or as the system.
    pub theme: ThemeChoice,
    /// The zone that instants are shown in.
    pub zone: Zone,
    /// Seconds that times may be off; 0 unless set, and shown when set.
    pub leeway_secs: i64,
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
