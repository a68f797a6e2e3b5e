//! The clipboard for private text: kept out of histories where the system knows how, and cleared again.
//!
//! egui's own way cannot say that a text is not for a history, so this goes to the system directly.

use arboard::Clipboard as System;

use super::command::PrivateText;

/// A clipboard that private text may be put on.
pub trait Clipboard: Send {
    /// Puts a text on it that no history shall keep. Whether that was done.
    fn put_private(&mut self, text: &str) -> bool;

    /// Clears it if it still holds that text. Whether it did.
    fn clear_if(&mut self, text: &str) -> bool;
}

/// A clipboard with a private text on it.
pub(super) struct Lent {
    pub(super) clipboard: Box<dyn Clipboard>,
    pub(super) text: PrivateText,
    /// When the text is taken off, if not only with the window; Unix seconds.
    pub(super) until: Option<i64>,
}

impl Lent {
    /// Takes the text off, unless something else is there by now. Whether it did.
    pub(super) fn take_back(&mut self) -> bool {
        self.clipboard.clear_if(&self.text.0)
    }
}

/// A window that closes takes its text along, and leaves nothing to a clipboard manager.
impl Drop for Lent {
    fn drop(&mut self) {
        let _ = self.take_back();
    }
}

impl std::fmt::Debug for Lent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Lent").field("text", &self.text).field("until", &self.until).finish_non_exhaustive()
    }
}

/// The desktop's clipboard; `None` where there is none. It offers its text only for as long as it exists.
pub fn desktop() -> Option<Box<dyn Clipboard>> {
    Some(Box::new(Desktop(System::new().ok()?)))
}

struct Desktop(System);

impl Clipboard for Desktop {
    fn put_private(&mut self, text: &str) -> bool {
        excluded(self.0.set()).text(text).is_ok()
    }

    fn clear_if(&mut self, text: &str) -> bool {
        let Ok(present) = self.0.get_text() else { return false };
        let is_ours = *zeroize::Zeroizing::new(present) == text;
        is_ours && self.0.clear().is_ok()
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtWindows::exclude_from_history(arboard::SetExtWindows::exclude_from_cloud(set))
}
