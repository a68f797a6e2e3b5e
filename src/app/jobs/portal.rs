//! Whether this desktop can show file dialogs at all, asked before one is tried: `rfd` cannot tell a desktop without
//! them from a person who closed one.

/// Whether it can.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn has_dialogs() -> bool {
    portal_answers() || has_zenity()
}

/// The system itself has them.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn has_dialogs() -> bool {
    true
}

/// Whether a portal with a file chooser answers; one that can be started is.
#[cfg(all(unix, not(target_os = "macos")))]
fn portal_answers() -> bool {
    use zbus::blocking::connection::Builder;

    /// A portal that is only started now takes a second or two.
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
    let Ok(bus) = Builder::session().and_then(|builder| builder.method_timeout(PATIENCE).build()) else {
        return false;
    };
    let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
    let properties = Some("org.freedesktop.DBus.Properties");
    let question = ("org.freedesktop.portal.FileChooser", "version");
    bus.call_method(Some(name), path, properties, "Get", &question).is_ok()
}

/// Whether the program is there that `rfd` takes where no portal is.
#[cfg(all(unix, not(target_os = "macos")))]
fn has_zenity() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}
