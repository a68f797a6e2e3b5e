//! How a [`Handover`] is written on the socket: a list of parts, each with its kind, a name and bytes. Parts of a kind
//! that is not known are passed over, so that a window may be older than the start that calls it.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use zeroize::Zeroizing;

use crate::app::handover::{Handover, KeyBytes};

const TEXT: u8 = 1;
const FILE: u8 = 2;
const KEYS: u8 = 3;

/// Writes it.
pub(super) fn write(handover: &Handover) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(size(handover)));
    for text in &handover.texts {
        part(&mut out, TEXT, b"", text.as_bytes());
    }
    for file in &handover.files {
        part(&mut out, FILE, b"", file.as_os_str().as_bytes());
    }
    for keys in &handover.keys {
        part(&mut out, KEYS, keys.name.as_bytes(), &keys.bytes);
    }
    out
}

/// More than it takes, so that nothing private is copied while it grows.
fn size(handover: &Handover) -> usize {
    let texts: usize = handover.texts.iter().map(|text| text.len() + HEAD).sum();
    let files: usize = handover.files.iter().map(|file| file.as_os_str().len() + HEAD).sum();
    let keys: usize = handover.keys.iter().map(|keys| keys.name.len() + keys.bytes.len() + HEAD).sum();
    texts + files + keys
}

/// The kind and two lengths.
const HEAD: usize = 1 + 4 + 4;

fn part(out: &mut Vec<u8>, kind: u8, name: &[u8], bytes: &[u8]) {
    // Both are far below 4 GiB: what is longer than a window looks at is not read in the first place.
    let (Ok(name_length), Ok(length)) = (u32::try_from(name.len()), u32::try_from(bytes.len())) else {
        return;
    };
    out.push(kind);
    out.extend_from_slice(&name_length.to_le_bytes());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(name);
    out.extend_from_slice(bytes);
}

/// Reads it; `None` where it is not whole.
pub(super) fn read(mut bytes: &[u8]) -> Option<Handover> {
    let mut handover = Handover::default();
    while !bytes.is_empty() {
        let (kind, rest) = bytes.split_first()?;
        let (name_length, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (name, rest) = rest.split_at_checked(u32::from_le_bytes(*name_length) as usize)?;
        let (body, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        bytes = rest;
        match *kind {
            TEXT => handover.texts.push(Zeroizing::new(String::from_utf8_lossy(body).into_owned())),
            FILE => handover.files.push(OsString::from_vec(body.to_vec()).into()),
            KEYS => handover.keys.push(KeyBytes {
                name: String::from_utf8_lossy(name).into_owned(),
                bytes: Zeroizing::new(body.to_vec()),
            }),
            _ => {}
        }
    }
    Some(handover)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Handover {
        Handover {
            texts: ["eyJ.a.b", "", "한국어"].map(|text| Zeroizing::new(text.to_owned())).to_vec(),
            files: vec!["/tmp/a b.jwt".into(), OsString::from_vec(vec![b'/', 0xff]).into()],
            keys: vec![KeyBytes { name: "k".to_owned(), bytes: Zeroizing::new(vec![0, 1, 0xff]) }],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for handover in [full(), Handover::default()] {
            assert_eq!(read(&write(&handover)), Some(handover));
        }
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let whole = write(&full());
        let cut = (1..whole.len()).filter(|length| read(&whole[..*length]).is_some()).count();
        // It may end after any of its six parts but the last.
        assert_eq!(cut, 5);
        assert_eq!(
            read(&[TEXT, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, b'a']),
            None,
            "a length that is not there"
        );
    }

    #[test]
    fn parts_of_later_versions_are_passed_over() {
        let mut bytes = write(&full()).to_vec();
        part(&mut bytes, 200, b"what", b"ever");
        part(&mut bytes, TEXT, b"", b"last");
        let read = read(&bytes).unwrap();
        assert_eq!(read.texts.last().map(|text| text.as_str()), Some("last"));
    }
}
