//! What a window needs, looked for before it opens: winit and glutin open their libraries while they run,
//! and winit panics where some are missing.
//!
//! Promises: nothing is loaded or changed; what is reported missing was in none of the places where the
//! system's loader looks; where that cannot be known (no loader cache: musl, NixOS) nothing is reported.
//! On other systems than Linux there is nothing to look for.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Why a window cannot open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No variable names a display.
    NoDisplay,
    /// Libraries that the window opens while it runs are not there.
    Libraries(Vec<Missing>),
    /// The X server named by `DISPLAY` does not answer.
    Unreachable {
        /// What `DISPLAY` says.
        display: String,
        /// What went wrong, in the words of the connection.
        reason: String,
    },
    /// The X server lacks extensions without which winit panics.
    Extensions(Vec<&'static str>),
    /// Everything was there, and yet the window did not open: the reason in the words of whoever failed.
    Window(String),
}

/// One library that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// File names; any one of them would do.
    pub libraries: &'static [&'static str],
    /// The Debian package that has it.
    pub package: &'static str,
}

/// What the window will talk to; Wayland wins when both are there, as in winit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// `WAYLAND_DISPLAY` or `WAYLAND_SOCKET` is set.
    Wayland,
    /// Only `DISPLAY` is set.
    X11,
}

/// Looks at this system: `Ok` when a window can be tried.
///
/// `variable` reads the environment.
pub fn check(variable: impl Fn(&str) -> Option<OsString>) -> Result<(), Problem> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let display = display(&variable).ok_or(Problem::NoDisplay)?;
    if let Some(loader) = Loader::of_this_system(&variable) {
        let missing = missing(display, |library| loader.finds(library));
        if !missing.is_empty() {
            return Err(Problem::Libraries(missing));
        }
    }
    if display == Display::X11 { x_server(&variable) } else { Ok(()) }
}

/// The display that winit will choose. Empty variables count as not set.
pub fn display(variable: impl Fn(&str) -> Option<OsString>) -> Option<Display> {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    if set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET") {
        Some(Display::Wayland)
    } else {
        set("DISPLAY").then_some(Display::X11)
    }
}

/// What `find` does not find of the libraries that a window on this display opens.
pub fn missing(display: Display, find: impl Fn(&str) -> bool) -> Vec<Missing> {
    let needed = match display {
        Display::Wayland => WAYLAND,
        Display::X11 => X11,
    };
    needed.iter().filter(|one| !one.libraries.iter().any(|library| find(library))).copied().collect()
}

/// The problem in plain words, several lines, with what to do about it.
pub fn words(problem: &Problem) -> String {
    let mut text = match problem {
        Problem::NoDisplay => {
            "No window: neither DISPLAY nor WAYLAND_DISPLAY is set, so there is no display to open one on.\n"
                .to_owned()
        }
        Problem::Libraries(missing) => library_words(missing),
        Problem::Unreachable { display, reason } => format!(
            "No window: DISPLAY is {display}, and no X server answers there: {reason}\n\
             Check that it runs and that this user may connect to it (xauth, xhost).\n"
        ),
        Problem::Extensions(names) => format!(
            "No window: the X server lacks the extension {}.\n\
             Start the server with it, or use another display.\n",
            names.join(", ")
        ),
        Problem::Window(reason) => format!(
            "The window did not open: {reason}\n\
             If it is the graphics driver: on Debian and Ubuntu, as root: apt install libgl1-mesa-dri\n"
        ),
    };
    text.push_str("Without a window: jotlens inspect TOKEN (more with jotlens --help)");
    text
}

fn library_words(missing: &[Missing]) -> String {
    let libraries: Vec<_> = missing.iter().map(|one| one.libraries.join(" or ")).collect();
    let packages: BTreeSet<_> = missing.iter().map(|one| one.package).collect();
    let mut text = format!("No window: it needs what is not installed here: {}\n", libraries.join(", "));
    let packages = packages.into_iter().collect::<Vec<_>>().join(" ");
    let _ = writeln!(text, "On Debian and Ubuntu, as root: apt install {packages}");
    text
}

// What is opened at run time: x11-dl, xkbcommon-dl and wayland-sys for winit, EGL or GLX for glutin.
// fontconfig is opened too, but without it only the system's fonts are missing.

const X11: &[Missing] = &[
    Missing { libraries: &["libX11.so.6"], package: "libx11-6" },
    Missing { libraries: &["libX11-xcb.so.1"], package: "libx11-xcb1" },
    Missing { libraries: &["libXcursor.so.1"], package: "libxcursor1" },
    Missing { libraries: &["libXi.so.6"], package: "libxi6" },
    Missing { libraries: &["libxkbcommon.so.0"], package: "libxkbcommon0" },
    Missing { libraries: &["libxkbcommon-x11.so.0"], package: "libxkbcommon-x11-0" },
    Missing { libraries: &["libGL.so.1", "libEGL.so.1"], package: "libgl1" },
];

const WAYLAND: &[Missing] = &[
    Missing { libraries: &["libwayland-client.so.0"], package: "libwayland-client0" },
    Missing { libraries: &["libwayland-egl.so.1"], package: "libwayland-egl1" },
    Missing { libraries: &["libxkbcommon.so.0"], package: "libxkbcommon0" },
    Missing { libraries: &["libEGL.so.1"], package: "libegl1" },
];

/// Extensions whose absence is a panic in winit's event loop.
#[cfg(target_os = "linux")]
const EXTENSIONS: &[&str] = &["RANDR", "XInputExtension", "XKEYBOARD"];

#[cfg(target_os = "linux")]
fn x_server(variable: impl Fn(&str) -> Option<OsString>) -> Result<(), Problem> {
    use x11rb::connection::RequestConnection as _;

    let unreachable = |reason: String| Problem::Unreachable {
        display: variable("DISPLAY").unwrap_or_default().to_string_lossy().into_owned(),
        reason,
    };
    let (connection, _) = x11rb::connect(None).map_err(|error| unreachable(error.to_string()))?;
    let mut lacking = Vec::new();
    for name in EXTENSIONS {
        let there = connection.extension_information(name).map_err(|error| unreachable(error.to_string()))?;
        if there.is_none() {
            lacking.push(*name);
        }
    }
    if lacking.is_empty() { Ok(()) } else { Err(Problem::Extensions(lacking)) }
}

#[cfg(not(target_os = "linux"))]
fn x_server(_variable: impl Fn(&str) -> Option<OsString>) -> Result<(), Problem> {
    Ok(())
}

/// Where the dynamic loader looks, without loading anything.
struct Loader {
    folders: Vec<PathBuf>,
    /// The loader's cache; only the paths in it are read.
    cache: Vec<u8>,
    /// The beginning of our own program: a library must be built for the same processor.
    own: Vec<u8>,
}

impl Loader {
    /// `None` where the loader keeps no cache: its ways are not known then.
    fn of_this_system(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let cache = std::fs::read("/etc/ld.so.cache").ok()?;
        let own = head(Path::new("/proc/self/exe"))?;
        let named = variable("LD_LIBRARY_PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = std::env::split_paths(&named).collect();
        let triplet = format!("{}-linux-gnu", std::env::consts::ARCH);
        for root in ["/lib", "/usr/lib"] {
            folders.extend([
                PathBuf::from(root),
                PathBuf::from(format!("{root}64")),
                Path::new(root).join(&triplet),
            ]);
        }
        Some(Self { folders, cache, own })
    }

    fn finds(&self, library: &str) -> bool {
        self.folders.iter().any(|folder| self.fits(&folder.join(library)))
            || cached_paths(&self.cache, library).any(|path| self.fits(Path::new(path)))
    }

    /// The file is a library for the processor that we run on.
    fn fits(&self, path: &Path) -> bool {
        // ELF: class and byte order at 4, machine at 18.
        head(path).is_some_and(|found| {
            found.get(..6) == self.own.get(..6) && found.get(18..20) == self.own.get(18..20)
        })
    }
}

/// The first 20 bytes of a file.
fn head(path: &Path) -> Option<Vec<u8>> {
    use std::io::Read as _;

    let mut bytes = vec![0; 20];
    std::fs::File::open(path).ok()?.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// Every path in the loader's cache that ends with this file name. The cache is a table followed by its
/// strings, each ended by a zero; the table's own shape does not matter for this.
fn cached_paths<'a>(cache: &'a [u8], library: &'a str) -> impl Iterator<Item = &'a str> {
    cache
        .split(|byte| *byte == 0)
        .filter_map(|bytes| std::str::from_utf8(bytes).ok())
        .filter(move |path| path.starts_with('/'))
        .filter(move |path| path.strip_suffix(library).is_some_and(|folder| folder.ends_with('/')))
}

#[cfg(test)]
mod tests;
