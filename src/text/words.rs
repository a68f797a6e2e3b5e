//! The window's own words. Each language fills every field, so a missing word does not compile.

/// The words of the window.
#[derive(Debug)]
pub struct Words {
    /// The name of the app.
    pub app_name: &'static str,
    /// The name of a tab that nothing else names.
    pub untitled: &'static str,
}
