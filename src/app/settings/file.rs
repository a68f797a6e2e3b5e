//! Settings as JSON: each member is read by itself, so that a bad one never takes the others along.
//!
//! Promises: what is not understood stays in the file, whether its name is unknown or its value (a later version may
//! have written it), until the person chooses something else in its place.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use super::{
    CLEAR_SECS, LEEWAY_SECS, LIFE_SECS, LOCK_MINS, Language, Setting, Settings, TEXT_PERCENT, ThemeChoice,
    Zone,
};
use crate::jose::algorithm::JwsAlgorithm;

/// The name of the file.
pub const NAME: &str = "settings.json";

/// The names of the members that this version knows, in the order of the sheet.
pub const MEMBERS: [&str; 12] = [
    "language",
    "theme",
    "text_percent",
    "time_zone",
    "leeway_secs",
    "algorithm",
    "life_secs",
    "clear_clipboard_secs",
    "remember_window",
    "remember_files",
    "sign_after_edit",
    "lock_after_mins",
];

/// What the file says besides what is understood of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rest(Map<String, Value>);

/// Settings as they were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The choices; those of the defaults where the file says nothing, or nothing that is understood.
    pub settings: Settings,
    /// What is kept for the next writing.
    pub rest: Rest,
    /// The known members whose values are not understood.
    pub bad: Vec<&'static str>,
}

/// Reads the file over the defaults; `None` where it is no JSON object.
pub fn read(bytes: &[u8], defaults: &Settings) -> Option<Read> {
    // Editors on Windows like to put a byte order mark in front.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let Ok(Value::Object(mut rest)) = serde_json::from_slice(bytes) else { return None };
    let mut settings = defaults.clone();
    let mut bad = Vec::new();
    for name in MEMBERS {
        let Some(value) = rest.get(name) else { continue };
        match setting(name, value) {
            Some(setting) => {
                settings.set(setting);
                let _ = rest.remove(name);
            }
            None => bad.push(name),
        }
    }
    Some(Read { settings, rest: Rest(rest), bad })
}

/// The file's content.
pub fn write(settings: &Settings, rest: &Rest) -> Vec<u8> {
    let mut all = rest.0.clone();
    for name in MEMBERS {
        let _ = all.entry(name).or_insert_with(|| value(name, settings));
    }
    format!("{:#}\n", Value::Object(all)).into_bytes()
}

impl Rest {
    /// The person chose: what was not understood of that member makes room.
    pub fn chosen(&mut self, setting: Setting) {
        let _ = self.0.remove(name(setting));
    }

    /// The person wants the defaults: what was not understood of known members makes room.
    pub fn forget_bad(&mut self) {
        self.0.retain(|name, _| !MEMBERS.contains(&name.as_str()));
    }
}

const fn name(setting: Setting) -> &'static str {
    match setting {
        Setting::Language(_) => "language",
        Setting::Theme(_) => "theme",
        Setting::TextPercent(_) => "text_percent",
        Setting::Zone(_) => "time_zone",
        Setting::LeewaySecs(_) => "leeway_secs",
        Setting::Algorithm(_) => "algorithm",
        Setting::LifeSecs(_) => "life_secs",
        Setting::ClearClipboardSecs(_) => "clear_clipboard_secs",
        Setting::RememberWindow(_) => "remember_window",
        Setting::RememberFiles(_) => "remember_files",
        Setting::SignAfterEdit(_) => "sign_after_edit",
        Setting::LockAfterMins(_) => "lock_after_mins",
    }
}

fn value(name: &str, settings: &Settings) -> Value {
    match name {
        "language" => json!(settings.language.tag()),
        "theme" => json!(match settings.theme {
            ThemeChoice::System => "system",
            ThemeChoice::Dark => "dark",
            ThemeChoice::Light => "light",
        }),
        "text_percent" => json!(settings.text_percent),
        "time_zone" => json!(match settings.zone {
            Zone::Utc => "utc",
            Zone::Local => "local",
        }),
        "leeway_secs" => json!(settings.leeway_secs),
        "algorithm" => json!(settings.algorithm.name()),
        "life_secs" => json!(settings.life_secs),
        "clear_clipboard_secs" => json!(settings.clear_clipboard_secs),
        "remember_window" => json!(settings.remember_window),
        "remember_files" => json!(settings.remember_files),
        "sign_after_edit" => json!(settings.sign_after_edit),
        "lock_after_mins" => json!(settings.lock_after_mins),
        _ => Value::Null,
    }
}

fn setting(name: &str, value: &Value) -> Option<Setting> {
    let number = |range: RangeInclusive<i64>| value.as_i64().filter(|number| range.contains(number));
    let or_never = |range| if value.is_null() { Some(None) } else { number(range).map(Some) };
    let small = |number: Option<i64>| number.map(|number| number as u32);
    Some(match name {
        "language" => Setting::Language(language(value.as_str()?)?),
        "theme" => Setting::Theme(match value.as_str()? {
            "system" => ThemeChoice::System,
            "dark" => ThemeChoice::Dark,
            "light" => ThemeChoice::Light,
            _ => return None,
        }),
        "text_percent" => Setting::TextPercent(number(TEXT_PERCENT)? as u16),
        "time_zone" => Setting::Zone(match value.as_str()? {
            "utc" => Zone::Utc,
            "local" => Zone::Local,
            _ => return None,
        }),
        "leeway_secs" => Setting::LeewaySecs(number(LEEWAY_SECS)?),
        "algorithm" => Setting::Algorithm(JwsAlgorithm::from_name(value.as_str()?)?),
        "life_secs" => Setting::LifeSecs(or_never(LIFE_SECS)?),
        "clear_clipboard_secs" => Setting::ClearClipboardSecs(small(or_never(CLEAR_SECS)?)),
        "remember_window" => Setting::RememberWindow(value.as_bool()?),
        "remember_files" => Setting::RememberFiles(value.as_bool()?),
        "sign_after_edit" => Setting::SignAfterEdit(value.as_bool()?),
        "lock_after_mins" => Setting::LockAfterMins(small(or_never(LOCK_MINS)?)),
        _ => return None,
    })
}

fn language(tag: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag() == tag)
}

#[cfg(test)]
mod tests;
