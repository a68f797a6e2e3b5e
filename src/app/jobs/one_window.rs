//! One window for each person and display: a second start hands what it brings to the first, and ends.
//!
//! Promises: content goes only to a process of the same user, by what the kernel says of the other end; a window that
//! crashed leaves nothing behind that keeps the next from opening (the kernel drops its lock); one that hangs keeps
//! nobody waiting for longer than [`PATIENCE`]; what it did not take for that long it never gets. Whatever goes wrong
//! ends in a window of one's own, never in an error.
//!
//! On Windows each start opens a window of its own: the pipes there do not tell whose they are.

#[cfg(unix)]
mod frame;
#[cfg(unix)]
mod socket;

use std::collections::VecDeque;
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::Waker;
use crate::app::handover::Handover;

/// How long the first window may take for each step of the talk.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// How long the window may take to come and fetch what arrived. Less than the other side waits.
const FETCHED_IN: Duration = Duration::from_millis(1_500);

/// What a start is among those of this person at this display.
#[derive(Debug)]
pub enum Claim {
    /// The first: it opens the window, and what later ones bring comes in here.
    First(Inbox),
    /// Another window took what this one brought: there is nothing left to do.
    Handed,
    /// It opens a window of its own, and nobody knows of it.
    Alone,
}

/// Finds out which; hands `handover` to the window that is open, if one is. Without a `place`, every start is alone.
pub fn claim(place: Option<&Place>, handover: &Handover) -> Claim {
    #[cfg(unix)]
    if let Some(place) = place {
        return socket::claim(place, handover);
    }
    let _ = (place, handover);
    Claim::Alone
}

/// Where the windows of one person at one display meet: a folder that is theirs alone, and a name in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder; made where it is missing.
    pub folder: PathBuf,
    /// The beginning of the names of the lock and the socket.
    pub name: String,
}

impl Place {
    /// The place by what `variable` says of the session. `None` where no display is named, or only a connection to one.
    pub fn of_session(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let set = |name| variable(name).filter(|value: &OsString| !value.is_empty());
        let displays = [set("WAYLAND_DISPLAY"), set("DISPLAY")];
        let has_own = cfg!(target_os = "macos");
        if !has_own && displays.iter().all(Option::is_none) || set("WAYLAND_SOCKET").is_some() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        displays.hash(&mut hasher);
        let name = format!("window-{:016x}", hasher.finish());
        // Elsewhere than in the folder of the session it may be anybody's, which is looked at before it is used.
        let user = set("USER").map(|user| user.to_string_lossy().replace(['/', '.'], "_"));
        let folder = match set("XDG_RUNTIME_DIR") {
            Some(folder) => PathBuf::from(folder).join("jotlens"),
            None => std::env::temp_dir().join(format!("jotlens-{}", user.unwrap_or_default())),
        };
        folder.is_absolute().then_some(Self { folder, name })
    }
}

/// What later starts bring.
#[derive(Debug)]
pub struct Inbox {
    shared: Arc<Shared>,
    /// Held for as long as the window is open.
    #[cfg(unix)]
    _seat: socket::Seat,
}

impl Inbox {
    /// Calls `waker` whenever something arrives.
    pub(in crate::app) fn wake(&self, waker: Waker) {
        *self.shared.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(waker);
        self.shared.call();
    }

    /// What arrived since the last call. Whoever sent it is told that it is in good hands.
    pub(in crate::app) fn take(&self) -> Vec<Handover> {
        let mut queue = self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let arrived = queue.drain(..).map(|(_, handover)| handover).collect();
        drop(queue);
        self.shared.taken.notify_all();
        arrived
    }
}

/// What the listener and the window share.
#[derive(Default)]
struct Shared {
    queue: Mutex<VecDeque<(u64, Handover)>>,
    taken: Condvar,
    waker: Mutex<Option<Waker>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Shared").finish_non_exhaustive()
    }
}

impl Shared {
    fn call(&self) {
        if let Some(waker) = &*self.waker.lock().unwrap_or_else(PoisonError::into_inner) {
            waker();
        }
    }

    /// Puts something before the window; whether it took it. What it did not take in time is taken away again.
    #[cfg(unix)]
    fn offer(&self, id: u64, handover: Handover) -> bool {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.push_back((id, handover));
        self.call();
        let is_there = |queue: &mut VecDeque<(u64, Handover)>| queue.iter().any(|(other, _)| *other == id);
        let waited = self.taken.wait_timeout_while(queue, FETCHED_IN, is_there);
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let before = queue.len();
        queue.retain(|(other, _)| *other != id);
        queue.len() == before
    }
}
