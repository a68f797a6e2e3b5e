//! The lock that says who is first, and the socket that the others come to.
//!
//! The talk: the window greets with its version; the start sends a length and a frame; the window answers with one
//! byte when it has it.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Read as _, Result, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{Builder, sleep};
use std::time::Duration;

use interprocess::ConnectWaitMode;
use interprocess::local_socket::prelude::*;
use interprocess::local_socket::{ConnectOptions, GenericFilePath, Listener, ListenerOptions, Name, Stream};
use zeroize::Zeroizing;

use super::{Claim, Inbox, PATIENCE, Place, Shared, frame};
use crate::app::handover::Handover;
use crate::app::jobs::clock;
use crate::encoding::MAX_TEXT;

/// What the window says first. Another version is another window.
const GREETING: &[u8; 10] = b"jotlens 1\n";

const TAKEN: u8 = b'+';
const LEFT: u8 = b'-';

/// The longest frame: a text as long as we look at, with keys.
const MOST: usize = MAX_TEXT + (8 << 20);

/// The longest path that every system takes for a socket.
const LONGEST_PATH: usize = 100;

/// Lets go of the place when the window closes.
#[derive(Debug)]
pub(super) struct Seat {
    /// Locked; the kernel lets go of it however the program ends.
    _lock: File,
    socket: PathBuf,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.socket);
    }
}

pub(super) fn claim(place: &Place, handover: &Handover) -> Claim {
    match try_claim(place, handover) {
        Ok(claim) => claim,
        Err(_) => Claim::Alone,
    }
}

fn try_claim(place: &Place, handover: &Handover) -> Result<Claim> {
    let user = own_folder(&place.folder)?;
    let socket = place.folder.join(format!("{}.socket", place.name));
    if socket.as_os_str().len() > LONGEST_PATH {
        return Ok(Claim::Alone);
    }
    let path = place.folder.join(format!("{}.lock", place.name));
    let lock = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    match lock.try_lock() {
        Ok(()) => Ok(Claim::First(listen(lock, socket, user)?)),
        Err(TryLockError::WouldBlock) => hand_over(&socket, user, handover).map(|()| Claim::Handed),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Makes the folder, or makes sure that nobody else can go into it. Who we are, as the kernel knows us.
fn own_folder(folder: &Path) -> Result<u32> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let found = std::fs::symlink_metadata(folder)?;
    let user = tempfile::tempfile_in(folder)?.metadata()?.uid();
    let for_others = found.mode() & 0o077;
    let is_ours = found.is_dir() && found.uid() == user && for_others == 0;
    if is_ours { Ok(user) } else { Err(ErrorKind::PermissionDenied.into()) }
}

fn name(socket: &Path) -> Result<Name<'_>> {
    socket.to_fs_name::<GenericFilePath>()
}

fn is_of(stream: &Stream, user: u32) -> Result<bool> {
    Ok(stream.peer_creds()?.euid() == Some(user))
}

// ---- the first --------------------------------------------------------------------------------------

fn listen(lock: File, socket: PathBuf, user: u32) -> Result<Inbox> {
    // We hold the lock, so whoever made this is gone.
    match std::fs::remove_file(&socket) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let options = ListenerOptions::new().name(name(&socket)?).reclaim_name(false);
    #[cfg(target_os = "linux")]
    let options = interprocess::os::unix::local_socket::ListenerOptionsExt::mode(options, 0o600);
    let listener = options.create_sync()?;
    let shared = Arc::new(Shared::default());
    let ours = Arc::clone(&shared);
    let _ = Builder::new().name("jotlens-starts".to_owned()).spawn(move || serve(&listener, &ours, user))?;
    Ok(Inbox { shared, _seat: Seat { _lock: lock, socket } })
}

fn serve(listener: &Listener, shared: &Shared, user: u32) {
    for (id, stream) in (0..).zip(listener.incoming()) {
        match stream {
            // One that goes away in the middle has opened a window of its own.
            Ok(stream) => drop(receive(&stream, shared, id, user)),
            // Such as no more files: not to be tried again at once.
            Err(_) => sleep(PATIENCE),
        }
    }
}

fn receive(stream: &Stream, shared: &Shared, id: u64, user: u32) -> Result<()> {
    if !is_of(stream, user)? {
        return Ok(());
    }
    let mut talk = Talk::begin(stream);
    talk.send(GREETING)?;
    let mut length = [0; 4];
    talk.receive(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > MOST {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut bytes = Zeroizing::new(vec![0; length]);
    talk.receive(&mut bytes)?;
    let handover = frame::read(&bytes).ok_or(ErrorKind::InvalidData)?;
    let taken = shared.offer(id, handover);
    talk.send(&[if taken { TAKEN } else { LEFT }])
}

// ---- those after it ---------------------------------------------------------------------------------

fn hand_over(socket: &Path, user: u32, handover: &Handover) -> Result<()> {
    let bytes = frame::write(handover);
    let length = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() <= MOST);
    let length = length.ok_or(ErrorKind::FileTooLarge)?;
    let stream = connect(socket)?;
    if !is_of(&stream, user)? {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let mut talk = Talk::begin(&stream);
    let mut greeting = [0; GREETING.len()];
    talk.receive(&mut greeting)?;
    if greeting != *GREETING {
        return Err(ErrorKind::Unsupported.into());
    }
    // Somebody is there: from here on it may take as long again.
    let mut talk = Talk::begin(&stream);
    talk.send(&length.to_le_bytes())?;
    talk.send(&bytes)?;
    let mut answer = [0];
    talk.receive(&mut answer)?;
    if answer == [TAKEN] { Ok(()) } else { Err(ErrorKind::ResourceBusy.into()) }
}

/// The first may have the lock and not yet the socket.
fn connect(socket: &Path) -> Result<Stream> {
    let until = clock() + PATIENCE / 4;
    loop {
        let wait = ConnectWaitMode::Timeout(PATIENCE / 2);
        match ConnectOptions::new().name(name(socket)?).wait_mode(wait).connect_sync() {
            Err(error)
                if clock() < until
                    && matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) =>
            {
                sleep(Duration::from_millis(20));
            }
            connected => return connected,
        }
    }
}

/// Sends and receives until [`PATIENCE`] is over, however little comes at a time.
struct Talk<'a> {
    stream: &'a Stream,
    until: Duration,
}

impl<'a> Talk<'a> {
    fn begin(stream: &'a Stream) -> Self {
        Self { stream, until: clock() + PATIENCE }
    }

    fn left(&self) -> Result<Duration> {
        let left = self.until.saturating_sub(clock());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }

    fn receive(&mut self, mut into: &mut [u8]) -> Result<()> {
        while !into.is_empty() {
            self.stream.set_recv_timeout(Some(self.left()?))?;
            let mut stream = self.stream;
            match stream.read(into) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => into = into.get_mut(count..).unwrap_or_default(),
                Err(error) => passing(error)?,
            }
        }
        Ok(())
    }

    fn send(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            self.stream.set_send_timeout(Some(self.left()?))?;
            let mut stream = self.stream;
            match stream.write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(error) => passing(error)?,
            }
        }
        Ok(())
    }
}

/// What to try again until the time is over.
fn passing(error: Error) -> Result<()> {
    match error.kind() {
        ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut => Ok(()),
        _ => Err(error),
    }
}

#[cfg(test)]
mod tests;
