//! Secrets that examples, templates and defaults have, and that everybody tries first: our own list, a secret on each
//! line of `weak_secrets.txt`.
//!
//! The empty secret is not among them, since it is a finding of its own; nor is one of zeros only, which an HMAC does
//! not tell from the empty one (RFC 2104 §2).

use std::collections::HashSet;
use std::sync::LazyLock;

const TEXT: &str = include_str!("weak_secrets.txt");

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    TEXT.lines()
}

/// The one that a secret is.
pub(super) fn entry(secret: &[u8]) -> Option<&'static str> {
    static ENTRIES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| all().collect());
    ENTRIES.get(std::str::from_utf8(secret).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_stands_once_and_is_found() {
        let distinct: BTreeSet<&str> = all().collect();
        assert_eq!(distinct.len(), all().count());
        assert!(distinct.len() > 300);
        assert!(all().all(|secret| !secret.is_empty() && entry(secret.as_bytes()) == Some(secret)));
        for other in [&b""[..], b"\0", b"secret\n", b"sEcret", b"8Kx0rZ4ZkF3T9q1yHn5uWg"] {
            assert_eq!(entry(other), None);
        }
    }
}
