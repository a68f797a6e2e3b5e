//! What there is to say of keys and of the files that they come in.

use super::finding::Finding;
use super::report::KeyId;
use crate::jose::key::Key;
use crate::jose::read::{KeyFile, ReadError};

/// What there is to say of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyFileReport {
    /// Of the file.
    pub findings: Vec<Finding>,
    /// Of its keys.
    pub keys: Vec<KeyLine>,
}

/// What there is to say of one key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyLine {
    /// The key.
    pub id: KeyId,
    /// Whether a private half or a secret comes along.
    pub has_private: bool,
    /// What there is to say.
    pub findings: Vec<Finding>,
}

/// Stub.
pub fn report(read: &Result<KeyFile, ReadError>, _others: &[Key], _now: i64) -> KeyFileReport {
    let keys = read.as_ref().map_or_else(
        |_| Vec::new(),
        |file| {
            file.keys
                .iter()
                .enumerate()
                .map(|(i, key)| KeyLine {
                    id: KeyId::of(i, key),
                    has_private: key.has_private(),
                    findings: Vec::new(),
                })
                .collect()
        },
    );
    KeyFileReport { findings: Vec::new(), keys }
}

/// Stub.
pub fn each(keys: &[Key], _now: i64) -> Vec<Vec<Finding>> {
    vec![Vec::new(); keys.len()]
}
