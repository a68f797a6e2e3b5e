//! The words of the sheet of settings.

/// The settings.
#[derive(Debug)]
pub struct SettingsSheet {
    /// The sheet's name.
    pub title: &'static str,
    /// The group of how everything looks.
    pub look: &'static str,
    /// The language.
    pub language: &'static str,
    /// The theme.
    pub theme: &'static str,
    /// The theme of the system, where it stands beside the others.
    pub system: &'static str,
    /// How large everything is.
    pub text_size: &'static str,
    /// A size, in percent of the usual one.
    pub percent: fn(u16) -> String,
    /// The group of how times are judged and shown.
    pub time: &'static str,
    /// The zone.
    pub zone: &'static str,
    /// How far times may be off.
    pub leeway: &'static str,
    /// They may not.
    pub no_leeway: &'static str,
    /// The group of what new keys and tokens are like.
    pub tokens: &'static str,
    /// The algorithm of new keys, and of keys that have several.
    pub algorithm: &'static str,
    /// How long new tokens live.
    pub life: &'static str,
    /// As long as such tokens usually do.
    pub usual_life: &'static str,
    /// What happens after each change to a token.
    pub after_edit: &'static str,
    /// It is signed again.
    pub sign_again: &'static str,
    /// The group of what is not left lying about.
    pub privacy: &'static str,
    /// When a private text leaves the clipboard.
    pub clear_clipboard: &'static str,
    /// When private material is forgotten and tokens are hidden.
    pub lock: &'static str,
    /// After that time.
    pub after: fn(duration: &str) -> String,
    /// Not at all.
    pub never: &'static str,
    /// The group of what is there again after the next start.
    pub remembered: &'static str,
    /// The window.
    pub window: &'static str,
    /// Its size is kept.
    pub window_size: &'static str,
    /// The files that were opened.
    pub files: &'static str,
    /// Their list is kept: where they are, not what is in them.
    pub file_names: &'static str,
    /// The button that forgets them.
    pub forget: &'static str,
    /// What the button does, where a screen reader says it.
    pub forget_files: &'static str,
    /// The group of where all this is kept.
    pub file: &'static str,
    /// The button that copies the path.
    pub copy_path: &'static str,
    /// The system has no folder for it.
    pub not_kept: &'static str,
    /// What is never in it.
    pub promise: &'static str,
    /// The button that makes every choice what it was at first.
    pub reset: &'static str,
    /// The button that closes the sheet.
    pub done: &'static str,
}
