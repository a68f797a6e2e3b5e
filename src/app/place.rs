//! How large the window was: kept when it closes, where the person lets it be remembered.

use serde_json::{Value, json};

use super::Core;
use super::store::Folder;

/// The name of the file.
pub(super) const NAME: &str = "window.json";

/// What a side may be: smaller is no window, larger is no screen.
const SIDE: std::ops::RangeInclusive<u64> = 200..=32_767;

/// The size of a window, in points of the system, before the text size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// Its width while it does not fill the screen.
    pub width: u16,
    /// Its height then.
    pub height: u16,
    /// Whether it fills the screen.
    pub maximized: bool,
}

impl WindowSize {
    /// The kept one; `None` where none was kept, or what was kept is no size.
    pub fn read(folder: &Folder) -> Option<Self> {
        let json: Value = serde_json::from_slice(&folder.read(NAME).ok()??).ok()?;
        let side = |name| json.get(name)?.as_u64().filter(|side| SIDE.contains(side)).map(|side| side as u16);
        let maximized = json.get("maximized").and_then(Value::as_bool).unwrap_or_default();
        Some(Self { width: side("width")?, height: side("height")?, maximized })
    }
}

impl Core {
    /// Keeps the size of the window.
    pub(super) fn keep_size(&mut self, size: WindowSize) {
        if self.state.settings.remember_window {
            let WindowSize { width, height, maximized } = size;
            let json = json!({ "width": width, "height": height, "maximized": maximized });
            self.keep(NAME, Some(format!("{json}\n").into_bytes()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sizes_are_sizes() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        assert_eq!(WindowSize::read(&folder), None);
        for (text, want) in [
            (r#"{"width":800,"height":600}"#, Some((800, 600, false))),
            (r#"{"width":800,"height":600,"maximized":true,"later":1}"#, Some((800, 600, true))),
            (r#"{"width":800,"height":600,"maximized":"yes"}"#, Some((800, 600, false))),
            (r#"{"width":0,"height":600}"#, None),
            (r#"{"width":-800,"height":600}"#, None),
            (r#"{"width":800.5,"height":600}"#, None),
            (r#"{"width":800,"height":1000000}"#, None),
            (r#"{"width":800}"#, None),
            ("[800,600]", None),
            ("", None),
        ] {
            folder.write(NAME, text.as_bytes()).unwrap();
            let want = want.map(|(width, height, maximized)| WindowSize { width, height, maximized });
            assert_eq!(WindowSize::read(&folder), want, "{text}");
        }
    }
}
